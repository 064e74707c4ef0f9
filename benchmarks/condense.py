"""The condenser against what one would use instead, at the same length.

    python benchmarks/condense.py [--words 150] [--speed] [--order] [--only NAME]

Data (for development only): releases-dev.tsv (K rows are the key sentences; "english" is its other side), briefs-dev
(key sentences and facts of fact sheets), summaries-dev.jsonl (editors' own briefs, at 50 words; the ranking that
ships was trained on them too, so here each fifth is condensed with weights trained without it). Printed with 95 %
bootstrap intervals over documents, and for every baseline the paired difference to the condenser:

  keys      share of key sentences 60 % of whose character bigrams (word pairs in English) are in the sentences chosen
  (as score_briefs.py counts it) kept      the same over the text that is left after compression
  R1 R2 RL  ROUGE F1 over Han characters, Latin words and figures, of the text left against the key sentences or the editor's brief
  core all  share of a fact sheet's spans, core ones and all, that are in the text left

Baselines: lead (sentences in order), TextRank (Mihalcea and Tarau 2004), LexRank (Erkan and Radev 2004, continuous),
LSA (Steinberger and Ježek 2004); each takes its best whole sentences that fit into the budget, in source order.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from jianbao.sentences import Sentence  # noqa: E402
from summarize import clean, condense, sentences_of  # noqa: E402
from summarize.extract.features import hashed, terms, words_of  # noqa: E402
from training import condenser as training  # noqa: E402
from training.condenser import bigrams  # noqa: E402

SHARED = ROOT.parent / "shared"


@dataclass(frozen=True, slots=True)
class Item:
    """One article with what an editor made of it. facts: (span, core)."""

    name: str
    title: str
    sentences: tuple[Sentence, ...]
    keys: tuple[str, ...]
    reference: str
    facts: tuple[tuple[str, bool], ...] = ()
    language: str = "zh"


Chosen = tuple[list[str], list[str]]  # sentences cited, text kept


def releases(path: Path, language: str = "zh") -> list[Item]:
    column = 2 if language == "en" else 1
    items = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("# ")]
        rows = [row for row in rows if len(row) > column and row[column]]
        body = [n for n, r in enumerate(rows) if r[0] in "KB"]
        keys = tuple(r[column] for r in rows if r[0] == "K")
        if not keys:
            continue
        texts = [r[column] for r in rows[body[0] :] if r[0] in "KBT"]
        ends = np.cumsum([len(t) + 1 for t in texts])
        sentences = tuple(
            Sentence(t, int(e) - len(t) - 1, int(e) - 1, n) for n, (t, e) in enumerate(zip(texts, ends, strict=True))
        )
        title = " ".join(r[column] for r in rows[: body[0]] if r[0] == "T")
        items.append(Item(block[:12], title, sentences, keys, " ".join(keys), language=language))
    return items


def article(name: str, title: str, body: str, **more: object) -> Item:
    cleaned = clean(body)
    return Item(name, title, sentences_of(body, cleaned), **more)  # type: ignore[arg-type]


def briefs(folder: Path) -> list[Item]:
    items = []
    for path in sorted(folder.glob("*.json")):
        d = json.loads(path.read_text(encoding="utf-8"))
        items.append(
            article(
                path.stem,
                d["title_zh"],
                d["body_zh"],
                keys=tuple(d["key_sentences"]),
                reference="".join(d["key_sentences"]),
                facts=tuple((f["zh"], bool(f["core"])) for f in d["facts"]),
            )
        )
    return items


def summaries(path: Path) -> list[Item]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [article(str(n), d["title"], d["document"], keys=(), reference=d["summary"]) for n, d in enumerate(rows)]


# Baselines: sentences, title -> scores.
def lead(item: Item) -> np.ndarray:
    return -np.arange(len(item.sentences), dtype=float)


def power(matrix: np.ndarray, damping: float = 0.85) -> np.ndarray:
    n = len(matrix)
    rows = matrix / np.maximum(matrix.sum(1, keepdims=True), 1e-9)
    p = np.full(n, 1 / n)
    for _ in range(60):
        p = (1 - damping) / n + damping * rows.T @ p
    return p


def textrank(item: Item) -> np.ndarray:
    bags = [set(terms(s.text, language=item.language)) for s in item.sentences]
    w = np.array(
        [
            [len(a & b) / max(1.0, np.log(len(a) + 1) + np.log(len(b) + 1)) if a is not b else 0.0 for b in bags]
            for a in bags
        ]
    )
    return power(w)


def lexrank(item: Item) -> np.ndarray:
    v = hashed([s.text for s in item.sentences], language=item.language)
    w = v @ v.T
    return power(np.where(w > 0.1, w, 0.0))


def lsa(item: Item) -> np.ndarray:
    v = hashed([s.text for s in item.sentences], language=item.language)
    u, s, _ = np.linalg.svd(v, full_matrices=False)
    k = max(1, min(len(s), round(len(v) * 0.3)))
    return np.asarray(np.sqrt(((u[:, :k] * s[:k]) ** 2).sum(1)))


def fill(item: Item, scores: np.ndarray, words: float) -> Chosen:
    room, taken = float(words), []
    for i in np.argsort(-scores, kind="stable"):
        cost = words_of(item.sentences[i].text, language=item.language)
        if cost <= room:
            room -= cost
            taken.append(int(i))
    texts = [item.sentences[i].text for i in sorted(taken)]
    return texts, texts


def ours(item: Item, words: float) -> Chosen:
    points = condense(item.sentences, title=item.title, words=int(words), language=item.language)
    return [p.sentence.text for p in points], [p.text for p in points]


class CrossFitted:
    """The condenser for items that its ranking was trained on: each with weights trained without its fifth of them."""

    def __init__(self, items: Sequence[Item], *, folds: int = 5) -> None:
        docs, news = (
            training.documents(SHARED / "releases/releases.tsv"),
            training.briefed(SHARED / "eval/summaries-dev.jsonl"),
        )
        xs, names, _ = training.features(docs, language="zh")
        also, _, _ = training.features(news, language="zh")
        where = {(i.title, i.sentences[0].text): n % folds for n, i in enumerate(items) if i.sentences}
        fold = [where[d.title, d.sentences[0].text] for d in news]
        self.fold = where
        self.weights = []
        for k in range(folds):
            rest = training.stacked(
                [d for d, f in zip(news, fold, strict=True) if f != k],
                [x for x, f in zip(also, fold, strict=True) if f != k],
            )
            model = training.fit(*training.stacked(docs, xs), also=rest)
            self.weights.append({"zh": training.written(names, model)})

    def __call__(self, item: Item, words: float) -> Chosen:
        chosen = self.weights[self.fold[item.title, item.sentences[0].text]] if item.sentences else self.weights[0]
        with patch("summarize.extract.ranking._weights", lambda: chosen):
            return ours(item, words)


def pairs(text: str, language: str) -> set[str]:
    """What the share of a key sentence is counted in: pairs of characters, in English of words."""
    if language != "en":
        return bigrams(text)
    words = re.findall(r"[\w.,]*\w", text.lower())
    return {" ".join(p) for p in pairwise(words)}


def key_recall(keys: Sequence[str], texts: Sequence[str], language: str = "zh") -> float:
    union = set().union(*(pairs(t, language) for t in texts)) if texts else set()
    return sum(len(own & union) / max(1, len(own)) >= 0.6 for own in (pairs(k, language) for k in keys)) / len(keys)


def rouge(reference: str, text: str) -> dict[str, float]:
    a, b = (re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+|\d+(?:\.\d+)?", t) for t in (reference, text))
    out = {}
    for n in (1, 2):
        x, y = (Counter(zip(*(t[i:] for i in range(n)), strict=False)) for t in (a, b))
        out[f"R{n}"] = 2 * sum((x & y).values()) / max(1, sum(x.values()) + sum(y.values()))
    row = np.zeros(len(b) + 1, int)
    for c in a:
        new = row.copy()
        for j, d in enumerate(b, 1):
            new[j] = row[j - 1] + 1 if c == d else max(row[j], new[j - 1])
        row = new
    out["RL"] = 2 * int(row[-1]) / max(1, len(a) + len(b))
    return out


def measures(item: Item, chosen: Chosen) -> dict[str, float]:
    cited, kept = chosen
    out: dict[str, float] = {}
    if item.keys:
        out |= {"keys": key_recall(item.keys, cited, item.language), "kept": key_recall(item.keys, kept, item.language)}
    out |= rouge(item.reference, "".join(kept))
    if item.facts:
        flat = re.sub(r"\s", "", "".join(kept))
        got = [(re.sub(r"\s", "", span) in flat, core) for span, core in item.facts]
        core = [g for g, c in got if c]
        out |= {"core": sum(core) / max(1, len(core)), "all": sum(g for g, _ in got) / len(got)}
    return out | {"words": sum(words_of(t, language=item.language) for t in kept), "points": float(len(kept))}


def interval(values: np.ndarray, rounds: int = 2000) -> tuple[float, float]:
    sample = np.random.default_rng(1).integers(0, len(values), (rounds, len(values)))
    low, high = np.percentile(values[sample].mean(1), [2.5, 97.5])
    return float(low), float(high)


def compare(name: str, items: Sequence[Item], words: float) -> None:
    scored = {"lead": lead, "TextRank": textrank, "LexRank": lexrank, "LSA": lsa}
    systems: dict[str, Callable[[Item, float], Chosen]] = {
        "condenser": CrossFitted(items) if name == "summaries" else ours
    }
    systems |= {k: (lambda item, w, f=f: fill(item, f(item), w)) for k, f in scored.items()}  # type: ignore[misc]
    table = {k: [measures(item, f(item, words)) for item in items] for k, f in systems.items()}
    columns = list(table["condenser"][0])
    print(
        f"\n{name}: {len(items)} articles, {words:g} words\n\n| system | "
        + " | ".join(columns)
        + " |\n|"
        + "---|" * (len(columns) + 1)
    )
    for system, rows in table.items():
        cells = []
        for c in columns:
            values = np.array([r[c] for r in rows])
            if c in ("words", "points"):
                cells.append(f"{values.mean():.1f}")
            elif system == "condenser":
                low, high = interval(values)
                cells.append(f"**{values.mean():.3f}** [{low:.3f}, {high:.3f}]")
            else:
                low, high = interval(np.array([r[c] for r in table["condenser"]]) - values)
                cells.append(
                    f"{values.mean():.3f} (condenser {'+' if low > 0 else '-' if high < 0 else '='} [{low:+.3f}, {high:+.3f}])"
                )
        print(f"| {system} | " + " | ".join(cells) + " |", flush=True)


def speed(items: Sequence[Item]) -> None:
    """Sentences a processor second of the condenser, and how time grows with the number of sentences."""
    start = time.process_time()
    for item in items:
        condense(item.sentences, title=item.title)
    took = time.process_time() - start
    count = sum(len(i.sentences) for i in items)
    print(
        f"\n{count} sentences of {len(items)} articles in {took:.2f} processor seconds: {count / took:,.0f} sentences a second"
    )
    many = [s.text for i in items for s in i.sentences]
    for n in (100, 300, 1000, 3000):
        texts = [t + str(k) for k, t in enumerate((many * (n // len(many) + 1))[:n])]
        sentences = [Sentence(t, k * 200, k * 200 + len(t), k) for k, t in enumerate(texts)]
        start = time.process_time()
        condense(sentences, title="标题")
        print(f"{n} sentences: {time.process_time() - start:.2f} s")


def order() -> None:
    """Do editors follow the source's order? Adjacent parts of their briefs that come from different places, and how many go forwards."""
    forward = total = 0
    for item in summaries(SHARED / "eval/summaries-dev.jsonl"):
        places = []
        for clause in re.split(r"[；;。，,]", item.reference):
            own = bigrams(clause)
            shares = [len(own & bigrams(s.text)) / max(1, len(own)) for s in item.sentences]
            if len(own) >= 7 and max(shares) >= 0.5:
                places.append(shares.index(max(shares)))
        steps = [b - a for a, b in pairwise(places) if a != b]
        forward, total = forward + sum(s > 0 for s in steps), total + len(steps)
    print(f"\nsummaries: {forward} of {total} steps between clauses go forwards in the source")
    forward = total = 0
    for path in sorted((SHARED / "eval/briefs-dev").glob("*.json")):
        d = json.loads(path.read_text(encoding="utf-8"))
        found = []
        for fact in d["facts"]:
            told = [m.start() for e in fact["en"] for m in [re.search(e, d["brief_en"], re.I | re.S)] if m]
            if told and len(fact["zh"]) > 3 and fact["zh"] in d["body_zh"]:
                found.append((min(told), d["body_zh"].index(fact["zh"])))
        steps = [b - a for (_, a), (_, b) in pairwise(sorted(found)) if abs(b - a) > 40]
        forward, total = forward + sum(s > 0 for s in steps), total + len(steps)
    print(f"briefs: {forward} of {total} steps between facts go forwards in the source")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=float, default=150)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--order", action="store_true", help="only measure whether editors follow the source's order")
    parser.add_argument("--only", choices=("releases", "briefs", "english", "summaries"))
    options = parser.parse_args()
    if options.order:
        order()
        return
    sets = {
        "releases": (lambda: releases(SHARED / "eval/releases-dev.tsv"), options.words),
        "briefs": (lambda: briefs(SHARED / "eval/briefs-dev"), options.words),
        "english": (lambda: releases(SHARED / "eval/releases-dev.tsv", "en"), options.words),
        "summaries": (lambda: summaries(SHARED / "eval/summaries-dev.jsonl"), 50.0),
    }
    for name, (load, words) in sets.items():
        if options.only in (None, name):
            compare(name, load(), words)
    if options.speed:
        speed(releases(SHARED / "eval/releases-dev.tsv"))


if __name__ == "__main__":
    main()
