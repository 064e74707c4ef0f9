"""Figures that have changed places, and figures of another item."""

import pytest

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from translate.check.comparison import SourceFacts, check
from translate.check.report import Reason

GLOSSARY = Glossary.builtin()


def told(source: str, target: str) -> list[Reason]:
    (known,) = document_sentences([source], glossary=GLOSSARY)
    findings = check(SourceFacts.of(source, people=known.people, terms=known.terms), target).findings
    return [f.reason for f in findings if f.reason in (Reason.QUANTITY_SWAPPED, Reason.QUANTITY_ROLE)]


WRONG = [
    ("出口3亿元，进口5亿元。", "Exports were 500 million yuan and imports 300 million yuan.", Reason.QUANTITY_SWAPPED),
    ("2023年产量3万吨，2024年5万吨。", "Output was 50,000 tons in 2023 and 30,000 tons in 2024.", Reason.QUANTITY_SWAPPED),
    ("成都市投资3亿元，重庆市投资5亿元。", "Chengdu invested 500 million yuan and Chongqing 300 million yuan.", Reason.QUANTITY_SWAPPED),
    ("成都市和重庆市分别投资3亿元和5亿元。", "Chengdu and Chongqing invested 500 million yuan and 300 million yuan respectively.",
    Reason.QUANTITY_SWAPPED),
    ("同比增长5%，环比增长3%。", "It rose 3 percent year on year and 5 percent month on month.", Reason.QUANTITY_SWAPPED),
    ("民生项目9个、投资5.2亿元，产业项目3个、投资1亿元。", "There are 9 projects for livelihoods with 100 million yuan and 3 "
    "industrial ones with 520 million yuan.", Reason.QUANTITY_SWAPPED),
    ("最高气温30℃，最低气温12℃。", "The high is 12 degrees Celsius and the low 30 degrees Celsius.", Reason.QUANTITY_SWAPPED),
    # Nothing but the order, the share and the growth tell them apart.
    ("契税下降11.8%，土地增值税下降18.3%。", "Deed tax fell 18.3 percent and land value-added tax 11.8 percent.", Reason.QUANTITY_SWAPPED),
    ("其中，企业占58.4%，个人占29.5%。", "Companies gave 29.5 percent and individuals 58.4 percent.", Reason.QUANTITY_SWAPPED),
    ("原价16元，刷脸后只付了9元。", "The price is 9 yuan, but after a face scan she paid 16 yuan.", Reason.QUANTITY_SWAPPED),
    ("产值221亿元，同比增长18.4%，绿色船舶占76%。", "Output was 22.1 billion yuan, up 76 percent, with "
    "green ships accounting for 18.4 percent.",
    Reason.QUANTITY_SWAPPED),
    ("进出口占全市的20.4%，同比增长6.7%。", "Trade rose 20.4 percent, or 6.7 percent of the city's total.", Reason.QUANTITY_SWAPPED),
    ("收入超过40亿元，利润7亿元。", "Revenue was 700 million yuan and profit more than 4 billion yuan.", Reason.QUANTITY_SWAPPED),
    ("按货值的4%至6%给予奖励。", "The reward is 6 percent to 4 percent of the value.", Reason.QUANTITY_SWAPPED),
    ("项目占地420亩。", "The project has an investment of 420 mu.", Reason.QUANTITY_ROLE),
    ("项目总投资3亿元。", "The project has an area of 300 million yuan.", Reason.QUANTITY_ROLE),
    ("项目总投资3亿元。", "The project has an annual output value of 300 million yuan.", Reason.QUANTITY_ROLE),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "reason"), WRONG)
def test_a_figure_in_the_wrong_place_is_told(source: str, target: str, reason: Reason) -> None:
    assert reason in told(source, target)


RIGHT = [
    ("出口3亿元，进口5亿元。", "Exports were 300 million yuan and imports 500 million yuan."),
    ("出口3亿元，进口5亿元。", "Imports were 500 million yuan and exports 300 million yuan."),
    ("成都市投资3亿元，重庆市投资5亿元。", "Investment was 300 million yuan in Chengdu and 500 million yuan in Chongqing."),
    ("成都市和重庆市分别投资3亿元和5亿元。", "Chongqing invested 500 million yuan and Chengdu 300 million yuan."),
    ("进出口占全市的20.4%，同比增长6.7%。", "Trade rose 6.7 percent year on year, or 20.4 percent of the city's total."),
    ("覆盖面由41%扩大到78%。", "Coverage widened to 78 percent from 41 percent."),
    ("30款样品中，9款不合格。", "Nine of the 30 samples failed."),
    ("191门课程、3.2万个名额被抢空。", "All 32,000 places in 191 courses were taken."),
    ("进出口总值3亿元。", "Imports and exports totaled 300 million yuan."),
    ("虚增固定资产投资4.7亿元。", "It inflated fixed-asset investment by 470 million yuan."),
    ("投资收入3亿元。", "Investment income reached 300 million yuan."),
    ("项目占地420亩，总投资3亿元。", "With an investment of 300 million yuan, the project covers 420 mu."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_figure_in_its_place_has_no_finding(source: str, target: str) -> None:
    assert told(source, target) == []
