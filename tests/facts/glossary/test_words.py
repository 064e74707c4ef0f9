"""Words that have one rendering: found whole, and told to a model behind everything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from facts.glossary.words import agreed, lexicon
from facts.tables import rows
from translate.hints import hints_of

ROWS = list(rows("glossary/lists/agreed.tsv"))


def words(text: str) -> list[tuple[str, str]]:
    return [(source, rendering) for _, _, source, rendering in agreed(text)]


def test_each_word_is_agreed_on_by_what_was_counted() -> None:
    assert len({word for word, *_ in ROWS}) == len(ROWS) > 500
    for word, rendering, seen, same in ROWS:
        assert len(word) > 1 and rendering and int(seen) >= 3 and int(same) >= 0.8 * int(seen), word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("企业拥有发明专利28件。", [("发明专利", "invention patent")]),
        ("党员干部上了一堂党课。", [("党课", "Party lecture")]),
        ("高速公路和国际机场同时开工。", [("高速公路", "expressway"), ("国际机场", "international airport")]),
        ("小镇今天很安静。", []),
    ],
)
def test_words_are_found_from_left_to_right(text: str, found: list[tuple[str, str]]) -> None:
    assert [both for both in words(text) if both[0] in dict(found) or not found] == found


def test_the_longest_word_wins_and_a_part_of_a_word_is_none() -> None:
    known = lexicon([("高速公路", ""), ("公路", ""), ("高速", "")])
    assert [m.term.source for m in known.find("扩建高速公路")] == ["高速公路"]


def test_a_word_at_the_end_of_a_text_ends_there() -> None:
    """A longer listed word that begins alike does not reach beyond the text: the hint was lost with it."""
    known = lexicon([("新能源", ""), ("新能源汽车", "")])
    assert [(m.start, m.end) for m in known.find("一辆是新能源")] == [(3, 6)]
    text = "两校签署战略合作协议"
    assert [(start, end) for start, end, *_ in agreed(text)] == [(4, len(text))]


def test_a_word_gives_way_to_names_terms_and_figures() -> None:
    text = "中国人民银行公布5.2万件发明专利。"
    (sentence,) = document_sentences([text], glossary=Glossary.builtin())
    hints = hints_of(terms=sentence.terms, words=[(0, 4, "中国人民", "Chinese people"), *agreed(text)])
    assert ("发明专利", "invention patent") in hints
    assert ("中国人民银行", "People's Bank of China") in hints and "中国人民" not in dict(hints)


def test_the_last_to_be_left_in_are_words() -> None:
    terms = document_sentences(["新华社报道。"], glossary=Glossary.builtin())[0].terms
    hints = hints_of(terms=terms, words=[(3, 5, "报道", "report")], needed_first=True)
    assert hints[-1] == ("报道", "report") and len(hints) == 2


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="高速公路国际机场发明专利党课的和了，。", max_size=40))
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for start, stop, source, _ in agreed(text):
        assert len(source) == stop - start and end <= start < stop <= len(text) and text[start:stop] == source
        end = stop
