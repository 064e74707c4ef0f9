"""The article of a web page: the element that its content system keeps it in, else the main text by trafilatura; the headline by the page's heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from jianbao import han
from jianbao.errors import InputError
from jianbao.limits import MAX_HTML_CHARACTERS, MAX_HTML_ELEMENTS
from reading.decoding import decode
from reading.extract import Extract, Note, note
from reading.titles import clean_page_title

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,20})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,20})", re.I)
# Names of tags.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|li|main|nav|"
    "ol|p|pre|section|table|tbody|tfoot|thead|tr|ul"
)
_SKIPPED = re.compile(
    "script|style|noscript|template|head|nav|footer|button|select|svg|iframe|object|textarea|option|aside"
)

# Ids and classes of the element that holds the article, by content system: TRS, WebPlus and VSB (authorities and universities),
# gov.cn, WeChat, and the papers' own.
_CONTAINERS = frozenset(
    {
        "js_content", "zoom", "ozoom", "ucap-content", "vsb_content", "rwb_zw", "artibody", "endtext", "trs_editor", "trs_editor_view",
        "trs_ueditor", "v_news_content", "wp_articlecontent", "pages_content", "article-content", "articlecontent", "article_content",
        "rm_txt_con", "rich_media_content",
    }
)  # fmt: skip
_CONTAINER_HAN = 80
"""Han characters below which such an element is not taken for the article."""
_LONG_CELL = 120
"""Characters of a table cell that is no figure and no label."""


def declared_charset(data: bytes) -> str | None:
    """What the page says of its encoding. GB2312 and GBK are read as GB18030, which holds them, as browsers do."""
    found = _XML_ENCODING.match(data[:200]) or _CHARSET.search(data[:4096])
    if found is None:
        return None
    charset = found.group(1).decode("ascii").lower()
    return {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}.get(charset, charset)


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """Main text without navigation, adverts and comments; where none is found, the text of the page's blocks, with a note. Raises InputError."""
    text, encoding = decode(data, name=name, declared=declared_charset(data), language=language)
    if len(text) > MAX_HTML_CHARACTERS:
        raise InputError("reading.html_long", name=name, characters=len(text), limit=MAX_HTML_CHARACTERS)
    from lxml import etree, html
    from trafilatura import extract

    # libxml2 refuses a declaration of an encoding in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree: Any = html.document_fromstring(text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("reading.html_damaged", name=name, reason=type(error).__name__) from None
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_HTML_ELEMENTS:
        raise InputError("reading.html_elements", name=name, count=elements, limit=MAX_HTML_ELEMENTS)
    title = _headline(tree)
    _open_layout_tables(tree)
    notes: tuple[Note, ...] = ()
    main = max((_blocks(node) for node in _containers(tree)), key=len, default="")
    if han.count(main) < _CONTAINER_HAN:
        # trafilatura changes the tree that it is given.
        main = extract(deepcopy(tree), include_comments=False, include_links=False, favor_recall=True) or ""
    if not main.strip():
        main = _blocks(tree)
        if not main.strip():
            raise InputError("reading.html_empty", name=name)
        notes = (note("whole_page"),)
    lines = tuple(line for line in _lines(main) if line != title)
    return Extract(paragraphs=lines, title=title, encoding=encoding, notes=notes)


def _headline(tree: Any) -> str:
    """The only h1 of the page, else og:title, else <title>; the latter two without the names of section and site."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    page = " ".join((tree.findtext(".//title") or "").split())
    # A short h1, or one that ends the <title>, is the name of the site.
    headings = [
        heading
        for heading in headings
        if len(heading) >= 6 and not re.search(rf"[-_|–—]\s*{re.escape(heading)}$", page)
    ]
    if headings and (len(headings) == 1 or any(heading in page for heading in headings)):
        return str(next((heading for heading in headings if heading in page), headings[0]))
    social = tree.xpath("string(//meta[@property='og:title' or @name='ArticleTitle']/@content)").strip()
    return clean_page_title(social or page)


def _lines(main: str) -> Iterator[str]:
    """Lines without the marks of lists and tables that trafilatura writes."""
    for line in main.splitlines():
        bare = re.sub(r"\s*\|\s*", " | ", re.sub(r"^[-•] ", "", line.strip())).strip(" |")
        if bare and not re.fullmatch(r"[-| ]+", bare):
            yield " ".join(bare.split())


def _containers(tree: Any) -> Iterator[Any]:
    """Elements in which the content systems of Chinese sites put the article and nothing else; of nested ones the outermost."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        if node.get("id", "").lower() in _CONTAINERS or _CONTAINERS & set(node.get("class", "").lower().split()):
            yield node
        else:
            stack.extend(node)


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


def _blocks(tree: Any) -> str:
    """Text of a page with a line break at each block, without scripts, styles and navigation."""
    parts: list[str] = []
    # A stack of our own: pages nest as deep as they like.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        block = isinstance(node.tag, str) and _BLOCKS.fullmatch(node.tag) is not None
        if leaving:
            end = "\n" if block else " | " if node.tag in ("td", "th") else ""
            parts.append(end + (node.tail or ""))
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or _SKIPPED.fullmatch(node.tag):
            continue
        parts.append(("\n" if block else "") + (node.text or ""))
        stack.extend((child, False) for child in reversed(node))
    return re.sub(r"[ \t\r\f]*\n\s*", "\n", "".join(parts)).strip()
