"""Which place is named: administrative places of China and the bodies of a place, also those that no list has, and their English.

`find_terms` finds the glossary's terms and these; words and readings are tables in `data/`.
"""

from facts.places.places import PlaceName, find_places, find_terms, place_chain
from facts.places.spelling import pinyin_place, unit_english

__all__ = ["PlaceName", "find_places", "find_terms", "pinyin_place", "place_chain", "unit_english"]
