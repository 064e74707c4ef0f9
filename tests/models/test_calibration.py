"""Thresholds belong to a model, and each says how it was measured."""

from __future__ import annotations

import pytest

from models import catalog
from models.calibration import SAFE, read


@pytest.mark.parametrize("name", ["compact", "bundled", "compact@0123abcd"])
def test_the_compact_model_is_measured(name: str) -> None:
    found = catalog.calibration(name)
    assert (found.unsure, found.explained, found.segment_tokens) == (-0.8, -0.1, 80)
    assert found.doubtful is not None and found.doubtful < found.unsure
    assert found.attributes and found.floor("zh", "en") < found.floor("zh", "zh") < found.floor("en", "en")


@pytest.mark.parametrize("name", ["opus-mt-zh-en@0123abcd", "my-own@0123abcd", "openai:qwen3", ""])
def test_what_nobody_measured_claims_nothing(name: str) -> None:
    found = catalog.calibration(name)
    assert found == SAFE and not found.measured
    assert found.unsure is None and found.doubtful is None and not found.attributes


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda e: e.name)
def test_every_threshold_says_how_it_was_measured(entry: catalog.Entry) -> None:
    assert all(entry.calibration.measured.values())


@pytest.mark.parametrize(
    "table",
    [
        {"unsure": {"value": -0.8}},
        {"unsure": {"value": -0.8, "measured": ""}},
        {"unshure": {"value": 1, "measured": "so"}},
    ],
)
def test_a_threshold_without_a_measurement_is_refused(table: dict[str, dict[str, object]]) -> None:
    with pytest.raises(ValueError, match="calibration"):
        read(table)
