"""Whether an English text carries a term: by its target, by the variants in its note, or by a form that press English uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from facts.glossary.glossary import Term

_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z&-]{0,6}[A-Z]|[A-Z]{2,8}")
_ALSO = re.compile(
    r"\b(?:also|or|often|formerly also|press English often|plural|with a name|officially|short|noun|verb)\b:?\s+"
)

_SMALL = frozenset(["a", "an", "the", "of", "and", "for", "in", "on", "at", "to", "with", "by", "its", "from", "as"])
"""Words that carry no part of a name."""

_STATUS = (
    r"(?: (?:Ocean|Sea|Region|Province|City|Municipality|District|County|Prefecture|Subdistrict|Township|Town|Village|Community|New Area"
    r"|Banner|River|Lake|Island|Islands|Mountain|Mountains|Autonomous Region|Special Administrative Region"
    r"|(?:[A-Z]\w+(?: and [A-Z]\w+)* )?Autonomous"
    r" (?:Prefecture|County|Region)))+$|^(?:Mount|Lake) "
)
"""What kind of place a place is: press English leaves it out or adds it as it likes."""

_HEADS = (
    "ministry|commission|administration|bureau|office|department|committee|council|congress|university|college|institute|academy|"
    "school|hospital|company|group|corporation|bank|court|agency|federation|association|union|center|society|organization|party|"
    "foundation|library|museum|conference|firm|laboratory|authority|press|province|city|district|county|government|exchange|zone"
)
"""What an institution may be called for short ("the ministry"), after an article or a possessive."""

_OPTIONAL = frozenset(
    [
        "china",
        "chines",
        "nation",
        "stat",
        "council",
        "peopl",
        "republic",
        "cpc",
        "commun",
        "party",
        "provinc",
        "municip",
        "central",
    ]
)
"""Stems that English leaves out of the name of a Chinese body where the context has them."""

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


_UN = re.compile(r"\bU\.?N\b\.?")


def accepts(english: str, term: Term) -> bool:
    """Whether ``english`` has the term. Articles, case (unless the term is case-sensitive), plurals, hyphens, the order of a
    name's words, and Province or City after a place do not matter; for an institution "the ministry" will do.
    """
    if "United Nations" in term.target and "United Nations" not in english:
        english = _UN.sub("United Nations", english)
    if term.target.startswith("Ministry of ") and "inister of" in english:
        english += f" {english.replace('inister of', 'inistry of')}"
    if term.case:
        return any(_bounded(variant, english) for variant in _variants(term.target, term.note))
    if term.origin == "rule:bodies":
        return _body(english, term)
    if term.origin == "rule:sites":
        return _site(english, term)
    words = _words(english)
    joined = f" {' '.join(words)} "
    known = frozenset(words)
    for variant in _variants(term.target, term.note):
        if _has(joined, known, variant, term):
            return True
    if term.origin == "builtin:places" or term.kind in _PLACE_KINDS:
        if term.kind in _ABROAD and all(
            any(other.startswith(word[: max(4, len(word) - 2)]) for other in known)
            for word in _words(next(_place_forms(term.target), term.target))
        ):
            return True
        return any(_has(joined, known, other, term) for other in (*_place_forms(term.target), *demonyms(term.target)))
    return term.firm and _short_form(english, term)


_PLACE_KINDS = frozenset(
    {"country", "country_self", "city", "foreign_city", "province", "district", "county", "prefecture"}
)


_ABROAD = frozenset({"country", "foreign_city", "region", "geography", "us_state"})
"""Places with adjectives of their own (Central Asian, Antarctic), which begin as the noun does."""


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
    for part in re.split(r"[;；,，]", note):
        if re.fullmatch(r"\s*[A-Z][A-Z&-]+\s*", part):
            out.append(part.strip())
    for part in _parts(note):
        if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z](?:[&-][A-Z]+)?(?: [A-Z]\w+){0,2}", part):
            out.append(part)
        elif match := _ALSO.search(part):
            out += re.split(r",\s+(?:or\s+)?|\s+or\s+", part[match.end() :])
        elif match := re.fullmatch(r"[^:]{2,60}: (.+)", part):
            out += re.split(r",\s+(?:or\s+)?|\s+or\s+", match[1])
    return tuple(dict.fromkeys(item for item in out if item))


def bare_place(target: str) -> str:
    """ "Wenjiang" of Wenjiang District, "Muli" of Muli Tibetan Autonomous County."""
    return re.sub(_STATUS, "", target).strip()


def _place_forms(target: str) -> Iterator[str]:
    bare = re.sub(_STATUS, "", re.sub(r"\s*\([^)]*\)", "", target)).strip()
    if bare:
        yield bare
    if short := re.sub(r"(?:he|jiang|hu|shan)(?= (?:River|Lake|Mountains?))", "", target):
        yield short
    if target.startswith("Mount ") and not target.endswith("shan"):
        yield f"{target}shan"


@cache
def _demonyms() -> dict[str, tuple[str, ...]]:
    text = (resources.files("facts.glossary.lists") / "demonyms.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {name: tuple(others.split("; ")) for name, others in rows}


def demonyms(target: str) -> tuple[str, ...]:
    """Adjectives and other names of a country ("Chinese", "U.S.")."""
    return _demonyms().get(target, ())


_SYNONYMS = {
    "committee": "committee|party|secretary|cppcc",
    "government": "government|authorit|official|mayor|magistrate|governor",
    "congress": "congress|legislat|lawmaker",
    "bureau": "bureau|department|authorit|office|police|administration|commission|official|regulator|service",
    "commission": "commission|committee|bureau|authorit|department|office|watchdog|disciplin",
    "department": "department|bureau|authorit|office|official|administration|police",
    "administration": "administration|bureau|authorit|regulator|department|watchdog",
    "service": "service|bureau|authorit|department|administration",
    "court": "court",
    "procuratorate": "procurat|prosecut",
    "school": "school",
    "kindergarten": "kindergarten",
    "hospital": "hospital",
    "office": "office",
}
"""What English calls the organs of a place, by the head of their full names."""


def _body(english: str, term: Term) -> bool:
    """A body of a place (facts/places/bodies.py): one of the place's names, and what the organ is or may be called for short."""
    place = next((part.removeprefix("in ") for part in _parts(term.note) if part.startswith("in ")), "")
    known = frozenset(_words(english))
    if not any(all(word in known for word in _words(name)) for name in place.split(" or ")):
        return False
    english = english.replace("Central Committee", "")
    heads = [head for head in _SYNONYMS if head in term.target.lower()]
    return any(re.search(_SYNONYMS[head], english, re.IGNORECASE) for head in heads)


