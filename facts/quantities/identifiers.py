"""What is copied character by character: telephone numbers, versions, codes, document numbers, addresses. None of them is a quantity."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from jianbao import han
from jianbao.deadline import ask


class IdentifierKind(StrEnum):
    """What is identified. MODEL: a name such as C919, which English may tell in other words (T2 is Terminal 2)."""

    EMAIL = "email"
    WEB = "web"
    DOCUMENT = "document"
    STANDARD = "standard"
    STOCK = "stock"
    PHONE = "phone"
    VERSION = "version"
    FORMULA = "formula"
    DATE = "date"
    CODE = "code"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Identifier:
    """`text` is whole[start:end]."""

    text: str
    start: int
    end: int
    kind: IdentifierKind


_LABELS = (
    "编号|代码|订单号|单号|文号|证号|批号|货号|邮编|邮政编码|许可证|登记号|备案号|账号|卡号|案号|流水号|项目号|合同号|"
    "公众号|微信|QQ|电话|热线|传真|手机"
    "|(?i:code|hotline|tel(?:ephone)?|phone|fax|order (?:number|no)|project (?:number|no)|serial number|ticker)"
)
_COUNTED = "万亿元余多人个名件家户吨亩米克年月日次只台辆"
_PATTERNS = (
    (IdentifierKind.EMAIL, r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12}"),
    (
        IdentifierKind.WEB,
        r"https?://[A-Za-z0-9./?=&%_#:~-]{3,300}|(?<![A-Za-z0-9_.@-])(?:[A-Za-z0-9-]{1,63}\.){1,5}(?:com|cn|org|net"
        r"|gov|edu|io|tv)(?![A-Za-z])(?:/[A-Za-z0-9./?=&%_#~-]{0,200})?",
    ),
    (
        IdentifierKind.DOCUMENT,
        rf"[{han.CLASS}]{{0,6}}[〔［\[【](?P<year>(?:19|20)\d\d)[〕］\]】](?:第)?(?P<number>\d{{1,5}})号?",
    ),
    (
        IdentifierKind.STANDARD,
        r"(?<![A-Za-z])(?:GB|ISO|IEC|HJ|YY|JB)(?:/[TZ])?[ -]?\d{1,6}(?:\.\d+)?(?:[-—:]\d{4})?(?!\d)",
    ),
    (IdentifierKind.STOCK, r"(?<![\dA-Za-z])(?:\d{6}\.(?:SH|SZ|BJ|SS)|\d{4,5}\.HK|(?:SH|SZ|BJ)\d{6})(?![\dA-Za-z])"),
    (
        IdentifierKind.PHONE,
        r"(?<![\d.A-Za-z-])(?:\+\d{1,3}[ -]\d{1,4}(?:[ -]\d{2,8}){1,3}|\(?0\d{2,3}\)?[- ]\d{7,8}(?:-\d{1,6})?|\(?0\d{2,3}\)?[- ]\d{4} \d{4}"
        r"|1[3-9]\d{9}|1[3-9]\d[ -]\d{4}[ -]\d{4}|[48]00-?\d{3}-?\d{4})(?!\d|\.\d)",
    ),
    (
        IdentifierKind.VERSION,
        r"(?<![A-Za-z])[Vv]\d{1,4}(?:\.\d{1,5}){1,4}(?!\d)"
        # Three parts without a letter are a version, but for a day such as 24.3.15.
        r"|(?<![\d.])(?!\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?!\d))\d{1,3}(?:\.\d{1,5}){2,4}(?!\d|\.\d)",
    ),
    (IdentifierKind.FORMULA, r"(?<![\d.+])\d{1,3}(?:\+(?:\d{1,3}(?![\d.%])|[NnXx](?![A-Za-z]))){1,8}"),
    (
        IdentifierKind.CODE,
        rf"(?:(?:{_LABELS})[为是: 号]{{0,4}}|(?i:\b(?:{_LABELS})\.?(?: is|:)? ?))(?P<code>[A-Za-z]{{0,8}}\d"
        rf"(?:[A-Za-z0-9/_-]{{3,40}}))(?![.\d])",
    ),
    (
        IdentifierKind.DATE,
        r"(?<![\d.,])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.,%" + _COUNTED + "])",
    ),
    (IdentifierKind.CODE, rf"(?<![\d.,A-Za-z])\d{{9,40}}(?![\d.,%A-Za-z{_COUNTED}])(?! ?[{_COUNTED}])(?! [a-z])"),
    (IdentifierKind.CODE, r"(?<![A-Za-z\d.-])[A-Z]{1,6}\d{7,20}(?:\.[\dX])?[A-Z]?\d?(?![A-Za-z\d])"),
    (IdentifierKind.MODEL, r"(?<![A-Za-z\d.-])[GDCKTZSLY]\d{1,4}(?=/\d|次|[号]?列车|动车|高铁列)"),
    (
        IdentifierKind.MODEL,
        r"(?<![A-Za-z\d.-])(?!FY\d|CNY|RMB|USD|HKD|EUR|GBP|NTD|TWD|[QH][1-4]\b)[A-Z]{1,6}-?\d{2,6}(?:-\d{2,6})"
        r"?[A-Z]{0,2}(?![A-Za-z\d.%,万亿元-])"
        r"|(?<![A-Za-z\d.,-])[37]\d[07]-\d{3}[A-Z]{0,2}(?![A-Za-z\d.%,-])",
    ),
)
_ANY = re.compile(
    "|".join(
        f"(?P<k{i}>{pattern.replace('(?P<year>', '(').replace('(?P<number>', '(')})"
        for i, (_, pattern) in enumerate(_PATTERNS)
    ).replace("(?P<code>", "(?P<code8>", 1)
)
_DOCUMENT = re.compile(_PATTERNS[2][1])
_HINT = re.compile(r"\d|@|www|http|\.c")
_MONTHS = "January February March April May June July August September October November December"
_SEPARATOR = r"[\s()./–—-]*"
_CLOSE = r"[\s()/–—-]*"
"""Between the characters of what has dots of its own."""
DOTTED = (IdentifierKind.EMAIL, IdentifierKind.WEB, IdentifierKind.STANDARD, IdentifierKind.VERSION)
"""Kinds in which a dot more or less is another identifier."""
_TOKEN = re.compile(r"[A-Za-z0-9(+][A-Za-z0-9+./@_()\[\]-]{2,80}[A-Za-z0-9]")
_SHORT = re.compile(r"(?<![A-Za-z\d])[A-Z]-?\d{1,2}(?![A-Za-z\d])")
"""G7: too short for a share of its characters to say anything."""
NEAR = 0.6
"""Share of characters in common from which a token of the target is the identifier with a mistake in it."""


def identifiers(text: str) -> tuple[Identifier, ...]:
    """The identifiers of a Chinese or English text, in order and apart. Linear in its length."""
    if not _HINT.search(text):
        return ()
    found = []
    for m in _ANY.finditer(_one_width(text)):
        ask()
        index = next(i for i in range(len(_PATTERNS)) if m[f"k{i}"] is not None)
        start, end = m.span("code8") if m["code8"] else m.span()
        kind, said = _PATTERNS[index][0], text[start:end]
        if kind is IdentifierKind.DOCUMENT and (lead := _LEAD.match(said)):
            start += lead.end()
        elif kind is IdentifierKind.CODE and _PHONE.fullmatch(m.string, start, end):
            kind = IdentifierKind.PHONE
        found.append(Identifier(text[start:end], start, end, kind))
    return tuple(found)


_LEAD = re.compile(".*(?:根据|按照|依据|印发|落实|关于|和|及)")
_PHONE = re.compile(_PATTERNS[5][1])


def copied(text: str) -> list[tuple[int, int, str]]:
    """Spans of what a translation copies as it is, each with its text; document numbers are half words, and names of
    models are not sure."""
    unsure = (IdentifierKind.DOCUMENT, IdentifierKind.MODEL, IdentifierKind.DATE)
    return [(i.start, i.end, i.text) for i in identifiers(text) if i.kind not in unsure]


def _one_width(text: str) -> str:
    """Full-width letters, digits and signs in ASCII; the length stays."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" and c not in "，；" else c for c in text)


