"""Repairs that are certain, and notes where nothing can be repaired.

A magnitude, unit or hedge is rewritten only where source and target quantities align one to one and nothing else differs; a name only
where exactly one is missing and exactly one unexplained name of the same shape stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from facts.names.romanization import sounds_like
from facts.names.sounds import letters
from facts.quantities import Agreement, Kind, Quantity, render
from translate import notes
from translate.check.comparison import SourceFacts, check
from translate.check.report import (
    LOST,
    Change,
    ChangeKind,
    Finding,
    FindingKind,
    Link,
    LinkKind,
    LinkStatus,
    Reason,
    Report,
    Severity,
)

DENIED = re.compile(r"(?:\b(?:not|never|no|without)|n['’]t)\b[^,;.]{0,24}$", re.IGNORECASE)
"""What turns a qualification round: "must not in any case be below". Where the reader of figures did not see it, nothing is rewritten."""

REPAIRABLE = frozenset({Agreement.MAGNITUDE_DIFFERS, Agreement.UNIT_DIFFERS, Agreement.HEDGE_DIFFERS})


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair, its report, and what was changed."""

    text: str
    report: Report
    changes: tuple[Change, ...] = ()


def repair(
    facts: SourceFacts, text: str, report: Report, *, complete: bool = True, target_language: str = "en"
) -> Repaired:
    """Rewrite what is certain to be wrong and certain to be right afterwards; the result is checked again."""
    names = _name_edits(facts, text, report)
    spelled = [
        e for e in _spelled_edits(facts, text, report) if not any(e.start < n.end and n.start < e.end for n in names)
    ]
    edits = _apart([*_quantity_edits(facts, text, report, target_language), *names, *spelled])
    if not edits:
        return Repaired(text, report)
    out = text
    for edit in reversed(edits):
        out = out[: edit.start] + edit.new + out[edit.end :]
    again = check(facts, out, target_language=target_language, complete=complete)
    if (
        again.errors > report.errors or again.penalty > report.penalty
    ):  # the edit did not do what it should: leave it, flagged
        return Repaired(text, report)
    done = {edit.source for edit in edits}
    links = tuple(
        replace(link, status=LinkStatus.REPAIRED) if link.source in done and link.status is LinkStatus.AGREES else link
        for link in again.links
    )
    changes = tuple(edit.change for edit in edits)
    told = tuple(
        Finding.of(Reason.REPAIR_DONE, Severity.INFO, before=c.before, after=c.after, fact=c.fact) for c in changes
    )
    return Repaired(out, replace(again, links=links, findings=(*again.findings, *told)), changes)


@dataclass(frozen=True, slots=True)
class _Edit:
    """`new` for text[start:end]; source: the span of what it renders."""

    start: int
    end: int
    new: str
    source: tuple[int, int]
    change: Change


def _apart(edits: Sequence[_Edit]) -> list[_Edit]:
    """In text order; of edits that overlap, none: which of them is right is not known."""
    ordered = sorted(edits, key=lambda e: e.start)
    return [e for e in ordered if not any(e is not o and e.start < o.end and o.start < e.end for o in ordered)]


def _quantity_edits(facts: SourceFacts, text: str, report: Report, language: str) -> list[_Edit]:
    whole = {(q.start, q.end): q for q in facts.quantities}
    edits: dict[tuple[int, int, int, int], _Edit] = {}
    for pair in report.pairs:
        source, target = pair.source, pair.target
        if source is None or target is None or pair.agreement not in REPAIRABLE or source.weak:
            continue
        if pair.agreement is Agreement.HEDGE_DIFFERS and DENIED.search(text[: target.start]):
            continue
        if source.kind is not target.kind:  # a power of ten between people and yuan is an accident
            continue
        if source.kind is Kind.COUNT and target.unit != source.unit:
            if target.unit:
                continue
            source = replace(source, unit="")  # the noun stands behind the number
        span = (source.start, source.end)
        pairs = [p for p in report.pairs if p.target and (p.target.start, p.target.end) == (target.start, target.end)]
        # A range, taken apart on both sides; one end may be right: 10至30万元 as "10 to 300,000 yuan".
        if len(pairs) > 1:
            if any(
                p.agreement not in (pair.agreement, Agreement.EQUAL)
                or not p.source
                or (p.source.start, p.source.end) != span
                for p in pairs
            ):
                continue
            source = whole[span]
        new = fitted(_rendered(source, target, pair.agreement, language), target.start, text)
        if new.lower() == target.text.lower():  # the qualification stands before it
            continue
        change = Change(ChangeKind.REPAIRED, facts.text[slice(*span)], target.text, new)
        edits[*span, target.start, target.end] = _Edit(target.start, target.end, new, span, change)
    return list(edits.values())


def _rendered(source: Quantity, target: Quantity, agreement: Agreement, language: str) -> str:
    """What the target should have said; where it lacks a qualification only, its own words with that before them (0.5 mg/kg stays so)."""
    whole, bare = (render(q, language=language) for q in (source, replace(source, hedge=None)))
    if not target.text.lower().startswith(("from ", "between ")):  # a loan of 100,000 to 300,000 yuan
        whole, bare = whole.removeprefix("from "), bare.removeprefix("from ")
    if agreement is not Agreement.HEDGE_DIFFERS or target.hedge or language != "en" or not whole.endswith(bare):
        return whole
    hedge = whole[: -len(bare)]
    return target.text if target.text.lower().startswith(hedge) else hedge + target.text


