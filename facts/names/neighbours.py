"""Words that stand beside a person's name, and characters that do not belong into one."""

from __future__ import annotations

import re
from functools import cache

from facts.tables import rows

PERSON_ENDS = "员工手师长者家生人农民夫匠嫂汉星将官士友客童娃徒哥姐妹弟爷妻郎媒主族医兵贩商佬婆妈姑"
"""Last characters of words for people."""

PLACE_KINDS = "县镇乡村区屯站店馆院厂局庄"
"""Last characters of places and bodies that hardly end a given name."""

BODY_ENDS = "委会联局院校部厅办社组处科协团队所站馆室厂矿司行"
"""Last characters of bodies, which have posts."""

PLACE_ENDS = "滩港湖河江山桥路街沟坪湾岛寨堡寺庙塔楼园社峡峰谷岭关门口城"
"""Last characters of landmarks, which given names have too."""

THINGS = "鱼费率额量车船票款税险房肉酒糖菜药机械馆币熊猫窑籍盔"
"""Last characters of words for things that no given name ends with."""

OF_THINGS = re.compile(
    r"(?:、[^，。；、\n]{1,8})*等(?:\d*[多余]?[种类款项]|[各多]种)?(?:新鲜|进口|优质|特色|名贵|地方)?"
    r"(?:水果|果品|蔬菜|粮食|作物|农产品|产品|商品|食品|零食|药材|中药|药品|特产|花卉|鲜花|苗木|树种|品种|品牌|菜品|菜肴|美食|饮品|植物|动物|鸟类|鱼类|水产"
    r"|海鲜|畜禽|物种|物资|设备|材料|原料|矿产|金属|车型|景点|景区|地区|城市|国家|行业|领域|疾病|病种|曲目|剧目|书籍)"
)
"""Behind a list, what says that it is of things: 蓝莓、车厘子等水果."""

PARTICLES = "的在与则也把被还就都说是了着们这那"
"""Characters that follow a name and never end one."""

FUNCTION = "和由为但从与对那能可要过来者都被将把向在是有"
"""Surnames that are function words ten thousand times as often."""

ENDS = "，。；！？：、,.;!?:\n“”‘’\"'（）()《》〈〉【】[]—－-…·•/|｜ \t　"
"""What ends a word."""


@cache
def beside(side: str) -> frozenset[str]:
    """Words that come `before` a name (prepositions, verbs that take one), or `after` it (verbs of speech and attending, particles)."""
    return frozenset(word for word, where, _ in rows("names/data/neighbours.tsv") if where == side)


@cache
def no_names() -> frozenset[str]:
    """Words that jieba's dictionary has as names, or that look like one at the head of a sentence."""
    return frozenset(word for word, _ in rows("names/data/words.tsv"))


@cache
def addresses() -> frozenset[str]:
    """Forms of address after a surname (王大爷), which are no given names."""
    return frozenset(piece for piece, kind, *_ in rows("names/data/pieces.tsv") if kind == "address")


def word_at(text: str, start: int, words: frozenset[str], longest: int) -> str:
    """The longest of `words` that begins at `start`, or ""."""
    for length in range(min(longest, len(text) - start), 0, -1):
        if text[start : start + length] in words:
            return text[start : start + length]
    return ""
