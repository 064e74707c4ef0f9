"""What is told the other way round: directions, turns, denials, plans. Every rule has an example that it meets and
one that it must leave alone."""

from __future__ import annotations

import time

import pytest

from translate.check.comparison import SourceFacts, check
from translate.check.report import FindingKind, Reason, Severity
from translate.check.words import ONE_SIDED, Group, Word, compiled, marks, words


def reversed_kinds(source: str, target: str) -> list[Reason]:
    found = check(SourceFacts.of(source), target).findings
    told = [f for f in found if f.kind in (FindingKind.DIRECTION, FindingKind.POLARITY)]
    assert all(f.severity is Severity.ERROR for f in told)
    for f in told:
        assert f.source is None or 0 <= f.source[0] < f.source[1] <= len(source)
        assert f.target is None or 0 <= f.target[0] < f.target[1] <= len(target)
    return [f.reason for f in told]


@pytest.mark.parametrize("word", words(), ids=lambda w: f"{w.language} {w.group} {w.pattern[:16]}")
def test_every_rule_meets_its_example_and_leaves_its_counter_example(word: Word) -> None:
    rule = compiled(word.pattern, word.language)
    assert rule.search(word.example)
    assert not word.counter or not rule.search(word.counter)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("group", Group)
def test_every_group_has_words_in_both_languages(language: str, group: Group) -> None:
    has = any((w.language, w.group) == (language, group) for w in words())
    assert has == (ONE_SIDED.get(group, language) == language)


