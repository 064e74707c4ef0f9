"""Whose threshold a doubt is measured by, and which words it names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import catalog
from models.engines.protocols import Piece
from translate.check.opinion.doubt import MOST, doubted, doubtful_words, doubts
from translate.check.report import Link, LinkKind, LinkStatus, Reason, Report


class Asked:
    """A scorer that finds every text as likely."""

    def __init__(self, model: str, score: float) -> None:
        self.model, self.value = model, score

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [self.value for _ in targets]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [1 for _ in texts]

    def room(self, text: str) -> int:
        return 1000


PRESS, COMPACT = catalog.calibration("press"), catalog.calibration("compact")


@pytest.mark.parametrize(
    ("writer", "scorer", "score", "doubt"),
    [
        ("press@sha", "compact@sha", PRESS.doubted, 0.0),
        ("a person", "compact@sha", COMPACT.doubtful, 0.0),  # nobody measured what others write: as for people
        ("press@sha", "other@sha", None, 0.0),  # measured on the compact model's scores alone
        ("compact@sha", "compact@sha", None, COMPACT.unsure),  # one that wrote itself is asked for its own scores
    ],
)
def test_a_doubt_begins_at_the_threshold_of_who_wrote(
    writer: str, scorer: str, score: float | None, doubt: float | None
) -> None:
    least = score if score is not None else doubt or -50.0
    for value, expected in ((least - 0.1, True), (least + 0.1, False)):
        asked = Asked(scorer, value if score is not None else -99.0)
        found = doubted([value], ["原文。"], ["Text."], writer=writer, scorer=asked)  # type: ignore[arg-type]
        assert found == [expected and not (scorer.startswith("other"))]


def pieces(text: str, **scores: float) -> list[Piece]:
    """A piece a word: those that are named by their letters with their score, the others sure."""
    return [(f"▁{word}", scores.get("".join(c for c in word if c.isalpha()), -1.0)) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "scores", "known", "named"),
    [
        ("A junior teacher tightened her belt.", {"junior": -9.0}, [], ["junior"]),
        ("A junior teacher tightened her belt.", {"junior": -7.0}, [], []),
        # The most doubtful first, no more than two, without their marks.
        ('"Ganxi" has a guarantee, on a list.', {"list": -9, "guarantee": -11, "Ganxi": -20}, [], ["Ganxi", "guarantee"]),
        # A word of a name is the whole name; words beside each other are one.
        ("He works at Liujiachai Hydropower Station today.", {"Liujiachai": -9}, [], ["Liujiachai Hydropower Station"]),
        ("There were crowded footfalls there.", {"crowded": -9, "footfalls": -12}, [], ["crowded footfalls"]),
        # What renders a fact of the source is known to be right.
        ("It reached 9.47 trillion yuan.", {"trillion": -15}, ["9.47 trillion yuan"], []),
        ("Waiting turns into Waiting for a pole.", {"Waiting": -12, "pole": -9}, [], ["Waiting", "pole"]),
        ("", {}, [], []),
        ('" " "', {"": -30}, [], []),
    ],
)  # fmt: skip
def test_the_most_doubtful_words_are_named(
    text: str, scores: dict[str, float], known: list[str], named: list[str]
) -> None:
    spans = [(text.index(k), text.index(k) + len(k)) for k in known]
    found = doubtful_words(text, pieces(text, **scores), spans, least=-8.0)
    assert [text[a:b] for a, b in found] == named


@given(st.lists(st.tuples(st.text('abA"., 字', min_size=1, max_size=6), st.floats(-40, 0)), max_size=12))
def test_whatever_is_named_stands_in_the_text_once(words: list[tuple[str, float]]) -> None:
    text = " ".join(word for word, _ in words)
    scores = [s for _, s in words]
    given_pieces = [(f"▁{word}", s) for word, s in zip(text.split(), [*scores, *scores, *scores], strict=False)]
    found = doubtful_words(text, given_pieces, [], least=-8.0)
    assert len(found) <= MOST
    assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in found)
    assert all(b <= c for (_, b), (c, _) in zip(sorted(found), sorted(found)[1:], strict=False))


class AskedForPieces(Asked):
    """A scorer that finds some words unlikely."""

    name, window = "asked", 1000

    def close(self) -> None: ...

    def score_pieces(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Piece]]:
        return [pieces(text, rocket=-15.0, Suva=-20.0) for text in targets]


def test_a_doubt_names_words_of_another_model_and_none_that_the_check_knows() -> None:
    targets = ["A rocket left Suva.", "All was well.", "A rocket left Suva."]
    link = Link(LinkKind.TERM, (0, 2), (2, 8), "rocket", LinkStatus.AGREES)
    reports = [Report((), ()), Report((), ()), Report((), (link,))]
    low = AskedForPieces("compact@sha", -10.0)
    found = doubts([0.0] * 3, ["原文。"] * 3, targets, reports, writer="press@sha", scorer=low)
    assert [(f.reason, f.value("words"), f.target) for f in found if f] == [
        (Reason.UNSURE_WORDS, ("Suva", "rocket"), (14, 18)),
        (Reason.UNSURE_SENTENCE, None, None),
        (Reason.UNSURE_WORDS, ("Suva",), (14, 18)),
    ]
    sure = AskedForPieces("compact@sha", -0.1)
    assert doubts([0.0] * 3, ["原文。"] * 3, targets, reports, writer="press@sha", scorer=sure) == [None] * 3
    own = doubts([-10.0] * 3, ["原文。"] * 3, targets, reports, writer="compact@sha", scorer=low)
    assert [f.reason for f in own if f] == [Reason.UNSURE_SENTENCE] * 3
