"""Train the bundled zh->en model, on a GPU or a CPU; a run that is stopped goes on where it was.

    python -m training.train DATA OUT --minutes 60 [--init models/bundled] [--weights training/mixes/press.json]

DATA is what training/prepare.py wrote. OUT/last.pt (weights, optimizers, place in the data) is saved every few minutes
and at SIGTERM; calling again with the same OUT goes on from it. The rate warms up, stays flat, and then falls to zero
at the end, so that a run of any length ends well; OUT/final.pt is the average of the weights of its last tenth.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training import optimizers
from training.evaluate import dev_sets, greedy_scores
from training.model import PAD, LinearCrossEntropy, Seq2Seq, Shape, checkpoint, load
from training.shards import Batch, Shards
from training.shortlist import Shortlist

AVERAGED, AVERAGE_EVERY = 0.1, 5  # the last tenth of a run, every so many steps


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    p = argparse.ArgumentParser(
        prog="python -m training.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("data", type=Path)
    p.add_argument("out", type=Path)
    length = p.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=float, default=60.0, help="length of the run by the clock (default 60)")
    length.add_argument("--steps", type=int, help="length of the run in steps")
    p.add_argument(
        "--init",
        help="start from a checkpoint (*.pt; with its optimizers where it has them), an exported folder, or 'e5'",
    )
    p.add_argument("--weights", type=Path, help="JSON: source name -> times an epoch ('*': the rest)")
    p.add_argument("--layers", type=int, default=3, help="decoder layers of a new model; 4 to 6 on a GPU")
    p.add_argument("--encoder-layers", type=int, default=12, help="encoder layers of a new model")
    p.add_argument(
        "--width", type=int, default=384, help="width of a new model, a multiple of 32; only 384 can start from e5"
    )
    p.add_argument(
        "--freeze", type=int, default=0, help="lowest encoder layers kept as they are; 6 is a third faster on a CPU"
    )
    p.add_argument("--tokens", type=int, help="padded pieces a step (default 100000 on a GPU, 4000 on a CPU)")
    p.add_argument("--longest", type=int, default=110, help="pieces of a side; longer pairs are left out")
    p.add_argument("--rate", type=float, default=1e-3, help="decoder and embeddings")
    p.add_argument("--encoder-rate", type=float, default=3e-4)
    p.add_argument("--warmup", type=int, default=50, help="steps")
    p.add_argument(
        "--flat", type=float, default=0.5, help="share of the run at the full rate; 1: no cool-down, 0: cool-down only"
    )
    p.add_argument("--dropout", type=float, default=0.0, help="none pays while a pair is seen once or twice")
    p.add_argument(
        "--sample",
        type=int,
        help="pieces scored beside the commonest and a step's own; 0: all (default 2000 on a CPU, 0 on a GPU)",
    )
    p.add_argument("--smoothing", type=float, default=0.1)
    p.add_argument("--dtype", choices=("auto", "float32", "bfloat16"), default="auto")
    p.add_argument(
        "--compile", action="store_true", help="torch.compile the layers: a tenth faster after a minute or two"
    )
    p.add_argument("--save-minutes", type=float, default=15.0, help="between checkpoints and scores")
    p.add_argument("--dev", type=int, default=100, help="sentences of each dev set scored on the way; 0: none")
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args(argv)


def best_dtype(device: torch.device) -> torch.dtype:
    """bfloat16 where the hardware multiplies it; elsewhere it is emulated, four times slower than float32."""
    if device.type == "cuda":
        return torch.bfloat16
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return torch.float32
    return torch.bfloat16 if "amx_bf16" in flags or "avx512_bf16" in flags else torch.float32


class Run:
    """One training run: the model, its optimizers and its place in the data and in the schedule."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.dtype = best_dtype(self.device) if args.dtype == "auto" else getattr(torch, args.dtype)
        self.tokens = args.tokens or (100_000 if self.device.type == "cuda" else 4_000)
        torch.manual_seed(args.seed)
        weights = json.loads(args.weights.read_text(encoding="utf-8")) if args.weights else None
        self.shards = Shards(args.data, weights=weights, longest=args.longest)
        self.step = self.seen = self.epoch = self.index = 0
        self.seconds = 0.0
        args.out.mkdir(parents=True, exist_ok=True)
        last = args.out / "last.pt"
        self.model, said = self._start(last if last.exists() else args.init)
        self.model.freeze(args.freeze)
        self.model.to(self.device).train()
        self.output = (
            torch.from_numpy(self.shards.said())
            if said is None
            else torch.unique(torch.cat([said, torch.from_numpy(self.shards.said())]))
        )
        sample = (0 if self.device.type == "cuda" else 2_000) if args.sample is None else args.sample
        self.shortlist = Shortlist(
            self.output,
            torch.from_numpy(self.shards.counts(self.model.shape.vocabulary)),
            sample=sample,
            seed=args.seed,
        )
        self.output = self.output.to(self.device)
        self.optimizers = optimizers.build(self.model, rate=args.rate, encoder_rate=args.encoder_rate, dtype=self.dtype)
        self._restore(last if last.exists() else args.init, progress=last.exists())
        if args.compile:
            for layer in (*self.model.encoder.layers, *self.model.decoder.layers):
                layer.compile(dynamic=True)
        self.average: dict[str, Tensor] | None = None
        self.averaged = 0

    def _start(self, init: Path | str | None) -> tuple[Seq2Seq, Tensor | None]:
        if init is not None and str(init) != "e5":
            model, output = load(init)
            for m in model.modules():
                if hasattr(m, "p"):
                    m.p = self.args.dropout
            return model, output
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.args.data / "tokenizer.json"))
        a = self.args
        shape = Shape(tokenizer.get_vocab_size(), a.width, 4 * a.width, a.encoder_layers, a.layers, a.width // 32)
        model = Seq2Seq(shape, dropout=a.dropout)
        if init is not None:
            from training.start import start_from_e5

            start_from_e5(model, tokenizer)
        return model, None

    def _restore(self, path: Path | str | None, *, progress: bool) -> None:
        """The optimizers of a checkpoint, where it has them and they fit; its place too where the run goes on."""
        if path is None or not str(path).endswith(".pt"):
            return
        saved = torch.load(path, map_location="cpu", weights_only=True)
        if len(saved.get("optimizers", ())) == len(self.optimizers):
            for optimizer, state in zip(self.optimizers, saved["optimizers"], strict=True):
                now = optimizer.state_dict()["param_groups"]
                if [len(g["params"]) for g in now] != [len(g["params"]) for g in state["param_groups"]]:
                    continue  # another number of frozen layers: the momentum starts anew
                state["param_groups"] = now  # the rates are this run's
                optimizer.load_state_dict(state)
        if progress:
            self.step, self.seen, self.seconds = saved["step"], saved["seen"], saved["seconds"]
            self.epoch, self.index = saved["epoch"], saved["index"]

    @property
    def gone(self) -> float:
        """The share of the run that is done."""
        return self.step / self.args.steps if self.args.steps else self.seconds / (self.args.minutes * 60)

    def rate_factor(self) -> float:
        cooling = 1.0 if self.args.flat >= 1 else min(1.0, max(0.0, (1 - self.gone) / (1 - self.args.flat)))
        return min(1.0, (self.step + 1) / self.args.warmup) * cooling

    def autocast(self) -> AbstractContextManager[Any]:
        return nullcontext() if self.dtype == torch.float32 else torch.autocast(self.device.type, dtype=self.dtype)

    def learn(self, batch: Batch) -> float:
        """One step; returns the negative log likelihood a target piece (nats)."""
        x, d, y = (
            torch.from_numpy(v).to(self.device, non_blocking=True) for v in (batch.source, batch.given, batch.target)
        )
        factor = self.rate_factor()
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
        with self.autocast():
            h = self.model(x, d)
        keep = (y != PAD).view(-1)
        chosen, stands, targets = self.shortlist(y.view(-1)[keep], self.step)
        chunk = 8192 if self.device.type == "cuda" else 256
        weight = self.model.shared.weight.index_select(0, chosen)
        loss, nll = LinearCrossEntropy.apply(
            h.reshape(-1, h.shape[-1])[keep], weight, targets, stands, self.args.smoothing, chunk, self.dtype
        )
        self.model.zero_grad(set_to_none=True)
        (loss / len(targets)).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
        self.step += 1
        self.seen += len(targets)
        self.epoch, self.index = batch.epoch, batch.index + 1
        if self.gone > 1 - AVERAGED and self.step % AVERAGE_EVERY == 0:
            self.averaged += 1
            state = {k: v.detach().float() for k, v in self.model.state_dict().items()}
            if self.average is None:
                self.average = {k: v.clone() for k, v in state.items()}
            for k, v in self.average.items():
                v.add_(state[k] - v, alpha=1 / self.averaged)
        return nll.item() / len(targets)

    def save(self, name: str, *, final: bool = False) -> None:
        """Write OUT/name by way of a temporary file, so that a crash leaves the one before."""
        saved = checkpoint(self.model, self.output, self.average if final else None)
        saved |= {
            "step": self.step,
            "seen": self.seen,
            "seconds": self.seconds,
            "epoch": self.epoch,
            "index": self.index,
        }
        if not final:
            saved["optimizers"] = [o.state_dict() for o in self.optimizers]
        part = self.args.out / f"{name}.part"
        torch.save(saved, part)
        part.replace(self.args.out / name)

    def evaluate(self) -> None:
        self.model.eval()
        if self.average is not None and self.gone >= 1:
            self.model.load_state_dict(self.average)
        for name, pairs in dev_sets(self.args.data).items():
            with self.autocast():
                score = greedy_scores(
                    self.model, self.args.data / "tokenizer.json", pairs[: self.args.dev], self.output
                )
            print(f"== {time.strftime('%H:%M')} step {self.step} {self.seen / 1e6:.2f}M {name} {score}", flush=True)
        self.model.train()


def train(args: argparse.Namespace) -> Run:
    run = Run(args)
    told: list[int] = []  # a polite kill saves before it ends
    before = signal.signal(signal.SIGTERM, lambda *_: told.append(1))
    pairs = int(run.shards.times.sum())
    print(
        f"{len(run.shards.usable)} pairs, {pairs} an epoch; {run.device} {run.dtype}; {len(run.output)} pieces said; "
        f"start from {'step ' + str(run.step) if run.step else args.init or 'random weights'}", flush=True,
    )  # fmt: skip
    if args.dev and args.init and not run.step:
        run.evaluate()  # where the curve begins
    source = run.shards.batches(tokens=run.tokens, seed=args.seed, epoch=run.epoch, skip=run.index)
    window: deque[float] = deque(maxlen=100)
    begun, offset, logged, saved, first = time.time(), run.seconds, time.time(), time.time(), run.seen
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(next, source)
        while run.gone < 1 and not told:
            batch, coming = coming.result(), ahead.submit(next, source)
            window.append(run.learn(batch))
            now = time.time()
            run.seconds = offset + now - begun
            if not math.isfinite(window[-1]):
                raise SystemExit(
                    f"the loss is not finite at step {run.step}; OUT/last.pt is the state before; go on from it at a lower --rate"
                )
            if now - logged > 30:
                logged = now
                print(
                    f"{run.seconds:.0f}s step {run.step} {run.seen / 1e6:.2f}M tok {(run.seen - first) / (now - begun):.0f}/s "
                    f"nll {np.mean(window):.3f} lr x{run.rate_factor():.2f}", flush=True,
                )  # fmt: skip
            if now - saved > args.save_minutes * 60:
                saved = now
                run.save("last.pt")
                if args.dev:
                    run.evaluate()
        coming.result()
    signal.signal(signal.SIGTERM, before)
    run.save("last.pt")
    if told:
        print(f"stopped at step {run.step}; the same command goes on from here", flush=True)
    else:
        run.save("final.pt", final=True)
        if args.dev:
            run.evaluate()
        print(f"done: {run.step} steps, {run.seen} target pieces", flush=True)
    return run


if __name__ == "__main__":
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    train(arguments())
