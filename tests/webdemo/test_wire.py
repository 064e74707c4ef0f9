"""What goes between the server and the brief in the browser: colours, findings that can be put right, and what is refused."""

from __future__ import annotations

import base64
import copy
import io
import json
import pickle
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.brief import Point, Source
from brief.render.colours import marks
from jianbao.deadline import Deadline
from jianbao.errors import InputError
from reading.article import from_text
from tests.support.fake_engine import FakeEngine
from translate.check.report import Finding, LinkStatus, Place, Reason, Severity
from webdemo import components, limits, tasks
from webdemo.engines import Engines
from webdemo.i18n import sheet as sheet_words
from webdemo.i18n.texts import TEXTS
from webdemo.known import Known, Shelf
from webdemo.wire import given as wire
from webdemo.wire import rows
from webdemo.wire.lines import Line, compared
from webdemo.wire.offers import use
from webdemo.workspace import Workspace

TEXT = (
    "青川县举行开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。\n县长单志鸿介绍，今年新建公路27.5公里。\n"
    "单志鸿说，电话是028-86754321。\n编辑：阚雨薇"
)
KNOWN = Known(from_text(TEXT))


def source(words: str) -> Source:
    start = TEXT.index(words)
    return Source(words, start, start + len(words))


MONEY, NAME, PHONE = (
    source(s) for s in ("总投资近20亿元。", "县长单志鸿介绍，今年新建公路27.5公里。", "单志鸿说，电话是028-86754321。")
)


def point(at: Source, english: str, **more: Any) -> Point:
    return compared(KNOWN, Line(english, (at,), made=more.pop("made", english), **more))


def shown(made: Point) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    chinese, english = marks(made)
    text = KNOWN.ground.input(made.sources).text
    return [(text[m.start : m.end], m.kind) for m in chinese], [
        (made.english[m.start : m.end], m.kind) for m in english
    ]


@pytest.mark.parametrize(
    "at, english, chinese, target",
    [
        (MONEY, "It is nearly 2 billion yuan.", ("近20亿元", "k0"), ("nearly 2 billion yuan", "k0")),
        (MONEY, "It is nearly 20 billion yuan.", ("近20亿元", "wrong"), ("nearly 20 billion yuan", "wrong")),
        (MONEY, "It is 2 billion yuan.", ("近20亿元", "doubt"), ("2 billion yuan", "doubt")),
        (MONEY, "It is large.", ("近20亿元", "lost"), None),
        (NAME, "Zhihong Shan, county head, spoke of 27.5 kilometers.", ("单志鸿", "wrong"), ("Zhihong Shan", "wrong")),
        (NAME, "The county head spoke of 27.5 kilometers.", ("单志鸿", "lost"), None),
        (PHONE, "Shan Zhihong said to call 028-86754312.", ("028-86754321", "wrong"), ("028-86754312", "wrong")),
        (PHONE, "Shan Zhihong said to call.", ("028-86754321", "lost"), None),
        (NAME, "Shan Zhihong spoke of 27.5 kilometers and 3 billion yuan.", ("27.5公里", "k1"), ("3 billion yuan", "wrong")),
    ],
)  # fmt: skip
def test_what_differs_is_red_on_both_sides_and_what_is_missing_framed(
    at: Source, english: str, chinese: tuple[str, str], target: tuple[str, str] | None
) -> None:
    source_marks, target_marks = shown(point(at, english))
    assert chinese in source_marks
    assert target is None or target in target_marks


@given(st.text(alphabet="Shan Zhihong 27.5kmbillion yuan0283-,", max_size=60))
@settings(max_examples=60, deadline=None)
def test_marks_of_one_side_never_overlap(english: str) -> None:
    for at in (MONEY, NAME, PHONE):
        for side in marks(point(at, english)):
            assert all(a.end <= b.start for a, b in pairwise(side))


