"""What of a web page nobody sees: hidden, struck out, set aside for scripts and screen readers, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jianbao import han
from reading.readers.colours import WHITE, Colour, is_unseen, over, parsed
from reading.readers.html.declarations import (
    FAINT,
    SAYING,
    Declared,
    declared,
    font_size,
    is_removed,
    is_struck,
    opacity,
)
from reading.readers.html.selectors import marks
from reading.readers.html.stylesheets import StyleSheets
from reading.readers.html.variables import Variables

_SILENT = frozenset({"script", "style", "template", "noscript", "rt", "rp", "annotation", "annotation-xml"})
"""Elements that show nothing on a page; the pinyin above characters; the source of a formula beside the formula."""
_STRUCK = frozenset({"del", "s", "strike"})
_ROOTS = frozenset({"html", "body", "head", "article", "main", "form"})
_CLASS = re.compile(
    r"(?:^|[-_\s])(?:watermark|water-mark|shuiyin|sr-only|visually-hidden|visuallyhidden|screen-reader-text)(?:$|[-_\s])",
    re.I,
)
_SMALLEST = 3
"""Pixels of letters under which nobody reads them."""
_PICTURES = ("img", "picture", "video", "canvas", "svg")


@dataclass(frozen=True, slots=True)
class _Look:
    """How the letters of an element look.

    colour, ground: None for ones that are not known. named: whether a sheet gave the colour. covered: whether what is set behind the
    element is behind a ground. around: its marks and those of the elements that it is in. variables: the values that its author named.
    region: the outermost element around whose letters are not seen for the same reason.
    """

    colour: Colour | None = (0, 0, 0, 1)
    ground: Colour | None = WHITE
    size: float = 16.0
    invisible: bool = False
    opacity: float = 1.0
    named: bool = False
    covered: bool = False
    lit: bool = False
    around: frozenset[str] = frozenset()
    variables: Variables = field(default_factory=dict)
    region: Any = None

    def is_seen(self, *, others: bool) -> bool:
        """Whether letters are seen. others: whether the page has style sheets that are not known, which may colour a ground."""
        if self.invisible or self.size < _SMALLEST:
            return False
        ground = None if self.named and others and self.ground == WHITE else self.ground
        return self.lit or self.colour is None or not is_unseen(self.colour, ground)


def leave_out(tree: Any, *, contents: Callable[[Any], bool], scripted: bool = True) -> Counter[str]:
    """Take out of a page, in place, what nobody sees; how many passages were hidden and struck. What sheets say is written to elements.

    contents: whether an element is one that holds the article: such are hidden only until a script has run. Where more than half of
    the page is hidden, a script shows it, and nothing is left out, unless no script runs there (scripted).
    """
    sheets = StyleSheets(tree)
    total = han.count(_text(tree))
    # lxml makes an element anew where nobody holds it: a set of elements needs all of them to be held.
    held = list(tree.iter())
    shown = {ancestor for node in held if contents(node) for ancestor in (node, *node.iterancestors())}
    whole: list[tuple[Any, str]] = []
    letters: list[tuple[Any, Any]] = []
    stack: list[tuple[Any, _Look]] = [(tree, _Look())]
    while stack:
        node, above = stack.pop()
        # A comment and an instruction have no name; trafilatura takes the former for text.
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            whole.append((node, ""))
            continue
        own = declared(node.get("style", ""))
        style, variables = sheets.style(node, own=own, usual=_usual(node), around=above.around, named=above.variables)
        stays = node in shown or node.tag in _ROOTS
        if not stays and (why := _why(node, style, above)):
            whole.append((node, why))
            continue
        if said := ";".join(f"{name}:{style[name]}" for name in SAYING if name in style):
            node.set("style", f"{node.get('style', '')};{said}")
        look = replace(_look(node, style, above, own=own, stays=stays), variables=variables)
        if look.is_seen(others=sheets.has_others):
            look = look if look.region is None else replace(look, region=None)
        else:
            look = replace(look, region=node if look.region is None else look.region)
            letters.append((node, look.region))
        stack.extend((child, look) for child in reversed(node))
    hidden = sum(han.count(_text(node)) for node, why in whole if why == "hidden")
    hidden += sum(han.count("".join(_own(node))) for node, _ in letters)
    kept = scripted and hidden > 0.5 * total
    left: Counter[str] = Counter()
    if not kept:
        left["hidden"] += len({region for node, region in letters if "".join(_own(node)).strip()})
        for node, _ in letters:
            node.text = None
            for child in node:
                child.tail = None
    for node, why in whole:
        if why != "hidden" or not kept:
            left[why] += bool(why and _text(node).strip())
            _remove(node)
    del left[""]
    return +left


def _why(node: Any, style: Mapping[str, str], above: _Look) -> str:
    """Why an element goes with all that it holds: hidden, struck, or "" for one that stays."""
    if node.tag in _STRUCK:
        return "struck"
    if node.get("aria-hidden", "").lower() == "true" or _CLASS.search(node.get("class", "")):
        return "hidden"
    faint = above.opacity * opacity(style) < FAINT
    if is_removed(style) or faint:
        return "hidden"
    if above.covered and style.get("z-index", "").startswith("-") and style.get("position", "static") != "static":
        return "hidden"
    return "struck" if is_struck(style) else ""


def _usual(node: Any) -> dict[str, str]:
    """What the attributes of an element say of its style, where no style does."""
    usual = {}
    closed = node.get("open") is None and (node.tag == "dialog" or node.get("popover") is not None)
    if closed or node.get("hidden") is not None:
        usual["display"] = "none"
    if colour := node.get("color" if node.tag == "font" else "text" if node.tag == "body" else "-", ""):
        usual["color"] = colour.lower()
    if ground := node.get("bgcolor", ""):
        usual["background-color"] = ground.lower()
    if node.get("background"):
        usual["background-image"] = "url()"
    return usual


def _look(node: Any, style: Mapping[str, str], above: _Look, *, own: Declared, stays: bool) -> _Look:
    """How the letters of an element look. own: what its own attribute declares."""
    colour, named = above.colour, above.named
    for name in ("color", "-webkit-text-fill-color"):
        if (said := style.get(name, "inherit")) not in ("inherit", "unset", "currentcolor"):
            colour = (0, 0, 0, 1) if said in ("initial", "revert") else parsed(said)
            named = name not in own and node.tag != "font"
    ground, opaque = _ground(node, style, above)
    stacked = style.get("position", "static") != "static" and style.get("z-index", "auto") != "auto"
    shadow = style.get("text-shadow", "")
    painted = "text" in (style.get("background-clip", ""), style.get("-webkit-background-clip", ""))
    return _Look(
        colour=colour,
        ground=ground,
        named=named,
        opacity=above.opacity if stays else above.opacity * opacity(style),
        size=above.size if stays else font_size(style, above.size),
        invisible=not stays
        and (
            style.get("visibility") in ("hidden", "collapse")
            if style.get("visibility", "inherit") != "inherit"
            else above.invisible
        ),
        covered=False
        if stacked or "transform" in style
        else above.covered or (opaque and node.tag not in ("html", "body")),
        # A shadow is seen where its letters are not, and letters may be cut out of their ground.
        lit=painted or (shadow not in ("", "none", "inherit") or (above.lit and shadow != "none")),
        around=above.around | found if (found := marks(node)) else above.around,
        region=above.region,
    )


def _ground(node: Any, style: Mapping[str, str], above: _Look) -> tuple[Colour | None, bool]:
    """The ground of an element, and whether it has one of its own that hides what is behind it."""
    ground, opaque = above.ground, False
    if (
        style.get("position") in ("absolute", "fixed")
        and (parent := node.getparent()) is not None
        and next(parent.iter(*_PICTURES), None) is not None
    ):
        ground = None
    text = f"{style.get('background', '')} {style.get('background-image', '')}"
    if "url(" in text or "gradient(" in text:
        return None, True
    said = style.get("background-color") or _colour_in(style.get("background", ""))
    if said and said not in ("inherit", "initial", "unset", "none"):
        colour = parsed(said)
        opaque = colour is None or colour[3] > 0.5
        ground = None if colour is None else over(colour, ground)
    return ground, opaque


def _colour_in(background: str) -> str:
    """The colour in a shorthand of a ground; "" where there is none."""
    return next(
        (
            part
            for part in re.findall(r"[a-z-]+\([^)]*\)|[^\s]+", background)
            if parsed(part) is not None or "var(" in part
        ),
        "",
    )


def _own(node: Any) -> Iterator[str]:
    """The text between the elements of an element."""
    yield node.text or ""
    for child in node:
        yield child.tail or ""


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
