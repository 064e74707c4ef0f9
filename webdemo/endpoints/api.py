"""Endpoints with names and types, for gradio_client, curl, and MCP."""

from __future__ import annotations

import inspect
import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

import gradio as gr

from brief.recipe import AUTO, Recipe
from jianbao.deadline import Deadline, Stopped
from jianbao.errors import InputError, JianbaoError
from jianbao.limits import MAX_BRIEF_WORDS, MIN_BRIEF_WORDS
from jianbao.wording import LANGUAGES
from translate.check.plain import finding_row, link_row
from webdemo import limits, runs
from webdemo.checks import row
from webdemo.endpoints import answers
from webdemo.events import log
from webdemo.i18n.words import preferred
from webdemo.inputs import glossary_of, terms_of
from webdemo.offered import page_options, recipe_of
from webdemo.workspace import Workspace, joined, last

JSON = {str: "text", int: "number", float: "number", bool: "truth"}
"""Types of parameters, as `webdemo.wrong_*` words them."""
WORDING = "wording"
"""The parameter of every endpoint that says in which language its messages are."""
TOLD = {
    "model": "Name of a model that is on the server; auto takes the best one.",
    WORDING: (
        "Language of the messages of findings, notes and errors: en or zh; left empty, that of the Accept-Language header, "
        "and English without one."
    ),
}
"""What parameters are, where it is the same of every endpoint."""
CHOICES: dict[str, tuple[str, ...]] = {
    WORDING: ("", *LANGUAGES),
    "strategy": next(o.choices for o in page_options() if o.name == "strategy"),
    "/summarize language": LANGUAGES,
}
"""The values that a parameter may have: of any endpoint, or of one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What comes with a call: how long it may take, and the language of its words."""

    deadline: Deadline
    language: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One that is offered. parameters: the schema of each, in order. needed: those that it cannot do without. answer: its schema."""

    name: str
    summary: str
    parameters: Mapping[str, answers.Schema]
    needed: list[str]
    answer: answers.Schema


ENDPOINTS: dict[str, Endpoint] = {}
"""Those that are offered, by name."""


def offer(workspace: Workspace) -> None:
    """Add /brief, /translate, /summarize, /check and /check_translation to the blocks that are being built."""

    def brief(asked: Asked, text: str, glossary: str = "", **chosen: Any) -> dict[str, Any]:
        """Write a checked English brief of a Chinese press release.

        Args:
            text: The press release in Chinese, title first if it has one, at most 30,000 characters.
            glossary: Terms that must be translated so, one a line: Chinese, a tab, English.

        Returns:
            The brief: headline, text, points with their Chinese sources and findings, figures, people, organisations, signature.
        """
        recipe = recipe_of(chosen, terms_of(glossary))
        article = workspace.read(text, deadline=asked.deadline)
        result = last(workspace.brief(article, recipe, asked.deadline)).result
        assert result is not None
        return {**result.brief.as_dict(wording=asked.language), "text": result.brief.text, "words": result.brief.words}

    def translate(
        asked: Asked, text: str, source: str = "zh", target: str = "en", model: str = AUTO, glossary: str = ""
    ) -> dict[str, Any]:
        """Translate a text, sentence by sentence, with nothing left out, and compare every figure, name and term.

        Args:
            text: The text, at most 30,000 characters.
            source: Language of the text: zh, or another that a model on the server reads.
            target: Language to translate into: en, or another that a model on the server writes.
            model: Name of a model that is on the server; auto takes the best one that there is for the two languages.
            glossary: Terms that must be translated so, one a line: source, a tab, target.

        Returns:
            text: the translation in paragraphs; sentences: source, target and findings of each.
        """
        recipe = Recipe(model=model, source=source, target=target, glossary=glossary_of(terms_of(glossary)))
        done = last(workspace.translating(text, recipe, asked.deadline))[0]
        rows = [
            {
                "source": t.source,
                "target": t.text,
                "findings": [finding_row(f, language=asked.language) for f in t.findings],
            }
            for _, t in done
        ]
        return {"text": joined(done, target), "sentences": rows}

    def summarize(asked: Asked, text: str, length: int = 120, language: str = "zh") -> list[str]:
        """Choose the sentences of a press release that matter; they stay in their language.

        Args:
            text: The text, at most 30,000 characters.
            length: About how many words the summary would have in English.
            language: Language of the text: zh or en.

        Returns:
            The sentences, in the order of the text.
        """
        return workspace.summarize(text, length=length, language=language, deadline=asked.deadline)

    def check(asked: Asked, source: str, translation: str, glossary: str = "") -> dict[str, Any]:
        """Compare an English translation with its Chinese source: figures, amounts, dates, names, terms. No model runs.

        Args:
            source: The Chinese sentence or paragraph, at most 30,000 characters and 1,000 numbers.
            translation: The English of it.
            glossary: Terms that must be translated so, one a line: Chinese, a tab, English.

        Returns:
            ok: true, false, or null where nothing was compared; compared: how many facts; findings; links: where the English has each.
        """
        report = workspace.compare(source, translation, terms_of(glossary), asked.deadline)
        return {
            "ok": False if report.errors else True if report.links else None,
            "compared": len(report.links),
            "findings": [finding_row(f, language=asked.language) for f in report.findings],
            "links": [link_row(link) for link in report.links],
        }

    def check_translation(asked: Asked, source: str, translation: str, glossary: str = "") -> dict[str, Any]:
        """Check a whole translation against its source: aligned sentence by sentence, every fact compared, a small model's second opinion.

        Args:
            source: The Chinese text, at most 30,000 characters and 1,000 numbers.
            translation: Its English translation, whoever made it.
            glossary: Terms that must be translated so, one a line: Chinese, a tab, English.

        Returns:
            verdict: errors, warnings, clean or nothing; how many sentences, facts compared, errors and warnings; pairs; notes; signature.
        """
        made = last(workspace.check(source, translation, terms_of(glossary), asked.deadline)).brief
        assert made is not None
        return row(made, language=asked.language)

    for function, answer in (
        (brief, answers.BRIEF),
        (translate, answers.TRANSLATION),
        (summarize, answers.SENTENCES),
        (check_translation, answers.CHECKED),
    ):
        _offer(function, answer, kind="work", seconds=limits.MAX_SECONDS)
    _offer(check, answers.REPORT, kind="look", seconds=limits.QUICK_SECONDS)


def _offer(function: Callable[..., Any], answer: answers.Schema, *, kind: str, seconds: float) -> None:
    """Add one endpoint, each of its parameters and what it answers named, typed and described in what Gradio tells of it."""
    shown = _signature(function)
    told = _described(function)
    endpoint = _endpoint(function, shown, seconds)
    endpoint.__doc__ = _docstring(function, told)
    at_once = limits.CONCURRENCY if kind == "work" else limits.LOOKS
    name = function.__name__
    added = gr.api(endpoint, api_name=name, concurrency_id=kind, concurrency_limit=at_once)
    public = {p.name: p for p in shown.parameters.values() if p.name != "request"}
    schemas = {p.name: _schema(name, p, told.get(p.name, "")) for p in public.values()}
    blocks = gr.context.get_blocks_context()
    assert blocks is not None
    fn = blocks.fns[added["id"]]
    for component, parameter in zip(fn.inputs, shown.parameters, strict=False):
        component.label = parameter
        if parameter in schemas:
            _tell(component, schemas[parameter])
    for component in fn.outputs:
        component.label = "answer"
        _tell(component, {**answers.shallow(answer), "description": _returned(function)})
    ENDPOINTS[name] = Endpoint(
        name=name,
        summary=(inspect.getdoc(function) or "").partition("\n")[0],
        parameters=schemas,
        needed=[p.name for p in public.values() if p.default is p.empty],
        answer={**answer, "description": _returned(function)},
    )


def _tell(component: Any, schema: answers.Schema) -> None:
    """Have Gradio tell a schema of a parameter or an answer. It takes the description from another key."""
    known = component.api_info()
    known.clear()
    known.update(schema, additional_description=schema.get("description", ""))


def _schema(endpoint: str, parameter: inspect.Parameter, told: str) -> answers.Schema:
    """Type, description, default and bounds of a parameter."""
    types = {str: "string", int: "integer", float: "number", bool: "boolean"}
    schema: answers.Schema = {"type": types[parameter.annotation], "description": told}
    if parameter.default is not parameter.empty:
        schema["default"] = parameter.default
    if choices := CHOICES.get(parameter.name) or CHOICES.get(f"/{endpoint} {parameter.name}"):
        schema["enum"] = list(choices)
    if parameter.name == "length":
        schema.update(minimum=MIN_BRIEF_WORDS, maximum=MAX_BRIEF_WORDS)
    if parameter.name in ("text", "source", "translation") and "default" not in schema:
        schema["maxLength"] = limits.MAX_CHARACTERS
    return schema


def _signature(function: Callable[..., Any]) -> inspect.Signature:
    """The parameters of an endpoint: the options of the page in place of its keywords, the language of its words, and Gradio's request."""
    _, text, *others = inspect.signature(function, eval_str=True).parameters.values()
    either = inspect.Parameter.POSITIONAL_OR_KEYWORD
    if any(p.kind is p.VAR_KEYWORD for p in others):
        others = [
            *(inspect.Parameter(o.name, either, default=o.default, annotation=o.type) for o in page_options()),
            *(p for p in others if p.kind is not p.VAR_KEYWORD),
        ]
    wording = inspect.Parameter(WORDING, either, default="", annotation=str)
    request = inspect.Parameter("request", either, default=None, annotation=gr.Request)
    returned = inspect.signature(function, eval_str=True).return_annotation
    return inspect.Signature([text, *others, wording, request], return_annotation=returned)


