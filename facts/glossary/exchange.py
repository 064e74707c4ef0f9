"""Glossaries in XML: TBX, TMX, MultiTerm and XLIFF, as translation tools export them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facts.glossary.decoding import clean
from jianbao import han
from jianbao.errors import InputError

Entry = tuple[int, str, str, str]
"""Line, Chinese, English, note."""

MAX_DEPTH = 60
"""Elements in one another; these formats have about ten."""

_ENTRIES = frozenset(["tu", "termEntry", "conceptEntry", "conceptGrp", "trans-unit", "unit"])
_LANGUAGES = frozenset(["tuv", "langSet", "langSec", "language"])
"""Elements that name a language; MultiTerm's is an empty one before the terms. XLIFF names it for the file: its texts say it themselves."""
_TEXTS = frozenset(["seg", "term", "source", "target"])
_NOTES = frozenset(["note", "descrip"])
_HIDDEN = frozenset(["bpt", "ept", "ph", "it", "ut", "sub"])
"""Elements of formatting inside a segment: their text is code."""


def is_exchange(text: str) -> bool:
    """Whether a text is one of these, by its beginning."""
    head = text.lstrip("\ufeff \t\r\n")[:3000]
    return head.startswith("<") and any(f"<{name}" in head for name in ("tmx", "martif", "tbx", "mtf", "xliff"))


class _Entries:
    """What a parser tells of an XML file, gathered as entries."""

    def __init__(self, line: Callable[[], int]) -> None:
        self.line = line
        self.entries: list[Entry] = []
        self._open: list[str] = []
        self._begin = 0
        self._language = ""
        self._terms: dict[str, list[str]] = {}
        self._notes: list[str] = []
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise InputError("facts.glossary_deep", limit=MAX_DEPTH)
        if name in _ENTRIES:
            self._begin, self._language, self._terms, self._notes = self.line(), "", {}, []
        elif name in _LANGUAGES:
            self._language = (attributes.get("xml:lang") or attributes.get("lang") or "").lower()
        elif name in _TEXTS or name in _NOTES:
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None and not _HIDDEN & set(self._open):
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._open:
            self._open.pop()
        if name in _ENTRIES:
            self._entry()
        elif self._text is not None and (name in _TEXTS or name in _NOTES):
            text, self._text = clean("".join(self._text)), None
            if text and name in _TEXTS:
                self._terms.setdefault(self._language, []).append(text)
            elif text:
                self._notes.append(text)

    def _entry(self) -> None:
        chinese = [
            term for code, terms in self._terms.items() if code.startswith(("zh", "cmn", "chi")) for term in terms
        ]
        english = [term for code, terms in self._terms.items() if code.startswith("en") for term in terms]
        for term in self._terms.get("", ()):  # languages that nobody named
            (chinese if han.ONE.search(term) else english).append(term)
        note = "; ".join([*([f"also: {', '.join(english[1:])}"] if english[1:] else []), *self._notes])
        for term in chinese or [""]:
            self.entries.append((self._begin, term, english[0] if english else "", note))


def entries_of(text: str, *, name: str) -> list[Entry]:
    """The entries of a text in XML. Raises InputError where it is not well-formed, or has entities of its own."""
    from defusedxml import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    # Exports name a DTD, which is not followed: external parts are switched off below.
    parser: Any = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=False)
    return _parsed(parser, text, name=name, forbidden=DefusedXmlException)


def _parsed(parser: Any, text: str, *, name: str, forbidden: type[Exception]) -> list[Entry]:
    import io
    from xml.sax import SAXParseException
    from xml.sax.handler import ContentHandler, feature_external_ges, feature_external_pes
    from xml.sax.xmlreader import InputSource

    class Handler(ContentHandler):
        def startElement(self, tag: str, attributes: Any) -> None:
            found.start(tag, dict(attributes.items()))

        def endElement(self, tag: str) -> None:
            found.end(tag)

        def characters(self, content: str) -> None:
            found.data(content)

    found = _Entries(lambda: int(parser.getLineNumber() or 0))
    parser.setContentHandler(Handler())
    for feature in (feature_external_ges, feature_external_pes):
        parser.setFeature(feature, False)
    source = InputSource()
    source.setCharacterStream(io.StringIO(text.lstrip("\ufeff \t\r\n")))
    try:
        parser.parse(source)
    except SAXParseException as error:
        reason = f"{error.getMessage()} ({error.getLineNumber()})"
        raise InputError("facts.glossary_xml", name=name, reason=reason) from error
    except forbidden as error:
        raise InputError("facts.glossary_entities", name=name) from error
    return found.entries
