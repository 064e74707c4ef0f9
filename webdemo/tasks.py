"""What the page asks about its brief, as functions of plain values: they run in a process of their own on the server.

Each takes the article as it is kept (`Known`) or as a browser sends it, and gives it back with what was found out of it, to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jianbao.deadline import Deadline
from translate.check.report import Place
from webdemo.inputs import countable
from webdemo.known import Known
from webdemo.offered import recipe_of
from webdemo.wire import given, rows
from webdemo.wire.lines import compared

if TYPE_CHECKING:
    from webdemo.workspace import Workspace

Row = dict[str, Any]
Of = Known | Mapping[str, Any]


def check(workspace: Workspace, of: Of, asked: Row, deadline: Deadline) -> tuple[Known, Row]:
    """A line as the check sees it now."""
    known = _known(of)
    line = given.line(asked.get("line"), known.article)
    countable(line.english)
    place = Place.HEADLINE if asked.get("headline") is True else Place.SENTENCE
    return known, {"line": rows.line(compared(known, line, place=place), known.ground, made=line.made)}


def add(workspace: Workspace, of: Of, asked: Row, deadline: Deadline) -> tuple[Known, Row]:
    """A stretch of the article as a point, translated. `around`: the lines of the brief, `at`: where it will stand among them."""
    known = _known(of)
    source = given.source(asked.get("source"), known.article)
    recipe = recipe_of(given.mapping(asked.get("options", {})), known.terms)
    around = given.around(asked.get("around", []), known.article)
    at = asked.get("at")
    at = min(at, len(around)) if isinstance(at, int) and at >= 0 else len(around)
    made = workspace.point(known, source, recipe, deadline, around=around, at=at)
    return known, {"line": rows.line(made, known.ground)}


def file(workspace: Workspace, of: Of, asked: Row, deadline: Deadline) -> tuple[Known, Row]:
    """The brief of a page in a format, as base64. `author`: who signs a Word file."""
    import base64

    from brief.render.formats import render

    known = _known(of)
    brief = given.brief(asked.get("sheet"), known)
    countable(*(p.english for p in brief.points))
    wording = "zh" if asked.get("language") == "zh" else "en"
    author = given.text(asked.get("author", ""), given.AUTHOR)
    data = render(brief, given.text(asked.get("format"), 40), wording=wording, author=author)
    content = data if isinstance(data, bytes) else data.encode("utf-8")
    return known, {"data": base64.b64encode(content).decode("ascii")}


TASKS = {task.__name__: task for task in (check, add, file)}


def _known(of: Of) -> Known:
    return of if isinstance(of, Known) else Known(*given.article(of))
