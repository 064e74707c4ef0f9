"""How well the check sees a clause that a translation left out: detection against false alarms.

    python -m benchmarks.coverage EVAL [--limit 250]

EVAL: the folder of the development data. Human translations of its releases-dev.tsv and flores-dev.zh, .en as they
are (every finding is a false alarm) and with one clause of at least four words taken out of the English (every
sentence should have a finding of kind coverage or length).
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path

from models import load_compact
from translate.check.comparison import check
from translate.check.opinion.coverage import coverage_findings
from translate.check.report import FindingKind
from translate.translation import TranslateOptions
from translate.translator import Translator

OTHERS = frozenset({FindingKind.LENGTH, FindingKind.QUANTITY, FindingKind.NAME, FindingKind.TERM})
"""Kinds of findings that a missing clause may lead to as well."""


def without_clause(english: str, rng: random.Random) -> str | None:
    parts = [p for p in re.findall(r"[^,;]+[,;]?", english) if p.strip()]
    long = [i for i, p in enumerate(parts) if len(p.split()) >= 4]
    if len(parts) < 2 or not long:
        return None
    drop = rng.choice(long)
    return " ".join(p.strip() for i, p in enumerate(parts) if i != drop).strip(" ,;")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval", type=Path, help="folder of releases-dev.tsv, flores-dev.zh and flores-dev.en")
    parser.add_argument("--limit", type=int, default=250)
    args = parser.parse_args()
    engine = load_compact()
    translator = Translator(engine, options=TranslateOptions())
    releases = [
        line.split("\t")[1:]
        for line in (args.eval / "releases-dev.tsv").read_text("utf-8").splitlines()
        if line[:2] in ("K\t", "B\t")
    ]
    flores = list(
        zip(*((args.eval / f"flores-dev.{k}").read_text("utf-8").splitlines() for k in ("zh", "en")), strict=True)
    )
    for name, pairs in (("releases-dev", releases), ("flores-dev", flores)):
        rng = random.Random(7)
        pairs = [p for p in pairs if len(p[0]) > 20][: args.limit]
        cut = [(zh, short) for zh, en in pairs if (short := without_clause(en, rng))]
        for label, rows in (("as they are", pairs), ("a clause taken out", cut)):
            inputs = translator.document([zh for zh, _ in rows])
            began = time.perf_counter()
            facts = [translator.facts(s) for s in inputs]
            reports = [check(f, en) for f, (_, en) in zip(facts, rows, strict=True)]
            extra = coverage_findings(engine, [zh for zh, _ in rows], [en for _, en in rows], reports)
            seconds = time.perf_counter() - began
            covered = sum(bool(e) for e in extra) / len(rows)
            either = sum(
                bool(e) or any(f.kind in OTHERS for f in r.findings) for e, r in zip(extra, reports, strict=True)
            ) / len(rows)
            print(
                f"{name:<14}{label:<20}{len(rows):>5} sentences  coverage {covered:6.1%}  any finding {either:6.1%}  {seconds:6.1f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
