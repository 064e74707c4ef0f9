"""The first tab: a press release on the left, its brief on the right.

The brief itself is drawn, edited and kept in the browser (`webdemo/components`); this side writes it, and answers what the browser
asks meanwhile (`webdemo.service`).
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from typing import Any

import gradio as gr

from brief.path import Event
from jianbao.deadline import Deadline, Stopped
from reading.article import Article
from webdemo import choices, limits
from webdemo.controls import controls
from webdemo.events import LOOK, QUICK, WORK
from webdemo.gate import queueing, uploads
from webdemo.i18n.texts import text
from webdemo.i18n.words import Words
from webdemo.inputs import bounded, read_upload, terms_of
from webdemo.known import Shelf
from webdemo.offered import recipe_of
from webdemo.runs import Runs
from webdemo.service import Service, problem
from webdemo.workspace import Result, Workspace

EMPTY_ROWS = [["", ""] for _ in range(4)]
"""Of the table of terms: there to be typed into."""

HERE = "brief"
"""The name of this tab among the others."""

Row = dict[str, Any]


class BriefTab:
    """The first tab."""

    def __init__(
        self, words: Words, language: gr.Radio, workspace: Workspace, runs: Runs, tabs: gr.Tabs | None = None
    ) -> None:
        """tabs: those that this one is among, as `HERE`."""
        self.tabs = tabs
        self.words, self.language, self.workspace, self.runs = words, language, workspace, runs
        self.shelf = Shelf()
        self.service = Service(workspace, self.shelf, runs)
        self.dropped = gr.State(None, time_to_live=3600)
        # Not a State: the run that waits must have the ticket that was current when it was asked for.
        self.ticket = gr.Textbox(visible=False)
        with gr.Row(equal_height=False, elem_id="workspace"):
            with gr.Column(scale=5, min_width=300, elem_id="left"):
                self._input()
            with gr.Column(scale=7, min_width=300, elem_id="right"):
                self.sheet = gr.HTML(
                    None, html_template='<div class="jb mount"></div>', elem_id="sheet", apply_default_css=False,
                    js_on_load="jianbao.sheet(element, props, server, watch);", server_functions=self.service.functions(),
                )  # fmt: skip
        self._wire()

    def _input(self) -> None:
        say = self.words.say
        titles = list(choices.examples())
        self.example = say(
            gr.Dropdown,
            texts={"label": "example", "choices": lambda language: [(text("example.none", language), ""), *((t, t) for t in titles)]},
            value="", visible=bool(titles), elem_id="example",
        )  # fmt: skip
        self.article = say(
            gr.Textbox, texts={"label": "article", "placeholder": "article.placeholder"},
            lines=12, max_lines=18, elem_id="article",
        )  # fmt: skip
        # The same text to be read and picked from, once there is a brief of it.
        gr.HTML(
            None, html_template='<div class="jb mount"></div>', elem_id="reading", apply_default_css=False,
            js_on_load="jianbao.reading(element);",
        )  # fmt: skip
        self.file = say(
            gr.File, texts={"label": "article.file"}, file_types=list(limits.UPLOADS), height=96, elem_id="upload"
        )
        with gr.Row(elem_id="go"):
            self.write = say(gr.Button, texts={"value": "write"}, variant="primary", elem_id="write", scale=3)
            self.stop = say(gr.Button, texts={"value": "stop"}, variant="stop", elem_id="stop", visible=False, scale=2)
            self.clear = say(
                gr.Button, texts={"value": "clear"}, variant="secondary", elem_id="clear", scale=1, min_width=90
            )
        # Pressed by the script, beside the words that say what Clear has taken.
        self.unclear = gr.Button("", elem_id="unclear", visible="hidden")
        gr.HTML(
            None, html_template='<div class="jb mount"></div>', elem_id="model-state", apply_default_css=False, js_on_load="null;"
        )  # fmt: skip
        self.options = controls(self.words)
        with say(gr.Accordion, texts={"label": "glossary"}, open=False, elem_id="glossary"):
            self.terms = say(
                gr.Dataframe, texts={"label": "glossary.table"}, headers=["中文 Chinese", "英文 English"], value=EMPTY_ROWS, type="array",
                datatype="str", column_count=2, interactive=True, buttons=[],
                max_height=220, elem_id="terms", wrap=True,
            )  # fmt: skip
            self.terms_file = say(
                gr.File,
                texts={"label": "glossary.file"},
                file_types=list(limits.GLOSSARIES),
                height=100,
                elem_id="terms-file",
            )

    def _wire(self) -> None:
        controls = [self.write, self.stop]
        kept = [self.article, *self.options.values(), self.terms]
        gr.on(
            [c.change for c in kept], None, kept, None, js="(...values) => { jianbao.keep(values); }",
            api_visibility="private", show_progress="hidden",
        )  # fmt: skip
        self.example.input(self._pick, [self.example], [self.article, self.file, self.dropped], **QUICK)
        self.file.upload(
            self._drop, [self.file], [self.article, self.dropped, self.file, self.example, self.sheet], **LOOK
        )
        self.terms_file.upload(self._read_terms, [self.terms_file], [self.terms, self.terms_file, self.sheet], **LOOK)
        begun = self.write.click(self._begin, None, [*controls, self.sheet, self.ticket], **QUICK)
        run = begun.then(
            self._run,
            [self.article, self.dropped, self.terms, self.ticket, *self.options.values()],
            [self.sheet, *controls],
            js="(article, ...rest) => [jianbao.bounded(article), ...rest]",
            # Not "once": a run that was stopped may not be over when the next one is asked for.
            trigger_mode="multiple",
            **WORK,
        )
        run.failure(self._refused, [self.ticket], [self.sheet, *controls], **QUICK)
        self.stop.click(self._stop, [self.ticket], [self.sheet, *controls], **QUICK)
        self.clear.click(
            None, kept, None, js="(...values) => jianbao.clearing(values)", api_visibility="private", show_progress="hidden",
        ).then(self._clear, None, [self.sheet, self.article, self.dropped, self.example, self.terms, *controls], **QUICK)  # fmt: skip
        self.unclear.click(
            None, kept, kept, js="(...values) => jianbao.uncleared(values)", api_visibility="private", show_progress="hidden",
        )  # fmt: skip

    @property
    def outputs(self) -> list[Any]:
        """What `open` changes."""
        return [self.sheet, self.article, self.dropped, self.file, self.example, *([self.tabs] if self.tabs else [])]

    def open(self, result: Result) -> dict[Any, Any]:
        """Show a brief that was written elsewhere, to be finished here; it is kept in the browser like one that was written here."""
        assert result.row is not None and result.known is not None
        row = {**result.row, "key": self.shelf.put(result.known)}
        changes = {
            self.sheet: _message(secrets.token_hex(8), "done", step="done", done=1, total=1, seconds=0.0, sheet=row),
            self.article: result.article.original, self.dropped: result.article, self.file: None, self.example: "",
        }  # fmt: skip
        return {**changes, self.tabs: gr.update(selected=HERE)} if self.tabs else changes

    def restored(self, blocks: gr.Blocks) -> None:
        """Put back what the browser has kept: the draft, the options and the terms; and let a run that waits ask for its place."""
        self.service.place = lambda session: queueing.place(blocks, session)
        kept = [self.article, *self.options.values(), self.terms]
        blocks.load(
            None, kept, kept, js="(...values) => jianbao.restored(values)", api_visibility="private", show_progress="hidden"
        )  # fmt: skip

    def _begin(self, request: gr.Request) -> dict[Any, Any]:
        ticket = self.runs.ask(request.session_hash or "")
        return {**self._busy(), self.ticket: ticket, self.sheet: _message(ticket, "progress", step="wait")}

    def _busy(self) -> dict[Any, Any]:
        return {self.write: gr.update(visible=False), self.stop: gr.update(visible=True)}

    def _idle(self) -> dict[Any, Any]:
        return {self.write: gr.update(visible=True), self.stop: gr.update(visible=False)}

    def _run(
        self, article: str, dropped: Article | None, terms: list[list[Any]], ticket: str, request: gr.Request, *chosen: Any
    ) -> Iterator[Any]:  # fmt: skip
        session = request.session_hash or ""
        event = self.runs.begin(session, ticket)
        if event is None:  # stopped while it waited; the page says so already
            yield gr.skip()
            return
        began = time.monotonic()
        row: Row | None = None
        try:
            deadline = Deadline(limits.MAX_SECONDS, event)
            bounded(article)
            given = terms_of(terms)
            recipe = recipe_of(dict(zip(self.options, chosen, strict=True)), given)
            # A file that was not touched since keeps what its format said (title, encoding); text is text.
            read = (
                dropped if dropped and dropped.original == article else self.workspace.read(article, deadline=deadline)
            )
            for update in self.workspace.brief(read, recipe, deadline, terms=given, watched=True):
                done = update.event.step == "done"
                if update.result and update.result.known:
                    key = self.shelf.put(update.result.known) if done else ""
                    row = {**(update.result.row or {}), "key": key}
                spent = time.monotonic() - began
                yield {
                    self.sheet: _progress(ticket, update.event, spent, row),
                    **(self._idle() if done else self._busy()),
                }
        except Stopped:
            # Said once more, after whatever was on its way to the page; not where the next run is on already.
            idle = self.runs.idle(session)
            yield {self.sheet: _message(ticket, "stopped", sheet=row), **self._idle()} if idle else gr.skip()
        except Exception as error:
            yield {self.sheet: _message(ticket, "problem", problem=problem(error), sheet=row), **self._idle()}
        finally:
            self.runs.end(session, ticket)

    def _stop(self, ticket: str, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        return {self.sheet: _message(ticket, "stopped"), **self._idle()}

    def _refused(self, ticket: str) -> dict[Any, Any]:
        busy = {language: text("error.busy", language) for language in ("en", "zh")}
        return {self.sheet: _message(ticket, "problem", problem=busy), **self._idle()}

    def _clear(self, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        return {
            self.sheet: _message("", "clear"), self.article: "", self.dropped: None, self.example: "",
            self.terms: EMPTY_ROWS, **self._idle(),
        }  # fmt: skip

    def _pick(self, title: str) -> dict[Any, Any]:
        return {self.article: choices.read_example(title), self.file: None, self.dropped: None}

    def _drop(self, path: str | None) -> Any:
        if not path:
            return gr.skip()
        try:
            article = read_upload(*uploads.take(path), deadline=Deadline(limits.QUICK_SECONDS))
        except Exception as error:
            return {self.file: None, self.sheet: _message("", "problem", problem=problem(error))}
        return {self.article: article.original, self.dropped: article, self.file: None, self.example: ""}

    def _read_terms(self, path: str | None) -> Any:
        if not path:
            return gr.skip()
        try:
            rows = terms_of(uploads.take(path)[1])
        except Exception as error:
            return {self.terms_file: None, self.sheet: _message("", "problem", problem=problem(error))}
        return {self.terms: [*([*row] for row in rows), *EMPTY_ROWS], self.terms_file: None}


def _message(run: str, kind: str, **more: Any) -> str:
    """What the browser is told, as JSON. at: makes each one another than the one before, so that none is taken for old.

    A text, not values: of values Gradio sends what has changed since the last message, and puts a list that lost an item together wrongly.
    """
    made = json.dumps({"run": run, "kind": kind, "at": time.time_ns(), **more}, ensure_ascii=False)
    return made.replace("<", "\\u003c")  # Gradio looks for scripts in texts


def _progress(run: str, event: Event, spent: float, sheet: Row | None) -> str:
    kind = "done" if event.step == "done" else "progress"
    spent = round(spent, 1)
    return _message(run, kind, step=event.step, done=event.done, total=event.total, seconds=spent, sheet=sheet)
