"""From chosen sentences and their translations to the parts of a brief: points, figures, people, organisations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from brief import strategies
from brief.brief import Figure, Organisation, Person, Point, Source
from brief.strategies import Draft
from facts.document import SentenceInput
from facts.glossary.glossary import Glossary, abbreviate
from facts.quantities.en.dates import MONTH_NAMES
from facts.quantities.value import Kind, Quantity
from facts.titles import title_english
from jianbao.sentences import Sentence
from reading.article import Article
from summarize import Selected
from summarize.extract.features import words_of
from translate import notes
from translate.check.comparison import check
from translate.check.invented import unknown_names
from translate.check.report import KEPT, Finding, FindingKind, LinkStatus, Place, Reason, Severity
from translate.translation import Translation
from translate.translator import Translator

Kept = tuple[Draft, Translation]
"""A sentence of the brief and its translation."""

LASTING = frozenset(
    {
        FindingKind.REPAIR,
        FindingKind.NOTE,
        FindingKind.DATELINE,
        FindingKind.UNSURE,
        FindingKind.COVERAGE,
        FindingKind.INCOMPLETE,
    }
)
"""Kinds of findings that a new comparison of the same sentence cannot make again."""

BODY_KINDS = frozenset({"institution", "university", "company"})


def headline(parts: Sequence[str], language: str) -> str:
    """One line of the title's sentences, without their full stops."""
    cleaned = [re.sub(r"[.!。！;,\s]+$", "", part.strip()) for part in parts]
    return ("；" if language == "zh" else "; ").join(part for part in cleaned if part)


def titles(parts: Sequence[Selected], translations: Sequence[Translation]) -> list[tuple[Selected, Translation]]:
    """The title as one where that reads without a doubt, else in its sentences, which a weak model carries more safely.

    parts: the whole first, then its sentences; or the sentences alone.
    """
    both = list(zip(parts, translations, strict=True))
    if len(both) < 2 or parts[0].sentence.end <= parts[1].sentence.end:
        return both
    whole = both[0][1]
    sure = whole.text.strip() and not any(
        f.severity is not Severity.INFO or f.kind is FindingKind.REPAIR for f in whole.findings
    )
    return both[:1] if sure else both[1:]


def within(kept: list[Kept], length: int, language: str) -> list[Kept]:
    """Drop the least important points (never the first) while the brief is over a tenth longer than asked."""
    kept = [(d, t) for d, t in kept if t.text.strip()] or kept
    while len(kept) > 1 and sum(words_of(t.text, language=language) for _, t in kept) > 1.1 * length:
        worst = min(range(1, len(kept)), key=lambda i: kept[i][0].selected.score)
        del kept[worst]
    return kept


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
        (*translation.findings, *(unknown_places(article, translation.text) if checked else ())),
        translation.changes,
        translation.links,
        draft.written if draft.finished is None else "",
    )


def abbreviated(kept: Sequence[Kept], inputs: Sequence[SentenceInput], translator: Translator) -> list[Kept]:
    """Names with their acronym at first mention and the acronym alone afterwards, over the brief in order; changed texts are compared anew."""
    known = {s.text: s for s in inputs}
    # Names only: "intellectual property (IP)" is no way to write of it.
    terms = [
        m.term for d, _ in kept if (s := known.get(d.selected.text)) for m in s.terms if m.term.target[:1].isupper()
    ]
    texts = abbreviate([t.text for _, t in kept], terms)
    return [_retold(k, text, known, translator) for k, text in zip(kept, texts, strict=True)]


RECENT = 7
"""Days before the dateline's that a bare day (5日) may be: a longer way back it may be of another month."""


def dated(
    kept: Sequence[Kept], dateline: Quantity | None, inputs: Sequence[SentenceInput], translator: Translator
) -> list[Kept]:
    """Days without their month, which Chinese leaves to the dateline, with it: "on the 5th" of an article filed on June 6 is June 5."""
    if dateline is None or not dateline.month or not dateline.day:
        return list(kept)
    known = {s.text: s for s in inputs}
    out: list[Kept] = []
    for draft, translation in kept:
        text, told = translation.text, []
        for link in sorted(translation.links, key=lambda k: k.target or (0, 0), reverse=True):
            q = link.quantity
            if q is None or link.target is None or not _bare_day(q) or link.status not in KEPT:
                continue
            start, end = link.target
            if not 0 <= dateline.day - (q.day or 0) <= RECENT or not re.fullmatch(
                r"\d+(?:st|nd|rd|th)", text[start:end]
            ):
                continue
            day = f"{MONTH_NAMES[dateline.month - 1]} {q.day}"
            start -= 4 if text[max(0, start - 4) : start].lower() == "the " else 0
            text = text[:start] + day + text[end:]
            told.append(Finding.of(Reason.DATELINE_MONTH, Severity.INFO, link.source, fact=q.text, day=day))
        retold = _retold((draft, translation), text, known, translator)
        if retold[1].text != translation.text:
            retold = (draft, replace(retold[1], findings=(*retold[1].findings, *reversed(told))))
        out.append(retold)
    return out


