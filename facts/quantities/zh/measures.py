"""Chinese numerals with a unit of measure: money, lengths, weights, spans of time."""

import re

from facts.quantities import units
from facts.quantities.numerals import HAN_DIGITS
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity
from facts.quantities.zh import hedges, labels
from facts.quantities.zh.amount import Amount
from facts.quantities.zh.idioms import is_idiom
from facts.quantities.zh.numerals import Numeral
from jianbao import han

_UNIT = re.compile(rf" ?(?P<unit>{units.alternation(list(units.CHINESE))})")
_NOT_UNIT = re.compile(
    r"元(?:旦|宵|素|朝|首|帅|老|件|器)|天(?:然|空|津|府|河|宫|文|下|际|山|猫|鹅)|克(?:服|拉|里|隆|林)|米(?:饭|粉|线|兰|价)"
    r"|升(?:级|至|到|值|降|温|高|旗|学|入|空|幅|为)|年(?:级|代|轻)|周(?:边|末|刊|报)|度(?:假|过)|月(?:球|饼|嫂)|码头|秒杀|分钟情|日本"
)
"""Words that begin as a unit does."""
_SINGLE = ("元", "米", "克", "升", "瓦", "磅", "码", "周", "斤", "立方", "月", "日", "镑")
"""Units that after a single numeral in characters are as often a part of a word (一周, 三元)."""
_LETTER = re.compile(r"[A-Za-z]")
_CHANGE = re.compile(r"[YyQqMm]o[YyQqMm](?![A-Za-z])")
"""Year on year, glued to the unit: 12.5%YoY, 1.4pctYoY."""
_AND_HALF = re.compile(r" ?个半(?P<unit>小时|月|钟头|星期|世纪)")
_HALVES = {"月": "month", "小": "hour", "钟": "hour", "星": "week", "世": "century"}
_MINUTES = re.compile(r"分(?=\d{1,2}秒)")
_MINUTE = re.compile("分(?!之)")
_COINS = re.compile(r"块(?P<a>[1-9])(?![\d.个年月日])")
_DECIMALS = re.compile(r"\d{1,2}(?![\d.年月日个%])")
_SMALL_MONEY = re.compile(r"(?P<a>[1-9一二三四五六七八九])(?:[角毛](?:(?P<b>[1-9一二三四五六七八九])分)?|(?P<c>分))")
_EXACTLY = re.compile(r"[整正](?![治理改个体合车年套栋顿机修装数编备常式在确是规当])")
"""Behind an amount of a contract: 伍万元整."""
_WEIGHED = re.compile(r"[斤重]\Z")
_FOOD = re.compile("[饭米酒肉茶粮油面菜花生]")
_CHANGED = re.compile("率|比|提升|提高|上升|下降|下滑|回落|收窄|扩大|增|减|改善|上涨")
_FOR_DAYS = re.compile(r"(?:提前|为期|连续|历时|每)\Z")
_WITHIN_DAYS = re.compile(r"[内前后游]")
_TENTH = re.compile(rf"[一二三四五六七八九](?![{han.CLASS}]?[个米年月日位名])")
_HALF = re.compile(r"半")
_PER_HOUR = re.compile(r"(?:时速|每小时) ?(?:约|近|超过?|达到?|为|可达)* ?\Z")
_RATE = re.compile(r"(?:升息|降息|加息|减息|利率[^，。；]{0,3}[升降调])[^，。；]{0,2}\Z")
"""Before 1码, a quarter of a point of interest in Taiwan, and no yard."""
_SINCE = re.compile(r"来|间|内|以来|中")


def measured(scan: Scan, a: Amount) -> tuple[bool, Quantity | None]:
    """Whether a unit follows the numeral, and the quantity; None where an idiom has both (一斤不少)."""
    text, number, end = scan.text, a.number, a.end
    if m := _AND_HALF.match(text, end):
        unit = _HALVES[m["unit"][0]]
        return True, hedges.behind(scan, scan.make(a.start, m.end(), Kind.SPAN, a.value + 0.5, unit=unit, **a.more))
    if not number.han:
        minutes = _MINUTES.match(text, end) or (
            _MINUTE.match(text, end) if text[a.start - 2 : a.start] in ("小时", "时零") else None
        )
        if minutes:
            return True, scan.make(a.start, minutes.end(), Kind.SPAN, a.value, unit="minute", **a.more)
        if m := _COINS.match(text, end):
            value = a.value + float(m["a"]) / 10
            return True, hedges.behind(scan, scan.make(a.start, m.end(), Kind.MONEY, value, unit="yuan", **a.more))
    m = _UNIT.match(text, end)
    if not m or not _plausible(text, m, number):
        return False, None
    if is_idiom(text, number.start):
        return True, None
    if number.bare and not a.odd and (not a.hedge or text[number.start - 1] == " "):
        bare = labels.bare(text, a.start, m.end())
        # A round amount of its own is said in thousands (千元以上), a lost one and a label's in any power of ten.
        if bare is labels.Bare.LABEL or (bare is labels.Bare.LOST and number.words in ("万", "亿")):
            scan.skip = m.end()
            return True, _lost(scan, a, m) if bare is labels.Bare.LOST else None
    return True, hedges.behind(scan, _with_unit(scan, a, m))


