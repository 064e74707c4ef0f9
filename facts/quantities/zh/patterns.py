"""What stands around a Chinese quantity: hedges, units, measure words, and what shows that it is none.

All are matched at a numeral, or searched for in a few characters before it.
"""

import re

from facts.quantities import units
from facts.quantities.value import Hedge, Kind

ODD = re.compile(
    r" ?(?:[多余](?![么少样数年生地])|[多余](?=年)|多(?=样本)|来(?=[号分小秒趟个人家名位年天岁万亿块元斤亩里米公平]))"
)
HEDGES = (
    (Hedge.AT_MOST, r"不(?:得|应|会|能)?(?:超过|高于|多于|大于|晚于)|最多(?:可?达)?|至多|最高可达?|上限(?:为)?|不过"),
    (
        Hedge.AT_LEAST,
        r"至少(?:为|有|是)?|不(?:得|应|会|能)?(?:少于|低于|小于|短于)|最少|起码|少说|(?<![未不期届圆])年?满|(?<![以之晚早午网线身])上",
    ),
    (Hedge.UNDER, r"不足|不到|少于|低于|小于|未满|不满|未达|不及|短于|跌破"),
    (Hedge.NEARLY, r"将近|接近|逼近|(?<![附邻临最靠新亲贴就晚远相迫])近"),
    (
        Hedge.OVER,
        r"超过了?|(?<![高赶反中英女德法意])超|逾|突破了?|高于|多于|大于|长于|不止|迈过|跨过|跨上|迈上|站上|跨越|(?<![通经透不超路])过|(?<![突打跌])破",
    ),
    (
        Hedge.ABOUT,
        r"大约(?:有|为)?|约(?:为|合|有|占|达|计)|(?<![签预违合条节纽公履解缔契特邀毁守立续])约|大概(?:有|是)?|大致",
    ),
)
LEFT = re.compile("|".join(f"(?P<{h.name}>{p})" for h, p in HEDGES).join(("(?:", r") ?\Z")))
DISTANT = re.compile(
    r"(?:最高|最多|至多)(?:可|能|将)?(?:以)?(?:给予|奖励|补助|补贴|资助|支持|贷款|贴息|赔付|罚款|获|得|享受|申请|领取|获得|提供)(?:企业|个人|一次性)?\Z"
)
LARGE = re.compile(r"\d+(?:\.\d+)?[万亿]|[一二三四五六七八九]成")
SHARE_OF = re.compile(
    r"(?:(?:(?P<AT_MOST>不(?:得|应|会)?(?:超过|高于|多于))|(?P<AT_LEAST>不(?:得|应|会)?(?:低于|少于)|至少)|(?P<OVER>(?<!不)超过了?|(?<!不)高于)|(?P<UNDER>不足|不到|(?<!不)低于)|(?P<NEARLY>接近)|(?P<ABOUT>约占|约为))"
    r"[^，。；、,;\d]{1,14}的|(?:(?P<MOST>不(?:得|应|会)?超过|不高于)|(?P<LEAST>不(?:得|应|会)?低于))[^，。；、,;\d的]{2,12}|(?P<ATLEAST>至少|少说)[^，。；、,;\d的]{0,4}|(?P<AROUND>大约)[^，。；、,;\d的]{1,3})\Z"
)
SHARE_HEDGES = {"MOST": "AT_MOST", "LEAST": "AT_LEAST", "ATLEAST": "AT_LEAST", "AROUND": "ABOUT"}
RIGHT = re.compile(
    r" ?(?:（含[^）]{0,4}）)?(?:(?P<OVER>多(?![种个名家位项年少么元样])|余(?!名|人|家)|出头|开外|还多|有余|强(?=[，。；、]|$))|(?P<ABOUT>左右|上下|许(?![多可愿昌])|前后)|(?P<AT_LEAST>及?以上|(?:或|甚至)更多|或以上|起(?=[，。；,;、）)]|$))|(?P<AT_MOST>及?以[下内]|之内)|(?P<NONE>之多))"
)
PREFIX = re.compile(rf"(?:{units.alternation(list(units.PREFIXES))}) ?\Z", re.IGNORECASE)
DEGREES = re.compile(r"\d+(?:\.\d+)? ?(?:℃|°C|摄氏度)")
MINUS = re.compile(r"(?<!\d)[-−]\Z")
SIGN = re.compile(r"(?:零下|(?<![减担胜欠正背抱辜责])负|(?<![\d一-鿿A-Za-z])[-−])\Z")
UNIT = re.compile(rf" ?(?P<unit>{units.alternation(list(units.CHINESE))})")
NOT_UNIT = re.compile(
    r"元(?:旦|宵|素|朝|首|帅|老|件|器)|天(?:然|空|津|府|河|宫|文|下|际|山|猫|鹅)|克(?:服|拉|里|隆|林)|米(?:饭|粉|线|兰|价)"
    r"|升(?:级|至|到|值|降|温|高|旗|学|入|空|幅|为)|年(?:级|代|轻)|周(?:边|末|刊|报)|度(?:假|过)|月(?:球|饼|嫂)|码头|秒杀|分钟情|日本"
)
PERCENT = re.compile(
    r" ?(?:%|(?P<mille>‰)|成(?P<half>半|[一二三四五六七八九](?![一-鿿]{0,1}[成个年月]))?(?![立功果员都本长型熟效交绩语人不]))"
)
MULTIPLE = re.compile(r" ?(?P<odd>[多余])?(?P<word>倍半?(?!数|增|受|感|速|体)|番(?!茄|禺))(?P<after>[多余])?")
GREW = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|增|涨|扩大|增多|增幅|暴涨|猛增|激增|[多高快超翻])(?:了|幅度|幅|超|逾|近|约|出)*\Z"
)
TURNED = re.compile(r"翻了?(?:近|约|超过?|逾|不止)?\Z")
MEASURE = re.compile(
    r" ?(?P<measure>多?(?:"
    + units.alternation(
        [
            "个",
            "家",
            "名",
            "位",
            "人次",
            "人",
            "户",
            "项",
            "件",
            "条",
            "座",
            "栋",
            "幢",
            "所",
            "套",
            "台",
            "辆",
            "艘",
            "架次",
            "架",
            "部",
            "份",
            "篇",
            "本",
            "册",
            "张",
            "幅",
            "块",
            "片",
            "枚",
            "颗",
            "粒",
            "株",
            "棵",
            "头",
            "只",
            "匹",
            "口",
            "间",
            "层",
            "处",
            "场次",
            "场",
            "次",
            "届",
            "轮",
            "批次",
            "批",
            "起",
            "宗",
            "例",
            "笔",
            "单",
            "种",
            "类",
            "款",
            "支",
            "队",
            "组",
            "班次",
            "班",
            "阶段",
            "门",
            "节",
            "课时",
            "句",
            "首",
            "集",
            "段",
            "步",
            "方面",
            "领域",
            "环节",
            "省区市",
            "省份",
            "省",
            "市",
            "县",
            "区",
            "镇",
            "乡",
            "村",
            "街道",
            "社区",
            "国",
            "岛",
            "校",
            "院",
            "店",
            "站",
            "条线路",
            "线",
            "回",
            "路",
            "地",
            "岗",
            "菜",
            "口径",
            "航班",
            "航次",
            "车次",
            "趟",
            "遍",
            "代",
            "圈",
            "箱",
            "盒",
            "瓶",
            "袋",
            "桶",
            "标准箱",
            "标箱",
            "TEU",
            "顶",
            "床",
            "席",
            "桌",
            "盘",
            "碗",
            "杯",
            "盏",
            "根",
            "股",
            "束",
            "串",
            "排",
            "列",
            "道",
            "面",
            "扇",
            "把",
            "副",
            "双",
            "对",
            "尾",
            "羽",
            "峰",
            "版",
            "页",
            "字",
            "学分",
            "题",
            "单元",
            "模块",
            "板块",
            "车道",
            "航线",
            "赛季",
            "企业",
            "机构",
            "学校",
            "高校",
            "医院",
            "项目",
            "村庄",
            "学生",
            "师生",
            "群众",
            "员工",
            "志愿者",
            "游客",
            "学员",
            "职工",
        ]
    )
    + r"))"
)
HAN_MEASURE_RISK = re.compile(r"[面道排列股束步口头队级代院店站岛国市县区镇乡村省字版单起对双顶峰羽尾把副席床根门节台]")
AND_HALF = re.compile(r" ?个半(?P<unit>小时|月|钟头|星期|世纪)")
MINUTES = re.compile(r"分(?=\d{1,2}秒)")
COINS = re.compile(r"块(?P<a>[1-9])(?![\d.个年月日])")
DECIMALS = re.compile(r"\d{1,2}(?![\d.年月日个%])")
SMALL_MONEY = re.compile(r"(?P<a>[1-9一二三四五六七八九])(?:[角毛](?:(?P<b>[1-9一二三四五六七八九])分)?|(?P<c>分))")
TO = re.compile(r" ?(?:至|到|-|—|–|~|～|−) ?(?!\d{5,})")
VERSUS = re.compile(r" ?(?:比|:|∶) ?")
HAN_SCORE = re.compile("(?P<a>[零一二三四五六七八九十]{1,3})比(?P<b>[零一二三四五六七八九十]{1,3})(?![倍较例重分])")
HOTLINE = re.compile(
    r"[”’]?(?:市民|政务|公共|便民|服务|投诉|智能|全国){0,4}(?:热线|急救|报警|举报|投诉平台|号段|晚会)|国道|省道|系列"
)
OF = re.compile(r"分之")
TECHNICAL = re.compile(
    r" ?(?:[KMGTPEZ]i?[Bb](?:ps)?|[KMGT]?bps|[GMk]?eV|[EPTG]?FLOPS|TOPS|[kM]V|[kMG]?Hz|pp[mbt]|TEU|Ah|mAh|dB|lx|nits?|hPa|[kM]Pa|rpm)(?![A-Za-z])"
)
BY = re.compile(r"[xX] ?\d")
LETTER = re.compile(r"[A-Za-z]")
ORDINAL = re.compile(
    r" ?(?P<measure>个|次|届|名|位|批次|批|期|轮|家|条|章|款|项|季|代|颗|艘|架|座|站|版|场|天|年|回|号|台|例|任|集|组|类|种|步|件|部|辆|枚|套|阶段|梯队|赛季|所|中学|小学|人民医院|医院|届全国)?"
)
NOT_ORDINAL = re.compile(
    r"第(?:三方|一产业|二产业|三产业|一时间|一书记|一线|二课堂|一财经|一第二|二天性|三世界|三者|[一二三四]纪)"
)
PLAN_NAME = re.compile(
    r"(?P<n>十[一二三四五]?|二十)五(?=[”’」]|规划|期间|时期|末|初|以来|收官|开局|计划|建设|成就)(?:[”’」]?(?:规划|计划)?(?:期间|时期)?)"
)
PLAN = re.compile(r" ?个(?:五年)(?:规划|计划)(?:期间|时期)?")
AROUND = re.compile(r" ?(?:左右|前后|许(?![多可愿昌]))")
ABOUT_TIME = re.compile(r"(?:大约|约)\Z")
HALF_SPAN = re.compile(r"个?(?P<unit>年|月|小时|世纪|天)(?!前|后来)")
NUMBER_OF = re.compile("数")
PERCENT_AGAIN = re.compile(r"(?:百分之)?")
MINUTE = re.compile("分(?!之)")
FOR_DAYS = re.compile(r"(?:提前|为期|连续|历时|每)\Z")
WITHIN_DAYS = re.compile(r"[内前后游]")
TENTH = re.compile("[一二三四五六七八九](?![一-鿿]?[个米年月日位名])")
HALF = re.compile(r"半")
PER_HOUR = re.compile(r"(?:时速|每小时) ?(?:约|近|超过?|达到?|为|可达)* ?\Z")
BIG = re.compile(r"大(?=[一-鿿])")
SINCE = re.compile(r"来|间|内|以来|中")
SHARED = (
    Kind.POINTS,
    Kind.PERCENT,
    Kind.MONEY,
    Kind.AREA,
    Kind.LENGTH,
    Kind.WEIGHT,
    Kind.TEMPERATURE,
    Kind.POWER,
    Kind.VOLUME,
)
