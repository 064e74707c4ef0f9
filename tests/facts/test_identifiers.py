"""Identifiers: found whole, no quantities, and compared character by character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.quantities import IdentifierKind, identifiers, quantities
from facts.quantities.identifiers import find, nearest

K = IdentifierKind


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("咨询电话为028-85123456，欢迎来电。", K.PHONE, "028-85123456"),
        ("手机号13800138000。", K.PHONE, "13800138000"),
        ("请拨打13800138000联系。", K.PHONE, "13800138000"),
        ("客服400-800-1234。", K.PHONE, "400-800-1234"),
        ("应急热线：+86-10-12308；", K.PHONE, "+86-10-12308"),
        ("服务热线12345。", K.CODE, "12345"),
        ("系统已升级至V2.3.1版本", K.VERSION, "V2.3.1"),
        ("项目编号为JG2025-0312。", K.CODE, "JG2025-0312"),
        ("订单号20250312001。", K.CODE, "20250312001"),
        ("邮编：610000", K.CODE, "610000"),
        ("“1+3+N”产业体系", K.FORMULA, "1+3+N"),
        ("股票代码为600519。", K.CODE, "600519"),
        ("贵州茅台（600519.SH）", K.STOCK, "600519.SH"),
        ("（00981.HK）", K.STOCK, "00981.HK"),
        ("根据国发〔2024〕5号文件", K.DOCUMENT, "国发〔2024〕5号"),
        ("依据川府发[2023]12号", K.DOCUMENT, "川府发[2023]12号"),
        ("符合GB/T 19001-2016标准", K.STANDARD, "GB/T 19001-2016"),
        ("计划于20240307启动", K.DATE, "20240307"),
        ("邮箱a.b@example.com。", K.EMAIL, "a.b@example.com"),
        ("网址www.example.gov.cn，", K.WEB, "www.example.gov.cn"),
        ("见https://example.com/a?b=1。", K.WEB, "https://example.com/a?b=1"),
        ("Ｖ２．３．１版本", K.VERSION, "Ｖ２．３．１"),
        ("发布HarmonyOS 5.0.1。", K.VERSION, "5.0.1"),
        ("符合GB/T 1.1-2020。", K.STANDARD, "GB/T 1.1-2020"),
    ],
)
def test_found_whole_and_no_quantity(text: str, kind: K, said: str) -> None:
    assert [(i.kind, i.text) for i in identifiers(text)] == [(kind, said)]
    assert not [q for q in quantities(text) if not q.weak]


@pytest.mark.parametrize("text", ["总投资1234567890元", "增长12.5%", "100+家企业", "2024年3月7日", "9：30", "3比1",
    "1名领导+1个专班", "第20240307期"])  # fmt: skip
def test_figures_are_none(text: str) -> None:
    assert [i for i in identifiers(text) if i.kind not in (K.DATE, K.MODEL)] == []


@pytest.mark.parametrize(
    ("chinese", "english", "right"),
    [
        ("电话028-85123456", "Tel: 028-85123456", True),
        ("电话028-85123456", "call (028) 8512 3456", True),
        ("电话028-85123456", "call +86-28-85123456", True),
        ("电话028-85123456", "call 028-85123465", False),
        ("手机13800138000", "138 0013 8000", True),
        ("手机13800138000", "13800138001", False),
        ("升级至V2.3.1", "version 2.3.1", True),
        ("升级至V2.3.1", "V2.3.2", False),
        ("编号JG2025-0312", "No. JG2025-0312", True),
        ("编号JG2025-0312", "No. JG2025-0321", False),
        ("“1+3+N”体系", 'a "1 + 3 + N" system', True),
        ("“1+3+N”体系", "a one plus system of 1+4+N", False),
        ("（600519.SH）", "(SSE: 600519)", True),
        ("（600519.SH）", "(600591.SH)", False),
        ("（00981.HK）", "(HKEX: 981)", True),
        ("国发〔2024〕5号", "Guofa [2024] No. 5", True),
        ("国发〔2024〕5号", "Document No. 5 of 2024", True),
        ("国发〔2024〕5号", "Guofa [2024] No. 6", False),
        ("于20240307启动", "on March 7, 2024", True),
        ("于20240307启动", "on March 8, 2024", False),
        ("邮箱a.b@example.com", "a.b@example.com", True),
        ("邮箱a.b@example.com", "a.c@example.com", False),
        ("网址www.example.cn", "www.example.cn", True),
        ("网址www.example.cn", "www.exemple.cn", False),
    ],
)
def test_compared_character_by_character(chinese: str, english: str, right: bool) -> None:
    (identifier,) = identifiers(chinese)
    assert (find(identifier, english) is not None) == right


def test_the_nearest_is_the_one_with_a_mistake() -> None:
    (identifier,) = identifiers("电话028-85123456")
    english = "Founded in 2024, it can be reached at 028-85123465."
    span = nearest(identifier, english)
    assert span and english[slice(*span)] == "028-85123465"


@settings(max_examples=150, deadline=None)
@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.integers(0, 10), st.integers(1, 9))
def test_any_changed_digit_of_a_telephone_number_is_noticed(number: str, place: int, step: int) -> None:
    (identifier,) = identifiers(f"手机{number}。")
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert find(identifier, f"Call {number}.")
    assert not find(identifier, f"Call {wrong}.")


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("升级至V2.3.1版本", "upgraded to V2.31", "upgraded to version 2.3.1"),
        ("固件10.2.33。", "firmware 102.33", "firmware 10.2.33"),
        ("网址www.example.gov.cn，", "at www.examplegov.cn", "at www.example.gov.cn"),
        ("邮箱a.b@example.com。", "write to ab@example.com", "write to a.b@example.com"),
        ("符合GB/T 1.1-2020。", "under GB/T 11-2020", "under GB/T 1.1-2020"),
    ],
)
def test_a_dot_more_or_less_is_another_identifier(source: str, wrong: str, right: str) -> None:
    (identifier,) = identifiers(source)
    assert find(identifier, wrong) is None and find(identifier, right)


@pytest.mark.parametrize("text", ["24.3.15举行", "2026.3.15举行", "增长5.0倍", "第1.2节"])
def test_days_and_figures_are_no_versions(text: str) -> None:
    assert not [i for i in identifiers(text) if i.kind is K.VERSION]


def test_a_day_in_figures_is_a_day() -> None:
    assert [(q.year, q.month, q.day) for q in quantities("2026.3.15举行，2026.03.18结束")] == [
        (2026, 3, 15),
        (2026, 3, 18),
    ]