def _lost(scan: Scan, a: Amount, unit: re.Match[str]) -> Quantity:
    """总投资亿元: the unit stands there, the digits do not."""
    known = units.CHINESE[unit["unit"]]
    return scan.make(a.start, unit.end(), known.kind, 0.0, unit=known.key, weak=True, lost=True)


def _plausible(text: str, unit: re.Match[str], number: Numeral) -> bool:
    name = unit["unit"]
    if _NOT_UNIT.match(text, unit.start("unit")):
        return False
    if name[-1].isascii() and name[-1].isalpha() and _LETTER.match(text, unit.end()):
        return bool(_CHANGE.match(text, unit.end()))
    if name in ("圆", "圓"):
        return number.han and len(number.words) > 1
    if name.lower() in ("pp", "ppt", "ppts"):  # of a share, or parts per trillion
        signed = text[max(0, number.start - 1) : number.start] in ("+", "-", "−")
        return signed or bool(_CHANGED.search(text, max(0, number.start - 12), number.start))
    if name == "两":  # a numeral as often as a weight
        return not number.han or bool(
            _WEIGHED.search(text, max(0, number.start - 1), number.start) or _FOOD.match(text, unit.end())
        )
    if name == "度":
        around = text[max(0, number.start - 6) : number.start]
        return not number.han or number.value >= 10 or "零下" in around or "温" in around
    if name == "角" and number.han and not text.startswith("钱", unit.end()):
        return False
    if name == "日" and number.han:
        near = text[max(0, number.start - 2) : number.start]
        return number.bare or bool(_FOR_DAYS.search(near) or _WITHIN_DAYS.match(text, unit.end()))
    if name in _SINGLE and number.han and len(number.words) == 1:
        return not is_idiom(text, number.start) and (
            name not in ("月", "码") or bool(_RATE.search(text, max(0, number.start - 8), number.start))
        )
    return name != "月" or not number.han


def _small(digit: str) -> float:
    return float(digit) if digit.isascii() else float(HAN_DIGITS[digit])


def _with_unit(scan: Scan, a: Amount, unit: re.Match[str]) -> Quantity:
    text, number, start, value, more = scan.text, a.number, a.start, a.value, a.more
    known = units.CHINESE[unit["unit"]]
    end = unit.end()
    key, kind = known.key, known.kind
    if key == "degree" and "电" in text[max(0, start - 8) : start]:
        key, kind = "kwh", Kind.ENERGY
    if kind is Kind.MONEY:
        key = a.currency or key
        value *= known.factor
        if number.high is not None:
            more["high"] = number.high * known.factor
    if unit["unit"] == "码" and _RATE.search(text, max(0, start - 8), start):
        key, kind, value = "point", Kind.POINTS, 0.25 * value
    plain = number.scale == 1
    if (
        key in ("m", "second")
        and not number.han
        and plain
        and value == int(value)
        and (m := _DECIMALS.match(text, end))
    ):
        value, end = value + float(f"0.{m.group()}"), m.end()
    if key == "m" and number.han and len(number.words) == 1 and (m := _TENTH.match(text, end)):
        value, end = value + HAN_DIGITS[m.group()] / 10, m.end()
    if key == "yuan" and plain and (m := _SMALL_MONEY.match(text, end)):
        value += (_small(m["a"]) / 10) * (known.factor if m["c"] else 1) + (_small(m["b"]) / 100 if m["b"] else 0)
        end = m.end()
    elif key == "yuan" and (m := _EXACTLY.match(text, end)):
        end = m.end()
    if kind is Kind.SPAN:
        if m := _HALF.match(text, end):
            value, end = value + 0.5, m.end()
        if (
            key in ("year", "month", "week", "day")
            and text[max(0, start - 4) : number.start].endswith("近")
            and (_SINCE.match(text, end) or start == 0 or text[start - 1] in "，。、；：“ （(在的,")
        ):
            start, more["hedge"] = number.start, None
        if key == "hour" and text.startswith("半", unit.start()):
            value += 0.5
    if kind is Kind.LENGTH and _PER_HOUR.search(text[max(0, start - 8) : start]):
        kind, key = Kind.SPEED, {"km": "km/h", "mile": "mph"}.get(key, key)
    weak = (
        (a.implied and kind is not Kind.MONEY)
        or (kind is Kind.SPAN and abs(value) <= 2 and number.han)
        or value in (0, 1)
        or (kind is Kind.MONEY and number.han and len(number.words) == 1 and not number.bare and not more["hedge"])
        or (key == "hour" and value == 24 and more["hedge"] is None)
    )
    return scan.make(start, end, kind, value, unit=key, weak=weak, **more)
