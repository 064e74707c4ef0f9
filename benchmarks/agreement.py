"""How often human English has a name just as its hint says it, by kind of name.

    python -m benchmarks.agreement FILE... [--least 10] [--show 0] [--kind site]

FILE: as `benchmarks.aligned` reads it. Counted are the hints of people and terms of each row (`translate.hints`; quantities and posts are
not): *literally*, the rendering stands in the English of the row, whatever its case and apostrophes; *accepted*, the check takes the
English for it, or, of a person, has the surname. A kind is what the name is: person, a glossary's kind (county,
university…), and for sites the last word of the rendering.
--show: so many of each kind that are not accepted. The last line is the whole.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.aligned import documents
from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary, accepts
from facts.names import english_has_name, find_foreign
from translate.hints import hints_of


def flat(text: str) -> str:
    """In small letters, with one kind of apostrophe and no `the`."""
    return f" {text.lower().replace('’', chr(39)).removeprefix('the ')}"


def kinds(sentence: SentenceInput, english: str) -> Iterator[tuple[str, str, str, bool]]:
    """Kind, Chinese, rendering, and whether the check accepts the English, of each hint of a name."""
    hints = dict(hints_of(people=sentence.people, terms=sentence.terms))
    for person in sentence.people:
        if hints.get(person.chinese) == person.english:
            right = english_has_name(english, person.english) or bool(find_foreign(english, person.chinese))
            right = right or re.search(rf"\b{re.escape(person.english.split(' ')[0])}\b", english) is not None
            yield f"person, {person.kind}", person.chinese, person.english, right
    for match in sentence.terms:
        term = match.term
        if hints.get(term.source) == term.target:
            where = term.origin.removeprefix("builtin:")
            kind = term.target.rsplit(" ", 1)[-1] if where == "rule:sites" else term.kind
            yield f"{where}, {kind}", term.source, term.target, accepts(english, term)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--least", type=int, default=10, help="kinds with fewer hints are counted together")
    parser.add_argument("--show", type=int, default=0, help="print so many of each kind that are not accepted")
    parser.add_argument("--kind", default="", help="only kinds with this in their names")
    options = parser.parse_args()
    found: dict[str, list[tuple[str, str, str, bool, bool]]] = defaultdict(list)
    for path in options.files:
        for rows in documents(path):
            sentences = document_sentences([zh for zh, _ in rows], glossary=Glossary.builtin())
            for sentence, (_, english) in zip(sentences, rows, strict=True):
                seen = set()
                for kind, chinese, said, accepted in kinds(sentence, english):
                    if chinese not in seen and options.kind in kind:
                        seen.add(chinese)
                        literally = flat(said).strip() in flat(english)
                        found[kind].append((chinese, said, english, literally, accepted or literally))
    groups: dict[str, list[tuple[str, str, str, bool, bool]]] = defaultdict(list)
    for kind, rows_ in found.items():
        groups[kind if len(rows_) >= options.least else f"{kind.split(',')[0]}, others"] += rows_
    print(f"{'kind':<36}{'hints':>7}{'literally':>11}{'accepted':>10}")
    for kind, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(_line(kind, group))
        wrong = Counter((chinese, said) for chinese, said, _, _, accepted in group if not accepted)
        for (chinese, said), n in wrong.most_common(options.show):
            english = next(e for c, s, e, _, a in group if c == chinese and not a)
            print(f"    {n} {chinese} = {said} | {english[:260]}")
    print(_line("all", [row for group in groups.values() for row in group]))


def _line(kind: str, group: list[tuple[str, str, str, bool, bool]]) -> str:
    total = max(1, len(group))
    return f"{kind:<36}{len(group):>7}{sum(row[3] for row in group) / total:>11.3f}{sum(row[4] for row in group) / total:>10.3f}"


if __name__ == "__main__":
    main()
