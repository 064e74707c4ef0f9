"""A translation that somebody else made, checked like our own: aligned, every fact compared, and a second opinion asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary
from facts.quantities import Kind, quantities
from facts.quantities.zh import currency
from jianbao import traditional
from jianbao.deadline import ask
from jianbao.sentences import Sentence, split
from models.engines.protocols import Scorer
from translate.alignment import aligned
from translate.check.comparison import SourceFacts, check
from translate.check.names.spellings import Told, spelling_findings
from translate.check.opinion import clause_findings
from translate.check.report import Finding, Reason, Report, Severity
from translate.notes import outside

OPENING = 5
"""Sentences of a document in which its dateline is looked for."""

AT_ONCE = 16
"""Pairs that a model is asked about at once: a second or two of the compact model."""


@dataclass(frozen=True, slots=True)
class CheckedPair:
    """Sentences of the source and what the translation has for them, with what the check says. One side may be empty.

    Spans of the report point into the joined texts: `source_text`, `target_text`.
    """

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    report: Report

    @property
    def source_text(self) -> str:
        """The source sentences as they were compared."""
        return "".join(s.text for s in self.source)

    @property
    def target_text(self) -> str:
        """The target sentences as they were compared."""
        return " ".join(s.text for s in self.target)


def check_translation(
    source: str,
    target: str,
    *,
    glossary: Glossary | None = None,
    month: int | None = None,
    model: Scorer | None = None,
) -> list[CheckedPair]:
    """Compare the English `target` with the Chinese `source`, sentence by sentence, in order; every sentence of both is in one pair.

    glossary: the user's terms, beside the built-in ones. month: of the dateline, which days without a month are of; where None,
    of the first date. model: is asked what is missing or made up; no model decodes.
    The deadline of the work is asked at each sentence.
    """
    pairs = compare(source, target, glossary=glossary, month=month)
    if model is None:
        return pairs
    return [pair for part, _ in asked(pairs, model) for pair in part]


def compare(
    source: str,
    target: str,
    *,
    glossary: Glossary | None = None,
    month: int | None = None,
    day: int = 0,
) -> list[CheckedPair]:
    """The pairs with what their facts say: `check_translation` without a model. day: of the dateline, where the source is without it."""
    money = currency.LOCAL if traditional.is_traditional(source) else frozenset()
    if money:
        source = traditional.simplified(source)
    left, right = split(source, language="zh"), split(target, language="en")
    texts = [s.text for s in left]
    filed = _filed(texts) if month is None else month
    known = document_sentences(texts, glossary=Glossary.builtin().merged(glossary), month=filed, day=day)
    beads = aligned(known, [s.text for s in right])
    pairs, told = [], []
    for bead in beads:
        ask()
        sources, whole = [left[i] for i in bead.source], joined_input([known[i] for i in bead.source])
        pairs.append(_pair(sources, whole, [right[j] for j in bead.target], context=source, money=money))
        spans = tuple((m.start, m.end) for m in whole.terms)
        told.append(Told(whole.text, pairs[-1].target_text, whole.people, spans))
    for at, findings in spelling_findings(told).items():
        report = pairs[at].report
        pairs[at] = replace(pairs[at], report=replace(report, findings=(*report.findings, *findings)))
    return pairs


def joined_input(known: Sequence[SentenceInput]) -> SentenceInput:
    """Sentences as one, the spans of their people and terms into the joined text; empty for none."""
    people, terms, text = [], [], ""
    for sentence in known:
        people += [replace(p, start=p.start + len(text), end=p.end + len(text)) for p in sentence.people]
        terms += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in sentence.terms]
        text += sentence.text
    return SentenceInput(text, tuple(people), tuple(terms)).along(known) if known else SentenceInput("")


def asked(pairs: Sequence[CheckedPair], model: Scorer) -> Iterator[tuple[list[CheckedPair], int]]:
    """The pairs in order, some at a time, with what a model has to say of clauses: those that are missing and those that have nothing
    behind them. With each part comes how many pairs are done."""
    for at in range(0, len(pairs), AT_ONCE):
        ask()
        part = pairs[at : at + AT_ONCE]
        yield _asked(part, model), at + len(part)


def _filed(texts: Sequence[str]) -> int:
    """The month of a document: of the first date of its first sentences that has one; 0 where none has."""
    dates = (q for text in texts[:OPENING] for q in quantities(text) if q.kind is Kind.DATE and q.day and q.month)
    first = next(dates, None)
    return first.month or 0 if first else 0


def _pair(
    source: Sequence[Sentence],
    whole: SentenceInput,
    target: Sequence[Sentence],
    *,
    context: str,
    money: frozenset[str],
) -> CheckedPair:
    if not source:
        finding = Finding(Reason.UNSOURCED_LINE, Severity.WARNING)
        return CheckedPair((), tuple(target), Report((finding,), ()))
    facts = SourceFacts.read(whole, context=context, money=money)
    if not target:
        report = check(facts, "")
        left_out = Finding.of(Reason.COVERAGE_SENTENCE, Severity.WARNING, (0, len(whole.text)))
        # Only what is missing with the sentence counts, not that there is no text.
        return CheckedPair(tuple(source), (), replace(report, findings=(left_out,)))
    text = " ".join(t.text for t in target)
    report = check(facts, text)
    return CheckedPair(tuple(source), tuple(target), replace(report, findings=outside(report.findings, text)))


def _asked(pairs: Sequence[CheckedPair], model: Scorer) -> list[CheckedPair]:
    whole = [i for i, pair in enumerate(pairs) if pair.source and pair.target]
    sources, targets = [pairs[i].source_text for i in whole], [pairs[i].target_text for i in whole]
    reports = [pairs[i].report for i in whole]
    said = clause_findings(model, sources, targets, reports)
    out = list(pairs)
    for i, findings in zip(whole, said, strict=True):
        report = out[i].report
        out[i] = replace(out[i], report=replace(report, findings=(*report.findings, *findings)))
    return out
