"""Where does a written sentence come from? The source sentences that say it, and what of it none of them says.

A sentence that a model wrote is compared with every sentence of its article: by the encoder's vectors and by the facts that both
assert. It is attributed to the closest one and to those that carry more of its facts. What no cited sentence carries is reported, not
explained away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from facts.names import english_has_name, people
from facts.quantities import SAME, Kind, Quantity, align, compare, quantities
from jianbao import han
from models import catalog
from models.calibration import Calibration
from models.catalog import COMPACT
from summarize.extract.measures import terms

Encode = Callable[[Sequence[str]], np.ndarray]

FACT_WEIGHT = 0.5
"""What all the facts of a sentence are worth beside a cosine."""
NEAR = 0.03
"""A second sentence so close behind the best is cited too."""
MOST = 4
RELATED = 0.6
"""Share of the floor that a further source must reach: it is like a part of the sentence only."""
CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind one written sentence.

    sources: indexes of the source sentences cited, in source order; best: the closest of them. similarity: its cosine (without an
    encoder, the share of terms in common). figures: quantities of the sentence that no cited source has, names: spans of such names,
    of all names of it in `named`; all offsets into the written sentence. floor: similarity below which it counts as unsupported.
    """

    sources: tuple[int, ...]
    best: int
    similarity: float
    figures: tuple[Quantity, ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    named: tuple[tuple[int, int], ...] = ()
    floor: float = 0.5

    @property
    def supported(self) -> bool:
        """Whether the article says it, as far as figures, names and likeness tell."""
        return not self.figures and not self.names and self.similarity >= self.floor


def attribute(
    written: Sequence[str],
    sources: Sequence[str],
    *,
    language: str = "zh",
    target: str | None = None,
    encode: Encode | None = None,
    calibration: Calibration | None = None,
) -> tuple[Support, ...]:
    """The support of each written sentence among `sources`.

    language: of the sources; target: of what is written, the same where None. encode: texts -> unit vectors (n, d) of an encoder
    that knows both languages; without it likeness is shared terms, and across languages shared facts alone.
    calibration: of that encoder's model; the compact model's where None.
    """
    target = target or language
    if not written or not sources:
        return ()
    likeness = _likeness(written, sources, language, target, encode)
    floor = (calibration or catalog.calibration(COMPACT)).floor(language, target)
    if encode is None:
        floor = 0.2 if language == target else 0.0
    stated = [quantities(s, language=language) for s in sources]
    named = _Names(sources, language, target)
    return tuple(_support(text, likeness[i], sources, stated, named, target, floor) for i, text in enumerate(written))


def _likeness(
    written: Sequence[str], sources: Sequence[str], language: str, target: str, encode: Encode | None
) -> np.ndarray:
    """(written, sources) float: cosines, or the share of a written sentence's terms that a source has."""
    if encode is not None:
        # Across languages a part of a long sentence is found where the whole is not: editors tell one clause and leave the others.
        parts = [[s, *(_clauses(s) if language != target else ())] for s in sources]
        vectors = np.asarray(encode([*written, *(p for own in parts for p in own)]), np.float32)
        cosines = vectors[: len(written)] @ vectors[len(written) :].T
        starts = np.cumsum([0, *(len(own) for own in parts)])[:-1]
        return np.maximum.reduceat(cosines, starts, axis=1)
    if language != target:
        return np.zeros((len(written), len(sources)), np.float32)
    have = [set(terms(s, language=language)) for s in sources]
    want = [set(terms(w, language=language)) for w in written]
    return np.array([[len(w & h) / max(1, len(w)) for h in have] for w in want], np.float32)


def _clauses(text: str) -> list[str]:
    found = [c for c in re.split(r"(?<=[，,；;：:])", text) if len(c) > 3]
    return found if len(found) > 1 else []


def _support(
    text: str,
    likeness: np.ndarray,
    sources: Sequence[str],
    stated: Sequence[tuple[Quantity, ...]],
    named: _Names,
    target: str,
    floor: float,
) -> Support:
    figures = [q for q in quantities(text, language=target) if not q.weak]
    names = named.of(text)
    carried: list[set[int]] = []
    # In a long article, facts are compared with the sentences that are most like it only: others would prove nothing.
    alike = (
        set(np.argsort(-likeness, kind="stable")[:CANDIDATES].tolist()) if likeness.any() else set(range(len(sources)))
    )
    for j in range(len(sources)):
        if j not in alike:
            carried.append(set())
            continue
        has = {k for k, q in enumerate(figures) if any(_same(s, q) for s in stated[j])}
        carried.append(has | {len(figures) + k for k, name in enumerate(names) if named.carries(j, text[slice(*name)])})
    number = len(figures) + len(names)
    value = likeness + FACT_WEIGHT * np.array([len(c) for c in carried]) / max(1, number)
    best = int(np.argmax(value))
    cited, covered = [best], set(carried[best])
    while len(cited) < MOST and len(covered) < number:
        # A number alone proves nothing: the sentence that has it must be about the same.
        gains = [
            (len(c - covered), float(likeness[j]), j)
            for j, c in enumerate(carried)
            if c - covered and likeness[j] >= RELATED * floor
        ]
        if not gains:
            break
        _, _, j = max(gains)
        cited.append(j)
        covered |= carried[j]
    if len(cited) == 1 and len(sources) > 1:
        order = np.argsort(-value)
        second = int(order[1])
        if value[second] >= value[best] - NEAR:
            cited.append(second)
    stray = tuple(q for k, q in enumerate(figures) if k not in covered)
    if stray:
        # Parts that are told together (a range, a date and its year) agree only as a whole.
        pairs = align([q for j in cited for q in stated[j]], figures)
        told = {
            p.target.start
            for p in pairs
            if p.source and p.target and p.agreement in SAME and p.source.kind is not Kind.COUNT
        }
        stray = tuple(q for q in stray if q.start not in told)
    strange = tuple(name for k, name in enumerate(names) if len(figures) + k not in covered)
    return Support(tuple(sorted(cited)), best, float(likeness[best]), stray, strange, tuple(names), floor)


_MEASURES = ("家所座间处", "台套辆架艘", "名人位个", "项件个", "条个", "张个", "场次届个")
"""Measure words that may stand for each other."""


def _same(source: Quantity, written: Quantity) -> bool:
    """Whether both say the same; of two counts in Chinese, 3000张 (beds) is not 3000所 (schools)."""
    if compare(source, written) not in SAME:
        return False
    if source.kind is Kind.COUNT and written.kind is Kind.COUNT:
        a, b = source.text[-1], written.text[-1]
        if (
            han.is_han(a)
            and han.is_han(b)
            and a != b
            and "个" not in (a, b)
            and a not in _NUMERALS
            and b not in _NUMERALS
        ):
            return any(a in group and b in group for group in _MEASURES)
    return True


_NUMERALS = frozenset("一二三四五六七八九十百千万亿两余多几")
_SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u))+"
)
_PAIR = re.compile(r"\b([A-Z][a-z]{1,6}) ([A-Z][a-z]{1,11})\b")
_CAPITAL = re.compile(r"(?<![\w.])[A-Z][\w&’'-]*[a-zA-Z]")
_OPENS = re.compile(r"(?:^|[.!?:;“\"(]\s*)$")


