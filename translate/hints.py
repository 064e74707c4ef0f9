"""Hints: the renderings that a language model is told before a sentence, because the check will hold its answer to them.

A hint is a piece of the source and its rendering. A decoder model reads each as a line of its prompt
(`近20亿元=nearly 2 billion yuan`); the seq2seq models get the same facts as placeholders or as text inside the source
(`translate.preparation`). The same code makes the hints of the adapter's training data (`training.adapter`), so that
the model meets in use what it was trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.glossary.glossary import Glossary, Match
from facts.names.people import Person
from facts.posts import beside_names
from facts.quantities import render
from facts.quantities.value import Kind, Quantity
from facts.titles import title_english
from models.engines.protocols import Hint

TELLING = ("万", "亿", "兆", "成", "倍", "番", "余", "多", "百分点", "亩")
"""What makes a quantity worth a hint: large units, shares and multiples are what language models get wrong by a power of ten.
The adapter was trained with hints for these and without for plain digits, per cent and dates."""

__all__ = ["Hint", "hints_of", "posts_of", "with_capitals"]


def hints_of(
    *,
    people: Sequence[Person] = (),
    terms: Sequence[Match] = (),
    quantities: Sequence[Quantity] = (),
    posts: Sequence[tuple[int, int, str, str]] = (),
    words: Sequence[tuple[int, int, str, str]] = (),
    more: Sequence[tuple[int, int, str, str]] = (),
    target: str = "en",
    needed_first: bool = False,
) -> tuple[Hint, ...]:
    """The hints of one source text, in the order of the text, each rendering once.

    needed_first: what was lost before and identifiers, then quantities, people, posts, terms and words. An engine that has no room
    for all leaves the last ones out, and puts the others in the order of the text again.

    people, terms, quantities: what facts/ found in it. more: further spans, each with its source text and rendering (identifiers
    that are copied, what a first answer lost); they win over the others. Only what is sure becomes a hint: confident
    names, firm terms, quantities whose size is easily lost. posts: as `posts_of` finds them. words: those that have one rendering
    (`facts.glossary.words.agreed`); they give way to all others.
    """
    found = [
        *((p.start, p.end, p.chinese, p.english, 2) for p in people if p.confident and p.english),
        *((*post, 3) for post in posts),
        *((m.start, m.end, m.term.source, m.term.target, 4) for m in terms if m.term.firm),
        *((q.start, q.end, q.text, render(q, language=target), 1) for q in quantities if _telling(q)),
    ]
    kept: list[tuple[int, int, str, str, int]] = []
    last = ((*word, 5) for word in words)
    for one in (*((*span, 0) for span in more), *sorted(found, key=lambda f: (f[0], f[0] - f[1])), *last):
        if not any(start < one[1] and one[0] < end for start, end, *_ in kept):
            kept.append(one)
    kept.sort(key=lambda one: (one[4] if needed_first else 0, one[0]))
    hints: dict[str, str] = {}
    for _, _, source, rendering, _ in kept:
        hints.setdefault(_line(source), _line(rendering))
    return tuple((source, rendering) for source, rendering in hints.items() if source and rendering)


def with_capitals(text: str, hints: Sequence[Hint]) -> str:
    """The text with the capitals that the renderings of its names have: The third People's Hospital. None is taken away."""
    for _, name in hints:
        if " " not in name or not any(map(str.isupper, name)):
            continue  # one word may be another one: An, May
        for said in re.finditer(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", text):
            if len(said[0]) == len(name):
                raised = "".join(max(a, b, key=str.isupper) for a, b in zip(said[0], name, strict=True))
                text = text[: said.start()] + raised + text[said.end() :]
    return text


def posts_of(text: str, people: Sequence[Person], glossary: Glossary) -> tuple[tuple[int, int, str, str], ...]:
    """The posts right before people's names that are known as a whole: span, Chinese, English.

    A post with its body (市教育局副局长) and a deputy's are told, for a model takes another body or rank. A bare one (校长) is not: it says
    by itself whether that is a principal or a president.
    """
    found = []
    for person in people:
        title = person.title.strip()
        start = person.start - len(title)
        if not title or text[max(start, 0) : person.start] != title or (title in beside_names() and "副" not in title):
            continue
        if english := title_english(title, glossary):
            found.append((start, person.start, title, english))
    return tuple(found)


def _telling(q: Quantity) -> bool:
    return not q.weak and q.kind is not Kind.DATE and any(mark in q.text for mark in TELLING)


def _line(text: str) -> str:
    """One line without `=`: the hint's own form is not for what stands in it."""
    return " ".join(text.replace("=", " ").split())
