"""A brief in each format. Text of an article is data: whatever it holds shows as text."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from brief.brief import Brief, Figure, Organisation, Person, Point, RemovedText, Source
from brief.render import labels
from brief.render.formats import FORMATS, TABLE, ending, render
from brief.render.markdown import markdown
from brief.render.page import marked, page, source_text
from brief.render.text import copy, plain
from brief.render.word import clean, evidence
from jianbao.errors import InputError
from reading.extract import Note
from summarize.furniture.rules import all_rules
from translate.check.report import Change, ChangeKind, Finding, Link, LinkKind, LinkStatus, Reason, Severity

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "a | b | c",
    "{{ 7*7 }} {% x %} ${x}",
    "`code` ``more``",
    "**bold** _it_ ~~no~~ # head",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "---",
    "&lt;b&gt; &amp; &#60;",
    "مرحبا שלום",
    "===",
    "+++ x",
    "2024. A year",
    "https://evil.example/?a=1&b=2",
    "line one\nline two\n\n# three",
    "tab\there",
    "\\backslash \\<b> \\",
    "]]> --> */ </style></title>",
    "'\" onclick='x'",
]
CONTROL = "bell\x07 null\x00 esc\x1b[31m"


class Said(Note):
    """A note in words of its own."""

    def worded(self, language: str = "en") -> str:
        return self.code


def brief(text: str) -> Brief:
    """A brief with a text in every place that has one."""
    source = Source(text, 0, len(text))
    finding = Finding.of(Reason.UNTRANSLATED_CHINESE, Severity.ERROR, (0, 1), None, found=text)
    link = Link(LinkKind.QUANTITY, (0, 1), (0, 1), text, LinkStatus.AGREES)
    change = Change(ChangeKind.REPAIRED, text, text, text)
    point = Point(text, (source,), (finding,), (change,), (link,))
    figure = Figure(
        chinese=text,
        start=0,
        end=1,
        kind="money",
        value=2e9,
        high=None,
        unit="yuan",
        hedge="nearly",
        english=text,
        status="agrees",
        point=0,
    )
    return Brief(
        headline=text,
        dateline=text,
        points=(point, replace(point, findings=())),
        headline_sources=(source,),
        figures=(figure,),
        people=(Person(chinese=text, english=text, title=text, title_english=text),),
        organisations=(Organisation(chinese=text, english=text, kind="university"),),
        findings=(replace(finding, severity=Severity.WARNING),),
        removed=(RemovedText(text, 0, len(text), "byline"),),
        full=(point,),
        notes=(Said(text),),
        name=text,
        signature="jianbao:0|model:x",
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Page(HTMLParser):
    """Tags, attributes and the text that a browser would show."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br", "hr", "img", "link", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "title"):
            self.text += data


