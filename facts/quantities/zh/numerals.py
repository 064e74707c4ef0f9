"""Chinese numerals in running text: where one stands and what it is worth."""

import re
from dataclasses import dataclass

from facts.quantities.numerals import HAN_DIGITS, MAX_NUMERAL, POWER, VULGAR, han_value, power_value

_COUNTED = "万亿元吨亩米人户家个件项辆台公平美欧港"
_ARABIC = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)"
    rf"|(?<!\d )(?<!\d)\d{{1,3}}(?: \d{{3}}){{1,4}}(?=(?:\.\d+)? ?[{_COUNTED}])"  # 1 234 567元; without a unit they are columns
    r"|\d+)(?:\.\d+|(?: \. ?|(?<=[^\n。；;]\d)\. |(?<=[^\n。；;]\d\d)\. )\d+(?= ?[%‰万亿元]))?"  # 12 . 5亿元, as extractions have it
)
_MEGA = "瓦赫欧帕字比焦伏安"
_MONEY_NEXT = "元美日韩新台欧港圆盾"
_SCALE = (
    r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|百(?!分)|千(?![克米瓦卡伏赫帕焦])|十(?=[几多余])"
    rf"|兆(?=(?:\d[\d.,]*[千百]?[万亿])?[{_MONEY_NEXT}]|\d[\d.,]*[千百]?亿))"
)
_DIGIT = "零〇一二两三四五六七八九"
_TENS = "廿卅卌"
_HAN = rf"(?:[{_DIGIT}{_TENS}十百千万亿]|兆(?=[{_DIGIT}十百千{_MONEY_NEXT}]))"
NUMBER = re.compile(
    rf"(?P<half>一多半|一半|半)|(?P<power>{POWER.pattern})|(?P<vulgar>[{''.join(VULGAR)}])"
    rf"|(?P<arabic>{_ARABIC})(?: {{0,3}}(?:, {{0,2}}(?=[万亿][元美欧港]))?(?P<odd>[多余来几])? ?"
    rf"(?:个多?(?=[万亿](?!元(?:以上|级|[^，。；]{0, 6}项目))))?(?P<scale>万[多余]亿|{_SCALE})"
    r"(?P<rest>(?:零?(?:\d{1,5}|\d,\d{3})(?:\.\d+)?[千百]?[万亿千百](?!分))*)(?P<tail>零\d{1,4}(?![\d.])|(?<=万)\d,\d{3}(?![\d,万亿])|(?<=万)\d{4}(?![\d.,年万亿])|\d(?=$|[元块左，。、；：,;）)！]|以[上下]))?)?"
    rf"|(?P<han>[数几]?{_HAN}+(?:点[{_DIGIT}]{{1,8}}(?![分刻钟])[十百千]?[万亿]*)?(?:[几多余来][十百千万亿]{{1,3}}|几)?|[数几][十百千万亿]{{1,4}})"
    r"|(?P<word>翻番|翻倍|倍增|成倍|成千上万|成百上千|百分百)"
)
TRIGGER = re.compile(rf"[\d{''.join(VULGAR)}{_DIGIT}{_TENS}十百千万亿数几半翻倍成]")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)([千百]?[万亿千百])")
_TAIWAN = re.compile("新台币|台币|民国|台湾")
"""Where 兆 alone is 10^12, as it is nowhere else."""
_FEW = re.compile(r"([几多余来])([十百千万亿]*)$")
_ADJACENT = re.compile(
    r"(?P<head>[十百千]|[一二三四五六七八九]十)?(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])(?P<tail>[十百千万亿]*)"
)


@dataclass(slots=True)
class Numeral:
    start: int
    end: int
    value: float
    high: float | None = None
    scale: float = 1.0
    vague: bool = False
    odd: bool = False
    han: bool = False
    bare: bool = False
    words: str = ""


