"""The steps before the translation: clean, which leaves the sentences of the article, and draft, which chooses what is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from brief import strategies
from brief.path import Event, Kit, Steps
from brief.plan import CleanArticle, Plan, Planned
from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence, split
from reading.article import Article
from reading.extract import Note
from summarize import Cleaned, Selected, sentences_of
from summarize import clean as cleaned_of
from summarize.genre import genre
from summarize.headline import headline as headline_of

AIM = 1.08
"""What condensing is asked for, as a share of the length: the model's English is 0.93 to 0.99 of the estimate, and
`review.within` trims."""


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
    headline = _headline(text)
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
    month, day = text.filed_month_and_day
    known = kit.translator.document(context + wanted, month=month, day=day)
    inputs = iter(known[len(context) :])
    return Plan(
        text=text,
        headline=tuple(Planned(part, next(inputs)) for part in headline),
        chosen=tuple(Planned(d, None if d.finished else next(inputs)) for d in drafted.drafts),
        whole=tuple(Planned(s, next(inputs)) for s in whole),
        context=tuple(known[: len(context)]),
        findings=drafted.findings,
        full=drafted.full if recipe.full else (),
        left_out=drafted.left_out,
        notes=_notes(text, [o.text for o in drafted.left_out]),
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


def _headline(text: CleanArticle) -> tuple[Selected, ...]:
    """The clause of the title, or of the lead, that a headline is made of; the title's sentences where there is none."""
    title = " ".join(s.text for s in text.title)
    best = headline_of(text.body, title=title, language=text.language)
    if best is None:
        return tuple(Selected(s, s.text, (), 1.0, ("title",)) for s in text.title)
    first = text.title[0] if best.titled else next(s for s in text.body if s.start == best.start)
    if not best.titled:
        return (Selected(first, best.text, (), 1.0, ("lead",)),)
    at = text.article.text.find(best.text, first.start, text.title[-1].end)
    if at < 0:  # it runs over a break between two sentences of the title
        at, end = first.start, text.title[-1].end
    else:
        end = at + len(best.text)
    return (Selected(replace(first, text=best.text, start=at, end=end), best.text, (), 1.0, ("title",)),)


def _notes(text: CleanArticle, left_out: Sequence[str]) -> tuple[Note, ...]:
    """What the text is, where it is no announcement, and what there was no room for."""
    kind = genre(text.body, language=text.language)
    notes = [Note(f"summarize.{kind}")] if kind else []
    if left_out:
        mark = "；" if text.language == "zh" else "; "
        notes.append(Note("summarize.left_out", {"facts": mark.join(said.rstrip("。；;.，, ") for said in left_out)}))
    return tuple(notes)
