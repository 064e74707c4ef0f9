"""Countries by one character (乌方), and bodies abroad said short (司法部 of America): of the country that the text itself names."""

from __future__ import annotations

import pytest

from facts.glossary.glossary import Glossary, accepts
from facts.places.places import find_terms
from facts.tables import rows

COUNTRIES = [row[:4] for row in rows("places/data/countries.tsv")]
SIDES = list(rows("places/data/sides.tsv"))


def terms(text: str) -> dict[str, str]:
    return {m.term.source: m.term.target for m in find_terms(text, Glossary.builtin())}


@pytest.mark.parametrize(("short", "country", "adjective", "others"), COUNTRIES)
def test_each_country_is_known_by_its_character_where_the_text_names_it(
    short: str, country: str, adjective: str, others: str
) -> None:
    assert terms(f"{country}代表到会。{short}方表示满意。")[f"{short}方"] == f"the {adjective} side"
    assert f"{short}方" not in terms(f"各国代表到会。{short}方表示满意。")
    (match,) = [
        m
        for m in find_terms(f"{country}代表到会。{short}方表示满意。", Glossary.builtin())
        if m.term.source == f"{short}方"
    ]
    for called in others.split(", "):
        assert accepts(f"It is said by {called}.", match.term), called


@pytest.mark.parametrize(("head", "english", "others", "example", "counter"), SIDES)
def test_each_side_is_found_in_its_example_alone(
    head: str, english: str, others: str, example: str, counter: str
) -> None:
    named = (
        "".join(country for _, country, *_ in COUNTRIES if country not in ("乌兹别克斯坦", "乌干达", "乌拉圭")) + "。"
    )
    assert [s for s in terms(named + example) if s.endswith(head) and len(s) > len(head)]
    assert not [s for s in terms(named + counter) if s.endswith(head) and s[: -len(head)] in {c[0] for c in COUNTRIES}]


@pytest.mark.parametrize(
    "text",
    [
        "日本代表团当日方可通行。",
        "以色列企业表示，所有安排以方便群众为先。",
        "法国专家介绍了立法方案和方法。",
        "德国学者谈道德方面的问题。",
        "加拿大代表参加方式不变。",
        "意大利代表有意方可报名。",
        "乌克兰和乌兹别克斯坦代表到会，乌方表示满意。",
    ],
)
def test_other_words_and_two_countries_are_none(text: str) -> None:
    assert not [s for s in terms(text) if s.endswith("方")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("美国司法部29日宣布，司法部已完成审查。", "Department of Justice"),
        ("美国国务院发言人回应。国务院没有提供细节。", "Department of State"),
        ("司法部通知。", "Ministry of Justice"),
        ("针对美国司法部的起诉，中国司法部门回应。司法部表示反对。", "Ministry of Justice"),
    ],
)
def test_a_body_said_short_is_of_the_country_that_the_text_has(text: str, expected: str) -> None:
    assert terms(text)["国务院" if "国务院" in text else "司法部"] == expected
