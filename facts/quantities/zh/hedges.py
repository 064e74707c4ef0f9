"""What stands before and behind a Chinese quantity: signs, currencies, and words that say how far the value is meant."""

import re
from dataclasses import replace

from facts.quantities import units
from facts.quantities.scan import Before, Scan
from facts.quantities.value import Hedge, Kind, Quantity
from jianbao import han

ODD = re.compile(
    r" ?(?:[多余](?![么少样数年生地])|[多余](?=年)|多(?=样本)|来(?=[号分小秒趟个人家名位年天岁万亿块元斤亩里米公平]))"
    rf"|\+(?= ?[%{han.CLASS}])"
)
"""余, 多, 来 between a numeral and its unit; 100+家."""
_LEFT = (
    (Hedge.AT_MOST, r"不(?:得|应|会|能)?(?:超过|高于|多于|大于|晚于)|最多(?:可?达)?|至多|最高可达?|上限(?:为)?|不过"),
    (
        Hedge.AT_LEAST,
        r"至少(?:为|有|是)?|不(?:得|应|会|能)?(?:少于|低于|小于|短于)|最少|起码|少说|(?<![未不期届圆])年?满|(?<![以之晚早午网线身])上",
    ),
    (Hedge.UNDER, r"不足|不到|少于|低于|小于|未满|不满|未达|不及|短于|跌破"),
    (Hedge.NEARLY, r"将近|接近|逼近|(?<![附邻临最靠新亲贴就晚远相迫])近"),
    (
        Hedge.OVER,
        r"超过了?|(?<![高赶反中英女德法意])超|逾|突破了?|高于|多于|大于|长于|不止|迈过|跨过|跨上|迈上|站上|跨越"
        r"|(?<![通经透不超路])过|(?<![突打跌])破",
    ),
    (
        Hedge.ABOUT,
        r"大约(?:有|为)?|约(?:为|合|有|占|达|计)|(?<![签预违合条节纽公履解缔契特邀毁守立续])约|大概(?:有|是)?|大致",
    ),
)
_BEFORE = re.compile("|".join(f"(?P<{h.name}>{p})" for h, p in _LEFT).join(("(?:", r") ?\Z")))
_DISTANT = re.compile(
    r"(?:最高|最多|至多)(?:可|能|将)?(?:以)?(?:给予|奖励|补助|补贴|资助|支持|贷款|贴息|赔付|罚款|获|得|享受|申请|领取"
    r"|获得|提供)(?:企业|个人|一次性)?\Z"
)
"""最高给予1亿元: a verb stands between the hedge and the figure."""
_LARGE = re.compile(r"\d+(?:\.\d+)?[万亿]|[一二三四五六七八九]成")
_SHARE_OF = re.compile(
    r"(?:(?:(?P<AT_MOST>不(?:得|应|会)?(?:超过|高于|多于))|(?P<AT_LEAST>不(?:得|应|会)?(?:低于|少于)|至少)"
    r"|(?P<OVER>(?<!不)超过了?|(?<!不)高于)|(?P<UNDER>不足|不到|(?<!不)低于)|(?P<NEARLY>接近)|(?P<ABOUT>约占|约为))"
    r"[^，。；、,;\d]{1,14}的|(?:(?P<MOST>不(?:得|应|会)?超过|不高于)|(?P<LEAST>不(?:得|应"
    r"|会)?低于))[^，。；、,;\d的]{2,12}|(?P<ATLEAST>至少|少说)[^，。；、,;\d的]{0,4}|(?P<AROUND>大约)[^，。；、,;\d的]{1,3})\Z"
)
"""超过总量的七成: what it is a share of stands between."""
_SHARE_HEDGES = {"MOST": "AT_MOST", "LEAST": "AT_LEAST", "ATLEAST": "AT_LEAST", "AROUND": "ABOUT"}
_BEHIND = re.compile(
    r" ?(?:(?P<OVER>多(?![种个名家位项年少么元样])|余(?!名|人|家)|出头|开外|还多|有余"
    r"|强(?=[，。；、]|$))|(?P<ABOUT>左右|上下|许(?![多可愿昌])|前后)|(?P<AT_LEAST>及?以上|(?:或|甚至)更多|或以上"
    r"|起(?=[，。；,;、）)]|$))|(?P<AT_MOST>及?以[下内]|之内)|(?P<NONE>之多))"
)
_WITH_END = re.compile(r" ?[（(](?P<without>不)?(?:含|包含|包括)(?:本[数级日]|\d[\d.,]{0,9}[^）)，,。；\d]{0,5})?[）)]")
"""Whether the end belongs to it: 6周岁（含）以下, 50人以上（不含50人）."""
_OPEN = {Hedge.AT_LEAST: Hedge.OVER, Hedge.AT_MOST: Hedge.UNDER}
_CLOSED = {Hedge.OVER: Hedge.AT_LEAST, Hedge.UNDER: Hedge.AT_MOST, Hedge.NEARLY: Hedge.AT_MOST}
PREFIX = re.compile(rf"(?:{units.alternation(list(units.PREFIXES))}) ?\Z", re.IGNORECASE)
_SIGN = re.compile(
    rf"(?:(?P<minus>零下|(?<![减担胜欠正背抱辜责自])负|[↓▼]|(?<![\d{han.CLASS}A-Za-z)）%])[-−–])|(?P<plus>↑"
    rf"|(?<![\dA-Za-z)）”])\+)|(?P<triangle>(?<=[^\n])[▲△])"
    rf"|(?P<dash>(?<=[{han.CLASS}])[-−–]|(?<=[YyQqMm]o[YyQqMm])[-−–])|(?P<behind_letters>(?<=[YyQqMm]o[YyQqMm])\+)) ?\Z"
)
"""A dash behind a Han character is a minus before an amount or a share, and a dash elsewhere."""
_SIGNED_UNIT = re.compile(
    r"\d[\d,.]*(?: ?[万亿千百])*(?: ?(?:至|到|[-~～–]) ?[-−–]?\d[\d,.]*)?(?: ?[万亿千百])* ?"
    r"(?:元|圆|块|[美欧日港韩澳加]元|港币|日圆|英镑|人民币|[A-Z]{3}|%|‰|个?百分点|个?基点|个?[pP][cC][tT]s?|ppt|pp"
    r"|个?[bB][pP]s?|℃|°C|摄氏度|度)"
)
_DOWN = re.compile("[▼↓]")
_AROUND = re.compile(r" ?(?:左右|前后|许(?![多可愿昌]))")
_ABOUT_TIME = re.compile(r"(?:大约|约)\Z")


