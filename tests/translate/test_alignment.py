"""Translations that somebody else made: which sentences belong together, and what the check says of each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary
from jianbao.deadline import Deadline, DeadlineError
from translate.alignment import Aligned, aligned
from translate.check.report import Reason, Severity
from translate.given import check_translation

ROWS = [
    (
        "3月12日，温江区举行项目集中开工仪式，18个项目同步开工。",
        "Wenjiang District held a ceremony on March 12 at which work on 18 projects began together.",
    ),
    (
        "项目总投资86.5亿元，年度计划投资近32亿元。",
        "They cost 8.65 billion yuan in all, nearly 3.2 billion yuan of it this year.",
    ),
    (
        "区委书记王亚飞出席仪式并宣布开工。",
        "Wang Yafei, Party secretary of the district, attended the ceremony and declared the start of work.",
    ),
    (
        "这些项目涵盖先进制造、现代物流和民生设施。",
        "The projects are in advanced manufacturing, modern logistics and public services.",
    ),
    ("建成后预计带动就业2000人。", "When finished they are expected to bring 2,000 jobs."),
]


def known(texts: list[str]) -> list[SentenceInput]:
    return document_sentences(texts, glossary=Glossary.builtin())


def beads(chinese: list[str], english: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in aligned(known(chinese), english)]


def test_sentences_that_go_one_by_one_are_put_together_one_by_one() -> None:
    assert beads([zh for zh, _ in ROWS], [en for _, en in ROWS]) == [((i,), (i,)) for i in range(len(ROWS))]


@pytest.mark.parametrize("dropped", [0, 1, 2, 4])
def test_a_sentence_with_facts_that_was_left_out_stays_alone(dropped: int) -> None:
    english = [en for i, (_, en) in enumerate(ROWS) if i != dropped]
    found = beads([zh for zh, _ in ROWS], english)
    assert ((dropped,), ()) in found


def test_a_sentence_that_was_put_in_stays_alone() -> None:
    english = [en for _, en in ROWS]
    english.insert(2, "The weather in the mountains of the far north was said to be unusually mild for the season.")
    assert ((), (2,)) in beads([zh for zh, _ in ROWS], english)


def test_a_sentence_told_in_two_has_both() -> None:
    english = [en for _, en in ROWS]
    english[1:2] = ["They cost 8.65 billion yuan in all.", "Nearly 3.2 billion yuan of it is to be spent this year."]
    assert ((1,), (1, 2)) in beads([zh for zh, _ in ROWS], english)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([zh for zh, _ in ROWS]), max_size=12),
    st.lists(st.sampled_from([en for _, en in ROWS]), max_size=12),
)
def test_every_sentence_is_in_one_bead_and_the_order_stays(chinese: list[str], english: list[str]) -> None:
    found: list[Aligned] = aligned(known(chinese), english)
    assert [i for bead in found for i in bead.source] == list(range(len(chinese)))
    assert [j for bead in found for j in bead.target] == list(range(len(english)))
    assert all(bead.source or bead.target for bead in found)


def test_the_work_can_be_stopped() -> None:
    with Deadline(seconds=-1).within(), pytest.raises(DeadlineError):
        aligned(known([zh for zh, _ in ROWS]), [en for _, en in ROWS])


def test_a_right_translation_has_no_error() -> None:
    pairs = check_translation("".join(zh for zh, _ in ROWS), " ".join(en for _, en in ROWS))
    assert [f for pair in pairs for f in pair.report.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("8.65 billion", "86.5 billion", Reason.QUANTITY_MAGNITUDE),
        ("18 projects", "19 projects", Reason.QUANTITY_VALUE),
        ("Wang Yafei", "Yafei Huang", Reason.NAME_MISSING),
        ("March 12", "May 12", Reason.QUANTITY_VALUE),
    ],
)
def test_each_fault_is_told_with_its_sentence(right: str, wrong: str, reason: Reason) -> None:
    english = " ".join(en for _, en in ROWS)
    assert right in english
    pairs = check_translation("".join(zh for zh, _ in ROWS), english.replace(right, wrong))
    assert reason in [f.reason for pair in pairs for f in pair.report.findings]


def test_what_has_no_partner_is_told() -> None:
    pairs = check_translation("".join(zh for zh, _ in ROWS), " ".join(en for _, en in ROWS[:-1]))
    assert [f.reason for f in pairs[-1].report.findings] == [Reason.COVERAGE_SENTENCE]


def test_one_sentence_may_be_told_in_four() -> None:
    source = "公司前三季度营业收入126.8亿元，同比增长4.3%，归母净利润8.9亿元，同比下降11.2%，经营现金流净额为-2.1亿元。"
    target = (
        "Revenue was 12.68 billion yuan in the first three quarters. That was 4.3 percent higher than a year earlier. "
        "Net profit attributable to shareholders fell 11.2 percent to 890 million yuan. Net operating cash flow was -210 million yuan."
    )
    assert [len(pair.target) for pair in check_translation(source, target)] == [4]


def test_what_stands_in_a_note_in_brackets_is_no_fault() -> None:
    for target in (
        "The funds were large (source: 6000万元, 60 million yuan).",
        "The funds came to 60 million yuan (source: 6000万元, 60 million yuan).",
    ):
        (pair,) = check_translation("经费6000万元。", target)
        assert not [f for f in pair.report.findings if f.severity is Severity.ERROR]
    (pair,) = check_translation("经费6000万元。", "The funds, 万元, were large (source: 6000万元, 60 million yuan).")
    assert Reason.UNTRANSLATED_CHINESE in {f.reason for f in pair.report.findings}


@pytest.mark.parametrize("told", [[0, 3], [1, 4], [2, 4], [0, 4], [3]])
def test_an_abridged_text_is_compared_with_what_it_tells(told: list[int]) -> None:
    found = aligned(known([zh for zh, _ in ROWS]), [ROWS[i][1] for i in told])
    whole = {bead.target[0]: bead.source for bead in found if bead.target}
    assert [whole[n] for n in range(len(told))] == [(i,) for i in told]
