"""Hints after the answer: what a name has in capitals, the English has too."""

from __future__ import annotations

import pytest

from translate.hints import with_capitals

HINTS = (
    ("彭山区第三人民医院", "Third People's Hospital of Pengshan District"),
    ("区教育局局长", "director of the district Education Bureau"),
    ("近20亿元", "nearly 2 billion yuan"),
    ("安", "An"),
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The third People's Hospital of Pengshan District", "The Third People's Hospital of Pengshan District"),
        ("third people's hospital of pengshan district", "Third People's Hospital of Pengshan District"),
        ("the director of the district education bureau", "the director of the district Education Bureau"),
        ("Director of the District Education Bureau", "Director of the District Education Bureau"),  # a headline
        ("Nearly 2 Billion Yuan for an old bridge", "Nearly 2 Billion Yuan for an old bridge"),
        ("a third people's hospital of Pengshan Districts", "a third people's hospital of Pengshan Districts"),
    ],
)
def test_names_have_their_capitals(said: str, told: str) -> None:
    assert with_capitals(said, HINTS) == told
