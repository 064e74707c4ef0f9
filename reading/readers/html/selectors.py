"""Selectors of style sheets: tags, classes, ids, attributes and places among others, one inside or after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"(?P<join>\s*[>+~]\s*|\s+)|(?P<tag>\*|[a-z][a-z0-9-]*)|\.(?P<name>[\w-]+)|#(?P<id>[\w-]+)"
    r"|\[\s*(?P<attribute>[\w-]+)\s*(?:(?P<how>[~|^$*]?)=\s*(?P<wanted>\"[^\"]*\"|'[^']*'|[\w-]+)\s*)?\]"
    r"|:(?P<state>[a-z-]+)(?:\((?P<given>(?:[^()]|\([^()]*\))*)\))?",
    re.I,
)
_NTH = re.compile(r"(?:(?P<step>[+-]?\d*)n)?\s*(?P<first>[+-]?\s*\d+)?", re.I)
_STEPS = 5
"""Compounds of a selector."""
_PLACES = {
    "first-child": (0, 1, "nth-child"),
    "last-child": (0, 1, "nth-last-child"),
    "first-of-type": (0, 1, "nth-of-type"),
    "last-of-type": (0, 1, "nth-last-of-type"),
}
_NTHS = {"odd": "2n+1", "even": "2n"}
_ALWAYS = frozenset({"link", "any-link", "read-only", "enabled"})
"""States of a page that nobody has touched."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element stands among its brothers: step and first as in 2n+1. of: nth-child, nth-last-of-type and the like."""

    step: int
    first: int
    of: str

    def has(self, node: Any) -> bool:
        tag = node.tag if "type" in self.of else None
        brothers = node.itersiblings(tag, preceding="last" not in self.of)
        before = 1 + sum(1 for brother in brothers if isinstance(brother.tag, str)) - self.first
        return before == 0 if self.step == 0 else before % self.step == 0 and before // self.step >= 0


@dataclass(frozen=True, slots=True)
class Compound:
    """What an element has to be. attributes: names, how the value is compared (None: it may be any), and the value wanted.

    one_of: for each list, one of its compounds holds. none_of: none holds.
    """

    tag: str = ""
    classes: frozenset[str] = frozenset()
    id: str = ""
    attributes: tuple[tuple[str, str | None, str], ...] = ()
    places: tuple[_Place, ...] = ()
    one_of: tuple[tuple[Compound, ...], ...] = ()
    none_of: tuple[Compound, ...] = ()

    def matches(self, node: Any) -> bool:
        return (
            isinstance(node.tag, str)
            and self.tag in ("", node.tag)
            and (not self.id or self.id == node.get("id"))
            and (not self.classes or self.classes <= frozenset(node.get("class", "").split()))
            and all(_has(node.get(name), how, wanted) for name, how, wanted in self.attributes)
            and all(any(one.matches(node) for one in some) for some in self.one_of)
            and not any(one.matches(node) for one in self.none_of)
            and all(place.has(node) for place in self.places)
        )

    @property
    def is_plain(self) -> bool:
        """Whether it names nothing but a tag."""
        return not (self.classes or self.id or self.attributes or self.places or self.one_of or self.none_of)


