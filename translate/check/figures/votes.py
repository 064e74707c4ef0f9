"""How many were for it, against it and abstained: 赞成137票，反对1票，弃权2票, whose figures change places unseen.

Small figures are weak (a "one" comes and goes in English), but not those of a vote.
"""

from __future__ import annotations

import re

from facts.quantities.numerals import UP_TO_TWELVE, cardinal_value
from translate.check.report import Finding, Reason, Severity, Span

_SIDES = {"赞成": "for", "同意": "for", "支持": "for", "反对": "against", "不赞成": "against", "弃权": "abstained"}
_SIDE = "不赞成|赞成|同意|支持|反对|弃权"
_CHINESE = re.compile(
    rf"(?P<side>{_SIDE})(?:票|的?(?:有|为|共)?)?(?P<n>\d{{1,5}})票|(?P<m>\d{{1,5}})票(?P<behind>{_SIDE})"
    rf"|(?P<none>{_SIDE})(?:票)?(?:为)?[0〇零]票"
)
_WORDS = f"no|none|{UP_TO_TWELVE}"
_NUMBER = rf"(?P<n>(?<![\d,.-])\d[\d,]*|\b(?:{_WORDS})\b)"
_FOLLOWED = r"(?:(?: (?!\d|and\b|with\b|to\b)[a-z]+){0,3} )"
_BEHIND_NUMBER = {
    "for": re.compile(rf"(?i){_NUMBER}{_FOLLOWED}(?:in favou?r|for\b|yes\b|ayes?\b|supporting|approving)"),
    "against": re.compile(
        rf"(?i){_NUMBER}{_FOLLOWED}?(?: ?)(?:against\b|opposed|opposing|objections?|no votes?\b|nays?\b|dissent\w*)"
    ),
    "abstained": re.compile(rf"(?i){_NUMBER}{_FOLLOWED}?(?: ?)abst(?:ain\w*|ention\w*)"),
}
_BEFORE_NUMBER = {
    "for": re.compile(rf"(?i)(?:in favou?r|for|ayes?|yes)(?: votes?)?[:,]? {_NUMBER}(?! (?:against|opposed|abst))"),
    "against": re.compile(rf"(?i)(?:against|opposed|nays?)[:,]? {_NUMBER}(?! (?:for|in favou?r|abst))"),
    "abstained": re.compile(
        rf"(?i)(?:abstentions?|abstained|abstaining)[:,]? {_NUMBER}(?! (?:for|in favou?r|against))"
    ),
}


_AGAINST = re.compile(
    r"(?<![\d,.-])(?P<a>\d{1,4})(?:(?: votes?)? to |[-–])(?P<b>\d{1,4})(?!\d|-|[.,]\d| ?(?:%|percent|yuan|p\.m|a\.m))"
)
"""62 votes to 51, 62-51."""


def vote_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each side of a vote that the translation gives another number."""
    if "票" not in source:
        return []
    votes: dict[str, tuple[int, Span]] = {}
    for m in _CHINESE.finditer(source):
        side = _SIDES[m["side"] or m["behind"] or m["none"]]
        if side in votes:
            return []  # several votes, of which nothing tells the figures apart
        votes[side] = int(m["n"] or m["m"] or 0), m.span()
    found = []
    for side, (number, span) in votes.items():
        told = list(_BEHIND_NUMBER[side].finditer(target)) or list(_BEFORE_NUMBER[side].finditer(target))
        if told and number not in {_value(m["n"]) for m in told}:
            first = told[0]
            found.append(
                Finding.of(
                    Reason.QUANTITY_VALUE, Severity.ERROR, span, first.span(),
                    fact=source[slice(*span)], found=first[0], expected=str(number),
                )
            )  # fmt: skip
    if not found and "for" in votes and "against" in votes:
        right = (votes["for"][0], votes["against"][0])
        both = [(m, (int(m["a"]), int(m["b"]))) for m in _AGAINST.finditer(target)]
        turned = next((m for m, sides in both if sides == right[::-1] != right), None)
        if turned and right not in [sides for _, sides in both]:
            span = votes["for"][1]
            values = {"fact": source[slice(*span)], "found": turned[0], "expected": str(right[0])}
            return [Finding.of(Reason.QUANTITY_VALUE, Severity.ERROR, span, turned.span(), **values)]
    return found if len(votes) > 1 else []


def _value(text: str) -> int:
    word = text.replace(",", "").lower()
    return int(word) if word.isdigit() else 0 if word in ("no", "none") else int(cardinal_value(word))
