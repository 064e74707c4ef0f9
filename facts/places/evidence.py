"""What speaks for a string before a unit (高砂 in 高砂镇) being the name of a place: dictionaries, larger units, boundaries, common words."""

from __future__ import annotations

from dataclasses import dataclass

from facts import lexicon
from facts.glossary.glossary import Glossary
from facts.names.evidence import FOREIGN
from facts.places.spelling import KINDS, known, level, readings


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEFORE = frozenset("在于到赴对从由与和及为是据向至往将让给被把的以离经驻属入进抵沿跨连距")
_BEFORE_TWO = _set(
    "位于 来自 走进 前往 来到 落户 走访 地处 出席 支援 奔赴 抵达 深入 返回 邀请 记者 家住 现任 时任 曾任 通过 途经 组织 召开 帮助 支持 调研 获悉 联合 其中 包括 以及 带动 同意"
)

_NEVER = frozenset(
    "的了着著第在是和与及或等这那该各本此某每个们为把被让将对向由自也就还又更最不没有我你他她它其所者以因但而且并若即到说做给跟用"
    "几数多两名家座条项亿全之前后内外时年月日号点超约近余共仅只已正再被称从于拟任跨距"
)
"""Characters that no name has, if a dictionary does not say otherwise."""

_ENDS_NEVER = {
    "区": "社地灾景山校城新小郊老市县特库牧片街辖港园发验作范税术业务疫厂林农矿禁军战赛展馆学住居生产商服省教院病防段湖江工展化动息心育光考险"
    "游航站车养殖植种洪沉陷贫缘界陆海岸峡州盆原垦湾试开场址太跨圩元户救叶旗驻边区灌占度播空磁飞分选洋洲藏",
    "市": "尾退市城都省股门楼超上夜集早菜花车房楼债汇黑闹开入牛熊救互逆县区",
    "县": "郡本外省市区各强贫",
    "镇": "藩乡城村市古小重名集强老",
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

FAR = frozenset({"country", "country_self", "foreign_city", "us_state", "geography"})
"""Kinds of the glossary's places that no unit follows."""

DIGITS = "一二两三四五六七八九十"

AFTER_NEVER = {
    "区": "域别分间块划位块链",
    "市": "场民值容面井况价集盈区",
    "县": "级域",
    "镇": "静压痛定江魂",
    "乡": "镇土亲愁贤音",
    "村": "民庄落镇居企务集站级",
    "旗": "下帜袍手舰",
    "社区": "大医卫调服",
}

GENERIC = _set(
    "贫困 中心 重点 偏远 边远 农业 特色 美丽 示范 边境 沿海 民族 经济 文化 旅游 工业 历史 行政 自然 移民 安置 革命 传统 智慧 风情 生态 现代 搬迁 "
    "所有 全部 部分 有关 相关 沿线 沿江 周边 附近 中部 西部 东部 南部 北部 空心 试点 先进 文明 康养 足球 国际 城市 老旧 未来 职工 党建 平安 完整 "
    "数字 绿色 和美 美好 集体 大型 小型 千亿 百强 产业 电商 淘宝 创业 科技 核心 受灾 脱贫 深度 牧业 超大 特大 海岛 高原 侨乡 水乡 养老 无人 亚太 大中华 团结 摘帽 上榜 主要 美国 华人 亚裔 当地"
)

_SOUNDS = "森库堡恩哈雷杜利比亚马因威汉丹佩纳迦班桑坦根本林伯敦佛"
"""Characters of transliteration that Chinese names have as well."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """strength: 0 for no name, 1 where only a boundary speaks for it, 2 to 5 for dictionaries and larger units; firm: enough to warn by;
    listed: the glossary has the name with its unit.
    """

    strength: int = 0
    firm: bool = False
    listed: bool = False


NOTHING = Evidence()


def evidence(text: str, start: int, middle: int, unit: str, glossary: Glossary, heads: dict[int, int]) -> Evidence:
    """What speaks for ``text[start:middle]`` as the name of a unit. ``heads``: where a place ends, and its level."""
    name = text[start:middle]
    full = name + unit
    chained = heads.get(start, 0) > level(unit) or (unit == "市" and heads.get(start, 0) == 4)
    boundary = chained or _boundary(text, start)
    if unit == "乡" and text[middle + 1 : middle + 2] == "村" and not chained:  # 美丽乡村民宿
        return NOTHING
    if known(full, glossary):
        return Evidence(5, True, True) if len(name) > 1 or boundary else NOTHING
    if (
        name.endswith(("自治", "族", unit))
        or (unit == "县" and name[-1] in "市区")
        or (unit == "社区" and not chained)
        or _kind(name, glossary) in FAR
        or (text[max(0, start - 1) : start] in tuple(FOREIGN) and not chained)
    ):
        return NOTHING
    if any(start < end < middle for end in heads) and not (chained and len(name) == 2):
        return NOTHING
    if name not in GENERIC and _in_dictionary(name, unit, glossary):
        if unit == "市" and not (chained or known(name, glossary)):  # jieba's dictionary has foreign cities as well
            return Evidence(1, True) if boundary else NOTHING
        if boundary:
            return Evidence(4, True)
        return Evidence(2, unit in "市县区旗" and not _astride(text, start)) if len(name) > 1 else NOTHING
    if (
        not 1 < len(name) < 5
        or unit in ("省", "州")
        or not _plausible(name, unit, heads.get(start, 0) if chained else 0)
    ):
        return NOTHING
    if chained:
        return Evidence(3, len(name) < 4)
    if boundary and unit not in ("市", "社区") and not _astride(text, start) and len(name) < 4:
        return Evidence(1, len(name) == 2 and unit not in ("区", "村"))
    return NOTHING


def _boundary(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not ("一" <= before <= "鿿") or before in _BEFORE or text[max(0, start - 2) : start] in _BEFORE_TWO


def _astride(text: str, start: int) -> bool:
    """Whether the character before and the first of the name are a word."""
    before = text[start - 1 : start]
    return bool(before) and before not in _BEFORE and text[start - 1 : start + 1] in lexicon.lexicon().words


def _word(string: str) -> bool:
    """Whether a string of two characters is an everyday word and not tagged as a place in the dictionary."""
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
    if name + unit not in places and (
        name not in places or not _NEVER.isdisjoint(name) or unit == "市" or transliterated(name)
    ):
        return False
    return unit == "县" or name[-1] not in _ENDS_NEVER.get(unit[0], "") or name[-1] in "林海州江港"


def _kind(name: str, glossary: Glossary) -> str:
    term = glossary.get(name)
    return term.kind if term is not None else ""


def _plausible(name: str, unit: str, head: int) -> bool:
    """Whether a string that no list has may be the name of a place; ``head``: level of the larger unit before it, or 0."""
    chained = head > 0
    if not _NEVER.isdisjoint(name) or name in GENERIC:
        return False
    if name[0] in "省市县区镇乡村州都原府" or name[-1] in DIGITS:
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
        return GENERIC.isdisjoint(pairs)
    return not any(pair in lexicon.lexicon().common and _word(pair) for pair in pairs)


def transliterated(name: str) -> bool:
    """Whether every character is one that transliteration uses."""
    return all(character in FOREIGN or character in _SOUNDS for character in name)
