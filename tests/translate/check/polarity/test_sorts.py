"""Things that a translation tells for others of their sort."""

import pytest

from translate.check.polarity.sorts import Thing, sort_findings, sorts
from translate.check.report import Reason

THINGS = [thing for things in sorts() for thing in things]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.example)
def test_what_is_told_rightly_is_left_alone(thing: Thing) -> None:
    assert thing.chinese.search(thing.example) and thing.english.search(thing.right)
    assert sort_findings(thing.example, thing.right) == []


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.example)
def test_a_thing_told_as_another_is_found(thing: Thing) -> None:
    others = [other for other in THINGS if other.sort == thing.sort and other is not thing]
    found = [sort_findings(thing.example, other.right) for other in others]
    assert sum(map(bool, found)) * 2 >= len(found)
    assert {f.reason for findings in found for f in findings} == {Reason.POLARITY_OTHER}


def test_a_source_with_both_things_is_left_alone() -> None:
    assert sort_findings("大桥和隧道同日通车。", "The tunnel opened that day.") == []


def test_a_thing_of_two_sorts_is_told_once() -> None:
    (finding,) = sort_findings("新建幼儿园3所。", "Three primary schools were built.")
    assert finding.value("fact") == "幼儿园"
