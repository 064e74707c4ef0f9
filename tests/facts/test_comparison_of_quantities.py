"""Quantities across languages: rendering, comparing, aligning; and the round trips render -> parse."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.quantities import Agreement, Hedge, Kind, Quantity, align, compare, quantities, render, units

_SHARED = Path(__file__).parents[2].parent / "shared"


def _one(text: str, language: str) -> Quantity:
    (quantity,) = quantities(text, language=language)
    return quantity


@pytest.mark.parametrize(("chinese", "english"), [
    ("近20亿元", "nearly 2 billion yuan"), ("16万平方米", "160,000 square meters"), ("4000余平方米", "more than 4,000 square meters"),
    ("1.2万亿元", "1.2 trillion yuan"), ("1.6万个", "16,000"), ("350万", "3.5 million"), ("八成", "80 percent"),
    ("3个百分点", "3 percentage points"),
    ("1个百分点", "1 percentage point"), ("2023年9月26日", "September 26, 2023"), ("9月26日", "September 26"),
    ("26日", "the 26th"), ("29日至31日", "the 29th to the 31st"),
    ("2023年9月", "September 2023"), ("20亿至30亿元", "from 2 billion to 3 billion yuan"), ("65亩", "65 mu"),
    ("两百多人", "more than 200 people"),
    ("3%至5%", "3 to 5 percent"), ("三分之二", "two-thirds"), ("万分之五", "0.05 percent"), ("零下3.2℃", "minus 3.2 degrees Celsius"),
    ("翻一番", "doubled"), ("翻了两番", "quadrupled"), ("2023年上半年", "the first half of 2023"), ("第三季度", "the third quarter"),
    ("前9个月", "the first nine months"), ("前三季度", "the first three quarters"),
    ("1至9月", "January to September"), ("下午3时", "3 p.m."),
    ("14时30分", "2:30 p.m."), ("第十八届", "18th"), ("第21届", "21st"), ("第112届", "112th"),
    ("“十四五”", "14th Five-Year Plan"), ("8个", "eight"),
    ("十几个", "more than 10"), ("数百人", "hundreds of people"), ("几十亿元", "billions of yuan"),
    ("不足3万人", "fewer than 30,000 people"),
    ("147亿美元", "US$14.7 billion"), ("约140亩", "about 140 mu"), ("至少200元", "at least 200 yuan"),
    ("最高给予1亿元", "up to 100 million yuan"),
    ("3比1", "3-1"), ("20世纪90年代", "the 1990s"), ("19世纪", "the 19th century"), ("3615.62万元", "36.1562 million yuan"),
    ("9月26日至28日", "September 26 to 28"), ("2023-2025年", "2023-2025"), ("1户", "one household"), ("18周岁", "18 years"),
])  # fmt: skip
def test_render_english(chinese: str, english: str) -> None:
    assert render(_one(chinese, "zh")) == english


@pytest.mark.parametrize(("english", "chinese"), [
    ("nearly 2 billion yuan", "近20亿元"), ("160,000 square meters", "16万平方米"), ("80 percent", "80%"),
    ("3 percentage points", "3个百分点"),
    ("September 26, 2023", "2023年9月26日"), ("the first half of 2023", "2023年上半年"), ("300 people", "300人"), ("65 mu", "65亩"),
    ("from 2 billion to 3 billion yuan", "20亿元至30亿元"), ("two-thirds", "3分之2"), ("at least 15 percent", "至少15%"),
])  # fmt: skip
def test_render_chinese(english: str, chinese: str) -> None:
    assert render(_one(english, "en"), language="zh") == chinese


EQUAL, HEDGE, MAGNITUDE, UNIT, VALUE, KIND = (
    Agreement.EQUAL, Agreement.HEDGE_DIFFERS, Agreement.MAGNITUDE_DIFFERS, Agreement.UNIT_DIFFERS,
    Agreement.VALUE_DIFFERS, Agreement.KIND_DIFFERS,
)  # fmt: skip


@pytest.mark.parametrize(("chinese", "english", "agreement"), [
    ("23项", "23 yuan", Agreement.KIND_DIFFERS), ("1.2万人", "12,100 people", Agreement.VALUE_DIFFERS),
    ("12100人", "12,000 people", Agreement.EQUAL),
    ("近20亿元", "nearly 2 billion yuan", EQUAL), ("近20亿元", "almost RMB2bn", EQUAL), ("近20亿元", "close to ¥2,000 million", EQUAL),
    ("近20亿元", "about 2 billion yuan", EQUAL), ("近20亿元", "more than 2 billion yuan", HEDGE), ("近20亿元", "2 billion yuan", HEDGE),
    ("近20亿元", "nearly 20 billion yuan", MAGNITUDE), ("近20亿元", "nearly 200 million yuan", MAGNITUDE),
    ("近20亿元", "nearly US$2 billion", UNIT),
    ("近20亿元", "nearly 2.1 billion yuan", VALUE), ("超3.6亿元", "over 360 million yuan", EQUAL),
    ("超3.6亿元", "surpassing 360 million yuan", EQUAL),
    ("逾3.6亿元", "nearly 360 million yuan", HEDGE), ("200余人", "more than 200 people", EQUAL), ("200余人", "some 200 people", EQUAL),
    ("200余人", "about 200", EQUAL), ("200余人", "nearly 200 people", HEDGE), ("约200人", "approximately 200 people", EQUAL),
    ("约200人", "more than 200 people", HEDGE), ("不足200人", "fewer than 200 people", EQUAL), ("30人以上", "30 or more", EQUAL),
    ("至少30人", "at least 30 people", EQUAL), ("不超过30人", "no more than 30 people", EQUAL), ("不超过30人", "at least 30 people", HEDGE),
    ("65亩", "65 mu", EQUAL), ("65亩", "65 acres", UNIT), ("65亩", "4.33 hectares", EQUAL),
    ("65亩", "43,333 square meters", EQUAL), ("15亩", "1 hectare", EQUAL),
    ("16万平方米", "16 hectares", EQUAL), ("16万平方米", "160,000 square feet", UNIT),
    ("30斤", "15 kilograms", EQUAL), ("30斤", "30 kilograms", UNIT),
    ("100公里", "100 miles", UNIT), ("100公里", "62.1 miles", EQUAL), ("2000万吨", "20 million tonnes", EQUAL),
    ("2000万吨", "2 million tonnes", MAGNITUDE),
    ("85摄氏度", "85 degrees Celsius", EQUAL), ("85摄氏度", "185 degrees Fahrenheit", EQUAL), ("85摄氏度", "85 degrees Fahrenheit", UNIT),
    ("3个百分点", "3 percentage points", EQUAL), ("3个百分点", "3 percent", KIND), ("八成", "80 percent", EQUAL),
    ("八成", "8 percent", MAGNITUDE),
    ("三分之一", "one-third", EQUAL), ("三分之一", "33.3 percent", EQUAL), ("一半", "half", EQUAL), ("12.3%", "12.4 percent", VALUE),
    ("增长1.5倍", "2.5 times", EQUAL), ("增长1.5倍", "a 1.5-fold increase", EQUAL),
    ("增长1.4倍", "140 percent", EQUAL), ("翻一番", "doubled", EQUAL),
    ("翻一番", "tripled", VALUE), ("翻两番", "quadrupled", EQUAL), ("3615.62万元", "36.16 million yuan", EQUAL),
    ("3615.62万元", "36.26 million yuan", VALUE),
    ("203个", "202 items", VALUE), ("24602件", "more than 24,000 cases", EQUAL),
    ("24602件", "nearly 25,000 cases", EQUAL), ("24602件", "more than 25,000 cases", VALUE),
    ("560余人次", "more than 560 visits", EQUAL), ("1200户", "1,200 households", EQUAL), ("49个", "49 companies", EQUAL),
    ("9月26日", "Sept. 26", EQUAL), ("9月26日", "September 26, 2023", EQUAL), ("9月26日", "Sept. 27", VALUE),
    ("9月26日", "September", VALUE),
    ("26日", "the 26th", EQUAL), ("26日", "Sept. 26", EQUAL), ("2023年9月", "September 2023", EQUAL),
    ("2023年9月", "September 2022", VALUE),
    ("1至9月", "the first nine months", EQUAL), ("前三季度", "the first nine months", EQUAL),
    ("上半年", "the first half of the year", EQUAL),
    ("三季度", "the second quarter of the year", VALUE), ("下午3时", "3 p.m.", EQUAL), ("下午3时", "15:00", EQUAL),
    ("下午3时", "3 a.m.", VALUE),
    ("上世纪90年代", "the 1990s", EQUAL), ("90年代", "the 1990s", EQUAL), ("第27个", "27th", EQUAL),
    ("60周年", "60th", EQUAL), ("3比1", "3-1", EQUAL),
    ("数百人", "hundreds of people", EQUAL), ("数百人", "thousands of people", MAGNITUDE),
    ("十几个", "a dozen", EQUAL), ("三年", "36 months", EQUAL),
    ("20亿至30亿元", "from 2 billion to 3 billion yuan", EQUAL), ("20亿至30亿元", "2 to 3 billion yuan", EQUAL),
    ("20亿至30亿元", "20 to 30 billion yuan", MAGNITUDE),
    ("300万千瓦", "3 gigawatts", EQUAL), ("300万千瓦", "3 megawatts", MAGNITUDE),
    ("每小时160公里", "160 km/h", EQUAL), ("6.4‰", "0.64 percent", EQUAL),
])  # fmt: skip
def test_compare(chinese: str, english: str, agreement: Agreement) -> None:
    assert compare(_one(chinese, "zh"), _one(english, "en")) is agreement


def _alarms(chinese: str, english: str) -> list[Agreement]:
    pairs = align(quantities(chinese), quantities(english, language="en"))
    return [
        p.agreement for p in pairs if p.agreement is not EQUAL and not any(q and q.weak for q in (p.source, p.target))
    ]


@pytest.mark.parametrize(("chinese", "english", "alarms"), [
    ("8个项目签约，总投资近20亿元", "Eight projects worth nearly 2 billion yuan were signed", []),
    ("8个项目签约，总投资近20亿元", "Eight projects worth nearly 20 billion yuan were signed", [MAGNITUDE]),
    ("8个项目签约，总投资近20亿元", "Nearly 2 billion yuan was invested", [Agreement.MISSING]),
    ("总投资20亿元", "2 billion yuan in 300 projects", [Agreement.MISSING]),
    ("收入12亿元，增长3.5%；利润2亿元，增长4%", "profit of 200 million yuan, up 4 percent, and revenue of 1.2 billion "
    "yuan, up 3.5 percent", []),
    ("从20%提高到30%", "from 20 percent to 30 percent", []),
    ("占比由2022年的9%提高到26%", "rising from 9 percent in 2022 to 26 percent", []),
    ("占地65亩", "covering 65 acres", [UNIT]),
    ("2023年9月26日", "on September 26 in 2023", []),
    ("每月3000元、1500元、800元", "3,000, 1,500 and 800 yuan a month", []),
    ("他是两国代表之一", "He is one of the representatives", []),
    ("投资20亿元", "2 billion yuan, the 2 billion yuan being the largest", []),
    ("处2000元以上1万元以下罚款", "fined between 2,000 and 10,000 yuan", []),
    ("3月27日，17个项目总投资61.8亿元", "17 projects worth 6.18 billion yuan on March 28", [VALUE]),
])  # fmt: skip
def test_align(chinese: str, english: str, alarms: list[Agreement]) -> None:
    assert _alarms(chinese, english) == alarms


def _pairs() -> list[tuple[str, str, str, str]]:
    lines = (Path(__file__).parent / "data/kinds_pairs.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(kind, zh, en, told) for kind, zh, en, told in rows]


@pytest.mark.parametrize(("kind", "chinese", "english", "told"), _pairs())
def test_what_editors_write(kind: str, chinese: str, english: str, told: str) -> None:
    """Right translations raise nothing, in any way that editors write them, and wrong ones what is wrong with them."""
    assert "; ".join(_alarms(chinese, english)) == told.removeprefix("-")


def test_align_covers_every_quantity() -> None:
    source = quantities("9月26日，8个项目签约，总投资近20亿元，增长3%至5%")
    target = quantities("On Sept. 27, nine projects worth nearly 2 billion yuan, up 3 percent", language="en")
    pairs = align(source, target)
    assert {q.start for q in source} == {p.source.start for p in pairs if p.source}
    assert {q.start for q in target} == {p.target.start for p in pairs if p.target}


_AMOUNTS = st.one_of(
    st.integers(2, 9_999).map(float),
    st.integers(1, 99_999).map(lambda n: n * 1e4),
    st.integers(11, 9_999).map(lambda n: n * 1e6 / 10),
    st.integers(11, 99_999).map(lambda n: n * 1e9 / 10),
    st.integers(11, 999).map(lambda n: n * 1e12 / 10),
)
_MEASURED = [
    u
    for u in units.BY_KEY.values()
    if u.kind not in (Kind.SPAN, Kind.POINTS, Kind.TEMPERATURE) and u.factor != 0.01 and u.key not in ("yard", "li")
]


def _quantity(kind: Kind, value: float, unit: str, hedge: Hedge | None) -> Quantity:
    return Quantity(text="", start=0, end=0, kind=kind, value=value, unit=unit, hedge=hedge)


@st.composite
def _quantities(draw: st.DrawFn) -> Quantity:
    hedge = draw(st.sampled_from([None, *Hedge]))
    what = draw(st.sampled_from(["measure", "percent", "points", "count", "span"]))
    if what == "measure":
        unit = draw(st.sampled_from(_MEASURED))
        return _quantity(unit.kind, draw(_AMOUNTS), unit.key, hedge)
    if what == "count":
        return _quantity(Kind.COUNT, draw(_AMOUNTS), draw(st.sampled_from(["person", "visit", "household"])), hedge)
    if what == "span":
        key = draw(st.sampled_from(["year", "month", "day", "hour", "minute", "second"]))
        hedge = None if hedge is Hedge.NEARLY else hedge  # 近2年 is the past two years
        return _quantity(Kind.SPAN, float(draw(st.integers(2, 300))), key, hedge)
    value = draw(st.integers(1, 1999)) / 10
    kind, key = (Kind.PERCENT, "percent") if what == "percent" else (Kind.POINTS, "point")
    return _quantity(kind, value, key, hedge)


def _same(found: Quantity, wanted: Quantity) -> bool:
    return (
        found.kind is wanted.kind
        and found.value == pytest.approx(wanted.value)
        and found.unit == wanted.unit
        and found.hedge is wanted.hedge
        and (found.high is None) == (wanted.high is None)
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=300, deadline=None)
@given(quantity=_quantities())
def test_render_and_parse(language: str, quantity: Quantity) -> None:
    """What is rendered is read back as it was, alone and in the middle of a sentence."""
    words = render(quantity, language=language)
    assert _same(_one(words, language), quantity), words
    sentence = f"他们说，总计{words}，很好。" if language == "zh" else f"They say that {words}, in all, is good."
    assert _same(_one(sentence, language), quantity), sentence


@settings(max_examples=200, deadline=None)
@given(quantity=_quantities())
def test_both_languages_agree(quantity: Quantity) -> None:
    source, target = _one(render(quantity, language="zh"), "zh"), _one(render(quantity), "en")
    assert compare(source, target) is EQUAL


@settings(max_examples=200, deadline=None)
@given(quantity=_quantities(), power=st.sampled_from([0.01, 0.1, 10.0, 100.0, 10_000.0]))
def test_a_wrong_power_of_ten_is_noticed(quantity: Quantity, power: float) -> None:
    wrong = replace(quantity, value=quantity.value * power)
    assert compare(quantity, wrong) is MAGNITUDE


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_round_trip(day: date) -> None:
    source = _one(f"{day.year}年{day.month}月{day.day}日", "zh")
    target = _one(render(source), "en")
    assert (target.year, target.month, target.day) == (day.year, day.month, day.day)
    assert compare(source, target) is EQUAL
    assert render(target, language="zh") == source.text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="近超约不足一二三十百千万亿元个%年月日时第至到-,.0123456789亩成倍番余多“”（） ", max_size=40))
def test_any_chinese_text_is_read(text: str) -> None:
    """No text breaks the parser, and spans are in order, apart, and true to the text."""
    _check_spans(text, "zh")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "one",
                "two",
                "twenty",
                "hundred",
                "million",
                "billion",
                "percent",
                "yuan",
                "half",
                "a",
                "the",
                "Sept.",
                "May",
                "26",
                "2023",
                "3",
                "1.5",
                ",",
                "-",
                "to",
                "and",
                "over",
                "nearly",
                "p.m.",
                "first",
                "20th",
                "RMB",
                "$",
                "times",
                "mu",
            ]
        ),
        max_size=14,
    )
)
def test_any_english_text_is_read(words: list[str]) -> None:
    _check_spans(" ".join(words), "en")


def _check_spans(text: str, language: str) -> None:
    end = 0
    for q in quantities(text, language=language):
        assert q.start >= end
        assert q.end > q.start
        assert q.text == text[q.start : q.end]
        assert isinstance(render(q), str)
        end = q.end


@pytest.mark.parametrize(
    "name", ["releases/releases.tsv", "eval/releases-dev.tsv", "eval/grammar_dev.tsv", "eval/flores-dev"]
)
def test_false_alarms_on_reference_translations(name: str) -> None:
    """At most 4 % of human reference sentences raise anything at all, hedges included (the figures are in benchmarks/quantities.py)."""
    path = _SHARED / name
    if name.endswith("flores-dev"):
        if not path.with_suffix(".zh").exists():
            pytest.skip("needs ../shared")
        sides = [path.with_suffix(s).read_text(encoding="utf-8").splitlines() for s in (".zh", ".en")]
        rows = list(zip(*sides, strict=True))
    else:
        if not path.exists():
            pytest.skip("needs ../shared")
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        rows = [(c[-2], c[-1]) for c in lines if (len(c) == 2 and "grammar" in name) or (len(c) == 3 and c[0] in "TKB")]
    rows = rows[:1500]
    alarmed = sum(bool(_alarms(zh, en)) for zh, en in rows)
    assert alarmed / len(rows) <= 0.04


@pytest.mark.parametrize(
    ("chinese", "english", "agreement"),
    [
        ("12时36分发射", "launched at 12:36 p.m.", Agreement.EQUAL),
        ("12时36分发射", "launched at 12:36 a.m.", Agreement.VALUE_DIFFERS),
        ("12:36发射", "launched at 12:36 a.m.", Agreement.VALUE_DIFFERS),
        ("昨晚忙到12点36分", "busy until 12:36 a.m.", Agreement.EQUAL),
        ("0时36分发射", "launched at 12:36 p.m.", Agreement.VALUE_DIFFERS),
    ],
)
def test_twelve_on_a_written_clock_is_noon(chinese: str, english: str, agreement: Agreement) -> None:
    pairs = align(quantities(chinese, language="zh"), quantities(english, language="en"))
    assert [pair.agreement for pair in pairs] == [agreement]


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("2月1日", "in the first week of February", False),
        ("2月1日", "the first session of February", False),
        ("12月5日", "the 5th annual meeting in December", False),
        ("3月2日", "the second phase in March", False),
        ("2月1日", "on the first of February", True),
        ("2月1日", "on February first", True),
        ("5日", "on the 5th in Beijing", True),
    ],
)
def test_an_ordinal_that_counts_something_is_no_day(source: str, target: str, told: bool) -> None:
    pairs = align(quantities(source), quantities(target, language="en"))
    assert all(pair.agreement is EQUAL for pair in pairs) is told


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("2021湖北产业推介会在武汉举行", "2021"),
        ("2021个项目开工", "2,021"),
        ("1899户受灾", "1,899 households"),
        ("2021亿元", "202.1 billion yuan"),
    ],
)
def test_a_bare_year_has_no_comma(text: str, rendered: str) -> None:
    assert render(quantities(text)[0]) == rendered
