"""English into Chinese: what is told the other way round there."""

from __future__ import annotations

import pytest

from translate.check.comparison import SourceFacts, check
from translate.check.report import Finding, Reason, Severity

ROWS = [
    ("Exports rose 5.2 percent year on year.", "出口同比增长5.2%。", "出口同比下降5.2%。", Reason.DIRECTION_OPPOSITE),
    ("Exports rose 5.2 percent year on year.", "出口增幅为5.2%。", "出口为5.2%。", Reason.DIRECTION_UNTOLD),
    (
        "The share fell 0.4 percentage points.",
        "占比回落0.4个百分点。",
        "占比上升0.4个百分点。",
        Reason.DIRECTION_OPPOSITE,
    ),
    ("The dollar index rose.", "美元指数上涨。", "美元指数下跌。", Reason.DIRECTION_WORD),
    ("Net profit was 35 million yuan.", "净利润3500万元。", "净亏损3500万元。", Reason.DIRECTION_OPPOSITE),
    ("The trade surplus was 3 billion yuan.", "贸易顺差30亿元。", "贸易逆差30亿元。", Reason.DIRECTION_OPPOSITE),
    ("The company turned a loss into a profit.", "公司扭亏为盈。", "公司由盈转亏。", Reason.DIRECTION_TURN),
    ("The rate was cut from 5 percent to 3 percent.", "利率由5%降至3%。", "利率由3%降至5%。", Reason.DIRECTION_ORDER),
    ("The project has not started construction.", "项目尚未开工。", "项目已开工。", Reason.POLARITY_DENIED),
    ("Smoking is prohibited.", "禁止吸烟。", "可以吸烟。", Reason.POLARITY_DENIED),
    ("The bridge is safe.", "大桥安全。", "大桥禁止通行。", Reason.POLARITY_ADDED),
    ("The bridge will open in May 2026.", "大桥将于2026年5月通车。", "大桥已于2026年5月通车。", Reason.POLARITY_DONE),
    ("The bridge opened in May 2025.", "大桥于2025年5月通车。", "大桥将于2025年5月通车。", Reason.POLARITY_PLANNED),
    (
        "Revenue reached 3 billion yuan and net profit 200 million yuan.",
        "营收30亿元，净利润2亿元。",
        "营收2亿元，净利润30亿元。",
        Reason.QUANTITY_SWAPPED,
    ),
    ("Output value exceeded 3 billion yuan.", "产值突破30亿元。", "投资超30亿元。", Reason.QUANTITY_ROLE),
    ("It handled 43 more trains than last year.", "比去年多开行43列。", "比去年为43列。", Reason.DIRECTION_UNTOLD),
    (
        "The city cut the cost per ton by 23 yuan.",
        "全市每吨成本下降23元。",
        "全市每吨成本为23元。",
        Reason.DIRECTION_UNTOLD,
    ),
    (
        "Stock was 2 million tons, down 0.3 million tons.",
        "库存200万吨，减少30万吨。",
        "库存200万吨，同比为30万吨。",
        Reason.DIRECTION_UNTOLD,
    ),
    ("The list grew from 115 to 135 items.", "清单由115项增至135项。", "清单由115项为135项。", Reason.DIRECTION_UNTOLD),
    (
        "The list grew from 115 to 135 items.",
        "清单由115项增至135项。",
        "清单由115项降至135项。",
        Reason.DIRECTION_OPPOSITE,
    ),
    ("It was 5 points higher than last year.", "比上年高5个百分点。", "比上年低5个百分点。", Reason.DIRECTION_OPPOSITE),
    (
        "Spending on health rose 7.9 percent, on education 7.8 percent.",
        "卫生支出增长7.9%，教育支出增长7.8%。",
        "卫生支出增长7.9%，教育支出下降7.8%。",
        Reason.DIRECTION_OPPOSITE,
    ),
    ("Fares are 3 to 6 yuan a ride.", "票价每次3元至6元。", "票价每次6元至3元。", Reason.QUANTITY_SWAPPED),
    (
        "It was announced that the forum will be held in Xi'an in 2027 and that 30 firms have registered.",
        "会上宣布，论坛将于2027年在西安举行，已有30家企业报名。",
        "会上宣布，论坛已于2027年在西安举行，已有30家企业报名。",
        Reason.POLARITY_DONE,
    ),
    (
        "Next, the two sides will build a laboratory.",
        "下一步，双方将建设实验室。",
        "下一步，双方已建设实验室。",
        Reason.POLARITY_DONE,
    ),
    ("The order was not cancelled.", "订单没有取消。", "订单已经取消。", Reason.POLARITY_DENIED),
    ("China beat Japan 3-1.", "中国队3比1战胜日本队。", "中国队1比3战胜日本队。", Reason.QUANTITY_VALUE),
]


def told(english: str, chinese: str) -> list[Finding]:
    found = check(SourceFacts.of(english, language="en"), chinese, target_language="zh").findings
    for f in found:
        assert f.source is None or english[slice(*f.source)]
        assert f.target is None or chinese[slice(*f.target)]
    return [f for f in found if f.severity is not Severity.INFO]


@pytest.mark.parametrize(("english", "right", "wrong", "reason"), ROWS)
def test_chinese_that_tells_it_otherwise_is_found(english: str, right: str, wrong: str, reason: Reason) -> None:
    assert told(english, right) == []
    assert reason in {f.reason for f in told(english, wrong)}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Problems are answered within 10 working days.", "问题10个工作日内办结。"),
        ("Over three years, 28 stations were closed.", "3年间关停28座电站。"),
        ("Bonuses of up to 50,000 yuan are paid.", "发放最高5万元奖补。"),
        ("Delays are not uncommon, and pumps ran without a break.", "延误时有发生，水泵连续运转。"),
        ("The county set up 14 branches and freed up 620 square meters.", "县里组建分支机构14个，腾出620平方米。"),
        ("They signed an agreement with 12 teams to play 34 matches.", "双方与12支队伍签约，将进行34场比赛。"),
        ("The company raised 5 million yuan.", "公司募得500万元。"),
        ("The city will provide 500 homes and has built seven hostels.", "全市将提供住房500套，并已建成7处驿站。"),
        ("Amateurs make up 70 percent of the players.", "七成选手为业余球员。"),
    ],
)
def test_ways_of_both_languages_are_no_findings(english: str, chinese: str) -> None:
    assert told(english, chinese) == []
