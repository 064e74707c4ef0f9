"""The words of reading: the same codes with the same fields in both languages, and no English in the Chinese."""

from __future__ import annotations

import re
import string

import pytest

from jianbao.wording import say, table

CODES = sorted(code for code in table("en") if code.startswith("reading."))
# Names of formats, encodings and programs, options and commands are the same in both languages.
NAMES = re.compile(
    r"--\{kind\}-field|\{[^}]*\}|--[a-z-]+|chmod u\+r|pip install '[^']*'|ocrmypdf -l chi_sim|"
    r"[A-Z][A-Za-z]*[-0-9A-Z+]*|txt|md|html|docx?|pdf|pyarrow|zh|en"
)


def fields(entry: dict[str, str]) -> set[str]:
    return {name for part in entry.values() for _, name, _, _ in string.Formatter().parse(part) if name}


def test_both_languages_have_the_same_codes() -> None:
    assert sorted(code for code in table("zh") if code.startswith("reading.")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_both_languages_have_the_same_fields_and_the_chinese_is_chinese(code: str) -> None:
    english, chinese = dict(table("en")[code]), dict(table("zh")[code])
    assert english.keys() == chinese.keys() and fields(english) == fields(chinese)
    for part in chinese.values():
        assert not re.search("[A-Za-z]{2,}", NAMES.sub("", part)), part


def test_one_and_many() -> None:
    assert say("reading.pictures", {"count": 1}) == "1 picture left out"
    assert say("reading.pictures", {"count": 2}) == "2 pictures left out"
    assert say("reading.pictures", {"count": 2}, language="zh") == "略去 2 张图片"
