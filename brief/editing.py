"""A brief edited by hand: each function takes a brief and gives the next one, and checks again only what it changed.

    ground = Ground.of(clean_article, glossary=terms)       # once for a brief: 0.2 s; clean_article is the value of the event "clean"
    brief = change_point(brief, ground, 2, "New English.")  # 5 ms: compares that point with its sources
    brief = change_headline(brief, ground, "New headline")
    brief = add_sentence(brief, ground, 417, translator)    # translates and checks the sentence at offset 417 of the article
    brief = add_line(brief, ground, "A line of my own.")    # a line that nothing vouches for
    brief = remove_point(brief, ground, 2)
    brief = move_point(brief, ground, 2, 0)
    brief = accept(brief, 2, 0, why="The source is wrong.") # finding 0 of point 2; None in place of 2: of the headline or the whole
    brief = reopen(brief, 2, 0)                             # the other way
    offer(brief, ground, 2, 0)                              # Offer(...): what `use_offer` would write for finding 0 of point 2, or None
    brief = use_offer(brief, ground, 2, 0)

Points and findings are named by index; an index that is not there is an IndexError, since the page made it. A brief keeps nothing of its
past: who wants to undo keeps the brief before. What was accepted stays accepted through later edits as long as the check says the
very same. No model runs but in `add_sentence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from brief import assembly, review
from brief.brief import Brief, Point
from brief.drafts import Draft
from brief.figures import figures_of
from brief.ground import Ground, compared_line
from brief.plan import BriefSentence
from brief.signature import by_hand
from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary, abbreviate
from facts.names import NameKind, one_spelling
from facts.quantities import Kind, quantities, render
from jianbao.sentences import Sentence
from summarize import Selected
from translate import notes
from translate.check.comparison import SourceFacts
from translate.check.report import Finding, FindingKind, Place, Reason, Report, Severity, Span
from translate.repair import fitted
from translate.translator import Translator


def change_point(brief: Brief, ground: Ground, at: int, english: str) -> Brief:
    """The brief with other English in one point, compared again. White space is made single. An empty text leaves an empty point."""
    old, english = brief.points[at], " ".join(english.split())
    if english == old.english:
        return brief
    made = ground.point(english, old.sources)
    said = {_said(f) for f in made.findings}
    doubts = [f for f in review.unanswered(old.findings, old.english, english) if _said(f) not in said]
    new = replace(made, findings=_still_accepted((*made.findings, *doubts), old.findings))
    return _with(brief, [new if i == at else p for i, p in enumerate(brief.points)], {at})


def change_headline(brief: Brief, ground: Ground, headline: str) -> Brief:
    """The brief with another headline, compared with the sentences that the headline came from."""
    headline = " ".join(headline.split())
    if headline == brief.headline:
        return brief
    sources = brief.headline_sources
    made = (*(ground.report(sources, headline).findings if sources else ()), *ground.strangers(headline))
    told = tuple(replace(f, place=Place.HEADLINE) for f in made if f.severity is not Severity.INFO)
    # What was said of the old headline is said of it no more.
    rest = [f for f in brief.findings if f.place is not Place.HEADLINE]
    changed = replace(brief, headline=headline, findings=(*_still_accepted(told, brief.findings), *rest))
    return _with(changed, brief.points, set())


def add_sentence(
    brief: Brief,
    ground: Ground,
    start: int,
    translator: Translator,
    *,
    to: int | None = None,
) -> Brief:
    """The brief with the sentence of the article at offset `start` as a point of its own, translated and checked.

    to: index of the new point; where None, in the order of the article.
    The same brief where there is no sentence at `start`, or where a point has it whole already.
    """
    found = ground.sentence(start)
    if found is None:
        return brief
    sentence, known = found
    if any(s.start <= sentence.start and sentence.end <= s.end and not s.cuts for p in brief.points for s in p.sources):
        return brief
    at = _place(brief, sentence.start) if to is None else max(0, min(to, len(brief.points)))
    point = point_among(brief.points, ground, sentence, known, translator, at=at)
    points = list(brief.points)
    points.insert(at, point)
    return _with(brief, points, {at}, came=[*range(at), None, *range(at, len(brief.points))])


def point_among(
    points: Sequence[Point],
    ground: Ground,
    sentence: Sentence,
    known: SentenceInput,
    translator: Translator,
    *,
    at: int,
    cuts: tuple[Span, ...] = (),
) -> Point:
    """A stretch of the article as a point: translated, checked, and spelled as the points are that it will stand among.

    at: its index. cuts: of the stretch, as offsets into the article; known: what is left of it.
    """
    (translation,) = translator.translate([known])
    made = BriefSentence(Draft(Selected(sentence, known.text, cuts, 1.0, ()), (sentence,)), translation, known)
    checked = translator.options.check and (ground.source, ground.target) == ("zh", "en")
    if checked:
        made = review.dated([made], ground.filed, translator)[0]
        made = review.retold_sentence(made, _alike(points, ground, made, at), translator)
    return assembly.point(ground.article, made.draft, made.translation, checked=checked)


def add_line(brief: Brief, ground: Ground, english: str, *, to: int | None = None) -> Brief:
    """The brief with a line of somebody's own, which a finding says has no source. to: its index; the last where None."""
    at = len(brief.points) if to is None else max(0, min(to, len(brief.points)))
    points = list(brief.points)
    points.insert(at, ground.point(" ".join(english.split()), ()))
    return _with(brief, points, {at}, came=[*range(at), None, *range(at, len(brief.points))])


