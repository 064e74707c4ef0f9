"""Sentences: what ends one, what never does, and that nothing of the text is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.sentences import LONG, clauses, pieces, split

CHINESE = [
    ("增长3.5%！值得期待吗？是的。", ["增长3.5%！", "值得期待吗？", "是的。"]),
    ("8个项目签约,总投资近20亿元!温江开启新篇章", ["8个项目签约,总投资近20亿元!", "温江开启新篇章"]),
    ("标题无标点\n正文。\n尾巴", ["标题无标点", "正文。", "尾巴"]),
    ("1.第一条。2.第二条。", ["1.第一条。", "2.第二条。"]),
    ("1. 召回范围", ["1. 召回范围"]),
    ("见https://a.cn/x?q=1!2 这个网页。好。", ["见https://a.cn/x?q=1!2 这个网页。", "好。"]),
    ("他说：“你好。我来了！”然后走了。", ["他说：“你好。我来了！”", "然后走了。"]),
    (
        "“前后只用了43天。”董事长单志鸿说，最终选择鼓楼。完。",
        ["“前后只用了43天。”董事长单志鸿说，最终选择鼓楼。", "完。"],
    ),
    ("“你好！”她笑着说。他没有回答。", ["“你好！”她笑着说。", "他没有回答。"]),
    ("观看《去哪儿？》的人很多。好。", ["观看《去哪儿？》的人很多。", "好。"]),
    ("会议（由张三主持。）开始。", ["会议（由张三主持。）开始。"]),
    ("没有关上的“引号，第一句。第二句。", ["没有关上的“引号，第一句。", "第二句。"]),
    ("真的吗？！不会吧……还有。", ["真的吗？！", "不会吧……", "还有。"]),
    ("苹果、梨……等水果。", ["苹果、梨……等水果。"]),
    ("第二行. 第三句.好", ["第二行.", "第三句.", "好"]),
    ("增长35%.今年更好.", ["增长35%.", "今年更好."]),
    ('公司称"稳定。可靠。"用户认可。', ['公司称"稳定。可靠。"', "用户认可。"]),
    ("改造1；改造2；改造3。", ["改造1；改造2；改造3。"]),
    ("", []),
    (" \n\n ", []),
]
ENGLISH = [
    (
        "Mr. Smith of the U.S. Navy met J. K. Rowling on Jan. 5. It rained.",
        ["Mr. Smith of the U.S. Navy met J. K. Rowling on Jan. 5.", "It rained."],
    ),
    ("No. 5 rose 3.5 percent. Sales fell!", ["No. 5 rose 3.5 percent.", "Sales fell!"]),
    (
        '"We did it. We won," he said. "It is over." They left.',
        ['"We did it. We won," he said.', '"It is over."', "They left."],
    ),
    (
        "He lives in the U.S. The company is Apple Inc. It is big.",
        ["He lives in the U.S.", "The company is Apple Inc.", "It is big."],
    ),
    (
        "The meeting starts at 5 p.m. on Friday. Visit www.a.com. Yes.",
        ["The meeting starts at 5 p.m. on Friday.", "Visit www.a.com.", "Yes."],
    ),
    ("Is it? Yes... it is. (See note.) Done.", ["Is it?", "Yes... it is.", "(See note.)", "Done."]),
    ("1. First item\n2. Second item", ["1. First item", "2. Second item"]),
]


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(text: str, expected: list[str]) -> None:
    assert [s.text for s in split(text)] == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert [s.text for s in split(text, language="en")] == expected


def test_long_sentence_parts_at_semicolons_and_a_short_one_does_not() -> None:
    part = "建设日产六千二百吨新型绿色智能化熟料生产线并在年底前全部投产达效实现满产"
    assert len(split(f"{part}；{part}。")) == 1
    assert [s.text[-1] for s in split(f"{part}；{part}；{part}。")] == ["；", "；", "。"]
    assert len(part) * 3 > LONG


def test_an_over_long_quotation_is_told_apart() -> None:
    inner = "这是一个并不短的句子，里面有逗号。" * 20
    assert len(split(f"他说：“{inner}”")) >= 20
    assert len(split("他说：“" + "短句。" * 3 + "”")) == 1


def test_paragraphs_count_lines_that_have_text() -> None:
    assert [(s.text, s.paragraph) for s in split("甲。乙。\n\n \n丙。\n丁")] == [
        ("甲。", 0),
        ("乙。", 0),
        ("丙。", 1),
        ("丁", 2),
    ]


TEXT = st.text(
    alphabet=st.sampled_from(list('增长甲乙丙说的3570.,，、。！？!?；;…“”"‘’（）()《》【】 \n\tAb%：:')), max_size=120
)
SENTENCE = st.lists(
    st.sampled_from(
        [
            "增长3.5%",
            "1,234.5万元",
            "《去哪儿？》",
            "“好。真好！”",
            "（第1次。再来？）",
            "【快讯！】",
            "甲方",
            "，",
            "、",
            "。",
            "！",
            "?",
            "12:30",
            "2026.1.5",
            "http://a.cn/b?c=d",
        ]
    ),
    min_size=1,
    max_size=25,
).map("".join)
WHOLE = [
    "3.5",
    "1,234.5",
    "《去哪儿？》",
    "“好。真好！”",
    "（第1次。再来？）",
    "【快讯！】",
    "12:30",
    "2026.1.5",
    "http://a.cn/b?c=d",
]


@settings(max_examples=150, deadline=None)
@given(TEXT, st.sampled_from(["zh", "en"]))
def test_pieces_join_to_the_text(text: str, language: str) -> None:
    parts = pieces(text, language=language)
    assert "".join(parts) == text
    assert all(parts)
    for s in split(text, language=language):
        assert text[s.start : s.end] == s.text
        assert s.text and s.text == s.text.strip()
    assert "".join("".join(s.text.split()) for s in split(text, language=language)) == "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(SENTENCE)
def test_no_break_inside_number_quotation_bracket_or_title(text: str) -> None:
    boundaries = {s.end for s in split(text)}
    for whole in WHOLE:
        for m in re.finditer(re.escape(whole), text):
            assert not boundaries & set(range(m.start() + 1, m.end())), (text, whole)


@settings(max_examples=150, deadline=None)
@given(SENTENCE, st.integers(4, 60))
def test_clauses_are_within_the_limit_and_join(text: str, limit: int) -> None:
    parts = clauses(text, limit=limit)
    assert "".join(parts) == text
    assert all(0 < len(p) <= limit for p in parts)


def test_clauses_cut_at_commas_and_not_in_numbers_or_quotations() -> None:
    text = "项目总投资1,234.5亿元，建设“研发、生产，销售”一体化基地，占地3.5万亩，预计明年6月底前建成，投产后年产值超过20亿元。"
    parts = clauses(text, limit=32)
    assert "".join(parts) == text
    assert all(p[-1] in "，。" for p in parts)
    assert any("“研发、生产，销售”" in p for p in parts)
    assert any("1,234.5亿元" in p for p in parts)


def test_clauses_take_any_measure_of_length() -> None:
    text = "一二三四五，六七八九十，" * 10
    parts = clauses(text, limit=50, length=lambda t: 3 * len(t))
    assert "".join(parts) == text and max(len(p) for p in parts) <= 16


def test_time_grows_with_length_only() -> None:
    text = "“(《" * 30_000 + "。" * 1000
    assert "".join(pieces(text)) == text
