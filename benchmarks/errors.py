"""Which errors of press the check tells: sentences that an editor read word by word, beside the check's findings.

    python -m benchmarks.errors [--show untold|alarms] [--limit 60]

data/press-errors.tsv has development sentences as press decoded and as it was shipped with, each with its human English and the errors of
meaning that an editor marked (name, figure, direction, invented, dropped, sense, grammar; `-`: none); of the shipped ones also the
wrong words, between bars. Hard, later: of 140 sentences as 0.6.0 decodes them the 50 least like their human English (chrF), where the
wrong words were marked before anybody looked at scores. The sentences are compared anew, with the compact model's second opinion; no
press model is needed. told: a warning or an error stands at the sentence. words: those that doubts name, and how many are wrong. Then
the human English of the same sentences (every finding is a false alarm), as somebody else's translation, and with one thing made wrong.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.coverage import without_clause
from benchmarks.grounding import Row, with_clause, with_name
from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from models import load_compact
from models.engines.protocols import Scorer
from translate.check.comparison import SourceFacts, check
from translate.check.opinion import opinions
from translate.check.opinion.doubt import doubted
from translate.check.report import Finding, Reason, Severity, Span

DATA = Path(__file__).with_name("data") / "press-errors.tsv"
WRITER, PERSON = "press", "a person"


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence that an editor read.

    way: as decoded or as shipped. errors: the kinds of errors that were marked. wrong: the words that are wrong, of the shipped ones.
    """

    way: str
    errors: tuple[str, ...]
    source: str
    reference: str
    target: str
    wrong: tuple[str, ...]

    def is_wrong(self, span: Span) -> bool:
        """Whether a part of the English has a wrong word in it."""
        places = [m.span() for words in self.wrong for m in re.finditer(re.escape(words), self.target)]
        return any(a < span[1] and span[0] < b for a, b in places)


def read(path: Path = DATA) -> list[Read]:
    """The marked list."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return [
        Read(way, tuple(e for e in errors.split() if e != "-"), zh, ref, en, tuple(filter(None, wrong.split(" | "))))
        for way, errors, zh, ref, en, wrong in lines
    ]


def findings(pairs: Sequence[tuple[str, str]], scorer: Scorer, writer: str = PERSON) -> list[list[Finding]]:
    """What the check and the second opinion have to say of each translation; notes are left out. writer: who wrote them."""
    glossary = Glossary.builtin()
    known = [document_sentences([source], glossary=glossary)[0] for source, _ in pairs]
    reports = [
        check(SourceFacts.of(k.text, people=k.people, terms=k.terms), target)
        for k, (_, target) in zip(known, pairs, strict=True)
    ]
    sources, targets = [s for s, _ in pairs], [t for _, t in pairs]
    said = opinions([0.0] * len(pairs), sources, targets, reports, writer=writer, scorer=scorer)
    return [
        [f for f in (*report.findings, *more) if f.severity is not Severity.INFO]
        for report, more in zip(reports, said, strict=True)
    ]


def corrupted(rows: Sequence[Row], change: Callable[[str], str | None]) -> list[Row]:
    """Those rows whose English a change applies to."""
    return [replace(row, target=new) for row in rows if (new := change(row.target)) not in (None, row.target)]


def figure(text: str) -> str | None:
    """The first figure ten times as large."""
    found = re.search(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])", text)
    return text[: found.end()] + "0" + text[found.end() :] if found and "." not in found.group() else None


def other(rows: Sequence[Row]) -> list[Row]:
    """Each with another's English."""
    return [replace(row, target=rows[i - 1].target) for i, row in enumerate(rows)]


def print_words(rows: Sequence[Read], found: Sequence[Sequence[Finding]]) -> None:
    """How many of the words that doubts name are wrong, and how many words of the same sentences are."""
    named: list[bool] = []
    all_words: list[bool] = []
    hit: list[bool] = []
    for row, findings in zip(rows, found, strict=True):
        doubt = next((f for f in findings if f.reason is Reason.UNSURE_WORDS), None)
        if doubt is None:
            continue
        words = doubt.value("words")
        assert isinstance(words, tuple)
        right = [row.is_wrong((row.target.index(w), row.target.index(w) + len(w))) for w in words]
        named += right
        all_words += [row.is_wrong(m.span()) for m in re.finditer(r"\S+", row.target)]
        if row.wrong:
            hit.append(any(right))
    print(
        f"  words named by doubts: wrong {share(sum(named), len(named))}; of all words there {share(sum(all_words), len(all_words))}"
    )
    print(f"  doubted sentences with wrong words: one of them named {share(sum(hit), len(hit))}")


def share(some: int, of: int) -> str:
    return f"{some} of {of} ({some / max(1, of):.0%})"


def main() -> None:
    """Print what is told."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", choices=("untold", "alarms"), help="the sentences themselves")
    parser.add_argument("--limit", type=int, default=60, help="human sentences")
    given = parser.parse_args()
    rows, scorer = read(), load_compact(mode="throughput")
    for way in dict.fromkeys(row.way for row in rows):
        these = [row for row in rows if row.way == way]
        found = findings([(row.source, row.target) for row in these], scorer, WRITER)
        wrong = [(r, f) for r, f in zip(these, found, strict=True) if r.errors]
        right = [(r, f) for r, f in zip(these, found, strict=True) if not r.errors]
        told = sum(bool(f) for _, f in wrong)
        alarms = sum(bool(f) for _, f in right)
        print(f"{way}: {len(these)} sentences, {len(wrong)} with an error of meaning: told {share(told, len(wrong))};")
        print(
            f"  errors that stand untold: {(len(wrong) - told) * 40 / len(these):.1f} of 40 sentences;"
            f" findings at right sentences {share(alarms, len(right))}",
            flush=True,
        )
        for kind in sorted({e for r, _ in wrong for e in r.errors}):
            of = [bool(f) for r, f in wrong if kind in r.errors]
            print(f"  {kind}: told {share(sum(of), len(of))}")
        if any(r.wrong for r in these):
            print_words(these, found)
        shown = [r for r, f in (wrong if given.show == "untold" else right) if bool(f) == (given.show == "alarms")]
        for row in shown if given.show else ():
            print(f"    {' '.join(row.errors) or '-'}: {row.source} | {row.target}")
    human = list(dict.fromkeys(Row(row.source, row.reference) for row in rows))[: given.limit]
    draw = random.Random(7)
    sets = {
        "as it is (false alarms)": human,
        "a figure ten times as large": corrupted(human, figure),
        "a name put in": with_name(human),
        "a clause taken out": corrupted(human, lambda text: without_clause(text, draw)),
        "a clause put in": with_clause(human),
        "another sentence's": other(human),
    }
    for name, changed in sets.items():
        pairs = [(row.source, row.target) for row in changed]
        found = findings(pairs, scorer)
        doubts = doubted([], [s for s, _ in pairs], [t for _, t in pairs], writer=WRITER, scorer=scorer)
        as_press = sum(bool(f) or doubt for f, doubt in zip(found, doubts, strict=True))
        told = sum(bool(f) for f in found)
        print(
            f"human English, {name}: told {share(told, len(pairs))}; by press's threshold {share(as_press, len(pairs))}",
            flush=True,
        )


if __name__ == "__main__":
    main()
