"""Findings in words: a reason and values in, a sentence in the reader's language out.

`en.toml` and `zh.toml` have one wording for each reason, with the same named fields. A new reason needs a row in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jianbao.wording import LANGUAGES, entries
from translate.check.report import Change, Finding, Severity, Value

__all__ = ["LANGUAGES", "say", "say_change", "say_severity", "table", "words"]


@cache
def table(language: str) -> Mapping[str, str]:
    """`section.name` -> wording of a language. Raises KeyError for a language that has no table."""
    return entries(__name__, language)


def words(finding: Finding, language: str = "en") -> str:
    """A finding as a sentence, without the place that it is about."""
    said = table(language)
    fields = {name: _plain(value, said["list.separator"]) for name, value in finding.values}
    if finding.cause is not None:
        fields["cause"] = words(finding.cause, language).rstrip(".。")
    return said[finding.reason].format(**fields)


def say(finding: Finding, language: str = "en") -> str:
    """A finding as a sentence, with the place in front where it is not the sentence that holds the finding, and with what an editor
    says of it behind."""
    said = table(language)
    told = said.get(f"place.{finding.place}", "") + words(finding, language)
    if finding.accepted is None:
        return told
    return told + said["accepted.because" if finding.accepted else "accepted.plain"].format(reason=finding.accepted)


def say_severity(severity: Severity, language: str = "en") -> str:
    """What a severity is called, with a capital."""
    return table(language)[f"severity.{severity}"]


def say_change(change: Change, language: str = "en") -> str:
    """What was done to a translation, without a full stop."""
    return table(language)[f"change.{change.kind}"].format(fact=change.fact, before=change.before, after=change.after)


def _plain(value: Value, separator: str) -> str | int | float:
    return separator.join(value) if isinstance(value, tuple) else value
