"""How well the check sees what a translation has made up: detection against false alarms.

    python -m benchmarks.grounding DEV.tsv [--general SOURCES REFERENCES] [--limit 300]

DEV.tsv is in the form of releases-dev.tsv (kind, Chinese, English). The bundled model is asked what the source explains of each clause and
name (translate/check/opinion/grounding.py). False alarms: human sentences with a finding. Found: clauses of other sentences that were put
into human ones, and names that were. One table by threshold; `*` marks those of the model's calibration.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from models import load_engine
from models.catalog import calibration
from models.engines.protocols import PieceScorer
from translate.check.comparison import SourceFacts, check
from translate.check.opinion.grounding import grounds
from translate.check.report import Reason, Span

CLAUSE_GAINS = (0.2, 0.4, 0.6, 0.8, 1.0, 1.4)
NAME_GAINS = (-4.0, -3.0, -2.5, -2.0, -1.5, -1.0)
NAMES = [
    "Long March-2F",
    "Li Wei",
    "Toronto",
    "Siemens",
    "Mount Tai",
    "Harbin Institute",
    "Pudong Airport",
    "Brazil",
    "Huawei",
    "Tsinghua University",
    "Captain Zhang",
    "Yunnan",
    "General Motors",
    "Kunlun",
]


@dataclass(frozen=True, slots=True)
class Row:
    """A source, a translation, and the span that was put into it, if one was."""

    source: str
    target: str
    added: Span | None = None


def releases(path: Path, limit: int) -> list[Row]:
    """Sentences with their human English, drawn at random but always the same."""
    cells = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    rows = [Row(c[1], c[2]) for c in cells if len(c) == 3 and c[0] in ("K", "B", "T") and 12 <= len(c[1]) <= 150]
    random.Random(1).shuffle(rows)
    return rows[:limit]


def with_clause(rows: Sequence[Row]) -> list[Row]:
    """Each with a clause of another one, at its end or behind its first clause."""
    draw = random.Random(3)
    out: list[Row] = []
    for row in rows:
        other = draw.choice(rows).target
        parts = [c.rstrip(".,") for c in re.split(r"(?<=,) ", other) if 4 <= len(c.split()) <= 12]
        at = row.target.find(", ")
        if not parts or other == row.target or at < 0:
            continue
        clause = draw.choice(parts)
        if draw.random() < 0.5:
            text = row.target.rstrip(".") + ", " + clause + "."
            out.append(Row(row.source, text, (len(text) - len(clause) - 1, len(text) - 1)))
        else:
            text = row.target[: at + 2] + clause + ", " + row.target[at + 2 :]
            out.append(Row(row.source, text, (at + 2, at + 2 + len(clause))))
    return out


def with_name(rows: Sequence[Row]) -> list[Row]:
    """Each with a name behind one of its prepositions."""
    draw = random.Random(4)
    out: list[Row] = []
    for row in rows:
        places = [m.end() for m in re.finditer(r"\b(?:of|in|the|by|with|from) ", row.target)]
        if places:
            at, name = draw.choice(places), draw.choice(NAMES)
            out.append(Row(row.source, f"{row.target[:at]}{name} {row.target[at:]}", (at, at + len(name))))
    return out


def lowest(scorer: PieceScorer, rows: Sequence[Row], reason: Reason) -> list[float]:
    """For each row what the source explains least of; where something was put in, of what touches it. Infinity where nothing was asked."""
    sources, targets = [r.source for r in rows], [r.target for r in rows]
    glossary = Glossary.builtin()
    known = [document_sentences([s], glossary=glossary, source="zh", target="en")[0] for s in sources]
    reports = [
        check(SourceFacts.of(k.text, people=k.people, terms=k.terms), t) for k, t in zip(known, targets, strict=True)
    ]

    def counts(row: Row, span: Span) -> bool:
        return row.added is None or (span[0] < row.added[1] and row.added[0] < span[1])

    return [
        min((g.gain for g in found if g.reason is reason and counts(row, g.span)), default=math.inf)
        for row, found in zip(rows, grounds(scorer, sources, targets, reports), strict=True)
    ]


def table(label: str, gains: Sequence[float], chosen: float | None, sets: Mapping[str, Sequence[float]]) -> None:
    """The share of each set below each threshold."""
    print(f"{label:<22}" + "".join(f"{gain:>8g}{'*' if gain == chosen else ' '}" for gain in gains))
    for name, lows in sets.items():
        shares = [sum(low < gain for low in lows) / max(1, len(lows)) for gain in gains]
        print(f"  {name:<20}" + "".join(f"{share:>8.1%} " for share in shares))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--general", type=Path, nargs=2, metavar=("SOURCES", "REFERENCES"))
    parser.add_argument("--limit", type=int, default=300)
    given = parser.parse_args()
    human = releases(given.dev, given.limit)
    general: list[Row] = []
    if given.general:
        sides = [path.read_text("utf-8").splitlines()[: given.limit] for path in given.general]
        general = [Row(s, t) for s, t in zip(*sides, strict=True)]
    scorer = load_engine("compact")
    assert isinstance(scorer, PieceScorer)
    limits = calibration(scorer.model)
    clauses, names = with_clause(human), with_name(human)
    print(
        f"{len(human)} human sentences of releases, {len(general)} of general news; {len(clauses)} clauses and {len(names)} names put in"
    )
    for label, gains, chosen, reason, put_in in (
        ("clause, nats a word", CLAUSE_GAINS, limits.grounded_clause, Reason.INVENTED_CLAUSE, clauses),
        ("name, nats a word", NAME_GAINS, limits.grounded_name, Reason.INVENTED_NAME, names),
    ):
        sets = {"alarms: releases": human, "alarms: general": general, "found": put_in}
        table(label, gains, chosen, {name: lowest(scorer, rows, reason) for name, rows in sets.items()})


if __name__ == "__main__":
    main()
