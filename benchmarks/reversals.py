"""Human English told the other way round: one direction flipped, a denial dropped, plans told as done, two figures exchanged.

Each function takes a Chinese sentence and its English, and gives the English with one thing wrong; None where there
is nothing to reverse. The words are this module's own: what is measured does not come from what measures it.
"""

from __future__ import annotations

import random
import re

DIRECTION = re.compile(
    "[增涨升跌]|提高|提升|上调|翻番|高于|下降|下滑|下调|减少|降低|降至|降到|回落|放缓|收窄|缩短|缩小|压缩|压减|低于|少于"
)
"""What tells a direction in the source."""

_FLIPS = [
    line.split()
    for line in """rise fall
rises falls
rose fell
risen fallen
rising falling
increase decrease
increases decreases
increased decreased
increasing decreasing
grew shrank
grown shrunk
growing shrinking
growth decline
higher lower
raised lowered
raising lowering
reduced increased
reduce increase
reducing increasing
reduction increase
cut raise
cutting raising
cuts raises
dropped climbed
drop climb
declined climbed
decline rise
narrowed widened
slowed accelerated
shortened lengthened
jumped plunged
surged slumped
improved worsened
fewer more
up down
down up""".splitlines()
]
FLIPS: dict[str, str] = {}
for _a, _b in _FLIPS:
    FLIPS.setdefault(_a, _b)
    FLIPS.setdefault(_b, _a)
UP = frozenset(
    {
        "rise", "rises", "rose", "risen", "rising", "increase", "increases", "increased", "increasing", "grew",
        "grown", "growing", "growth",
        "higher", "raised", "raising", "climb", "climbed", "widened", "accelerated", "lengthened", "jumped", "surged", "improved", "up",
    }
)  # fmt: skip
_FLIP = re.compile(rf"(?<!no )\b(?:{'|'.join(sorted(FLIPS, key=len, reverse=True))})\b", re.IGNORECASE)
_MEASURED = re.compile(r"(?: by| to| from| about| nearly| more than| over)* (?:\d|half|one|two|three)")
_OTHER = re.compile(
    r"(?i)\bmak(?:e|es|ing) up|\bmade up|up to \d|higher (?:edu|voc|lea)|lower reach|(?:growing|raising|cutting) (?:area|cattle|sheep)"
)
"""No directions: make up 5 percent, up to 5, higher education."""
_LOOSE = frozenset({"more", "raise", "raises"})
"""Words of the right-hand side that mean too many other things to be flipped themselves."""
_RISES = re.compile("增长|增加|增至|增幅|涨|升|提高|上调|翻番|高于")
_FALLS = re.compile("下降|下滑|下调|减少|降低|降至|降到|降幅|跌|回落|放缓|收窄|缩短|缩小|压缩|压减|低于|少于")


def direction(zh: str, en: str, rng: random.Random) -> str | None:
    """One word of direction as its opposite, where the source has a word of the same direction."""
    found = []
    for m in _FLIP.finditer(en):
        word = m[0].lower()
        # "up" and "down" are directions before a figure only (set up, up to 30).
        if word in _LOOSE or (word in ("up", "down") and not _MEASURED.match(en[m.end() :])):
            continue
        if _OTHER.search(f"{en[max(0, m.start() - 12) : m.start()]}{m[0]}{en[m.end() : m.end() + 12]}"):
            continue
        if (_RISES if word in UP else _FALLS).search(zh):
            found.append(m)
    if not found:
        return None
    m = rng.choice(found)
    new = FLIPS[m[0].lower()]
    return en[: m.start()] + (new.capitalize() if m[0][0].isupper() else new) + en[m.end() :]


def result(zh: str, en: str, rng: random.Random) -> str | None:
    """Every loss as a profit, where the source has a figure of a loss; every profit as a loss, where it has one of a profit."""
    if re.search(r"亏损(?:额|约|达|为)?\d", zh):
        out = re.sub(r"(?i)\bloss(?:es)?\b", "profit", en)
    elif re.search(r"(?:盈利|利润总额|净利润)(?:约|达|为)?\d", zh):
        out = re.sub(r"(?i)\bprofits?\b", "loss", en)
    else:
        return None
    return out if out != en else None


_RANGE = re.compile(
    r"\bfrom ((?:about |nearly )?[\d.,]+\d|\d)((?: \w+){0,3}?)([^.;]{0,30}?) to ((?:about |nearly )?[\d.,]+\d|\d)\b"
)


