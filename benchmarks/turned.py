"""The pairs of `changes` turned round: English sentences, and their Chinese with one thing wrong.

Each function takes an English sentence and its Chinese, and gives the Chinese with one thing wrong; None where there is nothing
of the kind. `python -m benchmarks.changes FILE --turned` runs them.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise

from benchmarks.reversals import FLIPS
from translate.check.comparison import SourceFacts, check
from translate.check.report import Finding

_FLIPS = {
    "增长": "下降", "上升": "下降", "提高": "降低", "增加": "减少", "上涨": "下跌", "下降": "上升", "减少": "增加", "下跌": "上涨",
    "降低": "提高", "回落": "上升", "增至": "降至", "降至": "升至", "提升": "下降",
}  # fmt: skip
_FLIP = re.compile(f"(?:{'|'.join(_FLIPS)})(?=了?[约近超逾]?\\d)")
_ENGLISH = re.compile(rf"(?i)\b(?:{'|'.join(FLIPS)})\b")


def direction(en: str, zh: str, rng: random.Random) -> str | None:
    """One word of direction before a figure as its opposite, where the English has a word of direction."""
    found = list(_FLIP.finditer(zh))
    if not found or not _ENGLISH.search(en):
        return None
    m = rng.choice(found)
    return zh[: m.start()] + _FLIPS[m[0]] + zh[m.end() :]


def direction_dropped(en: str, zh: str, rng: random.Random) -> str | None:
    """The only word of direction left out: 增长5% as 为5%."""
    found = list(_FLIP.finditer(zh))
    if len(found) != 1 or len(re.findall("[增涨升降跌减]|提高|下滑|回落", zh)) != 1 or not _ENGLISH.search(en):
        return None
    return zh[: found[0].start()] + "为" + zh[found[0].end() :]


_DENIALS = {
    "尚未": "已",
    "并未": "已",
    "未能": "得以",
    "不得": "可以",
    "不能": "能",
    "不会": "会",
    "没有": "有",
    "无法": "可以",
    "无需": "需要",
    "不再": "仍然",
}


def denial(en: str, zh: str, rng: random.Random) -> str | None:
    """The only denial as a fact: 尚未开工 as 已开工."""
    found = [(word, zh.index(word)) for word in _DENIALS if zh.count(word) == 1]
    if (
        len(found) != 1
        or len(re.findall("[不未没無无非莫别]", zh)) != 1
        or not re.search(r"(?i)\b(?:not|no|never|cannot|without)\b|n['’]t", en)
    ):
        return None
    word, at = found[0]
    return zh[:at] + _DENIALS[word] + zh[at + len(word) :]


def plan(en: str, zh: str, rng: random.Random) -> str | None:
    """What will be as what has been: 将于5月 as 已于5月."""
    if not re.search(r"\bwill\b", en) or zh.count("将") != 1 or not re.search("将(?:于|在|会|继续|建)", zh):
        return None
    return zh.replace("将会", "已").replace("将", "已")


_FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)([万亿]?)(元|%|亩|吨|公里|人)")


def exchanged(en: str, zh: str, rng: random.Random) -> str | None:
    """Two figures with the same unit exchanged."""
    for a, b in pairwise(_FIGURE.finditer(zh)):
        if a[3] == b[3] and a[0] != b[0] and not re.search("[。；]", zh[a.end() : b.start()]):
            return zh[: a.start()] + b[0] + zh[a.end() : b.start()] + a[0] + zh[b.end() :]
    return None


TURNED = {
    "direction": direction,
    "direction dropped": direction_dropped,
    "denial dropped": denial,
    "plan as done": plan,
    "figures exchanged": exchanged,
}


def findings(en: str, zh: str) -> tuple[Finding, ...]:
    """What the comparison says of a sentence."""
    return check(SourceFacts.of(en, language="en"), zh, target_language="zh").findings
