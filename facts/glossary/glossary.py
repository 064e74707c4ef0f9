"""Glossaries: what a Chinese term is called in English, where it stands in a text, and whether an English text has it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from facts import lexicon
from facts.glossary.file import parse, read
from facts.glossary.renderings import accepts, acronym
from facts.tables import rows
from jianbao import han

__all__ = ["Glossary", "Match", "Term", "abbreviate", "accepts"]

FIRM_LISTS = ("institutions", "universities", "companies", "places", "abroad", "world")
"""Lists of proper names. Titles and terms are paraphrased as often as not, so that their absence proves nothing."""

BUILTIN_LISTS = (*FIRM_LISTS, "titles", "terms")

BOUNDARY_LENGTH = 3
"""Terms of up to so many characters can be part of a longer word (国家 in 国家级); longer ones cannot, in practice."""


FOLDED = str.maketrans(
    {
        **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)},
        **dict.fromkeys("•・‧∙", "·"),
        **dict.fromkeys("“”„〝〞", '"'),
    }
)
"""Characters of one width and kind for those of another: （）ＡＩ as ()AI, • as ·. One for one, so that spans stay."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. ``firm`` says that a translation without this rendering is worth a warning; else it is a suggestion."""

    source: str
    target: str
    note: str = ""
    kind: str = ""
    case: bool = False
    origin: str = ""
    firm: bool = True

    @property
    def acronym(self) -> str:
        """The acronym in the note ("UESTC"), or ""."""
        return acronym(self)


@dataclass(frozen=True, slots=True)
class Match:
    """A term at ``text[start:end]``."""

    term: Term
    start: int
    end: int