def remove_point(brief: Brief, ground: Ground, at: int) -> Brief:
    """The brief without one of its points."""
    came = [i for i in range(len(brief.points)) if i != range(len(brief.points))[at]]
    return _with(brief, [brief.points[i] for i in came], set(), came=came)


def move_point(brief: Brief, ground: Ground, at: int, to: int) -> Brief:
    """The brief with one point elsewhere: it has the index `to` afterwards."""
    came = list(range(len(brief.points)))
    came.insert(max(0, to), came.pop(at))
    if came == sorted(came):
        return brief
    return _with(brief, [brief.points[i] for i in came], set(), came=came)


def accept(brief: Brief, at: int | None, which: int, *, why: str = "") -> Brief:
    """The brief with a finding let stand: it counts as an error no more, and says why. at: index of the point; None: the brief's own."""
    return _with_judgement(brief, at, which, " ".join(why.split()))


def reopen(brief: Brief, at: int | None, which: int) -> Brief:
    """The brief with a finding that nobody lets stand any more."""
    return _with_judgement(brief, at, which, None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What would answer a finding: `new` for english[start:end]. note: it is added in brackets behind the sentence, as a pointer."""

    start: int
    end: int
    new: str
    note: bool = False

    def applied(self, english: str) -> str:
        """The English with it."""
        return english[: self.start] + self.new + english[self.end :]


def expected_form(finding: Finding) -> str:
    """What the English should say for a finding; "" where the check does not know."""
    expected = finding.value("fact" if finding.kind is FindingKind.IDENTIFIER else "expected")
    return expected if isinstance(expected, str) else ""


def offer(brief: Brief, ground: Ground, at: int, which: int) -> Offer | None:
    """What would answer a finding of a point: the expected form, in brackets where it is missing; None where nothing is sure."""
    point = brief.points[at]
    finding = point.findings[which]
    expected = expected_form(finding)
    if not expected:
        return None
    if finding.target is not None:
        if finding.reason is Reason.NAME_SWAPPED:  # two names have to change places
            return None
        start, end = finding.target
        new = fitted(_counted(point, finding, expected, ground.target), start, point.english)
        return Offer(start, end, new) if new != point.english[start:end] else None
    if finding.reason not in (Reason.QUANTITY_MISSING, Reason.NAME_MISSING) or not finding.source:
        return None
    fact = ground.input(point.sources).text[slice(*finding.source)]
    there = [notes.Note(n.fact, n.expected) for n in notes.found(point.english)]
    bare = notes.without(point.english)
    new = notes.written(bare, [*there, notes.Note(fact, expected)], language=ground.target)
    return Offer(0, len(point.english), new, note=True)


def compared(source: str, target: str, *, glossary: Glossary | None = None, context: Sequence[str] = ()) -> Report:
    """What the check says of an English translation; the context, sentences that stand before the source, makes names known."""
    known = document_sentences([*context, source], glossary=Glossary.builtin().merged(glossary))[-1]
    return compared_line(SourceFacts.of(source, people=known.people, terms=known.terms), target)


def use_offer(brief: Brief, ground: Ground, at: int, which: int) -> Brief:
    """The brief with the expected form for a finding in its place; the same brief where there is none."""
    found = offer(brief, ground, at, which)
    return brief if found is None else change_point(brief, ground, at, found.applied(brief.points[at].english))


def _counted(point: Point, finding: Finding, expected: str, language: str) -> str:
    """The expected form of a count without its unit where the English has the noun behind the number."""
    source = next((link.quantity for link in point.links if link.source == finding.source and link.quantity), None)
    told = next((q for q in quantities(point.english, language=language) if (q.start, q.end) == finding.target), None)
    if source is None or told is None or source.kind is not Kind.COUNT or told.kind is not Kind.COUNT:
        return expected
    bare = replace(source, unit="")
    return render(bare, language=language) if source.unit and not told.unit and source.high is None else expected


def _alike(points: Sequence[Point], ground: Ground, made: BriefSentence, at: int) -> str:
    """The new sentence's English with names and acronyms written as the points write them that it will stand among. at: its index."""
    texts = [p.english for p in points]
    texts.insert(at, made.translation.text)
    known = [made.input, *(ground.input(p.sources) for p in points)]
    people = [p.chinese for k in known if k for p in k.people if p.kind is not NameKind.CHINESE]
    texts[at] = one_spelling([*texts[:at], *texts[at + 1 :], texts[at]], people)[-1]
    terms = [m.term for k in known if k for m in k.terms if m.term.target[:1].isupper()]
    return abbreviate(texts, terms)[at]


def _place(brief: Brief, start: int) -> int:
    """Before the first point that tells something later in the article."""
    later = (i for i, p in enumerate(brief.points) if p.sources and min(s.start for s in p.sources) > start)
    return next(later, len(brief.points))


def _with(brief: Brief, points: Sequence[Point], anew: set[int], *, came: Sequence[int | None] | None = None) -> Brief:
    """The brief with other points: figures, people, findings of the whole and signature follow.

    anew: indices of points whose figures are read anew. came: the old index of each point, the same where None.
    """
    old: dict[int, list[int]] = {}
    for row, figure in enumerate(brief.figures):
        old.setdefault(figure.point, []).append(row)
    figures = []
    for i, point in enumerate(points):
        was = i if came is None else came[i]
        if i in anew or was is None:
            figures += figures_of(point, i)
        else:
            figures += [replace(brief.figures[row], point=i) for row in old.get(was, ())]
    said = " ".join(p.english for p in points)
    empty = assembly.findings(points)
    changed = replace(
        brief,
        points=tuple(points),
        figures=tuple(figures),
        people=tuple(replace(p, in_brief=p.english in said) for p in brief.people),
        organisations=tuple(replace(o, in_brief=o.english in said) for o in brief.organisations),
        findings=(*(f for f in brief.findings if f.reason is not Reason.EMPTY_ARTICLE), *empty),
    )
    return _signed(changed, edited=True)


def _still_accepted(findings: Sequence[Finding], before: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, and of those that were accepted before and are said again, why."""
    why = {_said(f): f.accepted for f in before}
    return tuple(replace(f, accepted=why.get(_said(f))) for f in findings)


def _said(finding: Finding) -> object:
    """What makes two findings the same, wherever in the English they point."""
    return finding.reason, finding.source, finding.values, finding.place


def _with_judgement(brief: Brief, at: int | None, which: int, why: str | None) -> Brief:
    if at is None:
        return _signed(replace(brief, findings=_judged(brief.findings, which, why)))
    point = replace(brief.points[at], findings=_judged(brief.points[at].findings, which, why))
    return _signed(replace(brief, points=tuple(point if i == at else p for i, p in enumerate(brief.points))))


def _judged(findings: Sequence[Finding], which: int, why: str | None) -> tuple[Finding, ...]:
    found = list(findings)
    found[which] = replace(found[which], accepted=why)
    return tuple(found)


def _signed(brief: Brief, *, edited: bool = False) -> Brief:
    """The brief with what was done to it by hand in its signature."""
    places = (brief.findings, *(p.findings for p in brief.points))
    return replace(brief, signature=by_hand(brief.signature, places, edited=edited))
