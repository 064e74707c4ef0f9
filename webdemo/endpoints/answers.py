"""What the endpoints answer, as JSON schemas: for openapi, "Use via API" and the tools of assistants."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from brief.verdict import Verdict
from translate.check.report import ChangeKind, FindingKind, LinkKind, LinkStatus, Place, Severity

Schema = dict[str, Any]


def _object(description: str, *, optional: dict[str, Schema] | None = None, **fields: Schema) -> Schema:
    """An object that has all of `fields`, and may have the optional ones."""
    properties = {**fields, **(optional or {})}
    return {"type": "object", "description": description, "properties": properties, "required": list(fields)}


def _list(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items} | ({"description": description} if description else {})


def _text(description: str) -> Schema:
    return {"type": "string", "description": description}


def _count(description: str) -> Schema:
    return {"type": "integer", "description": description}


def _one_of(kind: type[StrEnum], description: str) -> Schema:
    return {"type": "string", "enum": [str(value) for value in kind], "description": description}


def _or_null(schema: Schema) -> Schema:
    """The value or null. Gradio's clients read no list of types."""
    return {"anyOf": [{k: v for k, v in schema.items() if k != "description"}, {"type": "null"}]} | {
        "description": schema["description"]
    }


def _span(description: str) -> Schema:
    told = f"{description}: start and end in characters, or null"
    return _or_null({"type": "array", "items": {"type": "integer"}, "description": told})


def shallow(schema: Schema) -> Schema:
    """A schema without what is inside its fields: as much as one reads at a glance."""
    if "properties" not in schema:
        return schema
    return {**schema, "properties": {name: _bare(field) for name, field in schema["properties"].items()}}


def _bare(field: Schema) -> Schema:
    kept = {key: field[key] for key in ("type", "anyOf", "enum", "description") if key in field}
    return kept | ({"items": _bare(field["items"])} if "items" in field else {})


def _finding(**more: Schema) -> Schema:
    return _object(
        "one thing that the check has to say",
        optional=more,
        kind=_one_of(FindingKind, "what it is about"),
        reason=_text("why it is there, a code: kind.name"),
        severity=_one_of(Severity, "error: wrong or missing; warning: may be; info: worth knowing"),
        place=_one_of(Place, "the part of a brief that it is about"),
        message=_text("the finding in one sentence, in the language of `wording`"),
        values={"type": "object", "description": "what the message is made of"},
        source=_span("where in the source"),
        target=_span("where in the English"),
    )


FINDING = _finding(cause=_finding(), accepted=_text("why an editor lets it stand"))
LINK = _object(
    "a fact of the source and where the English has it",
    kind=_one_of(LinkKind, "what sort of fact"),
    source=_span("where in the source"),
    target=_span("where in the English"),
    expected=_text("the rendering that is sure to be right"),
    status=_one_of(LinkStatus, "how the English has it"),
)
CHANGE = _object(
    "what was done to a translation for the sake of one fact",
    kind=_one_of(ChangeKind, "repaired: rewritten; noted: added in brackets"),
    fact=_text("the fact as the source has it"),
    before=_text("what the translation said, empty where it said nothing"),
    after=_text("what it says"),
    message=_text("the change in words"),
)
SOURCE = _object(
    "a sentence of the article",
    optional={"cuts": _list(_list({"type": "integer"}), "spans that condensing left out")},
    chinese=_text("its text"),
    start=_count("offset in the article, in characters"),
    end=_count("offset of its end"),
)
NOTE = _object(
    "a fact in brackets behind a sentence that lacked it",
    fact=_text("in Chinese"),
    expected=_text("in English"),
    target=_span("where"),
)
POINT = _object(
    "one sentence of a brief",
    optional={
        "draft": _text("the summarizer's sentence, where one was translated"),
        "repaired": _list(_text("a change in words")),
        "changes": _list(CHANGE),
        "notes": _list(NOTE),
        "links": _list(LINK),
    },
    english=_text("the sentence"),
    sources=_list(SOURCE, "what it was translated from"),
    findings=_list(FINDING),
)
FIGURE = _object(
    "a quantity of a cited sentence",
    chinese=_text("as the article has it"),
    start=_count("offset in the article, in characters"),
    end=_count("offset of its end"),
    kind=_text("amount, count, date, share, and so on"),
    value={"type": "number", "description": "in `unit`"},
    high=_or_null({"type": "number", "description": "upper end of a range, else null"}),
    unit=_text("of the value"),
    hedge=_or_null(_text("about, nearly, over, and so on, or null")),
    english=_text("how the brief says it, or how it would be said"),
    status=_one_of(LinkStatus, "how the brief has it"),
    point=_count("number of the point, from 0"),
)
PERSON = _object(
    "somebody whom the article names",
    chinese=_text("name"),
    english=_text("name in English"),
    title=_text("title in Chinese, or empty"),
    title_english=_text("title in English, or empty"),
    in_brief={"type": "boolean", "description": "whether the brief names them"},
)
ORGANISATION = _object(
    "a body that the article names",
    chinese=_text("name"),
    english=_text("name in English"),
    kind=_text("what sort of body, or empty"),
    in_brief={"type": "boolean", "description": "whether the brief names it"},
)
REMOVED = _object(
    "what the page had added to the article",
    text=_text("what went"),
    start=_count("offset in the article, in characters"),
    end=_count("offset of its end"),
    rule=_text("the rule that knew it"),
)
BRIEF = _object(
    "the brief",
    schema=_text("name and version of this form"),
    name=_text("of the file, or empty"),
    source=_text("language of the article"),
    target=_text("language of the brief"),
    headline=_text("in English"),
    headline_sources=_list(SOURCE),
    dateline=_text("place and day, or empty"),
    points=_list(POINT, "the sentences of the brief, in order"),
    figures=_list(FIGURE),
    people=_list(PERSON),
    organisations=_list(ORGANISATION),
    findings=_list(FINDING, "of the brief as a whole"),
    removed=_list(REMOVED),
    full=_list(POINT, "the whole translation, where it was asked for"),
    left_out=_list(SOURCE, "facts for which there was no room, the most important first"),
    notes=_list(_text("what was left out or changed on reading")),
    signature=_text("what the brief was made with"),
    text=_text("the points as one paragraph"),
    words=_count("English words of the points"),
)
TRANSLATION = _object(
    "the translation",
    text=_text("in paragraphs"),
    sentences=_list(
        _object("one sentence", source=_text("as given"), target=_text("its translation"), findings=_list(FINDING))
    ),
)
SENTENCES = _list(_text("a sentence of the text"), "the sentences that matter, in the order of the text")
REPORT = _object(
    "what the check says",
    ok=_or_null(
        {
            "type": "boolean",
            "description": "true where no finding is an error, null where there was nothing to compare",
        }
    ),
    compared=_count("how many facts were compared"),
    findings=_list(FINDING),
    links=_list(LINK),
)
CHECKED = _object(
    "what the check says of a whole translation",
    verdict=_one_of(Verdict, "nothing: no fact was compared"),
    sentences=_count("how many have a translation"),
    compared=_count("how many facts were compared"),
    errors=_count("how many findings are errors"),
    warnings=_count("how many are warnings"),
    pairs=_list(
        _object(
            "sentences that belong together",
            source=_text("Chinese"),
            target=_text("English"),
            findings=_list(FINDING),
            links=_list(LINK),
        )
    ),
    notes=_list(_text("what was left out or changed on reading")),
    signature=_text("what the check was made with"),
)
