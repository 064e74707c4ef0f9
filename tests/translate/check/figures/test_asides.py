"""Figures in brackets that translators add: conversions, other currencies, labels of columns, the name of last month."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.check.comparison import SourceFacts, check
from translate.check.report import Reason, Severity


def said(source: str, target: str) -> list[tuple[Reason, Severity]]:
    findings = check(SourceFacts.of(source), target).findings
    return [(f.reason, f.severity) for f in findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("园区占地320亩。", "The park covers 320 mu (about 21 hectares)."),
        ("园区占地320亩。", "The park covers 320 mu (21.3 hectares)."),
        ("线路全长100公里。", "The line is 100 kilometers (62 miles) long."),
        ("气温降至30摄氏度。", "The temperature fell to 30 degrees Celsius (86 degrees Fahrenheit)."),
        ("一季度主要经济指标（单位：亿元）", "Main economic indicators, Q1 (RMB100 million)"),
        ("2月末余额同比增长7.4%，增速比上月末高0.2个百分点。",
         "The balance grew 7.4 percent at the end of February, 0.2 percentage points faster than at the end of January."),
    ],
)  # fmt: skip
def test_an_aside_that_is_right_is_no_invention(source: str, target: str) -> None:
    assert said(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("园区占地320亩。", "The park covers 320 mu (about 210 hectares).", Severity.ERROR),
        ("线路全长100公里。", "The line is 100 kilometers (162 miles) long.", Severity.ERROR),
        ("项目投资20亿元。", "The project costs RMB2 billion (US$276 million).", Severity.WARNING),
        ("项目投资20亿元。", "The project costs RMB2 billion (RMB276 million).", Severity.ERROR),
        (
            "2月末余额同比增长7.4%。",
            "The balance grew 7.4 percent at the end of February, up from January.",
            Severity.ERROR,
        ),
    ],
)
def test_an_aside_that_is_wrong_or_that_nothing_can_convert_is_told(
    source: str, target: str, severity: Severity
) -> None:
    assert (Reason.INVENTED_QUANTITY, severity) in said(source, target)


@settings(deadline=None)
@given(st.integers(200, 90_000))
def test_any_area_may_be_told_in_hectares_as_well(mu: int) -> None:
    hectares = mu / 15
    assert said(f"园区占地{mu}亩。", f"The park covers {mu:,} mu ({hectares:.1f} hectares).") == []
    assert said(f"园区占地{mu}亩。", f"The park covers {mu:,} mu ({hectares * 10:.1f} hectares).") != []
