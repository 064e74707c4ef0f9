"""Sentences of Chinese and English text, by rule, with offsets into the text.

A newline ends a sentence; so do 。！？… and their ASCII forms, outside numbers, addresses, quotations, brackets and 《》. Closing
quotation marks stay with the sentence that they close. A quotation of several sentences stays whole unless it is longer than
`MAX_SPAN`, so that one forgotten closing mark never swallows a document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jianbao.deadline import ask
from jianbao.full_stops import ends_sentence

MAX_SPAN = 200
"""Characters between an opening and a closing mark beyond which sentences inside it are told apart."""
LONG = 100
"""Characters of a Chinese sentence above which its ； part it: below, the whole reads better than its parts."""
SHORT_PART = 15
"""Characters that a part ending in ； must have: 一、二、三 with a word each are one sentence."""

_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "[": "]",
    "〔": "〕",
    "［": "］",
}
_CLOSING = frozenset('”’」』》〉）)】]〕］"')
_QUOTES = '“‘「『"'
_ENDS = frozenset("。！？!?｡﹗﹖")
_HAN = "\u3400-\u9fff\uf900-\ufaff〇"
_ATOM = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\uffef]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|(?<!\d)\d+(?:[.,:·．]\d+)+"
    r"|(?<![A-Za-z])(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:com|cn|org|net|gov|edu|example)(?![A-Za-z])"
)
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,:：．·/%％‰～~—–-]*[万亿千百十]*(?:余|多)?[%％\u4e00-\u9fff]?|[A-Za-z]+")
_SAYS = re.compile(
    r"^[^，,。！？!?；;：:“”]{0,40}?(?:说|表示|介绍|道|称|坦言|告诉|指出|强调|认为|透露|回忆|感慨|感叹|直言|笑言|评价|提醒|解释|补充|呼吁|建议|问)(?:[，,。！？!?；;：:“]|$|记者|笔者|[^。！？!?]{0,3}[，,。：:])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `text` is `source[start:end]`, without white space around; `paragraph` counts the lines that have text."""

    text: str
    start: int
    end: int
    paragraph: int


def pieces(text: str, *, language: str = "zh") -> list[str]:
    """The text cut after each sentence, white space included: `"".join(pieces(text)) == text`."""
    cuts = _cuts(text, language)
    return [text[a:b] for a, b in zip([0, *cuts[:-1]], cuts, strict=True)] if text else []


def split(text: str, *, language: str = "zh") -> tuple[Sentence, ...]:
    """The sentences of `text` in order; `language` is "zh" or "en"."""
    result: list[Sentence] = []
    start, paragraph, fresh = 0, -1, True
    for end in _cuts(text, language) if text else ():
        piece = text[start:end]
        body = piece.strip()
        if body:
            paragraph += fresh
            left = start + len(piece) - len(piece.lstrip())
            result.append(Sentence(body, left, left + len(body), paragraph))
            fresh = False
        fresh = fresh or piece[-1] in "\n\r\u2028\u2029"
        start = end
    return tuple(result)


