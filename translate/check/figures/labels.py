"""Numbers that name a thing: 13号线, 5号楼, 第3版, 18号院, T3航站楼. They are small, so that nothing else notices another one."""

from __future__ import annotations

import re

from facts.quantities.numerals import ORDINAL_UP_TO_TWELVE, UP_TO_TWELVE, cardinal_value, ordinal_value
from translate.check.report import Finding, Reason, Severity

_CHINESE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,4})(?:号(?:[轻]?[线楼院门馆厅厂井口炉矿库桥台房站泊]|航站楼|"
    r"车厢|车间|展馆|地块|机组|隧道|窗口|公路|线路)|路公交|路车|号公交|室(?=[，。、；（ ]|$))"
    r"|第(?P<page>\d{1,3})[版页](?![本次])|(?<![A-Za-z])T(?P<hall>\d)航站楼"
)
_LABEL = (
    r"(?i:lines?|buildings?|blocks?|towers?|terminals?|gates?|halls?|pages?|yards?|courtyards?|compounds?|rooms?|routes?|bus(?:es)?|units?|pavilions?"
    r"|berths?|piers?|platforms?|plots?|carriages?|cars?|shafts?|furnaces?|windows?|exits?|tunnels?|stations?|workshops?|wells?)"
)
_WORD = rf"(?i:{UP_TO_TWELVE})"
_ENGLISH = re.compile(
    rf"\b{_LABEL} (?:(?i:no|nos|number|numbers)\.? ?)?(?:[A-Z]{{1,2}})?(?P<n>\d{{1,4}}|{_WORD})\b"
    r"(?![.,]\d|%| (?:percent|million|billion|km|meters|people))"
    r"(?P<more>(?:(?:, | and |, and | to |[-–/])\d{1,4}\b(?! ?[a-z%]|[.,]\d))*)"
    rf"|\b(?i:no|nos|number)\.? ?(?P<number>\d{{1,4}})(?P<rest>(?:(?:, | and |, and )(?:(?i:no)\.? ?)?\d{{1,4}}\b)*) {_LABEL}\b"
)
_CARDINAL = re.compile(rf"\b{_WORD}\b")
_ORDINAL = re.compile(rf"(?i)\b(?:{ORDINAL_UP_TO_TWELVE})\b")


def label_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for a numbered thing that the translation numbers otherwise: 13号线 as "Line 31".

    Only where the translation lacks the number and has a numbered thing with one that the source has nowhere.
    """
    mine = list(_CHINESE.finditer(source))
    if not mine:
        return []
    said = _numbers(target)
    known = {int(n) for n in re.findall(r"\d+", source)}
    lost = [m for m in mine if int(m["n"] or m["page"] or m["hall"]) not in said]
    if not lost:
        return []
    for m in _ENGLISH.finditer(target):
        numbers = [m["n"] or m["number"], *re.findall(r"\d+", (m["more"] or "") + (m["rest"] or ""))]
        if strange := [n for n in numbers if _value(n) not in known]:
            return [
                Finding.of(
                    Reason.IDENTIFIER_DIFFERS, Severity.ERROR, lost[0].span(), m.span(),
                    fact=lost[0][0], found=m[0] if len(numbers) == 1 else strange[0],
                )
            ]  # fmt: skip
    return []


def _value(text: str) -> int:
    return int(text) if text.isdigit() else int(cardinal_value(text))


def _numbers(text: str) -> set[int]:
    """The numbers of an English text, in figures (T3 as well) and in words."""
    found = {int(n) for n in re.findall(r"\d+", text)}
    found |= {int(cardinal_value(m[0])) for m in _CARDINAL.finditer(text)}
    return found | {int(ordinal_value(m[0])) for m in _ORDINAL.finditer(text)}
