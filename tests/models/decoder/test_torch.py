"""transformers: the same prompts and answers as llama.cpp has in float32."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jianbao.errors import ModelError
from models.engines.decoder import answers
from models.engines.decoder.llama import LlamaEngine
from models.engines.decoder.pieces import Allowed, piece_bytes
from models.engines.decoder.torch import TorchDecoder
from models.engines.protocols import GenerateOptions, Generator, Hypothesis, Scorer, Stop

TEXTS = ["今年前三季度,该市增长5.3%。", "会议在成都召开。", "公司表示,项目已签约。", "目前,灾情平稳。", "<|im_start|>"]
HINTS = [[("增长5.3%", "up 5.3 percent")], [], [("公司", "the company")], [], []]


@pytest.fixture(scope="module")
def network(tiny: Path) -> TorchDecoder:
    return TorchDecoder(tiny, model="tiny", trained=True)


@pytest.fixture(scope="module")
def exact(tiny: Path, adapter: Path) -> Iterator[Callable[[bool], LlamaEngine]]:
    """llama.cpp with everything in float32, with the adapter or without."""
    made: dict[bool, LlamaEngine] = {}

    def engine(adapted: bool) -> LlamaEngine:
        if adapted not in made:
            file = adapter / "adapter.gguf" if adapted else None
            made[adapted] = LlamaEngine(
                tiny / "model.gguf", model="tiny", adapter=file, trained=True, threads=1, slots=4, context=512,
                cache="f32", flash=False,
            )  # fmt: skip
        return made[adapted]

    yield engine
    for each in made.values():
        each.close()


def test_it_generates_and_scores(network: TorchDecoder) -> None:
    assert isinstance(network, Generator) and isinstance(network, Scorer)
    assert (network.name, network.hinted, network.remote) == ("torch-float32", True, False)


def test_prompts_are_those_of_llama(network: TorchDecoder, press: LlamaEngine) -> None:
    for text in [*TEXTS, "  Αβγ – 50°C\t“引号”  123456", "甲=B"]:
        assert network.encode(text) == press.encode(text)
        assert network.parse(text) == press.parse(text)
    assert network.count_tokens(TEXTS) == press.count_tokens(TEXTS)


@pytest.mark.parametrize("adapted", [False, True])
def test_greedy_answers_are_those_of_llama(
    adapted: bool, tiny: Path, adapter: Path, exact: Callable[[bool], LlamaEngine]
) -> None:
    network = TorchDecoder(tiny, model="tiny", trained=True, adapter=adapter if adapted else None)
    options = GenerateOptions(max_tokens=60)
    here, there = (engine.generate(TEXTS, options=options, hints=HINTS) for engine in (network, exact(adapted)))
    for mine, other in zip(here, there, strict=True):
        assert (mine[0].text, mine[0].stop, mine[0].tokens) == (other[0].text, other[0].stop, other[0].tokens)
    assert any(each[0].stop is Stop.LIMIT for each in here)


def test_batches_change_nothing(network: TorchDecoder) -> None:
    options = GenerateOptions(max_tokens=30)
    together = network.generate(TEXTS, options=options)
    assert [each[0].text for each in together] == [
        network.generate([text], options=options)[0][0].text for text in TEXTS
    ]
    assert network.generate(["", " "]) == [[Hypothesis("", 0.0, 0, True)]] * 2


def test_a_seed_repeats_what_is_drawn_whatever_stands_beside_it(network: TorchDecoder) -> None:
    options = GenerateOptions(max_tokens=15, hypotheses=3, seed=4)
    together = network.generate(TEXTS, options=options)
    alone = network.generate(TEXTS[1:2], options=options)
    assert [each.text for each in together[1]] == [each.text for each in alone[0]]
    assert len({each.text for each in alone[0]}) == 3


def test_score_is_that_of_the_answer(network: TorchDecoder) -> None:
    texts = [f"{text}{i}" for text in TEXTS for i in range(12)]
    found = {text: each[0] for text, each in zip(texts, network.generate(texts), strict=True)}
    ended = {text: each for text, each in found.items() if each.stop is Stop.END}
    scores = network.score(list(ended), [each.text for each in ended.values()])
    apart = [abs(score - each.score) for score, each in zip(scores, ended.values(), strict=True)]
    # A random model often writes a text in other pieces than those that the text is encoded in: those have another score.
    assert sum(distance < 1e-3 for distance in apart) >= 3


def test_loops_are_stopped_and_told(network: TorchDecoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "LOOP_TOKENS", 3)
    monkeypatch.setattr(answers, "LOOP_TURNS", 3)
    found = [each[0] for each in network.generate([f"{text}{i}" for text in TEXTS for i in range(12)])]
    looped = [each for each in found if each.stop is Stop.LOOP]
    assert looped and not any(each.complete for each in looped)


class DroppedError(Exception):
    pass


def test_what_progress_raises_ends_the_call(network: TorchDecoder) -> None:
    def progress(done: int, of: int) -> None:
        raise DroppedError

    with pytest.raises(DroppedError):
        network.generate(TEXTS, options=GenerateOptions(max_tokens=5, batch_tokens=1), progress=progress)


def test_errors_in_words(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="float32, float16, bfloat16, not in 'int8'"):
        TorchDecoder(tiny, model="tiny", compute="int8")
    with pytest.raises(ModelError, match="no file"):
        TorchDecoder(tiny, model="tiny", adapter=tmp_path)
    with pytest.raises(ModelError, match="cannot load"):
        TorchDecoder(tmp_path, model="none")


PIECES = [
    b"a",
    "增".encode(),
    "é".encode(),
    "é".encode()[:1],
    "é".encode()[1:],
    "增".encode()[:2],
    b"\n",
    None,
    b"a\xc3",
]


@pytest.mark.parametrize(
    ("pending", "allowed"),
    [(b"", {0, 2, 3, 8, 7}), (b"\xc3", {4}), (b"\xe2\x80", set()), (b"\xe2\x84", {4})],
)
def test_pieces_that_may_follow(pending: bytes, allowed: set[int]) -> None:
    made = Allowed(PIECES, answers.allowed("en"), ends=[7], width=12)
    assert {int(i) for i in made.after(pending).nonzero()[0]} == allowed


def test_the_bytes_of_pieces_are_those_of_the_text(network: TorchDecoder) -> None:
    pieces = piece_bytes(network._tokenizer)
    for text in [*TEXTS[:4], "Café – 50°C 𠀀"]:
        assert b"".join(pieces[i] or b"" for i in network.encode(text)) == text.encode()
    assert pieces[network.parse("<|im_end|>")[0]] is None


def test_the_grammar_and_the_pattern_allow_the_same() -> None:
    assert re.escape(answers.LATIN) and answers.LATIN in answers.grammar("en")
    assert answers.allowed("en").pattern == f"[{answers.LATIN}]*"
