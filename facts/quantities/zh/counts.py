"""Chinese numerals that count things or put them in order, with their measure words."""

import re

from facts.quantities import units
from facts.quantities.scan import Scan
from facts.quantities.value import Hedge, Kind, Quantity
from facts.quantities.zh import hedges, periods
from facts.quantities.zh.amount import Amount
from facts.quantities.zh.idioms import in_slogan, is_idiom
from facts.quantities.zh.numerals import Numeral
from jianbao import han

_MEASURES = """
个 家 名 位 人次 人 户 项 件 条 座 栋 幢 所 套 台 辆 艘 架次 架 部 份 篇 本 册 张 幅 块 片 枚 颗 粒 株 棵 头 只 匹
口 间 层 处 场次 场 次 届 轮 批次
批 起 宗 例 笔 单 种 类 款 支 队 组 班次 班 阶段 门 节 课时 句 首 集 段 步 方面 领域 环节 省区市 省份 省 市 县 区
镇 乡 村 街道 社区 国 岛 校 院 店 站
条线路 线 回 路 地 岗 菜 口径 航班 航次 车次 趟 遍 代 圈 箱 盒 瓶 袋 桶 标准箱 标箱 TEU 顶 床 席 桌 盘 碗 杯 盏 根
股 束 串 排 列 道 面 扇 把 副 双 对
尾 羽 峰 版 页 字 学分 题 单元 模块 板块 车道 航线 赛季 企业 机构 学校 高校 医院 项目 村庄 学生 师生 群众 员工 志愿者 游客 学员 职工
"""
_MEASURE = re.compile(rf" ?(?P<measure>多?(?:{units.alternation(_MEASURES.split())}))")
_CHANGES = re.compile(
    r"(?:逐步|稳步|进一步|大幅|小幅|继续)?(?:提升|提高|提至|[上回攀]?升|[下]?降|增|减|回落|涨|下?跌|扩大|缩小|调整)"
)
"""Behind a figure without a unit that is more than a number in passing: 献血率由16.8提升到18."""
_RISKY = re.compile(r"[面道排列股束步口头队级代院店站岛国市县区镇乡村省字版单起对双顶峰羽尾把副席床根门节台]")
"""Measure words that after a single numeral in characters are as often a part of a word (一面, 三节)."""
_HOTLINE = re.compile(
    r"[”’]?(?:市民|政务|公共|便民|服务|投诉|智能|全国){0,4}(?:热线|急救|报警|举报|投诉平台|号段|晚会)|国道|省道|系列"
)
_TECHNICAL = re.compile(
    r" ?(?:[KMGTPEZ]i?[Bb](?:ps)?|[KMGT]?bps|[GMk]?eV|[EPTG]?FLOPS|TOPS|[kM]V|[kMG]?Hz|pp[mbt]|TEU|Ah|mAh|dB|lx|nits?"
    r"|hPa|[kM]Pa|rpm)(?![A-Za-z])"
)
_BY = re.compile(r"[xX] ?\d")
_LETTER = re.compile(r"[A-Za-z]")
_BIG = re.compile(rf"大(?=[{han.CLASS}])")
_ORDINAL = re.compile(
    r" ?(?P<measure>季(?![度节后赛])|个|次|届|名|位|批次|批|期|轮|家|条|章|款|项|季|代|颗|艘|架|座|站|版|场|天|年|回|号|台|例|任|集|组"
    r"|类|种|步|件|部|辆|枚|套|阶段|梯队|赛季|所|中学|小学|人民医院|医院|届全国)?"
)
_NOT_ORDINAL = re.compile(
    r"第(?:三方|一产业|二产业|三产业|一时间|一书记|一线|二课堂|一财经|一第二|二天性|三世界|三者|[二三四五六]代移动|四条磋商|[一二三四]纪)"
)
_PLAN = re.compile(r" ?个(?:五年)(?:规划|计划)(?:期间|时期)?")


def ordinal(scan: Scan, number: Numeral, start: int) -> Quantity | None:
    """第21届; `start` is where 第 stands."""
    text = scan.text
    if _NOT_ORDINAL.match(text, start) or number.high is not None:
        return None
    if period := periods.quarter(text, number.start, start, scan.original):
        return period
    if m := _PLAN.match(text, number.end):
        return scan.make(start, m.end(), Kind.ORDINAL, number.value, unit="plan")
    m = _ORDINAL.match(text, number.end)
    end = m.end() if m else number.end
    if number.han and in_slogan(text, start, end):
        return None
    return scan.make(start, end, Kind.ORDINAL, number.value, unit="ordinal", weak=number.value <= 3)


