"""What `summarize.extract.measures` counts English words by: fits the costs to sentence pairs, and prints them.

python -m training.condenser.lengths --releases FILE.tsv
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from summarize.extract.measures import COSTS


def pairs(path: Path) -> list[tuple[str, str]]:
    """The sentence pairs of a releases file; titles, subheads and furniture are left out."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(r[1], r[2]) for r in rows if len(r) > 2 and r[0] in ("K", "B") and r[1] and r[2]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=Path, required=True)
    found = pairs(parser.parse_args().releases)
    counts = np.array([[len(pattern.findall(zh)) for pattern, _ in COSTS] for zh, _ in found], float)
    words = np.array([len(en.split()) for _, en in found], float)
    costs = np.linalg.lstsq(counts, words, rcond=None)[0]
    for (pattern, shipped), cost in zip(COSTS, costs, strict=True):
        print(f"{cost:7.3f}  (shipped {shipped:6.3f})  {pattern.pattern}")
    print(f"{len(found)} pairs, standard error {(words - counts @ costs).std():.2f} words a sentence")


if __name__ == "__main__":
    main()
