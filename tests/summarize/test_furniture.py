"""Furniture goes for what it is, and words that look like furniture inside an article stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.furniture import clean
from summarize.furniture.dateline import find
from summarize.furniture.rules import Rule, all_rules, rows

SHARED = Path(__file__).parents[2].parent / "shared"
TITLE = "8个项目签约 总投资近20亿元"
BODY = "9月26日，校地合作项目集中签约活动在温江举行，8个校企项目现场签约。"

GOES = [
    ("左右滑动查看", "share prompt"),
    ("<<< 左右滑动查看更多 >>>".strip("<> "), "share prompt"),
    ("记者:廖振宇 任凯 孙天浩", "byline"),
    ("编辑：彭棣 钟诚", "byline"),
    ("审核:陈倩", "byline"),
    ("来源：温江发布", "byline"),
    ("责任编辑：王小明 校对：李晓 监制：赵钱", "byline"),
    ("（原标题：八个项目签约）", "byline"),
    ("评论", None),
    ("分享到：微信 微博 QQ空间", None),
    ("字号：大 中 小", None),
    ("【打印】【关闭】", "page tools"),
    ("人 民 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用", "copyright"),
    ("Copyright © 1997-2026 by www.people.com.cn all rights reserved", "copyright"),
    ("2026年01月30日", "date"),
    ("2026-01-30 10:21 来源：新华网", "date"),
    ("扫码关注我们", "share prompt"),
    ("点击阅读原文", "share prompt"),
    ("图为签约仪式现场。张三摄", "photo credit"),
    ("（记者 张三 摄影报道）", "byline"),
    ("互联网新闻信息服务许可证10120170001|京ICP备12004265号-13", "site footer"),
    ("关于我们|联系我们|版权声明|广告服务|网站地图", "site footer"),
    ("（完）", "end mark"),
]
STAYS = [
    "编辑部的故事，讲述了一群人的理想。",
    "记者会上，他回答了提问。",
    "“评论”是公众参与的一种方式。",
    "关注民生，服务大局，是会议的主题。",
    "视频点击量超过1亿次，点赞3万个。",
    "来源广泛、品种多样的产品受到欢迎。",
    "版权所有者应当依法登记。",
    "记者：今年的目标是什么？",
    "审核：材料经三级审核后予以公示，公示期为五天。",
    "图书馆于2026年1月30日开放。",
    "他分享到场嘉宾的经验时说，这很重要。",
    "扫码支付已覆盖全市公交线路。",
    "摄影展在京开幕，展出作品200幅。",
    "北京1日电力供应充足。",
    "人民网通讯技术研讨会在京召开。",
    "全文完整保留了原稿。",
]


ENGLISH = ("Plant Opens in Leeds", "A plant opened in Leeds on Monday, creating 300 jobs for the town.")


def removed_at(rule: Rule, line: str) -> list[tuple[str, str]]:
    """What is removed of an article with the line where the rule looks for it."""
    title, body = (TITLE, BODY) if rule.language == "zh" else ENGLISH
    lines = {
        "head": (title, line, body),
        "line": (title, body, line, body),
        "foot": (title, body, line, body),
        "comments": (title, body, line, body),
        "insert": (title, body, line, body),
    }.get(rule.place, (title, body, line))
    return [(r.text, r.rule) for r in clean("\n".join(lines), language=rule.language).removed]


@pytest.mark.parametrize(
    "rule", all_rules(), ids=lambda rule: f"{rule.language}-{rule.place}-{rule.name}-{rule.example[:12]}"
)
def test_a_rule_takes_its_example_and_leaves_its_counter_example(rule: Rule) -> None:
    assert rule.pattern.search(rule.example)
    if rule.place == "reply":
        assert not rule.pattern.search(rule.counter)
    elif rule.place in ("keep", "detail"):
        assert removed_at(rule, rule.example) == []
        assert not rule.pattern.search(rule.counter)
    else:
        assert len(removed_at(rule, rule.example)) == 1
        assert removed_at(rule, rule.counter) == []


@pytest.mark.parametrize("row", list(rows("datelines")), ids=lambda row: row["example"][:12])
def test_a_form_of_dateline_takes_its_example_and_leaves_its_counter_example(row: dict[str, str]) -> None:
    assert find(row["example"], language=row["language"]) is not None
    assert find(row["counter"], language=row["language"]) is None


@pytest.mark.parametrize(("line", "rule"), GOES)
def test_goes(line: str, rule: str | None) -> None:
    text = f"{TITLE}\n{BODY}\n{line}\n{BODY}"
    cleaned = clean(text)
    assert [r.text for r in cleaned.removed] == [line]
    assert rule is None or cleaned.removed[0].rule == rule
    assert [text[a:b] for a, b in cleaned.spans] == [TITLE, BODY, BODY]


@pytest.mark.parametrize("line", STAYS)
@pytest.mark.parametrize("place", ["middle", "end", "start"])
def test_stays(line: str, place: str) -> None:
    text = {
        "middle": f"{TITLE}\n{BODY}\n{line}\n{BODY}",
        "end": f"{TITLE}\n{BODY}\n{line}",
        "start": f"{line}\n{BODY}",
    }[place]
    assert clean(text).removed == ()


@pytest.mark.parametrize(
    ("line", "place", "date", "agency", "rest"),
    [
        (
            "本报福州1月29日电 （记者王珂）文化和旅游部29日启动消费月。",
            "福州",
            "1月29日",
            "本报",
            "文化和旅游部29日启动消费月。",
        ),
        ("新华社北京9月26日电（记者 冯家顺）记者获悉，案件增长。", "北京", "9月26日", "新华社", "记者获悉，案件增长。"),
        ("福州1月29日电 文化和旅游部启动消费月。", "福州", "1月29日", "", "文化和旅游部启动消费月。"),
        ("中新网北京1月5日电 (记者 张三)国家统计局发布数据。", "北京", "1月5日", "中新网", "国家统计局发布数据。"),
        ("本报北京4月10日讯 全国会议召开。", "北京", "4月10日", "本报", "全国会议召开。"),
        ("本报讯（记者 逄晓岚 通讯员 顾一帆）3月27日，仪式举行。", "", "", "本报", "3月27日，仪式举行。"),
        ("海南日报海口3月27日讯（记者 冼才华）今年开局良好。", "海口", "3月27日", "海南日报", "今年开局良好。"),
        ("央视网消息：今天，展览开幕。", "", "", "央视网", "今天，展览开幕。"),
        ("每日甘肃网-科技鑫报讯 昨日上午，市场开业。", "", "", "每日甘肃网-科技鑫报", "昨日上午，市场开业。"),
    ],
)
def test_dateline(line: str, place: str, date: str, agency: str, rest: str) -> None:
    text = f"{TITLE}\n{line}\n{BODY}"
    cleaned = clean(text)
    assert cleaned.dateline is not None
    d = cleaned.dateline
    assert (d.place, d.date, d.agency) == (place, date, agency)
    assert d.start == len(TITLE) + 1
    assert [text[a:b] for a, b in cleaned.spans] == [TITLE, rest, BODY]


def test_inserts_inside_a_line_go_as_spans() -> None:
    text = "成果已于1月29日发表于《自然》。（记者刘祯、王珏玢）"
    cleaned = clean(f"{TITLE}\n{text}")
    assert cleaned.removed[0].text == "（记者刘祯、王珏玢）"
    text = "03版 - 2026年全国春节文化和旅游消费月启动\n2026年01月30日\n" + BODY
    cleaned = clean(text)
    assert [text[a:b] for a, b in cleaned.spans] == ["2026年全国春节文化和旅游消费月启动", BODY]


@pytest.mark.parametrize(
    "lines",
    [
        ["规模以上工业增加值同比增长9.8%", "固定资产投资同比下降4.5%", "社会消费品零售总额同比增长5.1%", "外贸进出口总额86.3亿元"],
        ["冠军 王小明", "亚军 李晓", "季军 钱一诺"],
        ["男子100米：王小明，9秒98", "女子100米：李晓，11秒02"],
        ["09:00 开幕式", "10:30 主旨演讲", "14:00 项目签约"],
        ["1. 青川县人民医院", "2. 青川县中医院", "3. 青川县妇幼保健院"],
        ["青川县人民医院", "青川县中医院", "青川县妇幼保健院"],
        ["指标 | 金额 | 增速（%）", "固定资产投资 | | -4.5", "外贸进出口 | 86.3亿元 | 3.1"],
        ["时间：4月18日9时", "地点：市体育馆", "主办：市体育局"],
    ],
    ids=["figures", "places", "results", "agenda", "numbered", "names", "table", "event"],
)  # fmt: skip
def test_a_closing_list_that_the_text_announces_stays(lines: list[str]) -> None:
    text = "\n".join(
        [TITLE, BODY, "4月18日，市统计局和市体育局发布情况，具体如下：", *lines, "编辑：王小明", "2026年4月18日"]
    )
    assert [r.text for r in clean(text).removed] == ["编辑：王小明", "2026年4月18日"]


@pytest.mark.parametrize(
    "lines",
    [
        ["规模以上工业增加值同比增长9.8%", "固定资产投资同比下降4.5%"],
        ["冠军 王小明", "亚军 李晓"],
        ["指标 | 金额 | 增速（%）", "固定资产投资 | | -4.5", "外贸进出口 | 86.3亿元 | 3.1"],
    ],
    ids=["figures", "places", "table"],
)
def test_closing_figures_stay_where_nothing_announces_them(lines: list[str]) -> None:
    assert clean("\n".join([TITLE, BODY, *lines])).removed == ()


@pytest.mark.parametrize("below", [(), ("编辑：王小明", "分享到：微信 微博")], ids=["last", "above credits"])
@pytest.mark.parametrize("above", [(), ("指标 | 金额 | 增速", "工业 | 12.3 | 4.5")], ids=["prose", "table"])
@pytest.mark.parametrize(
    "line",
    [
        "注：增速按可比价格计算。",
        "注：1.本表为快报数",
        "备注：以上人员按姓氏笔画排序",
        "说明：本表不含农户投资",
        "单位：亿元、%",
        "（单位：亿元）",
        "附件：1.实施方案",
        "附件1：重点项目名单",
        "附表：分县区主要指标",
        "责任单位：市发展改革委、市财政局",
        "责任人：各县区政府主要负责人",
        "数据来源：市统计局",
        "资料来源：国家统计局临江调查队",
        "联系人：王女士",
        "咨询电话：0816-2345678",
        "报名方式：扫描海报二维码",
        "报名链接：https://example.gov.cn",
        "温馨提示：请提前三天预约",
        "小贴士：携带身份证入场",
        "通讯作者：王小明",
        "文件依据：国发〔2026〕3号",
        "主办单位：临江市体育局",
        "中标单位：临江路桥集团",
    ],
)
def test_what_a_release_says_at_its_end_stays(line: str, above: tuple[str, ...], below: tuple[str, ...]) -> None:
    text = "\n".join([TITLE, BODY, *above, line, *below])
    assert [r.text for r in clean(text).removed] == list(below)


def test_english() -> None:
    text = (
        "Plant Opens in Leeds\nBy John Smith\nLONDON, Jan. 5 (Xinhua) -- A plant opened in Leeds on Monday, creating 300 jobs.\n"
        "Share this article\n© 2026 Example Ltd. All rights reserved."
    )
    cleaned = clean(text, language="en")
    assert [text[a:b] for a, b in cleaned.spans] == [
        "Plant Opens in Leeds",
        "A plant opened in Leeds on Monday, creating 300 jobs.",
    ]
    assert cleaned.dateline is not None and (cleaned.dateline.place, cleaned.dateline.agency) == ("LONDON", "Xinhua")


def test_all_furniture_leaves_nothing() -> None:
    assert clean("编辑：张三\n审核：李四\n评论\n左右滑动查看").spans == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the example is not in the repository")
def test_the_example_leaves_no_trace() -> None:
    text = (SHARED / "examples/wenjiang.txt").read_text(encoding="utf-8")
    cleaned = clean(text)
    kept = "\n".join(text[a:b] for a, b in cleaned.spans)
    for word in ("左右滑动查看", "记者", "编辑", "审核", "评论"):
        assert word not in kept
        assert any(word in r.text for r in cleaned.removed)
    assert "200余人参加活动" in kept


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [BODY, TITLE, "编辑：张三", "评论", "本报讯（记者 王珂）" + BODY, "（记者王珂）", "", " ", "“", "1.5"]
        ),
        max_size=12,
    ).map("\n".join)
)
def test_spans_and_removed_cover_the_text_in_order(text: str) -> None:
    cleaned = clean(text)
    parts = sorted([*cleaned.spans, *((r.start, r.end) for r in cleaned.removed)])
    at = 0
    for a, b in parts:
        assert at <= a < b <= len(text)
        assert not any(c.isalnum() for c in text[at:a])
        at = b
    assert not any(c.isalnum() for c in text[at:])
    assert all(text[r.start : r.end] == r.text for r in cleaned.removed)


ARTICLE = [
    "我市发布前三季度数据",
    "前三季度，我市实现地区生产总值1235.6亿元，同比增长5.1%。",
    "下一步，我市将继续落实各项政策。",
]


@pytest.mark.parametrize(
    "line",
    [
        "（总投资12亿元）", "（全长35公里）", "（参赛队伍35支）", "（最终比分3比2）", "（出口增长5.1%）", "【每人限购2份】",
        "（会期两天）",
        "（不含港澳台）", "（按可比价格计算）", "数据截至11月28日", "（数据截至11月28日24时）", "（以上数据均为初步核算数）",
        "关注“临江健康”公众号可查询35家接种点", "长按识别二维码，领取35元优惠券", "下载“临江通”APP，可享5折优惠",
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [2, 3])
def test_a_line_with_a_figure_of_the_release_stays_in_brackets_too(line: str, at: int) -> None:
    lines = [*ARTICLE[:at], line, *ARTICLE[at:]]
    assert line not in {r.text for r in clean("\n".join(lines)).removed}


@pytest.mark.parametrize(
    "line",
    [
        "（作者单位：市文联）", "（记者王珂）", "（2026年11月28日）", "（市统计局 11月28日）", "（全文1200字，预计3分钟读完）",
        "（第12期）", "（文/王珂 图/李强）", "长按二维码关注我们",
    ],
)  # fmt: skip
def test_a_line_of_the_page_goes_in_brackets_too(line: str) -> None:
    assert line in {r.text for r in clean("\n".join([*ARTICLE, line])).removed}
