"""What a model may write, and when it has gone astray: the characters of a target language, loops, tidy text."""

from __future__ import annotations

import re
from collections.abc import Sequence

LATIN = (
    r" -~\u00A1-\u00AC\u00AE-\u03FF\u1E00-\u1EFF"  # ASCII, letters with accents, phonetic letters, Greek
    r"\u2010-\u2015\u2020-\u2027\u2030-\u2044"  # dashes, points, per mille, primes: no curly quotation marks, which Chinese shares
    r"\u2070-\u22FF"  # small figures, currencies, °C and ™, arrows, mathematics
)
"""Characters of the languages in Latin script: no Chinese, none of its punctuation or full-width forms, no line break."""
LATIN_SCRIPT = frozenset({"en", "fr", "de", "es", "pt", "it", "vi"})
LOOP_TOKENS, LOOP_TURNS, LOOP_PERIOD = 24, 4, 24
"""A loop: at least four turns of at most 24 tokens each, and at least 24 tokens in all (a figure may have twelve noughts)."""
_HEADING = re.compile(
    r"[#*\s]*(?:here(?: is|'s|’s)[^:\n]{0,60}|(?:[a-z]+ ){0,3}summary|以下[^：:\n。]{0,20}|(?:新闻稿?|内容)?(?:摘要|概括|概要|简报))"
    r"(?:\s*[*#]*\s*[:：]\s*\**|[*#]*[ \t]*\n)\s*",
    re.IGNORECASE,
)
"""`Here is the summary:`, `**摘要**：` and the like, before a summary."""
_MARK = re.compile(r"^(?:#+\s+|>\s+|[-*•·]\s+|(?:\d{1,2}[.)]\s+|\d{1,2}、|[(（]\d{1,2}[)）]\s*))")
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


def grammar(target: str) -> str:
    """A llama.cpp grammar of what an answer may have: one line, in the characters of the target language."""
    if target in LATIN_SCRIPT:
        return f"root ::= [{LATIN}]*"
    return r"root ::= [^\n]*"


def allowed(target: str) -> re.Pattern[str]:
    """The same as a regular expression for whole texts, for engines that have no grammar."""
    return re.compile(rf"[{LATIN}]*" if target in LATIN_SCRIPT else r"[^\n]*")


def loop(tokens: Sequence[int]) -> int:
    """How many tokens at the end repeat what stands before them; 0 where they do not go round."""
    for period in range(1, LOOP_PERIOD + 1):
        turns = max(LOOP_TURNS, -(-LOOP_TOKENS // period))
        long = period * turns
        if len(tokens) < long:
            continue
        tail = list(tokens[-long:])
        if tail == tail[:period] * turns:
            return long - period
    return 0


def paragraph(text: str, *, full_stop: str) -> str:
    """A summary as one line of sentences: without the heading, the marks of a list and the emphasis that models like to give it."""
    lines = [
        _MARK.sub("", line.replace("**", "").strip()) for line in _HEADING.sub("", text.strip(), count=1).splitlines()
    ]
    lines = [line for line in lines if line]
    closed = [line if line[-1] in "。！？；.!?;…”’\"')）" else line + full_stop for line in lines[:-1]]
    return ("" if full_stop == "。" else " ").join([*closed, *lines[-1:]])


def tidy(text: str) -> str:
    """The answer without a thought before it, blanks around it, or the halves of a character at its end."""
    return _THOUGHT.sub("", text).rstrip("\ufffd").strip()
