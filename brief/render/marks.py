"""Findings in a line of text."""

from __future__ import annotations

from translate.check.messages import say, say_severity
from translate.check.report import Finding, Severity

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


def told(finding: Finding, wording: str) -> str:
    """A finding with its mark and severity: `✗ error: ...`. wording: the language that it is told in."""
    severity = say_severity(finding.severity, wording)
    if wording == "zh":
        return f"{MARKS[finding.severity]} {severity}：{say(finding, wording)}"
    return f"{MARKS[finding.severity]} {severity.lower()}: {say(finding, wording)}"
