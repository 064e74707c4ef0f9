"""How much furniture `clean` removes, and how much of an article with it.

    python -m benchmarks.furniture [--errors] [--briefs FOLDER] RELEASES.tsv ...

Rows F of a releases file must go, all others (but the title, the first row) must stay. A row counts as removed when most of its
characters are, a dateline before a sentence not counted.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from summarize.furniture import clean


def documents(path: Path) -> list[list[list[str]]]:
    """Rows of each document: kind, Chinese, English."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [
        [line.split("\t") for line in block.splitlines() if line and not line.startswith("# ")]
        for block in blocks
        if block.strip()
    ]


def judged(rows: list[list[str]]) -> tuple[list[str], list[tuple[str, str]], int]:
    """Furniture of a document that stays, its own lines that go, each with the rule that says so, and the number of rows of furniture."""
    text, at, spans = "", 0, []
    for row in rows:
        spans.append((at, at + len(row[1])))
        text += row[1] + "\n"
        at = len(text)
    gone = bytearray(len(text))
    cleaned = clean(text).removed
    for r in cleaned:
        gone[r.start : r.end] = b"\1" * (r.end - r.start)
    rules = {r.start: r.rule for r in cleaned}
    missed, lost, count = [], [], 0
    for (a, b), row in zip(spans, rows, strict=True):
        removed = sum(gone[a:b]) * 2 > b - a
        if row[0] == "F":
            count += 1
            missed += [] if removed else [row[1]]
        elif removed and rules.get(a) != "dateline":
            lost.append((rules.get(a, ""), row[1]))
    return missed, lost, count


def measure(path: Path, *, errors: bool) -> None:
    missed = lost = count = 0
    for rows in documents(path):
        stays, goes, furniture = judged(rows)
        missed, lost, count = missed + len(stays), lost + len(goes), count + furniture
        if errors:
            for line in stays:
                print("MISSED", line)
            for rule, line in goes:
                print("LOST", rule, line)
    print(
        f"{path.name}: found {count - missed}/{count} rows of furniture ({1 - missed / count:.3f}), lines of articles lost {lost}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, help="releases, a row a line: kind, Chinese, English")
    parser.add_argument("--briefs", type=Path, help="a folder of fact sheets (JSON)")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        measure(path, errors=options.errors)
    if options.briefs is None:
        return
    found = total = lost = keys = 0
    for path in sorted(options.briefs.glob("*.json")):
        fact = json.loads(path.read_text(encoding="utf-8"))
        text = fact["title_zh"] + "\n" + fact["body_zh"]
        kept = "\n".join(text[a:b] for a, b in clean(text).spans)
        for string in fact["furniture"]:
            total += 1
            leaked = string.strip() in kept
            found += not leaked
            if options.errors and leaked:
                print("LEAKED", path.stem, string)
        for key in fact["key_sentences"]:
            keys += 1
            lost += key not in kept
            if options.errors and key not in kept:
                print("LOST", path.stem, key)
    print(f"{options.briefs.name}: furniture strings removed {found}/{total}, key sentences lost {lost}/{keys}")


if __name__ == "__main__":
    main()
