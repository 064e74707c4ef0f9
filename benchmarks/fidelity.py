"""The check, measured: false alarms on human translations, what it sees of corrupted ones, accuracy before and after, and its cost.

    python -m benchmarks.fidelity EVAL [--limit 1000] [--translate 250] [--show KIND] [--no-model]

EVAL: the folder of the development data (releases-dev.tsv, flores-dev.zh, flores-dev.en).

1. False alarms: findings on human references (flores-dev, development releases), where nothing is wrong; by kind, a share of sentences.
2. Detection: the same references corrupted in one place each (magnitude, digits, unit, hedge, name, dropped clause,
   Chinese left, repetition, the reversals of benchmarks/reversals.py, which benchmarks/polarity.py measures by
   themselves, and what benchmarks/changes.py leaves out or exchanges).
3. Accuracy of quantities, names and firm terms in the model's translations of the development releases: one best
   hypothesis, and as shipped.
4. Seconds a sentence of both.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.changes import CHANGES
from benchmarks.reversals import REVERSALS
from facts.document import SentenceInput
from facts.glossary.glossary import accepts
from facts.names import english_has_name
from facts.quantities import SAME, align, quantities
from models import load_engine
from translate.check.comparison import check, find_name
from translate.check.messages import say
from translate.check.opinion.coverage import coverage_findings
from translate.check.report import Finding, Severity
from translate.translation import TranslateOptions
from translate.translator import Translator

Pair = tuple[SentenceInput, str]
Spoil = Callable[[SentenceInput, str, random.Random], str | None]


def documents(folder: Path) -> dict[str, list[list[tuple[str, str]]]]:
    releases = []
    for block in (folder / "releases-dev.tsv").read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:2] in ("K\t", "B\t")]
        releases.append([(row[1], row[2]) for row in rows])
    zh, en = ((folder / f"flores-dev.{k}").read_text("utf-8").splitlines() for k in ("zh", "en"))
    return {"releases-dev": releases, "flores-dev": [[pair] for pair in zip(zh, en, strict=True)]}


def findings(translator: Translator, pairs: Sequence[Pair]) -> list[list[Finding]]:
    reports = [check(translator.facts(s), en) for s, en in pairs]
    extra = coverage_findings(translator.engine, [s.text for s, _ in pairs], [en for _, en in pairs], reports)
    return [
        [f for f in (*r.findings, *e) if f.severity is not Severity.INFO] for r, e in zip(reports, extra, strict=True)
    ]


def magnitude(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    words = {"million": "billion", "billion": "million", "trillion": "billion", "thousand": "million"}
    m = re.search(r"\d (million|billion|trillion)\b", en)
    if m:
        return en[: m.start(1)] + words[m.group(1)] + en[m.end(1) :]
    m = re.search(r"\d{1,3}(,\d{3})+", en)
    return en[: m.end()] + "0" + en[m.end() :] if m else None


def digits(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"(?<![\d.,])\d{2,}(?![\d,]|\.\d)", en))
    if not found:
        return None
    m = rng.choice(found)
    new = str(int(m.group()) + rng.choice([3, 10, 21]))
    return en[: m.start()] + new + en[m.end() :]


def unit(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    for a, b in (
        (r"\bmu\b", "acres"),
        (r"\byuan\b", "US dollars"),
        (r"\bsquare meters\b", "square kilometers"),
        (r"\bkilometers\b", "meters"),
        (r"\bpercentage points?\b", "times"),
    ):
        if re.search(a, en):
            return re.sub(a, b, en, count=1)
    return None


def dropped_quantity(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    found = [q for q in quantities(en, language="en") if not q.weak]
    if not found:
        return None
    q = rng.choice(found)
    return re.sub(r"  +", " ", en[: q.start] + en[q.end :])


def name(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    people = [p for p in s.people if p.confident and find_name(en, p.english)]
    if not people:
        return None
    a, b = find_name(en, people[0].english) or (0, 0)
    return en[:a] + rng.choice(["Wang Zhiqiang", "Lin Haoyu", "Zhao Min"]) + en[b:]


def clause(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    parts = [p for p in re.findall(r"[^,;]+[,;]?", en) if p.strip()]
    long = [i for i, p in enumerate(parts) if len(p.split()) >= 4]
    if len(parts) < 2 or not long:
        return None
    drop = rng.choice(long)
    return " ".join(p.strip() for i, p in enumerate(parts) if i != drop).strip(" ,;")


def chinese(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    return en.rstrip(".") + " " + s.text[:4] + "."


def loop(s: SentenceInput, en: str, rng: random.Random) -> str | None:
    words = en.split()
    return " ".join(words[:6] + words[2:6] + words[2:]) if len(words) > 12 else None


def _reversal(spoil: Callable[[str, str, random.Random], str | None]) -> Spoil:
    return lambda s, en, rng: spoil(s.text, en, rng)


CORRUPTIONS: dict[str, Spoil] = {
    "magnitude": magnitude,
    "digits": digits,
    "unit": unit,
    "figure dropped": dropped_quantity,
    "name swapped": name,
    "clause dropped": clause,
    "Chinese left": chinese,
    "loop": loop,
    **{label: _reversal(spoil) for label, spoil in (REVERSALS | CHANGES).items()},
}


def accuracy(pairs: Sequence[Pair], outputs: Sequence[str]) -> tuple[float, float, float]:
    """Shares of the quantities, names and firm terms that the human English has too, which the output has."""
    right, total = Counter[str](), Counter[str]()
    for (s, reference), out in zip(pairs, outputs, strict=True):
        source = [q for q in quantities(s.text) if not q.weak]
        human = {
            p.source
            for p in align(source, quantities(reference, language="en"))
            if p.source and p.target and p.agreement in SAME
        }
        ours = {
            p.source
            for p in align(source, quantities(out, language="en"))
            if p.source and p.target and p.agreement in SAME
        }
        total["quantity"] += len(human)
        right["quantity"] += len(human & ours)
        for p in s.people:
            if english_has_name(reference, p.english):
                total["name"] += 1
                right["name"] += english_has_name(out, p.english)
        for m in s.terms:
            if m.term.firm and accepts(reference, m.term):
                total["term"] += 1
                right["term"] += accepts(out, m.term)
    return tuple(right[k] / max(1, total[k]) for k in ("quantity", "name", "term"))  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path, help="folder of releases-dev.tsv, flores-dev.zh and flores-dev.en")
    parser.add_argument("--limit", type=int, default=1000, help="sentences of each set, for parts 1 and 2")
    parser.add_argument("--translate", type=int, default=250, help="sentences for parts 3 and 4")
    parser.add_argument("--show", help="print false alarms of this kind")
    parser.add_argument("--no-model", action="store_true", help="parts 1 and 2 only")
    args = parser.parse_args()
    engine = load_engine()
    translator = Translator(engine)
    sets: dict[str, list[Pair]] = {}
    for label, docs in documents(args.eval).items():
        pairs: list[Pair] = []
        for doc in docs:
            if len(pairs) < args.limit:
                pairs += list(zip(translator.document([zh for zh, _ in doc]), [en for _, en in doc], strict=True))
        sets[label] = pairs[: args.limit]
    print("1. False alarms on human translations, share of sentences with a finding")
    for label, pairs in sets.items():
        found = findings(translator, pairs)
        kinds = Counter(f"{f.severity} {f.kind}" for fs in found for f in fs)
        alarmed = sum(bool(fs) for fs in found) / len(pairs)
        errors = sum(any(f.severity is Severity.ERROR for f in fs) for fs in found) / len(pairs)
        print(
            f"   {label:<14}{len(pairs):>5} sentences  any {alarmed:6.1%}  error {errors:6.1%}  {dict(kinds.most_common())}",
            flush=True,
        )
        for (s, en), fs in zip(pairs, found, strict=True):
            for f in fs:
                if args.show in (f.kind, "all"):
                    print(f"      {f.kind}: {say(f)}\n        {s.text}\n        {en}")
    print("2. Detection of one corruption a sentence, share with a finding")
    rng = random.Random(11)
    seen: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for corruption, spoil in CORRUPTIONS.items():
        rows = [(s, bad) for s, en in sets["releases-dev"] if (bad := spoil(s, en, rng)) and bad != en]
        found = findings(translator, rows)
        seen[corruption], tried[corruption] = sum(bool(fs) for fs in found), len(rows)
        print(f"   {corruption:<16}{len(rows):>5} sentences  {seen[corruption] / max(1, len(rows)):6.1%}", flush=True)
        if args.show == corruption:
            for (s, bad), fs in zip(rows, found, strict=True):
                if not fs:
                    print(f"      {s.text}\n      {bad}")
    print(f"   {'all':<16}{tried.total():>5} sentences  {seen.total() / tried.total():6.1%}")
    if args.no_model:
        return
    print("3. The model's translations of the development releases: share of figures, names and firm terms right")
    pairs = sets["releases-dev"][: args.translate]
    inputs = [s for s, _ in pairs]
    for label, options in (
        ("one best", TranslateOptions(check=False, names="none")),
        ("chosen of 4", TranslateOptions(again=False, repair=False, notes=False)),
        ("and again", TranslateOptions(repair=False, notes=False)),
        ("and repaired", TranslateOptions(notes=False)),
        ("as shipped", TranslateOptions()),
    ):
        ours = Translator(engine, options=options)
        began, cpu = time.perf_counter(), time.process_time()
        out = ours.translate(inputs)
        seconds, used = time.perf_counter() - began, time.process_time() - cpu
        q, n, t = accuracy(pairs, [x.text for x in out])
        flagged = sum(not x.ok for x in out) / len(out)
        print(
            f"   {label:<14} quantities {q:.3f}  names {n:.3f}  terms {t:.3f}  sentences with an error finding "
            f"{flagged:5.1%}  {seconds / len(inputs):.3f} s a sentence, {used / len(inputs):.3f} s of CPU",
            flush=True,
        )


if __name__ == "__main__":
    main()
