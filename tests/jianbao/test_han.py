"""Han characters: which there are."""

import re

import pytest

from jianbao import han


@pytest.mark.parametrize("character", ["一", "鿿", "㐀", "豈", "𠮷", "龍"])
def test_han(character: str) -> None:
    assert han.is_han(character)
    assert han.count(f"a{character}1") == 1


@pytest.mark.parametrize("character", ["", "a", "1", "，", "〇", "あ", "한", "一一"])
def test_not_one_han(character: str) -> None:
    assert not han.is_han(character)


def test_class_fits_into_a_pattern() -> None:
    assert re.findall(rf"[{han.CLASS}]{{2}}", "温江a一b城区") == ["温江", "城区"]
    assert han.RUN.findall("温江a一b城区") == ["温江", "一", "城区"]
