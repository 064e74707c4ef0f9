"""One form for the ways in which Chinese texts write numbers, so that the patterns need to know one. The length
stays, and with it all offsets."""

import re

from facts.quantities.numerals import one_form
from jianbao import traditional

_TRADITIONAL = re.compile("[億萬兩餘個點號時噸畝戶間臺輛條項幣圓歐韓國張處類種週鐘攝過約達僅從負虧損將]")
"""Characters around numbers that are not simplified, in texts that no reader has read."""
_DIGITS = "壹贰貳叁參参肆伍陆陸柒捌玖"
_SCALES = "拾佰仟"
_PLAIN = str.maketrans("壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟萬億", "一二二三三三四五六六七八九十百千万亿")
_CAPITAL = re.compile(
    rf"(?:[{_DIGITS}](?=[{_SCALES}万亿萬億零元圆圓角])|[{_SCALES}])(?:[{_DIGITS}{_SCALES}万亿萬億零〇])+"
    rf"(?=[元圆圓角整正余多股份美港欧日]|人民币|新台币)|(?:[{_DIGITS}][{_SCALES}万亿萬億]){{2,}}[{_DIGITS}]?|[{_DIGITS}](?=[元圆圓角][整正])"
    rf"|(?<=\d)[{_SCALES}](?=[万亿元余多])"
)
"""The numerals of contracts and cheques. 伍 and 陆 are surnames: alone they are numerals before 元整 only."""
_CAPITALS = re.compile(rf"[{_DIGITS}{_SCALES}]")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3})|(?<=\d)，(?=\d{3}[万亿]?[元美])")


def normal(text: str) -> str:
    """Digits and signs in ASCII, capital numerals (伍佰陆拾) as ordinary ones, full-width commas that group digits as commas."""
    if _TRADITIONAL.search(text):
        text = traditional.simplified(text)
    text = one_form(_WIDE_COMMA.sub(",", text))
    if _CAPITALS.search(text):
        text = _CAPITAL.sub(lambda m: m.group().translate(_PLAIN), text)
    return text
