"""What the check says of a brief as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from brief.brief import Brief
from translate.check.report import Severity


class Verdict(StrEnum):
    """NOTHING: no fact was compared, and no finding is open; that is no praise."""

    ERRORS = "errors"
    WARNINGS = "warnings"
    CLEAN = "clean"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """points: that have text. compared: facts in them. errors, warnings: findings of them and of the whole that are open.
    accepted: findings that an editor lets stand."""

    points: int
    compared: int
    errors: int
    warnings: int
    accepted: int

    @classmethod
    def of(cls, brief: Brief) -> Counts:
        """Of a brief's points and of the brief as a whole, but for the full translation below it."""
        found = [*brief.findings, *(f for p in brief.points for f in p.findings)]
        return cls(
            points=sum(bool(p.english.strip()) for p in brief.points),
            compared=sum(len(p.links) for p in brief.points),
            errors=sum(f.severity is Severity.ERROR and f.accepted is None for f in found),
            warnings=sum(f.severity is Severity.WARNING and f.accepted is None for f in found),
            accepted=sum(f.accepted is not None for f in found),
        )

    @property
    def verdict(self) -> Verdict:
        """What to say of it in a word."""
        if self.errors or self.warnings:
            return Verdict.ERRORS if self.errors else Verdict.WARNINGS
        return Verdict.CLEAN if self.compared else Verdict.NOTHING
