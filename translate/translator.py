"""Sentences in, checked translations out: prepare, decode, choose, decode again, repair, report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary
from facts.glossary.reversed import directed
from jianbao.deadline import ask
from jianbao.signature import Signature
from models import catalog
from models.engines.protocols import Generator, Hypothesis, Scorer
from translate.check.comparison import PENALTY, SourceFacts, check
from translate.check.opinion import clause_findings, opinions
from translate.check.opinion.room import fits
from translate.check.report import Change, Finding, Report
from translate.decoding import Decoded, decoder
from translate.held import held
from translate.preparation import Segment
from translate.repair import annotate, repair
from translate.translation import Progress, TranslateOptions, Translation

if TYPE_CHECKING:
    from translate.memory import TranslationMemory


@dataclass(frozen=True, slots=True)
class _Choice:
    text: str
    score: float
    report: Report
    complete: bool
    value: float = field(default=0.0)
    doubts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Best:
    """text: placeholders restored; stray: whether one that nobody put in was left; report: of `text`, None where it was not checked."""

    text: str
    stray: bool
    hypothesis: Hypothesis
    report: Report | None = None


class Translator:
    """Translates with one engine and one glossary.

    The engine batches all segments of a call together; the document's names and terms come with each sentence.
    scorer: who is asked whether a clause is missing, most often another model; the engine itself where None and where it can.
    Where nobody can, nobody is asked.
    memory: what was translated before with the same engine, options and glossary is taken from it, and what is new is kept there.
    """

    def __init__(
        self,
        engine: Generator,
        *,
        scorer: Scorer | None = None,
        glossary: Glossary | None = None,
        options: TranslateOptions = TranslateOptions(),
        memory: TranslationMemory | None = None,
    ) -> None:
        self.engine = engine
        own: Scorer | None = engine if isinstance(engine, Scorer) else None
        self.scorer = scorer or own
        self.second = scorer if scorer is not own else None
        """The scorer where it is another model than the one that writes."""
        # Hypotheses have the scores of the scorer, where that is another model.
        self.penalty = catalog.calibration((self.scorer or engine).model).penalty
        self.memory = memory
        self.seconds = 0.0
        """Spent in first decodings so far; the rest of a translation is its check."""
        self.decoded_again = 0
        """Sentences so far whose first answer the check objected to."""
        self.glossary = Glossary.builtin() if glossary is None else glossary
        # Lists are kept from Chinese to English; the other way, a term is found by its English.
        self.terms = directed(self.glossary, source=options.source, target=options.target)
        self.options = options
        self.decoder = decoder(engine, options, self.glossary)

    def signature(self) -> Signature:
        """What the brief's signature records of this translator."""
        o = self.options
        checks = "".join(
            letter
            for letter, on in (
                ("c", o.check),
                ("a", o.check and o.again),
                ("r", o.check and o.repair),
                ("v", o.check and o.coverage),
                ("n", o.check and o.notes),
            )
            if on
        )
        own = Signature.of(
            model=self.engine.model,
            engine=self.engine.name,
            lang=f"{o.source}-{o.target}",
            check=checks or "off",
            scorer=self.second.model if self.second else None,
        )
        return own + self.decoder.signature() + Signature.of(glossary=self.glossary.digest)

    def document(self, texts: Sequence[str], *, month: int = 0, day: int = 0) -> list[SentenceInput]:
        """Find people and terms of sentences that belong together, so that a name is known where it is mentioned again.

        month, day: of the dateline, by which days without a month are read.
        """
        o = self.options
        return document_sentences(texts, glossary=self.terms, source=o.source, target=o.target, month=month, day=day)

    @property
    def at_once(self) -> int:
        """Sentences that are decoded at once: a slice of this size is a batch that the engine runs well, and soon done."""
        return self.decoder.at_once

    @property
    def opening(self) -> tuple[int, ...]:
        """Sentences of the first slices, which somebody waits for."""
        return self.decoder.opening

    def translate(self, sentences: Sequence[SentenceInput], *, progress: Progress | None = None) -> list[Translation]:
        """Translate sentences, identical ones once, in input order. The slices are the same whether progress is told or not."""
        # What a document knows of a sentence is a part of it: its people and its terms may be another document's plain words.
        # Alike in length, a slice wastes little of a batch.
        wanted = sorted(dict.fromkeys(sentences), key=lambda s: len(s.text))
        done: dict[SentenceInput, Translation] = {}
        for at in range(0, len(wanted), self.at_once):
            ask()
            part = wanted[at : at + self.at_once]
            done.update(zip(part, self._remembered(part), strict=True))
            if progress:
                progress(len(done), len(wanted))
        return [done[s] for s in sentences]

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Within, a sentence is translated once, however many calls it comes in; without a memory of its own, in one that ends here."""
        if self.memory is not None:
            yield
            return
        from translate.memory import TranslationMemory

        self.memory = TranslationMemory.of_run()
        try:
            yield
        finally:
            self.memory.close()
            self.memory = None

    def _remembered(self, sentences: list[SentenceInput]) -> list[Translation]:
        """`_translate`, but for what the memory has."""
        if self.memory is None:
            return self._translate(sentences)
        signature = str(self.signature())
        keys = [self.memory.key(signature, s) for s in sentences]
        known = self.memory.get(keys)
        new = [i for i, key in enumerate(keys) if key not in known]
        done = self._translate([sentences[i] for i in new]) if new else []
        made = dict(zip((keys[i] for i in new), done, strict=True))
        self.memory.put(made)
        known.update(made)
        return [known[key] for key in keys]

    def facts(self, s: SentenceInput) -> SourceFacts:
        """What a sentence asserts, for `check`."""
        return SourceFacts.read(s, language=self.options.source)

    def _translate(self, sentences: list[SentenceInput]) -> list[Translation]:
        o = self.options
        facts = [self.facts(s) if o.check else None for s in sentences]
        cut = [self.decoder.segments(s) for s in sentences]
        began = time.perf_counter()
        decoded = self.decoder.decode(cut, self.decoder.first())
        self.seconds += time.perf_counter() - began
        decoded = self._rescored(cut, decoded)
        chosen = [self._choose(s, f, c, d) for s, f, c, d in zip(sentences, facts, cut, decoded, strict=True)]
        if self._asks_second:
            chosen = self._weighed(sentences, facts, chosen)
        if o.check and o.again:
            self._again(sentences, facts, chosen)
        return self._finish(sentences, facts, chosen)

    def _rescored(self, cut: Sequence[Sequence[Segment]], decoded: Decoded) -> Decoded:
        """The hypotheses with the scores of the second opinion, where there is one: a model's own score says little
        about what it made up."""
        if self.second is None:
            return decoded
        flat = [
            (segment.text, h)
            for group, made in zip(cut, decoded, strict=True)
            for segment, hs in zip(group, made, strict=True)
            for h in hs
        ]
        asked = [i for i, (text, h) in enumerate(flat) if h.text.strip() and fits(self.second, text, h.text)]
        opinion = self.second.score([flat[i][0] for i in asked], [flat[i][1].text for i in asked])
        scores = dict(zip(asked, opinion, strict=True))
        done = (replace(h, score=scores.get(i, h.score)) for i, (_, h) in enumerate(flat))
        return [[[next(done) for _ in hs] for hs in made] for made in decoded]

    @property
    def _asks_second(self) -> bool:
        """Whether another model than the one that writes can be asked what it thinks."""
        return self.options.check and self.options.coverage and self.second is not None

    def _weighed(
        self, sentences: Sequence[SentenceInput], facts: Sequence[SourceFacts | None], choices: Sequence[_Choice]
    ) -> list[_Choice]:
        """Choices with what the second opinion holds against them: clauses that are missing, clauses and names that are made up."""
        asked = [i for i, f in enumerate(facts) if f is not None and choices[i].text.strip()]
        assert self.second is not None
        said = clause_findings(
            self.second,
            [sentences[i].text for i in asked],
            [choices[i].text for i in asked],
            [choices[i].report for i in asked],
        )
        out = list(choices)
        for i, findings in zip(asked, said, strict=True):
            against = tuple(f for f in findings if f.kind in PENALTY)
            cost = sum(PENALTY[f.kind] for f in against) * self.penalty
            out[i] = replace(choices[i], doubts=against, value=choices[i].value - cost)
        return out

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
        texts: list[str] = []
        scores: list[float] = []
        complete, stray = True, False
        for segment, hypotheses in zip(cut, decoded, strict=True):
            local = None if facts is None else facts if len(cut) == 1 else _local(s, segment, facts.language)
            best = self._best(local, segment, hypotheses)
            texts.append(best.text.strip())
            scores.append(best.hypothesis.score)
            complete, stray = complete and best.hypothesis.complete, stray or best.stray
        text, score = tidied(s.text, self.decoder.joined(texts), target=self.options.target), sum(scores) / len(scores)
        report = Report((), ())
        if facts is not None:
            known = best.report if len(cut) == 1 and best.text == text else None
            report = known or self._check(facts, text, complete)
        return _Choice(text, score, report, complete, score - report.penalty * self.penalty - stray)

    def _best(self, facts: SourceFacts | None, segment: Segment, hypotheses: Sequence[Hypothesis]) -> _Best:
        """The hypothesis with the highest score less penalties, placeholders restored.

        No penalty is below 0, so a hypothesis whose score alone is no better than what is found need not be checked:
        most often all but the first.
        """
        if facts is None or len(hypotheses) == 1:
            return _Best(*segment.restored(hypotheses[0].text), hypotheses[0])
        best: _Best | None = None
        value = 0.0
        for h in hypotheses:
            if best is not None and h.score <= value:
                continue
            text, stray = segment.restored(h.text)
            report = self._check(facts, text, h.complete)
            new = h.score - report.penalty * self.penalty - stray
            if best is None or new > value:
                best, value = _Best(text, stray, h, report), new
        assert best is not None  # an engine gives at least one
        return best

    def _check(self, facts: SourceFacts, text: str, complete: bool) -> Report:
        ask()
        return check(facts, text, target_language=self.options.target, complete=complete)

    def _again(
        self, sentences: Sequence[SentenceInput], facts: Sequence[SourceFacts | None], chosen: list[_Choice]
    ) -> None:
        """Decode sentences that lost something once more, in other ways; keep what the check likes better."""
        ways: list[tuple[int, tuple[Segment, ...]]] = []
        for i, choice in enumerate(chosen):
            hold = held(choice.report, sentences[i], choice.text)
            lost = choice.report.errors or hold
            if choice.doubts or (lost and not self._repairable(sentences[i], facts[i], choice)):
                ways.append((i, self.decoder.other_segments(sentences[i], hold)))
        if not ways:
            return
        self.decoded_again += len(ways)
        again = [cut for _, cut in ways]
        decoded = self._rescored(again, self.decoder.decode(again, self.decoder.again()))
        candidates = [
            (i, self._choose(sentences[i], facts[i], cut, one))
            for (i, cut), made in zip(ways, decoded, strict=True)
            for one in self._each(made)
        ]
        if self._asks_second:
            where = [i for i, _ in candidates]
            weighed = self._weighed(
                [sentences[i] for i in where], [facts[i] for i in where], [c for _, c in candidates]
            )
            candidates = list(zip(where, weighed, strict=True))
        for i, candidate in candidates:
            if candidate.value > chosen[i].value:
                chosen[i] = candidate

    def _each(self, made: Sequence[Sequence[Hypothesis]]) -> list[Sequence[Sequence[Hypothesis]]]:
        """The answers of a sentence to be weighed: where another model is asked, each whole one by itself, else the best of all."""
        if self._asks_second and len({len(hypotheses) for hypotheses in made}) == 1:
            return [[[hypotheses[n]] for hypotheses in made] for n in range(len(made[0]))]
        return [made]

    def _repairable(self, s: SentenceInput, facts: SourceFacts | None, choice: _Choice) -> bool:
        """Whether a certain repair puts right all that was lost, which costs nothing; a second decoding costs half of the first."""
        if facts is None or not self.options.repair:
            return False
        fixed = repair(facts, choice.text, choice.report, complete=choice.complete, target_language=self.options.target)
        return bool(fixed.changes) and not fixed.report.errors and not held(fixed.report, s, fixed.text)

    def _finish(
        self, sentences: Sequence[SentenceInput], facts: Sequence[SourceFacts | None], chosen: Sequence[_Choice]
    ) -> list[Translation]:
        """Repair what is certain, ask for what may be missing, note what is; all that is left is a finding."""
        o = self.options
        texts = [c.text for c in chosen]
        reports = [c.report for c in chosen]
        changes: list[tuple[Change, ...]] = [() for _ in chosen]
        for i, (f, c) in enumerate(zip(facts, chosen, strict=True)):
            if f is not None and o.repair:
                fixed = repair(f, c.text, c.report, complete=c.complete, target_language=o.target)
                texts[i], reports[i], changes[i] = fixed.text, fixed.report, fixed.changes
        asked = [i for i, f in enumerate(facts) if f is not None and texts[i].strip()]
        if o.coverage and asked and self.scorer is not None:
            read, written = [sentences[i].text for i in asked], [texts[i] for i in asked]
            own = [chosen[i].score for i in asked]
            known = [reports[i] for i in asked]
            found = opinions(own, read, written, known, writer=self.engine.model, scorer=self.scorer)
            for i, new in zip(asked, found, strict=True):
                reports[i] = replace(reports[i], findings=(*reports[i].findings, *new))
        for i, f in enumerate(facts):
            if f is not None and o.notes:
                noted = annotate(f, texts[i], reports[i], target_language=o.target)
                texts[i], reports[i], changes[i] = noted.text, noted.report, (*changes[i], *noted.changes)
        return [
            Translation(s.text, text, c.score, report.findings, report.links, change)
            for s, text, c, report, change in zip(sentences, texts, chosen, reports, changes, strict=True)
        ]


def _local(s: SentenceInput, segment: Segment, language: str) -> SourceFacts:
    """The facts of one segment of a sentence."""
    inside = [p for p in s.people if segment.start <= p.start and p.end <= segment.end]
    terms = [m for m in s.terms if segment.start <= m.start and m.end <= segment.end]
    part = replace(
        s,
        text=s.text[segment.start : segment.end],
        people=tuple(replace(p, start=p.start - segment.start, end=p.end - segment.start) for p in inside),
        terms=tuple(replace(m, start=m.start - segment.start, end=m.end - segment.start) for m in terms),
    )
    return SourceFacts.read(part, language=language)


def tidied(source: str, text: str, *, target: str) -> str:
    """A sentence that ends and begins like one: clauses cut at ；or ， leave their comma behind, and some start in lower case."""
    if target != "en":
        return text
    if text and source.rstrip()[-1:] in "。；;" and text[-1] in ",;:":
        text = text[:-1] + "."
    if text[:1].islower() and text[1:2].islower():
        text = text[0].upper() + text[1:]
    return text