def _described(function: Callable[..., Any]) -> dict[str, str]:
    """What each parameter is: of the function's own, its docstring says it; of the options, their help."""
    own = inspect.getdoc(function) or ""
    lines = own.partition("Args:")[2].partition("Returns:")[0].splitlines()
    found = dict(line.strip().split(": ", 1) for line in lines if ": " in line)
    return {o.name: o.help["en"] for o in page_options()} | TOLD | found


def _returned(function: Callable[..., Any]) -> str:
    """What an endpoint answers, of its docstring, in one line."""
    return " ".join((inspect.getdoc(function) or "").partition("Returns:")[2].split())


def _docstring(function: Callable[..., Any], told: Mapping[str, str]) -> str:
    own = inspect.getdoc(function) or ""
    names = [name for name in _signature(function).parameters if name != "request"]
    said = "".join(f"    {name}: {told.get(name, '')}\n" for name in names)
    return f"{own.partition('Args:')[0]}Args:\n{said}\nReturns:{own.partition('Returns:')[2]}"


def _endpoint(function: Callable[..., Any], shown: inspect.Signature, seconds: float) -> Callable[..., Any]:
    """The function as Gradio calls it: values looked at, its time bounded, its errors one sentence each."""

    @wraps(function)
    def endpoint(*given: Any, **named: Any) -> Any:
        values = dict(shown.bind(*given, **named).arguments)
        request = values.pop("request", None)
        wanted = values.pop(WORDING, None)
        language = worded_in(wanted, request)
        try:
            with runs.deadline(seconds) as deadline:
                if wanted not in (None, *CHOICES[WORDING]):
                    raise InputError("webdemo.wrong_wording", value=repr(wanted)[:60], known=", ".join(LANGUAGES))
                typed = {name: _typed(value, shown.parameters[name]) for name, value in values.items()}
                return function(Asked(deadline, language), **typed)
        except Stopped:
            return None  # nobody waits for it
        except JianbaoError as error:
            raise gr.Error(error.worded(language, place="page"), print_exception=False) from None
        except Exception as error:
            code = secrets.token_hex(4)
            log(code, error)
            unforeseen = InputError("webdemo.unforeseen", code=code)
            raise gr.Error(unforeseen.worded(language, place="page"), print_exception=False) from None

    endpoint.worded_at = list(shown.parameters).index(WORDING)  # type: ignore[attr-defined]
    del endpoint.__wrapped__  # else its parameters are taken for those of the endpoint
    endpoint.__signature__ = shown  # type: ignore[attr-defined]
    endpoint.__annotations__ = {p.name: p.annotation for p in shown.parameters.values()}
    endpoint.__annotations__["return"] = shown.return_annotation
    return endpoint


def worded_in(wanted: Any, request: Any) -> str:
    """The language of a call's words: what it asks for, else what its Accept-Language header prefers."""
    if isinstance(wanted, str) and wanted in LANGUAGES:
        return wanted
    return preferred(request.headers.get("accept-language", "")) if request else "en"


def _typed(value: Any, parameter: inspect.Parameter) -> Any:
    """A value of JSON as its parameter has it; none is the default. Raises InputError for one of another type."""
    wanted = parameter.annotation
    if value is None and parameter.default is not parameter.empty:
        return parameter.default
    if wanted in (bool, str) and isinstance(value, wanted):
        return value
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if number and (wanted is float or (wanted is int and value == int(value))):
        return wanted(value)
    if value is None:
        raise InputError("webdemo.parameter_missing", name=parameter.name)
    raise InputError(f"webdemo.wrong_{JSON[wanted]}", name=parameter.name, value=repr(value)[:60])
