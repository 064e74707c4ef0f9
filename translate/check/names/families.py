"""Family names that a translation exchanges: 祝春红 as "Guo Chunhong".

A model that takes a surname for a word, or does not know it, keeps the given name and puts a commoner family before it. The given name then
stands in the source behind another surname.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.names import Person, surnames
from facts.names.pinyin import pinyin_name
from facts.names.romanization import Spellings, cuts, english_words
from facts.names.sounds import letters
from translate.check.report import Finding, Reason, Severity

_CALLED = re.compile(r"(?<![\w@/.'’-])(?P<family>[A-Z][a-zü]{1,5}) (?P<given>[A-Z][a-zü]+(?:['’-][a-zü]+)?)(?![\w@-])")


def family_findings(source: str, target: str, *, people: Sequence[Person] = (), context: str = "") -> list[Finding]:
    """An error for each name of one syllable and two in `target` whose given name the source has behind another surname alone.

    people: of the source. context: the whole article, where somebody may be called in full.
    """
    whole = f"{source}\n{context}" if context else source
    spellings = Spellings.of(whole)
    said = {letters(p.english) for p in people}
    found: list[Finding] = []
    for match in _CALLED.finditer(target):
        family, given = letters(match["family"]), letters(match["given"])
        if family not in surnames.romanized() or given in english_words() or letters(match[0]) in said:
            continue
        if min(map(len, cuts(given)), default=0) != 2 or spellings.has(family + given) or spellings.has(given + family):
            continue
        names = {source[start - 1 : end]: (start - 1, end) for start, end in Spellings.of(source).spans(given) if start}
        name, span = next(iter(names.items()), ("", (0, 0)))
        others = {letters(other) for other in surnames.other_readings(name)}
        if len(names) == 1 and surnames.is_surname(name[0]) and family not in others:
            found.append(
                Finding.of(
                    Reason.NAME_SPELLED, Severity.ERROR, span, match.span(),
                    fact=name, found=match[0], expected=pinyin_name(name),
                )
            )  # fmt: skip
    return found
