"""Glossaries: longest match, word boundaries, user files, acceptance of English, acronyms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary import Glossary, Term, abbreviate, accepts


@pytest.fixture(scope="module")
def builtin() -> Glossary:
    return Glossary.builtin()


def sources(glossary: Glossary, text: str) -> list[str]:
    return [match.term.source for match in glossary.find(text)]


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("北京大学与清华大学签约", ["北京大学", "清华大学"], ["北京", "大学"]),
        ("成都市政府副秘书长", ["成都市"], ["成都"]),
        ("电子科技大学党委书记", ["电子科技大学", "党委书记"], ["科技大学", "书记"]),
        ("乘车前往上海南站", ["上海"], ["海南"]),
        ("渔船出海南下", [], ["海南"]),
        ("今年海南省接待游客", ["海南省"], ["海南"]),
        ("中国队夺冠", ["中国"], []),
        ("电子科技大学", ["电子科技大学"], ["大学"]),
    ],
)
def test_longest_match_at_word_boundaries(builtin: Glossary, text: str, has: list[str], has_not: list[str]) -> None:
    found = sources(builtin, text)
    assert [source for source in has if source not in found] == []
    assert [source for source in has_not if source in found] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"北京大学成都市政府海南站下中国队在，。a1 ", "电子科技大学", "四川省"]), max_size=30
    ).map("".join)
)
def test_matches_are_in_order_inside_the_text_and_apart(text: str) -> None:
    matches = Glossary.builtin().find(text)
    assert all(text[m.start : m.end] == m.term.source for m in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))


def test_the_users_own_wins_and_changes_the_digest(builtin: Glossary) -> None:
    user = Glossary.from_rows([("北京大学", "Beida"), ("清水河走廊", "Qingshuihe Corridor")])
    merged = builtin | user
    assert [m.term.target for m in merged.find("北京大学清水河走廊")] == ["Beida", "Qingshuihe Corridor"]
    assert len(merged) == len(builtin) + 1
    assert merged.digest != builtin.digest
    assert Glossary.from_rows([("a", "b"), ("c", "d")]).digest == Glossary.from_rows([("c", "d"), ("a", "b")]).digest
    assert builtin.merged(None) is builtin


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("电子科技大学", "UESTC signed an agreement.", True),
        ("电子科技大学", "The University of Electronic Science and Technology of China signed.", True),
        ("电子科技大学", "Electronics University signed an agreement.", False),
        ("北京大学", "a scholar at Peking University (PKU)", True),
        ("北京大学", "a scholar at Beijing University", False),
        ("商务部", "the commerce ministry said", True),
        ("商务部", "The ministry said on Monday", True),
        ("商务部", "The Ministry of Finance said on Monday", False),
        ("四川省", "in Sichuan", True),
        ("四川省", "in Shaanxi Province", False),
        ("温江区", "Wenjiang is a district of Chengdu", True),
        ("英国", "British companies", True),
        ("美国", "U.S. companies", True),
        ("法国", "German companies", False),
        ("西藏", "Tibetan farmers", True),
        ("成渝地区双城经济圈", "the Chengdu-Chongqing economic circle", True),
    ],
)
def test_acceptance_is_generous_but_not_blind(builtin: Glossary, source: str, english: str, expected: bool) -> None:
    term = builtin.get(source)
    assert term is not None
    assert accepts(english, term) is expected


@pytest.mark.parametrize(("english", "expected"), [("our App Hub is out", True), ("our app hub is out", False)])
def test_a_case_sensitive_term_keeps_its_case(english: str, expected: bool) -> None:
    assert accepts(english, Term("应用港", "App Hub", case=True, origin="user")) is expected


def test_only_proper_names_are_firm(builtin: Glossary) -> None:
    terms = {source: builtin.get(source) for source in ("北京大学", "四川省", "书记", "高质量发展")}
    assert {source: term.firm for source, term in terms.items() if term} == {
        "北京大学": True,
        "四川省": True,
        "书记": False,
        "高质量发展": False,
    }


def test_a_name_is_written_out_once_and_then_abbreviated(builtin: Glossary) -> None:
    uestc, peking = builtin.get("电子科技大学"), builtin.get("北京大学")
    assert uestc and peking
    points = [
        "Wenjiang signed with the University of Electronic Science and Technology of China.",
        "University of Electronic Science and Technology of China has an office there, and Peking University has none.",
    ]
    assert abbreviate(points, [uestc, peking]) == [
        "Wenjiang signed with the University of Electronic Science and Technology of China (UESTC).",
        "UESTC has an office there, and Peking University has none.",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("拉苏瓦加蒂口岸恢复通关", []),
        ("代表团抵达苏瓦。", ["苏瓦"]),
        ("利马加强合作", ["利马"]),
        ("飞抵伦敦希思罗机场", ["伦敦", "希思罗机场"]),
        ("在利马达成协议", ["利马"]),
    ],
)
def test_a_place_abroad_is_no_part_of_a_longer_name(text: str, found: list[str]) -> None:
    matches = Glossary.builtin().find(text)
    assert [m.term.source for m in matches if m.term.kind in ("foreign_city", "foreign_place")] == found
