"""The step assemble: a checked brief in the making becomes a `Brief`: points, figures, people, organisations, dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from brief.brief import Brief, Figure, Organisation, Person, Point, RemovedText, Source
from brief.drafts import Draft, figure_place
from brief.figures import figure, told
from brief.path import Event, Kit, Steps
from brief.plan import BriefSentence, Checked, CleanArticle
from brief.review import unknown_places
from facts.document import SentenceInput
from facts.glossary.glossary import Glossary
from facts.quantities import render
from facts.titles import title_english
from jianbao.sentences import Sentence
from reading.article import Article
from summarize import Selected
from translate.check.report import Finding, Place, Reason, Severity
from translate.translation import Translation
from translate.translator import Translator

BODY_KINDS = frozenset({"institution", "university", "company"})


def assemble(made: Checked, kit: Kit) -> Steps[Brief]:
    """The brief."""
    brief = assembled(made, kit)
    yield Event("assemble", 1, 1, brief)
    return brief


def assembled(made: Checked, kit: Kit) -> Brief:
    """The brief of what was checked; what waits for its translation is a point without English."""
    plan = made.translated.plan
    text, article = plan.text, plan.text.article
    source_language, target = kit.recipe.source, kit.recipe.target
    points = tuple(point(article, k.draft, k.translation, checked=kit.checked) for k in made.kept)
    waiting = tuple(Point("", (source(article, d.selected.sentence, d.selected.cuts),)) for d in made.waiting)
    return Brief(
        headline=headline([t.text for _, t in made.titled], target),
        dateline=dateline(text, kit.translator),
        points=(*points, *waiting),
        headline_sources=tuple(source(article, part.sentence) for part, _ in made.titled),
        figures=figures(made.kept, source_language),
        people=people(plan.context, made.kept, kit.translator.glossary),
        organisations=organisations(plan.context, made.kept, text.language),
        findings=(*made.findings, *findings(points)),
        removed=tuple(RemovedText(r.text, r.start, r.end, r.rule) for r in text.cleaned.removed),
        full=full(made),
        left_out=tuple(Source(article.original[o.start : o.end], o.start, o.end) for o in plan.left_out),
        notes=(*article.notes, *plan.notes),
        name=article.name,
        signature=str(kit.signature),
        source=source_language,
        target=target,
    )


def full(made: Checked) -> tuple[Point, ...]:
    """The whole body, sentence by sentence, where it was asked for and is done."""
    plan = made.translated.plan
    found = plan.full or [made.translated.of(p) for p in plan.whole]
    translations = [t for t in found if t is not None]
    if len(translations) < len(found):
        return ()
    return tuple(
        Point(t.text, (source(plan.text.article, s),), t.findings, t.changes)
        for s, t in zip(plan.text.body if translations else (), translations, strict=True)
    )


def dateline(text: CleanArticle, translator: Translator) -> str:
    """Place and day of the dateline in the target language, as far as they are known there."""
    found = text.cleaned.dateline
    if found is None:
        return ""
    source, target = translator.options.source, translator.options.target
    if source == target:
        return ("，" if target == "zh" else ", ").join(part for part in (found.place, found.date) if part)
    # English datelines are in capitals.
    said = found.place.title() if source == "en" else found.place
    places = translator.terms.find(said)
    place = places[0].term.target if places and places[0].end - places[0].start == len(said) else ""
    date = render(text.filed, language=target) if text.filed else ""
    return ("，" if target == "zh" else ", ").join(part for part in (place, date) if part)


def headline(parts: Sequence[str], language: str) -> str:
    """One line of the title's sentences, without their full stops."""
    cleaned = [re.sub(r"[.!。！;,\s]+$", "", part.strip()) for part in parts]
    return ("；" if language == "zh" else "; ").join(part for part in cleaned if part)


def source(article: Article, sentence: Sentence, cuts: tuple[tuple[int, int], ...] = ()) -> Source:
    """A sentence as the article has it."""
    return Source(article.original[sentence.start : sentence.end], sentence.start, sentence.end, cuts)


def point(article: Article, draft: Draft, translation: Translation, *, checked: bool) -> Point:
    """A point with the sentences that it stands on."""
    cited = (
        tuple(source(article, s) for s in draft.sources)
        if draft.written
        else (source(article, draft.selected.sentence, draft.selected.cuts),)
    )
    return Point(
        translation.text,
        cited,
        (*translation.findings, *(unknown_places(article, translation.text, translation.findings) if checked else ())),
        translation.changes,
        translation.links,
        draft.written if draft.finished is None else "",
    )


def place(selected: Selected, span: tuple[int, int]) -> tuple[int, int]:
    """Offsets into the article of a span of `selected.text`, which is the sentence without its cuts."""
    return _shift(selected, span[0]), _shift(selected, span[1] - 1) + 1


def _shift(selected: Selected, offset: int) -> int:
    at = selected.sentence.start + offset
    for start, end in sorted(selected.cuts):
        if start <= at:
            at += end - start
    return at


def figures(kept: Sequence[BriefSentence], language: str) -> tuple[Figure, ...]:
    """Every quantity of the cited sentences; weak ones (一个, 两国) only where the English has them."""
    rows = []
    for i, k in enumerate(kept):
        draft, translation = k.draft, k.translation
        for link, q in told(translation.links):
            if draft.written:
                found = figure_place(draft, link, language=language)
                if found is None:  # a finding says that the article does not have it
                    continue
                start, end, said = found
            else:
                (start, end), said = place(draft.selected, link.source), q.text
            rows.append(figure(link, q, said, (start, end), translation.text, i))
    return tuple(rows)


def organisations(
    context: Sequence[SentenceInput], kept: Sequence[BriefSentence], language: str
) -> tuple[Organisation, ...]:
    """Bodies with a name of their own that the article mentions, in its order."""
    said = " ".join(k.translation.text for k in kept)
    found: dict[str, Organisation] = {}
    for sentence in context:
        for m in sentence.terms:
            origin = m.term.origin.partition(":")[2]
            chinese, english = m.term.source, m.term.target
            if language == "en":
                chinese, english = english, chinese
            named = english[:1].isupper() and m.term.kind != "zone"  # 研究院, 区人民政府 and 产业园 are no names
            if named and (
                origin in ("institutions", "universities", "companies", "bodies") or m.term.kind in BODY_KINDS
            ):
                found.setdefault(
                    m.term.source,
                    Organisation(
                        chinese=chinese,
                        english=english,
                        kind=m.term.kind or origin,
                        in_brief=m.term.target in said,
                    ),
                )
    return tuple(found.values())


def people(context: Sequence[SentenceInput], kept: Sequence[BriefSentence], glossary: Glossary) -> tuple[Person, ...]:
    """Everyone whom the article names, each once, with the first post that stands before the name."""
    said = " ".join(k.translation.text for k in kept)
    found: dict[str, Person] = {}
    for sentence in context:
        for p in sentence.people:
            old = found.get(p.chinese)
            if old is None or (p.title and not old.title):
                found[p.chinese] = Person(
                    chinese=p.chinese,
                    english=p.english,
                    title=p.title,
                    title_english=title_english(p.title, glossary) if p.title else "",
                    in_brief=p.english in said,
                )
    return tuple(found.values())


def findings(points: Sequence[Point]) -> tuple[Finding, ...]:
    """What there is to say of the brief as a whole."""
    if any(p.english.strip() for p in points):
        return ()
    return (Finding(Reason.EMPTY_ARTICLE, Severity.ERROR, place=Place.ARTICLE),)
