"""What the check says of authored pairs: nothing of right ones, and of each corruption the finding that it deserves, at the right place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Glossary
from facts.names.people import people
from facts.quantities import Kind, Quantity, render
from translate.check.comparison import SourceFacts, check
from translate.check.messages import say
from translate.check.report import FindingKind, Reason, Report, Severity

SIGNED = "8个项目现场签约，总投资近20亿元。"
MET = "市长单永昌会见了总经理谌慧敏。"
SCHOOL = "电子科技大学今天开学。"
E, W = Severity.ERROR, Severity.WARNING


def facts(source: str, *, user: Glossary | None = None) -> SourceFacts:
    terms = Glossary.builtin().merged(user)
    return SourceFacts.of(source, people=people(source), terms=terms.find(source))


def report(source: str, target: str, *, user: Glossary | None = None, complete: bool = True) -> Report:
    return check(facts(source, user=user), target, complete=complete)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (SIGNED, "Eight projects were signed on the spot, with a total investment of nearly 2 billion yuan."),
        (SIGNED, "The eight projects signed on site are worth almost 2,000 million yuan in total."),
        (SIGNED, "With close to 2 billion yuan of investment, 8 projects were signed on the spot."),
        ("项目占地120亩。", "The project covers 120 mu."),
        ("项目占地120亩。", "The project covers 8 hectares."),
        ("全年增长12.3%。", "It grew by 12.3 percent over the year."),
        ("占比提高3.5个百分点。", "Its share rose by 3.5 percentage points."),
        ("约两成企业在春节前复工。", "About 20 percent of the companies resumed work before the Spring Festival."),
        ("4000余平方米的展馆开放。", "The exhibition hall of more than 4,000 square meters opened."),
        ("会议于4月13日上午9时30分举行。", "The meeting was held at 9:30 a.m. on April 13."),
        (MET, "Mayor Shan Yongchang met General Manager Chen Huimin."),
        (MET, "General Manager Chen Huimin was received by Mayor Shan Yongchang."),
        (MET, "Shan Yongchang, mayor of the city, met Chen Huimin, the general manager."),
        (MET, "Mayor Shan Yong-chang met General Manager Chen Huimin's team."),
        ("单永昌市长说，会议开得好。", "Mayor Shan said the meeting went well."),
        (SCHOOL, "The University of Electronic Science and Technology of China (UESTC) started its term today."),
    ],
)
def test_right_pairs_have_no_finding(source: str, target: str) -> None:
    found = report(source, target)
    assert found.findings == ()
    assert found.penalty == 0
    assert {link.status for link in found.links if link.kind != "term"} <= {"agrees"} and found.links


@pytest.mark.parametrize(
    ("source", "target", "kind", "severity", "source_text", "target_text", "says"),
    [
        # A factor of ten, the mistake that this is all about.
        (SIGNED, "Eight projects were signed on the spot, worth nearly 20 "
        "billion yuan.", "quantity", E, "近20亿元", "nearly 20 billion yuan", "nearly 2 billion yuan"),
        (SIGNED, "Eight projects were signed on the spot, worth nearly 2 million yuan.", "quantity", E, "近20亿元",
        "nearly 2 million yuan", "power of ten"),
        (SIGNED, "Eight projects were signed on the spot, worth nearly 2 billion "
        "US dollars.", "quantity", E, "近20亿元", "nearly 2 billion US dollars", "unit"),
        ("项目占地120亩。", "The project covers 120 acres.", "quantity", E, "120亩", "120 acres", "unit"),
        (SIGNED, "Eight projects were signed on the spot, worth 2 billion yuan.", "hedge", W, "近20亿元",
        "2 billion yuan", "qualification"),
        ("接待游客超30万人次。", "It received 300,000 visitors in all.", "hedge", W, "超30万人次", "300,000 visitors", "more than"),
        ("全年增长12.3%。", "It grew by 13.2 percent over the year.", "quantity", E, "12.3%", "13.2 percent", "another value"),
        ("占比提高3.5个百分点。", "Its share rose by 3.5 percent.", "quantity", E, "3.5个百分点", "3.5 percent", "percentage points"),
        ("会议于4月13日举行。", "The meeting was held on April 30.", "quantity", E, "4月13日", "April 30", "April 13"),
        (SIGNED, "Eight projects were signed on the spot.", "quantity", E, "近20亿元", None, "missing"),
        (SIGNED, "Eight projects were signed, worth nearly 2 billion yuan, with 300 jobs.", "invented", E, None, "300", "does not"),
        (MET, "Mayor Dan Yongchang met General Manager Chen Huimin.", "name", E, "单永昌", None, "Shan Yongchang"),
        (MET, "Mayor Shan Yongchang met the general manager.", "name", E, "谌慧敏", None, "Chen Huimin"),
        (MET, "Mayor Yongchang Shan met General Manager Chen Huimin.", "name", E, "单永昌", "Yongchang Shan", "surname first"),
        (MET, "Mayor Shan Yongchang met General Manager Hui-min Chen.", "name", E, "谌慧敏", "Hui-min Chen", "surname first"),
        (MET, "Mayor Chen Huimin met General Manager Shan Yongchang.", "name", E, "单永昌", "Shan Yongchang", "general manager"),
        (MET, "Mayor Chen Huimin met General Manager Shan Yongchang.", "name", E, "谌慧敏", "Chen Huimin", "mayor"),
        (SCHOOL, "A technical college started its term today.", "term", W, "电子科技大学", None, "glossary"),
        (MET, "Mayor Shan Yongchang met 总经理 Chen Huimin.", "untranslated", E, None, "总经理", "Chinese is left"),
        ("会议于4月13日举行。", "The meeting was held, the meeting was held on April 13.", "repetition", E, None,
        "the meeting was held", "repeats"),
        ("会议于4月13日举行。", "A meeting of leaders and leaders was held on April 13.", "repetition", W, None,
        "leaders and leaders", "joined with itself"),
        ("会议于4月13日举行。", " ", "empty", E, "会议于4月13日举行。", None, "no text"),
    ],
)  # fmt: skip
def test_each_corruption_has_its_finding(
    source: str, target: str, kind: str, severity: Severity, source_text: str | None, target_text: str | None, says: str
) -> None:
    found = report(source, target)
    told = [f for f in found.findings if f.kind == kind and (f.source and source[slice(*f.source)]) == source_text]
    assert len(told) == 1, found.findings
    assert told[0].severity is severity
    assert (told[0].target and target[slice(*told[0].target)]) == target_text
    assert says in say(told[0])
    assert found.penalty > 0
    assert (found.errors > 0) == (severity is E)


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("每10股派发现金3.2元。", "A dividend of 3.2 yuan per share for 10 shares will be paid.", "per share"),
        ("每10股派发现金3.2元。", "3.2 yuan a share is paid for 10 shares.", "a share"),
        ("每千人拥有医师3.5名。", "There are 3.5 physicians per person for 1,000.", "per person"),
        ("每１００平方米补助5元。", "5 yuan per square meter for 100 square meters", "per square meter"),
        ("每10股派发现金3.2元。", "3.2 yuan in cash will be paid for every 10 shares.", None),
        ("每股派3.2元，每10股送1股。", "3.2 yuan per share, and 1 share for every 10 shares", None),
        ("每股收益3.2元。", "Earnings were 3.2 yuan per share.", None),
    ],
)
def test_what_is_said_of_ten_shares_is_not_said_of_one(source: str, target: str, wrong: str | None) -> None:
    found = [f for f in check(SourceFacts.of(source), target).findings if f.reason is Reason.QUANTITY_SEVERAL]
    assert [target[slice(*f.target)] for f in found if f.target] == ([wrong] if wrong else [])
    assert all(f.severity is Severity.ERROR for f in found)


def test_incomplete_is_an_error() -> None:
    found = report("会议于4月13日举行。", "The meeting was held on April 13.", complete=False)
    assert [(f.kind, f.severity) for f in found.findings] == [("incomplete", E)]


def test_a_users_term_is_an_order_a_built_in_one_a_hint() -> None:
    user = Glossary.from_rows([("量子城", "Quantum City"), ("电子科技大学", "UESTC Chengdu")])
    (mine,) = report("量子城今天开放。", "The quantum town opened today.", user=user).findings
    assert (mine.kind, mine.severity, mine.source) == ("term", E, (0, 3))
    # The user's rendering wins over the built-in one.
    official = "The University of Electronic Science and Technology of China started its term today."
    assert [f.severity for f in report(SCHOOL, official, user=user).findings] == [E]
    assert report(SCHOOL, "UESTC Chengdu started its term today.", user=user).findings == ()


def test_errors_come_first_and_all_are_told() -> None:
    target = "Eight projects were signed on the spot, worth nearly 20 billion yuan, by Mayor Dan Yongchang, 2 billion"
    found = report("市长单永昌见证8个项目签约，总投资近20亿元，占地超120亩。", target)
    severities = [f.severity for f in found.findings]
    assert severities == sorted(severities, key=[E, W, Severity.INFO].index)
    assert {f.kind for f in found.findings} >= {"quantity", "name"}
    assert found.errors == severities.count(E) >= 3


def test_the_links_say_where_each_fact_is() -> None:
    source = "市长单永昌说，总投资近20亿元，增长12.3%，占地120亩。"
    target = "Mayor Shan Yongchang said the investment was nearly 20 billion yuan, up 12.3 percent."
    links = {source[slice(*link.source)]: link for link in report(source, target).links if link.kind != "term"}
    told = {
        zh: (link.kind, link.target and target[slice(*link.target)], link.status, link.expected)
        for zh, link in links.items()
    }
    assert told == {
        "单永昌": ("name", "Shan Yongchang", "agrees", "Shan Yongchang"),
        "近20亿元": ("quantity", "nearly 20 billion yuan", "differs", "nearly 2 billion yuan"),
        "12.3%": ("quantity", "12.3 percent", "agrees", "12.3 percent"),
        "120亩": ("quantity", None, "missing", "120 mu"),
    }
    assert [link.quantity is not None for link in links.values()] == [
        link.kind == "quantity" for link in links.values()
    ]


def test_a_range_of_which_one_end_is_lost_is_told_as_a_range() -> None:
    source = "预计营业收入140亿元至145亿元。"
    found = report(source, "Operating revenue is expected to be 14 billion yuan.")
    (finding,) = (f for f in found.findings if f.severity is E)
    assert finding.source and source[slice(*finding.source)] == "140亿元至145亿元"
    assert "from 14 billion to 14.5 billion yuan" in say(finding)
    (missing,) = (link for link in found.links if link.status == "missing")
    assert missing.expected == "from 14 billion to 14.5 billion yuan"


def test_about_may_come_and_go_but_not_nearly() -> None:
    assert report("项目占地约120亩。", "The project covers 120 mu.").findings == ()
    assert [f.kind for f in report("项目占地近120亩。", "The project covers 120 mu.").findings] == ["hedge"]


def test_a_worse_hypothesis_costs_more() -> None:
    right = "Eight projects were signed on the spot, with a total investment of nearly 2 billion yuan."
    hedge = right.replace("nearly ", "")
    wrong = right.replace("2 billion", "20 billion")
    lost = "Projects were signed on the spot, with a total investment of 20 billion yuan."
    costs = [report(SIGNED, t).penalty for t in (right, hedge, wrong, lost, "")]
    assert costs == sorted(costs) and costs[0] == 0 and len(set(costs)) == 5


def test_english_into_chinese_is_checked_too() -> None:
    source = "The project, worth nearly 2 billion yuan, was signed by 8 companies."
    english = SourceFacts.of(source, language="en")
    assert check(english, "8家企业签约，项目总投资近20亿元。", target_language="zh").findings == ()
    (wrong,) = check(english, "8家企业签约，项目总投资近2亿元。", target_language="zh").findings
    assert (wrong.kind, wrong.severity) == ("quantity", E)
    kinds = {f.kind for f in check(english, "It is nearly 2 billion yuan from 8 firms.", target_language="zh").findings}
    assert "untranslated" in kinds


@settings(max_examples=60, deadline=None)
@given(
    st.integers(11, 9999),
    st.sampled_from(["亿元", "万元", "亩", "公里", "%", "万平方米"]),
    st.sampled_from([10, 100, 1000]),
)
def test_a_factor_of_ten_is_always_seen(number: int, unit: str, factor: int) -> None:
    source = f"总规模为{number}{unit}。"
    known = facts(source)
    (quantity,) = known.quantities
    said = render(quantity)
    assert check(known, f"The total is {said}.").findings == ()
    wrong = Quantity(text="", start=0, end=0, kind=quantity.kind, value=quantity.value * factor, unit=quantity.unit)
    if quantity.kind is Kind.PERCENT and wrong.value > 1e6:
        return
    found = check(known, f"The total is {render(wrong)}.")
    assert [f.kind for f in found.findings] == ["quantity"] and found.errors == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Shan Yogc0123456789.,%$ billion yuan\n总投资", max_size=60))
def test_any_target_gives_spans_inside_it(target: str) -> None:
    source = "市长单永昌说，总投资近20亿元，增长12.3%。"
    found = report(source, target)
    for item in (*found.findings, *found.links):
        for span, text in ((item.source, source), (item.target, target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("净利润为-1.5亿元。", "The net profit was -150 million yuan.", None),
        ("净利润为-1.5亿元。", "There was a net loss of 150 million yuan.", None),
        ("净利润为-1.5亿元。", "The net profit was 150 million yuan.", Reason.QUANTITY_SIGN),
        ("合同金额为人民币伍佰陆拾万元整。", "The contract is worth 5.6 million yuan.", None),
        ("合同金额为人民币伍佰陆拾万元整。", "The contract is worth 10,000 yuan.", Reason.QUANTITY_VALUE),
    ],
)
def test_signs_and_capital_numerals(source: str, target: str, reason: Reason | None) -> None:
    assert [f.reason for f in report(source, target).findings] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("source", "target", "reasons"),
    [
        ("每10股派现金3.2元。", "It will pay 0.32 yuan in cash per share.", []),
        ("每10股派现金3.2元。", "It will pay 3.2 yuan in cash per share.", [Reason.QUANTITY_SEVERAL]),
        ("每10股派现金3.2元。", "It will pay 32 yuan in cash for every 10 shares.", [Reason.QUANTITY_MAGNITUDE]),
    ],
)
def test_rates_are_told_once(source: str, target: str, reasons: list[Reason]) -> None:
    assert [f.reason for f in report(source, target).findings] == reasons


@pytest.mark.parametrize(
    ("source", "target", "reasons"),
    [
        (
            "一季度主要指标见下表，单位：亿元。",
            "The main indicators of the first quarter are below, in 100 million yuan.",
            [],
        ),
        ("一季度主要指标见下表，单位：亿元。", "The main indicators of the first quarter are in the table below.", []),
        ("项目总投资 亿元，占地65亩。", "The project covers 65 mu.", [Reason.QUANTITY_LOST]),
        (
            "项目总投资 亿元，占地65亩。",
            "The project, with an investment of 100 million yuan, covers 65 mu.",
            [Reason.INVENTED_QUANTITY, Reason.QUANTITY_LOST],
        ),
    ],
)
def test_units_without_a_figure(source: str, target: str, reasons: list[Reason]) -> None:
    assert [f.reason for f in report(source, target).findings] == reasons


@pytest.mark.parametrize(
    ("source", "target", "reasons"),
    [
        ("咨询电话为028-85123456，欢迎市民来电。", "For inquiries, call 028-85123456.", []),
        ("咨询电话为028-85123456，欢迎市民来电。", "For inquiries, call 028-85123465.", [Reason.IDENTIFIER_DIFFERS]),
        ("咨询电话为028-85123456，欢迎市民来电。", "Inquiries by telephone are welcome.", [Reason.IDENTIFIER_MISSING]),
        ("系统已升级至V2.3.1版本，项目编号为JG2025-0312。", "The system is at V2.3.1, project number JG2025-0312.", []),
        ("公司股票代码为600519。", "The company's stock code is 600519.", []),
        ("公司股票代码为600519。", "The company's stock code is 600591.", [Reason.IDENTIFIER_DIFFERS]),
        ("“1+3+N”产业体系初步形成。", 'A "1+3+N" industrial system has taken shape.', []),
        ("计划于20240307启动，订单号20250312001。", "It starts on March 7, 2024; the order number is 20250312001.", []),
    ],
)
def test_identifiers_are_copied(source: str, target: str, reasons: list[Reason]) -> None:
    assert [f.reason for f in report(source, target).findings] == reasons


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("第二次会议选举张明为主席。", "The third meeting elected Zhang Ming chairman.", ["third"]),
        ("这是该校第三个省级实验室。", "It is the fifth provincial laboratory of the university.", ["fifth"]),
        ("5月第三个星期日是第27个全国助残日。", "The fifth Sunday in May is the 27th national day of help for the disabled.", ["fifth"]),
        ("第一批和第三批项目开工。", "Work began on the first and second groups of projects.", ["second"]),
        ("他获得第二名。", "He came in second.", []),
        ("这是该校第三个省级实验室。", "It is the university's third provincial laboratory.", []),
        ("第二次会议选举张明为主席。", "The meeting elected Zhang Ming chairman.", []),
        ("会议选举张明为主席。", "First, the meeting elected Zhang Ming chairman.", []),
        ("第三产业增长5%。", "The tertiary sector grew by 5 percent.", []),
    ],
)  # fmt: skip
def test_another_ordinal_is_an_error(source: str, target: str, told: list[str]) -> None:
    wrong = [f for f in check(SourceFacts.of(source), target).findings if f.kind is FindingKind.QUANTITY]
    assert [target[slice(*f.target)] for f in wrong if f.target and f.severity is Severity.ERROR] == told
