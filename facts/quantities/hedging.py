"""Whether two quantities mean their values equally far."""

import re

from facts.quantities.value import Hedge, Kind, Quantity

_ACCEPTED: dict[Hedge | None, frozenset[Hedge | None]] = {
    None: frozenset({None}),
    Hedge.ABOUT: frozenset({Hedge.ABOUT, Hedge.NEARLY}),
    Hedge.NEARLY: frozenset({Hedge.NEARLY, Hedge.ABOUT, Hedge.UNDER, Hedge.AT_MOST}),
    Hedge.OVER: frozenset({Hedge.OVER, Hedge.AT_LEAST}),
    Hedge.UNDER: frozenset({Hedge.UNDER, Hedge.AT_MOST, Hedge.NEARLY}),
    Hedge.AT_LEAST: frozenset({Hedge.AT_LEAST, Hedge.OVER}),
    Hedge.AT_MOST: frozenset({Hedge.AT_MOST, Hedge.UNDER}),
}
_LOOSE = ("余", "多", "来", "几", "odd")
"""余 and 多 leave open how much more: "more than 200" and "some 200" both render 200余."""
_MARKS = ("突破", "迈", "跨", "站上", "上限", "不过", "满", "年满")
_ENDS = (" to ", " and ", "-", "–")


_WITH = re.compile(r"[（(](?:含|包含|包括)|[及或]以|或(?:更|以)")
_WITHOUT = re.compile(r"[（(]不(?:含|包含|包括)|[不未]满")
_ABOVE = (Hedge.OVER, Hedge.AT_LEAST)
_BELOW = (Hedge.UNDER, Hedge.AT_MOST)
_OPEN = (Hedge.OVER, Hedge.UNDER)
_CLOSED = (Hedge.AT_LEAST, Hedge.AT_MOST)


def _end_differs(source: Quantity, target: Quantity) -> bool:
    """Whether the source says that the end belongs to it, or does not, and the target the opposite: 6周岁（含）以下 as "under 6"."""
    if source.hedge in _CLOSED and target.hedge in _OPEN:
        return _WITH.search(source.text) is not None
    if source.hedge in _OPEN and target.hedge in _CLOSED:
        return _WITHOUT.search(source.text) is not None
    return False


def _loosely_english(source: Quantity) -> bool:
    """Whether an English hedge often has none in Chinese: within six months is 6个月内, up to 600 yuan 最高600元."""
    text = source.text.lower()
    return text.startswith(("within ", "up to ")) or (
        text.startswith("over ") and (source.kind is Kind.SPAN or (source.kind is Kind.COUNT and source.value < 100))
    )


def agree(source: Quantity, target: Quantity) -> bool:
    """Whether the target has a hedge that renders that of the source."""
    if _end_differs(source, target):
        return False
    if source.vague or target.vague or source.kind in (Kind.DATE, Kind.TIME, Kind.ORDINAL):
        return True
    if (source.hedge in _ABOVE and target.hedge in _BELOW) or (source.hedge in _BELOW and target.hedge in _ABOVE):
        return False
    if target.hedge in _ACCEPTED[source.hedge] or source.weak or target.weak:
        return True
    if source.hedge is None and target.hedge is Hedge.AT_MOST and target.text.lower().startswith("up to"):
        return True  # 达12万人次 is "as many as" or "up to"
    if (
        target.hedge is None
        and source.hedge in (Hedge.OVER, Hedge.AT_MOST, Hedge.AT_LEAST)
        and source.text.startswith(_MARKS)
    ):
        return True  # 突破100万 is told as "reaches 1 million" too, 上限20万元 as "a cap of 200,000 yuan"
    if (
        target.hedge is None
        and source.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST)
        and any(word in target.text for word in _ENDS)
    ):
        return True  # 2000元以上1万元以下 is "between 2,000 and 10,000 yuan"
    if (
        source.hedge is None
        and source.kind is Kind.AREA
        and target.hedge is Hedge.OVER
        and target.text[:4].lower() == "over"
    ):
        return True  # "over 14,000 mu": across
    if source.text.isascii() and target.hedge is None and _loosely_english(source):
        return True
    if source.hedge is Hedge.AT_LEAST and source.text[0] == "上" and target.hedge in (Hedge.ABOUT, Hedge.NEARLY):
        return True  # 上亿群众 leaves open how many: some 100 million people
    if source.hedge is None and target.text[:4].lower() == "some":
        return True  # which opens a sentence where English avoids a figure
    if source.kind in (Kind.SPAN, Kind.LENGTH) and {source.hedge, target.hedge} == {None, Hedge.AT_MOST}:
        return True  # 三年内, "within three years"
    if source.hedge is None and target.hedge in (Hedge.AT_LEAST, Hedge.OVER) and source.text[0] in "百千万亿":
        return True  # 亿元项目 are projects of 100 million yuan or more
    if {source.hedge, target.hedge} == {Hedge.OVER, Hedge.ABOUT} and any(word in source.text for word in _LOOSE):
        return True
    # "over three years" is as often during as beyond, 近三年 as often the past as nearly.
    return source.kind is Kind.SPAN and (
        (source.hedge is None and target.hedge is Hedge.OVER) or (source.hedge is Hedge.NEARLY and target.hedge is None)
    )