def fitted(new: str, start: int, text: str) -> str:
    """A rendering that is to stand from `start`: no hedge said twice, a capital where a sentence starts."""
    before = text[:start].rstrip().lower()
    for hedge in ("nearly ", "more than ", "about ", "over ", "less than ", "at least "):
        if new.startswith(hedge) and before.endswith(hedge.strip()):
            new = new[len(hedge) :]
    if not before or before.endswith((".", "!", "?")):
        new = new[:1].upper() + new[1:]
    return new


_INITIAL = "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)"
_FINAL = (
    "(?:iong|iang|uang|iao|ian|ang|eng|ing|ong|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)"
)
_SYLLABLE = re.compile(rf"(?:{_INITIAL}?{_FINAL}['’-]?){{1,3}}")
PINYIN_NAME = re.compile(r"(?=\b([A-Z][a-z]{1,11}(?:['’-][a-z]+)?) ([A-Z][a-z]{1,11}(?:['’-][a-z]+)?)\b)")


def _name_edits(facts: SourceFacts, text: str, report: Report) -> list[_Edit]:
    missing = [link for link in report.links if link.kind is LinkKind.NAME and link.status in LOST]
    if not missing:
        return []
    known = {p.english for p in facts.people}
    strange = [m for m in PINYIN_NAME.finditer(text) if f"{m[1]} {m[2]}" not in known and all(map(_pinyin, m.groups()))]
    edits = []
    for link in missing:
        rivals = [other for other in missing if other.expected.split(" ")[0] == link.expected.split(" ")[0]]
        alike = [m for m in strange if _alike(m[1], m[2], link.expected)]
        if len(alike) == 1 and {r.expected for r in rivals} == {link.expected}:
            start, end = alike[0].start(1), alike[0].end(2)
            change = Change(ChangeKind.REPAIRED, facts.text[slice(*link.source)], text[start:end], link.expected)
            edits.append(_Edit(start, end, link.expected, link.source, change))
    return [e for i, e in enumerate(edits) if all(e.new != other.new or e.start != other.start for other in edits[:i])]


def _spelled_edits(facts: SourceFacts, text: str, report: Report) -> list[_Edit]:
    """Words that sound like characters of the source and are not their pinyin, Jingxing for 晋星; another family's given name."""
    edits = []
    for finding in report.findings:
        if finding.reason is not Reason.NAME_SPELLED or finding.source is None or finding.target is None:
            continue
        (start, end), fact = finding.target, facts.text[slice(*finding.source)]
        new = str(finding.value("expected"))
        if sounds_like(text[start:end], fact) or _same_given(text[start:end], new):
            change = Change(ChangeKind.REPAIRED, fact, text[start:end], new)
            edits.append(_Edit(start, end, new, finding.source, change))
    return edits


def _same_given(name: str, other: str) -> bool:
    """Whether two names differ in their family alone: Guo Chunhong, Zhu Chunhong."""
    own, given = (letters(said.partition(" ")[2]) for said in (name, other))
    return bool(given) and own == given


def _pinyin(word: str) -> bool:
    return _SYLLABLE.fullmatch(word.lower()) is not None


def _alike(first: str, second: str, name: str) -> bool:
    """Whether two words can be a misspelling of a name: its surname and another given name, nearly its given name, or both turned round."""
    surname, _, given = (part.lower() for part in name.partition(" "))
    first, second = first.lower(), second.lower()
    return first == surname or _close(second, given) or (second == surname and _close(first.replace("-", ""), given))


def _close(a: str, b: str) -> bool:
    """At most one letter in four differs, by edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1] <= max(len(a), len(b)) // 4


def annotate(facts: SourceFacts, text: str, report: Report, *, target_language: str = "en") -> Repaired:
    """Carry every missing quantity and name of the source as an explicit note behind the sentence, and say so in a finding.

    `... on the spot (source: 近20亿元, nearly 2 billion yuan).`
    """
    gone = [
        link
        for link in report.links
        if link.status in LOST
        and (
            link.kind is LinkKind.NAME
            or (link.kind is LinkKind.QUANTITY and link.quantity is not None and not link.quantity.weak)
        )
        and not _hedge_only(link, report)
    ]
    if not gone or not text.strip():
        return Repaired(text, report)
    # Once, however often lost.
    told = tuple(dict.fromkeys(notes.Note(facts.text[slice(*link.source)], link.expected) for link in gone))
    out = notes.written(text, told, language=target_language)
    noted = tuple(replace(link, status=LinkStatus.NOTED) if link in gone else link for link in report.links)
    # What was missing now stands there, in brackets; what differs still says two things, and stays an error.
    carried = {link.source for link in gone if link.status is LinkStatus.MISSING}
    kept = tuple(
        f
        for f in report.findings
        if not (f.kind in (FindingKind.QUANTITY, FindingKind.NAME) and f.source in carried and f.target is None)
    )
    finding = Finding.of(Reason.NOTE_ADDED, Severity.WARNING, gone[0].source, facts=notes.shown(told))
    changes = tuple(Change(ChangeKind.NOTED, note.fact, "", note.expected) for note in told)
    return Repaired(out, replace(report, links=noted, findings=(*kept, finding)), changes)


def _hedge_only(link: Link, report: Report) -> bool:
    return any(
        pair.source is link.quantity and pair.target is not None and pair.agreement is Agreement.HEDGE_DIFFERS
        for pair in report.pairs
    )
