"""What stands around an English quantity: hedges, units, nouns, and what shows that it is none.

All are matched at a numeral, or searched for in a few characters before it.
"""

import re

from facts.quantities import units
from facts.quantities.en import dates as dates_en
from facts.quantities.numerals import CARDINAL, ONES, ORDINAL, ORDINALS, TENS
from facts.quantities.value import Hedge, Kind

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)|\d+)(?:\.\d+)?"
VAGUE = r"(?:tens|dozens|scores(?= of)|hundreds|thousands|millions|billions|trillions)\b(?: (?:and|or) (?:tens|hundreds|thousands)\b)?(?: of (?:tens of )?(?:hundreds of )?(?:thousands|millions|billions|trillions)\b)?"
START = re.compile(
    rf"(?P<digits>{DIGITS})"
    rf"|\b(?:(?P<month>{dates_en.MONTHS})|(?P<vague>{VAGUE})|(?P<period>(?:first|second)[ -]half|first (?:{dates_en.COUNT}) (?:months|quarters)|(?:first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter|[QH][1-4]|noon|midnight)\b"
    rf"|(?P<several>(?:several|a few|a couple of) (?:dozen|tens of thousands|hundred(?: (?:thousand|million|billion))?|thousand|million|billion)\b)"
    rf"|(?P<scale>(?:million|billion|trillion)(?=[ -](?:yuan|dollar)))"
    rf"|(?P<dozen>(?:(?:a|one|half a|two|three|four|five|six) dozen)\b)"
    rf"|(?P<share>half a (?:million|billion|trillion)|half an? (?:hour|century|year|day|month|decade|percent(?:age point)?)|half\b|half (?:a )?kilo(?:gram)?|an? quarter of an hour|an? (?:further )?(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![- ]part)|(?:several )?(?:decades|centuries)|decade|three[- ]quarters|an? (?:hour|year|month|day|week|century) and a half|an? (?:mile|kilometer|kilometre|hectare|decade|century|year|month|week|day|hour|minute)\b)"
    rf"|(?P<times>doubl(?:ed|es|ing|e)|tripl(?:ed|es|ing|e)|quadrupl(?:ed|es|ing|e)|quintupl(?:ed|es|ing|e)|halv(?:ed|es|ing|e)|twice|thrice|twofold|threefold|fourfold|fivefold|sixfold|sevenfold|eightfold|ninefold|tenfold|twentyfold|thirtyfold|hundredfold)\b"
    rf"|(?P<ordinal>{ORDINAL})|(?P<words>{CARDINAL}))",
    re.IGNORECASE,
)
SCALE = re.compile(
    r"(?P<long>(?:[ -]?(?:hundred|thousand|million|billion|trillion|quadrillion|dozen)(?:(?![a-z])|(?=th\b))){1,2})|(?P<short>[ -]?(?:mn|mln|bn|bln|tn|trn)(?![A-Za-z])|[kKmMbB](?![A-Za-z\d/²³]))",
    re.IGNORECASE,
)
HALF = re.compile(r" and (?:a|one) half\b|-and-a-half\b| and a half\b")
HEDGES = (
    (
        Hedge.AT_MOST,
        r"(?:no|not) (?:more|greater|higher|longer|later) than|not exceed(?:ing)?|at most|up to|within|a maximum of|maximum of|not to exceed",
    ),
    (Hedge.AT_LEAST, r"at least|(?:no|not) (?:less|fewer|lower|smaller) than|a minimum of|minimum of|not below"),
    (Hedge.UNDER, r"(?:less|fewer|lower|smaller|shorter|younger) than|under|below|short of"),
    (
        Hedge.NEARLY,
        r"(?:very )?nearly|almost|close to|approach(?:ing|es|ed)?|just under|just short of|just below|just shy of|nearing|not quite|near",
    ),
    (
        Hedge.OVER,
        r"(?:much |far |well )?(?:more|greater|higher|larger|longer|older) than|(?:well |just |slightly )?(?:over|above)|exceed(?:s|ed|ing)?|in excess of|upwards? of|surpass(?:es|ed|ing)?|(?:tops|topped|topping|(?<=to )top)|passed|passing|crossed|beyond|north of|broke through|broken through|breaking through",
    ),
    (
        Hedge.ABOUT,
        r"about|around|some|approximately|roughly|approx\.?|circa|c\.|somewhere around|in the region of|or so|something like|~|estimated at",
    ),
)
LEFT = re.compile(
    r"(?:^|(?<=[\s(“\"'‘—–-]))(?:"
    + "|".join(f"(?P<{h.name}>{p})" for h, p in HEDGES)
    + r")(?: (?:the|an?|of|by|another|force|magnitude))?\s?\Z",
    re.IGNORECASE,
)
LEFT_WORD = re.compile(r"[a-z.~]\s?\Z|~\Z", re.IGNORECASE)
RIGHT = re.compile(
    r"(?P<AT_LEAST> or (?:more|above|older|over|higher|better|longer|greater)\b| and (?:above|over|older|up)\b|,? at (?:least|a minimum)\b)|(?P<OVER>\+(?!\d)|-plus\b| plus\b)"
    r"|(?P<ABOUT>-odd\b| or so\b| odd\b|-some(?:thing)?\b)|(?P<AT_MOST> or (?:less|fewer|below|under|younger|lower)\b| and (?:below|under)\b)",
    re.IGNORECASE,
)
PREFIX = re.compile(
    rf"(?<![A-Za-z])(?:{units.alternation([p for p in units.PREFIXES if p.isascii() or len(p) < 2])})\s?\Z",
    re.IGNORECASE,
)
SIGN = re.compile(r"(?:(?<!or )(?:minus|negative) |(?:^|(?<=[\s(]))[-−–])\Z", re.IGNORECASE)
NAMES = [n for u in units.ALL for n in u.english]
UNIT = re.compile(
    rf"[\s-]?(?P<unit>{units.alternation(NAMES).replace(chr(92) + ' ', '[ -]')})(?![A-Za-z\d])", re.IGNORECASE
)
CASED = {"m": "m", "t": "t", "l": "L", "g": "g", "w": "W", "mi": "mi"}
"""Abbreviations short enough to be something else: exact case, in digits, not hyphenated."""
PERCENT = re.compile(
    r"[\s-]?(?:(?:percent|per cent|pct|per-cent|percentage)(?![A-Za-z])(?! points?| rates?)|%(?!\s?points?))",
    re.IGNORECASE,
)
PERCENT_POINT = re.compile(r"(?: of a)?[\s-]?(?:percentage|percent|per cent|%|pct)[\s-]points?\b", re.IGNORECASE)
MULTIPLE = re.compile(
    r"(?P<fold>[\s-]?fold\b)|(?P<x>x\b|×)|[\s-]times(?P<more> (?:more|higher|larger|greater|faster|longer|bigger)\b)?",
    re.IGNORECASE,
)
GREW = re.compile(
    r"\b(?:increas|grow|grew|rose|ris|up|climb|jump|expand|surg|soar)[a-z]* by(?: (?:about|nearly|over|around|almost|some|more than))?\s?\Z",
    re.IGNORECASE,
)
FRACTION = re.compile(rf"[\s-](?P<part>(?:half|hal(?:ves)|quarters?|(?:{ORDINAL[:-2]})s?))(?![A-Za-z])", re.IGNORECASE)
PER = re.compile(
    r" (?:in|out of)(?: every)? (?P<d>\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)(?![\w.,]\d|\w| percent| months| years| days| weeks| hours| minutes)|(?: parts)? per (?P<p>hundred|thousand|ten thousand|10,000|1,000|100,000|million)\b"
)
TEN_THOUSANDTHS = re.compile(
    r"[\s-](?P<scale>ten[- ]thousandths?|hundred[- ]thousandths?|ten[- ]millionths?|thousandths?|hundredths?|millionths?)\b",
    re.IGNORECASE,
)
TO = re.compile(r"(?: ?[-–—~] ?| to (?:as (?:many|much) as )?| through | and (?=\S))")
BETWEEN = re.compile(
    r"\b(?P<word>from|between) (?:about |around |some |roughly )?(?:RMB|US\$|\$|€|£|¥|HK\$)?\s?\Z", re.IGNORECASE
)
RATIO = re.compile(
    r"(?:\s?(?P<colon>:)\s?|(?P<dash>[-–])|(?P<word>[- ]to[- ]))(?P<b>\d{1,3})(?![\d:.,]\d|\d|[-–]\d|st\b|nd\b|rd\b|th\b)"
)
CODE_BEFORE = re.compile(r"(?:\b[A-Za-z]|[A-Z]|\b[A-Z][A-Za-z]+)[-–]\Z|[A-Za-z_#@/.+]\Z")
SPOKEN_TIME = re.compile(
    r"(?: o['’]clock)?(?P<half> (?:a\.m\.|in the morning|(?P<late>p\.m\.|in the (?:afternoon|evening)|at night)))| o['’]clock"
)
NAMED = re.compile(
    r" (?:CPC )?(?:National Congress|Central Committee)|,? (?:CPC|National Party)| (?:Bureau|Army|Regiment|Brigade|Division)\b| (?:day of the )?(?:[a-z0-9]+ )?lunar"
)
"""Ordinals in names, and lunar dates, which Chinese tells without 第."""
HOTLINE = re.compile(r"[\"”’']? (?:[a-z]+ )?(?:[a-z]+ )?(?:hotline|Hotline|helpline|platform|emergency)")
LABEL = re.compile(
    r"(?P<label>\b(?:No|Nos|Number|Line|Phase|Article|Chapter|Section|Table|Figure|Grade|Level|Class|Type|Route|Gate|Platform|Volume|Vol|Issue|Room|Building|Page|Flight|Boeing|Airbus|Terminal|Highway|Expressway|Force|Building|Hall|Pier|Unit|force|level|grade|category|magnitude|Windows|Formula|Apollo)\b\.?\s?)\Z"
)
NUMBER_SIGN = re.compile(r"\b(?:Nos?\.|Number)\s?\Z")
ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th)\b")
DECADE = re.compile(r"(?:'|’)?s\b")
COUNT_NOUN = re.compile(
    r"[ -](?:[a-z-]{1,20} ){0,2}?(?P<noun>people|persons?|residents|students|workers|employees|visitors|members|participants|households?|families|person-times|visits|trips)\b"
)
NOUNS = {"household": "household", "households": "household", "person-times": "visit", "visits": "visit"}
AFTER = re.compile(r"[ -]?[A-Za-z]")
PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
UNSHARED = (Kind.COUNT, Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.RATIO, Kind.MULTIPLE)
TOKEN = re.compile(r"[A-Za-z]+|\d")
TRIGGERS = frozenset(
    [w.lower() for name in dates_en.MONTH_NAMES for w in (name, name[:3])]
    + list(ONES)
    + list(TENS)
    + list(ORDINALS)
    + [
        "million",
        "billion",
        "trillion",
        "sept",
        "decade",
        "centuries",
        "h",
        "tens",
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "trillions",
        "q",
        "noon",
        "midnight",
        "several",
        "a",
        "an",
        "half",
    ]
    + [
        "double",
        "doubled",
        "doubles",
        "doubling",
        "triple",
        "tripled",
        "triples",
        "tripling",
        "quadruple",
        "quadrupled",
        "quadruples",
        "quadrupling",
        "quintuple",
        "quintupled",
    ]
    + [
        "quintupling",
        "halve",
        "halved",
        "halves",
        "halving",
        "twice",
        "thrice",
        "twofold",
        "threefold",
        "fourfold",
        "fivefold",
        "sixfold",
        "sevenfold",
        "eightfold",
        "ninefold",
        "tenfold",
    ]
    + ["twentyfold", "thirtyfold", "hundredfold", "decades"]
)
"""The words a quantity can begin with: looking a word up costs a tenth of trying the pattern at it."""
AFTER_DIGIT = re.compile(r"(?<!:\d)\d[-–]\Z")
TH = re.compile(r"th\b")
OF = re.compile(r" of ")
CENTURY = re.compile(r"[- ](?:century|centuries)\b", re.IGNORECASE)
PLAN = re.compile(r" Five-Year (?:Plan|Program)(?: period)?(?: \(\d{4}\s?[-–]\s?\d{2,4}\))?")
A_SECOND = re.compile(r"\d[ -]\Z|\b(?:per|a) \Z")
WORD = re.compile(r" [A-Za-z]")
NO_FRACTION = re.compile(r" (?:century|of \d{4}|quarter)")
YEAR = re.compile(r"\d{4}")
ON = re.compile(r"[ -]on[ -]")
VICTORY = re.compile(r" (?:the|an?|[a-z]+ly|gold|silver|by)\b")
PER_HOUR = re.compile(r" (?:per|an|each) hour\b|/h\b")
LETTER = re.compile(r"-?[A-Za-z]")
HYPHENED = re.compile(r"-[A-Za-z]{2,}")
TELEPHONE = re.compile(r"-\d{2,}-|-\d{4,}")
NOUN = re.compile(r"[ -][A-Za-z]")
CURRENCY = re.compile(r"(?:RMB|US\$|HK\$|\$|€|£|¥|CNY)\s?")
AGED = re.compile(r"\b(?:aged|over|those) [\d ]*(?:to )?\Z")
CURRENCY_NAME = re.compile(r" (?:yuan|dollars|euros|yen|pounds)\b")
ACRONYM = re.compile(r"\b[A-Z]{2,6} \Z")
HALF_WORD = re.compile(r"[- ]?(?:time|way|hearted|marathon|dozen)")
