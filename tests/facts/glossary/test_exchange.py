"""Terms of exchange files that are marked as not to be used are no English of ours; preferred ones come first."""

from __future__ import annotations

import re

import pytest

from facts.glossary import Glossary, parse
from facts.glossary.exchange import status
from facts.tables import rows

V2 = """<martif type="TBX" xml:lang="en"><text><body><termEntry><langSet xml:lang="zh"><tig><term>数字经济</term></tig></langSet>
<langSet xml:lang="en">{}</langSet></termEntry></body></text></martif>"""
V3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dct" type="TBX-Basic" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry><langSec xml:lang="zh"><termSec><term>数字经济</term></termSec></langSec>
<langSec xml:lang="en">{}</langSec></conceptEntry></body></text></tbx>"""
MULTITERM = """<mtf><conceptGrp><languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>数字经济</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN-US"/>{}</languageGrp></conceptGrp></mtf>"""

FORMS = {
    "v2": (V2, '<tig><term>{}</term><termNote type="administrativeStatus">{}</termNote></tig>'),
    "status first": (V2, '<tig><termNote type="administrativeStatus">{1}</termNote><term>{0}</term></tig>'),
    "v2 ntig": (
        V2,
        '<ntig><termGrp><term>{}</term><termNote type="normativeAuthorization">{}</termNote></termGrp></ntig>',
    ),
    "v3 dca": (V3, '<termSec><term>{}</term><termNote type="administrativeStatus">{}</termNote></termSec>'),
    "v3 dct": (V3, "<termSec><term>{}</term><basic:administrativeStatus>{}</basic:administrativeStatus></termSec>"),
    "multiterm": (MULTITERM, '<termGrp><term>{}</term><descripGrp><descrip type="Status">{}</descrip></descripGrp></termGrp>'),
}  # fmt: skip


def file(form: str, *terms: tuple[str, str]) -> str:
    whole, part = FORMS[form]
    return whole.format("".join(part.format(*term) for term in terms))


@pytest.mark.parametrize(("pattern", "meaning", "example", "counter"), list(rows("glossary/lists/statuses.tsv")))
def test_words_of_a_status(pattern: str, meaning: str, example: str, counter: str) -> None:
    assert status("administrativeStatus", example) == meaning
    assert not re.search(pattern, counter.lower())
    assert status("partOfSpeech", example) == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "word", ["deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "Obsolete", "forbidden", "not recommended", "禁用"]
)
def test_a_rejected_term_gives_way(form: str, word: str) -> None:
    text = file(form, ("numeric economy", word), ("digital economy", "preferredTerm-admn-sts"))
    assert [(term.source, term.target, term.note) for term in Glossary.from_bytes(text)] == [
        ("数字经济", "digital economy", "")
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_preferred_term_comes_first_and_an_admitted_one_will_do(form: str) -> None:
    text = file(
        form, ("data economy", "admittedTerm-admn-sts"), ("digital economy", "preferredTerm"), ("e-conomy", "deprecated")
    )  # fmt: skip
    assert [row[:3] for _, row in parse(text).rows] == [("数字经济", "digital economy", "also: data economy")]


def test_a_concept_with_rejected_terms_alone_is_told_and_left_out() -> None:
    table = parse(file("v2", ("numeric economy", "deprecatedTerm-admn-sts")))
    assert table.rows == () and table.fatal == ()
    assert [(problem.line, problem.kind) for problem in table.problems] == [(1, "rejected")]
    assert "numeric economy" in table.problems[0].message


def test_a_flag_of_a_term_and_a_rejected_chinese_term() -> None:
    flagged = '<tig><term>numeric economy</term><termNote type="forbidden">true</termNote></tig><tig><term>digital economy</term></tig>'
    text = V2.format(flagged).replace(
        "<term>数字经济</term>", '<term>数字经济</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>'
    )  # fmt: skip
    assert [row[:2] for _, row in parse(text).rows] == [("数字经济", "digital economy")]


def test_a_note_with_elements_in_it_is_whole() -> None:
    text = file("v2", ("digital economy", "preferredTerm")).replace(
        "<termEntry>", "<termEntry><note>of <hi>2026</hi> on</note>"
    )
    assert [row[2] for _, row in parse(text).rows] == ["of 2026 on"]
