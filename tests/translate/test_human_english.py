"""Releases, results, notices and reports as people translate them: the right English has no finding, one thing wrong has one."""

import csv
from pathlib import Path

import pytest

from translate.check.report import Finding, Severity
from translate.given import check_translation

with (Path(__file__).parent / "data" / "human.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = [
        {key: value.replace("\\n", "\n") for key, value in row.items()}
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
RIGHT = {row["right"]: row["chinese"] for row in ROWS}


def told(source: str, target: str) -> list[Finding]:
    pairs = check_translation(source, target)
    return [f for pair in pairs for f in pair.report.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize(("right", "chinese"), RIGHT.items(), ids=lambda text: text[:30])
def test_good_english_has_no_finding(right: str, chinese: str) -> None:
    assert told(chinese, right) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['wrong'][:40]}")
def test_one_thing_wrong_is_told(row: dict[str, str]) -> None:
    assert told(row["chinese"], row["wrong"])
