"""Does a translation say what its source says? Quantities, names and terms compared as values; coverage, repetition
and leftovers looked for.

`check` compares and reports; it changes nothing. `repair.py` changes what is certain; `translator.py` chooses among
hypotheses with `Report.penalty`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facts.document import SentenceInput
from facts.glossary.glossary import Match, Term, accepts
from facts.glossary.renderings import bare_place
from facts.glossary.reversed import renderings
from facts.names import (
    NameKind,
    Person,
    english_has_name,
    find_foreign,
    other_spellings,
    spelled_there,
    stray_part,
    unlike_name,
    wade_has_name,
)
from facts.quantities import Agreement, Hedge, Kind, Pair, Quantity, align, calendar, quantities, render
from facts.quantities.zh import currency
from translate.check.figures.asides import Aside, asides
from translate.check.figures.days import day_findings
from translate.check.figures.identifiers import identifier_findings
from translate.check.figures.labels import label_findings
from translate.check.figures.otherwise import EXCUSES, NO_REST, Rest, told_otherwise, year_added
from translate.check.figures.places import place_findings
from translate.check.figures.rates import rate_findings, with_rates
from translate.check.figures.scores import score_findings
from translate.check.figures.small import small_word
from translate.check.figures.votes import vote_findings
from translate.check.guards import decoding_findings
from translate.check.names.appointed import appointment_findings
from translate.check.names.joined import joined
from translate.check.names.organs import organ_findings
from translate.check.names.pinyin import name_findings, unchecked_names
from translate.check.names.posts import post_findings, run_together
from translate.check.names.strangers import stranger_findings
from translate.check.polarity import polarity_findings
from translate.check.polarity.sides import side_findings
from translate.check.report import Finding, FindingKind, Link, LinkKind, LinkStatus, Reason, Report, Severity, touches
from translate.check.turned import turned_findings

# What a finding costs a hypothesis, in units of log probability a token (hypotheses of one sentence lie within about 0.3 of each other).
PENALTY = {
    FindingKind.EMPTY: 20.0,
    FindingKind.INCOMPLETE: 3.0,
    FindingKind.UNTRANSLATED: 2.0,
    FindingKind.REPETITION: 1.0,
    FindingKind.QUANTITY: 1.0,
    FindingKind.IDENTIFIER: 1.0,
    FindingKind.INVENTED: 0.7,
    FindingKind.HEDGE: 0.15,
    FindingKind.NAME: 0.8,
    FindingKind.DIRECTION: 0.8,
    FindingKind.POLARITY: 0.6,
    FindingKind.TERM: 0.3,
    FindingKind.LENGTH: 0.4,
    FindingKind.COVERAGE: 0.4,
}


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source sentence asserts; made once and compared with every hypothesis.

    money: the currencies that a bare 元 may be besides the yuan, in a document of Taiwan, Hong Kong or Macau. years: those that the
    document names, where the text has a year without its figure (今年). rest: what it says in characters that are no figure.
    """

    text: str
    quantities: tuple[Quantity, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Match, ...] = ()
    language: str = "zh"
    context: str = ""
    money: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    rest: Rest = NO_REST

    @classmethod
    def of(
        cls, text: str, *, people: Sequence[Person] = (), terms: Sequence[Match] = (), language: str = "zh",
        month: int = 0, months: int = 0, day: int = 0, context: str = "", money: frozenset[str] = frozenset(),
        years: frozenset[int] = frozenset(),
    ) -> SourceFacts:  # fmt: skip
        """Read the quantities of `text`; people, terms and days come from the caller, who sees the whole document (spans into `text`).

        context: the whole document, where the translator has read it and may name what another sentence names. money: where the
        document itself does not say what its bare 元 may be.
        """
        found = quantities(text, language=language)
        if month or months:
            found = tuple(calendar.dated(found, month=month, day=day, months=months))
        if language == "zh":
            money = money or currency.local(f"{text}\n{context}")
        # Where the text names such money itself, its bare 元 is no riddle.
        money -= {q.unit for q in found}
        rest = Rest.of(text, found)
        return cls(text, found, tuple(people), tuple(terms), language, context, money, years, rest)

    @classmethod
    def read(
        cls, s: SentenceInput, *, language: str = "zh", context: str = "", money: frozenset[str] = frozenset()
    ) -> SourceFacts:
        """`of` for a sentence with what its document knows of it."""
        return cls.of(
            s.text, people=s.people, terms=s.terms, language=language, month=s.month, months=s.months, day=s.day,
            context=context, money=money, years=s.years,
        )  # fmt: skip


