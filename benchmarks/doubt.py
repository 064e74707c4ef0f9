"""How likely the compact model finds translations that it did not write: where its threshold of doubt lies, and what falls below.

    python -m benchmarks.doubt releases-dev.tsv flores-dev.zh,flores-dev.en [--limit 200]

A file of tab-separated rows (kind, Chinese, English) or a pair of files, a sentence a line. Human translations as they are (what falls
below is a false alarm), and each beside another's source (all should).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np

from models import catalog, load_compact


def pairs_of(given: str) -> list[tuple[str, str]]:
    if "," in given:
        zh, en = (Path(part).read_text("utf-8").splitlines() for part in given.split(","))
        return list(zip(zh, en, strict=True))
    rows = [line.split("\t") for line in Path(given).read_text("utf-8").splitlines()]
    return [(row[1], row[2]) for row in rows if len(row) > 2 and row[0] in ("K", "B")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+")
    parser.add_argument("--limit", type=int, default=200)
    given = parser.parse_args()
    engine = load_compact(mode="throughput")
    limit = catalog.calibration(engine.model).doubtful
    for name in given.data:
        pairs = pairs_of(name)
        pairs = random.Random(1).sample(pairs, min(given.limit, len(pairs)))
        sources, targets = [zh for zh, _ in pairs], [en for _, en in pairs]
        whole = np.array(engine.score(sources, targets))
        moved = np.array(engine.score(sources, [*targets[1:], targets[0]]))
        told = ", ".join(f"{q:.0%}: {np.quantile(whole, q):.2f}" for q in (0.01, 0.03, 0.05, 0.5))
        print(f"{name}: {len(pairs)} human translations, quantiles {told}")
        if limit is not None:
            print(
                f"  below {limit}: {(whole < limit).mean():.1%} of them, {(moved < limit).mean():.1%} of another sentence's"
            )


if __name__ == "__main__":
    main()
