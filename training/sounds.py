"""Learn what letters a Chinese character of transliteration stands for, and write facts/names/data/sounds.tsv.

    python -m training.sounds [CORPUS.tsv.xz ...]

The pairs are the names of one word in facts/glossary/lists/world.tsv and in the glossary (foreign cities, people). Each character gives
zero to five letters; expectation maximisation finds which, from nothing but the pairs. With sentence-aligned corpora (Chinese, tab,
English) names of people are added: those with a dot, where words with capitals stand in the English that the table learned so far finds
like enough. Printed: how well right pairs that were held out are told from wrong ones, and the threshold for facts/names/foreign.py.
"""

from __future__ import annotations

import lzma
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from facts.glossary import Glossary
from facts.names.foreign import foreign_names
from facts.names.sounds import Sounds, letters, likeness
from facts.names.spelled import parts
from facts.tables import rows

OUT = Path(__file__).parents[1] / "facts" / "names" / "data" / "sounds.tsv"
LONGEST = 5
ROUNDS = 8
MINED = -4.0
"""Likeness of a whole name from which its parts are taken for pairs."""

PRIOR = 2.0
"""Uses of its pinyin that a character is given beforehand: rare ones would learn letters of their neighbours."""

KEPT = 14
"""Spellings of a character that are kept."""

SUFFIX = re.compile("(?:自治州|自治区|自治市|大区|地区|[州省县区市郡岛镇语])$")


def pairs() -> list[tuple[str, str]]:
    found = {(zh, en) for zh, en, *_ in rows("glossary/lists/world.tsv")}
    found |= {(zh, en) for zh, en, *_ in rows("names/data/people.tsv")}
    found |= {(t.source, t.target) for t in Glossary.builtin() if t.kind in ("foreign_city", "country", "us_state")}
    out = []
    for chinese, english in found:
        parts, words = chinese.split("·"), english.replace("-", " ").split()
        if len(parts) != len(words):
            continue
        for part, word in zip(parts, words, strict=True):
            part, word = SUFFIX.sub("", part) if len(part) > 2 else part, re.sub("[^a-z]", "", word.lower())
            if 1 < len(part) <= 8 and 1 < len(word) <= LONGEST * len(part):
                out.append((part, word))
    return sorted(set(out))


@cache
def pinyin(character: str) -> str:
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0]).replace("v", "u")[:LONGEST]


def mined(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Parts of names of people and the words that they are most like, where the whole name is like enough."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                chinese, _, english = line.rstrip("\n").partition("\t")
                if "·" not in chinese or len(chinese) > 400:
                    continue
                words = re.findall(r"[A-Z][a-zà-ÿ’'-]+", english)
                for found in foreign_names(chinese):
                    name = parts(chinese[found.start : found.end])
                    if found.known or not 1 < len(name) < 4:
                        continue
                    runs = [words[i : i + len(name)] for i in range(len(words) - len(name) + 1)]
                    scored = [
                        (sum(likeness(p, letters(w)) for p, w in zip(name, run, strict=True)) / len(name), run)
                        for run in runs
                    ]
                    if scored and max(scored)[0] > MINED:
                        yield from ((p, letters(w)) for p, w in zip(name, max(scored)[1], strict=True))


def learn(data: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """Probability of each spelling of each character."""
    table: dict[str, dict[str, float]] = {}
    for turn in range(ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for chinese, english in data:
            expect(chinese, english, table, counts, first=turn == 0)
        table = {}
        for character in {c for chinese, _ in data for c in chinese}:
            counts[character][pinyin(character)] += PRIOR
        for character, found in counts.items():
            total = sum(found.values())
            table[character] = {s: n / total for s, n in found.items() if n / total > 0.002}
    return table


def expect(
    chinese: str, english: str, table: dict[str, dict[str, float]], counts: dict[str, dict[str, float]], *, first: bool
) -> None:
    """Add the expected uses of each spelling in one pair (forward and backward sums over all segmentations)."""
    n, m = len(chinese), len(english)

    def probability(character: str, spelling: str) -> float:
        if first:
            return math.exp(-abs(len(spelling) - m / n))
        return table.get(character, {}).get(spelling, 1e-6 if len(spelling) else 1e-5)

    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    for i in range(n):
        for j in range(m + 1):
            if forward[i][j]:
                for k in range(j, min(m, j + LONGEST) + 1):
                    forward[i + 1][k] += forward[i][j] * probability(chinese[i], english[j:k])
    total = forward[n][m]
    if not total:
        return
    for i in reversed(range(n)):
        for j in range(m + 1):
            for k in range(j, min(m, j + LONGEST) + 1):
                weight = probability(chinese[i], english[j:k]) * backward[i + 1][k]
                backward[i][j] += weight
                if forward[i][j] and weight:
                    counts[chinese[i]][english[j:k]] += forward[i][j] * weight / total


def main() -> None:
    data = pairs()
    files = [Path(name) for name in sys.argv[1:]]
    if files:
        more = Counter(mined(files))
        data = sorted({*data, *more})
        print(f"{len(more)} pairs from names of people")
    random.Random(3).shuffle(data)
    held, rest = data[:600], data[600:]
    counts: dict[str, int] = defaultdict(int)
    for chinese, _ in data:
        for character in chinese:
            counts[character] += 1
    for used in (rest, data):
        table = learn(used)
        lines = ["character\tspellings"]
        for character, found in sorted(table.items()):
            if counts[character] >= 3:
                best = sorted(found.items(), key=lambda item: -item[1])[:KEPT]
                lines.append(f"{character}\t" + " ".join(f"{s or '-'}:{p:.3f}" for s, p in best if p >= 0.004))
        OUT.write_text("\n".join(lines) + "\n", "utf-8")
        sounds = Sounds.read()
        if used is rest:
            right = sorted(likeness(zh, en, sounds) for zh, en in held)
            words = [en for _, en in held]
            wrong = sorted(
                max(likeness(zh, en, sounds) for en in random.Random(i).sample(words, 12))
                for i, (zh, _) in enumerate(held)
            )
            for threshold in (-4.0, -3.5, -3.0, -2.7, -2.5, -2.2, -2.0):
                found_right = sum(score >= threshold for score in right) / len(right)
                found_wrong = sum(score >= threshold for score in wrong) / len(wrong)
                print(
                    f"threshold {threshold}: {found_right:.3f} of right pairs, {found_wrong:.3f} of the best of 12 wrong ones"
                )
    print(f"{OUT}: {len(lines) - 1} characters from {len(data)} pairs")


if __name__ == "__main__":
    main()
