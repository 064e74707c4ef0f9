"""The style sheets of a page, as far as they hide or strike text: selectors of tags, classes, ids and attributes, one inside another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reading.readers.colours import is_unseen

_ZERO = r"(?:0+(?:\.0*)?|\.0+)(?:px|pt|em|rem|%)?\s*(?:;|$|!)"
_HIDDEN = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|opacity\s*:\s*" + _ZERO + r"|"
    r"font-size\s*:\s*" + _ZERO + r"|"
    r"(?:transform|scale)\s*:\s*(?:scale(?:3d|x|y)?\(\s*)?0(?:\.0*)?\s*[,);]|filter\s*:\s*opacity\(\s*0(?:\.0*)?%?\s*\)|"
    r"text-indent\s*:\s*-\d{3,}|(?:left|top|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)  # fmt: skip
_FLAT = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*(?:" + _ZERO + r"|1px\s*(?:;|$|!))", re.I)
_CLIPPED = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_STRUCK = re.compile(r"(?:^|[;{\s])text-decoration(?:-line)?\s*:[^;}]*line-through", re.I)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_GROUPED = re.compile(r"@([^{};@]{0,300})\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
"""Rules in braces of braces: for some media, or where something is supported."""
_SCREEN = re.compile(r"^media\s+(?:only\s+)?(?:screen|all)\s*$", re.I)
"""The media that a person reads on; of their sizes nothing is known."""
_CHARACTERS = 200_000
"""Characters of a style sheet that are looked at."""
_RULES = 500
"""Rules of a page that are: each element is compared with those that name its class, its id or its tag."""
_COMPOUND = re.compile(
    r"(\*|[a-z][a-z0-9-]*)?((?:[.#][\w-]+|\[[^\]\s=~|^$*]+(?:=(?:\"[^\"]*\"|'[^']*'|[\w-]+))?\])*)", re.I
)
_MARK = re.compile(r"[.#][\w-]+|\[([^\]\s=]+)(?:=([^\]]*))?\]")
_STEPS = 5
"""Compounds of a selector."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """What an element has to be. attributes: names and values, None for any value."""

    tag: str
    classes: frozenset[str]
    id: str
    attributes: tuple[tuple[str, str | None], ...]

    def matches(self, node: Any) -> bool:
        return (
            isinstance(node.tag, str)
            and self.tag in ("", node.tag)
            and (not self.id or self.id == node.get("id"))
            and (not self.classes or self.classes <= frozenset(node.get("class", "").split()))
            and all(
                (found := node.get(name)) is not None and wanted in (None, found) for name, wanted in self.attributes
            )
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    """compounds: innermost first. direct: for each but the first, whether it is the parent. why: hidden or struck."""

    compounds: tuple[_Compound, ...]
    direct: tuple[bool, ...]
    why: str

    def matches(self, node: Any) -> bool:
        if not self.compounds[0].matches(node):
            return False
        for compound, direct in zip(self.compounds[1:], self.direct, strict=True):
            node = node.getparent()
            while node is not None and not direct and not compound.matches(node):
                node = node.getparent()
            if node is None or not compound.matches(node):
                return False
        return True


class StyleSheets:
    """What the style sheets of a page hide and strike."""

    def __init__(self, tree: Any) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for count, rule in enumerate(_rules(tree)):
            if count >= _RULES:
                break
            first = rule.compounds[0]
            key = f"#{first.id}" if first.id else f".{min(first.classes)}" if first.classes else first.tag
            self._rules.setdefault(key, []).append(rule)

    def why(self, node: Any) -> str:
        """hidden, struck, or "" for what is seen, as far as the style sheets say."""
        if not self._rules:
            return ""
        keys = (f"#{node.get('id', '')}", *(f".{name}" for name in node.get("class", "").split()), node.tag, "")
        return next((rule.why for key in keys for rule in self._rules.get(key, ()) if rule.matches(node)), "")


def why_of(style: str, *, grounded: bool = False) -> str:
    """hidden, struck, or "" for what a style says of the text. grounded: whether it may stand on a ground of its own."""
    if _HIDDEN.search(style) or (_CLIPPED.search(style) and _FLAT.search(style)) or is_unseen(style, grounded=grounded):
        return "hidden"
    return "struck" if _STRUCK.search(style) else ""


def _rules(tree: Any) -> Iterator[_Rule]:
    for sheet in tree.iter("style"):
        text = _COMMENT.sub("", (sheet.text or "")[:_CHARACTERS])
        text = _GROUPED.sub(lambda found: found[2] if _SCREEN.match(found[1].strip()) else "", text)
        for selectors, style in _RULE.findall(text):
            # Of the ground that a class may have nothing is known: white letters of a sheet are seen.
            if why := why_of(style, grounded=True):
                for selector in selectors.split(","):
                    if rule := _parsed(selector.strip(), why):
                        yield rule


def _parsed(selector: str, why: str) -> _Rule | None:
    """A rule of a selector; None for one that depends on more than elements: a state, a place among others."""
    parts = re.sub(r"\s*>\s*", " > ", selector).split()
    compounds: list[_Compound] = []
    direct: list[bool] = []
    child = False
    for part in reversed(parts):
        if part == ">":
            child = True
            continue
        found = _COMPOUND.fullmatch(part)
        if not found or len(compounds) >= _STEPS:
            return None
        if compounds:
            direct.append(child)
        child = False
        compounds.append(_compound(found[1] or "", found[2]))
    first = compounds[0] if compounds else None
    # A bare tag (p, div) that is hidden everywhere is shown by a script.
    plain = first is None or not (
        first.classes or first.id or first.attributes or len(compounds) > 1 or first.tag in ("del", "s", "strike")
    )
    return (
        None if plain or first is None or first.tag in ("html", "body") else _Rule(tuple(compounds), tuple(direct), why)
    )


def _compound(tag: str, marks: str) -> _Compound:
    classes, ids, attributes = [], "", []
    for mark in _MARK.finditer(marks):
        if mark[0][0] == ".":
            classes.append(mark[0][1:])
        elif mark[0][0] == "#":
            ids = mark[0][1:]
        else:
            attributes.append((mark[1].lower(), None if mark[2] is None else mark[2].strip("\"'")))
    return _Compound("" if tag == "*" else tag.lower(), frozenset(classes), ids, tuple(attributes))
