"""Who is appointed and who is removed: 任命甲…，免去乙… as "appointed Yi, removed Jia"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.names import NameKind, Person
from translate.check.names.posts import run_together
from translate.check.report import Finding, Reason, Severity

_TAKES = re.compile(r"(?:任命|聘任|聘请|推选|选举|提名)[：:]?(?:[^，。；]{0,12}、)?\Z")
_LEAVES = re.compile(r"(?:免去|免除|撤销|罢免)[：:]?(?:[^，。；]{0,12}、)?\Z")
_IN = r"(?:appoint\w*|nam(?:ed|ing)|elect(?:ed|ing)|promot\w+)"
_OUT = r"(?:remov\w+|dismiss\w+|reliev\w+|oust\w+|sack\w+)"


def appointment_findings(source: str, target: str, people: Sequence[Person]) -> list[Finding]:
    """Chinese to English: an error for somebody who is appointed and told as removed, or the other way round."""
    found = []
    for person in people:
        if person.kind is not NameKind.CHINESE:
            continue
        before = source[max(0, person.start - 20) : person.start]
        takes, leaves = _TAKES.search(before), _LEAVES.search(before)
        if bool(takes) == bool(leaves):
            continue
        name = run_together(person.english)
        told_in, told_out = (
            re.search(
                rf"(?i)\b{verb} {name}\b|\b{name}(?: \(\w+\))?,? (?:was|were|is|has been|have been) {verb}", target
            )
            for verb in (_IN, _OUT)
        )
        right, wrong = (told_in, told_out) if takes else (told_out, told_in)
        if wrong and not right:
            said = takes or leaves
            fact = said[0] + person.chinese if said else person.chinese
            found.append(
                Finding.of(
                    Reason.POLARITY_CONTRARY,
                    Severity.ERROR,
                    (person.start, person.end),
                    wrong.span(),
                    fact=fact,
                    found=wrong[0],
                )
            )
    return found
