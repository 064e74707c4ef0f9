"""Heads of rows and columns in English that say in what their figures are counted: Revenue (million yuan), in thousands of US dollars."""

import re

from facts.quantities import units
from facts.quantities.columns import Head, Label
from facts.quantities.value import Kind

_SCALES = {
    "": 1.0, "thousand": 1e3, "'000": 1e3, "10,000": 1e4, "ten thousand": 1e4, "million": 1e6, "100 million": 1e8, "hundred million": 1e8,
    "billion": 1e9,
}  # fmt: skip
_SCALE = "|".join(re.escape(scale) for scale in sorted(_SCALES, key=len, reverse=True) if scale)
_NAMES = units.alternation(
    [n for u in units.ALL if u.factor == 1 or u.kind is not Kind.MONEY for n in u.english if len(n) > 1]
)
_HEAD = re.compile(
    rf"[(\[](?P<whole>[Uu]nits?: ?)?(?:in )?(?:(?P<scale>{_SCALE})s?)?(?: of)?[ -]?(?:(?P<unit>{_NAMES})|%)"
    rf"(?: (?P<last>thousand|million|billion))?[)\]]"
    rf"|[Uu]nits?: ?(?:in )?(?:(?P<scale2>{_SCALE})s?)?(?: of)?[ -]?(?P<unit2>{_NAMES})(?=[\s,.;|]|$)"
)


def heads(text: str) -> list[Head]:
    """What the heads of rows, columns and tables say of their figures."""
    found = []
    for m in _HEAD.finditer(text):
        name = m["unit"] or m["unit2"]
        if name is None:
            label: Label = (Kind.PERCENT, "percent", 1.0)
        else:
            row = units.english(name)
            scale = _SCALES[m["scale"] or m["scale2"] or m["last"] or ""]
            label = (row.kind, row.key, scale * (row.factor if row.kind is Kind.MONEY else 1.0))
        found.append((m.start(), m.end(), label, bool(m["whole"] or m["unit2"])))
    return found
