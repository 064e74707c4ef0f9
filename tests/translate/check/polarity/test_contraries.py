"""Words that a translation tells as their opposites."""

import pytest

from translate.check.polarity.contraries import Contrary, contraries, contrary_findings
from translate.check.report import Reason


@pytest.mark.parametrize("rule", contraries(), ids=lambda rule: rule.example)
def test_each_rule_has_its_examples(rule: Contrary) -> None:
    assert rule.chinese.search(rule.example) and not rule.other.search(rule.example)
    assert Reason.POLARITY_CONTRARY in {f.reason for f in contrary_findings(rule.example, rule.english)}
    assert contrary_findings(rule.example, rule.counter) == []


def test_a_source_with_both_words_is_left_alone() -> None:
    assert contrary_findings("出口同比增长3%，环比下降1%。", "Exports fell 1 percent month on month.") == []
