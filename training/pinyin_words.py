"""List English words and foreign names that are built of pinyin syllables (woman, China, Canada), for facts/names/data/english.tsv.

    python -m training.pinyin_words CORPUS.tsv.xz ... > words.tsv

The corpora are sentence-aligned: Chinese, tab, English. A word is one that stands in small letters often enough; a name is one whose
Chinese sentences mostly have no characters that are read like it. Chinese names that slip in are taken out by hand.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter
from pathlib import Path

from facts.names.romanization import Spellings, cuts
from facts.names.sounds import letters

OFTEN = 5
"""Times that a word has to stand in small letters, and at least once in `RARE` of all."""

RARE = 16

NAMED = 3
"""Sentences that a name has to stand in; of them, at most `READ` may have characters that are read like it."""

READ = 0.3

_WORD = re.compile(r"(?<![\w.@/-])[A-Za-z][a-z]+(?![\w@/-])")


def main() -> None:
    small, big, read = Counter[str](), Counter[str](), Counter[str]()
    for path in map(Path, sys.argv[1:]):
        with lzma.open(path, "rt", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                chinese, _, english = line.rstrip("\n").partition("\t")
                for match in set(_WORD.findall(english)):
                    word = letters(match)
                    if max(map(len, cuts(word)), default=0) < 2:
                        continue
                    if match[0].islower():
                        small[word] += 1
                    else:
                        big[word] += 1
                        read[word] += Spellings.of(chinese).has(word)
    kinds = {word: "word" for word, n in small.items() if n >= OFTEN and n * RARE >= n + big[word]}
    names = (word for word, n in big.items() if n >= NAMED and read[word] < READ * n)
    for word, kind in sorted({**dict.fromkeys(names, "name"), **kinds}.items()):
        print(word, kind, sep="\t")


if __name__ == "__main__":
    main()
