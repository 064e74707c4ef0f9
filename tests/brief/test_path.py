"""The one path: its steps fit together, what is decoded does not depend on who watches, and a deadline ends it."""

from __future__ import annotations

import inspect
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from brief.brief import Brief
from brief.loading import load_translator
from brief.path import Event, finished, sliced
from brief.pipeline import Composer, steps
from brief.plan import Given, Rendered
from brief.recipe import Recipe
from facts.document import SentenceInput
from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError
from models.engines.protocols import DEFAULTS, GenerateOptions, Hypothesis
from reading.article import Article, from_text
from tests.support.fake_engine import FakeEngine

BODY = "".join(f"第{i}批{'重点' * (i % 5)}项目今年投资{i}亿元。" for i in range(1, 60))
ARTICLE = from_text(f"温江区签约多个项目\n{BODY}\n编辑：卓然")


class Counting(FakeEngine):
    """Remembers what it decoded at once."""

    def __init__(self) -> None:
        super().__init__(str, window=512)
        self.calls: list[list[str]] = []

    def generate(
        self, texts: Sequence[str], *, options: GenerateOptions = DEFAULTS, **more: Any
    ) -> list[list[Hypothesis]]:
        self.calls.append(list(texts))
        return super().generate(texts, options=options, **more)


def composer(engine: FakeEngine | None = None, **options: Any) -> Composer:
    translator = load_translator(engine=engine or FakeEngine(str, window=512), check=False)
    return Composer(translator, recipe=Recipe(check=False, **options))


def test_each_step_takes_what_the_one_before_it_makes() -> None:
    import brief.path

    taken: list[Any] = []
    made: list[Any] = []
    for step in steps():
        scope = {**vars(inspect.getmodule(step.run)), **vars(brief.path)}
        hints = get_type_hints(step.run, scope)
        value, _ = list(inspect.signature(step.run).parameters)
        taken.append(hints[value])
        made.append(get_args(hints["return"])[2])
    assert [step.name for step in steps()] == ["read", "clean", "draft", "translate", "check", "assemble", "render"]
    assert (taken[0], made[-1]) == (Given, Rendered)
    assert taken[1:] == made[:-1]


def test_the_whole_way_is_the_same_as_the_part_from_an_article(tmp_path: Path) -> None:
    file = tmp_path / "release.txt"
    file.write_text(ARTICLE.original, "utf-8")
    told: list[str] = []
    made = composer().make(Given(name=file), formats=("md", "json"), progress=lambda e: told.append(e.step))
    assert made.brief.as_json() + "\n" == made.files["json"]
    assert made.brief.points == composer().compose(ARTICLE).points
    assert list(dict.fromkeys(told)) == ["read", "clean", "draft", "translate", "check", "assemble", "render"]
    assert set(made.brief.timings) >= {"read", "clean", "draft", "translate", "check", "assemble", "render"}
    again = composer().make(Given(name="-", text=BODY, title="温江区签约多个项目"), formats=())
    assert again.brief.headline and again.files == {}


@pytest.mark.parametrize("full", [False, True])
def test_what_is_decoded_at_once_does_not_depend_on_who_watches(full: bool) -> None:
    seen = []
    for watch in ("nobody", "progress", "partial"):
        engine = Counting()
        made = composer(engine, full=full)
        if watch == "partial":
            for event in made.events(ARTICLE):
                assert event.partial is None or isinstance(event.partial(), Brief)
        else:
            made.compose(ARTICLE, progress=(lambda event: None) if watch == "progress" else None)
        seen.append(engine.calls)
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) > 1 if full else seen[0]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [2, 1]), (9, [2, 3, 3, 1])])
def test_a_first_slice_may_be_small(count: int, sizes: list[int]) -> None:
    made = list(sliced(range(count), 3, opening=(2,)))
    assert [len(part) for part in made] == sizes and [i for part in made for i in part] == list(range(count))
    assert [len(part) for part in sliced(range(7), 3)] == [3, 3, 1]


def test_a_slow_engine_is_asked_for_a_point_first_then_for_the_headline() -> None:
    engine = Counting()
    made = composer(engine, length=400)
    made.translator.decoder.at_once, made.translator.decoder.opening = 3, (1, 1)
    made.compose(ARTICLE)
    assert [len(call) for call in engine.calls][:2] == [1, 1]
    assert engine.calls[0][0] in BODY and engine.calls[0][0].endswith("。")
    assert not engine.calls[1][0].endswith("。")


