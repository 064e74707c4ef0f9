"""Names of Taiwan as its press spells them: 卓榮泰 is Cho Jung-tai, by Wade and Giles without their signs and with a hyphen."""

from __future__ import annotations

import re
from functools import cache

from facts.names.pinyin import pinyin_syllables
from facts.names.surnames import surname_length

_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"),
    ("r", "j"), ("z", "ts"), ("c", "ts"),
)  # fmt: skip
_WHOLE = {
    "zi": "tzu", "ci": "tzu", "si": "szu|ssu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "er": "erh", "yi": "i|yi",
    "you": "yu|yo", "ye": "yeh", "yan": "yen", "yue": "yueh", "yong": "yung", "ge": "ko|ke", "ke": "ko|ke", "he": "ho|he",
    "e": "o", "gui": "kuei", "kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "ju": "chu",
    "lüe": "lueh", "nüe": "nueh",
}  # fmt: skip
_FINALS = (
    ("iong", "iung"), ("ian", "ien"), ("üan", "uan"), ("uo", "o"), ("ong", "ung"), ("ie", "ieh"), ("ue", "ueh"), ("ui", "ui"),
)  # fmt: skip


@cache
def wade(syllable: str) -> frozenset[str]:
    """The spellings of a syllable of pinyin in Taiwan, without apostrophes: rong is jung, tai is tai."""
    syllable = syllable.replace("v", "ü")
    if syllable in _WHOLE:
        return frozenset(_WHOLE[syllable].split("|"))
    initial, rest = "", syllable
    for mine, other in _INITIALS:
        if syllable.startswith(mine):
            initial, rest = other, syllable[len(mine) :]
            break
    else:
        if syllable[0] in "mnlpfthkswy":
            initial, rest = syllable[0], syllable[1:]
    for mine, other in _FINALS:
        if rest == mine:
            rest = other
            break
    return frozenset({(initial + rest).replace("ü", "u")})


def wade_has_name(english: str, chinese: str) -> tuple[int, int] | None:
    """Where a text has a Chinese name in this spelling, its given name with a hyphen or of one syllable; None where it has not."""
    syllables = pinyin_syllables(chinese)
    length = surname_length(chinese)
    if not 2 <= len(syllables) <= 4 or not 0 < length < len(syllables):
        return None
    parts = [rf"(?:{'|'.join(sorted(wade(s)))})" for s in syllables]
    pattern = rf"(?<!\w){'-?'.join(parts[:length])} {'-'.join(parts[length:])}(?!\w|-)"
    m = re.search(pattern, english, re.IGNORECASE)
    return m.span() if m else None
