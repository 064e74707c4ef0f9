"""The quantities of a text as values, in Chinese and English: find them, write them, compare them across languages."""

from facts.quantities import en, zh
from facts.quantities.alignment import align
from facts.quantities.comparison import compare
from facts.quantities.identifiers import Identifier, IdentifierKind, identifiers
from facts.quantities.rendering import render
from facts.quantities.value import SAME, Agreement, Hedge, Kind, Pair, Quantity

__all__ = [
    "SAME",
    "Agreement",
    "Hedge",
    "Identifier",
    "IdentifierKind",
    "Kind",
    "Pair",
    "Quantity",
    "align",
    "compare",
    "identifiers",
    "quantities",
    "render",
]

_PARSERS = {"zh": zh.parse, "en": en.parse}


def quantities(text: str, *, language: str = "zh") -> tuple[Quantity, ...]:
    """Every quantity of `text`, in order and not overlapping, with offsets into it.

    Slogans, names and idioms (“四个发力”, 一带一路, 九寨沟, G60) are none. `language` is "zh" or "en"; another raises ValueError.
    Linear in the length of the text.
    """
    try:
        parse = _PARSERS[language]
    except KeyError:
        raise ValueError(f"quantities are read in Chinese (zh) and English (en), not {language!r}") from None
    return parse(text)
