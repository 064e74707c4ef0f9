"""How an adapter writes, before any check: BLEU, chrF, hints kept."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.engines.decoder.llama import LlamaEngine
from training.adapter.examples import Pair


@dataclass(frozen=True, slots=True)
class Scores:
    """hints: those given whose rendering the answer has, and all that were given. seconds: a sentence."""

    rows: int
    bleu: float
    chrf: float
    kept: int
    hints: int
    cut: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.rows} sentences: BLEU {self.bleu:.1f}, chrF {self.chrf:.1f}; hints kept {self.kept} of {self.hints}; "
            f"{self.cut} cut off; {self.seconds:.2f} s a sentence"
        )


def score(base: Path, adapter: Path | None, pairs: Sequence[Pair], *, rows: int = 100, hints: bool = True) -> Scores:
    """The scores of an adapter (none: of the base in the same format) on `rows` of the pairs, always the same."""
    import sacrebleu

    drawn = list(pairs)
    random.Random(9).shuffle(drawn)
    drawn = drawn[:rows]
    given = [pair.hints if hints else () for pair in drawn]
    engine = LlamaEngine(base, model=base.name, adapter=adapter, trained=True)
    try:
        began = time.perf_counter()
        found = engine.generate([pair.chinese for pair in drawn], hints=given)
        seconds = (time.perf_counter() - began) / max(1, len(drawn))
    finally:
        engine.close()
    texts, wanted = [each[0].text for each in found], [pair.english for pair in drawn]
    kept = [hint[1].casefold() in text.casefold() for each, text in zip(given, texts, strict=True) for hint in each]
    return Scores(
        rows=len(drawn),
        bleu=sacrebleu.corpus_bleu(texts, [wanted]).score,
        chrf=sacrebleu.corpus_chrf(texts, [wanted]).score,
        kept=sum(kept),
        hints=len(kept),
        cut=sum(not each[0].complete for each in found),
        seconds=seconds,
    )