@pytest.mark.parametrize(
    "at, english, place, text",
    [
        (MONEY, "It is nearly 20 billion yuan.", "nearly 20 billion yuan", "nearly 2 billion yuan"),
        (MONEY, "20 billion yuan was invested.", "20 billion yuan", "Nearly 2 billion yuan"),
        (MONEY, "It is large.", None, "nearly 2 billion yuan"),
        (NAME, "Zhihong Shan spoke of 27.5 kilometers.", "Zhihong Shan", "Shan Zhihong"),
        (PHONE, "Shan Zhihong said to call 028-86754312.", "028-86754312", "028-86754321"),
    ],
)
def test_the_form_that_would_be_right_goes_where_the_wrong_one_stands(
    at: Source, english: str, place: str | None, text: str
) -> None:
    made = point(at, english)
    right = [use(made, which, KNOWN.ground) for which in range(len(made.findings))]
    assert ((None if place is None else (english.index(place), english.index(place) + len(place))), text) in right


def test_what_nothing_can_put_right_offers_nothing() -> None:
    made = point(NAME, "Shan Zhihong spoke of 27.5 kilometers and 3 billion yuan.")
    (invented,) = [i for i, f in enumerate(made.findings) if f.reason is Reason.INVENTED_QUANTITY]
    assert use(made, invented, KNOWN.ground) is None


def test_an_acceptance_stays_while_the_finding_is_the_same() -> None:
    english = "It is nearly 20 billion yuan."
    found = tuple(
        Finding(f.reason, f.severity, f.source, f.target, f.values, accepted="as agreed")
        for f in point(MONEY, english).findings
    )
    assert [f.accepted for f in point(MONEY, english + " Yes.", findings=found, made=english).findings] == ["as agreed"]
    assert [f.accepted for f in point(MONEY, "It is nearly 30 billion yuan.", findings=found).findings] == [None]
    chinese, target = shown(point(MONEY, english, findings=found))
    assert {kind for _, kind in chinese + target} == {"k0"}


def test_doubts_of_a_model_outlive_an_edit_and_what_it_wrote_does_not() -> None:
    doubts = (
        Finding.of(Reason.COVERAGE_CLAUSE, Severity.WARNING, (0, 3), clause="总投资"),
        Finding(Reason.UNSURE_SENTENCE, Severity.WARNING),
        Finding.of(Reason.INVENTED_CLAUSE, Severity.WARNING, None, (0, 2), found="by train"),
    )
    english = "It is nearly 2 billion yuan, by train."
    same = {f.reason: f for f in point(MONEY, english, findings=doubts).findings}
    assert set(same) == {d.reason for d in doubts} and same[Reason.INVENTED_CLAUSE].target == (29, 37)
    changed = point(MONEY, "It is nearly 2 billion yuan.", findings=doubts, made=english)
    assert [f.reason for f in changed.findings] == [Reason.COVERAGE_CLAUSE]


def test_a_doubt_stands_until_its_words_go_and_is_marked_at_each() -> None:
    doubt = Finding.of(Reason.UNSURE_WORDS, Severity.WARNING, None, (29, 37), words=("by train", "It is"))
    made = "It is nearly 2 billion yuan, by train."
    said = {
        made: ["It is", "by train"],
        "It is nearly 2 billion yuan, by train!": ["It is", "by train"],
        "It is nearly 2 billion yuan, by train today.": ["It is", "by train"],
        "They are nearly 2 billion yuan, by train.": ["by train"],
        "They are nearly 2 billion yuan, by rail.": [],
    }
    for english, marked in said.items():
        _, target = shown(point(MONEY, english, findings=(doubt,), made=made))
        assert [text for text, kind in target if kind == "doubt"] == marked, english


def test_a_headline_answers_for_what_it_says_and_not_for_what_it_leaves_out() -> None:
    line = Line("Investment of 3 billion yuan", (MONEY,), made="Projects start")
    found = compared(KNOWN, line, place=Place.HEADLINE).findings
    assert found and all(f.place is Place.HEADLINE and f.severity is not Severity.INFO for f in found)


def test_a_line_of_ones_own_has_no_source() -> None:
    assert [f.reason for f in compared(KNOWN, Line("Mine.")).findings] == [Reason.UNSOURCED_LINE]
    reasons = [f.reason for f in compared(KNOWN, Line("Jobs in 温江.")).findings]
    assert reasons == [Reason.UNSOURCED_LINE, Reason.UNTRANSLATED_CHINESE]


# What a browser sends


def row(of: Point, **more: Any) -> dict[str, Any]:
    return json.loads(json.dumps(rows.line(of) | more))