def count(scan: Scan, a: Amount) -> Quantity | None:
    """A numeral without a unit of measure; None where it counts nothing."""
    measure = _MEASURE.match(scan.text, a.end)
    if a.number.han or a.number.bare:
        return _in_characters(scan, a, measure)
    return _in_digits(scan, a, measure)


def _in_characters(scan: Scan, a: Amount, measure: re.Match[str] | None) -> Quantity | None:
    text, number, start, end, value = scan.text, a.number, a.start, a.end, a.value
    if is_idiom(text, number.start):
        return None
    if number.bare and not a.odd and not a.hedge:
        hundred_millions = len(number.words) > 1 and number.words.endswith("亿") and not measure
        each = text.startswith("级", end) or (text[start - 1 : start] == "每" and len(number.words) == 1)
        if hundred_millions or each:
            return scan.make(start, end, Kind.COUNT, value, weak=True, **a.more)
    if number.words == "百" and text.startswith("强", end):
        return scan.make(start, end + 1, Kind.COUNT, value, weak=True, **a.more)
    if text.startswith("折", end) and not number.bare and 0 < number.value < 10:
        return _discount(scan, a, end + 1)
    if text.startswith("旬", end):
        return None
    big = _BIG.match(text, end)
    if big and not measure and number.value <= 11:
        if in_slogan(text, start, big.end()):
            return None
        return scan.make(start, big.end(), Kind.COUNT, value, weak=True, **a.more)
    if not measure:
        if number.bare and not a.odd and (not a.hedge or start == number.start):
            return None
        if not (number.value >= 100 or a.odd or (a.hedge and number.value >= 10) or number.vague):
            return None
    risky = bool(measure and len(number.words) == 1 and not a.odd and _RISKY.fullmatch(measure["measure"]))
    return _counted(scan, a, end, measure, weak=a.implied or risky)


def _in_digits(scan: Scan, a: Amount, measure: re.Match[str] | None) -> Quantity | None:
    text, number, start, end = scan.text, a.number, a.start, a.end
    quoted = text[start - 1 : start] in ("“", "‘") and text[end : end + 1] in ("”", "’")
    if quoted or (number.words.isdigit() and len(number.words) >= 3 and _HOTLINE.match(text, end)):
        return None
    technical = _TECHNICAL.match(text, end)
    if technical:
        end = technical.end()
    elif _LETTER.match(text, end) and not _BY.match(text, end) and not (text.startswith("P", end) and number.scale > 1):
        return None
    weak = a.implied
    if not measure:
        following = "个" if technical else text[end : end + 1]
        if following == "后" and len(number.words) == 2 and number.words.isdigit():
            return _born_after(scan, a, end + 1)
        if following == "折":
            return _discount(scan, a, end + 1)
        if following in ("期", "后"):
            return None
        if following in ("强", "级"):
            weak = following == "强"
            end += 1
        elif (
            number.scale == 1
            and not a.odd
            and not a.hedge
            and ((number.value < 100 and not technical) or not han.is_han(following))
            and not ("." in number.words and _CHANGES.match(text, end))
        ):
            weak = True
    return _counted(scan, a, end, measure, weak=weak)


def _counted(scan: Scan, a: Amount, end: int, measure: re.Match[str] | None, *, weak: bool) -> Quantity | None:
    text, number, start, value = scan.text, a.number, a.start, a.value
    unit = ""
    if measure:
        name = measure["measure"].lstrip("多余")
        unit = units.COUNTS.get(name, "")
        end = measure.end()
        small = number.han and number.value < 10 and len(number.words) == 1 and not a.odd and not a.hedge
        if (name in ("省", "地", "市", "省份") and number.value <= 10) or small:
            weak = True
    if value in (0, 1) and number.scale == 1 and not a.odd:
        weak = True
    if in_slogan(text, start, end) and (number.han or (text[start - 1] in "“‘「『" and number.value < 100)):
        return None
    return hedges.behind(scan, scan.make(start, end, Kind.COUNT, value, unit=unit, weak=weak, **a.more))


def _born_after(scan: Scan, a: Amount, end: int) -> Quantity:
    """95后, the people born after 1995."""
    year = a.number.value + (2000 if a.number.value <= 20 else 1900)
    decade = a.number.value % 10 == 0
    value, unit = (year, "decade") if decade else (year * 10_000, "date")
    return scan.make(a.start, end, Kind.DATE, value, year=int(year), unit=unit, weak=True)


def _discount(scan: Scan, a: Amount, end: int) -> Quantity:
    """八折: 80 percent of the price, or 20 percent off."""
    value = a.number.value * 10 if a.number.value < 10 else a.number.value
    hedge: Hedge | None = a.hedge
    return scan.make(a.start, end, Kind.PERCENT, value, unit="percent", hedge=hedge, weak=True)
