"""Train the condenser: summarize/weights.json from press releases whose key sentences are marked.

    python training/condenser.py --data RELEASES.tsv [--out summarize/weights.json] [--ablate] [--no-encoder]

Data: releases.tsv of the project (its README: T headline or subhead, K key sentence, B other, F furniture; Chinese and English of each).
Features: summarize/features.py, with the vectors of the bundled model's encoder. Model: logistic regression (scikit-learn) on
standardised features, C by cross-validation over documents. Four sets of weights: Chinese and English, each with and without an encoder.
`--ablate` prints what each group of features brings, by five-fold cross-validation: average precision (AP) and the share of key
sentences among the best that fit into 150 words (R150).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from jianbao.sentences import Sentence  # noqa: E402
from summarize.extractive import Encode  # noqa: E402
from summarize.features import table, words_of  # noqa: E402


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


def features(docs: Sequence[Document], *, language: str, encode: Encode | None) -> tuple[list[np.ndarray], list[str], list[str]]:
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


def fit(x: np.ndarray, y: np.ndarray, strength: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Mean, scale, weights and bias; standardised features are clipped at five deviations, as they are when ranking."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = x.mean(0), x.std(0)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=strength, max_iter=5000).fit(np.clip((x - mean) / scale, -5, 5), y)
    return mean, scale, model.coef_[0], float(model.intercept_[0])


def predict(x: np.ndarray, model: tuple[np.ndarray, np.ndarray, np.ndarray, float]) -> np.ndarray:
    mean, scale, weights, bias = model
    return np.asarray(1 / (1 + np.exp(-(np.clip((x - mean) / scale, -5, 5) @ weights + bias))))


def validate(docs: Sequence[Document], xs: Sequence[np.ndarray], columns: np.ndarray, strength: float, language: str) -> tuple[float, float]:
    """AP and R150 by five-fold cross-validation over documents."""
    fold = np.random.default_rng(0).integers(0, 5, len(docs))
    precision, recall = [], []
    for k in range(5):
        model = fit(np.vstack([x[:, columns] for x, f in zip(xs, fold, strict=True) if f != k]), np.concatenate([d.key for d, f in zip(docs, fold, strict=True) if f != k]), strength)
        for d, x, f in zip(docs, xs, fold, strict=True):
            if f == k:
                scores = predict(x[:, columns], model)
                precision.append(average_precision(d.key, scores))
                recall.append(recall_within(d, scores, 150, language))
    return float(np.mean(precision)), float(np.mean(recall))


def ablate(docs: Sequence[Document], xs: Sequence[np.ndarray], groups: Sequence[str], strength: float, language: str) -> None:
    """Print the table: all features, all but one group, one group alone."""
    every = np.arange(len(groups))
    whole = validate(docs, xs, every, strength, language)
    lead = [-np.arange(len(d.key)) for d in docs]
    print(f"| features ({language}) | AP | without: AP | R150 | alone: AP |\n|---|---|---|---|---|")
    print(f"| source order | {np.mean([average_precision(d.key, s) for d, s in zip(docs, lead, strict=True)]):.3f} | | {np.mean([recall_within(d, s, 150, language) for d, s in zip(docs, lead, strict=True)]):.3f} | |")
    print(f"| all {len(groups)} | {whole[0]:.3f} | | {whole[1]:.3f} | |")
    for group in dict.fromkeys(groups):
        mine = np.array([g == group for g in groups])
        less = validate(docs, xs, every[~mine], strength, language)
        alone = validate(docs, xs, every[mine], strength, language)
        print(f"| {group} ({mine.sum()}) | | {less[0]:.3f} ({less[0] - whole[0]:+.3f}) | {less[1]:.3f} ({less[1] - whole[1]:+.3f}) | {alone[0]:.3f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/releases/releases.tsv")
    parser.add_argument("--out", type=Path, default=ROOT / "summarize/weights.json")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--no-encoder", action="store_true", help="leave the weights with an encoder as they are")
    options = parser.parse_args()
    weights = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    encode: Encode | None = None
    if not options.no_encoder:
        from models import load_engine

        encode = load_engine().encode
    for language in ("zh", "en"):
        docs = documents(options.data, language=language)
        for kind in ("bigrams", "encoder") if encode else ("bigrams",):
            if kind == "encoder" and language == "en":
                continue  # the bundled model's encoder reads Chinese
            xs, names, groups = features(docs, language=language, encode=encode if kind == "encoder" else None)
            scored = [(validate(docs, xs, np.arange(len(names)), c, language), c) for c in (0.003, 0.01, 0.03, 0.1)]
            (precision, recall), strength = max(scored)
            print(f"{language} {kind}: {len(docs)} documents, {sum(len(x) for x in xs)} sentences, {len(names)} features, C {strength}: AP {precision:.3f} R150 {recall:.3f}", flush=True)
            mean, scale, coefficients, bias = fit(np.vstack(xs), np.concatenate([d.key for d in docs]), strength)
            weights.setdefault(language, {})[kind] = {
                "names": names,
                "mean": [round(float(v), 5) for v in mean],
                "scale": [round(float(v), 5) for v in scale],
                "weights": [round(float(v), 4) for v in coefficients],
                "bias": round(bias, 4),
            }
            if options.ablate:
                ablate(docs, xs, groups, strength, language)
    options.out.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
