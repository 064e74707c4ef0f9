"""Clauses that a translation left out: which are asked about, how the answer is reckoned, and one real case with the bundled model."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.engines.protocols import Engine
from tests.support.fake_engine import FakeEngine
from translate.check.comparison import SourceFacts, check
from translate.check.messages import say
from translate.check.opinion.coverage import clauses_of, coverage_findings, questions
from translate.check.report import Report, Severity

SOURCE = "会议强调要加强安全生产工作，认真排查各类隐患，全市完成投资20亿元。"
SHORT = "The meeting stressed work safety; the city invested 2 billion yuan."
MIDDLE = "认真排查各类隐患，"


def reported(source: str, target: str) -> Report:
    return check(SourceFacts.of(source), target)


class Judge(FakeEngine):
    """Gives a target a log probability a token by whether a clause is in the source."""

    def __init__(self, clause: str, *, with_it: float, without: float) -> None:
        super().__init__()
        self.clause, self.with_it, self.without = clause, with_it, without
        self.asked: list[tuple[str, str]] = []

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        self.asked += zip(sources, targets, strict=True)
        return [self.with_it if self.clause in s else self.without for s in sources]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("天气很好。", ["天气很好。"]),
        ("他说：“天气很好。”大家同意，鼓掌；散会", ["他说：", "“天气很好。”", "大家同意，", "鼓掌；", "散会"]),
        ("A,B;C:D", ["A,", "B;", "C:", "D"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[a:b] for a, b in clauses_of(text)] == clauses


def test_only_clauses_without_a_fact_found_again_are_asked_about() -> None:
    asked = questions(3, SOURCE, SHORT, reported(SOURCE, SHORT))
    assert [(q.sentence, SOURCE[q.start : q.end]) for q in asked] == [(3, "会议强调要加强安全生产工作，"), (3, MIDDLE)]
    assert all(q.without == SOURCE.replace(SOURCE[q.start : q.end], "") for q in asked)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (SOURCE, "word " * 60),  # as long as it should be
        ("会议强调要加强安全生产工作。", "The meeting."),  # one clause
        ("日前，会议召开，投资20亿元。", "It is 2 billion yuan."),  # clauses too short to tell
        (SOURCE, " "),
    ],
)
def test_nothing_is_asked(source: str, target: str) -> None:
    assert questions(0, source, target, reported(source, target)) == []
    judge = Judge("x", with_it=0, without=0)
    assert coverage_findings(judge, [source], [target], [reported(source, target)]) == [[]]
    assert judge.asked == []


@pytest.mark.parametrize(
    ("with_it", "without", "missing"),
    [
        (-1.0, -1.2, False),  # without the clause the translation is less likely: it renders it
        (-1.2, -1.0, True),  # it is likelier: the clause is nowhere in it
        (-1.0, -1.0, False),  # as likely: not missing beyond doubt
    ],
)
def test_a_clause_that_explains_nothing_is_told(with_it: float, without: float, missing: bool) -> None:
    judge = Judge(MIDDLE, with_it=with_it, without=without)
    other = "今天是星期一。"
    found = coverage_findings(
        judge, [other, SOURCE], ["It is Monday.", SHORT], [Report((), ()), reported(SOURCE, SHORT)]
    )
    assert found[0] == []
    told = [f for f in found[1] if f.source and SOURCE[slice(*f.source)] == MIDDLE]
    assert bool(told) is missing
    if missing:
        (finding,) = told
        assert (finding.kind, finding.severity) == ("coverage", Severity.WARNING)
        assert say(finding).endswith("认真排查各类隐患")
    # One forced decoding of the whole sentence and one for each clause, and none of the other sentence.
    assert [s for s, _ in judge.asked].count(SOURCE) == 1
    assert len(judge.asked) == 3 and all(t == SHORT for _, t in judge.asked)


def test_the_bundled_model_misses_a_dropped_clause(engine: Engine) -> None:
    source = "各地各部门要加强安全生产工作，深入推进生态环境保护，切实保障人民群众生命财产安全。"
    whole = (
        "All localities and departments should strengthen work safety, advance ecological and environmental "
        "protection, and safeguard the lives and property of the people."
    )
    cut = "All localities and departments should strengthen work safety and safeguard the lives and property of the people."
    found = coverage_findings(engine, [source, source], [whole, cut], [reported(source, whole), reported(source, cut)])
    assert found[0] == []
    assert [source[slice(*f.source)] for f in found[1] if f.source] == ["深入推进生态环境保护，"]