def test_partial_briefs_grow_into_the_whole() -> None:
    engine = FakeEngine(str, window=512)
    made = composer(engine, full=True, length=400)
    made.translator.decoder.at_once = 3
    partial = []
    for event in made.events(ARTICLE):
        if event.partial:
            partial.append(event.partial())
        last = event
    whole = last.value
    assert last == Event("done", 1, 1, whole)
    assert partial[0].headline == "" and not any(p.english for p in partial[0].points) and partial[0].points
    written = [sum(bool(p.english) for p in brief.points) for brief in partial]
    assert written == sorted(written) and written[-1] == len(whole.points)
    for brief in partial:
        starts = [p.sources[0].start for p in brief.points]
        assert starts[: len(whole.points)] == sorted(starts)[: len(whole.points)]
        assert brief.full in ((), whole.full)
    assert partial[-1].as_dict() == whole.as_dict()


@pytest.mark.parametrize("step", ["clean", "draft", "translate", "check"])
def test_a_stop_ends_the_path_wherever_it_is(step: str) -> None:
    stop = threading.Event()
    with pytest.raises(Stopped):
        for event in composer().events(ARTICLE, deadline=Deadline(stop=stop)):
            if event.step == step:
                stop.set()


def test_time_that_is_over_ends_the_path() -> None:
    with pytest.raises(DeadlineError, match="longer than the 0 seconds"):
        composer().compose(ARTICLE, deadline=Deadline(0))
    assert issubclass(DeadlineError, InputError)
    Deadline().check()
    Deadline(1_000).check()


class Asked(Deadline):
    """Knows which modules asked it how often; its time is over at one ask of them all."""

    def __init__(self, over: int = 0) -> None:
        super().__init__()
        self.over, self.count = over, 0
        self.modules: set[str] = set()

    def check(self, *_: object) -> None:
        self.count += 1
        caller = sys._getframe(1)
        if caller.f_code.co_name == "ask":
            caller = caller.f_back or caller
        self.modules.add(str(caller.f_globals["__name__"]))
        if self.count == self.over:
            raise Stopped


class Telling(FakeEngine):
    """Tells its progress, as engines do."""

    def generate(self, texts: Sequence[str], *, progress: Any = None, **more: Any) -> list[list[Hypothesis]]:
        for done in range(len(texts)):
            progress(done, len(texts))
        return super().generate(texts, progress=progress, **more)


def test_the_deadline_is_asked_by_whatever_takes_long_and_ends_it_there() -> None:
    text = "温江区签约多个项目\n" + BODY[:300] + "区长单志鸿介绍，今年新建公路27.5公里。\n编辑：卓然"
    given = Given(name="a.html", data=f"<html><body><p>{text}</p></body></html>".encode())

    def made(deadline: Deadline) -> None:
        translator = load_translator(engine=Telling(lambda text: "The district signed.", window=512))
        Composer(translator, recipe=Recipe(length=60)).make(given, formats=("md",), deadline=deadline)

    made(first := Asked())
    assert {
        "reading.processes", "summarize.extract.tagging", "summarize.extract.search", "facts.document",
        "facts.names.people", __name__, "translate.translator", "jianbao.deadline",
    } <= first.modules, first.modules  # fmt: skip
    made(again := Asked())
    for over in range(1, again.count, max(1, again.count // 3)):
        ended = Asked(over)
        with pytest.raises(Stopped):
            made(ended)
        assert ended.count == over, "nobody goes on"


def test_a_plan_wants_each_sentence_once() -> None:
    doubled = from_text("温江区签约\n会议强调安全生产。\n会议强调安全生产。\n项目投资5亿元。")
    engine = Counting()
    made = composer(engine, full=True).compose(doubled)
    flat = [text for call in engine.calls for text in call]
    assert len(flat) == len(set(flat))
    assert [p.english for p in made.full].count("会议强调安全生产。") == 2


def test_many_articles_go_through_the_same_steps() -> None:
    articles: list[Article] = [from_text(f"第{i}号公告\n{BODY}") for i in range(3)]
    one_by_one = [composer().compose(a).as_dict() for a in articles]
    assert [b.as_dict() for b in composer().compose_many(articles, sentences=20)] == one_by_one


def test_slices_are_the_items_in_order() -> None:
    assert [list(part) for part in sliced(range(7), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(sliced((), 3)) == []


def test_a_work_that_is_finished_gives_its_value() -> None:
    def work() -> Any:
        yield Event("one")
        return SentenceInput("甲")

    told: list[str] = []
    assert finished(work(), lambda e: told.append(e.step)) == SentenceInput("甲") and told == ["one"]
