"""Quantities in English texts: `parse` reads them."""

from facts.quantities.en.parser import parse

__all__ = ["parse"]
