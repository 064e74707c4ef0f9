"""The third tab: several files in, a brief of each, and an archive of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import gradio as gr

from brief.path import Event
from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError
from webdemo import limits, views
from webdemo.archive import Batch, Batches, FileOutcome, outcomes, packed
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
from webdemo.workspace import Result, Workspace


class Opener(Protocol):
    """Shows a brief in the workspace of the first tab. outputs: the components that this changes."""

    @property
    def outputs(self) -> Sequence[Any]: ...

    def open(self, result: Result) -> dict[Any, Any]:
        """The changes that show a brief."""


class FilesTab:
    """The third tab. A visitor's files and briefs are kept under their session, so that a run goes on where one has stopped."""

    def __init__(
        self, words: Words, language: gr.Radio, workspace: Workspace, runs: Runs, opener: Opener | None = None
    ) -> None:
        self.language, self.workspace, self.runs, self.opener = language, workspace, runs, opener
        self.batches = Batches()
        # Not a State: the run that waits must have the ticket that was current when it was asked for.
        self.ticket = gr.Textbox(visible=False)
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
        self.given.upload(self._take, [self.given, self.language], [self.given, *self.shown], **LOOK)
        begun = self.go.click(self._begin, [self.language], [self.ticket, *changed], **QUICK)
        begun.then(None, None, None, js=TO_SIGHT.format("files-status"), api_visibility="private")
        run = begun.then(
            self._run,
            [self.formats, self.terms, self.language, self.ticket, *self.options.values()],
            changed,
            trigger_mode="multiple",
            **WORK,
        )
        run.failure(self._refused, [self.language], changed, **QUICK)
        self.stop.click(self._stop, [self.formats, self.language], changed, **LOOK)
        self.clear.click(self._clear, [self.language], changed, **QUICK)
        # Whoever has changed it, and the run that was under way when it was changed.
        for changing in (self.language.change, run.success):
            changing(self._again, [self.language], self.shown, **QUICK)
        if self.opener is not None:
            self.table.click(self._open, None, list(self.opener.outputs), **QUICK)

    def forget(self, session: str) -> None:
        """Delete what is kept of a visitor who has left."""
        self.runs.stop(session)
        SHELVES.clear(session)
        self.batches.clear(session)

    def _take(self, paths: list[str] | None, la: str, request: gr.Request) -> dict[Any, Any]:
        session = request.session_hash or ""
        problems = SHELVES.put(session, paths or [])
        batch, names = self.batches.of(session), SHELVES.names(session)
        if [row.name for row in batch.rows] != names[: len(batch.rows)]:  # the older ones are gone
            batch.rows = []
        batch.rows += [FileOutcome(name=name) for name in names[len(batch.rows) :]]
        batch.ended = None
        told = " ".join(problem.worded(la, place="page") for problem in problems)
        return {
            self.given: None,
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
        self, formats: list[str], terms: str, la: str, ticket: str, request: gr.Request, *chosen: Any
    ) -> Iterator[Any]:
        session = request.session_hash or ""
        stop = self.runs.begin(session, ticket)
        if stop is None:  # stopped while it waited
            yield gr.skip()
            return
        batch = self.batches.of(session)
        batch.ended = None
        try:
            given = terms_of(terms or "")
            recipe = recipe_of(dict(zip(self.options, chosen, strict=True)), given)
            packed([], formats)  # a missing format is told before the work
            deadline = Deadline(limits.BATCH_SECONDS, stop)
            for _ in outcomes(self.workspace, batch, lambda n: SHELVES.read(session, n), recipe, deadline, terms=given):
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
        address = downloads.offer("briefs.zip", packed(batch.rows, formats, language=la)) if batch.briefs else ""
        batch.ended = key, address
        return {**self._now(batch, la), **self._idle()}

    def _now(self, batch: Batch, la: str) -> dict[Any, Any]:
        """All that is to be shown of a batch that nobody works on."""
        key, address = batch.ended or ("", "")
        told = batchview.totals(batch, la, key=key) if key else "" if batch.rows else batchview.empty(la)
        link = batchview.link(address, la) if address else ""
        return {self.status: told, self.table: batchview.table(batch, la), self.archive: link}

    def _stop(self, formats: list[str], la: str, request: gr.Request) -> dict[Any, Any]:
        session = request.session_hash or ""
        self.runs.stop(session)
        try:
            return self._ended(self.batches.of(session), formats, la, key="files.halted")
        except InputError as error:
            return {self.status: views.problem(explain(error, la), la), **self._idle()}

    def _refused(self, la: str) -> dict[Any, Any]:
        return {self.status: views.problem(text("error.busy", la), la), **self._idle()}

    def _clear(self, la: str, request: gr.Request) -> dict[Any, Any]:
        self.forget(request.session_hash or "")
        return {self.status: batchview.empty(la), self.table: "", self.archive: "", **self._idle()}

    def _again(self, la: str, request: gr.Request) -> dict[Any, Any]:
        session = request.session_hash or ""
        batch = self.batches.of(session)
        return self._now(batch, la) if self.runs.idle(session) else {self.table: batchview.table(batch, la)}

    def _open(self, event: gr.EventData, request: gr.Request) -> Any:
        assert self.opener is not None
        rows = self.batches.of(request.session_hash or "").rows
        number = getattr(event, "row", None)
        if not isinstance(number, int) or not 0 <= number < len(rows) or (result := rows[number].result) is None:
            return gr.skip()
        return self.opener.open(result)
