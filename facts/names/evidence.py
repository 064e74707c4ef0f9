"""What speaks for and against a string being a Chinese personal name: features of the string and its neighbours."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from facts import lexicon
from facts.names import surnames


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


POSTS = _words(
    "书记 常委 委员 成员 主任 主席 部长 省长 市长 州长 区长 县长 镇长 乡长 村长 局长 厅长 处长 科长 司长 署长 行长 校长 院长 所长 馆长 台长 "
    "园长 站长 社长 会长 团长 队长 组长 班长 店长 厂长 矿长 段长 船长 机长 舰长 师长 政委 司令 司令员 参谋长 秘书长 理事长 董事长 监事长 监事 "
    "理事 董事 总监 总裁 经理 总经理 总工程师 工程师 设计师 会计师 经济师 分析师 规划师 建筑师 摄影师 药剂师 技师 厨师 律师 法官 检察官 检察长 "
    "审判长 庭长 警官 民警 交警 辅警 特警 警长 教授 院士 研究员 讲师 助教 导师 老师 教师 教练 医生 医师 护士 护师 药师 大夫 专家 学者 博士 硕士 博士后 "
    "研究生 学生 同学 作家 画家 诗人 艺术家 书法家 作曲家 音乐家 指挥家 科学家 企业家 经济学家 历史学家 收藏家 歌手 演员 导演 编剧 主持人 主播 "
    "记者 通讯员 编辑 主编 总编 总编辑 发言人 负责人 创始人 合伙人 传承人 代表人 联系人 候选人 带头人 当事人 委托人 被告人 申请人 主讲人 经纪人 "
    "选手 队员 球员 运动员 小将 名将 老将 前锋 后卫 门将 冠军 得主 获得者 代表 顾问 助理 秘书 参赞 大使 总领事 领事 总统 总理 首相 外长 委员长 "
    "总书记 巡视员 调研员 干部 党员 志愿者 网格员 快递员 骑手 司机 驾驶员 售货员 营业员 服务员 讲解员 辅导员 飞行员 航天员 消防员 饲养员 护林员 "
    "技术员 操作员 检测员 工人 职工 员工 村民 居民 市民 农民 渔民 牧民 游客 旅客 顾客 消费者 患者 家长 用户 业主 商户 店主 老板 老人 大爷 大妈 "
    "阿姨 奶奶 爷爷 叔叔 妻子 丈夫 儿子 女儿 父亲 母亲 孙子 孙女 弟弟 妹妹 哥哥 姐姐 女孩 男孩 小伙 姑娘 青年 烈士 英雄 劳模 模范 先进个人 "
    "匠 大师 师傅 徒弟 同志 先生 女士 小姐 工匠 大户 种植户 养殖户 农户 贫困户 站立者 创业者 投资人 大学生 高中生 毕业生 新生 班主任 校友 "
    "首席执行官 首席技术官 首席科学家 首席专家 首席代表 首席财务官 作者 设计者 发明人 讲者 嘉宾 评委 裁判 裁判员 领队 教官 战士 士兵 上校 少将 中将 上将 "
    "大校 中校 少校 上尉 中尉 指导员 连长 排长 营长 旅长 军长 站务员 列车长 乘务员 乘务长 护士长 主治医师 督学 督导 总督学 总指挥 总设计师 总经济师 "
    "总农艺师 农艺师 总规划师 总干事 干事 馆员 主管 主理人 负责同志 掌门人 当家人 店员 保洁员 环卫工 焊工 钳工 电工 木匠 花匠 园丁 学员 馆主 "
    "组织者 召集人 调解员 仲裁员 人民警察 大队长 中队长 支队长 副县级 公益人 球手 棋手 骑士 舞者 歌唱家 演奏家 钢琴家 医生 中医 兽医 牙医 助产士 县令 知府"
)
"""Posts, callings and relations, as they stand right before or after a name."""

AFTER_NAME = _words(
    "表示 说 介绍 介绍说 指出 强调 认为 告诉 坦言 透露 回忆 称 解释 补充 提到 谈到 感慨 感叹 直言 笑着 呼吁 建议 提醒 回应 总结 分享 分析 指着 透露 出席 "
    "主持 致辞 讲话 参加 率 率队 带队 宣布 宣读 作 等 陪同 会见 赴 到 前往 调研 来到 走进 带领 当选 获 获得 夺得 荣获 一行 分别 共同 主讲 担任 任 "
    "为 在 从 也 还 则 与 和 及 向 对 把 将 已 又 就 便 是 的 一边 带着 正 曾 受 被 以 用 给 让 接过 接受 颁发 揭牌 见证 发言 代表 上台 点评 授课 围绕 结合 领衔 主刀 "
    "今年 当时 如今 每天 现 兼 因 于 通过 根据 作为 创作 执导 主演 团队 夫妇 案 家 算 没 没有 不 很 觉得 希望 期待 发现 看到 开始 决定 打算 最终 最后 先 再 都 所 "
    "近日 日前 此前 随后 同时 亲自 专程 现场 首先 主动 自己 本人 进行 做 作了 作出 提出 拿 拿出 拿着 站 坐 走 拨通 打开 点开 递 送 说道 说起 算了 领 领着 负责 牵头 主导 撰写 "
    "并 有 会 能 可 只 仍 才 却 连 跟 同 由 经 去 来 要 想 说明 写道 讲 讲述 讲解 讲授 谈 问 答 答道 摄 文 供图"
)
"""What comes after a name: verbs of speech and of attending, particles and prepositions."""

BEFORE_NAME = _words(
    "由 经 受 对 为 向 给 据 让 请 把 将 被 在 叫 是 与 和 及 跟 同 时任 现任 选举 任命 聘请 邀请 听取 陪同 根据 决定 免去 带着 采访 认识 祝贺 感谢 随着 包括 如 即 有 派 推荐 组成 名叫 走访 看望 慰问 来自 其中 获悉"
)
"""Prepositions and verbs that take a name."""

FOREIGN = frozenset("斯尔克特德巴拉伯姆诺夫洛卡萨布鲁弗迪格顿蒂莱里罗普埃奥基维沃兹瓦莫努科穆茨迈赫伊塔图哈托佐博察韦")
"""Characters of transliteration."""

MINORITY = _words(
    "扎西 次仁 卓玛 多吉 达瓦 达娃 尼玛 旺堆 央金 巴桑 边巴 格桑 索朗 丹增 洛桑 旦增 平措 拉姆 次旦 白玛 仁青 才让 卓嘎 米玛 普布 强巴 罗布 桑珠 "
    "买买提 阿不都 阿卜杜 古丽 艾尔肯 吐尔逊 热合曼 买合 努尔 木沙 提江 巴特尔 其其格 图雅 苏日 格日 乌兰 斯琴 娜仁 高娃 白音 布和 朝鲁 额尔 "
    "巴雅尔 乌日 日根 巴音 达来 古尔 力古 阿依 吉克 沙马 日拉 伍呷 木乃 阿芝 尔古 俄底 吉木 曲木 莫色 依木"
)
"""Pieces of Tibetan, Uygur, Mongolian and Yi names: they are spelled in their own languages, not in pinyin of a Chinese shape."""

ADDRESS = frozenset(
    _words(
        "小姐 大爷 大妈 大叔 阿姨 阿婆 阿公 奶奶 爷爷 先生 女士 老师 师傅 婆婆 同学 同志 医生 教授 老板 经理 主任 大姐 大哥 大娘 老伯 老汉 家人 家村"
    )
)
"""Forms of address after a surname: no given name."""

PERSON_ENDS = "员工手师长者家生人农民夫匠嫂汉星将官士友客童娃徒哥姐妹弟爷妻郎媒主族医兵贩商佬婆妈姑"
"""Last characters of words for people."""

PLACE_KINDS = "县镇乡村区屯站店馆院厂局庄"
"""Last characters of places and bodies that hardly end a given name."""

THINGS = "鱼费率额量车船票款税险房肉酒糖菜药机械馆币"
"""Last characters of words for things that no given name ends with."""

PARTICLES = "的在与则也把被还就都说是了着们这那"
"""Characters that follow a name and never end one."""

NO_NAMES = frozenset(
    _words(
        "白皮书 绿皮书 蓝皮书 招股书 养老金 杜鹃花 郁金香 玉兰花 白鹤滩 乌东德 巴掌田 马拉松 白芥子 马齿苋 金银花 文章 师生 师范 顾客 顾问 华裔 文明 "
        "明白 武功 小康 阳光 陆军 道德 卫星 雷达 荣誉 黄石 权威 光荣 宣言 胡同 智慧 玉米 高峰 高潮 安静 安抚 康复 辛勤 齐全 公正 卓越 关怀 许可 陈列 陈述 通达 养老 容纳 "
        "周六 周日 周一 周二 周三 周四 周五 周末 全国 常务 党委 党组 高度 高质 和谐 和平 平安 平台 金额 金融 成立 方案 方面 时任 时代 时间 应急 万人 元旦 白银 白领 空巢 "
        "单位 单独 单元 向前 过程 孙女 孙子 周转 周年 温泉 都市 国都 班禅 欧方 中方 马甲 明清 隋唐 宋元 唐宋 秦汉 马路 江河 江南 广大 连续 农民 农户 农村 农业 海鸟 海域 海军"
    )
)
"""Words that jieba's dictionary has as names, or that look like one at the head of a sentence."""

