"""The trained models of condensing: what is in `weights.json`, and how it is applied, in numpy alone. training/condenser makes the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).with_name("weights.json")
Model = Mapping[str, Any]
"""One model as the file has it: `columns`, and either `weights`, `mean`, `scale` and `bias` (linear) or `trees` and `bias`."""


Weights = Mapping[str, Mapping[str, Model]]
_USED: ContextVar[Weights | None] = ContextVar("weights", default=None)


@cache
def _shipped() -> Weights:
    return dict(json.loads(WEIGHTS.read_text(encoding="utf-8")))


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Other weights than those that are shipped, inside a `with`: those of a fold, when the models are cross-validated."""
    token = _USED.set(weights)
    try:
        yield
    finally:
        _USED.reset(token)


def model(name: str, *, language: str) -> Model:
    """The model of that name.

    sentence (likely to be kept), unit (worth telling), clause (its share that is told), told (the same of an English sentence), lead
    (opens), headline.
    """
    return (_USED.get() or _shipped())[language][name]


def predict(of: Model, matrix: np.ndarray, columns: Sequence[str]) -> np.ndarray:
    """The score of each row: (n, f) features with these columns -> (n,) float64.

    Raises ValueError for other columns than those of training.
    """
    if list(columns) != of["columns"]:
        raise ValueError("summarize/extract/weights.json was trained on other features: run training/condenser")
    matrix = np.asarray(matrix, np.float64)
    if "trees" in of:
        out = np.full(len(matrix), float(of["bias"]))
        every = np.arange(len(matrix))
        where = {name: n for n, name in enumerate(of["columns"])}
        for tree in of["trees"]:
            _descend(tree, matrix, where, every, out)
        return out
    centred = (matrix - np.asarray(of["mean"])) / np.asarray(of["scale"])
    return np.asarray(np.clip(centred, -5, 5) @ np.asarray(of["weights"]) + of["bias"])


def likelihood(of: Model, matrix: np.ndarray, columns: Sequence[str]) -> np.ndarray:
    """`predict` as a probability, 0 to 1: for models that were trained to tell yes from no."""
    return np.asarray(1 / (1 + np.exp(-predict(of, matrix, columns))))


def _descend(node: Any, matrix: np.ndarray, where: Mapping[str, int], rows: np.ndarray, out: np.ndarray) -> None:
    """Add what the leaf of each row has. A node is [column, threshold, at most it, above it]; a leaf is a number."""
    if not len(rows):
        return
    if not isinstance(node, list):
        out[rows] += node
        return
    column, threshold, low, high = node
    below = matrix[rows, where[column]] <= threshold
    _descend(low, matrix, where, rows[below], out)
    _descend(high, matrix, where, rows[~below], out)
