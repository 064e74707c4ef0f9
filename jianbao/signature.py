"""Signatures: everything that a text depends on, in one line that can be read back.

As sacrebleu has them (Post 2018, https://aclanthology.org/W18-6319): `key:value|key:value`, long for records and keys
of caches, short to be quoted. Who makes something says what it depends on; who uses it adds what is its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from jianbao.arguments import require

SHORT = {
    "jianbao": "v", "model": "m", "engine": "e", "lang": "l", "beams": "b", "nbest": "n", "check": "c", "names": "na", "terms": "te",
    "segment": "sg", "glossary": "g", "strategy": "s", "summarizer": "sm", "length": "w", "full": "f", "strict": "x", "cache": "k",
    "encoder": "en", "edited": "ed", "stopped": "st", "accepted": "ac", "hints": "h", "again": "ag", "scorer": "sc",
}  # fmt: skip
"""Long key -> short key."""
_LONG = {short: key for key, short in SHORT.items()}


@dataclass(frozen=True, slots=True)
class Signature:
    """Keys and values in order. A key without a value stands alone (`edited`)."""

    fields: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, **fields: object) -> Signature:
        """One of named values; truth is 1 or 0, and what is None is left out."""
        return cls(tuple((key, _told(value)) for key, value in fields.items() if value is not None))

    @classmethod
    def parse(cls, text: str) -> Signature:
        """Read either form back; a key that is not known stays as it is written. Raises InputError for what is no text."""
        require("text", text, str)
        pairs = (part.partition(":") for part in text.strip().strip("`").split("|") if part)
        return cls(tuple((_LONG.get(unquote(key), unquote(key)), unquote(value)) for key, _, value in pairs))

    def __add__(self, other: Signature) -> Signature:
        return Signature((*self.fields, *other.fields))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.fields)

    def __contains__(self, key: object) -> bool:
        return any(key == known for known, _ in self.fields)

    def __getitem__(self, key: str) -> str:
        """The value of a key. Raises KeyError."""
        return dict(self.fields)[key]

    def __str__(self) -> str:
        """The long form."""
        return "|".join(_joined(key, value) for key, value in self.fields)

    def short(self) -> str:
        """The short form: the same with keys of a letter or two."""
        return "|".join(_joined(SHORT.get(key, key), value) for key, value in self.fields)


def _told(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _joined(key: str, value: str) -> str:
    key, value = _escaped(key, ":"), _escaped(value, "")
    return f"{key}:{value}" if value else key


def _escaped(text: str, more: str) -> str:
    """The text without what would end it, start an escape, or be lost when it is copied."""
    return "".join(quote(c, safe="") if c in "|%`" + more or c.isspace() else c for c in text)
