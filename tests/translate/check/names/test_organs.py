"""Organs and posts of state that only the translation names."""

import pytest

from translate.check.comparison import SourceFacts, check
from translate.check.names.organs import Organ, organ_findings, organs
from translate.check.report import Reason, Severity


@pytest.mark.parametrize("organ", organs(), ids=lambda organ: organ.source)
def test_each_rule_has_its_examples(organ: Organ) -> None:
    told = organ.english.search(organ.example)
    assert told and organ.chinese.search(organ.source)
    assert organ_findings(organ.source, organ.example) == []
    assert told[0] in [f.value("found") for f in organ_findings("会议在北京举行。", organ.example)]
    assert not organ.english.search(organ.counter)


def test_a_body_that_the_source_does_not_name_is_an_error() -> None:
    source = "武汉市委常委、政法委书记曹江出席会议并讲话。"
    target = "Cao Jiang, vice mayor and member of the Standing Committee of the Wuhan Municipal People's Congress, spoke at the meeting."
    found = [f for f in check(SourceFacts.of(source), target).findings if f.reason is Reason.INVENTED_BODY]
    assert [(f.value("found"), f.severity) for f in found] == [
        ("People's Congress", Severity.ERROR),
        ("vice mayor", Severity.ERROR),
    ]


def test_what_the_document_names_may_be_said_again() -> None:
    source, target = "他还出席了会议。", "The mayor also attended the meeting."
    assert Reason.INVENTED_BODY not in [
        f.reason for f in check(SourceFacts.of(source, context="市长王军来访。"), target).findings
    ]
