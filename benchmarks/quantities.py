"""The quantity parsers and their comparison, on development data.

    python -m benchmarks.quantities SHARED [--show N]

SHARED: the folder of the development data (eval/, releases/releases.tsv).

Printed:

  facts      of the fact sheets in eval/briefs-dev (numbers, amounts, percentages, dates): recall is the share whose Chinese span holds a
             quantity equal to one that the English reference brief has where the sheet's pattern matches; precision is the share of all
             (not weak) quantities of the reference briefs that are equal to some quantity of the article
  alarms     sentences of human (FLORES, releases) or exact (grammar) translations in which anything is found to
  disagree, in per cent: hedges
             included, hedges left out, and on the source side alone; weak quantities do not count. "digits" is what comparing the strings
             of digits would alarm
  noticed    figures of those translations replaced by a wrong one (a power of ten, another digit, unit, currency, day, month, year, hedge,
             points for percent) that raise an alarm, in per cent
  speed      sentences a second, on one core
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from facts.quantities import Agreement, Hedge, Kind, Pair, Quantity, align, compare, quantities, render

_UNITS = {
    "mu": "acre",
    "km": "mile",
    "t": "kg",
    "kg": "t",
    "m2": "ha",
    "ha": "mu",
    "m": "km",
    "yuan": "usd",
    "usd": "yuan",
}
_SIZED = (Kind.MONEY, Kind.COUNT, Kind.AREA, Kind.WEIGHT, Kind.LENGTH, Kind.POWER, Kind.ENERGY, Kind.VOLUME)
_KINDS = ("number", "money", "percent", "date")


def _pairs(shared: Path, name: str) -> list[tuple[str, str]]:
    if name == "flores":
        sides = [(shared / f"eval/flores-dev.{side}").read_text(encoding="utf-8").splitlines() for side in ("zh", "en")]
        return list(zip(*sides, strict=True))
    path = (
        shared
        / {
            "grammar": "eval/grammar_dev.tsv",
            "releases-dev": "eval/releases-dev.tsv",
            "releases": "releases/releases.tsv",
        }[name]
    )
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        (row[-2], row[-1])
        for row in rows
        if (name == "grammar" and len(row) == 2) or (len(row) == 3 and row[0] in "TKB")
    ]


def alarms(source: str, target: str) -> list[Pair]:
    """The pairs of a sentence and its translation that disagree, weak quantities left out."""
    found = align(quantities(source), quantities(target, language="en"))
    return [
        p
        for p in found
        if p.agreement is not Agreement.EQUAL and not any(q is not None and q.weak for q in (p.source, p.target))
    ]


def _digits(source: str, target: str) -> bool:
    numbers = [Counter(re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))) for text in (source, target)]
    return numbers[0] != numbers[1]


def _wrong(q: Quantity) -> Iterator[tuple[str, Quantity]]:
    """The quantity as a bad translation would have it."""
    if q.weak or q.vague or q.high is not None:
        return
    if q.kind in _SIZED and q.value:
        yield from ((f"power {p:g}", replace(q, value=q.value * p)) for p in (0.1, 10.0, 10_000.0))
        yield "digit", replace(q, value=round(q.value * 1.3) if q.value >= 10 else q.value + 1)
    if q.unit in _UNITS:
        yield "unit", replace(q, unit=_UNITS[q.unit])
    if q.kind is Kind.PERCENT:
        yield "digit", replace(q, value=q.value + 1.1)
        yield "points", replace(q, kind=Kind.POINTS, unit="point")
    if q.kind is Kind.POINTS:
        yield "points", replace(q, kind=Kind.PERCENT, unit="percent")
    if q.kind is Kind.DATE and q.unit == "date":
        for field, step, last in ((q.day, 1, 28), (q.month, 100, 12), (q.year, 10_000, 2_100)):
            if field:
                yield "date", replace(q, value=q.value + (step if field < last else -step))
    if q.hedge in (Hedge.NEARLY, Hedge.OVER):
        yield "hedge", replace(q, hedge=Hedge.OVER if q.hedge is Hedge.NEARLY else Hedge.UNDER)


def _noticed(rows: list[tuple[str, str]], generator: random.Random) -> tuple[Counter[str], Counter[str]]:
    tried: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for source, target in rows:
        if alarms(source, target):
            continue
        wrongs = [(q, name, bad) for q in quantities(target, language="en") for name, bad in _wrong(q)]
        for q, name, bad in generator.sample(wrongs, min(4, len(wrongs))):
            tried[name] += 1
            seen[name] += bool(alarms(source, target[: q.start] + render(bad) + target[q.end :]))
    return tried, seen


def _overlapping(found: tuple[Quantity, ...], start: int, end: int) -> list[Quantity]:
    return [q for q in found if q.start < end and start < q.end]


def _facts(shared: Path, show: int) -> None:
    right = total = traced = said = 0
    for path in sorted((shared / "eval/briefs-dev").glob("*.json")):
        sheet = json.loads(path.read_text(encoding="utf-8"))
        article, brief = f"{sheet['title_zh']}\n{sheet['body_zh']}", f"{sheet['headline_en']}\n{sheet['brief_en']}"
        source, target = quantities(article), quantities(brief, language="en")
        for fact in sheet["facts"]:
            at = article.find(fact["zh"])
            match = next(
                (m for pattern in fact["en"] if (m := re.search(pattern, brief, re.IGNORECASE | re.DOTALL))), None
            )
            if fact["kind"] not in _KINDS or at < 0 or match is None:
                continue
            total += 1
            here = _overlapping(source, at, at + len(fact["zh"]))
            there = _overlapping(target, *match.span())
            equal = any(compare(s, t) in (Agreement.EQUAL, Agreement.HEDGE_DIFFERS) for s in here for t in there)
            right += equal
            if not equal and show:
                print(
                    "  not found:",
                    path.stem,
                    fact["zh"],
                    "|",
                    match.group()[:80],
                    "|",
                    [q.text for q in here],
                    [q.text for q in there],
                )
        for t in target:
            if not t.weak:
                said += 1
                equal = any(compare(s, t) in (Agreement.EQUAL, Agreement.HEDGE_DIFFERS) for s in source)
                traced += equal
                if not equal and show:
                    print("  not traced:", path.stem, t.text)
    print(
        f"facts       recall {right / total:.3f} ({right} of {total}), precision {traced / said:.3f} ({traced} of {said})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the development data")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N alarmed sentences of each corpus")
    args = parser.parse_args()
    _facts(args.shared, args.show)
    generator = random.Random(1)
    for name in ("flores", "releases-dev", "releases", "grammar"):
        rows = _pairs(args.shared, name)
        found = [alarms(source, target) for source, target in rows]
        figures = {
            "any": sum(map(bool, found)),
            "no hedges": sum(any(p.agreement is not Agreement.HEDGE_DIFFERS for p in pairs) for pairs in found),
            "source": sum(
                any(p.source and p.agreement is not Agreement.HEDGE_DIFFERS for p in pairs) for pairs in found
            ),
            "digits": sum(_digits(source, target) for source, target in rows),
        }
        print(
            f"alarms      {name:13}{len(rows):5} sentences: "
            + ", ".join(f"{k} {100 * v / len(rows):.2f} %" for k, v in figures.items())
        )
        tried, seen = _noticed(rows[:2_000], generator)
        each = ", ".join(f"{k} {100 * seen[k] / tried[k]:.1f}" for k in sorted(tried))
        print(f"noticed     {name:13}{100 * seen.total() / tried.total():.1f} % of {tried.total()}: {each}")
        for (source, target), pairs in [item for item in zip(rows, found, strict=True) if item[1]][: args.show]:
            print("  ", source, "\n    ", target)
            for p in pairs:
                print("      ", p.agreement, "|", p.source and p.source.text, "|", p.target and p.target.text)
    rows = _pairs(args.shared, "releases")[:3_000]
    for language, side in (("zh", 0), ("en", 1)):
        start = time.process_time()
        for row in rows:
            quantities(row[side], language=language)
        seconds = time.process_time() - start
        length = sum(len(row[side]) for row in rows) / len(rows)
        print(f"speed       {language} {len(rows) / seconds:,.0f} sentences a second, of {length:.0f} characters")
    parsed = [(quantities(source), quantities(target, language="en")) for source, target in rows]
    start = time.process_time()
    for source_side, target_side in parsed:
        align(source_side, target_side)
    print(f"speed       align {len(rows) / (time.process_time() - start):,.0f} sentence pairs a second")


if __name__ == "__main__":
    main()
