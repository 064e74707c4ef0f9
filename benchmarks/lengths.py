"""Seconds and memory of a brief by the length of its release, and when its first point, and its draft by the compact model, can be read.

    python -m benchmarks.lengths ARTICLE... [--model press] [--characters 300 800 1500 3000 5000] [--words 130]

The articles are joined in the order given, and cut at the end of a sentence to each length. Loading the model is a row of its own.
draft: of the models that are slow enough to have one on the page; all points at once. In brackets, the seconds of processor that this
process, in which the compact model runs, took until then.
memory: the peaks of this process and of what it started, summed. Linux only.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from pathlib import Path

from brief.loading import load_composer
from brief.recipe import Recipe
from brief.sketching import sketcher_beside
from jianbao.sentences import split
from reading.article import from_text


def cut(text: str, characters: int) -> str:
    """The first sentences of a text, `characters` long or a little longer."""
    end = next((s.end for s in split(text, language="zh") if s.end >= characters), len(text))
    return text[:end]


def family(pid: int) -> Iterator[int]:
    """A process and what it started."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from family(int(child))


def peak_mb() -> float:
    """Peak resident memory of this process and of those that it started and that are there still, in MB."""
    lines = (line for pid in family(os.getpid()) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--model", default="press")
    parser.add_argument("--characters", nargs="+", type=int, default=[300, 800, 1500, 3000, 5000])
    parser.add_argument("--words", type=int, default=130, help="length of the briefs")
    args = parser.parse_args()
    text = "\n".join(path.read_text("utf-8") for path in args.articles)
    began = time.perf_counter()
    composer = load_composer(Recipe(model=args.model, length=args.words))
    composer.sketcher = sketcher_beside(composer.translator)
    composer.compose(from_text(cut(text, 60)))
    print(f"loading, and a brief of one sentence: {time.perf_counter() - began:.1f} s\n")
    print("| characters | points | English words | draft, s | first point, s | all, s | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for characters in args.characters:
        article = from_text(cut(text, characters))
        began, worked, first, drafted = time.perf_counter(), time.process_time(), None, ""
        for event in composer.events(article):
            if event.step == "sketch":
                drafted = f"{time.perf_counter() - began:.1f} ({time.process_time() - worked:.1f})"
            if first is None and event.step == "translate" and event.done:
                first = time.perf_counter() - began
        brief = event.value
        seconds = time.perf_counter() - began
        words = sum(len(p.english.split()) for p in brief.points)
        times = f"{drafted} | {first or seconds:.1f} | {seconds:.1f}"
        print(f"| {len(article.text)} | {len(brief.points)} | {words} | {times} | {peak_mb():.0f} |", flush=True)


if __name__ == "__main__":
    main()
