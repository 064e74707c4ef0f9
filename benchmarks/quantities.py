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
  kinds      made-up sentences of each kind of writing (signs, identifiers, eras, durations, lost digits, rates, days): the share of right
             translations that raise nothing, and of corrupted ones that raise an error or a warning
  speed      sentences a second, on one core
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from facts.quantities import SAME, Agreement, Hedge, Kind, Pair, Quantity, align, compare, quantities, render
from translate.check.report import Finding, Reason, Severity

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
            equal = any(compare(s, t) in SAME for s in here for t in there)
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
                equal = any(compare(s, t) in SAME for s in source)
                traced += equal
                if not equal and show:
                    print("  not traced:", path.stem, t.text)
    print(
        f"facts       recall {right / total:.3f} ({right} of {total}), precision {traced / said:.3f} ({traced} of {said})"
    )


_MONTHS = [datetime.date(2025, month, 1).strftime("%B") for month in range(1, 13)]


def _row(kind: str, n: float, m: int) -> tuple[str, str, str]:
    """A row of a table, its right English and a wrong one."""
    if kind == "unit of a row":
        return f"营业收入（万元） | {n}", f"Revenue (10,000 yuan) | {n}", f"Revenue (million yuan) | {n}"
    if kind == "unit of a column":
        return (
            f"企业 | 营业收入（亿元）\n甲 | {n}",
            f"Firm | Revenue (100 million yuan)\nA | {n}",
            f"Firm | Revenue (billion yuan)\nA | {n}",
        )
    if kind == "unit of a table":
        return f"单位：亿元\n营业收入 | {n}", f"Revenue: {n / 10:g} billion yuan", f"Revenue: {n} billion yuan"
    return f"净利润（万元） | ({n})", f"Net profit (10,000 yuan) | ({n})", f"Net profit (10,000 yuan) | {n}"


