"""Map-reduce over a summarizer, and where its sentences come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.deadline import Deadline, Stopped
from jianbao.errors import ModelError
from jianbao.sentences import split
from models import load_engine
from models.engines.protocols import GenerateOptions, Progress
from summarize.written.abstractive import abstract, passages, window_of
from summarize.written.attribution import attribute
from tests.support.fake_engine import FakeEngine
from tests.support.tiny_models import BUILDERS

SENTENCES = [f"第{i}号车间今年生产零件{i * 37 + 5}万件，合格率保持稳定，工人们继续努力。" for i in range(1, 41)]


def first(text: str) -> str:
    return split(text)[0].text


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.text("成都开工项目，。、；总投资abc 012", min_size=1, max_size=120).filter(str.strip),
        min_size=1,
        max_size=25,
    ),
    window=st.integers(16, 80),
    language=st.sampled_from(["zh", "en"]),
)
def test_passages_hold_every_text_in_order_within_the_window(texts: list[str], window: int, language: str) -> None:
    engine = FakeEngine()
    made = passages(texts, window=window, count=engine.count_tokens, language=language)
    assert re.sub(r"\s", "", "".join(p.text for p in made)) == re.sub(r"\s", "", "".join(texts))
    assert all(size <= window for size in engine.count_tokens([p.text for p in made]))
    assert [p.first for p in made] == sorted(p.first for p in made)
    assert all(p.first <= p.last for p in made)


def test_passages_are_of_even_length() -> None:
    engine = FakeEngine(window=400)
    sizes = engine.count_tokens(
        [p.text for p in passages(SENTENCES, window=400, count=engine.count_tokens, language="zh")]
    )
    assert len(sizes) > 2
    assert min(sizes) > 0.6 * max(sizes), "a short last passage would have as much of the summary as a long one"


def test_a_window_too_small_for_anything_raises() -> None:
    with pytest.raises(ModelError, match="at least 16"):
        abstract(SENTENCES, engine=FakeEngine(window=8))


@pytest.mark.parametrize("window", [40, 100, 3000])
def test_every_sentence_is_read_whole(window: int) -> None:
    engine = FakeEngine(first, window=window)
    abstract(SENTENCES, engine=engine)
    assert all(any(sentence in text for text in engine.seen) for sentence in SENTENCES)


def test_a_copying_model_loses_nothing_and_ends() -> None:
    done = abstract(SENTENCES, engine=FakeEngine(window=100), words=40)
    assert list(done.sentences) == SENTENCES
    assert done.rounds == 1


def test_summaries_are_summarized_until_near_the_length() -> None:
    done = abstract(SENTENCES, engine=FakeEngine(first, window=100), words=20)
    assert done.rounds > 1
    assert set(done.sentences) < set(SENTENCES)
    # What a second round writes comes from all that it read.
    assert done.origins[0][0] == 0
    assert done.origins[-1][1] == len(SENTENCES) - 1


def test_origins_are_what_the_model_read() -> None:
    done = abstract(SENTENCES, engine=FakeEngine(first, window=100), words=2000)
    for text, (a, b) in zip(done.sentences, done.origins, strict=True):
        assert text in SENTENCES[a : b + 1]


def test_a_cross_lingual_model_is_not_fed_its_own_output() -> None:
    engine = FakeEngine(lambda text: "The plant makes parts.  It grows.", window=100)
    done = abstract(SENTENCES, engine=engine, words=20, target="en")
    assert done.rounds == 1
    assert done.sentences == ("The plant makes parts.", "It grows."), "said for each passage, kept once"
    assert done.origins[0] == (0, len(SENTENCES) - 1)
    assert not any("plant" in text for text in engine.seen)


def test_silence_is_told() -> None:
    engine = FakeEngine(lambda text: "" if SENTENCES[-1] in text else first(text), window=100)
    done = abstract(SENTENCES, engine=engine, words=2000)
    ((a, b),) = done.silent
    assert b == len(SENTENCES) - 1
    assert not any(s in done.sentences for s in SENTENCES[a:])


@pytest.mark.parametrize(
    ("needs", "answer", "sentences", "unfinished"),
    [
        (
            40,
            "甲厂开工。乙厂",
            ("甲厂开工。乙厂",),
            (),
        ),  # the bound of the card was too low: decoded again with twice the room
        (999, "甲厂开工。乙厂", ("甲厂开工。",), ()),  # half a sentence behind a whole one
        (999, "甲厂今年", ("甲厂今年",), (0,)),
    ],
)
def test_decoding_that_met_its_bound(
    needs: int, answer: str, sentences: tuple[str, ...], unfinished: tuple[int, ...]
) -> None:
    engine = FakeEngine(lambda text: answer, complete=lambda text, o: (o.max_tokens or 0) >= needs)
    done = abstract(SENTENCES[:1], engine=engine, options=GenerateOptions(max_tokens=20))
    assert "".join(done.sentences) == "".join(sentences)
    assert bool(done.unfinished) == bool(unfinished)


@pytest.mark.parametrize(("name", "engine"), [("bart-chinese", "ct2"), ("mt5", "torch")])
def test_checkpoints_of_the_hubs_formats(
    name: str, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A foreign checkpoint summarizes a text of many times its window, and answers to what it reads."""
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / name
    folder.mkdir()
    BUILDERS[name](folder)
    ready = load_engine(folder, engine=engine, compute="float32", source="zh", target="zh")
    texts = [
        s.text
        for s in split(
            Path("examples")
            .resolve()
            .joinpath(next(p.name for p in sorted(Path("examples").glob("*.txt"))))
            .read_text("utf-8")
        )
    ]
    read = passages(texts, window=window_of(ready), count=ready.count_tokens, language="zh")
    assert re.sub(r"\s", "", "".join(p.text for p in read)) == re.sub(r"\s", "", "".join(texts))
    done = abstract(texts, engine=ready, words=60, options=GenerateOptions(beams=1, max_tokens=12))
    assert done.rounds >= 1
    assert len(done.sentences) + len(done.silent) > 0


