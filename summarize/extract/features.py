"""What the condenser sees of each sentence: columns that a person can read, in named groups.

`table` gives one row a sentence. Columns ending in "*" are also given relative to the article (less the mean, by the deviation), for
an article chooses among its own sentences only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from jianbao.sentences import Sentence

_LATIN = r"[A-Za-z]+(?:['’][a-z]+)?"
_HAN = "\u4e00-\u9fff"

# Counted patterns, by group: (group, column, Chinese, English).
_COUNTED: tuple[tuple[str, str, str, str], ...] = (
    (
        "quantities",
        "figures*",
        r"\d+(?:[.,]\d+)*|[一二两三四五六七八九十百千]{2,}|[一二两三四五六七八九][万亿]",
        r"\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion|half)\b",
    ),
    (
        "quantities",
        "money*",
        r"[\d万亿千百]\s*余?多?(?:元|美元|欧元|港元|日元)",
        r"\b(?:yuan|dollars?|euros?|pounds?|RMB)\b|[$€£¥]\d",
    ),
    (
        "quantities",
        "percent",
        r"[%％‰]|个百分点|成(?=[，。、])|[翻倍]",
        r"%|\bper ?cent|\bpercentage points?|\bdoubled|\btimes\b",
    ),
    (
        "quantities",
        "growth",
        r"同比|环比|增长|下降|增加|减少|增幅|达到|突破|超过",
        r"\b(?:year on year|year-on-year|rose|fell|grew|up|down|increase[ds]?|decrease[ds]?|exceed|surpass|total(?:ing|ed)?)\b",
    ),
    (
        "quantities",
        "total",
        r"总投资|总额|共计|累计|合计|总面积|总产|共有|共",
        r"\b(?:total|combined|altogether|in all|cumulative|overall)\b",
    ),
    (
        "quantities",
        "rank",
        r"首[次个批座家条]|第一|最[大高长多快]|率先|全国首|国内首",
        r"\b(?:first|largest|biggest|highest|longest|fastest|record|most)\b",
    ),
    (
        "dates",
        "day",
        r"\d+月\d+日|\d+日(?!前)|昨[日天]|今[日天]|日前|近日",
        r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d|yesterday|today|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|recently",
    ),
    (
        "dates",
        "period",
        r"\d+年|今年|去年|明年|季度|月份|上半年|下半年|[“”]?十[一二三四五]五",
        r"\b(?:19|20)\d\d\b|\b(?:this|last|next) year\b|quarter|half of",
    ),
    ("dates", "as of", r"截至|目前|当前|迄今|截止", r"\b(?:as of|so far|by the end|to date|currently|now)\b"),
    (
        "names",
        "organisations*",
        rf"[{_HAN}]{{2}}(?:公司|集团|大学|学院|研究院|研究所|委员会|协会|医院|政府|银行|中心|管理局|法院|检察院|办公室|[省市县区]委|[部局厅]|委)",
        r"\b(?:[A-Z][a-z]+ )+(?:Co|Company|Group|University|Institute|Committee|Association|Hospital|Government|Bank|Center|Centre|Bureau|Court|Ministry|Department|Corp|Commission)\b",
    ),
    (
        "names",
        "posts*",
        r"书记|市长|省长|县长|区长|镇长|主任|局长|部长|厅长|董事长|总经理|院长|校长|主席|会长|总裁|负责人|教授|研究员|院士|秘书长|司长|发言人",
        r"\b(?:secretary|mayor|governor|director|head|minister|chair(?:man|woman)?|president|general manager|dean|professor|researcher|academician|spokes\w+|CEO|official)\b",
    ),
    ("names", "titles", r"《[^》]+》", r"[“\"][A-Z][^”\"]{3,60}[”\"]"),
    (
        "rhetoric",
        "slogans*",
        r"贯彻|精神|坚持|奋力|谱写|新篇章|高质量|赋能|引领|担当|使命|初心|砥砺|扎实|切实|深入|全力|聚力|着力|大力|不断|持续|积极|努力|全面|充分|进一步|牢固|凝聚|助力|擦亮|厚植|彰显|绘就|同心|携手|共创|奋进|实干|接续|久久为功|走深走实|见行见效|愿景|蓝图|美好|辉煌|决心|信心",
        r"\b(?:spirit|implement|adhere|strive|vigorous\w*|earnest\w*|comprehensive\w*|high-quality|deepen|strengthen|promote|mission|unswerving\w*|unremitting\w*|actively|further|continue|chapter|vitality|empower)\b",
    ),
    (
        "rhetoric",
        "feeling",
        r"[！!？?]|感谢|祝贺|感动|感慨|激动|开心|高兴|热烈|真诚|温暖|幸福|骄傲|自豪",
        r"[!?]|\b(?:thank|congratulat|happy|glad|proud|warm|sincere|moved|excited)\w*",
    ),
    ("rhetoric", "lists", r"、", r", (?:and )?"),
    (
        "attendance",
        "attended",
        r"出席|参加(?:了)?(?:会议|活动|仪式|座谈|调研|签约|检查|会见|上述)|陪同|参加。|列席|在座|主持(?:会议|仪式|活动)?",
        r"\b(?:attended|took part|were present|accompanied|presided|joined)\b",
    ),
    ("quotation", "quoted", r"[“「\"]", r"[“\"]"),
    (
        "attribution",
        "said",
        r"(?:说|表示|介绍|称|坦言|告诉|认为|透露|回忆|感慨|直言|笑言|评价|道)[，,：:]|说。",
        r"\b(?:said|says|told|added|recalled|explained|noted)\b",
    ),
    (
        "attribution",
        "stressed",
        r"强调|指出|要求|提出|明确|号召|呼吁|提醒",
        r"\b(?:stressed|pointed out|urged|called (?:for|on)|required|must|should|asked)\b",
    ),
    (
        "attribution",
        "learned",
        r"获悉|了解到|据悉|据了解|据介绍|数据显示|据[^，,]{1,12}(?:统计|预测|消息|介绍)",
        r"\b(?:learned|according to|data show|show(?:s|ed)?|is understood)\b",
    ),
    (
        "acts",
        "launched",
        r"启动|签约|开工|投产|通车|揭牌|成立|开幕|举行|召开|发布|印发|出台|公布|建成|开通|上线|投入(?:使用|运营|运行)|竣工|交付|获批|批复|通过|签署|颁发|开馆|首飞|下线|封顶|贯通|并网",
        r"\b(?:launch|sign|open|start|unveil|establish|held|issue|release|publish|complet|approv|inaugurat|put into|went into|announc|began|broke ground)\w*",
    ),
    (
        "acts",
        "will",
        r"将(?=[在于对为把从以按向实重进继推与由新会围])|预计|计划|力争|拟|有望|到\d{4}年|明年|下一步|年底前|未来",
        r"\b(?:will|plans? to|expected|aims?|by 20\d\d|is to|next year|intend)\b",
    ),
    (
        "acts",
        "cause",
        r"因|由于|原因|导致|造成|致使|受[^，]{1,10}影响",
        r"\b(?:because|due to|caused|led to|as a result|owing)\b",
    ),
    (
        "acts",
        "reward",
        r"处罚|罚款|通报|批评|奖励|补贴|补助|免费|优惠|禁止|不得|应当|召回|赔偿",
        r"\b(?:fined?|penalt|reward|subsid|free|ban|prohibit|shall|recall|compensat)\w*",
    ),
    (
        "acts",
        "outcome",
        r"死亡|遇难|受伤|伤亡|失踪|获救|被困|转移|抢救|救治|灾情|损失|扑灭|控制住?|恢复(?:正常|通行|供[电水])|确诊|生效|施行|判处|获刑|夺冠|夺得|获得[^，。]{0,8}(?:奖|牌|称号)|荣获|当选|任命",
        r"\b(?:dead|died|death|killed|injured|casualt|missing|rescued|trapped|evacuat|damage|contain|restor|confirmed|effect|sentenced|won|award|elected|appointed)\w*",
    ),
    (
        "acts",
        "found",
        r"首次|发现|揭示|研制|研究(?:成果|表明|显示|发现)|发表(?:于|在)|刊发|证实|破解|攻克|突破性",
        r"\b(?:discover|found|reveal|develop|stud(?:y|ies)|published|confirm|breakthrough|for the first time)\w*",
    ),
    (
        "people",
        "voices",
        r"记者|居民|村民|市民|老人|同学|学生|家长|游客|师傅|大姐|阿姨|大爷|我[们家]?|她|他(?!们)",
        r"\b(?:I|we|my|our|she|he|resident|villager|student|visitor|reporter)s?\b",
    ),
)
_OPENERS: tuple[tuple[str, str, str], ...] = (
    (
        "therefore",
        r"(?:同时|此外|另外|除此之外|与此同时|不仅如此|值得一提的是|而且|并|还)",
        r"(?:Meanwhile|In addition|Besides|Moreover|Also|At the same time|It also)\b",
    ),
    (
        "of them",
        r"(?:其中|这|该|此|上述|他|她|它|其)",
        r"(?:Among|Of (?:them|these|the)|This|These|That|It|They|He|She|Its|Their)\b",
    ),
    (
        "now",
        r"(?:截至|目前|当前|到目前|今年以来|今年|数据显示|统计显示)",
        r"(?:As of|So far|Currently|By the end|This year|Data)\b",
    ),
    (
        "next",
        r"(?:下一步|接下来|未来|今后|后续|根据计划|按照|预计)",
        r"(?:Next|In the future|Looking ahead|Going forward|Under)\b",
    ),
    (
        "background",
        r"(?:近年来|长期以来|一直以来|过去|去年|多年来|作为|为|为了|随着|自)",
        r"(?:In recent years|For years|Last year|As|To|Since|With)\b",
    ),
    (
        "scene",
        r"(?:走进|清晨|在[^，]{2,16}(?:现场|内|里|上|前)，|当天|现场|活动现场|会上|会前|会后|座谈会上|仪式上|活动中|调研中)",
        r"(?:At the (?:meeting|ceremony|event|scene)|On the same day|Inside|In the morning)\b",
    ),
    (
        "source",
        r"(?:据悉|据了解|据介绍|记者从|记者|据)",
        r"(?:According|It is (?:learned|understood|reported)|Reporters)\b",
    ),
    (
        "ordinal",
        r"(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]+[）)、.．]|首先|其次|最后|第[一二三四五六])",
        r"(?:First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Finally|\(?\d+[.)])(?=\W)",
    ),
    ("quote", r"[“「\"]", r"[“\"]"),
)
_COMPILED = {
    "zh": [(g, c, re.compile(zh)) for g, c, zh, _ in _COUNTED],
    "en": [(g, c, re.compile(en, re.IGNORECASE if c != "organisations*" else 0)) for g, c, _, en in _COUNTED],
}
_COMPILED_OPENERS = {
    "zh": [(c, re.compile(zh)) for c, zh, _ in _OPENERS],
    "en": [(c, re.compile(en)) for c, _, en in _OPENERS],
}
_RATES = frozenset({"slogans*", "lists"})
_CAP = 6.0
HASHED = 2048
"""Dimensions of the hashed vectors: 3,000 sentences take 24 MB."""


_BOILERPLATE = {
    "zh": re.compile(
        r"^(?:下一步|下阶段|接下来|今后|未来)[，,][^0-9]*$|咬定[^，。]{0,6}目标|真抓实干|奋勇争先|奋力谱写|意义重大|重要意义|内容丰富|圆满|受益匪浅|收获满满|纷纷表示|赞叹|增进了|充分认识|深刻认识|深刻体会|感受到|坚定了|增强了[^，。]{0,12}信心|奠定|新篇章|典范|必将|相信|责无旁贷|浓厚|反响|好评|启发|衷心|祝愿|感谢|热忱|诚邀|共赢|心心相印|梦想|\d{3,4}[-—]\d{6,8}|\+86|(?:热线|电话|邮箱|邮编|地址)[:：]?\s*\d"
    ),
    "en": re.compile(
        r"\b(?:great significance|rich in content|complete success|benefited? (?:a lot|greatly)|warm welcome|heartfelt|sincerely|best wishes|new chapter|thrilled|excited|delighted|proud to|look forward|game.changing|world.class|cutting.edge)\b|\+\d{1,3}[- ]\d{2,4}[- ]\d+|\S+@\S+",
        re.IGNORECASE,
    ),
}


def boilerplate(texts: Sequence[str], *, language: str = "zh") -> np.ndarray:
    """Phrases of praise, thanks and outlook, and telephone numbers, in each text, two at most: (n,)."""
    return np.array([min(2, len(_BOILERPLATE[language].findall(t))) for t in texts], np.float32)


def words_of(text: str, *, language: str = "zh") -> float:
    """English words that a translation of `text` will have.

    Fitted by least squares on the 6,400 sentence pairs of the project's own releases: 0.79 a Han character and 0.75 a Latin word or figure, r = 0.93.
    """
    if language == "en":
        return float(len(text.split()))
    return 0.79 * len(re.findall(rf"[{_HAN}]", text)) + 0.75 * len(re.findall(r"[A-Za-z]+|\d[\d.,:]*", text))


@lru_cache(maxsize=4096)
def terms(text: str, *, language: str = "zh") -> tuple[str, ...]:
    """What two texts are compared by: character bigrams of Chinese, words of English without their endings."""
    if language == "en":
        return tuple(re.sub(r"(?:ing|ed|es|s|'s)$", "", w) for w in re.findall(_LATIN + r"|\d[\d.,]*", text.lower()))
    out: list[str] = []
    for run in re.findall(rf"[{_HAN}]+|[A-Za-z]+|\d[\d.,]*", text):
        out += [run[i : i + 2] for i in range(len(run) - 1)] if "\u4e00" <= run[0] <= "\u9fff" else [run.lower()]
    return tuple(out)


def hashed(texts: Sequence[str], *, language: str = "zh") -> np.ndarray:
    """Unit TF-IDF vectors (n, HASHED) float32 over `terms`; document frequencies are those of `texts`."""
    vectors = np.zeros((len(texts), HASHED), np.float32)
    for row, text in enumerate(texts):
        codes = [crc32(term.encode()) % HASHED for term in terms(text, language=language)]
        if codes:
            vectors[row] = np.bincount(codes, minlength=HASHED)
    frequency = (vectors > 0).sum(0)
    vectors = np.log1p(vectors) * np.log((1 + len(texts)) / (0.5 + frequency)).clip(0.05)
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)).astype(np.float32)


def table(
    sentences: Sequence[Sentence],
    *,
    title: str = "",
    language: str = "zh",
    vectors: np.ndarray | None = None,
    title_vector: np.ndarray | None = None,
) -> tuple[np.ndarray, list[str], list[str]]:
    """Features (n, f) float32 of each sentence, their names, and their groups.

    vectors: unit vectors of the sentences, title_vector: of the title; without them the columns of group "encoder" are left out.
    """
    n = len(sentences)
    texts = [s.text for s in sentences]
    columns: list[tuple[str, str, np.ndarray]] = []

    def add(group: str, name: str, values: Sequence[float] | np.ndarray) -> None:
        column = np.asarray(values, np.float32)
        columns.append((group, name.rstrip("*"), column))
        if name.endswith("*"):
            columns.append((group, name.rstrip("*") + " (relative)", (column - column.mean()) / (column.std() + 1e-6)))

    order = np.arange(n)
    for k in range(3):
        add("position", f"sentence {k + 1}", order == k)
    add("position", "reciprocal", 1 / (1 + order))
    add("position", "depth", order / max(1, n - 1))
    add("position", "last", order == n - 1)
    add("position", "article length", np.full(n, np.log1p(n)))

    length = np.array([words_of(t, language=language) for t in texts])
    add("length", "words*", np.log1p(length))
    add("length", "short", length < 14)
    add("length", "long", length > 60)

    for group, name, pattern in _COMPILED[language]:
        counts = np.array([len(pattern.findall(t)) for t in texts], np.float32)
        add(group, name, counts / np.maximum(length, 8) * 10 if name in _RATES else np.minimum(counts, _CAP))
    for name, pattern in _COMPILED_OPENERS[language]:
        add("openers", "opens: " + name, [pattern.match(t) is not None for t in texts])
    inside = re.compile(r"[“「\"]([^”」\"]*)[”」\"]")
    add("quotation", "share quoted", [sum(map(len, inside.findall(t))) / max(1, len(t)) for t in texts])
    add("quotation", "long quotation", [any(len(q) > 12 for q in inside.findall(t)) for t in texts])

    bags = hashed([title, *texts], language=language)
    _similarities(add, "bigrams", bags[1:], bags[0] if title else None)
    head = set(terms(title, language=language))
    own = [set(terms(t, language=language)) for t in texts]
    add("bigrams", "share of the title*", [len(head & o) / max(1, len(head)) for o in own])
    told, new = set(head), []
    for o in own:
        new.append(len(o - told) / max(1, len(o)))
        told |= o
    add("bigrams", "new*", new)
    if vectors is not None:
        _similarities(add, "encoder", vectors, title_vector)
    matrix = np.stack([c for _, _, c in columns], axis=1).astype(np.float32)
    return matrix, [f"{g}: {c}" for g, c, _ in columns], [g for g, _, _ in columns]


def _similarities(
    add: Callable[[str, str, np.ndarray], None], group: str, vectors: np.ndarray, title: np.ndarray | None
) -> None:
    n = len(vectors)
    centre = vectors.mean(0)
    around = (vectors @ centre * n - 1) / max(1, n - 1)  # mean cosine to the others: linear in n
    add(group, "centrality*", around)
    add(group, "like the title*", vectors @ title if title is not None else np.zeros(n, np.float32))
    add(group, "like the first*", np.where(np.arange(n) == 0, 0, vectors @ vectors[0]))
    before = np.zeros_like(vectors)
    if n > 1:
        before[1:] = np.cumsum(vectors, axis=0)[:-1] / np.arange(1, n)[:, None]
    norm = np.maximum(np.linalg.norm(before, axis=1), 1e-6)
    add(group, "said before*", (vectors * before).sum(1) / norm)
