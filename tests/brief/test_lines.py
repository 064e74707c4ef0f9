"""A brief whose English was edited by hand: lines find their points, and what an edit breaks is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.brief import Brief, Point, Source
from brief.editing import compared
from brief.lines import edited, match
from facts.glossary.glossary import Glossary
from reading.article import from_text
from translate.check.messages import say

ARTICLE = "青川县举行开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。\n县长单志鸿介绍，今年新建公路27.5公里。\n编辑：阚雨薇"


@pytest.mark.parametrize(
    "new, belongs",
    [
        (["one two", "three four", "five six"], [(0,), (1,), (2,)]),
        (["one two", "three 4", "five six"], [(0,), (1,), (2,)]),  # changed
        (["one two", "five six"], [(0,), (2,)]),  # deleted
        (["one two three four", "five six"], [(0, 1), (2,)]),  # joined
        (["one two", "three", "four", "five six"], [(0,), (1,), (1,), (2,)]),  # split
        (["one two", "three four", "five six", "new"], [(0,), (1,), (2,), ()]),  # added
        ([], []),
    ],
)
def test_edited_lines_find_their_points(new: list[str], belongs: list[tuple[int, ...]]) -> None:
    assert [old for old, _ in match(["one two", "three four", "five six"], new)] == belongs


@given(
    st.lists(st.sampled_from(["a b", "b c", "c d", "x"]), max_size=6),
    st.lists(st.sampled_from(["a b", "b c d", "y"]), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_no_edited_line_is_lost(old: list[str], new: list[str]) -> None:
    matched = match(old, new)
    assert [line for _, line in matched] == new
    assert all(0 <= i < len(old) for indices, _ in matched for i in indices)


def written() -> Brief:
    """A brief of ARTICLE as a good translator would write it."""
    article = from_text(ARTICLE)

    def source(text: str) -> Source:
        start = article.text.index(text)
        return Source(text, start, start + len(text))

    first, second = "3月12日，18个项目同步开工，总投资近20亿元。", "县长单志鸿介绍，今年新建公路27.5公里。"
    return Brief(
        headline="Qingchuan County holds a ground-breaking ceremony",
        dateline="",
        points=(
            Point(
                "On March 12, 18 projects had their kick-off, with a total investment of nearly 2 billion yuan.",
                (source(first),),
            ),
            Point(
                "County head Shan Zhihong said that 27.5 kilometers of roads will be built this year.",
                (source(second),),
            ),
        ),
        headline_sources=(source("青川县举行开工仪式"),),
        signature="test",
    )


def edit(brief: Brief, headline: str, text: str) -> Brief:
    context = [line for line in ARTICLE.splitlines() if line.endswith("。")]
    return edited(brief, headline, text, glossary=Glossary.from_rows([("开工", "kick-off")]), context=context)


def texts_of(brief: Brief) -> list[str]:
    return [p.english for p in brief.points]


@pytest.mark.parametrize(
    "change, kinds",
    [
        (("nearly 2 billion", "nearly 20 billion"), {"quantity"}),
        (("March 12", "March 13"), {"quantity", "invented"}),
        (("Shan Zhihong", "Li Wei"), {"name"}),
        (("27.5 kilometers", "many kilometers"), {"quantity"}),
        (("18 projects", "18个 projects"), {"untranslated"}),
    ],
)
def test_an_edit_that_breaks_a_fact_is_found(change: tuple[str, str], kinds: set[str]) -> None:
    old = written()
    text = "\n".join(texts_of(old))
    assert change[0] in text
    brief = edit(old, old.headline, text.replace(*change))
    assert {f.kind for f in brief.errors()} & kinds
    assert brief.signature == "test|edited"


def test_an_edit_that_keeps_the_facts_is_clean_and_lists_them() -> None:
    old = written()
    first, second = texts_of(old)
    brief = edit(old, old.headline, first.replace("had their", "saw their") + "\n" + second)
    assert brief.errors() == ()
    assert {f.chinese: f.status for f in brief.figures}["近20亿元"] == "agrees"
    for figure in brief.figures:
        assert from_text(ARTICLE).text[figure.start : figure.end] == figure.chinese


def test_joined_lines_answer_for_both_sources() -> None:
    old = written()
    brief = edit(old, old.headline, " ".join(texts_of(old)))
    assert len(brief.points) == 1 and len(brief.points[0].sources) == 2 and brief.errors() == ()
    worse = edit(old, old.headline, " ".join(texts_of(old)).replace("27.5", "2.75"))
    assert any("27.5公里" in say(f) for f in worse.errors())


def test_a_headline_is_checked_too() -> None:
    old = written()
    brief = edit(old, "Qingchuan holds a ceremony for 99 billion yuan", "\n".join(texts_of(old)))
    assert any(say(f).startswith("Headline: ") and "99 billion" in say(f) for f in brief.findings)


def test_a_note_in_brackets_counts_as_there() -> None:
    report = compared("总投资近20亿元。", "The investment is large (source: 近20亿元, nearly 2 billion yuan).")
    assert [f.kind for f in report.findings if f.severity == "error"] == []
    assert any(f.kind == "note" for f in report.findings)
