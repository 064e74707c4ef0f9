"""Clauses and names that a translation has and its source has not: what is asked about, how it is reckoned, and real cases."""

from __future__ import annotations

import pytest

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from models.catalog import calibration
from models.engines.protocols import PieceScorer
from translate.check.comparison import SourceFacts, check
from translate.check.opinion.grounding import clauses, explained, grounding_findings
from translate.check.opinion.pieces import names
from translate.check.report import Finding, Reason


def words(text: str, gain: float = 1.0) -> list:
    pieces = [("▁" + word, 0.0) for word in text.split()]
    return explained(text, [(p, gain) for p, _ in pieces], pieces)


def test_gains_of_pieces_add_up_to_words_with_their_spans() -> None:
    found = explained(
        "Projects began.",
        [("▁Pro", -1.0), ("jects", -1.0), ("▁began", -2.0), (".", -1.0)],
        [("▁Pro", -4.0), ("jects", -2.0), ("▁began", -2.5), (".", -1.0)],
    )
    assert [(w.start, w.end, w.score) for w in found] == [(0, 8, 4.0), (9, 15, 0.5)]


def test_pieces_that_do_not_match_the_words_explain_nothing() -> None:
    assert explained("one two three", [("▁one", 0.0)], [("▁one", 0.0)]) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It grew, and it fell.", ["It grew,", "and it fell."]),
        ("It grew 1,200 yuan", ["It grew 1,200 yuan"]),
        ("First; then: last", ["First;", "then:", "last"]),
    ],
)
def test_clauses_end_with_their_marks(text: str, parts: list[str]) -> None:
    assert [text[c[0].start : c[-1].end] for c in clauses(text, words(text))] == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The rocket Long March-2F took off", ["Long March-2F"]),
        ("Projects began in Wenjiang District.", ["Wenjiang District."]),
        ("Projects began. They ended.", []),
        ("Wang Yafei spoke", ["Wang Yafei"]),
        ("a GDP of 3 billion", ["GDP"]),
    ],
)
def test_names_are_runs_of_capitals_and_no_first_word_of_a_sentence(text: str, found: list[str]) -> None:
    assert [text[n[0].start : n[-1].end] for n in names(text, words(text))] == found


def ask(engine: PieceScorer, source: str, target: str) -> list[Finding]:
    known = document_sentences([source], glossary=Glossary.builtin(), source="zh", target="en")[0]
    report = check(SourceFacts.of(source, people=known.people, terms=known.terms), target)
    limits = calibration(engine.model)
    (found,) = grounding_findings(
        engine, [source], [target], [report], clause_gain=limits.grounded_clause, name_gain=limits.grounded_name
    )
    return found


SOURCE = "这家医院为当地居民提供了更好的医疗服务。"
RIGHT = "The hospital has provided better medical services to local residents."


def test_a_right_translation_has_nothing_that_the_source_does_not_explain(engine: PieceScorer) -> None:
    assert ask(engine, SOURCE, RIGHT) == []


def test_a_clause_that_was_put_in_is_told_with_its_place(engine: PieceScorer) -> None:
    target = RIGHT[:-1] + ", after years of heavy fighting along the northern border."
    (found,) = [f for f in ask(engine, SOURCE, target) if f.reason is Reason.INVENTED_CLAUSE]
    assert found.target is not None and target[slice(*found.target)].startswith("after years of heavy")


def test_what_the_model_has_no_room_for_is_not_asked_about(engine: PieceScorer) -> None:
    assert ask(engine, SOURCE * 200, RIGHT) == []


def test_nothing_is_called_made_up_without_thresholds(engine: PieceScorer) -> None:
    report = check(SourceFacts.of(SOURCE), "Nothing like it.")
    assert grounding_findings(engine, [SOURCE], ["Nothing like it."], [report], clause_gain=None, name_gain=None) == [
        []
    ]
