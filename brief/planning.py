"""The steps before the translation: clean, which leaves the sentences of the article, and draft, which chooses what is to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from brief import strategies
from brief.path import Event, Kit, Steps
from brief.plan import CleanArticle, Plan, Planned
from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence, split
from reading.article import Article
from summarize import Cleaned, Selected, sentences_of
from summarize import clean as cleaned_of

AIM = 1.08
"""What condensing is asked for, as a share of the length: the model's English is 0.93 to 0.99 of the estimate, and
`review.within` trims."""
LONGEST_HEADLINE = 60
"""Characters of a title that is translated in one piece, and of a lead that may stand in for a headline where the article has none."""


def clean(article: Article, kit: Kit) -> Steps[CleanArticle]:
    """Take page furniture out and split what is left. Raises InputError where nothing is, or too much."""
    language = kit.recipe.source
    cleaned = cleaned_of(article.text, language=language)
    sentences = sentences_of(article.text, cleaned, language=language)
    title = _title_sentences(article, sentences, cleaned, language)
    body = tuple(s for s in sentences if not title or s.start >= title[-1].end)
    if not body and title:
        body, title = title, ()
    if not body:
        raise InputError("brief.only_furniture", name=article.name, removed=len(cleaned.removed))
    if len(body) > MAX_SENTENCES:
        raise InputError("brief.too_many_sentences", name=article.name, sentences=len(body), limit=MAX_SENTENCES)
    made = CleanArticle(article=article, cleaned=cleaned, title=title, body=body, language=language)
    yield Event("clean", 1, 1, made)
    return made


def draft(text: CleanArticle, kit: Kit) -> Steps[Plan]:
    """Choose or write the sentences that tell the release, and find the people and terms of the article."""
    recipe, body = kit.recipe, text.body
    headline = _headline(text.article, text.title) or _headline_of(body[0])
    drafted = yield from strategies.draft(
        body,
        title=" ".join(s.text for s in text.title),
        words=int(AIM * recipe.length),
        kit=kit,
    )
    yield Event("draft", len(drafted.drafts), len(body), drafted.drafts)
    whole = body if recipe.full and not drafted.full else ()
    wanted = [s.text for s in headline]
    wanted += [d.selected.text for d in drafted.drafts if d.finished is None]
    wanted += [s.text for s in whole]
    # The whole body goes along: a name is known by its post where it is first mentioned.
    context = [s.text for s in body]
    filed = text.filed
    known = kit.translator.document(context + wanted, month=(filed.month or 0) if filed else 0)
    inputs = iter(known[len(context) :])
    return Plan(
        text=text,
        headline=tuple(Planned(part, next(inputs)) for part in headline),
        chosen=tuple(Planned(d, None if d.finished else next(inputs)) for d in drafted.drafts),
        whole=tuple(Planned(s, next(inputs)) for s in whole),
        context=tuple(known[: len(context)]),
        findings=drafted.findings,
        full=drafted.full if recipe.full else (),
    )


def _title_sentences(
    article: Article, sentences: Sequence[Sentence], cleaned: Cleaned, language: str
) -> tuple[Sentence, ...]:
    if article.title is None:
        return ()
    start, end = article.title
    inside = tuple(s for s in sentences if start <= s.start and s.end <= end)
    if inside or any(r.start <= start and end <= r.end for r in cleaned.removed):  # furniture is no headline
        return inside
    text = article.text[start:end]
    return tuple(replace(s, start=s.start + start, end=s.end + start) for s in split(text, language=language))


def _headline(article: Article, title: Sequence[Sentence]) -> tuple[Selected, ...]:
    """The title's sentences; where there are several, before them the whole as one, of which `review.titles` chooses."""
    parts = tuple(Selected(s, s.text, (), 1.0, ("title",)) for s in title)
    if len(parts) < 2 or title[-1].end - title[0].start > LONGEST_HEADLINE:
        return parts
    start, end = title[0].start, title[-1].end
    text = re.sub(r"\s", " ", article.text[start:end])
    return (Selected(replace(title[0], text=text, end=end), text, (), 1.0, ("title",)), *parts)


def _headline_of(lead: Sentence) -> tuple[Selected, ...]:
    """Where there is no title: the lead's first clauses, up to a length that a headline may have."""
    clauses = re.split(r"(?<=[，,；;：:])", lead.text)
    text = ""
    for clause in clauses:
        if text and len(text) + len(clause) > LONGEST_HEADLINE:
            break
        text += clause
    text = text.rstrip("，,；;：: ")[:200]
    part = Sentence(text, lead.start, lead.start + len(text), lead.paragraph)
    return (Selected(part, text, (), 1.0, ("lead",)),)