def _made(kind: str, r: random.Random) -> tuple[str, str, str]:
    """A Chinese sentence of a kind, a right English one, and a wrong one."""
    n, m = r.randint(12, 980) / 10, r.randint(2, 9)
    if kind == "sign dropped":
        return (
            f"净利润为-{n}亿元。",
            f"Net profit was -{n * 100:,.0f} million yuan.",
            f"Net profit was {n * 100:,.0f} million yuan.",
        )
    if kind == "loss as profit":
        return (
            f"净利润为-{n}亿元。",
            f"The net loss was {n * 100:,.0f} million yuan.",
            f"The net profit was {n * 100:,.0f} million yuan.",
        )
    if kind == "identifier digit":
        number = f"028-{r.randint(10**7, 10**8 - 1)}"
        place = r.randint(4, len(number) - 1)
        wrong = number[:place] + str((int(number[place]) + m) % 10) + number[place + 1 :]
        return f"咨询电话{number}，欢迎来电。", f"For inquiries, call {number}.", f"For inquiries, call {wrong}."
    if kind == "era year":
        year = r.randint(95, 113)
        return f"民国{year}年营收成长。", f"Revenue grew in {1911 + year}.", f"Revenue grew in {year}."
    if kind == "short year":
        year = r.randint(18, 25)
        return (
            f"{year}年前三季度营收{n}亿元。",
            f"Revenue was {n / 10:g} billion yuan in the first three quarters of 20{year}.",
            (f"Revenue was {n / 10:g} billion yuan in the first three quarters of 20{year - 1}."),
        )
    if kind == "duration cut":
        a, b, c = r.randint(1, 5), r.randint(2, 59), r.randint(2, 59)
        return (
            f"用时{a}小时{b}分{c:02d}秒。",
            f"It took {a} hours, {b} minutes and {c} seconds.",
            f"It took {a} hours and {b} minutes.",
        )
    if kind == "lost digits":
        return (
            f"总投资 亿元，占地{m}0亩。",
            f"It covers {m}0 mu.",
            f"It covers {m}0 mu, with a total investment of 100 million yuan.",
        )
    if kind == "rate of several":
        return f"每10股派{n}元。", f"It pays {n} yuan for every 10 shares.", f"It pays {n} yuan per share."
    if kind == "month of a day":
        month, day = r.randint(1, 12), r.randint(1, 28)
        return (
            f"{month}月2日电 将于本月{day}日举行。",
            f"{_MONTHS[month - 1]} 2: It will be held on {_MONTHS[month - 1]} {day}.",
            (f"{_MONTHS[month - 1]} 2: It will be held on {_MONTHS[(month + 5) % 12]} {day}."),
        )
    if kind == "capital numeral":
        return (
            f"合同金额为人民币{'壹贰叁肆伍陆柒捌玖'[m - 1]}拾万元整。",
            f"The contract is worth {m}00,000 yuan.",
            "The contract is worth 10,000 yuan.",
        )
    if kind in TABLES:
        return _row(kind, n, m)
    if kind == "weekday":
        day = datetime.date(2025, 1, 1) + datetime.timedelta(days=r.randint(0, 364))
        told, wrong = (f"{day + datetime.timedelta(days=step):%A}" for step in (0, m % 6 + 1))
        return (
            f"{day.year}年{day.month}月{day.day}日开工。",
            f"Work began on {told}, {day:%B} {day.day}, {day.year}.",
            f"Work began on {wrong}, {day:%B} {day.day}, {day.year}.",
        )
    if kind == "ten days dropped":
        part, said = r.choice([("上", "early"), ("中", "mid"), ("下", "late")])
        return (
            f"{m}月{part}旬投产。",
            f"Production began in {said} {_MONTHS[m - 1]}.",
            f"Production began in {_MONTHS[m - 1]}.",
        )
    if kind == "direction dropped":
        way, said = r.choice(
            [("下降", "fell"), ("增长", "rose"), ("回落", "declined"), ("上涨", "gained"), ("减少", "shrank")]
        )
        return (
            f"出口同比{way}{n}%。",
            f"Exports {said} {n} percent year on year.",
            f"Exports were {n} percent year on year.",
        )
    if kind == "figures exchanged":
        return (
            f"出口{n}亿元，进口{n + m}亿元。",
            f"Exports were {n * 100:g} million yuan and imports {(n + m) * 100:g} million yuan.",
            f"Exports were {(n + m) * 100:g} million yuan and imports {n * 100:g} million yuan.",
        )
    if kind == "another item":
        return f"项目占地{m}20亩。", f"The project covers {m}20 mu.", f"The project has an investment of {m}20 mu."
    if kind == "times off by one":
        return f"产值增长{m}倍。", f"Output grew {m} times.", f"Output grew by {m + 1} times."
    if kind == "unit label used":
        return (
            f"主要指标见下表，单位：亿元，共{m}0项。",
            f"The table below has {m}0 main indicators, in 100 million yuan.",
            f"The table below has {m}0 main indicators worth 100 million yuan.",
        )
    if kind == "limit exceeded":
        return f"时限不得超过{m}天。", f"It must not exceed {m} days.", f"It may exceed {m} days."
    return f"毛利率提升{n}pct。", f"The gross margin rose {n} percentage points.", f"The gross margin rose {n} percent."


TABLES = ("unit of a row", "unit of a column", "unit of a table", "brackets of a row")
MADE = (
    "sign dropped", "loss as profit", "identifier digit", "era year", "short year", "duration cut", "lost digits", "rate of several",
    "month of a day", "capital numeral", "points", "weekday", "ten days dropped", "direction dropped", "figures exchanged", "another item",
    "times off by one", "unit label used", "limit exceeded", *TABLES,
)  # fmt: skip


def _warned(findings: Iterable[Finding]) -> bool:
    return any(f.severity is not Severity.INFO and f.reason is not Reason.QUANTITY_LOST for f in findings)


def _kinds(generator: random.Random, count: int = 200) -> None:
    from translate.check.comparison import SourceFacts, check

    for kind in MADE:
        made = [_made(kind, generator) for _ in range(count)]
        clean = sum(not _warned(check(SourceFacts.of(zh), right).findings) for zh, right, _ in made)
        seen = sum(_warned(check(SourceFacts.of(zh), wrong).findings) for zh, _, wrong in made)
        print(
            f"kinds       {kind:18}right ones clean {100 * clean / count:5.1f} %, wrong ones found {100 * seen / count:5.1f} %"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the development data")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N alarmed sentences of each corpus")
    args = parser.parse_args()
    _kinds(random.Random(1))
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
