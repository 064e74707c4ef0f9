"""More of what small models get wrong in press releases: names, figures, terms, punctuation, headlines, long inputs.

Each function takes a pair and a random generator, and returns a pair that is as right as the one given, or None where
there is nothing to change. `Switches` says how often each is applied; `Augmenter` applies them, from a seed.

Names and terms reach the model as English text inside the Chinese sentence (translate/), so `terms_in_source` shows it
such sentences: it learns to keep what is English already. `figures_in_source` does the same for quantities, so that a
sentence whose figure came out wrong can be translated again with the right one in place; `hold` puts a placeholder on
both sides instead, which the translation replaces afterwards.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache

from facts.glossary.glossary import Glossary
from facts.names.pinyin import pinyin_name
from facts.names.surnames import surname_length, table
from jianbao.errors import InputError
from training.corpus import Pair

Random = random.Random
SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
WORDS = {"": 1, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# Not after or before another digit or a point; not a date, a time of day, a year or part of a Latin word.
ZH_NUMBER = re.compile(
    r"(?<![\d.,:A-Za-z第-])(\d+(?:\.\d+)?)(万亿|百万|千万|亿|万|千|百|)(?![\d.,:年月日号时点分秒届A-Za-z~～-])"
)
EN_NUMBER = re.compile(
    r"(?<![\w.,:-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?: (hundred|thousand|million|billion|trillion)\b)?(?![\d:]|[.,]\d|(?:st|nd|rd|th)\b)"
)
SURNAME_WORDS = frozenset([
    "He", "Long", "An", "Sun", "Song", "Fan", "Pan", "You", "Man", "Dan", "Tan", "Ran", "Wan", "Ding", "Gong", "Hang",
    "Sang", "Die", "Men", "She", "Bo", "Lei", "Mu", "Bai",
])  # fmt: skip
GIVEN = (
    "伟刚勇毅俊峰强军平保东文辉力明永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武新利清飞彬富顺信子杰涛昌成康星光天达安"
    "岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启"
    "克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘秀娟英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬芳燕彩春菊兰凤洁"
    "梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """The chance of each change for a pair that allows it; 0 switches it off."""

    names: float = 0.6
    quantities: float = 0.6
    terms: float = 0.4
    figures: float = 0.08
    hold: float = 0.3
    punctuation: float = 0.25
    headlines: float = 0.05
    join: float = 0.1

    @classmethod
    def parse(cls, text: str) -> Switches:
        """ "names=0.5,join=0" -> Switches; "none" switches everything off."""
        if text == "none":
            return cls(**{f.name: 0.0 for f in fields(cls)})
        values = {}
        known = [f.name for f in fields(cls)]
        for item in filter(None, text.split(",")):
            name, _, number = item.partition("=")
            try:
                value = float(number)
            except ValueError:
                value = -1.0
            if name not in known or not 0 <= value <= 1:
                raise InputError(
                    f"augmentation {item!r}: say NAME=CHANCE, with a name of {', '.join(known)} and a chance from 0 to 1"
                )
            values[name] = value
        return cls(**values)


@cache
def _surnames() -> tuple[list[str], list[int]]:
    common = {"common": 12, "common_word": 8, "surname": 2, "word": 1, "compound": 1}
    rows = [(zh, common.get(kind, 1)) for zh, (_, kind) in table().items()]
    return [zh for zh, _ in rows], [weight for _, weight in rows]


def random_name(rng: Random, *, length: int | None = None) -> str:
    """A Chinese name: a surname by how usual it is, and one or two characters of given names."""
    surname = rng.choices(*_surnames())[0]
    given = max(1, length - len(surname)) if length else rng.choice((1, 2, 2, 2))
    return surname + "".join(rng.choices(GIVEN, k=given))


def named(pair: Pair) -> list[tuple[int, int, str]]:
    """(start, end, English) of the people of the Chinese side whose spelling stands in the English: the spelling proves them."""
    zh, en = pair
    spellings = {m[1] for m in re.finditer(r"(?=\b([A-Z][a-z]+ [A-Z][a-z']+)\b)", en)}
    found: list[tuple[int, int, str]] = []
    if not spellings:
        return found
    surnames = {s.partition(" ")[0] for s in spellings}
    start = 0
    while start < len(zh) - 1:
        for end in range(min(start + 4, len(zh)), start + 1, -1):
            length = surname_length(zh[start:end])
            if length and length < end - start and table()[zh[start : start + length]][0] in surnames:
                english = pinyin_name(zh[start:end])
                if english in spellings:
                    found.append((start, end, english))
                    start = end - 1
                    break
        start += 1
    return found


def swap_names(pair: Pair, rng: Random) -> Pair | None:
    """Every person whose full spelling stands in the English gets another name, in all mentions of both sides."""
    zh, en = pair
    swapped = False
    for name, english in {zh[a:b]: english for a, b, english in named(pair)}.items():
        surname, _, _ = english.partition(" ")
        rest = re.sub(rf"\b{re.escape(english)}\b", " ", en)
        alone = re.search(rf"\b{re.escape(surname)}\b", rest)
        if alone and (
            surname in SURNAME_WORDS
            or re.search(rf"\b{re.escape(surname)} [A-Z]|[A-Z]\w* {re.escape(surname)}\b", rest)
        ):
            continue  # another person of that surname, or a word
        fresh = random_name(rng)
        latin = pinyin_name(fresh)
        short = latin.partition(" ")[0]
        if latin.count(" ") != 1 or fresh in zh:
            continue
        old_surname, new_surname = name[: surname_length(name)], fresh[: surname_length(fresh)]
        zh = zh.replace(name, fresh)
        zh = re.sub(
            rf"{old_surname}(?=先生|女士|教授|主任|老师|某|博士|院士|总(?:经理|裁)?[^\w]|师傅)", new_surname, zh
        )
        en = re.sub(rf"\b{re.escape(english)}\b", latin, en)
        if alone:
            en = re.sub(rf"\b{re.escape(surname)}\b", short, en)
        swapped = True
    return (zh, en) if swapped else None


def english_number(value: Decimal, like: str) -> str:
    """1234 -> "1,234"; 6180000000 -> "6.18 billion"; from a million on with a word, as in ``like`` below that."""
    for word in ("trillion", "billion", "million"):
        if value >= WORDS[word]:
            return f"{_plain(value / WORDS[word])} {word}"
    text = _plain(value)
    return f"{Decimal(text):,}" if len(text.partition(".")[0]) > 3 and ("," in like or value >= 10_000) else text


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def swap_quantities(pair: Pair, rng: Random) -> Pair | None:
    """Figures that stand on both sides with the same value, once each, get another value of as many digits.

    61.8亿元 / 6.18 billion yuan -> 24.3亿元 / 2.43 billion yuan. Dates, times, years and ordinals are left alone.
    """
    zh, en = pair
    ours: dict[Decimal, list[re.Match[str]]] = {}
    for m in ZH_NUMBER.finditer(zh):
        ours.setdefault(Decimal(m[1]) * SCALES[m[2]], []).append(m)
    theirs: dict[Decimal, list[re.Match[str]]] = {}
    for m in EN_NUMBER.finditer(en):
        theirs.setdefault(Decimal(m[1].replace(",", "") + (m[2] or "")) * WORDS[m[3] or ""], []).append(m)
    changes: list[tuple[re.Match[str], str, re.Match[str], str]] = []
    used = {*ours, *theirs}
    for value, found in ours.items():
        there = theirs.get(value, [])
        year = 1900 <= value <= 2100 and value == int(value) and not found[0][2]
        if (
            len(found) != 1
            or len(there) != 1
            or value < 2
            or year
            or re.match(r"\s*[%％]?[至到-]\d", zh[found[0].end() :])
        ):
            continue
        if re.search(
            r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\.? $",
            en[: there[0].start()],
        ):
            continue
        whole, _, decimals = found[0][1].partition(".")
        fresh = _other_number(whole, decimals, rng)
        new = Decimal(fresh) * SCALES[found[0][2]]
        same_word = there[0][3] or ("" if new < 10**6 else None)
        if new in used or new < 2 or 1900 <= new <= 2100:
            continue
        used.add(new)
        if same_word and 1 <= new / WORDS[same_word] < 1000:
            english = f"{_plain(new / WORDS[same_word])} {same_word}"
        else:
            english = english_number(new, there[0][0])
        changes.append((found[0], fresh + found[0][2], there[0], english))
    if not changes:
        return None
    for m, text in sorted(((c[0], c[1]) for c in changes), key=lambda c: -c[0].start()):
        zh = zh[: m.start()] + text + zh[m.end() :]
    for m, text in sorted(((c[2], c[3]) for c in changes), key=lambda c: -c[0].start()):
        en = en[: m.start()] + text + en[m.end() :]
    return zh, _articles(en)


def _other_number(whole: str, decimals: str, rng: Random) -> str:
    first = str(rng.randint(1, 9)) if whole != "0" else "0"
    rest = "".join(str(rng.randint(0, 9)) for _ in whole[1:])
    if len(whole) > 2 and not decimals and whole.endswith("0"):  # round figures stay round
        zeros = len(whole) - len(whole.rstrip("0"))
        rest = rest[: len(whole) - 1 - zeros] + "0" * min(zeros, len(whole) - 1)
    if not decimals:
        return first + rest
    tail = "".join(str(rng.randint(0, 9)) for _ in decimals[:-1]) + str(rng.randint(1, 9))
    return f"{first}{rest}.{tail}"


def _articles(en: str) -> str:
    """a 83 percent rise -> an 83 percent rise"""
    en = re.sub(r"\b([Aa]) (?=8\d*(?:[.,\s-]|$)|1[18](?:[.\s-]|$))", r"\1n ", en)
    return re.sub(r"\b([Aa])n (?=\d)(?!8|1[18](?:[.\s-]|$))", r"\1 ", en)


def terms_in_source(pair: Pair, rng: Random, *, glossary: Glossary, chance: float = 0.6) -> Pair | None:
    """Names and glossary terms whose English stands in the target, in so many words, put into the source in English.

    Each with ``chance``, a third of it for terms that are mere suggestions (Term.firm): a person's name, a term that
    begins with a capital, or one of two words or more.
    """
    zh, en = pair
    spans: list[tuple[int, int, str]] = []
    if not re.search(r"[A-Z]\w", en):
        return None
    for m in glossary.find(zh):
        target = m.term.target
        proper = target[0].isupper() and len(target) > 3
        likely = rng.random() < (chance if m.term.firm else chance / 3)
        if (
            likely
            and (proper or (" " in target and len(target) > 8))
            and re.search(rf"(?<!\w){re.escape(target)}(?!\w)", en)
        ):
            spans.append((m.start, m.end, target))
    for start, end, english in named(pair):
        if rng.random() < chance and all(end <= a or start >= b for a, b, _ in spans):
            spans.append((start, end, english))
    return (_insert(zh, spans), en) if spans else None


def figures_in_source(pair: Pair, rng: Random, *, chance: float = 0.5) -> Pair | None:
    """Quantities with a unit, and dates, whose English stands in the target put into the source in English, each with ``chance``."""
    from facts.quantities import Agreement, Kind, align, quantities

    whole = {Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.VOLUME, Kind.DATE}

    zh, en = pair
    if not re.search(r"[\d万亿]", zh):
        return None
    spans = []
    for found in align(quantities(zh), quantities(en, language="en")):
        s, t = found.source, found.target
        if not (s and t and found.agreement == Agreement.EQUAL and s.kind in whole and s.high is None and not s.weak):
            continue
        text = en[t.start : t.end]
        if rng.random() < chance and re.search(r"[A-Za-z]{3}|[%$]", text) and not re.search(r"^\w+th$|\d-[a-z]", text):
            spans.append((s.start, s.end, text))
    return (_insert(zh, spans), en) if spans else None


def _insert(zh: str, spans: Sequence[tuple[int, int, str]]) -> str:
    for start, end, text in sorted(spans, reverse=True):
        before = " " if start and re.match(r"[A-Za-z0-9]", zh[start - 1]) else ""
        after = " " if re.match(r"[A-Za-z0-9]", zh[end : end + 1]) else ""
        zh = zh[:start] + before + text + after + zh[end:]
    return zh


def hold(pair: Pair, rng: Random, *, glossary: Glossary, chance: float = 0.6) -> Pair | None:
    """Names, terms and quantities that stand on both sides held by placeholders: 省长X1宣布投资X2 / Governor X1 announced ... X2.

    A letter and a number, as translate/preparation.py puts them in; each with ``chance``, numbered in the source's order.
    """
    from facts.quantities import Agreement, Kind, align, quantities

    zh, en = pair
    letter = next((c for c in "XZQKV" if not re.search(rf"{c}\s?\d", zh + en)), None)
    if letter is None:
        return None
    spans = named(pair)
    for m in glossary.find(zh):
        if m.term.firm and len(m.term.target) > 3 and m.term.target[0].isupper():
            spans.append((m.start, m.end, m.term.target))
    if re.search(r"\d", zh) and rng.random() < 0.5:
        for found in align(quantities(zh), quantities(en, language="en")):
            s, t = found.source, found.target
            if (
                s
                and t
                and found.agreement == Agreement.EQUAL
                and s.high is None
                and s.kind != Kind.DATE
                and re.search(r"[A-Za-z]{3}|%", t.text)
            ):
                spans.append((s.start, s.end, en[t.start : t.end]))
    tokens: dict[str, str] = {}
    taken: list[tuple[int, int]] = []
    chosen: list[tuple[int, int, str]] = []
    for start, end, text in sorted(spans):
        pattern = rf"(?<![\w-]){re.escape(text)}(?![\w-])"
        if any(start < b and a < end for a, b in taken):
            continue
        if text not in tokens:
            if not re.search(pattern, en) or rng.random() >= chance:
                continue
            tokens[text] = f"{letter}{len(tokens) + 1}"
            en = re.sub(pattern, tokens[text], en)
        taken.append((start, end))
        chosen.append((start, end, tokens[text]))
    return (_insert(zh, chosen), en) if chosen else None


HALF = str.maketrans("，。：；！？（）％", ",.:;!?()%")
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def vary_punctuation(pair: Pair, rng: Random) -> Pair | None:
    """Half-width marks or straight quotes instead of the Chinese ones, full-width digits, or no mark at the end."""
    zh, en = pair
    kind = rng.choice(("half", "quotes", "corners", "digits", "open"))
    if kind == "half":
        zh = zh.translate(HALF)
    elif kind == "quotes":
        zh = zh.replace("“", '"').replace("”", '"')
    elif kind == "corners":
        zh = zh.replace("“", "「").replace("”", "」")
    elif kind == "digits" and rng.random() < 0.3:
        zh = zh.translate(FULL_DIGITS)
    elif kind == "open" and zh.endswith("。") and en.endswith("."):
        zh = zh[:-1]
    return (zh, en) if zh != pair[0] else None


def headline(pair: Pair, rng: Random) -> Pair | None:
    """A short sentence as a headline is set: no mark at its end, a space where the Chinese has its comma."""
    zh, en = pair
    if not (6 < len(zh) <= 40 and zh.endswith("。") and en.endswith(".") and zh.count("，") <= 1):
        return None
    return zh[:-1].replace("，", rng.choice((" ", "　"))), en[:-1]


def join(first: Pair, second: Pair) -> Pair | None:
    """Two sentences as one input, where both end and the whole stays short."""
    (a, b), (c, d) = first, second
    if len(a) + len(c) > 120 or a[-1:] not in "。！？" or b[-1:] not in '.!?"' or not d[:1].isupper():
        return None
    return a + c, f"{b} {d}"


class Augmenter:
    """Applies the switches in a fixed order; the same seed and pairs give the same result. Counts what it did."""

    def __init__(self, switches: Switches, *, seed: int = 0, glossary: Glossary | None = None) -> None:
        self.switches, self.rng = switches, Random(seed)
        self.glossary = Glossary.builtin() if glossary is None else glossary
        self.counts: dict[str, int] = {f.name: 0 for f in fields(Switches)}

    def _try(self, name: str, pair: Pair, changed: Pair | None) -> Pair:
        if changed is None:
            return pair
        self.counts[name] += 1
        return changed

    def __call__(self, pair: Pair, following: Pair | None = None) -> Pair | None:
        """A changed pair, or None where no switch fell on it. ``following`` is what `join` may add."""
        s, draw, first = self.switches, self.rng.random, pair
        if draw() < s.names:
            pair = self._try("names", pair, swap_names(pair, self.rng))
        if draw() < s.quantities:
            pair = self._try("quantities", pair, swap_quantities(pair, self.rng))
        if following is not None and draw() < s.join:
            pair = self._try("join", pair, join(pair, following))
        if draw() < s.hold:
            pair = self._try("hold", pair, hold(pair, self.rng, glossary=self.glossary))
        if draw() < s.figures:
            pair = self._try("figures", pair, figures_in_source(pair, self.rng))
        if draw() < s.terms:
            pair = self._try("terms", pair, terms_in_source(pair, self.rng, glossary=self.glossary))
        if draw() < s.headlines:
            pair = self._try("headlines", pair, headline(pair, self.rng))
        if draw() < s.punctuation:
            pair = self._try("punctuation", pair, vary_punctuation(pair, self.rng))
        return pair if pair != first else None
