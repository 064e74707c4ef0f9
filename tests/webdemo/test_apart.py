"""Work in processes of their own: the same answers, and an end when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from brief.recipe import Recipe
from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError, ModelError
from models.engines.protocols import Encoder, Generator, Hypothesis, PieceScorer, Scorer
from tests.support.fake_engine import FakeEngine
from webdemo import limits
from webdemo.apart.child import RemoteEngines
from webdemo.apart.jobs import JOBS
from webdemo.apart.workspace import ApartWorkspace
from webdemo.engines import Engines, shared
from webdemo.events import explain
from webdemo.inputs import workable
from webdemo.runs import CALLS
from webdemo.workspace import Workspace, last

TEXT = "青川县举行开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。"


class Stuck(FakeEngine):
    """Begins to decode and never ends, as native code may; `asked` is set when it begins."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = threading.Event(), threading.Event()

    def generate(self, texts: Sequence[str], **options: Any) -> list[list[Hypothesis]]:
        self.asked.set()
        self.let_go.wait()
        return [[Hypothesis("x", 0.0, 1, complete=True)] for _ in texts]


@pytest.fixture(scope="module")
def stuck() -> Stuck:
    return Stuck()


@pytest.fixture(scope="module")
def apart(stuck: Stuck) -> Iterator[ApartWorkspace]:
    workspace = ApartWorkspace(Engines(lambda model, source, target: stuck))
    yield workspace
    stuck.let_go.set()
    workspace.pool.close()


def test_the_same_answers_as_here(apart: ApartWorkspace) -> None:
    here = Workspace(Engines())
    assert apart.read(TEXT) == here.read(TEXT)
    report = apart.compare("总投资近20亿元。", "The total is 2 million yuan.", [("总投资", "investment")])
    assert report == here.compare("总投资近20亿元。", "The total is 2 million yuan.", [("总投资", "investment")])
    assert report.errors and apart.summarize(TEXT) == here.summarize(TEXT)


@pytest.mark.parametrize("text, code", [
    ("中文新闻稿\n" + "1," * 7_000 + "元。", "webdemo.too_many_figures"), ("发展" * 2_501, "webdemo.unbroken"),
    ("发展。" * 9_000, None), ("3月12日，18个项目开工，总投资86.5亿元。\n" * 700, None),
])  # fmt: skip
def test_what_would_hold_the_processor_for_minutes_is_refused(text: str, code: str | None) -> None:
    if code is None:
        assert workable(text) == text
        return
    here = Workspace(Engines())
    for work in (lambda: here.summarize(text), lambda: last(here.translating(text, Recipe(), Deadline())),
                 lambda: last(here.brief(here.read(text), Recipe(), Deadline()))):  # fmt: skip
        with pytest.raises(InputError) as caught:
            work()
        assert caught.value.code == code


def test_all_of_the_work_is_done_apart() -> None:
    """But for what only the processes themselves call."""
    of_the_work = {name for name in vars(Workspace) if not name.startswith("_")} - {"translator", "point"}
    assert of_the_work <= set(vars(ApartWorkspace)) and of_the_work <= set(JOBS)


def test_errors_are_those_of_the_work(apart: ApartWorkspace, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(InputError) as caught:
        last(apart.pool.run("compare", "1," * 2_000, "x", (), deadline=Deadline()))
    assert caught.value.code == "webdemo.too_many_numbers"
    with pytest.raises(ModelError, match="no model"):
        last(apart.brief(apart.read(TEXT), Recipe(model="/etc/passwd"), Deadline()))
    with pytest.raises(RuntimeError, match="AttributeError") as unforeseen:
        last(apart.pool.run("compare", 1, 2, 3, deadline=Deadline()))
    caplog.clear()
    code = explain(unforeseen.value, "en").rpartition("(")[2].rstrip(").")
    assert code in caplog.text and "AttributeError at " in caplog.text, "the log has what and where, and no text"


def test_a_stop_ends_work_that_decodes(apart: ApartWorkspace, stuck: Stuck, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    threading.Thread(target=lambda: (stuck.asked.wait(), stop.set()), daemon=True).start()
    with pytest.raises(Stopped):
        last(apart.brief(apart.read(TEXT), Recipe(model="compact"), Deadline(stop=stop)))
    # Another waits for the engine, which is still at it: its deadline holds there too, once it has waited for long.
    monkeypatch.setattr(limits, "TURNS_SECONDS", 0.1)
    with pytest.raises(DeadlineError):
        last(apart.brief(apart.read(TEXT), Recipe(model="compact"), Deadline(0.2)))
    assert apart.compare("甲。", "A.").links == (), "and everybody else goes on"


def test_work_that_nobody_takes_ends(apart: ApartWorkspace) -> None:
    made = apart.brief(apart.read(TEXT), Recipe(model="compact"), Deadline())
    assert next(made).event.step == "load"
    made.close()  # type: ignore[attr-defined]
    assert apart.read(TEXT).text


def test_a_process_that_dies_gets_a_sentence(apart: ApartWorkspace) -> None:
    made = apart.brief(apart.read(TEXT), Recipe(model="compact"), Deadline())
    next(made)
    apart.pool.kill_all()
    with pytest.raises(InputError, match="SIGKILL"):
        last(made)
    assert apart.read(TEXT).text


@pytest.mark.parametrize("abilities", [(), ("score",), ("score", "score_pieces"), ("encode",), ("score", "encode")])
def test_an_engine_can_do_what_the_one_behind_it_can(abilities: tuple[str, ...]) -> None:
    plain = type(
        "Plain", (), {name: lambda *_: 1 for name in ("room", "count_tokens", "generate", "close", *abilities)}
    )()
    plain.name, plain.model, plain.hinted = "n", "m", False
    engine = shared(plain)
    remote = RemoteEngines(
        _Answering({"name": "n", "model": "m", "hinted": False, "abilities": engine.abilities})  # type: ignore[arg-type]
    ).get("m")
    for one in (engine, remote):
        assert isinstance(one, Generator)
        assert isinstance(one, Scorer) == ("score" in abilities)
        assert isinstance(one, PieceScorer) == ("score_pieces" in abilities)
        assert isinstance(one, Encoder) == ("encode" in abilities)


class _Answering:
    """A pipe whose other end has one answer."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def send(self, message: Any) -> None:
        pass

    def recv(self) -> Any:
        return "answer", self.value


def test_turns_of_others_do_not_count_for_long() -> None:
    deadline = Deadline(0)
    deadline.excuse(50, most=60)
    deadline.check()
    late = Deadline(-30)
    late.excuse(20, most=25)
    late.excuse(20, most=25)
    with pytest.raises(DeadlineError):
        late.check()


def test_a_call_ends_by_its_number() -> None:
    stop = threading.Event()
    CALLS.join("7", stop)
    CALLS.end("8")
    assert not stop.is_set()
    CALLS.end("7")
    assert stop.is_set()
    CALLS.end("7")
