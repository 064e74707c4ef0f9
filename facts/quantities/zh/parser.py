"""The Chinese parser: numerals with what stands around them, read left to right in one pass.

Every pattern is anchored at a numeral and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from facts.quantities import units
from facts.quantities.numerals import FULL_WIDTH, HAN_DIGITS, MAX_NUMERAL, han_value
from facts.quantities.value import Hedge, Kind, Quantity, join_spans
from facts.quantities.zh import dates as dates_zh
from facts.quantities.zh import patterns as patterns
from facts.quantities.zh.idioms import idiom_end, in_slogan, is_idiom
from facts.quantities.zh.numerals import NUMBER, TRIGGER, Numeral, numeral


def _small(digit: str) -> float:
    return float(digit) if digit.isascii() else float(HAN_DIGITS[digit])


class _Parser:
    def __init__(self, text: str) -> None:
        self.original = text
        self.skip = 0
        text = re.sub(r"(?<=[０-９])，(?=[０-９]{3})", ",", text)
        self.text = text.translate(FULL_WIDTH)

    def parse(self) -> Iterator[Quantity]:
        position = 0
        floor = 0
        while trigger := TRIGGER.search(self.text, position):
            match = NUMBER.match(self.text, trigger.start())
            if match is None:
                position = trigger.end()
                continue
            found = self.read(match, floor)
            if found is None:
                position = max(match.end(), position + 1, self.skip)
                continue
            yield found
            position = max(found.end, match.end() if found.end >= match.end() else found.end, match.start() + 1)
            floor = found.end

    def make(self, start: int, end: int, kind: Kind, value: float, **more: object) -> Quantity:
        return Quantity(text=self.original[start:end], start=start, end=end, kind=kind, value=value, **more)  # type: ignore[arg-type]

    # -- what stands before -------------------------------------------------------------------------------------

    def left(self, start: int, floor: int) -> tuple[int, Hedge | None, str, bool]:
        """Start with hedge, currency and sign included; the hedge; the currency; whether negative."""
        text = self.text
        before = text[max(floor, start - 10) : start]
        currency = ""
        negative = False
        if (m := patterns.SIGN.search(before)) or (
            patterns.DEGREES.match(text, start) and (m := patterns.MINUS.search(before))
        ):
            negative = True
            start -= len(before) - m.start()
            before = before[: m.start()]
        if m := patterns.PREFIX.search(before):
            currency = units.PREFIXES[m.group().strip().lower()]
            start -= len(before) - m.start()
            before = before[: m.start()]
        hedge = None
        m = patterns.LEFT.search(text, max(floor, start - 6), start)
        # 上百, 过万, 破千: before a bare power of ten only
        if m and not (
            m.group() in ("上", "过", "破")
            and not (text[start] in "百千万亿半" or (m.group() != "上" and patterns.LARGE.match(text, start)))
        ):
            hedge = Hedge[m.lastgroup] if m.lastgroup else None
            return m.start(), hedge, currency, negative
        if patterns.DISTANT.search(before):
            hedge = Hedge.AT_MOST
        elif (
            before
            and "一" <= before[-1] <= "鿿"
            and (m := patterns.SHARE_OF.search(text, max(floor, start - 18), start))
        ):
            name = m.lastgroup or "ABOUT"
            hedge = Hedge[patterns.SHARE_HEDGES.get(name, name)]
        return start, hedge, currency, negative

    def read(self, match: re.Match[str], floor: int) -> Quantity | None:
        text, start, end = self.text, match.start(), match.end()
        before = text[start - 1] if start > floor else (text[start - 1] if start else "")
        if match["word"]:
            return self.word(match)
        if match["half"]:
            period = dates_zh.read(text, start, end, self.original) if match.group() == "半" else None
            return period or self.half(match, floor)
        if match["arabic"]:
            by = before in "xX" and start > 1 and text[start - 2].isdigit()
            per = before == "/" and not text[start - 2 : start - 1].isascii()
            if (
                before
                and not by
                and not per
                and (before in "._#@+/" or (before.isascii() and before.isalpha()))
                and not patterns.PREFIX.search(text[max(0, start - 8) : start])
            ):
                return None
            if before == "-" and start > 1 and text[start - 2].isascii() and text[start - 2].isalnum():
                return None
            if text.startswith("+", end) or (text.startswith(".", end) and text[end + 1 : end + 2].isdigit()):
                return None
        if moment := dates_zh.read(text, start, end, self.original):
            return self.hedged_moment(moment, floor)
        if (m := patterns.PLAN_NAME.match(text, start)) and before != "第":
            return self.make(start, m.end(), Kind.ORDINAL, (han_value(m["n"]) or 0.0), unit="plan")
        if match.group() == "零" and text.startswith("下", end):
            return None
        if match["han"] and before != "第" and (past := idiom_end(text, start)):
            self.skip = past
            return None
        if (m := patterns.HAN_SCORE.match(text, start)) and before != "第":
            return self.make(
                start, m.end(), Kind.RATIO, han_value(m["a"]) or 0.0, high=han_value(m["b"]) or 0.0, unit=":"
            )
        number = numeral(text, match)
        if number is None:
            return None
        if before == "第" or text[start - 2 : start] == "第 ":
            return self.ordinal(number, start - (1 if before == "第" else 2))
        if of := patterns.OF.match(text, number.end):
            return self.fraction(number, of.end(), floor)
        found = self.simple(number, floor)
        if found is None:
            if number.han and len(number.words) == 1 and patterns.TO.match(text, number.end):
                # 一至二成, 三到六个月: the unit comes after the second numeral
                plain = self.make(start, end, Kind.COUNT, number.value)
                joined = self.extend(plain, number)
                return joined if joined.high is not None and joined.kind is not Kind.RATIO else None
            return None
        return self.extend(found, number)

    def hedged_moment(self, moment: Quantity, floor: int) -> Quantity:
        end = moment.end
        hedge = moment.hedge
        if m := patterns.AROUND.match(self.text, end):
            end, hedge = m.end(), Hedge.ABOUT
        start = moment.start
        if moment.kind is Kind.TIME and (m := patterns.ABOUT_TIME.search(self.text, max(floor, start - 2), start)):
            start, hedge = m.start(), Hedge.ABOUT
        return replace(moment, text=self.original[start:end], start=start, end=end, hedge=hedge)

    # -- single quantities --------------------------------------------------------------------------------------

    def word(self, match: re.Match[str]) -> Quantity:
        word = match.group()
        if word in ("成千上万", "成百上千"):
            low = 1000.0 if word == "成千上万" else 100.0
            return self.make(*match.span(), Kind.COUNT, low, high=low * 100, vague=True, weak=True)
        return self.make(*match.span(), Kind.MULTIPLE, 2.0, unit="times", weak=word in ("倍增", "成倍"))

    def half(self, match: re.Match[str], floor: int) -> Quantity | None:
        text, start, end = self.text, match.start(), match.end()
        before = text[max(0, start - 1) : start]
        if match.group() in ("一半", "一多半") or before == "对":
            new, hedge, _, _ = self.left(start, floor)
            hedge = Hedge.OVER if match.group() == "一多半" else hedge
            return self.suffix(self.make(new, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True))
        if m := patterns.HALF_SPAN.match(text, end):
            unit = {"年": "year", "月": "month", "小时": "hour", "世纪": "century", "天": "day"}[m["unit"]]
            return self.make(start, m.end(), Kind.SPAN, 0.5, unit=unit, weak=True)
        if before in ("近", "过", "超") or text[max(0, start - 2) : start] in ("超过", "不到", "不足"):
            new, hedge, _, _ = self.left(start, floor)
            return self.make(
                new,
                m.end() if (m := patterns.NUMBER_OF.match(text, end)) else end,
                Kind.FRACTION,
                0.5,
                hedge=hedge,
                weak=True,
            )
        return None

    def ordinal(self, number: Numeral, start: int) -> Quantity | None:
        text = self.text
        if patterns.NOT_ORDINAL.match(text, start) or number.high is not None:
            return None
        if period := dates_zh.quarter(text, number.start, number.end, start, self.original):
            return period
        if m := patterns.PLAN.match(text, number.end):
            return self.make(start, m.end(), Kind.ORDINAL, number.value, unit="plan")
        m = patterns.ORDINAL.match(text, number.end)
        end = m.end() if m else number.end
        if number.han and in_slogan(text, start, end):
            return None
        return self.make(start, end, Kind.ORDINAL, number.value, unit="ordinal", weak=number.value <= 3)

    def fraction(self, number: Numeral, at: int, floor: int) -> Quantity | None:
        match = NUMBER.match(self.text, at)
        over = numeral(self.text, match) if match and not match["half"] and not match["word"] else None
        if over is None or not number.value:
            return None
        start, hedge, _, negative = self.left(number.start, floor)
        sign = -1.0 if negative else 1.0
        if number.value == 100:
            found = self.make(
                start, over.end, Kind.PERCENT, sign * over.value, high=over.high, unit="percent", hedge=hedge
            )
            if m := patterns.TO.match(self.text, over.end):
                again = patterns.PERCENT_AGAIN.match(self.text, m.end())
                position = again.end() if again else m.end()
                second = NUMBER.match(self.text, position)
                top = numeral(self.text, second) if second and not second["half"] and not second["word"] else None
                if top and top.value > over.value and (position > m.end() or m.group().strip() in "至到-~～—"):
                    found = self.make(
                        start, top.end, Kind.PERCENT, over.value, high=top.value, unit="percent", hedge=hedge
                    )
        else:
            found = self.make(start, over.end, Kind.FRACTION, sign * over.value / number.value, hedge=hedge)
        if over.odd:
            found = replace(found, hedge=Hedge.OVER)
        return self.suffix(found)

    def suffix(self, found: Quantity) -> Quantity:
        """With a hedge that follows (左右, 以上, 多)."""
        m = patterns.RIGHT.match(self.text, found.end)
        if not m:
            return found
        name = m.lastgroup or "NONE"
        hedge = found.hedge if name == "NONE" or found.hedge else Hedge[name]
        return replace(found, text=self.original[found.start : m.end()], end=m.end(), hedge=hedge)

    def simple(self, number: Numeral, floor: int) -> Quantity | None:
        """The numeral with its unit and hedges, without looking for a range."""
        text = self.text
        start, hedge, currency, negative = self.left(number.start, floor)
        end = number.end
        odd = number.odd
        if not odd and (m := patterns.ODD.match(text, end)) and not patterns.MULTIPLE.match(text, end):
            odd = True
            end = m.end()
        if odd and hedge is None:
            hedge = Hedge.ABOUT if "来" in text[number.start : end] else Hedge.OVER
        value = -number.value if negative else number.value
        high = number.high
        more: dict[str, Any] = {"high": high, "hedge": hedge, "vague": number.vague}
        implied = number.bare and not odd and hedge is None and not currency

        if m := patterns.PERCENT.match(text, end):
            tenths = text[m.start() : m.end()].strip()[0] == "成"
            if tenths and (number.value > 10 or (is_idiom(text, number.start))):
                return None
            factor = 10.0 if tenths else 0.1 if m["mille"] else 1.0
            value = value * factor + (
                0 if not tenths or not m["half"] else 5 if m["half"] == "半" else HAN_DIGITS[m["half"]]
            )
            if high is not None:
                more["high"] = high * factor
            return self.suffix(self.make(start, m.end(), Kind.PERCENT, value, unit="percent", **more))
        if (m := patterns.MULTIPLE.match(text, end)) and not (
            m["word"] == "番" and not patterns.TURNED.search(text, max(0, start - 4), start)
        ):
            return self.multiple(number, m, start, hedge)
        if m := patterns.AND_HALF.match(text, end):
            unit_key = {"月": "month", "小": "hour", "钟": "hour", "星": "week", "世": "century"}[m["unit"][0]]
            return self.suffix(self.make(start, m.end(), Kind.SPAN, value + 0.5, unit=unit_key, **more))
        if not number.han and (
            (m := patterns.MINUTES.match(text, end))
            or (text[start - 2 : start] == "小时" and (m := patterns.MINUTE.match(text, end)))
        ):
            return self.make(start, m.end(), Kind.SPAN, value, unit="minute", **more)
        if not number.han and (m := patterns.COINS.match(text, end)):
            return self.suffix(self.make(start, m.end(), Kind.MONEY, value + float(m["a"]) / 10, unit="yuan", **more))
        unit = patterns.UNIT.match(text, end)
        if unit and not self.plausible_unit(unit, number):
            unit = None
        if unit:
            found = self.with_unit(number, unit, start, value, currency, more, implied)
            if found is None:
                return None
            return self.suffix(found)
        if currency:
            return self.suffix(self.make(start, end, Kind.MONEY, value, unit=currency, **more))
        return self.count(number, start, end, value, odd, more, implied)

    def plausible_unit(self, unit: re.Match[str], number: Numeral) -> bool:
        text, name = self.text, unit["unit"]
        at = unit.start("unit")
        if patterns.NOT_UNIT.match(text, at):
            return False
        if name[-1].isascii() and name[-1].isalpha() and patterns.LETTER.match(text, unit.end()):
            return False
        if name == "度":
            around = text[max(0, number.start - 6) : number.start]
            return not number.han or number.value >= 10 or "零下" in around or "温" in around
        if name == "角" and number.han and not text.startswith("钱", unit.end()):
            return False
        if name == "日" and number.han:
            return number.bare or bool(
                patterns.FOR_DAYS.search(text[max(0, number.start - 2) : number.start])
                or patterns.WITHIN_DAYS.match(text, unit.end())
            )
        if (
            name in ("元", "米", "克", "升", "瓦", "磅", "码", "周", "斤", "立方", "月", "日", "镑")
            and number.han
            and len(number.words) == 1
        ):
            return not is_idiom(text, number.start) and (name not in ("月", "码"))
        return name != "月" or not number.han

    def with_unit(
        self,
        number: Numeral,
        unit: re.Match[str],
        start: int,
        value: float,
        currency: str,
        more: dict[str, Any],
        implied: bool,
    ) -> Quantity | None:
        text = self.text
        known = units.CHINESE[unit["unit"]]
        end = unit.end()
        if is_idiom(text, number.start):
            return None
        key, kind = known.key, known.kind
        if key == "degree" and "电" in text[max(0, start - 8) : start]:
            key, kind = "kwh", Kind.ENERGY
        if kind is Kind.MONEY and currency:
            key = currency
        if kind is Kind.MONEY and known.factor != 1:
            value *= known.factor
            if more["high"] is not None:
                more["high"] *= known.factor
        if (
            key in ("m", "second")
            and not number.han
            and number.scale == 1
            and value == int(value)
            and (m := patterns.DECIMALS.match(text, end))
        ):
            value, end = value + float(f"0.{m.group()}"), m.end()
        if key == "m" and number.han and len(number.words) == 1 and (m := patterns.TENTH.match(text, end)):
            value, end = value + HAN_DIGITS[m.group()] / 10, m.end()
        if key == "yuan" and number.scale == 1 and (m := patterns.SMALL_MONEY.match(text, end)):
            value += (_small(m["a"]) / 10) * (known.factor if m["c"] else 1) + (_small(m["b"]) / 100 if m["b"] else 0)
            end = m.end()
        if kind is Kind.SPAN:
            if m := patterns.HALF.match(text, end):
                value, end = value + 0.5, m.end()
            if (
                key in ("year", "month", "week", "day")
                and text[max(0, start - 4) : number.start].endswith("近")
                and (patterns.SINCE.match(text, end) or start == 0 or text[start - 1] in "，。、；：“ （(在的,")
            ):
                start, more["hedge"] = number.start, None
            if key == "hour" and text.startswith("半", unit.start()):
                value += 0.5
        if kind is Kind.LENGTH and patterns.PER_HOUR.search(text[max(0, start - 8) : start]):
            kind, key = Kind.SPEED, {"km": "km/h", "mile": "mph"}.get(key, key)
        weak = (
            (implied and kind is not Kind.MONEY)
            or (kind is Kind.SPAN and abs(value) <= 2 and number.han)
            or (value == 1 and (number.han or kind is Kind.SPAN))
        )
        weak = (
            weak
            or value in (0, 1)
            or (kind is Kind.MONEY and number.han and len(number.words) == 1 and not number.bare and not more["hedge"])
            or (key == "hour" and value == 24 and more["hedge"] is None)
        )
        return self.make(start, end, kind, value, unit=key, weak=weak, **more)

    def discount(self, number: Numeral, start: int, end: int, hedge: Hedge | None) -> Quantity:
        """八折: 80 percent of the price, or 20 percent off."""
        value = number.value * 10 if number.value < 10 else number.value
        return self.make(start, end, Kind.PERCENT, value, unit="percent", hedge=hedge, weak=True)

    def multiple(self, number: Numeral, m: re.Match[str], start: int, hedge: Hedge | None) -> Quantity | None:
        text = self.text
        if number.bare and not hedge:
            return None
        value = number.value + (0.5 if m["word"] == "倍半" else 0)
        high = number.high
        if m["word"] == "番":
            value, high = 2.0**value, None
        elif (
            (value in (1, 1.5) and number.han)
            or value == 1
            or patterns.GREW.search(text, max(0, start - 8), start)
            or patterns.GREW.search(text, max(0, number.start - 8), number.start)
        ):
            value, high = value + 1, None if high is None else high + 1
        if (m["odd"] or m["after"] or number.odd) and hedge is None:
            hedge = Hedge.OVER
        unit = "times_more" if value >= number.value + 1 and m["word"] != "番" else "times"
        if turned := patterns.TURNED.search(text, max(0, start - 4), start):
            start = turned.start()
        return self.suffix(
            self.make(start, m.end(), Kind.MULTIPLE, value, high=high, unit=unit, hedge=hedge, vague=number.vague)
        )

    def count(
        self, number: Numeral, start: int, end: int, value: float, odd: bool, more: dict[str, Any], implied: bool
    ) -> Quantity | None:
        text = self.text
        measure = patterns.MEASURE.match(text, end)
        technical = None
        if number.han or number.bare:
            if is_idiom(text, number.start):
                return None
            if (
                number.bare
                and len(number.words) > 1
                and number.words.endswith("亿")
                and not measure
                and not odd
                and not more["hedge"]
            ):
                return self.make(start, end, Kind.COUNT, value, weak=True, **more)
            if (
                number.bare
                and not odd
                and not more["hedge"]
                and (text.startswith("级", end) or (text[start - 1 : start] == "每" and len(number.words) == 1))
            ):
                return self.make(start, end, Kind.COUNT, value, weak=True, **more)
            if number.words == "百" and text.startswith("强", end):
                return self.make(start, end + 1, Kind.COUNT, value, weak=True, **more)
            if text.startswith("折", end) and not number.bare and 0 < number.value < 10:
                return self.discount(number, start, end + 1, hedge=more["hedge"])
            if text.startswith("旬", end):
                return None
            big = patterns.BIG.match(text, end)
            if big and not measure and number.value <= 11:
                if in_slogan(text, start, big.end()):
                    return None
                return self.make(start, big.end(), Kind.COUNT, value, weak=True, **more)
            if not measure:
                if number.bare and not odd and (not more["hedge"] or start == number.start):
                    return None
                if not (number.value >= 100 or odd or (more["hedge"] and number.value >= 10) or number.vague):
                    return None
            elif len(number.words) == 1 and not odd and patterns.HAN_MEASURE_RISK.fullmatch(measure["measure"]):
                more["risky"] = True
        else:
            quoted = text[start - 1 : start] in ("“", "‘") and text[end : end + 1] in ("”", "’")
            if quoted or (number.words.isdigit() and len(number.words) >= 3 and patterns.HOTLINE.match(text, end)):
                return None
            technical = patterns.TECHNICAL.match(text, end)
            if technical:
                end = technical.end()
            elif (
                patterns.LETTER.match(text, end)
                and not patterns.BY.match(text, end)
                and not (text.startswith("P", end) and number.scale > 1)
            ):
                return None
        risky = more.pop("risky", False)
        weak = implied or bool(risky)
        unit = ""
        if measure:
            name = measure["measure"].lstrip("多余")
            unit = units.COUNTS.get(name, "")
            end = measure.end()
            if (name in ("省", "地", "市", "省份") and number.value <= 10) or (
                number.han and number.value < 10 and len(number.words) == 1 and not odd and not more["hedge"]
            ):
                weak = True
        elif not number.han:
            following = "个" if technical else text[end : end + 1]
            if following in ("强", "折", "期", "级", "后"):
                if following == "后" and len(number.words) == 2 and number.words.isdigit():
                    year = number.value + (2000 if number.value <= 20 else 1900)
                    return self.make(
                        start,
                        end + 1,
                        Kind.DATE,
                        year if number.value % 10 == 0 else year * 10_000,
                        year=int(year),
                        unit="decade" if number.value % 10 == 0 else "date",
                        weak=True,
                    )
                if following == "折":
                    return self.discount(number, start, end + 1, hedge=more["hedge"])
                if following in ("期", "后"):
                    return None
                weak = following == "强"
                end += 1
            elif (
                number.scale == 1
                and not odd
                and not more["hedge"]
                and ((number.value < 100 and not technical) or not "一" <= following <= "鿿")
            ):
                weak = True
        if value in (0, 1) and number.scale == 1 and not odd:
            weak = True
        if in_slogan(text, start, end) and (number.han or (text[start - 1] in "“‘「『" and number.value < 100)):
            return None
        more.setdefault("weak", weak)
        return self.suffix(self.make(start, end, Kind.COUNT, value, unit=unit, **more))

    # -- ranges and ratios --------------------------------------------------------------------------------------

    def extend(self, found: Quantity, number: Numeral) -> Quantity:
        """`found` joined with a second quantity after 至, 到, - (a range) or 比, : (a ratio)."""
        text = self.text
        if found.high is not None or found.vague:
            return found
        if (
            found.kind is Kind.COUNT
            and not found.unit
            and not number.han
            and (m := patterns.VERSUS.match(text, number.end))
        ):
            second = NUMBER.match(text, m.end())
            if second and second["arabic"] and not second["scale"] and number.scale == 1:
                other = float(second["arabic"].replace(",", "")) if len(second["arabic"]) < MAX_NUMERAL else 0.0
                return self.make(
                    found.start, second.end(), Kind.RATIO, found.value, high=other, unit=":", hedge=found.hedge
                )
            return found
        m = patterns.TO.match(text, found.end)
        if not m:
            return found
        match = NUMBER.match(text, m.end())
        if not match or match["half"] or match["word"]:
            return found
        if dates_zh.read(text, match.start(), match.end(), self.original):
            return found
        second_number = numeral(text, match)
        second_found = self.simple(second_number, m.end()) if second_number else None
        if second_found is None or second_number is None:
            return found
        value, high = found.value, second_found.value
        plain = found.kind is Kind.COUNT and not found.unit
        if not plain and (found.kind, found.unit) != (second_found.kind, second_found.unit):
            return found
        if plain and number.scale == 1 and second_number.scale > 1 and value < high / second_number.scale:
            value *= second_number.scale
        if (
            plain
            and second_found.kind is Kind.PERCENT
            and second_found.text.rstrip("半多左右以上").endswith("成")
            and value < 10
        ):
            value *= 10
        if value >= high:
            if (
                plain
                and m.group().strip() in "-—–"
                and not second_found.unit
                and second_found.kind is Kind.COUNT
                and value < 300
            ):
                return self.make(found.start, second_found.end, Kind.RATIO, value, high=high, unit=":")
            return found
        return replace(
            second_found, text=self.original[found.start : second_found.end], start=found.start, value=value, high=high,
            hedge=found.hedge or second_found.hedge, weak=False,
        )  # fmt: skip


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """0.9个和0.6个百分点, 5.1和4.6%: numbers of a list take the unit at its end."""
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        if (
            one.kind is Kind.COUNT and not one.unit and not one.vague and one.text[-1] in "0123456789个万亿" and following.kind in patterns.SHARED
            and text[one.end : following.start] in ("和", "、", "及", "与", "或")
        ):  # fmt: skip
            found[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return found


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text, in order."""
    return tuple(join_spans(text, _share_units(text, list(_Parser(text).parse())), ("", "零", "又")))
