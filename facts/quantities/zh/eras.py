"""Years that are not told in four digits: of an era (民国112年, 令和6年), or short (24年前三季度, 24年底)."""

import re

from facts.quantities.numerals import han_value

_OFFSETS = {"民国": 1911, "民國": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "大正": 1911, "明治": 1867}
NAMES = "民[国國]|昭和|平成|令和|大正|明治"
"""Names of eras, as a part of a pattern."""
_ERA = re.compile(rf"(?P<era>{NAMES}) ?(?P<n>元|\d{{1,3}}|[一二三四五六七八九十百〇零]{{1,5}}) ?年(?:度|会计年度)?")
_ANOTHER = re.compile(r"(?P<n>\d{1,3}) ?年度?")
_TAIWAN_YEAR = re.compile(
    r"(?<!\d)(?P<n>1[0-3]\d) ?年(?=度|底|[上下]半年|第?[一二三四1-4]季|前[二两三23]个?季|\d{1,2}月)度?"
)
_TAIWAN_DAY = re.compile(r"(?<![\d.])1[0-3]\d ?年 ?(?:\d{1,2} ?月 ?\d{1,2} ?日|第[一二三四1-4]季)")
"""A day or a quarter of a year of three figures: nothing else is told so."""
_TAIWAN = re.compile("新台币|台币|民[国國]|台湾|行政院|立法院|台积电")
_SHORT = re.compile(
    r"(?<![\d.])['’]?(?P<n>[0-4]\d) ?(?:财年|年(?=第?[一二三四1-4]季|[上下]半年|前[二两三23]个?季度|前\d{1,2}个?月"
    r"|同期|全年|年[报度]|[末初]|底(?!蕴)"
    r"|(?:1[0-2]|0?[1-9])(?:[-~～至到—]\d{1,2})?月(?!余|多|以)|中报|[QH][1-4])|年度(?=[报营净业收利]))"
)
_LASTS = re.compile(r"(?:历时|长达|历经|已有|超过|约|近|第|了|续)\Z")


def year_at(text: str, at: int, *, offset: int | None = None) -> tuple[int, int, int | None] | None:
    """The year that begins at `at`, in the common era; where it ends; and what was added to it, None for a short year.

    offset: of the era of an earlier year, to which a bare one belongs (民国110年至112年). None where there is no such year.
    """
    if m := _ERA.match(text, at):
        added = _OFFSETS[m["era"]]
        n = 1 if m["n"] == "元" else int(han_value(m["n"]) or 0) if not m["n"].isascii() else int(m["n"])
        return (n + added, m.end(), added) if n else None
    if offset is not None and (m := _ANOTHER.match(text, at)):
        return int(m["n"]) + offset, m.end(), offset
    if (m := _TAIWAN_YEAR.match(text, at)) and (
        _TAIWAN_DAY.match(text, at) or _TAIWAN.search(text, max(0, at - 500), at + 200)
    ):
        return int(m["n"]) + 1911, m.end(), 1911
    if (m := _SHORT.match(text, at)) and not _LASTS.search(text, max(0, at - 2), at):
        return 2000 + int(m["n"]), m.end(), None
    return None
