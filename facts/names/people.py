"""Chinese personal names in a text, and their English spelling."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facts import lexicon
from facts.glossary.glossary import Glossary
from facts.names.candidates import candidates, known_people, known_spans, term_spans
from facts.names.contexts import context_of
from facts.names.evidence import features as features_of
from facts.names.evidence import given_odds
from facts.names.evidence import support as support_of
from facts.names.foreign import foreign_names
from facts.names.model import scores
from facts.names.neighbours import BODY_ENDS, OF_THINGS, PLACE_KINDS
from facts.names.pinyin import pinyin_name
from facts.names.sounds import SOUNDS
from facts.posts import post_at, post_before
from jianbao.deadline import ask

THRESHOLD = 0.0
"""Score, in log odds, from which a string is a name where a post, a verb of speech or another name stands beside it."""

BARE = 2.0
"""The same where no mention has such a neighbour: names of plants and places are built like names of people."""

LEFT = -2.0
"""Score that is enough right after a post or a word for a person, where no other reading of the characters comes near."""

KNOWN = 9.0
"""Score of a name that everybody knows."""

EVIDENCE = 1.5
"""Score of one mention from which the others of the same string need less."""

REPEATED = -3.5
"""Score that is enough where another mention has evidence."""

CONFIDENT = 1.5
"""Score from which at most one name in thirty was wrong in the releases."""


HOPELESS = -5.0
"""Score below which no turn of phrase makes a name of a string."""

NAMELIKE = 1.5
"""Log odds of the characters of a given name from which a common word (建华) is one."""

WORDY = 2.5
"""What is taken off where a word and an adverb or a verb are read as given name and surname (应谨慎), or a place stands there (海阳港)."""

_ADVERBS = frozenset("应曾向双单占戴通都常能须相")
"""Surnames that stand before a word as an adverb, a verb or a number far more often."""

FULL = 4.0
"""Bonus of a turn of phrase that also says where the name ends."""


class NameKind(StrEnum):
    """CHINESE: spelled in pinyin. OTHER: a name of another language. KNOWN: such a name, of somebody whom everybody knows or who was named
    in full before, so that English may well say "the president" instead."""

    CHINESE = "chinese"
    OTHER = "other"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class _Mention:
    """A candidate: its span, log odds, what speaks of a person (0 to 2), the post that a turn of phrase gives."""

    start: int
    end: int
    score: float
    support: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person at ``text[start:end]``; ``title`` is the Chinese post right before it, "" if there is none.

    english: pinyin of a Chinese name; of another, its usual rendering, or "" where none is listed.
    """

    chinese: str
    english: str
    start: int
    end: int
    title: str
    confident: bool
    kind: NameKind = NameKind.CHINESE


def people(text: str) -> tuple[Person, ...]:
    """Every mention of a Chinese personal name, in text order.

    Found by a small model (facts/names/model.py) over evidence (facts/names/evidence.py): surname, post or verb beside it, lists joined
    by 、, whether the characters are usual in given names or part of common words, and other mentions in the text. The weights were
    fitted on sentence-aligned releases. Foreign and ethnic-minority names are left alone.
    """
    mentions = list(_in_context(text, _scores(text)))
    best: dict[str, float] = {}
    supported: set[str] = set()
    for mention in mentions:
        name = text[mention.start : mention.end]
        best[name] = max(mention.score, best.get(name, -99.0))
        if mention.support and mention.score >= THRESHOLD:
            supported.add(name)
    kept: list[tuple[float, _Mention]] = []
    for mention in mentions:
        name, score = text[mention.start : mention.end], mention.score
        top = best[name]
        if name not in supported and mention.support < 2 and score < BARE:
            continue
        if (
            score >= THRESHOLD
            or (mention.support > 1 and score >= LEFT and _alone(mentions, mention))
            or (top >= EVIDENCE and score >= REPEATED)
        ):
            kept.append((max(score, min(top, score + 4.0)), mention))
    kept.sort(key=lambda item: (-item[0], item[1].start, -item[1].end))
    taken = bytearray(len(text))
    found: list[_Mention] = []
    for _, mention in kept:
        if not any(taken[mention.start : mention.end]):
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    persons = []
    foreign: set[str] = set()
    previous = 0
    for mention in sorted(found, key=lambda mention: mention.start):
        start, end = mention.start, mention.end
        name = text[start:end]
        if name[1:] in _NO_GIVEN_NAMES:
            continue
        title = title_before(text, start, previous)
        if title and _abroad(text, start, previous):
            foreign.add(name)
        title = title or mention.title
        sure = best[name] >= CONFIDENT or (bool(title) and _whole(text, start, end))
        there = spelled_there(title or text[max(0, start - 12) : start])
        sure = sure and (name in known_people() or not (there or _heads_abroad(title)))
        persons.append(Person(name, pinyin_name(name), start, end, title, sure))
        previous = end
    return tuple(person for person in persons if person.chinese not in foreign)


