"""A brief for people who go on in a CAT tool: XLIFF 2.0 and TMX 1.4.

XLIFF: https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html. TMX: https://www.gala-global.org/tmx-14b.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from brief.brief import Brief, Point
from brief.render.formats import PLAIN, Style
from jianbao.version import VERSION
from reading.characters import printable
from translate.check.messages import say
from translate.check.report import Finding, Place, Severity

CODES = {"zh": "zh-CN", "en": "en-US"}
"""Languages as CAT tools have them: with a country."""
NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
PRIORITIES = {Severity.ERROR: "1", Severity.WARNING: "4", Severity.INFO: "8"}
"""Of a note, 1 to 10, the highest first. What an editor lets stand has the lowest."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Unit:
    """A pair of texts under a name, with what the check says of them."""

    name: str
    source: str
    target: str
    findings: tuple[Finding, ...]


def xliff(brief: Brief, style: Style = PLAIN) -> str:
    """XLIFF 2.0: a unit for the headline and each point, in a file of its own the full translation; findings as notes."""
    root = ElementTree.Element(
        "xliff", {"xmlns": NAMESPACE, "version": "2.0", "srcLang": _code(brief.source), "trgLang": _code(brief.target)}
    )
    told = [("signature", brief.signature), ("dateline", brief.dateline)]
    told += [("note", note.worded(style.wording)) for note in brief.notes]
    rest = [f for f in brief.findings if f.place is not Place.HEADLINE]
    _file(root, "brief", brief.name, _told(brief), style, rest, [(kind, text) for kind, text in told if text])
    if brief.full:
        _file(root, "full", brief.name, _full(brief), style)
    return _written(root)


def tmx(brief: Brief, style: Style = PLAIN) -> str:
    """TMX 1.4: a unit for each pair that has both sides, once; findings as notes, the number of open errors as a property."""
    root = ElementTree.Element("tmx", {"version": "1.4"})
    ElementTree.SubElement(
        root,
        "header",
        {
            "creationtool": "Jianbao", "creationtoolversion": VERSION, "segtype": "sentence", "o-tmf": "jianbao",
            "adminlang": CODES[style.wording], "srclang": _code(brief.source), "datatype": "plaintext",
        },
    )  # fmt: skip
    body = ElementTree.SubElement(root, "body")
    units: dict[tuple[str, str], _Unit] = {}
    for unit in (*_told(brief), *_full(brief)):
        if unit.source and unit.target:
            known = units.setdefault((unit.source, unit.target), unit)
            findings = tuple(dict.fromkeys((*known.findings, *unit.findings)))
            units[unit.source, unit.target] = replace(known, findings=findings)
    for pair, unit in units.items():
        tu = ElementTree.SubElement(body, "tu", {"tuid": unit.name})
        for finding in unit.findings:
            _child(tu, "note", say(finding, style.wording))
        errors = sum(f.severity is Severity.ERROR and f.accepted is None for f in unit.findings)
        _child(tu, "prop", str(errors), {"type": "x-errors"})
        for language, text in zip((brief.source, brief.target), pair, strict=True):
            tuv = ElementTree.SubElement(tu, "tuv", {_LANG: _code(language)})
            _child(tuv, "seg", text)
    return _written(root)


def _told(brief: Brief) -> Iterator[_Unit]:
    """Headline and points."""
    headline = tuple(replace(f, place=Place.SENTENCE) for f in brief.findings if f.place is Place.HEADLINE)
    yield _Unit("headline", _plain(Point("", brief.headline_sources).translated), _plain(brief.headline), headline)
    for i, point in enumerate(brief.points, 1):
        yield _unit(f"point{i}", point)


def _full(brief: Brief) -> Iterator[_Unit]:
    for i, point in enumerate(brief.full, 1):
        yield _unit(f"sentence{i}", point)


def _unit(name: str, point: Point) -> _Unit:
    return _Unit(name, _plain(point.translated), _plain(point.english), point.findings)


def _file(
    root: ElementTree.Element,
    name: str,
    original: str,
    units: Iterator[_Unit],
    style: Style,
    findings: Sequence[Finding] = (),
    told: Sequence[tuple[str, str]] = (),
) -> None:
    """A file element. findings: of the whole. told: other notes about it, (category, text)."""
    said = _plain(original)
    file = ElementTree.SubElement(
        root, "file", {"id": name, **({"original": said} if said else {}), _SPACE: "preserve"}
    )
    _notes(file, findings, style, told)
    for unit in units:
        element = ElementTree.SubElement(file, "unit", {"id": unit.name})
        _notes(element, unit.findings, style)
        segment = ElementTree.SubElement(
            element, "segment", {"id": "s1", "state": "translated" if unit.target else "initial"}
        )
        _child(segment, "source", unit.source)
        if unit.target:
            _child(segment, "target", unit.target)


def _notes(
    parent: ElementTree.Element, findings: Sequence[Finding], style: Style, told: Sequence[tuple[str, str]] = ()
) -> None:
    """The notes of an element; none where there is nothing to say, since an empty list of them is not valid."""
    if not findings and not told:
        return
    notes = ElementTree.SubElement(parent, "notes")
    for i, finding in enumerate(findings, 1):
        priority = PRIORITIES[finding.severity] if finding.accepted is None else "10"
        attributes = {"id": f"n{i}", "category": str(finding.severity), "priority": priority}
        if finding.place is Place.SENTENCE:
            attributes["appliesTo"] = "target"
        _child(notes, "note", say(finding, style.wording), attributes)
    for i, (category, text) in enumerate(told, len(findings) + 1):
        _child(notes, "note", text, {"id": f"n{i}", "category": category})


def _child(parent: ElementTree.Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ElementTree.SubElement(parent, name, attributes or {}).text = printable(text)


def _plain(text: str) -> str:
    """A text as a segment has it: one line, and no character that XML cannot hold."""
    return " ".join(printable(text).split())


def _code(language: str) -> str:
    return CODES.get(language, language)


def _written(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return DECLARATION + ElementTree.tostring(root, encoding="unicode") + "\n"