class _Names:
    """Names of the written sentences, and which source has them.

    Within Chinese: personal names. Within English: capitalized words. From Chinese into English: two words in pinyin, the first of
    them a surname, that come with no Chinese name of the article. From English into Chinese nothing is known, and nothing is checked.
    """

    def __init__(self, sources: Sequence[str], language: str, target: str) -> None:
        self.sources, self.language, self.target = sources, language, target
        self.way = f"{language}-{target}"
        self.english: list[set[str]] = []
        self.places: set[str] = set()
        if self.way == "en-en":
            self.english = [{w.casefold() for w in re.findall(r"[\w&-]+", s)} for s in sources]
        elif self.way == "zh-en":
            from facts.glossary.glossary import Glossary

            self.english = [{p.english for p in people(s)} for s in sources]
            # Wen Jiang is a person or a district: what the glossary calls a thing of the article is none.
            found = {m.term.target for s in sources for m in Glossary.builtin().find(s)}
            self.places = {word for name in found for word in re.findall(r"[A-Z][a-z]+", name)}

    def of(self, text: str) -> list[tuple[int, int]]:
        """Spans of the names in a written sentence."""
        if self.way == "zh-zh":
            return [(p.start, p.end) for p in people(text) if p.confident]
        if self.way == "en-en":
            return [m.span() for m in _CAPITAL.finditer(text) if not _OPENS.search(text[: m.start()])]
        if self.way == "zh-en":
            return [m.span() for m in _PAIR.finditer(text) if self._personal(*m.groups())]
        return []

    def _personal(self, first: str, second: str) -> bool:
        from facts.names.surnames import table

        if first in self.places or second in self.places or not _SYLLABLES.fullmatch(second.lower()):
            return False
        if any(spelling == first for spelling, kind in table().values() if kind in ("common", "compound")):
            return True
        return any(f"{first} {second}" in names for names in self.english)

    def carries(self, j: int, name: str) -> bool:
        """Whether source `j` has the name."""
        if self.way == "zh-zh":
            return name in self.sources[j]
        if self.way == "en-en":
            word = re.sub(r"[’']s?$", "", name).casefold()
            return word in self.english[j] or word in self.sources[j].casefold()
        return any(english_has_name(name, known) for known in self.english[j])
