"""Lists whose items mean little without the line that announces them: 决定任命：, and a name and a post on each line below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jianbao.sentences import Sentence
from summarize.extract.clauses import parts
from summarize.extract.groups import groups
from summarize.extract.rules import rows
from summarize.extract.subjects import read
from summarize.extract.tagging import tagged

LONGEST = 240
"""Characters of a line that announces and its items, together."""
LONGEST_PART = 48
"""Characters of a part that is joined to the one before."""
MOST_PARTS = 12
"""Clauses of a sentence and the parts that are joined to it, at most: of more, too few sets are weighed."""
GAP = 8
"""White space between two lines, at most: more is what was taken out between them."""

_ATTRIBUTE = re.compile("归属于?[^，,；;]{2,16}的")
"""归属于上市公司股东的净利润2.86亿元 begins with a verb that says whose the profit is, and has none."""


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in rows("lists") if r["role"] == role))


def joined(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, those that cannot be told apart being one.

    A line that announces appointments is one with its items: with the first that can stand alone, else with all. What stands below 征集时间
    is one with that heading where it does not say itself what it is. A part behind a ； that
    has no verb (净利润2.86亿元) is one with the part before; one that begins with its verb is told alone, for a model loses the figures of
    long rows. Line breaks stand between them, so that offsets are those of the article.
    """
    out: list[Sentence] = []
    n = 0
    while n < len(sentences):
        made = sentences[n]
        n += 1
        if _pattern("head").search(made.text):
            while n < len(sentences) and _follows(made, sentences[n]):
                item = sentences[n]
                made = _with(made, item, "\n")
                n += 1
                if item.text[-1] not in "；;，,：:" or _pattern("alone").search(item.text):
                    break
        elif n < len(sentences) and _labels(made, sentences[n]):
            made = _with(made, sentences[n], "：")
            n += 1
            while n < len(sentences) and _pattern("further").match(sentences[n].text) and _follows(made, sentences[n]):
                made = _with(made, sentences[n], "\n")
                n += 1
        elif _pattern("rows").search(made.text):
            rest = _rows_below(made, sentences[n:])
            for k, row in enumerate(rest):
                made = _with(made, row, "；" if k else "\n")
            n += len(rest)
        if out and _continues(out[-1], made):
            out[-1] = Sentence(out[-1].text + made.text, out[-1].start, made.end, made.paragraph)
        else:
            out.append(made)
    return out


def _continues(before: Sentence, part: Sentence) -> bool:
    """Is `part` the rest of the sentence before, with nothing of its own that does something?"""
    text = before.text + part.text
    if (
        len(part.text) > LONGEST_PART
        or before.text[-1] not in "；;"
        or before.end != part.start
        or len(text) > LONGEST
        or len(parts(text)) > MOST_PARTS
    ):
        return False
    first = groups(part.text)[0]
    return first.role == "bound" or (first.role == "main" and first.subject < 0) or bool(_ATTRIBUTE.match(part.text))


def _with(made: Sentence, item: Sentence, mark: str) -> Sentence:
    """Both as one sentence, `mark` for the first of the white space between them."""
    gap = mark + "\n" * (item.start - made.end - 1)
    return Sentence(made.text + gap + item.text, made.start, item.end, made.paragraph)


def _rows_below(head: Sentence, after: Sequence[Sentence]) -> Sequence[Sentence]:
    """The rows of a table or list below the line that announces them, as many as fit; none where they have no figure."""
    length, at = len(head.text), head.end
    found: list[Sentence] = []
    for row in after:
        length += len(row.text) + 1
        if row.text[-1] in "。；;！!？?：:" or not 0 < row.start - at <= GAP or length > LONGEST:
            break
        found.append(row)
        at = row.end
    return found if sum(bool(re.search(r"\d", row.text)) for row in found) > 1 else []


def _labels(heading: Sentence, item: Sentence) -> bool:
    """Says the heading what stands below it, which begins with names, days or things and does not say what they are?"""
    if not (_pattern("label").search(heading.text) and _follows(heading, item)):
        return False
    first = parts(item.text)[0].text
    words = tagged(first.split("、")[0] if first.count("、") > 1 else first)
    reading = read(words)
    return words[0].tag != "r" and (not reading.verb or reading.nominal)


def _follows(head: Sentence, item: Sentence) -> bool:
    """Does the item stand right below, and end as one; a line that announces what is decided may stand below who decides."""
    return (
        0 < item.start - head.end <= GAP
        and len(head.text) + len(item.text) <= LONGEST
        and (item.text[-1] in "；;，,。" or bool(_pattern("head").search(item.text)))
    )
