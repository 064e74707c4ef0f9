"""Names that a translation spells by ear or makes up: words built of pinyin that nothing in the source is read as.

A model says a name that it does not know in letters of its own (晋星 as "Jingxing", 临江大学 as "Lingjiang University", 艾克拜尔·托合提 as
"Aikebaier Wang"), or names a place that it does know (省运会 as "Zhejiang Youth Games"). All kinds of names are compared alike, listed or
not: personal names, places, companies, institutions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from facts import lexicon
from facts.glossary.glossary import Glossary, Match
from facts.names import NameKind, Person, find_foreign
from facts.names.foreign import BESIDE, STOPS
from facts.names.romanization import Spellings, cuts, english_words
from facts.names.sounds import letters, likeness, sounds
from facts.names.spelled import pieces
from facts.places.evidence import transliterated
from facts.places.spelling import pinyin_place
from jianbao import han
from translate.check.names.families import family_findings
from translate.check.names.invented import SHORT, unknown_names
from translate.check.report import Finding, Reason, Severity, touches

LIKE = -3.4
"""Likeness to characters of transliteration from which a word is the spelling of a foreign name."""

PLACES = frozenset({"province", "city", "prefecture", "county", "district"})
"""Kinds of terms whose characters are not short for another place."""

VAGUE = frozenset("省市区县州山江河湖海南北西东中大国学院校业工科技集团公司限有")
"""Characters that too many names have."""

MORE = "苏加亚多诺戈丁舍姆内吉泼缪"
"""Characters that foreign names have, and Chinese ones as often."""

FOREIGN = 4
"""Characters of transliteration that stand together from which they are taken for a name."""

LIKE_SHORT = -2.8
"""The same for two characters."""

_WORD = re.compile(r"(?<![\w@/.'’-])[A-Z][a-zü]+(?:['’](?!s\b)[a-zü]+)*(?![\w@]|-[a-z])")
_NEXT = re.compile(r" ([A-Z][a-zü]+)(?![\w-])")
_FOREIGN = re.compile(rf"[{han.CLASS}]{{2,}}")


@cache
def _listed() -> dict[str, str]:
    """Words of the listed names of China in small letters, and the characters that each name has."""
    found: dict[str, str] = {}
    for term in Glossary.builtin():
        if term.origin in ("builtin:places", "builtin:universities", "builtin:companies", "builtin:institutions"):
            for word in re.findall(r"[A-Z][\w'’]+", term.target):
                found[letters(word)] = found.get(letters(word), "") + term.source[: 4 if term.kind in PLACES else 2]
    for character, english in SHORT.items():
        found[letters(english)] = found.get(letters(english), "") + character
    return found


def name_findings(
    source: str, target: str, *, people: Sequence[Person] = (), terms: Sequence[Match] = (), context: str = ""
) -> list[Finding]:
    """What of the names in `target` the source does not have.

    people, terms: of the source, with spans into it. context: the whole article, where the translator has read it.
    """
    whole = f"{source}\n{context}" if context else source
    known = _renderings(whole, people, terms)
    loose = _loose(source, terms) + context
    foreign = [at for p in people if p.kind is not NameKind.CHINESE and (at := find_foreign(target, p.chinese))]
    found: list[Finding] = []
    strange: list[re.Match[str]] = []
    for match in _WORD.finditer(target):
        if any(start <= match.start() < end for start, end in foreign) or _given_name(match, whole) or _japanese(match):
            continue
        if _strange(letters(match[0]), whole, known, loose):
            strange.append(match)
            found.append(_finding(match, source, whole))
    taken = [m.span() for m in strange]
    for finding in family_findings(source, target, people=people, context=context):
        if finding.target and not touches(finding.target, taken):
            found.append(finding)
    for start, end in unknown_names(whole, target, people=people):
        words = re.findall(r"[\w'’]+", target[start:end])
        if any(start < m.end() and m.start() < end for m in strange) or any(_short(word, loose) for word in words):
            continue
        found.append(Finding.of(Reason.INVENTED_PLACE, Severity.ERROR, None, (start, end), found=target[start:end]))
    return found


def _given_name(word: re.Match[str], text: str) -> bool:
    """Whether a foreign last name of the text stands behind a word: English adds the first name (博鲁阿尔特, Dina Boluarte)."""
    last = _NEXT.match(word.string, word.end())
    if last is None or letters(last[1]) in english_words():
        return False
    return any(_sounds_like(run, letters(last[1]), least=3) for run in _foreign_runs(text))


_ROMAJI = re.compile(r"(?:(?:[kstnhmrgzbpdjfc]?[hy]?|ts|w)[aiueo]n?){2,6}")
_BESIDE = re.compile(r"([A-Z][a-z]+) \Z")


def _japanese(word: re.Match[str]) -> bool:
    """Whether a name beside a word is Japanese and cannot be pinyin: Miwa Harimoto, of 张本美和."""
    around = (
        _BESIDE.search(word.string, max(0, word.start() - 20), word.start()),
        _NEXT.match(word.string, word.end()),
    )
    others = (letters(m[1]) for m in around if m)
    return any(_ROMAJI.fullmatch(w) and not cuts(w) and w not in english_words() for w in others)


def _renderings(text: str, people: Sequence[Person], terms: Sequence[Match]) -> frozenset[str]:
    """Words of the renderings of people and terms, and spellings of pieces of names that stand in the text."""
    said = [*(p.english for p in people), *(f"{m.term.target} {m.term.note}" for m in terms)]
    said += [spelling for piece, (spellings, _) in pieces().items() if piece in text for spelling in spellings]
    return frozenset(letters(word) for text in said for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text))


def _loose(source: str, terms: Sequence[Match]) -> str:
    """The source without the names of places that were found in it: what is left may be short for another one (柳钢, 京昆高速)."""
    out, at = "", 0
    for match in sorted(terms, key=lambda m: m.start):
        if match.term.kind in PLACES and match.start >= at:
            out, at = out + source[at : match.start], match.end
    return out + source[at:]


def _short(word: str, loose: str) -> bool:
    """Whether a listed name has a character in common with what may be short for it."""
    return any(character in loose for character in _listed().get(letters(word), "") if character not in VAGUE)


def _strange(word: str, text: str, known: frozenset[str], loose: str) -> bool:
    """Whether a word is built like pinyin of two syllables and more, and the text has nothing that it can be the spelling of."""
    if word in english_words() or word in known or max(map(len, cuts(word)), default=0) < 2:
        return False
    if word in text.lower() or Spellings.of(text).has(word) or _short(word, loose):
        return False
    return not any(_sounds_like(run, word) for run in _foreign_runs(text))


@lru_cache(maxsize=8)
def _foreign_runs(text: str) -> tuple[str, ...]:
    """The runs of characters that may be transliterated names, each once: a list of names has the same ones often."""
    return tuple(dict.fromkeys(run[0] for run in _FOREIGN.finditer(text)))


@lru_cache(maxsize=10_000)
def _sounds_like(run: str, word: str, *, least: int = 2) -> bool:
    """Whether a part of a run of characters, most of them of transliteration, is the foreign name that the word spells."""
    for start in range(len(run) - 1):
        for end in range(start + least, min(len(run), start + len(word)) + 1):
            part = run[start:end]
            if part[-1] not in sounds().table:
                break
            enough = len(part) if len(part) < 3 else (2 * len(part) + 2) // 3
            if sum(map(transliterated, part)) >= enough and likeness(part, word) >= (
                LIKE if len(part) > 2 else LIKE_SHORT
            ):
                return True
    return False


def _finding(match: re.Match[str], source: str, text: str) -> Finding:
    words, places = lexicon.lexicon().words, lexicon.lexicon().places
    for searched in dict.fromkeys((source, text)):
        span = Spellings.of(searched).near(letters(match[0]))
        fact = searched[slice(*span)] if span else ""
        if span is None or all(map(transliterated, fact)) or (fact in words and fact not in places):
            continue
        return Finding.of(
            Reason.NAME_SPELLED, Severity.ERROR, span if searched is source else None, match.span(),
            fact=fact, found=match[0], expected=pinyin_place(fact),
        )  # fmt: skip
    return Finding.of(Reason.INVENTED_SPELLING, Severity.ERROR, None, match.span(), found=match[0])


def _of_a_name(character: str) -> bool:
    """Whether a foreign name may have it; never a word that stands beside names."""
    return (character in MORE or character in sounds().table) and character not in STOPS and character not in BESIDE


def foreign_runs(source: str, taken: Sequence[tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """Strings of characters of transliteration outside the spans that are taken, long enough to be names; each once, with its span."""
    free = bytearray(b"\1" * len(source))
    for start, end in taken:
        free[start:end] = bytes(end - start)
    words = lexicon.lexicon().common
    found: dict[str, tuple[int, int]] = {}
    start = 0
    for end in range(len(source) + 1):
        if end < len(source) and free[end] and _of_a_name(source[end]):
            continue
        name = source[start:end]
        whole = len(name) >= FOREIGN and not any(name[i : i + 2] in words for i in range(len(name) - 1))
        if whole and 2 * sum(c in MORE or transliterated(c) for c in name) >= len(name):
            found.setdefault(name, (start, end))
        start = end + 1
    return list(found.items())


def unchecked_names(
    source: str, target: str, *, people: Sequence[Person] = (), terms: Sequence[Match] = ()
) -> list[Finding]:
    """One finding, or none: strings of characters of transliteration that no list has and that nothing in the translation sounds like."""
    taken = [*((p.start, p.end) for p in people), *((m.start, m.end) for m in terms)]
    found = [(name, span) for name, span in foreign_runs(source, taken) if find_foreign(target, name) is None]
    if not found:
        return []
    return [Finding.of(Reason.NAME_UNCHECKED, Severity.INFO, found[0][1], fact=tuple(name for name, _ in found))]
