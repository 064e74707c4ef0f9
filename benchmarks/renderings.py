"""The share of proper names for which there is a rendering: what a model is told, and what the check holds it to.

    python -m benchmarks.renderings SHARED [--show 40]

SHARED: the folder of the development data (eval/briefs-train, eval/briefs-dev, eval/releases-dev.tsv). In the briefs a proper name is
a fact of the fact sheet of kind person, place or org; it has a rendering where a person or term found in the article overlaps it and one
of the sheet's patterns for the English matches that rendering. In the releases it is a run of capitalised words inside an English
sentence; it has a rendering where one of those found in the Chinese row has these words.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.aligned import documents
from facts.document import SentenceInput, document_sentences
from facts.glossary import Glossary
from facts.quantities.en.dates import MONTH_NAMES

KINDS = ("person", "place", "org")
SMALL = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "Of",
        "And",
        "For",
        "But",
        "It",
        "This",
        "That",
        "These",
        "He",
        "She",
        "They",
        "We",
        "Its",
        "As",
        "By",
        "From",
        "With",
        "To",
        "Chinese",
        "Party",
    ]
)
MONTHS = frozenset(
    [
        *MONTH_NAMES,
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
)


def rendered(sentences: list[SentenceInput]) -> list[tuple[str, str]]:
    """Chinese and English of every rendering in the sentences."""
    out = [(p.chinese, p.english) for s in sentences for p in s.people if p.english]
    return out + [(m.term.source, f"{m.term.target} {m.term.note}") for s in sentences for m in s.terms]


def briefs(folder: Path) -> Iterator[tuple[str, str, bool, str]]:
    """Kind, Chinese, whether there is a rendering, and the pattern."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        lines = [data["title_zh"], *data["body_zh"].splitlines()]
        found = rendered(document_sentences(lines, glossary=Glossary.builtin()))
        for fact in data["facts"]:
            if fact["kind"] not in KINDS:
                continue
            near = [english for chinese, english in found if chinese in fact["zh"] or fact["zh"] in chinese]
            joined = " ".join(near)
            right = any(re.search(pattern, text, re.I) for pattern in fact["en"] for text in (*near, joined))
            yield fact["kind"], fact["zh"], right, fact["en"][0]


def capitalised(english: str) -> Iterator[str]:
    """Runs of capitalised words that do not begin a sentence by chance."""
    for m in re.finditer(r"[A-Z][\w’'-]*(?: (?:of |the |and |for )*[A-Z][\w’'-]*)*", english):
        words = [w for w in re.split(r" (?:of |the |and |for )*", m[0]) if w not in SMALL and w not in MONTHS]
        begins = not english[: m.start()].strip() or english[: m.start()].rstrip()[-1] in '.!?:“"'
        if words and not (begins and len(words) == 1):
            yield " ".join(words)


def releases(path: Path) -> Iterator[tuple[str, str, bool, str]]:
    for rows in documents(path):
        sentences = document_sentences([zh for zh, _ in rows], glossary=Glossary.builtin())
        for sentence, (chinese, english) in zip(sentences, rows, strict=True):
            said = " ".join(english for _, english in rendered([sentence])).lower()
            for name in capitalised(english):
                yield "name", chinese, all(word.lower() in said for word in name.split()), name


def report(shared: Path, *, show: int = 0) -> None:
    """Print the shares, and so many names without a rendering of each set."""
    folder = shared / "eval"
    for label, found in (
        ("briefs-train", list(briefs(folder / "briefs-train"))),
        ("briefs-dev", list(briefs(folder / "briefs-dev"))),
        ("releases-dev", list(releases(folder / "releases-dev.tsv"))),
    ):
        total, right = Counter(row[0] for row in found), Counter(row[0] for row in found if row[2])
        shares = ", ".join(f"{kind} {right[kind]} of {n} ({right[kind] / n:.3f})" for kind, n in total.items())
        print(
            f"{label}: {right.total() / max(1, total.total()):.3f} of {total.total()} names have a rendering; {shares}"
        )
        for kind, chinese, _, name in [row for row in found if not row[2]][:show]:
            print("   ", kind, chinese if kind != "name" else f"{name} | {chinese}", "" if kind == "name" else name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many names without a rendering of each set")
    options = parser.parse_args()
    report(options.shared, show=options.show)


if __name__ == "__main__":
    main()
