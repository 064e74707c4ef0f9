"""Another name in the place of a foreign one: another president's, another port's."""

import pytest

from translate.check.report import Reason
from translate.given import check_translation


def others(source: str, target: str) -> list[Reason]:
    reasons = [f.reason for pair in check_translation(source, target) for f in pair.report.findings]
    return [reason for reason in reasons if reason in (Reason.NAME_OTHER, Reason.NAME_PART)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("印度尼西亚总统普拉博沃会见中方代表。", "Indonesian President Widodo met with the Chinese representatives."),
        ("钱凯港开港。", "The Money Kai Port opened."),
    ],
)
def test_a_strangers_name_is_told(source: str, target: str) -> None:
    assert others(source, target) == [Reason.NAME_OTHER]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "印度尼西亚总统普拉博沃会见中方代表。",
            "Indonesian President Prabowo Subianto met with the Chinese representatives.",
        ),
        ("印度尼西亚总统普拉博沃会见中方代表。", "The Indonesian president met with the Chinese representatives."),
        ("钱凯港开港。", "The port of Chancay opened."),
        ("钱凯港开港。", "The deep-water port opened."),
    ],
)
def test_a_name_may_be_left_out_or_told_in_full(source: str, target: str) -> None:
    assert others(source, target) == []
