"""Scores of a model: BLEU and chrF on dev sets, and the figures and names that it keeps of sentences from templates.

    python -m training.evaluate MODEL --dev FILE... [--facts grammar_dev.tsv] [--json scores.json]

MODEL is an exported folder, run by the engine that readers of briefs use (CTranslate2, int8, beam 4).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import Pair, name_of, read_pairs

if TYPE_CHECKING:
    from torch import Tensor

    from training.model import Seq2Seq

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:\s(?:thousand|million|billion|trillion))?")
NAME = re.compile(r"(?<![.!?\"]\s)(?<!^)\b[A-Z][A-Za-z'-]{2,}\b")


@dataclass(frozen=True, slots=True)
class Facts:
    """Shares of the references' numbers (with their magnitude word) and capitalised words that the hypotheses keep."""

    numbers: float
    names: float
    whole: float  # sentences with all of their numbers

    def __str__(self) -> str:
        return f"numbers {self.numbers:.3f} names {self.names:.3f} sentences with all numbers {self.whole:.3f}"


def _items(pattern: re.Pattern[str], text: str) -> list[str]:
    return [m.replace(",", "").lower() for m in pattern.findall(text)]


def _kept(pattern: re.Pattern[str], reference: str, hypothesis: str) -> tuple[int, int]:
    wanted, rest = _items(pattern, reference), _items(pattern, hypothesis)
    hit = 0
    for item in wanted:
        if item in rest:
            rest.remove(item)
            hit += 1
    return hit, len(wanted)


def facts(hypotheses: Sequence[str], references: Sequence[str]) -> Facts:
    """As ``score_grammar.py`` of the development data counts; one hypothesis a reference."""
    n = [_kept(NUMBER, r, h) for r, h in zip(references, hypotheses, strict=True)]
    p = [_kept(NAME, r, h) for r, h in zip(references, hypotheses, strict=True)]

    def share(counts: list[tuple[int, int]]) -> float:
        return sum(a for a, _ in counts) / max(1, sum(b for _, b in counts))

    return Facts(share(n), share(p), sum(a == b for a, b in n) / max(1, len(n)))


def dev_sets(data: Path) -> dict[str, list[Pair]]:
    """The dev sets that training/prepare.py put beside the shards (dev-NAME.tsv)."""
    return {name_of(path).removeprefix("dev-"): list(read_pairs(path)) for path in sorted(data.glob("dev-*.tsv"))}


def greedy_scores(model: Seq2Seq, tokenizer: Path, pairs: Sequence[Pair], output: Tensor, *, size: int = 25) -> str:
    """A training model's own scores, by greedy search: BLEU, chrF, nats a target piece, numbers and names kept."""
    import sacrebleu
    import torch
    from tokenizers import Tokenizer

    from training.model import BOS, EOS, PAD

    tok = Tokenizer.from_file(str(tokenizer))
    device = output.device
    place = torch.full((model.shape.vocabulary,), -1, device=device)
    place[output] = torch.arange(len(output), device=device)

    def padded(rows: list[list[int]]) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([r + [PAD] * (width - len(r)) for r in rows], device=device)

    total, count = 0.0, 0
    texts = [""] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]))
    for c in range(0, len(order), size):
        part = order[c : c + size]
        s, t = (
            [e.ids for e in tok.encode_batch([pairs[i][k] for i in part], add_special_tokens=False)] for k in (0, 1)
        )
        with torch.no_grad():
            x, y = padded([[BOS, *r, EOS] for r in s]), padded([[*r, EOS] for r in t])
            h = model(x, padded([[EOS, *r] for r in t]))
            keep = y != PAD
            scores = h[keep].float() @ model.shared.weight[output].t().float()
            total += float(torch.nn.functional.cross_entropy(scores, place[y[keep]].clamp_min(0), reduction="sum"))
            count += int(keep.sum())
        for i, row in zip(part, model.greedy(x, output).tolist(), strict=True):
            texts[i] = tok.decode([k for k in row if k not in (BOS, PAD, EOS)])
    references = [e for _, e in pairs]
    bleu, chrf = sacrebleu.corpus_bleu(texts, [references]).score, sacrebleu.corpus_chrf(texts, [references]).score
    return f"BLEU {bleu:.2f} chrF {chrf:.2f} nll {total / max(1, count):.4f} {facts(texts, references)} on {len(pairs)}"


def translations(model: Path, texts: Sequence[str], *, beams: int = 4, threads: int | None = None) -> list[str]:
    """``texts`` through CTranslate2 int8, converted into a temporary folder; a text must fit the model's positions."""
    import tempfile

    import ctranslate2
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    source = [tokenizer.convert_ids_to_tokens(ids) for ids in tokenizer(list(texts))["input_ids"]]
    with tempfile.TemporaryDirectory() as scratch:
        ctranslate2.converters.TransformersConverter(str(model)).convert(f"{scratch}/m", quantization="int8")
        translator = ctranslate2.Translator(f"{scratch}/m", device="cpu", intra_threads=threads or 0)
        results = translator.translate_batch(
            source,
            beam_size=beams,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=200,
            max_input_length=0,
        )
    ids = [tokenizer.convert_tokens_to_ids(r.hypotheses[0]) for r in results]
    return [tokenizer.decode(i, skip_special_tokens=True) for i in ids]


def evaluate(
    model: Path, dev: Sequence[Path], fact_sets: Sequence[Path] = (), *, limit: int | None = None, beams: int = 4
) -> dict[str, dict[str, float]]:
    """Scores by the file's name: bleu, chrf, sentences and words_per_second of ``dev``; numbers, names, whole of ``fact_sets``."""
    import sacrebleu

    found: dict[str, dict[str, float]] = {}
    for path in dict.fromkeys((*dev, *fact_sets)):
        pairs = list(read_pairs(path))[:limit]
        begun = time.perf_counter()
        texts = translations(model, [zh for zh, _ in pairs], beams=beams)
        seconds = time.perf_counter() - begun
        references = [en for _, en in pairs]
        scores = {"sentences": float(len(pairs)), "words_per_second": sum(len(t.split()) for t in texts) / seconds}
        if path in dev:
            scores |= {
                "bleu": sacrebleu.corpus_bleu(texts, [references]).score,
                "chrf": sacrebleu.corpus_chrf(texts, [references]).score,
            }
        if path in fact_sets:
            scores |= asdict(facts(texts, references))
        found[name_of(path).removesuffix(".zh")] = {k: round(v, 4) for k, v in scores.items()}
    return found


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser(
        prog="python -m training.evaluate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("model", type=Path)
    p.add_argument(
        "--dev", type=Path, nargs="*", default=[], help="zh<TAB>en files, release documents, or NAME.zh beside NAME.en"
    )
    p.add_argument(
        "--facts", type=Path, nargs="*", default=[], help="zh<TAB>en files whose figures and names are counted"
    )
    p.add_argument("--limit", type=int, help="sentences of each file")
    p.add_argument("--beams", type=int, default=4)
    p.add_argument("--json", type=Path, help="write the scores there too")
    args = p.parse_args(argv)
    scores = evaluate(args.model, args.dev, args.facts, limit=args.limit, beams=args.beams)
    for name, row in scores.items():
        print(name, " ".join(f"{k} {v:g}" for k, v in row.items()), flush=True)
    if args.json:
        args.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
