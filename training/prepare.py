"""From a folder of pairs to the shards that training/train.py reads: clean, filter, deduplicate, augment, pack.

    python -m training.prepare OUT corpus/*.tsv.xz --dev flores-dev.zh releases-dev.tsv [--weights training/mixes/press.json]

A file is a source: ``zh<TAB>en`` a line, plain or .xz. The sentences of --dev and --heldout files are kept out, near
copies of them too. OUT gets shard-*.npz, sources.json, tokenizer.json, dev-NAME.tsv and report.md: the table of what
each step cost. Augmented copies of a source NAME are packed as the source NAME+.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jianbao.errors import InputError
from training import cleaning, duplicates, shards
from training.augment import Augmenter, Switches
from training.corpus import Pair, name_of, read_pairs, squash
from training.export import TOKENIZER
from training.likeness import Flat, Likeness
from training.model import UNK

SHARD = 400_000  # pairs
LONGEST = (110, 130)  # pieces of a side
SAME = 3  # English sides kept for one Chinese sentence


@dataclass(slots=True)
class Report:
    """What each step dropped, by step and by source."""

    steps: dict[str, Counter[str]] = field(default_factory=dict)
    read: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Pair]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def drop(self, step: str, source: str, pair: Pair) -> None:
        self.steps.setdefault(step, Counter())[source] += 1
        shown = self.examples.setdefault(step, [])
        if len(shown) < 3:
            shown.append(pair)

    def table(self) -> str:
        """Markdown: a row a step, with the pairs that go in, go out, and the three sources that lose most of theirs."""
        left = self.read.total()
        rows = ["| step | pairs in | dropped | % | hardest hit |", "|---|---:|---:|---:|---|"]
        for step, lost in self.steps.items():
            shares = sorted(((n / self.read[s], s) for s, n in lost.items() if self.read[s] >= 500), reverse=True)[:3]
            hit = ", ".join(f"{s} {100 * share:.0f} %" for share, s in shares if share >= 0.005)
            rows.append(f"| {step} | {left:,} | {lost.total():,} | {100 * lost.total() / max(1, left):.2f} | {hit} |")
            left -= lost.total()
        return "\n".join([*rows, f"| kept | {left:,} | | {100 * left / max(1, self.read.total()):.1f} of all | |"])

    def text(self) -> str:
        shown = [f"- {step}: `{zh[:60]}` / `{en[:90]}`" for step, pairs in self.examples.items() for zh, en in pairs]
        sources = [f"| {s} | {n:,} | {self.kept[s]:,} |" for s, n in sorted(self.read.items())]
        return "\n".join(
            [
                self.table(),
                "",
                *self.notes,
                "",
                "Examples of what was dropped:",
                "",
                *shown,
                "",
                "| source | read | kept |",
                "|---|---:|---:|",
                *sources,
                "",
            ]
        )


@dataclass(slots=True)
class Corpus:
    """Pairs with their source's place in ``names``; ids once `encode` was called."""

    names: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    origin: list[int] = field(default_factory=list)

    def source(self, i: int) -> str:
        return self.names[self.origin[i]]

    def only(self, keep: Iterable[int]) -> Corpus:
        rows = list(keep)
        return Corpus(self.names, [self.pairs[i] for i in rows], [self.origin[i] for i in rows])


