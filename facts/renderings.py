"""Whether an English text carries a term: by its target, by the variants in its note, or by a form that press English uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facts.glossary import Term

_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z&-]{0,6}[A-Z]|[A-Z]{2,8}")
_ALSO = re.compile(r"\b(?:also|or|often|formerly also|press English often|plural|with a name|officially|short|noun|verb)\b:?\s+")

_SMALL = frozenset("a an the of and for in on at to with by its from as".split())
"""Words that carry no part of a name."""

_STATUS = (
    r"(?: (?:Province|City|Municipality|District|County|Prefecture|Subdistrict|Township|Town|Village|New Area|Banner|River|Lake"
    r"|Island|Islands|Mountain|Mountains|Autonomous Region|Special Administrative Region|(?:[A-Z]\w+(?: and [A-Z]\w+)* )?Autonomous"
    r" (?:Prefecture|County|Region)))+$|^(?:Mount|Lake) "
)
"""What kind of place a place is: press English leaves it out or adds it as it likes."""

_HEADS = (
    "ministry commission administration bureau office department committee council congress university college institute academy "
    "school hospital company group corporation bank court agency federation association union center society organization party "
    "foundation library museum conference firm laboratory authority press province city district county government"
).split()
"""What an institution may be called for short ("the ministry"), after an article or a possessive."""

MIN_SHARE = 0.7
"""Share of the words of a firm name of four words or more that must be there; shorter names need all."""

SOFT_SHARE = 0.5
"""The same for titles and terms, which are paraphrased."""


def acronym(term: Term) -> str:
    """The acronym that stands alone in a part of the note, of 2 to 8 capitals; not for places and titles."""
    if term.origin in {"builtin:places", "builtin:titles"}:
        return ""
    for part in _parts(term.note):
        if re.fullmatch(r"[A-Z]{2,8}", part):
            return part if part not in term.target.split() else ""
    return ""


def accepts(english: str, term: Term) -> bool:
    """Whether ``english`` has the term. Articles, case (unless the term is case-sensitive), plurals, hyphens, the order of a
    name's words, and Province or City after a place do not matter; for an institution "the ministry" will do.
    """
    if term.case:
        return any(_bounded(variant, english) for variant in _variants(term.target, term.note))
    words = _words(english)
    joined = f" {' '.join(words)} "
    known = frozenset(words)
    for variant in _variants(term.target, term.note):
        if _has(joined, known, variant, term):
            return True
    if term.origin == "builtin:places" or term.kind in _PLACE_KINDS:
        return any(_has(joined, known, other, term) for other in (*_place_forms(term.target), *_relatives(term.target)))
    return term.firm and _short_form(english, term.target)


_PLACE_KINDS = frozenset({"country", "country_self", "city", "foreign_city", "province", "district", "county", "prefecture"})


def _bounded(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _parts(note: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;；]", note) if part.strip()]


@lru_cache(maxsize=8192)
def _variants(target: str, note: str) -> tuple[str, ...]:
    """The target, without its bracket, and what the note allows."""
    out = [target]
    bare = re.sub(r"\s*\([^)]*\)", "", target).strip()
    out += [bare, *re.findall(r"\(([A-Z][^)]+)\)", target)]
    for part in _parts(note):
        if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z](?:[&-][A-Z]+)?(?: [A-Z]\w+){0,2}", part):
            out.append(part)
        elif match := _ALSO.search(part):
            out += re.split(r",\s+(?:or\s+)?|\s+or\s+", part[match.end() :])
        elif match := re.fullmatch(r"[^:]{2,60}: (.+)", part):
            out += re.split(r",\s+(?:or\s+)?|\s+or\s+", match[1])
    return tuple(dict.fromkeys(item for item in out if item))


def _place_forms(target: str) -> Iterator[str]:
    bare = re.sub(_STATUS, "", re.sub(r"\s*\([^)]*\)", "", target)).strip()
    if bare:
        yield bare


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    text = (resources.files("facts.glossaries") / "demonyms.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {name: tuple(others.split("; ")) for name, others in rows}


def _relatives(target: str) -> tuple[str, ...]:
    """Adjectives and other names of a country ("Chinese", "U.S.")."""
    return _demonyms().get(target, ())


def _short_form(english: str, target: str) -> bool:
    """"the ministry" for Ministry of Commerce."""
    heads = [head for head in _HEADS if re.search(rf"\b{head}\b", target, re.IGNORECASE)]
    if not heads:
        return False
    pattern = rf"\b(?:the|its|our|this|that|their|two|three|four|both|these)\s+(?:{'|'.join(heads)})(?:s|'s|’s|ies|es)?\b(?!\s+(?:of|for)\b)"
    return re.search(pattern, english, re.IGNORECASE) is not None


def _has(joined: str, known: frozenset[str], variant: str, term: Term) -> bool:
    wanted = _words(variant)
    if not wanted:
        return False
    if f" {' '.join(wanted)} " in joined:
        return True
    content = [word for word in wanted if word not in _SMALL]
    if not content:
        return False
    share = sum(word in known for word in content) / len(content)
    if not term.firm:
        return share >= SOFT_SHARE
    return share >= (MIN_SHARE if len(content) >= 4 else 1.0)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """Lower-case word stems; "&" is and, hyphens separate, apostrophes vanish."""
    text = text.replace("’", "'").replace("&", " and ").lower()
    text = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text)
    text = re.sub(r"'s\b|s'(?=\s|$)", lambda m: "" if m[0].startswith("'") else "s", text)
    return tuple(_stem(word) for word in re.findall(r"[^\W_]+", text.replace("'", "")) if word not in {"the", "a", "an"})


def _stem(word: str) -> str:
    """A crude stem: plurals, -ing, -ed, -ment, -al and British endings are cut off, so that both sides meet."""
    word = word.replace("isation", "ization").replace("centre", "center").replace("programme", "program").replace("labour", "labor")
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ization", "izing", "ized", "ize", "ational", "ation", "ating", "ated", "ate", "ment", "ional", "ion", "ing", "ed", "al", "ly", "er", "or"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word
