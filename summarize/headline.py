"""The headline of a brief: the clause of the title that tells the news, or the lead's, in at most twelve English words.

The title of a Chinese release is often a slogan, or a kicker with the news behind it. Candidates are the runs of the title's clauses, and
the short forms of the lead; a linear model that was trained on editors' headlines (`weights.json`, "headline") takes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.sentences import Sentence, covered, enclosed
from summarize.extract.assessment import Assessment, assess, plain
from summarize.extract.clauses import starts_with_verb
from summarize.extract.features import boilerplate, cues
from summarize.extract.forms import forms
from summarize.extract.groups import groups
from summarize.extract.measures import terms, words_of
from summarize.extract.model import model, predict
from summarize.extract.tagging import tagged
from summarize.extract.writing import BEHIND_DAY, OPENING_DAY

LONGEST = 12.0
"""English words of a headline."""
SPARE = 0.8
"""Words of a headline for those of a sentence: English headlines leave out articles. Of the 791 titles of the project's releases."""
LEAST = 2.5
FORMS = 12
"""Forms of the lead that are candidates, the shortest."""
SAID = 0.25
"""A clause of the title of which the article says less again is a slogan: no headline where the lead offers one."""
_LABEL = re.compile(r"(?:进展|消息|快讯|速递|聚焦|关注|特写|观察|问答|解读|一图读懂)$")
"""What says what kind of text it is, not what happened: 救援最新进展：9人获救."""
_BRIEFING = re.compile(r"(?:召开|举行)[^，。]{0,8}(?:发布会|通气会|吹风会|记者会)$")
"""That there was a press conference is no news; what was said there is."""
_TELLS = re.compile(r"\d|第[一二三四]季|[上下]半年|[一二三四五六七八九十]月|任免|任命|辞职")
"""A figure, a time or an appointment in a clause of the title: no slogan, in whatever words the article says it again."""
_NAMELESS = re.compile(
    r"(?:^|[，,])(?:[该本此我其全]|这一?[项个])?(?:公司|集团|企业|学校|学院|医院|银行|项目|活动|会议|大会|中心|园区|校|院)(?=[\u4e00-\u9fff])"
    r"(?![法债章])"
)
"""A subject that only what stands before it names: 第三季度，公司实现营业收入18.63亿元."""
_MARK = re.compile(r"[，,；;：:。！!？?|｜丨——…\s]+")
_KICKER = re.compile(
    r"^(?:[【\[][^】\]]{1,40}[】\]]\s*|第?\s*[A-Z]?\d{1,2}\s*版[^\s:：—–-]{0,6}\s*[:：—–-]+\s*|[^丨｜|，。：]{1,16}[丨｜|]\s*)+(?=\S{4})"
)
"""What stands before a title: a column in 【】 or before 丨, the page of a newspaper."""
_COLUMN = re.compile(r"(?<=\S{6})\s*[（(][^（）()\d]{2,16}[）)]$")
"""The column behind a title: （政策解读）."""
_BROKEN = re.compile(r"(?:却|竟|但|而|则|将|把|被|与|和|强调|指出|要求|表示|提出|称)$")
_PRESIDED = re.compile(r"^[一-鿿·]{2,4}(?:作|发表|出席|主持|讲话|致辞|总结|参加|率团|陪同)[一-鿿]{0,6}$")
"""Who spoke at what the clause before names: 池耀宗作讲话."""
_EXHORTS = re.compile(r"狠抓|抓好|落实|见效|风采|侧记|纪实")
_GOES_ON = re.compile(r"(?:就|才|也|却|但|还|并|则|更)(?=[一-鿿])")
_DAY = re.compile(rf"{OPENING_DAY}(?:上午|下午|晚|凌晨|晚间|当天)?{BEHIND_DAY}")
"""The day that a lead opens with: a headline has none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be the headline. titled: from the title, else from the lead; start, end: where in it; pieces: clauses of it."""

    text: str
    titled: bool
    start: int
    end: int
    pieces: int = 1