def read(files: Sequence[Path], heldout: Iterable[Pair], report: Report, *, limit: int | None = None) -> Corpus:
    """Tidied pairs that pass the rules of training/cleaning.py, are not held out and were not seen before."""
    held = {k for pair in heldout for k in map(squash, pair) if len(k) >= 10}
    corpus, seen, targets = Corpus(), set(), Counter[int]()
    for rule in cleaning.RULES:
        report.steps[rule.__name__] = Counter()
    report.steps |= {"held out": Counter(), "duplicate": Counter(), f"more than {SAME} English sides": Counter()}
    for path in files:
        name = name_of(path)
        if name in corpus.names:
            raise InputError(f"two files give the source name {name!r} ({path}); rename one of them")
        corpus.names.append(name)
        for n, raw in enumerate(read_pairs(path)):
            if limit is not None and n >= limit:
                break
            report.read[name] += 1
            zh, en = pair = cleaning.tidy(raw)
            reason = next((rule.__name__ for rule in cleaning.RULES if rule(zh, en)), None)
            if reason is None:
                a, b = squash(zh), squash(en)
                key, same = hash((a, b)), hash(a)
                if a in held or b in held:
                    reason = "held out"
                elif key in seen:
                    reason = "duplicate"
                elif targets[same] >= SAME:
                    reason = f"more than {SAME} English sides"
                else:
                    seen.add(key)
                    targets[same] += 1
            if reason:
                report.drop(reason, name, pair)
                continue
            corpus.pairs.append(pair)
            corpus.origin.append(len(corpus.names) - 1)
    return corpus


def encode(texts: Sequence[str], tokenizer: Path) -> Flat:
    from tokenizers import Tokenizer

    tok = Tokenizer.from_file(str(tokenizer))
    ids, lengths = [], [0]
    for c in range(0, len(texts), 20_000):
        for e in tok.encode_batch(list(texts[c : c + 20_000]), add_special_tokens=False):
            ids.append(np.array(e.ids, np.uint16))
            lengths.append(len(e.ids))
    return Flat(np.concatenate(ids) if ids else np.zeros(0, np.uint16), np.cumsum(lengths))


def fits(flat: Flat, longest: int, unknown: int) -> NDArray[np.bool_]:
    """(n,) rows of 1 to ``longest`` pieces, at most ``unknown`` of them unknown."""
    lengths = np.diff(flat.offsets)
    strange = (
        np.add.reduceat(np.append(flat.ids == UNK, False), np.minimum(flat.offsets[:-1], len(flat.ids)))
        if len(lengths)
        else lengths
    )
    return (lengths > 0) & (lengths <= longest) & ((strange <= unknown) | (lengths == 0))


def filter_pieces(
    corpus: Corpus,
    heldout: Sequence[Pair],
    tokenizer: Path,
    report: Report,
    weights: Mapping[str, float],
    *,
    share: float,
    similarity: float,
) -> Corpus:
    """What needs the corpus or its pieces: length in pieces, near-duplicates (of held-out sentences first), likeness."""
    sides = [encode([p[k] for p in corpus.pairs], tokenizer) for k in (0, 1)]
    good = fits(sides[0], LONGEST[0], 1) & fits(sides[1], LONGEST[1], 0)
    _drop(corpus, ~good, "too many pieces, or unknown ones", report)
    n = len(corpus.pairs)
    held = [encode([p[k] for p in heldout], tokenizer) for k in (0, 1)]
    both = [
        Flat(np.concatenate([h.ids, s.ids]), np.concatenate([h.offsets, s.offsets[1:] + h.offsets[-1]]))
        for h, s in zip(held, sides, strict=True)
    ]
    worth = (
        np.array([weights.get(name, weights.get("*", 1.0)) for name in corpus.names])[corpus.origin]
        if n
        else np.zeros(0)
    )
    order = np.concatenate([np.arange(len(heldout)), len(heldout) + np.argsort(-worth, kind="stable")]).astype(np.int64)
    double = duplicates.near(*both, order=order, similarity=similarity)[len(heldout) :] & good
    _drop(corpus, double, "near-duplicate", report)
    good &= ~double
    rows = np.flatnonzero(good)
    chosen = [_rows(s, rows) for s in sides]
    judge = Likeness(*chosen)
    bar = judge.threshold(*chosen, share=share)
    scores = np.full(n, np.nan, np.float32)
    scores[rows] = judge.scores(*chosen)
    report.notes.append(
        f"Likeness: pairs below {bar:.3f} are dropped, where {100 * share:.0f} % of mismatched pairs of the same length fall."
    )
    unlike = good & (scores < bar)
    _drop(corpus, unlike, "unlike a translation", report)
    return corpus.only(np.flatnonzero(good & ~unlike).tolist())