def check(
    facts: SourceFacts,
    target: str,
    *,
    target_language: str = "en",
    complete: bool = True,
) -> Report:
    """Compare `target` with what its source asserts. The deadline of the work is asked now and then.

    Severities: error where a quantity or name is wrong, missing or made up; warning for hedges, terms and coverage.
    """
    findings = decoding_findings(facts.text, target, complete=complete, target_language=target_language)
    if any(f.kind is FindingKind.EMPTY for f in findings):
        return Report(tuple(findings), (), (), PENALTY[FindingKind.EMPTY])
    links: list[Link] = []
    wrong, copied = identifier_findings(facts.text, target)
    findings += wrong
    told = [
        q for q in quantities(target, language=target_language) if not any(a < q.end and q.start < b for a, b in copied)
    ]
    if facts.money:
        told = [replace(q, unit="yuan") if q.unit in facts.money else q for q in told]
    pairs = align(facts.quantities, told)
    # `align` takes ranges apart; what is told is the range as it stands.
    whole = {_span(q): q for q in facts.quantities}
    added = asides(facts.text, target, pairs) if target_language == "en" else {}
    small, excused = small_word(pairs, facts.text), 0
    for pair in pairs:
        aside = added.get(_span(pair.target)) if pair.source is None and pair.target is not None else None
        if aside in (Aside.CONVERTED, Aside.LABEL, Aside.MONTH):
            continue
        finding, link = _quantity(pair, whole, target_language)
        excused += finding is not None
        if (
            finding is not None
            and target_language == "en"
            and excused <= EXCUSES
            and told_otherwise(finding, pair, pairs, facts.text, target, facts.rest)
        ):
            finding, link = None, replace(link, status=LinkStatus.AGREES) if link else None
        elif finding is not None and small is not None and pair is small[0]:
            finding, link = _quantity(small[1], whole, target_language)
        elif finding is not None and target_language == "en" and (year := year_added(pair, facts.text, target)):
            known = {y + step for y in facts.years for step in (-1, 0, 1)}
            if year in known:
                finding = None
            elif not known:
                finding = replace(finding, reason=Reason.INVENTED_YEAR, severity=Severity.INFO)
        if finding is not None and aside is Aside.CURRENCY:
            finding = replace(finding, severity=Severity.WARNING)
        findings += [finding] if finding else []
        links += [link] if link else []
    if (facts.language, target_language) == ("zh", "en"):
        findings = with_rates(findings, rate_findings(facts.text, target, pairs))
        findings += score_findings(facts.text, target, facts.quantities)
        findings += vote_findings(facts.text, target)
        findings += label_findings(facts.text, target)
        findings += polarity_findings(facts.text, target, pairs)
        findings += day_findings(facts.text, target, pairs)
        findings += name_findings(facts.text, target, people=facts.people, terms=facts.terms, context=facts.context)
        findings += unchecked_names(facts.text, target, people=facts.people, terms=facts.terms)
        findings += post_findings(facts.text, target, facts.people)
        findings += appointment_findings(facts.text, target, facts.people)
        findings += side_findings(facts.text, target, facts.people, facts.terms)
        findings += organ_findings(f"{facts.text}\n{facts.context}", target)
    swapped = _swapped(facts, target) if target_language == "en" else {}
    for person in facts.people:
        finding, link = _name(person, target, facts.language)
        if finding is None and link is not None and link.target and (post := swapped.get(person.chinese)):
            finding = Finding.of(
                Reason.NAME_SWAPPED, Severity.ERROR, link.source, link.target,
                fact=person.chinese, expected=person.english, post=post,
            )  # fmt: skip
            link = replace(link, status=LinkStatus.DIFFERS)
        findings += [finding] if finding else []
        links += [link] if link else []
    gone = []
    for match in facts.terms:
        finding, link = _term(match, target, target_language)
        findings += [finding] if finding else []
        links.append(link)
        if link.status is LinkStatus.MISSING:
            gone.append(match)
    if (facts.language, target_language) == ("zh", "en"):
        findings += stranger_findings(facts.text, target, facts.people, facts.terms, gone)
    if (facts.language, target_language) == ("en", "zh"):
        findings += turned_findings(facts.text, target, pairs, links)
    findings = _told_once(findings, links)
    if (facts.language, target_language) == ("zh", "en"):
        findings += place_findings(facts.text, target, pairs, links)
    findings.sort(key=lambda f: (f.severity != Severity.ERROR, f.severity != Severity.WARNING))
    penalty = sum(PENALTY.get(f.kind, 0.5) for f in findings)
    return Report(joined(findings), tuple(sorted(links, key=lambda link: link.source)), pairs, penalty)


def _told_once(findings: Sequence[Finding], links: Sequence[Link]) -> list[Finding]:
    """Without a part of a name that is spelled in another way where the whole name is told to be missing."""
    gone = [link.source for link in links if link.kind is LinkKind.NAME and link.status is LinkStatus.MISSING]
    return [
        f for f in findings if f.reason is not Reason.NAME_SPELLED or f.source is None or not touches(f.source, gone)
    ]


