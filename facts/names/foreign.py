"""Names that are not Chinese: with a dot (艾克拜尔·托合提), of Tibetan and Mongolian pieces (扎西次仁), and people whom everybody knows.

A name whose pieces are listed has a rendering. Any other is found in the English by the letters that its characters stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from facts import lexicon
from facts.glossary.glossary import ABROAD, Glossary
from facts.names import surnames
from facts.names.neighbours import beside
from facts.names.sounds import DOTS, letters, likeness, sounds
from facts.names.spelled import abroad, known, parts, pieces, rendering, split
from facts.posts import post_at, post_before
from jianbao import han

LIKE = -2.8
"""Likeness (`sounds.likeness`) from which a word is a spelling: 4 in 5 of right pairs, 1 in 16 of the best of a dozen wrong ones."""

LIKE_TOGETHER = -3.8
"""The same for each of two words that stand beside each other as the parts of the name do."""

FOREIGN = 4
"""Characters from which a listed name is one wherever it stands."""

LONGEST = 8
"""Characters of one part of a name at most."""

STOPS = frozenset(
    "和与及由在对向为是的了等将被把以从到说也就还并又都已曾正时后地区省州市县郡岛港国镇村，。；：、！？（）《》“”"
)
"""Characters that end a name or stand before one."""

BESIDE = "曾比因于该"
"""Characters that names have, and that stand beside them as words more often."""

MORE = "奇琪妮娜珍弗莎琳黛茜婷芙蕾莱薇娅丝翠莉吉琼雪黑怀赖劳勒雷林卢鲁伦欣朱茱裘蒙梅温文武威沃维韦怀黄华霍休胡惠侯豪汉哈海亨贺"
"""Characters of personal names that names of places have seldom."""

DOTTED = re.compile(rf"[{han.CLASS}][{DOTS}](?=[{han.CLASS}])")

_HYPHENED = re.compile(rf"[{han.CLASS}][-－—](?=[{han.CLASS}])")


ALIKE = 0.75
"""Share of letters in common from which a word is a listed spelling."""

SAME = 0.89
"""The same where all pieces of a name are listed."""

NEAR = 60
"""Letters that all parts of a name take at most, where they stand beside each other."""

_PLACE_BEHIND = re.compile("[县乡镇村](?!长|委|党)|[寺山峰湖河路街]")

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
"""A word of any alphabet, with its apostrophes."""


@dataclass(frozen=True, slots=True)
class ForeignName:
    """A name at `text[start:end]`. english: its usual rendering, or "".

    known: the bearer is known to everybody or was named in full before, so that English may say "the president" instead.
    """

    start: int
    end: int
    english: str
    known: bool = False


def foreign_names(text: str) -> tuple[ForeignName, ...]:
    """Names that are not Chinese, in text order, without overlap."""
    dotted = tuple(_dotted(text))
    found: list[ForeignName] = []
    for name in sorted(
        (*dotted, *_known(text), *_pieced(text), *_posted(text), *_again(text, dotted)), key=lambda n: (n.start, -n.end)
    ):
        if not found or name.start >= found[-1].end:
            found.append(name)
    return tuple(found)


def _again(text: str, dotted: Iterable[ForeignName]) -> Iterator[ForeignName]:
    """Mentions by the first or the last part alone of those whose whole name stands in the text."""
    for part in {
        part for name in dotted for part in (parts(text[name.start : name.end])[i] for i in (0, -1)) if len(part) > 1
    }:
        for match in re.finditer(re.escape(part), text):
            start, end = match.span()
            if not _goes_on(text, end) and not lexicon.inside_word(text, start, end, name=True):
                yield ForeignName(start, end, rendering(part), known=True)


@cache
def _characters() -> frozenset[str]:
    """Characters that a name of another language may have."""
    return (frozenset(sounds().table) | {c for piece in pieces() for c in piece} | frozenset(MORE)) - STOPS


def _dotted(text: str) -> Iterator[ForeignName]:
    taken = 0
    for match in sorted((*DOTTED.finditer(text), *_HYPHENED.finditer(text)), key=lambda m: m.start()):
        dot = match.end() - 1
        if dot < taken:
            continue
        start = _start(text, match.start() + 1, taken)
        end = part_end(text, dot + 1)
        if end - dot < 3 and text[dot] in DOTS:
            end = max(end, _any_end(text, dot + 1, told=bool(post_before(text, start))))
        while end < len(text) - 1 and (text[end] in DOTS or text[end] in "-－—") and han.is_han(text[end + 1]):
            end = part_end(text, end + 1)
        if min(match.start() + 1 - start, end - dot - 1) < 1 or not _all_sounds(
            text[start:end], strict=text[dot] not in DOTS
        ):
            continue
        taken = end
        yield ForeignName(start, end, rendering(text[start:end]))


def _all_sounds(name: str, *, strict: bool) -> bool:
    """Whether it looks like a name: the first and the last part have two characters, and none is a word.

    strict: every part has two characters, each of transliteration; for a hyphen, which stands between other words as well.
    """
    words = lexicon.lexicon()
    found = parts(name)
    if strict:
        return all(
            len(part) > 1 and part not in words.words and all(c in _characters() for c in part) for part in found
        )
    return min(len(found[0]), len(found[-1])) > 1 and not all(part in words.words for part in found)


def _start(text: str, dot: int, floor: int) -> int:
    """Where the part that ends at `dot` begins: behind a post, a country or a word that takes a name, else at a strange character."""
    start = dot
    while start > max(floor, dot - LONGEST) and text[start - 1] in _characters():
        start -= 1
    for at in range(dot - 1, start, -1):
        if post_before(text, at) or text[max(0, at - 2) : at] in beside("before") or _country(text, start, at):
            return at
    for size in range(LONGEST, dot - start, -1):
        part = text[max(floor, dot - size) : dot]
        if len(part) == size and (split(part) or part in abroad()):  # 阿布都热合曼, whose 都 is a word elsewhere
            return dot - size
    # A character that no table has may stand between a post and the rest (副主席差瓦立).
    return next((at for at in (start - 1, start - 2) if at >= floor and post_before(text, at)), start)


def _country(text: str, floor: int, end: int) -> bool:
    """Whether a country ends here and no part of a name stands before it."""
    glossary = Glossary.builtin()
    return any(
        end - size <= floor and (term := glossary.get(text[end - size : end])) is not None and term.kind == "country"
        for size in range(2, min(6, end + 1))
    )


def part_end(text: str, start: int) -> int:
    """Where the part that begins at `start` ends: before a post, a verb, or the first character that no such name has."""
    for size in range(min(LONGEST, len(text) - start), 1, -1):
        part = text[start : start + size]
        if split(part) or (part in abroad() and not _goes_on(text, start + size)):
            return start + size
    end = start
    while end < min(len(text), start + LONGEST) and text[end] in _characters():
        if end > start + 1 and (post_at(text, end) or _verb(text, end)):
            break
        end += 1
    return end


def _any_end(text: str, start: int, *, told: bool) -> int:
    """Where a part ends that has characters which no table has (参威拉军): before a post, a verb or a mark; `start` where nothing tells.

    told: a post stands before the name. Without one a mark tells nothing: “幸福温江·美好之城” is a slogan.
    """
    for end in range(start + 2, min(len(text), start + LONGEST) + 1):
        marked = end == len(text) or not han.is_han(text[end])
        if marked or post_at(text, end) or _verb(text, end):
            named = all(han.is_han(c) and c not in STOPS for c in text[start:end])
            return end if named and (told or not marked) else start
        if text[end] in STOPS:
            return end
    return start


def _verb(text: str, at: int) -> bool:
    two = text[at : at + 2]
    return two in lexicon.lexicon().verbs or two in beside("after") or text[at : at + 3] in beside("after")


def _goes_on(text: str, end: int) -> bool:
    """Whether a name that ends here is the beginning of a longer one (科斯塔 in 科斯塔奈)."""
    after = text[end : end + 1]
    return (
        after in sounds().table
        and not _verb(text, end)
        and not post_at(text, end)
        and text[end : end + 2] not in lexicon.lexicon().words
    )


_LEADER = re.compile(
    "(?:总统|首相|总理|国王|大臣|国务卿|外长|部长|议长|省长|州长|市长|知事|主席|大使|总领事|参赞|秘书长|总裁|首席执行官|董事长|总经理|会长|教授"
    "|顾问|博士|专家|学者|选手|球员|教练|导演|先生|女士)"
)
_CHUNK = re.compile(r"[^，。；：！？、,;:!?\n“”‘’（）()《》]*$")


def _posted(text: str) -> Iterator[ForeignName]:
    """Names of one part right behind the post of somebody from abroad (西班牙首相桑切斯), and wherever else such a one stands.

    A listed name, or three characters and more of transliteration up to a verb, a post or a mark.
    """
    found: dict[str, tuple[int, int]] = {}
    for leader in _LEADER.finditer(text):
        start = leader.end()
        chunk = _CHUNK.search(text, max(0, start - 25), leader.start())
        if chunk is None or not any(m.term.kind in ABROAD for m in Glossary.builtin().find(chunk[0])):
            continue
        end = part_end(text, start)
        name, after = text[start:end], text[end : end + 1]
        sure = name in abroad() and (len(name) > 2 or not han.is_han(after) or _verb(text, end))
        sure = sure and (len(name) > 2 or name[0] not in surnames.table())
        if after in tuple(DOTS) or not (sure or (len(name) > 2 and (not han.is_han(after) or _verb(text, end)))):
            continue
        if (name[-2:] not in lexicon.lexicon().common and name[:2] not in lexicon.lexicon().common) or sure:
            found.setdefault(name, (start, end))
    for name, (first, _) in found.items():
        for match in re.finditer(re.escape(name), text):
            start, end = match.span()
            if start == first or not any(c in _characters() for c in text[start - 1 : start] + text[end : end + 1]):
                yield ForeignName(start, end, rendering(name), known=start != first)


@cache
def _known_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, known()), key=len, reverse=True)))


def _known(text: str) -> Iterator[ForeignName]:
    for match in _known_pattern().finditer(text):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if (
            any(c in DOTS for c in around)
            or (len(match[0]) < 4 and _goes_on(text, match.end()))
            or (len(match[0]) == 2 and lexicon.inside_word(text, *match.span()))
        ):
            continue
        yield ForeignName(*match.span(), known()[match[0]], known=True)
    for match in _abroad_pattern().finditer(text):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if not any(c in DOTS or (c in _characters() and c not in BESIDE) for c in around):
            yield ForeignName(*match.span(), rendering(match[0]))


@cache
def _abroad_pattern() -> re.Pattern[str]:
    """Listed names abroad that are long enough to be nothing else, wherever they stand."""
    long = (name for name in abroad() if len(name) >= FOREIGN and Glossary.builtin().get(name) is None)
    return re.compile("|".join(sorted(map(re.escape, long), key=len, reverse=True)))


def _alternation(language: str, least: int) -> str:
    """Pieces of a language of so many characters, the longest first."""
    found = (piece for piece, (_, of) in pieces().items() if of == language and len(piece) >= least)
    return "|".join(sorted(found, key=len, reverse=True))


@cache
def _pieced_pattern() -> re.Pattern[str]:
    """Two pieces of Tibetan; two or three of Mongolian; or one of Mongolian that is long enough to be nothing else."""
    tibetan, mongol, long = _alternation("tibetan", 1), _alternation("mongol", 2), _alternation("mongol", 3)
    return re.compile(f"(?:{tibetan}){{2}}|(?:{mongol}){{2,3}}|(?P<one>{long})")


def _pieced(text: str) -> Iterator[ForeignName]:
    for match in _pieced_pattern().finditer(text):
        start, end = match.span()
        around = text[start - 1 : start] + text[end : end + 1]
        if _PLACE_BEHIND.match(text, end) or any(c in DOTS for c in around):
            continue
        # Alone it may be a place or a part of a longer word, but for beside a post or a verb of speech.
        if match["one"] and not (
            post_before(text, start) or (_verb(text, end) and not han.is_han(text[start - 1 : start]))
        ):
            continue
        yield ForeignName(start, end, rendering(match[0]))


def find_foreign(english: str, name: str) -> tuple[int, int] | None:
    """Where an English text has a name that is not Chinese: its rendering, a listed spelling, its pinyin, or letters that sound alike.

    All parts in any order beside each other; or the first or the last part alone, as English calls somebody who was named before.
    """
    usual = rendering(name)
    if usual and (match := re.search(rf"(?<!\w){re.escape(usual)}(?!\w)", english, re.IGNORECASE)):
        return match.span()
    words = [
        m for m in WORD.finditer(english) if m[0] != m[0].lower() or m[0] in ("al", "el", "bin", "de", "von", "van")
    ]
    apart = parts(name)
    if len(apart) == 1 and {pieces()[piece][1] for piece in split(name)} == {"mongol"}:
        return _find_spelled(name, words)
    found = [find_part(part, words, LIKE) for part in apart]
    if found[0] is None and found[-1] is None:
        found = [find_part(part, words, LIKE_TOGETHER) for part in apart]
        # Two that are less like their parts, but stand together as they do.
        first, last = found[0], found[-1]
        if len(apart) < 2 or first is None or last is None or not 0 < last[1] - first[0] < NEAR or first[0] >= last[0]:
            return None
    spans = [span for span in found if span is not None]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    return (start, end) if end - start < NEAR else spans[-1]


def _find_spelled(name: str, words: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """The word that is one of the listed spellings of a name, or differs from it in hardly a letter: all of its pieces are known."""
    for word in words:
        flat = letters(word[0].removesuffix("'s").removesuffix("’s"))
        if any(SequenceMatcher(None, flat, other, autojunk=False).ratio() >= SAME for other in spellings(name)):
            return word.span()
    return None


def find_part(part: str, words: list[re.Match[str]], least: float) -> tuple[int, int] | None:
    """The word, or the two or three that stand together, that are nearest to one part of a name, and at least so like it."""
    listed = spellings(part)
    best, at = least, None
    for index, word in enumerate(words):
        for count in range(1, min(3, len(words) - index) + 1):
            last = words[index + count - 1]
            if count > 1 and last.start() - words[index + count - 2].end() > 1:
                break
            flat = letters("".join(w[0] for w in words[index : index + count]).removesuffix("'s").removesuffix("’s"))
            score = 0.0 if _is_spelled(flat, listed) else likeness(part, flat)
            if score > best:
                best, at = score, (word.start(), last.end())
    return at


def _is_spelled(word: str, listed: frozenset[str]) -> bool:
    """Whether a word is one of the spellings, or nearly: names of other scripts are written in many ways."""
    if word in listed:
        return True
    near = (other for other in listed if abs(len(other) - len(word)) < 4 and other[:1] == word[:1] and len(other) > 5)
    return any(SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE for other in near)


@lru_cache(maxsize=2000)
def spellings(part: str) -> frozenset[str]:
    """Listed spellings of a part, and its pinyin."""
    from pypinyin import lazy_pinyin

    out = {""}
    for piece in split(part):
        out = {a + letters(b) for a in out for b in pieces()[piece][0]}
    listed = known().get(part)
    return frozenset({*(out - {""}), "".join(lazy_pinyin(part)), *([letters(listed)] if listed else [])})


def one_spelling(texts: Sequence[str], names: Iterable[str]) -> list[str]:
    """The texts with each name that is not Chinese spelled as in the first text that has all of its parts.

    Only whole names are changed, and only where they have as many words: a surname alone may stand.
    """
    out = list(texts)
    for name in dict.fromkeys(names):
        words = len(parts(name))
        first = ""
        for index, text in enumerate(out):
            span = find_foreign(text, name) if words > 1 else None
            said = text[slice(*span)] if span else ""
            if span is None or len(said.split()) != words or not said.replace(" ", "").replace("-", "").isalpha():
                continue
            first = first or said
            if said != first:
                out[index] = text[: span[0]] + first + text[span[1] :]
    return out
