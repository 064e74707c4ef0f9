"""Briefs of articles with fact sheets, scored: core facts, wrong renderings, furniture, key sentences, findings.

    python -m benchmarks.briefs --facts FOLDER --scorer score_briefs.py [--length 130] [--model NAME] [--out FOLDER]
        [--crossed FOLDS.json] [--oracle] [--only ID,ID] [--strategy written|direct] [--summarizer NAME]

--crossed: the articles are those that the models of condensing were fitted to, so each is condensed with models that were fitted without it
(five folds by document, as `python -m training.condenser --folds` writes them). --oracle: in place of the choice, the spans that the
editor told are translated, however long: what is lost then is lost in translation. --strategy: in place of the choice a model writes,
in one prompt: in Chinese, then translated (written), or the English at once (direct). Without a scorer the briefs are written
and nothing is counted but findings.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

from benchmarks.condense import Item, oracle
from brief import from_text, load_composer
from brief.recipe import STRATEGIES
from summarize import Condensed
from summarize.extract.model import using
from training.condenser import data, validation
from training.condenser.data import Article

LONG = 400
"""English words that a brief of the editor's spans may have: none of them is dropped for its length."""


@contextmanager
def told_by_editor(article: Article) -> Iterator[None]:
    """Inside, the editor's spans stand in for the choice."""
    points = tuple(oracle(Item(article.title, article.sentences, article=article), 0.0))
    with patch("brief.strategies.condensed", lambda *given, **options: Condensed(points)):
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--length", type=int, default=130)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--no-check", dest="check", action="store_false")
    parser.add_argument("--crossed", type=Path)
    parser.add_argument("--oracle", action="store_true")
    parser.add_argument("--only", default="", help="names of articles, separated by commas")
    parser.add_argument("--strategy", default="extract", choices=STRATEGIES)
    parser.add_argument("--summarizer", help="who writes, where it is not the model that translates")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    out = args.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    articles = data.articles(args.facts)
    folds = json.loads(args.crossed.read_text("utf-8")) if args.crossed else None
    composer = load_composer(
        model=args.model,
        check=args.check,
        length=LONG if args.oracle else args.length,
        strategy=args.strategy,
        summarizer=args.summarizer,
    )
    kinds: Counter[str] = Counter()
    wanted = [a for a in articles if not args.only or a.name in args.only.split(",")]
    for article in wanted:
        with (
            using(validation.fold_of(folds, article.name)) if folds else nullcontext(),
            told_by_editor(article) if args.oracle else nullcontext(),
        ):
            brief = composer.compose(from_text(article.body, title=article.title, name=article.name))
        (out / f"{article.name}.json").write_text(brief.as_json(), "utf-8")
        kinds.update(f"{f.severity} {f.kind}" for f in brief.all_findings())
    print("findings:", json.dumps(dict(kinds.most_common())))
    if args.scorer is None:
        print(f"briefs: {out}")
        return
    only = ["--only", ",".join(a.name for a in wanted)] if args.only else []
    subprocess.run([sys.executable, str(args.scorer), str(args.facts), str(out), *only], check=True)


if __name__ == "__main__":
    main()
