"""Times of day in Chinese."""

import re

from facts.quantities.value import Kind, Quantity
from facts.quantities.zh.periods import number
from jianbao import han

_HALF_DAY = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜间|半夜|午夜|今晨|夜里|深夜|当晚|昨晚|今晚|晚间|早|晚)"
)
_BEFORE_TIME = re.compile(rf"(?P<half>{_HALF_DAY})(?: ?(?:大约|约))? ?\Z")
_TIME = re.compile(
    r"(?P<h>2[0-4]|1\d|0?\d|十[一二]?|零|[一二两三四五六七八九])(?:(?P<o> ?[时点])(?:(?P<half>半)"
    r"|(?P<quarter>[一三]刻)| ?(?P<min>[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])(?: ?分"
    r"(?!之))?(?![\d年月日个%]))?(?:钟|整)?|(?P<colon>:)(?P<mm>[0-5]\d)(?![\d:%]))"
)
_NOT_TIME = re.compile(
    rf" ?(?:时(?:速|代|间|期|值|空|节|尚|装|政|有|任)|点[{han.CLASS}]{{0,2}}(?:意见|建议|要求|希望|体会|措施|启示|经验"
    rf"|共识)|点[赞评燃亮位球])"
)
_AFTER_HOUR = re.compile(rf"左右|刚|许|前|后|至|到|[，。、,]|-|[^{han.CLASS}]|$|开|起|多")


def read(text: str, start: int, original: str) -> Quantity | None:
    """The time of day whose hour stands at `start`: 14时30分, 下午3点半, 9:30."""
    m = _TIME.match(text, start)
    if not m:
        return None
    before = _BEFORE_TIME.search(text, max(0, start - 5), start)
    hour = number(m["h"])
    if hour > 24:
        return None
    if m["colon"]:
        minute = int(m["mm"])
    else:
        if _NOT_TIME.match(text, m.start("o")):
            return None
        clear = (
            before
            or (text[start - 1 : start] in ("到", "至") and text[start - 2 : start - 1] in ("点", "时"))
            or m["half"]
            or m["quarter"]
            or m["min"]
            or "钟" in m.group()
            or "整" in m.group()
            or (m["h"] == "零" and m["o"].strip() == "时" and _AFTER_HOUR.match(text, m.end()))
        )
        if not text[start].isdigit() and not clear:
            return None
        if m["o"].strip() == "点" and not clear and not _AFTER_HOUR.match(text, m.end()):
            return None
        minute = (
            30
            if m["half"]
            else 15 * (1 if m["quarter"][0] == "一" else 3)
            if m["quarter"]
            else number(m["min"].lstrip("零"))
            if m["min"]
            else 0
        )
    begin = start
    # The written 12时36分 and 12:36 are of the clock of 24 hours, on which midnight is 0时; the spoken 12点 may be either.
    noon = hour == 12 and (m["o"] or "").strip() != "点"
    unit = "time" if hour > 12 or hour == 0 or noon else "time12"
    if before:
        begin, unit = before.start(), "time"
        half = before["half"]
        late = half in ("下午", "午后", "傍晚", "晚上", "夜间", "夜里", "深夜", "当晚", "昨晚", "今晚", "晚间", "晚")
        if (late and hour < 12 and not (half in ("夜间", "夜里", "深夜") and hour < 5)) or (
            half == "中午" and hour < 3
        ):
            hour += 12
        elif hour == 12 and half in ("凌晨", "晚上", "深夜", "夜里"):
            hour = 0
    return Quantity(
        text=original[begin : m.end()], start=begin, end=m.end(), kind=Kind.TIME, value=hour * 60.0 + minute, unit=unit,
        hour=hour, minute=minute, weak=hour in (0, 24) and minute == 0,
    )  # fmt: skip