def _rows(flat: Flat, rows: NDArray[np.int64]) -> Flat:
    lengths = np.diff(flat.offsets)[rows]
    at = (
        np.repeat(flat.offsets[rows], lengths)
        + np.arange(lengths.sum())
        - np.repeat(np.cumsum(lengths) - lengths, lengths)
    )
    return Flat(flat.ids[at], np.concatenate([[0], np.cumsum(lengths)]))


def _drop(corpus: Corpus, lost: NDArray[np.bool_], step: str, report: Report) -> None:
    report.steps.setdefault(step, Counter())
    for i in np.flatnonzero(lost).tolist():
        report.drop(step, corpus.source(i), corpus.pairs[i])


def filter_figures(corpus: Corpus, report: Report) -> Corpus:
    lost = np.array([cleaning.figures_disagree(*p) for p in corpus.pairs], np.bool_)
    _drop(corpus, lost, "figures disagree", report)
    return corpus.only(np.flatnonzero(~lost).tolist())


def copies_of(names: Sequence[str], text: str) -> list[int]:
    """ "news*=2,*=1" -> the number of each name: that of the first pattern that fits, 0 where none does."""
    rules = []
    for item in filter(None, text.split(",")):
        pattern, _, number = item.partition("=")
        if not number.isdigit():
            raise InputError(f"--copies {item!r}: say PATTERN=NUMBER, for example news*=2")
        rules.append((pattern, int(number)))
    return [next((n for pattern, n in rules if fnmatchcase(name, pattern)), 0) for name in names]


def augment(corpus: Corpus, copies: Sequence[int], switches: Switches, *, seed: int, report: Report) -> Corpus:
    """The changed copies alone, under the names NAME+; a pair that nothing falls on gives none.

    ``copies``: how many of each source, in the order of ``corpus.names``.
    """
    augmenter = Augmenter(switches, seed=seed)
    result = Corpus([f"{n}+" for n in corpus.names])
    by_source: dict[int, list[Pair]] = {}
    for pair, origin in zip(corpus.pairs, corpus.origin, strict=True):
        by_source.setdefault(origin, []).append(pair)
    for origin, pairs in by_source.items():
        for _ in range(copies[origin]):
            for i, pair in enumerate(pairs):
                changed = augmenter(pair, pairs[(i + 1) % len(pairs)])
                if changed is not None:
                    result.pairs.append(changed)
                    result.origin.append(origin)
    report.notes.append(
        f"Augmented copies: {len(result.pairs):,} ({', '.join(f'{k} {v:,}' for k, v in augmenter.counts.items())})."
    )
    return result


def pack(out: Path, parts: Sequence[Corpus], tokenizer: Path, *, seed: int) -> int:
    """Write the pairs of all parts, shuffled, as shards; returns how many fitted."""
    names = [n for part in parts for n in part.names]
    pairs: list[tuple[Pair, int]] = []
    start = 0
    for part in parts:
        pairs += [(p, o + start) for p, o in zip(part.pairs, part.origin, strict=True)]
        start += len(part.names)
    random.Random(seed).shuffle(pairs)
    for old in out.glob("shard-*.npz"):
        old.unlink()
    (out / "sources.json").write_text(json.dumps(names), encoding="utf-8")
    total = 0
    for number, a in enumerate(range(0, len(pairs), SHARD)):
        part_ = pairs[a : a + SHARD]
        sides = [encode([p[k] for p, _ in part_], tokenizer) for k in (0, 1)]
        rows = np.flatnonzero(fits(sides[0], LONGEST[0], 1) & fits(sides[1], LONGEST[1], 0))
        shards.write(
            out / f"shard-{number}.npz",
            _rows(sides[0], rows),
            _rows(sides[1], rows),
            [part_[i][1] for i in rows.tolist()],
        )
        total += len(rows)
    if not total:
        raise InputError("no pair is left to pack; see the table above for the step that dropped them")
    return total


