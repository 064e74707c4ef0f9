"""Places and universities that a translation names and its source does not.

A model that does not know a name says one that it does: 川南理工大学 becomes Wuhan University of Technology, 沙县 becomes Shanxi.
The built-in lists know what is a name; the Chinese of the list, or its pinyin, must then stand in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from facts.glossary.glossary import Glossary
from facts.glossary.renderings import bare_place
from facts.names import Person
from facts.tables import rows

KINDS = frozenset({"province", "city", "prefecture", "county", "district", "university"})
"""Of the lists; regions and countries come and go in good translations (the Yangtze delta, China)."""

SHORT = {character: english for character, english, *_ in rows("places/data/short.tsv")}
"""One character that may stand for a place, as in 京津冀, 成渝, 沪市."""

UNITS = "省市区县州盟旗"
NAMED = re.compile(
    r"\b(?!(?:The|In|At|On|From|And|For|But|To|With|Of|This|As|By|Near|East|West|North|South|Both|All|New|Its|That) )[A-Z][a-z]{1,6} $"
)
CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z][a-z]+")


@cache
def _known() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """First word -> names that begin with it, the longest first, with the Chinese that each may stand for."""
    chinese: dict[str, set[str]] = {}
    for term in Glossary.builtin():
        if (
            term.kind not in KINDS
            or term.target.startswith("Inner ")
            or term.origin not in ("builtin:places", "builtin:universities")
        ):
            continue
        english = term.target if term.kind == "university" else bare_place(term.target)
        bare = term.source.rstrip(UNITS)
        chinese.setdefault(english, set()).update({term.source, bare if len(bare) > 1 else term.source})
    names: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for english, sources in chinese.items():
        sources |= {short for short, place in SHORT.items() if place == english}
        names.setdefault(english.split(" ")[0], []).append((english, tuple(sorted(sources))))
    return {first: sorted(found, key=lambda row: -len(row[0])) for first, found in names.items()}


@cache
def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text)).lower()


def unknown_names(source: str, target: str, *, people: Sequence[Person] = ()) -> list[tuple[int, int]]:
    """Spans of such names in `target`, in order. source: the whole article, since a translation may say again where it is."""
    known = _known()
    said = " ".join(p.english for p in people)
    found: list[tuple[int, int]] = []
    end = 0
    for m in CAPITALISED.finditer(target):
        if m.start() < end:
            continue
        for english, chinese in known.get(m.group(), ()):
            stop = m.start() + len(english)
            if not target.startswith(english, m.start()) or target[stop : stop + 1].isalnum():
                continue
            end = stop
            if target.startswith((" dollar", " stocks"), stop):
                break
            if target.startswith(" of ", stop):  # Lanzhou University of Finance and Trade is another one
                break
            plain = re.sub(r"[^a-z]", "", english.lower())
            # A word of a person's name, or of a longer name that the source has in Latin letters, is no place.
            near = target[max(0, m.start() - 12) : m.start()]
            if english in said or english in source or NAMED.search(near):
                break
            if not any(c in source for c in chinese) and plain not in _pinyin(source):
                found.append((m.start(), stop))
            break
    return found
