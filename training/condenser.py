"""Train the condenser: summarize/weights.json from articles whose key sentences are known.

    python training/condenser.py [--data RELEASES.tsv] [--briefs SUMMARIES.jsonl] [--out summarize/weights.json] [--ablate [--encoder]]

Data: releases.tsv of the project (its README: T headline or subhead, K key sentence, B other, F furniture; Chinese and English of each),
and, for Chinese, news items with their editors' own briefs (title, document, summary a line), where the key sentences are those that the
brief draws on. The releases were written for the project and open with the news less often than not; the news items are found text.
Features: summarize/extract/features.py. Model: logistic regression (scikit-learn) on standardised features, one for
Chinese and one for English. `--ablate` prints what each group of features brings, by five-fold cross-validation over
the releases: average precision (AP) and the share of key sentences among the best that fit into 150 words (R150).
With `--encoder` the Chinese features have centrality and likeness by the vectors of the bundled model's encoder too
(group "encoder"); only to see what these bring, for the weights are then not written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from jianbao.sentences import Sentence  # noqa: E402
from summarize import clean, sentences_of  # noqa: E402
from summarize.extract.features import table, words_of  # noqa: E402
from summarize.written.attribution import Encode  # noqa: E402


@dataclass(frozen=True, slots=True)
class Document:
    """title; sentences, key or not; subheads inside the article are left out, as the condenser ranks sentences only."""

    title: str
    sentences: tuple[Sentence, ...]
    key: np.ndarray


def documents(path: Path, *, language: str = "zh") -> list[Document]:
    """The documents of a releases file; those without a key sentence are left out."""
    column = 2 if language == "en" else 1
    found: list[Document] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("# ")]
        body = [n for n, row in enumerate(rows) if row[0] in "KB"]
        if not body or not any(row[0] == "K" for row in rows):
            continue
        title = " ".join(row[column] for row in rows[: body[0]] if row[0] == "T")
        kept = [row for row in rows[body[0] :] if row[0] in "KB" and len(row) > column and row[column]]
        at, sentences = 0, []
        for n, row in enumerate(kept):
            sentences.append(Sentence(row[column], at, at + len(row[column]), n))
            at += len(row[column]) + 1
        found.append(Document(title, tuple(sentences), np.array([row[0] == "K" for row in kept], float)))
    return found


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring characters, without marks and spaces."""
    text = re.sub(r"[\s，。、；：！？“”‘’《》（）()\[\]…—\-,.:;!?\"']", "", text)
    return {text[i : i + 2] for i in range(len(text) - 1)}


DRAWN, MOST = 0.12, 3
"""A sentence is key where it adds this share of the brief's bigrams to those of better ones; so many of an article at most."""


def briefed(path: Path) -> list[Document]:
    """News items with an editor's brief: the sentences that the brief draws on are key. Those with one sentence or
    none drawn on are left out."""
    found: list[Document] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences = sentences_of(row["document"], clean(row["document"]))
        wanted = bigrams(row["summary"])
        shared = [bigrams(s.text) & wanted for s in sentences]
        key = np.zeros(len(sentences))
        covered: set[str] = set()
        for _ in range(min(MOST, len(sentences))):
            gains = [len(s - covered) for s in shared]
            best = int(np.argmax(gains))
            if gains[best] < max(3, DRAWN * len(wanted)):
                break
            key[best] = 1.0
            covered |= shared[best]
        if key.any() and len(key) > 1:
            found.append(Document(row["title"], sentences, key))
    return found


def features(
    docs: Sequence[Document], *, language: str, encode: Encode | None = None
) -> tuple[list[np.ndarray], list[str], list[str]]:
    """One matrix a document, with the names and groups of its columns."""
    texts = [t for d in docs for t in (d.title, *(s.text for s in d.sentences))]
    vectors = np.asarray(encode(texts), np.float32) if encode else None
    out: list[np.ndarray] = []
    names: list[str] = []
    groups: list[str] = []
    at = 0
    for d in docs:
        n = len(d.sentences)
        own = vectors[at + 1 : at + 1 + n] if vectors is not None else None
        head = vectors[at] if vectors is not None else None
        matrix, names, groups = table(d.sentences, title=d.title, language=language, vectors=own, title_vector=head)
        out.append(matrix)
        at += n + 1
    return out, names, groups


def average_precision(key: np.ndarray, scores: np.ndarray) -> float:
    ranked = key[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1) * ranked).sum() / ranked.sum())


def recall_within(document: Document, scores: np.ndarray, words: float, language: str) -> float:
    """Share of the key sentences among the best whole sentences that fit into `words`."""
    got, room = 0.0, words
    for i in np.argsort(-scores, kind="stable"):
        cost = words_of(document.sentences[i].text, language=language)
        if cost <= room:
            room -= cost
            got += document.key[i]
    return got / float(document.key.sum())


Model = tuple[np.ndarray, np.ndarray, np.ndarray, float]
"""Mean and scale of the features, weights, bias."""

BRIEFED = 0.3
"""What a sentence of a news item counts against one of a release. From 0.2 to 0.45 the development data is alike; at
0.75 the news' habit of telling all in its first sentence cost key sentences of press releases."""
STRENGTH = 0.003
"""C of the regression: from 0.003 to 0.1 AP changes by less than 0.003, and other articles are less alike than the folds."""
INDICATOR = 3.0
"""Scale of the column that tells the data sets apart, so that their different shares of key sentences do not go into the weights."""