WRONG = [
    # Denials that the source does not have.
    ("产品已通过国际认证。", "The product did not pass international certification.", Reason.POLARITY_ADDED),
    ("基地全年处理污水1.2亿立方米。", "The base does not process 120 million cubic meters of sewage a year.", Reason.POLARITY_ADDED),
    ("项目按期交付。", "The project was never delivered on time.", Reason.POLARITY_ADDED),
    # Directions of figures.
    ("出口同比下降2.2%。", "Exports rose 2.2 percent year on year.", Reason.DIRECTION_OPPOSITE),
    ("进口同比增长12.5%。", "Imports decreased by 12.5 percent from a year earlier.", Reason.DIRECTION_OPPOSITE),
    ("增速比上月回落0.5个百分点。", "Growth quickened by 0.5 percentage points from the previous month.", Reason.DIRECTION_OPPOSITE),
    ("出口增长5%，进口下降3%。", "Exports fell 5 percent, and imports rose 3 percent.", Reason.DIRECTION_OPPOSITE),
    ("检查次数减少四成。", "Inspections increased by 40 percent.", Reason.DIRECTION_OPPOSITE),
    ("占比比全国高2个百分点。", "The share is 2 percentage points lower than the national figure.", Reason.DIRECTION_OPPOSITE),
    ("平均降幅63%。", "The average increase was 63 percent.", Reason.DIRECTION_OPPOSITE),
    ("每吨成本降低320元。", "The cost per ton climbed by 320 yuan.", Reason.DIRECTION_OPPOSITE),
    ("办理时间缩短到3天。", "Processing was lengthened to 3 days.", Reason.DIRECTION_OPPOSITE),
    ("云业务和物联网业务收入分别增长13.2%和12.8%。", "Revenue of the two fell 13.2 percent and 12.8 percent.", Reason.DIRECTION_OPPOSITE),
    # Directions without a figure.
    ("美元指数下跌。", "The dollar index rose.", Reason.DIRECTION_WORD),
    ("一线城市房价上涨，二三线城市下跌，成交量增加。", "Home prices in first-tier cities and elsewhere fell, and "
    "sales declined.", Reason.DIRECTION_WORD),
    ("增幅收窄。", "The growth accelerated and rose.", Reason.DIRECTION_WORD),
    # Profit and loss, surplus and deficit.
    ("公司净利润亏损1.2亿元。", "The company's net profit was 120 million yuan.", Reason.DIRECTION_OPPOSITE),
    ("公司净利润亏损1.2亿元，上年同期盈利3500万元。", "The company made a profit of 120 million yuan, against a loss "
    "of 35 million yuan a year earlier.", Reason.DIRECTION_OPPOSITE),
    ("上半年盈利3500万元。", "It made a loss of 35 million yuan in the first half.", Reason.DIRECTION_OPPOSITE),
    ("贸易逆差30亿元。", "There was a trade surplus of 3 billion yuan.", Reason.DIRECTION_OPPOSITE),
    ("财政盈余30亿元。", "The fiscal deficit was 3 billion yuan.", Reason.DIRECTION_OPPOSITE),
    # From where to where.
    ("价格由30元降至25元。", "The price was cut from 25 to 30 yuan.", Reason.DIRECTION_ORDER),
    ("占比从2022年的9%提高到26%。", "The share rose from 26 percent in 2022 to 9 percent.", Reason.DIRECTION_ORDER),
    ("成交率由39%提高到55%。", "The success rate rose from 55 to 39 percent.", Reason.DIRECTION_ORDER),
    ("部门由38个减至15个。", "The number of departments went from 15 to 38.", Reason.DIRECTION_ORDER),
    ("覆盖面由41%扩大到78%。", "Coverage widened to 41 percent from 78 percent.", Reason.DIRECTION_ORDER),
    ("面积由最初的60万亩扩大到182万亩。", "The area grew from an initial 1.82 million mu to 600,000 mu.", Reason.DIRECTION_ORDER),
    ("公司扭亏为盈。", "The company turned a profit into a loss.", Reason.DIRECTION_TURN),
    ("增速由负转正。", "Growth went from positive to negative.", Reason.DIRECTION_TURN),
    ("公司由盈转亏。", "The company swung to a net profit after a loss.", Reason.DIRECTION_TURN),
    # Left out.
    ("出口同比下降2.2%。", "Exports were 2.2 percent compared with a year earlier.", Reason.DIRECTION_UNTOLD),
    ("出口增长5%，进口下降3%。", "Exports grew 5 percent and imports 3 percent.", Reason.DIRECTION_UNTOLD),
    ("产值221亿元，同比增长18.4%，新接订单增多。", "Output was 22.1 billion yuan, 18.4 percent year on year, with new orders.",
    Reason.DIRECTION_UNTOLD),
    ("指数比上月上升0.9个百分点，重返扩张区间。", "The index was 50.4, 0.9 percentage points from February, and is back in expansion.",
    Reason.DIRECTION_UNTOLD),
    ("加征20%关税。", "The tariff was cut by 20 percent.", Reason.DIRECTION_OPPOSITE),
    ("比纪录快0.42秒。", "It was 0.42 seconds slower than the record.", Reason.DIRECTION_OPPOSITE),
    # Denials and plans of more kinds.
    ("火势未蔓延至居民区。", "The fire spread to residential areas.", Reason.POLARITY_DENIED),
    ("申请材料不齐全的，应当告知。", "Where the materials are complete, the applicant shall be told.", Reason.POLARITY_DENIED),
    ("暂无人员伤亡报告。", "Casualties had been reported.", Reason.POLARITY_DENIED),
    ("切勿购买来历有疑的产品。", "People are reminded to buy products of doubtful origin.", Reason.POLARITY_DENIED),
    ("高速公路免收通行费。", "Cars will pay tolls on the expressways.", Reason.POLARITY_DENIED),
    ("第二工厂将于12月8日投产，规划年产能18万台。", "The second plant began production on Dec. 8, planned for 180,000 a year.",
    Reason.POLARITY_DONE),
    ("投资增加3亿元。", "Investment was 300 million yuan.", Reason.DIRECTION_UNTOLD),
    ("门店减少40家。", "There were 40 stores.", Reason.DIRECTION_UNTOLD),
    ("公司亏损1.2亿元。", "The company reported 120 million yuan.", Reason.DIRECTION_UNTOLD),
    ("公司扭亏为盈，员工达300人。", "The company has 300 employees.", Reason.DIRECTION_TURN_MISSING),
    # Made up.
    ("新兴产业快速增长。", "Emerging industries shrank rapidly.", Reason.DIRECTION_WORD),
    ("提高个人所得税起征点，设立6项专项附加扣除。", "The threshold was lowered and six deductions were created.",
    Reason.DIRECTION_WORD),
    # Denials.
    ("项目尚未开工。", "Construction of the project has begun.", Reason.POLARITY_DENIED),
    ("不得收取押金。", "A deposit may be charged.", Reason.POLARITY_DENIED),
    ("事故没有造成人员伤亡。", "The accident caused casualties.", Reason.POLARITY_DENIED),
    ("未经批准，严禁入内。", "Entry is free with approval.", Reason.POLARITY_DENIED),
    ("产品无法按期交付。", "The products can be delivered on time.", Reason.POLARITY_DENIED),
    # Plans.
    ("公司拟投资3亿元建厂。", "The company has invested 300 million yuan in a plant.", Reason.POLARITY_DONE),
    ("仪式将于明天举行。", "The ceremony was held.", Reason.POLARITY_DONE),
    ("大桥即将通车。", "The bridge was opened to traffic.", Reason.POLARITY_DONE),
    ("下一步将推出新产品。", "New products were launched.", Reason.POLARITY_DONE),
    ("新签约项目57个。", "It is expected to sign 57 new projects.", Reason.POLARITY_PLANNED),
    ("大桥3月通车。", "The bridge is scheduled to open in March.", Reason.POLARITY_PLANNED),
    ("公司投资3亿元建厂。", "The company intends to invest 300 million yuan in a plant.", Reason.POLARITY_PLANNED),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "reason"), WRONG)
