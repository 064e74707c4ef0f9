"""What comparing and reading cost: steps are counted, not seconds, so that a busy machine changes nothing."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.names import people
from facts.quantities import Agreement, Kind, Quantity, align, alignment, quantities
from facts.quantities.identifiers import identifiers
from jianbao.deadline import Deadline, DeadlineError
from jianbao.sentences import split


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made = [0]
    real = alignment.compare

    def compare(source: Quantity, target: Quantity) -> Agreement:
        made[0] += 1
        return real(source, target)

    monkeypatch.setattr(alignment, "compare", compare)
    return made


def _list(count: int, *, unit: str, step: int = 7) -> list[Quantity]:
    return [
        Quantity(
            text=str(step * i + 3), start=10 * i, end=10 * i + 5, kind=Kind.MONEY, value=float(step * i + 3), unit=unit
        )
        for i in range(count)
    ]


@pytest.mark.parametrize("count", [500, 2_000])
def test_comparisons_grow_with_the_list(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _counted(monkeypatch)
    pairs = align(_list(count, unit="yuan"), _list(count, unit="yuan"))
    assert all(p.agreement is Agreement.EQUAL for p in pairs)
    assert made[0] <= 100 * count


def test_ranges_and_wrong_values_grow_with_the_list_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _counted(monkeypatch)
    source = "，".join(f"第{i}组增长{i}%至{i + 2}%，投资{i}.5亿元" for i in range(1, 700))
    target = ", ".join(f"group {i} grew {i + 1} to {i + 4} percent on {i}.7 billion yuan" for i in range(1, 700))
    pairs = align(quantities(source), quantities(target, language="en"))
    assert any(p.agreement is not Agreement.EQUAL for p in pairs)
    assert made[0] <= 200 * len(pairs)


def test_the_same_figure_thousands_of_times_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _counted(monkeypatch)
    one, other = quantities("1," * 7_000), quantities("1, " * 7_000, language="en")
    assert len(one) > 1_000
    align(one, other)
    assert made[0] < 100


def test_long_lists_find_what_stands_at_another_place() -> None:
    """A figure that has moved by a thousand places is still found, and a wrong one is told as such."""
    source = _list(1_500, unit="yuan")
    target = [*source[700:], *source[:700]]
    assert all(p.agreement is Agreement.EQUAL for p in align(source, target))


LONG = "第1厂，王小明，" * 50
WORKS: dict[str, Callable[[], object]] = {
    "align": lambda: align(_list(500, unit="yuan"), _list(500, unit="yuan", step=11)),
    "quantities": lambda: quantities(LONG),
    "English quantities": lambda: quantities("group 1 and 2, " * 50, language="en"),
    "identifiers": lambda: identifiers("GB 1234-2020，" * 50),
    "people": lambda: people(LONG),
    "sentences": lambda: split(LONG, language="zh"),
    "English sentences": lambda: split("He said 1. She did. " * 50, language="en"),
}


@pytest.mark.parametrize("work", WORKS)
def test_the_deadline_stops_it(work: str) -> None:
    WORKS[work]()
    with Deadline(seconds=-1).within(), pytest.raises(DeadlineError):
        WORKS[work]()


def test_what_amounts_are_for_is_not_told_again_of_those_before() -> None:
    """Each amount makes weak what it is for itself, and nothing before that."""
    found = quantities("每10股派3元，" * 200)
    assert [q.per for q in found if q.kind is Kind.MONEY] == ["share"] * 200
    assert all(q.weak for q in found if q.kind is not Kind.MONEY)


_PIECES = ["近", "1", "9", "，", "亿", "万", "元", "%", "年", "月", "日", "第", "至", "-", "负", "零下", "单位：",
    "千", "分之", "倍", "+", "/", "（", "）", "民国", "壹", "拾", " ", ".", "比", "个", "时", "分"]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=60, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6), times=st.integers(20, 200))
def test_a_reader_never_reads_a_place_twice(language: str, pieces: list[str], times: int) -> None:
    """Whatever repeats itself, every numeral is tried once: the quantities are apart, in order, and no more than the characters."""
    text = "".join(pieces) * times
    found = quantities(text, language=language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) <= len(text)
