"""Who is named: personal names in Chinese texts, their spelling in English, and whether an English text has it.

`people` finds Chinese names by evidence around them; `named` finds those of other languages as well, which `find_foreign` looks for in the
English by the letters that their characters stand for. Words and weights are tables in `data/`.
"""

from facts.names.foreign import ForeignName, find_foreign, foreign_names, one_spelling
from facts.names.people import NameKind, Person, named, people, spelled_there
from facts.names.pinyin import english_has_name, other_spellings, pinyin_name
from facts.names.strays import stray_part, unlike_name
from facts.names.wade import wade_has_name

__all__ = [
    "ForeignName",
    "NameKind",
    "Person",
    "english_has_name",
    "find_foreign",
    "foreign_names",
    "named",
    "one_spelling",
    "other_spellings",
    "people",
    "pinyin_name",
    "spelled_there",
    "stray_part",
    "unlike_name",
    "wade_has_name",
]
