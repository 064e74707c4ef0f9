"""The rules of furniture, read from `rules.tsv`: each row a place, a name, an anchored pattern, an example and a counter-example.

`{name}` in a pattern is a part of `parts.tsv`. Patterns of lines see the line without white space around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianbao import tables

PLACES = ("line", "edge", "head", "insert", "keep", "detail", "foot", "tail", "start", "comments", "reply")
"""line: the whole line, anywhere. edge: the whole line, before the first full sentence or after the last. head: before the first only.
insert: a span inside a line. keep: a line at the edge that is the article's. tail: a line after the last full sentence, in a few.
start: the line with which the tail of a page begins: all that follows goes, unless it has a paragraph of prose.
foot: a start that stands at the foot of a site. detail: whom to ask and where, which is the release's own unless it stands at such a foot.
comments: what stands above the comments of visitors. reply: what stands beside a comment."""
_LONGEST = 400
"""Characters of a line of furniture."""
_SPACED = re.compile(
    r"(?<=(?<![\u4e00-\u9fff])[\u4e00-\u9fff])[ \u3000]{1,2}(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
    r"|(?<=[［【\[])[ \u3000]+|[ \u3000]+(?=[］】\]])"
)
"""Blanks that set single characters apart: ［ 关 闭 ］, 有 效 性."""
_EDGES = r"[·•・\-—–=~～*★☆▼▲△▽◆◇■□●○▍▌|｜]+[ \u3000]*"
_DECORATION = re.compile(rf"^{_EDGES}(?=.*[ \u3000]*[·•・\-—–=~～*★☆▼▲△▽◆◇■□●○▍▌|｜]$)|(?<=\w)[ \u3000]*{_EDGES}$")
"""Marks before and behind a line: · 推荐阅读 ·"""
_FIGURE = re.compile(r"\d[ \u3000]*(?:[%％‰℃]|[亿万千百元个家人名项米吨号时分秒届期次日岁年月点])|\d[\d:：.]*\d")
"""What an article says in figures; the place in a list of other articles is no figure."""
_PART = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row. example: what the rule takes. counter: what looks like it and stays."""

    language: str
    place: str
    name: str
    pattern: re.Pattern[str]
    example: str
    counter: str


@cache
def rules(language: str, place: str) -> tuple[Rule, ...]:
    """The rules of a language (zh or en) for a place (one of PLACES), in the order of the table."""
    return tuple(rule for rule in all_rules() if (rule.language, rule.place) == (language, place))


def furniture(line: str, language: str) -> str | None:
    """The name of the rule by which a line is furniture wherever it stands."""
    squeezed = _SPACED.sub("", line) if _SPACED.search(line) else line
    bare = _DECORATION.sub("", line) or line
    for form in dict.fromkeys((line, squeezed, bare)):
        for place in ("line", "foot", "comments"):
            if name := matches(place, form, language):
                return name
    return None


def matches(place: str, line: str, language: str) -> str | None:
    """The name of the first rule of a place that a line satisfies; a line of more than 400 characters satisfies none."""
    if len(line) > _LONGEST:
        return None
    return next((rule.name for rule in rules(language, place) if rule.pattern.search(line)), None)


def is_own(line: str, language: str) -> bool:
    """Whether a line below an article is one that an article has there: figures, items of a list, whom to ask."""
    return bool(_FIGURE.search(line) or matches("keep", line, language) or matches("detail", line, language))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every row of the table."""
    return tuple(
        Rule(
            language=row["language"],
            place=row["place"],
            name=row["rule"],
            pattern=re.compile(_filled(row["pattern"], _parts()), re.IGNORECASE),
            example=row["example"],
            counter=row["counter"],
        )
        for row in rows("rules")
    )


@cache
def datelines(language: str) -> tuple[re.Pattern[str], ...]:
    """The forms of datelines in a language, in the order of `datelines.tsv`: groups place, date, mark, by and agency."""
    agencies = "|".join([*(re.escape(row["name"]) for row in rows("agencies")), _parts()["paper"]])
    parts = {**_parts(), "agency": agencies}
    return tuple(re.compile(_filled(row["pattern"], parts)) for row in rows("datelines") if row["language"] == language)


@cache
def _parts() -> dict[str, str]:
    parts: dict[str, str] = {}
    for row in rows("parts"):
        parts[row["name"]] = _filled(row["pattern"], parts)
    return parts


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of this room, by the names of their columns."""
    return tables.rows("summarize.furniture", name)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], pattern)
