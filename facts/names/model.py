"""The model that weighs the evidence for a personal name: one hidden layer of 16, fitted by training/name_model.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

OUTPUT = "#output"
"""Name of the last row of model.tsv: the weights from the hidden layer to the score, and at its end the bias."""


@cache
def _weights() -> tuple[dict[str, int], Any, Any, float]:
    """Row of each feature, weights (features x hidden, the feature "bias" included), output weights (hidden), output bias."""
    import numpy as np

    text = (resources.files("facts.names") / "data" / "model.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    output = [float(value) for value in rows.pop()[1:]]
    hidden = np.array([[float(value) for value in row[1:]] for row in rows], dtype=np.float32)
    return (
        {row[0]: index for index, row in enumerate(rows)},
        hidden,
        np.array(output[:-1], dtype=np.float32),
        output[-1],
    )


def scores(found: Sequence[dict[str, float]]) -> list[float]:
    """Log odds of being a name for each set of features; features that the model does not know count nothing."""
    if not found:
        return []
    import numpy as np

    rows, hidden, output, bias = _weights()
    values = np.zeros((len(found), len(rows)), dtype=np.float32)
    for index, features in enumerate(found):
        for name, value in features.items():
            row = rows.get(name)
            if row is not None:
                values[index, row] = value
    result = np.maximum(values @ hidden, 0) @ output + bias
    return [float(score) for score in result]
