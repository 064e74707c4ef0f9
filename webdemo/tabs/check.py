"""The tab that checks a translation which somebody has already: two texts in, their evidence out."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from brief.brief import Brief
from brief.render.formats import ending, render
from brief.render.page import evidence
from brief.verdict import Counts, Verdict
from jianbao.deadline import Deadline, Stopped
from reading.article import Article
from translate.check.report import Severity
from webdemo import limits, views
from webdemo.events import LOOK, QUICK, TO_SIGHT, WORK, explain
from webdemo.gate import downloads, uploads
from webdemo.i18n.texts import text
from webdemo.i18n.words import Words
from webdemo.inputs import read_upload, terms_of
from webdemo.runs import Runs
from webdemo.tabs.kept import keep
from webdemo.workspace import Workspace

DOWNLOADS = {"docx": "docx-evidence", "html": "html", "json": "json", "xliff": "xliff", "tmx": "tmx"}
"""Button -> format. A Word document of a check is its evidence."""
ANCHOR = "pair-"
BADGES = {Verdict.CLEAN: "good", Verdict.NOTHING: "quiet"}
CARRY = """(address) => {
  if (!address) return;
  const link = document.body.appendChild(Object.assign(document.createElement('a'), {href: address, download: ''}));
  link.click();
  link.remove();
}"""
"""The browser saves what is at an address of `webdemo.gate.downloads`."""


class CheckTab:
    """Source and translation above, what the check says of them below."""

    def __init__(self, words: Words, language: gr.Radio, workspace: Workspace, runs: Runs) -> None:
        self.words, self.language, self.workspace, self.runs = words, language, workspace, runs
        self.shown = gr.State(None, time_to_live=3600)
        self.dropped = {side: gr.State(None, time_to_live=3600) for side in ("source", "target")}
        # Not a State: the run that waits must have the ticket that was current when it was asked for.
        self.ticket = gr.Textbox(visible=False)
        self._input()
        self._output()
        self._wire()

    def _input(self) -> None:
        say = self.words.say
        self.texts, self.files = {}, {}
        with gr.Row(equal_height=False):
            for side in ("source", "target"):
                with gr.Column(min_width=320):
                    self.texts[side] = say(
                        gr.Textbox,
                        texts={"label": f"check.{side}", "placeholder": f"check.{side}.placeholder"},
                        value="",
                        lines=10,
                        max_lines=10,  # the same: side by side, two boxes that grow with their texts are of unequal height
                        elem_id=f"check-{side}",
                    )
                    self.files[side] = say(
                        gr.File,
                        texts={"label": "check.file"},
                        file_types=list(limits.UPLOADS),
                        height=90,
                        elem_id=f"check-{side}-file",
                    )
        with say(gr.Accordion, texts={"label": "check.terms"}, open=False, elem_id="check-glossary"), gr.Row():
            self.terms = say(
                gr.Textbox, texts={"label": "check.terms.lines"}, value="", lines=4, max_lines=4, elem_id="check-terms"
            )
            self.terms_file = say(
                gr.File,
                texts={"label": "check.terms.file"},
                file_types=list(limits.GLOSSARIES),
                height=110,
                elem_id="check-terms-file",
            )
        with gr.Row():
            self.go = say(
                gr.Button, texts={"value": "check.go"}, variant="primary", elem_id="check-go", scale=3, min_width=120
            )
            self.stop = say(
                gr.Button, texts={"value": "stop"}, variant="stop", visible=False, elem_id="check-stop", scale=2
            )
            self.clear = say(gr.Button, texts={"value": "clear"}, elem_id="check-clear", scale=1, min_width=90)

    def _output(self) -> None:
        say = self.words.say
        self.blank = say(gr.HTML, texts={"value": empty}, elem_id="check-empty")
        self.status = gr.HTML(elem_id="check-status")
        with gr.Column(visible=False, elem_id="check-result") as self.panel:
            self.verdict = gr.HTML(elem_id="check-verdict")
            with gr.Row(elem_id="check-downloads"):
                self.only = say(
                    gr.Checkbox, texts={"label": "check.only"}, value=False, elem_id="check-only", min_width=220
                )
                self.buttons = {
                    name: say(
                        gr.Button, texts={"value": f"check.get.{name}"}, size="sm", elem_id=f"check-get-{name}", min_width=70
                    )
                    for name in DOWNLOADS
                }  # fmt: skip
                self.address = gr.Textbox(visible=False)
            self.pairs = gr.HTML(elem_id="check-pairs")

    def restored(self, blocks: gr.Blocks) -> None:
        """Have the browser keep texts and terms, and put them back."""
        keep(blocks, "check", [*self.texts.values(), self.terms])

    def _wire(self) -> None:
        buttons = [self.go, self.stop]
        for side, file in self.files.items():
            file.upload(
                self._drop(side),
                [file, self.language],
                [file, self.texts[side], self.dropped[side], self.status],
                **LOOK,
            )
        self.terms_file.upload(
            self._read_terms, [self.terms_file, self.language], [self.terms_file, self.terms, self.status], **LOOK
        )
        begun = self.go.click(
            self._begin,
            [self.language],
            [*buttons, self.blank, self.status, self.panel, self.shown, self.ticket],
            **QUICK,
        )
        begun.then(None, None, None, js=TO_SIGHT.format("check-status"), api_visibility="private")
        run = begun.then(
            self._run,
            [*self.texts.values(), *self.dropped.values(), self.terms, self.language, self.only, self.ticket],
            [self.status, self.panel, self.verdict, self.pairs, self.shown, *buttons],
            # Not "once": a run that was stopped may not be over when the next one is asked for.
            trigger_mode="multiple",
            **WORK,
        )
        # The language may have been changed meanwhile.
        run.success(self._show, [self.shown, self.language, self.only], [self.verdict, self.pairs], **QUICK)
        run.failure(self._refused, [self.language], [self.status, *buttons], **QUICK)
        self.stop.click(self._stop, [self.language, self.shown], [self.status, *buttons], **QUICK)
        self.clear.click(
            self._clear,
            None,
            [
                self.blank,
                self.status,
                self.panel,
                self.shown,
                *self.texts.values(),
                *self.dropped.values(),
                self.terms,
                *buttons,
            ],
            **QUICK,
        )
        looks = [self.shown, self.language, self.only]
        self.only.input(self._show, looks, [self.verdict, self.pairs], **QUICK)
        self.language.input(self._show, looks, [self.verdict, self.pairs], **QUICK)
        for name, button in self.buttons.items():
            button.click(self._file(DOWNLOADS[name]), [self.shown, self.language], [self.address], **LOOK).then(
                None, [self.address], None, js=CARRY, api_visibility="private"
            )

    def _begin(self, language: str, request: gr.Request) -> dict[Any, Any]:
        return {
            **self._busy(),
            self.ticket: self.runs.ask(request.session_hash or ""),
            self.blank: gr.update(visible=False),
            self.status: working("read", language),
            self.panel: gr.update(visible=False),
            self.shown: None,
        }

    def _busy(self) -> dict[Any, Any]:
        return {self.go: gr.update(visible=False), self.stop: gr.update(visible=True)}

    def _idle(self) -> dict[Any, Any]:
        return {self.go: gr.update(visible=True), self.stop: gr.update(visible=False)}

    def _run(
        self, source: str, target: str, source_file: Article | None, target_file: Article | None, terms: str,
        language: str, only: bool, ticket: str, request: gr.Request,
    ) -> Iterator[Any]:  # fmt: skip
        session = request.session_hash or ""
        event = self.runs.begin(session, ticket)
        if event is None:  # stopped while it waited; the page says so already
            yield gr.skip()
            return
        try:
            deadline = Deadline(limits.MAX_SECONDS, event)
            # A file that was not touched since keeps what its format said; text is text.
            left, right = (
                file if file is not None and file.original == typed else typed
                for typed, file in ((source or "", source_file), (target or "", target_file))
            )
            for update in self.workspace.check(left, right, terms_of(terms or ""), deadline):
                done = update.step == "done"
                yield {
                    self.status: "" if done else working(update.step, language, update.done, update.total),
                    **(self._idle() if done else self._busy()),
                    **({self.panel: gr.update(visible=True), self.shown: update.brief} if update.brief else {}),
                    **(self._show(update.brief, language, only) if update.brief else {}),
                }
        except Stopped:
            # Said once more, after whatever was on its way to the page; not where the next run is on already.
            idle = self.runs.idle(session)
            yield {self.status: views.stopped(language), **self._idle()} if idle else gr.skip()
        except Exception as error:
            yield {self.status: views.problem(explain(error, language), language), **self._idle()}
        finally:
            self.runs.end(session, ticket)

    def _show(self, brief: Brief | None, language: str, only: bool) -> dict[Any, Any]:
        if brief is None:
            return {self.verdict: "", self.pairs: ""}
        return {self.verdict: verdict(brief, language), self.pairs: pairs(brief, language, only=only)}

    def _stop(self, language: str, shown: Brief | None, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        said = views.stopped(language) if shown else views.hint("check.stopped", language)
        return {self.status: said, **self._idle()}

    def _refused(self, language: str) -> dict[Any, Any]:
        return {self.status: views.problem(text("error.busy", language), language), **self._idle()}

    def _clear(self, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        cleared = dict.fromkeys((*self.texts.values(), self.terms), "")
        return {
            self.blank: gr.update(visible=True), self.status: "", self.panel: gr.update(visible=False), self.shown: None, **cleared,
            **dict.fromkeys(self.dropped.values()), **self._idle(),
        }  # fmt: skip

    def _drop(self, side: str) -> Any:
        file, reads = self.files[side], {"source": "zh", "target": "en"}[side]

        def drop(path: str | None, language: str) -> Any:
            if not path:
                return gr.skip()
            try:
                article = read_upload(*uploads.take(path), language=reads)
            except Exception as error:
                return {file: None, self.status: views.problem(explain(error, language), language)}
            return {file: None, self.texts[side]: article.original, self.dropped[side]: article}

        return drop

    def _read_terms(self, path: str | None, language: str) -> Any:
        if not path:
            return gr.skip()
        try:
            rows = terms_of(uploads.take(path)[1])
        except Exception as error:
            return {self.terms_file: None, self.status: views.problem(explain(error, language), language)}
        return {self.terms: "\n".join("\t".join(row) for row in rows), self.terms_file: None}

    def _file(self, format: str) -> Any:
        def make(shown: Brief | None, language: str) -> str | None:
            if shown is None:
                return None
            made = render(shown, format, wording=language)
            name = shown.name.rpartition(".")[0] or shown.name or "check"
            data = made if isinstance(made, bytes) else made.encode("utf-8")
            return downloads.offer(f"{name[:60]}.{ending(format)}", data)

        return make


def empty(language: str) -> str:
    """What stands where the check will be."""
    return views.blank("check.empty", language)


def working(step: str, language: str, done: int = 0, total: int = 0) -> str:
    """What is being done, and a bar."""
    label = escape(text(f"check.step.{step}", language))
    if not total:
        return views.piece(f'{label}<div class="bar unsure"><i></i></div>')
    share = round(100 * done / total)
    return views.piece(
        f'{label} <span class="note">{done}/{total}</span><div class="bar"><i style="width:{share}%"></i></div>'
    )


def verdict(brief: Brief, language: str) -> str:
    """How many findings there are, the first of them a press away, and how much was compared; neutral where nothing was."""
    counts = Counts.of(brief)
    numbers = {Verdict.ERRORS: counts.errors, Verdict.WARNINGS: counts.warnings}
    said = [(counts.verdict, text(f"check.verdict.{counts.verdict}", language, n=numbers.get(counts.verdict, 0)))]
    if counts.verdict is Verdict.ERRORS and counts.warnings:
        said.append((Verdict.WARNINGS, text("check.verdict.warnings", language, n=counts.warnings)))
    kinds = {**BADGES, Verdict.ERRORS: "error", Verdict.WARNINGS: "warning"}
    badges = "".join(f'<span class="badge {kinds[kind]}">{escape(words)}</span>' for kind, words in said)
    told = escape(text("check.counts", language, sentences=len(brief.points), compared=counts.compared))
    worst = Severity.ERROR if counts.errors else Severity.WARNING
    numbered = enumerate(brief.points, 1)
    first = next((i for i, p in numbered if any(f.severity is worst for f in p.findings)), None)
    link = f'<a href="#{ANCHOR}{first}">{escape(text("check.first", language))}</a>' if first else ""
    notes = "".join(f'<div class="note">{escape(note.worded(language))}</div>' for note in brief.notes)
    return views.piece(
        f'<p class="verdict">{badges}<span class="note">{told}</span> {link}</p>{notes}', kind="card"
    )  # fmt: skip


def pairs(brief: Brief, language: str, *, only: bool = False) -> str:
    """Each sentence of the translation beside its source. only: those with findings."""
    # The names of the pairs are those that the verdict links to, whichever are shown.
    shown = "".join(
        evidence([point], words=language, anchor=ANCHOR, first=i)
        for i, point in enumerate(brief.points, 1)
        if point.findings or not only
    )
    body = shown or f'<p class="note">{escape(text("check.none", language))}</p>'
    return views.piece(
        f'<h2 class="part">{escape(text("check.pairs", language))}</h2>',
        f'<p class="hint">{escape(text("check.pairs.hint", language))}</p>',
        body,
        kind="card",
    )
