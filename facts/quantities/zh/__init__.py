"""Quantities in Chinese texts: `parse` reads them. What makes a numeral none is in idioms.tsv."""

from facts.quantities.zh.parser import parse

__all__ = ["parse"]
