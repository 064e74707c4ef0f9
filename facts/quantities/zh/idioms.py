"""Numerals that are no quantities in Chinese: idioms, names, slogans."""

import re

_IDIOMS = re.compile(
    "一带|一路|一国两制|一心一意|一事一议|一村一品|一年四季|一站式|一体化|一条龙|一把手|一系列|一部分|一方面|一把|一线|一流|一起|一些|一样|一般|一定|一直|一切|一旦|一时|一度|一面|一道|一家人|一批批|一代代|"
    "一次性|一次次|一点|一句话|一口气|一对一|一条心|一张网|一盘棋|一份子|一段时间|一类新?药|一级|一期|一种|一项项|一届|"
    "二人转|二维码|二手|二次元|二次|二十大|十九大|十八大|十七大|十六大|三农|三天两头|十年九旱|十有八九|十防九空|三月三|三伏|三九|三国|三军|三亚|三明|三峡|三门峡|三门县|三台县|三元[区里桥坝村]|三江|三河|三医|三会一课|"
    "四川|四海|四平|四会|四个发力|四个意识|四个自信|四个全面|四个伟大|四个革命|两个确立|两个维护|两个大局|两个一两个毫不动摇|两个结合|三个代表|三个做优做强|"
    "四合院|四通八达|五湖四海|五台[山县]|五粮液|五家渠|五指山|五花八门|五颜六色|五年规划|五年计划|五一|六安|六盘水|六里桥|七一|七夕|七里|七台河|八一|八方|八达岭|八步区|八宝山|九江|九寨沟|九台|九龙|九州|"
    "十分(?!钟|之)|四处|一处|一地|三角|十足|十堰|十字|十佳|十全十美|十之八九|百分(?![之点])|百姓|百货|百度|百色|百科|百家争鸣|百家姓|百花|百合|百般|百里挑一|百闻|百战|"
    "千佛山|千岛湖|千山|千里马|千里之外|千家万户|千方百计|千变万化|千军万马|千载|千古|千言|千秋|千禧|千金|千载难逢|千丝万缕|千万不要|千万别|"
    "万科|万达|万州|万宁|万年|万物|万里长城|万里长征|万里|万事|万家|万象|万一|万分感|万杰|万斯|万尼|万娜|万特|万豪|万恒|万里|万众|万无一失|万向|万华|万隆|万岁|万能|万圣|万绿|"
    "亿嘉和|亿利|亿纬|亿达|两会|两岸|两江|两弹一星|两手抓|两山|两学一做|两高|两全其美|两栖|双方"
)
_TENTHS = re.compile("一成不变|三成立")
_OPEN = "“‘「『《\"'"
_CLOSE = "”’」』》\"'"


def is_idiom(text: str, start: int) -> bool:
    """Whether the numeral at `start` opens an idiom or name."""
    return bool(_IDIOMS.match(text, start) or _TENTHS.match(text, start))


def idiom_end(text: str, start: int) -> int:
    """Where the idiom that begins at `start` ends; 0 where none does."""
    m = _IDIOMS.match(text, start) or _TENTHS.match(text, start)
    return m.end() if m else 0


def in_slogan(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands in a short quotation: “四个发力”, “3+6”, “十百千”."""
    for back in range(start - 1, max(-1, start - 9), -1):
        if text[back] in "”’」』》，。；":
            return False
        if text[back] in "“‘「『":
            closing = min((p for c in "”’」』" if (p := text.find(c, end, end + 10)) >= 0), default=-1)
            return closing >= 0 and not any(c in "，。；！？" for c in text[back:closing]) and closing - back <= 12
    return False
