"""Days that words tell: weekdays, parts of a month, yesterday and tomorrow, morning and evening."""

import pytest

from jianbao.deadline import Deadline, DeadlineError
from translate.check.comparison import SourceFacts, check
from translate.check.report import Reason
from translate.given import check_translation, compare

DAYS = (Reason.QUANTITY_DAY, Reason.QUANTITY_WEEKDAY, Reason.QUANTITY_PART, Reason.QUANTITY_MONTH)


def days(source: str, target: str) -> list[Reason]:
    return [f.reason for f in check(SourceFacts.of(source), target).findings if f.reason in DAYS]


WRONG = [
    ("3月12日（星期三）开工。", "Work began on Tuesday, March 12.", Reason.QUANTITY_DAY),
    ("会议于下周五召开。", "The meeting will be held next Monday.", Reason.QUANTITY_DAY),
    ("2025年3月12日开工。", "Work began on Thursday, March 12, 2025.", Reason.QUANTITY_WEEKDAY),
    ("2024年2月29日开工。", "Work began on Friday, Feb. 29, 2024.", Reason.QUANTITY_WEEKDAY),
    ("每月第一个星期六开放。", "It is open on the first Sunday of each month.", Reason.QUANTITY_DAY),
    ("上周五签约。", "The contract was signed next Friday.", Reason.QUANTITY_DAY),
    ("昨日签约。", "The contract will be signed tomorrow.", Reason.QUANTITY_DAY),
    ("昨日降雨210毫米，今日减弱。", "It rained 210 mm today, after it had eased yesterday.", Reason.QUANTITY_DAY),
    ("去年亏损，今年盈利。", "It made a loss this year, and a profit last year.", Reason.QUANTITY_DAY),
    ("去年投产。", "It went into operation this year.", Reason.QUANTITY_DAY),
    ("明年投产。", "It went into operation last year.", Reason.QUANTITY_DAY),
    ("下月开工。", "Work began last month.", Reason.QUANTITY_DAY),
    ("5日上午签约。", "The contract was signed on the evening of the 5th.", Reason.QUANTITY_DAY),
    ("5日晚签约。", "The contract was signed on the morning of the 5th.", Reason.QUANTITY_DAY),
    ("4月中旬投产。", "Production began in April.", Reason.QUANTITY_PART),
    ("4月上旬投产。", "Production began in late April.", Reason.QUANTITY_DAY),
    ("4月下旬投产。", "Production began in early April.", Reason.QUANTITY_DAY),
    ("年底前投产。", "Production will begin this year.", Reason.QUANTITY_PART),
    ("今年年初签约。", "The contract was signed this year.", Reason.QUANTITY_PART),
    ("12日发布公告。", "The notice was published on May 12.", Reason.QUANTITY_MONTH),
]


@pytest.mark.parametrize(("source", "target", "reason"), WRONG)
def test_another_day_is_told(source: str, target: str, reason: Reason) -> None:
    assert reason in days(source, target)


RIGHT = [
    ("3月12日（星期三）开工。", "Work began on Wednesday, March 12."),
    ("3月12日（周三）开工。", "Work began on March 12."),
    ("2025年3月12日开工。", "Work began on Wednesday, March 12, 2025."),
    ("每月第一个星期六开放。", "It is open on the first Saturday of each month."),
    (
        "每天开放，一个星期三次导览。",
        "It is open daily, with guided tours three times a week, on Monday, Friday and Sunday.",
    ),
    ("周一至周五开放。", "It is open from Monday to Friday."),
    ("周一至周五开放。", "It is open on weekdays."),
    ("上周五签约。", "The contract was signed last Friday."),
    ("昨日降雨210毫米，今日减弱。", "Yesterday saw 210 mm of rain, which eased today."),
    ("今年1至10月，成交额增长31%。", "Turnover from January to October was up 31 percent from a year earlier."),
    ("去年同期亏损。", "There was a loss in the same period a year earlier."),
    ("次年投产。", "Production began the following year."),
    ("4月中旬投产。", "Production began in mid-April."),
    ("4月中旬投产。", "Production began in the second ten days of April."),
    ("4月上旬投产。", "Production began in the first ten days of April."),
    ("4月下旬投产。", "Production began toward the end of April."),
    ("截至3月底，存款为3亿元。", "As of March 31, deposits stood at 300 million yuan."),
    ("年底前投产。", "Production will begin before the year is out."),
    ("年底前投产。", "Production will begin by year-end."),
    ("今年年初签约。", "The contract was signed earlier this year."),
    ("5日上午9时签约。", "The contract was signed at 9 a.m. on the 5th."),
    ("5日晚8点签约。", "The contract was signed at 8 p.m. on the 5th."),
    ("5日下午签约。", "The contract was signed on the 5th."),
    ("三年中共有底蕴。", "In three years it has had depth."),
    ("2025年2月30日开工。", "Work began on Sunday, February 30, 2025."),
    ("6月12日电 12日发布公告。", "June 12: The notice was published on June 12."),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_the_same_day_in_other_words_has_no_finding(source: str, target: str) -> None:
    assert days(source, target) == []


def test_a_given_translation_has_the_month_of_its_document() -> None:
    chinese = "6月12日电 公司发布公告。会议将于15日举行。"
    right = "June 12: The company issued a notice. The meeting will be held on June 15."
    assert not [f for p in check_translation(chinese, right) for f in p.report.findings if f.reason in DAYS]
    wrong = right.replace("June 15", "December 15")
    found = [f.reason for p in check_translation(chinese, wrong) for f in p.report.findings]
    assert Reason.QUANTITY_VALUE in found


def test_a_given_translation_is_stopped_in_the_middle_of_a_sentence() -> None:
    figures = "、".join(f"{n}亿元" for n in range(10, 60))
    facts = SourceFacts.of(f"投资{figures}。")
    with Deadline(seconds=-1).within(), pytest.raises(DeadlineError):
        check(facts, "It is " + ", ".join(f"{n} billion yuan" for n in range(20, 70)) + ".")


@pytest.mark.parametrize(("day", "told"), [(0, []), (5, [Reason.QUANTITY_VALUE])])
def test_the_day_of_a_dateline_that_is_left_out_may_be_given(day: int, told: list[Reason]) -> None:
    (pair,) = compare("常委会5日启动检查。", "The committee launched a check on May 5.", month=6, day=day)
    assert [f.reason for f in pair.report.findings if f.reason is Reason.QUANTITY_VALUE] == told
