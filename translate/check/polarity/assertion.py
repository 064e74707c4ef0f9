"""What is not so, and what is not so yet: a denial told as a fact (尚未开工, 不得收取), a plan told as done (拟, 将).

Nothing shows which English word stands for which Chinese one, but that both keep their order: each Chinese word has
to find a counterpart of its own that stands about as far into its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import Pair
from translate.check.report import Finding, Reason, Severity
from translate.check.words import Group, Mark, marks

BROAD = 0.25
"""How far from its place a weak English denial (unable, free of) may stand, as a share of the sentence; a strong one may stand anywhere."""

CLOSE = 30
"""The same in characters, for short sentences."""

AHEAD = 0.4
"""The same for the words of a plan where the source has several; one of them may serve several Chinese ones (will build and open)."""

_DONE = re.compile(r"[已了过曾]|以来|此前|去年|昨|上[周月年]|截至|宣布|披露|印发")
"""What tells in Chinese that something has been done."""

_LIMIT = re.compile(
    r"不(?:得|能|许|准|可|应|会|宜)?(?:超过?|高于|低于|少于|多于|大于|小于|晚于|早于)(?=[^，。]{0,6}\d)"
)
_BEYOND = re.compile(
    r"(?i)\b(?:may|must|can|could|should|shall|will|would|to|does|do|did)"
    r" (?:exceed|be (?:more|less|higher|lower|later|earlier|fewer) than|surpass)\b"
)
"""A limit, and what goes beyond it: 不得超过3牛顿 as "may exceed 3 newtons"."""

_HEADLINE = re.compile(r"\bto [a-z]+")


_EXPLAINED = tuple(
    (re.compile(chinese), re.compile(english, re.IGNORECASE))
    for chinese, english in (
        ("剔除|扣除|除外|除去", r"exclud\w+"), ("取代|代替|替代", r"instead of"), ("缺|匮乏|短板", r"lack\w*|missing"),
        ("空出|腾|空置", r"vacat\w+"), ("信用(?:贷款|债)", r"unsecured"), ("免费", r"free"),
        ("丢失|失踪|走失|失联|下落", r"missing|lost"), ("故障|失灵", r"failures?|fault\w*"), ("继续|仍|余|剩", r"remain\w*"),
        ("失败|失守|不合格", r"fail\w*"), ("停|关闭|封", r"ceas\w+|closed"), ("防止|预防|避免|谨防", r"prevent\w*|avoid\w*"),
        ("消失|不见|已去", r"gone"), ("拒绝|驳回", r"refus\w+|reject\w*"), ("少量|少数|罕|仅", r"few|little|rarely|hardly|barely"),
        ("待|未决", r"pending|outstanding"), ("辞|卸任|退出", r"resign\w*|step\w* down|vacat\w+"),
    )
)  # fmt: skip
"""Weak denials of English, and the words of Chinese that they stand for where these deny nothing by rule."""


def _without_explained(source: str, here: Sequence[tuple[Mark, Mark]], there: Sequence[Mark]) -> list[Mark]:
    """The English denials without those that another word of the source explains: 剔除这两个行业 is "excluding these two industries"."""
    rest = list(source)
    for first, last in here:
        rest[first.start : last.end] = " " * (last.end - first.start)
    left = "".join(rest)
    open_end = {english: len(chinese.findall(left)) for chinese, english in _EXPLAINED}
    kept = []
    for mark in there:
        english = next((e for e, n in open_end.items() if n and e.fullmatch(mark.text)), None)
        if english is None:
            kept.append(mark)
        else:
            open_end[english] -= 1
    return kept


def denial_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each denial of the source for which the translation has none."""
    here = _runs(marks(source, "zh", Group.DENIAL))
    there = marks(target, "en", Group.DENIAL)
    limit = _LIMIT.search(source)
    if limit and (beyond := _BEYOND.search(target)) and not any(m.strong for m in there):
        return [Finding.of(Reason.POLARITY_DENIED, Severity.ERROR, limit.span(), beyond.span(), fact=limit[0])]
    if not here:
        return []
    there = tuple(_without_explained(source, here, there))
    options = []
    for i, (first, last) in enumerate(here):
        for j, mark in enumerate(there):
            place = mark.start / len(target)
            off = max(first.start / len(source) - place, place - last.end / len(source), 0.0)
            if mark.strong or off <= max(BROAD, CLOSE / len(target)):
                options.append((not mark.strong and off > 0, off, i, j))
    met: set[int] = set()
    taken: set[int] = set()
    for _, _, i, j in sorted(options):
        if i not in met and j not in taken:
            met.add(i)
            taken.add(j)
    return [
        Finding.of(Reason.POLARITY_DENIED, Severity.ERROR, (first.start, first.end), fact=first.text)
        for i, (first, _) in enumerate(here)
        if i not in met
    ]