def _han(words: str, start: int) -> Numeral | None:
    """The numeral of Chinese characters that NUMBER found, or None where it is only a string of characters."""
    end = start + len(words)
    if len(words) > MAX_NUMERAL:
        return None
    vague_head = words[0] in "数几"
    if vague_head:
        value = han_value(words[1:])
        return None if value is None else Numeral(start, end, 2 * value, 10 * value, vague=True, han=True, words=words)
    few = _FEW.search(words)
    if few:
        head = words[: few.start()]
        value = han_value(head)
        if value is None:
            return None
        scale = han_value(few.group(2)) if few.group(2) else 1.0
        scale = scale or 1.0
        if few.group(1) == "几":
            if (len(head) > 1 and head[-1] not in "十百千") or head[-1] not in "十百千万":
                return None
            last = {"十": 10, "百": 100, "千": 1000, "万": 10000}[head[-1]]
            return Numeral(start, end, value * scale, (value + last) * scale, scale, vague=True, han=True, words=words)
        return Numeral(start, end, value * scale, scale=scale, odd=True, han=True, words=words)
    pair = _ADJACENT.fullmatch(words)
    if pair and (HAN_DIGITS[pair["b"]] == HAN_DIGITS[pair["a"]] + 1 or pair["a"] + pair["b"] == "三五"):
        base = han_value(pair["head"]) if pair["head"] else 0.0
        unit = han_value(pair["tail"]) if pair["tail"] else 1.0
        if base is None or unit is None or (pair["head"] and pair["tail"][:1] in ("十", "百", "千")):
            return None
        return Numeral(
            start,
            end,
            (base + HAN_DIGITS[pair["a"]]) * unit,
            (base + HAN_DIGITS[pair["b"]]) * unit,
            unit,
            han=True,
            words=words,
        )
    if len(words) > 1 and not any(c in "十百千万亿兆点廿卅卌" for c in words):
        return None
    value = han_value(words)
    if value is None:
        return None
    scale = 1e8 if words.endswith("亿") else 1e4 if words.endswith("万") else 1.0
    bare = words[0] in "百千万亿"
    return Numeral(start, end, value, scale=scale, han=True, bare=bare, words=words)


def numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """What a match of NUMBER (without half, vulgar and word) is worth."""
    start, end = match.span()
    if match["han"]:
        return _in_characters(text, match["han"], start)
    if match["power"]:
        return Numeral(start, end, power_value(match), words=match.group())
    digits = re.sub("[, ]", "", match["arabic"])
    if len(digits) > MAX_NUMERAL:
        return None
    value = float(digits)
    if text[end : end + 1] in VULGAR and not match["scale"]:
        return Numeral(start, end + 1, value + VULGAR[text[end]], words=text[start : end + 1])
    scale = 1.0
    if match["scale"]:
        scale = han_value(re.sub("[多余]", "", match["scale"])) or 1.0
        value = value * scale + _rest(match, scale)
    elif text.startswith("兆", end) and text[end + 1 : end + 2] not in tuple(_MEGA) and _TAIWAN.search(text, 0, start):
        value, scale, end = value * 1e12, 1e12, end + 1
    odd = match["odd"] or "".join(re.findall("[多余]", match["scale"] or ""))  # 4万多亿元
    few = odd == "几"
    high = value + 10 * scale if few else None
    return Numeral(start, end, value, high, scale, vague=few, odd=bool(odd) and not few, words=text[start:end])


def _rest(match: re.Match[str], scale: float) -> float:
    """What stands behind the first scale: 1亿2000万, 190万零3千, 3万2, 3万零500."""
    value, last = 0.0, scale
    for number, word in _PART.findall(match["rest"] or ""):
        last = han_value(word) or 1.0
        value += float(number.replace(",", "")) * last
    tail = (match["tail"] or "").replace(",", "")
    if tail and (tail[0] == "零" or len(tail) == 4):
        return value + float(tail.lstrip("零") or 0)
    return value + float(tail) * last / 10 if tail else value


def _in_characters(text: str, words: str, start: int) -> Numeral | None:
    if words[0] == "零" and len(words) > 1:
        words, start = words[1:], start + 1
    end = start + len(words)
    # The last character may belong to the unit that follows: 五千|克, 三|百分点.
    thousand = words[-1] == "千" and text[end : end + 1] in tuple("克瓦卡伏") and not words.endswith("万千")
    if len(words) > 1 and (thousand or (words[-1] == "百" and text.startswith("分", end))):
        words = words[:-1]
    return _han(words, start)
