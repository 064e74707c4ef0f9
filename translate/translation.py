"""What a translator is given and what it gives: options and checked translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jianbao.arguments import require
from jianbao.errors import InputError
from translate.check.report import Change, Finding, Link, Severity

Progress = Callable[[int, int], None]
"""Called with (sentences done, sentences in all); may raise to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions:
    """How to translate and check.

    hypotheses: how many of each sentence the check may choose from (beam search has them at hand: they cost the detokenising only).
    again: decode sentences whose best hypothesis still has an error once more, in other ways.
    coverage: ask the model whether each clause of the source is in the translation. notes: carry missing facts in brackets.
    names, terms: how names and firm terms reach the model: placeholder, source (as target-language text) or none; terms only where the
    check is on. What a first decoding lost is held by placeholders in the second, whatever is said here.
    segment_tokens: longest segment in source tokens; the model's calibration where None.
    """

    beams: int = 4
    hypotheses: int = 4
    check: bool = True
    again: bool = True
    repair: bool = True
    coverage: bool = True
    notes: bool = True
    names: str = "placeholder"
    terms: str = "placeholder"
    segment_tokens: int | None = None
    source: str = "zh"
    target: str = "en"


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated text.

    score: log probability a token of what was chosen (mean over segments). findings: what the check has to say, errors first.
    changes: repairs and notes.
    """

    source: str
    text: str
    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity is Severity.ERROR for f in self.findings)


def require_texts(texts: Iterable[str]) -> list[str]:
    """A list of the texts; a single string is a mistake that iterates over its characters, so it raises, as what is no text does."""
    if isinstance(texts, str):
        raise InputError("translate.one_string")
    require("texts", texts, Iterable)
    inputs = list(texts)
    for text in inputs:
        require("texts", text, str)
    return inputs
