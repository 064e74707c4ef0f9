"""Human English with one thing of a new kind wrong: what is left out, another day, another identifier, figures exchanged.

    python -m benchmarks.changes FILE ... [--limit 2000] [--turned] [--show quantity.swapped] [--missed "figures exchanged"]

Prints the share of human sentences in which the comparison has something to say (names, terms and coverage need the
document and are left out), and of those with one thing wrong in which it has: these changes, and those of `reversals`.
FILE: as of `benchmarks.polarity`.

Each function takes a Chinese sentence and its English, and gives the English with one thing wrong; None where the
sentence has nothing of the kind. The words are this module's own, as those of `reversals`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Sequence
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


def ten_days(zh: str, en: str, rng: random.Random) -> str | None:
    """A ten-day period (4月中旬) as the month alone."""
    if len(re.findall("旬", zh)) != 1 or re.search("月底|月初|年初|年底|年末", zh):
        return None
    out = re.sub(
        r"(?i)\b(?:early|mid|late|(?:the )?(?:first|second|last) (?:ten|10) days of)[- ](?=[A-Z])", "", en, count=1
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
    return [f for f in mine if f.severity is not Severity.INFO]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, default=2000, help="sentences of each file, from a shuffled list")
    parser.add_argument("--show", help="print the false alarms of this reason, or all")
    parser.add_argument("--missed", help="print what was missed of this change")
    parser.add_argument("--turned", action="store_true", help="from English into Chinese (benchmarks/turned.py)")
    args = parser.parse_args()
    for path in args.files:
        pairs = pairs_of(path)
        random.Random(7).shuffle(pairs)
        pairs = pairs[: args.limit]
        changes, compare = REVERSALS | CHANGES, told
        if args.turned:
            pairs = [(en, zh) for zh, en in pairs]
            changes, compare = TURNED, lambda en, zh: counted(findings(en, zh))
        found = [compare(zh, en) for zh, en in pairs]
        reasons = Counter(f.reason.value for fs in found for f in fs)
        turned = sum(any(f.kind in (FindingKind.DIRECTION, FindingKind.POLARITY) for f in fs) for fs in found)
        print(
            f"{path.name}: {len(pairs)} sentences, false alarms in {sum(map(bool, found)) / len(pairs):.2%}, of directions and denials "
            f"in {turned / len(pairs):.2%} {dict(reasons.most_common())}",
            flush=True,
        )
        for (zh, en), fs in zip(pairs, found, strict=True):
            for f in fs:
                if args.show in (f.reason, "all"):
                    print(f"   {say(f)}\n      {zh}\n      {en}")
        for name, spoil in changes.items():
            rng = random.Random(11)
            rows = [(zh, bad) for zh, en in pairs if (bad := spoil(zh, en, rng)) and bad != en]
            missed = [(zh, bad) for zh, bad in rows if not compare(zh, bad)]
            if rows:
                print(f"   {name:<18}{len(rows):>5} sentences  {1 - len(missed) / len(rows):6.1%} found", flush=True)
            for zh, bad in missed if args.missed == name else ():
                print(f"      {zh}\n      {bad}")


if __name__ == "__main__":
    main()