@dataclass(frozen=True, slots=True)
class Selector:
    """compounds: innermost first. joins: what stands before each but the last: a blank, >, + or ~."""

    compounds: tuple[Compound, ...]
    joins: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which of two rules wins: the one with more ids, then with more classes and the like, then with more tags."""
        each = self.compounds
        return (
            sum(bool(one.id) for one in each),
            sum(len(o.classes) + len(o.attributes) + len(o.places) + len(o.one_of) + len(o.none_of) for o in each),
            sum(bool(one.tag) for one in each),
        )

    @property
    def around(self) -> frozenset[str]:
        """Classes and ids that elements around one have to have, as marked by `marks`."""
        found: set[str] = set()
        for join, compound in zip(self.joins, self.compounds[1:], strict=True):
            if join not in " >":
                break
            found |= {f".{name}" for name in compound.classes} | ({f"#{compound.id}"} if compound.id else set())
        return frozenset(found)

    def matches(self, node: Any, at: int = 0) -> bool:
        if not self.compounds[at].matches(node):
            return False
        if at == len(self.joins):
            return True
        return any(self.matches(other, at + 1) for other in _others(node, self.joins[at]))


@dataclass(slots=True)
class _Draft:
    """A compound as far as it is read."""

    tag: str = ""
    id: str = ""
    classes: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None, str]] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)
    one_of: list[tuple[Compound, ...]] = field(default_factory=list)
    none_of: list[Compound] = field(default_factory=list)

    def finished(self) -> Compound:
        return Compound(
            tag=self.tag,
            id=self.id,
            classes=frozenset(self.classes),
            attributes=tuple(self.attributes),
            places=tuple(self.places),
            one_of=tuple(self.one_of),
            none_of=tuple(self.none_of),
        )

    def add_state(self, state: str, given: str | None) -> bool:
        """Add what stands behind a colon; whether it is known."""
        if given is None:
            if state == "root":
                self.one_of.append((Compound(tag="html"),))
                return True
            named = ("first-child", "last-child") if state == "only-child" else (state,)
            if named[0] in _PLACES:
                self.places += [_Place(*_PLACES[one]) for one in named]
            return named[0] in _PLACES or state in _ALWAYS
        if state in ("not", "is", "where", "matches", "-webkit-any"):
            some = [parsed(one) for one in given.split(",")]
            compounds = tuple(one.compounds[0] for one in some if one is not None and not one.joins)
            if state == "not":
                self.none_of += compounds
            else:
                self.one_of.append(compounds)
            return len(compounds) == len(some)
        found = _NTH.fullmatch(_NTHS.get(given.strip().lower(), given.strip()))
        if state.startswith("nth-") and found and given.strip():
            step = (
                "0"
                if found["step"] is None
                else f"{found['step']}1"
                if found["step"] in ("", "+", "-")
                else found["step"]
            )
            self.places.append(_Place(int(step), int((found["first"] or "0").replace(" ", "")), state))
            return True
        return False


def parsed(text: str) -> Selector | None:
    """A selector; None for one that depends on more than the elements of a page, such as the mouse, or is none."""
    drafts, joins, at = [_Draft()], [], 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if not token or len(drafts) > _STEPS:
            return None
        at = token.end()
        draft = drafts[-1]
        if token["join"] is not None:
            joins.append(token["join"].strip() or " ")
            drafts.append(_Draft())
        elif token["tag"]:
            draft.tag = "" if token["tag"] == "*" else token["tag"].lower()
        elif token["name"]:
            draft.classes.append(token["name"])
        elif token["id"]:
            draft.id = token["id"]
        elif token["attribute"]:
            draft.attributes.append((token["attribute"].lower(), token["how"], (token["wanted"] or "").strip("\"'")))
        elif not draft.add_state(token["state"].lower(), token["given"]):
            return None
    compounds = tuple(draft.finished() for draft in reversed(drafts))
    return Selector(compounds, tuple(reversed(joins))) if text else None


def marks(node: Any) -> set[str]:
    """The classes and the id of an element, as they are written in a selector."""
    found = {f".{name}" for name in node.get("class", "").split()}
    return found | {f"#{node.get('id')}"} if node.get("id") else found


def _others(node: Any, join: str) -> Iterator[Any]:
    """The elements that the next compound may be: around an element, or before it."""
    if join == " ":
        yield from node.iterancestors()
    elif join == ">":
        if (parent := node.getparent()) is not None:
            yield parent
    else:
        before = (other for other in node.itersiblings(preceding=True) if isinstance(other.tag, str))
        for other in before:
            yield other
            if join == "+":
                return


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
