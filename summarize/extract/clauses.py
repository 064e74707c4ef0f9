"""Clauses of a sentence, which of them stand or fall together, and which may go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from jianbao.sentences import covered, enclosed
from summarize.extract.compressed import FIGURE, NAMED, Compressed, less

_BINDS = re.compile(
    r"^\s*(?:但|却|是(?!否)|也是|才是|更是|正是|成为|使得?|让|令|从而|进而|以便|以免|为此|不过|然而|否则|所以|因此|则|就|而是|其中|其余|同比|环比|较|比|增长|下降|增速|增幅|降幅|占|相当于|分别|平均|最[大高多小低长短快]|合计|共计|总(?:金额|投资|额|面积|价值|产值|造价)|金额|面积|货值|目标是|占股|的|之|等|即|也就是|[二三四五六七八九]是|其次|再次|第[二三四五六七八九](?:[，,、]|是)|[（(][二三四五六七八九][）)])"
)
_VERB = re.compile(
    r"^\s*(?:并|还|也|再|共|已|将|正|均|都|先后|累计|全面|深入|全力|积极|大力|着力|不断|持续|进一步|加快|同步|依法|有效|成功|联合|努力|坚决|切实|扎实)*(?:推[进动出广行]|建[设成立]|打造|构建|开[展发通设放启]|举[办行]|发[放布展挥起]|加[大强快]|促进|形成|实[现施行]|完[成善]|提[供升高出]|带动|覆盖|涵盖|"
    r"涉及|惠及|服务|确保|保障|支持|引[进导领]|培[育养训]|投[入产资]|设[立置计]|成为|成立|采[取用]|制[定造]|落实|落地|解决|安排|组织|开工|新[增建]|改[造善革]|优化|强化|深化|扩大|拓展|聚[焦力集]|突出|坚持|贯彻|营造|助力|助推|赋能|激发|释放|创[新建造]|"
    r"签[约署订]|达[到成]|超过|突破|位于|占地|拥有|共有|储备|吸[引纳]|参[与加]|接[待受]|出[台动口席]|印发|争取|力争|计划|预计|拟|要求|强调|指出|表示|希望|用于|实[行施]|取[得消]|获[得评批]|入[选驻]|融[入合]|对接|探索|研[发究]|生产|销售|运[行营]|投入|管理|包括|避免|减少|降低|增[加强进]|"
    r"满足|丰富|展[示现出]|弘扬|传承|维护|守护|防范|化解|整治|查[处扣获]|拆除|修复|恢复|启动|揭牌|颁发|授[予权]|表彰|慰问|看望|走访|调研|考察|听取|察看|了解|交流|共[同建商享]|携手|合作|标志着|意味着|开创|谱写|书写|绘就|迈[向出上入]|走[进出向]|让|使|令|把|将|给|为[^了]|由)"
)
_NOUN_PHRASE = re.compile(r"[\u4e00-\u9fff]{2}的[^的，,]{2,60}$")
"""向灾区调拨的棉帐篷等4.2万件物资: without a verb of its own this is the subject of what follows."""
_SPEAKER = re.compile(
    r"(?:表示|指出|强调|介绍|说|称|要求|提出|认为|坦言|透露|获悉|了解到|道|发现|显示|明确|决定|宣布|呼吁|希望|建议|告诉记者|相信|统计|数据|消息|预测|测算|通报|公告|报告|包括|如下|为)[：:]?\s*$"
)
_SUBJECT_WITH_ADVERBIAL = re.compile(
    r"^[^，,]{2,16}?(?:将|已|还|正|要|会|可)?(?:联合|携手|会同|通过|围绕|依托|按照|根据|利用|凭借|结合|针对|聚焦|立足|紧扣|紧盯|本着|对照|顺应|抢抓)[^，,]{2,}$|^[^，,]{1,8}(?:如果?|若|一旦|因|由于|为了?|虽然?|尽管)[^，,]{2,}$|^[^，,]{2,16}?(?:将|已|还|正|要|会|可)?(?:在[^，,]{2,30}[下中上时后前里内]$|以[^，,]{1,30}为[\u4e00-\u9fff]{1,5}$)"
)
_PREPOSITION = re.compile(
    r"^\s*(?:为(?![期\d])|在|通过|围绕|按照|根据|依据|以|对|对于|针对|向|从|与|经|经过|凭借|依托|结合|聚焦|立足|作为|面对|面向|随着|由于|因|因为|如果|虽然|尽管|当|自|截至|到|据|除|不仅|不但|无论|只有|只要|一旦|即使|若)"
)
_WHEN = re.compile(
    r"^(?:截至|截止|自|从|到|在|当|每逢)?[^，,]{1,30}(?:[0-9一二三四五六七八九十底末初]+[时日月年]|之?[下中上时后前际内]|以来|期间)$"
)
_TIME = re.compile(
    r"(?:近年来|目前|当前|今年以来|今年|去年|会上|当天|昨日|今天|日前|近日|活动中|现场|同时|其中|此外|首先|其次|最后|下一步|接下来|未来|[一二三四五]是|\d{1,2}月\d{1,2}日(?:[上下]午)?|\d{4}年)$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One comma-bounded part of a sentence; `end` is after its comma."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=64)
def parts(text: str) -> tuple[Clause, ...]:
    """Clauses at commas, semicolons and colons outside quotations, brackets, titles and numbers."""
    inside = covered(text, enclosed(text))
    marks = [
        m.end()
        for m in re.finditer(r"[，,；;：:]", text)
        if not inside[m.start()]
        and not (text[m.start() - 1 : m.start()].isdigit() and text[m.end() : m.end() + 1].isdigit())
    ]
    out, start = [], 0
    for end in [*(m for m in marks if m < len(text)), len(text)]:
        if end > start:
            out.append(Clause(text[start:end], start, end))
            start = end
    return tuple(out)


def prune(
    text: str,
    *,
    target: float,
    value: Callable[[str], float],
    length: Callable[[str], float] = len,
    language: str = "zh",
) -> Compressed:
    """Drop whole clauses, the least `value` for their `length` first, until the rest is at most `target` long, or no clause may go.

    The first clause, which has the subject, and the one worth most stay; so does everything in English, whose clauses do not
    come apart at commas.
    """
    clauses = parts(text)
    if language == "en" or len(clauses) < 2 or length(text) <= target:
        return Compressed(text, (), ())
    groups = _groups(clauses)
    kept = list(range(len(groups)))
    sizes = [sum(length(c.text) for c in g) for g in groups]
    worth = [sum(value(c.text) for c in g) for g in groups]
    best = max(kept, key=lambda k: worth[k])
    while sum(sizes[k] for k in kept) > target and len(kept) > 1:
        free = [k for k in kept if k != best and _free(groups, kept, k)]
        if not free:
            break
        kept.remove(min(free, key=lambda k: (worth[k] / max(1.0, sizes[k]), k)))
    cuts: list[tuple[int, int, str]] = []
    stop = len(text.rstrip("。.！!？?；;…"))
    for k in range(len(groups)):
        if k in kept:
            continue
        a, b = groups[k][0].start, groups[k][-1].end
        if k > kept[-1]:
            a = groups[kept[-1]][-1].end - 1 if k == kept[-1] + 1 else a
            b = min(b, stop) if k == len(groups) - 1 else b
        cuts.append((a, b, "clause"))
    return less(text, cuts)


@lru_cache(maxsize=64)
def _groups(clauses: tuple[Clause, ...]) -> list[list[Clause]]:
    """Clauses that stand or fall together: an adverbial with what it modifies, 但 with what it limits, a comparison with its figure."""
    groups: list[list[Clause]] = []
    join = aim = False
    for clause in clauses:
        body = clause.text.rstrip("，,；;：: ")
        # 为…，促进…，: what follows a purpose and starts with a verb is still part of it, up to a clause with a subject.
        goes_on = aim and bool(_VERB.match(clause.text))
        if groups and (join or goes_on or _BINDS.match(clause.text)):
            groups[-1].append(clause)
        else:
            groups.append([clause])
        noun = bool(_NOUN_PHRASE.search(body)) and not re.search(
            r"[了将已把是有]|(?<![衣棉毛蚕])被(?!子|褥)|正在", body
        )
        adverbial = bool(_WHEN.search(body)) or (bool(_PREPOSITION.match(body)) and len(body) < 40 and _open(body))
        aim = goes_on or (adverbial and bool(re.match(r"\s*为", body)))
        join = (
            aim
            or noun
            or adverbial
            or (len(body) <= 6 and not re.search(r"[了过]", body))
            or clause.text.rstrip()[-1:] in "：:"
            or any(p.search(body) for p in (_SPEAKER, _TIME, NAMED, _SUBJECT_WITH_ADVERBIAL))
        )
    return groups


def _open(body: str) -> bool:
    """An adverbial clause that cannot stand alone: after its preposition there is no finished act and no figure at its end."""
    if re.search(r"[了过着]|\d[万亿千百]*[%％元个人家项倍条套台件次户名起平公吨亩米]", body[-6:]):
        return False
    return not re.search(r"将|已|正在|举行|召开|启动|签约|揭牌|建成|发布|印发|完成|实现|达到?|开展|成立|获", body[6:])


def starts_with_verb(text: str) -> bool:
    """A sentence or clause without a subject of its own, as far as a list of the press's verbs can tell."""
    return bool(_VERB.match(text))


