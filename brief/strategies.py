"""How an article is condensed: what each strategy writes, and what stands behind every sentence that a model wrote.

    extract          the article's own sentences, chosen and shortened, then translated
    abstract         a summarizer of the source language writes, then its sentences are translated
    translate-first  the whole article is translated, then a summarizer of the target language writes
    direct           a cross-lingual model writes the summary in the target language from the source

A model's sentence is attributed to the sentences of the article that say it (`summarize.written.attribution`). Where none does, it gets a finding, or
under `strict` gives way to the article's own sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brief.recipe import Recipe
from facts.document import SentenceInput
from facts.quantities import compare, quantities, render
from jianbao.errors import InputError, ModelError
from jianbao.sentences import Sentence
from jianbao.signature import Signature
from models.engines.protocols import DEFAULTS, GenerateOptions
from summarize import Selected, condense
from summarize.extract.features import words_of
from summarize.written.abstractive import Abstract, abstract
from summarize.written.attribution import AGREES, Encode, Support, attribute
from translate.check.guards import decoding_findings
from translate.check.report import Finding, FindingKind, Link, LinkKind, LinkStatus, Place, Reason, Severity
from translate.translation import TranslateOptions, Translation
from translate.translator import Translator

if TYPE_CHECKING:
    from facts.glossary.glossary import Glossary
    from models.engines.protocols import Generator

Tell = Callable[[str, int, int], None]
"""Called with (step, done, total); may raise to stop."""


@dataclass(frozen=True, slots=True)
class Summarizer:
    """An engine that writes summaries, and how its model's card decodes."""

    engine: Generator
    options: GenerateOptions = DEFAULTS

    def signature(self) -> str:
        o = self.options
        return f"{self.engine.model},{self.engine.name},beams={o.beams},max={o.max_tokens or 'auto'}"


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
    """What a strategy made: drafts in order, findings about the whole, and the translated article (translate-first)."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()
    full: tuple[Translation, ...] = field(default=())


def languages_of(strategy: str, source: str, target: str) -> tuple[str, str]:
    """What the summarizer of a strategy reads and writes."""
    return {"abstract": (source, source), "translate-first": (target, target), "direct": (source, target)}[strategy]


def load_summarizer(recipe: Recipe, *, threads: int | None = None) -> Summarizer | None:
    """The summarizer that a recipe names; None for extract. Raises InputError where none is named, ModelError where it cannot be had or does
    not fit the strategy's languages."""
    strategy, model = recipe.strategy, recipe.summarizer
    if strategy == "extract":
        if model:
            raise InputError("brief.summarizer_unused")
        return None
    reads, writes = languages_of(strategy, recipe.source, recipe.target)
    if not model:
        raise InputError("brief.summarizer_missing", strategy=strategy, reads=reads, writes=writes)
    from models import catalog, load_engine

    entry = catalog.find(model)
    if entry is not None:
        wanted = "cross" if reads != writes else "summarize"
        if entry.task != wanted:
            raise ModelError(
                "brief.summarizer_task", model=entry.name, task=entry.task, strategy=strategy, wanted=wanted
            )
        entry.check_languages(reads, writes)
    engine = load_engine(model, engine=recipe.engine, source=reads, target=writes, threads=threads)
    return Summarizer(engine, entry.options() if entry else DEFAULTS)


class Verbatim(Translator):
    """Stands for a translator where source and target are one language: every text is its own translation, nothing is decoded.

    engine: only its encoder is used, to compare sentences.
    """

    def __init__(self, engine: Generator, *, glossary: Glossary | None = None, options: TranslateOptions) -> None:
        super().__init__(engine, glossary=glossary, options=options)
        if options.source != options.target:
            raise InputError("brief.translator_missing", source=options.source, target=options.target)

    def signature(self) -> Signature:
        """What the brief's signature records: there is no decoding."""
        o = self.options
        return Signature.of(
            model="none", lang=f"{o.source}-{o.target}", encoder=self.engine.model, glossary=self.glossary.digest
        )

    def translate(
        self, sentences: Sequence[SentenceInput], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Translation]:
        """The texts as they are, with links to the quantities in them."""
        out = []
        for sentence in sentences:
            found = quantities(sentence.text, language=self.options.source)
            links = tuple(
                Link(LinkKind.QUANTITY, (q.start, q.end), (q.start, q.end), q.text, LinkStatus.AGREES, q) for q in found
            )
            out.append(Translation(sentence.text, sentence.text, 0.0, (), links))
        if progress:
            progress(len(out), len(out))
        return out


