"""Every architecture of the catalogue, on both engines, against transformers called as its model card says."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jianbao.errors import ModelError
from models.engines.protocols import GenerateOptions
from models.engines.seq2seq.ct2 import CT2Engine
from models.engines.seq2seq.torch import TorchEngine
from tests.support.tiny_models import BUILDERS

TEXTS = [
    "成都市温江区集中开工18个项目，总投资近20亿元。",
    "据了解，2024年全年营业收入增长6.2%！",
    "大会开幕",
    "Full-width ＡＢＣ １２３ 中文。",
]


@dataclass(frozen=True)
class Card:
    """How a model card has a model called: languages, text before the source, attributes of the tokenizer, start."""

    source: str = "zh"
    target: str = "en"
    before: str = ""
    src_lang: str | None = None
    forced: str | None = None
    first: str | None = None
    start: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


CARDS = {
    "marian": Card(),
    "marian-tags": Card(source="en", target="zh", before=">>cmn_Hans<< ", first=">>cmn_Hans<<"),
    "m2m100": Card(src_lang="zh", forced="__en__", first="__zh__"),
    "nllb": Card(src_lang="zho_Hans", forced="eng_Latn", first="zho_Hans"),
    "small100": Card(src_lang="en", first="__en__", facts={"language_rule": "target"}),
    "mbart25": Card(src_lang="zh_CN", start="en_XX"),
    "madlad": Card(before="<2en> ", facts={"window": 96}),
    "mbart50": Card(src_lang="zh_CN", forced="en_XX", first="zh_CN"),
    "t5": Card(before="summarize: ", facts={"prefix": "summarize: ", "window": 96}),
    "flan-t5": Card(facts={"window": 96}),
    "mt5": Card(facts={"window": 96}),
    "pegasus": Card(),
    "bart": Card(first="<s>"),
    "bart-chinese": Card(first="[CLS]"),
}


@pytest.fixture(scope="module", params=list(CARDS))
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Card]:
    folder = tmp_path_factory.mktemp(request.param)
    BUILDERS[request.param](folder)
    return request.param, folder, CARDS[request.param]


@pytest.fixture(scope="module")
def engines(case: tuple[str, Path, Card]) -> dict[str, Any]:
    from models.engines.seq2seq.convert import convert_here

    name, folder, card = case
    languages = {"source": card.source, "target": card.target}
    convert_here(folder, folder / "ct2", compute="float32", facts=card.facts)
    return {
        "torch": TorchEngine(folder, model=name, compute="float32", facts=card.facts, **languages),
        "ct2": CT2Engine(folder / "ct2", model=name, compute="float32", threads=1, **languages),
    }


@pytest.fixture(scope="module")
def reference(case: tuple[str, Path, Card]) -> tuple[Any, Any]:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    _, folder, card = case
    tokenizer = AutoTokenizer.from_pretrained(folder, **({"src_lang": card.src_lang} if card.src_lang else {}))
    return tokenizer, AutoModelForSeq2SeqLM.from_pretrained(folder).eval()


@pytest.mark.parametrize("kind", ["torch", "ct2"])
def test_source_ids_are_the_tokenizers(
    case: tuple[str, Path, Card], engines: dict[str, Any], reference: tuple[Any, Any], kind: str
) -> None:
    card = case[2]
    tokenizer = reference[0]
    ids = tokenizer([card.before + text for text in TEXTS]).input_ids
    assert engines[kind].source_ids(TEXTS) == ids
    if card.first:
        assert {row[0] for row in ids} == {tokenizer.convert_tokens_to_ids(card.first)}


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("kind", ["torch", "ct2"])
def test_same_ids_out_as_the_card_says(
    case: tuple[str, Path, Card], engines: dict[str, Any], reference: tuple[Any, Any], kind: str, beams: int
) -> None:
    import torch

    card = case[2]
    tokenizer, model = reference
    forced = {"forced_bos_token_id": tokenizer.convert_tokens_to_ids(card.forced)} if card.forced else {}
    if card.start:
        forced["decoder_start_token_id"] = tokenizer.convert_tokens_to_ids(card.start)
    unknown = [tokenizer.unk_token_id]
    expected = []
    for text in TEXTS:
        batch = tokenizer(card.before + text, return_tensors="pt")
        with torch.inference_mode():
            output = model.generate(
                input_ids=batch.input_ids, attention_mask=batch.attention_mask, num_beams=beams,
                early_stopping=beams > 1, do_sample=False, max_new_tokens=20 + bool(card.forced),
                min_new_tokens=1 + bool(card.forced),
                suppress_tokens=unknown, forced_eos_token_id=None, **forced,
            )  # fmt: skip
        expected.append(tokenizer.decode(output[0, 1 + bool(card.forced) :], skip_special_tokens=True).strip())
    found = engines[kind].generate(TEXTS, options=GenerateOptions(beams=beams, max_tokens=20))
    assert [h[0].text for h in found] == expected
    assert beams > 1 or len(set(expected)) > 1, "a model that says the same whatever it reads tests nothing"


def test_engines_agree_on_scores_and_vectors(engines: dict[str, Any]) -> None:
    targets = ["a press release about 18", "2024", "project", "ABC"]
    torch_scores, ct2_scores = (engines[k].score(TEXTS, targets) for k in ("torch", "ct2"))
    assert ct2_scores == pytest.approx(torch_scores, abs=1e-3)
    torch_vectors, ct2_vectors = (engines[k].encode(TEXTS) for k in ("torch", "ct2"))
    assert (torch_vectors * ct2_vectors).sum(1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-3)


def test_generated_scores_are_forced_decoding_scores(engines: dict[str, Any]) -> None:
    """Both engines give a hypothesis the score that forced decoding of its ids gives."""
    options = GenerateOptions(beams=3, hypotheses=3, max_tokens=20, length_penalty=0.7)
    for text, other in zip(*(engines[k].generate(TEXTS, options=options) for k in ("torch", "ct2")), strict=True):
        assert [h.score for h in other] == pytest.approx([h.score for h in text], abs=1e-3)
        assert [(h.tokens, h.complete) for h in other] == [(h.tokens, h.complete) for h in text]


@pytest.mark.parametrize("kind", ["torch", "ct2"])
def test_over_the_window_raises(engines: dict[str, Any], kind: str) -> None:
    engine = engines[kind]
    assert engine.window == 96
    with pytest.raises(ModelError, match=r"over the window of 96 tokens"):
        engine.generate(["开工。", "项目开工18，" * 40])


@pytest.mark.parametrize("name", ["marian-tags", "nllb", "mbart50", "m2m100"])
def test_unknown_language_raises(name: str, tmp_path: Path) -> None:
    BUILDERS[name](tmp_path)
    with pytest.raises(ModelError, match="tlh"):
        TorchEngine(tmp_path, model=name, compute="float32", source="zh", target="tlh")
