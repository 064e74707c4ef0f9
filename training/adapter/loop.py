"""The training itself: AdamW, a short warm-up, a cool-down to zero, a state that survives a stop."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from training.adapter.examples import Example
from training.adapter.learners import Learner

SAVE_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """steps: in all. rate: the highest; it rises over `warm` steps and falls to zero over the last `cool`."""

    steps: int
    rate: float = 2.5e-4
    warm: int = 15
    cool: int = 40

    def at(self, step: int) -> float:
        """The rate of a step, counted from 0."""
        return self.rate * min(1.0, (step + 1) / self.warm, (self.steps - step) / max(1, min(self.cool, self.steps)))


def held_out_loss(learner: Learner, examples: Sequence[Example]) -> float:
    """Cross entropy an answer token."""
    total, tokens = 0.0, 0
    with torch.no_grad():
        for at in range(0, len(examples), 5):
            loss, count = learner.loss(examples[at : at + 5])
            total += float(loss)
            tokens += count
    return total / tokens


def train(
    learner: Learner,
    batches: Iterator[list[Example]],
    schedule: Schedule,
    state: Path,
    *,
    say: Callable[[str], None] = print,
) -> bool:
    """Train to the end of the schedule, or until a SIGTERM: whether the end was reached.

    state: a file that is written every ten minutes and at the end, and gone on from where it is there. The batches of the steps
    that are done are drawn again and passed over, so that a stop changes nothing.
    """
    parameters = learner.parameters()
    optimizer = torch.optim.AdamW(parameters, lr=schedule.rate, weight_decay=0.0, betas=(0.9, 0.98))
    step = _resumed(state, parameters, optimizer)
    for _ in range(step):
        next(batches)
    stopping: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: stopping.append(number))
    saved, mean = time.monotonic(), None
    try:
        while step < schedule.steps and not stopping:
            for group in optimizer.param_groups:
                group["lr"] = schedule.at(step)
            loss, tokens = learner.loss(next(batches))
            (loss / tokens).backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            now = float(loss.detach()) / tokens
            mean = now if mean is None else 0.95 * mean + 0.05 * now
            step += 1
            if step % 10 == 0:
                say(f"step {step} of {schedule.steps}: loss {mean:.3f}, rate {schedule.at(step - 1):.1e}")
            if time.monotonic() - saved > SAVE_SECONDS:
                _save(state, step, parameters, optimizer)
                saved = time.monotonic()
    finally:
        signal.signal(signal.SIGTERM, before)
    _save(state, step, parameters, optimizer)
    return step >= schedule.steps


def _resumed(state: Path, parameters: list[torch.Tensor], optimizer: torch.optim.Optimizer) -> int:
    if not state.exists():
        return 0
    kept = torch.load(state, weights_only=True)
    for weight, value in zip(parameters, kept["weights"], strict=True):
        weight.data.copy_(value)
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])


def _save(state: Path, step: int, parameters: list[torch.Tensor], optimizer: torch.optim.Optimizer) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    part = state.with_suffix(".part")
    weights = [weight.data for weight in parameters]
    torch.save({"step": step, "weights": weights, "optimizer": optimizer.state_dict()}, part)
    part.replace(state)
