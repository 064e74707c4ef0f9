"""The quantity parsers against tables of Chinese and English quantities, and their guards."""

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from facts.quantities import Hedge, Kind, Quantity, quantities
from jianbao.tables import rows

_DATA = Path(__file__).parent / "data"
_UNITLESS = {
    "percent": "percent",
    "points": "point",
    "date": "date",
    "ordinal": "ordinal",
    "temperature": "c",
    "ratio": ":",
}
_HEDGES = {h.name.lower(): h for h in Hedge}


def _rows(language: str) -> list[tuple[str, str]]:
    lines = (_DATA / f"quantities_{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [
        (text, expected) for text, expected in (line.split("\t") for line in lines if line and not line.startswith("#"))
    ]


def _kinds(language: str) -> list[tuple[str, str]]:
    lines = (_DATA / f"kinds_{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, expected) for _, text, expected in (line.split("\t") for line in lines if not line.startswith("#"))]


def _agrees(quantity: Quantity, expected: str) -> bool:
    expected, _, per = expected.partition(" per ")
    kind, value, *rest = expected.split()
    low, _, high = value.partition("..")
    hedge = next((_HEDGES[word] for word in rest if word in _HEDGES), None)
    units = [word for word in rest if word not in _HEDGES and word not in ("weak", "~", "lost")]
    same_unit = not units or quantity.unit == units[0]
    same_high = (quantity.high is None) == (not high) and (not high or quantity.high == pytest.approx(float(high)))
    return (
        quantity.kind is Kind(kind)
        and quantity.value == pytest.approx(float(low), rel=1e-6)
        and same_high
        and same_unit
        and quantity.hedge is hedge
        and quantity.weak == ("weak" in rest)
        and quantity.vague == ("~" in rest)
        and quantity.lost == ("lost" in rest)
        and (f"{quantity.base:g} {quantity.per}" if quantity.per else "") == per
    )


def _told(q: Quantity) -> dict[str, object]:
    default = Quantity(text="", start=0, end=0, kind=Kind.COUNT, value=0)
    return {f.name: getattr(q, f.name) for f in fields(q) if getattr(q, f.name) != getattr(default, f.name)}


def _check(text: str, expected: str, language: str) -> None:
    found = quantities(text, language=language)
    wanted = [] if expected == "-" else expected.split("; ")
    assert len(found) == len(wanted), (text, [_told(q) for q in found])
    for quantity, row in zip(found, wanted, strict=True):
        agrees = _agrees(quantity, row)
        assert agrees, (text, row, _told(quantity))
        assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(("text", "expected"), _rows("zh"))
def test_chinese(text: str, expected: str) -> None:
    _check(text, expected, "zh")


@pytest.mark.parametrize(("text", "expected"), _rows("en"))
def test_english(text: str, expected: str) -> None:
    _check(text, expected, "en")


@pytest.mark.parametrize(("text", "expected"), _kinds("zh"))
def test_ways_of_writing_chinese(text: str, expected: str) -> None:
    _check(text, expected, "zh")


@pytest.mark.parametrize(("text", "expected"), _kinds("en"))
def test_ways_of_writing_english(text: str, expected: str) -> None:
    _check(text, expected, "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_have_three_hundred_rows(language: str) -> None:
    assert len(_rows(language)) >= 300


@pytest.mark.parametrize(("text", "kinds"), [
    ("9月26日，8个校企项目现场签约，总投资近20亿元。", ["date", "count", "money"]),
    ("规划面积约4000余平方米，已储备26个高层次人才项目。", ["area", "count"]),
    ("上半年实现营业收入33.8亿元，同比增长46.1%，高于全省1.9个百分点。", ["date", "money", "percent", "points"]),
    ("高质量建设“三个做优做强”，落实“四个发力”，构建“3+6”产业体系。", []),
    ("一期16万平方米创新载体开园在即", ["area"]),
])  # fmt: skip
def test_sentences(text: str, kinds: list[str]) -> None:
    assert [q.kind.value for q in quantities(text)] == kinds


@pytest.mark.parametrize("row", rows("facts.quantities.zh", "idioms"), ids=lambda row: row["pattern"])
def test_idioms(row: dict[str, str]) -> None:
    """Of each row the example has the idiom and no quantity that it is a part of, and the counter-example has a quantity there."""
    at = re.search(row["pattern"], row["example"])
    assert at
    assert not [q for q in quantities(row["example"]) if q.start < at.end() and at.start() < q.end]
    if row["counter"]:
        assert not re.search(row["pattern"], row["counter"])
        assert quantities(row["counter"])


def test_fields_of_a_date_and_a_time() -> None:
    date, time_of_day = quantities("2023年9月26日下午3时30分")
    assert (date.year, date.month, date.day) == (2023, 9, 26)
    assert (time_of_day.hour, time_of_day.minute) == (15, 30)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"not 'fr'"):
        quantities("20", language="fr")


_LONG = [
    "9" * 200_000, "一" * 200_000, "1,111" * 4_000, "1.1" * 6_000, "十百千万亿" * 4_000, "近" * 20_000, "9亿" * 6_000, "one " * 5_000,
    "twenty-" * 2_000, "$" * 20_000, "1-" * 10_000, "more than " * 2_000, "9:" * 6_000, "年月日" * 6_000,
    "不超过" * 6_000, "a hundred " * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("text", _LONG, ids=lambda text: text[:10].strip())
@pytest.mark.parametrize("language", ["zh", "en"])
def test_calls_grow_with_the_text(text: str, language: str) -> None:
    """Four times the text takes about four times as many calls, of functions and of expressions. What an expression does within one
    call is not counted here."""
    quarter, whole = (_calls(part, language) for part in (text[: len(text) // 32], text[: len(text) // 8]))
    assert whole <= 6 * quarter + 1_000


def _calls(text: str, language: str) -> int:
    made = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        quantities(text, language=language)
    finally:
        sys.setprofile(None)
    return made
