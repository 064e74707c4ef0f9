"""Train the models of condensing, and say how well they choose.

    python -m training.condenser --train FOLDER --releases FILE.tsv [--news FILE.jsonl] [--dev FOLDER] [--out weights.json]
        [--folds folds.json]

FOLDER has fact sheets with told spans (an editor's brief of each article, the spans that it tells, its facts); FILE.tsv key sentences of
releases, Chinese and English; FILE.jsonl news items with their editors' briefs. Printed side by side, at 130 words: the articles that the
models were fitted to, the same articles cross-validated by document and by kind of source, and the development articles. A gap of more
than 0.05 between the second and the last is a finding. --folds writes what was fitted without each article, for the benchmarks.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from summarize.extract.model import WEIGHTS
from training.condenser import data, validation


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--releases", type=Path, required=True)
    parser.add_argument("--news", type=Path)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--words", type=int, default=130)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=Path, help="where the models of the folds by document go")
    parser.add_argument("--validate-only", action="store_true", help="write nothing")
    parser.add_argument("--fit-only", action="store_true", help="print nothing")
    options = parser.parse_args()
    articles = data.articles(options.train)
    items = data.news(options.news) if options.news else []
    sentence = validation.sentence_model(data.documents(options.releases), items, language="zh")
    prepared = validation.prepare(articles, sentence)
    weights = validation.fit(prepared, range(len(articles)), headlines=True)
    if not options.validate_only:
        english = validation.english(data.documents(options.releases, language="en"))
        options.out.write_text(
            json.dumps(weights | english, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
        )
    folds = {} if options.fit_only and not options.folds else validation.folds(prepared)
    if options.folds:
        options.folds.write_text(json.dumps(folds, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    if options.fit_only:
        return
    print("| articles | core | facts | precision | recall | F1 | words | points |\n|---|---|---|---|---|---|---|---|")
    show = validation.tried
    print(validation.row("fitted to", show(articles, lambda n: weights, words=options.words)), flush=True)
    crossed = [folds["folds"][folds["articles"][article.name]] for article in articles]
    print(
        validation.row("cross-validated by document", show(articles, crossed.__getitem__, words=options.words)),
        flush=True,
    )
    kinds = validation.crossed(prepared, validation.by_kind(articles))
    print(validation.row("cross-validated by kind", show(articles, kinds.__getitem__, words=options.words)), flush=True)
    if options.dev:
        dev = data.articles(options.dev)
        print(validation.row("development", show(dev, lambda n: weights, words=options.words)), flush=True)


if __name__ == "__main__":
    main()
