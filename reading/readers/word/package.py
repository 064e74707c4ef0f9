"""The archive of an Office document: which part is which, and every part bounded by what it is opened as.

The names of parts and their endings are what the file says; nothing depends on them. A part is unpacked when it is asked for,
to a limit, and XML is parsed without entities, without a network and to a limit of elements.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_DOCX_PARTS, MAX_DOCX_XML_BYTES, MAX_UNZIPPED_BYTES, MAX_XML_DEPTH, MAX_XML_ELEMENTS

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Names of the strict form of the standard, which Word writes on request; those of the other form have a year."""
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part names. kind: the last part of its type (styles, footnotes, aFChunk). target: the name of the part."""

    id: str
    kind: str
    target: str


def _elements(content: bytes) -> int:
    """Elements of an XML part at most, before it is parsed: the marks that open one, which are bytes of their own in every encoding."""
    return content.count(b"<") - sum(content.count(b"<" + gap + b"/") for gap in (b"", b"\0", b"\0\0\0"))


class Package:
    """A DOCX archive. Raises InputError for one that is damaged, locked, or over a limit."""

    def __init__(self, data: bytes, *, name: str) -> None:
        self.name = name
        self._unpacked = 0
        self._elements = 0
        self._relations: dict[str, list[Relation]] = {}
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except Exception as error:  # zipfile: BadZipFile, struct.error, NotImplementedError, EOFError and others
            raise self.damaged(error) from None
        if len(infos) > MAX_DOCX_PARTS:
            raise InputError("reading.docx_parts", name=name, count=len(infos), limit=MAX_DOCX_PARTS)
        total = sum(info.file_size for info in infos)
        if total > MAX_UNZIPPED_BYTES:
            raise InputError("reading.docx_unpacked", name=name, size=total, limit=MAX_UNZIPPED_BYTES)
        if any(info.flag_bits & 1 for info in infos):
            raise InputError("reading.docx_password", name=name)
        # Names of parts differ from one another by more than their case.
        self._infos = {info.filename.lower().lstrip("/"): info for info in infos}

    def damaged(self, error: BaseException | str) -> InputError:
        """The error for a document that does not hold together."""
        reason = error if isinstance(error, str) else type(error).__name__
        return InputError("reading.docx_damaged", name=self.name, reason=reason)

    def empty(self, *, pictures: bool) -> InputError:
        """The error for a document without text."""
        return InputError("reading.docx_pictures" if pictures else "reading.docx_empty", name=self.name)

    def part(self, name: str, *, limit: int = MAX_DOCX_XML_BYTES) -> bytes | None:
        """The bytes of a part; None where there is none."""
        info = self._infos.get(name.lower().lstrip("/"))
        if info is None:
            return None
        try:
            with self._archive.open(info) as file:
                content = file.read(limit + 1)
        except Exception as error:  # a damaged part: BadZipFile, zlib.error, NotImplementedError and others
            raise self.damaged(error) from None
        self._unpacked += len(content)
        if len(content) > limit:
            raise InputError(
                "reading.docx_part",
                name=self.name,
                part=info.filename,
                size=max(info.file_size, len(content)),
                limit=limit,
            )
        if self._unpacked > MAX_UNZIPPED_BYTES:
            raise InputError("reading.docx_unpacked", name=self.name, size=self._unpacked, limit=MAX_UNZIPPED_BYTES)
        return content

    def xml(self, name: str) -> Any | None:
        """The root element of a part; None where there is no such part. Raises InputError for one that is not well formed."""
        content = self.part(name)
        if content is None:
            return None
        from lxml import etree

        self._elements += _elements(content)
        if self._elements > MAX_XML_ELEMENTS:
            raise InputError("reading.docx_elements", name=self.name, part=name, limit=MAX_XML_ELEMENTS)
        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.LxmlError, ValueError) as error:
            if b"DOCTYPE" in content.replace(b"\0", b""):
                raise InputError("reading.docx_entities", name=self.name, part=name) from None
            if getattr(error, "code", 0) == etree.ErrorTypes.ERR_RESOURCE_LIMIT and "depth" in str(error):
                raise InputError("reading.docx_deep", name=self.name, part=name, limit=MAX_XML_DEPTH) from None
            raise self.damaged(error) from None
        # Unresolved entities would drop text in silence; Word never declares any. The parser knows one in any encoding.
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputError("reading.docx_entities", name=self.name, part=name)
        return root

    def relations(self, part: str = "") -> list[Relation]:
        """What a part names; the package itself where there is no part."""
        if part not in self._relations:
            self._relations[part] = self._related(part)
        return self._relations[part]

    def _related(self, part: str) -> list[Relation]:
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: list[Relation] = []
        for node in root.iter(_RELATIONS) if root is not None else ():
            if node.get("TargetMode") != "External":
                # There are no more parts to be named than there may be; a few are named twice.
                if len(found) > 2 * MAX_DOCX_PARTS:
                    raise self.damaged("Relationships")
                target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", "")))
                found.append(Relation(node.get("Id", ""), node.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/")))
        return found

    def main(self) -> str:
        """The name of the part that holds the body."""
        for relation in self.relations():
            if relation.kind == "officeDocument":
                return relation.target
        raise self.damaged("officeDocument")

    def content_type(self, part: str) -> str:
        """What the package says of the type of a part; "" where it says nothing."""
        root = self.xml("[Content_Types].xml")
        if root is None:
            return ""
        for node in root.iter(f"{_TYPES}Override"):
            if node.get("PartName", "").lower().lstrip("/") == part.lower():
                return str(node.get("ContentType", "")).lower()
        ending = part.rsplit(".", 1)[-1].lower()
        for node in root.iter(f"{_TYPES}Default"):
            if node.get("Extension", "").lower() == ending:
                return str(node.get("ContentType", "")).lower()
        return ""
