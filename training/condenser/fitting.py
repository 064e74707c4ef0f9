"""Fits the models, and writes them as summarize/extract/weights.json has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from training.condenser.labels import Rows

STRENGTH = 0.003
"""C of the regressions: from 0.003 to 0.1 average precision changes by less than 0.003; other articles are less alike than the folds."""
INDICATOR = 3.0
"""Scale of the column that tells two data sets apart, so that their different shares of key sentences do not go into the weights."""
TREES: dict[str, Any] = {
    "objective": "regression", "learning_rate": 0.05, "num_leaves": 10, "min_data_in_leaf": 50, "feature_fraction": 0.4,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "verbose": -1, "seed": 1, "deterministic": True, "num_threads": 1,
}  # fmt: skip
ROUNDS = 140
DIGITS = 4


def linear(
    rows: Sequence[Rows], *, also: Sequence[Rows] = (), share: float = 0.3, strength: float = STRENGTH
) -> dict[str, Any]:
    """Logistic regression of labels from 0 to 1 on standardised features clipped at five deviations.

    also: other data, whose rows count `share`; standardised as the first, with an intercept of its own, which is not kept.
    """
    from sklearn.linear_model import LogisticRegression

    x, y = np.vstack([r.x for r in rows]), np.concatenate([r.y for r in rows])
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-6] = 1.0
    parts = [(x, y, 1.0, 0.0)]
    if also:
        parts.append((np.vstack([r.x for r in also]), np.concatenate([r.y for r in also]), share, INDICATOR))
    columns, labels, weights = [], [], []
    for a, b, w, mark in parts:
        z = np.hstack([np.clip((a - mean) / scale, -5, 5), np.full((len(a), 1), mark)])
        columns += [z, z]  # a share is so much of a yes and so much of a no
        labels += [np.ones(len(a)), np.zeros(len(a))]
        weights += [w * b, w * (1 - b)]
    fitted = LogisticRegression(C=strength, max_iter=3000).fit(
        np.vstack(columns), np.concatenate(labels), sample_weight=np.concatenate(weights)
    )
    return {
        "columns": rows[0].columns,
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), DIGITS) for v in fitted.coef_[0][:-1]],
        "bias": round(float(fitted.intercept_[0]), DIGITS),
    }


def trees(
    rows: Sequence[Rows], *, also: Sequence[Rows] = (), share: float = 0.3, rounds: int = ROUNDS
) -> dict[str, Any]:
    """Gradient boosted trees (LightGBM) as nested lists: [column, threshold, at most it, above it], a leaf is a number."""
    import lightgbm

    every = [*rows, *also]
    weight = np.concatenate([np.full(len(r.y), share if n >= len(rows) else 1.0) for n, r in enumerate(every)])
    data = lightgbm.Dataset(np.vstack([r.x for r in every]), np.concatenate([r.y for r in every]), weight=weight)
    booster = lightgbm.train(TREES, data, rounds)
    columns = rows[0].columns

    def node(n: dict[str, Any]) -> Any:
        if "leaf_value" in n:
            return round(float(n["leaf_value"]), DIGITS)
        return [
            columns[n["split_feature"]],
            round(float(n["threshold"]), 5),
            node(n["left_child"]),
            node(n["right_child"]),
        ]

    return {
        "columns": columns,
        "bias": 0.0,
        "trees": [node(t["tree_structure"]) for t in booster.dump_model()["tree_info"]],
    }


def ridge(rows: Sequence[Rows], *, strength: float = 30.0) -> dict[str, Any]:
    """Linear regression with a penalty on standardised features, less the mean of each document: only the order inside one counts."""
    x, y = np.vstack([r.x for r in rows]), np.concatenate([r.y - r.y.mean() for r in rows])
    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-6] = 1.0
    z = np.clip((x - mean) / scale, -5, 5)
    inside = np.vstack([a - a.mean(0) for a in np.split(z, np.cumsum([len(r.y) for r in rows])[:-1])])
    weights = np.linalg.solve(inside.T @ inside + strength * np.eye(x.shape[1]), inside.T @ y)
    return {
        "columns": rows[0].columns,
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), DIGITS) for v in weights],
        "bias": 0.0,
    }
