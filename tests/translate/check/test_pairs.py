"""Sentences with translations that are right and others with one thing wrong: an end that belongs to it, a score turned round, an item
that is another one. `pairs.tsv` has them, a translation a row."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from translate.check.comparison import SourceFacts, check
from translate.check.report import Finding, Severity

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data" / "pairs.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
SENTENCES = {chinese: [row[1:] for row in rows] for chinese, rows in groupby(ROWS, key=lambda row: row[0])}


def told(facts: SourceFacts, english: str) -> list[Finding]:
    return [f for f in check(facts, english).findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("chinese", SENTENCES)
def test_right_ones_pass_and_wrong_ones_are_told(chinese: str) -> None:
    known = document_sentences([chinese], glossary=Glossary.builtin())
    facts = SourceFacts.read(known[0], context=chinese)
    for verdict, english in SENTENCES[chinese]:
        found = told(facts, english)
        assert bool(found) == (verdict == "wrong"), (english, found)
