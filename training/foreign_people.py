"""Count what given names and surnames of people abroad are spelled like, and write facts/names/data/abroad.tsv.

    python -m training.foreign_people CORPUS.tsv.xz...

CORPUS: sentence-aligned, Chinese, tab, English. A name with a dot is cut into its parts, and each part is given the English word with a
capital that is most like it by sound (`facts.names.foreign`). A part stays where at least `LEAST` sentences have it and `SHARE` of them
spell it one way. Rows without a count were written by hand, and stay.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path

from facts.names.foreign import DOTTED, LIKE, WORD, find_part, foreign_names
from facts.names.spelled import parts
from facts.tables import rows
from training.world_names import plain

OUT = Path(__file__).parents[1] / "facts" / "names" / "data" / "abroad.tsv"

LEAST = 3
SHARE = 0.9
LONGEST = 400
"""Characters of a sentence that is read."""


def counted(paths: list[Path]) -> dict[str, Counter[str]]:
    """Of each part of a name, how often which word is its English."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                chinese, _, english = line.rstrip("\n").partition("\t")
                if len(chinese) > LONGEST or not DOTTED.search(chinese):
                    continue
                words = [m for m in WORD.finditer(english) if m[0] != m[0].lower()]
                for name in foreign_names(chinese):
                    for part in set(parts(chinese[name.start : name.end])):
                        if len(part) > 1 and (at := find_part(part, words, LIKE)):
                            word = plain(english[slice(*at)].replace("’", "'").removesuffix("'s"))
                            found[part][word.replace("-", " ")] += 1
    return found


def sure(found: dict[str, Counter[str]]) -> dict[str, tuple[str, int]]:
    """Parts that are spelled one way, with their counts; none that has a shorter one at its end with the same English (大臣雷切尔)."""
    out: dict[str, tuple[str, int]] = {}
    for part, spellings in found.items():
        flat: Counter[str] = Counter()
        for word, n in spellings.items():
            flat[word.lower()] += n
        word, n = flat.most_common(1)[0]
        if n >= LEAST and n >= SHARE * flat.total() and " " not in word and word.isascii() and word.isalpha():
            out[part] = (next(w for w, _ in spellings.most_common() if w.lower() == word), n)
    return {
        part: (word, n)
        for part, (word, n) in out.items()
        if not any(out.get(part[i:], ("", 0))[0].lower() == word.lower() for i in range(1, len(part) - 1))
    }


def main() -> None:
    written = {chinese: english for chinese, english, count in rows("names/data/abroad.tsv") if not count}
    found = {
        part: row for part, row in sure(counted([Path(path) for path in sys.argv[1:]])).items() if part not in written
    }
    lines = [(part, english, "") for part, english in written.items()]
    lines += [(part, english, str(n)) for part, (english, n) in found.items()]
    OUT.write_text("\n".join("\t".join(line) for line in [("zh", "en", "count"), *sorted(lines)]) + "\n", "utf-8")
    print(f"{OUT}: {len(found):,} counted, {len(written):,} written")


if __name__ == "__main__":
    main()
