"""A random fact told in both languages is read alike, and told otherwise it is found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.quantities import Agreement, align, quantities
from translate.check.comparison import SourceFacts, check
from translate.check.report import Severity

tenths = st.integers(11, 995).map(lambda n: n / 10)
numbers = st.integers(12, 9_999)
MOVES = [
    ("增长", "rose"),
    ("上升", "increased by"),
    ("上涨", "climbed"),
    ("下降", "fell"),
    ("减少", "decreased by"),
    ("回落", "dropped"),
]
OTHER = {
    "rose": "fell",
    "increased by": "decreased by",
    "climbed": "dropped",
    "fell": "rose",
    "decreased by": "grew by",
    "dropped": "rose",
}


def told(chinese: str, english: str) -> bool:
    return any(f.severity is not Severity.INFO for f in check(SourceFacts.of(chinese), english).findings)


def told_in_chinese(english: str, chinese: str) -> bool:
    found = check(SourceFacts.of(english, language="en"), chinese, target_language="zh").findings
    return any(f.severity is not Severity.INFO for f in found)


@settings(deadline=None, max_examples=30)
@given(tenths, st.sampled_from(MOVES))
def test_directions(value: float, move: tuple[str, str]) -> None:
    chinese, (word, english) = f"出口同比{move[0]}{value}%。", move
    right, wrong = (f"Exports {verb} {value} percent year on year." for verb in (english, OTHER[english]))
    assert not told(chinese, right) and told(chinese, wrong)
    assert not told_in_chinese(right, chinese) and told_in_chinese(wrong, chinese)
    assert told(chinese, f"Exports were {value} percent year on year."), word


@settings(deadline=None, max_examples=30)
@given(st.integers(30, 120))
def test_eras(year: int) -> None:
    chinese = f"民國{year}年完工。"
    assert not told(chinese, f"It was completed in {year + 1911}.")
    assert told(chinese, f"It was completed in {year + 1910}.")


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 23), st.integers(1, 59), st.integers(1, 59))
def test_durations(hours: int, minutes: int, seconds: int) -> None:
    source = quantities(f"全程用时{hours}小时{minutes}分{seconds}秒。")
    whole, part = (
        quantities(f"It took {hours} hours, {minutes} minutes{rest}.", language="en")
        for rest in (f" and {seconds} seconds", "")
    )
    assert [p.agreement for p in align(source, whole)] == [Agreement.EQUAL]
    assert [p.agreement for p in align(source, part)] != [Agreement.EQUAL]


@settings(deadline=None, max_examples=30)
@given(st.from_regex(r"0[2-9][0-9]{2}-[2-9][0-9]{6}", fullmatch=True), st.integers(5, 11), st.integers(1, 9))
def test_identifiers(number: str, at: int, step: int) -> None:
    changed = f"{number[:at]}{(int(number[at]) + step) % 10}{number[at + 1 :]}"
    assert not told(f"咨询电话：{number}。", f"For inquiries, call {number}.")
    assert told(f"咨询电话：{number}。", f"For inquiries, call {changed}.")


@settings(deadline=None, max_examples=30)
@given(tenths, st.sampled_from([10, 100]))
def test_rates(value: float, base: int) -> None:
    chinese = f"每{base}股派{value}元。"
    assert not told(chinese, f"It will pay {value} yuan for every {base} shares.")
    assert told(chinese, f"It will pay {value} yuan per share.")


@settings(deadline=None, max_examples=30)
@given(numbers, st.integers(1, 500))
def test_ranges(low: int, step: int) -> None:
    chinese, high = f"投资{low}万元至{low + step}万元。", low + step
    assert not told(chinese, f"The investment is {low * 10_000:,} yuan to {high * 10_000:,} yuan.")
    assert told(chinese, f"The investment is {low * 10_000:,} yuan to {high * 20_000:,} yuan.")


@settings(deadline=None, max_examples=30)
@given(st.integers(4, 80))
def test_limits(age: int) -> None:
    chinese = f"{age}周岁（含）以下免票。"
    assert not told(chinese, f"Those aged {age} and under are admitted free.")
    assert told(chinese, f"Those under {age} are admitted free.")
    assert told(f"{age}周岁（不含）以下免票。", f"Those aged {age} and under are admitted free.")


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 9), st.integers(0, 8))
def test_scores(high: int, low: int) -> None:
    if low < high:
        chinese = f"主队{high}比{low}战胜客队。"
        assert not told(chinese, f"The home team beat the visitors {high}-{low}.")
        assert told(chinese, f"The home team beat the visitors {low}-{high}.")


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from("负增至到由YoY+-（含）以下上第3比1周岁同环%元万，。 "), max_size=60).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    for found in quantities(text):
        assert text[found.start : found.end] == found.text
    check(SourceFacts.of(text), "Exports rose by 3-1 percent to 5, under 6 or more.")
