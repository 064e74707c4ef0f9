"""The English parser: numerals in digits and words with what stands around them, in one pass.

Every pattern is anchored at a numeral or a trigger word and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from facts.quantities import units
from facts.quantities.en import dates as dates_en
from facts.quantities.en import patterns as patterns
from facts.quantities.numerals import (
    FULL_WIDTH,
    MAX_NUMERAL,
    SCALES,
    SHORT_SCALES,
    cardinal_value,
    ordinal_value,
)
from facts.quantities.value import Hedge, Kind, Quantity, join_spans


class _Number:
    __slots__ = ("end", "high", "scale", "scaled", "spelled", "start", "vague", "value")

    def __init__(
        self,
        start: int,
        end: int,
        value: float,
        *,
        scale: float = 1.0,
        spelled: bool = False,
        high: float | None = None,
        vague: bool = False,
    ) -> None:
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
        while token := patterns.TOKEN.search(self.text, position):
            word = token.group()
            if not word.isdigit() and word.lower() not in patterns.TRIGGERS:
                position = token.end()
                continue
            match = patterns.START.match(self.text, token.start())
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
            if (
                patterns.CODE_BEFORE.search(before)
                and not patterns.PREFIX.search(before)
                and not before.endswith("-in-")
            ):
                return None
            if (
                before.endswith("Double ")
                or patterns.AFTER_DIGIT.search(before)
                or (3 <= number.end - number.start <= 5 and patterns.HOTLINE.match(self.text, number.end))
            ):
                return None
            if dated := dates_en.digits(match, self.text, self.original, floor):
                return dated
            if m := patterns.TH.match(self.text, number.end):
                return self.ordinal(number, m.end())
            if m := patterns.ORDINAL_DIGITS.match(self.text, number.end):
                return self.ordinal(number, m.end())
            if (
                (m := patterns.DECADE.match(self.text, number.end))
                and number.value % 10 == 0
                and (number.value >= 1000 or number.value < 100)
            ):
                return self.make(number.start, m.end(), Kind.DATE, number.value, unit="decade")
        if name == "ordinal":
            return self.ordinal(number, number.end)
        if name == "words" and number.value <= 12 and (m := patterns.SPOKEN_TIME.match(self.text, number.end)):
            hour = int(number.value) % 12 + (12 if m["late"] else 0) if m["half"] else int(number.value)
            return self.make(
                number.start,
                m.end(),
                Kind.TIME,
                hour * 60.0,
                unit="time" if m["half"] else "time12",
                hour=hour,
                minute=0,
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
        number = _Number(start, end, value, spelled=True, scale=100.0 if text.lower().endswith("hundred") else 1.0)
        if text.lower().endswith(("thousand", "million", "billion", "trillion")):
            number.scale = SCALES[text.lower().rsplit(" ", 1)[-1].rsplit("-", 1)[-1]]
        return self.scaled(number)

    def scaled(self, number: _Number) -> _Number:
        if m := patterns.SCALE.match(self.text, number.end):
            if number.spelled and self.text.startswith("th", m.end()):
                return number
            if m["long"]:
                for word in re.findall(r"[a-z]+", m["long"].lower()):
                    number.scale *= SCALES[word]
            else:
                short = m["short"].strip(" -").lower()
                attached_money = patterns.PREFIX.search(self.text, max(0, number.start - 8), number.start)
                money = attached_money or patterns.CURRENCY_NAME.match(self.text, m.end())
                if short in ("m", "b", "k") and (number.spelled or not money):
                    return number
                number.scale *= SHORT_SCALES[short]
            if number.value * number.scale <= 1e20:
                number.value *= number.scale
                number.end = m.end()
        if m := patterns.HALF.match(self.text, number.end):
            number.value += 0.5 * number.scale
            number.end = m.end()
        return number

    def left(self, start: int, floor: int) -> tuple[int, Hedge | None, str, bool]:
        text = self.text
        currency = ""
        negative = False
        low = max(floor, start - 40)
        if (start > floor and not text[start - 1].isspace() and (m := patterns.PREFIX.search(text, low, start))) or (
            m := patterns.PREFIX.search(text, low, start)
        ):
            currency = units.PREFIXES[m.group().strip().lower()]
            start = m.start()
        if m := patterns.SIGN.search(text, low, start):
            negative = True
            start = m.start()
        if patterns.LEFT_WORD.search(text, max(low, start - 2), start) and (
            m := patterns.LEFT.search(text, low, start)
        ):
            if m.group().lower().startswith("over the"):
                return start, None, currency, negative  # over the 100 days
            return m.start(), Hedge[m.lastgroup or "ABOUT"], currency, negative
        return start, None, currency, negative

    def suffix(self, found: Quantity) -> Quantity:
        m = patterns.RIGHT.match(self.text, found.end)
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
        if m := patterns.OF.match(self.text, end):
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
            if patterns.HALF_WORD.match(self.text, end):
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
        if last in patterns.PARTS:
            before = self.text[max(0, new - 4) : new].lower()
            base = patterns.PARTS[last]
            sure = bool(hedge or " further " in words or before.endswith(" by ") or self.text.startswith(" of", end))
            if not sure and base >= 5:
                return self.make(end - len(last), end, Kind.ORDINAL, float(base), unit="ordinal", weak=True)
            return self.make(new, end, Kind.FRACTION, 1 / base, hedge=hedge, weak=not sure)
        known = units.english(last)
        return self.make(new, end, known.kind, 1.0, unit=known.key, hedge=hedge, weak=True)

    def ordinal(self, number: _Number, end: int) -> Quantity | None:
        text = self.text
        if m := patterns.CENTURY.match(text, end):
            return self.make(number.start, m.end(), Kind.DATE, number.value, unit="century")
        if m := patterns.PLAN.match(text, end):
            return self.make(number.start, m.end(), Kind.ORDINAL, number.value, unit="plan")
        if (
            number.spelled
            and number.value == 2
            and text[number.start : end].lower() == "second"
            and patterns.A_SECOND.search(text[max(0, number.start - 4) : number.start])
        ):
            return None
        congress = patterns.NAMED.match(text, end)
        weak = number.value <= 3 or bool(congress) or (number.spelled and number.value <= 10)
        day = (
            1 <= number.value <= 31
            and not number.spelled
            and text[max(0, number.start - 4) : number.start].lower().endswith("the ")
            and not patterns.WORD.match(text, end)
        )
        return self.make(
            number.start,
            end,
            Kind.ORDINAL,
            number.value,
            unit="ordinal",
            weak=weak,
            day=int(number.value) if day else None,
        )

    def fraction(self, number: _Number, start: int, hedge: Hedge | None) -> Quantity | None:
        text = self.text
        if m := patterns.TEN_THOUSANDTHS.match(text, number.end):
            word = m["scale"].lower().replace("-", " ").rstrip("s")
            base = {
                "thousandth": 1e3,
                "ten thousandth": 1e4,
                "hundredth": 1e2,
                "hundred thousandth": 1e5,
                "millionth": 1e6,
            }.get(word, 1e7)
            return self.make(start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge)
        if number.value < 100 and number.scale == 1 and (m := patterns.FRACTION.match(text, number.end)):
            part = m["part"].lower()
            single = part.rstrip("s") if part != "halves" else "half"
            base = {"half": 2.0, "quarter": 4.0}.get(single) or ordinal_value(single)
            plural_fits = (number.value > 1) == part.endswith("s")
            if (
                base
                and base > number.value
                and plural_fits
                and base not in (2.0,)
                and not patterns.NO_FRACTION.match(text, m.end())
            ):
                if single == "quarter" and part.endswith("s") and " " in m.group():
                    return None
                return self.make(start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge)
        if number.value < 100_000 and (m := patterns.PER.match(text, number.end)):
            word = (m["d"] or m["p"]).lower()
            base = {"hundred": 100.0, "thousand": 1e3, "ten thousand": 1e4, "million": 1e6}.get(word) or (
                float(word.replace(",", "")) if word[0].isdigit() else cardinal_value(word)
            )
            if number.value < base < 1000 or m["p"] or "," in word:
                if m["d"] and patterns.YEAR.match(word):
                    return None
                return self.make(
                    start, m.end(), Kind.FRACTION, number.value / base, hedge=hedge, weak=number.value == 1
                )
        return None

    def unit_at(self, number: _Number, currency: str) -> re.Match[str] | None:
        m = patterns.UNIT.match(self.text, number.end)
        if not m:
            return None
        name = m["unit"]
        low = name.lower()
        if low in patterns.CASED and (name != patterns.CASED[low] or self.text[m.start()] == "-" or number.spelled):
            return None
        if (
            low
            in (
                "won",
                "real",
                "foot",
                "li",
                "mu",
                "pp",
                "sterling",
                "second",
                "knot",
                "quarter",
                "yard",
                "dong",
                "mi",
                "oz",
            )
            and number.spelled
            and number.value == 1
            and low != "mu"
        ):
            return None
        if low in ("year", "month", "week", "day", "quarter") and patterns.ON.match(self.text, m.end()):
            return None
        if low == "won" and patterns.VICTORY.match(self.text, m.end()):
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
        if (m := patterns.RIGHT.match(text, end)) and m.lastgroup in ("ABOUT", "OVER") and hedge is None:
            # 20-odd years, 60-odd billion yuan, 300-plus members: the unit follows the hedge
            more["hedge"] = Hedge[m.lastgroup]
            number.end = m.end()
            if number.scale == 1:
                self.scaled(number)
            value = -number.value if negative else number.value
            end = number.end
        if m := patterns.PERCENT_POINT.match(text, end):
            return self.suffix(self.make(start, m.end(), Kind.POINTS, value, unit="point", **more))
        if m := patterns.PERCENT.match(text, end):
            return self.suffix(self.make(start, m.end(), Kind.PERCENT, value, unit="percent", **more))
        if (m := patterns.MULTIPLE.match(text, end)) and not currency:
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
                weak = (
                    (kind is Kind.SPAN and number.value <= 1) or number.value in (0, 1) or (key == "g" and value == 500)
                )
                weak = weak or (kind is Kind.SPAN and text[max(0, start - 6) : start] == "first ")
                if kind is Kind.SPAN and key == "quarter" and number.value < 1:
                    return None
                found = self.make(start, unit.end(), kind, value, unit=key, weak=weak, **more)
                return self.speed(self.suffix(found))
        if currency:
            return self.suffix(self.make(start, end, Kind.MONEY, value, unit=currency, **more))
        return self.count(number, start, end, value, more)

    def speed(self, found: Quantity) -> Quantity:
        if found.kind is Kind.LENGTH and (m := patterns.PER_HOUR.match(self.text, found.end)):
            unit = {"km": "km/h", "mile": "mph"}.get(found.unit, found.unit)
            return replace(found, text=self.original[found.start : m.end()], end=m.end(), kind=Kind.SPEED, unit=unit)
        return found

    def multiple(self, number: _Number, m: re.Match[str], start: int, more: dict[str, Any]) -> Quantity:
        value = number.value
        unit = "fold" if m["fold"] else "times"
        if (
            m["more"]
            or (not m["fold"] and patterns.GREW.search(self.text, max(0, start - 30), start))
            or (unit == "times" and patterns.GREW.search(self.text, max(0, start - 30), number.start))
        ):
            value, unit = value + 1, "times_more"
        weak = unit == "times" and not m["x"] and (value <= 2 or (number.spelled and value <= 10))
        return self.suffix(self.make(start, m.end(), Kind.MULTIPLE, value, unit=unit, weak=weak, **more))

    def count(self, number: _Number, start: int, end: int, value: float, more: dict[str, Any]) -> Quantity | None:
        text = self.text
        weak = False
        label = patterns.LABEL.search(text, max(0, number.start - 12), number.start)
        if label:
            if number.spelled and not patterns.NUMBER_SIGN.search(text, max(0, number.start - 8), number.start):
                return None
            return self.make(
                label.start(),
                end,
                Kind.ORDINAL,
                value,
                unit="ordinal",
                weak=value <= 10 or not patterns.NUMBER_SIGN.search(text, max(0, number.start - 8), number.start),
            )
        if not number.spelled and patterns.LETTER.match(text, end) and not patterns.HYPHENED.match(text, end):
            return None
        unit = ""
        if m := patterns.COUNT_NOUN.match(text, end):
            unit = patterns.NOUNS.get(m["noun"], "person")
            if m.start("noun") == end + 1:
                end = m.end()
        if (value in (0, 1) and number.scale == 1) or (
            number.spelled and value in (100, 1_000, 10_000) and not unit and not more["hedge"]
        ):
            weak = True  # one of; worth a thousand words
        if (
            not number.spelled
            and not unit
            and number.scale == 1
            and value >= 10_000
            and "," not in text[number.start : number.end]
        ):
            weak = True  # without commas it is a code, a hotline, a serial number
        if (
            not number.spelled
            and number.scale == 1
            and patterns.ACRONYM.search(text, max(0, number.start - 7), number.start)
        ):
            weak = True  # ISO 9001, CSI 300
        if not number.spelled and patterns.TELEPHONE.match(text, end):
            return None
        if number.spelled and value < 10 and number.scale == 1 and not more["hedge"]:
            weak = True
        if not number.spelled and number.scale == 1 and value in range(10) and not patterns.NOUN.match(text, end):
            weak = True
        return self.suffix(self.make(start, end, Kind.COUNT, value, unit=unit, weak=weak, **more))

    def extend(self, found: Quantity, number: _Number, floor: int) -> Quantity:
        """Joined with a second quantity: a range (2 to 3 billion yuan) or a score (3-1)."""
        text = self.text
        if found.high is not None or found.vague:
            return found
        plain = found.kind is Kind.COUNT and not found.unit
        between = patterns.BETWEEN.search(text, max(0, found.start - 16), found.start)
        if (
            plain
            and not number.spelled
            and number.scale == 1
            and found.value < 400
            and (m := patterns.RATIO.match(text, number.end))
            and not between
        ):
            second = float(m["b"])
            following = patterns.START.match(text, m.start("b"))
            other = self.number(following) if following else None
            bare = (
                other
                and other.scale == 1
                and other.end == m.end()
                and not patterns.UNIT.match(text, m.end())
                and not patterns.PERCENT.match(text, m.end())
            )
            if bare and (m["colon"] or found.value > second or (found.value == second and m["dash"])):
                return self.make(found.start, m.end(), Kind.RATIO, found.value, high=second, unit=":")
        m = patterns.TO.match(text, found.end)
        if not m or (m.group() == " and " and not (between and between["word"].lower() == "between")):
            return found
        match = patterns.START.match(text, m.end()) or self.after_currency(m.end())
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
        m = patterns.CURRENCY.match(self.text, at)
        return patterns.START.match(self.text, m.end()) if m else None


def _both(text: str, one: Quantity, following: Quantity) -> bool:
    """Whether "3 and 6 percent" are two of a kind, not "450,000 and 17.5 percent"."""
    if one.hedge or patterns.AGED.search(text[max(0, one.start - 14) : one.start]):
        return False
    if "respectively" in text[following.end : following.end + 60]:
        return True
    return (
        one.high is None
        and following.high is None
        and following.kind is not Kind.MONEY
        and 0.05 < one.value / (following.value or 1) < 20
    )


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "3,000, 1,500 and 800 yuan": numbers of a list take the unit at its end."""
    shared = False
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        bare = one.kind is Kind.COUNT and not one.unit and not one.vague
        gap = text[one.end : following.start]
        listed = i > 0 and text[found[i - 1].end : one.start] == ", " and found[i - 1].kind is Kind.COUNT
        linked = gap in (" and ", " or ") and (listed or _both(text, one, following))
        linked = linked or (gap == ", " and shared) or (gap == ", and " and listed)
        shared = bare and linked and following.kind not in patterns.UNSHARED
        if shared:
            found[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return found


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text, in order."""
    return tuple(join_spans(text, _share_units(text, list(_Parser(text).parse())), (" ", " and ", ", ")))
