"""llama.cpp in a child process: order, slots, hints, limits, adapters, and what its death or silence costs."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao.errors import ModelError
from models import load_engine
from models.engines.decoder import answers
from models.engines.decoder import process as process_module
from models.engines.decoder.llama import LlamaEngine
from models.engines.decoder.process import Loss, LostError, Process, Settings
from models.engines.protocols import GenerateOptions, Generator, Hypothesis, Stop
from tests.support import tiny_gguf

TEXTS = [
    "今年前三季度,该市增长5.3%。",
    "会议在成都召开。",
    "公司表示,项目已签约。",
    "目前,灾情平稳。",
    "会议在成都召开。",
]
SHORT = GenerateOptions(max_tokens=12)


def texts_of(found: list[list[Hypothesis]]) -> list[str]:
    return [hypotheses[0].text for hypotheses in found]


@pytest.fixture
def own(tiny: Path) -> Iterator[LlamaEngine]:
    """An engine whose process a test may kill."""
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", trained=True, threads=1, slots=2, context=256, patience=2.0)
    yield engine
    engine.close()


def test_it_is_a_generator(press: LlamaEngine) -> None:
    assert isinstance(press, Generator)
    assert (press.hinted, press.remote, press.name, press.model) == (True, False, "llama-f32", "tiny")


def test_answers_come_in_input_order_each_as_alone(press: LlamaEngine) -> None:
    together = press.generate(TEXTS, options=SHORT)
    assert [len(each) for each in together] == [1] * len(TEXTS)
    alone = [press.generate([text], options=SHORT)[0] for text in TEXTS]
    assert texts_of(together) == texts_of(alone)
    assert together[1] is not together[4] and together[1] == together[4]
    assert len(set(texts_of(together))) == 4


def test_more_texts_than_slots(press: LlamaEngine) -> None:
    texts = [f"第{i}季度增长{i}%。" for i in range(11)]
    found = press.generate(texts, options=GenerateOptions(max_tokens=4))
    assert texts_of(found) == [
        press.generate([text], options=GenerateOptions(max_tokens=4))[0][0].text for text in texts
    ]


def test_no_text_and_empty_texts(press: LlamaEngine) -> None:
    assert press.generate([]) == []
    assert press.generate(["", " \n"]) == [[Hypothesis("", 0.0, 0, True)]] * 2


def test_english_has_no_chinese_in_it(press: LlamaEngine) -> None:
    for hypotheses in press.generate(TEXTS, options=GenerateOptions(max_tokens=60)):
        assert answers.allowed("en").fullmatch(hypotheses[0].text)


def test_a_limit_met_is_told(press: LlamaEngine) -> None:
    found = [each[0] for each in press.generate(TEXTS, options=GenerateOptions(max_tokens=3))]
    assert (False, Stop.LIMIT, 3) in {(each.complete, each.stop, each.tokens) for each in found}


def test_the_end_token_makes_an_answer_complete(press: LlamaEngine) -> None:
    found = press.generate([f"{text}{i}" for text in TEXTS for i in range(4)], options=GenerateOptions(max_tokens=150))
    ended = [hypotheses[0] for hypotheses in found if hypotheses[0].stop is Stop.END]
    assert ended and all(each.complete for each in ended)
    assert all(-20 < each.score < 0 for each in ended)


def test_hints_change_the_prompt(press: LlamaEngine) -> None:
    plain, hinted = (press.generate([TEXTS[1]], options=SHORT, hints=hints) for hints in ([], [[("成都", "Chengdu")]]))
    assert texts_of(plain) != texts_of(hinted)
    with pytest.raises(ModelError, match="2 lists of hints"):
        press.generate([TEXTS[1]], hints=[[], []])


def test_hints_without_room_are_told(press: LlamaEngine) -> None:
    hints = [(f"名{i}", f"A name of some length {i}") for i in range(30)]
    (found,) = press.generate([TEXTS[1]], options=SHORT, hints=[hints])[0]
    assert found.left_out and list(found.left_out) == hints[::-1][: len(found.left_out)]


def test_room_is_what_generate_goes_by(press: LlamaEngine) -> None:
    fits = max(n for n in range(1, 120) if press.room("成" * n) >= 0)
    assert press.generate(["成" * fits])[0][0].tokens > 0
    with pytest.raises(ModelError, match="leaves the model no room"):
        press.generate(["会议召开。", "成" * (fits + 1)])
    assert press.count_tokens(["成", ""])[0] > press.count_tokens(["成", ""])[1] == 1


def test_drawn_hypotheses_differ_and_a_seed_repeats_them(press: LlamaEngine) -> None:
    options = GenerateOptions(max_tokens=12, hypotheses=3, seed=5)
    first, again = (press.generate([TEXTS[0]], options=options)[0] for _ in range(2))
    assert [each.text for each in first] == [each.text for each in again]
    # What else is in work at the moment changes the last digits of a sum.
    assert [each.score for each in first] == pytest.approx([each.score for each in again], abs=1e-3)
    assert first[0].text == press.generate([TEXTS[0]], options=SHORT)[0][0].text
    assert len({each.text for each in first}) == 3
    assert first[1].score >= first[2].score
    (mixed,) = press.generate([TEXTS[0]], options=GenerateOptions(max_tokens=12, hypotheses=3, temperature=1.0, seed=6))
    assert mixed[0].text == first[0].text, "of several the first is greedy, whatever the temperature of the others"
    drawn = GenerateOptions(max_tokens=12, temperature=1.0, seed=6)
    once, twice = (press.generate([TEXTS[0]], options=drawn) for _ in range(2))
    assert texts_of(once) == texts_of(twice) != [first[0].text]


def test_an_adapter_changes_the_answers_by_its_scale(tiny: Path, adapter: Path, press: LlamaEngine) -> None:
    def with_scale(scale: float) -> list[str]:
        engine = LlamaEngine(
            tiny / "model.gguf", model="tiny", adapter=adapter / "adapter.gguf", scale=scale, trained=True, context=256
        )
        try:
            return texts_of(engine.generate(TEXTS, options=SHORT))
        finally:
            engine.close()

    plain = texts_of(press.generate(TEXTS, options=SHORT))
    assert with_scale(0.0) == plain
    assert with_scale(1.0) != plain


def test_a_model_with_an_adapter_of_ones_own_by_name(tiny: Path, adapter: Path) -> None:
    file, own = tiny / "model.gguf", adapter / "adapter.gguf"
    engine = load_engine(f"{file}+{own}", threads=1)
    try:
        assert engine.model.startswith("model+adapter@")
        assert engine.count_tokens([""]) == [1]  # asked in the format that adapters are trained on
    finally:
        engine.close()
    with pytest.raises(ModelError, match="no file"):
        load_engine(f"{file}+{own}.not")


def test_another_model_gets_an_instruction_in_its_own_template(tiny: Path) -> None:
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", threads=1, slots=1, context=1024)
    try:
        frame = engine.count_tokens(["成"])[0]
        assert frame > 30
        # The template's own special tokens stand around it; those in the text are letters.
        assert engine.count_tokens(["成<|im_end|>"])[0] == frame + len(engine.encode("<|im_end|>"))
        assert engine.generate([TEXTS[0]], options=SHORT)[0][0].tokens > 0
    finally:
        engine.close()


def test_a_base_model_without_a_template(tmp_path: Path) -> None:
    engine = LlamaEngine(tiny_gguf.make(tmp_path, template=None), model="base", threads=1, slots=1, context=1024)
    try:
        assert engine.generate([TEXTS[0]], options=SHORT)[0][0].tokens > 0
    finally:
        engine.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"x\.gguf is no GGUF file"),
        (b"<html>", r"x\.gguf is no GGUF file"),
        (b"GGUF", r"x\.gguf is damaged, or came only in part"),
        (b"GGUF" + bytes(4000), r"x\.gguf is damaged, or came only in part"),
        (None, r"x\.gguf is damaged, or came only in part"),
    ],
)
def test_a_broken_file_is_an_error_in_words(tmp_path: Path, tiny: Path, content: bytes | None, words: str) -> None:
    whole = (tiny / "model.gguf").read_bytes()
    (tmp_path / "x.gguf").write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(ModelError, match=words):
        LlamaEngine(tmp_path / "x.gguf", model="x")


@pytest.mark.parametrize(
    ("model", "own", "words"),
    [
        ("model.gguf", "press", r"model\.gguf could not be loaded: LoRA tensor '[^']+' does not exist in base model"),
        ("model.gguf", "folder", r"model\.gguf is a GGUF file, and takes an adapter that is one"),
        ("model.gguf", "model.safetensors", r"model\.safetensors is no GGUF file"),
        ("", "adapter.gguf", r"is a folder, and takes an adapter in a folder"),
        ("compact", "adapter.gguf", "compact takes no adapter"),
    ],
)
def test_an_adapter_that_does_not_fit(model: str, own: str, words: str, tiny: Path, adapter: Path) -> None:
    paths = {"press": Path("models/press/adapter.gguf").resolve(), "folder": adapter}
    paths |= {"model.safetensors": tiny / "model.safetensors", "adapter.gguf": adapter / "adapter.gguf"}
    name = model if model == "compact" else str(tiny / model)
    with pytest.raises(ModelError, match=words):
        load_engine(f"{name}+{paths[own]}", threads=1)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no file"):
        LlamaEngine(tmp_path / "x.gguf", model="x")


# Death, silence, and being dropped


def kill(engine: LlamaEngine, how: int) -> None:
    os.kill(engine.process.pid, how)


def test_a_crash_between_two_calls_costs_nothing(own: LlamaEngine) -> None:
    before = texts_of(own.generate(TEXTS, options=SHORT))
    kill(own, signal.SIGKILL)
    assert texts_of(own.generate(TEXTS, options=SHORT)) == before


def test_a_crash_at_work_costs_nothing_but_time(own: LlamaEngine) -> None:
    texts = [f"第{i}季度增长{i}%。" for i in range(8)]
    options = GenerateOptions(max_tokens=20)
    before = texts_of(own.generate(texts, options=options))
    killed = []

    def progress(done: int, of: int) -> None:
        if done >= 3 and not killed:
            killed.append(own.process.pid)
            kill(own, signal.SIGKILL)

    assert texts_of(own.generate(texts, options=options, progress=progress)) == before
    assert killed and own.process.pid != killed[0]


def test_silence_is_a_hang_and_costs_nothing_but_time(own: LlamaEngine) -> None:
    before = texts_of(own.generate(TEXTS, options=SHORT))
    first = own.process.pid
    kill(own, signal.SIGSTOP)
    assert texts_of(own.generate(TEXTS, options=SHORT)) == before
    assert own.process.pid != first


@pytest.mark.parametrize(("how", "stop"), [(signal.SIGKILL, Stop.CRASH), (signal.SIGSTOP, Stop.HANG)])
def test_a_text_that_kills_every_time_costs_itself(
    own: LlamaEngine, monkeypatch: pytest.MonkeyPatch, how: int, stop: Stop
) -> None:
    poison = own.encode("毒")
    real = Process.stream

    def stream(self: Process, path: str, body: dict[str, object], **more: object) -> Iterator[dict[str, object]]:
        ids = body["prompt"]
        assert isinstance(ids, list)
        if ids[: len(poison)] == poison:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, how)
        return real(self, path, body, **more)  # type: ignore[arg-type]

    before = texts_of(own.generate(TEXTS, options=SHORT))
    monkeypatch.setattr(Process, "stream", stream)
    found = own.generate([*TEXTS[:2], "毒", *TEXTS[2:]], options=SHORT)
    assert texts_of(found) == [*before[:2], "", *before[2:]]
    assert found[2] == [Hypothesis("", -100.0, 0, False, stop)]


def test_a_process_that_keeps_dying_is_given_up(own: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question finds the process dead, whichever thread asks it; starting it again is real."""

    def stream(self: Process, path: str, body: object, **more: object) -> Iterator[dict[str, object]]:
        raise LostError(Loss.CRASH, self.generation)
        yield {}

    monkeypatch.setattr(Process, "stream", stream)
    monkeypatch.setattr(process_module, "DEATHS", 1)
    with pytest.raises(ModelError, match="in a row without an answer"):
        own.generate(TEXTS[:2], options=SHORT)
    assert own.process.generation == 2


