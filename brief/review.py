"""The step check: what the brief as a whole has to answer for, beyond its sentences: its length, its headline, days, names, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from brief.drafts import settle
from brief.path import Event, Kit, Steps
from brief.plan import BriefSentence, Checked, Translated
from facts.glossary.glossary import abbreviate
from facts.names import NameKind, one_spelling
from facts.quantities.en.dates import MONTH_NAMES
from facts.quantities.value import Kind, Quantity
from reading.article import Article
from summarize import Selected
from summarize.extract.measures import words_of
from translate import notes
from translate.check.comparison import check as compare_sentence
from translate.check.names.invented import unknown_names
from translate.check.names.spellings import Told, spelling_findings
from translate.check.report import KEPT, Finding, FindingKind, LinkStatus, Place, Reason, Severity
from translate.translation import Translation
from translate.translator import Translator

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
QUOTED = frozenset({Reason.INVENTED_CLAUSE, Reason.INVENTED_NAME, Reason.UNSURE_WORDS})
"""What only the second model says, of words that it names: it is said as long as they stand there (`still_quoted`)."""
MOSTLY_ALIKE = 0.75
"""Share of the words of a sentence (of both its wordings) above which an edit has not answered a doubt about all of it."""


def check(translated: Translated, kit: Kit) -> Steps[Checked]:
    """Choose what stands, and compare the brief with the article."""
    made = checked(translated, kit)
    yield Event("check", 1, 1, made.findings)
    return made


def checked(translated: Translated, kit: Kit) -> Checked:
    """What a brief of these translations says: all of it, or as much as there is by now."""
    plan = translated.plan
    article = plan.text.article
    found = [(p.of, translated.of(p)) for p in plan.headline]
    titled = titles([(part, t) for part, t in found if t is not None]) if all(t for _, t in found) else []
    kept, waiting = [], []
    for planned in plan.chosen:
        translation = planned.of.finished or translated.of(planned)
        if translation is None:
            waiting.append(planned.of)
        else:
            kept.append(BriefSentence(planned.of, settle(planned.of, translation), planned.input))
    kept = within(kept, kit.recipe.length, kit.recipe.target)
    if kit.checked:
        kept = dated(kept, plan.text.filed, kit.translator)
        kept = told_alike(abbreviated(spelled_alike(kept, kit.translator), kit.translator))
    findings = tuple(
        replace(f, place=Place.HEADLINE)
        for _, t in titled
        for f in (*t.findings, *(unknown_places(article, t.text, t.findings) if kit.checked else ()))
        if f.severity is not Severity.INFO
    )
    return Checked(
        translated=translated,
        titled=tuple(titled),
        kept=tuple(kept),
        waiting=tuple(waiting),
        findings=(*findings, *plan.findings),
    )


def titles(both: Sequence[tuple[Selected, Translation]]) -> list[tuple[Selected, Translation]]:
    """The title as one where that reads without a doubt, else in its sentences, which a weak model carries more safely.

    both: parts and translations, the whole first, then its sentences; or the sentences alone.
    """
    if len(both) < 2 or both[0][0].sentence.end <= both[1][0].sentence.end:
        return list(both)
    whole = both[0][1]
    sure = whole.text.strip() and not any(
        f.severity is not Severity.INFO or f.kind is FindingKind.REPAIR for f in whole.findings
    )
    return list(both[:1] if sure else both[1:])


def within(kept: list[BriefSentence], length: int, language: str) -> list[BriefSentence]:
    """Drop points (never the first) while the brief is over a tenth longer than asked.

    The one that goes is the one whose loss costs least, of those that make room enough where there are such.
    """
    kept = [k for k in kept if k.translation.text.strip()] or kept
    while len(kept) > 1:
        words = [words_of(k.translation.text, language=language) for k in kept]
        over = sum(words) - 1.1 * length
        if over <= 0:
            break
        enough = [i for i in range(1, len(kept)) if words[i] >= over]
        chosen = [k.draft.selected for k in kept]
        del kept[min(enough or range(1, len(kept)), key=lambda i: (chosen[i].worth, chosen[i].score))]
    return kept


def abbreviated(kept: Sequence[BriefSentence], translator: Translator) -> list[BriefSentence]:
    """Names with their acronym at first mention and the acronym alone afterwards, over the brief in order; changed
    texts are compared anew."""
    # Names only: "intellectual property (IP)" is no way to write of it.
    terms = [m.term for k in kept if k.input for m in k.input.terms if m.term.target[:1].isupper()]
    texts = abbreviate([k.translation.text for k in kept], terms)
    return [retold_sentence(k, text, translator) for k, text in zip(kept, texts, strict=True)]


def spelled_alike(kept: Sequence[BriefSentence], translator: Translator) -> list[BriefSentence]:
    """Names that are not Chinese spelled one way through the brief, as at first mention; changed texts are compared anew."""
    names = [p.chinese for k in kept if k.input for p in k.input.people if p.kind is not NameKind.CHINESE]
    texts = one_spelling([k.translation.text for k in kept], names)
    return [retold_sentence(k, text, translator) for k, text in zip(kept, texts, strict=True)]


def told_alike(kept: Sequence[BriefSentence]) -> list[BriefSentence]:
    """The points, with a finding where a foreign name that could not be brought to one spelling has another one than before."""
    told = [
        Told(k.input.text, k.translation.text, k.input.people, tuple((m.start, m.end) for m in k.input.terms))
        if k.input
        else Told("", k.translation.text)
        for k in kept
    ]
    out = list(kept)
    for at, findings in spelling_findings(told).items():
        translation = out[at].translation
        out[at] = replace(out[at], translation=replace(translation, findings=(*translation.findings, *findings)))
    return out


RECENT = 7
"""Days before the dateline's that a bare day (5日) may be: a longer way back it may be of another month."""


