"""Sentences of a brief in the making: what a strategy has chosen or written, and where the article says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from facts.quantities import SAME, compare, quantities
from jianbao.sentences import Sentence
from summarize import LeftOut, Selected
from translate.check.report import Finding, Link, Severity
from translate.translation import Translation


@dataclass(frozen=True, slots=True)
class Draft:
    """One sentence of a brief in the making.

    selected: `sentence` is the article's sentence closest to it, `text` what is translated. sources: all sentences cited.
    written: the model's sentence where a model wrote one. finished: its final form where it is in the target language already, else None.
    """

    selected: Selected
    sources: tuple[Sentence, ...]
    written: str = ""
    finished: Translation | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a strategy made: drafts in order, findings about the whole, and the translated article (translate-first).

    left_out: facts for which there was no room (extract).
    """

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()
    full: tuple[Translation, ...] = field(default=())
    left_out: tuple[LeftOut, ...] = ()


def settle(draft: Draft, translation: Translation) -> Translation:
    """The translation of a draft with what the attribution found, errors first."""
    if not draft.findings:
        return translation
    found = (*draft.findings, *translation.findings)
    return replace(translation, findings=tuple(sorted(found, key=lambda f: list(Severity).index(f.severity))))


def figure_place(draft: Draft, link: Link, *, language: str) -> tuple[int, int, str] | None:
    """Where the article has the quantity of a link of a written sentence: start, end and text; None where it has it nowhere."""
    q = link.quantity
    if q is None:
        return None
    for sentence in draft.sources:
        for known in quantities(sentence.text, language=language):
            if known.text == q.text or compare(known, q) in SAME:
                return sentence.start + known.start, sentence.start + known.end, known.text
    return None
