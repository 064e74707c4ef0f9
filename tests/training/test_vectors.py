"""What a regression on vectors predicts of documents that it was not fitted to, and how it is weighed beside another prediction."""

from __future__ import annotations

import numpy as np
import pytest

from jianbao.sentences import Sentence, split
from summarize.extract.assessment import assess
from training.condenser.vectors import of_vectors, seen, weighed

TEXT = "3月27日，某市签约17个重点项目，总投资61.8亿元。市长王建国主持仪式。全市共有规模以上企业320家，比上年增长5.2%。"


def test_every_clause_and_unit_has_a_vector() -> None:
    article = assess([Sentence(s.text, s.start, s.end, n) for n, s in enumerate(split(TEXT, language="zh"))])
    vectors, places = seen(article, lambda texts: np.array([[float(len(t))] for t in texts]))
    clauses = [(i, t) for i, row in enumerate(article.told) for t in row]
    assert vectors.tolist() == [[t.end - t.start, len(article.sentences[i].text)] for i, t in clauses]
    for key, n in zip(article.units.keys, places, strict=True):
        i, t = clauses[n]
        assert key in article.sentences[i].text[t.start : t.end]


@pytest.fixture(scope="module")
def documents() -> tuple[list[np.ndarray], list[np.ndarray]]:
    draw = np.random.default_rng(0)
    vectors = [draw.normal(size=(400, 6)) for _ in range(20)]
    return vectors, [v @ [3, -2, 0, 0, 0, 0] + draw.normal(size=400) + n for n, v in enumerate(vectors)]


FOLDS = [(list(range(10)), list(range(10, 20))), (list(range(10, 20)), list(range(10)))]


def test_what_is_fitted_to_some_documents_predicts_others(documents: tuple[list[np.ndarray], list[np.ndarray]]) -> None:
    found = of_vectors(*documents, FOLDS)
    assert min(np.corrcoef(f, y)[0, 1] for f, y in zip(found, documents[1], strict=True)) > 0.9


def test_labels_of_a_document_are_not_among_what_predicts_it(
    documents: tuple[list[np.ndarray], list[np.ndarray]],
) -> None:
    vectors, labels = documents
    turned = [-y if n == 12 else y for n, y in enumerate(labels)]
    before, after = of_vectors(vectors, labels, FOLDS), of_vectors(vectors, turned, FOLDS)
    assert np.allclose(before[12], after[12]) and not np.allclose(before[3], after[3])


def test_noise_beside_a_good_prediction_weighs_little_and_means_stay(
    documents: tuple[list[np.ndarray], list[np.ndarray]],
) -> None:
    vectors, labels = documents
    noise = [np.random.default_rng(n).normal(size=len(y)) for n, y in enumerate(labels)]
    made, weights = weighed(noise, of_vectors(vectors, labels, FOLDS), labels)
    assert abs(weights[0]) < 0.2 < weights[1]
    assert np.allclose([m.mean() for m in made], [n.mean() for n in noise], atol=1e-9)
