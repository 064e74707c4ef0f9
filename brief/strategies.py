"""How an article is condensed: what each strategy writes, and what stands behind every sentence that a model wrote.

    extract          the article's own sentences, chosen and shortened, then translated
    written          one of the three below, by what the model can; a decoder model writes in the source language
    abstract         a summarizer of the source language writes, then its sentences are translated
    translate-first  the whole article is translated, then a summarizer of the target language writes
    direct           a cross-lingual model writes the summary in the target language from the source

A model's sentence is attributed to the sentences of the article that say it (`summarize.written.attribution`). Where
none does, it gets a finding, or under `strict` gives way to the article's own sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brief.drafts import Draft, Drafted
from brief.path import Event, Kit, Steps, sliced
from brief.summarizers import languages_of
from facts.document import SentenceInput
from facts.quantities import SAME, compare, quantities, render
from jianbao.errors import InputError
from jianbao.sentences import Sentence
from models.catalog import is_compact
from models.engines.protocols import Encoder
from summarize import Selected, condense, condensed
from summarize.extract.measures import words_of
from summarize.extract.vectors import Encode
from summarize.written.abstractive import Abstract, abstract
from summarize.written.attribution import Support, attribute
from translate.check.comparison import SourceFacts, check
from translate.check.guards import decoding_findings
from translate.check.report import Finding, FindingKind, Link, LinkKind, LinkStatus, Place, Reason, Severity, touches
from translate.given import joined_input
from translate.translation import Translation


def draft(body: Sequence[Sentence], *, title: str, words: int, kit: Kit) -> Steps[Drafted]:
    """The drafts of a brief of about `words` English words, by the recipe's strategy.

    An encoder of the kit, where it has one, knows source and target language: by it a summarizer's sentences are attributed.
    """
    recipe, translator, summarizer = kit.recipe, kit.translator, kit.summarizer
    strategy, source, target = recipe.strategy, recipe.source, recipe.target
    texts = [s.text for s in body]
    if strategy == "extract":
        told = condensed(body, title=title, words=words, language=source, encode=_ranking(kit))
        return Drafted(tuple(Draft(s, (s.sentence,)) for s in told.points), left_out=told.left_out)
    if summarizer is None:
        raise InputError("brief.summarizer_not_given", strategy=strategy)
    full: tuple[Translation, ...] = ()
    strategy = summarizer.way if strategy == "written" else strategy
    reads, writes = languages_of(strategy, source, target)
    read = texts
    if strategy == "translate-first":
        for part in sliced(translator.document(texts), translator.at_once):
            full += tuple(translator.translate(part))
            yield Event("translate", len(full), len(texts))
        read = [t.text for t in full]
    yield Event("summarize")
    summary = abstract(
        read, engine=summarizer.engine, words=words, language=reads, target=writes, options=summarizer.options
    )
    kept = _fitting(summary, words=words, language=writes)
    written = [summary.sentences[i] for i in kept]
    supports = attribute(written, read, language=reads, target=writes, encode=kit.encode)
    findings = [_told(Reason.COVERAGE_SENTENCES, body, span) for span in summary.silent]
    findings += [_told(Reason.INCOMPLETE_PASSAGE, body, span) for span in summary.broken]
    known = translator.document(texts) if kit.checked and writes == target else ()
    drafts: list[Draft] = []
    for i, support in zip(kept, supports, strict=True):
        made = _draft(summary, i, support, body, read, source, writes, target)
        if known and made.finished is not None:
            made = _compared(made, support, [known[j] for j in support.sources], context="".join(texts))
        if recipe.strict and made.findings:
            made = _own(body, support, full, made)
        if all(d.selected.text != made.selected.text or d.written != made.written for d in drafts):
            drafts.append(made)
    if not drafts:
        findings.append(Finding(Reason.FALLBACK_ALL, Severity.WARNING, place=Place.ARTICLE))
        chosen = condense(body, title=title, words=words, language=source)
        by = {s: i for i, s in enumerate(body)}
        drafts = [
            Draft(s, (s.sentence,), finished=full[by[s.sentence]] if full and s.sentence in by else None)
            for s in chosen
        ]
    return Drafted(tuple(drafts), tuple(findings), full)


def _ranking(kit: Kit) -> Encode | None:
    """Vectors of the compact model, to which the ranking was fitted, where it gives the second opinion.

    Where it translates itself they would take as long as the whole brief does.
    """
    second = kit.translator.second
    return second.encode if isinstance(second, Encoder) and is_compact(second.model) else None


def _fitting(summary: Abstract, *, words: int, language: str) -> list[int]:
    """Indexes of the summary's sentences that go into the brief: all where they fit, else the ones that an extractive
    brief of them keeps."""
    texts = summary.sentences
    if sum(words_of(t, language=language) for t in texts) <= 1.1 * words:
        return list(range(len(texts)))
    stand = [Sentence(t, i, i + 1, i) for i, t in enumerate(texts)]
    chosen = {s.sentence.start for s in condense(stand, words=words, language=language)}
    return sorted(chosen)


def _draft(
    summary: Abstract,
    index: int,
    support: Support,
    body: Sequence[Sentence],
    read: Sequence[str],
    source: str,
    writes: str,
    target: str,
) -> Draft:
    text = summary.sentences[index]
    sources = tuple(body[j] for j in support.sources)
    findings = list(_unsupported(text, support, read))
    if index in summary.unfinished:
        findings.append(Finding.of(Reason.INCOMPLETE_SUMMARY, Severity.ERROR, found=text))
    score = support.similarity - len(support.figures) - len(support.names)
    selected = Selected(body[support.best], text, (), score, ("written",))
    if writes != target:
        return Draft(selected, sources, text, None, tuple(findings))
    if read[support.best] != body[support.best].text:
        findings += _mistranslated(text, sources, support, source, writes)
    cited = "".join(s.text for s in sources)
    findings += [
        f
        for f in decoding_findings(cited, text, target_language=target)
        if f.kind in (FindingKind.EMPTY, FindingKind.UNTRANSLATED, FindingKind.REPETITION)
    ]
    finished = Translation(cited, text, 0.0, (), _links(text, sources, source, writes))
    return Draft(selected, sources, text, finished, tuple(findings))


def _compared(draft: Draft, support: Support, known: Sequence[SentenceInput], *, context: str) -> Draft:
    """The draft with what the check has to say of the sentence as a translation of those that it cites: of what stands in it, for a
    summary may leave out what it will. What is told as unsupported is not told again."""
    told = [(q.start, q.end) for q in support.figures] + list(support.names)
    told += [f.target for f in draft.findings if f.target]
    report = check(SourceFacts.read(joined_input(known), context=context), draft.written)
    new = [f for f in report.findings if f.target and not touches(f.target, told)]
    return replace(draft, findings=(*draft.findings, *new))


def _unsupported(text: str, support: Support, read: Sequence[str]) -> list[Finding]:
    """What the article does not say. Spans point nowhere: the sentence is not translated yet, or the message quotes it."""
    found = [Finding.of(Reason.UNSUPPORTED_FIGURE, Severity.ERROR, found=q.text) for q in support.figures]
    found += [Finding.of(Reason.UNSUPPORTED_NAME, Severity.ERROR, found=text[a:b]) for a, b in support.names]
    if support.similarity < support.floor:
        found.append(
            Finding.of(
                Reason.UNSUPPORTED_SENTENCE,
                Severity.WARNING,
                closest=read[support.best],
                similarity=float(support.similarity),
                wanted=float(support.floor),
            )
        )
    return found


def _mistranslated(text: str, sources: Sequence[Sentence], support: Support, source: str, writes: str) -> list[Finding]:
    """Figures that the translated article has and the article has not: the translation that the summarizer read was wrong."""
    stated = [q for s in sources for q in quantities(s.text, language=source)]
    return [
        Finding.of(Reason.QUANTITY_MISTRANSLATED, Severity.ERROR, None, (q.start, q.end), found=q.text)
        for q in quantities(text, language=writes)
        if not q.weak and q not in support.figures and not any(compare(s, q) in SAME for s in stated)
    ]


def _links(text: str, sources: Sequence[Sentence], source: str, writes: str) -> tuple[Link, ...]:
    """Quantities of a finished sentence with where its cited sources, one after the other, have them."""
    links: list[Link] = []
    free = list(quantities(text, language=writes))
    at = 0
    for sentence in sources:
        for q in quantities(sentence.text, language=source):
            match = next((t for t in free if compare(q, t) in SAME), None)
            if match is not None:
                free.remove(match)
                expected = render(q, language=writes)
                links.append(
                    Link(
                        LinkKind.QUANTITY,
                        (at + q.start, at + q.end),
                        (match.start, match.end),
                        expected,
                        LinkStatus.AGREES,
                        q,
                    )
                )
        at += len(sentence.text)
    return tuple(links)


def _own(body: Sequence[Sentence], support: Support, full: Sequence[Translation], failed: Draft) -> Draft:
    """The article's own sentence in place of one that failed its check."""
    sentence = body[support.best]
    note = Finding(Reason.FALLBACK_SENTENCE, Severity.INFO, cause=failed.findings[0])
    selected = Selected(sentence, sentence.text, (), support.similarity, ("fallback",))
    return Draft(selected, (sentence,), finished=full[support.best] if full else None, findings=(note,))


def _told(reason: Reason, body: Sequence[Sentence], span: tuple[int, int]) -> Finding:
    """What became of the summary of some sentences, about the article."""
    first, last = body[span[0]], body[span[1]]
    found = Finding.of(
        reason, Severity.WARNING,
        first=span[0] + 1, last=span[1] + 1, start=first.text[:20], end=last.text[-20:],
    )  # fmt: skip
    return replace(found, place=Place.ARTICLE)
