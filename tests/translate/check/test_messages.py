"""The words of findings: every reason there is, in both languages, from named fields; no English prose in the Chinese."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest

from translate.check.messages import LANGUAGES, say, say_change, say_severity, table, words
from translate.check.plain import finding_row
from translate.check.report import Change, ChangeKind, Finding, FindingKind, Place, Reason, Severity, Value

FIELDS = re.compile(r"[a-z]+")
VALUES: dict[str, Value] = dict.fromkeys(
    (
        *(
            "fact",
            "expected",
            "found",
            "post",
            "other",
            "clause",
            "start",
            "end",
            "day",
            "closest",
            "before",
            "after",
            "word",
            "name",
        ),
    ),
    "甲",
)
VALUES |= {
    "words": 3,
    "characters": 29,
    "first": 1,
    "last": 4,
    "similarity": 0.25,
    "wanted": 0.5,
    "facts": ("甲", "乙"),
}
"""A value for each field that a wording may name, none with a letter of the alphabet in it."""

CAUSE = Finding(Reason.EMPTY_SENTENCE, Severity.ERROR)


def fields(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name is not None}


def made(reason: Reason) -> Finding:
    """A finding with a value for each field of its wording."""
    named = fields(table("en")[reason])
    values = tuple(sorted((name, VALUES[name]) for name in named - {"cause"}))
    return Finding(reason, Severity.WARNING, values=values, cause=CAUSE if "cause" in named else None)


def test_the_tables_have_the_same_rows() -> None:
    assert table("en").keys() == table("zh").keys()
    assert {*Reason} <= table("en").keys()


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_worded_in_every_language(reason: Reason) -> None:
    assert fields(table("en")[reason]) == fields(table("zh")[reason])
    assert all(FIELDS.fullmatch(name) for name in fields(table("en")[reason])), "fields have names"
    said = {language: say(made(reason), language) for language in LANGUAGES}
    assert not re.search(r"[A-Za-z]", said["zh"]), "no English prose in the Chinese"
    assert re.search(r"[\u4e00-\u9fff]", said["zh"]) and re.search(r"[a-z]{4}", said["en"])
    assert not any(re.search(r"[{}]", text) for text in said.values())


@pytest.mark.parametrize("reason", Reason)
def test_every_value_is_told(reason: Reason) -> None:
    finding = made(reason)
    for language in LANGUAGES:
        plain = words(finding, language)
        for name, value in finding.values:
            changed = tuple((n, "丙丁" if n == name else v) for n, v in finding.values)
            if isinstance(value, str):
                other = words(Finding(reason, Severity.WARNING, values=changed, cause=finding.cause), language)
                assert other != plain and "丙丁" in other, name


def test_every_kind_has_a_reason() -> None:
    assert {reason.kind for reason in Reason} == {*FindingKind}


@pytest.mark.parametrize("severity", Severity)
def test_severities_have_words(severity: Severity) -> None:
    assert say_severity(severity) == severity.capitalize()
    assert not say_severity(severity, "zh").isascii()


@pytest.mark.parametrize("kind", ChangeKind)
def test_changes_have_words(kind: ChangeKind) -> None:
    change = Change(kind, "甲", "乙", "丙")
    assert not re.search(r"[A-Za-z]", say_change(change, "zh")) and "甲" in say_change(change, "zh")
    assert say_change(change).isascii() is False and re.search("[a-z]", say_change(change))


def test_the_place_stands_in_front_and_is_no_part_of_the_message() -> None:
    finding = Finding(Reason.EMPTY_SENTENCE, Severity.ERROR, place=Place.HEADLINE)
    assert say(finding) == "Headline: The model gave no text for this sentence."
    assert say(finding, "zh").startswith("标题：")
    row = finding_row(finding)
    assert (row["place"], row["message"]) == ("headline", "The model gave no text for this sentence.")


@pytest.mark.parametrize(
    "reason, english, chinese",
    [("", " Accepted by the editor.", "（编辑已确认）"), ("ok", " Accepted by the editor: ok", "（编辑已确认：ok）")],
)
def test_what_an_editor_lets_stand_is_told_with_the_reason(reason: str, english: str, chinese: str) -> None:
    finding = Finding(Reason.EMPTY_SENTENCE, Severity.ERROR, accepted=reason)
    open_one = replace(finding, accepted=None)
    assert say(finding) == say(open_one) + english and say(finding, "zh") == say(open_one, "zh") + chinese
    assert finding_row(finding)["accepted"] == reason and "accepted" not in finding_row(open_one)


def test_a_cause_is_told_within_the_finding_that_it_led_to() -> None:
    why = Finding.of(Reason.UNSUPPORTED_FIGURE, Severity.ERROR, found="3 bridges")
    finding = Finding(Reason.FALLBACK_SENTENCE, Severity.INFO, cause=why)
    assert say(finding) == (
        "The article's own sentence stands in place of the summarizer's. "
        "The summarizer wrote '3 bridges'; no sentence of the article that this one comes from says so."
    )
    assert say(finding, "zh").count("。") == 2
    assert finding_row(finding)["cause"]["values"] == {"found": "3 bridges"}


def test_values_are_found_by_name() -> None:
    finding = Finding.of(Reason.QUANTITY_WEAK, Severity.WARNING, fact="两国", found="three")
    assert finding.value("fact") == "两国" and finding.value("unit") is None
    assert finding == Finding.of(Reason.QUANTITY_WEAK, Severity.WARNING, found="three", fact="两国")
