"""The headline: the clause that tells the news, within twelve words; no kicker, no slogan."""

from __future__ import annotations

import re

import pytest

from jianbao.sentences import split
from summarize.extract.measures import words_of
from summarize.headline import LONGEST, SPARE, headline

BODY = "3月27日，某市鼓楼区重点项目集中签约仪式举行，17个项目现场签约，总投资61.8亿元。\n其中，制造业项目9个。"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("鼓楼区集中签约17个重点项目 总投资61.8亿元", "17个"),
        ("【新春走基层】鼓楼区集中签约17个重点项目", "17个"),
        ("奋力谱写高质量发展新篇章——鼓楼区集中签约17个重点项目", "鼓楼区"),
        ("", "17个项目"),
        ("。", "17个项目"),
    ],
)
def test_the_news_is_told_within_the_length(title: str, wanted: str) -> None:
    found = headline(split(BODY), title=title)
    assert found is not None and wanted in found.text
    assert "【" not in found.text and "新篇章" not in found.text
    assert SPARE * words_of(found.text) <= LONGEST
    if found.titled:
        assert title[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", "11月16日3时12分，桐岗区望江路218号3号仓库发生火灾。\n火灾未造成人员伤亡。"),
        ("", "为推动技术与事业融合，搭建高水平学术交流平台，第九届学术大会定于10月17日至19日在沙渠市召开。"),
    ],
)
def test_a_day_or_a_purpose_alone_is_no_headline(title: str, body: str) -> None:
    found = headline(split(body), title=title)
    assert found is not None and any(verb in found.text for verb in ("发生火灾", "召开"))


SHIPPED = "11月2日，市委召开经济工作会议，部署明年重点任务。\n每出口三辆汽车，有一辆是新能源汽车，共出口12万辆。\n单良辰作讲话。"


@pytest.mark.parametrize(
    ("title", "wanted", "unwanted"),
    [
        ("市委经济工作会议举行 池耀宗作讲话 糜国栋作总结", "市委经济工作会议举行", "糜国栋"),
        ("安徽：每出口三辆汽车，就有一辆是新能源", "", "^就|三辆汽车$"),
        ("天津港“零碳”码头年节能折合1.6万吨标准煤", "天津港", "每年"),
    ],
)
def test_the_headline_is_a_whole_clause_of_the_title_where_that_tells_the_news(
    title: str, wanted: str, unwanted: str
) -> None:
    found = headline(split(SHIPPED), title=title)
    assert found is not None and wanted in found.text and not re.search(unwanted, found.text)


ORDERS = "统计处20日公布，今年第3季外销订单金额1,824.6亿美元；9月订单642.3亿美元，月增7.5%，年增21.4%。"


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("经济部：第三季接单额创新高", ORDERS, "第三季"),
        (
            "《长期护理保险办法》政策问答",
            "近日，市医保局印发《长期护理保险办法》，自2027年1月1日起施行。\n筹资标准为每人每年180元。",
            "印发",
        ),
    ],
)
def test_a_time_is_no_slogan_and_a_kind_of_paper_no_headline(title: str, body: str, wanted: str) -> None:
    found = headline(split(body), title=title)
    assert found is not None and wanted in found.text


LAUNCH = "10月6日上午，东澜海洋大学自主设计建造的科考船“听涛号”在蓬湾港下水。\n“听涛号”总长98.6米，造价5.2亿元。"
RESCUE = "7月3日，玉屏山隧道发生透水，9名施工人员被困。\n7月6日0时30分，9名被困人员全部获救。"


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        ("逐梦深蓝启新程 扬帆奋进谱华章", LAUNCH, "听涛号"),  # a slogan: the article says nothing of it
        ("01版头版 科考船“听涛号”下水", LAUNCH, "听涛号"),
        ("玉屏山隧道透水救援最新进展：9名被困人员全部获救", RESCUE, "9名"),  # what kind of text it is
        ("玉屏山隧道透水救援最新进展", RESCUE, "玉屏山隧道"),
    ],
)
def test_what_the_article_does_not_say_is_no_headline(title: str, body: str, wanted: str) -> None:
    found = headline(split(body), title=title)
    assert found is not None and wanted in found.text


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("01版头版 - 科考船“听涛号”蓬湾港下水", "科考船“听涛号”蓬湾港下水"),  # the page of a newspaper
        ("海洋观察丨科考船“听涛号”蓬湾港下水", "科考船“听涛号”蓬湾港下水"),  # a column, before the title and behind it
        ("科考船“听涛号”蓬湾港下水（经济新方位）", "科考船“听涛号”蓬湾港下水"),
    ],
)
def test_columns_are_no_part_of_a_headline(title: str, left: str) -> None:
    found = headline(split(LAUNCH), title=title)
    assert found is not None and found.text == left and title[found.start : found.end] == left


@pytest.mark.parametrize(
    "title", ["东澜海洋大学：厚植家国情怀", "科考船下水，专家却……", "科考船下水 东澜海洋大学：再启新程"]
)
def test_a_headline_breaks_off_nowhere(title: str) -> None:
    """Not at the name of who is about to speak, not behind 却, and not without whom it is of."""
    found = headline(split(LAUNCH), title=title)
    assert found is not None
    assert not found.text.endswith(("东澜海洋大学", "却")) and found.text not in ("厚植家国情怀", "再启新程")


def test_nothing_is_made_of_nothing() -> None:
    assert headline((), title="") is None
    found = headline((), title="鼓楼区签约")
    assert found is not None and found.text == "鼓楼区签约"


def test_english() -> None:
    found = headline(
        split("A plant opened in Leeds on Monday, creating 300 jobs.", language="en"),
        title="Plant Opens in Leeds",
        language="en",
    )
    assert found is not None and "Leeds" in found.text


def test_a_headline_names_whom_it_is_about() -> None:
    body = "第三季度，公司实现营业收入18.63亿元，同比下降4.7%。\n前三季度，公司研发费用为3.05亿元。"
    found = headline(split(body), title="华岳精工2026年第三季度业绩公告")
    assert found is not None and found.titled and "华岳精工" in found.text
