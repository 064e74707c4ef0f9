"""Whether a translation has copied what is copied character by character: telephone numbers, codes, versions,
document numbers, addresses."""

from __future__ import annotations

from facts.quantities.identifiers import IdentifierKind, find, identifiers, nearest
from jianbao.deadline import ask
from translate.check.report import Finding, Reason, Severity


def identifier_findings(source: str, target: str) -> tuple[list[Finding], list[tuple[int, int]]]:
    """An error for each identifier of the source that the target has not, or has with a mistake; and the spans of those that it has.

    Names of models are told in other words (T2 as Terminal 2), formulas of policies left out: the first are only compared where the target
    has something like them, the second are a warning.
    """
    found: list[Finding] = []
    spans: list[tuple[int, int]] = []
    for identifier in identifiers(source):
        ask()
        if at := find(identifier, target):
            spans.append(at)
            continue
        span, wrong = (identifier.start, identifier.end), nearest(identifier, target)
        if wrong:
            said = target[slice(*wrong)]
            found.append(
                Finding.of(Reason.IDENTIFIER_DIFFERS, Severity.ERROR, span, wrong, fact=identifier.text, found=said)
            )
            spans.append(wrong)
        elif identifier.kind is not IdentifierKind.MODEL:
            severity = Severity.WARNING if identifier.kind is IdentifierKind.FORMULA else Severity.ERROR
            found.append(Finding.of(Reason.IDENTIFIER_MISSING, severity, span, fact=identifier.text))
    return found, spans