def test_what_is_told_the_other_way_round_is_an_error(source: str, target: str, reason: Reason) -> None:
    assert reason in reversed_kinds(source, target)


RIGHT = [
    ("火势未蔓延至居民区。", "The fire was kept from residential areas and did not spread."),
    ("召回不合格产品。", "The substandard products have been recalled."),
    ("高速公路免收通行费。", "Expressways will be toll-free."),
    ("三样主料同比分别上涨17%、11%和9%。", "They rose 17 percent, 11 percent and 9 percent year on year respectively."),
    ("投入36326.8亿元，比上年增加2969.7亿元，增长8.9%。", "It spent 3.63268 trillion yuan, up 296.97 billion yuan, or 8.9 percent, "
    "from the previous year."),
    ("业内预计市场规模将达到350亿元。", "The industry expects the market to reach 35 billion yuan, and has said so."),
    ("公司拟投资3亿元建厂。", "The company plans to invest 300 million yuan in a plant."),
    ("总投资3亿元的项目预计明年投产。", "The project is expected to go into production next year."),
    ("指挥部制定排水方法。", "The headquarters drew up a plan to pump out the water."),
    ("目前项目尚在审批。", "The project has not been approved yet."),
    ("直到周三才恢复供水。", "Water did not return until Wednesday."),
    ("这里有的是人才。", "This place does not lack talent."),
    ("企业盈利而非亏损。", "The company did not lose money but made a profit."),
    ("产品不仅环保，而且便宜。", "The product is not only green but cheap."),
    ("出口同比下降2.2%。", "Exports fell 2.2 percent year on year."),
    ("出口同比下降2.2%。", "Exports were down 2.2 percent from a year earlier."),
    ("出口同比下降2.2%。", "There was a 2.2 percent drop in exports."),
    ("检查次数减少四成。", "There were 40 percent fewer inspections."),
    ("出口增长5%，进口下降3%。", "Exports grew 5 percent while imports declined 3 percent."),
    ("降幅收窄0.1个百分点。", "The decline narrowed by 0.1 percentage points."),
    ("降幅扩大0.1个百分点。", "The decline widened by 0.1 percentage points."),
    ("增速回落2个百分点。", "Growth slowed by 2 percentage points."),
    ("日元兑美元上升2.7%。", "The yen strengthened 2.7 percent against the US dollar."),
    ("出口同比下降2.2%。", "Exports: -2.2 percent."),
    ("失业率升至5.4%。", "The unemployment rate stood at 5.4 percent."),
    ("涨跌幅限制为10%。", "The daily limit is 10 percent."),
    ("资产负债率降至80%以下。", "The ratio was brought below 80 percent."),
    ("比去年多6万元。", "It was 60,000 yuan more than last year."),
    ("贷款新增1万亿元。", "New loans came to 1 trillion yuan."),
    ("狭义货币余额增长0.6%。", "Narrow money was up 0.6 percent."),
    ("每年安排不少于8000万元。", "At least 80 million yuan is set aside a year, up to 100 million."),
    ("价格由30元降至25元。", "The price was cut from 30 yuan to 25 yuan."),
    ("价格由30元降至25元。", "The price fell to 25 yuan from 30 yuan."),
    ("净利润亏损1.2亿元，上年同期盈利3500万元。", "The net loss was 120 million yuan, against a profit of 35 million yuan a year earlier."),
    ("净利润下降20%。", "Net profit fell 20 percent."),
    ("归母净利润同比减亏1.1亿元。", "The net loss attributable to shareholders narrowed by 110 million yuan year on year."),
    ("亏损减少1亿元。", "Losses were reduced by 100 million yuan."),
    ("公司扭亏为盈。", "The company returned to profit after a loss."),
    ("增速由负转正。", "Growth turned positive."),
    ("项目尚未开工。", "Construction of the project has yet to begin."),
    ("不得收取押金。", "Charging a deposit is prohibited."),
    ("会不会收取押金？", "Will a deposit be charged?"),
    ("含量不得超过0.5毫克。", "It holds up to 0.5 mg."),
    ("车速不能高于60公里。", "The speed limit is 60 kilometers an hour."),
    ("他不得不离开。", "He had to leave."),
    ("申请不收费。", "Applications are free."),
    ("舍不得离开。", "He hated to leave."),
    ("管理日益完善，工作密不可分。", "The work is closely tied to management."),
    ("仪式将于明天举行。", "The ceremony is scheduled for tomorrow."),
    # The figure of the clause before the plan is of what is done.
    ("团队已申请专利5件，并将向企业开放许可。", "The team has applied for five patents, and will open licenses to companies."),
    ("公司拟投资3亿元建厂。", "The company plans to invest 300 million yuan in a plant."),
    ("会议将增长归因于政策。", "The meeting attributed the growth to policies."),
    ("文件还将补贴对象扩大到失业青年。", "The document also extended the subsidy to young people without work."),
    ("模拟投资比赛结束。", "The simulated investment contest ended."),
    ("干部南下调研。", "Officials went south and morale rose."),
    ("6月5日，温度保持在30度。", "On June 5 the temperature rose no further than 30 degrees."),
    ("", "Exports rose."),
    ("出口同比下降2.2%。", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_what_is_told_the_same_way_round_has_no_finding(source: str, target: str) -> None:
    assert reversed_kinds(source, target) == []


def test_words_that_overlap_count_once() -> None:
    assert [(m.text, m.pole) for m in marks("增速由负转正", "zh", Group.TURN)] == [("由负转正", "up")]
    found = marks("2 percent less than last year", "en", Group.MOVEMENT)
    assert [(m.text, m.strong) for m in found] == [("less than", False)]


def test_long_texts_cost_little() -> None:
    source = "出口下降2.2%，尚未恢复，将于明年回升。" * 150
    target = "Exports fell 2.2 percent, have not recovered, and will rise next year. " * 150
    began = time.process_time()
    for group in Group:
        marks(source, "zh", group)
        marks(target, "en", group)
    assert time.process_time() - began < 2
