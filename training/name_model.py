"""Fit the model of the evidence for personal names (facts/names/data/model.tsv), and count facts/names/data/odds.tsv.

    python training/name_model.py FILE.tsv ... [--odds]

The files are sentence-aligned, as benchmarks/names.py takes them; a name is what the English side spells anywhere in the same document.
The odds are counted in jieba's dictionary (MIT). Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.aligned import documents  # noqa: E402
from benchmarks.names import gold  # noqa: E402
from facts import lexicon  # noqa: E402
from facts.names import surnames  # noqa: E402
from facts.names.candidates import candidates, term_spans  # noqa: E402
from facts.names.evidence import features  # noqa: E402
from facts.names.model import OUTPUT  # noqa: E402


def count_odds() -> None:
    """Write odds.tsv: log odds of each character as surname, first and last part of a given name."""
    known = surnames.table()
    parts: list[Counter[str]] = [Counter(), Counter(), Counter()]
    for name in re.findall(r"^(\w{3,4}) \d+ nr$", lexicon.dictionary(), re.MULTILINE):
        length = surnames.surname_length(name)
        if length and len(name) - length == 2:
            parts[0][name[:length]] += 1
            if known[name[:length]][1] in {"common", "common_word", "surname"}:
                parts[1][name[length]] += 1
                parts[2][name[-1]] += 1
    plain: Counter[str] = Counter()
    for word, count in re.findall(r"^(\w{1,3}) (\d{2,}) (?!nr)", lexicon.dictionary(), re.MULTILINE):
        for character in word:
            plain[character] += int(count)
    characters = sorted(
        {c for part in parts for c in part if len(c) == 1}
        | {c for c, n in plain.items() if n >= 100 and "一" <= c <= "鿿"}
    )
    words = sum(plain.values())
    lines = ["character\tsurname\tfirst\tlast"]
    for character in characters:
        values = []
        for part, prior in zip(parts, (1.0, 0.3, 0.3), strict=True):
            odds = math.log((part[character] + prior) / (sum(part.values()) + 2000)) - math.log(
                (plain[character] + 50) / (words + 200000)
            )
            values.append(f"{max(-4.0, min(4.0, odds)):.1f}")
        lines.append("\t".join([character, *values]))
    (ROOT / "facts" / "names" / "data" / "odds.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def examples(path: Path) -> tuple[list[dict[str, float]], list[bool]]:
    """Features of every candidate of a file, and whether it is a name."""
    found, labels = [], []
    for rows in documents(path):
        text = "\n".join(chinese for chinese, _ in rows)
        spans = {
            match.span() for name in set().union(*(gold(*row) for row in rows)) for match in re.finditer(name, text)
        }
        spans = {a for a in spans if not any(a != b and b[0] <= a[0] and a[1] <= b[1] for b in spans)}
        terms = term_spans(text)
        for start, end in candidates(text, terms):
            near = [term for term in terms if term[0] < end and start < term[1]]
            found.append(features(text, start, end, near))
            labels.append((start, end) in spans)
    return found, labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--odds", action="store_true", help="count odds.tsv again")
    options = parser.parse_args()
    if options.odds:
        count_odds()
    if not options.files:
        return
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.neural_network import MLPClassifier

    found: list[dict[str, float]] = []
    labels: list[bool] = []
    for path in options.files:
        more = examples(path)
        found += more[0]
        labels += more[1]
        print(f"{path.name}: {len(more[1]):,} candidates, {sum(more[1]):,} names")
    vectorizer = DictVectorizer(dtype=np.float32)
    model = MLPClassifier((16,), alpha=0.01, batch_size=256, learning_rate_init=0.002, max_iter=14, random_state=0)
    model.fit(vectorizer.fit_transform(found), labels)
    write(list(vectorizer.get_feature_names_out()), model.coefs_, model.intercepts_)


def write(features: list[str], coefficients: list[Any], intercepts: list[Any]) -> None:
    """Write model.tsv; the bias of the hidden layer goes into the weights of the feature that is always 1."""
    hidden = coefficients[0].copy()
    hidden[features.index("bias")] += intercepts[0]
    rows = [[name, *(f"{value:.3f}" for value in row)] for name, row in zip(features, hidden, strict=True)]
    rows.append([OUTPUT, *(f"{value:.3f}" for value in coefficients[1][:, 0]), f"{intercepts[1][0]:.3f}"])
    path = ROOT / "facts" / "names" / "data" / "model.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
