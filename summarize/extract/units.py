"""What an article has to tell, in small units: figures, days, people, places, bodies, titles, and the words that carry its news.

A unit counts once, wherever it is told. The choice of a brief covers units; what each is worth is learned (`worth.py`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from facts.names.people import people
from facts.quantities import Kind, Quantity, quantities
from jianbao.sentences import Sentence
from summarize.extract.tagging import Word, bodies, body_end, listed, tagged

KINDS = (
    "money", "percent", "count", "figure", "date", "time", "span", "ordinal",
    "person", "place", "body", "title", "latin", "noun", "verb", "other",
)  # fmt: skip

FIGURES = frozenset(KINDS[:8])
NAMES = frozenset(["person", "place", "body", "title"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit at a place of a sentence: `start`, `end` are offsets into the text of sentence number `sentence`.

    key: what is the same wherever it is mentioned; count: how often a word occurs in the dictionary's corpus, 0 for what it has not.
    """

    key: str
    kind: str
    sentence: int
    start: int
    end: int
    count: int = 0


def mentions(
    sentences: Sequence[Sentence], *, language: str = "zh", read: Container[int] | None = None
) -> list[list[Mention]]:
    """The units of each sentence, in order, without overlaps. read: numbers of those that are looked at, the others
    have none; None: all."""
    wanted = [read is None or i in read for i in range(len(sentences))]
    if language == "en":
        return [list(_english(s.text, i)) if w else [] for i, (s, w) in enumerate(zip(sentences, wanted, strict=True))]
    names = dict.fromkeys(
        p.chinese for p in people("\n".join(s.text for s, w in zip(sentences, wanted, strict=True) if w))
    )
    return [
        list(_chinese(s.text, i, names)) if w else [] for i, (s, w) in enumerate(zip(sentences, wanted, strict=True))
    ]


_DIRECT = {
    Kind.MONEY: "money",
    Kind.PERCENT: "percent",
    Kind.COUNT: "count",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.SPAN: "span",
}


def _quantity(q: Quantity) -> str:
    return "ordinal" if q.kind is Kind.ORDINAL else _DIRECT.get(q.kind, "figure")


_NOBODY = re.compile(r"(?:未|没有|无)(?:造成)?(?:人员)?(?:伤亡|遇难|死亡|受伤|被困)|无人(?:员)?(?:伤亡|遇难|死亡|受伤)")
"""Nobody dead or hurt: a count like any other, though no figure says it."""
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•][\u4e00-\u9fff]{1,6})+")
_CARRIES = frozenset("nvailjbtsxz")
_MARKS = re.compile(r"[“”「」《》\s]")


def _chinese(text: str, index: int, names: Iterable[str]) -> Iterator[Mention]:
    spans: list[tuple[int, int, str]] = [
        (*_foreign(text, m.start(), m.end()), "person") for m in _FOREIGN.finditer(text)
    ]
    kinds: dict[tuple[int, int], str] = {}
    for q in quantities(text, language="zh"):
        spans.append((q.start, q.end, "m"))
        kinds[q.start, q.end] = _quantity(q)
    for m in _NOBODY.finditer(text):
        spans.append((*m.span(), "m"))
        kinds[m.span()] = "count"
    for name in names:
        at = text.find(name)
        while at >= 0:
            spans.append((at, at + len(name), "person"))
            at = text.find(name, at + len(name))
    for w in bodies(tagged(text, spans)):
        kind = kinds.get((w.start, w.end)) or _kind(w)
        if kind:
            yield Mention(_MARKS.sub("", w.text), kind, index, w.start, w.end, w.count)


def _foreign(text: str, start: int, end: int) -> tuple[int, int]:
    """A name with · in it, without the words around: beyond its first and last word only single characters that are no function words."""
    words = tagged(text[start:end])
    dots = [k for k, w in enumerate(words) if w.tag == "w"]
    first, last = max(0, dots[0] - 1), min(dots[-1] + 1, len(words) - 1)
    while first > 0 and len(words[first - 1].text) == 1 and words[first - 1].tag[0] not in "pcduv":
        first -= 1
    while last + 1 < len(words) and len(words[last + 1].text) == 1 and words[last + 1].tag[0] not in "pcduv":
        last += 1
    return start + words[first].start, start + words[last].end


def _kind(w: Word) -> str:
    """The kind of unit that a word is, "" for what tells nothing by itself."""
    if w.tag == "w" or w.text in listed("empty"):
        return ""
    if w.tag == "m":
        return "figure" if any(c.isdigit() for c in w.text) else ""
    if w.tag == "person":
        return "person"
    if w.tag == "ns":
        return "place"
    if w.tag == "nt" or (len(w.text) > 2 and w.text not in listed("no body") and body_end().match(w.text)):
        return "body"
    if w.tag == "nz":
        return "title" if w.text[0] in "《“「" else "latin" if w.text[0].isascii() else "noun"
    if len(w.text) < 2 or w.tag[0] not in _CARRIES:
        return ""
    return "verb" if w.tag[0] == "v" else "noun" if w.tag[0] in "njz" else "other"


_ENGLISH_NAME = re.compile(r"\b[A-Z][\w’'&-]*(?:(?: of| and| for| the| de)? [A-Z][\w’'&-]*)*")
_ENGLISH_WORD = re.compile(r"\b[a-z][a-z-]{3,}")


def _english(text: str, index: int) -> Iterator[Mention]:
    """Figures, names by their capitals, and words of four letters or more that are no function words."""
    found: list[Mention] = [
        Mention(q.text.lower(), _quantity(q), index, q.start, q.end) for q in quantities(text, language="en")
    ]

    def free(start: int, end: int) -> bool:
        return all(end <= m.start or start >= m.end for m in found)

    for m in _ENGLISH_NAME.finditer(text):
        alone = " " not in m.group()
        if free(*m.span()) and len(m.group()) > 1 and not (m.start() == 0 and alone):
            found.append(Mention(m.group(), "place" if alone else "body", index, m.start(), m.end()))
    for m in _ENGLISH_WORD.finditer(text):
        if free(*m.span()) and m.group() not in listed("english"):
            found.append(Mention(re.sub(r"(?:ing|ed|es|s)$", "", m.group()), "noun", index, m.start(), m.end()))
    yield from sorted(found, key=lambda m: m.start)
