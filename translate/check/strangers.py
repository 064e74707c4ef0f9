"""Words of a translation that are spelled in pinyin, and that no characters of the source read as.

A model that does not know a name spells it by ear: “晋星一号” becomes Jingxing-1, 吉隆 becomes Gelong. What a list or the finders of
names say in another way (Hong Kong, Gyirong), what stands in the source in Latin letters, and what its characters sound like where
they spell a name of another language, is no stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from facts.glossary.glossary import Glossary
from facts.glossary.renderings import bare_place
from facts.names import syllables
from facts.names.sounds import likeness
from facts.tables import rows
from jianbao import han
from translate.check.report import Finding, Reason, Severity, Span

LIKE = -2.8
"""Likeness of letters and sounds from which a word may be a name of another language (`facts.names.foreign` says what it means)."""
SOUNDING = 5
"""Characters that stand for one such word at most."""
SHARED = 4
"""First letters that the name of a country and its people share (Hungary, Hungarian)."""
OPEN = frozenset({"country", "foreign_city", "foreign_place", "geography", "us_state"})
"""Kinds of terms of which English makes other words."""

WORD = re.compile(r"(?<![\w&'’.@/-])[A-Z][a-z]+(?:['’][aeo][a-z]+)?(?![\w@])")
"""Xi'an is one word; McKinsey, GDP and e-mail addresses are none that pinyin spells."""


def stranger_findings(source: str, target: str, known: Sequence[str]) -> list[Finding]:
    """A warning for each name in an English text that its Chinese source does not have.

    known: what people and terms of the source are called in English.
    """
    return [
        Finding.of(Reason.INVENTED_NAME, Severity.WARNING, None, span, found=target[slice(*span)])
        for span in _together(target, list(strangers(source, target, known)))
    ]


def strangers(source: str, target: str, known: Sequence[str]) -> Iterator[Span]:
    """The spans of single words. known: see `stranger_findings`."""
    said = {syllables.letters(word) for name in known for word in re.findall(r"[\w'’]+", name)}
    latin = {syllables.letters(word) for word in re.findall(r"[A-Za-z]+", source)}
    runs = re.findall(rf"[{han.CLASS}]+", source)
    for m in WORD.finditer(target):
        word = syllables.letters(m.group())
        if not syllables.is_pinyin(word) or word in said or word in latin:
            continue
        if any(syllables.reads(run, word) for run in runs):
            continue
        # 杭温 for Hangzhou and Wenzhou: a place is called by its first character, a province by one of its own.
        if any(character in source for character in _places().get(word, ())):
            continue
        if any(name[:SHARED] == word[:SHARED] for name in _peoples() if name in said) or _sounds(runs, word):
            continue
        yield m.span()


def _sounds(runs: Sequence[str], word: str) -> bool:
    """Whether some characters may spell the word as a name of another language."""
    return any(
        likeness(run[start : start + size], word) >= LIKE
        for run in runs
        for size in range(2, SOUNDING + 1)
        for start in range(len(run) - size + 1)
    )


@cache
def _places() -> dict[str, frozenset[str]]:
    """First word of a place's or a university's English -> single characters that stand for it."""
    found: dict[str, set[str]] = {}
    for term in Glossary.builtin():
        if term.origin in ("builtin:places", "builtin:universities"):
            first = syllables.letters(bare_place(term.target).split(" ")[0])
            found.setdefault(first, set()).add(term.source[0])
    for character, english, *_ in rows("places/data/short.tsv"):
        found.setdefault(syllables.letters(english), set()).add(character)
    return {word: frozenset(characters) for word, characters in found.items()}


@cache
def _peoples() -> frozenset[str]:
    """Words of the names of countries and of places abroad."""
    names = (term.target for term in Glossary.builtin() if term.kind in OPEN)
    return frozenset(syllables.letters(word) for name in names for word in name.split() if len(word) >= SHARED)


def _together(text: str, spans: Sequence[Span]) -> list[Span]:
    """Neighbours in one: Ganxi Shengong."""
    out: list[Span] = []
    for span in spans:
        if out and text[out[-1][1] : span[0]] == " ":
            out[-1] = out[-1][0], span[1]
        else:
            out.append(span)
    return out