def _span(quantity: Quantity) -> tuple[int, int]:
    return quantity.start, quantity.end


def _quantity(
    pair: Pair, whole: Mapping[tuple[int, int], Quantity], language: str
) -> tuple[Finding | None, Link | None]:
    source, target = pair.source, pair.target
    if source is None:
        if target is None or target.weak:
            return None, None
        severity = Severity.ERROR if target.kind in STRONG else Severity.WARNING
        return Finding.of(Reason.INVENTED_QUANTITY, severity, None, _span(target), found=target.text), None
    if source.lost:
        return Finding.of(Reason.QUANTITY_LOST, Severity.WARNING, _span(source), fact=source.text), None
    expected = render(whole.get(_span(source), source), language=language)
    if target is None:
        link = Link(LinkKind.QUANTITY, _span(source), None, expected, LinkStatus.MISSING, source)
        if source.weak:
            return None, link
        return Finding.of(
            Reason.QUANTITY_MISSING, Severity.ERROR, _span(source), fact=source.text, expected=expected
        ), link
    spans = (_span(source), _span(target))
    if pair.agreement is Agreement.EQUAL:
        if (
            source.kind is target.kind is Kind.DATE
            and source.day
            and not source.month
            and target.month
            and not source.months
        ):
            unchecked = Finding.of(Reason.QUANTITY_MONTH, Severity.WARNING, *spans, fact=source.text, found=target.text)
            return unchecked, Link(LinkKind.QUANTITY, *spans, expected, LinkStatus.AGREES, source)
        return None, Link(LinkKind.QUANTITY, *spans, expected, LinkStatus.AGREES, source)
    link = Link(LinkKind.QUANTITY, *spans, expected, LinkStatus.DIFFERS, source)
    values = {"fact": source.text, "found": target.text}
    if pair.agreement is Agreement.HEDGE_DIFFERS:
        if source.hedge in (None, Hedge.ABOUT):  # "about" comes and goes in good translations
            return None, replace(link, status=LinkStatus.AGREES)
        turned = {source.hedge, target.hedge} & ABOVE and {source.hedge, target.hedge} & BELOW
        severity = Severity.ERROR if turned else Severity.WARNING
        return Finding.of(Reason.HEDGE_DIFFERS, severity, *spans, expected=expected, **values), link
    if source.weak and target.weak and source.kind is not Kind.ORDINAL:
        return Finding.of(Reason.QUANTITY_WEAK, Severity.WARNING, *spans, **values), link
    reason = {
        Agreement.MAGNITUDE_DIFFERS: Reason.QUANTITY_MAGNITUDE,
        Agreement.SIGN_DIFFERS: Reason.QUANTITY_SIGN,
        Agreement.UNIT_DIFFERS: Reason.QUANTITY_UNIT,
    }.get(pair.agreement, Reason.QUANTITY_VALUE)
    return Finding.of(reason, Severity.ERROR, *spans, expected=expected, **values), link


ABOVE = frozenset({Hedge.OVER, Hedge.AT_LEAST})
BELOW = frozenset({Hedge.UNDER, Hedge.AT_MOST, Hedge.NEARLY})
"""Qualifications of which one denies the other: 不低于200亿元 as "at most 20 billion yuan", 超20% as "nearly 20 percent"."""

STRONG = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.COUNT, Kind.DATE})


def _name(person: Person, target: str, language: str) -> tuple[Finding | None, Link | None]:
    if person.kind is not NameKind.CHINESE:
        return _other_name(person, target)
    span = (person.start, person.end)
    expected = person.english if language == "zh" else person.chinese
    at = find_name(target, expected)
    if language == "zh" and not at and (turned := find_name(target, " ".join(reversed(expected.split(" ", 1))))):
        found = target[slice(*turned)]
        return Finding.of(
            Reason.NAME_TURNED, Severity.ERROR, span, turned, fact=person.chinese, expected=expected, found=found
        ), Link(LinkKind.NAME, span, turned, expected, LinkStatus.DIFFERS)
    if language == "zh" and not at:
        spelled = (find_name(target, other) for other in other_spellings(person.chinese))
        at = next((span for span in spelled if span), None) or wade_has_name(target, person.chinese)
    if at or english_has_name(target, expected, person.chinese if language == "zh" else ""):
        return None, Link(LinkKind.NAME, span, at, expected, LinkStatus.AGREES)
    surname = expected.split(" ")[0]
    # English names a person once in full, then by surname.
    if language == "zh" and (m := re.search(rf"\b{re.escape(surname)}\b(?! [A-Z])", target)):
        return None, Link(LinkKind.NAME, span, m.span(), expected, LinkStatus.AGREES)
    link = Link(LinkKind.NAME, span, None, expected, LinkStatus.MISSING)
    if not person.confident:  # perhaps no name at all, or one that is not spelled in pinyin
        if spelled_there(person.title):
            return Finding.of(Reason.NAME_UNCHECKED, Severity.INFO, span, fact=(person.chinese,)), link
        return None, link
    return Finding.of(Reason.NAME_MISSING, Severity.ERROR, span, fact=person.chinese, expected=expected), link


