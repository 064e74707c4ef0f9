"""Which full stops of English end a sentence: not those of abbreviations, initials and list numbers."""

from __future__ import annotations

import re

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "hon",
        "st",
        "mt",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "gov",
        "sen",
        "rep",
        "pres",
        "sec",
        "no",
        "nos",
        "vol",
        "pp",
        "p",
        "fig",
        "figs",
        "art",
        "sq",
        "ave",
        "blvd",
        "vs",
        "etc",
        "al",
        "cf",
        "approx",
        "est",
        "dept",
        "univ",
        "e.g",
        "i.e",
        "viz",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_MAYBE = frozenset(
    [
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "u.s.a",
        "d.c",
        "a.m",
        "p.m",
        "inc",
        "ltd",
        "co",
        "corp",
        "plc",
        "jr",
        "sr",
        "ph.d",
        "b.c",
        "a.d",
        "etc",
        "bros",
    ]
)
"""Abbreviations that may also end a sentence; they do before a word that opens one."""
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "it",
        "its",
        "in",
        "on",
        "at",
        "he",
        "she",
        "they",
        "this",
        "these",
        "those",
        "that",
        "we",
        "our",
        "i",
        "but",
        "and",
        "for",
        "from",
        "with",
        "as",
        "after",
        "before",
        "when",
        "while",
        "however",
        "there",
        "their",
        "his",
        "her",
        "to",
        "by",
        "since",
        "under",
        "both",
        "such",
        "one",
        "more",
        "some",
        "most",
        "many",
        "if",
    ]
)


def ends_sentence(line: str, i: int) -> bool:
    """Is the full stop at `i` more than the mark of an abbreviation, an initial or a list number?"""
    word = re.search(r"[A-Za-z0-9.&-]*$", line[max(0, i - 20) : i])
    token = (word.group() if word else "").lower()
    following = re.match(r"\s*[\"“‘'(\[]*([A-Za-z0-9]+)?", line[i + 1 :])
    after = (following.group(1) or "") if following else ""
    opens = after.lower() in _OPENERS and after[:1].isupper()
    if not line[i + 1 :].strip():
        return True
    if token in _MAYBE:
        return opens or not after
    if token in _ABBREVIATIONS:
        return not after
    if re.fullmatch(r"(?:[a-z]\.)*[a-z]", token) and len(token) <= 7:  # initials: J. K. Rowling
        return opens and token != "i" and "." in token
    return not re.fullmatch(r"\s*[\"“(]*\d{1,3}", line[:i])
