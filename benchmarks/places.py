"""Places and bodies found by rule (facts/places/places.py): how many, and how often the human English has what the rule says.

    python -m benchmarks.places SHARED [--part dev|releases] [--failures 40]

On eval/releases-dev.tsv (dev) or releases/releases.tsv of the folder SHARED, sentence by sentence, each release read
as one document. Counted by rule, unit and firmness: terms found, and the share that `accepts` sees in the English of
the same row. The last line is the time.
"""

from __future__ import annotations

import argparse
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from pathlib import Path

from facts.glossary.glossary import Glossary, accepts
from facts.names.people import people
from facts.places.places import find_terms

PARTS = {"dev": "eval/releases-dev.tsv", "releases": "releases/releases.tsv"}
UNITS = ("街道", "社区", "新区", *"省市州区县旗镇乡村")


def unit_of(source: str, origin: str) -> str:
    if origin == "rule:bodies":
        return next(
            (end for end in ("委", "政府", "局", "厅", "院", "学", "人大", "政协") if source.endswith(end)), "other"
        )
    return next((unit for unit in UNITS if source.endswith(unit) and len(source) > len(unit)), "bare")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the development data")
    parser.add_argument("--part", choices=PARTS, default="dev")
    parser.add_argument("--failures", type=int, default=0, help="print so many that the English does not have")
    args = parser.parse_args()
    glossary = Glossary.builtin()
    people("记者李明在沈阳市铁西区采访。")
    find_terms("记者李明在沈阳市铁西区采访。", glossary)
    counts: dict[tuple[str, str, bool], Counter[bool]] = defaultdict(Counter)
    failures: list[str] = []
    seconds, size, sentences, touched = 0.0, 0, 0, 0
    for block in (args.shared / PARTS[args.part]).read_text("utf-8").split("\n\n"):
        rows = [cells for cells in (line.split("\t") for line in block.splitlines()) if len(cells) > 2 and cells[2]]
        text, starts = "", []
        for cells in rows:
            starts.append(len(text))
            text += cells[1] + "\n"
        began = time.perf_counter()
        found = find_terms(text, glossary)
        seconds += time.perf_counter() - began
        began = time.perf_counter()
        glossary.find(text)
        seconds -= time.perf_counter() - began
        size += len(text.encode())
        persons = [(p.start, p.end) for p in people(text)]
        sentences += len(rows)
        hit = set()
        for match in found:
            if not match.term.origin.startswith("rule:") or any(a < match.end and match.start < b for a, b in persons):
                continue
            row = bisect_right(starts, match.start) - 1
            hit.add(row)
            right = accepts(rows[row][2], match.term)
            counts[match.term.origin, unit_of(match.term.source, match.term.origin), match.term.firm][right] += 1
            if not right:
                mark = "firm" if match.term.firm else "loose"
                around = text[max(0, match.start - 8) : match.end + 8].replace("\n", "/")
                failures.append(f"{mark}\t{match.term.source}\t{match.term.target}\t{around}\t{rows[row][2]}")
        touched += len(hit)
    print(f"{'rule':<14}{'unit':<8}{'firm':<7}{'found':>6}{'in English':>12}")
    for (origin, unit, firm), counter in sorted(counts.items()):
        print(f"{origin:<14}{unit:<8}{firm!s:<7}{counter.total():>6}{counter[True] / counter.total():>12.3f}")
    for origin in ("rule:places", "rule:bodies"):
        for wanted in (True, False):
            both = sum((c for (o, _, f), c in counts.items() if (o, f) == (origin, wanted)), Counter())
            if both:
                print(f"{origin:<14}{'all':<8}{wanted!s:<7}{both.total():>6}{both[True] / both.total():>12.3f}")
    print(f"{touched} of {sentences} sentences; {1e6 * seconds / size:.2f} ms a kB beyond the glossary's own search")
    for line in sorted(failures)[: args.failures]:
        print(line)


if __name__ == "__main__":
    main()
