"""Sentences in, checked translations out: prepare, decode, choose, decode again, repair, report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from facts.names import Person, people

from facts.glossary import Glossary, Match
from jianbao.errors import InputError
from models.engine import Engine, GenerateOptions, Hypothesis
from translate.fidelity import Link, Report, SourceFacts, check
from translate.findings import Finding
from translate.preparation import Segment, segments
from translate.repair import annotate, repair

Progress = Callable[[int, int], None]
"""Called with (sentences done, sentences in all); may raise to stop."""

SEGMENT_TOKENS = 80
"""Longest segment in source tokens. The bundled model saw pairs of up to 110 pieces and loses clauses of longer ones; on the development
releases, BLEU of sentences over 70 characters is 21.1 uncut, 21.6 cut at 90 characters (about 65 pieces), 19.0 cut at 70."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslateOptions:
    """How to translate and check.

    hypotheses: how many of each sentence the check may choose from (beam search has them at hand: they cost the detokenising only).
    again: decode sentences whose best hypothesis still has an error once more, in other ways. notes: carry missing facts in brackets.
    insert: names and terms reach the model as target-language text ("names", "all" or "none").
    """

    beams: int = 4
    hypotheses: int = 4
    check: bool = True
    again: bool = True
    repair: bool = True
    notes: bool = True
    insert: str = "names"
    segment_tokens: int = SEGMENT_TOKENS
    source: str = "zh"
    target: str = "en"


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """A source sentence with what its document knows of it: people and terms with spans into `text`."""

    text: str
    people: tuple[Person, ...] = ()
    terms: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """One translated text.

    score: log probability a token of what was chosen (mean over segments). findings: what the check has to say, errors first.
    changes: repairs, one sentence each.
    """

    source: str
    text: str
    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    links: tuple[Link, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return not any(f.severity == "error" for f in self.findings)


@dataclass(frozen=True, slots=True)
class _Choice:
    text: str
    score: float
    report: Report
    complete: bool
    value: float = field(default=0.0)


class Translator:
    """Translates with one engine and one glossary.

    The engine batches all segments of a call together; the document's names and terms come with each sentence.
    """

    def __init__(
        self, engine: Engine, *, glossary: Glossary | None = None, options: TranslateOptions = TranslateOptions()
    ) -> None:
        self.engine = engine
        self.glossary = Glossary.builtin() if glossary is None else glossary
        self.options = options
        self.limit = max(8, min(options.segment_tokens, engine.window - 2))

    def signature(self) -> str:
        """What the brief's signature records of this translator."""
        o = self.options
        checks = "".join(
            letter
            for letter, on in (
                ("c", o.check),
                ("a", o.check and o.again),
                ("r", o.check and o.repair),
                ("n", o.check and o.notes),
            )
            if on
        )
        return "|".join(
            (
                f"model:{self.engine.model}",
                f"engine:{self.engine.name}",
                f"lang:{o.source}-{o.target}",
                f"beams:{o.beams}",
                f"nbest:{o.hypotheses if o.check else 1}",
                f"check:{checks or 'off'}",
                f"insert:{o.insert}",
                f"segment:{self.limit}",
                f"glossary:{self.glossary.digest}",
            )
        )

    def document(self, texts: Sequence[str]) -> list[SentenceInput]:
        """Find people and terms of sentences that belong together, so that a name is known where it is mentioned again."""
        if self.options.source != "zh":
            return [SentenceInput(text) for text in texts]
        joined, starts = "", []
        for text in texts:
            starts.append(len(joined))
            joined += text + "\n"
        persons = people(joined)
        out = []
        for text, start in zip(texts, starts, strict=True):
            end = start + len(text)
            mine = tuple(
                replace(p, start=p.start - start, end=p.end - start)
                for p in persons
                if start <= p.start and p.end <= end
            )
            taken = [(p.start, p.end) for p in mine]
            terms = tuple(m for m in self.glossary.find(text) if not any(a < m.end and m.start < b for a, b in taken))
            out.append(SentenceInput(text, mine, terms))
        return out

    def translate(self, sentences: Sequence[SentenceInput], *, progress: Progress | None = None) -> list[Translation]:
        """Translate sentences, identical ones once, in input order."""
        unique: dict[tuple[str, tuple[Person, ...]], int] = {}
        for s in sentences:
            unique.setdefault((s.text, s.people), len(unique))
        firsts: dict[int, SentenceInput] = {}
        for s in sentences:
            firsts.setdefault(unique[s.text, s.people], s)
        done = self._translate([firsts[i] for i in range(len(unique))], progress)
        return [done[unique[s.text, s.people]] for s in sentences]

    def _translate(self, sentences: list[SentenceInput], progress: Progress | None) -> list[Translation]:
        o = self.options
        facts = [
            SourceFacts.of(s.text, people=s.people, terms=s.terms, language=o.source) if o.check else None
            for s in sentences
        ]
        cut = [self._segments(s, o.insert) for s in sentences]
        decoded = self._decode(cut, progress)
        chosen = [self._choose(s, f, c, d) for s, f, c, d in zip(sentences, facts, cut, decoded, strict=True)]
        if o.check and o.again:
            self._again(sentences, facts, chosen)
        return [self._finish(s, f, c) for s, f, c in zip(sentences, facts, chosen, strict=True)]

    def _segments(self, s: SentenceInput, insert: str, *, limit: int | None = None) -> tuple[Segment, ...]:
        def count(text: str) -> int:
            return self.engine.count_tokens([text])[0]

        def wanted(match: Match) -> bool:
            return insert == "all" and match.term.firm

        return segments(
            s.text,
            limit=limit or self.limit,
            count=count,
            people=s.people if insert != "none" else (),
            terms=s.terms,
            insert=wanted,
        )

    def _decode(
        self, cut: Sequence[Sequence[Segment]], progress: Progress | None = None, **changes: object
    ) -> list[list[list[Hypothesis]]]:
        o = self.options
        wanted = o.hypotheses if o.check else 1
        options = GenerateOptions(beams=max(o.beams, 1), hypotheses=max(1, min(wanted, o.beams)))
        options = replace(options, **changes)  # type: ignore[arg-type]
        flat = [segment.text for group in cut for segment in group]
        out: list[list[Hypothesis]] = []
        order = sorted(range(len(flat)), key=lambda i: len(flat[i]))
        results: dict[int, list[Hypothesis]] = {}
        # The engine sorts and batches; slices of this size only let progress be told and a run be stopped.
        step = len(flat) if progress is None else 16
        for at in range(0, len(order), max(1, step)):
            part = order[at : at + step]
            for i, hypotheses in zip(part, self.engine.generate([flat[i] for i in part], options=options), strict=True):
                results[i] = hypotheses
            if progress:
                progress(len(results), len(flat))
        out = [results[i] for i in range(len(flat))]
        it = iter(out)
        return [[next(it) for _ in group] for group in cut]

    def _choose(
        self,
        s: SentenceInput,
        facts: SourceFacts | None,
        cut: Sequence[Segment],
        decoded: Sequence[Sequence[Hypothesis]],
    ) -> _Choice:
        """The best hypothesis of each segment, by model score less what the check holds against it; joined, and checked as a whole."""
        if not cut:
            return _Choice("", 0.0, Report((), ()), True)
        texts, scores, complete = [], [], True
        for segment, hypotheses in zip(cut, decoded, strict=True):
            best = hypotheses[0]
            if facts is not None and len(hypotheses) > 1:
                local = facts if len(cut) == 1 else _local(s, segment, facts.language)
                best = max(hypotheses, key=lambda h: h.score - self._check(local, h.text, h.complete).penalty)
            texts.append(best.text.strip())
            scores.append(best.score)
            complete = complete and best.complete
        text, score = self._join(texts), sum(scores) / len(scores)
        report = self._check(facts, text, complete) if facts is not None else Report((), ())
        return _Choice(text, score, report, complete, score - report.penalty)

    def _check(self, facts: SourceFacts, text: str, complete: bool) -> Report:
        return check(facts, text, target_language=self.options.target, complete=complete)

    def _join(self, texts: Sequence[str]) -> str:
        """Segments in one text; a segment that ends in the middle of the sentence does not start a new one."""
        if self.options.target == "zh":
            return "".join(texts)
        return " ".join(t for t in texts if t)

    def _again(
        self, sentences: Sequence[SentenceInput], facts: Sequence[SourceFacts | None], chosen: list[_Choice]
    ) -> None:
        """Decode sentences with errors once more: in clauses, and with the names as they stood; keep what the check likes better."""
        failing = [i for i, c in enumerate(chosen) if c.report.errors]
        if not failing:
            return
        ways: list[tuple[int, tuple[Segment, ...]]] = []
        for i in failing:
            s = sentences[i]
            length = self.engine.count_tokens([s.text])[0]
            halves = self._segments(s, self.options.insert, limit=max(16, min(self.limit, length * 2 // 3)))
            if len(halves) > 1:
                ways.append((i, halves))
            other = "none" if self.options.insert != "none" and s.people else "names"
            variant = self._segments(s, other)
            if [g.text for g in variant] != [g.text for g in halves] and other != self.options.insert and s.people:
                ways.append((i, variant))
            if any(f.kind in ("repetition", "empty", "incomplete") for f in chosen[i].report.findings):
                ways.append((i, self._segments(s, self.options.insert)))
        if not ways:
            return
        decoded = self._decode([cut for _, cut in ways], no_repeat_ngram=4)
        for (i, cut), hypotheses in zip(ways, decoded, strict=True):
            candidate = self._choose(sentences[i], facts[i], cut, hypotheses)
            if candidate.value > chosen[i].value:
                chosen[i] = candidate

    def _finish(self, s: SentenceInput, facts: SourceFacts | None, choice: _Choice) -> Translation:
        if facts is None:
            return Translation(s.text, choice.text, choice.score)
        text, report, changes = choice.text, choice.report, ()
        target = self.options.target
        if self.options.repair:
            fixed = repair(facts, text, report, complete=choice.complete, target_language=target)
            text, report, changes = fixed.text, fixed.report, fixed.changes
        if self.options.notes:
            noted = annotate(facts, text, report, target_language=target)
            text, report, changes = noted.text, noted.report, (*changes, *noted.changes)
        return Translation(s.text, text, choice.score, report.findings, report.links, changes)


def _local(s: SentenceInput, segment: Segment, language: str) -> SourceFacts:
    """The facts of one segment of a sentence."""
    inside = [p for p in s.people if segment.start <= p.start and p.end <= segment.end]
    terms = [m for m in s.terms if segment.start <= m.start and m.end <= segment.end]
    return SourceFacts.of(
        s.text[segment.start : segment.end],
        people=[replace(p, start=p.start - segment.start, end=p.end - segment.start) for p in inside],
        terms=[replace(m, start=m.start - segment.start, end=m.end - segment.start) for m in terms],
        language=language,
    )


def require_texts(texts: Iterable[str]) -> list[str]:
    """A list of the texts; a single string is a mistake that iterates over its characters, so it raises."""
    if isinstance(texts, str):
        raise InputError("translate() takes a list of texts, not one string; write translate([text]).")
    return list(texts)


def stream(
    translator: Translator, documents: Iterable[Sequence[str]], *, sentences: int = 2_000
) -> Iterator[list[Translation]]:
    """Translate documents of any number with bounded memory: some `sentences` at once share batches; one list a document, in order."""
    window: list[list[SentenceInput]] = []
    held = 0
    for document in documents:
        window.append(translator.document(document))
        held += len(document)
        if held >= sentences:
            yield from _flush(translator, window)
            window, held = [], 0
    yield from _flush(translator, window)


def _flush(translator: Translator, window: Sequence[Sequence[SentenceInput]]) -> Iterator[list[Translation]]:
    done = iter(translator.translate([s for document in window for s in document]))
    for document in window:
        yield [next(done) for _ in document]