_NO_GIVEN_NAMES = frozenset(
    {"副", "县委", "市委", "省委", "区委", "州委", "旗委", "镇委", "乡委", "党委", "团委", "纪委"}
)
"""What behind a character that is a surname as well goes on with a body or a post: 任县委书记, 原副县长."""


def _whole(text: str, start: int, end: int) -> bool:
    """Whether three characters behind a post are a name as they stand: neither they, the given name nor what goes on behind is a word."""
    words = lexicon.lexicon().words
    given = text[start + 1 : end]
    if end - start != 3 or given in words or text[start:end] in words or text[end : end + 1] in SOUNDS:
        return False
    return not any(text[end - left : end + right] in words for left in (1, 2) for right in (1, 2))


_THERE = re.compile(
    "香港|港府|港区|澳门特区|澳门特别行政区|澳区|特区政府|台湾|台北|新北|台中市|台南|高雄|桃园市|国民党|民进党|民众党|台商|行政院|立法院|立法委员|监察院|司法院|考试院|卫福部|卫生福利部|陆委会|海基会|国科会|中央研究院|中研院"
)
_SENT = re.compile("中联办|联络办|公署|驻港|驻澳|外交部|国台办|港澳办")


def spelled_there(post: str) -> bool:
    """Whether a post is one of Hong Kong, Macau or Taiwan, where names are not spelled in pinyin (余伟文 is Eddie Yue)."""
    return _THERE.search(post) is not None and _SENT.search(post) is None


def _heads_abroad(title: str) -> bool:
    """Whether a title is that of the head of a company abroad (三星电子会长李在镕), and not of its business in China."""
    if not title.endswith(("会长", "社长", "总裁", "首席执行官", "董事长", "首席财务官")) or re.search(
        "中国|中华", title
    ):
        return False
    return any(match.term.kind == "foreign_company" for match in Glossary.builtin().find(title))


def named(text: str) -> tuple[Person, ...]:
    """Everybody whom a text names, in text order: `people`, and those whose names are not Chinese."""
    found = [*people(text)]
    taken = {(person.start, person.end) for person in found}
    for name in foreign_names(text):
        if any(start < name.end and name.start < end for start, end in taken):
            continue
        kind = NameKind.KNOWN if name.known else NameKind.OTHER
        title, chinese = title_before(text, name.start), text[name.start : name.end]
        found.append(Person(chinese, name.english, name.start, name.end, title, bool(name.english), kind))
    return tuple(sorted(found, key=lambda person: person.start))


def _scores(text: str) -> list[tuple[int, int, float, int]]:
    """Candidates with their log odds, and whether something beside them speaks of a person."""
    terms = term_spans(text)
    known = known_spans(text)
    ends = [end for _, end in terms]
    foreign = bytearray(len(text))
    for name in foreign_names(text):
        foreign[name.start : name.end] = b"\1" * (name.end - name.start)
    spans, found = [], []
    for start, end in candidates(text, [*terms, *((first, last) for first, last, _ in known)]):
        ask()
        if any(foreign[start:end]):
            continue
        first = bisect_left(ends, start + 1)
        near = []
        while first < len(terms) and terms[first][0] < end:
            near.append(terms[first])
            first += 1
        spans.append((start, end))
        found.append(features_of(text, start, end, near))
    scored = [
        (*span, score, support_of(features)) for span, score, features in zip(spans, scores(found), found, strict=True)
    ]
    return scored + [(start, end, KNOWN, 2) for start, end, pinyin in known if pinyin]


