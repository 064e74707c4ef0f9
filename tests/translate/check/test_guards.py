"""What goes wrong in decoding itself: loops, nothing, half a sentence, the source come back; and none of it where writers write so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.check.guards import decoding_findings, joined_twice, repeated
from translate.check.messages import say
from translate.check.report import Reason, Severity

LONG = "会议要求各部门认真落实各项工作部署，确保重点项目按期建成投产。"
FITTING = (
    "The meeting asked all departments to carry out the work plans in earnest and to see that key projects go "
    "into production on time."
)


@pytest.mark.parametrize(
    ("text", "loop"),
    [
        ("the the the end", "the the"),
        ("It was very very very good.", "very very"),
        ("of the of the of the city", "of the of the"),
        ("develop the economy develop the economy.", "develop the economy"),
        ("Develop the economy, develop the economy.", "develop the economy"),
        ("the city of Chengdu in the west, and the city of Chengdu in the east", "the city of Chengdu in the"),
        ("我我我去", "我我"),
    ],
)
def test_loops_are_seen_where_they_begin_again(text: str, loop: str) -> None:
    span = repeated(text)
    assert span is not None
    assert text[slice(*span)] == loop


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It was very, very good.",
        "Up 5.3 percent year on year, and up 5.6 percent year on year.",
        "more and more people, again and again",
        "12 companies from 12 cities and 12 counties",
        "The state revenue rose and the state debt fell.",
        FITTING,
    ],
)
def test_writers_do_write_so(text: str) -> None:
    assert repeated(text) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("leaders and leaders came", "leaders and leaders"),
        ("the city or city", "city or city"),
        ("more and more came again and again", None),
        ("thousands and thousands of visitors", None),
        ("he and his", None),
        ("research and researchers", None),
        ("go and go", None),
    ],
)
def test_a_word_joined_with_itself(text: str, pair: str | None) -> None:
    span = joined_twice(text)
    assert (span and text[slice(*span)]) == pair


@pytest.mark.parametrize(
    ("source", "target", "options", "found"),
    [
        (LONG, FITTING, {}, []),
        (LONG, "", {}, [("empty", Severity.ERROR)]),
        (LONG, "\n \t", {}, [("empty", Severity.ERROR)]),
        (LONG, FITTING, {"complete": False}, [("incomplete", Severity.ERROR)]),
        (LONG, FITTING.replace("departments", "部门 and 单位"), {}, [("untranslated", Severity.ERROR)] * 2),
        (LONG, FITTING + " the the the", {}, [("repetition", Severity.ERROR)]),
        (LONG, "The meeting asked all departments.", {}, [("length", Severity.WARNING)]),
        (LONG, " ".join(f"word{i}" for i in range(80)), {}, [("length", Severity.WARNING)]),
        ("好。", " ".join(f"word{i}" for i in range(30)), {}, []),  # too short for the rule to know
        # The source says it twice itself.
        ("干就完了干就完了，大家说。", "Just do it now, just do it now, they all said.", {}, []),
        ("The meeting was held in the city.", "会议在市里举行。", {"target_language": "zh"}, []),
        ("The meeting was held in the city.", "The meeting was held.", {"target_language": "zh"}, [("untranslated", Severity.ERROR)]),
        ("It uses GPT-5.", "GPT-5", {"target_language": "zh"}, []),
    ],
)  # fmt: skip
def test_findings_of_decoding(source: str, target: str, options: dict, found: list) -> None:  # type: ignore[type-arg]
    findings = decoding_findings(source, target, **options)
    assert [(f.kind, f.severity) for f in findings] == found
    for f in findings:
        assert say(f).endswith((".", "'", '"')) or f.kind == "untranslated"


def test_the_message_shows_what_was_found() -> None:
    (finding,) = decoding_findings("会议举行。", "The meeting 会议 was held.")
    assert "会议" in say(finding) and finding.target == (12, 14)
    (short,) = decoding_findings(LONG, "The meeting asked.")
    assert short.values == (("characters", 29), ("words", 3))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "12.5", "percent"]), min_size=1, max_size=5),
    st.integers(3, 5),
)
def test_whatever_is_said_three_times_in_a_row_is_a_loop(words: list[str], times: int) -> None:
    text = " ".join(words * times)
    span = repeated(text)
    assert span is not None and 0 < span[0] < span[1] <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), unique=True, max_size=60))
def test_words_that_all_differ_are_none(numbers: list[int]) -> None:
    assert repeated(" ".join(f"w{n}" for n in numbers)) is None


def test_long_texts_are_read_in_linear_time() -> None:
    words = " ".join(f"word{i % 977} and{i}" for i in range(20_000))
    assert repeated(words) is None


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("党建引领破解治理难题", "9Strong leadership solves problems of governance", "9Strong"),
        ("会议审议了报告。", "The meeting reviewed 3Reports.", "3Reports"),
        ("3Shape公司展出扫描仪。", "3Shape shows its scanner.", ""),
        ("企业展出5G设备。", "Companies show 5G equipment, 3D prints and the 12U satellite.", ""),
        ("会议用时10分钟。", "The meeting took 10min and the 2nd one more.", ""),
    ],
)
def test_a_figure_that_is_glued_to_a_word_is_made_up(source: str, target: str, told: str) -> None:
    said = [f.value("found") for f in decoding_findings(source, target) if f.reason is Reason.INVENTED_QUANTITY]
    assert said == [told] * bool(told)
