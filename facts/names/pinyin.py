"""The spelling of a Chinese personal name in pinyin, and whether an English text has it."""

from __future__ import annotations

import re
from functools import cache

from facts.names.surnames import other_readings, surname_length, table
from facts.tables import rows


@cache
def given_readings() -> dict[str, str]:
    """Readings of characters in given names where the usual reading, or the one pypinyin takes in a phrase, is another."""
    return {character: reading for character, reading, *_ in rows("names/data/readings.tsv")}


@cache
def pinyin_syllables(chinese: str) -> tuple[str, ...]:
    """The reading of each character of a name in small letters, ü as v; empty where one has none."""
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(chinese, style=Style.NORMAL, v_to_u=False, errors="default")
    if len(syllables) != len(chinese):
        return ()
    return tuple(given_readings().get(c) or syllable for c, syllable in zip(chinese, syllables, strict=True))


@cache
def pinyin_name(chinese: str) -> str:
    """单志鸿 -> "Shan Zhihong", 尉迟恭 -> "Yuchi Gong": surname first, the given name in one word.

    ü is written yu, as in passports (吕 Lyu); an apostrophe parts syllables that would be read as one (Xi'an).
    """
    length = surname_length(chinese)
    readings = [syllable.replace("v", "yu") for syllable in pinyin_syllables(chinese)]
    if not readings:
        return chinese
    given = ""
    for syllable in readings[length:]:
        given += ("'" if given and syllable[0] in "aoe" else "") + syllable
    surname = table()[chinese[:length]][0] if length else ""
    return f"{surname} {given.capitalize()}".strip()


def english_has_name(english_text: str, person_english: str, chinese: str = "") -> bool:
    """Whether the English spells the name, surname first: hyphen, apostrophe or space in the given name do not matter.

    ü may be written yu, ü, v or u. Possessives are fine; another surname, or the given name first, is not.
    With ``chinese``, other readings of the surname that some families use will do as well (莘 Shen or Xin).
    """
    surname, _, given = person_english.partition(" ")
    if chinese and any(
        english_has_name(english_text, f"{other} {given}") for other in other_readings(chinese) if other != surname
    ):
        return True
    letters = re.sub(r"[^a-zü]", "", given.lower())
    if not letters:
        return re.search(rf"(?<!\w){_umlaut(surname)}(?!\w)", english_text, re.IGNORECASE) is not None
    spaced = r"[-’'‘\s]?".join(_umlaut(letter) for letter in _atoms(letters))
    compound = r"[-\s]?".join(_umlaut(letter) for letter in _atoms(surname.lower()))
    return re.search(rf"(?<!\w){compound}\s+{spaced}(?:[’']s|[’'])?(?!\w)", english_text, re.IGNORECASE) is not None


@cache
def other_spellings(chinese: str) -> tuple[str, ...]:
    """A name with another reading of one character of its given name: 马朝旭 is Ma Chaoxu as it stands, and Ma Zhaoxu."""
    from pypinyin import Style, pinyin

    length = surname_length(chinese)
    readings = pinyin(chinese, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="default")
    if len(readings) != len(chinese) or not length:
        return ()
    mine = list(pinyin_syllables(chinese))
    surname, _, _ = pinyin_name(chinese).partition(" ")
    out = []
    for at in range(length, len(chinese)):
        for reading in readings[at][:3]:
            if reading != mine[at]:
                given = "".join(reading if i == at else mine[i] for i in range(length, len(chinese)))
                out.append(f"{surname} {given.replace('v', 'yu').capitalize()}")
    return tuple(out)


def _atoms(letters: str) -> list[str]:
    """Single letters, with "lyu" and "nyu" kept together for their other spellings."""
    return re.findall(r"[ln]yu|.", letters)


def _umlaut(atom: str) -> str:
    if re.fullmatch(r"[ln]yu", atom, re.IGNORECASE):
        return rf"{atom[0]}(?:yu|ü|v|u|ue)"
    return re.escape(atom)
