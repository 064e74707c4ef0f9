"""Places by the shape of their names (沙县高砂镇端溪村), and the bodies of a place, where the text itself has evidence for them.

No list has every town and village of China, and a model that does not know a name invents one. A name is taken where a dictionary has it,
where it stands in a chain of units from large to small, or where a boundary (punctuation, a preposition) stands before it and nothing speaks
against it; never where the characters are common words (贫困县, 老城区). Spelling: facts/place_spelling.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from facts import lexicon
from facts.bodies import body_at, post_follows
from facts.glossary import Glossary, Match, Term
from facts.name_evidence import FOREIGN
from facts.place_spelling import ETHNIC, KINDS, known, level, readings, spelling, unit_english

__all__ = ["find_places", "find_terms"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PLACES, BODIES = "rule:places", "rule:bodies"
"""Origins of the terms."""

_UNIT = re.compile(rf"{ETHNIC}|新区|街道|社区|[省市州区县旗镇乡村]")

MAX_NAME = 4
"""Characters of a name without its unit."""

_BEFORE = frozenset("在于到赴对从由与和及为是据向至往将让给被把的以离经驻属入进抵沿跨连距")
_BEFORE_TWO = _set(
    "位于 来自 走进 前往 来到 落户 走访 地处 出席 支援 奔赴 抵达 深入 返回 邀请 记者 家住 现任 时任 曾任 通过 途经 组织 召开 帮助 支持 调研 获悉 联合 其中 包括 以及 带动 同意"
)

_NEVER = frozenset(
    "的了着在是和与及或等这那该各本此某每个们为把被让将对向由自也就还又更最不没有我你他她它其所者以因但而且并若即到说做给跟用"
    "几数多两名家座条项亿全之前后内外时年月日号点超约近余共仅只已正再被称从于拟任跨距"
)
"""Characters that no name has, if a dictionary does not say otherwise."""

_ENDS_NEVER = {
    "区": "社地灾景山校城新小郊老市县特库牧片街辖港园发验作范税术业务疫厂林农矿禁军战赛展馆学住居生产商服省教院病防段湖江工展化动息心育光考险"
    "游航站车养殖植种洪沉陷贫缘界陆海岸峡州盆原垦湾试开场址太跨圩元户救叶旗驻边区灌",
    "市": "尾退市城都省股门楼超上夜集早菜花车房楼债汇黑闹开入牛熊救互逆县区",
    "县": "郡本外省市区各强贫",
    "镇": "乡城村市古小重名集强老",
    "乡": "城下返回家故老他同思异还兴水梦山原侨侗苗彝藏瑶傣入",
    "村": "镇县区市农乡山新小古老渔旧名中进驻全邻",
    "旗": "国党红战军彩锦升星",
    "州": "",
    "省": "",
    "新": "高",
}
"""Last characters that make another word of it (城区, 返乡)."""

_ENDS_OFTEN = {"区": "山水湖江港城州市海林", "乡": "山水原", "镇": "强乡市集城"}
"""Those of them that end a name behind a larger unit (长治市潞州区)."""

FAR = frozenset({"country", "country_self", "foreign_city", "us_state"})

DIGITS = "一二两三四五六七八九十"

_AFTER_NEVER = {
    "区": "域别分间块划位块链",
    "市": "场民值容面井况价集盈区",
    "县": "级域",
    "镇": "静压痛定江魂",
    "乡": "镇土亲愁贤音",
    "村": "民庄落镇居企务集站级",
    "旗": "下帜袍手舰",
    "社区": "大医卫调服",
}

_GENERIC = _set(
    "贫困 中心 重点 偏远 边远 农业 特色 美丽 示范 边境 沿海 民族 经济 文化 旅游 工业 历史 行政 自然 移民 安置 革命 传统 智慧 风情 生态 现代 搬迁 "
    "所有 全部 部分 有关 相关 沿线 沿江 周边 附近 中部 西部 东部 南部 北部 空心 试点 先进 文明 康养 足球 国际 城市 老旧 未来 职工 党建 平安 完整 "
    "数字 绿色 和美 美好 集体 大型 小型 千亿 百强 产业 电商 淘宝 创业 科技 核心 受灾 脱贫 深度 牧业 超大 特大 海岛 高原 侨乡 水乡 养老 无人 亚太 大中华 团结 摘帽 上榜 主要 美国 华人 亚裔 当地"
)

_FRONTIER = frozenset({"西藏", "西藏自治区", "新疆", "新疆维吾尔自治区", "内蒙古", "内蒙古自治区"})
"""Regions whose places are mostly not called by the pinyin of their Chinese names."""

_SOUNDS = "森库堡恩哈雷杜利比亚马因威汉丹佩纳迦班桑坦根本林伯敦"
"""Characters of transliteration that Chinese names have as well."""

_JAPAN = _set("福岛 冲绳 爱知 千叶 静冈 长野 广岛 熊本 宫城 神奈川 岩手 青森 秋田 山形 茨城 枥木 群马 埼玉 新潟 富山 石川 福井 山梨 岐阜 三重 滋贺 兵库 奈良 和歌山 鸟取 岛根 冈山 山口 德岛 香川 爱媛 高知 福冈 佐贺 长崎 大分 宫崎 鹿儿岛")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """A name at [start, middle), its unit at [middle, end). firm: enough evidence to warn by; listed: the glossary has it;
    sure: a dictionary has it or a larger unit stands before it."""

    start: int
    middle: int
    end: int
    unit: str
    english: str
    also: tuple[str, ...] = ()
    firm: bool = True
    listed: bool = False
    sure: bool = True


def find_places(text: str, glossary: Glossary) -> tuple[Match, ...]:
    """Places and bodies of a whole document that its glossary lacks, in order and without overlap.

    Origin "rule:places" or "rule:bodies"; ``firm`` where the evidence is good enough to miss them in a translation. A match of
    the built-in lists gives way to a longer one of these; a user's term never does.
    """
    return tuple(match for match in find_terms(text, glossary) if match.term.origin in (PLACES, BODIES))


def find_terms(text: str, glossary: Glossary) -> tuple[Match, ...]:
    """`Glossary.find` and the places and bodies that it lacks, in order and without overlap."""
    found = glossary.find(text)
    places = _places(text, glossary, found)
    if not places:
        return found
    return _merged(text, found, [*_matches(text, places), *_bare(text, places, glossary)])


def _merged(text: str, found: Sequence[Match], ours: Iterable[Match]) -> tuple[Match, ...]:
    def rank(match: Match) -> tuple[bool, int, bool, int]:
        origin = match.term.origin
        mine = not origin.startswith(("builtin:", "rule:"))
        return (not mine, match.start - match.end, origin.startswith("rule:"), match.start)

    taken = bytearray(len(text))
    kept = []
    for match in sorted((*found, *ours), key=rank):
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
            kept.append(match)
    return tuple(sorted(kept, key=lambda match: match.start))


def _places(text: str, glossary: Glossary, found: Sequence[Match]) -> list[_Place]:
    """All places with their units, those of the glossary as well, which are the heads of chains."""
    listed = {m.end: m for m in found if m.term.kind in KINDS and len(m.term.source) > 1}
    heads = {end: KINDS[m.term.kind] for end, m in listed.items()}
    abroad = [m for m in found if m.term.kind in ("country", "foreign_city", "us_state") and m.term.source != "中国"]
    out: list[_Place] = []
    for m in _UNIT.finditer(text):
        if m.end() in listed:
            place = _listed(listed[m.end()], m[0], glossary)
        else:
            place = _place(text, m.start(), m.end(), glossary, heads)
        if place is None:
            continue
        if not place.listed and _foreign(text, place, abroad, heads):
            continue
        out.append(place)
        heads[place.end] = level(place.unit)
    marks = [at for at, c in enumerate(text) if c in "。！？\n"]
    far = {bisect_left(marks, m.start) for m in abroad}
    chinese = bool(listed) or any(place.sure for place in out)
    out = [
        place if place.sure or (chinese and bisect_left(marks, place.start) not in far) else replace(place, firm=False)
        for place in out
    ]
    frontier = [(m.start, m.term.source in _FRONTIER) for m in found if m.term.kind == "province"]
    out = [_doubted(place, frontier) for place in out]
    return _repeated(text, out)


def _listed(match: Match, unit: str, glossary: Glossary) -> _Place | None:
    """A place that the glossary has with its unit."""
    source = match.term.source
    if source.endswith("自治区"):
        unit = "自治区"
    if len(source) <= len(unit):
        return None
    middle = match.end - len(unit)
    english, also = spelling(source[: -len(unit)], unit, glossary)
    if "族自治" in source:
        return None
    return _Place(match.start, middle, match.end, unit, english, also, True, True) if english else None


def _place(text: str, middle: int, end: int, glossary: Glossary, heads: dict[int, int]) -> _Place | None:
    unit = text[middle:end]
    after = text[end : end + 1]
    if after and (after in _AFTER_NEVER.get(unit, "") or (after in "乡镇市区县街社" and _UNIT.match(text, end))):
        return None
    run = re.search(r"[一-鿿]*$", text[max(0, middle - MAX_NAME - 1) : middle])
    longest = min(len(run[0]) if run else 0, MAX_NAME)
    best: tuple[int, int, bool, bool] | None = None
    for length in range(longest, 0, -1):
        start = middle - length
        strength, firm, listed = _evidence(text, start, middle, unit, glossary, heads)
        if strength and (best is None or strength > best[0]):
            best = (strength, start, firm, listed)
    if best is None:
        return None
    strength, start, firm, listed = best
    english, also = spelling(text[start:middle], unit, glossary)
    return _Place(start, middle, end, unit, english, also, firm, listed, strength > 1) if english else None


def _evidence(
    text: str, start: int, middle: int, unit: str, glossary: Glossary, heads: dict[int, int]
) -> tuple[int, bool, bool]:
    """How strongly [start, middle) is the name of a unit (0: not at all), whether that is firm, and whether the glossary has it."""
    name = text[start:middle]
    full = name + unit
    chained = heads.get(start, 0) > level(unit) or (unit == "市" and heads.get(start, 0) == 4)
    boundary = chained or _boundary(text, start)
    if unit == "乡" and text[middle + 1 : middle + 2] == "村" and not chained:  # 美丽乡村民宿
        return 0, False, False
    if known(full, glossary):
        return (5, True, True) if len(name) > 1 or boundary else (0, False, False)
    if (
        name[-1] in "自治族"
        or _kind(name, glossary) in FAR
        or (text[max(0, start - 1) : start] in tuple(FOREIGN) and not chained)
    ):
        return 0, False, False
    if any(start < end < middle for end in heads) and not (chained and len(name) == 2):
        return 0, False, False
    if name not in _GENERIC and _in_dictionary(name, unit, glossary):
        if boundary:
            return 4, True, False
        return (2, unit in "市县区旗" and not _astride(text, start), False) if len(name) > 1 else (0, False, False)
    if len(name) == 1 or unit in ("省", "州") or not _plausible(name, unit, heads.get(start, 0) if chained else 0):
        return 0, False, False
    if chained:
        return 3, len(name) < 4, False
    if boundary and unit not in ("市", "社区") and not _astride(text, start) and len(name) < 4:
        return 1, len(name) == 2 and unit not in ("区", "村"), False
    return 0, False, False


def _boundary(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not ("一" <= before <= "鿿") or before in _BEFORE or text[max(0, start - 2) : start] in _BEFORE_TWO


def _astride(text: str, start: int) -> bool:
    """Whether the character before and the first of the name are a word."""
    before = text[start - 1 : start]
    return bool(before) and before not in _BEFORE and text[start - 1 : start + 1] in lexicon.lexicon().words


def _word(string: str) -> bool:
    """Whether a string of two characters is an everyday word and not tagged as a place there."""
    known_words = lexicon.lexicon()
    return string in known_words.common and string not in known_words.places


def _in_dictionary(name: str, unit: str, glossary: Glossary) -> bool:
    if unit in ("市", "县", "区") and len(name) > 1 and known(name, glossary) and level(unit) <= 4:
        return unit == "市" or KINDS[known(name, glossary).kind] == 3  # type: ignore[union-attr]
    if name in readings() or name + unit in readings():
        return True
    places = lexicon.lexicon().places
    if len(name) == 1:
        return unit == "县" and name + unit in places and name not in "一二三两中本全各该"
    if unit in ("省", "州") or _kind(name, glossary) in {*FAR, "region", "province"}:
        return False
    if name + unit not in places and (name not in places or not _NEVER.isdisjoint(name) or unit == "市"):
        return False
    return unit == "县" or name[-1] not in _ENDS_NEVER.get(unit[0], "") or name[-1] in "林海州江港"


def _kind(name: str, glossary: Glossary) -> str:
    term = glossary.get(name)
    return term.kind if term is not None else ""


def _plausible(name: str, unit: str, head: int) -> bool:
    """Whether a string that no list has may be the name of a place; ``head``: level of the larger unit before it, or 0."""
    chained = head > 0
    if not _NEVER.isdisjoint(name) or name in _GENERIC:
        return False
    if name[0] in "省市县区镇乡村州都" or name[-1] in DIGITS:
        return False
    if name[0] in DIGITS and (not chained or unit in ("区", "县", "市")):
        return False
    if name[-1] in _ENDS_NEVER.get(unit[0], ""):
        return chained and len(name) == 2 and name[-1] in _ENDS_OFTEN.get(unit, "") and not _word(name)
    small = 0 < head <= 3 and unit in ("镇", "乡", "街道", "村", "社区")
    if len(name) == 2:
        return small or not _word(name)
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    if small:
        return _GENERIC.isdisjoint(pairs)
    return not any(pair in lexicon.lexicon().common and _word(pair) for pair in pairs)


def _foreign(text: str, place: _Place, abroad: Sequence[Match], heads: dict[int, int]) -> bool:
    """Whether a place is in another country: transliterated, or behind a country in its clause."""
    name = text[place.start : place.middle]
    if name in _JAPAN:
        return True
    clause = max((text.rfind(mark, 0, place.start) for mark in "，。；！？\n"), default=-1)
    if any(clause < m.start and m.end <= place.start for m in abroad) and place.start not in heads:
        return True
    if place.start in heads or name in readings():
        return False
    transliterated = sum(character in FOREIGN for character in name)
    return transliterated >= max(2, len(name) - 1) or (
        not place.sure and all(c in FOREIGN or c in _SOUNDS for c in name)
    )


def _doubted(place: _Place, frontier: Sequence[tuple[int, bool]]) -> _Place:
    """Not firm where the province last named has names of another language."""
    before = [far for at, far in frontier if at <= place.start] or [far for _, far in frontier]
    if before and before[-1 if frontier[0][0] <= place.start else 0] and not place.listed and not place.also:
        return replace(place, firm=place.firm and place.english in _settled())
    return place


@cache
def _settled() -> frozenset[str]:
    return frozenset(readings().values())


def _repeated(text: str, places: Sequence[_Place]) -> list[_Place]:
    """With every other mention of the same names; two mentions make one firm that only a boundary speaks for."""
    out = {place.start: place for place in places}
    ends = {place.end for place in places}
    best: dict[str, _Place] = {}
    for place in places:
        full = text[place.start : place.end]
        if full not in best or place.firm:
            best[full] = place
    for full, place in best.items():
        if len(full) < 3:
            continue
        at = text.find(full)
        while at >= 0:
            end = at + len(full)
            if end not in ends and text[end : end + 1] not in tuple(_AFTER_NEVER.get(place.unit, "")):
                out[at] = replace(place, start=at, middle=end - len(place.unit), end=end)
                ends.add(end)
            at = text.find(full, end)
    for at, place in list(out.items()):
        shorter = next(
            (
                f
                for n in (3, 4, 5)
                if (f := best.get(text[place.end - n : place.end])) and f.firm and n < place.end - at
            ),
            None,
        )
        if shorter is not None and not place.firm:  # 来高砂镇 where the document has 高砂镇
            del out[at]
            at = place.end - (shorter.end - shorter.start)
            out[at] = place = replace(shorter, start=at, middle=place.middle, end=place.end)
        firm = best.get(text[place.start : place.end])
        if firm is not None and firm.firm and not place.firm:
            out[at] = replace(place, firm=True)
    return [out[at] for at in sorted(out)]


def _matches(text: str, places: Sequence[_Place]) -> Iterable[Match]:
    for place in places:
        if post_follows(text, place.end, place.unit):
            if place.middle - place.start > 1:
                term = Term(
                    text[place.start : place.middle], place.english, kind="county", origin=PLACES, firm=place.firm
                )
                yield Match(term, place.start, place.middle)
            continue
        body = body_at(text, place.end, place.english, place.unit)
        if body is not None:
            english, start = body.english, place.start
            parent = next(
                (p for p in places if p.end == start and p.start >= 2 and body.english.startswith("CPC")), None
            )
            if text[max(0, start - 2) : start] == "中共":
                start -= 2
            elif parent is not None and text[parent.start - 2 : parent.start] == "中共":
                start, english = parent.start - 2, f"{english} of {parent.english}"
            note = f"in {' or '.join((place.english, *place.also))}"
            yield Match(Term(text[start : body.end], english, note, "body", False, BODIES, place.firm), start, body.end)
        elif not place.listed:
            yield Match(_term(text[place.start : place.end], place), place.start, place.end)


def _term(source: str, place: _Place) -> Term:
    english = place.english
    others = list(place.also)
    if place.middle - place.start == 1 and place.unit == "县":
        others.append(f"{english.removesuffix('xian')} County")
    target = english if place.unit == "市" else f"{english} {unit_english(place.unit)}"
    return Term(source, target, f"also: {', '.join(others)}" if others else "", "county", False, PLACES, place.firm)


def _bare(text: str, places: Sequence[_Place], glossary: Glossary) -> Iterable[Match]:
    """Mentions without the unit of places that the document calls by it as well."""
    units = {text[p.start : p.middle]: p for p in places if p.middle - p.start > 1 and level(p.unit) > 1 and p.firm}
    for name, place in units.items():
        if name in lexicon.lexicon().words or glossary.get(name) is not None or name in _GENERIC:
            continue
        note = f"also: {', '.join(place.also)}" if place.also else ""
        term = Term(name, place.english, note, "county", False, PLACES, place.firm)
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not lexicon.inside_word(text, at, end, name=True):
                yield Match(term, at, end)
            at = text.find(name, end)
