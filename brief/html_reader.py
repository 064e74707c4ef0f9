"""The article of a web page: the main text by trafilatura, the headline from the page's own heading."""

import re
from typing import Any

from brief.extracts import Extract
from brief.titles import clean_page_title
from jianbao.errors import InputError
from jianbao.limits import MAX_HTML_CHARACTERS, MAX_HTML_ELEMENTS

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,20})", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,20})", re.I)
# Names of tags.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|li|main|nav|"
    "ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_SKIPPED = re.compile(
    "script|style|noscript|template|head|nav|footer|form|button|select|svg|iframe|object|textarea|aside"
)


def declared_charset(data: bytes) -> str | None:
    """What the page says of its encoding. GB2312 and GBK are read as GB18030, which holds them, as browsers do."""
    found = _XML_ENCODING.match(data[:200]) or _CHARSET.search(data[:4096])
    if found is None:
        return None
    charset = found.group(1).decode("ascii").lower()
    return {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}.get(charset, charset)


def read_html(text: str, *, name: str, encoding: str = "", language: str = "zh") -> Extract:
    """Main text without navigation, adverts and comments; where trafilatura finds none, the text of the page's blocks, with a note."""
    if len(text) > MAX_HTML_CHARACTERS:
        raise InputError(
            f"{name}: {len(text):,} characters of HTML is over the limit of {MAX_HTML_CHARACTERS:,}. Save the text of the article alone, as txt."
        )
    from lxml import etree, html
    from trafilatura import extract

    # libxml2 refuses a declaration of an encoding in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree: Any = html.document_fromstring(text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(f"{name}: the HTML cannot be parsed ({error}). Save the text of the article as txt.") from None
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_HTML_ELEMENTS:
        raise InputError(
            f"{name}: {elements:,} elements of HTML is over the limit of {MAX_HTML_ELEMENTS:,}. Save the text of the article alone, as txt."
        )
    title = _headline(tree)
    main = (
        extract(
            text,
            include_comments=False,
            include_tables=True,
            include_images=False,
            include_links=False,
            deduplicate=False,
        )
        or ""
    )
    lines = [re.sub(r"\s*\|\s*", " | ", line).strip(" |") for line in main.splitlines()]
    main = "\n".join(re.sub(r"^- ", "", line) for line in lines if not re.fullmatch(r"[-| ]*", line))
    notes: tuple[str, ...] = ()
    if not main.strip():
        main = _blocks(tree)
        if not main.strip():
            raise InputError(
                f"{name}: no text was found in the page; it may be filled in by a script. Copy the text from the browser into a txt file."
            )
        notes = ("no main text was recognised: the whole page was read",)
    return Extract(text=main, title=title, encoding=encoding, notes=notes)


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


def _blocks(tree: Any) -> str:
    """Text of a page with a line break at each block, without scripts, styles and navigation."""
    parts: list[str] = []
    # A stack of our own: pages nest as deep as they like.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        block = isinstance(node.tag, str) and _BLOCKS.fullmatch(node.tag) is not None
        if leaving:
            parts.append(("\n" if block else "") + (node.tail or ""))
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or _SKIPPED.fullmatch(node.tag):
            continue
        parts.append(("\n" if block else "") + (node.text or ""))
        stack.extend((child, False) for child in reversed(node))
    return re.sub(r"[ \t\r\f]*\n\s*", "\n", "".join(parts)).strip()
