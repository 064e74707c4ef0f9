"""Page furniture: what a page adds to an article, told from the article by what it is, never because a word in it matches.

Rules are anchored: to the whole line, to the edge of the article (lines before the first full sentence and after the last), or to the
form of an insert such as （记者 …）. Everything removed comes back with the rule that removed it. Measured by benchmarks/furniture.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.furniture import dateline as datelines
from summarize.furniture.dateline import Dateline
from summarize.furniture.frames import framed, shows_more
from summarize.furniture.labels import is_claim, is_label, is_pitch
from summarize.furniture.rules import furniture, is_own, matches
from summarize.furniture.rules import rules as rules_of
from summarize.furniture.tails import page_tail

__all__ = ["Cleaned", "Dateline", "Removed", "clean"]

_FULL = re.compile(r"[。！？!?；;…：:][”’」』）)】\"]*$|。")
_EDGE_LIMIT = 80
_ENGLISH_FULL = re.compile(r"[.!?:][\"”’)]*\s*$")
_BAR = re.compile(r"(?:^| )\|(?= |$)")
_SHAPES = (
    (
        "item",
        re.compile(
            r"^(?:\d{1,3}[、.．:：)）]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[-—•·●■▪◆★①-⑳])"
        ),
    ),
    ("time", re.compile(r"^(?:[上下]午|\d{1,2}月\d{1,2}日|\d{1,2}[:：]\d{2})")),
    ("label", re.compile(r"^[^:：，。]{1,12}[:：]")),
    ("figure", re.compile(r"\d")),
)
_WORD = re.compile(r"\w")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·“”（）()\-]{2,16}")
"""A line that is a name and nothing else: of an account, a section, a button."""
_ACCOUNT = re.compile(r"(?!\d*$|.*\d[\d.]*[亿万元个家人%])[\w·.+]{1,12}")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_SHORT_NAME = 6
_BODY = re.compile(r"(?:[局部厅委办处院所会队站馆]|公司|集团|中心|政府|大学|学校)$")
"""How the names of bodies end: below one of them, another is an item of the same list."""
_LIST = 3
"""Lines of a list without marks."""
_HEADED = 8
"""Characters of a heading that ends in a colon."""
_LABELLED = re.compile(r"[\d:：]")
_LABEL = re.compile(r"[:：]")
_HEADING = re.compile(r"[\u4e00-\u9fff]{2,8}")
_CREDITS = frozenset(
    [
        "byline",
        "page tools",
        "reader counts",
        "topic tags",
        "accounts",
        "page header",
        "share prompt",
        "copyright",
        "repeated line",
    ]
)
"""What is written below an article: of what follows there, only lists, figures and addresses are its own."""
_SIGNATURES = frozenset({"signature", "name", "note"})
_BETWEEN = 2
"""Lines from one line of an address to the next that belong to one address."""
_TAIL_LINES = 6
"""Lines after the last full sentence above which they are a list of the article's, not its signature."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A span of the text that is not the article's, and the name of the rule that says so."""

    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`spans`: what stays, in order, as offsets into the text given; none crosses a newline."""

    spans: tuple[tuple[int, int], ...]
    removed: tuple[Removed, ...]
    dateline: Dateline | None


