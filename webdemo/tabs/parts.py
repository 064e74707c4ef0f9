"""The second tab: translating or summarizing alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from brief.path import Event
from brief.recipe import Recipe
from jianbao.deadline import Deadline, Stopped
from translate.check.report import Finding, Severity
from webdemo import choices, limits, views
from webdemo.events import QUICK, TO_SIGHT, WORK, explain
from webdemo.i18n.texts import text
from webdemo.i18n.words import Words
from webdemo.offered import page_options
from webdemo.runs import Runs
from webdemo.tabs.kept import keep
from webdemo.workspace import Workspace, joined

LABELS = {o.name: o.label for o in page_options()}
SPOKEN = r"""(text) => {
  document.querySelector('#parts-output textarea').lang = /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en';
}"""
"""So that screen readers read the result as what it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the check says of a translation, by its sentences; those that it says nothing of are left out. compared: whether there was
    anything to compare."""

    sentences: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    compared: bool = False


UNTOLD = ""
"""In its place of a result that nothing is said of: a summary, or one that did not come to its end."""


def parts_tab(words: Words, language: gr.Radio, workspace: Workspace, runs: Runs, blocks: gr.Blocks) -> None:
    """Text in, its translation or its summary out."""
    say = words.say
    with gr.Row(equal_height=False):
        with gr.Column(min_width=320):
            task = say(
                gr.Radio, value="translate", elem_id="parts-task",
                texts={"label": "parts.task", "choices": lambda la: [(text(f"parts.{t}", la), t) for t in ("translate", "summarize")]},
            )  # fmt: skip
            with gr.Row():
                direction = say(
                    gr.Dropdown, value="zh-en", elem_id="parts-direction", min_width=150,
                    texts={"label": "parts.direction", "choices": _directions},
                )  # fmt: skip
                model = say(
                    gr.Dropdown,
                    texts={"label": lambda la: LABELS["model"][la]},
                    choices=[r.name for r in choices.here()],
                    value=Recipe().chosen_model,
                    min_width=150,
                )
                length = say(
                    gr.Slider,
                    texts={"label": lambda la: LABELS["length"][la]},
                    minimum=20,
                    maximum=400,
                    step=10,
                    value=120,
                    visible=False,
                    min_width=200,
                )
            source = say(
                gr.Textbox,
                texts={"label": "parts.text", "placeholder": "parts.placeholder"},
                lines=10,
                max_lines=18,
                elem_id="parts-text",
            )
            with gr.Row():
                go = say(gr.Button, texts={"value": "parts.go"}, variant="primary", elem_id="parts-go", scale=3)
                stop = say(
                    gr.Button, texts={"value": "stop"}, variant="stop", visible=False, scale=2, elem_id="parts-stop"
                )
        with gr.Column(min_width=320):
            output = say(
                gr.Textbox,
                texts={"label": "parts.output"},
                lines=10,
                max_lines=24,
                buttons=["copy"],
                interactive=False,
                elem_id="parts-output",
            )
            status = gr.HTML(views.hint("parts.empty", words.language), elem_id="parts-status")
    ticket = gr.Textbox(visible=False)
    # What there is to tell of the result, so that it can be told in another language; None before the first one.
    found = gr.State(None, time_to_live=3600)
    outputs = [output, status, found, go, stop]

    def chosen(task: str) -> dict[Any, Any]:
        translating = task == "translate"
        return {
            direction: gr.update(visible=translating),
            model: gr.update(visible=translating),
            length: gr.update(visible=not translating),
        }

    def begin(la: str, request: gr.Request) -> dict[Any, Any]:
        return {
            ticket: runs.ask(request.session_hash or ""),
            status: views.progress(Event("wait"), la),
            **busy(),
        }

    def busy() -> dict[Any, Any]:
        return {go: gr.update(visible=False), stop: gr.update(visible=True)}

    def idle() -> dict[Any, Any]:
        return {go: gr.update(visible=True), stop: gr.update(visible=False)}

    def run(
        task: str, direction: str, model: str, length: float, given: str, la: str, asked: str, request: gr.Request
    ) -> Iterator[Any]:
        session = request.session_hash or ""
        event = runs.begin(session, asked)
        if event is None:  # stopped while it waited
            yield gr.skip()
            return
        try:
            deadline = Deadline(limits.MAX_SECONDS, event)
            yield {status: views.progress(Event("clean"), la), output: "", found: UNTOLD}
            if task == "summarize":
                zh = sum("\u4e00" <= c <= "\u9fff" for c in given[:2000]) * 5 > len(given[:2000])
                points = workspace.summarize(
                    given, length=int(length), language="zh" if zh else "en", deadline=deadline
                )
                yield {output: "\n".join(points), status: views.piece(""), **idle()}
                return
            from_, to = direction.split("-", 1)
            sofar: list[Any] = []
            for sofar, total in workspace.translating(given, Recipe(model=model, source=from_, target=to), deadline):
                yield {
                    output: joined(sofar, to),
                    status: views.progress(Event("translate", len(sofar), total), la),
                    **busy(),
                }
            told = Told(
                tuple(
                    (t.text, said)
                    for _, t in sofar
                    if (said := tuple(f for f in t.findings if f.severity is not Severity.INFO))
                ),
                any(t.links for _, t in sofar),
            )
            yield {status: views.findings(told.sentences, la, compared=told.compared), found: told, **idle()}
        except Stopped:
            yield {status: views.stopped(la), **idle()} if runs.idle(session) else gr.skip()
        except Exception as error:
            # What was translated by then stays.
            yield {status: views.problem(explain(error, la), la), **idle()}
        finally:
            runs.end(session, asked)

    def refused(la: str) -> dict[Any, Any]:
        return {status: views.problem(text("error.busy", la), la), **idle()}

    def halt(la: str, request: gr.Request) -> dict[Any, Any]:
        runs.stop(request.session_hash or "")
        return {status: views.stopped(la), **idle()}

    def again(told: Told | str | None, la: str, request: gr.Request) -> Any:
        if not runs.idle(request.session_hash or ""):
            return gr.skip()
        if told is None:
            return views.hint("parts.empty", la)
        return "" if isinstance(told, str) else views.findings(told.sentences, la, compared=told.compared)

    restored = keep(blocks, "parts", [task, direction, model, length, source])
    restored.then(chosen, [task], [direction, model, length], **QUICK)
    task.input(chosen, [task], [direction, model, length], **QUICK)
    begun = go.click(begin, [language], [ticket, status, go, stop], **QUICK)
    begun.then(None, None, None, js=TO_SIGHT.format("parts-output"), api_visibility="private")
    going = begun.then(
        run, [task, direction, model, length, source, language, ticket], outputs, trigger_mode="multiple", **WORK
    )
    going.failure(refused, [language], [status, go, stop], **QUICK)
    stop.click(halt, [language], [status, go, stop], **QUICK)
    language.change(again, [found, language], [status], **QUICK)
    output.change(None, [output], None, js=SPOKEN, api_visibility="private")


def _directions(language: str) -> list[tuple[str, str]]:
    def named(code: str) -> str:
        return text(f"lang.{code}", language) if code in ("zh", "en") else code

    return [(f"{named(a)} → {named(b)}", f"{a}-{b}") for a, b in choices.directions()]