def _other_name(person: Person, target: str) -> tuple[Finding | None, Link | None]:
    """A name that is not Chinese has many spellings: one of a list, or one that sounds like it, will do; else a person has to look."""
    span = (person.start, person.end)
    at = find_foreign(target, person.chinese)
    if at is not None:
        expected = person.english or target[slice(*at)]
        if stray := stray_part(target, person.chinese, at):
            link = Link(LinkKind.NAME, span, stray, expected, LinkStatus.DIFFERS)
            values = {"fact": person.chinese, "found": target[slice(*stray)]}
            return Finding.of(Reason.NAME_PART, Severity.ERROR, span, stray, **values), link
        if person.english and (other := unlike_name(target, person.chinese, at)):
            values = {"fact": person.chinese, "found": target[slice(*other)], "expected": person.english}
            link = Link(LinkKind.NAME, span, other, expected, LinkStatus.DIFFERS)
            return Finding.of(Reason.NAME_OTHER, Severity.WARNING, span, other, **values), link
        return None, Link(LinkKind.NAME, span, at, expected, LinkStatus.AGREES)
    if person.kind is NameKind.KNOWN:
        return None, None
    if person.english:
        values = {"fact": person.chinese, "expected": person.english}
        link = Link(LinkKind.NAME, span, None, person.english, LinkStatus.MISSING)
        return Finding.of(Reason.NAME_MISSING, Severity.WARNING, span, **values), link
    return Finding.of(Reason.NAME_UNCHECKED, Severity.WARNING, span, fact=person.chinese), None


def _swapped(facts: SourceFacts, target: str) -> dict[str, str]:
    """People who stand right behind the post of somebody else, and that post: 市长甲会见总经理乙 as "Mayor Yi met General Manager Jia"."""
    posts = {
        p.chinese: m.term.target
        for p in facts.people
        for m in facts.terms
        if m.end == p.start and m.start < p.start and p.kind is NameKind.CHINESE
    }
    found: dict[str, str] = {}
    for person in facts.people:
        if person.kind is not NameKind.CHINESE:
            continue
        mine, at = posts.get(person.chinese), find_name(target, person.english)
        if not mine or not at:
            continue
        before = target[: at[0]].rstrip().lower()
        others = {post for name, post in posts.items() if name != person.chinese and post.lower() != mine.lower()}
        theirs = [post for post in others if re.search(rf"(?<!\w){re.escape(post.lower())}$", before)]
        if theirs and not before.endswith(mine.lower()):
            found[person.chinese] = max(theirs, key=len)
    # One alone may be a post that somebody holds too; two have changed places.
    return found if len(found) > 1 else {}


def find_name(text: str, name: str) -> tuple[int, int] | None:
    """Span of a name in text, whatever joins its parts; a surname ends where it does: Ou Yanglixin is not Ouyang Lixin."""
    pattern = r"[\s'’-]+".join(map(run_together, name.split()))
    m = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return m.span() if m else None


def find_term(text: str, term: Term) -> tuple[int, int] | None:
    """Span of a term's target or acronym in text."""
    for form in (term.target, term.acronym, bare_place(term.target) if term.origin == "rule:places" else ""):
        if form and (m := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, 0 if term.case else re.IGNORECASE)):
            return m.span()
    return None


ABROAD = frozenset({"country", "foreign_city", "foreign_place", "us_state", "geography"})
"""Kinds of places that human translators leave out or put in other words (the Americans, Roman Catholic) too often to warn of."""


def _term(match: Match, target: str, language: str) -> tuple[Finding | None, Link]:
    term, span = match.term, (match.start, match.end)
    if language == "zh":
        found = next((form for form in renderings(term) if form in target), None)
        at = (target.index(found), target.index(found) + len(found)) if found else None
    else:
        at = find_term(target, term)
    if at or (language != "zh" and accepts(target, term)):
        return None, Link(LinkKind.TERM, span, at, term.target, LinkStatus.AGREES)
    link = Link(LinkKind.TERM, span, None, term.target, LinkStatus.MISSING)
    if not term.firm or term.kind in ABROAD:
        return None, link
    mine = not term.origin.startswith(("builtin:", "rule:"))
    reason = Reason.TERM_USUAL if term.origin.startswith("rule:") else Reason.TERM_LISTED
    severity = Severity.ERROR if mine else Severity.WARNING
    return Finding.of(reason, severity, span, fact=term.source, expected=term.target), link
