"""An article as the choice sees it: what its units are worth, what an editor would tell from, which sentence opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.clauses import pattern
from summarize.extract.groups import groups
from summarize.extract.leaning import leans
from summarize.extract.measures import terms, words_of
from summarize.extract.model import likelihood, model
from summarize.extract.rules import rows
from summarize.extract.telling import Told, telling
from summarize.extract.units import FIGURES, Mention
from summarize.extract.worth import Units, likely, units

LEADS = 4
"""The lead is one of the first so many sentences: some articles open with a scene or a question."""
SHORTEST_LEAD = 8.0
_VOICE = re.compile(r"[“「](?!.*[”」][^”」]*(?:说|表示|介绍|指出|强调|认为|称|宣布))")
"""A voice without a name opens no brief: of 21 quotations among the first four sentences of the training articles editors open with two."""
_AS_FOLLOWS = re.compile(r"如下[：:]$")
REPEATED = 0.7
"""Share of a sentence's terms in an earlier candidate from which it says the same again."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Arrays and numbers are of `sentences`.

    told: the clauses of each sentence, and what share of each an editor would tell. candidates: those that may be told, none that says
    again what an earlier one says.
    spare: lines without an end that have a figure, such as rows of a table, for a brief that has room left. lead: the one that opens the
    brief.
    """

    sentences: tuple[Sentence, ...]
    units: Units
    scores: np.ndarray
    told: tuple[tuple[Told, ...], ...]
    candidates: tuple[int, ...]
    spare: tuple[int, ...]
    lead: int
    language: str


def assess(sentences: Sequence[Sentence], *, title: str = "", language: str = "zh") -> Assessment:
    """Sentences without a word in them must have been left out."""
    texts = [s.text for s in sentences]
    scores, matrix, names = likely(sentences, title=title, language=language)
    opens = likelihood(model("lead", language=language), matrix, names)
    asked = {i for i, (t, after) in enumerate(zip(texts, [*texts[1:], ""], strict=True)) if asks(t, after)}
    untold = asked | {i for i, t in enumerate(texts) if contact(t, language) or (language == "zh" and empty(t))}
    whole = [i for i, t in enumerate(texts) if i not in untold and not heading(t)] or list(range(len(texts)))
    opening = [i for i in whole if words_of(texts[i], language=language) >= SHORTEST_LEAD and texts[i][0] not in "（("]
    first = opening[:LEADS] or whole[:1]
    lead = max(
        first,
        key=lambda i: (
            language != "zh" or not (_VOICE.match(texts[i]) or pattern("nameless").match(texts[i])),
            i == 0 or not leans(texts[i], texts[i - 1], language=language),
            float(opens[i]),
            -i,
        ),
    )
    announced = next((i for i, t in enumerate(texts[: 2 * LEADS]) if _AS_FOLLOWS.search(t)), len(texts))
    if announced < lead and not any(i < announced for i in first):
        lead = first[0]  # what a notice has is told from its first section on
    plain_ends = set(whole)
    able = [
        i
        for i, t in enumerate(texts)
        if i in plain_ends
        or (i not in untold and states(t, language=language) and not subhead(t, texts[i + 1 : i + 2]))
    ]
    found = units(sentences, title=title, language=language, known=(scores, matrix, names))
    told_of = [
        i
        for i in able
        if i != lead
        and found.found[i]
        and not shouts(texts[i], found.found[i])
        and not (language == "zh" and slight(texts[i], found.found[i]))
    ]
    kept = _apart([lead, *told_of], texts, language)
    told = telling(sentences, found.found, title=title, matrix=matrix, names=names, language=language)
    spare = tuple(
        i
        for i in range(len(texts))
        if i not in able
        and i not in untold
        and texts[i][-1] not in "：:"
        and any(m.kind in FIGURES for m in found.found[i])
    )
    return Assessment(tuple(sentences), found, scores, tuple(map(tuple, told)), kept, spare, lead, language)


def heading(text: str) -> bool:
    """A line without an end: a subhead, a caption, a row of a table, what announces a list."""
    return text[-1] not in '。.！!？?；;…”"’」』）)】'


@cache
def _empty() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in rows("empty")))


def empty(text: str) -> bool:
    """A sentence, or what cuts leave of one, that tells nothing (`rules/empty.tsv`): 要聚焦八个方面, without what they are."""
    return bool(_empty().match(text))


_NAMED = frozenset(["person", "body", "title"])
"""Names that make an exclamation worth telling; words such as 美丽 and 青春 are in the dictionary as places too."""


def shouts(text: str, found: Sequence[Mention]) -> bool:
    """An exclamation without a figure or a name tells nothing: 青春因奉献而美丽！"""
    return text.rstrip("”’」』")[-1:] in "！!" and not any(m.kind in FIGURES or m.kind in _NAMED for m in found)


_FACTS = FIGURES | {"person", "body", "title", "place", "latin"}
SLIGHT = 12
"""Letters up to which a sentence without a figure or a name tells nothing: of 66 such sentences editors tell 7 % of the letters."""
_WEIGHTY = re.compile(r"[无未没不]|^[一二三四五]?要|将|死|伤|停|禁|免|辞|胜|败")


def slight(text: str, found: Sequence[Mention]) -> bool:
    """A short sentence without a figure or a name tells nothing: 灾情牵动人心。 What denies, demands or is grave does (没有幸存者)."""
    return (
        len(re.sub(r"\W", "", text)) <= SLIGHT
        and not any(m.kind in _FACTS for m in found)
        and not _WEIGHTY.search(text)
    )


_QUESTION = re.compile(r"问\s*[：:]|[^。]*[？?]$")
_ANSWER = re.compile(r"答\s*[：:]")


def asks(text: str, after: str) -> bool:
    """A question that the next line answers: what is told is the answer."""
    return bool(_QUESTION.match(text)) and (text[0] == "问" or bool(_ANSWER.match(after)))


_CONTACT = re.compile(
    r"(?:联系|咨询|报名|投稿|举报|服务)?(?:人|电话|热线|邮箱|方式|传真)\s*[：:]|(?:证券|股票)(?:代码|简称)|公告编号"
)
_CLOSING = re.compile(r"(?:特此|此致|专此)(?:公告|通告|公示|声明|通知|说明|函复|报告|敬礼)?[。！!]?")
_BRACKETS = re.compile(r"（[^（）]*）")
"""某银行（股票代码：601999）公布业绩。 is no line of a number."""
SHORT = 60
"""Characters up to which a line with a telephone number is nothing but that."""


def contact(text: str, language: str = "zh") -> bool:
    """A line that says whom to call, or under which number a paper is filed; or the formula that ends a notice."""
    if language != "zh":
        return False
    called = len(text) <= SHORT and _CONTACT.search(_BRACKETS.sub("", text)) and re.search(r"\d{5}|\d-\d{3}|@", text)
    return bool(called) or bool(_CLOSING.fullmatch(text))


_LABELLED = re.compile(r"[^：:，,。；;|]{2,14}[：:]\s*[^|]{4,80}")


def states(text: str, *, language: str = "zh") -> bool:
    """A heading that tells something by itself: it has a subject and a predicate, or says what a figure is (报名截止：6月30日)."""
    if _LABELLED.fullmatch(text) and re.search(r"\d", text):
        return True
    if language == "en" or text[-1] in "：:" or not 10 <= len(text) <= 60 or re.search(r"\s|记者", text):
        return False
    return any(g.role == "main" and g.subject > 0 for g in groups(text))


def subhead(text: str, after: Sequence[str]) -> bool:
    """A heading with a text below it, which tells the same with who and when; what a label says (报名截止：6月30日) is none."""
    return heading(text) and not _LABELLED.fullmatch(text) and any(not heading(t) for t in after)


def _apart(order: Sequence[int], texts: Sequence[str], language: str) -> tuple[int, ...]:
    """The sentences of `order` less those that say again what an earlier one of them says, sorted."""
    seen: dict[str, list[int]] = {}
    own: list[set[str]] = []
    kept: list[int] = []
    for i in order:
        mine = set(terms(texts[i], language=language))
        if not mine:
            continue
        shared: dict[int, int] = {}
        for t in mine:
            for k in seen.get(t, ()):
                shared[k] = shared.get(k, 0) + 1
        if any(n > REPEATED * len(mine) for n in shared.values()):
            continue
        for t in mine:
            seen.setdefault(t, []).append(len(own))
        own.append(mine)
        kept.append(i)
    return tuple(sorted(kept)) or tuple(order[:1])


def plain(text: str) -> bool:
    """Has the text a word in it?"""
    return bool(re.search(r"\w", text))
