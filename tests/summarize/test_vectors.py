"""What vectors add to the choice: clauses and units move by them, means stay, another model's are refused, and what is fitted predicts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from jianbao.sentences import Sentence, split
from summarize import condense
from summarize.extract.assessment import assess
from summarize.extract.measures import words_of
from summarize.extract.model import model
from summarize.extract.vectors import Encode, beside, informed, seen
from training.condenser.vectors import fitted, of_vectors, weighed

TEXT = (
    "3月27日，某市签约17个重点项目，总投资61.8亿元。市长王建国主持仪式。其中，光传感芯片项目计划投资18.5亿元，达产后年销售收入超22亿元。"
    "近年来，该市持续优化营商环境。全市共有规模以上企业320家，比上年增长5.2%。"
)
SENTENCES = tuple(Sentence(s.text, s.start, s.end, n) for n, s in enumerate(split(TEXT, language="zh")))
HALF = len(model("clause vectors", language="zh")["weights"]) // 2


def still(texts: Sequence[str]) -> np.ndarray:
    return np.zeros((len(texts), HALF), np.float32)


def liking(word: str) -> Encode:
    """An encoder for which texts with a word are what the regression on clauses likes best."""
    liked = np.asarray(model("clause vectors", language="zh")["weights"][:HALF])
    return lambda texts: np.array([liked / np.linalg.norm(liked) if word in t else 0 * liked for t in texts])


def test_every_clause_and_unit_has_a_vector() -> None:
    article = assess(SENTENCES)
    vectors, places = seen(article, still)
    assert vectors.shape == (sum(map(len, article.told)), 2 * HALF)
    assert len(places) == len(article.units.keys) and max(places) < len(vectors)


def test_vectors_that_say_nothing_leave_the_order_as_it_was() -> None:
    before = assess(SENTENCES)
    after = informed(before, still)
    for a, b in zip(before.told, after.told, strict=True):
        assert [(t.start, t.end) for t in a] == [(t.start, t.end) for t in b]
    old, new = ([t.share for row in x.told for t in row] for x in (before, after))
    assert np.argmax(old) == np.argmax(new) and np.isclose(np.mean(old), np.mean(new), atol=0.02)


@pytest.mark.parametrize("word", ["营商环境", "320家", "王建国"])
def test_a_clause_that_the_encoder_points_to_is_told_more(word: str) -> None:
    before = informed(assess(SENTENCES), still)
    after = informed(assess(SENTENCES), liking(word))
    for i, (a, b) in enumerate(zip(before.told, after.told, strict=True)):
        for old, new in zip(a, b, strict=True):
            if word in SENTENCES[i].text[old.start : old.end]:
                assert new.share > old.share


@pytest.mark.parametrize("words", [20, 60])
def test_a_choice_with_vectors_keeps_its_length_and_its_order(words: int) -> None:
    points = condense(SENTENCES, words=words, encode=liking("320家"))
    assert points and sum(words_of(p.text) for p in points) <= 1.1 * words
    assert [p.sentence.start for p in points[1:]] == sorted(p.sentence.start for p in points[1:])


def test_vectors_of_another_model_are_refused() -> None:
    with pytest.raises(ValueError, match="compact"):
        beside(np.ones(2), np.ones((2, 3)), "clause vectors")


def test_what_is_fitted_to_some_documents_predicts_others() -> None:
    draw = np.random.default_rng(0)
    vectors = [draw.normal(size=(400, 6)) for _ in range(20)]
    labels = [v @ [3, -2, 0, 0, 0, 0] + draw.normal(size=400) for v in vectors]
    split = [(list(range(10)), list(range(10, 20))), (list(range(10, 20)), list(range(10)))]
    found = of_vectors(vectors, labels, split)
    assert min(np.corrcoef(f, y)[0, 1] for f, y in zip(found, labels, strict=True)) > 0.9
    noise = [draw.normal(size=400) for _ in vectors]
    made, weights = weighed(noise, found, labels)
    assert abs(weights[0]) < 0.2 < weights[1]
    assert np.allclose([m.mean() for m in made], [n.mean() for n in noise], atol=1e-9)
    kept = np.asarray(fitted(vectors, labels, weights)["weights"])
    assert kept[0] > 1 and kept[1] < -1 and np.abs(kept[2:]).max() < 0.2