def _bare_day(q: Quantity) -> bool:
    return q.kind is Kind.DATE and bool(q.day) and not q.month and q.high is None


def _retold(kept: Kept, text: str, known: Mapping[str, SentenceInput], translator: Translator) -> Kept:
    """The sentence with another text, compared anew."""
    draft, translation = kept
    sentence = known.get(draft.selected.text)
    if text == translation.text or sentence is None or draft.finished is not None:
        return kept
    report = check(translator.facts(sentence), text)
    quoted = notes.spans(text)  # the brackets of a note have Chinese on purpose
    found = tuple(
        f
        for f in report.findings
        if f.kind is not FindingKind.UNTRANSLATED
        or not f.target
        or not any(start <= f.target[0] < end for start, end in quoted)
    )
    said = {f.kind for f in found}
    # What the check cannot see again stays said: repairs, notes, doubts of the model; without the spans, which have moved.
    others = tuple(replace(f, target=None) for f in translation.findings if f.kind in LASTING and f.kind not in said)
    status = {
        link.source: link.status for link in translation.links if link.status in (LinkStatus.REPAIRED, LinkStatus.NOTED)
    }
    links = tuple(replace(link, status=status.get(link.source, link.status)) for link in report.links)
    return draft, replace(translation, text=text, links=links, findings=(*found, *others))


def unknown_places(article: Article, text: str) -> list[Finding]:
    """Places and universities in an English text that no sentence of the Chinese article has."""
    return [
        Finding.of(Reason.INVENTED_PLACE, Severity.WARNING, None, (start, end), found=text[start:end])
        for start, end in unknown_names(article.text, text)
    ]


def place(selected: Selected, span: tuple[int, int]) -> tuple[int, int]:
    """Offsets into the article of a span of `selected.text`, which is the sentence without its cuts."""
    return _shift(selected, span[0]), _shift(selected, span[1] - 1) + 1


def _shift(selected: Selected, offset: int) -> int:
    at = selected.sentence.start + offset
    for start, end in sorted(selected.cuts):
        if start <= at:
            at += end - start
    return at


def figures(kept: Sequence[Kept], language: str) -> tuple[Figure, ...]:
    """Every quantity of the cited sentences; weak ones (一个, 两国) only where the English has them."""
    rows = []
    for i, (draft, translation) in enumerate(kept):
        for link in translation.links:
            q = link.quantity
            if q is None or (q.weak and link.status is not LinkStatus.AGREES):
                continue
            if draft.written:
                found = strategies.figure_place(draft, link, language=language)
                if found is None:  # a finding says that the article does not have it
                    continue
                start, end, said = found
            else:
                (start, end), said = place(draft.selected, link.source), q.text
            english = translation.text[slice(*link.target)] if link.target and link.status in KEPT else link.expected
            rows.append(
                Figure(
                    chinese=said,
                    start=start,
                    end=end,
                    kind=str(q.kind),
                    value=q.value,
                    high=q.high,
                    unit=q.unit,
                    hedge=str(q.hedge) if q.hedge else None,
                    english=english,
                    status=str(link.status),
                    point=i,
                )
            )
    return tuple(rows)


def organisations(context: Sequence[SentenceInput], kept: Sequence[Kept], language: str) -> tuple[Organisation, ...]:
    """Bodies with a name of their own that the article mentions, in its order."""
    said = " ".join(t.text for _, t in kept)
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


def people(context: Sequence[SentenceInput], kept: Sequence[Kept], glossary: Glossary) -> tuple[Person, ...]:
    """Everyone whom the article names, each once, with the first post that stands before the name."""
    said = " ".join(t.text for _, t in kept)
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
