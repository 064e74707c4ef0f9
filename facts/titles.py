"""A person's Chinese post in English, where the parts of it are in the glossary."""

from __future__ import annotations

import re

from facts.glossary import Glossary, Match

_POSTS = frozenset({"titles"})
_HOLDERS = frozenset({"institutions", "universities", "companies", "places"})

_ARTICLE = re.compile(
    r"^(?:University|Ministry|National|State|Supreme|Communist|Central|General|Chinese|All-China|Bank|Party|Standing|Export|Office|Industrial)\b"
)
_NO_ARTICLE = re.compile(r"\b(?:University|Group|Airlines|Corporation|Limited|Ltd\.?|Telecom|Mobile|Tech)$")

MAX_POSTS = 3
"""Posts that English puts in one row before it becomes unreadable."""


def title_english(title: str, glossary: Glossary) -> str:
    """北京大学党委书记、校长 -> "secretary of the Party committee and president of Peking University".

    Only where glossary terms cover the whole title: a holder (institution, university, company, place), then one to three
    posts. Anything else gives "", for no English is better than a wrong post.
    """
    matches = [match for match in glossary.find(title) if _list(match) in _POSTS | _HOLDERS]
    position = 0
    for match in matches:
        if title[position : match.start].strip("、兼和及 "):
            return ""
        position = match.end
    if not matches or title[position:].strip():
        return ""
    posts = [match for match in matches if _list(match) in _POSTS]
    holders = matches[: len(matches) - len(posts)]
    if not posts or len(posts) > MAX_POSTS or any(_list(match) in _POSTS for match in holders) or len(holders) > 1:
        return ""
    names = [match.term.target for match in posts]
    joined = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    if not holders:
        return joined
    holder = holders[0]
    if holder.term.target[:1].islower():
        return ""
    if _list(holder) == "places" and not re.search(
        r"[省市区县州镇乡村]长$|^(?:省|市|州|区|县)(?:委)", title[holder.end :]
    ):
        return ""
    target = holder.term.target
    article = "the " if _ARTICLE.search(target) and not _NO_ARTICLE.search(target) else ""
    return f"{joined} of {article}{target}"


def _list(match: Match) -> str:
    return match.term.origin.removeprefix("builtin:")