def dated(kept: Sequence[BriefSentence], dateline: Quantity | None, translator: Translator) -> list[BriefSentence]:
    """Days without their month, which Chinese leaves to the dateline, with it: "on the 5th" of an article filed on June 6 is June 5."""
    if dateline is None or not dateline.month or not dateline.day:
        return list(kept)
    out: list[BriefSentence] = []
    for k in kept:
        translation = k.translation
        text, told = translation.text, []
        for link in sorted(translation.links, key=lambda link: link.target or (0, 0), reverse=True):
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
        retold = retold_sentence(k, text, translator)
        new = retold.translation
        if new.text != translation.text:
            retold = replace(retold, translation=replace(new, findings=(*new.findings, *reversed(told))))
        out.append(retold)
    return out


def _bare_day(q: Quantity) -> bool:
    return q.kind is Kind.DATE and bool(q.day) and not q.month and q.high is None


def retold_sentence(kept: BriefSentence, text: str, translator: Translator) -> BriefSentence:
    """The sentence with another text, compared anew."""
    translation = kept.translation
    if text == translation.text or kept.input is None:
        return kept
    report = compare_sentence(translator.facts(kept.input), text)
    found = notes.outside(report.findings, text)
    said = {f.kind for f in found}
    # What the check cannot see again stays said: repairs, notes, doubts of the model; without the spans, which have moved.
    others = tuple(
        replace(f, target=None)
        for f in translation.findings
        if f.kind in LASTING and f.kind not in said and f.reason not in QUOTED
    )
    others = (*others, *standing(translation.findings, text))
    status = {
        link.source: link.status for link in translation.links if link.status in (LinkStatus.REPAIRED, LinkStatus.NOTED)
    }
    links = tuple(replace(link, status=status.get(link.source, link.status)) for link in report.links)
    return replace(kept, translation=replace(translation, text=text, links=links, findings=(*found, *others)))


def standing(findings: Iterable[Finding], text: str) -> list[Finding]:
    """The findings of the second model whose words stand in `text` still, where they stand now."""
    quoting = (still_quoted(f, text) for f in findings if f.reason in QUOTED)
    return [f for f in quoting if f is not None]


def still_quoted(finding: Finding, text: str) -> Finding | None:
    """A finding that quotes the English, where its words stand in `text`; None where they do not any more.

    Of several words those are quoted that stand there still.
    """
    several = finding.value("words")
    if isinstance(several, tuple):
        left = tuple(words for words in several if words in text)
        if not left:
            return None
        values = tuple(sorted({**dict(finding.values), "words": left}.items()))
        return replace(finding, target=_place(left[0], text), values=values)
    words = str(finding.value("found") or "")
    return replace(finding, target=_place(words, text)) if words and words in text else None


def _place(words: str, text: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def unanswered(findings: Iterable[Finding], before: str, after: str) -> list[Finding]:
    """What a second model said of a sentence and an edit has not answered: no model is asked again while somebody types.

    Words that are made up or doubted are answered by going, a clause left out by words that come, a doubt of the whole sentence by another
    wording of a quarter of it.
    """
    old, new = before.split(), after.split()
    alike = SequenceMatcher(None, old, new, autojunk=False).ratio()
    open_doubts = [
        replace(f, target=None)
        for f in findings
        if (f.kind is FindingKind.COVERAGE and len(new) <= len(old))
        or (f.reason is Reason.UNSURE_SENTENCE and alike > MOSTLY_ALIKE)
    ]
    return [*open_doubts, *standing(findings, after)] if new else []


def unknown_places(article: Article, text: str, told: Sequence[Finding] = ()) -> list[Finding]:
    """Places and universities in an English text that no sentence of the Chinese article has, but for those that `told` speaks of."""
    known = [f.target for f in told if f.target]
    return [
        Finding.of(Reason.INVENTED_PLACE, Severity.WARNING, None, (start, end), found=text[start:end])
        for start, end in unknown_names(article.text, text)
        if not any(a < end and start < b for a, b in known)
    ]