class Glossary:
    """Terms by source; a later term replaces an earlier one of the same source."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms: dict[str, Term] = {term.source.translate(FOLDED): term for term in terms if term.source}
        self._heads: dict[str, list[str]] = {}
        for source in self._terms:
            self._heads.setdefault(source[:2], []).append(source)
        self._lengths = {head: sorted({*map(len, sources)}, reverse=True) for head, sources in self._heads.items()}

    @classmethod
    def builtin(cls) -> Glossary:
        """The lists that come with Jianbao, some 7,500 entries and 10,000 places abroad; read once."""
        return _builtin()

    @classmethod
    def load(cls, path: str | Path) -> Glossary:
        """Read a user's file (TSV, CSV, TBX, TMX). Raises InputError, with the line, for a file that `check` has errors about."""
        return cls.from_rows(read(path).require(), origin=str(path))

    @classmethod
    def from_bytes(cls, data: bytes | str, *, name: str = "glossary") -> Glossary:
        """Read the content of such a file. `parse` gives its problems as well, and the entries of a file that has some."""
        return cls.from_rows(parse(data, name=name).require(), origin=name)

    @classmethod
    def from_rows(cls, rows: Iterable[Sequence[str]], *, origin: str = "user", firm: bool = True) -> Glossary:
        """Rows of source, target, and optionally note, kind and case flag ("1", "yes", "true", "case")."""
        terms = []
        for row in rows:
            source, target, note, kind, case = (*(cell.strip() for cell in row), "", "", "", "")[:5]
            if source and target:
                sensitive = case.lower() in {"1", "yes", "true", "case", "y"}
                terms.append(Term(source, target, note, kind, sensitive, origin, firm))
        return cls(terms)

    def merged(self, user: Glossary | None) -> Glossary:
        """Both glossaries in one; where both have a source, ``user`` wins."""
        if user is None or not len(user):
            return self
        return Glossary([*self._terms.values(), *user._terms.values()])

    __or__ = merged

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def get(self, source: str) -> Term | None:
        return self._terms.get(source.translate(FOLDED))

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with any entry, whatever the order."""
        lines = sorted("\t".join((t.source, t.target, t.note, t.kind, str(t.case))) for t in self._terms.values())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]

    def find(self, text: str) -> tuple[Match, ...]:
        """Terms in ``text``, in order and without overlap: the longest first, then the leftmost."""
        original, text = text, text.translate(FOLDED)
        found: list[tuple[int, int]] = []
        for start in range(len(text)):
            for head in (text[start : start + 2], text[start]):
                for length in self._lengths.get(head, ()):
                    if text[start : start + length] in self._terms and start + length <= len(text):
                        found.append((start, start + length))
                if len(head) == 1:
                    break
        found.sort(key=lambda span: (span[0] - span[1], span[0]))
        taken = bytearray(len(text))
        matches = []
        for start, end in found:
            if any(taken[start:end]):
                continue
            term = self._terms[text[start:end]]
            if not self._whole(original, start, end, term):
                continue
            taken[start:end] = b"\1" * (end - start)
            matches.append(Match(term, start, end))
        return tuple(sorted(matches, key=lambda match: match.start))

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether a place abroad is no part of a longer name."""
        if _sound(text[start - 1 : start]) or _sound(text[end : end + 1]):
            return False
        if end - start > 2 or text.startswith(STANDS_BEFORE, end):
            return True
        return self._country_ends(text, start)

    def _country_ends(self, text: str, at: int) -> bool:
        before = (self._terms.get(text[at - size : at]) for size in (2, 3, 4, 5, 6) if size <= at)
        return any(term is not None and term.kind == "country" for term in before)

    def _begins_longer(self, text: str) -> bool:
        """Whether a place that is listed begins so, and goes on: then it may be one that is not (马里亚纳)."""
        return any(len(source) > len(text) and source.startswith(text) for source in self._heads.get(text[:2], ()))

    def _company_alone(self, text: str, start: int, end: int) -> bool:
        """Whether two characters that are a company abroad are no part of something else (克百威, 叶尔兰别克).

        A mark, a country or a small word stands before them, and a mark, a small word or what belongs to a company behind.
        """
        before, after = text[start - 1 : start], text[end : end + 1]
        left = not han.is_han(before) or before in BESIDE_COMPANIES or self._country_ends(text, start)
        return left and (not han.is_han(after) or after in BESIDE_COMPANIES or text.startswith(OF_COMPANIES, end))

    def _in_longer_name(self, text: str, start: int, end: int) -> bool:
        """Whether characters of transliteration that belong to no word or term stand on both sides, or two of them behind it.

        拉苏瓦加蒂 is not 苏瓦. The name of a country of three characters or more may stand right before that of a place in it.
        """
        known, words = _transliterating(), lexicon.lexicon().words
        left = start > 0 and text[start - 1] in known and text[max(0, start - 2) : start] not in words
        left = left and not self._country_ends(text, start)
        right = end < len(text) and text[end] in known and text[end : end + 2] not in words
        right = right and not text.startswith(STANDS_BEFORE, end)
        land = self._terms.get(text[start:end])
        if land is not None and land.kind == "country" and end - start > 2 and not left:
            return False
        if land is not None and land.kind == "country" and not left and not self._begins_longer(text[start : end + 1]):
            return False
        if not right or any(text[end : end + size] in self._terms for size in range(2, 7)):
            return False
        return left or (text[end + 1 : end + 2] in known and text[end + 1 : end + 3] not in words)

    def _whole(self, text: str, start: int, end: int, term: Term) -> bool:
        """Whether the span is a word of its own, as far as its neighbours tell."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if (_latin(term.source[0]) and _latin(before)) or (_latin(term.source[-1]) and _latin(after)):
            return False
        if not term.origin.startswith("builtin:"):
            return True
        if term.source[-1] == "部" and after == "门":
            return False
        if term.origin == "builtin:world" and not self._stands_alone(text, start, end):
            return False
        if term.kind == "region" and _CALLED_AFTER.match(text, end):
            return False
        if term.kind == "foreign_company" and end - start == 2 and not self._company_alone(text, start, end):
            return False
        if end - start > BOUNDARY_LENGTH:
            return True
        if term.origin == "builtin:places" and term.source[-1] in "东西南北中" and after and after in SIDES:
            return False
        sounds = term.origin == "builtin:places" and all(_sound(character) for character in term.source)
        if (term.kind in FOREIGN_KINDS or sounds) and (
            _sound(before) or _sound(after) or self._in_longer_name(text, start, end)
        ):
            return False
        return not lexicon.inside_word(text, start, end, name=term.origin == "builtin:places")


STANDS_BEFORE = tuple("市省州港岛县机府邦郡")
"""What stands behind a place abroad of two characters, which chance makes of many texts; or a country stands before it."""

_CALLED_AFTER = re.compile(rf"[{han.CLASS}]{{0,6}}(?:大学|学院|医院|集团|公司|银行|油田|电网|铁路|机场|中学)")
"""What is called after a region keeps its pinyin: 赣南医科大学 is Gannan, and not southern Jiangxi."""

BESIDE_COMPANIES = frozenset("和与及等在为向对由从将的是于至以把给被让据")
"""Small words beside the name of a company."""

OF_COMPANIES = (
    "公司", "集团", "汽车", "电子", "中国", "全球", "亚太", "大中华", "总裁", "董事", "首席", "副总", "高管", "工厂", "手机",
    "宣布", "表示", "发布", "品牌", "旗下", "签署", "计划", "投资",
)  # fmt: skip
"""What stands behind the name of a company."""

FOREIGN_KINDS = frozenset({"foreign_city", "country", "us_state"})

ABROAD = FOREIGN_KINDS | {"foreign_body", "foreign_company", "foreign_place"}
"""Kinds of terms that say that a text speaks of another country."""

SIDES = "麓坡岸侧部面郊端翼缘段"
"""What follows a direction that belongs to the word before: 贺兰山东麓 is not in 山东."""

SOUNDS = "·•阿斯尔克特姆诺夫洛卡萨弗蒂莱里科穆茨舍赫伊塔图"
"""Characters of transliteration beside a foreign place: then it is a part of a name (科罗马)."""


@cache
def _transliterating() -> frozenset[str]:
    return frozenset(row[0] for row in rows("names/data/sounds.tsv")) | frozenset(SOUNDS)


def _sound(character: str) -> bool:
    return bool(character) and character in SOUNDS


def _latin(character: str) -> bool:
    return bool(character) and character.isascii() and character.isalnum()


@cache
def _builtin() -> Glossary:
    folder = resources.files("facts.glossary.lists")
    marks = dict(line.split("\t")[:2] for line in (folder / "loose.tsv").read_text("utf-8").splitlines()[1:])
    terms: list[Term] = []
    for name in reversed(BUILTIN_LISTS):
        for line in (folder / f"{name}.tsv").read_text("utf-8").splitlines()[1:]:
            source, target, kind, note = line.split("\t")
            if marks.get(source) == "off" or kind == "measure":
                continue
            law = kind == "law" and source.endswith("法") and target[:1].isupper()
            firm = (
                (name in FIRM_LISTS or law)
                and source not in marks
                and kind != "language"
                and not (name == "institutions" and _common_noun(source, target))
            )
            terms.append(Term(source, target, note, kind, False, f"builtin:{name}", firm))
    return Glossary(terms)


def _common_noun(source: str, target: str) -> bool:
    """Whether an entry names a kind of body (board of directors, Municipal Finance Bureau), which English words in many ways."""
    return (
        not target[:1].isupper()
        or source[:1] in "省市区县州镇团"
        or target.startswith(("Municipal", "District", "County", "Provincial"))
    )


def abbreviate(points: Sequence[str], terms: Iterable[Term]) -> list[str]:
    """Write a name with its acronym at first mention and the acronym alone afterwards, over the points in order.

    Only for terms with a clean acronym that are mentioned at least twice; a point that already has "(ACRONYM)" counts
    as the first mention.
    """
    texts = list(points)
    done: set[str] = set()
    for term in sorted(terms, key=lambda term: -len(term.target)):
        short = term.acronym
        if not short or short in done:
            continue
        full = re.compile(rf"(?<!\w){re.escape(term.target)}(?:\s*\({re.escape(short)}\))?(?![\w(])", re.IGNORECASE)
        if sum(len(full.findall(text)) for text in texts) < 2:
            continue
        done.add(short)
        texts = _shorten(texts, full, term.target, short)
    return texts


def _shorten(texts: list[str], full: re.Pattern[str], target: str, short: str) -> list[str]:
    seen = False
    out = []
    for text in texts:
        parts: list[str] = []
        last = 0
        for match in full.finditer(text):
            before = text[last : match.start()]
            if seen:
                # "the UESTC" is not English; a capital The goes as well, for the acronym begins the sentence then.
                before = re.sub(r"\b[Tt]he $", "", before) if _bare(target) else before
            parts += [before, short if seen else f"{target} ({short})"]
            last, seen = match.end(), True
        out.append("".join(parts) + text[last:])
    return out


def _bare(target: str) -> bool:
    """Whether the acronym of a name goes without an article: universities and companies (UESTC), not ministries (the NDRC)."""
    return (
        re.search(r"University|Institute|College|Academy|Company|Corporation|Group|Airlines|Bank", target) is not None
    )
