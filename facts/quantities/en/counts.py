"""English numerals that count things or put them in order."""

import re
from typing import Any

from facts.quantities.en import hedges
from facts.quantities.en.numbers import Number
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity

_CENTURY = re.compile(r"[- ](?:century|centuries)\b", re.IGNORECASE)
_PLAN = re.compile(r" Five-Year (?:Plan|Program)(?: period)?(?: \(\d{4}\s?[-–]\s?\d{2,4}\))?")
_A_SECOND = re.compile(r"\d[ -]\Z|\b(?:per|a) \Z")
_NAMED = re.compile(
    r" (?:CPC )?(?:National Congress|Central Committee)|,? (?:CPC|National Party)| (?:Bureau|Army|Regiment|Brigade"
    r"|Division)\b| (?:day of the )?(?:[a-z0-9]+ )?lunar"
)
"""Ordinals in names, and lunar dates, which Chinese tells without 第."""
_WORD = re.compile(r" [A-Za-z]")
_COUNTED = re.compile(
    r" (?:full |plenary |annual |regular |major )*(?:weeks?|weekends?|months?|quarter|half|years?|time|phase|stage"
    r"|session|meeting|conference|congress|forum|summit|batch|group|edition|round|place|prize|anniversary|floor|class|line|plenum|generation|case|term|step|project)\b",
    re.IGNORECASE,
)
"""What an ordinal counts: "the first week of February" is no first of February."""
_LABEL = re.compile(
    r"(?P<label>\b(?:No|Nos|Number|Line|Phase|Article|Chapter|Section|Table|Figure|Grade|Level|Class|Type|Route|Gate"
    r"|Platform|Volume|Vol|Issue|Room|Building"
    r"|Page|Flight|Boeing|Airbus|Terminal|Highway|Expressway|Force|Building|Hall|Pier|Unit|force|level|grade|category"
    r"|magnitude|Windows|Formula|Apollo)\b\.?\s?)\Z"
)
_NUMBER_SIGN = re.compile(r"\b(?:Nos?\.|Number)\s?\Z")
_LETTER = re.compile(r"-?[A-Za-z]")
_HYPHENED = re.compile(r"-[A-Za-z]{2,}")
_NOUN_PEOPLE = re.compile(
    r"[ -](?:[a-z-]{1,20} ){0,2}?(?P<noun>people|persons?|residents|students|workers|employees|visitors|members"
    r"|participants|households?|families|person-times|visits|trips)\b"
)
_NOUNS = {"household": "household", "households": "household", "person-times": "visit", "visits": "visit"}
_ACRONYM = re.compile(r"\b[A-Z]{2,6} \Z")
_TELEPHONE = re.compile(r"-\d{2,}-|-\d{4,}")
_POINTS = re.compile(
    r"[ -]points?\b(?P<way> (?:lower|higher|more|less|fewer|above|below|up|down|faster|slower|ahead|behind)\b)?"
)
_MOVED = re.compile(
    r"\b(?:up|down|rose|fell|gained|lost|shed|by|dropped|climbed|added|increased|decreased|narrowed|widened|slowed|eased|improved"
    r"|fell back|edged (?:up|down)|declined|raised|lowered|cut|of) \Z",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[ -][A-Za-z]")


def ordinal(scan: Scan, found: Number, end: int) -> Quantity | None:
    """The 18th, 19th century, 14th Five-Year Plan; `end` is behind its letters."""
    text, start, value = scan.text, found.start, found.value
    if m := _CENTURY.match(text, end):
        return scan.make(start, m.end(), Kind.DATE, value, unit="century")
    if m := _PLAN.match(text, end):
        return scan.make(start, m.end(), Kind.ORDINAL, value, unit="plan")
    a_second = found.spelled and value == 2 and text[start:end].lower() == "second"
    if a_second and _A_SECOND.search(text[max(0, start - 4) : start]):
        return None
    weak = value <= 3 or bool(_NAMED.match(text, end)) or (found.spelled and value <= 10)
    day = (
        1 <= value <= 31
        and not found.spelled
        and text[max(0, start - 4) : start].lower().endswith("the ")
        and not _WORD.match(text, end)
    )
    counts = bool(_COUNTED.match(text, end))
    at = int(value) if day else None
    return scan.make(start, end, Kind.ORDINAL, value, unit="ordinal", weak=weak, day=at, counts=counts)


def count(scan: Scan, found: Number, start: int, value: float, more: dict[str, Any]) -> Quantity | None:
    """A numeral without a unit of measure; None where it counts nothing."""
    text, end = scan.text, found.end
    if label := _LABEL.search(text, max(0, found.start - 12), found.start):
        signed = _NUMBER_SIGN.search(text, max(0, found.start - 8), found.start)
        if found.spelled and not signed:
            return None
        weak = value <= 10 or not signed
        return scan.make(label.start(), end, Kind.ORDINAL, value, unit="ordinal", weak=weak)
    if not found.spelled and _LETTER.match(text, end) and not _HYPHENED.match(text, end):
        return None
    if not found.spelled and _TELEPHONE.match(text, end):
        return None
    unit = ""
    if m := _NOUN_PEOPLE.match(text, end):
        unit = _NOUNS.get(m["noun"], "person")
        if m.start("noun") == end + 1:
            end = m.end()
    if not unit and (m := _POINTS.match(text, end)) and (m["way"] or _MOVED.search(text, max(0, start - 12), start)):
        unit = "points"
    weak = _weak(scan, found, value, unit, hedged=more["hedge"] is not None)
    return hedges.behind(scan, scan.make(start, end, Kind.COUNT, value, unit=unit, weak=weak, **more))


def _weak(scan: Scan, found: Number, value: float, unit: str, *, hedged: bool) -> bool:
    text, plain = scan.text, found.scale == 1
    if value in (0, 1) and plain:
        return True  # one of
    if found.spelled:
        worth = value in (100, 1_000, 10_000) and not unit and not hedged  # worth a thousand words
        return worth or (value < 10 and plain and not hedged)
    if not plain:
        return False
    if not unit and value >= 10_000 and text[found.start : found.end].isdigit():
        return True  # without commas it is a code, a hotline, a serial number
    if _ACRONYM.search(text, max(0, found.start - 7), found.start):
        return True  # ISO 9001, CSI 300
    return value in range(10) and not _NOUN.match(text, found.end)