def _site(english: str, term: Term) -> bool:
    """A name made of its parts (facts/places/institutions.py): the name and one of the words for what it is, or "the airport"."""
    said = {part.split(" ", 1)[0]: part.split(" ", 1)[1] for part in _parts(term.note)}
    known, low = frozenset(_words(english)), english.lower()
    spelled = _words(said["in"])
    kinds = said["as"].split(", ")
    if all(word in known for word in spelled) or "".join(spelled) in known:
        return any(kind in low for kind in kinds)
    if any("".join(spelled) + kind in low for kind in kinds):  # Qinglongshan
        return True
    return re.search(rf"\b(?:the|its|our) (?:[a-z]+ )?(?:{'|'.join(map(re.escape, kinds))})\b", low) is not None


def _short_form(english: str, term: Term) -> bool:
    """ "the ministry" for Ministry of Commerce, "Market regulator" for its State Administration."""
    if term.kind in {"state_council", "court_procuratorate"} and re.search(
        r"regulator|authorit|watchdog", english, re.IGNORECASE
    ):
        return True
    heads = set(re.findall(rf"\b(?:{_HEADS})\b", term.target, re.IGNORECASE))
    if not heads:
        return False
    word = "|".join({re.sub("y$", "(?:y|ie)", head) for head in heads})
    article = r"(?:the|its|our|this|that|their|two|three|four|both|these|other)\s+"
    standing = rf"\b{article}(?:{word})(?:s|'s|’s|es)?\b(?!\s+(?:of|for)\b)"
    headline = rf"(?:^|[,;]\s*)(?:{word})s?(?:\s+(?:say|says|said)\b|:)|\b(?:{word})s\s+(?:say|said)\b"
    return re.search(f"{standing}|{headline}", english, re.IGNORECASE) is not None


def _has(joined: str, known: frozenset[str], variant: str, term: Term) -> bool:
    wanted = _words(variant)
    if not wanted:
        return False
    if f" {' '.join(wanted)} " in joined:
        return True
    content = [word for word in wanted if word not in _SMALL]
    if not content:
        return False
    if term.firm and sum(word not in _OPTIONAL for word in content) >= 2:
        content = [word for word in content if word not in _OPTIONAL]
    share = sum(word in known for word in content) / len(content)
    if not term.firm:
        return share >= SOFT_SHARE
    return share >= (MIN_SHARE if len(content) >= 4 else 1.0)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """Lower-case word stems; "&" is and, hyphens separate, apostrophes vanish."""
    text = text.replace("’", "'").replace("ü", "yu").replace("Ü", "Yu").replace("&", " and ").lower()
    text = re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", text).replace("united states", "us")
    text = re.sub(r"'s\b|s'(?=\s|$)", lambda m: "" if m[0].startswith("'") else "s", text)
    return tuple(
        _stem(word) for word in re.findall(r"[^\W_]+", text.replace("'", "")) if word not in {"the", "a", "an"}
    )


_ENDINGS = (
    *("ization", "izing", "ized", "ize", "ational", "ation", "ating", "ated", "ate", "ment", "ional", "ion"),
    *("ing", "ed", "al", "ly", "er", "or", "ern"),
)


def _stem(word: str) -> str:
    """A crude stem: plurals, -ing, -ed, -ment, -al and British endings are cut off, so that both sides meet."""
    word = (
        word.replace("isation", "ization")
        .replace("centre", "center")
        .replace("programme", "program")
        .replace("labour", "labor")
    )
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word
