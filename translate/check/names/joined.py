"""Names that could not be checked, in one line: a text full of foreign names has one note of them, not a dozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate.check.report import Finding, Reason, Severity

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def joined(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """`findings` with one in place of all that tell a name as not checked, where the first of them stands.

    It has each name once, the spans of the first, and the gravest of their severities. What an editor lets stand is left as it is.
    """
    mine = [f for f in findings if _unchecked(f)]
    if len(mine) < 2:
        return tuple(findings)
    names = tuple(dict.fromkeys(name for f in mine for name in unchecked(f)))
    severity = min((f.severity for f in mine), key=_ORDER.index)
    one = replace(mine[0], severity=severity, values=(("fact", names),))
    return tuple(one if f is mine[0] else f for f in findings if f is mine[0] or not _unchecked(f))


def unchecked(finding: Finding) -> tuple[str, ...]:
    """The names that a finding tells as not checked; none for another finding."""
    fact = finding.value("fact") if finding.reason is Reason.NAME_UNCHECKED else ()
    return fact if isinstance(fact, tuple) else (str(fact),)


def _unchecked(finding: Finding) -> bool:
    return finding.reason is Reason.NAME_UNCHECKED and finding.accepted is None
