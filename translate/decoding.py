"""How sentences reach the model and come back: in segments, with what must survive held by placeholders or told as hints.

A seq2seq model reads a sentence in which names and terms are placeholders, and gives several hypotheses of a beam search. A decoder model
reads the sentence as it is, behind its hints, and gives one greedy answer; asked again it gets more hints, and draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facts.document import SentenceInput
from facts.glossary.glossary import Glossary, Match
from facts.glossary.words import agreed
from facts.quantities import quantities
from facts.quantities.identifiers import copied
from jianbao.deadline import ask
from jianbao.signature import Signature
from models import catalog
from models.engines.protocols import GenerateOptions, Generator, Hint, Hypothesis
from translate.hints import hints_of, posts_of, with_capitals
from translate.preparation import Segment, Span, segments
from translate.translation import TranslateOptions

CLAUSE_ENDS = "，,；;：:。！？!?"

Decoded = list[list[list[Hypothesis]]]
"""Hypotheses of each segment of each sentence."""


def decoder(engine: Generator, options: TranslateOptions, glossary: Glossary) -> Decoder:
    """The way of this engine's kind."""
    return HintDecoder(engine, options, glossary) if engine.hinted else Decoder(engine, options)


class Decoder:
    """For models that read text alone: names and firm terms are held by placeholders, the hypotheses are those of a beam search."""

    at_once = 16
    """Sentences in one call of the engine: a second of two old cores."""
    opening: tuple[int, ...] = ()
    """Sentences of the first calls, which somebody waits for, where they are fewer."""

    def __init__(self, engine: Generator, options: TranslateOptions) -> None:
        self.engine = engine
        self.options = options
        segment_tokens = options.segment_tokens or catalog.calibration(engine.model).segment_tokens
        self.limit = max(8, min(segment_tokens, engine.room("")))

    def signature(self) -> Signature:
        """What decides the decoding, for the brief's signature."""
        o = self.options
        nbest = o.hypotheses if o.check else 1
        return Signature.of(beams=o.beams, nbest=nbest, names=o.names, terms=o.terms, segment=self.limit)

    def segments(
        self, s: SentenceInput, *, hold: Sequence[Span] = (), names: str | None = None, limit: int | None = None
    ) -> tuple[Segment, ...]:
        """The sentence as the model is to read it. hold: spans of terms and quantities to be held as well."""
        names = names or self.options.names

        def wanted(match: Match) -> bool:
            # Measured from Chinese only (benchmarks/terms.py).
            o = self.options
            return o.check and o.source == "zh" and o.terms != "none" and match.term.firm

        return segments(
            s.text,
            limit=limit or self.limit,
            count=self._count,
            people=s.people if names != "none" else (),
            terms=s.terms,
            wanted=wanted,
            extra=hold,
            way=names if names != "none" else "placeholder" if hold else self.options.terms,
        )

    def other_segments(self, s: SentenceInput, lost: Sequence[Span]) -> tuple[Segment, ...]:
        """Another way to show a sentence to the model: what was lost held; else in clauses; else without names held."""
        if lost:
            return self.segments(s, hold=lost)
        length = self._count(s.text)
        parts = self.segments(s, limit=max(16, min(self.limit, length * 2 // 3)))
        # A cut inside a clause makes two fragments of it, which the model completes as it likes.
        if len(parts) > 1 and all(s.text[part.end - 1] in CLAUSE_ENDS for part in parts[:-1]):
            return parts
        return self.segments(s, names="none" if s.people else None)

    def first(self) -> GenerateOptions:
        """How a sentence is decoded."""
        o = self.options
        wanted = o.hypotheses if o.check else 1
        return GenerateOptions(beams=max(o.beams, 1), hypotheses=max(1, min(wanted, o.beams)))

    def again(self) -> GenerateOptions:
        """How a sentence is decoded that lost something: half the cost of four beams, and as good with the facts held."""
        beams = min(2, self.options.beams)
        return GenerateOptions(beams=beams, hypotheses=beams, no_repeat_ngram=4)

    def decode(self, cut: Sequence[Sequence[Segment]], options: GenerateOptions) -> Decoded:
        """The hypotheses of every segment, best first."""
        # The engine sorts and batches.
        done = iter(self._generate([segment for group in cut for segment in group], options))
        return [[next(done) for _ in group] for group in cut]

    def joined(self, texts: Sequence[str]) -> str:
        """Segments in one text. The model writes a segment as a sentence: where the next one starts like a sentence,
        a comma becomes a period."""
        if self.options.target == "zh":
            return "".join(texts)
        out = ""
        for text in texts:
            if out and text[:1].isupper() and out[-1] in ",;:":
                out = out[:-1] + "."
            elif out and text[:1].isupper() and out[-1].isalnum():
                out += "."
            out += " " + text if out and text else text
        return out

    def _count(self, text: str) -> int:
        return self.engine.count_tokens([text])[0]

    def _generate(self, part: Sequence[Segment], options: GenerateOptions) -> list[list[Hypothesis]]:
        return self.engine.generate([segment.text for segment in part], options=options, progress=ask)


DRAWN = 3
"""Answers that a decoder model draws when it is asked again, beside a greedy one with more hints."""
TEMPERATURE = 0.4
"""Of what is drawn. Lower repeats the greedy answer, higher invents."""


class HintDecoder(Decoder):
    """For models that read hints: the sentence goes in as it is, behind what facts/ is sure of; the answer is greedy."""

    at_once = 4
    """Some ten seconds of two old cores: more side by side is hardly quicker there, and whoever waits sees nothing meanwhile."""
    opening = (1, 1)
    """The first point alone, half as long as with another one beside it; then the headline."""

    def __init__(self, engine: Generator, options: TranslateOptions, glossary: Glossary) -> None:
        """glossary: with the user's terms; posts are rendered by it."""
        super().__init__(engine, options)
        self.glossary = glossary

    def signature(self) -> Signature:
        return Signature.of(hints=True, again=f"1+{DRAWN}@{TEMPERATURE}", segment=self.limit)

    def segments(
        self, s: SentenceInput, *, hold: Sequence[Span] = (), names: str | None = None, limit: int | None = None
    ) -> tuple[Segment, ...]:
        """The sentence in pieces that the model has room for, each with its hints. hold: more spans with what they are called."""
        bare = segments(s.text, limit=limit or self.limit, count=self._count, way="none")
        return tuple(replace(piece, hints=self._hints(s, piece, hold)) for piece in bare)

    def other_segments(self, s: SentenceInput, lost: Sequence[Span]) -> tuple[Segment, ...]:
        """The same with what was lost as hints.

        A sentence that lost nothing by name is not cut into clauses, as for the seq2seq models: of four that were so read, a strict
        reader found three worse than before, for a clause without its sentence is completed as the model likes.
        """
        return self.segments(s, hold=lost)

    def first(self) -> GenerateOptions:
        return GenerateOptions(beams=1, hypotheses=1)

    def again(self) -> GenerateOptions:
        return GenerateOptions(beams=1, hypotheses=1 + DRAWN, temperature=TEMPERATURE, seed=1)

    def _hints(self, s: SentenceInput, piece: Segment, hold: Sequence[Span]) -> tuple[Hint, ...]:
        if not self.options.check:
            return ()

        def inside(start: int, end: int) -> bool:
            return piece.start <= start and end <= piece.end

        return hints_of(
            people=[p for p in s.people if inside(p.start, p.end)],
            terms=[m for m in s.terms if inside(m.start, m.end)],
            quantities=[q for q in quantities(s.text, language=self.options.source) if inside(q.start, q.end)],
            posts=[p for p in self._posts(s) if inside(p[0], p[1])],
            words=[w for w in self._words(s) if inside(w[0], w[1])],
            more=[(a, b, s.text[a:b], text) for a, b, text in (*hold, *copied(s.text)) if inside(a, b)],
            target=self.options.target,
            needed_first=True,
        )

    def _posts(self, s: SentenceInput) -> tuple[tuple[int, int, str, str], ...]:
        return posts_of(s.text, s.people, self.glossary) if self.options.target == "en" else ()

    def _words(self, s: SentenceInput) -> list[tuple[int, int, str, str]]:
        return agreed(s.text) if (self.options.source, self.options.target) == ("zh", "en") else []

    def _generate(self, part: Sequence[Segment], options: GenerateOptions) -> list[list[Hypothesis]]:
        answers = self.engine.generate(
            [segment.text for segment in part],
            options=options,
            hints=[segment.hints for segment in part],
            progress=ask,
        )
        return [
            [replace(h, text=with_capitals(h.text, segment.hints)) for h in row]
            for segment, row in zip(part, answers, strict=True)
        ]
