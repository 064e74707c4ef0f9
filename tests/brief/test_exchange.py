"""XLIFF 2.0 and TMX 1.4: whatever the texts hold, the file is what the standards demand and gives the texts back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.brief import Brief, Point, Source
from brief.render.exchange import tmx, xliff
from brief.render.formats import Style
from reading.characters import printable
from reading.extract import Note
from translate.check.report import Finding, Place, Reason, Severity

X = "{urn:oasis:names:tc:xliff:document:2.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ALLOWED = {
    "xliff": {"version", "srcLang", "trgLang"},
    "file": {"id", "original", "{http://www.w3.org/XML/1998/namespace}space"},
    "unit": {"id"},
    "notes": set(),
    "note": {"id", "category", "priority", "appliesTo"},
    "segment": {"id", "state"},
    "source": set(),
    "target": set(),
}
CHILDREN = {
    "xliff": r"(file )+",
    "file": r"(notes )?(unit )+",
    "unit": r"(notes )?segment ",
    "notes": r"(note )+",
    "segment": r"source (target )?",
    "note": "", "source": "", "target": "",
}  # fmt: skip
NMTOKEN = re.compile(r"[\w.:-]+", re.ASCII)

texts = st.text(
    alphabet=st.one_of(
        st.characters(codec=None),
        st.sampled_from("\x00\x07\x1b\x7f\u202e\u200f\ud800\ufffe\uffff\r\n\t<>&\"']-简报亿元😀👩‍👩‍👧مرحبا"),
    ),
    max_size=60,
)


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def brief(chinese: str, english: str, *, headline: str = "", notes: tuple[Note, ...] = (), full: bool = False) -> Brief:
    source = Source(chinese, 0, len(chinese))
    error = Finding.of(Reason.UNTRANSLATED_CHINESE, Severity.ERROR, found=english)
    accepted = replace(error, severity=Severity.WARNING, accepted="as agreed")
    point = Point(english, (source,), (error, accepted))
    return Brief(
        headline=headline or english,
        dateline=english,
        points=(point, Point("", (source,)), Point(english, (), (Finding(Reason.UNSOURCED_LINE, Severity.WARNING),))),
        headline_sources=(source,),
        findings=(replace(error, place=Place.HEADLINE), Finding(Reason.EMPTY_ARTICLE, Severity.ERROR, place=Place.ARTICLE)),
        full=(point,) if full else (),
        notes=notes,
        name=chinese,
        signature="jianbao:0|model:x",
    )  # fmt: skip


def valid(element: Element) -> None:
    """Whether elements and attributes are those of the core of XLIFF 2.0, in its order."""
    name = element.tag.removeprefix(X)
    assert element.tag == X + name and set(element.attrib) <= ALLOWED[name], name
    assert re.fullmatch(CHILDREN[name], "".join(f"{child.tag.removeprefix(X)} " for child in element)), name
    assert "id" not in element.attrib or NMTOKEN.fullmatch(element.attrib["id"])
    if name == "note":
        assert 1 <= int(element.get("priority", "1")) <= 10 and element.get("appliesTo", "target") == "target"
    if name == "segment":
        assert element.get("state") == ("initial" if element.find(X + "target") is None else "translated")
    ids = [child.get("id") for child in element if child.get("id")]
    assert len(ids) == len(set(ids))
    for child in element:
        valid(child)


def pairs(root: Element) -> Iterator[tuple[str, str]]:
    for segment in root.iter(X + "segment"):
        yield segment.findtext(X + "source") or "", segment.findtext(X + "target") or ""


@given(texts, texts, st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_text_makes_a_valid_file_that_gives_it_back(chinese: str, english: str, full: bool) -> None:
    made = brief(chinese, english, full=full)
    zh, en = one_line(chinese), one_line(english)
    out = xliff(made)
    root = fromstring(out.encode("utf-8"))
    valid(root)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "zh-CN", "en-US")
    assert list(pairs(root)) == [(zh, en), (zh, en), (zh, ""), ("", en), *([(zh, en)] if full else [])]

    memory = fromstring(tmx(made).encode("utf-8"))
    assert [child.tag for child in memory] == ["header", "body"]
    units = memory.findall("body/tu")
    assert len(units) == (1 if zh and en else 0)  # headline, point and full translation are the same pair
    for unit in units:
        assert re.fullmatch("(note )*prop tuv tuv ", "".join(f"{child.tag} " for child in unit))
        assert [(tuv.get(LANG), tuv.findtext("seg")) for tuv in unit.findall("tuv")] == [("zh-CN", zh), ("en-US", en)]


def test_long_texts_are_whole() -> None:
    chinese, english = "总投资近20亿元。" * 3_000, "Nearly 2 billion yuan. " * 3_000
    root = fromstring(xliff(brief(chinese, english)).encode("utf-8"))
    assert next(pairs(root)) == (chinese, english.strip())


def test_findings_are_notes_of_their_unit() -> None:
    root = fromstring(xliff(brief("近20亿元", "2 billion 亿元", headline="H")).encode("utf-8"))
    units = {unit.get("id"): unit for unit in root.iter(X + "unit")}
    noted = [(n.get("category"), n.get("priority"), n.text) for n in units["point1"].iter(X + "note")]
    assert noted == [
        ("error", "1", "Chinese is left in the English: 2 billion 亿元"),
        ("warning", "10", "Chinese is left in the English: 2 billion 亿元 Accepted by the editor: as agreed"),
    ]
    assert [n.get("category") for n in units["headline"].iter(X + "note")] == ["error"]
    assert units["point2"].find(X + "notes") is None
    of_file = root.findall(f"{X}file/{X}notes/{X}note")
    assert [n.get("category") for n in of_file] == ["error", "signature", "dateline"]


@pytest.mark.parametrize("wording, said", [("en", "Chinese is left in the English"), ("zh", "译文留有中文")])
def test_notes_are_told_in_the_language_that_is_asked_for(wording: str, said: str) -> None:
    made = brief("近20亿元", "2 billion")
    for out in (xliff(made, Style(wording=wording)), tmx(made, Style(wording=wording))):
        assert said in out


def test_open_errors_are_counted_in_a_memory() -> None:
    out = fromstring(tmx(brief("近20亿元", "2 billion", headline="H")).encode("utf-8"))
    assert [p.text for p in out.iter("prop")] == ["1", "1"]
    header = out.find("header")
    wanted = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert header is not None and set(header.attrib) == wanted


def test_an_empty_brief_is_valid_too() -> None:
    made = Brief(headline="", dateline="", points=())
    valid(fromstring(xliff(made).encode("utf-8")))
    assert fromstring(tmx(made).encode("utf-8")).findall("body/tu") == []
