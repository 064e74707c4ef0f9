"""Does a translation say what its source says? Quantities, names and terms compared as values; coverage, repetition and leftovers looked for.

`check` compares and reports; it changes nothing. `repair.py` changes what is certain; `translator.py` chooses among hypotheses with `Report.penalty`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facts.glossary.glossary import Match, Term, accepts
from facts.glossary.renderings import bare_place
from facts.glossary.reversed import renderings
from facts.names.people import Person, english_has_name
from facts.quantities import Agreement, Hedge, Kind, Pair, Quantity, align, quantities, render
from translate.check.findings import Finding, Severity
from translate.check.guards import decoding_findings
from translate.check.rates import rate_findings

# What a finding costs a hypothesis, in units of log probability a token (hypotheses of one sentence lie within about 0.3 of each other).
PENALTY = {
    "empty": 20.0,
    "incomplete": 3.0,
    "untranslated": 2.0,
    "repetition": 1.0,
    "quantity": 1.0,
    "invented": 0.7,
    "hedge": 0.15,
    "name": 0.8,
    "term": 0.3,
    "length": 0.4,
    "coverage": 0.4,
}


@dataclass(frozen=True, slots=True)
class Link:
    """A fact of the source and its rendering.

    kind: quantity | name | term. source, target: spans (target None where it is missing). expected: the rendering that is sure to be right.
    status: agrees | differs | missing | repaired | noted.
    """

    kind: str
    source: tuple[int, int]
    target: tuple[int, int] | None
    expected: str
    status: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found. pairs: the aligned quantities, for `repair`. penalty: 0 for a clean hypothesis, more for a worse one."""

    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    pairs: tuple[Pair, ...] = ()
    penalty: float = 0.0

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity is Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source sentence asserts; made once and compared with every hypothesis."""

    text: str
    quantities: tuple[Quantity, ...] = ()
    people: tuple[Person, ...] = ()
    terms: tuple[Match, ...] = ()
    language: str = "zh"

    @classmethod
    def of(
        cls, text: str, *, people: Sequence[Person] = (), terms: Sequence[Match] = (), language: str = "zh"
    ) -> SourceFacts:
        """Read the quantities of `text`; people and terms come from the caller, who sees the whole document (spans into `text`)."""
        return cls(text, quantities(text, language=language), tuple(people), tuple(terms), language)


def check(facts: SourceFacts, target: str, *, target_language: str = "en", complete: bool = True) -> Report:
    """Compare `target` with what its source asserts.

    Severities: error where a quantity or name is wrong, missing or made up; warning for hedges, terms and coverage.
    """
    findings = decoding_findings(facts.text, target, complete=complete, target_language=target_language)
    if any(f.kind == "empty" for f in findings):
        return Report(tuple(findings), (), (), PENALTY["empty"])
    links: list[Link] = []
    pairs = align(facts.quantities, quantities(target, language=target_language))
    # `align` takes ranges apart; what is told is the range as it stands.
    whole = {_span(q): q for q in facts.quantities}
    for pair in pairs:
        finding, link = _quantity(pair, whole, target_language)
        findings += [finding] if finding else []
        links += [link] if link else []
    if (facts.language, target_language) == ("zh", "en"):
        findings += rate_findings(facts.text, target)
    swapped = _swapped(facts, target) if target_language == "en" else {}
    for person in facts.people:
        finding, link = _name(person, target, facts.language)
        if finding is None and link.target and (post := swapped.get(person.chinese)):
            message = (
                f"{person.chinese} is {person.english}; the translation gives the name to the {post} of the source."
            )
            finding, link = (
                Finding("name", Severity.ERROR, message, link.source, link.target),
                replace(link, status="differs"),
            )
        findings += [finding] if finding else []
        links.append(link)
    for match in facts.terms:
        finding, link = _term(match, target, target_language)
        findings += [finding] if finding else []
        links.append(link)
    findings.sort(key=lambda f: (f.severity != Severity.ERROR, f.severity != Severity.WARNING))
    penalty = sum(PENALTY.get(f.kind, 0.5) for f in findings)
    return Report(tuple(findings), tuple(sorted(links, key=lambda link: link.source)), pairs, penalty)


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
        return Finding(
            "invented", severity, f"The translation says {target.text!r}; the source does not.", None, _span(target)
        ), None
    expected = render(whole.get(_span(source), source), language=language)
    if target is None:
        link = Link("quantity", _span(source), None, expected, "missing", source)
        if source.weak:
            return None, link
        message = f"{source.text} ({expected}) is missing from the translation."
        return Finding("quantity", Severity.ERROR, message, _span(source)), link
    spans = (_span(source), _span(target))
    if pair.agreement is Agreement.EQUAL:
        return None, Link("quantity", *spans, expected, "agrees", source)
    link = Link("quantity", *spans, expected, "differs", source)
    if pair.agreement is Agreement.HEDGE_DIFFERS and source.hedge in (None, Hedge.ABOUT):
        return None, Link("quantity", *spans, expected, "agrees", source)  # "about" comes and goes in good translations
    if pair.agreement is Agreement.HEDGE_DIFFERS:
        message = f"{source.text} is {expected}; the translation says {target.text!r}, without the same qualification."
        return Finding("hedge", Severity.WARNING, message, *spans), link
    if source.weak and target.weak:
        return Finding("quantity", Severity.WARNING, f"{source.text} became {target.text!r}.", *spans), link
    reason = {
        Agreement.MAGNITUDE_DIFFERS: "wrong by a power of ten",
        Agreement.UNIT_DIFFERS: "in another unit",
    }.get(pair.agreement, "another value")
    message = f"{source.text} is {expected}; the translation says {target.text!r}: {reason}."
    return Finding("quantity", Severity.ERROR, message, *spans), link


STRONG = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.COUNT, Kind.DATE})


def _name(person: Person, target: str, language: str) -> tuple[Finding | None, Link]:
    span = (person.start, person.end)
    expected = person.english if language == "zh" else person.chinese
    at = find_name(target, expected)
    if language == "zh" and not at and (turned := find_name(target, " ".join(reversed(expected.split(" ", 1))))):
        message = f"{person.chinese} is {expected}, surname first; the translation says {target[slice(*turned)]!r}."
        return Finding("name", Severity.ERROR, message, span, turned), Link("name", span, turned, expected, "differs")
    if at or english_has_name(target, expected, person.chinese if language == "zh" else ""):
        return None, Link("name", span, at, expected, "agrees")
    surname = expected.split(" ")[0]
    if language == "zh" and (m := re.search(rf"\b{re.escape(surname)}\b(?! [A-Z])", target)):
        return None, Link(
            "name", span, m.span(), expected, "agrees"
        )  # English names a person once in full, then by surname
    if not person.confident:  # perhaps no name at all
        return None, Link("name", span, None, expected, "missing")
    message = f"{person.chinese} ({expected}) is missing from the translation or spelt in another way."
    return Finding("name", Severity.ERROR, message, span), Link("name", span, None, expected, "missing")


def _swapped(facts: SourceFacts, target: str) -> dict[str, str]:
    """People who stand right behind the post of somebody else, and that post: 市长甲会见总经理乙 as "Mayor Yi met General Manager Jia"."""
    posts = {
        p.chinese: m.term.target for p in facts.people for m in facts.terms if m.end == p.start and m.start < p.start
    }
    found: dict[str, str] = {}
    for person in facts.people:
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
    """Span of a name in text, whatever joins its parts."""
    pattern = r"[\s'’-]?".join(re.escape(c) for c in name if c.isalnum())
    m = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return m.span() if m else None


def find_term(text: str, term: Term) -> tuple[int, int] | None:
    """Span of a term's target or acronym in text."""
    for form in (term.target, term.acronym, bare_place(term.target) if term.origin == "rule:places" else ""):
        if form and (m := re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, 0 if term.case else re.IGNORECASE)):
            return m.span()
    return None


ABROAD = frozenset({"country", "foreign_city", "us_state", "geography"})
"""Kinds of places that human translators leave out or put in other words (the Americans, Roman Catholic) too often to warn of."""


def _term(match: Match, target: str, language: str) -> tuple[Finding | None, Link]:
    term, span = match.term, (match.start, match.end)
    if language == "zh":
        found = next((form for form in renderings(term) if form in target), None)
        at = (target.index(found), target.index(found) + len(found)) if found else None
    else:
        at = find_term(target, term)
    if at or (language != "zh" and accepts(target, term)):
        return None, Link("term", span, at, term.target, "agrees")
    link = Link("term", span, None, term.target, "missing")
    if not term.firm or term.kind in ABROAD:
        return None, link
    mine = not term.origin.startswith(("builtin:", "rule:"))
    source = "usually " if term.origin.startswith("rule:") else ""
    listed = "" if source else " in the glossary"
    message = f"{term.source} is {source}{term.target!r}{listed}; the translation does not have it."
    return Finding("term", Severity.ERROR if mine else Severity.WARNING, message, span), link
