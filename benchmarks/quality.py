"""The English of the models, side by side with recorded outputs of other systems: likeness to human references,
hints, and the check's cost.

    python -m benchmarks.quality releases-dev.tsv [--models compact press] [--rows 100] [--out OUT.jsonl]
    python -m benchmarks.quality flores-dev.zh --references flores-dev.en --system opus-mt=flores-dev.opusmt.en [--system ...]

A file of releases has rows of kind, Chinese, English; with --references it is one sentence a line on each side. Every model is run twice:
as it decodes (its hints or placeholders, no check), and as shipped (checked, decoded again where the check objects, repaired, noted).
BLEU and chrF by sacrebleu (13a). kept: hints whose rendering the English has as the check sees it (more than 120 students, for
120多名=more than 120 people). letters: those that it has letter for letter. Chinese: sentences with Han
characters left. again: share of sentences decoded again. seconds: a sentence, all of them together, by the clock. left: sentences with
an error finding.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from facts.quantities import quantities
from jianbao import han
from models import load_compact, load_engine
from models.engines.protocols import Hint
from translate.check.comparison import SourceFacts, check
from translate.check.report import LinkStatus, Severity
from translate.hints import hints_of
from translate.translation import TranslateOptions
from translate.translator import Translator

AS_DECODED = TranslateOptions(again=False, repair=False, coverage=False, notes=False, hypotheses=1)
AS_SHIPPED = TranslateOptions()


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, its human translation, what other systems make of it, and its hints."""

    source: str
    reference: str
    recorded: dict[str, str]
    hints: tuple[Hint, ...]
    facts: SourceFacts

    def kept(self, text: str) -> list[bool]:
        """Which hints a translation has, as the check sees it."""
        links = check(self.facts, text).links
        agree = [link.source for link in links if link.status is LinkStatus.AGREES]
        return [
            rendering.casefold() in text.casefold()
            or any(a < start + len(piece) and start < b for a, b in agree for start in [self.source.find(piece)])
            for piece, rendering in self.hints
        ]


def pairs(path: Path, references: Path | None, systems: Sequence[str], rows: int) -> list[Pair]:
    """The rows of the files, drawn at random but always the same."""
    if references is None:
        cells = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        found = [(c[1], c[2], {}) for c in cells if len(c) == 3 and c[0] in ("T", "K", "B")]
    else:
        named = [system.split("=", 1) for system in systems]
        columns = {name: Path(file).read_text("utf-8").splitlines() for name, file in named}
        sides = zip(path.read_text("utf-8").splitlines(), references.read_text("utf-8").splitlines(), strict=True)
        found = [(s, r, {name: lines[i] for name, lines in columns.items()}) for i, (s, r) in enumerate(sides)]
    random.Random(9).shuffle(found)
    glossary = Glossary.builtin()
    out: list[Pair] = []
    for source, reference, recorded in found[:rows]:
        known = document_sentences([source], glossary=glossary, source="zh", target="en")[0]
        hints = hints_of(people=known.people, terms=known.terms, quantities=quantities(source, language="zh"))
        facts = SourceFacts.of(source, people=known.people, terms=known.terms)
        out.append(Pair(source, reference, recorded, hints, facts))
    return out


def likeness(texts: Sequence[str], references: Sequence[str]) -> tuple[float, float]:
    """BLEU and chrF."""
    import sacrebleu

    bleu = sacrebleu.corpus_bleu(list(texts), [list(references)], tokenize="13a").score
    return bleu, sacrebleu.corpus_chrf(list(texts), [list(references)]).score


def line(name: str, data: Sequence[Pair], texts: Sequence[str], more: Iterable[str] = ()) -> str:
    """One row of the table."""
    bleu, chrf = likeness(texts, [p.reference for p in data])
    both = list(zip(data, texts, strict=True))
    kept = _share([one for p, text in both for one in p.kept(text)])
    letters = _share([rendering.casefold() in text.casefold() for p, text in both for _, rendering in p.hints])
    chinese = sum((han.count(text) > 0) for text in texts)
    return f"| {name} | {bleu:.1f} | {chrf:.1f} | {kept} | {letters} | {chinese} | {' | '.join(more) or '- | - | -'} |"


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found) / len(found):.3f}" if found else "-"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--references", type=Path)
    parser.add_argument("--system", action="append", default=[], metavar="NAME=FILE")
    parser.add_argument("--models", nargs="*", default=["compact", "press"])
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--out", type=Path, help="what every model wrote, with its findings, one JSON object a line")
    given = parser.parse_args()
    data = pairs(given.sources, given.references, given.system, given.rows)
    print(f"{len(data)} sentences, {sum(len(p.hints) for p in data)} hints\n")
    print(
        "| system | BLEU | chrF | kept | letters | Chinese | again | seconds | left |\n|---|---|---|---|---|---|---|---|---|"
    )
    print(line("human English", data, [p.reference for p in data]))
    for name in dict.fromkeys(name for p in data for name in p.recorded):
        print(line(f"{name} (recorded)", data, [p.recorded[name] for p in data]))
    for model in given.models:
        engine = load_engine(model)
        scorer = load_compact() if engine.hinted else None
        for label, options in (("as decoded", AS_DECODED), ("as shipped", AS_SHIPPED)):
            translator = Translator(engine, scorer=scorer, options=options)
            inputs = [translator.document([p.source])[0] for p in data]
            began = time.perf_counter()
            done = translator.translate(inputs)
            seconds = (time.perf_counter() - began) / len(data)
            left = sum(any(f.severity is Severity.ERROR for f in t.findings) for t in done)
            more = (f"{translator.decoded_again / len(data):.2f}", f"{seconds:.2f}", str(left))
            print(line(f"{model}, {label}", data, [t.text for t in done], more), flush=True)
            if given.out:
                with given.out.open("a", encoding="utf-8") as file:
                    for p, t in zip(data, done, strict=True):
                        found = [[str(f.severity), str(f.reason)] for f in t.findings]
                        row = {
                            "system": f"{model}, {label}",
                            "zh": p.source,
                            "en": t.text,
                            "reference": p.reference,
                            "findings": found,
                        }
                        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        engine.close()


if __name__ == "__main__":
    main()
