"""Edits of a brief: each changes what it says it does, checks that anew, and leaves the rest alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief import editing
from brief.brief import Brief, Source
from brief.editing import (
    accept,
    add_line,
    add_sentence,
    change_headline,
    change_point,
    compared,
    move_point,
    offer,
    remove_point,
    reopen,
    use_offer,
)
from brief.figures import figures
from brief.ground import Ground
from brief.pipeline import Composer
from brief.plan import CleanArticle
from brief.recipe import Recipe
from facts.glossary.glossary import Glossary
from reading.article import from_text
from tests.support.fake_engine import FakeEngine
from translate.check.report import Finding, Place, Reason, Severity
from translate.translator import Translator

ARTICLE = (
    "青川县举行开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。县长单志鸿介绍，今年新建公路27.5公里。\n"
    "沪青高速昨日通车，全长300公里。编辑：阚雨薇"
)
ENGLISH = {
    "3月12日": "On March 12, 18 projects began, with a total investment of nearly 2 billion yuan.",
    "县长": "County head Shan Zhihong said that 27.5 kilometers of roads will be built this year.",
    "沪青高速": "The Shanghai-Qinghai Expressway, 300 kilometers long, opened to traffic yesterday.",
    "青川县": "Qingchuan County holds a ground-breaking ceremony",
}
FIRST, SECOND = ENGLISH["3月12日"], ENGLISH["县长"]


def answer(text: str) -> str:
    return next((english for chinese, english in ENGLISH.items() if text.startswith(chinese)), "A sentence.")


TRANSLATOR = Translator(FakeEngine(answer, window=200))


def cleaned() -> CleanArticle:
    composer = Composer(TRANSLATOR, recipe=Recipe(length=60))
    events = composer.events(from_text(ARTICLE))
    found = next(event.value for event in events if event.step == "clean")
    assert isinstance(found, CleanArticle)
    return found


CLEAN = cleaned()
GROUND = Ground.of(CLEAN)


def written(*texts: tuple[str, str], headline: str = ENGLISH["青川县"]) -> Brief:
    """A brief of lines with the beginning of the sentence that each stands for."""

    def source(start: str) -> Source:
        sentence = next(s for s in GROUND.sentences if s.text.startswith(start))
        return Source(sentence.text, sentence.start, sentence.end)

    points = tuple(GROUND.point(english, (source(start),)) for start, english in texts)
    return Brief(
        headline=headline,
        dateline="",
        points=points,
        headline_sources=(source("青川县"),),
        figures=figures(points),
        signature="test",
    )


def brief() -> Brief:
    return written(("3月12日", FIRST), ("县长", SECOND))


def consistent(made: Brief) -> bool:
    """Whether figures are those of the points, and lie where the article has them."""
    there = all(GROUND.article.text[f.start : f.end] == f.chinese for f in made.figures)
    return there and made.figures == figures(made.points)


def test_the_brief_is_clean_to_begin_with() -> None:
    assert brief().all_findings() == () and consistent(brief())


@pytest.mark.parametrize(
    "at, old, new, kinds",
    [
        (0, "nearly 2 billion", "nearly 20 billion", {"quantity"}),
        (0, "March 12", "March 13", {"quantity"}),
        (0, "18 projects", "projects", {"quantity"}),
        (0, "18 projects", "18个 projects", {"untranslated"}),
        (0, "18 projects began", "18 projects began in Nanjing", {"invented"}),
        (1, "Shan Zhihong", "Li Wei", {"name"}),
        (1, "27.5 kilometers", "many kilometers", {"quantity"}),
        (1, "County head Shan Zhihong said that", "County head Shan Zhihong promised that", set()),
    ],
)
def test_a_changed_point_is_checked_and_no_other(at: int, old: str, new: str, kinds: set[str]) -> None:
    before = brief()
    after = change_point(before, GROUND, at, before.points[at].english.replace(old, new))
    assert {str(f.kind) for f in after.points[at].findings} >= kinds
    assert bool(after.all_findings()) == bool(kinds)
    assert after.points[1 - at] is before.points[1 - at]
    assert consistent(after) and after.signature == "test|edited"


LEFT_OUT = Finding.of(Reason.COVERAGE_CLAUSE, Severity.WARNING, (0, 5), clause="3月12日")
MADE_UP = Finding.of(Reason.INVENTED_CLAUSE, Severity.WARNING, None, (0, 11), found="On March 12")
DOUBTED = Finding.of(Reason.UNSURE_SENTENCE, Severity.WARNING)
NAMED = Finding.of(Reason.UNSURE_WORDS, Severity.WARNING, None, (0, 8), words=("March 12", "projects"))


@pytest.mark.parametrize(
    ("english", "stay"),
    [
        (FIRST.replace("began,", "began"), [LEFT_OUT, MADE_UP, DOUBTED]),
        (FIRST.replace("projects began", "projects in the county began"), [MADE_UP, DOUBTED]),
        (FIRST.replace("On March 12, 18", "18"), [LEFT_OUT, DOUBTED]),
        ("Eighteen projects worth nearly 2 billion yuan were started on March 12.", [LEFT_OUT]),
        ("", []),
    ],
)
def test_what_a_second_model_said_stays_until_an_edit_answers_it(english: str, stay: list[Finding]) -> None:
    before, doubts = brief(), (LEFT_OUT, MADE_UP, DOUBTED)
    points = (replace(before.points[0], findings=doubts), *before.points[1:])
    after = change_point(replace(before, points=points), GROUND, 0, english).points[0].findings
    assert {f.reason for f in after} & {f.reason for f in doubts} == {f.reason for f in stay}
    assert all(english[slice(*f.target)] == "On March 12" for f in after if f.reason is MADE_UP.reason and f.target)


@pytest.mark.parametrize(
    ("english", "words"),
    [
        (FIRST.replace("began,", "began"), ("March 12", "projects")),
        (FIRST.replace("projects", "sites"), ("March 12",)),
        (FIRST.replace("On March 12, 18 projects", "18 sites"), None),
        ("Eighteen projects worth nearly 2 billion yuan were started on March 12.", ("March 12", "projects")),
    ],
)
def test_a_doubt_about_words_is_answered_by_their_going(english: str, words: tuple[str, ...] | None) -> None:
    before = brief()
    points = (replace(before.points[0], findings=(NAMED,)), *before.points[1:])
    after = change_point(replace(before, points=points), GROUND, 0, english).points[0].findings
    doubt = next((f for f in after if f.reason is Reason.UNSURE_WORDS), None)
    assert (doubt and doubt.value("words")) == words
    assert doubt is None or (words and doubt.target and english[slice(*doubt.target)] == words[0])


def test_the_same_text_is_no_edit() -> None:
    before = brief()
    assert change_point(before, GROUND, 0, f"  {FIRST}\n") is before
    assert change_headline(before, GROUND, before.headline) is before
    assert move_point(before, GROUND, 1, 1) is before


def test_a_headline_is_checked() -> None:
    after = change_headline(brief(), GROUND, "Qingchuan County spends 99 billion yuan")
    assert {(f.place, str(f.kind)) for f in after.findings} == {(Place.HEADLINE, "invented")}
    assert change_headline(after, GROUND, brief().headline).findings == ()


def test_a_sentence_is_added_in_its_place_and_checked() -> None:
    start = next(s.start for s in GROUND.sentences if s.text.startswith("县长"))
    short = written(("3月12日", FIRST), ("沪青高速", ENGLISH["沪青高速"]))
    after = add_sentence(short, GROUND, start + 3, TRANSLATOR)
    assert [p.english for p in after.points] == [FIRST, SECOND, ENGLISH["沪青高速"]]
    assert consistent(after) and "edited" in after.signature
    assert add_sentence(after, GROUND, start, TRANSLATOR) is after
    assert add_sentence(short, GROUND, 10_000, TRANSLATOR) is short
    assert add_sentence(short, GROUND, start, TRANSLATOR, to=0).points[0].english == SECOND


def test_a_line_of_ones_own_has_nothing_behind_it() -> None:
    after = add_line(brief(), GROUND, "It was a fine day.", to=1)
    assert [f.reason for f in after.points[1].findings] == [Reason.UNSOURCED_LINE]
    assert consistent(after) and {f.point for f in after.figures} == {0, 2}


def test_points_go_and_move_with_their_figures() -> None:
    moved = move_point(brief(), GROUND, 0, 1)
    assert [p.english for p in moved.points] == [SECOND, FIRST] and consistent(moved)
    gone = remove_point(moved, GROUND, 0)
    assert [p.english for p in gone.points] == [FIRST] and consistent(gone)
    empty = remove_point(gone, GROUND, 0)
    assert [f.reason for f in empty.findings] == [Reason.EMPTY_ARTICLE] and empty.errors()
    assert add_line(empty, GROUND, "Hello.").errors() == ()


def test_what_is_accepted_counts_no_more_and_is_recorded() -> None:
    wrong = change_point(brief(), GROUND, 0, FIRST.replace("nearly 2 billion", "nearly 20 billion"))
    after = accept(wrong, 0, 0, why="The county  corrected it.")
    assert wrong.errors() and after.errors() == ()
    assert after.signature == "test|edited|accepted:1.quantity.magnitude"
    assert json.loads(after.as_json())["points"][0]["findings"][0]["accepted"] == "The county corrected it."
    assert move_point(after, GROUND, 0, 1).signature.endswith("accepted:2.quantity.magnitude")
    # Another edit that leaves the wrong figure leaves it accepted; a figure that is wrong in another way is a new finding.
    later = change_point(after, GROUND, 0, after.points[0].english.replace("began", "started"))
    assert later.errors() == () and later.points[0].findings[0].accepted == "The county corrected it."
    assert change_point(later, GROUND, 0, FIRST.replace("nearly 2 billion", "nearly 30 billion")).errors()
    assert reopen(after, 0, 0) == wrong and accept(wrong, 0, 0).errors() == ()


def test_findings_of_the_headline_can_be_accepted_too() -> None:
    wrong = change_headline(brief(), GROUND, "Qingchuan County spends 99 billion yuan")
    after = accept(wrong, None, 0)
    assert after.errors() == () and "accepted:0.invented.quantity" in after.signature
    assert reopen(after, None, 0).findings == wrong.findings
    assert change_headline(after, GROUND, "Qingchuan County spends 88 billion yuan").errors()


@pytest.mark.parametrize(
    "wrong, reason",
    [
        (FIRST.replace("nearly 2 billion", "nearly 20 billion"), Reason.QUANTITY_MAGNITUDE),
        (FIRST.replace("nearly 2 billion", "nearly 3 billion"), Reason.QUANTITY_VALUE),
        (FIRST.replace("18 projects", "81 projects"), Reason.QUANTITY_VALUE),
        (FIRST.replace("March 12", "March 21"), Reason.QUANTITY_VALUE),
        (SECOND.replace("Shan Zhihong", "Zhihong Shan"), Reason.NAME_TURNED),
    ],
)
def test_the_expected_form_goes_in_the_place_of_the_wrong_one(wrong: str, reason: Reason) -> None:
    at = 0 if wrong.startswith("On") else 1
    before = change_point(brief(), GROUND, at, wrong)
    which = next(i for i, f in enumerate(before.points[at].findings) if f.reason is reason)
    after = use_offer(before, GROUND, at, which)
    assert after.points[at].english == brief().points[at].english and after.errors() == ()


def test_what_is_missing_is_offered_as_a_note() -> None:
    before = change_point(brief(), GROUND, 1, SECOND.replace("Shan Zhihong", "He").replace("27.5 kilometers", "Much"))
    after = before
    for _ in range(2):
        which = next(i for i, f in enumerate(after.points[1].findings) if f.severity is Severity.ERROR)
        found = offer(after, GROUND, 1, which)
        assert found is not None and found.note
        after = use_offer(after, GROUND, 1, which)
    assert after.errors() == () and after.points[1].english.count("(source: ") == 1
    assert "单志鸿, Shan Zhihong" in after.points[1].english and "27.5公里" in after.points[1].english


def test_nothing_is_offered_where_nothing_is_sure() -> None:
    before = brief()
    point = replace(before.points[0], findings=(Finding(Reason.UNSURE_SENTENCE, Severity.WARNING),))
    before = replace(before, points=(point, *before.points[1:]))
    assert offer(before, GROUND, 0, 0) is None and use_offer(before, GROUND, 0, 0) is before


def test_terms_of_the_user_count() -> None:
    ground = Ground.of(CLEAN, glossary=Glossary.from_rows([("开工", "kick-off")]))
    assert change_point(brief(), ground, 0, FIRST + " Indeed.").errors()


def test_days_and_names_come_from_the_whole_article() -> None:
    text = "成都6月6日电\n市长郑友明主持会议。\n郑友明说，5日投产的项目有3个。"
    events = Composer(TRANSLATOR).events(from_text(text))
    ground = Ground.of(next(e.value for e in events if e.step == "clean"))
    found = ground.sentence(ground.article.text.index("郑友明说"))
    assert found is not None
    source = (Source(found[0].text, found[0].start, found[0].end),)
    assert ground.point("Zheng Youming said that 3 projects went into operation on June 5.", source).findings == ()
    assert ground.point("Li Ming said that 3 projects went into operation on July 5.", source).findings


def test_the_day_of_the_dateline_is_that_day_on_the_page_too() -> None:
    events = Composer(TRANSLATOR).events(from_text("成都6月6日电\n市长郑友明6日主持会议。"))
    ground = Ground.of(next(e.value for e in events if e.step == "clean"))
    sentence = ground.sentences[0]
    source = (Source(sentence.text, sentence.start, sentence.end),)
    assert ground.point("Mayor Zheng Youming chaired a meeting on June 6.", source).findings == ()
    wrong = ground.point("Mayor Zheng Youming chaired a meeting on May 6.", source).findings
    assert [f.reason for f in wrong] == [Reason.QUANTITY_VALUE]


EDITS: list[Callable[[Brief, int, int], Brief]] = [
    lambda b, i, j: change_point(b, GROUND, i, FIRST[: 10 * j]),
    lambda b, i, j: add_sentence(b, GROUND, GROUND.sentences[j % len(GROUND.sentences)].start, TRANSLATOR),
    lambda b, i, j: add_line(b, GROUND, "12 of them.", to=i),
    lambda b, i, j: remove_point(b, GROUND, i),
    lambda b, i, j: move_point(b, GROUND, i, j),
    lambda b, i, j: accept(b, i, j % len(b.points[i].findings)) if b.points[i].findings else b,
    lambda b, i, j: reopen(b, i, j % len(b.points[i].findings)) if b.points[i].findings else b,
    lambda b, i, j: use_offer(b, GROUND, i, j % len(b.points[i].findings)) if b.points[i].findings else b,
]


@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9), st.integers(0, 9)), max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_edits_leave_a_brief_that_holds_together(
    edits: list[tuple[Callable[[Brief, int, int], Brief], int, int]],
) -> None:
    made = brief()
    for edit, i, j in edits:
        if made.points:
            made = edit(made, i % len(made.points), j)
    assert consistent(made)
    assert made.signature.count("edited") <= 1 and any(f.accepted is not None for f in made.all_findings()) == (
        "accepted:" in made.signature
    )
    json.loads(made.as_json())


def test_the_module_says_what_it_has() -> None:
    functions = {"change_point", "add_sentence", "remove_point", "move_point", "accept", "reopen", "offer", "use_offer"}
    assert all(name in (editing.__doc__ or "") and callable(getattr(editing, name)) for name in functions)


def test_a_note_in_brackets_counts_as_there() -> None:
    report = compared("总投资近20亿元。", "The investment is large (source: 近20亿元, nearly 2 billion yuan).")
    assert [f.kind for f in report.findings if f.severity == "error"] == []
    assert any(f.kind == "note" for f in report.findings)
