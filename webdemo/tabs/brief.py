"""The first tab: a press release in, a brief with its evidence out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from brief.path import Event
from jianbao.deadline import Deadline, Stopped
from reading.article import Article, from_text
from webdemo import choices, limits, uploads, views
from webdemo.controls import controls, recipe_of
from webdemo.events import LOOK, QUICK, WORK, explain
from webdemo.i18n.texts import text
from webdemo.i18n.words import Words
from webdemo.inputs import bounded, read_upload, terms_of
from webdemo.runs import Runs
from webdemo.workspace import Result, Update, Workspace

EMPTY_ROWS = [["", ""] for _ in range(4)]
"""Of the table of terms: there to be typed into."""
TO_RESULT = """() => {
  const status = document.querySelector('#status'), top = status.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight - 120) status.scrollIntoView({behavior: 'smooth', block: 'start'});
}"""
"""So that the progress is in sight: on a phone it stands below the input, on a low window above it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor's page shows: a result, and its brief as edited since. Kept in the visitor's own session."""

    result: Result
    brief: Any
    edited: bool = False
    seconds: float = 0.0


def said(brief: Any) -> tuple[str, str]:
    """Headline and text of a brief as the two boxes hold them."""
    return brief.headline.strip(), "\n".join(p.english for p in brief.points).strip()


class BriefTab:
    """The first tab."""

    def __init__(self, words: Words, language: gr.Radio, workspace: Workspace, runs: Runs) -> None:
        self.words, self.language, self.workspace, self.runs = words, language, workspace, runs
        self.shown = gr.State(None, time_to_live=3600)
        self.dropped = gr.State(None, time_to_live=3600)
        # Not a State: the run that waits must have the ticket that was current when it was asked for.
        self.ticket = gr.Textbox(visible=False)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=340):
                self._input()
            with gr.Column(scale=8, min_width=480):
                self._output()
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
            gr.Textbox,
            texts={"label": "article", "placeholder": "article.placeholder"},
            lines=9,
            max_lines=11,
            elem_id="article",
        )
        self.file = say(
            gr.File, texts={"label": "article.file"}, file_types=list(limits.UPLOADS), height=96, elem_id="upload"
        )
        with gr.Row():
            self.write = say(
                gr.Button,
                texts={"value": lambda la: f"{text('write', la)}"},
                variant="primary",
                elem_id="write",
                scale=3,
            )
            self.stop = say(gr.Button, texts={"value": "stop"}, variant="stop", elem_id="stop", visible=False, scale=2)
            self.clear = say(
                gr.Button, texts={"value": "clear"}, variant="secondary", elem_id="clear", scale=1, min_width=90
            )
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
                file_types=[".tsv", ".csv", ".txt"],
                height=100,
                elem_id="terms-file",
            )

    def _output(self) -> None:
        say = self.words.say
        self.status = say(gr.HTML, texts={"value": views.empty}, elem_id="status")
        with gr.Column(visible=False, elem_id="result") as self.panel:
            self.headline = say(
                gr.Textbox, texts={"label": "headline"}, buttons=["copy"], elem_id="headline", lines=1, max_lines=3
            )
            self.brief = say(
                gr.Textbox, texts={"label": "brief"}, buttons=["copy"], elem_id="brief-text", lines=6, max_lines=24
            )
            self.verdict = gr.HTML(elem_id="verdict")
            with gr.Row(elem_id="downloads") as self.downloads:
                self.buttons = {
                    format: say(
                        gr.Button,
                        texts={"value": f"download.{format}"},
                        size="sm",
                        elem_id=f"get-{format}",
                        min_width=60,
                    )
                    for format in ("docx", "md", "html", "json")
                }
                self.again = gr.Button("Check again", elem_id="again")
                self.carrier = gr.DownloadButton(visible="hidden", elem_id="carrier")
            self.evidence = gr.HTML(elem_id="evidence")
            with say(gr.Accordion, texts={"label": "figures"}, open=False, elem_id="figures"):
                self.figures = gr.HTML()
            with say(gr.Accordion, texts={"label": "people"}, open=False, elem_id="people"):
                self.people = gr.HTML()
            with say(gr.Accordion, texts={"label": "source"}, open=False, elem_id="source"):
                self.source = gr.HTML()
            with say(
                gr.Accordion, texts={"label": "full.title"}, open=False, visible=False, elem_id="whole"
            ) as self.whole:
                self.whole_text = gr.HTML()
            with say(gr.Accordion, texts={"label": "signature"}, open=False, elem_id="signature"):
                self.signature = gr.HTML()
        self.displayed = [
            self.status, self.panel, self.headline, self.brief, self.verdict, self.downloads, self.evidence, self.figures, self.people,
            self.source, self.whole, self.whole_text, self.signature,
        ]  # fmt: skip

    def _wire(self) -> None:
        controls = [self.write, self.stop]
        self.example.input(self._pick, [self.example], [self.article, self.file, self.dropped], **QUICK)
        self.file.upload(
            self._drop,
            [self.file, self.language],
            [self.article, self.dropped, self.file, self.example, self.status],
            **LOOK,
        )
        self.terms_file.upload(
            self._read_terms, [self.terms_file, self.language], [self.terms, self.terms_file, self.status], **LOOK
        )
        begun = self.write.click(
            self._begin,
            [self.language],
            [*controls, self.status, self.headline, self.brief, self.shown, self.ticket],
            **QUICK,
        )
        begun.then(None, None, None, js=TO_RESULT, api_visibility="private")
        run = begun.then(
            self._run,
            [
                self.article,
                self.dropped,
                self.terms,
                self.language,
                self.ticket,
                *self.options.values(),
            ],
            [*self.displayed, self.shown, *controls],
            # Not "once": a run that was stopped may not be over when the next one is asked for.
            trigger_mode="multiple",
            **WORK,
        )
        run.failure(self._refused, [self.language], [self.status, *controls], **QUICK)
        self.stop.click(self._stop, [self.language], [self.status, *controls], **QUICK)
        self.clear.click(
            self._clear, [self.language],
            [*self.displayed, self.shown, self.article, self.dropped, self.example, self.terms, *controls], **QUICK,
        )  # fmt: skip
        # Pressed by the script of the page when somebody types, pastes or deletes: Gradio's `input` is not fired for what is pasted or
        # comes from an input method, and `change` is fired for what the server writes too.
        self.again.click(
            self._recheck,
            [self.shown, self.headline, self.brief, self.language],
            [self.shown, self.verdict, self.evidence, self.figures, self.source, self.signature],
            trigger_mode="always_last",
            **LOOK,
        )
        for format, button in self.buttons.items():
            button.click(self._file(format), [self.shown, self.headline, self.brief], [self.carrier], **LOOK).then(
                None, None, None, js="() => { const a = document.querySelector('#carrier'); (a.matches('button,a') ? "
                "a : a.querySelector('a,button')).click(); }",
                api_visibility="private",
            )  # fmt: skip

    def display(self, shown: Shown | None, language: str) -> dict[Any, Any]:
        """What the page shows of a result; without one, nothing and the empty state."""
        if shown is None:
            return {self.status: views.empty(language), self.panel: gr.update(visible=False)}
        return {**self._parts(shown, language), self.status: views.done(shown.seconds, shown.brief.notes, language)}

    def _parts(self, shown: Shown, language: str) -> dict[Any, Any]:
        brief = shown.brief
        updates = {
            self.panel: gr.update(visible=True),
            self.downloads: gr.update(visible=True),
            self.people: views.people(brief, language),
            self.whole: gr.update(visible=bool(brief.full)),
            self.whole_text: views.full(brief, language) if brief.full else "",
            **self._checked(shown, language),
        }
        if not shown.edited:
            updates[self.headline] = gr.update(value=brief.headline, interactive=True)
            updates[self.brief] = gr.update(value="\n".join(p.english for p in brief.points), interactive=True)
        return updates

    def _checked(self, shown: Shown, language: str) -> dict[Any, Any]:
        brief = shown.brief
        return {
            self.verdict: views.verdict(brief, language, edited=shown.edited),
            self.evidence: views.evidence(brief, language),
            self.figures: views.figures(brief, language),
            self.source: views.source(shown.result, brief, language),
            self.signature: views.signature(brief, language),
        }

    def _begin(self, language: str, request: gr.Request) -> dict[Any, Any]:
        return {
            **self._busy(),
            self.ticket: self.runs.ask(request.session_hash or ""),
            self.status: views.progress(Event("wait"), language), self.shown: None,
            self.headline: gr.update(interactive=False), self.brief: gr.update(interactive=False),
        }  # fmt: skip

    def _busy(self) -> dict[Any, Any]:
        return {self.write: gr.update(visible=False), self.stop: gr.update(visible=True)}

    def _idle(self) -> dict[Any, Any]:
        return {self.write: gr.update(visible=True), self.stop: gr.update(visible=False)}

    def _run(
        self, article: str, dropped: Article | None, terms: list[list[Any]], language: str, ticket: str, request: gr.Request, *chosen: Any
    ) -> Iterator[Any]:  # fmt: skip
        session = request.session_hash or ""
        event = self.runs.begin(session, ticket)
        if event is None:  # stopped while it waited; the page says so already
            yield gr.skip()
            return
        began = time.monotonic()
        try:
            deadline = Deadline(limits.MAX_SECONDS, event)
            bounded(article)
            recipe = recipe_of(dict(zip(self.options, chosen, strict=True)), terms_of(terms))
            # A file that was not touched since keeps what its format said (title, encoding); text is text.
            read = dropped if dropped and dropped.original == article else from_text(article)
            for update in self.workspace.brief(read, recipe, deadline):
                if update.event.step == "done" and update.result:
                    shown = Shown(update.result, update.result.brief, seconds=time.monotonic() - began)
                    yield {**self.display(shown, language), self.shown: shown, **self._idle()}
                    return
                yield {
                    self.status: views.progress(update.event, language),
                    **self._busy(),
                    **self._sofar(update, language),
                }
        except Stopped:
            # Said once more, after whatever was on its way to the page; not where the next run is on already.
            idle = self.runs.idle(session)
            yield {self.status: views.stopped(language), **self._idle()} if idle else gr.skip()
        except Exception as error:
            yield {
                self.status: views.problem(explain(error, language), language),
                self.shown: None,
                self.panel: gr.update(visible=False),
                **self._idle(),
            }
        finally:
            self.runs.end(session, ticket)

    def _sofar(self, update: Update, language: str) -> dict[Any, Any]:
        result = update.result
        if result is None:
            # Nothing new: what is there stays, and before it there is nothing.
            return {} if update.event.total else {self.panel: gr.update(visible=False)}
        brief = replace(result.brief, findings=())
        return {
            self.panel: gr.update(visible=True),
            self.downloads: gr.update(visible=False),
            self.headline: gr.update(value=brief.headline, interactive=False),
            self.brief: gr.update(value="\n".join(p.english for p in brief.points if p.english), interactive=False),
            self.verdict: "",
            self.evidence: views.evidence(brief, language),
            self.source: views.source(result, brief, language),
            self.whole: gr.update(visible=False),
        }

    def _stop(self, language: str, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        return {self.status: views.stopped(language), **self._idle()}

    def _refused(self, language: str) -> dict[Any, Any]:
        return {self.status: views.problem(text("error.busy", language), language), **self._idle()}

    def _clear(self, language: str, request: gr.Request) -> dict[Any, Any]:
        self.runs.stop(request.session_hash or "")
        return {
            **self.display(None, language), self.shown: None, self.article: "", self.dropped: None, self.example: "",
            self.terms: EMPTY_ROWS, **self._idle(),
        }  # fmt: skip

    def _pick(self, title: str) -> dict[Any, Any]:
        return {self.article: choices.read_example(title), self.file: None, self.dropped: None}

    def _drop(self, path: str | None, language: str) -> Any:
        if not path:
            return gr.skip()
        try:
            article = read_upload(*uploads.take(path), deadline=Deadline(limits.QUICK_SECONDS))
        except Exception as error:
            return {self.file: None, self.status: views.problem(explain(error, language), language)}
        return {self.article: article.original, self.dropped: article, self.file: None, self.example: ""}

    def _read_terms(self, path: str | None, language: str) -> Any:
        if not path:
            return gr.skip()
        try:
            rows = terms_of(uploads.take(path)[1])
        except Exception as error:
            return {self.terms_file: None, self.status: views.problem(explain(error, language), language)}
        return {self.terms: [*([*row] for row in rows), *EMPTY_ROWS], self.terms_file: None}

    def _recheck(self, shown: Shown | None, headline: str, brief: str, language: str) -> Any:
        if shown is None:
            return gr.skip()
        try:
            now = self._edited(shown, headline, brief)
        except Exception as error:
            return {self.verdict: views.problem(explain(error, language), language)}
        return {self.shown: now, **self._checked(now, language)}

    def _edited(self, shown: Shown, headline: str, brief: str) -> Shown:
        now = self.workspace.recheck(shown.result, headline, brief)
        return replace(shown, brief=now, edited=now is not shown.result.brief)

    def _file(self, format: str) -> Any:
        from brief.render.formats import render

        def make(shown: Shown | None, headline: str, brief: str) -> str | None:
            if shown is None:
                return None
            if said(shown.brief) != (headline.strip(), brief.strip()):  # typed just now
                shown = self._edited(shown, headline, brief)
            made = render(shown.brief, format)
            name = "".join(c if c.isalnum() else "-" for c in shown.brief.headline)[:60].strip("-").lower() or "brief"
            return uploads.give(f"{name}.{format}", made if isinstance(made, bytes) else made.encode("utf-8"))

        return make
