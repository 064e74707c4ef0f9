"""Glossaries in XML: TBX, TMX, MultiTerm and XLIFF, as translation tools export them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from facts.glossary.decoding import clean
from facts.tables import rows
from jianbao import han
from jianbao.errors import InputError


class Entry(NamedTuple):
    """A term. rejected: the English that is marked as not to be used, where there is no other."""

    line: int
    source: str
    target: str
    note: str
    rejected: str = ""


MAX_DEPTH = 60
"""Elements in one another; these formats have about ten."""

_ENTRIES = frozenset(["tu", "termEntry", "conceptEntry", "conceptGrp", "trans-unit", "unit"])
_LANGUAGES = frozenset(["tuv", "langSet", "langSec", "language"])
"""Elements that name a language; MultiTerm's is an empty one before the terms. XLIFF names it for the file: its texts say it themselves."""
_TEXTS = frozenset(["seg", "term", "source", "target"])
_NOTES = frozenset(["note", "descrip"])
_HIDDEN = frozenset(["bpt", "ept", "ph", "it", "ut", "sub"])
"""Elements of formatting inside a segment: their text is code."""
_GROUPS = frozenset(["tig", "ntig", "termGrp", "termSec"])
"""Elements around one term and what is said of it."""
_STATUS = re.compile(r"status|normativeauthori[sz]ation|acceptability|^(?:usage|forbidden|deprecated|preferred)$|状态")
"""Names, of elements or types, for whether a term is to be used."""
_YES = frozenset(["yes", "true", "1", "是"])


@dataclass(slots=True)
class _Term:
    """A term as it is gathered. language: its code in small letters, or nothing."""

    language: str
    text: str
    status: str = ""


@cache
def _statuses() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), status) for pattern, status, *_ in rows("glossary/lists/statuses.tsv"))


def status(name: str, value: str) -> str:
    """Whether a field of a term (administrativeStatus: deprecatedTerm-admn-sts) says "rejected", "preferred", or nothing."""
    if not _STATUS.search(name.lower()):
        return ""
    said = name if value.strip().lower() in _YES else value
    return next((status for pattern, status in _statuses() if pattern.search(said.lower())), "")


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
        self._terms: list[_Term] = []
        self._notes: list[str] = []
        self._text: list[str] | None = None
        self._groups: list[int] = []
        self._status = ""  # of the terms in the open group
        self._field = (0, "")  # how deep the open note or status lies, and its type

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise InputError("facts.glossary_deep", limit=MAX_DEPTH)
        if name in _ENTRIES:
            self._begin, self._language, self._terms, self._notes = self.line(), "", [], []
            self._groups, self._status = [], ""
        elif name in _LANGUAGES:
            self._language = (attributes.get("xml:lang") or attributes.get("lang") or "").lower()
        elif name in _GROUPS:
            self._groups.append(len(self._terms))
        elif name in _TEXTS:
            self._text = []
        elif self._text is None:
            kind = attributes.get("type") or name
            if name in _NOTES or (self._groups and _STATUS.search(kind.lower())):
                self._text, self._field = [], (len(self._open), kind)

    def data(self, text: str) -> None:
        if self._text is not None and not _HIDDEN & set(self._open):
            self._text.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if self._open:
            self._open.pop()
        if name in _ENTRIES:
            self._entry()
        elif name in _GROUPS:
            begin = self._groups.pop() if self._groups else len(self._terms)
            if not self._groups:
                for term in self._terms[begin:]:
                    term.status = self._status
                self._status = ""
        elif name in _TEXTS and self._text is not None:
            if text := self._taken():
                self._terms.append(_Term(self._language, text))
        elif self._text is not None and len(self._open) + 1 == self._field[0]:
            if text := self._taken():
                self._say(name, self._field[1], text)
            self._field = (0, "")

    def _taken(self) -> str:
        text, self._text = clean("".join(self._text or ())), None
        return text

    def _say(self, name: str, kind: str, text: str) -> None:
        """What a field tells of the term that it stands with, else of the entry."""
        if self._groups and _STATUS.search(kind.lower()):
            self._status = status(kind, text) or self._status
        elif name in _NOTES:
            self._notes.append(text)

    def _entry(self) -> None:
        chinese: list[str] = []
        english: list[_Term] = []
        for term in self._terms:
            if term.language.startswith(("zh", "cmn", "chi")) or (not term.language and han.ONE.search(term.text)):
                chinese.append(term.text)  # a deprecated one too: articles still have it
            elif term.language.startswith("en") or not term.language:
                english.append(term)
        english.sort(key=lambda term: term.status != "preferred")
        first, *others = [term.text for term in english if term.status != "rejected"] or [""]
        rejected = "" if first or not english else english[0].text
        note = "; ".join([*([f"also: {', '.join(others)}"] if others else []), *self._notes])
        for source in chinese or [""]:
            self.entries.append(Entry(self._begin, source, first, note, rejected))


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
