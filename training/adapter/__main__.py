"""Tune the press adapter on a press office's own releases, and score it.

    python -m training.adapter tune pairs.tsv OUT --dev dev.tsv
    python -m training.adapter hints pairs.tsv pairs.jsonl
    python -m training.adapter score dev.tsv --adapter OUT/adapter.gguf
    python -m training.adapter convert ADAPTER OUT

See training/README.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from jianbao import machine
from jianbao.errors import JianbaoError
from training.adapter import examples, layout

PRESS = Path(__file__).parents[2] / "models" / "press" / "adapter.gguf"
BASE = "Qwen/Qwen2.5-Coder-1.5B-Instruct"


def main(arguments: list[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except (OSError, ValueError, JianbaoError) as error:
        # Files that are given and cannot be used: one line, as everywhere in the product.
        reason = next(iter(str(error).splitlines()), repr(error))
        raise SystemExit(f"training.adapter: {reason}") from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="training.adapter", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    tune = commands.add_parser("tune", help="train on pairs, from the press adapter on")
    tune.add_argument("pairs", type=Path)
    tune.add_argument("out", type=Path, help="adapter.gguf and PEFT's files, and the state in between")
    tune.add_argument(
        "--base", type=Path, help="base model: a GGUF file or a folder; that of press where it is left out"
    )
    tune.add_argument("--start", type=Path, default=PRESS, help="adapter to go on from (GGUF or PEFT folder)")
    tune.add_argument("--fresh", action="store_true", help="begin with an empty adapter, not from --start")
    tune.add_argument("--dev", type=Path, help="pairs that are kept out, for the loss before and after")
    tune.add_argument("--turns", type=float, default=3.0, help="how often each pair is seen")
    tune.add_argument("--steps", type=int, help="steps in all, in place of --turns")
    tune.add_argument("--tokens", type=int, help="tokens of a batch (560 on a CPU, 4096 on a GPU)")
    tune.add_argument("--rate", type=float, default=1.5e-4)
    tune.add_argument("--rank", type=int, default=16, help="of a fresh adapter")
    tune.add_argument("--alpha", type=float, default=32, help="of a fresh adapter")
    tune.add_argument("--first", type=int, default=12, help="first layer of a fresh adapter")
    tune.add_argument("--seed", type=int, default=1)
    tune.set_defaults(run=_tune)
    hints = commands.add_parser("hints", help="write the pairs with the hints that they would get, to look at them")
    hints.add_argument("pairs", type=Path)
    hints.add_argument("out", type=Path)
    hints.set_defaults(run=_hints)
    score = commands.add_parser("score", help="BLEU, chrF and hints kept, before any check")
    score.add_argument("pairs", type=Path)
    score.add_argument("--base", type=Path)
    score.add_argument("--adapter", type=Path, default=PRESS)
    score.add_argument("--no-adapter", action="store_true")
    score.add_argument("--no-hints", action="store_true")
    score.add_argument("--rows", type=int, default=100)
    score.set_defaults(run=_score)
    convert = commands.add_parser("convert", help="an adapter in both layouts, GGUF and PEFT")
    convert.add_argument("adapter", type=Path)
    convert.add_argument("out", type=Path)
    convert.set_defaults(run=_convert)
    return parser


def _base(given: argparse.Namespace) -> Path:
    """The base model's GGUF file. Raises ModelError, which says what to run, where press is not here."""
    if given.base is not None:
        return Path(given.base)
    from models import store

    return store.locate("press").file


def _tune(given: argparse.Namespace) -> None:
    import torch
    from transformers import AutoTokenizer

    from training.adapter.base import unpack
    from training.adapter.learners import learner
    from training.adapter.loop import Schedule, held_out_loss, train

    torch.set_num_threads(machine.cores())
    everything = examples.read(given.pairs)
    pairs = examples.fitting(everything)
    print(f"{len(pairs)} of {len(everything)} pairs, {sum(len(p.hints) for p in pairs)} hints", flush=True)
    if not pairs:
        raise SystemExit("no pair is left to train on: sentences are too long, or their English has Chinese in it")
    found = _base(given)
    try:
        base = found if found.is_dir() else unpack(found, given.out / "base")
        encoder = examples.Encoder(AutoTokenizer.from_pretrained(base, local_files_only=True))
    except (OSError, ValueError) as error:
        raise ValueError(f"the base model {found} cannot be read: it is damaged, or no model of this kind") from error
    start = None if given.fresh else layout.read(given.start)
    shape = {"rank": given.rank, "alpha": given.alpha, "first": given.first}
    if start is not None:
        shape = {"rank": start.rank, "alpha": start.alpha, "first": min(layer for layer, _ in start.weights)}
    made = learner(base, encoder.targets, seed=given.seed, **shape)
    if start is not None:
        made.load(start)
    tokens = given.tokens or (4096 if torch.cuda.is_available() else 560)
    size = sum(len(encoder.example(pair, pair.hints)) for pair in pairs)
    steps = given.steps or max(1, round(given.turns * size / tokens))
    held = (
        [encoder.example(pair, pair.hints) for pair in examples.fitting(examples.read(given.dev))[:60]]
        if given.dev
        else []
    )
    if held:
        print(f"held-out loss before: {held_out_loss(made, held):.4f}", flush=True)
    schedule = Schedule(steps=steps, rate=given.rate, cool=max(1, steps // 3))
    batches = examples.batches(pairs, encoder, tokens=tokens, seed=given.seed)
    ended = train(made, batches, schedule, given.out / "state.pt", say=lambda text: print(text, flush=True))
    if held:
        print(f"held-out loss after: {held_out_loss(made, held):.4f}", flush=True)
    file = layout.write(made.adapter(), given.out, architecture="qwen2", base=BASE)
    print(f"{'done' if ended else 'stopped; the same command goes on'}: {file}")


def _hints(given: argparse.Namespace) -> None:
    with given.out.open("w", encoding="utf-8") as file:
        for pair in examples.read(given.pairs):
            hints = [[*hint, True, "", "agrees"] for hint in pair.hints] + [
                [*hint, False, "", "agrees"] for hint in pair.others
            ]
            file.write(json.dumps({"zh": pair.chinese, "en": pair.english, "hints": hints}, ensure_ascii=False) + "\n")


def _score(given: argparse.Namespace) -> None:
    from training.adapter.score import score

    adapter = None if given.no_adapter else given.adapter
    print(score(_base(given), adapter, examples.read(given.pairs), rows=given.rows, hints=not given.no_hints))


def _convert(given: argparse.Namespace) -> None:
    adapter = layout.read(given.adapter)
    print(layout.write(adapter, given.out, architecture="qwen2", base=BASE))


if __name__ == "__main__":
    main()