def prepare(args: argparse.Namespace) -> Report:
    report, begun = Report(), time.time()

    def say(what: str) -> None:
        print(f"{time.time() - begun:.0f}s {what}", file=sys.stderr, flush=True)

    weights = json.loads(args.weights.read_text(encoding="utf-8")) if args.weights else {}
    files = sorted({f for path in args.files for f in (sorted(path.glob("*.tsv*")) if path.is_dir() else [path])})
    worth = {f: weights.get(name_of(f), weights.get("*", 1.0)) for f in files}
    files = sorted(
        (f for f in files if worth[f] > 0), key=lambda f: (-worth[f], f.name)
    )  # of two copies the better source's stays
    dev = {name_of(path).removesuffix(".zh"): list(read_pairs(path)) for path in args.dev}
    heldout = [p for pairs in dev.values() for p in pairs] + [p for path in args.heldout for p in read_pairs(path)]
    corpus = read(files, heldout, report, limit=args.limit)
    say(f"{report.read.total():,} pairs read, {len(corpus.pairs):,} pass the rules")
    if args.figures:
        corpus = filter_figures(corpus, report)
        say(f"{len(corpus.pairs):,} with figures that agree")
    corpus = filter_pieces(corpus, heldout, args.tokenizer, report, weights, share=args.likeness, similarity=args.near)
    report.kept = Counter(corpus.source(i) for i in range(len(corpus.pairs)))
    say(f"{len(corpus.pairs):,} kept")
    parts = [corpus]
    switches = Switches.parse(args.augment)
    if args.augment != "none" and not args.report:
        parts.append(augment(corpus, copies_of(corpus.names, args.copies), switches, seed=args.seed, report=report))
        say(report.notes[-1])
    if not args.report:
        args.out.mkdir(parents=True, exist_ok=True)
        total = pack(args.out, parts, args.tokenizer, seed=args.seed)
        shutil.copyfile(args.tokenizer, args.out / "tokenizer.json")
        for name, pairs in dev.items():
            text = "".join(f"{cleaning.one_line(zh)}\t{cleaning.one_line(en)}\n" for zh, en in pairs)
            (args.out / f"dev-{name}.tsv").write_text(text, encoding="utf-8")
        (args.out / "report.md").write_text(report.text(), encoding="utf-8")
        say(f"{total:,} pairs packed into {args.out}")
    print(report.table() if not args.report else report.text())
    return report


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser(
        prog="python -m training.prepare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("out", type=Path)
    p.add_argument("files", type=Path, nargs="+", help="files of pairs, or folders of *.tsv and *.tsv.xz")
    p.add_argument(
        "--dev",
        type=Path,
        nargs="*",
        default=[],
        help="dev sets: held out, and put beside the shards for scores on the way",
    )
    p.add_argument("--heldout", type=Path, nargs="*", default=[], help="files of pairs that are only held out")
    p.add_argument(
        "--weights",
        type=Path,
        help="JSON: source -> times an epoch; 0 leaves it out; the heavier of two near-duplicates stays",
    )
    p.add_argument("--augment", default="", help="NAME=CHANCE,... (default: training/augment.py's Switches), or none")
    p.add_argument("--copies", default="*=1", help="augmented copies a source: PATTERN=NUMBER,... (default *=1)")
    p.add_argument(
        "--likeness",
        type=float,
        default=0.8,
        help="drop pairs that score below this share of mismatched pairs (0: none)",
    )
    p.add_argument(
        "--near",
        type=float,
        default=0.8,
        help="drop pairs whose bigrams are this alike to an earlier pair's (above 1: none)",
    )
    p.add_argument("--no-figures", dest="figures", action="store_false", help="do not compare figures")
    p.add_argument("--limit", type=int, help="pairs read of each file")
    p.add_argument("--tokenizer", type=Path, default=TOKENIZER, help="tokenizer.json (default: that of models/bundled)")
    p.add_argument(
        "--report", action="store_true", help="only count: print the table, examples and sources; write nothing"
    )
    p.add_argument("--seed", type=int, default=0)
    prepare(p.parse_args(argv))


if __name__ == "__main__":
    main()