def key(text: str, *, dotted: bool = False) -> str:
    """The characters that have to be the same: letters in one case and digits, without blanks, brackets and dashes.

    dotted: dots between them count as well, since 2.3.1 is not 2.31.
    """
    said = unicodedata.normalize("NFKC", text).lower()
    dots = {m.start() for m in re.finditer(r"(?<=\w)\.(?=\w)", said)} if dotted else set()
    return "".join(c for i, c in enumerate(said) if c.isalnum() or c in "+@" or i in dots)


def find(identifier: Identifier, target: str) -> tuple[int, int] | None:
    """Where a target has the identifier, as editors write it: other dashes and brackets, +86 before a number; None where it has not."""
    shown = _one_width(target)
    dotted = identifier.kind in DOTTED
    patterns = [_spaced(key(identifier.text, dotted=dotted), separator=_CLOSE if dotted else _SEPARATOR)]
    if identifier.kind is IdentifierKind.DOCUMENT and (m := _DOCUMENT.search(_one_width(identifier.text))):
        year, number = m["year"], m["number"]
        patterns = [rf"{year}\D{{0,14}}{number}(?!\d)", rf"(?<!\d){number}\D{{0,14}}{year}(?!\d)"]
    elif identifier.kind is IdentifierKind.PHONE:
        digits = (
            re.sub(r"\D", "", identifier.text).removeprefix("86")
            if "+" in identifier.text
            else re.sub(r"\D", "", identifier.text)
        )
        patterns = [rf"(?:\+?86{_SEPARATOR})?0?{_SEPARATOR.join(digits.removeprefix('0'))}"]
    elif identifier.kind is IdentifierKind.STOCK:
        digits = re.sub(r"\D", "", identifier.text)
        patterns = [digits, rf"0*{digits.lstrip('0')}"] if len(digits) < 6 else [digits]
    elif identifier.kind is IdentifierKind.DATE:
        year, month, day = identifier.text[:4], int(identifier.text[4:6]), int(identifier.text[6:8])
        name = _MONTHS.split()[month - 1]
        short = rf"{name[:3]}(?:{name[3:]})?\.?"
        patterns += [rf"{short} {day},? {year}", rf"{day} {short},? {year}", rf"{year}[-/.]0?{month}[-/.]0?{day}"]
    elif identifier.kind is IdentifierKind.FORMULA:
        patterns = [r"\s?(?:\+|plus)\s?".join(re.split(r"\+", identifier.text))]
    elif identifier.kind is IdentifierKind.VERSION:
        patterns += [rf"(?:version |v\.? ?){re.escape(identifier.text.lstrip('Vv'))}"]
    for pattern in patterns:
        if m := re.search(rf"(?<![A-Za-z\d]){pattern}(?![A-Za-z\d])", shown, re.IGNORECASE):
            return m.span()
    return None


def _spaced(characters: str, *, separator: str) -> str:
    return separator.join(map(re.escape, characters))


def nearest(identifier: Identifier, target: str) -> tuple[int, int] | None:
    """Where a target has something like the identifier, with a mistake in it; None where it has nothing like it."""
    dotted = identifier.kind in DOTTED
    mine = key(identifier.text, dotted=dotted)
    if len(mine) < 4:
        others = (m.span() for m in _SHORT.finditer(_one_width(target)) if key(m[0])[0] == mine[0])
        return next(others, None)
    best: tuple[float, tuple[int, int]] | None = None
    for m in _TOKEN.finditer(_one_width(target)):
        other = key(m.group(), dotted=dotted)
        if any(c.isdigit() for c in other) and abs(len(other) - len(mine)) <= 3 and other != mine:
            likeness = SequenceMatcher(None, mine, other, autojunk=False).ratio()
            if likeness >= NEAR and (best is None or likeness > best[0]):
                best = likeness, m.span()
    return best[1] if best else None
