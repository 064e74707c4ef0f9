"""Who is named: personal names in Chinese texts, their spelling in English, and whether an English text has it.

`people` finds mentions by evidence around them; words and weights are tables in `data/`.
"""

from facts.names.people import Person, people
from facts.names.pinyin import english_has_name, pinyin_name

__all__ = ["Person", "english_has_name", "people", "pinyin_name"]
