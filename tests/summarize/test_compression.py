"""Compression: each rule fires where it should and not where it must not; what is left is the source less the cuts."""

from __future__ import annotations

import re

import pytest

from summarize.extract.compressed import Compressed
from summarize.extract.cuts import shorten_posts, tighten, trim

FIRES = [
    ("opener", "据了解，高层次人才成果转化中心位于科技园。", "高层次人才成果转化中心位于科技园。"),
    ("opener", "此外,温江区还储备了26个项目。", "温江区还储备了26个项目。"),
    (
        "reporting shell",
        "记者1月28日从最高人民法院获悉，知识产权法庭共受理案件24602件。",
        "知识产权法庭共受理案件24602件。",
    ),
    ("reporting shell", "近日，记者从市统计局了解到，上半年全市生产总值增长5.2%。", "上半年全市生产总值增长5.2%。"),
    ("reporting shell", "据相关负责人介绍，该市计划新增车位640个。", "该市计划新增车位640个。"),
    ("where said", "王亚非在致辞中表示，学校将参与建设三个园区。", "王亚非表示，学校将参与建设三个园区。"),
    ("where said", "市长汪启明在接受记者采访时说，工程6月底完工。", "市长汪启明说，工程6月底完工。"),
    ("guidance", "在市委市政府的坚强领导下，全县完成改造58栋。", "全县完成改造58栋。"),
    ("guidance", "魏华山表示，在各级领导鼎力支持下，投资40亿元建设生产线。", "魏华山表示，投资40亿元建设生产线。"),
    (
        "guidance",
        "温江坚持创新为要，认真贯彻“三个做优做强”决策部署，建成16万平方米载体。",
        "温江坚持创新为要，建成16万平方米载体。",
    ),
    ("purpose", "为进一步弘扬助人为乐的传统美德，市十四中组织全校师生捐款。", "市十四中组织全校师生捐款。"),
    ("greeting", "尊敬的各位来宾：今天我们在这里举行开工仪式。", "今天我们在这里举行开工仪式。"),
    ("aside", "检查组将赴四川等省（区、市）开展实地检查。", "检查组将赴四川等省开展实地检查。"),
    (
        "attendance",
        "电子科技大学党委书记王亚非,四川省国资委副主任张敏,成都市政府副秘书长张涛,温江区委副书记、代理区长王军出席活动。",
        "电子科技大学党委书记王亚非,四川省国资委副主任张敏出席活动。",
    ),
]
LEAVES = [
    "据了解情况的人说，这里原来是一片荒地。",  # a speaker, not a shell
    "据市统计局统计，今年增长5.2%。",  # a named source of figures
    "记者会上，发言人回答了提问。",
    "同时开工的还有三条高速公路。",
    "在1.2亿元专项资金支持下，村里修了路。",  # a figure inside
    "为进一步扩大内需，商务部将发放3亿元补贴，惠及50万户，",  # handled below: figures stay
    "市长王军、副市长李敏出席会议。",  # two people only
    "公司（A股代码688001）发布公告。",  # a code inside
    "会议（2026年1月5日召开）通过了方案。",  # a date inside
    "“在市委坚强领导下，我们完成了任务。”他说。",  # inside a quotation
    "此外无他。",  # nothing would be left
    "王军强调，要确保工期。",
]


@pytest.mark.parametrize(("rule", "text", "expected"), FIRES)
def test_rule_fires(rule: str, text: str, expected: str) -> None:
    result = trim(text)
    assert result.text == expected
    assert rule in result.rules


@pytest.mark.parametrize("text", LEAVES)
def test_rule_leaves_alone(text: str) -> None:
    kept = trim(text)
    figures = re.findall(r"\d+(?:\.\d+)?[万亿%元个户]*", text)
    assert all(f in kept.text for f in figures)
    if "进一步扩大内需" not in text:
        assert kept == Compressed(text, (), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In addition, the plant employs 300 people.", "the plant employs 300 people."),
        ("Under the strong leadership of the committee, the town built 3 roads.", "the town built 3 roads."),
        ("The addition of 3 lines took a year.", "The addition of 3 lines took a year."),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert trim(text, language="en").text == expected


TIGHTENED = [
    (
        "speaker",
        "中国科学院院士朱茂炎介绍，科研团队识别出153个动物物种，近六成为新物种。",
        "科研团队识别出153个动物物种，近六成为新物种。",
    ),
    (
        "purpose",
        "为推动法律全面实施，促进更高水平做好节能工作，全国人大常委会5日启动执法检查。",
        "全国人大常委会5日启动执法检查。",
    ),
    ("role", "作为主场活动举办地，福建省将举办4300多场文旅消费活动。", "福建省将举办4300多场文旅消费活动。"),
    ("examples", "导航系统、成像系统、数据分析系统等9个高层次人才项目签约。", "9个高层次人才项目签约。"),
    (
        "examples",
        "中心揭牌，同时为冷甦鹏、程钰间、张波等12位科技产业顾问颁发聘书。",
        "中心揭牌，同时为12位科技产业顾问颁发聘书。",
    ),
    ("list", "院长表示，上任后将先做三件事：一是修订培养方案；二是共建6个实验室。", "院长表示，上任后将先做三件事。"),
    ("list", "检查组将重点检查8方面内容：落实节能管理制度情况，推动节能技术进步情况。", "检查组将重点检查8方面内容。"),
]
LOOSE = [
    "市长王军表示，明年将新增学位2万个，财政投入不减。",  # a promise is the speaker's
    "王军介绍，我们计划明年新增学位2万个，预算已经批准。",  # "we" would be nobody
    "为推动法律全面实施，开展执法检查三次，覆盖全部县区。",  # no subject of its own
    "学校聘请张三、李四等12位专家现场授课。",  # the verb stands in the first item
    "向灾区调拨的棉帐篷、棉衣被等4.2万件物资已运抵。",  # 向灾区调拨的 is no example
    "全市建成人民公园、中山公园等12个公园。",  # nothing follows the number but its noun
    "天津、江苏、湖南等省开展检查。",  # no number to stand for them
    "会议提出三点要求：抓进度。",  # short as it is
    "作为中心城市，推动项目落地见效十余个。",
    "大会现场，甲公司、乙公司等企业签约。",
]


@pytest.mark.parametrize(("rule", "text", "expected"), TIGHTENED)
def test_tightening(rule: str, text: str, expected: str) -> None:
    result = tighten(text)
    assert result.text == expected
    assert result.rules == (rule,)


@pytest.mark.parametrize("text", LOOSE)
def test_tightening_leaves_alone(text: str) -> None:
    assert tighten(text) == Compressed(text, (), ())


def test_who_is_asked_stays_where_it_is_meant_next() -> None:
    text = "记者11月12日从白鹭市公安局获悉，该局日前破获一起诈骗案。"
    assert trim(text) == Compressed(text, (), ())


def test_a_speaker_stays_where_a_pronoun_follows() -> None:
    text = TIGHTENED[0][1]
    assert tighten(text, speaker=True) == Compressed(text, (), ())


def test_posts_on_first_mention_only() -> None:
    said = "最高法知识产权法庭副庭长郃中林介绍，案件增长。"
    again = "最高法知识产权法庭副庭长郃中林表示，标准已经统一。"
    assert shorten_posts(again, said).text == "郃中林表示，标准已经统一。"
    assert shorten_posts(again, "别人说过。").cuts == ()
