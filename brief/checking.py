"""A translation that somebody else made, as a brief's evidence: each of its sentences beside its source, facts
linked, findings in place."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from brief.brief import Brief, Point, RemovedText, Source
from brief.figures import figures
from brief.plan import filed_on
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import split
from jianbao.signature import Signature
from jianbao.version import VERSION
from models.engines.protocols import Scorer
from reading.article import Article
from summarize import Cleaned, Removed, clean
from translate.given import CheckedPair, asked, compare


@dataclass(frozen=True, slots=True)
class Checking:
    """A check at work: the evidence so far. done, total: pairs that a second opinion was asked of; total is 0 where nobody is asked."""

    brief: Brief
    done: int = 0
    total: int = 0


def checked_brief(
    article: Article,
    translation: Article,
    *,
    glossary: Glossary | None = None,
    model: Scorer | None = None,
) -> Brief:
    """The evidence of `translation`, English, for `article`, Chinese. No model translates, and none has to be fetched.

    glossary: the user's terms. model: is asked what is missing or made up, most often the compact one.
    Raises InputError where one of the texts has no sentence or too many.
    """
    return deque(checking(article, translation, glossary=glossary, model=model), maxlen=1)[0].brief


def checking(
    article: Article,
    translation: Article,
    *,
    glossary: Glossary | None = None,
    model: Scorer | None = None,
) -> Generator[Checking, None, None]:
    """`checked_brief` as it goes: first what the facts say, then the same with the second opinion, some sentences at a time."""
    for given, language in ((article, "zh"), (translation, "en")):
        count = len(split(given.text, language=language))
        if not count:
            raise InputError("brief.no_sentence", name=given.name)
        if count > MAX_SENTENCES:
            raise InputError("brief.too_many_sentences", name=given.name, sentences=count, limit=MAX_SENTENCES)
    cleaned = clean(article.text)
    pairs, left = _compared(article.text, translation.text, cleaned, glossary=glossary)
    terms = Glossary.builtin().merged(glossary).digest
    removed = tuple(RemovedText(article.original[r.start : r.end], r.start, r.end, r.rule) for r in left)

    def brief(made: Sequence[CheckedPair], by: str) -> Brief:
        points = tuple(_point(article, pair) for pair in made)
        return Brief(
            headline="",
            dateline="",
            points=points,
            figures=figures(points),
            removed=removed,
            notes=(*article.notes, *translation.notes),
            name=translation.name,
            signature=str(Signature((("jianbao", VERSION), ("check", by), ("glossary", terms)))),
        )

    yield Checking(brief(pairs, "facts"), 0, len(pairs) if model else 0)
    if model is None:
        return
    for part, done in asked(pairs, model):
        pairs[done - len(part) : done] = part
        yield Checking(brief(pairs, model.model), done, len(pairs))


def _compared(
    text: str, target: str, cleaned: Cleaned, *, glossary: Glossary | None
) -> tuple[list[CheckedPair], tuple[Removed, ...]]:
    """The pairs of a text and its translation, and what was left out: page furniture, where the translation does without it."""
    whole = compare(text, target, glossary=glossary)
    bare = [c if c == "\n" else " " for c in text]
    for start, end in cleaned.spans:
        bare[start:end] = text[start:end]
    if not any(pair.report.findings for pair in whole) or not "".join(bare).strip():
        return whole, ()
    filed = filed_on(cleaned)
    month, day = (filed.month, filed.day or 0) if filed else (None, 0)
    body = compare("".join(bare), target, glossary=glossary, month=month, day=day)
    if _severity(body) < _severity(whole):
        return body, cleaned.removed
    return whole, ()


def _severity(pairs: Sequence[CheckedPair]) -> tuple[int, int]:
    """Errors, then all findings."""
    return sum(p.report.errors for p in pairs), sum(len(p.report.findings) for p in pairs)


def _point(article: Article, pair: CheckedPair) -> Point:
    sources = tuple(Source(article.original[s.start : s.end], s.start, s.end) for s in pair.source)
    return Point(pair.target_text, sources, pair.report.findings, links=pair.report.links)
