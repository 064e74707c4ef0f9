"""What amounts are for in Chinese: 每10股派3.2元, 3.2万元/平方米, 8元一斤, 人均8.5万元."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import rates
from facts.quantities.numerals import han_value
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity

_N = r"(?P<n>\d[\d,]*(?:[十百万]|千(?![瓦克米]))?|(?:[一二两三四五六七八九十百万]|千(?![瓦克米]))+)?"
_BEHIND = re.compile(
    rf"(?:（[^（）]{{0,8}}）)?(?:/|每|一(?=[斤吨亩股度瓶]))(?:每)? ?{_N} ?(?:{rates.pattern('zh')})(?!·)"
)
_BEFORE = re.compile(
    rf"(?:每{_N} ?(?:{rates.pattern('zh')})(?!以[上下]|年)|(?P<mean>[人户亩]均))(?P<gap>(?!年|月|日)[^，。；;每%\d]{{0,14}})\Z"
)
_AGAIN = re.compile("每[^，。；]{1,5}\\Z")
"""Two of them (每人每年) are more than is compared."""
_MEAN = {"人": "person", "户": "household", "亩": "mu"}
_MONEY = re.compile(r"\d+[万千]\d\Z")
_REACH = 26


def told(scan: Scan, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, the amounts with what they are for; 每平方米3万2 is money."""
    if not ("每" in scan.text or "/" in scan.text or "均" in scan.text or "一" in scan.text):
        return list(found)

    def read(q: Quantity, floor: int) -> tuple[float, str, int] | None:
        if m := _BEHIND.match(scan.text, q.end):
            return _base(m["n"]), rates.unit(m), q.end
        m = _BEFORE.search(scan.text, max(0, q.start - _REACH), q.start)
        if not m or floor > m.start("gap") or _AGAIN.search(scan.text, max(0, m.start() - 6), m.start()):
            return None
        return (1.0, _MEAN[m["mean"][0]], m.start()) if m["mean"] else (_base(m["n"]), rates.unit(m), m.start())

    rated = list(rates.told(found, read))
    return [
        replace(q, kind=Kind.MONEY, unit="yuan") if q.per and q.kind is Kind.COUNT and _MONEY.search(q.text) else q
        for q in rated
    ]


def _base(n: str | None) -> float:
    if not n:
        return 1.0
    digits = re.match(r"[\d,]+", n)
    if not digits:
        return han_value(n) or 1.0
    scale = n[digits.end() :]
    return (float(digits[0].replace(",", "")) or 1.0) * ((han_value(scale) or 1.0) if scale else 1.0)