def clauses(text: str, *, limit: int, length: Callable[[str], int] = len) -> list[str]:
    """`text` in pieces of at most `limit` by `length`, joined again by `"".join`.

    Cuts fall, best first, after sentences, ； and ：, ，, then 、 and spaces; inside a quotation, bracket or 《》 only where nothing
    else is left, and inside a number or a Latin word only if that alone is over the limit.
    """
    size = length(text)
    if size <= limit or len(text) < 2:
        return [text] if text else []
    parts = -(-size // max(1, limit))
    ideal = len(text) * max(1, parts // 2) / parts
    spans = enclosed(text)
    ends = {c for c in _cuts(text, "zh") if c < len(text)}
    inside = covered(text, spans)
    atoms = covered(text, [m.span() for m in _ATOM.finditer(text)] + [m.span() for m in _NUMBER.finditer(text)])
    best, cost = len(text) // 2, float("inf")
    for i in range(1, len(text)):
        if text[i] in _CLOSING or text[i] in "，,、；;：:。！？!?…":
            continue
        rank = 0.0 if i in ends else _rank(text[i - 1])
        rank += (2.0 if inside[i] else 0.0) + (9.0 if atoms[i] else 0.0)
        price = abs(i - ideal) / len(text) + rank * 0.25
        if price < cost:
            best, cost = i, price
    return clauses(text[:best], limit=limit, length=length) + clauses(text[best:], limit=limit, length=length)


def _rank(mark: str) -> float:
    if mark in "；;":
        return 0.4
    if mark in "，,：:":
        return 1.0
    return 1.6 if mark in "、 \u3000—" else 5.0


def covered(text: str, spans: list[tuple[int, int]]) -> bytearray:
    """1 at each index where a cut would fall inside a span."""
    inside = bytearray(len(text) + 1)
    for a, b in spans:
        inside[a + 1 : b] = b"\1" * max(0, b - a - 1)
    return inside


def enclosed(line: str) -> list[tuple[int, int]]:
    """Outermost quotations, brackets and titles of one line, none longer than MAX_SPAN, in order."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    straight = [i for i, c in enumerate(line) if c == '"' and not line[i - 1 : i].isdigit()]
    ends = dict(zip(straight[::2], straight[1::2], strict=False)) if len(straight) % 2 == 0 else {}
    found += [(a, b + 1) for a, b in ends.items() if b - a < MAX_SPAN]
    for i, c in enumerate(line):
        if c in _PAIRS:
            stack.append((_PAIRS[c], i))
            if len(stack) > 40:
                del stack[0]
        elif stack and c in _CLOSING and any(c == wanted for wanted, _ in stack):
            while stack:
                wanted, start = stack.pop()
                if wanted == c:
                    if i - start < MAX_SPAN:
                        found.append((start, i + 1))
                    break
    found.sort(key=lambda s: (s[0], -s[1]))
    outer: list[tuple[int, int]] = []
    for a, b in found:
        if not outer or a >= outer[-1][1]:
            outer.append((a, b))
    return outer


def _cuts(text: str, language: str) -> list[int]:
    """Offsets at which pieces end, the last of them len(text)."""
    cuts: list[int] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]*(?:[\n\r\u2028\u2029]+|$)", text):
        if not line.group():
            continue
        body = line.group().rstrip("\n\r\u2028\u2029")
        ends = sorted(set(_english(body) if language == "en" else _chinese(body)))
        for end in ends:
            end = _past_space(body, end)
            if 0 < end < len(body) and (not cuts or line.start() + end > cuts[-1]):
                cuts.append(line.start() + end)
        cuts.append(line.end())
    # White space before the first sentence, and blank lines, belong to the piece before them or after them, never alone.
    kept: list[int] = []
    start = 0
    for cut in cuts:
        blank = not text[start:cut].strip()
        if blank and kept:
            kept[-1] = cut
        elif not blank:
            kept.append(cut)
        else:
            continue
        start = cut
    if not kept:
        return [len(text)] if text else []
    kept[-1] = len(text)
    return kept


_SPACE = re.compile(r"\s*")


def _past_space(text: str, at: int) -> int:
    m = _SPACE.match(text, at)
    return m.end() if m else at


def _chinese(line: str) -> Iterator[int]:
    spans = enclosed(line)
    starts = [a for a, _ in spans]
    atoms = covered(line, [m.span() for m in _ATOM.finditer(line)])
    begin, i, size = 0, 0, len(line)
    parts: list[int] = []
    while i < size:
        ask()
        at = bisect_right(starts, i) - 1
        if at >= 0 and spans[at][0] == i:
            a, b = spans[at]
            i = b
            mark = line[a]
            if b - 2 > a and (line[b - 2] in _ENDS or line[b - 2] == "…"):
                head = not line[begin:a].strip()
                # A title inside a sentence (《去哪儿？》) or an aside ends nothing; speech does.
                if (mark in _QUOTES and (not head or b - a > 4) and not _goes_on(line, b, head)) or (
                    head and mark in "（(" and b < size
                ):
                    yield from parts if b - begin > LONG else ()
                    parts, begin = [], b
                    yield b
            continue
        c = line[i]
        if c in "；;" and not atoms[i]:
            i += 1
            if i - (parts[-1] if parts else begin) >= SHORT_PART:
                parts.append(i)
            continue
        if not _ends_here(line, i, begin) or (atoms[i] and c not in "。！？"):
            i += 1
            continue
        i += 1
        while i < size and (line[i] in _ENDS or line[i] in "…."):
            i += 1
        while i < size and line[i] in _CLOSING and i not in starts:
            i += 1
        if i - begin > LONG:
            yield from (p for p in parts if i - p >= SHORT_PART)
        parts, begin = [], i
        yield i
    if size - begin > LONG:
        yield from (p for p in parts if size - p >= SHORT_PART)


def _goes_on(line: str, at: int, head: bool) -> bool:
    """Does the sentence go on after a quotation that ends in a full stop at `at`?"""
    rest = line[at : at + 60]
    if not rest.strip() or rest[0] in "，,、；;：:。！？!?的等与和及是为这中后之":
        return bool(rest.strip())
    return head and bool(_SAYS.match(rest))


_DOTS = re.compile("[….]*")


def _ends_here(line: str, i: int, begin: int) -> bool:
    c = line[i]
    if c in _ENDS:
        return True
    before, after = line[i - 1 : i], line[i + 1 : i + 2]
    if c == "…":
        m = _DOTS.match(line, i)
        rest = line[m.end() : m.end() + 1] if m else ""
        return not rest or rest not in "，,、；;：:。！？!?等"
    if c != ".":
        return False
    if after == ".":
        return False
    if re.match(f"[{_HAN}%％）)”’」》]", before):
        return not re.match(r"[0-9A-Za-z]", after)
    if not after:
        return bool(before.strip())
    if before.isascii() and before.isalnum() and after.isspace():
        if before.isdigit() and re.fullmatch(r"\s*[（(]?\d+", line[begin:i]):
            return False
        return ends_sentence(line, i)
    return False


_OPENS = re.compile(r"[\"“‘'(\[]*[A-Z0-9\u4e00-\u9fff]")


def _english(line: str) -> Iterator[int]:
    inside = covered(line, enclosed(line))
    for m in re.finditer(r"[.!?…。！？]+[\"”’')\]]*(?=\s|$)", line):
        ask()
        end = m.end()
        # The marks just before a closing quotation end the sentence too: the quotation is over.
        if inside[end] or (
            inside[m.start()]
            and end < len(line)
            and inside[end - 1]
            and line[end - 1] not in _CLOSING
            and line[end - 1] != "'"
        ):
            continue
        following = _past_space(line, end)
        if following < len(line) and not _OPENS.match(line, following):
            continue
        if (
            m.group().startswith(".")
            and len(m.group().rstrip("\"”’')]")) == 1
            and m.group() == "."
            and not ends_sentence(line, m.start())
        ):
            continue
        yield end
