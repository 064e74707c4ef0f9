"""How well the check sees what is told the other way round, and what it cries on human English.

    python -m benchmarks.polarity FILE.tsv NAME.zh ... [--show direction.opposite] [--missed "plan as done"]

A file has rows `zh<TAB>en`, lines of JSON with zh and en, or rows of releases (T, K or B before them), plain or packed
by xz; of NAME.zh, NAME.en is the other side. Only findings of the kinds direction and polarity count: each corruption has
to be found for what it is.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import Counter
from pathlib import Path

from benchmarks.reversals import REVERSALS
from facts.quantities import align, quantities
from translate.check.messages import words
from translate.check.polarity import polarity_findings
from translate.check.report import Finding


def pairs_of(path: Path) -> list[tuple[str, str]]:
    """Chinese and English sentences of a file."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    lines = data.decode("utf-8").splitlines()
    if ".jsonl" in path.suffixes:
        return [(row["zh"], row["en"]) for row in map(json.loads, lines)]
    if path.suffix == ".zh":
        return list(zip(lines, path.with_suffix(".en").read_text("utf-8").splitlines(), strict=True))
    rows = [line.split("\t") for line in lines]
    rows = [row for row in rows if row[0] != "F"]
    return [(row[-2], row[-1]) for row in rows if len(row) == 2 or (len(row) >= 3 and row[0] in ("T", "K", "B"))]


def told(zh: str, en: str) -> list[Finding]:
    return polarity_findings(zh, en, align(quantities(zh), quantities(en, language="en")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", help="print the false alarms of this reason, or all")
    parser.add_argument("--missed", help="print what was missed of this corruption")
    args = parser.parse_args()
    for path in args.files:
        pairs = pairs_of(path)
        found = [told(zh, en) for zh, en in pairs]
        alarmed = sum(map(bool, found))
        reasons = Counter(str(f.reason) for fs in found for f in fs)
        print(f"{path.name}: {len(pairs)} sentences, false alarms in {alarmed / len(pairs):.2%} {dict(reasons)}")
        for (zh, en), fs in zip(pairs, found, strict=True):
            for f in fs:
                if args.show in (f.reason, "all"):
                    print(f"   {words(f)}\n      {zh}\n      {en}")
        for name, spoil in REVERSALS.items():
            rng = random.Random(11)
            rows = [(zh, bad) for zh, en in pairs if (bad := spoil(zh, en, rng)) and bad != en]
            missed = [(zh, bad) for zh, bad in rows if not told(zh, bad)]
            if rows:
                print(f"   {name:<16}{len(rows):>5} sentences  {1 - len(missed) / len(rows):6.1%} found")
            for zh, bad in missed if args.missed == name else ():
                print(f"      {zh}\n      {bad}")


if __name__ == "__main__":
    main()
