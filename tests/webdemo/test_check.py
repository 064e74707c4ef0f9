"""The tab that checks a translation: what it shows for what it is given, without a browser and without a model."""

from __future__ import annotations

import re
from typing import Any

import pytest

from brief.brief import Brief
from brief.checking import checked_brief
from brief.verdict import Counts, Verdict
from jianbao.deadline import Deadline, Stopped
from jianbao.errors import InputError
from reading.article import from_text
from tests.support.fake_engine import FakeEngine
from translate.check.report import Reason
from webdemo.checks import CheckUpdate, checking, row
from webdemo.tabs.check import pairs, verdict

CHINESE = (
    "青川县举行开工仪式\n记者 阚雨薇\n3月12日，18个项目同步开工，总投资近20亿元。县长单志鸿介绍，今年新建公路27.5公里。"
)
ENGLISH = (
    "Qingchuan County holds a ground-breaking ceremony\n\nOn March 12, work began on 18 projects with a total investment of "
    "nearly 2 billion yuan. County head Shan Zhihong said that 27.5 kilometers of roads will be built this year."
)


class Shared:
    """Engines as the page has them."""

    def get(self, model: str) -> Any:
        return FakeEngine()


def check(english: str, chinese: str = CHINESE, terms: tuple[tuple[str, str], ...] = ()) -> list[CheckUpdate]:
    return list(checking(Shared(), chinese, english, terms, Deadline()))  # type: ignore[arg-type]


def evidence(english: str, chinese: str = CHINESE) -> Brief:
    brief = check(english, chinese)[-1].brief
    assert brief is not None
    return brief


@pytest.mark.parametrize(
    "english, found",
    [
        (ENGLISH, Verdict.CLEAN),
        (ENGLISH.replace("nearly 2 billion", "nearly 20 billion"), Verdict.ERRORS),
        (ENGLISH.replace("nearly 2 billion", "2 billion"), Verdict.WARNINGS),
    ],
)
def test_the_verdict_says_what_was_found(english: str, found: Verdict) -> None:
    made = evidence(english)
    assert Counts.of(made).verdict is found
    shown = verdict(made, "en")
    assert ("to put right" in shown, "to look at" in shown) == (found is Verdict.ERRORS, found is Verdict.WARNINGS)
    link = re.search(r'href="#(pair-\d+)"', shown)
    assert (link is None) == (found is Verdict.CLEAN)
    assert link is None or f'id="{link[1]}"' in pairs(made, "en", only=True)


def test_nothing_compared_is_no_praise() -> None:
    made = evidence("The weather is good.", "天气很好。")
    assert Counts.of(made).verdict is Verdict.NOTHING
    assert "Nothing was compared" in verdict(made, "en") and "good" not in verdict(made, "en")
    assert row(made, language="en")["verdict"] == "nothing"


def test_facts_have_colours_and_what_differs_is_red_on_both_sides() -> None:
    shown = pairs(evidence(ENGLISH.replace("nearly 2 billion", "nearly 20 billion")), "en")
    assert shown.count('<mark class="wrong">') == 2 and "近20亿元</mark>" in shown
    lost = pairs(evidence(ENGLISH.replace("27.5 kilometers of roads", "roads")), "en")
    assert '<mark class="lost">27.5公里</mark>' in lost
    assert len(set(re.findall(r'class="(k\d)"', shown))) > 1


def test_only_sentences_with_findings_are_shown_where_one_asks_for_them() -> None:
    made = evidence(ENGLISH.replace("nearly 2 billion", "nearly 20 billion"))
    assert pairs(made, "en").count('class="point"') == len(made.points)
    assert pairs(made, "en", only=True).count('class="point"') == 1
    assert "No sentence has a finding" in pairs(evidence(ENGLISH), "en", only=True)


def test_furniture_that_nobody_translated_is_not_missed() -> None:
    made = evidence(ENGLISH)
    assert [r.text for r in made.removed] == ["记者 阚雨薇"]
    shorter = evidence(ENGLISH[: ENGLISH.index("County head")])
    assert [f.reason for f in shorter.all_findings()] == [Reason.COVERAGE_SENTENCE]


def test_days_without_a_month_are_of_the_dateline() -> None:
    chinese = "成都6月6日电 5日投产的项目有3个。"
    right = "Three projects went into operation on June 5."
    assert Counts.of(evidence(right, chinese)).errors == 0
    assert Counts.of(evidence(right.replace("June", "March"), chinese)).errors == 1


def test_what_is_done_is_told_as_it_goes() -> None:
    updates = check(ENGLISH)
    assert [u.step for u in updates] == ["read", "compare", "ask", "done"]
    assert updates[2].brief is not None and updates[-1].done == updates[-1].total > 0


def test_a_stop_ends_it() -> None:
    class Impatient(Deadline):
        asked = 0

        def check(self, *_: object) -> None:
            self.asked += 1
            if self.asked > 3:
                raise Stopped

    with Impatient().within(), pytest.raises(Stopped):
        checked_brief(from_text(CHINESE * 9), from_text(ENGLISH * 9, language="en"))


@pytest.mark.parametrize(
    "chinese, english, code",
    [
        ("", ENGLISH, "webdemo.no_pair"),
        (CHINESE, " \n", "webdemo.no_pair"),
        (ENGLISH, CHINESE, "webdemo.pair_source"),
        (CHINESE, CHINESE, "webdemo.pair_target"),
    ],
)
def test_nothing_is_said_in_a_sentence(chinese: str, english: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        check(english, chinese)
    assert caught.value.code == code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_shown_is_in_one_language(language: str) -> None:
    made = evidence("On March 12, 81 projects began.", "3月12日，18个项目开工。")
    shown = re.sub(r"<[^>]+>", " ", verdict(made, language)) + " ".join(
        re.findall(r"<(?:h2|p)[^>]*>([^<]+)<", pairs(made, language))
    )
    assert not re.search("[A-Za-z]{2,}" if language == "zh" else "[\u4e00-\u9fff]", shown)
    told = row(made, language=language)["pairs"][0]["findings"][0]["message"]
    assert bool(re.search("译文", told)) == (language == "zh")


def test_terms_of_the_visitor_count() -> None:
    made = check(ENGLISH, terms=(("开工", "kick-off"),))[-1].brief
    assert made is not None and Counts.of(made).errors
