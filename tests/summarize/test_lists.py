"""Lists of appointments, questions with answers, prohibitions and deadlines: what makes their lines understood is told with them."""

from __future__ import annotations

import re

import pytest

from summarize import clean, condense, sentences_of
from summarize.extract.assessment import asks
from summarize.extract.forms import forms
from summarize.extract.groups import groups
from summarize.extract.lists import joined
from summarize.extract.rules import rows


def lines(text: str) -> list[str]:
    return [s.text for s in joined(sentences_of(text, clean(text)))]


@pytest.mark.parametrize("row", [*rows("asked"), *rows("lists")], ids=lambda r: r.get("name") or r["role"])
def test_a_pattern_is_found_in_its_example_only(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter"])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("会议决定任命：\n韩砚书为副市长；\n苏映雪为财政局局长。\n会议闭幕。", 2),
        ("经研究，决定：\n林向晚任教育局局长；\n顾长风任交通局局长。", 2),  # the second says by itself what it is
        ("会议还审议了下列报告：\n关于预算的报告；\n关于审计的报告。", 3),
        ("会议决定，免去：\n2025年9月15日，会议闭幕\n会议由主任主持。", 3),
    ],
)
def test_a_line_that_announces_is_one_with_items_that_need_it(text: str, expected: int) -> None:
    found = joined(sentences_of(text, clean(text)))
    assert len(found) == expected
    assert all(re.sub(r"\s", "", text[s.start : s.end]) == re.sub(r"\s", "", s.text) for s in found)


def test_items_are_not_told_without_what_announces_them() -> None:
    text = "免去：\n冯立群的财政局局长职务；\n贺兰的中级人民法院副院长职务。"
    for form in forms(lines(text)[0]):
        assert form.text.startswith("免去：") and "\n" not in form.text


def test_things_behind_a_colon_are_not_told_alone() -> None:
    text = "下列场所禁止燃放烟花爆竹：文物保护单位，车站、码头，医疗机构、幼儿园、敬老院，山林、草原等防火区。"
    assert all("下列场所禁止燃放烟花爆竹" in f.text for f in forms(text))


@pytest.mark.parametrize(
    "text",
    [
        "违反本通告规定燃放的，由公安机关处以罚款。",
        "购买本市新建住房的，本人可以提取公积金。",
        "构成违反治安管理行为的，依法给予处罚。",
    ],
)
def test_a_case_is_told_with_its_rule(text: str) -> None:
    assert len(groups(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["平均降雨量186毫米，最大降雨出现在石浦镇，达412毫米。", "平均气温20度，最高气温出现在北部，达38度。"],
)
def test_a_predicate_stays_with_the_subject_before_it(text: str) -> None:
    assert all("，达" not in f.text or "最" in f.text for f in forms(text))


def test_the_doer_lends_no_subject() -> None:
    assert not any("统一禁止" in f.text for f in forms("进校后交由学校统一保管，禁止带入课堂。"))


@pytest.mark.parametrize(
    "text, after, expected",
    [
        ("问：如何办理？", "答：通过小程序办理。", True),
        ("如何办理？", "答：通过小程序办理。", True),
        ("这项工程为什么重要？", "它连接两座城市。", False),
        ("问题已经整改。", "答复已经公布。", False),
    ],
)
def test_questions_with_an_answer_are_known(text: str, after: str, expected: bool) -> None:
    assert asks(text, after) is expected


NOTICE = """市科协现面向全市公开征集2026年度科普项目，共设3类，资助总额200万元。
科普作品创作类每项资助不超过10万元，展教具研发类每项资助不超过20万元，青少年活动类每项资助不超过5万元。
申报单位须为在本市注册的独立法人，注册资金不少于50万元，近3年承担过不少于2项科普活动。
去年全市共征集科普项目186项，资助52项，覆盖18个县区，举办活动1240场，参加群众32万人次。
在研项目的负责人不得申报，同一负责人不得同时申报2项。
申报截止时间为2025年12月31日17时。"""


@pytest.mark.parametrize("words", [60, 130])
def test_deadlines_and_prohibitions_are_told(words: int) -> None:
    text = "".join(
        p.text for p in condense(sentences_of(NOTICE, clean(NOTICE)), title="征集科普项目的通知", words=words)
    )
    assert "2025年12月31日" in text
    assert "不得" in text or words == 60


def test_the_formula_that_ends_a_notice_is_not_told() -> None:
    text = (
        "市人民政府2026年11月18日决定：\n任命陈立新为市水利局局长；\n免去张国栋的市水利局局长职务，退休。\n特此通知。"
    )
    told = [p.text for p in condense(sentences_of(text, clean(text)), words=130)]
    assert "特此通知" not in "".join(told) and "免去张国栋" in "".join(told)


def test_questions_are_not_told() -> None:
    text = (
        "近日，市公积金中心调整了提取政策。\n1.新政策何时执行？\n答：新政策自2025年11月1日起执行，有效期两年。\n"
        "问：租房提取额度有什么变化？\n答：无房职工租房提取额度由每月1200元提高到2000元。"
    )
    told = [p.text for p in condense(sentences_of(text, clean(text)), words=130)]
    assert told == [
        "近日，市公积金中心调整了提取政策。", "新政策自2025年11月1日起执行，有效期两年。",
        "无房职工租房提取额度由每月1200元提高到2000元。",
    ]  # fmt: skip


@pytest.mark.parametrize("shout", ["青春因奉献而美丽，生命因志愿而精彩！", "让我们携手同行，共赴美好未来！"])
def test_exclamations_without_a_fact_are_not_told(shout: str) -> None:
    text = f"马拉松4月20日在江渚体育公园鸣枪起跑，规模1.5万人。\n{shout}\n组委会招募志愿者1200名！"
    told = "".join(p.text for p in condense(sentences_of(text, clean(text)), words=130))
    assert shout not in told and "1200名" in told
