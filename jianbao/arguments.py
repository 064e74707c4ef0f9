"""What callers of the public face hand over by mistake is told by one sentence, and not by what happens to fail first."""

from __future__ import annotations

from jianbao.errors import InputError


def require(argument: str, value: object, *kinds: type, having: str = "") -> None:
    """Raise InputError unless a value is of one of these types or has the attribute `having`; True is no number."""
    if isinstance(value, bool) and bool not in kinds:
        pass
    elif isinstance(value, kinds) or (having and hasattr(value, having)):
        return
    wanted = [kind.__name__ for kind in kinds if kind is not type(None)]
    if having:
        wanted.append(f".{having}()")
    raise InputError("jianbao.argument", argument=argument, type=type(value).__name__, wanted=", ".join(wanted))
