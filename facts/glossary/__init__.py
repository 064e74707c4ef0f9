"""What a Chinese term is called in English: the built-in lists, a user's files, where terms stand, whether an English text has them.

`lists/` holds the built-in lists; the English that will do for a term is decided in `renderings`.
"""

from facts.glossary.file import GlossaryFile, Problem, check, parse
from facts.glossary.glossary import Glossary, Match, Term, abbreviate
from facts.glossary.renderings import accepts, bare_place

__all__ = [
    "Glossary",
    "GlossaryFile",
    "Match",
    "Problem",
    "Term",
    "abbreviate",
    "accepts",
    "bare_place",
    "check",
    "parse",
]
