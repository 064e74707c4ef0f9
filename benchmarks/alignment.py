"""How well a translation that somebody else made is aligned with its source, and what the check cries of human ones.

    python -m benchmarks.alignment releases-dev.tsv [--limit 30] [--drop 0.1]

The file has releases, sentence by sentence with their human English; each release is read as two running texts. Counted: rows of which a
source sentence and a target sentence are put into one bead (found), and beads that join sentences of different rows (mixed). --drop: this
share of the English rows is left out first, as translators do.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from jianbao.sentences import split
from translate.alignment import aligned


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--limit", type=int, default=30, help="releases")
    parser.add_argument("--drop", type=float, default=0.0)
    given = parser.parse_args()
    glossary, draw = Glossary.builtin(), random.Random(5)
    rows = found = beads = mixed = 0
    began = time.perf_counter()
    for document in given.dev.read_text("utf-8").split("\n\n")[: given.limit]:
        cells = [line.split("\t") for line in document.splitlines()]
        pairs = [(c[1], c[2]) for c in cells if len(c) == 3]
        left = [(i, s.text) for i, (zh, _) in enumerate(pairs) for s in split(zh, language="zh")]
        kept = [i for i in range(len(pairs)) if draw.random() >= given.drop]
        right = [(i, s.text) for i in kept for s in split(pairs[i][1], language="en")]
        known = document_sentences([text for _, text in left], glossary=glossary)
        result = aligned(known, [text for _, text in right])
        together = {(left[a][0], right[b][0]) for bead in result for a in bead.source for b in bead.target}
        rows += len(kept)
        found += sum((i, i) in together for i in kept)
        beads += len(result)
        mixed += sum(len({left[a][0] for a in bead.source} | {right[b][0] for b in bead.target}) > 1 for bead in result)
    print(
        f"{rows} rows: found {found / rows:.3f}; {beads} beads: mixed {mixed / beads:.3f}; {time.perf_counter() - began:.1f} s"
    )


if __name__ == "__main__":
    main()
