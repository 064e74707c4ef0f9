"""What the check has to say about one translation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """ERROR: something in the English is wrong or missing. WARNING: it may be. INFO: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One plain sentence about a translation.

    kind: quantity | name | term | coverage | length | repetition | untranslated | empty | number | incomplete | repair | note | ...
    source, target: character spans into the source and target text, None where there is nothing to point at.
    """

    kind: str
    severity: Severity
    message: str
    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "kind": self.kind,
            "severity": str(self.severity),
            "message": self.message,
            "source": list(self.source) if self.source else None,
            "target": list(self.target) if self.target else None,
        }
