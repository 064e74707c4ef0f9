"""The style sheets of a page, as far as they decide what is seen and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reading.readers.html import variables
from reading.readers.html.declarations import Declared, declared, is_valid
from reading.readers.html.selectors import Selector, marks, parsed

_NOISE = re.compile(r"/\*.*?\*/|<!--|-->", re.S)
_BRACES = re.compile(r"[^{};\"']*(?:\"[^\"]*\"[^{};\"']*|'[^']*'[^{};\"']*)*[{};]")
_CHARACTERS = 200_000
"""Characters of a style sheet that are looked at."""
_RULES = 1_000
"""Rules of a page that are: each element is compared with those that name its class, its id or its tag."""
_LONGEST = 2_000
"""Characters of the selectors of a rule."""
_SCREEN = 1_280
"""Pixels of the screen that a person reads on."""
_MEDIA = re.compile(
    r"(?:only\s+)?(?:screen|all)?\s*(?:and\s*)?((?:\(\s*(?:min|max)-width\s*:\s*\d+px\s*\)\s*(?:and\s*)?)*)"
)
_WIDTH = re.compile(r"(min|max)-width\s*:\s*(\d+)px")
_EVERYWHERE = frozenset(
    {"display", "visibility", "content-visibility", "opacity", "position", "transform", "clip", "clip-path"}
)
"""What hides all elements of a bare tag (p, div), which a script shows then."""


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: Selector
    style: Declared
    around: frozenset[str]


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
            first = rule.selector.compounds[0]
            key = f"#{first.id}" if first.id else f".{min(first.classes)}" if first.classes else first.tag
            self._rules.setdefault(key, []).append((rule.selector.weight, count, rule))

    def style(
        self, node: Any, *, own: Declared, usual: Mapping[str, str], around: frozenset[str], named: variables.Variables
    ) -> tuple[dict[str, str], variables.Variables]:
        """What is declared of an element: by its attributes (usual), the sheets, and its own style, the later over the earlier.

        around: the marks of the elements that it is in. named: the variables of the one that it is in; those of its own are given back.
        A value that refers to nothing is none, unless a sheet that is not in the page may say what it refers to.
        """
        found = sorted(
            (
                entry
                for key in (*marks(node), node.tag, "")
                for entry in self._rules.get(key, ())
                if entry[2].around <= around and entry[2].selector.matches(node)
            ),
            key=lambda entry: entry[:2],
        )
        style = dict(usual)
        layers = [*(rule.style for _, _, rule in found), own]
        for wanted in (False, True):
            for layer in layers:
                style.update({name: value for name, (value, important) in layer.items() if important is wanted})
        named = variables.inherited(style, named)
        for name, value in [*style.items()]:
            if name.startswith(variables.PREFIX):
                del style[name]
            elif variables.is_referring(value):
                said = variables.filled(value, named)
                if said and is_valid(name, said):
                    style[name] = said
                elif said is not None or not self.has_others:
                    del style[name]
        return style, named


def _rules(tree: Any) -> Iterator[_Rule]:
    for sheet in tree.iter("style"):
        if not _is_seen_media(sheet.get("media", "")):
            continue
        for selectors, style in _blocks(_NOISE.sub("", (sheet.text or "")[:_CHARACTERS])):
            if found := declared(style):
                for text in selectors:
                    if selector := parsed(text):
                        first = selector.compounds[0]
                        bare = len(selector.compounds) == 1 and first.is_plain
                        said = {n: v for n, v in found.items() if n not in _EVERYWHERE} if bare else found
                        yield _Rule(selector, said, selector.around)


def _blocks(text: str) -> Iterator[tuple[list[str], str]]:
    """Selectors and declarations of each rule, those of rules inside rules with what they are inside of."""
    # Of each open brace: its selectors, None for one whose rules do not hold here, and the declarations in it.
    opened: list[tuple[list[str] | None, list[str]]] = []
    for found in _BRACES.finditer(text):
        piece, mark = found[0][:-1].strip(), found[0][-1]
        if mark == "{":
            around = opened[-1][0] if opened else [""]
            opened.append((_inside(piece, around), []))
        elif opened:
            opened[-1][1].append(piece)
            if mark == "}":
                selectors, declarations = opened.pop()
                if selectors and selectors != [""]:
                    yield selectors, ";".join(declarations)


def _inside(piece: str, around: list[str] | None) -> list[str] | None:
    """The selectors of a rule that stands inside others."""
    if around is None or len(piece) > _LONGEST:
        return None
    if piece.startswith("@"):
        name, _, given = piece[1:].partition(" ")
        holds = {
            "media": _is_seen_media(given),
            "layer": True,
            "supports": not given.strip().startswith("not"),
            "container": False,
        }
        return around if holds.get(name.lower().partition("(")[0], False) else None
    own = [one.strip() for one in re.split(r",(?![^()]*\))", piece)]
    if len(own) * len(around) > 50:
        return None
    return [one.replace("&", outer) if "&" in one else f"{outer} {one}".strip() for outer in around for one in own]


def _is_seen_media(given: str) -> bool:
    """Whether one of the media is a wide screen."""
    return any(_is_screen(one.strip().lower()) for one in given.split(",")) if given.strip() else True


def _is_screen(media: str) -> bool:
    found = _MEDIA.fullmatch(media)
    if not found:
        return False
    widths = [(side, int(width)) for side, width in _WIDTH.findall(found[1])]
    return all(width <= _SCREEN if side == "min" else width >= _SCREEN for side, width in widths)
