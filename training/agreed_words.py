"""List the words that human translators render in one way, for facts/glossary/lists/agreed.tsv: `words.agreed` tells them to a model.

    python -m training.agreed_words --lexicon cedict.tsv.xz --ours releases.tsv news1.tsv.xz … --others reports.tsv.xz … \\
        --held-out releases-dev.tsv > agreed.tsv

A lexicon gives what a word may be called: Chinese, tab, glosses (CC-CEDICT, CC BY-SA 4.0); the glossary's own terms are looked at too.
`--ours` is the kind of text that is to be translated; `--others` counts with it where a word is rare there. Standard error has how often
the English of the held-out pairs has the rendering word for word.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from facts.glossary.glossary import Glossary
from facts.glossary.words import lexicon
from facts.quantities import quantities
from jianbao import han
from training.corpus import Pair, read_pairs

SEEN, SHARE = 3, 0.85
"""Sentences of ours that have a word, and the share of them whose English has the rendering."""
SEEN_IN_ALL, SHARE_IN_ALL, SHARE_HERE = 6, 0.8, 0.75
"""The same of all pairs, for a word that is rarer in ours; the few of ours must not speak against it."""
SHORTEST = 3
"""Characters of a word of a lexicon: shorter ones have too many senses, and stand within others."""

_WORD = re.compile(f"[{han.CLASS}]+")
_PLAIN = re.compile(r"[^a-z0-9]+")
_NO_GLOSS = re.compile(r"^(?:to|see|variant|abbr|old|idiom|lit|fig|classifier|surname|CL)\b")


@dataclass
class Seen:
    """Sentences that have a word, and how many of them have each of its renderings."""

    times: int = 0
    renderings: Counter[str] = field(default_factory=Counter)


def glosses(path: Path) -> Iterator[tuple[str, str]]:
    """Words of a lexicon and what each may be called; without explanations in brackets."""
    for word, text in read_pairs(path):
        if len(word) >= SHORTEST and _WORD.fullmatch(word):
            for gloss in re.split(r"[;/,]", re.sub(r"\([^)]*\)", "", text)):
                gloss = " ".join(gloss.split())
                if len(gloss) > 2 and len(gloss.split()) <= 5 and not _NO_GLOSS.match(gloss):
                    yield word, gloss


def counted(pairs: Iterable[Pair], known: dict[str, set[str]], sharper: Glossary) -> dict[str, Seen]:
    """Each word in the Chinese of the pairs. sharper: names and firm terms, within which no word is looked for."""
    seen: dict[str, Seen] = defaultdict(Seen)
    words = lexicon((word, "") for word in known)
    for chinese, english in pairs:
        taken = [(m.start, m.end) for m in sharper.find(chinese) if m.term.firm]
        plain = padded(english)
        here = (m for m in words.find(chinese) if not any(a < m.end and m.start < b for a, b in taken))
        for word in {m.term.source for m in here}:
            seen[word].times += 1
            seen[word].renderings.update(gloss for gloss in known[word] if said(gloss, plain))
    return seen


def said(rendering: str, plain: str) -> bool:
    """Whether an English text of `padded` has the words of a rendering; a plural will do."""
    words = padded(rendering).rstrip()
    return any(f"{words}{end} " in plain for end in ("", "s", "es"))


def padded(english: str) -> str:
    """Small letters and digits, a blank between words and around all."""
    return f" {_PLAIN.sub(' ', english.lower()).strip()} "


def agreed(ours: dict[str, Seen], others: dict[str, Seen]) -> Iterator[tuple[str, str, int, int]]:
    """Word, rendering, sentences, and how many of them have it."""
    for word in sorted(set(ours) | set(others)):
        here, there = ours.get(word, Seen()), others.get(word, Seen())
        if here.times >= SEEN:
            times, renderings, share = here.times, here.renderings, SHARE
        else:
            times, renderings, share = here.times + there.times, here.renderings + there.renderings, SHARE_IN_ALL
            if times < SEEN_IN_ALL:
                continue
        if not renderings or quantities(word):
            continue
        rendering, same = max(renderings.items(), key=lambda item: (item[1], len(item[0]), item[0]))
        if same >= share * times and here.renderings[rendering] >= SHARE_HERE * here.times:
            yield word, rendering, times, same


def main(
    lexicons: Annotated[list[Path], typer.Option("--lexicon", help="Chinese, tab, glosses.")],
    ours: Annotated[list[Path], typer.Option(help="Pairs of the kind of text that is to be translated.")],
    others: Annotated[list[Path] | None, typer.Option(help="Pairs of other kinds.")] = None,
    held_out: Annotated[list[Path] | None, typer.Option(help="Pairs to look at afterwards.")] = None,
) -> None:
    """Write the table to standard output."""
    glossary = Glossary.builtin()
    known: dict[str, set[str]] = defaultdict(set)
    for term in glossary:
        if not term.firm and term.origin == "builtin:terms" and len(term.source) > 1:
            known[term.source].add(term.target)
    for word, gloss in (both for path in lexicons for both in glosses(path)):
        if word not in known or gloss in known[word] or not glossary.get(word):
            known[word].add(gloss)
    check = list(_unique(held_out or (), set()))
    met = {chinese for chinese, _ in check}
    mine = counted(_unique(ours, met), known, glossary)
    rows = list(agreed(mine, counted(_unique(others or (), met), known, glossary)))
    sys.stdout.write("zh\ten\tseen\tsame\n")
    for row in rows:
        sys.stdout.write("\t".join(map(str, row)) + "\n")
    found = counted(check, {word: {rendering} for word, rendering, *_ in rows}, glossary)
    times, same = sum(s.times for s in found.values()), sum(s.renderings.total() for s in found.values())
    sys.stderr.write(f"{len(rows)} words; {len(check)} held-out pairs have {times}, {same} of them word for word\n")


def _unique(paths: Sequence[Path], met: set[str]) -> Iterator[Pair]:
    for path in paths:
        for chinese, english in read_pairs(path):
            if chinese not in met:
                met.add(chinese)
                yield chinese, english


if __name__ == "__main__":
    typer.run(main)