def headline(sentences: Sequence[Sentence], *, title: str = "", language: str = "zh") -> Candidate | None:
    """The best candidate, None where there is no word to make one from."""
    sentences = [s for s in sentences if plain(s.text)]
    if not sentences:
        return next(iter(sorted(_of_title(title, language), key=lambda c: c.end - c.start)), None)
    article = assess(sentences, title=title, language=language)
    found = candidates(article, title)
    if not found:
        return None
    table, columns = rows(found, article, title)
    scores = predict(model("headline", language="zh"), table, columns)
    return found[int(np.argmax(scores))]


def candidates(article: Assessment, title: str) -> list[Candidate]:
    """Runs of the title's clauses and forms of the lead within the length.

    Where there are none, within half as much again, or the shortest.
    """
    language = article.language
    lead = article.sentences[article.lead]
    told = sorted(forms(lead.text, language=language), key=lambda f: f.words)[:FORMS]
    body = _terms(article)
    said = [c for c in _of_title(title, language) if _said(c.text, body, language) >= SAID or _TELLS.search(c.text)]
    news = [c for c in said if not _LABEL.search(c.text)]
    found = list(news)
    if language != "en" and any(_tells(c.text, language) for c in news):
        return [c for c in found if _fits(c.text, LONGEST, language)]
    texts = [f.text.rstrip("。.；;！!…") for f in told]
    if language != "en":
        texts += [_DAY.sub("", text) for text in texts if _DAY.match(text)]
    found += [
        Candidate(text, False, lead.start, lead.end)
        for text in texts
        if text[0] not in '“「"' and (language == "en" or (_stands(text) and _opens(text, lead.text)))
    ]
    found = found or said or [Candidate(f.text.rstrip("。.；;！!…"), False, lead.start, lead.end) for f in told]
    found = found or list(_of_title(title, language))
    for longest in (LONGEST, 1.5 * LONGEST):
        fits = [c for c in found if _fits(c.text, longest, language)]
        if fits:
            return fits
    return sorted(found, key=lambda c: words_of(c.text, language=language))[:1]


def _fits(text: str, longest: float, language: str) -> bool:
    return LEAST <= SPARE * words_of(text, language=language) <= longest


def _tells(text: str, language: str) -> bool:
    """Is a clause of the title a headline: it says who does something, in no words of slogans, within the length?"""
    slogans = bool(_EXHORTS.search(text)) or any(name == "slogans*" and p.search(text) for _, name, p in cues(language))
    return not slogans and "“" not in text[:1] and _stands(text) and _fits(text, LONGEST, language)


def _terms(article: Assessment) -> frozenset[str]:
    return frozenset(t for s in article.sentences for t in terms(s.text, language=article.language))


def _said(text: str, where: frozenset[str], language: str) -> float:
    """The share of a text's terms that are said there; 1 for a text without any."""
    own = set(terms(text, language=language))
    return len(own & where) / len(own) if own else 1.0


def _stands(text: str) -> bool:
    """Does a form of the lead say who does something?

    One without a subject, without a verb, with a day only, or of "the company" is no headline.
    """
    found = groups(text)
    return (
        any(g.role in ("main", "speaker") for g in found)
        and any(w.tag[0] == "v" for w in tagged(text))
        and not starts_with_verb(text)
        and not _NAMELESS.search(text)
        and not _BRIEFING.search(text)
    )


def _opens(text: str, lead: str) -> bool:
    """Begins it with the first of the parts that a ； sets off: the second says of 9月 what the first has named?"""
    return text[:4] in re.split("[；;]", lead)[0]


