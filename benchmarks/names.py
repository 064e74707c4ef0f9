"""How well personal names are found: precision and recall against sentence-aligned English.

The gold standard is computed from the English side: a Chinese string that begins with a surname and whose pinyin (any reading of each
character) stands in the English row as "Surname Given" is a name. A name that is found but not spelled in the English row counts as wrong,
also where the translator wrote a pronoun, so that precision is a lower bound.

    python -m benchmarks.names FILE.tsv [--show] [--shared FOLDER]

--shared: the folder of the development data; then the share of proper names that have a rendering is printed too.
FILE.tsv: rows of Chinese and English, documents (first column T, K, B or F), or two columns.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from functools import cache
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.aligned import documents
from benchmarks.renderings import report
from facts.names import english_has_name, people, surnames


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False)[0]
    return frozenset(r.replace("v", x) for r in found for x in ("yu", "u", "v"))


@cache
def _spellings(chinese: str) -> frozenset[str]:
    length = surnames.surname_length(chinese)
    spelled = {surnames.table()[chinese[:length]][0].lower()}
    if length == 1:
        spelled |= _readings(chinese[0])
    given = {""}
    for character in chinese[length:]:
        given = {start + more for start in given for more in _readings(character)}
    return frozenset(f"{s} {g}" for s in spelled for g in given if g)


def _flat(english: str) -> set[str]:
    """Pairs of capitalised words, with hyphens and apostrophes inside a word dropped."""
    english = re.sub(r"[’'](?=s\b)", " ", english)
    words = re.findall(r"[A-ZÀ-Ý][^\W\d_]*(?:[-’'][^\W\d_]+)*", english.replace("ü", "yu"))
    flat = [re.sub(r"[-’']", "", word).lower() for word in words]
    return {f"{a} {b}" for a, b in pairwise(flat)}


def gold(chinese: str, english: str) -> set[str]:
    """Names of a Chinese row that its English row spells."""
    pairs = _flat(english)
    found = set()
    for start in range(len(chinese)):
        for length in (4, 3, 2):
            name = chinese[start : start + length]
            if len(name) < length or not re.fullmatch(r"[\u3400-\u9fff]+", name):
                continue
            known = surnames.surname_length(name)
            if known and 0 < length - known < 3 and _spellings(name) & pairs:
                found.add(name)
                break
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is missed and what is wrong")
    parser.add_argument("--shared", type=Path, help="the development data: the share of names that have a rendering")
    options = parser.parse_args()
    people("张三说")
    for path in options.files:
        right = wrong = missed = misspelled = characters = 0
        seconds = 0.0
        for rows in documents(path):
            text = "\n".join(row[0] for row in rows)
            begun = time.perf_counter()
            mentions = people(text)
            seconds += time.perf_counter() - begun
            characters += len(text)
            start = 0
            anywhere = set().union(*(_flat(english) for _, english in rows))
            for chinese, english in rows:
                end = start + len(chinese)
                found = {person.chinese: person for person in mentions if start <= person.start < end}
                expected = gold(chinese, english)
                good = {name for name in found if _spellings(name) & anywhere}
                right += len(good)
                wrong += len(found) - len(good)
                missed += len(expected - set(found))
                bad = {name for name in good & expected if not english_has_name(english, found[name].english, name)}
                misspelled += len(bad)
                if options.show and (set(found) - good or expected - set(found) or bad):
                    print(
                        "wrong",
                        set(found) - good,
                        "missed",
                        expected - set(found),
                        "spelled",
                        {found[n].english for n in bad},
                        chinese,
                        "|",
                        english,
                    )
                start = end + 1
        precision = right / max(1, right + wrong)
        recall = right / max(1, right + missed)
        print(
            f"{path.name}: {right + missed} names, precision {precision:.4f}, recall {recall:.4f}, "
            f"other spelling than the English {misspelled}, {characters / max(seconds, 1e-9):,.0f} characters a second"
        )
    if options.shared:
        report(options.shared)


if __name__ == "__main__":
    main()
