"""Numerals: Chinese and English number words to values and back."""

import re

HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_TENS_IN_ONE = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
MAX_NUMERAL = 24
"""Characters of the longest numeral taken for a quantity; beyond that it is a code, or noise."""

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－：～／＄\u3000\u00a0\u202f\u2009", "0123456789.,%+-:~/$    ")
"""Keeps the length, so offsets into the text stay right. Full-width commas are punctuation unless between digits."""


def han_value(numeral: str) -> float | None:
    """The value of a Chinese numeral such as 三千五百万, 二〇二三, 三点五; None where it is not well formed."""
    if not numeral or len(numeral) > MAX_NUMERAL:
        return None
    if "兆" in numeral:  # the numeral of Taiwan, 10^12; whoever calls knows that it is not the mega of 兆瓦
        head, _, rest = numeral.partition("兆")
        trillions, others = han_value(head) if head else 1.0, han_value(rest.lstrip("零")) if rest else 0.0
        return None if trillions is None or others is None else trillions * 1e12 + others
    numeral = numeral.translate(_TENS_IN_ONE)
    if "点" in numeral:
        whole, _, decimals = numeral.partition("点")
        base = han_value(whole)
        digits = "".join(str(HAN_DIGITS[c]) for c in decimals.rstrip("十百千万亿") if c in HAN_DIGITS)
        tail = decimals[len(digits) :]
        scale = han_value(tail) if tail else 1.0
        return None if base is None or scale is None or not digits else (base + float(f"0.{digits}")) * scale
    if not any(c in HAN_SCALES for c in numeral):
        if len(numeral) == 1:
            return float(HAN_DIGITS[numeral])
        return float("".join(str(HAN_DIGITS[c]) for c in numeral))
    total = section = digit = 0.0
    previous = 0.0
    for c in numeral:
        if c in HAN_DIGITS:
            if digit:
                return None
            digit = float(HAN_DIGITS[c])
            continue
        scale = float(HAN_SCALES[c])
        if scale >= 10_000:
            section += digit
            if c == "亿" and total and not section:
                total *= scale
            elif c == "亿":
                total = (total + (section or 1)) * scale
            else:
                total += (section or 1) * scale
            section = digit = 0.0
        else:
            section += (digit or 1) * scale
            digit = 0.0
        previous = scale
    # 三万五 is 35,000 and 两百五 is 250, but 一百零五 is 105.
    if digit and previous >= 100 and numeral[-2] in HAN_SCALES:
        digit *= previous / 10
    return total + section + digit


POWER = re.compile(
    r"(?:(?P<power_factor>\d+(?:\.\d+)?) ?[×xX*·] ?)?10(?:\^ ?\(?(?P<power_caret>[-−]?\d{1,2})\)?"
    r"|(?P<power_raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|的(?P<power_words>\d{1,2})次方"
    r"| to the (?P<power_ordinal>\d{1,2})(?:st|nd|rd|th)(?: power)?| to the power of (?P<power_cardinal>\d{1,2}))(?!\d)"
)
"""Powers of ten: 10^8, 1.2×10⁸, 10的8次方, 10 to the 8th power."""
_EXPONENTS = ("power_caret", "power_raised", "power_words", "power_ordinal", "power_cardinal")
_RAISED = str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
VULGAR = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6,
    "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
"""Fractions that are one character."""
SLASH = re.compile(r"(?P<over>\d{1,2})/(?P<under>[2-9]|1[02]|16|20|100)(?![\d/.%]|-\d)")
"""Fractions with a slash: 1/3. Days and months look alike (5/1): the upper number must be the smaller one."""
_SPACED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")


def power_value(m: re.Match[str]) -> float:
    """What a match of POWER is worth."""
    exponent = next(m[name] for name in _EXPONENTS if m[name])
    return float(m["power_factor"] or 1) * 10.0 ** int(exponent.translate(_RAISED))


def one_form(text: str) -> str:
    """The text with ASCII digits and signs, and commas where thin spaces group digits. The length stays."""
    return _SPACED.sub(",", text).translate(FULL_WIDTH)


ONES = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "dozen": 12.0,
}
SHORT_SCALES = {"k": 1e3, "mn": 1e6, "mln": 1e6, "m": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12}
_IRREGULAR = {"first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12}
ORDINALS = _IRREGULAR | {
    w + "th": i for w, i in ONES.items() if i > 3 and i not in (5, 8, 9, 12)
} | {w[:-1] + "ieth": i for w, i in TENS.items()} | {"hundredth": 100, "thousandth": 1000}  # fmt: skip

_ONES = "|".join(sorted((w for w, i in ONES.items() if 0 < i < 10), key=len, reverse=True))
_TEENS = "|".join(sorted((w for w, i in ONES.items() if i > 9), key=len, reverse=True))
_TENS = "|".join(TENS)
SUB_HUNDRED = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES})\b)?|{_TEENS}|{_ONES})\b"
SUB_THOUSAND = rf"(?:(?:{_TEENS}|{_ONES}|an?) hundred\b(?:(?: and)? {SUB_HUNDRED})?|{SUB_HUNDRED})"
CARDINAL = (
    rf"(?:(?:{SUB_THOUSAND}|an?)[ -](?:thousand|million|billion|trillion)\b(?:,? (?:and )?{SUB_THOUSAND}(?: "
    rf"(?:thousand|million|billion)\b)?)*"
    rf"|{SUB_THOUSAND})"
)
ORDINAL = rf"(?:(?:(?:{_TENS})[ -])?(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}))\b"
UP_TO_TWELVE = "|".join(w for w, i in ONES.items() if 0 < i <= 12)
ORDINAL_UP_TO_TWELVE = "|".join(w for w, i in ORDINALS.items() if i <= 12)
"""The small numbers that English writes in words."""
_WORDS = re.compile(r"[a-z]+")


def cardinal_value(words: str) -> float:
    """The value of an English cardinal such as "two hundred and fifty thousand" that matches CARDINAL."""
    total = current = 0.0
    for word in _WORDS.findall(words.lower()):
        if word in ("a", "an"):
            current = 1.0
        elif word in ONES:
            current += ONES[word]
        elif word in TENS:
            current += TENS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total += (current or 1) * SCALES[word]
            current = 0.0
    return total + current


def ordinal_value(words: str) -> float:
    """The value of an English ordinal such as "twenty-first" that matches ORDINAL."""
    return float(sum(TENS.get(w, 0) or ORDINALS.get(w, 0) for w in _WORDS.findall(words.lower())))


def trim(value: float, places: int = 6) -> str:
    """The value without exponent and trailing zeros, thousands grouped."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def english_number(value: float) -> str:
    """16000 -> "16,000", 3500000 -> "3.5 million", 1.2e12 -> "1.2 trillion"."""
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{trim(value / scale, 9)} {word}"
    return trim(value)


def chinese_number(value: float) -> str:
    """16000 -> "1.6万", 3500000 -> "350万", 1.2e12 -> "1.2万亿"."""
    for scale, word in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if abs(value) >= scale:
            return f"{trim(value / scale, 9).replace(',', '')}{word}"
    return trim(value).replace(",", "")