_ANY_DENIAL = re.compile(r"[不未没無无非莫勿否难難禁拒免零缺绝絕别尚仅只才唯除停失盲忌错]|而是|以外|直到|有的是")
"""What may stand behind a denial in English, in the widest sense: only where nothing of it is in the source is a denial made up."""

_NO_DENIAL = re.compile(
    "未来|[分特区级性个类识差]别|[时高和]尚|不[断仅变少同久错管论锈]|(?<=[，。；])不过|无[论线]|无人[机驾]"
    r"|非[常洲遗]|除[了夕]|解除|消除|扫除|拆除|仅仅|损失|失业|唯一|缺口"
)
"""Words with such a character that deny nothing."""

_PLAIN_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might)(?: not|n['’]t)|cannot|never|failed to)\b"
    r"(?! (?:only|just|merely|simply|necessarily|least|enough|uncommon))",
    re.IGNORECASE,
)


def added_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error where the translation denies something plainly and no character of the source can deny: 通过认证 as "did
    not pass certification"."""
    denied = _PLAIN_DENIAL.search(target)
    left = _NO_DENIAL.sub("", source)
    if denied is None or _ANY_DENIAL.search(_ALLOWED.sub("", left) if _MODAL.match(denied[0]) else left):
        return []
    return [Finding.of(Reason.POLARITY_ADDED, Severity.ERROR, None, denied.span(), found=denied.group())]


_MODAL = re.compile(r"(?i)(?:may|can|could) ?not")
_ALLOWED = re.compile("可以?免费|免费")
"""What is allowed for nothing, which "may not" denies: 可免费退票."""

_CLAUSE = re.compile(r"[，。；！？：]")
_ENGLISH_CLAUSE = re.compile(r"[.;:!?](?!\d)|,(?!\d{3})|\b(?:and|but|while|which|that|who|when|where)\b")
_CLEARLY = re.compile(
    r"\b(?:has|have|was|were)\b(?! (?:\w+ly |also |still |not )?(?:to|due|set|scheduled|planned|expected|projected|proposed|likely"
    r"|estimated|designed|intended|bound|yet|asked|required)\b)"
)
"""Verbs of what is done."""


def _anchored(source: str, target: str, mark: Mark, pairs: Sequence[Pair], there: Sequence[Mark]) -> Mark | None:
    """The verb of what is done that stands in the English clause of a figure behind the Chinese plan, where nothing there is ahead."""
    stop = _CLAUSE.search(source, mark.end)
    begin = max(mark.start - 4, *(m.end() for m in _CLAUSE.finditer(source, 0, mark.start)), 0)
    for pair in pairs:
        q, t = pair.source, pair.target
        if q is None or t is None or q.weak or not begin <= q.start < (stop.start() if stop else len(source)):
            continue
        start = max((m.end() for m in _ENGLISH_CLAUSE.finditer(target, 0, t.start)), default=0)
        end = m.start() if (m := _ENGLISH_CLAUSE.search(target, t.end)) else len(target)
        done = _CLEARLY.search(target, start, end)
        if done and not any(m.pole == "ahead" and start - 40 <= m.start < end + 10 for m in there):
            return Mark(*done.span(), "done", True, done[0])
        return None
    return None


_PROPOSED = re.compile("拟(?:推荐)?提名")
"""A nomination that is proposed itself, so that "nominated" tells it as done: is to be nominated."""
_SCHEME = re.compile(
    r"(?i)\b(?:the|this|that|its|each|both|these) (?:[\w-]+ ){0,3}?"
    r"(?:scheme|programme|program|initiative)s? (?:was|were|has|have|had|is|are)\b"
)
"""计划 as a noun that nothing before it shows: 计划于2月推出, of a scheme of Hong Kong."""


def plan_findings(source: str, target: str, pairs: Sequence[Pair] = ()) -> list[Finding]:
    """Chinese to English: an error for each plan of the source that the translation tells as done."""
    here = marks(source, "zh", Group.PLAN)
    if not here:
        return []
    if _SCHEME.search(target):
        here = tuple(m for m in here if not m.text.startswith("计划"))
    there = marks(target, "en", Group.PLAN)
    done = [m for m in there if m.pole == "done"]
    # What is only hoped or proposed may stand beside what is told as done, where nothing of the source is done.
    open_end = bool(_DONE.search(source))
    if _PROPOSED.search(source):
        there = tuple(
            replace(m, pole="done") if re.match("(?i)w|been|ha", m.text) else m
            for m in there
            if "nominat" not in m.text.lower() or " " in m.text
        )
    free = _free(source, here, [m for m in there if m.pole == "ahead"])
    ahead = [m.start / len(target) for m in free if m.strong or open_end]
    if not done or (not re.search(r"[.;:?!]\W*$", target) and _HEADLINE.search(target)):
        return []
    found = []
    for mark in here:
        place = mark.start / len(source)
        nearest = _anchored(source, target, mark, pairs, there)
        if nearest is not None or all(abs(place - other) > (AHEAD if len(here) > 1 else 1) for other in ahead):
            nearest = nearest or min(done, key=lambda m: abs(place - m.start / len(target)))
            found.append(
                Finding.of(
                    Reason.POLARITY_DONE, Severity.ERROR, (mark.start, mark.end), (nearest.start, nearest.end),
                    fact=mark.text, found=nearest.text,
                )
            )  # fmt: skip
    return found[:1]


_FORESEEN = re.compile("预测|预期|预计|规划|预估|估计|目标|[为以]?期(?=达|实现)|旨在|提名|推荐|建议|提议|批准")
_FORESEES = re.compile(
    r"(?i)(?:(?:is|are|was|were) )?(?:planned|expected|forecast|projected|proposed|anticipated|estimated|predicted)(?: to)?"
    r"|proposals?|targets?|to[- ]be"
    r"|with a view to|nominat\w+|nominees?|candidates?|expect\w*|predict\w*"
)


def _free(source: str, here: Sequence[Mark], ahead: Sequence[Mark]) -> list[Mark]:
    """The words ahead without those that stand for a forecast or a design of the source: 规划年产能 as "a planned capacity".
    A forecast of the plan itself (预计将) shares its word."""
    spoken = sum(
        1
        for m in _FORESEEN.finditer(source)
        if not any(p.start < m.end() and m.start() < p.end for p in here)
        and not any(p.start >= m.end() and not _CLAUSE.search(source, m.end(), p.start) for p in here)
    )
    kept = []
    for mark in ahead:
        if spoken and _FORESEES.fullmatch(mark.text):
            spoken -= 1
        else:
            kept.append(mark)
    return kept


_EXPECTED = re.compile(
    r"(?i)\b(?:(?:is|are|was|were) (?:expected|planned|scheduled|slated|due|set) to|(?<!a )(?<!the )(?<!its )(?<!their )plans? to"
    r"|expects? to|aims? to|intends? to)\b"
)
_TO_COME = re.compile(
    r"将|拟|划|预|估|望|力争|争取|要|目标|安排|准备|到20\d\d年|年内|未来|今后|下一步|[明后]年|旨在|以便|欲|打算|定于"
    r"|努力|着力|确保|目的|待|打造|建设|应|须|需|启动|继续|加快|进一步|求|愿|想|可能|推动|促进|助力|志|会|方案|意"
)
"""What may tell in Chinese that something is to come: a wide list, since an English writer has reasons of his own."""


def planned_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error where the translation expects or plans what no word of the source does.

    新签约 (have been signed) as "is expected to sign".
    """
    said = _EXPECTED.search(target)
    if said is None or _TO_COME.search(source):
        return []
    return [Finding.of(Reason.POLARITY_PLANNED, Severity.ERROR, None, said.span(), found=said[0])]


def _runs(found: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    """First and last of each run of one word: 不会停产，不会裁员 is one denial in English (will not stop or lay off)."""
    runs: list[tuple[Mark, Mark]] = []
    for mark in found:
        if runs and runs[-1][1].text == mark.text:
            runs[-1] = (runs[-1][0], mark)
        else:
            runs.append((mark, mark))
    return runs
