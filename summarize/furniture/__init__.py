"""Page furniture, told from the article: bylines, share prompts, copyright lines, page tails.

The rules are data (`rules.tsv`, `datelines.tsv`, `parts.tsv`, `agencies.tsv`), each with an example and a counter-example that
the tests run. `clean` removes what they say and returns it.
"""

from summarize.furniture.cleaning import Cleaned, Removed, clean
from summarize.furniture.dateline import Dateline

__all__ = ["Cleaned", "Dateline", "Removed", "clean"]
