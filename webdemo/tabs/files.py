"""The third tab: several files in, a brief of each, and an archive of all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

import gradio as gr

from brief.path import Event
from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError
from webdemo import limits, views
from webdemo.archive import BATCHES, Batch, FileOutcome, outcomes, packed
from webdemo.controls import controls
from webdemo.events import LOOK, QUICK, TO_SIGHT, WORK, explain
from webdemo.gate import downloads
from webdemo.gate.uploads import SHELVES
from webdemo.i18n.texts import text
from webdemo.i18n.words import Words
from webdemo.inputs import terms_of
from webdemo.offered import recipe_of
from webdemo.runs import Runs
from webdemo.tabs import batchview
from webdemo.tabs.kept import keep, visitor
from webdemo.workspace import Result, Workspace

HANDED = "(names) => { jianbao.handed(names); }"
"""In the browser: it remembers which files the server has been given, so that a loss can be told."""


class Opener(Protocol):
    """Shows a brief in the workspace of the first tab. outputs: the components that this changes."""

    @property
    def outputs(self) -> Sequence[Any]: ...

    def open(self, result: Result) -> dict[Any, Any]:
        """The changes that show a brief."""


class FilesTab:
    """The third tab. A visitor's files and briefs are kept under a secret of their tab of the browser, so that a run goes on where one has
    stopped, and that a reload shows them again."""

    def __init__(
        self, words: Words, language: gr.Radio, workspace: Workspace, runs: Runs, opener: Opener | None = None
    ) -> None:
        self.language, self.workspace, self.runs, self.opener = language, workspace, runs, opener
        self.visitors: dict[str, str] = {}
        """The secret of each session that is there."""
        # Not a State: the run that waits must have the ticket that was current when it was asked for.
        self.ticket = gr.Textbox(visible=False)
        self.visitor, self.names = gr.Textbox(visible=False), gr.Textbox(visible=False)
        with gr.Row(equal_height=False):
            with gr.Column(min_width=320):
                self._input(words)
            with gr.Column(min_width=320):
                self.status = gr.HTML(batchview.empty(words.language), elem_id="files-status")
                self.table = gr.HTML(elem_id="files-table", js_on_load=batchview.OPEN)
                self.archive = gr.HTML(elem_id="files-zip")
        self.shown = [self.status, self.table, self.archive]
        self.buttons = [self.go, self.stop, self.clear]
        self._wire()

    def _input(self, words: Words) -> None:
        from brief.render.formats import FORMATS
        from brief.render.labels import label

        say = words.say
        self.given = say(
            gr.File, texts={"label": lambda la: text("files.drop", la, n=limits.MAX_FILES)}, file_count="multiple",
            file_types=list(limits.UPLOADS), height=160, elem_id="files-drop",
        )  # fmt: skip
        with gr.Row():
            self.go = say(gr.Button, texts={"value": "files.go"}, variant="primary", elem_id="files-go", scale=3)
            self.stop = say(
                gr.Button, texts={"value": "stop"}, variant="stop", visible=False, scale=2, elem_id="files-stop"
            )
            self.clear = say(gr.Button, texts={"value": "files.clear"}, elem_id="files-clear", scale=1, min_width=90)
        self.options = controls(words, prefix="files-")
        self.formats = say(
            gr.CheckboxGroup, value=["docx"], elem_id="files-formats",
            texts={"label": "files.formats", "choices": lambda la: [(label(f"format.{name}", la), name) for name in FORMATS]},
        )  # fmt: skip
        self.terms = say(gr.Textbox, texts={"label": "files.terms"}, lines=2, max_lines=8, elem_id="files-terms")

    def _wire(self) -> None:
        changed = [*self.shown, *self.buttons]
        self.given.upload(
            self._take, [self.given, self.language, self.visitor], [self.given, self.names, *self.shown], **LOOK
        ).then(None, [self.names], None, js=HANDED, api_visibility="private")
        begun = self.go.click(self._begin, [self.language], [self.ticket, *changed], **QUICK)
        begun.then(None, None, None, js=TO_SIGHT.format("files-status"), api_visibility="private")
        run = begun.then(
            self._run,
            [self.formats, self.terms, self.language, self.ticket, self.visitor, *self.options.values()],
            changed,
            trigger_mode="multiple",
            **WORK,
        )
        run.failure(self._refused, [self.language], changed, **QUICK)
        self.stop.click(self._stop, [self.formats, self.language, self.visitor], changed, **LOOK)
        self.clear.click(self._clear, [self.language, self.visitor], [self.names, *changed], **QUICK).then(
            None, [self.names], None, js=HANDED, api_visibility="private"
        )
        # Whoever has changed it, and the run that was under way when it was changed.
        for changing in (self.language.change, run.success):
            changing(self._again, [self.language, self.visitor], self.shown, **QUICK)
        if self.opener is not None:
            self.table.click(self._open, [self.visitor], list(self.opener.outputs), **QUICK)

    def restored(self, blocks: gr.Blocks) -> None:
        """Have the browser keep what is chosen here; when the page is opened again, show the files and briefs that are still here."""
        keep(blocks, "files", [*self.options.values(), self.formats, self.terms])
        known = blocks.load(
            None, None, [self.visitor, self.names], js="() => jianbao.visitor()", api_visibility="private", show_progress="hidden"
        )  # fmt: skip
        known.then(self._back, [self.visitor, self.names, self.formats, self.language], self.shown, **LOOK)

    def left(self, session: str) -> None:
        """A session has ended. What is kept of its visitor is deleted a while later, unless it was a reload."""
        self.runs.stop(session)
        who = self.visitors.pop(session, session)
        if who not in self.visitors.values():
            SHELVES.leave(who)
            BATCHES.leave(who)

    def _who(self, given: str | None, request: gr.Request) -> str:
        session = request.session_hash or ""
        who = visitor(given, session)
        if who != session:
            self.visitors[session] = who
        return who

    def _back(self, given: str, had: str, formats: list[str], la: str, request: gr.Request) -> Any:
        """The page is opened, by a visitor who may have been here before. had: the names of the files he had, as JSON."""
        who = self._who(given, request)
        for session in [s for s, other in self.visitors.items() if other == who and s != request.session_hash]:
            self.runs.stop(session)  # of the page as it was before
        batch = BATCHES.of(who)
        if not SHELVES.names(who) or not batch.rows:
            batch.rows, batch.gone = [], named(had)
            return self._now(batch, la) if batch.gone else gr.skip()
        if not batch.ended and any(row.over or row.working for row in batch.rows):
            batch.ended = "files.halted", ""
            batch.rows = [replace(row, working=None) for row in batch.rows]
        if batch.ended and batch.briefs:
            batch.ended = batch.ended[0], self._archived(batch, formats, la)
        return self._now(batch, la)

    def _take(self, paths: list[str] | None, la: str, given: str, request: gr.Request) -> dict[Any, Any]:
        who = self._who(given, request)
        problems = SHELVES.put(who, paths or [])
        batch, names = BATCHES.of(who), SHELVES.names(who)
        if [row.name for row in batch.rows] != names[: len(batch.rows)]:  # the older ones are gone
            batch.rows = []
        batch.rows += [FileOutcome(name=name) for name in names[len(batch.rows) :]]
        batch.ended, batch.gone = None, ()
        told = " ".join(problem.worded(la, place="page") for problem in problems)
        return {
            self.given: None,
            self.names: json.dumps(names),
            self.table: batchview.table(batch, la),
            self.status: views.problem(told, la) if told else "",
            self.archive: "",
        }

    def _begin(self, la: str, request: gr.Request) -> dict[Any, Any]:
        session = request.session_hash or ""
        return {
            self.ticket: self.runs.ask(session), self.status: views.progress(Event("wait"), la), self.archive: "",
            **self._busy(),
        }  # fmt: skip

    def _busy(self) -> dict[Any, Any]:
        return {
            self.go: gr.update(visible=False),
            self.stop: gr.update(visible=True),
            self.clear: gr.update(visible=False),
        }

    def _idle(self) -> dict[Any, Any]:
        return {
            self.go: gr.update(visible=True),
            self.stop: gr.update(visible=False),
            self.clear: gr.update(visible=True),
        }

    def _run(
        self, formats: list[str], terms: str, la: str, ticket: str, given: str, request: gr.Request, *chosen: Any
    ) -> Iterator[Any]:
        session = request.session_hash or ""
        stop = self.runs.begin(session, ticket)
        if stop is None:  # stopped while it waited
            yield gr.skip()
            return
        who = self._who(given, request)
        batch = BATCHES.of(who)
        batch.ended = None
        try:
            wanted = terms_of(terms or "")
            recipe = recipe_of(dict(zip(self.options, chosen, strict=True)), wanted)
            packed([], formats)  # a missing format is told before the work
            deadline = Deadline(limits.BATCH_SECONDS, stop)
            for _ in outcomes(self.workspace, batch, lambda n: SHELVES.read(who, n), recipe, deadline, terms=wanted):
                yield {
                    self.status: batchview.progress(batch, la),
                    self.table: batchview.table(batch, la),
                    **self._busy(),
                }
            yield self._ended(batch, formats, la, key="files.totals")
        except Stopped:
            idle = self.runs.idle(session)
            yield self._ended(batch, formats, la, key="files.halted") if idle else gr.skip()
        except DeadlineError:
            yield self._ended(batch, formats, la, key="files.late")
        except Exception as error:
            yield {self.status: views.problem(explain(error, la), la), **self._idle()}
        finally:
            self.runs.end(session, ticket)

    def _ended(self, batch: Batch, formats: list[str], la: str, *, key: str) -> dict[Any, Any]:
        batch.ended = key, self._archived(batch, formats, la)
        return {**self._now(batch, la), **self._idle()}

    def _archived(self, batch: Batch, formats: list[str], la: str) -> str:
        """The address of the archive; "" where there is nothing to put in."""
        return downloads.offer("briefs.zip", packed(batch.rows, formats, language=la)) if batch.briefs else ""

    def _now(self, batch: Batch, la: str) -> dict[Any, Any]:
        """All that is to be shown of a batch that nobody works on."""
        key, address = batch.ended or ("", "")
        told = (
            batchview.totals(batch, la, key=key) if key else "" if batch.rows else batchview.empty(la, gone=batch.gone)
        )
        link = batchview.link(address, la) if address else ""
        return {self.status: told, self.table: batchview.table(batch, la), self.archive: link}

    def _stop(self, formats: list[str], la: str, given: str, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        try:
            return self._ended(BATCHES.of(self._who(given, request)), formats, la, key="files.halted")
        except InputError as error:
            return {self.status: views.problem(explain(error, la), la), **self._idle()}

    def _refused(self, la: str) -> dict[Any, Any]:
        return {self.status: views.problem(text("error.busy", la), la), **self._idle()}

    def _clear(self, la: str, given: str, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        who = self._who(given, request)
        SHELVES.clear(who)
        BATCHES.clear(who)
        return {self.names: "[]", self.status: batchview.empty(la), self.table: "", self.archive: "", **self._idle()}

    def _again(self, la: str, given: str, request: gr.Request) -> dict[Any, Any]:
        batch = BATCHES.of(self._who(given, request))
        idle = self.runs.idle(request.session_hash or "")
        return self._now(batch, la) if idle else {self.table: batchview.table(batch, la)}

    def _open(self, given: str, event: gr.EventData, request: gr.Request) -> Any:
        assert self.opener is not None
        rows = BATCHES.of(self._who(given, request)).rows
        number = getattr(event, "row", None)
        if not isinstance(number, int) or not 0 <= number < len(rows) or (result := rows[number].result) is None:
            return gr.skip()
        return self.opener.open(result)


def named(given: str) -> tuple[str, ...]:
    """The names of files in a JSON list of the browser's, as many as a visitor may have; none where it is no such list."""
    try:
        names = json.loads(given or "[]")
    except (ValueError, RecursionError):
        return ()
    known = isinstance(names, list) and len(names) <= limits.MAX_FILES
    return tuple(name[-120:] for name in names if isinstance(name, str)) if known else ()
