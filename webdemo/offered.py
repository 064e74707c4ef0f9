"""The options of a brief that the page offers, without the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from brief.options import Option, offered
from brief.recipe import Recipe
from webdemo.inputs import glossary_of


def page_options() -> list[Option]:
    """The options that the page offers, in order."""
    return [o for o in offered(Recipe) if o.page]


def recipe_of(chosen: Mapping[str, Any], terms: Sequence[Sequence[str]] = ()) -> Recipe:
    """The recipe of what a visitor chose: values as components and JSON give them. Raises InputError."""
    values = {o.name: o.type(chosen[o.name]) for o in page_options() if o.name in chosen}
    return Recipe(**values, glossary=glossary_of(terms))
