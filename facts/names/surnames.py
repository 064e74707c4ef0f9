"""Chinese surnames and the spelling of a personal name in pinyin."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

GIVEN_READINGS = {
    "行": "xing", "长": "chang", "重": "chong", "乐": "le", "传": "chuan", "盛": "sheng", "茜": "qian", "莎": "sha",
    "晟": "sheng", "少": "shao", "石": "shi", "柏": "bai", "曾": "zeng", "单": "shan", "藏": "cang", "调": "tiao", "奇": "qi",
    "和": "he", "华": "hua", "仇": "qiu", "解": "jie", "薄": "bo", "南": "nan", "兴": "xing", "中": "zhong", "强": "qiang",
    "大": "da", "都": "du", "弹": "tan", "会": "hui", "任": "ren", "相": "xiang", "应": "ying", "正": "zheng", "冠": "guan",
    "隆": "long", "卡": "ka", "尽": "jin", "将": "jiang", "亲": "qin", "若": "ruo", "提": "ti", "车": "che", "尹": "yin",
    "还": "huan", "覃": "tan", "为": "wei", "娜": "na", "祭": "ji", "系": "xi", "宿": "su", "更": "geng", "得": "de", "了": "liao",
    "地": "di", "的": "di", "没": "mo", "见": "jian", "降": "jiang", "省": "xing", "易": "yi", "葛": "ge", "钰": "yu", "瑜": "yu",
    "甦": "su", "珺": "jun", "翀": "chong", "堃": "kun", "喆": "zhe", "昇": "sheng", "陞": "sheng",
}  # fmt: skip
"""Readings of characters in given names where the usual reading, or the one pypinyin takes in a phrase, is another."""


@cache
def _rows() -> tuple[list[str], ...]:
    text = (resources.files("facts.glossary.lists") / "surnames.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in text.splitlines()[1:])


@cache
def table() -> dict[str, tuple[str, str]]:
    """Surname to (spelling, class): "common", "surname", "compound"; "common_word" and "word" are everyday characters too."""
    return {row[0]: (row[1], row[2]) for row in _rows()}


@cache
def _others() -> dict[str, tuple[str, ...]]:
    return {
        row[0]: tuple(
            re.findall(r"[A-Z][a-zü]+", re.sub(r"\bnot [A-Z]\w+|Cantonese.*|[a-z ]+[A-Z]\w+ and.*", "", row[3]))
        )
        for row in _rows()
    }


def other_readings(name: str) -> tuple[str, ...]:
    """Spellings of the surname of ``name`` that some families use instead (莘 Shen: Xin)."""
    return _others().get(name[: surname_length(name)], ())


def surname_length(name: str) -> int:
    """Characters of ``name`` that are the surname; 0 if it does not begin with one."""
    known = table()
    if len(name) > 2 and name[:2] in known:
        return 2
    return 1 if name[:1] in known else 0


@cache
def pinyin_name(chinese: str) -> str:
    """单志鸿 -> "Shan Zhihong", 尉迟恭 -> "Yuchi Gong": surname first, the given name in one word.

    ü is written yu, as in passports (吕 Lyu); an apostrophe parts syllables that would be read as one (Xi'an).
    """
    from pypinyin import Style, lazy_pinyin

    length = surname_length(chinese)
    syllables = lazy_pinyin(chinese, style=Style.NORMAL, v_to_u=False, errors="default")
    if len(syllables) != len(chinese):
        return chinese
    readings = [
        GIVEN_READINGS.get(character) or syllable.replace("v", "yu")
        for character, syllable in zip(chinese, syllables, strict=True)
    ]
    given = ""
    for syllable in readings[length:]:
        given += ("'" if given and syllable[0] in "aoe" else "") + syllable
    surname = table()[chinese[:length]][0] if length else ""
    return f"{surname} {given.capitalize()}".strip()