FUNCTION = "和由为但从与对那能可要过来者都被将把向在是有"
"""Surnames that are function words ten thousand times as often."""

PLACE_ENDS = "滩港湖河江山桥路街沟坪湾岛寨堡寺庙塔楼园社峡峰谷岭关门口城"

_ENDS = "，。；！？：、,.;!?:\n“”‘’\"'（）()《》〈〉【】[]—－-…·•/ \t　"


_POSTS = frozenset(POSTS)
_AFTER = frozenset(AFTER_NAME)
_BEFORE = frozenset(BEFORE_NAME)


@cache
def posts() -> frozenset[str]:
    """Our own list and titles.tsv."""
    from facts.glossary.glossary import Glossary

    titles = {term.source for term in Glossary.builtin() if term.origin == "builtin:titles"}
    return _POSTS | frozenset(title for title in titles if "、" not in title)


def post_before(text: str, end: int) -> str:
    """The post that ends at ``end``, or ""."""
    for length in range(min(8, end), 0, -1):
        if text[end - length : end] in posts():
            return text[end - length : end]
    return ""


def _starts(text: str, start: int, values: frozenset[str], longest: int) -> str:
    for length in range(min(longest, len(text) - start), 0, -1):
        if text[start : start + length] in values:
            return text[start : start + length]
    return ""