def _in_context(text: str, scored: list[tuple[int, int, float, int]]) -> Iterator[_Mention]:
    """The candidates, with what a turn of phrase around them adds; a longer one that swallows part of it loses as much."""
    found = {
        (start, end): context
        for start, end, score, _ in scored
        if score > HOPELESS and not _body(text[start:end]) and (context := context_of(text, start, end))
    }
    ends = {start: end for (start, end), context in sorted(found.items(), reverse=True) if context.bonus >= FULL}
    for start, end, score, support in scored:
        context = found.get((start, end))
        if end > ends.get(start, end):
            score -= FULL
        elif context is not None:
            score, support = score + context.bonus, 2
        elif _wordy(text, start, end):
            score -= WORDY
        elif OF_THINGS.match(text, end):
            score -= FULL
        yield _Mention(start, end, score, support, context.title if context is not None else "")


def _wordy(text: str, start: int, end: int) -> bool:
    """Whether the characters are rather a clause or a place: an adverb and a word (应谨慎), a county and more (海阳港), 马来 in 马来熊."""
    name = text[start:end]
    words = lexicon.lexicon()
    given = name[1:]
    if name[0] in _ADVERBS and len(given) == 2 and (given in words.common or given_odds(name) < -1):
        return given_odds(name) < 2 * NAMELIKE
    if post_before(text, start) or post_at(text, end):
        return False
    place = len(name) == 3 and any(name[:2] + unit in words.places for unit in ("县", "市", "区"))
    return (place and given_odds(name) < 2 * NAMELIKE) or _kind(name[:2]) in (
        "country",
        "foreign_place",
        "foreign_city",
    )


def _kind(text: str) -> str:
    term = Glossary.builtin().get(text)
    return term.kind if term is not None else ""


def _body(name: str) -> bool:
    """Whether a string is a word, or ends like a body whose post follows (区文联主席) or a place."""
    words = lexicon.lexicon()
    return (
        name in words.words
        or name[-1] in PLACE_KINDS
        or name[-1] in BODY_ENDS
        or (len(name) == 3 and name[1:] in words.common and given_odds(name) < NAMELIKE)
    )


def _abroad(text: str, start: int, floor: int) -> bool:
    """Whether the words before a name place its bearer in another country (英国首相, 阿根廷驻华大使)."""
    chunk = re.split(r"[，。；：！？、,;:!?\n“”‘’\"（）()《》\s]", text[max(floor, start - 25) : start])[-1]
    if "驻华" in chunk or "联合国秘书长" in chunk:
        return True
    if re.search("中国|我国|中方|驻|研究|学院|大学", chunk):
        return False
    return any(match.term.kind == "country" and match.term.source != "中国" for match in Glossary.builtin().find(chunk))


def _alone(mentions: Sequence[_Mention], one: _Mention) -> bool:
    """Whether no overlapping candidate scores within one point."""
    return not any(
        other.start < one.end and one.start < other.end and other is not one and other.score > one.score - 1.0
        for other in mentions
    )


def title_before(text: str, start: int, floor: int = 0) -> str:
    """The post that stands right before ``start`` and after ``floor``, with its institution: 成都市政府副秘书长; "" if there is none."""
    if not post_before(text, start):
        return ""
    begin = max(floor, start - 40)
    chunk = re.split(r"[，。；：！？,;:!?\n“”‘’\"（）()《》\s]", text[begin:start])[-1]
    chunk = re.sub(r"^(?:、|和|与|及|以及|等)+", "", chunk)
    chunk = re.sub(r"^.*(?:时任|现任|邀请|聘请|任命|陪同|听取|会见|根据|来自|欢迎|通知|介绍)(?!人|员)", "", chunk)
    first = re.match(r"(?:当天|[由受经据对为向给让请在当原是])(?=.{2})", chunk)
    # In 对外联络部 and 向阳小学 it is part of a word, or what is left begins with none.
    if first is None or _begins_word(chunk, len(first[0]) + 1) or not _begins_word(chunk[first.end() :], 2):
        return chunk
    return chunk[first.end() :]


def _begins_word(text: str, least: int) -> bool:
    """Whether a text begins with a word of at least so many characters, or with a post."""
    return any(text[:size] in lexicon.lexicon().words for size in range(least, 5)) or bool(post_at(text, 0))
