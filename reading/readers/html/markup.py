"""Meaning in the markup of a page as text: exponents, quotes, the numbers of lists, tables in lines; and the blocks of a page in lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jianbao import han
from reading.grid import Cell, laid_out
from reading.readers.word.numbering import numeral
from reading.scripts import beside, fraction, lowered, raised, root

# Names of tags.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|li|main|nav|"
    "ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_SKIPPED = frozenset(
    [
        "script", "style", "noscript", "template", "head", "nav", "footer", "button", "select", "svg", "iframe", "object", "canvas",
        "video", "audio", "textarea", "option", "aside",
    ]
)  # fmt: skip
_LONG_CELL = 120
"""Characters of a table cell that is no figure and no label."""
_ALIGNED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.I)
_SHIFTED = ("sup", "sub", "span", "font", "small", "i", "em", "b", "strong", "msup", "msub")
_CAPITAL = re.compile(r"(?:text-transform\s*:\s*uppercase|font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps)", re.I)
_TURNED = re.compile(r"unicode-bidi\s*:\s*(?:bidi|isolate)-override", re.I)
_BACKWARDS = re.compile(r"(?:^|[;\s])direction\s*:\s*rtl", re.I)
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）]|[（(]?[一二三四五六七八九十]{1,3}[、）)]|[①-⑳])")
_WIDE = "\u3000-\u303f\uff00-\uffef" + han.CLASS
_HAN_BREAK = re.compile(f"(?<=[{_WIDE}])[ \\t\\r\\f]*\\n[ \\t\\r\\n\\f]*(?=[{_WIDE}])")
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_LIST_STYLES = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "lowerLetter"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "upperLetter"),
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal"), "chineseCounting"
    ),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), "chineseLegalSimplified"),
}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
_NESTED = "data-rows"
"""The mark of a table that has become its rows."""
_MAX_SPAN = 60
_MAX_COLUMNS = 200
"""Columns up to which spans of cells are counted: a table of figures has a dozen."""
_MATH = {"msup": raised, "msub": lowered}


def write_out(tree: Any) -> None:
    """Put into the text of a page, in place, what its markup says."""
    for node in list(tree.iter(*_SHIFTED)):
        _shift(node)
    for node in list(tree.iter("mfrac", "msqrt", "mroot", "msubsup")):
        _write_formula(node)
    for node in tree.iter():
        style = node.get("style", "") if isinstance(node.tag, str) else ""
        if _CAPITAL.search(style):
            _write_capitals(node)
        turned = _TURNED.search(style) and _BACKWARDS.search(style)
        if (turned or (node.tag == "bdo" and node.get("dir", "").lower() == "rtl")) and not len(node):
            node.text = f"\u202e{node.text or ''}\u202c"
    for node in tree.iter("q"):
        node.text = "“" + (node.text or "")
        last = node[-1] if len(node) else None
        if last is None:
            node.text += "”"
        else:
            last.tail = (last.tail or "") + "”"
    for node in tree.iter("ol"):
        _number(node)
    _open_layout_tables(tree)
    # Inner tables first: a cell of the outer one then has their lines.
    for table in reversed(list(tree.iter("table"))):
        _write_table(table)


def _write_capitals(node: Any) -> None:
    for part in node.iter():
        if isinstance(part.tag, str) and part.text:
            part.text = part.text.upper()
        if part is not node and part.tail:
            part.tail = part.tail.upper()


def _write_formula(node: Any) -> None:
    """The parts of a formula in one line, as those of a Word document: 3/4, √(2), xᵢ²."""
    parts = ["".join(child.itertext()).strip() for child in node]
    wanted = {"mfrac": 2, "mroot": 2, "msubsup": 3}.get(node.tag, len(parts))
    if len(parts) != wanted:
        return
    if node.tag == "mfrac":
        text = beside(_before(node), fraction(*parts))
    elif node.tag == "msubsup":
        text = parts[0] + lowered(parts[1]) + raised(parts[2])
    else:
        text = root(*parts) if node.tag == "mroot" else root("".join(parts))
    for child in list(node):
        node.remove(child)
    node.text = text


def _before(node: Any) -> str:
    """What stands right before an element of a formula, or before the formula."""
    last = node.getprevious()
    if last is not None:
        return str(last.tail or "".join(last.itertext()))
    parent = node.getparent()
    if parent is None:
        return ""
    return str(parent.text or (_before(parent) if parent.tag in ("math", "mrow", "mstyle") else ""))


def _shift(node: Any) -> None:
    """Raise or lower the figures of an element; the number of a note that it links to goes."""
    if node.tag in _MATH:
        if len(node) == 2:
            node[1].text, text = "", "".join(node[1].itertext())
            for child in list(node[1]):
                node[1].remove(child)
            node[1].text = _MATH[node.tag](text)
        return
    aligned = _ALIGNED.search(node.get("style", ""))
    kind = node.tag if node.tag in ("sup", "sub") else aligned[1].lower()[:3] if aligned else ""
    if not kind:
        return
    text = "".join(node.itertext())
    linked = node.tag == "sup" and any(
        a.get("href", "").startswith("#") for a in (*node.iter("a"), *node.iterancestors("a"))
    )
    for child in list(node):
        node.remove(child)
    node.text = "" if linked else raised(text) if kind == "sup" else lowered(text)


def _number(node: Any) -> None:
    """Write the numbers of an ordered list before its items, unless they are written or the list shows none."""
    style = found[1].lower() if (found := _LIST_STYLE.search(node.get("style", ""))) else ""
    if style in _UNNUMBERED:
        return
    format = _LIST_STYLES.get(style) or _LIST_TYPES.get(node.get("type", ""), "decimal")
    mark = "、" if format.startswith("chinese") else ". "
    items = [item for item in node if item.tag == "li"]
    if any(_NUMBERED.match("".join(item.itertext())) for item in items):
        return
    start, step = _int(node.get("start", ""), 1), 1
    if node.get("reversed") is not None:
        start, step = _int(node.get("start", ""), len(items)), -1
    count = start - step
    for item in items:
        count = _int(item.get("value", ""), count + step)
        number = numeral(count, format)
        first = item
        # The number belongs to the first text of the item, which may stand in a paragraph of its own.
        while not (first.text or "").strip() and len(first) and first[0].tag in ("p", "div", "section", "span"):
            first = first[0]
        first.text = f"{number}{mark}{(first.text or '').lstrip()}"


def _open_layout_tables(tree: Any) -> None:
    """Make divisions of tables that hold paragraphs: pages were, and those of many authorities still are, laid out in tables."""
    parts: dict[Any, list[Any]] = {}
    for part in tree.iter("td", "th", "tr", "tbody", "thead"):
        table = next(part.iterancestors("table"), None)
        if table is not None:
            parts.setdefault(table, []).append(part)
    for table, inside in parts.items():
        if any(
            len(part.text_content().strip()) > _LONG_CELL or sum(1 for _ in part.iter("p", "div", "br", "table")) > 2
            for part in inside
            if part.tag in ("td", "th")
        ):
            for node in [*inside, table]:
                node.tag = "div"


def _write_table(table: Any) -> None:
    """A paragraph for each row in place of a table of figures."""
    from lxml import etree

    lines = list(laid_out(list(_rows(table))))
    caption = table.find("caption")
    if caption is not None and (text := " ".join(caption.text_content().split())):
        lines.insert(0, text)
    tail = table.tail
    for child in list(table):
        table.remove(child)
    table.tag, table.text, table.tail = "div", None, tail
    table.attrib.clear()
    table.set(_NESTED, "")
    for line in lines:
        etree.SubElement(table, "p").text = line


def _rows(table: Any) -> Iterator[list[Cell]]:
    """The cells of a table; a cell that reaches into rows below has a blank one there."""
    reaching: dict[int, int] = {}
    inside = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    # A browser shows the head first and the foot last, wherever they are written.
    inside.sort(key=lambda row: {"thead": 0, "tfoot": 2}.get(row.getparent().tag, 1))
    for row in inside:
        cells: list[Cell] = []
        at = 0
        for node in row:
            if node.tag not in ("td", "th"):
                continue
            while reaching.get(at, 0) > 0:
                cells.append(Cell(()))
                reaching[at] -= 1
                at += 1
            span = min(max(_int(node.get("colspan", ""), 1), 1), _MAX_SPAN) if at < _MAX_COLUMNS else 1
            down = min(max(_int(node.get("rowspan", ""), 1), 1), 1000) - 1
            text = blocks(node)
            cells.append(Cell(tuple(text.split("\n")) if text else (), span=span, nested=_has_table(node)))
            for column in range(at, min(at + span, _MAX_COLUMNS)):
                reaching[column] = down
            at += span
        while reaching.get(at, 0) > 0:
            cells.append(Cell(()))
            reaching[at] -= 1
            at += 1
        yield cells


def _has_table(cell: Any) -> bool:
    return any(node.get(_NESTED) is not None for node in cell.iter("div"))


def blocks(tree: Any, *, article: bool = False) -> str:
    """The text of an element with a line break at each block, without scripts, styles and navigation.

    article: whether it holds an article and nothing else, whose notes beside and below it are its own.
    """
    skipped = _SKIPPED - {"aside", "footer"} if article else _SKIPPED
    parts: list[str] = []
    # A stack of our own: pages nest as deep as they like.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        block = isinstance(node.tag, str) and _BLOCKS.fullmatch(node.tag) is not None
        if leaving:
            parts.append(("\n" if block else "") + ("" if node is tree else _flowed(node.tail, node.getparent())))
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in skipped:
            continue
        parts.append(("\n" if block else "") + _flowed(node.text, node))
        stack.extend((child, False) for child in reversed(node))
    return re.sub(r"[ \t\r\f]*\n\s*", "\n", "".join(parts)).strip()


def _flowed(text: str | None, node: Any) -> str:
    """Text of the source as a browser sets it: line breaks of the source are blanks, and none between Chinese; those of <pre> stay."""
    if not text or "\n" not in text or next(node.iterancestors("pre"), None) is not None or node.tag == "pre":
        return text or ""
    return re.sub(r"[ \t\r\n\f]*\n[ \t\r\n\f]*", " ", _HAN_BREAK.sub("", text))


def _int(text: str, usual: int) -> int:
    text = text.strip()
    return int(text) if text.lstrip("-").isdigit() and len(text) < 7 else usual


def embedded(tree: Any) -> int:
    """How many drawings with text, frames, players and objects an element shows, whose text is not read."""
    drawn = sum(any("".join(text.itertext()).strip() for text in _lettering(node)) for node in tree.iter("svg"))
    return drawn + sum(1 for _ in tree.iter("iframe", "object", "embed", "canvas", "video", "audio"))


def _lettering(drawing: Any) -> Iterator[Any]:
    """The elements of a drawing that show text; its title and description are for machines."""
    yield from drawing.iter("text", "foreignobject", "foreignObject")
