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


def measure(path: Path, *, errors: bool) -> None:
    right = wrong = missed = 0
    for rows in documents(path):
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
        for (a, b), row in zip(spans, rows, strict=True):
            inline = rules.get(a) == "dateline" and row[0] != "F"
            removed = sum(gone[a:b]) * 2 > b - a and not inline
            if row[0] == "F":
                right += removed
                missed += not removed
                if errors and not removed:
                    print("MISSED", row[1])
            elif removed:
                wrong += 1
                if errors:
                    print("WRONG", rules.get(a), row)
    print(
        f"{path.name}: precision {right / (right + wrong):.3f} recall {right / (right + missed):.3f} ({right + missed} rows of furniture)"
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