def cells(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    out = [p.text for p in document.paragraphs]
    for table in document.tables:
        out += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(out)


MARKDOWN_TAGS = frozenset(
    ["h1", "h2", "p", "em", "strong", "blockquote", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "code"]
)


def markdown_page(text: str) -> Page:
    """A brief with the text in every place as Markdown, read by a browser's rules: none but the tags of its own, and no attribute."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown(brief(text)))
    shown = Page(html)
    assert set(shown.tags) <= MARKDOWN_TAGS
    assert shown.attributes == []
    return shown


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_it_as_text(text: str) -> None:
    shown = markdown_page(text)
    assert shown.tags.count("table") == 3 and shown.tags.count("h1") == 1 and shown.tags.count("code") == 1
    # Figures, people, bodies: a header and a row each, with as many cells as the header.
    assert shown.tags.count("td") == shown.tags.count("th") == 4 + 3 + 2
    # Headline, dateline, points twice, evidence, findings, tables, full translation, removed, note.
    assert squeezed(shown.text).count(squeezed(text)) >= 15


@pytest.mark.parametrize(
    ("text", "written"), [("R&D costs", "R&D costs"), ("A&amp;B", "A\\&amp;B"), ("&#38;", "\\&\\#38;")]
)
def test_an_ampersand_is_escaped_where_it_would_be_read_as_another_character(text: str, written: str) -> None:
    assert f"# {written}\n" in markdown(brief(text))


def test_a_model_named_by_a_folder_is_no_markup() -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(markdown(replace(brief("x"), signature="model:a`<b>`c")))
    assert "<b>" not in html and html.count("<code>") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_it_as_text(text: str) -> None:
    shown = Page(page(brief(text)))
    assert shown.open == []
    assert not {"script", "img", "iframe", "a", "link", "b", "form"} & set(shown.tags)
    assert not [name for name, _ in shown.attributes if name.startswith("on") or name in ("src", "href", "style")]
    assert ("http-equiv", "Content-Security-Policy") in shown.attributes
    policy = dict(shown.attributes)["content"] or ""
    assert (
        "default-src 'none'" in " ".join(value or "" for name, value in shown.attributes if name == "content")
        and policy
    )
    assert squeezed(shown.text).count(squeezed(text)) >= 15


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_it_as_it_is(text: str) -> None:
    data = json.loads(str(render(brief(text), "json")))
    assert data["headline"] == data["points"][0]["english"] == data["points"][0]["sources"][0]["chinese"] == text
    assert data["figures"][0]["chinese"] == data["people"][0]["english"] == data["removed"][0]["text"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_word_opens_it_and_shows_it_as_text(text: str) -> None:
    data = evidence(brief(text))
    assert data[:2] == b"PK"
    shown = cells(data)
    assert squeezed(shown).count(squeezed(text)) >= 14


@pytest.mark.parametrize("text", HOSTILE)
def test_plain_text_is_the_text(text: str) -> None:
    out = plain(brief(text))
    assert squeezed(out).count(squeezed(text)) >= 6
    assert out.startswith(text) and out.endswith("\n")


def test_control_characters_do_no_harm() -> None:
    made = brief(CONTROL)
    assert "bell" in cells(evidence(made))
    assert json.loads(str(render(made, "json")))["headline"] == CONTROL
    for format in ("md", "html", "txt"):
        out = str(render(made, format))
        # An escape sequence must not reach a terminal, nor a null a browser.
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", out), format
        assert "bell" in out


def test_marks_of_direction_stay_within_their_text() -> None:
    """An unclosed override in an article does not turn round what comes after it."""
    made = brief("abc\u202edef")
    for format in ("md", "html", "txt"):
        assert "\u202e" not in str(render(made, format)), format
    assert "\u202e" not in cells(evidence(made))


@pytest.mark.parametrize("format", FORMATS)
def test_an_almost_empty_brief(format: str) -> None:
    made = Brief(headline="", dateline="", points=())
    out = render(made, format)
    assert out and isinstance(out, bytes) == format.startswith("docx")
    if format == "json":
        assert json.loads(str(out))["points"] == []


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(InputError, match=r"'pdf'.*md, json, html, txt.*docx"):
        render(brief("x"), "pdf")


def test_the_json_is_as_the_schema_says() -> None:
    data: dict[str, Any] = brief("近20亿元").as_dict()
    assert {"headline", "dateline", "points", "figures", "people", "findings", "removed", "signature", "schema"} <= set(
        data
    )
    assert set(data["points"][0]) == {"english", "sources", "findings", "repaired", "changes", "links"}
    assert set(data["points"][0]["sources"][0]) == {"chinese", "start", "end"}
    assert data["points"][0]["findings"][0] == {
        "kind": "untranslated",
        "reason": "untranslated.chinese",
        "severity": "error",
        "place": "sentence",
        "message": "Chinese is left in the English: 近20亿元",
        "values": {"found": "近20亿元"},
        "source": [0, 1],
        "target": None,
    }
    assert data["points"][0]["links"][0]["status"] == "agrees"
    assert "近20亿元" in brief("近20亿元").as_json()  # not \\u escapes


def test_findings_are_in_plain_sight_in_every_format() -> None:
    made = brief("近20亿元")
    told = replace(
        made,
        points=(
            replace(
                made.points[0],
                findings=(
                    Finding.of(
                        Reason.QUANTITY_MAGNITUDE,
                        Severity.ERROR,
                        fact="8亿元",
                        expected="800 million yuan",
                        found="8 billion yuan",
                    ),
                ),
            ),
        ),
    )
    for format in (f.name for f in TABLE.values() if not f.clean):
        out = render(told, format)
        text = cells(out) if isinstance(out, bytes) else out
        assert "wrong by a power of ten." in text, format
        assert "error" in text.lower(), format


@pytest.mark.parametrize("wording", ["en", "zh"])
def test_headings_and_findings_are_in_one_language(wording: str) -> None:
    """English prose in a Chinese file, or Chinese in an English one, is only what the article and the brief say."""
    made = brief("Chengdu" if wording == "zh" else "成都")
    for format in ("md", "html", "txt", "docx-evidence", "xliff", "tmx"):
        out = render(made, format, wording=wording)
        text = cells(out) if isinstance(out, bytes) else re.sub(r"<style>.*?</style>|<[^>]+>", "", out, flags=re.S)
        text = text.replace(made.headline, "").replace(made.signature, "")
        other = re.findall(r"[A-Za-z]{2,}" if wording == "zh" else r"[\u4e00-\u9fff]+", text)
        assert other == [], format


def test_labels_are_the_same_in_both_languages_and_cover_rules_and_states() -> None:
    english, chinese = labels.table("en"), labels.table("zh")
    assert set(english) == set(chinese)
    assert {f"rule.{rule.name}" for rule in all_rules()} | {"rule.dateline"} <= set(english)
    assert {f"status.{status}" for status in LinkStatus} <= set(english)


def test_the_clean_copy_has_no_word_of_the_check() -> None:
    made = replace(brief("近20亿元"), headline="Work begins", dateline="Chengdu, June 6", full=())
    made = replace(made, points=(replace(made.points[0], english="One."), replace(made.points[0], english="Two.")))
    assert copy(made) == "Work begins\n\nChengdu, June 6\n\nOne. Two.\n"
    shown = Document(io.BytesIO(clean(made)))
    assert [p.text for p in shown.paragraphs] == ["Work begins", "Chengdu, June 6", "One. Two."] and not shown.tables


def test_a_document_says_its_title_and_who_signs_it() -> None:
    made = replace(brief("x"), headline="Work begins " * 40)
    for format in ("docx", "docx-evidence"):
        out = render(made, format, author="Li \x07Hua")
        assert isinstance(out, bytes)
        properties = Document(io.BytesIO(out)).core_properties
        assert properties.author == properties.last_modified_by == "Li Hua"
        assert properties.title == ("Work begins " * 40)[:255] and properties.comments == ""
    out = render(made, "docx")
    assert isinstance(out, bytes) and Document(io.BytesIO(out)).core_properties.author == ""


def test_files_of_one_brief_have_names_of_their_own() -> None:
    assert len({ending(name) for name in FORMATS}) == len(FORMATS)
    assert (ending("docx-evidence"), ending("xliff"), ending("jsonl")) == ("evidence.docx", "xlf", "jsonl")


def test_facts_have_one_colour_on_both_sides() -> None:
    link = Link(LinkKind.QUANTITY, (3, 8), (17, 39), "nearly 2 billion yuan", LinkStatus.AGREES)
    point = Point(
        "The investment is nearly 2 billion yuan.",
        (Source("总投资近20亿元。", 10, 19),),
        (),
        (),
        (replace(link, target=(18, 39)),),
    )
    html = page(replace(brief("x"), points=(point,), full=()))
    assert re.findall(r'<mark class="(k\d)">(.*?)</mark>', html) == [
        ("k0", "nearly 2 billion yuan"),
        ("k0", "近20亿元"),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab<>&\"' ", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)
)
def test_marking_loses_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    shown = Page(f"<p>{marked(text, [(a, b, 'k0') for a, b in spans])}</p>")
    assert shown.text == text and shown.open == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="会议ab<&\n", min_size=1, max_size=40), st.data())
def test_the_article_beside_the_brief_loses_no_character(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    removed = RemovedText(text[:start], 0, start, "byline")
    made = replace(
        brief("x"),
        points=(Point("x", (Source(text[start:end], start, end),)),),
        headline_sources=(),
        removed=(removed,),
    )
    shown = Page(source_text(text, made))
    assert shown.open == []
    assert shown.text.replace("\n", "") == text.replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>[]()*_`#|~\\-+=.!1{}&;:/ \nab", min_size=1, max_size=40))
def test_any_text_is_text_in_markdown(text: str) -> None:
    if not squeezed(text):
        return
    shown = markdown_page(text)
    assert shown.tags.count("td") == 9
    assert squeezed(shown.text).count(squeezed(text)) >= 10