def sheet() -> dict[str, Any]:
    return {
        "headline": row(Point("Ceremony held", (source("青川县举行开工仪式"),))),
        "points": [row(point(MONEY, "It is nearly 2 billion yuan."))],
        "people": [{"chinese": "单志鸿", "english": "Shan Zhihong", "title": "县长", "title_english": "county head"}],
        "notes": [{"code": "reading.simplified", "values": {}}],
        "signature": "jianbao:1|model:compact",
    }


def test_a_brief_comes_back_as_it_was_shown() -> None:
    brief = wire.brief(sheet(), KNOWN)
    assert [p.english for p in brief.points] == ["It is nearly 2 billion yuan."]
    assert [(f.chinese, f.status, TEXT[f.start : f.end]) for f in brief.figures] == [("近20亿元", "agrees", "近20亿元")]
    assert brief.signature == "jianbao:1|model:compact" and not brief.people[0].in_brief
    assert [r.text for r in brief.removed] == ["编辑：阚雨薇"]


@pytest.mark.parametrize("partial, found", [(True, []), (False, ["empty.article"])])
def test_a_brief_that_is_stopped_before_its_first_words_is_not_called_empty(partial: bool, found: list[str]) -> None:
    """Its sentences are translated one by one on the page, where nothing would take the finding back."""
    empty = Finding(Reason.EMPTY_ARTICLE, Severity.ERROR, place=Place.ARTICLE)
    made = rows.sheet(
        replace(wire.brief(sheet(), KNOWN), findings=(empty,)), KNOWN, model="compact", options={}, partial=partial
    )
    assert [f["reason"] for f in made["findings"]] == found
    assert all(re.search("[一-鿿]", f["told"]["zh"]) and f["told"]["en"] for f in made["findings"])


def test_what_was_edited_and_accepted_is_signed() -> None:
    given = sheet()
    given["points"] = [row(point(MONEY, "It is 3 billion yuan."), made="It is nearly 2 billion yuan.")]
    for finding in given["points"][0]["findings"]:
        finding["accepted"] = "they  say\nso"
    brief = wire.brief(given, KNOWN)
    assert brief.signature == "jianbao:1|model:compact|edited|accepted:1.quantity.value"
    assert not brief.errors() and brief.points[0].findings[0].accepted == "they say so"
    assert brief.figures[0].status == LinkStatus.DIFFERS


def test_a_brief_that_was_stopped_is_signed_so_and_not_as_edited() -> None:
    stopped = wire.brief({**sheet(), "stopped": True}, KNOWN).signature
    assert stopped == "jianbao:1|model:compact|stopped"
    assert wire.brief({**sheet(), "signature": stopped, "edited": True}, KNOWN).signature == f"{stopped}|edited"


UESTC = "University of Electronic Science and Technology of China"


def answered(text: str) -> str:
    return f"{UESTC} will invest 200 million yuan." if "投资" in text else f"{UESTC} signed."


@pytest.mark.parametrize(
    "first, told",
    [
        (f"{UESTC} (UESTC) signed.", "UESTC will invest 200 million yuan."),
        ("An agreement was signed.", f"{UESTC} will invest 200 million yuan."),
    ],
)
def test_a_sentence_that_is_added_is_written_as_the_lines_around_it(first: str, told: str) -> None:
    known = Known(from_text("电子科技大学签约。\n电子科技大学将投资2亿元。"))
    workspace = Workspace(Engines(lambda model, source, target: FakeEngine(answered, window=200)))
    signed, invested = known.sentences
    around = [{"english": first, "sources": [{"start": signed.start, "end": signed.end, "cuts": []}]}]
    asked = {"source": {"start": invested.start, "end": invested.end, "cuts": []}, "around": around, "at": 1}
    _, answer = tasks.add(workspace, known, asked, Deadline())
    assert answer["line"]["english"] == told


def test_a_word_file_is_signed_by_its_author() -> None:
    from docx import Document

    for author in ("李 Hua", ""):
        asked = {"sheet": sheet(), "format": "docx", "author": author}
        _, answer = tasks.file(Workspace(Engines()), KNOWN, asked, Deadline())
        properties = Document(io.BytesIO(base64.b64decode(answer["data"]))).core_properties
        assert (properties.author, properties.title) == (author, "Ceremony held")
    with pytest.raises(InputError):
        tasks.file(Workspace(Engines()), KNOWN, {**asked, "author": "x" * 101}, Deadline())