_BASE = re.compile(r"相比|[比较](?:上年|去年|前年|\d{4}年|初步|上[月周]|年初|同期)")
_CHANGE = re.compile(r"增长|下降|提高|增加|减少|上升|降低|回落")


def _free(groups: list[list[Clause]], kept: list[int], k: int) -> bool:
    """May group `k` go, given what is kept? The first stays: it carries the subject."""
    if k == 0:
        return False
    at = kept.index(k)
    after = groups[kept[at + 1]][0].text if at + 1 < len(kept) else ""
    # A figure after a figure is of the same thing. Without 工业机器人实现收入42.5亿元 in the middle, 销量突破3万台 would be told of the
    # machine tools before it; a new part, after ；, has a subject of its own.
    measured = any(FIGURE.search(clause.text) for clause in groups[k])
    if measured and FIGURE.search(after) and groups[kept[at + 1] - 1][-1].text.rstrip()[-1:] not in "；;":
        return False
    # 与2018年相比增长52.7% tells what the 增长11.9% of a later part is counted from.
    rest = "".join(c.text for j in kept[at + 1 :] for c in groups[j])
    if (
        any(_BASE.search(clause.text) for clause in groups[k])
        and _CHANGE.search(rest)
        and not (_BASE.search(rest) or re.search("同比|环比", rest))
    ):
        return False
    before = groups[kept[at - 1]][-1].text
    if _SPEAKER.search(before.rstrip("，,；;：: ")) and not after:
        return False
    # What comes next must not have leant on this clause for its subject.
    if re.match(r"\s*(?:其|该|这|此|它|他|她|前者|后者|两者|由此|从而|以此|据此)", after):
        return False
    own = not _VERB.match(_body(groups[k]))
    following = _body(groups[kept[at + 1]]) if after else ""
    bare = (
        bool(_VERB.match(following))
        or bool(_PREPOSITION.match(following))
        or following.lstrip().startswith(("被", "受", "按", "凭"))
    )
    return not (own and bare and groups[k][-1].text.rstrip()[-1:] not in "；;")


def _body(group: list[Clause]) -> str:
    """The text of a group from its first clause that is not an adverbial."""
    for clause in group:
        if not _PREPOSITION.match(clause.text) and not _TIME.search(clause.text.rstrip("，,；;：: ")):
            return clause.text
    return group[-1].text
