"""Properties that the author of a page names (--ground: #fff), and the values that refer to them (var(--ground, white))."""

from __future__ import annotations

import re
from collections.abc import Mapping

PREFIX = "--"
LONGEST = 500
"""Characters of a value that is looked into, and that one may grow to."""
_DEEPEST = 16
"""References inside references."""
_MOST = 100
"""References of a value."""
_NONE = "\0"
"""What stands in a value for a reference to nothing."""
_REFERENCE = re.compile(
    r"var\(\s*(--[\w-]+)\s*(?:,((?:(?!var\()[^()]|\((?:(?!var\()[^()]|\((?:(?!var\()[^()])*\))*\))*))?\)"
)
"""A reference whose own fallback has none."""

Variables = Mapping[str, str]
"""Values by name, without references."""


def is_referring(value: str) -> bool:
    """Whether a value refers to a property that the author names."""
    return "var(" in value


def inherited(style: Mapping[str, str], above: Variables) -> Variables:
    """The variables of an element of a style; above: those of the element that it is in."""
    own = {name: value for name, value in style.items() if name.startswith(PREFIX)}
    if all(above.get(name) == value for name, value in own.items()):
        return above
    found = dict(above)
    known: dict[str, str | None] = {}
    for name in own:
        value = _value(name, own, above, known, _DEEPEST)
        if value is None:
            found.pop(name, None)
        else:
            found[name] = value
    return found


def filled(value: str, variables: Variables) -> str | None:
    """A value with what it refers to; None where it refers to nothing."""
    return _filled(value, variables, variables, {}, _DEEPEST)


def _value(name: str, own: Variables, above: Variables, known: dict[str, str | None], depth: int) -> str | None:
    """The value of a variable; None for one that there is not, that refers to itself, or to others too deep inside one another."""
    if name not in own:
        return above.get(name)
    if name not in known:
        known[name] = None  # what it is while it is looked for
        value = own[name]
        if value in ("inherit", "unset", "revert", "revert-layer"):
            known[name] = above.get(name)
        elif value != "initial" and depth:
            known[name] = _filled(value, own, above, known, depth - 1)
    return known[name]


def _filled(value: str, own: Variables, above: Variables, known: dict[str, str | None], depth: int) -> str | None:
    for _ in range(_MOST):
        found = _REFERENCE.search(value)
        if found is None or len(value) > LONGEST:
            break
        said = _value(found[1], own, above, known, depth)
        if said is None:
            said = _NONE if found[2] is None else found[2].strip()
        value = value[: found.start()] + said + value[found.end() :]
    return None if _NONE in value or is_referring(value) or len(value) > LONGEST else value.strip()
