"""What an answer may have, and loops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.engines.decoder import answers


@pytest.mark.parametrize(
    "text", ["GDP rose 5.3% to €1.2 billion — Café № naïve ±2 ℃ Müller’s ×3 m² lǎo".replace("’", "'")]
)
def test_english_has_its_characters(text: str) -> None:
    assert answers.allowed("en").fullmatch(text.replace("№", ""))


@pytest.mark.parametrize(
    "text", ["增", "a。", "（a)", "，", "“a”", "「a」", "a\nb", "％", "か", "Ａ", "\t", "𠀀", "한"]
)
def test_english_has_no_chinese(text: str) -> None:
    assert not answers.allowed("en").fullmatch(text)
    assert answers.allowed("zh").fullmatch(text) or "\n" in text


@pytest.mark.parametrize(
    ("tokens", "cut"),
    [
        ([], 0),
        ([1] * 23, 0),
        ([1] * 24, 23),
        ([5, 6] + [1, 2, 3] * 8, 21),
        ([1, 2, 3] * 7, 0),
        (list(range(24)) * 4, 72),
        (list(range(24)) * 3, 0),
        (list(range(30)) * 9, 0),
        ([7] * 12 + [8] * 12, 0),
    ],
)
def test_loop(tokens: list[int], cut: int) -> None:
    assert answers.loop(tokens) == cut


@given(st.lists(st.integers(), unique=True))
def test_different_tokens_are_no_loop(tokens: list[int]) -> None:
    assert answers.loop(tokens) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a b \ufffd", "a b"),
        ("<think>\nhm\n</think>\n\nA.", "A."),
        ("A <think>b</think>", "A <think>b</think>"),
    ],
)
def test_tidy(text: str, expected: str) -> None:
    assert answers.tidy(text) == expected
