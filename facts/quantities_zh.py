"""The Chinese parser: numerals with what stands around them, read left to right in one pass.

Every pattern is anchored at a numeral and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from facts import dates_zh, units
from facts.idioms_zh import idiom_end, in_slogan, is_idiom
from facts.numerals import FULL_WIDTH, HAN_DIGITS, MAX_NUMERAL, han_value
from facts.quantity import Hedge, Kind, Quantity, join_spans

_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)|\d+)(?:\.\d+)?"
_SCALE = r"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|百(?!分)|千(?![克米瓦卡伏赫帕焦])|十(?=[几多余]))"
_DIGIT = "零〇一二两三四五六七八九"
NUMBER = re.compile(
    rf"(?P<half>一多半|一半|半)|(?P<arabic>{_ARABIC})(?: ?(?P<odd>[多余来几])? ?(?:个多?(?=[万亿]))?(?P<scale>{_SCALE})(?P<rest>(?:\d{{1,5}}(?:\.\d+)?[千百]?[万亿千百](?!分))*))?"
    rf"|(?P<han>[数几]?[{_DIGIT}十百千万亿]+(?:点[{_DIGIT}]{{1,8}}(?![分刻钟])[万亿]*)?(?:[几多余来][十百千万亿]{{1,3}}|几)?|[数几][十百千万亿]{{1,4}})"
    r"|(?P<word>翻番|翻倍|倍增|成倍|成千上万|成百上千)"
)
_TRIGGER = re.compile(rf"[\d{_DIGIT}十百千万亿数几半翻倍成]")
_ODD = re.compile(r" ?(?:[多余](?![么少样数年生地])|[多余](?=年)|多(?=样本)|来(?=[号分小秒趟个人家名位年天岁万亿块元斤亩里米公平]))")
_HEDGES = (
    (Hedge.AT_MOST, r"不(?:得|应|会|能)?(?:超过|高于|多于|大于|晚于)|最多(?:可?达)?|至多|最高可达?|上限(?:为)?|不过"),
    (Hedge.AT_LEAST, r"至少(?:为|有|是)?|不(?:得|应|会|能)?(?:少于|低于|小于|短于)|最少|起码|少说|(?<![未不期届圆])年?满|(?<![以之晚早午网线身])上"),
    (Hedge.UNDER, r"不足|不到|少于|低于|小于|未满|不满|未达|不及|短于|跌破"),
    (Hedge.NEARLY, r"将近|接近|逼近|(?<![附邻临最靠新亲贴就晚远相迫])近"),
    (
        Hedge.OVER,
        r"超过了?|(?<![高赶反中英女德法意])超|逾|突破了?|高于|多于|大于|长于|不止|迈过|跨过|跨上|迈上|站上|跨越|(?<![通经透不超路])过|(?<![突打跌])破",
    ),
    (Hedge.ABOUT, r"大约(?:有|为)?|约(?:为|合|有|占|达|计)|(?<![签预违合条节纽公履解缔契特邀毁守立续])约|大概(?:有|是)?|大致"),
)
_LEFT = re.compile("|".join(f"(?P<{h.name}>{p})" for h, p in _HEDGES).join(("(?:", r") ?\Z")))
_DISTANT = re.compile(r"(?:最高|最多|至多)(?:可|能|将)?(?:以)?(?:给予|奖励|补助|补贴|资助|支持|贷款|贴息|赔付|罚款|获|得|享受|申请|领取|获得|提供)(?:企业|个人|一次性)?\Z")
_LARGE = re.compile(r"\d+(?:\.\d+)?[万亿]|[一二三四五六七八九]成")
_SHARE_OF = re.compile(
    r"(?:(?:(?P<AT_MOST>不(?:得|应|会)?(?:超过|高于|多于))|(?P<AT_LEAST>不(?:得|应|会)?(?:低于|少于)|至少)|(?P<OVER>(?<!不)超过了?|(?<!不)高于)|(?P<UNDER>不足|不到|(?<!不)低于)|(?P<NEARLY>接近)|(?P<ABOUT>约占|约为))"
    r"[^，。；、,;\d]{1,14}的|(?:(?P<MOST>不(?:得|应|会)?超过|不高于)|(?P<LEAST>不(?:得|应|会)?低于))[^，。；、,;\d的]{2,12}|(?P<ATLEAST>至少|少说)[^，。；、,;\d的]{0,4}|(?P<AROUND>大约)[^，。；、,;\d的]{1,3})\Z"
)
_SHARE_HEDGES = {"MOST": "AT_MOST", "LEAST": "AT_LEAST", "ATLEAST": "AT_LEAST", "AROUND": "ABOUT"}
_RIGHT = re.compile(
    r" ?(?:（含[^）]{0,4}）)?(?:(?P<OVER>多(?![种个名家位项年少么元样])|余(?!名|人|家)|出头|开外|还多|有余|强(?=[，。；、]|$))|(?P<ABOUT>左右|上下|许(?![多可愿昌])|前后)|(?P<AT_LEAST>及?以上|(?:或|甚至)更多|或以上|起(?=[，。；,;、）)]|$))|(?P<AT_MOST>及?以[下内]|之内)|(?P<NONE>之多))"
)
_PREFIX = re.compile(rf"(?:{units.alternation(list(units.PREFIXES))}) ?\Z", re.IGNORECASE)
_SIGN = re.compile(r"(?:零下|(?<![减担胜欠正背抱辜责])负|(?<![\d一-鿿A-Za-z])[-−])\Z")
_UNIT = re.compile(rf" ?(?P<unit>{units.alternation(list(units.CHINESE))})")
_NOT_UNIT = re.compile(
    r"元(?:旦|宵|素|朝|首|帅|老|件|器)|天(?:然|空|津|府|河|宫|文|下|际|山|猫|鹅)|克(?:服|拉|里|隆|林)|米(?:饭|粉|线|兰|价)"
    r"|升(?:级|至|到|值|降|温|高|旗|学|入|空|幅|为)|年(?:级|代|轻)|周(?:边|末|刊|报)|度(?:假|过)|月(?:球|饼|嫂)|码头|秒杀|分钟情|日本"
)
_PERCENT = re.compile(r" ?(?:%|(?P<mille>‰)|成(?P<half>半|[一二三四五六七八九](?![一-鿿]{0,1}[成个年月]))?(?![立功果员都本长型熟效交绩语人不]))")
_MULTIPLE = re.compile(r" ?(?P<odd>[多余])?(?P<word>倍半?(?!数|增|受|感|速|体)|番(?!茄|禺))(?P<after>[多余])?")
_GREW = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|增|涨|扩大|增多|增幅|暴涨|猛增|激增|[多高快超翻])(?:了|幅度|幅|超|逾|近|约|出)*\Z"
)
_TURNED = re.compile(r"翻了?(?:近|约|超过?|逾|不止)?\Z")
_MEASURE = re.compile(
    r" ?(?P<measure>多?(?:"
    + units.alternation(
        ["个", "家", "名", "位", "人次", "人", "户", "项", "件", "条", "座", "栋", "幢", "所", "套", "台", "辆", "艘", "架次", "架", "部", "份", "篇", "本", "册", "张", "幅", "块", "片", "枚", "颗", "粒", "株", "棵", "头", "只", "匹", "口", "间", "层", "处", "场次", "场", "次", "届", "轮", "批次", "批", "起", "宗", "例", "笔", "单", "种", "类", "款", "支", "队", "组", "班次", "班", "阶段", "门", "节", "课时", "句", "首", "集", "段", "步", "方面", "领域", "环节", "省区市", "省份", "省", "市", "县", "区", "镇", "乡", "村", "街道", "社区", "国", "岛", "校", "院", "店", "站", "条线路", "线", "回", "路", "地", "岗", "菜", "口径", "航班", "航次", "车次", "趟", "遍", "代", "圈", "箱", "盒", "瓶", "袋", "桶", "标准箱", "标箱", "TEU", "顶", "床", "席", "桌", "盘", "碗", "杯", "盏", "根", "股", "束", "串", "排", "列", "道", "面", "扇", "把", "副", "双", "对", "尾", "羽", "峰", "版", "页", "字", "学分", "题", "单元", "模块", "板块", "车道", "航线", "赛季", "企业", "机构", "学校", "高校", "医院", "项目", "村庄", "学生", "师生", "群众", "员工", "志愿者", "游客", "学员", "职工"]
    )
    + r"))"
)
_HAN_MEASURE_RISK = re.compile(r"[面道排列股束步口头队级代院店站岛国市县区镇乡村省字版单起对双顶峰羽尾把副席床根门节台]")
_AND_HALF = re.compile(r" ?个半(?P<unit>小时|月|钟头|星期|世纪)")
_MINUTES = re.compile(r"分(?=\d{1,2}秒)")
_COINS = re.compile(r"块(?P<a>[1-9])(?![\d.个年月日])")
_DECIMALS = re.compile(r"\d{1,2}(?![\d.年月日个%])")
_SMALL_MONEY = re.compile(r"(?P<a>[1-9一二三四五六七八九])(?:[角毛](?:(?P<b>[1-9一二三四五六七八九])分)?|(?P<c>分))")
_TO = re.compile(r" ?(?:至|到|-|—|–|~|～|−) ?(?!\d{5,})")
_VERSUS = re.compile(r" ?(?:比|:|∶) ?")
_HAN_SCORE = re.compile("(?P<a>[零一二三四五六七八九十]{1,3})比(?P<b>[零一二三四五六七八九十]{1,3})(?![倍较例重分])")
_HOTLINE = re.compile(r"[”’]?(?:市民|政务|公共|便民|服务|投诉|智能|全国){0,4}(?:热线|急救|报警|举报|投诉平台|号段)|国道|省道|系列")
_OF = re.compile(r"分之")
_TECHNICAL = re.compile(r" ?(?:[KMGTPEZ]i?[Bb](?:ps)?|[KMGT]?bps|[GMk]?eV|[EPTG]?FLOPS|TOPS|[kM]V|[kMG]?Hz|pp[mbt]|TEU|Ah|mAh|dB|lx|nits?|hPa|[kM]Pa|rpm)(?![A-Za-z])")
_BY = re.compile(r"[xX] ?\d")
_LETTER = re.compile(r"[A-Za-z]")
_ORDINAL = re.compile(
    r" ?(?P<measure>个|次|届|名|位|批次|批|期|轮|家|条|章|款|项|季|代|颗|艘|架|座|站|版|场|天|年|回|号|台|例|任|集|组|类|种|步|件|部|辆|枚|套|阶段|梯队|赛季|所|中学|小学|人民医院|医院|届全国)?"
)
_NOT_ORDINAL = re.compile(r"第(?:三方|一产业|二产业|三产业|一时间|一书记|一线|二课堂|一财经|一第二|二天性|三世界|三者|[一二三四]纪)")
_PLAN_NAME = re.compile(r"(?P<n>十[一二三四五]?|二十)五(?=[”’」]|规划|期间|时期|末|初|以来|收官|开局|计划|建设|成就)(?:[”’」]?(?:规划|计划)?(?:期间|时期)?)")
_PLAN = re.compile(r" ?个(?:五年)(?:规划|计划)(?:期间|时期)?")


@dataclass(slots=True)
class Numeral:
    start: int
    end: int
    value: float
    high: float | None = None
    scale: float = 1.0
    vague: bool = False
    odd: bool = False
    han: bool = False
    bare: bool = False
    words: str = ""


_ADJACENT = re.compile(r"(?P<head>[十百千]|[一二三四五六七八九]十)?(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])(?P<tail>[十百千万亿]*)")


def _han(words: str, start: int) -> Numeral | None:
    """The numeral of Chinese characters that NUMBER found, or None where it is only a string of characters."""
    end = start + len(words)
    if len(words) > MAX_NUMERAL:
        return None
    vague_head = words[0] in "数几"
    if vague_head:
        value = han_value(words[1:])
        return None if value is None else Numeral(start, end, 2 * value, 10 * value, vague=True, han=True, words=words)
    few = re.search(r"([几多余来])([十百千万亿]*)$", words)
    if few:
        head = words[: few.start()]
        value = han_value(head)
        if value is None:
            return None
        scale = han_value(few.group(2)) if few.group(2) else 1.0
        scale = scale or 1.0
        if few.group(1) == "几":
            if (len(head) > 1 and head[-1] not in "十百千") or head[-1] not in "十百千万":
                return None
            last = {"十": 10, "百": 100, "千": 1000, "万": 10000}[head[-1]]
            return Numeral(start, end, value * scale, (value + last) * scale, scale, vague=True, han=True, words=words)
        return Numeral(start, end, value * scale, scale=scale, odd=True, han=True, words=words)
    pair = _ADJACENT.fullmatch(words)
    if pair and (HAN_DIGITS[pair["b"]] == HAN_DIGITS[pair["a"]] + 1 or pair["a"] + pair["b"] == "三五"):
        base = han_value(pair["head"]) if pair["head"] else 0.0
        unit = han_value(pair["tail"]) if pair["tail"] else 1.0
        if base is None or unit is None or (pair["head"] and pair["tail"][:1] in ("十", "百", "千")):
            return None
        return Numeral(
            start, end, (base + HAN_DIGITS[pair["a"]]) * unit, (base + HAN_DIGITS[pair["b"]]) * unit, unit, han=True, words=words
        )
    if len(words) > 1 and not any(c in "十百千万亿点" for c in words):
        return None
    value = han_value(words)
    if value is None:
        return None
    scale = 1e8 if words.endswith("亿") else 1e4 if words.endswith("万") else 1.0
    bare = words[0] in "百千万亿"
    return Numeral(start, end, value, scale=scale, han=True, bare=bare, words=words)


def numeral(text: str, match: re.Match[str]) -> Numeral | None:
    """What a match of NUMBER (without half and word) is worth."""
    start, end = match.span()
    if match["han"]:
        words = match["han"]
        if words[0] == "零" and len(words) > 1:
            words, start = words[1:], start + 1
        # The last character may belong to the unit that follows: 五千|克, 三|百分点.
        if (len(words) > 1 and words[-1] == "千" and text[end : end + 1] in set("克瓦卡伏") and not words.endswith("万千")) or (len(words) > 1 and words[-1] == "百" and text.startswith("分", end)):
            words = words[:-1]
        return _han(words, start)
    digits = match["arabic"].replace(",", "")
    if len(digits) > MAX_NUMERAL:
        return None
    value = float(digits)
    scale = 1.0
    if match["scale"]:
        scale = han_value(match["scale"]) or 1.0
        value *= scale
        for number, word in re.findall(r"(\d+(?:\.\d+)?)([千百]?[万亿千百])", match["rest"] or ""):
            value += float(number) * (han_value(word) or 1.0)
    odd = match["odd"]
    high = None
    if odd == "几":
        high = value + 10 * scale
    return Numeral(start, end, value, high, scale, vague=odd == "几", odd=bool(odd) and odd != "几", words=match.group())


def _small(digit: str) -> float:
    return float(digit) if digit.isascii() else float(HAN_DIGITS[digit])


class _Parser:
    def __init__(self, text: str) -> None:
        self.original = text
        self.skip = 0
        text = re.sub(r"(?<=[０-９])，(?=[０-９]{3})", ",", text)
        self.text = text.translate(FULL_WIDTH)

    def parse(self) -> Iterator[Quantity]:
        position = 0
        floor = 0
        while trigger := _TRIGGER.search(self.text, position):
            match = NUMBER.match(self.text, trigger.start())
            if match is None:
                position = trigger.end()
                continue
            found = self.read(match, floor)
            if found is None:
                position = max(match.end(), position + 1, self.skip)
                continue
            yield found
            position = max(found.end, match.end() if found.end >= match.end() else found.end, match.start() + 1)
            floor = found.end

    def make(self, start: int, end: int, kind: Kind, value: float, **more: object) -> Quantity:
        return Quantity(text=self.original[start:end], start=start, end=end, kind=kind, value=value, **more)  # type: ignore[arg-type]

    # -- what stands before -------------------------------------------------------------------------------------

    def left(self, start: int, floor: int) -> tuple[int, Hedge | None, str, bool]:
        """Start with hedge, currency and sign included; the hedge; the currency; whether negative."""
        text = self.text
        before = text[max(floor, start - 10) : start]
        currency = ""
        negative = False
        if m := _SIGN.search(before):
            negative = True
            start -= len(before) - m.start()
            before = before[: m.start()]
        if m := _PREFIX.search(before):
            currency = units.PREFIXES[m.group().strip().lower()]
            start -= len(before) - m.start()
            before = before[: m.start()]
        hedge = None
        m = _LEFT.search(text, max(floor, start - 6), start)
        # 上百, 过万, 破千: before a bare power of ten only
        if m and not (m.group() in ("上", "过", "破") and not (text[start] in "百千万亿半" or (m.group() != "上" and _LARGE.match(text, start)))):
            hedge = Hedge[m.lastgroup] if m.lastgroup else None
            return m.start(), hedge, currency, negative
        if _DISTANT.search(before):
            hedge = Hedge.AT_MOST
        elif before and "一" <= before[-1] <= "鿿" and (m := _SHARE_OF.search(text, max(floor, start - 18), start)):
            name = m.lastgroup or "ABOUT"
            hedge = Hedge[_SHARE_HEDGES.get(name, name)]
        return start, hedge, currency, negative

    def read(self, match: re.Match[str], floor: int) -> Quantity | None:
        text, start, end = self.text, match.start(), match.end()
        before = text[start - 1] if start > floor else (text[start - 1] if start else "")
        if match["word"]:
            return self.word(match)
        if match["half"]:
            period = dates_zh.read(text, start, end, self.original) if match.group() == "半" else None
            return period or self.half(match, floor)
        if match["arabic"]:
            by = before in "xX" and start > 1 and text[start - 2].isdigit()
            per = before == "/" and not text[start - 2 : start - 1].isascii()
            if before and not by and not per and (before in "._#@+/" or (before.isascii() and before.isalpha())) and not _PREFIX.search(text[max(0, start - 8) : start]):
                return None
            if before == "-" and start > 1 and text[start - 2].isascii() and text[start - 2].isalnum():
                return None
            if text.startswith("+", end) or (text.startswith(".", end) and text[end + 1 : end + 2].isdigit()):
                return None
        if moment := dates_zh.read(text, start, end, self.original):
            return self.hedged_moment(moment, floor)
        if (m := _PLAN_NAME.match(text, start)) and before != "第":
            return self.make(start, m.end(), Kind.ORDINAL, (han_value(m["n"]) or 0.0), unit="plan")
        if match.group() == "零" and text.startswith("下", end):
            return None
        if match["han"] and before != "第" and (past := idiom_end(text, start)):
            self.skip = past
            return None
        if (m := _HAN_SCORE.match(text, start)) and before != "第":
            return self.make(start, m.end(), Kind.RATIO, han_value(m["a"]) or 0.0, high=han_value(m["b"]) or 0.0, unit=":")
        number = numeral(text, match)
        if number is None:
            return None
        if before == "第" or text[start - 2 : start] == "第 ":
            return self.ordinal(number, start - (1 if before == "第" else 2))
        if of := _OF.match(text, number.end):
            return self.fraction(number, of.end(), floor)
        found = self.simple(number, floor)
        if found is None:
            if number.han and len(number.words) == 1 and _TO.match(text, number.end):
                # 一至二成, 三到六个月: the unit comes after the second numeral
                plain = self.make(start, end, Kind.COUNT, number.value)
                joined = self.extend(plain, number)
                return joined if joined.high is not None and joined.kind is not Kind.RATIO else None
            return None
        return self.extend(found, number)

    def hedged_moment(self, moment: Quantity, floor: int) -> Quantity:
        end = moment.end
        hedge = moment.hedge
        if m := re.compile(r" ?(?:左右|前后|许(?![多可愿昌]))").match(self.text, end):
            end, hedge = m.end(), Hedge.ABOUT
        start = moment.start
        if moment.kind is Kind.TIME and (m := re.compile(r"(?:大约|约)\Z").search(self.text, max(floor, start - 2), start)):
            start, hedge = m.start(), Hedge.ABOUT
        return replace(moment, text=self.original[start:end], start=start, end=end, hedge=hedge)

    # -- single quantities --------------------------------------------------------------------------------------

    def word(self, match: re.Match[str]) -> Quantity:
        word = match.group()
        if word in ("成千上万", "成百上千"):
            low = 1000.0 if word == "成千上万" else 100.0
            return self.make(*match.span(), Kind.COUNT, low, high=low * 100, vague=True, weak=True)
        return self.make(*match.span(), Kind.MULTIPLE, 2.0, unit="times", weak=word in ("倍增", "成倍"))

    def half(self, match: re.Match[str], floor: int) -> Quantity | None:
        text, start, end = self.text, match.start(), match.end()
        before = text[max(0, start - 1) : start]
        if match.group() in ("一半", "一多半") or before == "对":
            new, hedge, _, _ = self.left(start, floor)
            hedge = Hedge.OVER if match.group() == "一多半" else hedge
            return self.suffix(self.make(new, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True))
        if m := re.compile(r"个?(?P<unit>年|月|小时|世纪|天)(?!前|后来)").match(text, end):
            unit = {"年": "year", "月": "month", "小时": "hour", "世纪": "century", "天": "day"}[m["unit"]]
            return self.make(start, m.end(), Kind.SPAN, 0.5, unit=unit, weak=True)
        if before in ("近", "过") or text[max(0, start - 2) : start] in ("超过", "不到", "不足"):
            new, hedge, _, _ = self.left(start, floor)
            return self.make(new, m.end() if (m := re.compile("数").match(text, end)) else end, Kind.FRACTION, 0.5, hedge=hedge, weak=True)
        return None

    def ordinal(self, number: Numeral, start: int) -> Quantity | None:
        text = self.text
        if _NOT_ORDINAL.match(text, start) or number.high is not None:
            return None
        if period := dates_zh.quarter(text, number.start, number.end, start, self.original):
            return period
        if m := _PLAN.match(text, number.end):
            return self.make(start, m.end(), Kind.ORDINAL, number.value, unit="plan")
        m = _ORDINAL.match(text, number.end)
        end = m.end() if m else number.end
        if number.han and in_slogan(text, start, end):
            return None
        return self.make(start, end, Kind.ORDINAL, number.value, unit="ordinal", weak=number.value <= 3)

    def fraction(self, number: Numeral, at: int, floor: int) -> Quantity | None:
        match = NUMBER.match(self.text, at)
        over = numeral(self.text, match) if match and not match["half"] and not match["word"] else None
        if over is None or not number.value:
            return None
        start, hedge, _, negative = self.left(number.start, floor)
        sign = -1.0 if negative else 1.0
        if number.value == 100:
            found = self.make(start, over.end, Kind.PERCENT, sign * over.value, high=over.high, unit="percent", hedge=hedge)
            if m := _TO.match(self.text, over.end):
                again = re.compile(r"(?:百分之)?").match(self.text, m.end())
                position = again.end() if again else m.end()
                second = NUMBER.match(self.text, position)
                top = numeral(self.text, second) if second and not second["half"] and not second["word"] else None
                if top and top.value > over.value and (position > m.end() or m.group().strip() in "至到-~～—"):
                    found = self.make(start, top.end, Kind.PERCENT, over.value, high=top.value, unit="percent", hedge=hedge)
        else:
            found = self.make(start, over.end, Kind.FRACTION, sign * over.value / number.value, hedge=hedge)
        if over.odd:
            found = replace(found, hedge=Hedge.OVER)
        return self.suffix(found)

    def suffix(self, found: Quantity) -> Quantity:
        """With a hedge that follows (左右, 以上, 多)."""
        m = _RIGHT.match(self.text, found.end)
        if not m:
            return found
        name = m.lastgroup or "NONE"
        hedge = found.hedge if name == "NONE" or found.hedge else Hedge[name]
        return replace(found, text=self.original[found.start : m.end()], end=m.end(), hedge=hedge)

    def simple(self, number: Numeral, floor: int) -> Quantity | None:
        """The numeral with its unit and hedges, without looking for a range."""
        text = self.text
        start, hedge, currency, negative = self.left(number.start, floor)
        end = number.end
        odd = number.odd
        if not odd and (m := _ODD.match(text, end)) and not _MULTIPLE.match(text, end):
            odd = True
            end = m.end()
        if odd and hedge is None:
            hedge = Hedge.ABOUT if "来" in text[number.start : end] else Hedge.OVER
        value = -number.value if negative else number.value
        high = number.high
        more: dict[str, Any] = {"high": high, "hedge": hedge, "vague": number.vague}
        implied = number.bare and not odd and hedge is None and not currency

        if m := _PERCENT.match(text, end):
            tenths = text[m.start() : m.end()].strip()[0] == "成"
            if tenths and (number.value > 10 or (is_idiom(text, number.start))):
                return None
            factor = 10.0 if tenths else 0.1 if m["mille"] else 1.0
            value = value * factor + (0 if not tenths or not m["half"] else 5 if m["half"] == "半" else HAN_DIGITS[m["half"]])
            if high is not None:
                more["high"] = high * factor
            return self.suffix(self.make(start, m.end(), Kind.PERCENT, value, unit="percent", **more))
        if (m := _MULTIPLE.match(text, end)) and not (m["word"] == "番" and not _TURNED.search(text, max(0, start - 4), start)):
            return self.multiple(number, m, start, hedge)
        if m := _AND_HALF.match(text, end):
            unit_key = {"月": "month", "小": "hour", "钟": "hour", "星": "week", "世": "century"}[m["unit"][0]]
            return self.suffix(self.make(start, m.end(), Kind.SPAN, value + 0.5, unit=unit_key, **more))
        if not number.han and ((m := _MINUTES.match(text, end)) or (text[start - 2 : start] == "小时" and (m := re.compile("分(?!之)").match(text, end)))):
            return self.make(start, m.end(), Kind.SPAN, value, unit="minute", **more)
        if not number.han and (m := _COINS.match(text, end)):
            return self.suffix(self.make(start, m.end(), Kind.MONEY, value + float(m["a"]) / 10, unit="yuan", **more))
        unit = _UNIT.match(text, end)
        if unit and not self.plausible_unit(unit, number):
            unit = None
        if unit:
            found = self.with_unit(number, unit, start, value, currency, more, implied)
            if found is None:
                return None
            return self.suffix(found)
        if currency:
            return self.suffix(self.make(start, end, Kind.MONEY, value, unit=currency, **more))
        return self.count(number, start, end, value, odd, more, implied)

    def plausible_unit(self, unit: re.Match[str], number: Numeral) -> bool:
        text, name = self.text, unit["unit"]
        at = unit.start("unit")
        if _NOT_UNIT.match(text, at):
            return False
        if name[-1].isascii() and name[-1].isalpha() and _LETTER.match(text, unit.end()):
            return False
        if name == "度":
            around = text[max(0, number.start - 6) : number.start]
            return not number.han or number.value >= 10 or "零下" in around or "温" in around
        if name == "角" and number.han and not text.startswith("钱", unit.end()):
            return False
        if name == "日" and number.han:
            return number.bare or bool(re.search(r"(?:提前|为期|连续|历时|每)\Z", text[max(0, number.start - 2) : number.start]) or re.compile(r"[内前后游]").match(text, unit.end()))
        if name in ("元", "米", "克", "升", "瓦", "磅", "码", "周", "斤", "立方", "月", "日", "镑") and number.han and len(number.words) == 1:
            return not is_idiom(text, number.start) and (name not in ("月", "码"))
        return name != "月" or not number.han

    def with_unit(
        self, number: Numeral, unit: re.Match[str], start: int, value: float, currency: str, more: dict[str, Any], implied: bool
    ) -> Quantity | None:
        text = self.text
        known = units.CHINESE[unit["unit"]]
        end = unit.end()
        if is_idiom(text, number.start):
            return None
        key, kind = known.key, known.kind
        if key == "degree" and "电" in text[max(0, start - 8) : start]:
            key, kind = "kwh", Kind.ENERGY
        if kind is Kind.MONEY and currency:
            key = currency
        if kind is Kind.MONEY and known.factor != 1:
            value *= known.factor
            if more["high"] is not None:
                more["high"] *= known.factor
        if key in ("m", "second") and not number.han and number.scale == 1 and value == int(value) and (m := _DECIMALS.match(text, end)):
            value, end = value + float(f"0.{m.group()}"), m.end()
        if key == "m" and number.han and len(number.words) == 1 and (m := re.compile("[一二三四五六七八九](?![一-鿿]?[个米年月日位名])").match(text, end)):
            value, end = value + HAN_DIGITS[m.group()] / 10, m.end()
        if key == "yuan" and number.scale == 1 and (m := _SMALL_MONEY.match(text, end)):
            value += (_small(m["a"]) / 10) * (known.factor if m["c"] else 1) + (_small(m["b"]) / 100 if m["b"] else 0)
            end = m.end()
        if kind is Kind.SPAN:
            if m := re.compile(r"半").match(text, end):
                value, end = value + 0.5, m.end()
            if key in ("year", "month", "week", "day") and text[max(0, start - 4) : number.start].endswith("近") and (
                re.compile(r"来|间|内|以来|中").match(text, end) or start == 0 or text[start - 1] in "，。、；：“ （(在的,"
            ):
                start, more["hedge"] = number.start, None
            if key == "hour" and text.startswith("半", unit.start()):
                value += 0.5
        if kind is Kind.LENGTH and re.search(r"(?:时速|每小时) ?(?:约|近|超过?|达到?|为|可达)* ?\Z", text[max(0, start - 8) : start]):
            kind, key = Kind.SPEED, {"km": "km/h", "mile": "mph"}.get(key, key)
        weak = (implied and kind is not Kind.MONEY) or (kind is Kind.SPAN and abs(value) <= 2 and number.han) or (value == 1 and (number.han or kind is Kind.SPAN))
        weak = weak or value in (0, 1) or (kind is Kind.MONEY and number.han and len(number.words) == 1 and not number.bare and not more["hedge"]) or (key == "hour" and value == 24 and more["hedge"] is None)
        return self.make(start, end, kind, value, unit=key, weak=weak, **more)

    def discount(self, number: Numeral, start: int, end: int, hedge: Hedge | None) -> Quantity:
        """八折: 80 percent of the price, or 20 percent off."""
        value = number.value * 10 if number.value < 10 else number.value
        return self.make(start, end, Kind.PERCENT, value, unit="percent", hedge=hedge, weak=True)

    def multiple(self, number: Numeral, m: re.Match[str], start: int, hedge: Hedge | None) -> Quantity | None:
        text = self.text
        if number.bare and not hedge:
            return None
        value = number.value + (0.5 if m["word"] == "倍半" else 0)
        high = number.high
        if m["word"] == "番":
            value, high = 2.0**value, None
        elif (value in (1, 1.5) and number.han) or value == 1 or _GREW.search(text, max(0, start - 8), start) or _GREW.search(text, max(0, number.start - 8), number.start):
            value, high = value + 1, None if high is None else high + 1
        if (m["odd"] or m["after"] or number.odd) and hedge is None:
            hedge = Hedge.OVER
        unit = "times_more" if value >= number.value + 1 and m["word"] != "番" else "times"
        if turned := _TURNED.search(text, max(0, start - 4), start):
            start = turned.start()
        return self.suffix(self.make(start, m.end(), Kind.MULTIPLE, value, high=high, unit=unit, hedge=hedge, vague=number.vague))

    def count(self, number: Numeral, start: int, end: int, value: float, odd: bool, more: dict[str, Any], implied: bool) -> Quantity | None:
        text = self.text
        measure = _MEASURE.match(text, end)
        technical = None
        if number.han or number.bare:
            if is_idiom(text, number.start):
                return None
            if number.bare and len(number.words) > 1 and number.words.endswith("亿") and not measure and not odd and not more["hedge"]:
                return self.make(start, end, Kind.COUNT, value, weak=True, **more)
            if number.bare and not odd and not more["hedge"] and (text.startswith("级", end) or (text[start - 1 : start] == "每" and len(number.words) == 1)):
                return self.make(start, end, Kind.COUNT, value, weak=True, **more)
            if number.words == "百" and text.startswith("强", end):
                return self.make(start, end + 1, Kind.COUNT, value, weak=True, **more)
            if text.startswith("折", end) and not number.bare and 0 < number.value < 10:
                return self.discount(number, start, end + 1, hedge=more["hedge"])
            if text.startswith("旬", end):
                return None
            big = re.compile(r"大(?=[一-鿿])").match(text, end)
            if big and not measure and number.value <= 11:
                if in_slogan(text, start, big.end()):
                    return None
                return self.make(start, big.end(), Kind.COUNT, value, weak=True, **more)
            if not measure:
                if number.bare and not odd and (not more["hedge"] or start == number.start):
                    return None
                if not (number.value >= 100 or odd or (more["hedge"] and number.value >= 10) or number.vague):
                    return None
            elif len(number.words) == 1 and not odd and _HAN_MEASURE_RISK.fullmatch(measure["measure"]):
                more["risky"] = True
        else:
            quoted = text[start - 1 : start] in ("“", "‘") and text[end : end + 1] in ("”", "’")
            if quoted or (number.words.isdigit() and len(number.words) >= 3 and _HOTLINE.match(text, end)):
                return None
            technical = _TECHNICAL.match(text, end)
            if technical:
                end = technical.end()
            elif _LETTER.match(text, end) and not _BY.match(text, end) and not (text.startswith("P", end) and number.scale > 1):
                return None
        risky = more.pop("risky", False)
        weak = implied or bool(risky)
        unit = ""
        if measure:
            name = measure["measure"].lstrip("多余")
            unit = units.COUNTS.get(name, "")
            end = measure.end()
            if (name in ("省", "地", "市", "省份") and number.value <= 10) or (number.han and number.value < 10 and len(number.words) == 1 and not odd and not more["hedge"]):
                weak = True
        elif not number.han:
            following = "个" if technical else text[end : end + 1]
            if following in ("强", "折", "期", "级", "后"):
                if following == "后" and len(number.words) == 2 and number.words.isdigit():
                    year = number.value + (2000 if number.value <= 20 else 1900)
                    return self.make(start, end + 1, Kind.DATE, year if number.value % 10 == 0 else year * 10_000, year=int(year), unit="decade" if number.value % 10 == 0 else "date", weak=True)
                if following == "折":
                    return self.discount(number, start, end + 1, hedge=more["hedge"])
                if following in ("期", "后"):
                    return None
                weak = following == "强"
                end += 1
            elif number.scale == 1 and not odd and not more["hedge"] and ((number.value < 100 and not technical) or not "一" <= following <= "鿿"):
                weak = True
        if value in (0, 1) and number.scale == 1 and not odd:
            weak = True
        if in_slogan(text, start, end) and (number.han or (text[start - 1] in "“‘「『" and number.value < 100)):
            return None
        more.setdefault("weak", weak)
        return self.suffix(self.make(start, end, Kind.COUNT, value, unit=unit, **more))

    # -- ranges and ratios --------------------------------------------------------------------------------------

    def extend(self, found: Quantity, number: Numeral) -> Quantity:
        """`found` joined with a second quantity after 至, 到, - (a range) or 比, : (a ratio)."""
        text = self.text
        if found.high is not None or found.vague:
            return found
        if found.kind is Kind.COUNT and not found.unit and not number.han and (m := _VERSUS.match(text, number.end)) :
            second = NUMBER.match(text, m.end())
            if second and second["arabic"] and not second["scale"] and number.scale == 1:
                other = float(second["arabic"].replace(",", "")) if len(second["arabic"]) < MAX_NUMERAL else 0.0
                return self.make(found.start, second.end(), Kind.RATIO, found.value, high=other, unit=":", hedge=found.hedge)
            return found
        m = _TO.match(text, found.end)
        if not m:
            return found
        match = NUMBER.match(text, m.end())
        if not match or match["half"] or match["word"]:
            return found
        if dates_zh.read(text, match.start(), match.end(), self.original):
            return found
        second_number = numeral(text, match)
        second_found = self.simple(second_number, m.end()) if second_number else None
        if second_found is None or second_number is None:
            return found
        value, high = found.value, second_found.value
        plain = found.kind is Kind.COUNT and not found.unit
        if not plain and (found.kind, found.unit) != (second_found.kind, second_found.unit):
            return found
        if plain and number.scale == 1 and second_number.scale > 1 and value < high / second_number.scale:
            value *= second_number.scale
        if plain and second_found.kind is Kind.PERCENT and second_found.text.rstrip("半多左右以上").endswith("成") and value < 10:
            value *= 10
        if value >= high:
            if plain and m.group().strip() in "-—–" and not second_found.unit and second_found.kind is Kind.COUNT and value < 300:
                return self.make(found.start, second_found.end, Kind.RATIO, value, high=high, unit=":")
            return found
        return replace(
            second_found, text=self.original[found.start : second_found.end], start=found.start, value=value, high=high,
            hedge=found.hedge or second_found.hedge, weak=False,
        )  # fmt: skip


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """0.9个和0.6个百分点, 5.1和4.6%: numbers of a list take the unit at its end."""
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        if (
            one.kind is Kind.COUNT and not one.unit and not one.vague and one.text[-1] in "0123456789个万亿" and following.kind in _SHARED
            and text[one.end : following.start] in ("和", "、", "及", "与", "或")
        ):  # fmt: skip
            found[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return found


_SHARED = (Kind.POINTS, Kind.PERCENT, Kind.MONEY, Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.TEMPERATURE, Kind.POWER, Kind.VOLUME)


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text, in order."""
    return tuple(join_spans(text, _share_units(text, list(_Parser(text).parse())), ("", "零", "又")))