def test_a_stretch_that_is_too_long_for_a_sentence_is_refused_in_one() -> None:
    long = from_text("项目开工，" * 200 + "。")
    asked = {"source": {"start": 0, "end": len(long.original), "cuts": []}}
    with pytest.raises(InputError, match="at most 800") as told:
        tasks.add(Workspace(Engines()), Known(long), asked, Deadline())
    assert "800" in told.value.worded("zh", place="page")


@pytest.mark.parametrize(
    "path, value",
    [
        (("points",), "x"),
        (("points",), [{}] * (limits.MAX_LINES + 1)),
        (("points", 0, "english"), "x" * (wire.LINE + 1)),
        (("points", 0, "english"), 7),
        (("points", 0, "sources", 0, "end"), 10**9),
        (("points", 0, "sources", 0, "start"), -1),
        (("points", 0, "sources", 0, "cuts"), [[0, 10**6]]),
        (("points", 0, "findings"), [{"reason": "no.such", "severity": "error"}]),
        (("points", 0, "findings"), [{"reason": "quantity.value", "severity": "error", "values": {}}]),
        (("points", 0, "findings"), [{"reason": "empty.sentence", "severity": "error", "accepted": "x" * 301}]),
        (("points", 0, "findings"), [{"reason": "unsupported.sentence", "severity": "error",
                                      "values": {"closest": "x", "similarity": "{0}", "wanted": "x"}}]),
        (("notes", 0, "code"), "no.such"),
        (("people",), [1]),
        (("headline",), None),
    ],
)  # fmt: skip
def test_what_is_no_brief_is_refused(path: tuple[Any, ...], value: Any) -> None:
    given = sheet()
    at = given
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(InputError):
        wire.brief(given, KNOWN)


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    JSON,
    st.sampled_from(["headline", "points", "people", "notes", "findings", "full", "left_out", "signature", "dateline"]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_sent_gets_a_brief_or_one_sentence(value: Any, name: str) -> None:
    given = copy.deepcopy(sheet())
    given[name] = value
    for made in (given, value, [value]):
        try:
            wire.brief(made, KNOWN)
        except InputError as error:
            assert str(error) and error.worded("zh")


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"text": 5},
        {"text": "长" * (limits.MAX_CHARACTERS + 1)},
        {"text": "长", "title": [0, 9]},
        {"text": "长", "terms": "x"},
    ],
)
def test_what_is_no_article_is_refused(value: Any) -> None:
    with pytest.raises(InputError):
        wire.article(value)


# What is kept of articles, and whose turn it is


def test_a_shelf_keeps_the_last_articles_under_keys_that_nobody_can_make() -> None:
    shelf = Shelf(kept=2)
    articles = [Known(from_text(TEXT + str(n))) for n in range(3)]
    keys = [shelf.put(known) for known in articles]
    assert shelf.get(keys[0]) is None and shelf.get(keys[2]) is articles[2]
    assert Shelf().put(KNOWN) != Shelf().put(KNOWN)
    assert shelf.put(KNOWN) != shelf.put(Known(KNOWN.article, (("甲", "A"),)))


def test_what_an_article_makes_known_goes_to_other_processes_with_it() -> None:
    assert KNOWN.ground.people
    carried = pickle.dumps(KNOWN)
    assert "ground" in vars(pickle.loads(carried)) and len(carried) < 100_000


# Scripts and words


def test_every_word_that_the_scripts_say_is_there_in_both_languages() -> None:
    assert sheet_words.ENGLISH.keys() == sheet_words.CHINESE.keys()
    for key, english in sheet_words.ENGLISH.items():
        assert sorted(re.findall(r"{\w+", english)) == sorted(re.findall(r"{\w+", sheet_words.CHINESE[key])), key
    said = {key for name in components.SCRIPTS for key in re.findall(r"say\('([a-z_.]+)'", components.read(name))}
    assert len(said) > 40 and said <= TEXTS["en"].keys()
    whole = "".join(components.read(name) for name in components.SCRIPTS)
    assert all(key in whole for key in sheet_words.ENGLISH if not re.search(r"\.(severity|cost)\.|download\.", key)), (
        "no word is left over"
    )


def test_text_of_articles_never_becomes_markup() -> None:
    whole = "".join(components.read(name) for name in components.SCRIPTS)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", whole)
    assert "</script" not in components.script()
