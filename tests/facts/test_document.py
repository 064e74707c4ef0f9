"""People, terms and places of sentences that belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from facts.glossary.reversed import directed

BUILTIN = Glossary.builtin()


def test_a_name_is_known_where_it_is_mentioned_again() -> None:
    first, second = document_sentences(["市长单永昌出席会议。", "单永昌说，会议开得好。"], glossary=BUILTIN)
    assert [p.english for p in first.people] == [p.english for p in second.people] == ["Shan Yongchang"]
    assert [second.text[p.start : p.end] for p in second.people] == ["单永昌"]
    (alone,) = document_sentences(["单永昌说，会议开得好。"], glossary=BUILTIN)
    assert not any(p.title for p in alone.people)


@pytest.mark.parametrize(
    ("source", "target", "text", "english"),
    [
        ("zh", "en", "国家发展和改革委员会发布报告。", "National Development and Reform Commission"),
        ("en", "zh", "The National Development and Reform Commission met.", "国家发展和改革委员会"),
        ("en", "en", "The National Development and Reform Commission met.", ""),
        ("en", "de", "The National Development and Reform Commission met.", ""),
    ],
)
def test_terms_go_by_the_pair(source: str, target: str, text: str, english: str) -> None:
    glossary = directed(BUILTIN, source=source, target=target)
    (sentence,) = document_sentences([text], glossary=glossary, source=source, target=target)
    assert [m.term.target for m in sentence.terms][:1] == [english][: bool(english)]


@given(
    st.lists(
        st.sampled_from(["市长单永昌出席会议。", "在怀宁县开会。", "成都市温江区签约。", "", "\n", "甲"]), max_size=6
    )
)
def test_spans_are_of_the_sentence_and_never_overlap(texts: list[str]) -> None:
    found = document_sentences(texts, glossary=BUILTIN)
    assert [s.text for s in found] == texts
    for s in found:
        spans = sorted([(p.start, p.end) for p in s.people] + [(m.start, m.end) for m in s.terms])
        assert all(0 <= a < b <= len(s.text) for a, b in spans)
        assert all(p.chinese == s.text[p.start : p.end] for p in s.people)
