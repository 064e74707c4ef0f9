"""Days without their month are of the month of the dateline, or of one that is named."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from facts.quantities import Agreement, calendar, compare, quantities
from facts.quantities.en.dates import MONTH_NAMES


@pytest.mark.parametrize(
    ("chinese", "english", "agreement"),
    [
        ("15日", "June 15", Agreement.EQUAL),
        ("28日", "May 28", Agreement.EQUAL),
        ("3日", "July 3", Agreement.EQUAL),
        ("15日", "December 15", Agreement.VALUE_DIFFERS),
        ("本月15日", "June 15", Agreement.EQUAL),
        ("本月15日", "July 15", Agreement.VALUE_DIFFERS),
        ("下月3日", "July 3", Agreement.EQUAL),
        ("下个月3日", "July 3", Agreement.EQUAL),
        ("上月28日", "May 28", Agreement.EQUAL),
        ("上月28日", "June 28", Agreement.VALUE_DIFFERS),
    ],
)
def test_days_of_a_dateline_in_june(chinese: str, english: str, agreement: Agreement) -> None:
    (source,) = calendar.dated(quantities(chinese), month=6)
    (target,) = quantities(english, language="en")
    assert compare(source, target) is agreement


def test_a_document_knows_the_months_that_it_names() -> None:
    texts = ["去年10月8日开工。", "12日通车。", "一切正常。"]
    sentences = document_sentences(texts, glossary=Glossary(()), month=6)
    assert (sentences[1].month, bool(sentences[1].months >> 10 & 1)) == (6, True)
    assert (sentences[2].month, sentences[2].months) == (0, 0)
    (day,) = calendar.dated(quantities(texts[1]), month=6, months=sentences[1].months)
    assert [compare(day, q) for q in quantities("Oct. 12; June 12; Jan. 12", language="en")] == [
        Agreement.EQUAL, Agreement.EQUAL, Agreement.VALUE_DIFFERS,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chinese", "english", "agreement"),
    [
        ("4日", "Nov. 4", Agreement.EQUAL),
        ("4日", "Oct. 4", Agreement.VALUE_DIFFERS),
        ("28日", "Oct. 28", Agreement.EQUAL),
        ("28日", "Dec. 28", Agreement.VALUE_DIFFERS),
        ("4日", "Dec. 4", Agreement.VALUE_DIFFERS),
        ("2日", "Dec. 2", Agreement.VALUE_DIFFERS),
        ("2日", "Nov. 2", Agreement.EQUAL),
        ("2日", "Oct. 2", Agreement.VALUE_DIFFERS),
        ("3日", "Nov. 3", Agreement.EQUAL),
        ("3日", "Dec. 3", Agreement.VALUE_DIFFERS),
        ("3日", "Oct. 3", Agreement.VALUE_DIFFERS),
    ],
)
def test_days_beside_a_dateline_of_november_3(chinese: str, english: str, agreement: Agreement) -> None:
    (source,) = calendar.dated(quantities(chinese), month=11, day=3)
    (target,) = quantities(english, language="en")
    assert compare(source, target) is agreement


def test_the_day_of_the_dateline_may_be_given() -> None:
    """A brief's text is without its dateline."""
    (sentence,) = document_sentences(["常委会5日启动检查。"], glossary=Glossary(()), month=6, day=5)
    assert (sentence.month, sentence.day) == (6, 5)


def test_the_dateline_of_a_document_has_a_day() -> None:
    texts = ["本报临江11月3日电 气温下降。", "4日夜间起有雨。"]
    sentences = document_sentences(texts, glossary=Glossary(()), month=11)
    assert (sentences[1].month, sentences[1].day) == (11, 3)


@given(st.dates(datetime.date(2011, 1, 1), datetime.date(2049, 12, 31)))
def test_a_day_of_the_republic_is_read_as_the_common_one(day: datetime.date) -> None:
    chinese = f"民國{day.year - 1911}年{day.month}月{day.day}日"
    english = f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"
    (source,), (target,) = quantities(chinese), quantities(english, language="en")
    assert compare(source, target) is Agreement.EQUAL


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_ten_thousands_and_what_is_left_are_one_figure(thousands: int, rest: int) -> None:
    (source,) = quantities(f"出生人口{thousands}万{rest:04d}人")
    (target,) = quantities(f"{thousands * 10_000 + rest:,} people were born", language="en")
    assert compare(source, target) is Agreement.EQUAL