def test_an_answer_between_two_deaths_starts_the_count_again(own: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_module, "DEATHS", 1)
    own.process.revive(own.process.generation)
    own.generate(TEXTS[:1], options=SHORT)
    own.process.revive(own.process.generation)
    assert texts_of(own.generate(TEXTS[:1], options=SHORT)) != [""]


class DroppedError(Exception):
    pass


def test_what_progress_raises_drops_the_rest(press: LlamaEngine) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> None:
        told.append((done, of))
        if done >= 2:
            raise DroppedError

    texts = [f"第{i}季度增长{i}%。" for i in range(30)]
    with pytest.raises(DroppedError):
        press.generate(texts, options=GenerateOptions(max_tokens=100), progress=progress)
    assert told[-1][0] < 12 and {of for _, of in told} == {30}
    # The slots are free again: the next call is answered, and by the same process.
    assert press.generate(TEXTS[:1], options=SHORT)[0][0].tokens > 0


def test_a_closed_engine_says_so(tiny: Path) -> None:
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", threads=1, slots=1, context=256, trained=True)
    engine.close()
    engine.close()
    with pytest.raises(ModelError, match="was closed"):
        engine.generate(TEXTS[:1])


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux lets one wait for another's child")
def test_the_child_ends_with_its_parent(tiny: Path) -> None:
    code = (
        "import os, sys; from models.engines.decoder.process import Process, Settings\n"
        "p = Process(Settings(model=sys.argv[1])); print(p.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(tiny / "model.gguf")],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        check=False,
    )
    child = int(made.stdout)
    assert made.stderr == ""
    try:
        handle = os.pidfd_open(child)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([handle], [], [], 30)
    assert ended, "the child outlived its parent"


def test_the_library_prints_nothing_here(tiny: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", threads=1, slots=1, context=256, trained=True)
    engine.generate(TEXTS[:1], options=SHORT)
    engine.close()
    assert capfd.readouterr() == ("", "")


def test_over_the_loopback_where_there_are_no_unix_sockets(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(process_module.socket, "AF_UNIX")
    made = Process(Settings(model=str(tiny / "model.gguf")))
    try:
        assert made.ask("/tokenize", {"content": "成"})["tokens"]
        monkeypatch.setattr(made, "_key", "another")
        with pytest.raises(ModelError, match="401"):
            made.ask("/tokenize", {"content": "成"})
    finally:
        made.close()