def _of_title(title: str, language: str) -> Iterator[Candidate]:
    """Runs of clauses between marks that stand outside quotations and brackets; a kicker in 【】 is none of them."""
    kicker = _KICKER.match(title)
    start = kicker.end() if kicker else 0
    column = _COLUMN.search(title, start)
    stop = column.start() if column else len(title)
    inside = covered(title, enclosed(title))
    if language == "en":
        if title.strip():
            yield Candidate(title.strip(), True, 0, len(title))
        return
    bounds = [start]
    for m in _MARK.finditer(title, start, stop):
        if not inside[m.start()] and not (
            title[m.start() - 1 : m.start()].isdigit() and title[m.end() : m.end() + 1].isdigit()
        ):
            bounds += [m.start(), m.end()]
    bounds.append(stop)
    pieces = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if plain(title[a:b])]
    announces = [title[b : b + 1] in ("：", ":") for _, b in pieces]
    for i in range(len(pieces)):
        for j in range(i, len(pieces)):
            a, b = pieces[i][0], pieces[j][1]
            if (announces[j] and len(pieces) > 1) or (_BROKEN.search(title[a:b]) and len(pieces) > 1):
                continue
            if j + 1 < len(pieces) and _GOES_ON.match(title[pieces[j + 1][0] :]):
                continue
            if i and (_PRESIDED.match(title[slice(*pieces[i])]) or _GOES_ON.match(title[a:b])):
                continue
            if title[b : b + 1] in ("，", ",") and _label(title[a:b]):
                continue
            if i and announces[i - 1] and _borrows(title[a:b]):
                continue
            yield Candidate(title[a:b], True, a, b, j - i + 1)


def _label(text: str) -> bool:
    """Is what stands before a comma a name only: no verb (but for one at its end) and no figure?"""
    words = [w for w in tagged(text) if w.tag != "w"]
    return not re.search(r"\d", text) and not any(w.tag[0] == "v" for w in words[:-1])


def _borrows(text: str) -> bool:
    """Is it of whoever stands before the colon: 蔡奇：持续发力高端制造?"""
    return starts_with_verb(text) or not any(g.role in ("main", "speaker") and g.subject != 0 for g in groups(text)[:1])


def rows(found: Sequence[Candidate], article: Assessment, title: str) -> tuple[np.ndarray, list[str]]:
    """Features (n, f) of candidates, and their names."""
    body = _terms(article)
    opening = frozenset(terms(article.sentences[article.lead].text, language=article.language))
    made = [_row(c, article, title) | _likeness(c, body, opening, article.language) for c in found]
    return np.array([list(r.values()) for r in made], float), list(made[0])


def _likeness(c: Candidate, body: frozenset[str], opening: frozenset[str], language: str) -> dict[str, float]:
    """What share of a candidate the article says again: little of a slogan, most of the news."""
    return {
        "said in the article": _said(c.text, body, language),
        "said in the lead": _said(c.text, opening, language),
        "names what kind of paper it is": bool(_PAPER.search(c.text)),
    }


_PAPER = re.compile(
    r"(?:进展|通报|通知|通告|公告|公示|名单|侧记|纪实|综述|会议|问答|[十\d]问[十\d]*答?|新规|启事|特写)$"
)


def _row(c: Candidate, article: Assessment, title: str) -> dict[str, float]:
    language = article.language
    worth = dict(zip(article.units.keys, article.units.worth.tolist(), strict=True))
    own = [worth[k] for k in worth if k in c.text]
    words = SPARE * words_of(c.text, language=language)
    cued = {name.rstrip("*"): len(p.findall(c.text)) for _, name, p in cues(language)}
    tags = [w.tag for w in tagged(c.text)] if language == "zh" else []
    return {
        "from the title": c.titled,
        "words": words,
        "over length": max(0.0, words - LONGEST),
        "short": max(0.0, 5 - words),
        "worth": sum(own),
        "worth a word": sum(own) / max(1.0, words),
        "best unit": max(own, default=0.0),
        "pieces": c.pieces,
        "starts the title": c.titled and c.start == 0,
        "ends the title": c.titled and c.end == len(title),
        "verb": any(t in ("v", "vi") for t in tags),
        "slogans": cued["slogans"],
        "boilerplate": sum(boilerplate(c.text, language=language).values()),
        "figures": cued["figures"],
        "bodies": cued["organisations"],
        "quoted": cued["quoted"],
        "acts": cued["launched"] + cued["outcome"] + cued["found"] + cued["reward"],
        "feeling": cued["feeling"],
    }  # fmt: skip
