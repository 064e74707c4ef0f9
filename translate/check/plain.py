"""Findings, links and changes as plain values, for JSON. `message` has the words, beside the values that they are made of."""

from __future__ import annotations

from typing import Any

from translate.check.messages import say_change, words
from translate.check.report import Change, Finding, Link, Span


def finding_row(finding: Finding, *, language: str = "en") -> dict[str, Any]:
    """kind, reason, severity, place, message (in `language`), values, and spans into source and target; cause where there is one.

    accepted: why an editor lets it stand, where one does.
    """
    row: dict[str, Any] = {
        "kind": str(finding.kind),
        "reason": str(finding.reason),
        "severity": str(finding.severity),
        "place": str(finding.place),
        "message": words(finding, language),
        "values": {name: list(value) if isinstance(value, tuple) else value for name, value in finding.values},
        "source": _span(finding.source),
        "target": _span(finding.target),
    }
    if finding.cause is not None:
        row["cause"] = finding_row(finding.cause, language=language)
    if finding.accepted is not None:
        row["accepted"] = finding.accepted
    return row


def link_row(link: Link) -> dict[str, Any]:
    """kind, spans, the expected rendering, and how the translation has it."""
    return {
        "kind": str(link.kind),
        "source": list(link.source),
        "target": _span(link.target),
        "expected": link.expected,
        "status": str(link.status),
    }


def change_row(change: Change, *, language: str = "en") -> dict[str, Any]:
    """kind, the fact of the source, what the translation said and says, and the words of `language`."""
    return {
        "kind": str(change.kind),
        "fact": change.fact,
        "before": change.before,
        "after": change.after,
        "message": say_change(change, language),
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)
