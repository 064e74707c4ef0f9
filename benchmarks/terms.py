"""How names and terms are best taken through a model: five ways, one table.

    python -m benchmarks.terms SHARED [--limit 300] [--model compact] [--beams 4]

On the development releases (eval/releases-dev.tsv of the folder SHARED). Counted are names and firm terms of the Chinese that the human
English has too. Ways: plain (nothing done); in source (target-language text put into the Chinese: names, names and places, names and all
firm terms); placeholder (a token in the source, replaced afterwards); n-best (plain, the hypothesis chosen that keeps most); repair (n-best
with names in the source, decoded again and repaired, as shipped).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from facts.document import SentenceInput
from facts.glossary.glossary import Match, accepts
from facts.names import english_has_name
from models import load_engine
from models.engines.protocols import Engine, GenerateOptions
from translate.preparation import segments, spans_to_hold, substitute
from translate.translation import TranslateOptions
from translate.translator import Translator


def placed(match: Match) -> bool:
    return match.term.origin == "builtin:places"


def firm(match: Match) -> bool:
    return match.term.firm


def inserted(s: SentenceInput, insert: Callable[[Match], bool]) -> str:
    return substitute(s.text, spans_to_hold(0, len(s.text), s.people, s.terms, wanted=insert))


def with_placeholders(
    engine: Engine, inputs: Sequence[SentenceInput], options: GenerateOptions, wanted: Callable[[Match], bool]
) -> list[str]:
    cut = [segments(s.text, limit=10**6, count=len, people=s.people, terms=s.terms, wanted=wanted)[0] for s in inputs]
    hypotheses = engine.generate([segment.text for segment in cut], options=options)
    return [segment.restored(h[0].text)[0] for segment, h in zip(cut, hypotheses, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the development data")
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--model", default="compact")
    parser.add_argument("--beams", type=int, default=4)
    args = parser.parse_args()
    from sacrebleu import corpus_bleu, corpus_chrf

    documents: list[list[tuple[str, str]]] = []
    for block in (args.shared / "eval" / "releases-dev.tsv").read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:2] in ("K\t", "B\t")]
        documents.append([(row[1], row[2]) for row in rows])
    engine = load_engine(args.model)
    options = GenerateOptions(beams=args.beams)
    base = TranslateOptions(beams=args.beams, again=False, repair=False, notes=False)
    translator = Translator(engine, options=base)
    inputs: list[SentenceInput] = []
    references: list[str] = []
    for pairs in documents:
        inputs += translator.document([zh for zh, _ in pairs])
        references += [en for _, en in pairs]
    inputs, references = inputs[: args.limit], references[: args.limit]

    def one_best(insert: Callable[[Match], bool] | None) -> list[str]:
        texts = [s.text if insert is None else inserted(s, insert) for s in inputs]
        return [h[0].text for h in engine.generate(texts, options=options)]

    def shipped(**changes: object) -> list[str]:
        options = replace(base, **changes)  # type: ignore[arg-type]
        return [t.text for t in Translator(engine, options=options).translate(inputs)]

    ways: dict[str, Callable[[], list[str]]] = {
        "plain": lambda: one_best(None),
        "in source: names": lambda: one_best(lambda m: False),
        "in source: names, places": lambda: one_best(placed),
        "in source: names, firm terms": lambda: one_best(firm),
        "placeholder: names": lambda: with_placeholders(engine, inputs, options, lambda m: False),
        "placeholder: names, places": lambda: with_placeholders(engine, inputs, options, placed),
        "placeholder: names, firm terms": lambda: with_placeholders(engine, inputs, options, firm),
        "n-best": lambda: shipped(names="none"),
        "n-best, placeholder: names": shipped,
        "the same, again (lost terms held)": lambda: shipped(again=True),
        "the same, and repair": lambda: shipped(again=True, repair=True),
    }
    names = [
        (i, p.english) for i, s in enumerate(inputs) for p in s.people if english_has_name(references[i], p.english)
    ]
    terms = [
        (i, m.term) for i, s in enumerate(inputs) for m in s.terms if m.term.firm and accepts(references[i], m.term)
    ]
    print(
        f"{len(inputs)} sentences, {len(names)} names, {len(terms)} firm terms; {engine.model} on {engine.name}, beam {args.beams}"
    )
    print(f"{'way':<36}{'names':>8}{'terms':>8}{'BLEU':>7}{'chrF':>7}{'seconds':>9}")
    for label, run in ways.items():
        began = time.perf_counter()
        out = run()
        seconds = time.perf_counter() - began
        kept = sum(english_has_name(out[i], name) for i, name in names) / max(1, len(names))
        right = sum(accepts(out[i], term) for i, term in terms) / max(1, len(terms))
        bleu, chrf = corpus_bleu(out, [references]).score, corpus_chrf(out, [references]).score
        print(f"{label:<36}{kept:>8.3f}{right:>8.3f}{bleu:>7.1f}{chrf:>7.1f}{seconds:>9.1f}", flush=True)


if __name__ == "__main__":
    main()
