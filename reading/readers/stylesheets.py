"""The style sheets of a page, as far as they decide what is seen: selectors of tags, classes, ids and attributes, one inside another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reading.readers.declarations import Declared, declared

_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_GROUPED = re.compile(r"@([^{};@]{0,300})\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
"""Rules in braces of braces: for some media, or where something is supported."""
_SCREEN = re.compile(r"^media\s+(?:only\s+)?(?:screen|all)\s*$", re.I)
"""The media that a person reads on; of their sizes nothing is known."""
_CHARACTERS = 200_000
"""Characters of a style sheet that are looked at."""
_RULES = 1_000
"""Rules of a page that are: each element is compared with those that name its class, its id or its tag."""
_EVERYWHERE = frozenset(
    {"display", "visibility", "content-visibility", "opacity", "position", "transform", "clip", "clip-path"}
)
"""What hides all elements of a bare tag (p, div), which a script shows then."""
_COMPOUND = re.compile(
    r"(\*|[a-z][a-z0-9-]*)?((?:[.#][\w-]+|\[[^\]\s=~|^$*]+(?:[~|^$*]?=(?:\"[^\"]*\"|'[^']*'|[\w-]+))?\])*)", re.I
)
_MARK = re.compile(r"[.#][\w-]+|\[([^\]\s=~|^$*]+)(?:([~|^$*]?)=([^\]]*))?\]")
_STEPS = 5
"""Compounds of a selector."""


@dataclass(frozen=True, slots=True)
class _Compound:
    """What an element has to be. attributes: names, how the value is compared (None: it may be any), and the value wanted."""

    tag: str
    classes: frozenset[str]
    id: str
    attributes: tuple[tuple[str, str | None, str], ...]

    def matches(self, node: Any) -> bool:
        return (
            isinstance(node.tag, str)
            and self.tag in ("", node.tag)
            and (not self.id or self.id == node.get("id"))
            and (not self.classes or self.classes <= frozenset(node.get("class", "").split()))
            and all(_has(node.get(name), how, wanted) for name, how, wanted in self.attributes)
        )


def _has(value: str | None, how: str | None, wanted: str) -> bool:
    """Whether the value of an attribute is as a selector wants it: [name], [name=wanted], [name^=wanted] and the like."""
    if value is None or how is None:
        return value is not None
    if not how:
        return value == wanted
    found = {
        "^": value.startswith(wanted),
        "$": value.endswith(wanted),
        "*": wanted in value,
        "~": wanted in value.split(),
        "|": value == wanted or value.startswith(f"{wanted}-"),
    }[how]
    return bool(wanted) and found


@dataclass(frozen=True, slots=True)
class _Rule:
    """compounds: innermost first. direct: for each but the first, whether it is the parent. style: what it declares."""

    compounds: tuple[_Compound, ...]
    direct: tuple[bool, ...]
    style: Declared

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which of two rules wins: the one with more ids, then with more classes and attributes, then with more tags."""
        return (
            sum(bool(compound.id) for compound in self.compounds),
            sum(len(compound.classes) + len(compound.attributes) for compound in self.compounds),
            sum(bool(compound.tag) for compound in self.compounds),
        )

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
    """What the style sheets of a page say of its elements. has_others: whether it names sheets that are not in it."""

    def __init__(self, tree: Any) -> None:
        self.has_others = any("stylesheet" in (node.get("rel") or "").lower() for node in tree.iter("link")) or any(
            "@import" in (sheet.text or "") for sheet in tree.iter("style")
        )
        self._rules: dict[str, list[tuple[tuple[int, int, int], int, _Rule]]] = {}
        for count, rule in enumerate(_rules(tree)):
            if count >= _RULES:
                break
            first = rule.compounds[0]
            key = f"#{first.id}" if first.id else f".{min(first.classes)}" if first.classes else first.tag
            self._rules.setdefault(key, []).append((rule.weight, count, rule))

    def style(self, node: Any, *, own: Declared, usual: Mapping[str, str]) -> dict[str, str]:
        """What is declared of an element: by its attributes (usual), the sheets, and its own style, the later over the earlier."""
        keys = (f"#{node.get('id', '')}", *(f".{name}" for name in node.get("class", "").split()), node.tag, "")
        found = sorted(
            (entry for key in dict.fromkeys(keys) for entry in self._rules.get(key, ()) if entry[2].matches(node)),
            key=lambda entry: entry[:2],
        )
        style = dict(usual)
        layers = [*(rule.style for _, _, rule in found), own]
        for wanted in (False, True):
            for layer in layers:
                style.update({name: value for name, (value, important) in layer.items() if important is wanted})
        return style


def _rules(tree: Any) -> Iterator[_Rule]:
    for sheet in tree.iter("style"):
        text = _COMMENT.sub("", (sheet.text or "")[:_CHARACTERS])
        text = _GROUPED.sub(lambda found: found[2] if _SCREEN.match(found[1].strip()) else "", text)
        for selectors, style in _RULE.findall(text):
            if found := declared(style):
                for selector in selectors.split(","):
                    if rule := _parsed(selector.strip(), found):
                        yield rule


def _parsed(selector: str, style: Declared) -> _Rule | None:
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
    if not compounds:
        return None
    first = compounds[0]
    if not (first.classes or first.id or first.attributes or len(compounds) > 1):
        style = {name: value for name, value in style.items() if name not in _EVERYWHERE}
    return _Rule(tuple(compounds), tuple(direct), style)


def _compound(tag: str, marks: str) -> _Compound:
    classes, ids = [], ""
    attributes: list[tuple[str, str | None, str]] = []
    for mark in _MARK.finditer(marks):
        if mark[0][0] == ".":
            classes.append(mark[0][1:])
        elif mark[0][0] == "#":
            ids = mark[0][1:]
        else:
            attributes.append((mark[1].lower(), mark[2], (mark[3] or "").strip("\"'")))
    return _Compound("" if tag == "*" else tag.lower(), frozenset(classes), ids, tuple(attributes))
