"""Sentences as press offices write them, a kind a row, with two right translations and a wrong one: issue by issue of facts."""

from pathlib import Path

import pytest

from translate.check.report import Severity
from translate.given import check_translation

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data/kinds.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def severities(source: str, target: str) -> set[Severity]:
    return {f.severity for pair in check_translation(source, target) for f in pair.report.findings}


@pytest.mark.parametrize(("kind", "source", "right", "other", "wrong"), ROWS)
def test_right_ones_pass_and_a_wrong_one_is_told(kind: str, source: str, right: str, other: str, wrong: str) -> None:
    for target in (right, other):
        assert Severity.ERROR not in severities(source, target), (kind, target)
    assert severities(source, wrong) & {Severity.ERROR, Severity.WARNING}, kind