def clean(text: str, *, language: str = "zh") -> Cleaned:
    """Tell furniture from article. Time grows with the length of the text; lines over 400 characters are never removed whole."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\u2028\u2029]+", text) if m.group().strip()]
    removed: list[Removed] = []
    kept: list[tuple[int, int]] = []
    dateline: Dateline | None = None
    bare = [text[start:end].strip() for start, end in lines]
    places = _places(bare, language)
    repeated = _repeated(bare, places)
    rules = [_rule(line, place=place, language=language) for line, place in zip(bare, places, strict=False)]
    for n in _listed(bare, places, rules, language):
        rules[n] = None
    if rules[:1] == ["topic tags"]:
        # A microblog has its topic for a headline.
        rules[0] = None
    accounts = _accounts(bare, places, rules)
    around = framed(bare, places, rules, language)
    own = _closing(places, [rule or (n in repeated or None) for n, rule in enumerate(rules)])
    below = False
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        place = places[n]
        found = datelines.find(line, language=language) if dateline is None or place in ("first", "head") else None
        rule = rules[n]
        if rule is None and (n in repeated or n in accounts):
            rule = "repeated line" if n in repeated else "account"
        if rule is None and n in around:
            rule = "page header" if place == "head" else "page tail"
        if rule is None and below and place in ("edge", "tail") and n not in own and not is_own(bare[n], language):
            rule = "page tail"
        credit = rule in _CREDITS and place in ("edge", "tail") and not shows_more(line)
        below = below or (language == "zh" and credit)
        if found:
            dateline = dateline or found.moved(start)
            rest = line[found.end :].strip()
            rule = "dateline" if not rest or _rule(rest, place=place, language=language) else None
        if rule:
            removed.append(_removed(text, start, end, rule))
            continue
        cuts = [(0, found.end, "dateline")] if found else []
        cuts += _inserts(line, language)
        at = 0
        for a, b, name in sorted(cuts):
            if b <= at:
                continue
            kept += _span(text, start + at, start + max(at, a))
            removed.append(_removed(text, start + max(at, a), start + b, name))
            at = b
        kept += _span(text, start + at, end)
    return Cleaned(tuple(kept), tuple(removed), dateline)


def _removed(text: str, start: int, end: int, rule: str) -> Removed:
    (start, end), *_ = _span(text, start, end) or [(start, end)]
    return Removed(text[start:end], start, end, rule)


def _span(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without white space around it, none where nothing is left but white space or a stray mark."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return [(left, right)] if right > left and re.search(r"\w", text[left:right]) else []


def _places(lines: Sequence[str], language: str) -> list[str]:
    """Where each line stands.

    first: the first line, which may be the title. head: before the first full sentence. body. list: a table, or items that the last
    sentence announces. tail: after the last full sentence, in a few lines. edge: there, in many. page tail: what a platform adds below.
    """
    end = page_tail(lines, language)
    full = [n for n, line in enumerate(lines[:end]) if _is_full(line, n, len(lines), language)]
    # Above the first sentence a page has headings of its own lists.
    while full and lines[full[0]][-1] in "：:" and len(lines[full[0]]) <= _HEADED:
        del full[0]
    if not full:
        return ["first"] + ["body"] * (len(lines) - 1)
    first, last = full[0], full[-1]
    places = ["head"] * first + ["body"] * (last + 1 - first)
    listed = _announced(lines[last], lines[last + 1 : end], language)
    places += ["list"] * listed
    after = [line for line in lines[len(places) : end] if furniture(line, language) is None]
    places += ["tail" if len(after) <= _TAIL_LINES else "edge"] * (end - len(places))
    places += ["page tail"] * (len(lines) - end)
    places[0] = "first"
    bars = [len(_BAR.findall(line)) for line in lines[:end]]
    for n, count in enumerate(bars):
        if count and count in (*bars[max(0, n - 1) : n], *bars[n + 1 : n + 2]) and places[n] != "first":
            places[n] = "list"
    details = [n for n in range(last, end) if matches("detail", lines[n], language)]
    for one, other in pairwise(details):
        if other - one <= _BETWEEN:
            # The name or the body between the heading and the number.
            places[one + 1 : other] = ["list"] * (other - one - 1)
    return places


def _closing(places: Sequence[str], known: Sequence[str | bool | None]) -> set[int]:
    """Lines with which a text ends, where they are a list: several, none known, below no more than a line or two of credits.

    A page that adds to an article has more to say that is known: buttons, counts, links.
    """
    below = [n for n in range(len(known)) if places[n] in ("edge", "tail")]
    last = max((n for n in below if known[n]), default=-1)
    closing = {n for n in below if n > last}
    return closing if len(closing) >= _LIST and len(below) - len(closing) <= _BETWEEN else set()


def _listed(lines: Sequence[str], places: Sequence[str], rules: Sequence[str | None], language: str) -> Iterator[int]:
    """Lines below the last full sentence that look like a signature and belong to a list.

    A signature follows a sentence, whom to ask or other furniture, has its date below it, or is the only body below a list.
    What else follows a line of a list belongs to the list: 焊工 邢志刚 below 各工种第一名.
    A name above the article's own lines is the heading of a list.
    """
    listed = False
    for n, (place, rule) in enumerate(zip(places, rules, strict=False)):
        if place == "list":
            listed = True
        elif place not in ("edge", "tail"):
            listed = False
        elif rule is None:
            listed = matches("detail", lines[n], language) is None
        elif rule == "page tools" and _is_heading(n, lines, rules, language):
            listed = True
            yield n
        elif rule in _SIGNATURES:
            below = rules[n + 1] if n + 1 < len(lines) else "end"
            own = below is None and places[n + 1] == place and not matches("detail", lines[n + 1], language)
            run = next((m for m in range(n + 1, len(lines)) if rules[m] not in _SIGNATURES), len(lines))
            dated = run < len(lines) and rules[run] == "date"
            above = lines[n - 1]
            headed = rules[n - 1] is None and bool(_HEADING.fullmatch(above)) and not _BODY.search(above)
            item = (
                headed
                or bool(_BODY.search(above))
                or (matches("detail", above, language) is not None and not _LABEL.search(above))
                or rule != "signature"
                or _LABELLED.search(lines[n]) is not None
                or (run - n > 1 and not dated)
            )
            own = own and (rule == "name" or (rule == "signature" and rules[n - 1] is None))
            if (listed and (below is None or (item and below != "date") or headed)) or own:
                listed = True
                yield n


def _is_heading(n: int, lines: Sequence[str], rules: Sequence[str | None], language: str) -> bool:
    """Whether words of a platform stand above figures of the article: 大会日程 above an agenda."""
    below = n + 1 < len(lines) and rules[n + 1] is None and is_own(lines[n + 1], language)
    return below and rules[n - 1] is None and bool(_HEADING.fullmatch(lines[n]))


def _accounts(lines: Sequence[str], places: Sequence[str], rules: Sequence[str | None]) -> set[int]:
    """Names above the article that stand beside other furniture: who posted it, what the page offers. A second headline says more.

    One of six characters has furniture beside it, one of twelve with a mark or a figure in it has it above and below.
    """
    known = {n for n, (place, rule) in enumerate(zip(places, rules, strict=False)) if place == "head" and rule}
    names = {n for n, line in enumerate(lines) if places[n] == "head" and n not in known and _ACCOUNT.fullmatch(line)}
    found = {n for n in names if len(lines[n]) <= _SHORT_NAME and known & {n - 1, n + 1}}
    return found | {n for n in names if {n - 1, n + 1} <= known | found and not _HAN_ONLY.fullmatch(lines[n])}


def _repeated(lines: Sequence[str], places: Sequence[str]) -> set[int]:
    """Lines above and below the article that say one name again: the account, which a page names in several places. The title stays."""
    names: dict[str, list[int]] = {}
    title = {n for n, line in enumerate(lines) if n and places[n] == "head" and line == lines[0]}
    for n, line in enumerate(lines):
        if _NAME.fullmatch(line):
            names.setdefault(line, []).append(n)
    around = ("head", "edge", "tail", "page tail")
    return title | {
        n
        for found in names.values()
        # Below the article alone, a list of results may name somebody twice.
        if len(found) > 1 and places[found[0]] == "head" and all(places[n] in around for n in found)
        for n in found
    }


def _is_full(line: str, n: int, count: int, language: str) -> bool:
    """Whether a line reads as full sentences and as nothing else."""
    if language == "en":
        return len(line) > 40 and bool(_ENGLISH_FULL.search(line))
    return (
        len(line) > (3 if line[-1:] in "：:" else 12)
        and bool(_FULL.search(line))
        and (n > 0 or count == 1 or line[-1] in "。；;：:”")
        and _rule(line, place="body", language=language) is None
        and not (language == "zh" and is_pitch(line))
    )


def _announced(last: str, after: Sequence[str], language: str) -> int:
    """How many lines after a sentence that ends in a colon are the list that it announces: all of one shape."""
    if language == "en" or last[-1] not in "：:":
        return 0
    items: list[str] = []
    for line in after:
        if _rule(line, place="list", language=language) or (items and _shape(line) != _shape(items[0])):
            break
        items.append(line)
    # One line of no shape is the signature.
    return 0 if len(items) == 1 and not _shape(items[0]) else len(items)


def _shape(line: str) -> str:
    """What the items of a list have in common: a number or bullet before them, a figure, a label; else nothing to go by."""
    for shape, pattern in _SHAPES:
        if pattern.search(line):
            return shape
    return ""


def _rule(line: str, *, place: str, language: str) -> str | None:
    """The name of the rule by which a line is furniture where it stands; None for the article's own."""
    if not _WORD.search(line):
        return "end mark"
    if name := furniture(line, language):
        # What a release offers, with its figure, is no prompt of the page.
        return None if name == "share prompt" and matches("keep", line, language) == "offer" else name
    if place == "page tail":
        return place
    if place not in ("head", "edge", "tail") or matches("keep", line, language) or matches("detail", line, language):
        return None
    short = len(line) <= _EDGE_LIMIT
    return (
        (matches("head", line, language) if short and place == "head" else None)
        or (matches("edge", line, language) if short else None)
        or (matches("tail", line, language) if place == "tail" else None)
        or (_platform(line) if language == "zh" else None)
    )


def _platform(line: str) -> str | None:
    """What a line above or below the article is by the words that it is made of."""
    if is_label(line):
        return "page tools"
    if is_claim(line):
        return "copyright"
    return "share prompt" if is_pitch(line) else None


def _inserts(line: str, language: str) -> list[tuple[int, int, str]]:
    """Spans inside a line: （记者王珂）, a page number or publication stamp before the text, Copyright after it."""
    return [
        (found.start(), found.end(), rule.name)
        for rule in rules_of(language, "insert")
        for found in rule.pattern.finditer(line)
    ]
