"""Repairs are made where they are certain, and nowhere else; what is lost stands in brackets, with a finding that says so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Glossary
from facts.names.people import people
from facts.quantities import quantities
from translate.check.comparison import SourceFacts, check
from translate.check.messages import say, say_change
from translate.check.report import Change, ChangeKind, Severity
from translate.repair import Repaired, annotate, repair


def facts(source: str) -> SourceFacts:
    return SourceFacts.of(source, people=people(source), terms=Glossary.builtin().find(source))


def repaired(source: str, target: str) -> Repaired:
    known = facts(source)
    return repair(known, target, check(known, target))


def noted(source: str, target: str) -> Repaired:
    known = facts(source)
    return annotate(known, target, check(known, target))


@pytest.mark.parametrize(
    ("source", "target", "right"),
    [
        ("总投资近20亿元。", "The total investment is nearly 20 billion yuan.", "The total investment is nearly 2 billion yuan."),
        ("总投资近20亿元。", "The total investment is 20 billion yuan.", "The total investment is nearly 2 billion yuan."),
        ("总投资近20亿元。", "Nearly 20 billion yuan is invested.", "Nearly 2 billion yuan is invested."),
        ("总投资近20亿元。", "Work began. RMB 20 billion is invested.", "Work began. Nearly 2 billion yuan is invested."),
        ("项目占地120亩。", "The project covers 120 acres.", "The project covers 120 mu."),
        ("接待游客超30万人次。", "It received 300,000 visits in all.", "It received more than 300,000 visits in all."),
        ("含量不得超过0.5毫克。", "It holds 0.5 mg.", "It holds up to 0.5 mg."),
        ("报名人数增加2.1万人。", "The number of runners rose by 2.1 million people.", "The number of runners rose by 21,000 people."),
        ("报名人数增加2.1万人。", "It had 2.1 million runners more.", "It had 21,000 runners more."),
        ("收入140亿元至145亿元。", "Revenue is 1.4 billion to 1.45 billion yuan.", "Revenue is 14 billion to 14.5 billion yuan."),
        ("商户可获10—30万元贷款。", "Merchants get loans of 10 to 300,000 yuan.", "Merchants get loans of 100,000 to 300,000 yuan."),
        ("年上交税收6-8亿元。", "It pays 6 to 800 million yuan in taxes a year.",
         "It pays 600 million to 800 million yuan in taxes a year."),
        ("价格为10至30万元。", "Prices range from 10 to 300,000 yuan.", "Prices range from 100,000 to 300,000 yuan."),
        (
            "投资3亿元，产值45亿元。",
            "The investment is 3 billion yuan and the output 45 billion yuan.",
            "The investment is 300 million yuan and the output 4.5 billion yuan.",
        ),
        # Names: one is missing, one nobody knows stands in its place.
        ("市长单永昌说。", "Mayor Dan Yongchang spoke.", "Mayor Shan Yongchang spoke."),
        ("市长单永昌说。", "Mayor Yongchang Shan spoke.", "Mayor Shan Yongchang spoke."),
        ("市长单永昌会见了总经理谌慧敏。", "Mayor Shan Yongchan met General Manager Chen Huimin.",
        "Mayor Shan Yongchang met General Manager Chen Huimin."),
    ],
)  # fmt: skip
def test_what_is_certain_is_put_right(source: str, target: str, right: str) -> None:
    before = check(facts(source), target)
    assert before.findings
    done = repaired(source, target)
    assert done.text == right
    again = check(facts(source), done.text)
    assert again.findings == ()
    assert [f.kind for f in done.report.findings] == ["repair"] * len(done.changes)
    assert all(f.severity is Severity.INFO for f in done.report.findings)
    assert {link.status for link in done.report.links if link.kind != "term"} <= {"agrees", "repaired"}
    assert sum(link.status == "repaired" for link in done.report.links) == len(done.changes)


def test_a_hedge_that_the_source_lacks_is_taken_out() -> None:
    done = repaired("总投资86.5亿元。", "The projects are worth more than 8.65 billion yuan.")
    assert done.text == "The projects are worth 8.65 billion yuan."
    assert [say_change(c) for c in done.changes] == [
        "more than 8.65 billion yuan -> 8.65 billion yuan (source: 86.5亿元)"
    ]


def test_a_qualification_that_stands_before_it_is_not_said_again() -> None:
    target = "It pays at least 5 yuan when it is 35 degrees, at least 10 yuan when it is 37."
    done = repaired("35度以上不低于5元，37度以上的不低于10元。", target)
    assert not any(c.before == "10 yuan" and c.after.startswith("10 yuan") for c in done.changes)
    assert "at least at least" not in done.text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        # Another value: 12.3 and 13.2 may both stand in the article.
        ("全年增长12.3%。", "It grew by 13.2 percent over the year."),
        ("会议于4月13日举行。", "The meeting was held on April 30."),
        ("总投资近20亿元。", "The total investment is nearly 23 billion yuan."),
        ("占比提高3.5个百分点。", "Its share rose by 3.5 percent."),
        # Another kind of thing, though a power of ten apart.
        ("总投资3亿元。", "The project has 30 jobs."),
        ("倒塌房屋112间。", "The flood hit 1,120 people."),
        # Nothing in its place, or something out of nowhere.
        ("总投资近20亿元。", "The total investment is large."),
        ("总投资巨大。", "The total investment is 20 billion yuan."),
        # Names: nobody like it, a place or a month, the same man twice, two of one surname.
        ("市长单永昌说。", "The mayor spoke."),
        ("市长单永昌说。", "Mayor Li Ming spoke."),
        ("市长龙永昌说。", "The mayor spoke of the Long March."),
        ("市长单永昌、区长单志鸿出席。", "Shan Yongchang came, and Shan Yongchang was there."),
        ("市长单永昌、区长单志鸿出席。", "Mayor Shan Yonglong and the district head came."),
        ("市长单永昌、区长单志鸿出席。", "Mayor Shan Yongchan and district head Shan Zhihon came."),
    ],
)
def test_what_is_not_certain_stays_and_stays_flagged(source: str, target: str) -> None:
    before = check(facts(source), target)
    done = repaired(source, target)
    assert done.text == target
    assert done.changes == ()
    assert done.report == before and before.findings


def test_only_the_wrong_one_of_several_is_touched() -> None:
    source = "总投资3亿元，增长12.3%，占地120亩。"
    target = "The investment is 3 billion yuan, up 13.2 percent, on 120 mu."
    done = repaired(source, target)
    assert done.text == "The investment is 300 million yuan, up 13.2 percent, on 120 mu."
    assert [(f.kind, f.severity) for f in done.report.findings] == [
        ("quantity", Severity.ERROR),
        ("repair", Severity.INFO),
    ]
    statuses = {source[slice(*link.source)]: link.status for link in done.report.links if link.kind == "quantity"}
    assert statuses == {"3亿元": "repaired", "12.3%": "differs", "120亩": "agrees"}
    assert done.changes == (Change(ChangeKind.REPAIRED, "3亿元", "3 billion yuan", "300 million yuan"),)


def test_a_repair_marks_its_own_link_and_no_other() -> None:
    # 2亿元 is a part of the text 32亿元, and is right.
    done = repaired("总投资32亿元，首期2亿元。", "The investment is 32 billion yuan, the first phase 200 million yuan.")
    assert done.text == "The investment is 3.2 billion yuan, the first phase 200 million yuan."
    assert [link.status for link in done.report.links if link.kind == "quantity"][:2] == ["repaired", "agrees"]


@pytest.mark.parametrize(
    ("source", "target", "note"),
    [
        ("签约现场，总投资近20亿元。", "Contracts were signed on the spot.", "Contracts were signed on the spot "
        "(source: 近20亿元, nearly 2 billion yuan)."),
        ("签约现场，总投资近20亿元。", "Contracts were signed on the spot", "Contracts were signed on the spot "
        "(source: 近20亿元, nearly 2 billion yuan)"),
        ("投资3亿元，占地120亩。", "It is large!", "It is large (source: 3亿元, 300 million yuan; 120亩, 120 mu)!"),
        ("市长单永昌说，单永昌会来。", "He spoke.", "He spoke (source: 单永昌, Shan Yongchang)."),
        ("市长单永昌说。", "The mayor spoke.", "The mayor spoke (source: 单永昌, Shan Yongchang)."),
        ("全年增长12.3%。", "It grew by 13.2 percent.", "It grew by 13.2 percent (source: 12.3%, 12.3 percent)."),
        (
            "收入140亿元至145亿元。",
            "Revenue is 14 billion yuan.",
            "Revenue is 14 billion yuan (source: 140亿元至145亿元, from 14 billion to 14.5 billion yuan).",
        ),
    ],
)  # fmt: skip
def test_what_is_lost_is_carried_in_brackets(source: str, target: str, note: str) -> None:
    done = noted(source, target)
    assert done.text == note
    (finding,) = (f for f in done.report.findings if f.kind == "note")
    assert finding.severity is Severity.WARNING
    assert finding.source is not None and source[slice(*finding.source)] in note
    assert say(finding).endswith(note[note.index("source: ") + 8 : note.index(")", note.index("source"))] + ".")
    statuses = {link.status for link in done.report.links if link.kind != "term"}
    assert "noted" in statuses and "missing" not in statuses


def test_a_lost_fact_that_is_noted_is_no_error_a_wrong_one_still_is() -> None:
    assert noted("总投资近20亿元。", "The investment is large.").report.errors == 0
    assert noted("全年增长12.3%。", "It grew by 13.2 percent.").report.errors == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("总投资近20亿元。", "The investment is nearly 2 billion yuan."),
        ("总投资近20亿元。", "The investment is 2 billion yuan."),  # a hedge is a finding, not a loss
        ("总投资近20亿元。", "  "),
        ("两国签约。", "They signed."),  # two countries: too weak to miss
    ],
)
def test_nothing_is_noted_where_nothing_is_lost(source: str, target: str) -> None:
    known = facts(source)
    before = check(known, target)
    assert annotate(known, target, before) == Repaired(target, before)


def test_notes_into_chinese() -> None:
    known = SourceFacts.of("The investment is nearly 2 billion yuan.", language="en")
    report = check(known, "投资很大。", target_language="zh")
    done = annotate(known, "投资很大。", report, target_language="zh")
    assert re.fullmatch(r"投资很大（原文：nearly 2 billion yuan, 近20亿元）。", done.text)


PARTS = [
    "总投资近20亿元",
    "占地120亩",
    "增长12.3%",
    "收入140亿元至145亿元",
    "惠及群众3.8万人",
    "倒塌房屋112间",
    "市长单永昌",
    "区长单志鸿",
]
SAID = [
    "nearly 20 billion yuan", "2 billion yuan", "120 acres", "8 hectares", "12.3 percent", "13.2 percent", "14 to 14.5 million yuan",
    "1.4 billion to 1.45 billion yuan", "38 million people", "380 people", "1,120 houses", "Mayor Dan Yongchang",
    "Shan Zhihon", "Shan Yongchang", "Long March",
    "more than", "nearly", "and", "the", ".", "(", "yuan",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(SAID), min_size=1, max_size=8),
)
def test_a_repair_never_makes_it_worse(parts: list[str], said: list[str]) -> None:
    source, target = "，".join(parts) + "。", " ".join(said) + "."
    known = facts(source)
    before = check(known, target)
    done = repair(known, target, before)
    assert done.report.errors <= before.errors
    assert check(known, done.text).errors <= before.errors
    assert (done.text == target) == (done.changes == ())
    for link in done.report.links:
        if link.status == "repaired" and link.kind == "quantity":
            assert link.target is not None
            assert quantities(done.text[slice(*link.target)], language="en")
    carried = annotate(known, done.text, done.report)
    assert carried.text.startswith(done.text.rstrip().rstrip(".!?"))
    assert carried.report.errors <= done.report.errors


@pytest.mark.parametrize(
    "target",
    [
        "The share must not be below 70 percent.",
        "The share must not fall below 70 percent.",
        "The share must not in any case be below 70 percent.",
    ],
)
def test_a_qualification_that_is_denied_is_not_turned_round(target: str) -> None:
    facts = SourceFacts.of("比例不得低于70%。")
    assert repair(facts, target, check(facts, target)).text == target


@pytest.mark.parametrize(
    ("chinese", "english", "repaired"),
    [
        (
            "“晋星一号”卫星发射升空。",
            'The satellite "Jingxing-1" was launched.',
            'The satellite "Jinxing-1" was launched.',
        ),
        ("宏运机械厂投产。", "The Hongyun Machinery Plant opened.", "The Hongyun Machinery Plant opened."),
        ("2023年冬，祝春红4次驾车。", "In 2023, Guo Chunhong drove.", "In 2023, Zhu Chunhong drove."),
        ("“赣服通”上线。", "Ganxi went online.", "Ganxi went online."),  # no ear makes xi of 服
    ],
)
def test_a_name_that_sounds_like_the_source_is_spelled_as_it_is_read(chinese: str, english: str, repaired: str) -> None:
    facts = SourceFacts.of(chinese)
    done = repair(facts, english, check(facts, english))
    assert done.text == repaired
    assert bool(done.changes) is (english != repaired)
