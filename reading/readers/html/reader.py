"""The article of a web page: the element that its content system keeps it in, else the main text by trafilatura."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any

from jianbao import han
from jianbao.errors import InputError
from jianbao.limits import MAX_HTML_CHARACTERS, MAX_HTML_DEPTH, MAX_HTML_ELEMENTS
from reading.decoding import decode
from reading.extract import Extract, Note, note
from reading.readers.html.markup import blocks, embedded, write_out
from reading.readers.html.visible import leave_out
from reading.titles import clean_page_title, is_site_name

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,20})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,20})", re.I)
_HEAD = 65_536
"""Bytes of a page in which its declaration of an encoding is looked for; some pages put scripts before it."""

# Ids and classes of the element that holds the article, by content system: TRS, WebPlus and VSB (authorities and universities),
# gov.cn, WeChat, and the papers' own.
_CONTAINERS = frozenset(
    {
        "js_content", "zoom", "ozoom", "ucap-content", "vsb_content", "rwb_zw", "artibody", "endtext", "trs_editor", "trs_editor_view",
        "trs_ueditor", "v_news_content", "wp_articlecontent", "pages_content", "article-content", "articlecontent", "article_content",
        "rm_txt_con", "rich_media_content",
    }
)  # fmt: skip
_LONG, _LINES, _LEVELS = 12, 50, 60
"""Characters of a line that is looked for in the page; how many are, and how deep."""
_LINKS, _LABEL, _SHARE, _MORE = 3, 8, 0.8, 1.6
"""Links of a menu; characters of its labels; their share of its text, and that of the lines found which an element has; how much more
it may have than those."""
_PROSE = re.compile(r"[。！？；：][”’」』）)]?$")
_CONTAINER_HAN = 80
"""Han characters below which such an element is not taken for the article."""


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """Main text without navigation, adverts and comments; where none is found, the text of the page's blocks, with a note.

    Raises InputError.
    """
    tree, encoding = _tree(data, name=name, language=language)
    title = _headline(tree)
    left = leave_out(tree, contents=_is_container)
    write_out(tree)
    notes = _told(left)
    container = max(_containers(tree), key=lambda node: len(blocks(node)), default=None)
    main = "" if container is None else blocks(container, article=True)
    if han.count(main) < _CONTAINER_HAN:
        from trafilatura import extract

        # trafilatura changes the tree that it is given, and takes what such elements say to old browsers for text.
        given = deepcopy(tree)
        for node in list(
            given.iter("svg", "iframe", "object", "canvas", "video", "audio", "textarea", "select", "button")
        ):
            node.drop_tree()
        _drop_menus(given)
        main = extract(given, include_comments=False, include_links=False, favor_recall=True) or main
        container = _around(tree, main) if main.strip() else container
        main = _whole(container, main) if main.strip() else main
    objects = 0 if container is None else embedded(container)
    pictures = 0 if container is None else sum(1 for _ in container.iter("img"))
    if not main.strip():
        main = blocks(tree)
        if not main.strip():
            raise InputError("reading.html_pictures" if pictures else "reading.html_empty", name=name)
        notes = (*notes, note("whole_page"))
    if pictures:
        notes = (*notes, note("pictures", count=pictures))
    if objects:
        notes = (*notes, note("objects", count=objects))
    lines = tuple(line for line in _lines(main) if line != title)
    return Extract(paragraphs=lines, title=title, encoding=encoding, notes=notes)


def read_whole(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """All that is seen of a page or a piece of one. Raises InputError."""
    tree, encoding = _tree(data, name=name, language=language)
    left = leave_out(tree, contents=lambda node: False, scripted=False)
    write_out(tree)
    pictures = sum(1 for _ in tree.iter("img"))
    notes = _told(left) + ((note("pictures", count=pictures),) if pictures else ())
    if objects := embedded(tree):
        notes = (*notes, note("objects", count=objects))
    return Extract(paragraphs=tuple(_lines(blocks(tree))), encoding=encoding, notes=notes)


def declared_charset(data: bytes) -> str | None:
    """What a page says of its encoding, in its own words."""
    found = _XML_ENCODING.match(data[:200]) or _CHARSET.search(data[:_HEAD])
    return None if found is None else found.group(1).decode("ascii").lower()


def _told(left: Counter[str]) -> tuple[Note, ...]:
    return tuple(note(why, count=left[why]) for why in ("hidden", "struck") if left[why])


def _tree(data: bytes, *, name: str, language: str) -> tuple[Any, str]:
    """The elements of a page, and the encoding it was in."""
    from lxml import etree, html

    text, encoding = decode(data, name=name, declared=declared_charset(data), language=language)
    if len(text) > MAX_HTML_CHARACTERS:
        raise InputError("reading.html_long", name=name, characters=len(text), limit=MAX_HTML_CHARACTERS)
    # libxml2 refuses a declaration of an encoding in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    # Without huge_tree, what stands deeper than 256 elements is left out.
    parser = html.HTMLParser(huge_tree=True)
    try:
        tree: Any = html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("reading.html_damaged", name=name, reason=type(error).__name__) from None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise InputError("reading.html_deep", name=name, limit=MAX_HTML_DEPTH)
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_HTML_ELEMENTS:
        raise InputError("reading.html_elements", name=name, count=elements, limit=MAX_HTML_ELEMENTS)
    return tree, encoding


def _headline(tree: Any) -> str:
    """The only h1 of the page, else og:title, else <title>; the latter two without the names of section and site.

    "" where they name the site or the kind of page alone: the first line of the article may be its headline.
    """
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
    title = clean_page_title(social or page)
    return "" if is_site_name(title) else title


def _lines(main: str) -> Iterator[str]:
    """Lines without the marks of lists that trafilatura writes."""
    for line in main.splitlines():
        bare = re.sub(r"^[-•] ", "", line.strip())
        if bare and not re.fullmatch(r"[-| ]+", bare):
            yield " ".join(bare.split())


def _around(tree: Any, main: str) -> Any:
    """The innermost element that has all long lines of the main text."""
    wanted = [_bare(line) for line in main.splitlines() if len(line) >= _LONG][:_LINES]
    node = tree
    for _ in range(_LEVELS if wanted else 0):
        texts = ((child, _bare(child.text_content())) for child in node if isinstance(child.tag, str))
        inner = next((child for child, text in texts if all(line in text for line in wanted)), None)
        if inner is None:
            break
        node = inner
    return node


def _whole(container: Any, main: str) -> str:
    """All lines of the element that trafilatura found the article in: it leaves out tables, lists and some sentences of it.

    What is mostly links goes. Where the element has far more, and not in sentences, it is the page.
    """
    found = [line for line in map(_bare, main.splitlines()) if line]
    inside = deepcopy(container)
    inside.tail = None
    _drop_menus(inside, found)
    text = blocks(inside)
    kept = _bare(text)
    whole = sum(line in kept for line in found) >= _SHARE * len(found)
    more = [line.strip() for line in text.splitlines() if _bare(line) not in found]
    prose = [line for line in more if _PROSE.search(line)]
    sentences = sum(map(han.count, prose)) >= _SHARE * sum(map(han.count, more))
    near = sentences or han.count(text) <= _MORE * han.count(main)
    return text if whole and near else main


def _drop_menus(tree: Any, found: Collection[str] | None = None) -> None:
    """Take out elements that hold links and hardly anything else: several, or one that is none of the lines found."""
    for node in list(tree.iter("div", "section", "ul", "ol", "li", "table", "p")):
        if node is tree or node.getparent() is None:
            continue
        links = [len(_bare(link.text_content())) for link in node.iter("a")]
        text = _bare(node.text_content())
        several = len(links) >= _LINKS or (len(links) > 1 and max(links) <= _LABEL)
        if links and sum(links) > _SHARE * len(text) and (several or (found is not None and text not in found)):
            node.drop_tree()


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _is_container(node: Any) -> bool:
    return isinstance(node.tag, str) and bool(
        node.get("id", "").lower() in _CONTAINERS or _CONTAINERS & set(node.get("class", "").lower().split())
    )


def _containers(tree: Any) -> Iterator[Any]:
    """Elements in which the content systems of Chinese sites put the article and nothing else; of nested ones the outermost."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        if _is_container(node):
            yield node
        else:
            stack.extend(node)
