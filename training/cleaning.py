"""What is put right in a pair, and what a pair is dropped for. Text only; training/prepare.py adds what needs the corpus.

Each rule names itself, so that a table can say what it cost.
"""

from __future__ import annotations

import re
import unicodedata

from training.corpus import Pair

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN = re.compile(r"[A-Za-z]")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.,%-]*")
MARKUP = re.compile(r"https?://|www\.|[{}\\|<>_`^~]|\*\*|==|::|\[\w+\]|%[sd(]|\$\w|\w\(\)|&[a-z]+;|#\w|\bPERSON\d|@\w")
SCALED = re.compile(r"\d\s*(?:[余多几]?[百千万亿]|hundred|thousand|million|billion|trillion|[kKmb]\b)")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
COMMON = frozenset(
    re.findall(
        r"\w+",
        "the of and to in a is that for it was on with as by at from be are this an or not have has he she they we you "
        "i his its but which were their will can all more one who had been would about when there what if out up so no your our",
    )
)
QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "´": "'", "…": "...", "\u00a0": " "}
)
LONGEST = (200, 640)  # characters of a side; longer pairs seldom fit 110 pieces
RATIO = (0.45, 3.6)  # Chinese characters an English word, from eight characters on


def tidy(pair: Pair) -> Pair:
    """Composed characters, single spaces, straight English quotes, no space before English punctuation.

    One way of writing a thing on the English side leaves a small model less to guess.
    """
    zh, en = (re.sub(r"\s+", " ", unicodedata.normalize("NFC", side)).strip() for side in pair)
    zh = re.sub(r"(?<=[\u3400-\u9fff，。；：！？、]) (?=[\u3400-\u9fff，。；：！？、“])", "", zh)
    en = re.sub(r" +([,.;:?!)\]])(?=\s|$|[\"'”])", r"\1", en.translate(QUOTES))
    if len(zh) > 7 and en[:1].islower() and re.match(r"[a-z]+(?=[ ,.])", en) and zh[-1:] in "。！？":
        en = en[0].upper() + en[1:]
    return zh, en.strip()


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def empty(zh: str, en: str) -> bool:
    """No Chinese, no English, or the same on both sides."""
    return not HAN.search(zh) or not LATIN.search(en) or zh == en


def language(zh: str, en: str) -> bool:
    """Less than 30 % Chinese on the Chinese side, Chinese or little Latin on the English side, or no English word in twelve."""
    han, latin = len(HAN.findall(zh)), len(LATIN.findall(zh))
    if han / max(1, han + latin / 3) < 0.3 or HAN.search(en):
        return True
    letters = sum(c.isalpha() for c in en)
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", en)]
    return len(LATIN.findall(en)) < 0.95 * letters or (len(words) >= 12 and not COMMON.intersection(words))


def markup(zh: str, en: str) -> bool:
    """Left-over markup, addresses, code and placeholders."""
    return bool(MARKUP.search(en) or MARKUP.search(zh))


def length(zh: str, en: str) -> bool:
    """Too long, or Chinese characters an English word outside `RATIO` (from eight characters on; twice as wide below)."""
    if len(zh) > LONGEST[0] or len(en) > LONGEST[1]:
        return True
    units = len(HAN.findall(zh)) + len(WORD.findall(zh))
    ratio, slack = units / max(1, len(WORD.findall(en))), 1 if units >= 8 else 2
    return not RATIO[0] / slack <= ratio <= RATIO[1] * slack


def endings(zh: str, en: str) -> bool:
    """One side ends in the middle: a comma or an opening bracket, where the other ends a sentence."""
    return (zh[-1] in "。！？" and en[-1] in ",(;:-") or (en[-1] in ".!?" and zh[-1] in "，（、：")


RULES = (empty, language, markup, length, endings)
"""In the order in which they are asked; the first that is true drops the pair."""


def figures_disagree(zh: str, en: str) -> bool:
    """A figure of one side stands in the other with another value.

    Equal digits without a word for a magnitude settle it; else both sides are parsed (facts/quantities/__init__.py),
    and a pair of quantities that differs by a power of ten or in value, or a number of two digits or more that is
    missing in a sentence that has others, is one too many.
    """
    if not re.search(r"\d", zh) and not (re.search(r"\d", en) and re.search(r"[百千万亿]", zh)):
        return False
    digits = [
        sorted(d.replace(",", "") for d in DIGITS.findall(unicodedata.normalize("NFKC", side))) for side in (zh, en)
    ]
    if digits[0] == digits[1] and not SCALED.search(zh) and not SCALED.search(en):
        return False
    from facts.quantities import Agreement, align, quantities

    wrong = (Agreement.MAGNITUDE_DIFFERS, Agreement.VALUE_DIFFERS)
    for found in align(quantities(zh), quantities(en, language="en")):
        s, t = found.source, found.target
        if s and t and found.agreement in wrong and not (s.weak or t.weak or s.vague or t.vague):
            return True
        if s and not t and not s.weak and not s.vague and re.search(r"\d\d", s.text):
            return True
    return False
