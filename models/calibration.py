"""What one model's scores and vectors mean: thresholds that were measured on that model, and hold for no other.

They stand in the model's entry of the catalogue, each with how it was measured. A model without them gets `SAFE`: nothing is said
that was not measured to be true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Thresholds of one model.

    segment_tokens: longest segment, in source tokens, that it translates whole.
    unsure: log probability a token below which it guesses, of what it wrote itself. None: nothing is called unsure.
    doubtful: the same of what another model wrote, when this one is asked for a second opinion. None: nothing is doubted.
    doubted: the same that the compact model gives what this one wrote, below which it is to be read. None: `doubtful` of whoever is asked.
    word: log probability of a word, all its pieces, below which it doubts the word in a sentence of another model that it doubts.
        None: no word is named.
    explained: nats a source character that a rendered clause explains at least; below, the clause may be missing.
    complete_words: target words a Han character above which a sentence is taken for complete, unasked.
    grounded_clause, grounded_name: nats a word that the source explains at least of a clause and of a name that another model wrote;
        below, it may be made up. None: nothing is called made up.
    penalty: what the check's penalties, which are in nats a token, weigh against its scores; 1 where the hypotheses of a sentence lie
        within about 0.3 of each other.
    floor_zh_zh, floor_en_en, floor_cross: cosines of its vectors below which a written sentence says something else than its closest
        source, within a language and across. None: it has no say in that.
    measured: how each of them was measured, by field. Empty for a model that nobody has measured.
    """

    segment_tokens: int = 80
    unsure: float | None = None
    doubtful: float | None = None
    doubted: float | None = None
    word: float | None = None
    explained: float = -0.1
    complete_words: float = 0.7
    grounded_clause: float | None = None
    grounded_name: float | None = None
    penalty: float = 1.0
    floor_zh_zh: float | None = None
    floor_en_en: float | None = None
    floor_cross: float | None = None
    measured: Mapping[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> bool:
        """Whether its vectors can tell where a written sentence comes from."""
        return self.floor_cross is not None

    @property
    def grounds(self) -> bool:
        """Whether it can tell what another model made up."""
        return self.grounded_clause is not None and self.grounded_name is not None

    def floor(self, source: str, target: str) -> float:
        """The cosine for sentences in `target` written from a text in `source`; 0 where it was not measured."""
        own = {("zh", "zh"): self.floor_zh_zh, ("en", "en"): self.floor_en_en}
        return own.get((source, target), self.floor_cross) or 0.0


SAFE = Calibration()
"""For models without measured thresholds: clauses are asked about, as a clause that explains less than nothing is missing with any model;
what a model is unsure of, and what its vectors find alike, is not guessed."""


def read(table: Mapping[str, Mapping[str, Any]]) -> Calibration:
    """A `[NAME.calibration]` of the catalogue: `field = { value = ..., measured = "..." }`. Raises ValueError for an unknown field or
    one without how it was measured."""
    known = {f.name for f in fields(Calibration)} - {"measured"}
    for name, entry in table.items():
        if name not in known or not entry.get("measured"):
            raise ValueError(f"calibration.{name}: unknown, or it does not say how it was measured")
    values = {name: entry["value"] for name, entry in table.items()}
    return Calibration(**values, measured={name: entry["measured"] for name, entry in table.items()})
