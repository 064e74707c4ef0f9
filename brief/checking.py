"""A translation that somebody else made, as a brief's evidence: each of its sentences beside its source, facts
linked, findings in place."""

from __future__ import annotations

from collections.abc import Callable

from brief.brief import Brief, Point, Source
from brief.figures import figures
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.signature import Signature
from jianbao.version import VERSION
from models.engines.protocols import Scorer
from reading.article import Article
from translate.given import CheckedPair, check_translation


def checked_brief(
    article: Article,
    translation: Article,
    *,
    glossary: Glossary | None = None,
    model: Scorer | None = None,
    tick: Callable[[], None] | None = None,
) -> Brief:
    """The evidence of `translation`, English, for `article`, Chinese. No model translates, and none has to be fetched.

    glossary: the user's terms. model: is asked what is missing or made up, most often the compact one. tick: raises to stop.
    Raises InputError where one of the texts has no sentence or too many.
    """
    pairs = check_translation(article.text, translation.text, glossary=glossary, model=model, tick=tick)
    for name, count in (
        (article.name, sum(len(pair.source) for pair in pairs)),
        (translation.name, sum(len(pair.target) for pair in pairs)),
    ):
        if not count:
            raise InputError("brief.no_sentence", name=name)
        if count > MAX_SENTENCES:
            raise InputError("brief.too_many_sentences", name=name, sentences=count, limit=MAX_SENTENCES)
    points = tuple(_point(article, pair) for pair in pairs)
    terms = Glossary.builtin().merged(glossary)
    signed = (("jianbao", VERSION), ("check", model.model if model else "facts"), ("glossary", terms.digest))
    return Brief(
        headline="",
        dateline="",
        points=points,
        figures=figures(points),
        notes=(*article.notes, *translation.notes),
        name=translation.name,
        signature=str(Signature(signed)),
    )


def _point(article: Article, pair: CheckedPair) -> Point:
    sources = tuple(Source(article.original[s.start : s.end], s.start, s.end) for s in pair.source)
    return Point(pair.target_text, sources, pair.report.findings, links=pair.report.links)
