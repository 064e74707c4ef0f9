"""The texts that every engine gets: articles of which no two sentences are alike."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]


def paragraphs() -> list[list[str]]:
    """Title and paragraphs of each example."""
    files = sorted((ROOT / "examples").glob("*.txt"))
    return [[line.strip() for line in f.read_text("utf-8").splitlines() if line.strip()] for f in files]


def articles(count: int, *, seed: int = 7, length: int = 6) -> list[str]:
    """Articles of a title and `length` paragraphs, no two sentences alike."""
    from jianbao.sentences import split

    rng = random.Random(seed)
    examples = paragraphs()
    pool = [p for e in examples for p in e[1:] if len(p) > 40]

    def varied(text: str) -> str:
        out = []
        for s in split(text):
            new = re.sub(r"(?<![\d.])[1-9]\d*(?![\d月日年时.])", lambda m: str(rng.randint(2, 9)) + m[0][1:], s.text)
            out.append(
                new
                if new != s.text
                else f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日{rng.randint(1, 23)}时，{s.text}"
            )
        return "".join(out)

    return ["\n".join([rng.choice(examples)[0], *(varied(p) for p in rng.sample(pool, length))]) for _ in range(count)]


def sentences(count: int) -> list[str]:
    from jianbao.sentences import split

    found = dict.fromkeys(s.text for a in articles(count) for s in split(a))
    return random.Random(3).sample(sorted(found), count)


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
