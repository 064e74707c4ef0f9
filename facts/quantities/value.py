"""What a quantity is: the values that both parsers return, whatever the language."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is measured. Kinds are compared with each other where the same fact is commonly told in both ways."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    TEMPERATURE = "temperature"
    SPEED = "speed"
    ENERGY = "energy"
    POWER = "power"
    DATE = "date"
    TIME = "time"
    SPAN = "span"
    ORDINAL = "ordinal"
    MULTIPLE = "multiple"
    FRACTION = "fraction"
    RATIO = "ratio"


SIGNED = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.TEMPERATURE, Kind.COUNT, Kind.FRACTION})
"""Kinds that can be below zero."""


class Hedge(StrEnum):
    """How far the value is meant: None is exact."""

    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"


class Agreement(StrEnum):
    """How a target quantity stands to its source."""

    EQUAL = "equal"
    HEDGE_DIFFERS = "hedge differs"
    MAGNITUDE_DIFFERS = "magnitude differs"
    SIGN_DIFFERS = "sign differs"
    UNIT_DIFFERS = "unit differs"
    VALUE_DIFFERS = "value differs"
    KIND_DIFFERS = "kind differs"
    MISSING = "missing"


SAME = frozenset({Agreement.EQUAL, Agreement.HEDGE_DIFFERS})
"""Agreements of two figures that are one, whatever stands before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity of a text.

    `text` is `whole[start:end]`, hedge included. `value` is in `unit` (3.5 million yuan is 3500000.0, "yuan"; 12.3 % is
    12.3, "percent"; two-thirds is 0.6667; 增长1.5倍 is 2.5, the factor). `high` is the upper end of a range, the second
    side of a ratio. A DATE counts as year * 10000 + month * 100 + day with 0 for what is not said, so that 2023年9月 is
    20230900 and a period such as 上半年 runs from 100 to 600; a TIME is in minutes after midnight, unit "time", or
    "time12" where the half of the day is not said. `weak`: too small or too idiomatic for its absence to mean anything
    (one, 两国, 五大). `vague`: an order of magnitude only (数百, hundreds of), with `value` and `high` as its bounds.
    `lowered`: the words around it say what a minus would (a loss, a decline, below zero). `lost`: the text has the unit and no
    digits any more (总投资 亿元); the value is 0 then. `per` and `base`: what the amount is for, 3.2 yuan per 10 shares has
    per "share" and base 10. `parts`: how many units it is told in (2小时14分08秒 has three). `shift`: months
    from that of the dateline (下月3日: 1). `months`: bits of those that a day without a month may be of, 0 where nothing is known.
    `counts`: an ordinal right before what it counts (the first week), which is no day of a month.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: float
    high: float | None = None
    unit: str = ""
    hedge: Hedge | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    weak: bool = False
    vague: bool = False
    lowered: bool = False
    lost: bool = False
    per: str = ""
    base: float = 1.0
    parts: int = 1
    shift: int | None = None
    months: int = 0
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A source quantity and the target quantity that renders it; one side is None where nothing does (MISSING)."""

    source: Quantity | None
    target: Quantity | None
    agreement: Agreement
