"""The English parser: numerals in digits and words with what stands around them, in one pass.

Every pattern is anchored at a numeral or a trigger word and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from facts import dates_en, units
from facts.numerals import (
    CARDINAL,
    FULL_WIDTH,
    MAX_NUMERAL,
    ONES,
    ORDINAL,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    TENS,
    cardinal_value,
    ordinal_value,
)
from facts.quantity import Hedge, Kind, Quantity, join_spans

_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)|\d+)(?:\.\d+)?"
_VAGUE = r"(?:tens|dozens|scores(?= of)|hundreds|thousands|millions|billions|trillions)\b(?: (?:and|or) (?:tens|hundreds|thousands)\b)?(?: of (?:tens of )?(?:hundreds of )?(?:thousands|millions|billions|trillions)\b)?"
START = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"|\b(?:(?P<month>{dates_en.MONTHS})|(?P<vague>{_VAGUE})|(?P<period>(?:first|second)[ -]half|first (?:{dates_en.COUNT}) (?:months|quarters)|(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter|[QH][1-4]|noon|midnight)\b"
    rf"|(?P<several>(?:several|a few|a couple of) (?:dozen|tens of thousands|hundred(?: (?:thousand|million|billion))?|thousand|million|billion)\b)"
    rf"|(?P<scale>(?:million|billion|trillion)(?=[ -](?:yuan|dollar)))"
    rf"|(?P<dozen>(?:(?:a|one|half a|two|three|four|five|six) dozen)\b)"
    rf"|(?P<share>half a (?:million|billion|trillion)|half an? (?:hour|century|year|day|month|decade|percent(?:age point)?)|half\b|half (?:a )?kilo(?:gram)?|an? quarter of an hour|an? (?:further )?(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![- ]part)|(?:several )?(?:decades|centuries)|decade|three[- ]quarters|an? (?:hour|year|month|day|week|century) and a half|an? (?:mile|kilometer|kilometre|hectare|decade|century|year|month|week|day|hour|minute)\b)"
    rf"|(?P<times>doubl(?:ed|es|ing|e)|tripl(?:ed|es|ing|e)|quadrupl(?:ed|es|ing|e)|quintupl(?:ed|es|ing|e)|halv(?:ed|es|ing|e)|twice|thrice|twofold|threefold|fourfold|fivefold|sixfold|sevenfold|eightfold|ninefold|tenfold|twentyfold|thirtyfold|hundredfold)\b"
    rf"|(?P<ordinal>{ORDINAL})|(?P<words>{CARDINAL}))",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"(?P<long>(?:[ -]?(?:hundred|thousand|million|billion|trillion|quadrillion|dozen)(?:(?![a-z])|(?=th\b))){1,2})|(?P<short>[ -]?(?:mn|mln|bn|bln|tn|trn)(?![A-Za-z])|[kKmMbB](?![A-Za-z\d/²³]))",
    re.IGNORECASE,
)
_HALF = re.compile(r" and (?:a|one) half\b|-and-a-half\b| and a half\b")
_HEDGES = (
    (
        Hedge.AT_MOST,
        r"(?:no|not) (?:more|greater|higher|longer|later) than|not exceed(?:ing)?|at most|up to|within|a maximum of|maximum of|not to exceed",
    ),
    (Hedge.AT_LEAST, r"at least|(?:no|not) (?:less|fewer|lower|smaller) than|a minimum of|minimum of|not below"),
    (Hedge.UNDER, r"(?:less|fewer|lower|smaller|shorter|younger) than|under|below|short of"),
    (
        Hedge.NEARLY,
        r"(?:very )?nearly|almost|close to|approach(?:ing|es|ed)?|just under|just short of|just below|just shy of|nearing|not quite|near",
    ),
    (
        Hedge.OVER,
        r"(?:much |far |well )?(?:more|greater|higher|larger|longer|older) than|(?:well |just |slightly )?(?:over|above)|exceed(?:s|ed|ing)?|in excess of|upwards? of|surpass(?:es|ed|ing)?|(?:tops|topped|topping|(?<=to )top)|passed|passing|crossed|beyond|north of|broke through|broken through|breaking through",
    ),
    (
        Hedge.ABOUT,
        r"about|around|some|approximately|roughly|approx\.?|circa|c\.|somewhere around|in the region of|or so|something like|~|estimated at",
    ),
)
_LEFT = re.compile(
    r"(?:^|(?<=[\s(“\"'‘—–-]))(?:" + "|".join(f"(?P<{h.name}>{p})" for h, p in _HEDGES) + r")(?: (?:the|an?|of|by|another|force|magnitude))?\s?\Z", re.IGNORECASE
)
_LEFT_WORD = re.compile(r"[a-z.~]\s?\Z|~\Z", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?P<AT_LEAST> or (?:more|above|older|over|higher|better|longer|greater)\b| and (?:above|over|older|up)\b|,? at (?:least|a minimum)\b)|(?P<OVER>\+(?!\d)|-plus\b| plus\b)"
    r"|(?P<ABOUT>-odd\b| or so\b| odd\b|-some(?:thing)?\b)|(?P<AT_MOST> or (?:less|fewer|below|under|younger|lower)\b| and (?:below|under)\b)",
    re.IGNORECASE,
)
_PREFIX = re.compile(rf"(?<![A-Za-z])(?:{units.alternation([p for p in units.PREFIXES if p.isascii() or len(p) < 2])})\s?\Z", re.IGNORECASE)
_SIGN = re.compile(r"(?:(?<!or )(?:minus|negative) |(?:^|(?<=[\s(]))[-−–])\Z", re.IGNORECASE)
_NAMES = [n for u in units.ALL for n in u.english]
_UNIT = re.compile(rf"[\s-]?(?P<unit>{units.alternation(_NAMES).replace(chr(92) + ' ', '[ -]')})(?![A-Za-z\d])", re.IGNORECASE)
_CASED = {"m": "m", "t": "t", "l": "L", "g": "g", "w": "W", "mi": "mi"}
"""Abbreviations short enough to be something else: exact case, in digits, not hyphenated."""
_PERCENT = re.compile(r"[\s-]?(?:(?:percent|per cent|pct|per-cent|percentage)(?![A-Za-z])(?! points?| rates?)|%(?!\s?points?))", re.IGNORECASE)
_PERCENT_POINT = re.compile(r"[\s-]?(?:percentage|percent|per cent|%|pct)[\s-]points?\b", re.IGNORECASE)
_MULTIPLE = re.compile(r"(?P<fold>[\s-]?fold\b)|(?P<x>x\b|×)|[\s-]times(?P<more> (?:more|higher|larger|greater|faster|longer|bigger)\b)?", re.IGNORECASE)
_GREW = re.compile(
    r"\b(?:increas|grow|grew|rose|ris|up|climb|jump|expand|surg|soar)[a-z]* by(?: (?:about|nearly|over|around|almost|some|more than))?\s?\Z",
    re.IGNORECASE,
)
_FRACTION = re.compile(rf"[\s-](?P<part>(?:half|hal(?:ves)|quarters?|(?:{ORDINAL[:-2]})s?))(?![A-Za-z])", re.IGNORECASE)
_PER = re.compile(r" (?:in|out of)(?: every)? (?P<d>\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)(?![\w.,]\d|\w| percent| months| years| days| weeks| hours| minutes)|(?: parts)? per (?P<p>hundred|thousand|ten thousand|10,000|1,000|100,000|million)\b")
_TEN_THOUSANDTHS = re.compile(r"[\s-](?P<scale>ten[- ]thousandths?|hundred[- ]thousandths?|ten[- ]millionths?|thousandths?|hundredths?|millionths?)\b", re.IGNORECASE)
_TO = re.compile(r"(?: ?[-–—~] ?| to (?:as (?:many|much) as )?| through | and (?=\S))")
_BETWEEN = re.compile(r"\b(?P<word>from|between) (?:about |around |some |roughly )?(?:RMB|US\$|\$|€|£|¥|HK\$)?\s?\Z", re.IGNORECASE)
_RATIO = re.compile(r"(?:\s?(?P<colon>:)\s?|(?P<dash>[-–])|(?P<word>[- ]to[- ]))(?P<b>\d{1,3})(?![\d:.,]\d|\d|[-–]\d|st\b|nd\b|rd\b|th\b)")
_CODE_BEFORE = re.compile(r"(?:\b[A-Za-z]|[A-Z]|\b[A-Z][A-Za-z]+)[-–]\Z|[A-Za-z_#@/.+]\Z")
_SPOKEN_TIME = re.compile(r"(?: o['’]clock)?(?P<half> (?:a\.m\.|in the morning|(?P<late>p\.m\.|in the (?:afternoon|evening)|at night)))| o['’]clock")
_NAMED = re.compile(
    r" (?:CPC )?(?:National Congress|Central Committee)|,? (?:CPC|National Party)| (?:Bureau|Army|Regiment|Brigade|Division)\b| (?:day of the )?(?:[a-z0-9]+ )?lunar"
)
"""Ordinals in names, and lunar dates, which Chinese tells without 第."""
_HOTLINE = re.compile(r"[\"”’']? (?:[a-z]+ )?(?:[a-z]+ )?(?:hotline|Hotline|helpline|platform|emergency)")
_LABEL = re.compile(
    r"(?P<label>\b(?:No|Nos|Number|Line|Phase|Article|Chapter|Section|Table|Figure|Grade|Level|Class|Type|Route|Gate|Platform|Volume|Vol|Issue|Room|Building|Page|Flight|Boeing|Airbus|Terminal|Highway|Expressway|Force|Building|Hall|Pier|Unit|force|level|grade|category|magnitude|Windows|Formula|Apollo)\b\.?\s?)\Z"
)
_NUMBER_SIGN = re.compile(r"\b(?:Nos?\.|Number)\s?\Z")
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)\b")
_DECADE = re.compile(r"(?:'|’)?s\b")
_COUNT_NOUN = re.compile(
    r"[ -](?:[a-z-]{1,20} ){0,2}?(?P<noun>people|persons?|residents|students|workers|employees|visitors|members|participants|households?|families|person-times|visits|trips)\b"
)
_NOUNS = {"household": "household", "households": "household", "person-times": "visit", "visits": "visit"}
_AFTER = re.compile(r"[ -]?[A-Za-z]")
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_UNSHARED = (Kind.COUNT, Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.RATIO, Kind.MULTIPLE)
_TOKEN = re.compile(r"[A-Za-z]+|\d")
_TRIGGERS = frozenset(
    [w.lower() for name in dates_en.MONTH_NAMES for w in (name, name[:3])]
    + list(ONES) + list(TENS) + list(ORDINALS)
    + ["million", "billion", "trillion", "sept", "decade", "centuries", "h", "tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions", "q", "noon", "midnight", "several", "a", "an", "half"]
    + ["double", "doubled", "doubles", "doubling", "triple", "tripled", "triples", "tripling", "quadruple", "quadrupled", "quadruples", "quadrupling", "quintuple", "quintupled"]
    + ["quintupling", "halve", "halved", "halves", "halving", "twice", "thrice", "twofold", "threefold", "fourfold", "fivefold", "sixfold", "sevenfold", "eightfold", "ninefold", "tenfold"]
    + ["twentyfold", "thirtyfold", "hundredfold", "decades"]
)
"""The words a quantity can begin with: looking a word up costs a tenth of trying the pattern at it."""


class _Number:
    __slots__ = ("end", "high", "scale", "scaled", "spelled", "start", "vague", "value")

    def __init__(self, start: int, end: int, value: float, *, scale: float = 1.0, spelled: bool = False, high: float | None = None, vague: bool = False) -> None:
        self.start, self.end, self.value = start, end, value
        self.scale, self.spelled, self.high, self.vague = scale, spelled, high, vague


class _Parser:
    def __init__(self, text: str) -> None:
        self.original = text
        self.text = text.translate(FULL_WIDTH).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")

    def make(self, start: int, end: int, kind: Kind, value: float, **more: object) -> Quantity:
        return Quantity(text=self.original[start:end], start=start, end=end, kind=kind, value=value, **more)  # type: ignore[arg-type]

    def parse(self) -> Iterator[Quantity]:
        position = floor = 0
        while token := _TOKEN.search(self.text, position):
            word = token.group()
            if not word.isdigit() and word.lower() not in _TRIGGERS:
                position = token.end()
                continue
            match = START.match(self.text, token.start())
            if match is None:
                position = token.end()
                continue
            found = self.read(match, floor)
            if found is None or found.end <= position:
                position = max(match.end(), position + 1)
                continue
            yield found
            position = floor = max(found.end, match.start() + 1)

    def read(self, match: re.Match[str], floor: int) -> Quantity | None:
        name = match.lastgroup
        if name in ("month", "period"):
            return dates_en.read(match, name, self.text, self.original)
        if name == "vague":
            return self.vague(match, floor)
        if name == "times":
            return self.times(match, floor)
        if name == "share":
            return self.share(match, floor)
        number = self.number(match)
        if number is None:
            return None
        if name == "digits":
            before = self.text[max(0, number.start - 8) : number.start]
            if _CODE_BEFORE.search(before) and not _PREFIX.search(before) and not before.endswith("-in-"):
                return None
            if before.endswith("Double ") or re.search(r"(?<!:\d)\d[-–]\Z", before) or (3 <= number.end - number.start <= 5 and _HOTLINE.match(self.text, number.end)):
                return None
            if dated := dates_en.digits(match, self.text, self.original, floor):
                return dated
            if m := re.compile(r"th\b").match(self.text, number.end):
                return self.ordinal(number, m.end())
            if m := _ORDINAL_DIGITS.match(self.text, number.end):
                return self.ordinal(number, m.end())
            if (m := _DECADE.match(self.text, number.end)) and number.value % 10 == 0 and (number.value >= 1000 or number.value < 100):
                return self.make(number.start, m.end(), Kind.DATE, number.value, unit="decade")
        if name == "ordinal":
            return self.ordinal(number, number.end)
        if name == "words" and number.value <= 12 and (m := _SPOKEN_TIME.match(self.text, number.end)):
            hour = int(number.value) % 12 + (12 if m["late"] else 0) if m["half"] else int(number.value)
            return self.make(
                number.start, m.end(), Kind.TIME, hour * 60.0, unit="time" if m["half"] else "time12", hour=hour, minute=0
            )
        found = self.simple(number, floor)
        return self.extend(found, number, floor) if found else None

    def number(self, match: re.Match[str]) -> _Number | None:
        start, end = match.span()
        name = match.lastgroup
        text = match.group()
        if name == "digits":
            digits = text.replace(",", "")
            if len(digits) > MAX_NUMERAL:
                return None
            value = float(digits)
            if self.text.startswith(".", end) and self.text[end + 1 : end + 2].isdigit():
                return None
            return self.scaled(_Number(start, end, value))
        if name == "several":
            word = text.lower().split(" ", 1)[1].removeprefix("few ").removeprefix("couple of ")
            if word == "tens of thousands":
                unit = 1e4
            else:
                unit = 1.0
                for part in word.split():
                    unit *= SCALES[part]
            return _Number(start, end, 2 * unit, high=10 * unit, vague=True, spelled=True)
        if name == "scale":
            return _Number(start, end, SCALES[text.lower()], scale=SCALES[text.lower()], spelled=True)
        if name == "dozen":
            first = text.lower().rsplit(" ", 1)[0]
            value = {"a": 12.0, "one": 12.0, "half a": 6.0}.get(first) or 12 * cardinal_value(first)
            return _Number(start, end, value, spelled=True)
        if name == "ordinal":
            return _Number(start, end, ordinal_value(text), spelled=True)
        value = cardinal_value(text)
        number = _Number(start, end, value, spelled=True)
        if text.lower().endswith(("thousand", "million", "billion", "trillion")):
            number.scale = SCALES[text.lower().rsplit(" ", 1)[-1].rsplit("-", 1)[-1]]
        return self.scaled(number)

    def scaled(self, number: _Number) -> _Number:
        if m := _SCALE.match(self.text, number.end):
            if number.spelled and self.text.startswith("th", m.end()):
                return number
            if m["long"]:
                for word in re.findall(r"[a-z]+", m["long"].lower()):
                    number.scale *= SCALES[word]
            else:
                short = m["short"].strip(" -").lower()
                attached_money = _PREFIX.search(self.text, max(0, number.start - 8), number.start)
                if short in ("m", "b", "k") and (number.spelled or not attached_money):
                    return number
                number.scale *= SHORT_SCALES[short]
            if number.value * number.scale <= 1e20:
                number.value *= number.scale
                number.end = m.end()
        if m := _HALF.match(self.text, number.end):
            number.value += 0.5 * number.scale
            number.end = m.end()
        return number

    def left(self, start: int, floor: int) -> tuple[int, Hedge | None, str, bool]:
        text = self.text
        currency = ""
        negative = False
        low = max(floor, start - 40)
        if (start > floor and not text[start - 1].isspace() and (m := _PREFIX.search(text, low, start))) or (m := _PREFIX.search(text, low, start)):
            currency = units.PREFIXES[m.group().strip().lower()]
            start = m.start()
        if m := _SIGN.search(text, low, start):
            negative = True
            start = m.start()
        if _LEFT_WORD.search(text, max(low, start - 2), start) and (m := _LEFT.search(text, low, start)):
            if m.group().lower().startswith("over the"):
                return start, None, currency, negative  # over the 100 days
            return m.start(), Hedge[m.lastgroup or "ABOUT"], currency, negative
        return start, None, currency, negative

    def suffix(self, found: Quantity) -> Quantity:
        m = _RIGHT.match(self.text, found.end)
        if not m:
            return found
        hedge = found.hedge or Hedge[m.lastgroup or "ABOUT"]
        return replace(found, text=self.original[found.start : m.end()], end=m.end(), hedge=hedge)

    def vague(self, match: re.Match[str], floor: int) -> Quantity | None:
        words = match.group().lower()
        value = 1.0
        for word in re.findall(r"[a-z]+", words):
            value *= {"tens": 10.0, "dozens": 20.0, "scores": 20.0}.get(word) or SCALES.get(word.rstrip("s"), 1.0)
        if "and" in words.split() or "or" in words.split():
            value = 10.0
        number = _Number(match.start(), match.end(), value, high=value * 20, vague=True, spelled=True)
        end = match.end()
        if m := re.compile(r" of ").match(self.text, end):
            number.end = m.end() - 1
        found = self.simple(number, floor)
        if found is None:
            return None
        return replace(found, hedge=None)

    def times(self, match: re.Match[str], floor: int) -> Quantity | None:
        word = match.group().lower()
        end = match.end()
        start, hedge, _, _ = self.left(match.start(), floor)
        if word.startswith("halv"):
            return self.make(start, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True)
        stems = {"doubl": 2, "tripl": 3, "quadrupl": 4, "quintupl": 5, "twice": 2, "thrice": 3}
        for stem, value in stems.items():
            if word.startswith(stem):
                weak = not word.endswith(("ed", "ing"))
                if word == "double" and self.text.startswith("-", end):
                    return None
                return self.make(start, end, Kind.MULTIPLE, float(value), unit="times", hedge=hedge, weak=weak)
        first = word.removesuffix("fold")
        value_f = {"two": 2.0, "hundred": 100.0}.get(first) or cardinal_value(first)
        return self.make(start, end, Kind.MULTIPLE, value_f, unit="fold", hedge=hedge)

    def share(self, match: re.Match[str], floor: int) -> Quantity | None:
        words = match.group().lower().replace("-", " ")
        start, end = match.span()
        new, hedge, _, _ = self.left(start, floor)
        last = words.rsplit(" ", 1)[-1]
        if words.startswith("half a ") and last in SCALES:
            number = _Number(start, end, 0.5 * SCALES[last], spelled=True)
            return self.simple(number, floor)
        if words in ("half a percent", "half a percentage point"):
            kind, unit = (Kind.PERCENT, "percent") if last == "percent" else (Kind.POINTS, "point")
            return self.make(new, end, kind, 0.5, unit=unit, hedge=hedge)
        if words == "half":
            if re.compile(r"[- ]?(?:time|way|hearted|marathon|dozen)").match(self.text, end):
                return None
            if self.text[max(0, start - 4) : start].lower() in ("nd a ", "and "):
                return None
            return self.make(new, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True)
        if words.startswith("half "):
            return self.make(new, end, Kind.SPAN, 0.5, unit=last, hedge=hedge, weak=True)
        if words == "three quarters":
            return self.make(new, end, Kind.FRACTION, 0.75, hedge=hedge)
        if words == "half kilogram" or words == "half a kilogram" or words.endswith("kilo"):
            return self.make(new, end, Kind.WEIGHT, 0.5, unit="kg", hedge=hedge, weak=True)
        if last in ("decades", "centuries"):
            scale = 1 if last == "decades" else 10
            return self.make(new, end, Kind.SPAN, 20.0 * scale, high=100.0 * scale, unit="year", vague=True, weak=True)
        if words == "decade":
            return self.make(new, end, Kind.SPAN, 1.0, unit="decade", hedge=hedge, weak=True)
        if words.endswith("quarter of an hour"):
            return self.make(new, end, Kind.SPAN, 15.0, unit="minute", hedge=hedge)
        if words.endswith(" and a half"):
            return self.make(new, end, Kind.SPAN, 1.5, unit=words.split()[1], hedge=hedge)
        if last in _PARTS:
            before = self.text[max(0, new - 4) : new].lower()
            base = _PARTS[last]
            sure = bool(hedge or " further " in words or before.endswith(" by ") or self.text.startswith(" of", end))
            if not sure and base >= 5:
                return self.make(end - len(last), end, Kind.ORDINAL, float(base), unit="ordinal", weak=True)
            return self.make(new, end, Kind.FRACTION, 1 / base, hedge=hedge, weak=not sure)
        known = units.english(last)
        return self.make(new, end, known.kind, 1.0, unit=known.key, hedge=hedge, weak=True)

    def ordinal(self, number: _Number, end: int) -> Quantity | None:
        text = self.text
        if m := re.compile(r"[- ](?:century|centuries)\b", re.IGNORECASE).match(text, end):
            return self.make(number.start, m.end(), Kind.DATE, number.value, unit="century")
        if m := re.compile(r" Five-Year (?:Plan|Program)(?: period)?(?: \(\d{4}\s?[-–]\s?\d{2,4}\))?").match(text, end):
            return self.make(number.start, m.end(), Kind.ORDINAL, number.value, unit="plan")
        if number.spelled and number.value == 2 and text[number.start : end].lower() == "second" and re.search(r"\d[ -]\Z|\b(?:per|a) \Z", text[max(0, number.start - 4) : number.start]):
            return None
        congress = _NAMED.match(text, end)
        weak = number.value <= 3 or bool(congress) or (number.spelled and number.value <= 10)
        day = 1 <= number.value <= 31 and not number.spelled and text[max(0, number.start - 4) : number.start].lower().endswith("the ") and not re.compile(r" [A-Za-z]").match(text, end)
        return self.make(number.start, end, Kind.ORDINAL, number.value, unit="ordinal", weak=weak, day=int(number.value) if day else None)

    def fraction(self, number: _Number, start: int, hedge: Hedge | None) -> Quantity | None:
        text = self.text
        if m := _TEN_THOUSANDTHS.match(text, number.end):
            word = m["scale"].lower().replace("-", " ").rstrip("s")
            base = {"thousandth": 1e3, "ten thousandth": 1e4, "hundredth": 1e2, "hundred thousandth": 1e5, "millionth": 1e6}.get(word, 1e7)
            return self.make(start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge)
        if number.value < 100 and number.scale == 1 and (m := _FRACTION.match(text, number.end)):
            part = m["part"].lower()
            single = part.rstrip("s") if part != "halves" else "half"
            base = {"half": 2.0, "quarter": 4.0}.get(single) or ordinal_value(single)
            plural_fits = (number.value > 1) == part.endswith("s")
            if base and base > number.value and plural_fits and base not in (2.0,) and not re.compile(r" (?:century|of \d{4}|quarter)").match(text, m.end()):
                if single == "quarter" and part.endswith("s") and " " in m.group():
                    return None
                return self.make(start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge)
        if number.value < 100_000 and (m := _PER.match(text, number.end)):
            word = (m["d"] or m["p"]).lower()
            base = {"hundred": 100.0, "thousand": 1e3, "ten thousand": 1e4, "million": 1e6}.get(word) or (
                float(word.replace(",", "")) if word[0].isdigit() else cardinal_value(word)
            )
            if number.value < base < 1000 or m["p"] or "," in word:
                if m["d"] and re.match(r"\d{4}", word):
                    return None
                return self.make(start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge, weak=number.value == 1)
        return None

    def unit_at(self, number: _Number, currency: str) -> re.Match[str] | None:
        m = _UNIT.match(self.text, number.end)
        if not m:
            return None
        name = m["unit"]
        low = name.lower()
        if low in _CASED and (name != _CASED[low] or self.text[m.start()] == "-" or number.spelled):
            return None
        if low in ("won", "real", "foot", "li", "mu", "pp", "sterling", "second", "knot", "quarter", "yard", "dong", "mi", "oz") and number.spelled and number.value == 1 and low != "mu":
            return None
        if low in ("year", "month", "week", "day", "quarter") and re.compile(r"[ -]on[ -]").match(self.text, m.end()):
            return None
        if low == "won" and re.compile(r" (?:the|an?|[a-z]+ly|gold|silver|by)\b").match(self.text, m.end()):
            return None
        if low in ("seconds", "second") and self.text.startswith(" half", m.end()):
            return None
        return m

    def simple(self, number: _Number, floor: int) -> Quantity | None:
        text = self.text
        start, hedge, currency, negative = self.left(number.start, floor)
        value = -number.value if negative else number.value
        more: dict[str, Any] = {"high": number.high, "hedge": hedge, "vague": number.vague}
        end = number.end
        if (m := _RIGHT.match(text, end)) and m.lastgroup in ("ABOUT", "OVER") and hedge is None:
            # 20-odd years, 60-odd billion yuan, 300-plus members: the unit follows the hedge
            more["hedge"] = Hedge[m.lastgroup]
            number.end = m.end()
            if number.scale == 1:
                self.scaled(number)
            value = -number.value if negative else number.value
            end = number.end
        if m := _PERCENT_POINT.match(text, end):
            return self.suffix(self.make(start, m.end(), Kind.POINTS, value, unit="point", **more))
        if m := _PERCENT.match(text, end):
            return self.suffix(self.make(start, m.end(), Kind.PERCENT, value, unit="percent", **more))
        if (m := _MULTIPLE.match(text, end)) and not currency:
            return self.multiple(number, m, start, more)
        if not currency and (f := self.fraction(number, start, hedge)):
            return self.suffix(f)
        unit = self.unit_at(number, currency)
        if unit:
            known = units.english(unit["unit"])
            kind, key = known.kind, known.key
            if kind is Kind.MONEY:
                key = currency or key
                value *= known.factor
                if number.high is not None:
                    more["high"] = number.high * known.factor
            elif currency and kind in (Kind.LENGTH, Kind.WEIGHT):
                unit = None
            if unit:
                weak = (kind is Kind.SPAN and number.value <= 1) or number.value in (0, 1) or (key == "g" and value == 500)
                weak = weak or (kind is Kind.SPAN and text[max(0, start - 6) : start] == "first ")
                if kind is Kind.SPAN and key == "quarter" and number.value < 1:
                    return None
                found = self.make(start, unit.end(), kind, value, unit=key, weak=weak, **more)
                return self.speed(self.suffix(found))
        if currency:
            return self.suffix(self.make(start, end, Kind.MONEY, value, unit=currency, **more))
        return self.count(number, start, end, value, more)

    def speed(self, found: Quantity) -> Quantity:
        if found.kind is Kind.LENGTH and (m := re.compile(r" (?:per|an|each) hour\b|/h\b").match(self.text, found.end)):
            unit = {"km": "km/h", "mile": "mph"}.get(found.unit, found.unit)
            return replace(found, text=self.original[found.start : m.end()], end=m.end(), kind=Kind.SPEED, unit=unit)
        return found

    def multiple(self, number: _Number, m: re.Match[str], start: int, more: dict[str, Any]) -> Quantity:
        value = number.value
        unit = "fold" if m["fold"] else "times"
        if m["more"] or (not m["fold"] and _GREW.search(self.text, max(0, start - 30), start)) or (unit == "times" and _GREW.search(self.text, max(0, start - 30), number.start)):
            value, unit = value + 1, "times_more"
        weak = unit == "times" and not m["x"] and (value <= 2 or (number.spelled and value <= 10))
        return self.suffix(self.make(start, m.end(), Kind.MULTIPLE, value, unit=unit, weak=weak, **more))

    def count(self, number: _Number, start: int, end: int, value: float, more: dict[str, Any]) -> Quantity | None:
        text = self.text
        weak = False
        label = _LABEL.search(text, max(0, number.start - 12), number.start)
        if label:
            if number.spelled and not _NUMBER_SIGN.search(text, max(0, number.start - 8), number.start):
                return None
            return self.make(label.start(), end, Kind.ORDINAL, value, unit="ordinal", weak=value <= 10 or not _NUMBER_SIGN.search(text, max(0, number.start - 8), number.start))
        if not number.spelled and re.compile(r"-?[A-Za-z]").match(text, end) and not re.compile(r"-[A-Za-z]{2,}").match(text, end):
            return None
        unit = ""
        if m := _COUNT_NOUN.match(text, end):
            unit = _NOUNS.get(m["noun"], "person")
            if m.start("noun") == end + 1:
                end = m.end()
        if (value in (0, 1) and number.scale == 1) or (number.spelled and value in (100, 1_000, 10_000) and not unit and not more["hedge"]):
            weak = True  # one of; worth a thousand words
        if not number.spelled and not unit and number.scale == 1 and value >= 10_000 and "," not in text[number.start : number.end]:
            weak = True  # without commas it is a code, a hotline, a serial number
        if not number.spelled and re.compile(r"-\d{2,}-|-\d{4,}").match(text, end):
            return None
        if number.spelled and value < 10 and number.scale == 1 and not more["hedge"]:
            weak = True
        if not number.spelled and number.scale == 1 and value < 10 and not re.compile(r"[ -][A-Za-z]").match(text, end):
            weak = True
        return self.suffix(self.make(start, end, Kind.COUNT, value, unit=unit, weak=weak, **more))

    def extend(self, found: Quantity, number: _Number, floor: int) -> Quantity:
        """Joined with a second quantity: a range (2 to 3 billion yuan) or a score (3-1)."""
        text = self.text
        if found.high is not None or found.vague:
            return found
        plain = found.kind is Kind.COUNT and not found.unit
        between = _BETWEEN.search(text, max(0, found.start - 16), found.start)
        if plain and not number.spelled and number.scale == 1 and found.value < 400 and (m := _RATIO.match(text, number.end)) and not between:
            second = float(m["b"])
            following = START.match(text, m.start("b"))
            other = self.number(following) if following else None
            bare = other and other.scale == 1 and other.end == m.end() and not _UNIT.match(text, m.end()) and not _PERCENT.match(text, m.end())
            if bare and (m["colon"] or found.value > second or (found.value == second and m["dash"])):
                return self.make(found.start, m.end(), Kind.RATIO, found.value, high=second, unit=":")
        m = _TO.match(text, found.end)
        if not m or (m.group() == " and " and not (between and between["word"].lower() == "between")):
            return found
        match = START.match(text, m.end()) or self.after_currency(m.end())
        if not match or match.lastgroup not in ("digits", "words"):
            return found
        other = self.number(match)
        second_found = self.simple(other, m.end()) if other else None
        if other is None or second_found is None:
            return found
        if found.hedge and not plain:
            return found  # from less than 20 percent to 96 percent: two values, not a range
        value, high = found.value, second_found.value
        money_without_unit = found.kind is Kind.MONEY and second_found.kind is Kind.COUNT and not second_found.unit
        if money_without_unit:
            second_found = replace(second_found, kind=Kind.MONEY, unit=found.unit)
        elif not plain and (found.kind, found.unit) != (second_found.kind, second_found.unit):
            return found
        if number.scale == 1 and other.scale > 1 and value < high / other.scale:
            value *= other.scale
        if value >= high or second_found.high is not None:
            return found
        start = found.start
        if between and between["word"].lower() in ("from", "between"):
            start = between.start()
        return replace(
            second_found, text=self.original[start : second_found.end], start=start, value=value, high=high,
            hedge=found.hedge or second_found.hedge, weak=False,
        )  # fmt: skip

    def after_currency(self, at: int) -> re.Match[str] | None:
        m = re.compile(r"(?:RMB|US\$|HK\$|\$|€|£|¥|CNY)\s?").match(self.text, at)
        return START.match(self.text, m.end()) if m else None


def _both(text: str, one: Quantity, following: Quantity) -> bool:
    """Whether "3 and 6 percent" are two of a kind, not "450,000 and 17.5 percent"."""
    if one.hedge or re.search(r"\b(?:aged|over|those) [\d ]*(?:to )?\Z", text[max(0, one.start - 14) : one.start]):
        return False
    if "respectively" in text[following.end : following.end + 60]:
        return True
    return one.high is None and following.high is None and following.kind is not Kind.MONEY and 0.05 < one.value / (following.value or 1) < 20


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """"3,000, 1,500 and 800 yuan": numbers of a list take the unit at its end."""
    shared = False
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        bare = one.kind is Kind.COUNT and not one.unit and not one.vague
        gap = text[one.end : following.start]
        listed = i > 0 and text[found[i - 1].end : one.start] == ", " and found[i - 1].kind is Kind.COUNT
        linked = gap in (" and ", " or ") and (listed or _both(text, one, following))
        linked = linked or (gap == ", " and shared) or (gap == ", and " and listed)
        shared = bare and linked and following.kind not in _UNSHARED
        if shared:
            found[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return found


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text, in order."""
    return tuple(join_spans(text, _share_units(text, list(_Parser(text).parse())), (" ", " and ", ", ")))
