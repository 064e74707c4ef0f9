"""A translation that somebody has already, checked against its source: the work and the endpoint, without the looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jianbao.deadline import Deadline
from jianbao.errors import InputError
from models.catalog import COMPACT
from models.engines.protocols import Scorer
from reading.article import WRONG_LANGUAGE, Article, from_text
from translate.check.plain import finding_row, link_row
from webdemo.inputs import bounded, glossary_of

if TYPE_CHECKING:
    from brief.brief import Brief, Point
    from webdemo.engines import Engines

Terms = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CheckUpdate:
    """What is being done (read, compare, ask, done), what there is of it, and how many sentences of how many were asked about."""

    step: str
    brief: Brief | None = None
    done: int = 0
    total: int = 0


def checking(
    engines: Engines, source: str | Article, translation: str | Article, terms: Terms, deadline: Deadline
) -> Iterator[CheckUpdate]:
    """The check of an English translation against its Chinese source; the last update has it. No model translates.

    source, translation: typed texts, or what was read of files. terms: (Chinese, English). Raises InputError, and what the deadline raises.
    """
    from brief.checking import checking as checked

    yield CheckUpdate("read")
    left, right = _article(source, "zh"), _article(translation, "en")
    deadline.check()
    yield CheckUpdate("compare")
    scorer = engines.get(COMPACT)
    model = scorer if isinstance(scorer, Scorer) else None
    for made in deadline.along(checked(left, right, glossary=glossary_of(terms), model=model)):
        # The second opinion takes the longest: what was compared is there to be read meanwhile.
        yield CheckUpdate("ask" if made.done < made.total else "done", made.brief, made.done, made.total)


def _article(given: str | Article, language: str) -> Article:
    """One of the two texts. Raises InputError, which says which side it is about."""
    if isinstance(given, Article):
        return given
    if not given.strip():
        raise InputError("webdemo.no_pair")
    try:
        return from_text(bounded(given), name="", language=language)
    except InputError as error:
        if error.code not in WRONG_LANGUAGE:
            raise
        code = "webdemo.pair_source" if language == "zh" else "webdemo.pair_target"
        raise InputError(code, share=error.values["share"]) from None


def row(brief: Brief, *, language: str) -> dict[str, Any]:
    """What the endpoint answers. language: of the words of findings, en or zh."""
    from brief.verdict import Counts

    counts = Counts.of(brief)
    return {
        "verdict": str(counts.verdict),
        "sentences": counts.points,
        "compared": counts.compared,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "pairs": [_pair(point, language) for point in brief.points],
        "notes": [note.worded(language) for note in brief.notes],
        "signature": brief.signature,
    }


def _pair(point: Point, language: str) -> dict[str, Any]:
    return {
        "source": "".join(s.chinese for s in point.sources),
        "target": point.english,
        "findings": [finding_row(f, language=language) for f in point.findings],
        "links": [link_row(link) for link in point.links],
    }
