"""Training an adapter end to end on a tiny model: pairs, hints, both learners, both layouts, and llama.cpp with what comes out."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.engines.decoder.llama import LlamaEngine
from models.engines.protocols import GenerateOptions
from tests.support import tiny_gguf
from training.adapter import __main__ as command
from training.adapter import examples, layout
from training.adapter.examples import Encoder, Pair

PAIRS = [
    ("公司实现营收近20亿元。", "The company posted revenue of nearly 2 billion yuan."),
    ("会议在成都召开。", "The meeting was held in Chengdu."),
    ("全市新增就业3.2万人。", "The city added 32,000 jobs."),
    ("项目已签约。", "The project has been signed."),
]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    tiny_gguf.make(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(tiny: Path) -> Encoder:
    from transformers import AutoTokenizer

    return Encoder(AutoTokenizer.from_pretrained(tiny))


def tsv(path: Path, pairs: list[tuple[str, str]] = PAIRS) -> Path:
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in pairs), "utf-8")
    return path


# Pairs and hints


def test_hints_are_those_of_the_product(tmp_path: Path) -> None:
    pairs = examples.read(tsv(tmp_path / "a.tsv"))
    assert dict(pairs[0].hints) == {"近20亿元": "nearly 2 billion yuan", "营收": "revenue"}
    assert dict(pairs[1].hints) == {"成都": "Chengdu"}
    assert [(p.chinese, p.english) for p in pairs] == PAIRS


def test_a_hint_that_the_english_words_otherwise_is_kept_apart(tmp_path: Path) -> None:
    (pair,) = examples.read(tsv(tmp_path / "a.tsv", [("会议在成都召开。", "The meeting was held in the city.")]))
    assert (pair.hints, dict(pair.others)) == ((), {"成都": "Chengdu"})


def test_hints_go_into_json_and_back(tmp_path: Path) -> None:
    source = tsv(tmp_path / "a.tsv")
    command.main(["hints", str(source), str(tmp_path / "a.jsonl")])
    assert examples.read(tmp_path / "a.jsonl") == examples.read(source)


@pytest.mark.parametrize("line", ["只有中文", "中\ten\tmore", "\ten", "中\t "])
def test_a_line_of_another_form_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"好。\tGood.\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match="line 2"):
        examples.read(tmp_path / "a.tsv")


def test_pairs_that_decoding_could_not_write_are_left_out() -> None:
    pairs = [
        Pair("好。", "It is “good”."),
        Pair("好。", "It is 好."),
        Pair("好" * 221, "Good."),
        Pair("好。", "g" * 901),
    ]
    assert [pair.english for pair in examples.fitting(pairs)] == ['It is "good".']


def test_some_turns_have_fewer_hints() -> None:
    pair = Pair("甲乙", "A", (("甲", "A"),), (("乙", "B"),))
    drawn = [tuple(examples.some_hints(pair, random.Random(seed))) for seed in range(300)]
    shares = {hints: drawn.count(hints) / 300 for hints in set(drawn)}
    assert shares[(("甲", "A"),)] > 0.6
    assert 0.12 < shares[()] < 0.3
    assert 0 < shares[(("甲", "A"), ("乙", "B"))] < 0.15


def test_examples_are_the_prompts_of_the_engine(encoder: Encoder, tiny: Path) -> None:
    made = encoder.example(Pair(*PAIRS[1]), [("成都", "Chengdu")])
    assert made.prompt[-1] == encoder.parse("<|im_start|>")[0]
    assert made.prompt[:-1] == encoder.encode("成都=Chengdu\n" + PAIRS[1][0])
    assert made.answer == [*encoder.encode(PAIRS[1][1]), encoder.end]
    assert set(made.answer) <= set(encoder.targets)
    assert not set(encoder.encode("成都")) <= set(encoder.targets)


def test_batches_are_the_same_again_and_bounded(encoder: Encoder) -> None:
    pairs = [Pair(f"第{i}项" * (i % 5 + 1), f"Item {i}.") for i in range(40)]

    def some() -> list[list[examples.Example]]:
        drawn = examples.batches(pairs, encoder, tokens=150, seed=3)
        return [next(drawn) for _ in range(30)]

    first = some()
    assert first == some()
    assert all(sum(map(len, batch)) <= 150 for batch in first)


# Learners


def learners(tiny: Path, encoder: Encoder) -> Iterator[Any]:
    from training.adapter.learners import OnCPU, WithPEFT

    shape: dict[str, Any] = {"rank": 4, "alpha": 8.0, "first": 1, "seed": 1}
    yield OnCPU(tiny, encoder.targets, **shape)
    yield WithPEFT(tiny, encoder.targets, device="cpu", dtype="float32", **shape)


def noise(adapter: layout.Adapter) -> layout.Adapter:
    random_ = np.random.default_rng(5)
    weights = {
        key: tuple((half + random_.standard_normal(half.shape) * 0.1).astype(np.float32) for half in halves)
        for key, halves in adapter.weights.items()
    }
    return layout.Adapter(adapter.rank, adapter.alpha, weights)  # type: ignore[arg-type]


def test_both_learners_have_the_same_loss_and_gradients(tiny: Path, encoder: Encoder) -> None:
    batch = [encoder.example(Pair(*pair), []) for pair in PAIRS]
    cpu, peft = learners(tiny, encoder)
    adapter = noise(cpu.adapter())
    found = []
    for learner in (cpu, peft):
        learner.load(adapter)
        loss, tokens = learner.loss(batch)
        (loss / tokens).backward()
        norm = sum(float(weight.grad.pow(2).sum()) for weight in learner.parameters())
        found.append((float(loss.detach()), tokens, norm))
    assert found[0] == pytest.approx(found[1], rel=1e-3)
    for key, halves in peft.adapter().weights.items():
        for mine, other in zip(halves, adapter.weights[key], strict=True):
            assert np.array_equal(mine, other)
    with pytest.raises(ValueError, match="another rank"):
        peft.load(layout.Adapter(5, 8.0, adapter.weights))


def test_layouts_go_into_each_other(tiny: Path, encoder: Encoder, tmp_path: Path) -> None:
    adapter = noise(next(learners(tiny, encoder)).adapter())
    layout.write(adapter, tmp_path, architecture="qwen2", base="a/b")
    exact, short = layout.read(tmp_path), layout.read(tmp_path / "adapter.gguf")
    assert (exact.rank, exact.alpha, exact.weights.keys()) == (4, 8.0, adapter.weights.keys())
    assert (short.rank, short.alpha, short.weights.keys()) == (4, 8.0, adapter.weights.keys())
    for key, halves in adapter.weights.items():
        for i, half in enumerate(halves):
            assert np.array_equal(exact.weights[key][i], half)
            assert np.allclose(short.weights[key][i], half, atol=1e-3)
    command.main(["convert", str(tmp_path / "adapter.gguf"), str(tmp_path / "again")])
    assert layout.read(tmp_path / "again").weights.keys() == adapter.weights.keys()


# The command, from pairs to an adapter that llama.cpp runs


def tune(tiny: Path, folder: Path, *more: str) -> list[str]:
    fresh = ["--fresh", "--rank", "8", "--alpha", "16", "--first", "0"]
    return [
        "tune", str(tsv(folder / "pairs.tsv")), str(folder / "out"), "--base", str(tiny), "--dev", str(folder / "pairs.tsv"),
        "--tokens", "200", "--rate", "0.02", *fresh, *more,
    ]  # fmt: skip


def test_tune(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command.machine, "cores", lambda: 1)
    command.main(tune(tiny, tmp_path, "--steps", "120"))
    out = capsys.readouterr().out
    before, after = (float(line.rsplit(" ", 1)[1]) for line in out.splitlines() if line.startswith("held-out loss"))
    assert after < before / 3
    engine = LlamaEngine(
        tiny / "model.gguf", model="tiny", adapter=tmp_path / "out" / "adapter.gguf", trained=True, threads=1, slots=2, context=256
    )  # fmt: skip
    try:
        hints = [list(pair.hints) for pair in examples.read(tmp_path / "pairs.tsv")]
        found = engine.generate([zh for zh, _ in PAIRS], hints=hints, options=GenerateOptions(max_tokens=60))
    finally:
        engine.close()
    assert [each[0].text for each in found] == [english for _, english in PAIRS]
    config = json.loads((tmp_path / "out" / "adapter_config.json").read_text())
    assert (config["r"], config["lora_alpha"]) == (8, 16)


def test_a_stop_changes_nothing(tiny: Path, encoder: Encoder, tmp_path: Path) -> None:
    from training.adapter.loop import Schedule, train

    pairs = [Pair(*pair) for pair in PAIRS]
    schedule = Schedule(steps=8, rate=0.01, warm=2, cool=3)

    def run(state: Path, stop: int | None) -> tuple[bool, layout.Adapter]:
        learner = next(learners(tiny, encoder))
        said: list[str] = []

        def drawn() -> Iterator[list[examples.Example]]:
            for number, batch in enumerate(examples.batches(pairs, encoder, tokens=100, seed=1)):
                if number == stop:
                    signal.raise_signal(signal.SIGTERM)
                yield batch

        return train(learner, drawn(), schedule, state, say=said.append), learner.adapter()

    ended, whole = run(tmp_path / "a", None)
    assert ended
    assert run(tmp_path / "b", 3)[0] is False
    ended, again = run(tmp_path / "b", None)
    assert ended
    # The last digits of a sum may differ from run to run, and Adam's first steps make much of them.
    apart = [
        np.abs(m - o).mean()
        for key in whole.weights
        for m, o in zip(whole.weights[key], again.weights[key], strict=True)
    ]
    assert max(apart) < 1e-3


def test_score(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["score", str(tsv(tmp_path / "a.tsv")), "--base", str(tiny / "model.gguf"), "--no-adapter"])
    assert capsys.readouterr().out.startswith("4 sentences: BLEU 0.0, chrF ")


def test_a_gguf_base_is_unpacked(tiny: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    from training.adapter.base import unpack

    folder = unpack(tiny / "model.gguf", tmp_path / "base")
    assert unpack(tiny / "model.gguf", folder) == folder
    made = Encoder(AutoTokenizer.from_pretrained(folder))
    assert made.encode("会议在成都召开。") == Encoder(AutoTokenizer.from_pretrained(tiny)).encode("会议在成都召开。")


def test_nothing_to_train_on(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "none.tsv").write_text("好。\t好。\n", "utf-8")
    with pytest.raises(SystemExit, match="no pair is left"):
        command.main(["tune", str(tmp_path / "none.tsv"), str(tmp_path / "out"), "--base", str(tiny), "--fresh"])


@pytest.mark.parametrize(
    ("pairs", "base", "more", "says"),
    [
        (None, "", ("--fresh",), r"training.adapter: .*No such file.*none\.tsv"),
        ("no tab here\n", "", ("--fresh",), r"training.adapter: .*none\.tsv, line 1: expected a Chinese sentence"),
        ("今天晴。\tIt is fine.\n", "empty", ("--fresh",), r"training.adapter: the base model .*empty cannot be read"),
        ("今天晴。\tIt is fine.\n", "", (), "training.adapter: the adapter to begin with has another rank.*--fresh"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line(
    pairs: str | None, base: str, more: tuple[str, ...], says: str, tiny: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    if pairs is not None:
        (tmp_path / "none.tsv").write_text(pairs, "utf-8")
    given = [
        "tune",
        str(tmp_path / "none.tsv"),
        str(tmp_path / "out"),
        "--base",
        str(tmp_path / base if base else tiny),
    ]
    with pytest.raises(SystemExit, match=says):
        command.main([*given, *more, "--steps", "1"])
