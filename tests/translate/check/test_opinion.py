"""Whose threshold a doubt is measured by."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models import catalog
from translate.check.opinion import doubted


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
    for given, expected in ((least - 0.1, True), (least + 0.1, False)):
        asked = Asked(scorer, given if score is not None else -99.0)
        found = doubted([given], ["原文。"], ["Text."], writer=writer, scorer=asked)  # type: ignore[arg-type]
        assert found == [expected and not (scorer.startswith("other"))]
