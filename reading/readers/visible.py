"""What of a web page nobody sees: hidden, struck out, set aside for scripts and screen readers, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from jianbao import han

_SILENT = frozenset({"script", "style", "template", "noscript", "rt", "rp", "annotation", "annotation-xml"})
"""Elements that show nothing on a page; the pinyin above characters; the source of a formula beside the formula."""
_STRUCK = frozenset({"del", "s", "strike"})
_ROOTS = frozenset({"html", "body", "head", "article", "main", "form"})
_CLASS = re.compile(
    r"(?:^|[-_\s])(?:watermark|water-mark|shuiyin|sr-only|visually-hidden|visuallyhidden|screen-reader-text)(?:$|[-_\s])",
    re.I,
)
_ZERO = r"0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
_HIDDEN_STYLE = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*" + _ZERO + r"|font-size\s*:\s*" + _ZERO + r"|"
    r"text-indent\s*:\s*-\d{3,}|(?:left|top|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)  # fmt: skip
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)[^;]*(?=;|$)", re.I)
_VISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*visible", re.I)
_FLAT = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*" + _ZERO, re.I)
_STRUCK_STYLE = re.compile(r"(?:^|[;{\s])text-decoration(?:-line)?\s*:[^;}]*line-through", re.I)
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?|rgba?\(\s*255\s*,\s*255\s*,\s*255)(?![0-9a-f])", re.I
)
_GROUND = re.compile(r"background(?!-(?:repeat|size|position))", re.I)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_Rules = dict[str, list[tuple[str, frozenset[str], str, str]]]
"""Rules of style sheets by one of the marks that they want: a class, or an id after #."""
_SELECTOR = re.compile(r"^([a-z][a-z0-9]*)?((?:[.#][\w-]+)+)$|^(del|s|strike)$", re.I)


def leave_out(tree: Any, *, contents: Callable[[Any], bool]) -> Counter[str]:
    """Take out of a page, in place, what nobody sees; how many passages were hidden and struck.

    contents: whether an element is one that holds the article: such are hidden only until a script has run. Where more than half of
    the page is hidden, a script shows it, and nothing is left out.
    """
    left: Counter[str] = Counter()
    rules: _Rules = {}
    for rule in _rules(tree):
        rules.setdefault("#" + rule[2] if rule[2] else min(rule[1]), []).append(rule)
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
        elif node not in shown and node.tag not in _ROOTS and (why := _why(node, rules)):
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


def _why(node: Any, rules: _Rules) -> str:
    """hidden, struck, or "" for what is seen."""
    style = node.get("style", "")
    if node.tag == "font" and node.get("color"):
        style = f"color: {node.get('color')};{style}"
    classes = node.get("class", "")
    if node.tag in _STRUCK or (style and _STRUCK_STYLE.search(style)):
        return "struck"
    if node.get("hidden") is not None or node.get("aria-hidden", "").lower() == "true" or _CLASS.search(classes):
        return "hidden"
    if node.tag == "dialog" and node.get("open") is None:
        return "hidden"
    if style:
        if _HIDDEN_STYLE.search(style) or ("hidden" in style and "overflow" in style and _FLAT.search(style)):
            return "hidden"
        grounds = (
            n.get("style", "") + (" background" if n.get("bgcolor") else "") for n in (node, *node.iterancestors())
        )
        if _WHITE.search(style) and not any(map(_GROUND.search, grounds)):
            return "hidden"
    if rules and (classes or node.get("id")):
        own = frozenset(classes.split())
        for mark in (f"#{node.get('id', '')}", *own):
            for tag, wanted, key, why in rules.get(mark, ()):
                if tag in ("", node.tag) and wanted <= own and key in ("", node.get("id", "")):
                    return why
    return ""


def _seen_inside(node: Any) -> list[Any]:
    """Outermost elements below an invisible one that its own style makes visible again; nothing does so below one that is not displayed."""
    style = node.get("style", "")
    if not _INVISIBLE.search(style) or _HIDDEN_STYLE.search(_INVISIBLE.sub(";", style)):
        return []
    seen: list[Any] = []
    stack = list(reversed(node))
    while stack:
        inner = stack.pop()
        own = inner.get("style", "") if isinstance(inner.tag, str) else ""
        if _VISIBLE.search(own) and not _HIDDEN_STYLE.search(own):
            seen.append(inner)
        elif isinstance(inner.tag, str) and not _HIDDEN_STYLE.search(_INVISIBLE.sub(";", own)):
            stack.extend(reversed(inner))
    return seen


def _rules(tree: Any) -> Iterator[tuple[str, frozenset[str], str, str]]:
    """Rules of the page's own style sheets that hide or strike by class or id: tag, classes, id, what they do."""
    for sheet in tree.iter("style"):
        text = _COMMENT.sub("", (sheet.text or "")[:200_000])
        if "none" not in text and "hidden" not in text and "line-through" not in text:
            continue
        # What stands in braces of braces is for other media (print, small screens).
        text = re.sub(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
        for selectors, style in _RULE.findall(text):
            hidden = _HIDDEN_STYLE.search(style)
            if not hidden and not _STRUCK_STYLE.search(style):
                continue
            for selector in selectors.split(","):
                if match := _SELECTOR.match(selector.strip()):
                    marks = re.findall(r"[.#][\w-]+", match[2] or "")
                    keys = [mark[1:] for mark in marks if mark[0] == "#"]
                    classes = frozenset(mark[1:] for mark in marks if mark[0] == ".")
                    if marks and len(keys) < 2:
                        yield match[1] or "", classes, keys[0] if keys else "", "hidden" if hidden else "struck"


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
