"""The condenser against what one would use instead, at the same length; no translation is needed.

    python -m benchmarks.condense --train FOLDER --folds FOLDS.json [--news FILE.jsonl] [--dev FOLDER] [--releases-dev FILE.tsv]
        [--words 60 130 250] [--left-out] [--speed]

FOLDER: fact sheets with told spans; FILE.tsv: releases with key sentences; FILE.jsonl: news items with editors' briefs
(training/condenser/data.py). Articles of --train are condensed with models that were fitted without them (FOLDS.json, which
`python -m training.condenser --folds` writes); the others with those that are shipped. Printed with 95 % bootstrap intervals over
articles, and for every other row the paired difference to the condenser:

  core facts   share of the fact sheet's spans, core ones and all, that stand in the text left, or in the title
  P R F1       letters and figures kept, against those that an editor told
  keys         share of key sentences of which 60 % of the pairs of characters (in English: of words) are in the sentences cited
  R1 R2        ROUGE-1 and ROUGE-2 F1 over Han characters, Latin words and figures: against the spans that an editor told, the key
               sentences, or the editor's brief
  asked        share of who, when, where and how much that is told, of those that the article has

Rows: the condenser; the first sentences; LexRank and TextRank of sumy; oracle: the spans that the editor told, however long.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from jianbao.sentences import Sentence
from summarize import Selected, clean, condense, sentences_of
from summarize.extract.assessment import assess, plain
from summarize.extract.choice import ASPECTS, LeftOut, answered, left_out
from summarize.extract.measures import words_of
from summarize.extract.model import using
from summarize.extract.units import mentions
from training.condenser import data, validation
from training.condenser.data import Article, bigrams
from training.condenser.scores import facts_told, spans_told


@dataclass(frozen=True, slots=True)
class Item:
    """One article with what an editor made of it. weights: models fitted without it, None for those that are shipped."""

    title: str
    sentences: tuple[Sentence, ...]
    keys: tuple[str, ...] = ()
    reference: str = ""
    article: Article | None = None
    language: str = "zh"
    weights: dict[str, Any] | None = field(default=None, compare=False)


Chosen = Sequence[Selected]
System = Callable[[Item, float], Chosen]


def whole(sentence: Sentence) -> Selected:
    return Selected(sentence, sentence.text, (), 0.0, ())


def ours(item: Item, words: float) -> Chosen:
    if item.weights is None:
        return condense(item.sentences, title=item.title, words=int(words), language=item.language)
    with using(item.weights):
        return condense(item.sentences, title=item.title, words=int(words), language=item.language)


def fitting(order: Sequence[int], item: Item, words: float) -> Chosen:
    """The first of `order` that fit, in source order; the first one always."""
    room = words
    taken: list[int] = []
    for i in order:
        cost = words_of(item.sentences[i].text, language=item.language)
        if cost <= room or not taken:
            taken.append(i)
            room -= cost
    return [whole(item.sentences[i]) for i in sorted(taken)]


def first(item: Item, words: float) -> Chosen:
    return fitting(range(len(item.sentences)), item, words)


def sumy(kind: str) -> System:
    """A summarizer of sumy, that orders the sentences as they are; jieba cuts the words of Chinese."""

    def choose(item: Item, words: float) -> Chosen:
        from sumy.models.dom import ObjectDocumentModel, Paragraph
        from sumy.models.dom import Sentence as Line
        from sumy.nlp.tokenizers import Tokenizer
        from sumy.summarizers.lex_rank import LexRankSummarizer
        from sumy.summarizers.text_rank import TextRankSummarizer

        tokens = Tokenizer("chinese") if item.language == "zh" else _EnglishWords()
        document = ObjectDocumentModel([Paragraph([Line(s.text, tokens) for s in item.sentences])])
        order: list[int] = []

        def ranked(found: Sequence[Any]) -> Sequence[Any]:
            order.extend(f.order for f in found)
            return found

        {"LexRank": LexRankSummarizer, "TextRank": TextRankSummarizer}[kind]()(document, ranked)
        return fitting(order, item, words)

    return choose


class _EnglishWords:
    """What sumy asks of a tokenizer, without the data that NLTK would fetch."""

    language = "english"

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[A-Za-z]+", text))

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)


def oracle(item: Item, words: float) -> Chosen:
    """The told spans of each sentence, the rest of it cut; sentences with less than four told characters are left."""
    article = item.article
    if article is None or not article.told:
        return ()
    out = []
    for s in item.sentences:
        spans = sorted((max(a, s.start), min(b, s.end)) for a, b in article.told if a < s.end and b > s.start)
        if sum(b - a for a, b in spans) < 4:
            continue
        cuts, at = [], s.start
        for a, b in spans:
            if a > at:
                cuts.append((at, a))
            at = max(at, b)
        if at < s.end:
            cuts.append((at, s.end))
        text = "，".join(article.body[a:b] for a, b in spans)
        out.append(Selected(s, text, tuple(cuts), 1.0, ("oracle",)))
    return out


def pairs(text: str, language: str) -> set[str]:
    """What the share of a key sentence is counted in: pairs of characters, in English of words."""
    if language != "en":
        return bigrams(text)
    return {" ".join(p) for p in pairwise(re.findall(r"[\w.,]*\w", text.lower()))}


def key_recall(keys: Sequence[str], texts: Sequence[str], language: str) -> float:
    union = set().union(*(pairs(t, language) for t in texts)) if texts else set()
    return sum(len(own & union) / max(1, len(own)) >= 0.6 for own in (pairs(k, language) for k in keys)) / len(keys)


def rouge(reference: str, text: str) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 F1."""
    a, b = (re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+|\d+(?:\.\d+)?", t) for t in (reference, text))
    counts = ((Counter(a), Counter(b)), (Counter(pairwise(a)), Counter(pairwise(b))))
    one, two = (2 * (x & y).total() / max(1, x.total() + y.total()) for x, y in counts)
    return one, two


def asked(item: Item, texts: Sequence[str]) -> float:
    """Share of the questions that the texts answer, of those that the article does, by the kinds of units in them."""
    whole = {m.kind for row in mentions(item.sentences, language=item.language) for m in row}
    told = [Sentence(t, 0, len(t), n) for n, t in enumerate(texts)]
    said = {m.kind for row in mentions(told, language=item.language) for m in row}
    able = [kinds for kinds in ASPECTS.values() if kinds & whole]
    return sum(bool(kinds & said) for kinds in able) / max(1, len(able))


def measures(item: Item, chosen: Chosen) -> dict[str, float]:
    texts = [p.text for p in chosen]
    out: dict[str, float] = {}
    if item.article is not None:
        out["core"], out["facts"] = facts_told(item.article, [*texts, item.title])
        if item.article.told:
            out["P"], out["R"], out["F1"] = spans_told(item.article, chosen)
    if item.keys:
        out["keys"] = key_recall(item.keys, [p.sentence.text for p in chosen], item.language)
    if item.reference:
        out["R1"], out["R2"] = rouge(item.reference, "".join(texts))
    if item.article is not None:
        out["asked"] = asked(item, texts)
    return out | {"words": sum(words_of(t, language=item.language) for t in texts), "points": float(len(texts))}


def of_sheets(articles: Sequence[Article], folds: Mapping[str, Any] | None = None) -> list[Item]:
    return [
        Item(
            a.title, a.sentences, a.keys, "，".join(a.body[x:y] for x, y in a.told), a,
            weights=validation.fold_of(folds, a.name) if folds else None,
        )
        for a in articles
    ]  # fmt: skip


def of_releases(path: Path, language: str = "zh") -> list[Item]:
    """Releases with their key sentences."""
    out = []
    for d in data.documents(path, language=language):
        keys = tuple(s.text for s, k in zip(d.sentences, d.key, strict=True) if k)
        out.append(Item(d.title, d.sentences, keys, "".join(keys), language=language))
    return out


def of_news(path: Path) -> list[Item]:
    """News items with the editor's own brief."""
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences = tuple(s for s in sentences_of(row["document"], clean(row["document"])) if plain(s.text))
        if sentences:
            out.append(Item(row["title"], sentences, (), row["summary"]))
    return out


def interval(values: np.ndarray, rounds: int = 2000) -> tuple[float, float]:
    sample = np.random.default_rng(1).integers(0, len(values), (rounds, len(values)))
    low, high = np.percentile(values[sample].mean(1), [2.5, 97.5])
    return float(low), float(high)


def compare(name: str, items: Sequence[Item], words: float) -> None:
    systems: dict[str, System] = {
        "condenser": ours,
        "first sentences": first,
        "LexRank": sumy("LexRank"),
        "TextRank": sumy("TextRank"),
    }
    if any(i.article is not None and i.article.told for i in items):
        systems["oracle"] = oracle
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
                cells.append(f"{values.mean():.3f} [{low:+.3f}, {high:+.3f}]")
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


def missed(articles: Sequence[Article], folds: Mapping[str, Any], words: float) -> None:
    """What is named as left out, by the worth from which it is: how many an article, the share of them that are facts of the sheet, and the
    shares of the core facts and of all that were not told which are named."""
    print(
        f"\nleft out at {words:g} words\n\n| worth | named | facts among them | core facts named | facts named |\n|---|---|---|---|---|"
    )
    found: list[tuple[tuple[LeftOut, ...], list[tuple[str, bool]]]] = []
    for a in articles:
        with using(validation.fold_of(folds, a.name)):
            article = assess(a.sentences, title=a.title)
            told = answered(article, words=int(words))
            texts = [_flat(t) for t in (*(f.text for f in told.values()), a.title)]
            untold = [(_flat(span), core) for span, core, _ in a.facts if not any(_flat(span) in t for t in texts)]
            found.append((left_out(article, told, missed=0.1), untold))
    for worth in (0.2, 0.3, 0.4, 0.5, 0.7, 0.9):
        named = [([o for o in out if o.worth >= worth], untold) for out, untold in found]
        right = sum(any(o.fact in span or span in _flat(o.text) for span, _ in u) for out, u in named for o in out)
        hits = [(core, any(span in _flat(o.text) for o in out)) for out, u in named for span, core in u]
        cores = [hit for core, hit in hits if core]
        count = sum(len(out) for out, _ in named)
        cells = [f"{count / len(named):.1f}", f"{right / max(1, count):.3f}"]
        cells += [f"{sum(cores) / max(1, len(cores)):.3f}", f"{sum(hit for _, hit in hits) / max(1, len(hits)):.3f}"]
        print(f"| {worth} | " + " | ".join(cells) + " |", flush=True)


def _flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path)
    parser.add_argument(
        "--folds", type=Path, help="models fitted without each article of --train, from training.condenser"
    )
    parser.add_argument("--news", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--releases-dev", type=Path)
    parser.add_argument("--words", type=float, nargs="+", default=[130.0])
    parser.add_argument(
        "--left-out", action="store_true", help="what is named as left out, by its worth; needs --train"
    )
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.train and not options.folds:
        sys.exit("--train needs --folds: an article is condensed with models that were fitted without it.")
    folds = json.loads(options.folds.read_text("utf-8")) if options.folds else None
    for words in options.words:
        if options.train and folds and options.left_out:
            missed(data.articles(options.train), folds, words)
            continue
        if options.train:
            compare("train, cross-validated", of_sheets(data.articles(options.train), folds), words)
        if options.dev:
            compare("development", of_sheets(data.articles(options.dev)), words)
        if options.releases_dev:
            compare("releases", of_releases(options.releases_dev), words)
            compare("releases, English", of_releases(options.releases_dev, "en"), words)
    if options.news:
        compare("news (the sentence model was fitted to these)", of_news(options.news), 50.0)
    if options.speed and options.releases_dev:
        speed(of_releases(options.releases_dev))


if __name__ == "__main__":
    main()
