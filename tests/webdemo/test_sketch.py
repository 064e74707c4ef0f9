"""Where a slow model writes, a quick one's draft is there before its first word, and in nothing that is finished."""

from __future__ import annotations

import json
from typing import Any

import pytest

from brief.recipe import Recipe
from jianbao.deadline import Deadline, Stopped
from reading.article import Article, from_text
from tests.support.fake_engine import FakeEngine
from tests.support.slow_engine import SlowEngine
from webdemo import choices
from webdemo.engines import Engines
from webdemo.wire import given
from webdemo.workspace import Update, Workspace

ARTICLE = from_text(
    "青川县举行开工仪式\n3月12日，18个项目在青川县同步开工。\n县长单志鸿介绍，今年新建公路27.5公里。\n项目总投资近20亿元。"
)
QUICK = "Quick words"


def workspace(slow: Any, monkeypatch: pytest.MonkeyPatch, *, running: str = "press") -> Workspace:
    """One whose model is `running`; compact is quick, every other one slow."""
    monkeypatch.setattr(choices, "require", lambda *asked: running)
    quick = FakeEngine(lambda text: f"{QUICK}.", window=512)
    return Workspace(Engines(lambda model, source, target: quick if model == "compact" else slow))


def made(work: Workspace, article: Article = ARTICLE, **options: Any) -> list[Update]:
    return list(work.brief(article, Recipe(), Deadline(), terms=(), **options))


def drafts(update: Update) -> list[str]:
    row = update.result.row if update.result else None
    return [line["draft"] for line in (row["headline"], *row["points"]) if "draft" in line] if row else []


def test_a_draft_is_there_before_the_slow_model_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Update] = []
    at_first_word: list[int] = []
    work = workspace(SlowEngine(lambda: at_first_word.append(len(drafts(shown[-1])))), monkeypatch)
    for update in work.brief(ARTICLE, Recipe(), Deadline(), terms=(), watched=True):
        shown.append(update)
    rows = [u.result.row for u in shown if u.result and u.result.row]
    lines = len(rows[0]["points"]) + 1
    assert at_first_word[0] == lines, "each point and the headline"
    # It gives way, a line at a time, to what the slow model writes; a line has the one or the other.
    left = [len(drafts(u)) for u in shown if u.event.step == "translate"][1:]
    assert left == sorted(left, reverse=True) and left[0] == lines - 1 and left[-1] == 0
    assert not any("draft" in line and line["english"] for row in rows for line in row["points"])


def test_no_draft_is_in_what_is_finished_nor_in_what_a_stop_leaves_as_the_brief(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_one, without = (made(workspace(SlowEngine(), monkeypatch), watched=watched) for watched in (True, False))
    assert with_one[-1].result == without[-1].result, "the same brief and row, whether somebody watched"
    for update in with_one:
        assert update.result is None or QUICK not in json.dumps(update.result.brief.as_dict())
    drafted = next(u.result.row for u in with_one if u.event.step == "sketch" and u.result)
    assert drafted is not None and QUICK in json.dumps(drafted)
    from webdemo.known import Known

    back = given.brief({**drafted, "stopped": True}, Known(ARTICLE))
    assert QUICK not in json.dumps(back.as_dict()) and back.points == () and "slow@0" in back.signature


def test_only_who_waits_for_another_model_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(u.event.step == "sketch" for u in made(workspace(SlowEngine(), monkeypatch)))
    quick = made(workspace(SlowEngine(), monkeypatch, running="compact"), watched=True)
    assert not any(u.event.step == "sketch" for u in quick) and QUICK in quick[-1].result.brief.text  # type: ignore[union-attr]


def test_a_stop_is_heard_while_the_draft_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    stop = threading.Event()

    def never() -> None:
        raise AssertionError("the slow model was asked after the stop")

    work = workspace(SlowEngine(never), monkeypatch)
    with pytest.raises(Stopped):
        for update in work.brief(ARTICLE, Recipe(), Deadline(stop=stop), terms=(), watched=True):
            if update.event.step == "sketch":
                stop.set()