def fit(x: np.ndarray, y: np.ndarray, *, also: tuple[np.ndarray, np.ndarray] | None = None) -> Model:
    """Logistic regression of y on standardised features clipped at five deviations, as they are when ranking.

    also: features and labels of news items (`BRIEFED`); standardised as x, and with an intercept of their own, which is not kept.
    """
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-6] = 1.0
    parts = [(x, y, 1.0, 0.0), *([(*also, BRIEFED, INDICATOR)] if also else [])]
    columns = np.vstack(
        [np.hstack([np.clip((a - mean) / scale, -5, 5), np.full((len(a), 1), mark)]) for a, _, _, mark in parts]
    )
    weight = np.concatenate([np.full(len(a), w) for a, _, w, _ in parts])
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(
        columns, np.concatenate([b for _, b, _, _ in parts]), sample_weight=weight
    )
    return mean, scale, model.coef_[0][:-1], float(model.intercept_[0])


def predict(x: np.ndarray, model: Model) -> np.ndarray:
    mean, scale, weights, bias = model
    return np.asarray(1 / (1 + np.exp(-(np.clip((x - mean) / scale, -5, 5) @ weights + bias))))


def validate(
    docs: Sequence[Document], xs: Sequence[np.ndarray], columns: np.ndarray, language: str
) -> tuple[float, float]:
    """AP and R150 by five-fold cross-validation over documents."""
    fold = np.random.default_rng(0).integers(0, 5, len(docs))
    precision, recall = [], []
    for k in range(5):
        rest = [(d, x[:, columns]) for d, x, f in zip(docs, xs, fold, strict=True) if f != k]
        model = fit(*stacked(*zip(*rest, strict=True)))
        for d, x, f in zip(docs, xs, fold, strict=True):
            if f == k:
                scores = predict(x[:, columns], model)
                precision.append(average_precision(d.key, scores))
                recall.append(recall_within(d, scores, 150, language))
    return float(np.mean(precision)), float(np.mean(recall))


def ablate(docs: Sequence[Document], xs: Sequence[np.ndarray], groups: Sequence[str], language: str) -> None:
    """Print the table: all features, all but one group, one group alone."""
    every = np.arange(len(groups))
    whole = validate(docs, xs, every, language)
    lead = [-np.arange(len(d.key)) for d in docs]
    print(f"| features ({language}) | AP | without: AP | R150 | alone: AP |\n|---|---|---|---|---|")
    print(
        f"| source order | {np.mean([average_precision(d.key, s) for d, s in zip(docs, lead, strict=True)]):.3f} | | "
        f"{np.mean([recall_within(d, s, 150, language) for d, s in zip(docs, lead, strict=True)]):.3f} | |"
    )
    print(f"| all {len(groups)} | {whole[0]:.3f} | | {whole[1]:.3f} | |")
    for group in dict.fromkeys(groups):
        mine = np.array([g == group for g in groups])
        less = validate(docs, xs, every[~mine], language)
        alone = validate(docs, xs, every[mine], language)
        print(
            f"| {group} ({mine.sum()}) | | {less[0]:.3f} ({less[0] - whole[0]:+.3f}) | {less[1]:.3f} "
            f"({less[1] - whole[1]:+.3f}) | {alone[0]:.3f} |",
            flush=True,
        )


def written(names: Sequence[str], model: Model) -> dict[str, object]:
    """A model as weights.json has it."""
    mean, scale, coefficients, bias = model
    return {
        "names": list(names),
        "mean": [round(float(v), 5) for v in mean],
        "scale": [round(float(v), 5) for v in scale],
        "weights": [round(float(v), 4) for v in coefficients],
        "bias": round(bias, 4),
    }


def stacked(docs: Sequence[Document], xs: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels of all sentences."""
    return np.vstack(xs), np.concatenate([d.key for d in docs])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/releases/releases.tsv")
    parser.add_argument("--briefs", type=Path, default=ROOT.parent / "shared/eval/summaries-dev.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "summarize/weights.json")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--encoder", action="store_true", help="with the bundled model's encoder; writes nothing")
    options = parser.parse_args()
    encode: Encode | None = None
    if options.encoder:
        from models import load_compact

        encode = load_compact().encode
    weights = {}
    for language in ("zh",) if encode else ("zh", "en"):  # the bundled model's encoder reads Chinese
        docs = documents(options.data, language=language)
        items = briefed(options.briefs) if language == "zh" else []
        xs, names, groups = features(docs, language=language, encode=encode)
        also = stacked(items, features(items, language=language, encode=encode)[0]) if items else None
        precision, recall = validate(docs, xs, np.arange(len(names)), language)
        print(
            f"{language}: {len(docs)} documents, {sum(len(x) for x in xs)} sentences, {len(items)} news items, {len(names)} features, "
            f"AP {precision:.3f} R150 {recall:.3f}", flush=True,
        )  # fmt: skip
        weights[language] = written(names, fit(*stacked(docs, xs), also=also))
        if options.ablate:
            ablate(docs, xs, groups, language)
    if not encode:
        options.out.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
