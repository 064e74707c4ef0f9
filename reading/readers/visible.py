"""What of a web page nobody sees: hidden, struck out, set aside for scripts and screen readers, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from jianbao import han
from reading.readers.stylesheets import StyleSheets, why_of

_SILENT = frozenset({"script", "style", "template", "noscript", "rt", "rp", "annotation", "annotation-xml"})
"""Elements that show nothing on a page; the pinyin above characters; the source of a formula beside the formula."""
_STRUCK = frozenset({"del", "s", "strike"})
_ROOTS = frozenset({"html", "body", "head", "article", "main", "form"})
_CLASS = re.compile(
    r"(?:^|[-_\s])(?:watermark|water-mark|shuiyin|sr-only|visually-hidden|visuallyhidden|screen-reader-text)(?:$|[-_\s])",
    re.I,
)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)[^;]*(?=;|$)", re.I)
_VISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*visible", re.I)
_GROUND = re.compile(r"background(?!-(?:repeat|size|position))", re.I)


def leave_out(tree: Any, *, contents: Callable[[Any], bool]) -> Counter[str]:
    """Take out of a page, in place, what nobody sees; how many passages were hidden and struck.

    contents: whether an element is one that holds the article: such are hidden only until a script has run. Where more than half of
    the page is hidden, a script shows it, and nothing is left out.
    """
    left: Counter[str] = Counter()
    sheets = StyleSheets(tree)
    total = han.count(_text(tree))
    # lxml makes an element anew where nobody holds it: a set of elements needs all of them to be held.
    held = list(tree.iter())
    shown = {ancestor for node in held if contents(node) for ancestor in (node, *node.iterancestors())}
    found: list[tuple[Any, str]] = []
    within: dict[Any, list[Any]] = {}
    stack = [tree]
    while stack:
        node = stack.pop()
        # A comment and an instruction have no name; trafilatura takes the former for text.
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            found.append((node, ""))
        elif node not in shown and node.tag not in _ROOTS and (why := _why(node, sheets)):
            found.append((node, why))
            stack.extend(reversed(seen := _seen_inside(node)))
            within[node] = seen
        else:
            stack.extend(reversed(node))
    hidden = sum(han.count(_text(node)) for node, why in found if why == "hidden")
    for node, why in found:
        if why == "hidden" and hidden > 0.5 * total:
            continue
        for inner in within.get(node, ()):
            _remove(inner)
            node.addprevious(inner)
        left[why] += bool(why and _text(node).strip())
        _remove(node)
    del left[""]
    return +left


def _why(node: Any, sheets: StyleSheets) -> str:
    """hidden, struck, or "" for what is seen."""
    style = node.get("style", "")
    if node.tag == "font" and node.get("color"):
        style = f"color: {node.get('color')};{style}"
    if node.tag in _STRUCK:
        return "struck"
    if node.get("hidden") is not None or node.get("aria-hidden", "").lower() == "true":
        return "hidden"
    if _CLASS.search(node.get("class", "")) or (node.tag == "dialog" and node.get("open") is None):
        return "hidden"
    if style and (why := why_of(style, grounded="color" in style.lower() and _is_grounded(node))):
        return why
    return sheets.why(node)


def _is_grounded(node: Any) -> bool:
    """Whether an element stands on a ground of another colour than that of the page."""
    return any(n.get("bgcolor") or _GROUND.search(n.get("style", "")) for n in (node, *node.iterancestors()))


def _seen_inside(node: Any) -> list[Any]:
    """Outermost elements below an invisible one that its own style makes visible again; nothing does so below one that is not displayed."""
    style = node.get("style", "")
    if not _INVISIBLE.search(style) or _is_hidden(_INVISIBLE.sub(";", style)):
        return []
    seen: list[Any] = []
    stack = list(reversed(node))
    while stack:
        inner = stack.pop()
        own = inner.get("style", "") if isinstance(inner.tag, str) else ""
        if _VISIBLE.search(own) and not _is_hidden(own):
            seen.append(inner)
        elif isinstance(inner.tag, str) and not _is_hidden(_INVISIBLE.sub(";", own)):
            stack.extend(reversed(inner))
    return seen


def _is_hidden(style: str) -> bool:
    return why_of(style, grounded=True) == "hidden"


def _text(node: Any) -> str:
    """The text of an element without scripts and styles."""
    return "".join(text for part in node.iter() if isinstance(part.tag, str) for text in _texts(part, node))


def _texts(part: Any, top: Any) -> Iterator[str]:
    if part.tag not in _SILENT:
        yield part.text or ""
    if part is not top:
        yield part.tail or ""


def _remove(node: Any) -> None:
    """Take an element out; the text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail or ""
    previous = node.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    node.tail = None
    parent.remove(node)
