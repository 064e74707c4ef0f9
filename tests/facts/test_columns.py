"""Figures of tables: their unit stands in the head of the row, the column or the table, and brackets are a minus."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.quantities import align, quantities
from facts.quantities.value import Agreement

READ = [
    ("营业收入（万元） 1,234.5", [(12_345_000, "yuan")]),
    ("营业收入（万元） | 1,234.5 | 1,100", [(12_345_000, "yuan"), (11_000_000, "yuan")]),
    ("净利润（亿元）：（1.2）", [(-120_000_000, "yuan")]),
    ("单位：亿元\n营业收入 12.5\n净利润 | (1.2)", [(1_250_000_000, "yuan"), (-120_000_000, "yuan")]),
    ("企业 | 营业收入（万元） | 增长（%）\n甲 | 1,200 | 5.2\n乙 | 800 | (1.3)",
    [(12_000_000, "yuan"), (5.2, "percent"), (8_000_000, "yuan"), (-1.3, "percent")]),
    ("项目 | 2024 | 2023\n净利润（万元） | (3,200) | 1,500", [(2024, ""), (2023, ""), (-32_000_000, "yuan"), (15_000_000, "yuan")]),
    ("净利润 | (1.2亿元)", [(-120_000_000, "yuan")]),
    ("面积（平方米） 500", [(500, "m2")]),
    ("净利润（1.2亿元）增长", [(120_000_000, "yuan")]),
    ("按营业收入（万元）排序，共30家。", [(30, "")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_chinese_tables(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities(text)] == [(pytest.approx(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Revenue (10,000 yuan) 1,234.5", [(12_345_000, "yuan")]),
        ("Unit: 100 million yuan\nRevenue | 12.5", [(1_250_000_000, "yuan")]),
        ("Firm | Revenue (RMB million) | Growth (%)\nA | 1,200 | 5.2", [(1_200_000_000, "yuan"), (5.2, "percent")]),
        ("Net profit | (120 million yuan)", [(-120_000_000, "yuan")]),
        ("The list is ranked by revenue (10,000 yuan).", []),
    ],
)
def test_english_tables(text: str, expected: list[tuple[float, str]]) -> None:
    found = quantities(text, language="en")
    assert [(q.value, q.unit) for q in found if not q.weak] == [
        (pytest.approx(value), unit) for value, unit in expected
    ]


@settings(max_examples=60, deadline=None)
@given(
    figures=st.lists(st.integers(1, 99_999), min_size=1, max_size=4, unique=True),
    negative=st.booleans(),
    head=st.sampled_from([("万元", "10,000 yuan"), ("亿元", "100 million yuan"), ("吨", "tons"), ("%", "%")]),
)
def test_a_table_agrees_with_its_translation(figures: list[int], negative: bool, head: tuple[str, str]) -> None:
    cells = " | ".join(f"({n / 10})" if negative and n % 2 else f"{n / 10}" for n in figures)
    source, target = (
        quantities(f"指标（{head[0]}） | {cells}"),
        quantities(f"Item ({head[1]}) | {cells}", language="en"),
    )
    assert len(source) == len(figures)
    assert all(p.agreement is Agreement.EQUAL for p in align(source, [q for q in target if not q.weak]))


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called: steps, not seconds."""
    made = [0]

    def count(_frame: object, event: str, _arg: object) -> None:
        made[0] += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made[0]


@pytest.mark.parametrize(
    ("piece", "language"),
    [
        ("营业收入（万元） | 1,234.5 | (3.2)\n", "zh"),
        ("单位：亿元 营业收入 12.5 ", "zh"),
        ("（万元） 1 ", "zh"),
        ("Revenue (10,000 yuan) | 1,234.5 | (3.2)\n", "en"),
        ("(million yuan) 1 ", "en"),
    ],
)
def test_twice_the_table_costs_twice_the_steps(piece: str, language: str) -> None:
    short, long = piece * 100, piece * 400
    quantities(short, language=language)
    assert _calls(lambda: quantities(long, language=language)) <= 4.4 * _calls(
        lambda: quantities(short, language=language)
    )