@cache
def odds() -> dict[str, tuple[float, float, float]]:
    """Log odds of a character as surname, as first, and as last or only part of a given name, against its other uses.

    From the names in jieba's dictionary (MIT), by training/name_model.py.
    """
    text = (resources.files("facts.glossary.lists") / "name_odds.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows}


def features(text: str, start: int, end: int, terms: Sequence[tuple[int, int]] = ()) -> dict[str, float]:
    """Features of ``text[start:end]`` as a name; most are 0 or 1, log odds up to 4 either way.

    ``terms``: spans of places, institutions and companies in ``text``, from the glossary.
    """
    name = text[start:end]
    out = _own(name)
    again = text.count(name) - 1
    if again:
        out[f"repeat:{'long' if len(name) > 2 else 'short'}"] = math.log2(1 + min(again, 7))
    for first, last in terms:
        if first < end and start < last:
            if first <= start and end <= last:
                out["in_term"] = 1
            elif start <= first and last <= end:
                out["has_term"] = 1
            else:
                out["cuts_term"] = 1
    if text[start - 1 : start] == "、" or text[end : end + 1] == "、":
        beside = [text[max(0, start - size) : start - 1] for size in (3, 4)] if text[start - 1 : start] == "、" else []
        beside += [text[end + 1 : end + size] for size in (3, 4)] if text[end : end + 1] == "、" else []
        if max((_likeness(other) for other in beside), default=0.0) > 4.0:
            out["list_of_names"] = 1
    if re.match(r"在[^，。；\n]{1,14}(?:[中上时]|期间)，?(?:表示|说|指出|强调|介绍|代表)", text[end : end + 22]):
        out["speaks_later"] = 1
    left = _left(text, start)
    right = _right(text, start, end)
    out.update(dict.fromkeys(left, 1.0))
    out.update(right)
    if left & _STRONG_LEFT:
        if right.keys() & _STRONG_RIGHT:
            out["both"] = 1
        elif not right.keys() & _CLEAR_RIGHT:
            out["left_only"] = 1
    elif right.keys() & _STRONG_RIGHT and left & _CLEAR_LEFT:
        out["right_clear"] = 1
    return out


_STRONG_LEFT = frozenset(["left:post", "left:person_word", "left:岁的"])
_CLEAR_LEFT = frozenset(["left:comma", "left:end", "left:list", "left:start"])
_STRONG_RIGHT = frozenset(["right:post", "right:verb", "right:any_verb", "right:说"])
_CLEAR_RIGHT = frozenset(["right:end", "right:list", "right:comma", "right:colon", "right:particle"])


@cache
def _likeness(name: str) -> float:
    """How much a string looks like a name by its characters alone."""
    length = surnames.surname_length(name)
    if not 0 < length < len(name) <= length + 2 or name in lexicon.lexicon().words:
        return 0.0
    table = odds()
    return table.get(name[0], (0.0, 0.0, 0.0))[0] + sum(table.get(c, (0.0, 0.0, 0.0))[2] for c in name[length:])


SUPPORT = frozenset(
    [
        "left:post",
        "left:person_word",
        "left:岁的",
        "right:post",
        "right:verb",
        "right:说",
        "right:appointed",
        "right:credit",
        "speaks_later",
        "list_of_names",
    ]
)
"""Features that speak of a person whatever the string."""


def support(found: dict[str, float]) -> int:
    """2: a post or a word for a person stands right before, and the string is no word; 1: something else speaks for a person; 0."""
    if not _STRONG_LEFT.isdisjoint(found) and not _DOUBTS & found.keys():
        return 2
    if "list_of_names" in found and "left:list" in found and not _DOUBTS & found.keys():
        return 2
    return int(not SUPPORT.isdisjoint(found))


_DOUBTS = {
    "is_word",
    "in_term",
    "cuts_term",
    "place_kind",
    "foreign_last",
    "foreign",
    "function",
    "begins_word",
    "right:place",
    "is_person:2",
    "right:split",
}


def _own(name: str) -> dict[str, float]:
    """What the string itself says."""
    known = lexicon.lexicon()
    length = surnames.surname_length(name)
    kind = surnames.table()[name[:length]][1]
    given = name[length:]
    table = odds()
    out: dict[str, float] = {"bias": 1, f"kind:{kind}": 1, f"size:{len(given)}": 1}
    last = table.get(given[-1], (0.0, 1.0, 1.0))[2]
    if length == 1:
        out["surname"] = table.get(name[0], (0.0, 0.0, 0.0))[0]
        if name[0] in FUNCTION:
            out["function"] = 1
    elif name[:2] in known.common:
        out["compound_word"] = 1
    if len(given) > 1:
        out["first"] = table.get(given[0], (0.0, 1.0, 1.0))[1]
        out["last"] = last
        if given in known.common:
            out["given_word"] = 1
        if name[-1] in PLACE_ENDS:
            out["place_end"] = 1
        if name[-1] in PLACE_KINDS:
            out["place_kind"] = 1
    else:
        out["single"] = last
    if name in known.words:
        out["is_word"] = 1
        if name in known.common:
            out["is_common"] = 1
    if name in known.persons:
        out[f"is_person:{len(name)}"] = 1
    if length == 1 and len(name) == 3 and name[:2] in known.common:
        out["begins_word"] = 1
    foreign = sum(character in FOREIGN for character in name[-2:])
    if name[-1] in FOREIGN:
        out["foreign_last"] = 1
        if foreign == 2:
            out["foreign"] = 1
    return out


def _left(text: str, start: int) -> set[str]:
    """What stands before."""
    known = lexicon.lexicon()
    before = text[start - 1] if start else "\n"
    first = text[start]
    if post_before(text, start):
        return {"left:post"}
    out = set()
    if text[start - 1 : start + 1] in known.common:
        out.add("left:split")
    if any(text[start - k : start + j] in known.words for k, j in ((1, 2), (2, 1), (2, 2)) if start >= k):
        out.add("left:split3")
    if before == "的":
        out.add("left:岁的" if text[max(0, start - 2) : start] == "岁的" else "left:的")
    elif before in PERSON_ENDS:
        known_word = text[max(0, start - 2) : start] in known.words or text[max(0, start - 3) : start] in known.words
        out.add("left:person_word" if known_word else "left:person")
    elif before == "\n":
        out.add("left:start")
    elif before in "，,：:；;":
        out.add("left:comma")
    elif before == "、":
        out.add("left:list")
    elif before in _ENDS:
        out.add("left:end")
    elif text[max(0, start - 2) : start] in _BEFORE:
        out.add("left:verb")
    elif before in _BEFORE:
        out.add("left:particle")
    else:
        out.add("left:other")
        if text[max(0, start - 2) : start] in known.common or text[max(0, start - 3) : start] in known.words:
            out.add("left:word")
        if before in "省市区县镇乡村州院校所会部局委厅社团队厂":
            out.add("left:body")
    if before in "·•":
        out.add("dot")
    if first in FOREIGN and before in FOREIGN:
        out.add("foreign_left")
    return out


def _right(text: str, start: int, end: int) -> dict[str, float]:
    """What stands behind."""
    known = lexicon.lexicon()
    after = text[end] if end < len(text) else "\n"
    follower = _starts(text, end, _AFTER, 3)
    called = _starts(text, end, posts(), 6)
    if not called and after in "副总" and end < len(text):
        called = _starts(text, end + 1, posts(), 6)
    out: dict[str, float] = {}
    if called:
        out["right:post"] = 1
    elif re.match(r"\s?(?:摄影|摄|供图|/?文|报道)", text[end : end + 4]):
        out["right:credit"] = 1
    elif after == "\n":
        out["right:stop"] = 1
    elif after == "、":
        out["right:list"] = 1
    elif after in "，,":
        out["right:comma"] = 1
    elif after in "：:":
        out["right:colon"] = 1
    elif after in _ENDS:
        out["right:end"] = 1
    elif len(follower) > 1:
        out["right:verb"] = 1
    elif (follower == "任" and text[end : end + 2] not in known.common) or text.startswith("不再", end):
        out["right:appointed"] = 1
    elif after in "区县镇村乡市州省":
        out["right:place"] = 1
    elif text[end : end + 2] in known.verbs or text[end + 1 : end + 2] in "了着过":
        out["right:any_verb"] = 1
    elif follower:
        out["right:particle"] = 1
        out[f"right:{follower}"] = 1
    else:
        out["right:other"] = 1
        if text[end : end + 2] in known.common or text[end : end + 3] in known.words:
            out["right:word"] = 1
        elif after.isdigit() or after.isascii():
            out["right:ascii"] = 1
    if text[end - 1 : end + 1] in known.common:
        out["right:split"] = 1
        if text[end : end + 2] in known.common or len(follower) > 1:
            out["right:split_word"] = 1
    if text[end - 2 : end + 1] in known.words or text[end - 1 : end + 2] in known.words:
        out["right:split3"] = 1
    if end - start == 2 and len(follower) <= 1 and after not in _ENDS and not called:
        out["right:short_open"] = 1
        out["next"] = odds().get(after, (0.0, 1.0, 1.0))[2]
    if after in "·•":
        out["dot"] = 1
    if after in FOREIGN and text[end - 1] in FOREIGN:
        out["foreign_run"] = 1
    return out


@cache
def known_people() -> dict[str, bool]:
    """Names that everybody knows: whether they are spelled in pinyin (习近平) or have a spelling of their own (马克龙)."""
    text = (resources.files("facts.glossary.lists") / "people.tsv").read_text("utf-8")
    return {row[0]: row[2] == "chinese" for row in (line.split("\t") for line in text.splitlines()[1:])}


def known_spans(text: str) -> list[tuple[int, int, bool]]:
    """Where known people stand in ``text``."""
    known = known_people()
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    return [
        (*match.span(), known[match[0]])
        for match in pattern.finditer(text)
        if len(match[0]) > 2 or not _in_longer(text, *match.span())
    ]


def _in_longer(text: str, start: int, end: int) -> bool:
    """Whether a known name of two characters is the beginning of a longer one (李强民) or of a word."""
    return (
        lexicon.inside_word(text, start, end)
        or odds().get(text[end : end + 1], (0.0, 0.0, 0.0))[2] > 1.5
        or text[start - 1 : start] in surnames.table()
    )


def candidates(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Spans that begin with a surname and have one or two more Chinese characters, and nothing in them forbids a name.

    ``taken``: spans of places, institutions and known people; what lies wholly inside one is nobody's name.
    """
    known = surnames.table()
    inside = bytearray(len(text) + 1)
    for number, (first, last) in enumerate(taken):
        inside[first:last] = bytes([number % 250 + 1]) * (last - first)
    found: list[tuple[int, int]] = []
    for run in re.finditer(r"[\u3400-\u9fff]+", text):
        first, last = run.span()
        for start in range(first, last - 1):
            sizes = set()
            if text[start] in known:
                sizes |= {2, 3}
            if text[start : start + 2] in known:
                sizes |= {3, 4}
            for size in sorted(sizes):
                end = start + size
                if end > last or (inside[start] and inside[start:end] == bytes([inside[start]]) * size):
                    continue
                if not _forbidden(text, start, end):
                    found.append((start, end))
    return found


def _forbidden(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    given = name[surnames.surname_length(name) :]
    if name in NO_NAMES or (len(name) > 2 and name[-1] in THINGS):
        return True
    if given[-1] in PARTICLES or given in ADDRESS or given[0] == "老" or "某" in text[start : end + 1]:
        return True
    if text[start - 1 : start] in {"·", "•"} or text[end : end + 1] in {"·", "•"}:
        return True
    around = text[max(0, start - 2) : end + 2]
    return any(piece in around for piece in MINORITY)


def term_spans(text: str) -> list[tuple[int, int]]:
    """Spans of firm built-in terms: where a place or an institution is named, nobody else is."""
    from facts.glossary.glossary import Glossary

    return [(match.start, match.end) for match in Glossary.builtin().find(text) if match.term.firm]
