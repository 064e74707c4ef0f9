"""The trained model that ranks sentences: its weights, and how they are applied. training/condenser.py makes `weights.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).with_name("weights.json")


@cache
def _weights() -> dict[str, Any]:
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def rank(
    matrix: np.ndarray, names: Sequence[str], *, language: str = "zh", prior: np.ndarray | float = 0.0
) -> np.ndarray:
    """How likely an editor would keep each sentence, 0 to 1: (n, f) features by name -> (n,).

    Logistic regression on standardised features. prior: added to the log odds.
    """
    model = _weights()[language]
    if list(names) != model["names"]:
        raise ValueError("summarize/weights.json was trained on other features: run training/condenser.py")
    centred = (matrix - np.asarray(model["mean"], np.float32)) / np.asarray(model["scale"], np.float32)
    logits = np.clip(centred, -5, 5) @ np.asarray(model["weights"], np.float32) + model["bias"] + prior
    return np.asarray(1 / (1 + np.exp(-logits)), np.float32)