def test_each_passage_is_asked_for_its_share_of_the_length() -> None:
    asked: list[int] = []

    def whole(text: str, options: GenerateOptions) -> bool:
        asked.append(options.words)
        return True

    for window in (3000, 200, 60):
        abstract(SENTENCES, engine=FakeEngine(window=window, complete=whole), words=400, target="en")
    assert asked[0] == 400, "all of it is read at once"
    assert len(set(asked[1:])) == 2 and all(30 <= words < 400 for words in asked[1:])


def test_what_met_its_bound_behind_whole_sentences_is_told() -> None:
    engine = FakeEngine(
        lambda text: "甲厂开工。乙厂", window=100, complete=lambda text, options: SENTENCES[-1] not in text
    )
    done = abstract(SENTENCES, engine=engine, words=2000)
    ((a, b),) = done.broken
    assert 0 < a <= b == len(SENTENCES) - 1
    assert done.sentences == ("甲厂开工。", "乙厂") and not done.unfinished


def test_a_stop_reaches_into_the_decoding() -> None:
    deadline = Deadline()

    class Slow(FakeEngine):
        def generate(self, texts: Sequence[str], *, progress: Progress | None = None, **more: Any) -> list[Any]:
            deadline.stop.set()
            assert progress is not None
            progress(0, len(texts))
            raise AssertionError("the decoding goes on")

    with pytest.raises(Stopped), deadline.within():
        abstract(SENTENCES, engine=Slow())


SOURCES = [
    "成都市温江区集中开工18个项目，总投资近20亿元。",
    "副市长单志鸿表示，项目明年9月投用。",
    "医院新增床位3000张。",
    "当地农民收入增长6.2%。",
]


@pytest.fixture(scope="module")
def bundled() -> object:
    return load_engine()


@pytest.mark.parametrize(
    ("written", "language", "sources", "figures", "names", "supported"),
    [
        ("温江区开工18个项目，总投资近20亿元。", "zh", {0}, [], [], True),
        ("温江区开工18个项目，总投资近200亿元。", "zh", {0}, ["近200亿元"], [], False),
        ("温江区开工18个项目，农民收入增长6.2%。", "zh", {0, 3}, [], [], True),
        ("学校新增3000所。", "zh", None, ["3000所"], [], False),  # the article has 3000 beds
        ("副市长李明辉表示，项目明年9月投用。", "zh", {1}, [], ["李明辉"], False),
        ("球队昨晚赢得了比赛。", "zh", None, [], [], False),
        ("Wenjiang District started 18 projects worth nearly 2 billion yuan.", "en", {0}, [], [], True),
        (
            "Wenjiang District started 18 projects worth nearly 20 billion yuan.",
            "en",
            {0},
            ["nearly 20 billion yuan"],
            [],
            False,
        ),
        ("Vice Mayor Shan Zhihong said the project opens next September.", "en", {1}, [], [], True),
        ("Vice Mayor Li Minghui said the project opens next September.", "en", {1}, [], ["Li Minghui"], False),
    ],
)
def test_attribution(
    bundled: object,
    written: str,
    language: str,
    sources: set[int] | None,
    figures: list[str],
    names: list[str],
    supported: bool,
) -> None:
    (support,) = attribute([written], SOURCES, target=language, encode=bundled.encode)  # type: ignore[attr-defined]
    assert sources is None or set(support.sources) == sources
    assert [q.text for q in support.figures] == figures
    assert [written[a:b] for a, b in support.names] == names
    assert support.supported is supported


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("The ministry in Beijing said it will help Chengdu.", []),
        ("The ministry said Shanghai will help.", ["Shanghai"]),
        ("Shares of Huawei's partner rose.", []),
    ],
)
def test_attribution_within_english(written: str, names: list[str]) -> None:
    sources = ["The ministry in Beijing will help Chengdu.", "Huawei has a partner whose shares rose."]
    (support,) = attribute([written], sources, language="en")
    assert [written[a:b] for a, b in support.names] == names


def test_attribution_without_an_encoder() -> None:
    found = attribute(["医院新增3000张床位。", "球队昨晚赢得了比赛。"], SOURCES)
    assert found[0].best == 2
    assert [s.supported for s in found] == [True, False]
    assert attribute([], SOURCES) == ()