def order(zh: str, en: str, rng: random.Random) -> str | None:
    """`from A to B` as `from B to A`, where the source says 由A降至B or the like."""
    m = _RANGE.search(en)
    if not m or m[1] == m[4] or not re.search(r"[由从][^，。]*\d[^，。]*[至到为][^，。]*\d", zh):
        return None
    return f"{en[: m.start(1)]}{m[4]}{en[m.end(1) : m.start(4)]}{m[1]}{en[m.end(4) :]}"


DENIALS = re.compile(
    "尚未|还未|并未|从未(?!来)|未能|未经|未发[生现]|(?<!舍)不得(?!不|已)|不许|严禁|(?<!能)不能(?!不)|(?<!会)不会|不再|"
    "无法|并非|不予|无需|无须|不含|(?<!有)没有"
)
_NOT = re.compile(r"(?i) ?\b(?:not(?! only)|never)\b| ?\b(?:no(?! \w+ than)|without)\b|n['’]t\b|(?<=can)not\b")


def denial(zh: str, en: str, rng: random.Random) -> str | None:
    """The only denial of the English left out, where the source has one and nothing like another."""
    found = list(_NOT.finditer(en))
    if len(found) != 1 or len(DENIALS.findall(zh)) != 1 or re.search("[不未没无非莫别]", DENIALS.sub("", zh)):
        return None
    (m,) = found
    return (en[: m.start()] + en[m.end() :]).strip()


PLANS = re.compile(
    "将于|还将|也将|将在|将会|将继续|即将|拟|(?<![」”个工作教育款验担保行动导险排资过])计划(?![外下的，。内及」”]|生育|经济|总|亦"
    "|[^，。]{0,6}[中后])|下一步将|届时将|将建|将新|将投|将开|将举"
)
_AHEAD = re.compile(
    r"\b(?:will|(?<!the )(?<!its )(?<!their )(?<!and )(?<!sinister )(?<!have )(?<!announced )plans? to"
    r"|(?:is|are) (?:expected|scheduled|set|due|going|planned|about) to|(?:is|are) to|aims? to|intends? to|expects to)"
    r" (also |then |further |formally |officially )?(?:soon )?(?!\w+ly\b|not\b|only\b|soon\b|in\b|be to\b)([a-z]+)"
)
_LEFT_AHEAD = re.compile(
    r"(?i)\b(?:will|would|plan(?:s|ned|ning)?"
    r"|(?:is|are|was|were) (?:expected|scheduled|set|due|going|about|to)|expected|aim(?:s|ing)?|intend(?:s|ing)?)\b"
)
"""What still tells a plan where not everything has been turned: then one half denies the other, and nothing is told as done."""
_PARTICIPLES = {
    "hold": "held", "build": "built", "begin": "begun", "become": "become", "see": "seen", "make": "made",
    "take": "taken", "bring": "brought",
    "get": "got", "go": "gone", "give": "given", "rise": "risen", "run": "run", "cut": "cut", "set": "set", "put": "put", "send": "sent",
    "spend": "spent", "win": "won", "grow": "grown", "drive": "driven", "lead": "led", "have": "had", "do": "done", "fall": "fallen",
    "break": "broken", "keep": "kept", "come": "come", "leave": "left", "pay": "paid", "draw": "drawn",
}  # fmt: skip


def plan(zh: str, en: str, rng: random.Random) -> str | None:
    """Everything that will be as what has been, where the source tells a plan and nothing else that is to come."""
    found = list(_AHEAD.finditer(en))
    if not found or len(PLANS.findall(zh)) != len(found) or re.search("力争|预计|有望|争取|目标", zh):
        return None
    for m in reversed(found):
        verb = "was" if m[2] == "be" else f"has {m[1] or ''}{_participle(m[2])}"
        en = en[: m.start()] + verb + en[m.end() :]
    return None if _LEFT_AHEAD.search(en) else en


def _participle(verb: str) -> str:
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb.endswith(
        ("mit", "fer", "cur", "rol", "plan", "stop", "ship", "drop", "tap", "fit", "cap")
    ) and verb not in ("develop", "offer"):
        return f"{verb}{verb[-1]}ed"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


REVERSALS = {
    "direction": direction,
    "profit or loss": result,
    "from and to": order,
    "denial dropped": denial,
    "plan as done": plan,
}
