"""Human English with one thing of a new kind wrong: what is left out, another day, another identifier, figures exchanged.

    python -m benchmarks.changes FILE ... [--limit 2000] [--turned] [--show quantity.swapped] [--missed "figures exchanged"]

Prints the share of human sentences in which the comparison has something to say (names, terms, coverage and the month of
a bare day need the document and are left out), and of those with one thing wrong in which it has: these changes, and those of `reversals`.
FILE: as of `benchmarks.polarity`; of several, what they show together is printed last.

Each function takes a Chinese sentence and its English, and gives the English with one thing wrong; None where the
sentence has nothing of the kind. The words are this module's own, as those of `reversals`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from benchmarks.polarity import pairs_of
from benchmarks.reversals import REVERSALS
from benchmarks.turned import TURNED, findings
from translate.check.comparison import SourceFacts, check
from translate.check.messages import say
from translate.check.report import Finding, FindingKind, Reason, Severity

_MOVED = re.compile(
    r"\b(?:rose|fell|grew|increased|decreased|declined|dropped|climbed|jumped|surged|slumped|shrank|expanded)(?: by)? (?=(?:\w+ ){0,2}\d)"
    r"|(?<=, )(?:up|down)(?: by)? (?=(?:\w+ ){0,2}\d)"
)
_MOVES = re.compile("[增涨升降跌减]|提高|下滑|回落")


def direction_dropped(zh: str, en: str, rng: random.Random) -> str | None:
    """The only word of direction of the English left out: rose 5 percent as "was 5 percent"."""
    found = list(_MOVED.finditer(en))
    others = len(
        re.findall(
            r"(?i)\b(?:rise|rose|fall|fell|grew|growth|increas|decreas|declin|drop|higher|lower|up|down|reduc|more|less|than)",
            en,
        )
    )
    if len(found) != 1 or others > 1 or len(_MOVES.findall(zh)) != 1 or re.search(r"[至到]|新增", zh):
        return None
    (m,) = found
    return en[: m.start()] + ("" if m[0].startswith(("up", "down")) else "was ") + en[m.end() :]


def identifier(zh: str, en: str, rng: random.Random) -> str | None:
    """One digit of a number that is copied (a telephone number, a stock code, the number of a document) changed."""
    for m in re.finditer(r"(?<![\d.,])\d[\d-]{4,}\d(?![\d,]|\.\d)", en):
        if m[0] in zh and ("-" in m[0] or len(m[0]) in (5, 6, 8, 11)) and not re.match(r"(?:19|20)\d\d-", m[0]):
            at = m.end() - 1
            return en[:at] + str((int(en[at]) + rng.randint(1, 8)) % 10) + en[m.end() :]
    return None


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(zh: str, en: str, rng: random.Random) -> str | None:
    """A weekday as the next one, where the source has weekdays."""
    m = re.search("|".join(_DAYS), en)
    if not m or not re.search(r"(?:星期|周)[一二三四五六日天](?!年)", zh):
        return None
    return en[: m.start()] + _DAYS[(_DAYS.index(m[0]) + 1) % 7] + en[m.end() :]


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)\\."


def ten_days(zh: str, en: str, rng: random.Random) -> str | None:
    """A ten-day period (4月中旬) as the month alone."""
    if len(re.findall("旬", zh)) != 1 or re.search("月底|月初|年初|年底|年末", zh):
        return None
    if re.search(r"(?i)(?:early|mid|late)-?,? (?:to|and|or) (?:early|mid|late)", en):
        return None  # of 中下旬 half would be left
    out = re.sub(
        rf"\b(?i:early|mid|late|(?:the )?(?:first|second|last) (?:ten|10) days of)[- ](?=(?:{_MONTHS})\b)",
        "",
        en,
        count=1,
    )
    return out if out != en else None


def points(zh: str, en: str, rng: random.Random) -> str | None:
    """Percentage points as percent."""
    out = re.sub(r"percentage points?", "percent", en, count=1)
    return out if out != en and "百分点" in zh else None


_FIGURE = r"(\d[\d,]*(?:\.\d+)?)( (?:million|billion|trillion))? (yuan|percent|mu|tons|kilometers|people)"


def exchanged(zh: str, en: str, rng: random.Random) -> str | None:
    """Two figures with the same unit exchanged, where the source tells each behind a name, a year or an item of its own."""
    found = list(re.finditer(_FIGURE, en))
    for a, b in pairwise(found):
        if a[3] == b[3] and a[0] != b[0] and re.search("[.;]", en[a.end() : b.start()]) is None:
            return en[: a.start()] + b[0] + en[a.end() : b.start()] + a[0] + en[b.end() :]
    return None


CHANGES = {
    "direction dropped": direction_dropped,
    "identifier digit": identifier,
    "weekday changed": weekday,
    "ten days dropped": ten_days,
    "points as percent": points,
    "figures exchanged": exchanged,
}


KINDS = (
    FindingKind.QUANTITY, FindingKind.DIRECTION, FindingKind.POLARITY, FindingKind.IDENTIFIER, FindingKind.HEDGE,
)  # fmt: skip


def told(zh: str, en: str) -> list[Finding]:
    """What the comparison says of a sentence."""
    return counted(check(SourceFacts.of(zh), en).findings)


def counted(found: Sequence[Finding]) -> list[Finding]:
    """The findings that count here."""
    mine = [f for f in found if f.kind in KINDS or f.reason is Reason.INVENTED_QUANTITY]
    return [f for f in mine if f.severity is not Severity.INFO and f.reason is not Reason.QUANTITY_MONTH]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, default=2000, help="sentences of each file, from a shuffled list")
    parser.add_argument("--show", help="print the false alarms of this reason, or all")
    parser.add_argument("--missed", help="print what was missed of this change")
    parser.add_argument("--turned", action="store_true", help="from English into Chinese (benchmarks/turned.py)")
    args = parser.parse_args()
    changes, compare = REVERSALS | CHANGES, told
    if args.turned:
        changes, compare = TURNED, lambda en, zh: counted(findings(en, zh))
    total = Tally()
    for path in args.files:
        pairs = pairs_of(path)
        random.Random(7).shuffle(pairs)
        pairs = [(en, zh) if args.turned else (zh, en) for zh, en in pairs[: args.limit]]
        tally = _measured(pairs, changes, compare, show=args.show, missed=args.missed)
        print("\n".join(tally.lines(path.name)), flush=True)
        total += tally
    if len(args.files) > 1:
        print("\n".join(total.lines("all together")))


@dataclass
class Tally:
    """Sentences and those with a false alarm; of each change how many sentences and how many found."""

    sentences: int = 0
    alarmed: int = 0
    turned: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.sentences + other.sentences, self.alarmed + other.alarmed, self.turned + other.turned,
            self.reasons + other.reasons, self.made + other.made, self.found + other.found,
        )  # fmt: skip

    def lines(self, name: str) -> list[str]:
        """What is printed."""
        said = (
            f"{name}: {self.sentences} sentences, false alarms in {self.alarmed / self.sentences:.2%}, of directions and denials "
            f"in {self.turned / self.sentences:.2%} {dict(self.reasons.most_common())}"
        )
        rows = [f"   {kind:<18}{n:>5} sentences  {self.found[kind] / n:6.1%} found" for kind, n in self.made.items()]
        return [said, *rows]


def _measured(
    pairs: Sequence[tuple[str, str]],
    changes: Mapping[str, Callable[[str, str, random.Random], str | None]],
    compare: Callable[[str, str], list[Finding]],
    *,
    show: str | None,
    missed: str | None,
) -> Tally:
    """What is found of sentences as they are and with one thing wrong. show, missed: what is printed on the way."""
    tally = Tally(sentences=len(pairs))
    for source, target in pairs:
        said = compare(source, target)
        tally.alarmed += bool(said)
        tally.turned += any(f.kind in (FindingKind.DIRECTION, FindingKind.POLARITY) for f in said)
        tally.reasons.update(f.reason.value for f in said)
        for f in said:
            if show in (f.reason, "all"):
                print(f"   {say(f)}\n      {source}\n      {target}")
    for name, spoil in changes.items():
        rng = random.Random(11)
        for source, target in pairs:
            bad = spoil(source, target, rng)
            if not bad or bad == target:
                continue
            tally.made[name] += 1
            if compare(source, bad):
                tally.found[name] += 1
            elif missed in (name, "all"):
                print(f"   {name}\n      {source}\n      {bad}")
    return tally


if __name__ == "__main__":
    main()