def draft(
    strategy: str,
    body: Sequence[Sentence],
    *,
    title: str,
    words: int,
    translator: Translator,
    summarizer: Summarizer | None = None,
    encode: Encode | None = None,
    strict: bool = False,
    tell: Tell | None = None,
) -> Drafted:
    """The drafts of a brief of about `words` English words.

    encode: vectors of an encoder that knows source and target language, for what a summarizer has written.
    """
    say = tell or (lambda step, done, total: None)
    source, target = translator.options.source, translator.options.target
    texts = [s.text for s in body]
    if strategy == "extract":
        chosen = condense(body, title=title, words=words, language=source)
        return Drafted(tuple(Draft(s, (s.sentence,)) for s in chosen))
    if summarizer is None:
        raise InputError("brief.summarizer_not_given", strategy=strategy)
    full: tuple[Translation, ...] = ()
    reads, writes = languages_of(strategy, source, target)
    read = texts
    if strategy == "translate-first":
        done = translator.translate(translator.document(texts), progress=lambda n, total: say("translate", n, total))
        full, read = tuple(done), [t.text for t in done]
    summary = abstract(
        read, engine=summarizer.engine, words=words, language=reads, target=writes, options=summarizer.options,
        progress=lambda n, total: say("summarize", n, total),
    )  # fmt: skip
    kept = _fitting(summary, words=words, language=writes)
    supports = attribute([summary.sentences[i] for i in kept], read, language=reads, target=writes, encode=encode)
    findings = [_silent(body, span) for span in summary.silent]
    drafts: list[Draft] = []
    for i, support in zip(kept, supports, strict=True):
        made = _draft(summary, i, support, body, read, source, writes, target)
        if strict and made.findings:
            made = _own(body, support, full, made)
        if all(d.selected.text != made.selected.text or d.written != made.written for d in drafts):
            drafts.append(made)
    if not drafts:
        findings.append(Finding(Reason.FALLBACK_ALL, Severity.WARNING, place=Place.ARTICLE))
        chosen = condense(body, title=title, words=words, language=source)
        by = {s: i for i, s in enumerate(body)}
        drafts = [Draft(s, (s.sentence,), finished=full[by[s.sentence]] if full else None) for s in chosen]
    return Drafted(tuple(drafts), tuple(findings), full)


def _fitting(summary: Abstract, *, words: int, language: str) -> list[int]:
    """Indexes of the summary's sentences that go into the brief: all where they fit, else the ones that an extractive brief of them keeps."""
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
        if not q.weak and q not in support.figures and not any(compare(s, q) in AGREES for s in stated)
    ]


def _links(text: str, sources: Sequence[Sentence], source: str, writes: str) -> tuple[Link, ...]:
    """Quantities of a finished sentence with where its cited sources, one after the other, have them."""
    links: list[Link] = []
    free = list(quantities(text, language=writes))
    at = 0
    for sentence in sources:
        for q in quantities(sentence.text, language=source):
            match = next((t for t in free if compare(q, t) in AGREES), None)
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


def _silent(body: Sequence[Sentence], span: tuple[int, int]) -> Finding:
    first, last = body[span[0]], body[span[1]]
    silent = Finding.of(
        Reason.COVERAGE_SENTENCES, Severity.WARNING,
        first=span[0] + 1, last=span[1] + 1, start=first.text[:20], end=last.text[-20:],
    )  # fmt: skip
    return replace(silent, place=Place.ARTICLE)


def settle(drafts: Sequence[Draft], translations: Sequence[Translation]) -> list[tuple[Draft, Translation]]:
    """Each draft with its final form: the finished one, or the next of `translations`; what the attribution found goes first."""
    rest = iter(translations)
    out = []
    for d in drafts:
        done = d.finished or next(rest)
        if d.findings:
            found = (*d.findings, *done.findings)
            done = replace(done, findings=tuple(sorted(found, key=lambda f: list(Severity).index(f.severity))))
        out.append((d, done))
    return out


def figure_place(draft: Draft, link: Link, *, language: str) -> tuple[int, int, str] | None:
    """Where the article has the quantity of a link of a written sentence: start, end and text; None where it has it nowhere."""
    q = link.quantity
    if q is None:
        return None
    for sentence in draft.sources:
        for known in quantities(sentence.text, language=language):
            if known.text == q.text or compare(known, q) in AGREES:
                return sentence.start + known.start, sentence.start + known.end, known.text
    return None
