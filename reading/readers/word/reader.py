"""Word documents (.docx): what a person sees of the body after all tracked changes, and notes on what is not seen."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from reading.extract import Extract, Note, note
from reading.readers.word.body import WORD_ART, Paragraph, R, Word
from reading.readers.word.grounds import Grounds
from reading.readers.word.numbering import Lists
from reading.readers.word.package import Package, Relation
from reading.readers.word.styles import Styles, W
from reading.titles import looks_like_title

_LEFT = ("hidden", "struck", "deleted", "comments", "prompts", "watermark", "pictures", "objects", "imported_not_read")
"""What may be left out, in the order of the notes."""
_TOLD = 80
"""Characters of headers and footers that a note quotes."""
_PAGE_NUMBER = re.compile(r"[第共总页頁/\d\W_]|(?:page|of)\b", re.I)
"""What a header or footer that says the number of the page is made of."""
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The body of a document. A paragraph in the Title style, or the first heading before any text, is the title.

    Footnotes follow the paragraph that refers to them; headers, footers and comments are told, not read. Raises InputError.
    """
    package = Package(data, name=name)
    paragraphs, left, margins = _body(package, language=language, imports=True)
    title = ""
    lines: list[str] = []
    for paragraph in paragraphs:
        heading = paragraph.style == "title" or (
            paragraph.style.startswith("heading") and all(map(looks_like_title, lines))
        )
        if heading and not title:
            title = " ".join(paragraph.text.split())
        lines.append(paragraph.text)
    core = _core_title(package)
    if not title and core and any(core == line.strip() for line in lines[:5]) and looks_like_title(core):
        title = core
    if not lines:
        raise package.empty(pictures=bool(left["pictures"]))
    notes = _notes(left) + ((note("margins_not_read", count=len(margins), text=_short(margins)),) if margins else ())
    return Extract(paragraphs=tuple(lines), title=title, notes=notes)


def _notes(left: Counter[str]) -> tuple[Note, ...]:
    return tuple(note(name, count=left[name]) for name in _LEFT if left[name])


def _short(texts: list[str]) -> str:
    text = " / ".join(texts)
    return text if len(text) <= _TOLD else text[: _TOLD - 1] + "…"


def _body(package: Package, *, language: str, imports: bool) -> tuple[list[Paragraph], Counter[str], list[str]]:
    """The paragraphs of a document, what was left out, and what its headers and footers say; imports: whether documents in it are read."""
    main = package.main()
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise package.damaged("w:body")
    relations = package.relations(main)

    def related(kind: str) -> Any | None:
        return next((package.xml(relation.target) for relation in relations if relation.kind == kind), None)

    begins = [node.get(f"{W}fldCharType") for node in body.iter(f"{W}fldChar")]
    parts: dict[str, Relation] = {relation.id: relation for relation in relations if relation.kind == "aFChunk"}
    inner: Counter[str] = Counter()

    def imported(key: str) -> list[str] | None:
        if not imports or key not in parts:
            return None
        texts, below = _imported(package, parts[key].target, language=language)
        inner.update(below)
        return texts

    styles = Styles.of(related("styles"))
    word = Word(
        styles=styles,
        grounds=Grounds.of(root, styles),
        lists=Lists.of(related("numbering")),
        notes={
            (kind, node.get(f"{W}id", "")): node
            for kind in ("footnote", "endnote")
            for part in [related(f"{kind}s")]
            if part is not None
            for node in part.iter(W + kind)
        },
        imported=imported,
        # A field that never ends would take the rest of the text with it.
        fields=begins.count("begin") == begins.count("end"),
    )
    word.leave_out_prompts(body)
    paragraphs = list(word.paragraphs(body))
    word.left.update(inner)
    margins = _margins(package, relations, body, word)
    comments = related("comments")
    word.left["comments"] = 0 if comments is None else sum(1 for _ in comments.iter(f"{W}comment"))
    return paragraphs, word.left, margins


def _margins(package: Package, relations: list[Relation], body: Any, word: Word) -> list[str]:
    """What the headers and footers of a document say, without those that say no more than the number of the page."""
    shown = {node.get(f"{R}id") for node in body.iter(f"{W}headerReference", f"{W}footerReference")}
    texts: dict[str, None] = {}
    for relation in relations:
        if relation.kind in ("header", "footer") and relation.id in shown:
            root = package.xml(relation.target)
            if root is None:
                continue
            for node in root.iter(WORD_ART):
                word.left["watermark"] += bool(node.attrib.pop("string", ""))
            lines = Word(styles=word.styles, lists=Lists.of(None), grounds=Grounds.of(root, word.styles)).paragraphs(
                root
            )
            text = " ".join(line for paragraph in lines if (line := " ".join(paragraph.text.split())))
            if _PAGE_NUMBER.sub("", text):
                texts[text] = None
    return list(texts)


def _imported(package: Package, part: str, *, language: str) -> tuple[list[str] | None, Counter[str]]:
    """The text of a part that a document imports whole: another document, a page, a text. None for what cannot be read."""
    from jianbao.errors import InputError
    from reading.readers import text
    from reading.readers.html.reader import read_whole

    kind = package.content_type(part) or part
    data = package.part(part)
    if data is None:
        return None, Counter()
    try:
        if "wordprocessingml" in kind or kind.endswith("docx"):
            inner, left, _ = _body(Package(data, name=package.name), language=language, imports=False)
            return [paragraph.text for paragraph in inner], left
        if "html" in kind and "mht" not in kind:
            page = read_whole(data, name=package.name, language=language)
            return list(page.paragraphs), Counter(
                {n.code.split(".")[1]: int(str(n.values["count"])) for n in page.notes}
            )
        if kind.startswith("text/plain") or kind.endswith("txt"):
            return list(text.read(data, name=package.name, language=language).paragraphs), Counter()
    except InputError:
        return None, Counter()
    return None, Counter()


def _core_title(package: Package) -> str:
    """The title in the properties of the document."""
    from jianbao.errors import InputError

    try:
        part = next((r.target for r in package.relations() if r.kind == "core-properties"), "")
        root = package.xml(part) if part else None
    except InputError:  # damaged properties are no reason to refuse the text
        return ""
    return "" if root is None else " ".join((root.findtext(_DC_TITLE) or "").split())
