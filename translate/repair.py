"""Repairs that are certain, and notes where nothing can be repaired.

A magnitude, unit or hedge is rewritten only where source and target quantities align one to one and nothing else differs; a name only
where exactly one is missing and exactly one unexplained name of the same shape stands in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from facts.quantities import Agreement, Quantity, render
from translate.fidelity import Link, Report, SourceFacts, check, find_name
from translate.findings import Finding, Severity

REPAIRABLE = frozenset({Agreement.MAGNITUDE_DIFFERS, Agreement.UNIT_DIFFERS, Agreement.HEDGE_DIFFERS})


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair, its report, and what was changed, one sentence each."""

    text: str
    report: Report
    changes: tuple[str, ...] = ()


def repair(
    facts: SourceFacts, text: str, report: Report, *, complete: bool = True, target_language: str = "en"
) -> Repaired:
    """Rewrite what is certain to be wrong and certain to be right afterwards; the result is checked again."""
    edits: list[tuple[int, int, str, str]] = []
    for pair in report.pairs:
        if pair.source and pair.target and pair.agreement in REPAIRABLE and not pair.source.weak:
            new = _fitted(render(pair.source, language=target_language), pair.source, pair.target, text)
            edits.append(
                (pair.target.start, pair.target.end, new, f"{pair.target.text} -> {new} (source: {pair.source.text})")
            )
    edits += _name_edits(facts, text, report)
    if not edits:
        return Repaired(text, report)
    out, done = text, []
    for start, end, new, change in sorted(edits, reverse=True):
        out = out[:start] + new + out[end:]
        done.append(change)
    again = check(facts, out, target_language=target_language, complete=complete)
    if (
        again.errors > report.errors or again.penalty > report.penalty
    ):  # the edit did not do what it should: leave it, flagged
        return Repaired(text, report)
    links = tuple(
        replace(link, status="repaired") if any(facts.text[slice(*link.source)] in change for change in done) else link
        for link in again.links
    )
    notes = tuple(Finding("repair", Severity.INFO, f"Repaired: {change}.") for change in reversed(done))
    return Repaired(out, replace(again, links=links, findings=(*again.findings, *notes)), tuple(reversed(done)))


def _fitted(new: str, source: Quantity, target: Quantity, text: str) -> str:
    """The rendering in the place of the target: no hedge said twice, a capital where a sentence starts."""
    before = text[: target.start].rstrip().lower()
    for hedge in ("nearly ", "more than ", "about ", "over ", "less than ", "at least "):
        if new.startswith(hedge) and before.endswith(hedge.strip()):
            new = new[len(hedge) :]
    if not before or before.endswith((".", "!", "?")):
        new = new[:1].upper() + new[1:]
    return new


PINYIN_NAME = re.compile(r"\b([A-Z][a-z]{1,6}) ([A-Z][a-z]{1,11}(?:['’-][a-z]+)?)\b")


def _name_edits(facts: SourceFacts, text: str, report: Report) -> list[tuple[int, int, str, str]]:
    missing = [link for link in report.links if link.kind == "name" and link.status == "missing"]
    if not missing:
        return []
    known = [span for p in facts.people if (span := find_name(text, p.english))]
    strange = [m for m in PINYIN_NAME.finditer(text) if not any(a < m.end() and m.start() < b for a, b in known)]
    edits = []
    for link in missing:
        surname, _, given = link.expected.partition(" ")
        alike = [m for m in strange if m.group(1) == surname or _close(m.group(2).lower(), given.lower())]
        rivals = [other for other in missing if other is not link and other.expected.split(" ")[0] == surname]
        if len(alike) == 1 and not rivals:
            m = alike[0]
            source = facts.text[slice(*link.source)]
            edits.append((m.start(), m.end(), link.expected, f"{m.group()} -> {link.expected} (source: {source})"))
    used = [e[:2] for e in edits]
    return [e for e in edits if used.count(e[:2]) == 1]


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
        if link.status in ("missing", "differs")
        and (link.kind == "name" or (link.kind == "quantity" and link.quantity is not None and not link.quantity.weak))
        and not _hedge_only(link, report)
    ]
    if not gone or not text.strip():
        return Repaired(text, report)
    shown = "; ".join(f"{facts.text[slice(*link.source)]}, {link.expected}" for link in gone)
    body = text.rstrip()
    end = body[-1] if body[-1] in ".!?。！？" else ""
    note = f"（原文：{shown}）" if target_language == "zh" else f" (source: {shown})"
    out = f"{body[: len(body) - len(end)]}{note}{end}"
    noted = tuple(replace(link, status="noted") if link in gone else link for link in report.links)
    # What was missing now stands there, in brackets; what differs still says two things, and stays an error.
    carried = {link.source for link in gone if link.status == "missing"}
    kept = tuple(
        f for f in report.findings if not (f.kind in ("quantity", "name") and f.source in carried and f.target is None)
    )
    finding = Finding(
        "note", Severity.WARNING, f"Added in brackets, as the translation does not carry it: {shown}.", gone[0].source
    )
    return Repaired(out, replace(report, links=noted, findings=(*kept, finding)), (f"noted: {shown}",))


def _hedge_only(link: Link, report: Report) -> bool:
    return any(
        pair.source is link.quantity and pair.target is not None and pair.agreement is Agreement.HEDGE_DIFFERS
        for pair in report.pairs
    )
