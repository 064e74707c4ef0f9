"""The bundled model on both engines, the batches they make, and the cache that conversion fills."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import ModelError
from models import GenerateOptions, cache, load_engine
from models.engines import batching
from models.engines.protocols import Engine

ROOT = Path(__file__).parents[2]
PARAGRAPH = [
    "成都市温江区今年上半年实现地区生产总值近400亿元，同比增长6.2%。",
    "据了解，该项目总投资20亿元，占地300亩，预计明年建成投产。",
    "今天天气很好。",
    "区委书记出席仪式并讲话。",
]


def sentences(count: int) -> list[str]:
    """Sentences of press releases: the development set where it is at hand, else the examples."""
    from jianbao.sentences import split

    shared = ROOT.parent / "shared" / "eval" / "releases-dev.tsv"
    if shared.exists():
        rows = [line.split("\t") for line in shared.read_text("utf-8").splitlines()]
        return [row[1] for row in rows if len(row) > 2][:count]
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    return [s.text for text in texts for s in split(text) if len(s.text) < 120][:count]


@pytest.fixture(scope="module")
def reference() -> Engine:
    return load_engine(engine="torch", compute="float32")


@pytest.fixture(scope="module")
def exact() -> Engine:
    return load_engine(engine="ct2", compute="float32")


@pytest.mark.slow
def test_both_engines_say_the_same(exact: Engine, reference: Engine) -> None:
    """The converted model is the model: the same greedy text for at least 95 of 100 sentences in float32."""
    texts = sentences(200)
    options = GenerateOptions(beams=1)
    ours, theirs = (e.generate(texts, options=options) for e in (exact, reference))
    same = sum(a[0].text == b[0].text for a, b in zip(ours, theirs, strict=True))
    assert same >= 0.95 * len(texts), f"{same} of {len(texts)}"


def test_vectors_and_scores_are_near(engine: Engine, exact: Engine, reference: Engine) -> None:
    vectors, exact_vectors = engine.encode(PARAGRAPH), reference.encode(PARAGRAPH)
    assert vectors.shape == exact_vectors.shape and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(PARAGRAPH)), abs=1e-5)
    assert (exact.encode(PARAGRAPH) * exact_vectors).sum(1).min() > 0.999
    assert (vectors * exact_vectors).sum(1).min() > 0.98  # int8 costs a little: 0.986 to 0.996 here
    targets = [h[0].text for h in engine.generate(PARAGRAPH)]
    assert engine.score(PARAGRAPH, targets) == pytest.approx(reference.score(PARAGRAPH, targets), abs=0.1)


def test_vectors_know_what_is_alike(engine: Engine) -> None:
    a, b, c = engine.encode(
        ["今年上半年财政收入增长百分之五。", "上半年，财政收入同比增长5%。", "马拉松比赛在雨中开跑。"]
    )
    assert a @ b > a @ c and a @ b > b @ c


def test_score_is_the_score_of_what_was_generated(engine: Engine) -> None:
    for text in PARAGRAPH:
        best = engine.generate([text], options=GenerateOptions(beams=4))[0][0]
        assert engine.score([text], [best.text])[0] == pytest.approx(best.score, abs=0.15)


def test_score_prefers_the_translation(engine: Engine) -> None:
    good, bad = engine.score(
        [PARAGRAPH[0]] * 2, ["Wenjiang District recorded GDP of nearly 40 billion yuan.", "The match ended."]
    )
    assert good > bad


def test_order_duplicates_and_empty_texts(engine: Engine) -> None:
    texts = [PARAGRAPH[2], "", PARAGRAPH[0], PARAGRAPH[2], "  ", PARAGRAPH[1]]
    together = engine.generate(texts, options=GenerateOptions(beams=1))
    alone = [engine.generate([text], options=GenerateOptions(beams=1))[0] for text in texts]
    assert [h[0].text for h in together] == [h[0].text for h in alone]
    assert together[0] == together[3]
    assert together[1][0].text == together[4][0].text == "" and together[1][0].complete
    assert engine.generate([]) == [] and engine.encode([]).shape[0] == 0 and engine.count_tokens([]) == []


@pytest.mark.slow
def test_batches_change_nothing(exact: Engine) -> None:
    texts = sentences(24)
    small, large = (
        [h[0].text for h in exact.generate(texts, options=GenerateOptions(beams=1, batch_tokens=n))] for n in (64, 4096)
    )
    same = sum(a == b for a, b in zip(small, large, strict=True))
    assert same >= len(texts) - 1  # sums round differently in other shapes


@pytest.mark.slow
def test_batches_change_little_in_int8(engine: Engine) -> None:
    """Where the processor has no 8-bit dot products (VNNI), int8 sums differ with the shape enough to change words; never much."""
    texts = sentences(24)
    small, large, again = (
        [h[0] for h in engine.generate(texts, options=GenerateOptions(beams=1, batch_tokens=n))] for n in (64, 4096, 64)
    )
    assert [h.text for h in small] == [h.text for h in again]
    assert all(abs(a.score - b.score) < 0.4 for a, b in zip(small, large, strict=True))
    assert sum(a.text == b.text for a, b in zip(small, large, strict=True)) >= len(texts) / 3


def test_hypotheses_are_different_and_best_first(engine: Engine) -> None:
    for hypotheses in engine.generate(PARAGRAPH, options=GenerateOptions(beams=4, hypotheses=4)):
        assert len({h.text for h in hypotheses}) >= 3
        scores = [h.score for h in hypotheses]
        assert scores == sorted(scores, reverse=True)
        assert all(h.tokens > 0 and h.complete for h in hypotheses)


@pytest.mark.parametrize("kind", ["ct2", "torch"])
def test_a_bound_met_is_reported(kind: str, engine: Engine, reference: Engine) -> None:
    runner = engine if kind == "ct2" else reference
    cut = runner.generate([PARAGRAPH[0]], options=GenerateOptions(beams=1, max_tokens=5))[0][0]
    assert (cut.tokens, cut.complete) == (5, False)
    assert runner.generate([PARAGRAPH[0]], options=GenerateOptions(beams=1))[0][0].complete


def test_no_repeat_ngram(engine: Engine) -> None:
    text = "增长、增长、增长、增长、增长、增长、增长、增长。" * 3
    said = engine.generate([text], options=GenerateOptions(no_repeat_ngram=3))[0][0].text.lower().split()
    trigrams = [tuple(said[i : i + 3]) for i in range(len(said) - 2)]
    assert len(trigrams) == len(set(trigrams))


@pytest.mark.parametrize("kind", ["ct2", "torch"])
def test_over_the_window_raises_and_encodes(kind: str, engine: Engine, reference: Engine) -> None:
    runner = engine if kind == "ct2" else reference
    long = "该区推进重点项目建设，" * 120
    assert runner.room("") == 510 and runner.room(long) == 512 - runner.count_tokens([long])[0] < 0
    with pytest.raises(ModelError, match=r"over the window of 512 tokens of compact@\w+: '该区.*Split it"):
        runner.generate(["短句。", long])
    assert np.linalg.norm(runner.encode([long])[0]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"engine": "onnx"}, "no engine 'onnx'"),
        ({"compute": "int4"}, "no compute 'int4'"),
        ({"mode": "fast"}, "no mode 'fast'"),
        ({"threads": 0}, "threads is 0"),
        ({"engine": "torch", "compute": "int8"}, "PyTorch computes in"),
        ({"target": "fr"}, "does not write 'fr'"),
    ],
)
def test_bad_options_to_load(options: dict[str, object], says: str) -> None:
    with pytest.raises(ModelError, match=says):
        load_engine(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        GenerateOptions(beams=0),
        GenerateOptions(beams=2, hypotheses=3),
        GenerateOptions(max_tokens=0),
        GenerateOptions(no_repeat_ngram=-1),
        GenerateOptions(repetition_penalty=0.0),
        GenerateOptions(batch_tokens=0),
    ],
)
def test_bad_options_to_generate(engine: Engine, options: GenerateOptions) -> None:
    with pytest.raises(ModelError):
        engine.generate(["好。"], options=options)


@given(st.lists(st.integers(1, 400), max_size=60), st.integers(1, 1000))
@settings(max_examples=100, deadline=None)
def test_batches_hold_every_text_once_and_keep_the_budget(lengths: list[int], tokens: int) -> None:
    made = list(batching.batches(lengths, tokens=tokens, size=16))
    assert sorted(i for batch in made for i in batch) == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= tokens
        assert len(batch) <= 16


def test_starts_without_torch_and_quickly() -> None:
    """The converted model runs without torch or transformers; the time is bounded loosely, the benchmark measures it."""
    load_engine()
    code = (
        "import sys, models; e = models.load_engine(); e.generate(['今天天气很好。']); e.encode(['好。']);"
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_cache_follows_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    (model / "model.safetensors").write_text("one")
    first = cache.content_hash(model)
    (model / "MODEL_CARD.md").write_text("words about a model are no part of it")
    assert cache.content_hash(model) == first
    (model / "model.safetensors").write_text("two")
    os.utime(model / "model.safetensors", ns=(1, 1))
    assert cache.content_hash(model) != first


def test_an_entry_is_whole_or_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path))

    def fails(path: Path) -> None:
        path.mkdir()
        (path / "half").touch()
        raise ModelError("no")

    with pytest.raises(ModelError):
        cache.made("entry", fails)
    assert [p.name for p in (tmp_path / "converted").iterdir() if p.is_dir()] == []
    assert cache.made("entry", Path.mkdir).is_dir()


MAKER = """
import sys, time
from pathlib import Path
from models import cache
def make(path):
    path.mkdir()
    (Path(sys.argv[1]) / f"made-{path.name}").touch()
    (path / "one").touch()
    if len(sys.argv) > 2: (Path(sys.argv[1]) / "hanging").touch()
    time.sleep(60 if len(sys.argv) > 2 else 0.5)
    (path / "two").touch()
print(sorted(p.name for p in cache.made("entry", make).iterdir()))
"""


def test_processes_that_start_at_once_make_it_once(tmp_path: Path) -> None:
    """One of three processes makes the entry; it is made again after a kill -9 half-way, and what was left goes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JIANBAO_CACHE": str(tmp_path)}
    killed = subprocess.Popen([sys.executable, "-c", MAKER, str(tmp_path), "hang"], env=environment)
    for _ in range(300):
        if (tmp_path / "hanging").exists():
            break
        time.sleep(0.1)
    killed.kill()
    killed.wait()
    for made in tmp_path.glob("made-*"):
        made.unlink()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MAKER, str(tmp_path)], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert {process.communicate(timeout=60)[0].strip() for process in running} == {"['one', 'two']"}
    assert len(list(tmp_path.glob("made-*"))) == 1
    assert [p.name for p in (tmp_path / "converted").iterdir() if p.is_dir()] == ["entry"]


def test_an_unwritable_cache_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(ModelError, match="Set JIANBAO_CACHE"):
        load_engine()
