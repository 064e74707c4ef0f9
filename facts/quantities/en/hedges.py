"""What stands before and behind an English quantity: signs, currencies, and words that say how far the value is meant."""

import re
from dataclasses import replace

from facts.quantities import units
from facts.quantities.scan import Before, Scan
from facts.quantities.value import Hedge, Quantity

_LEFT = (
    (
        Hedge.AT_MOST,
        r"(?:no|not|not be) (?:more|greater|higher|longer|later) than|not (?:be|rise|go) (?:above|over)"
        r"|not exceed(?:ing)?|not (?:expected |allowed |permitted |projected |likely )?to exceed|at most|up to|within|a maximum of"
        r"|maximum of|not to exceed",
    ),
    (
        Hedge.AT_LEAST,
        r"at least|(?:no|not|not be) (?:less|fewer|lower|smaller) than|a minimum of|minimum of"
        r"|not (?:(?:be|fall|drop|go|dip) )?(?:below|under)",
    ),
    (Hedge.UNDER, r"(?:less|fewer|lower|smaller|shorter|younger) than|under|below|short of"),
    (
        Hedge.NEARLY,
        r"(?:very )?nearly|almost|close to|approach(?:ing|es|ed)?|just under|just short of|just below|just shy of|nearing|not quite|near",
    ),
    (
        Hedge.OVER,
        r"(?:much |far |well )?(?:more|greater|higher|larger|longer|older) than|(?:well |just |slightly )?(?:over"
        r"|above)|exceed(?:s|ed|ing)?|in excess of|upwards? of"
        r"|surpass(?:es|ed|ing)?|(?:tops|topped|topping|(?<=to )top)|passed|passing|crossed|beyond|north of"
        r"|broke through|broken through|breaking through",
    ),
    (
        Hedge.ABOUT,
        r"about|around|some|approximately|roughly|approx\.?|circa|c\.|somewhere around|in the region of|or so"
        r"|something like|~|estimated at",
    ),
)
_BEFORE = re.compile(
    r"(?:^|(?<=[\s(“\"'‘—–-]))(?:"
    + "|".join(f"(?P<{h.name}>{p})" for h, p in _LEFT)
    + r")(?: (?:the|an?|of|by|another|force|magnitude))?\s?\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z.~]\s?\Z|~\Z", re.IGNORECASE)
BEHIND = re.compile(
    r"(?P<AT_LEAST> or (?:more|above|older|over|higher|better|longer|greater)\b| and (?:above|over|older|up)\b"
    r"(?! (?:(?:by|to|from|nearly|almost|about|around|some|over|more than|roughly) )?[\d$¥£€])"
    r"|,? at (?:least|a minimum)\b)|(?P<OVER>\+(?!\d)|-plus\b| plus\b)"
    r"|(?P<ABOUT>-odd\b| or so\b| odd\b|-some(?:thing)?\b)|(?P<AT_MOST> or (?:less|fewer|below|under|younger|lower)\b"
    r"| and (?:below|under)\b)",
    re.IGNORECASE,
)
PREFIX = re.compile(
    rf"(?<![A-Za-z])(?:{units.alternation([p for p in units.PREFIXES if p.isascii() or len(p) < 2])})\s?\Z",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:(?P<minus>(?<!or )(?:minus|negative) |(?:^|(?<=[\s(“\"]))[-−–] ?|[▼↓] ?)|(?P<plus>(?:^|(?<=[\s(]))\+|↑ ?)"
    r"|(?P<triangle>(?<=[^\n])[▲△] ?))\Z",
    re.IGNORECASE,
)
_SIGN_OF_MONEY = re.compile(r"(?:(?<=[$€£¥])|(?<=RMB )|(?<=USD )|(?<=CNY )|(?<=HKD )|(?<=EUR ))[-−–]\Z")
"""A minus between the currency and the figure: RMB -150 million."""
_DOWN = re.compile("[▼↓]")


def before(scan: Scan, start: int, floor: int) -> Before:
    """Currency, sign and hedge in front of the numeral at `start`, none of them before `floor`."""
    text = scan.text
    currency = ""
    negative = False
    low = max(floor, start - 40)
    if m := _SIGN_OF_MONEY.search(text, low, start):
        negative, start = True, m.start()
    if m := PREFIX.search(text, low, start):
        currency = units.PREFIXES[m.group().strip().lower()]
        start = m.start()
    if not negative and (m := _SIGN.search(text, low, start)) and not _dash(text, m, floor):
        up = m.lastgroup == "plus" or (
            m.lastgroup == "triangle" and _DOWN.search(text, max(0, start - 100), start + 100)
        )
        negative, start = not up, m.start()
    if _WORD.search(text, max(low, start - 2), start) and (m := _BEFORE.search(text, low, start)):
        if m.group().lower().startswith("over the"):
            return Before(start, None, currency, negative)  # over the 100 days
        return Before(m.start(), Hedge[m.lastgroup or "ABOUT"], currency, negative)
    return Before(start, None, currency, negative)


def _dash(text: str, m: re.Match[str], floor: int) -> bool:
    """Whether what looks like a minus joins two parts of a sentence or a range: "the year - 5 percent up", "3 - 5"."""
    if m.group()[0] not in "-−–":
        return False
    return m.group().endswith(" ") or (floor > 0 and m.start() <= floor)


def behind(scan: Scan, found: Quantity) -> Quantity:
    """`found` with a hedge that follows it (or more, or so)."""
    m = BEHIND.match(scan.text, found.end)
    if not m:
        return found
    hedge = found.hedge or Hedge[m.lastgroup or "ABOUT"]
    return replace(found, text=scan.original[found.start : m.end()], end=m.end(), hedge=hedge)
