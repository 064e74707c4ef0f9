"""Formulas in one line: an exponent is never a plain figure beside its base, nor a mixed number another number."""

from __future__ import annotations

import pytest
from lxml import etree

from facts.quantities import quantities
from reading.article import read_article
from reading.readers.word.equations import equation
from reading.scripts import beside, raised

NS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("8", "⁸"), ("-3", "⁻³"), ("－3", "⁻³"), ("6～8", "^(6～8)"), ("n+1", "^(n+1)"), ("6.5", "^(6.5)"),
        ("注", "注"), ("TM", "TM"), ("[1]", "[1]"), ("th", "th"), ("n", "ⁿ"),
    ],
)  # fmt: skip
def test_what_has_no_raised_form_is_told_as_an_exponent(text: str, shown: str) -> None:
    assert raised(text) == shown


@pytest.mark.parametrize(
    ("before", "text", "shown"),
    [
        ("产量1", "1/2吨", "½吨"),
        ("2", "5/7", " 5/7"),
        ("产量", "1/2吨", "1/2吨"),
        ("1", "(a+b)/c", "(a+b)/c"),
        ("", "3/4", "3/4"),
    ],
)
def test_a_fraction_behind_a_figure_is_a_part_of_it(before: str, text: str, shown: str) -> None:
    assert beside(before, text) == shown


def test_a_mixed_number_of_word_is_read_as_one_number() -> None:
    node = etree.fromstring(
        f"<m:oMath {NS}><m:r><m:t>1</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert equation(node) == "1½"
    assert [q.value for q in quantities(f"产量{equation(node)}吨")] == [1.5]


def test_an_exponent_of_one_letter_is_no_factor() -> None:
    node = etree.fromstring(
        f"<m:sSup {NS}><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>x</m:t></m:r></m:sup></m:sSup>"
    )
    assert equation(node) == "10^(x)"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.html",
            "<html><body><p>全年产量1<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>吨，同比增长。</p></body></html>",
        ),
        (
            "a.html",
            "<html><body><p>全年产量<math><mn>1</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math>吨，同比增长。</p></body></html>",
        ),
        ("a.md", "全年产量$1\\frac{1}{2}$吨，同比增长。\n"),
    ],
)
def test_a_mixed_number_of_a_page_is_read_as_one_number(name: str, data: str) -> None:
    assert "1½吨" in read_article(name, data=data.encode()).text
