"""How many garbled names the check finds, by kind, and how often it speaks against human English.

    python -m benchmarks.garbled FILE... [--limit 2000] [--show 5]

FILE: documents (first column T, K, B or F), or pairs.jsonl.xz (one sentence each). Every name of a human translation that stands in it as
facts/ would render it is garbled once, in one of these ways: `ear` (one syllable of a person's, place's or other name is another that
sounds like it), `other` (another name of its kind), `part` (the last part of a name with · is a Chinese name or a foreign one), `post` (a
post that is another one). Found: the check has a finding that it had not before, of a kind that speaks of names. False alarms: sentences
as they are, with a finding of reason name.spelled, name.part, name.post, invented.spelling or invented.place.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.aligned import documents
from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary
from facts.names import NameKind, find_foreign
from facts.names.romanization import cuts, english_words, halves, is_alike, syllables
from facts.names.sounds import letters
from translate.check.comparison import SourceFacts, check, find_name
from translate.check.names.posts import told_posts
from translate.check.report import Finding, FindingKind, Reason

ALARMS = (
    Reason.NAME_SPELLED, Reason.NAME_PART, Reason.NAME_OTHER, Reason.NAME_POST, Reason.INVENTED_SPELLING, Reason.INVENTED_PLACE,
)  # fmt: skip
STRANGERS = ("Wang", "Li", "Petrov", "Karimov", "Chen", "Rahman")
GIVEN = ("Weimin", "Jianguo", "Lihua", "Haoran")
FAR = ("Zhejiang", "Wuhan", "Shenyang", "Dongguan", "Luoyang", "Yantai")
TYPES = "University|College|Group|Company|School|Hospital|Road|Avenue|Street|Town|Village|Subdistrict|Community|Park|Station"
DRAW = random.Random(5)


def rows(path: Path, limit: int) -> Iterator[list[tuple[str, str]]]:
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            pairs = [json.loads(line) for line in lines]
        random.Random(1).shuffle(pairs)
        yield from ([(p["zh"], p["en"])] for p in pairs[:limit])
    else:
        yield from documents(path)


def by_ear(word: str) -> str:
    """A word with one syllable changed to one that sounds like it; "" where none can be."""
    shapes = [cut for cut in cuts(letters(word)) if len(cut) > 1]
    if not shapes:
        return ""
    cut = list(shapes[0])
    at = DRAW.randrange(len(cut))
    initial, final = halves(cut[at])
    near = [s for s in sorted(syllables()) if s != cut[at] and _sounds_like(halves(s), (initial, final))]
    if not near:
        return ""
    cut[at] = DRAW.choice(near)
    return "".join(cut).capitalize()


def _sounds_like(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return (one[0] == other[0] and is_alike(one[1], other[1])) or (one[1] == other[1] and is_alike(one[0], other[0]))


def _put(text: str, span: tuple[int, int], new: str) -> str:
    return text[: span[0]] + new + text[span[1] :]


def garbled(sentence: SentenceInput, english: str) -> Iterator[tuple[str, str]]:
    """Kind, and the English with one name changed."""
    for person in sentence.people:
        if person.kind is NameKind.CHINESE and person.english:
            at = find_name(english, person.english)
            if at and person.confident:
                surname, _, given = person.english.partition(" ")
                if new := by_ear(given):
                    yield "person, ear", _put(english, at, f"{surname} {new}")
                yield "person, other", _put(english, at, f"{surname} {DRAW.choice(GIVEN)}")
        elif "·" in person.chinese and (at := find_foreign(english, person.chinese)):
            words = english[slice(*at)].split(" ")
            if len(words) > 1:
                yield "part of a · name", _put(english, at, " ".join([*words[:-1], DRAW.choice(STRANGERS)]))
    for match in sentence.terms:
        if match.term.kind not in ("county", "city", "district", "prefecture", "body"):
            continue
        for m in re.finditer(r"\b[A-Z][a-z]+\b", english):
            if m[0] in match.term.target and (new := by_ear(m[0])):
                yield "place, ear", _put(english, m.span(), new)
                yield "place, other", _put(english, m.span(), DRAW.choice(FAR))
                break
    for m in re.finditer(rf"\b([A-Z][a-z]+) (?:[A-Z][a-z]+ ){{0,3}}(?:{TYPES})\b", english):
        if letters(m[1]) not in english_words() and (new := by_ear(m[1])):
            yield "institution, ear", _put(english, m.span(1), new)
    for span, others in told_posts(sentence.text, english, sentence.people):
        yield "post", _put(english, span, DRAW.choice(others))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="sentences of a file of pairs")
    parser.add_argument(
        "--show", type=int, default=0, help="print so many that are not found, of each kind, and false alarms"
    )
    options = parser.parse_args()
    for path in options.files:
        total, found, alarms, sentences = Counter[str](), Counter[str](), Counter[str](), 0
        for document in rows(path, options.limit):
            known = document_sentences([chinese for chinese, _ in document], glossary=Glossary.builtin())
            whole = "\n".join(chinese for chinese, _ in document)
            for sentence, (_, english) in zip(known, document, strict=True):
                sentences += 1
                facts = SourceFacts.of(sentence.text, people=sentence.people, terms=sentence.terms, context=whole)
                found_before = check(facts, english).findings
                before = _kinds(found_before)
                wrong = {f.reason for f in found_before if f.reason in ALARMS}
                for reason in wrong:
                    alarms[reason.value] += 1
                    if sum(alarms.values()) <= options.show:
                        print("  alarm", reason.value, sentence.text, "|", english)
                alarms["any"] += bool(wrong)
                for kind, changed in garbled(sentence, english):
                    if changed == english:
                        continue
                    total[kind] += 1
                    after = _kinds(check(facts, changed).findings)
                    if after - before:
                        found[kind] += 1
                    elif total[kind] - found[kind] <= options.show:
                        print("  missed", kind, sentence.text, "|", changed)
        print(
            f"{path.name}: {sentences} sentences, false alarms {alarms['any'] / max(1, sentences):.2%} {dict(alarms)}"
        )
        for kind in sorted(total):
            print(f"  {kind}: {found[kind] / total[kind]:.1%} of {total[kind]}")


def _kinds(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter(
        (f.reason.value, str(f.value("found") or f.value("fact")))
        for f in findings
        if f.kind in (FindingKind.NAME, FindingKind.INVENTED, FindingKind.TERM)
    )


if __name__ == "__main__":
    main()
