"""Endpoints with names and types, for gradio_client, curl, and MCP."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from brief.recipe import AUTO, Recipe
from jianbao.deadline import Deadline
from jianbao.errors import JianbaoError
from translate.check.plain import finding_row, link_row
from webdemo import limits
from webdemo.controls import page_options, recipe_of
from webdemo.inputs import bounded, glossary_of, terms_of
from webdemo.workspace import Workspace, last


def offer(workspace: Workspace) -> None:
    """Add /brief, /translate, /summarize and /check to the blocks that are being built."""

    def brief(text: str, glossary: str = "", **chosen: Any) -> dict[str, Any]:
        """Write a checked English brief of a Chinese press release.

        Args:
            text: The press release in Chinese, title first if it has one, at most 30,000 characters.
            {options}
            glossary: Terms that must be translated so, one a line: Chinese, a tab, English.

        Returns:
            The brief: headline, text, points with their Chinese sources and findings, figures, people, organisations, signature.
        """
        from reading.article import from_text

        with _plain():
            recipe = recipe_of(chosen, terms_of(glossary))
            result = last(workspace.brief(from_text(bounded(text)), recipe, Deadline(limits.MAX_SECONDS))).result
            assert result is not None
            return {**result.brief.as_dict(), "text": result.brief.text, "words": result.brief.words}

    def translate(
        text: str, source: str = "zh", target: str = "en", model: str = AUTO, glossary: str = ""
    ) -> dict[str, Any]:
        """Translate a text, sentence by sentence, with nothing left out, and compare every figure, name and term.

        Args:
            text: The text, at most 30,000 characters.
            source: Language of the text: "zh", or another that a model on the server reads.
            target: Language to translate into: "en", or another that a model on the server writes.
            model: Name of a model that is on the server.
            glossary: Terms that must be translated so, one a line: source, a tab, target.

        Returns:
            text: the translation in paragraphs; sentences: source, target and findings of each.
        """
        from webdemo.tabs.others import joined

        with _plain():
            recipe = Recipe(model=model, source=source, target=target, glossary=glossary_of(terms_of(glossary)))
            done = last(workspace.translating(text, recipe, Deadline(limits.MAX_SECONDS)))[0]
            rows = [
                {"source": t.source, "target": t.text, "findings": [finding_row(f) for f in t.findings]}
                for _, t in done
            ]
            return {"text": joined(done, target), "sentences": rows}

    def summarize(text: str, length: int = 120, language: str = "zh") -> list[str]:
        """Choose the sentences of a press release that matter; they stay in their language.

        Args:
            text: The text, at most 30,000 characters.
            length: About how many words the summary would have in English, 20 to 2000.
            language: "zh" or "en".

        Returns:
            The sentences, in the order of the text.
        """
        with _plain():
            return workspace.summarize(text, length=int(length), language=language)

    def check(source: str, translation: str, glossary: str = "") -> dict[str, Any]:
        """Compare an English translation with its Chinese source: figures, amounts, dates, names, terms. No model runs.

        Args:
            source: The Chinese sentence or paragraph, at most 30,000 characters.
            translation: The English of it.
            glossary: Terms that must be translated so, one a line: Chinese, a tab, English.

        Returns:
            ok: whether no finding is an error; findings: kind, reason, severity, message, values and spans; links:
            each fact and where the English has it.
        """
        from brief.editing import compared

        with _plain():
            report = compared(bounded(source), bounded(translation), glossary=glossary_of(terms_of(glossary)))
            return {
                "ok": not report.errors,
                "findings": [finding_row(f) for f in report.findings],
                "links": [link_row(link) for link in report.links],
            }

    for function in (_with_options(brief), translate, summarize):
        gr.api(function, api_name=function.__name__, concurrency_id="work", concurrency_limit=limits.CONCURRENCY)
    gr.api(check, api_name="check", concurrency_id="look", concurrency_limit=limits.CONCURRENCY)


def _with_options(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """An endpoint that has the options of the page in place of its keywords, in its signature and in what it says of itself."""
    options = page_options()
    text, glossary, _ = inspect.signature(function, eval_str=True).parameters.values()
    offered = [
        inspect.Parameter(o.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=o.default, annotation=o.type)
        for o in options
    ]
    shown = inspect.Signature([text, *offered, glossary], return_annotation=dict[str, Any])

    @wraps(function)
    def endpoint(*given: Any, **named: Any) -> dict[str, Any]:
        return function(**shown.bind(*given, **named).arguments)

    endpoint.__signature__ = shown  # type: ignore[attr-defined]
    endpoint.__annotations__ = {**{p.name: p.annotation for p in shown.parameters.values()}, "return": dict[str, Any]}
    said = f"\n{' ' * 12}".join(f"{o.name}: {o.help['en']}" for o in options)
    endpoint.__doc__ = (function.__doc__ or "").replace("{options}", said)
    return endpoint


class _plain:
    """Errors as Gradio passes them on: one sentence, no traceback."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, JianbaoError):
            raise gr.Error(error.worded(place="page"), print_exception=False) from None
        if isinstance(error, (ValueError, TypeError, OverflowError)):
            raise gr.Error(
                "A parameter is of the wrong type: see the description of this endpoint.", print_exception=False
            ) from None
