"""What is said of an option, beside its field: its flags, its words in both languages, its bounds and choices.

A frozen dataclass declares its options with `option(...)`; the command line, the batch, the page, the API and Python
read them with `offered`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from inspect import Parameter
from pathlib import Path
from typing import Any, get_args, get_type_hints

from jianbao.arguments import require
from jianbao.errors import InputError

_KEY = "option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option as it is offered.

    type: str, int, bool or Path. optional: whether None is a value. flags: of the command line. label, help: words by language, a label of
    a few words and a sentence. low, high: bounds of a number. choices: all values there are, () where any will do; page_choices: those
    that the page offers, where not all. page: whether the page and its API offer it. signed: whether the signature
    records it under its name; needs: name of an option that must not have its default for this one to change
    anything. refused: code of the error for another value, where it has one of its own.
    """

    name: str
    type: type
    optional: bool
    default: Any
    flags: tuple[str, ...]
    label: Mapping[str, str]
    help: Mapping[str, str]
    low: int | None = None
    high: int | None = None
    choices: tuple[str, ...] = ()
    page_choices: tuple[str, ...] = ()
    metavar: str = ""
    page: bool = False
    signed: bool = True
    needs: str = ""
    refused: str = ""

    def check(self, value: Any) -> None:
        """Raise InputError for a value that is of another type, out of bounds or no choice."""
        flag = self.flags[0].split("/")[0]
        if self.choices and value not in self.choices:
            code = self.refused or "brief.option_choice"
            raise InputError(code, name=self.name, value=value, choices=", ".join(self.choices), flag=flag)
        if self.low is None or self.high is None:
            # Terms may be given as a file or loaded.
            kinds = (self.type, type(None)) if self.optional else (self.type,)
            require(self.name, value, *kinds, having="merged" if self.type is Path else "")
            return
        if value is None and self.optional:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            code = self.refused or "brief.option_range"
            raise InputError(code, name=self.name, value=value, low=self.low, high=self.high, flag=flag)


def option(default: Any, *flags: str, label: tuple[str, str], help: tuple[str, str], **more: Any) -> Any:
    """A dataclass field with what `Option` says of it. flags: `--name` where none is given. label, help: English,
    Chinese. choices: the values, or what gives them."""
    words = {"label": dict(zip(("en", "zh"), label, strict=True)), "help": dict(zip(("en", "zh"), help, strict=True))}
    return field(default=default, metadata={_KEY: {"flags": flags, **words, **more}})


_KNOWN: dict[type, tuple[Option, ...]] = {}


def offered(kind: type) -> tuple[Option, ...]:
    """The options of a dataclass, in the order of its fields."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(_offered(kind))
    return _KNOWN[kind]


def _offered(kind: type) -> Iterator[Option]:
    hints = get_type_hints(kind)
    for f in fields(kind):
        if _KEY not in f.metadata:
            continue
        said = dict(f.metadata[_KEY])
        types = get_args(hints[f.name]) or (hints[f.name],)
        plain = next(t for t in types if t in (bool, int, str) or t.__name__ == "Path")
        name = f.name.replace("_", "-")
        flag = f"--{name}/--no-{name}" if plain is bool and f.default else f"--{name}"
        said["flags"] = said["flags"] or (flag,)
        if callable(said.get("choices")):  # known when it is asked for only
            said["choices"] = said["choices"]()
        yield Option(name=f.name, type=plain, optional=type(None) in types, default=f.default, **said)


def parameters(kind: type) -> list[Parameter]:
    """The options of a dataclass as keyword parameters of a function, for signatures that are computed."""
    return [
        Parameter(o.name, Parameter.KEYWORD_ONLY, default=o.default, annotation=o.type | None if o.optional else o.type)
        for o in offered(kind)
    ]


def plain(options: Any) -> dict[str, Any]:
    """The values of a dataclass's options as JSON has them; a value of a type of its own by its text."""
    values = {o.name: getattr(options, o.name) for o in offered(type(options))}
    return {name: v if v is None or isinstance(v, bool | int | str) else str(v) for name, v in values.items()}
