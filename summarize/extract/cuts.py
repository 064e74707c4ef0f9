"""Phrases cut out of a sentence by rule (`rules/cuts.tsv`).

`trim` takes out what carries no fact of its own, `tighten` what an editor short of room leaves to the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from jianbao.sentences import covered, enclosed
from summarize.extract.clauses import starts_with_verb
from summarize.extract.compressed import FIGURE, POST, Compressed, less
from summarize.extract.rules import rows

_ATTENDEE = re.compile(
    rf"[，,、；;]?\s*(?P<who>[^，,。；;]*?(?:{POST})[\u4e00-\u9fff·]{{2,4}}(?:等)?)(?=[，,、；;]|出席|参加|陪同|等|在)"
)
_ATTENDED = re.compile(r"(?:等(?:领导|人|同志)?)?(?:分别|共同|一同|应邀)?(?:出席|参加|陪同|见证)")
_SENIOR = 2

Rules = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _rules(step: str, language: str) -> Rules:
    """The rules of a step (trim, tighten): name and pattern. Its group "cut" is what goes, else the whole match."""
    return tuple(
        (r["name"], re.compile(r["pattern"])) for r in rows("cuts") if (r["step"], r["language"]) == (step, language)
    )


_MEANT = re.compile(r"[该其他她它]")
"""What follows a shell means somebody whom the shell names: 记者从市公安局获悉，该局破获…"""


def _fired(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """What each rule would cut; but for an aside, which is in brackets itself, nothing that starts or ends in a quotation or brackets."""
    inside = covered(text, enclosed(text))
    for name, pattern in rules:
        for m in pattern.finditer(text):
            a, b = m.span("cut" if "cut" in pattern.groupindex else 0)
            if name == "reporting shell" and "从" in m.group() and _MEANT.match(text, b):
                continue
            if b > a and (name in ("aside", "brackets") or not (inside[a] or (b < len(text) and inside[b]))):
                yield a, b, name


def _overlaps(a: int, b: int, cuts: Sequence[tuple[int, int, str]]) -> bool:
    return any(a < d and b > c for c, d, _ in cuts)


def trim(text: str, *, language: str = "zh") -> Compressed:
    """The sentence without what carries no fact; unchanged where no rule fits or where under eight characters would be left."""
    cuts: list[tuple[int, int, str]] = [(*m.span(), "line") for m in re.finditer(r"\n+", text)]
    for a, b, name in _fired(text, _rules("trim", language)):
        if not _overlaps(a, b, cuts):
            cuts.append((a, b, name))
    # A shell may uncover another: 此外，据了解，…
    if cuts and cuts[0][0] == 0 and language != "en":
        first = max(b for a, b, _ in cuts if a == 0)
        again = trim(text[first:], language=language)
        if again.cuts and again.cuts[0][0] == 0:
            cuts.append((first, first + again.cuts[0][1], again.rules[0]))
    if language != "en":
        cuts += _attendance(text, cuts)
    return less(text, cuts)


def _attendance(text: str, cuts: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """All but the first two of a list of people with their posts that ends in 出席, 参加, 陪同."""
    end = _ATTENDED.search(text)
    if not end:
        return []
    people = [m for m in _ATTENDEE.finditer(text) if m.end() <= end.start()]
    run: list[re.Match[str]] = []
    for m in reversed(people):
        if run and m.end() != run[0].start():
            break
        run.insert(0, m)
    if len(run) <= _SENIOR or run[-1].end() != end.start() or any(FIGURE.search(m["who"]) for m in run):
        return []
    a, b = run[_SENIOR - 1].end(), end.start()
    return [] if _overlaps(a, b, cuts) else [(a, b, "attendance")]


# The verb of a first item (学校聘请张三、李四等12位专家) is no example; a list of the press's verbs, so that a doubtful item stays.
_ACTS = (
    r"(?:聘请?|邀请?|组织|走[进访]|建[成设立]|打造|推[出进动]|发布|举[办行]|开[展设通]|完成|引[进入]|培[育养]|实施|启动|"
    r"签[约订署]|落[地户]|新[增建]|吸引|汇[集聚]|联合|会同|涉及|涵盖|覆盖|包[括含]|拥有|"
    r"设[立有置]|获[得评]|评[为选]|选[出派]|成[为立]|投[入资]|生产|销售|赴|到|来自|位于|参[加与观]|出席|主持|提[供出升]|服务|"
    r"支持|授予|表彰|颁发|慰问|看望|采[用取购]|使用|通过|围绕|依托|把|将|被|让|给|由|在|是|有|以|从|向|与|和|及|同)"
)


def tighten(text: str, *, language: str = "zh", speaker: bool = False) -> Compressed:
    """The sentence without what an editor short of room leaves to the article; Chinese only.

    What goes: the speaker who explains (not one who demands, promises or says "we"), purposes and roles at the start, the examples before a
    number (A、B等9个项目签约 is told as 9个项目签约), the items of a list that says how many it has. speaker: the speaker
    stays, for who comes next may be 他.
    """
    if language == "en":
        return Compressed(text, (), ())
    cuts: list[tuple[int, int, str]] = []
    for a, b, name in _fired(text, _rules("tighten", language)):
        spared = (
            (name == "speaker" and speaker)
            or (name == "examples" and re.search(_ACTS, text[a:b].split("、")[0]))
            or (name in ("purpose", "role") and starts_with_verb(text[b:]))  # who did it stands before, or nowhere
        )
        if not spared and not _overlaps(a, b, cuts):
            cuts.append((a, b, name))
    return less(text, cuts)


def squeeze(text: str) -> Compressed:
    """The sentence without adverbs of zeal, brackets, and the items of a list between the first two and its 等."""
    cuts: list[tuple[int, int, str]] = []
    for a, b, name in _fired(text, _rules("squeeze", "zh")):
        if not _overlaps(a, b, cuts) and not (name == "list items" and FIGURE.search(text[a:b])):
            cuts.append((a, b, name))
    return less(text, cuts)


def shorten_posts(text: str, said: str) -> Compressed:
    """The sentence without the posts of people whom `said` has already named with theirs."""
    cuts: list[tuple[int, int, str]] = []
    for m in re.finditer(
        rf"(?:^|(?<=[，,、；;。]))(?P<cut>[\u4e00-\u9fffA-Za-z“”]{{0,24}}(?:{POST}|研究员|发言人|代表))(?P<name>[\u4e00-\u9fff·]{{2,3}})(?=说|表示|介绍|指出|强调|认为|称|要求|在|出席|主持|透露|坦言|告诉)",
        text,
    ):
        if re.search(rf"(?:{POST}|研究员|发言人|代表){m['name']}", said) and not FIGURE.search(m["cut"]):
            cuts.append((*m.span("cut"), "post"))
    return less(text, cuts)