MINUS_OF_SECOND = re.compile(r"(?:零下|负|[-−–]) ?(?=\d|[零一二两三四五六七八九十])")
"""The sign of the second end of a range."""


def before(scan: Scan, start: int, floor: int) -> Before:
    """Sign, currency and hedge in front of the numeral at `start`, none of them before `floor`."""
    text = scan.text
    near = text[max(floor, start - 10) : start]
    currency = ""
    negative = False
    if sign := _sign(text, max(floor, start - 4), start, floor):
        start, negative = sign
        near = text[max(floor, start - 10) : start]
    if m := PREFIX.search(near):
        currency = units.PREFIXES[m.group().strip().lower()]
        start -= len(near) - m.start()
        near = near[: m.start()]
    hedge = None
    m = _BEFORE.search(text, max(floor, start - 6), start)
    # 上百, 过万, 破千: before a bare power of ten only
    if m and not (
        m.group() in ("上", "过", "破")
        and not (text[start] in "百千万亿半" or (m.group() != "上" and _LARGE.match(text, start)))
    ):
        hedge = Hedge[m.lastgroup] if m.lastgroup else None
        return Before(m.start(), hedge, currency, negative)
    if _DISTANT.search(near):
        hedge = Hedge.AT_MOST
    elif near and han.is_han(near[-1]) and (m := _SHARE_OF.search(text, max(floor, start - 18), start)):
        name = m.lastgroup or "ABOUT"
        hedge = Hedge[_SHARE_HEDGES.get(name, name)]
    return Before(start, hedge, currency, negative)


def _sign(text: str, low: int, start: int, floor: int) -> tuple[int, bool] | None:
    """Where the sign of the numeral at `start` begins, and whether it is a minus; None where there is none."""
    m = _SIGN.search(text, low, start)
    if not m:
        return None
    name, at = m.lastgroup, m.start()
    joins = at == floor and floor > 0 and m.group()[0] in "-−–"  # it stands right behind another quantity
    if joins or (name == "dash" and not _SIGNED_UNIT.match(text, start)):
        return None
    up = name in ("plus", "behind_letters") or (name == "triangle" and _DOWN.search(text, max(0, at - 100), at + 100))
    return at, not up


def behind(scan: Scan, found: Quantity) -> Quantity:
    """`found` with a hedge that follows it (左右, 以上, 多), and with what says whether its end belongs to it (含)."""
    within = _WITH_END.match(scan.text, found.end)
    end = within.end() if within else found.end
    m = _BEHIND.match(scan.text, end)
    if not m and within is None:
        return found
    name = m.lastgroup if m and m.lastgroup else "NONE"
    hedge = found.hedge if name == "NONE" or found.hedge else Hedge[name]
    end = m.end() if m else end
    if m and (again := _WITH_END.match(scan.text, end)):
        within, end = again, again.end()
    if within and hedge:
        turned = _OPEN if within["without"] else _CLOSED
        hedge = turned.get(hedge, hedge)
    elif not m:
        return found  # 3万元（含税）
    return replace(found, text=scan.original[found.start : end], end=end, hedge=hedge)


def moment(scan: Scan, found: Quantity, floor: int) -> Quantity:
    """A date or time with what says that it is not to the minute (约3时, 8点左右)."""
    start, end, hedge = found.start, found.end, found.hedge
    if m := _AROUND.match(scan.text, end):
        end, hedge = m.end(), Hedge.ABOUT
    if found.kind is Kind.TIME and (m := _ABOUT_TIME.search(scan.text, max(floor, start - 2), start)):
        start, hedge = m.start(), Hedge.ABOUT
    return replace(found, text=scan.original[start:end], start=start, end=end, hedge=hedge)
