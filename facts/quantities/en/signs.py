"""Words that say what a minus would: a net loss of 120 million yuan, fell 3.2 percent, 5 percent lower."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.scan import Scan
from facts.quantities.value import SIGNED, Quantity

_DOWN = (
    r"loss(?:es)?|los(?:t|es|e|ing)|deficits?|outflows?|declin\w*|f[ae]ll(?:s|en|ing)?|down(?:turn|ward)?|drop\w*"
    r"|decreas\w*|shr[aiu]nk\w*|contract(?:ed|ing|ion|s)"
    r"|sl[iu]d(?:es?|ing)?|slip(?:s|ped|ping)?|slump\w*|plung\w*|plummet\w*|tumbl\w*|reduc\w*|lower\w*|negative|below"
    r"|under|cut(?:s|ting)?|narrow\w*|dip(?:s|ped)?"
    r"|eas(?:ed|ing)|weaken\w*|shortfalls?|retreat\w*|behind|used in|absorbed by"
    r"|fewer|less|red|downgrad\w*|shed|gave up|off|minus|dented|trimm\w*|slash\w*"
)
_UP = (
    r"up|r[io]se[ns]?|rising|increas\w*|grow\w*|grew|growth|gain\w*|climb\w*|jump\w*|surg\w*|profits?|surplus\w*"
    r"|inflows?|higher|more|earn\w*|advanc\w*|soar\w*|expan\w*"
)
_WORD = re.compile(rf"\b(?:(?P<down>{_DOWN})|{_UP})\b", re.IGNORECASE)
_NOUNS = ("loss", "deficit", "outflow", "shortfall")
"""Words behind which "to" tells how much, not how far: a loss that came to 150 million yuan."""
_CLAUSE = re.compile(r"[.;\d](?=[^.;\d]*\Z)")
_BEHIND = re.compile(
    rf"[ -](?:(?:in|of|net|or|a|an|annual|annualized|quarterly|monthly|yearly|year-on-year|year-over-year"
    rf"|quarter-on-quarter|month-on-month|operating|cash|trade|the)[ -])*"
    rf"(?P<down>{_DOWN})\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?i)\b(?:loss(?:es)?|deficits?|outflows?|shortfalls?)\b[^.;\d]{0,40}\b(?:to|at) (?P<first>\d)[^.;]{0,40}?"
    r" (?:from|against|versus|compared with) \Z"
)
_BRACKET = re.compile(r"(?i)\b(?:of|was|were|is|at|to|loss|profit|flow|result) \(\Z")
"""What stands before a figure whose brackets are a minus: net cash flow was (120 million yuan)."""
_REACH = 60


def told(scan: Scan, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, with those marked as lowered around which a word of loss or decline stands."""
    return [
        replace(q, lowered=True) if q.kind in SIGNED and q.value > 0 and _lowered(scan.text, q) else q for q in found
    ]


def _lowered(text: str, q: Quantity) -> bool:
    if _BEHIND.match(text, q.end) or (
        text[q.end : q.end + 1] == ")" and _BRACKET.search(text, max(0, q.start - _REACH), q.start)
    ):
        return True
    low = max(0, q.start - _REACH)
    if cut := _CLAUSE.search(text, low, q.start):
        low = cut.end()
    if (m := _FROM.search(text, max(0, q.start - 2 * _REACH), q.start)) and _lowered(
        text, replace(q, start=m.start("first"))
    ):
        return True  # a loss widened to 235 million yuan from 187 million
    words = list(_WORD.finditer(text, low, q.start))
    last = words[-1] if words else None
    if last is None or not last["down"]:
        return False
    far = text[last.end() : q.start].rstrip().endswith((" to", " at"))
    return not far or last["down"].lower().startswith(_NOUNS)
