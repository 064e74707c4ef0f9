"""Which pieces a training step scores: on a CPU the whole vocabulary costs as much as the decoder and half the encoder.

A step scores the pieces that its targets have, the commonest ones, and a sample of the rest, each of which stands for as
many as it was drawn from: the sum under the softmax is right on average (sampled softmax; Jean et al. 2015, On Using Very
Large Target Vocabulary for Neural Machine Translation).
"""

from __future__ import annotations

import torch
from torch import Tensor

COMMON = 4_000  # always scored: nine tenths of the pieces of English text


class Shortlist:
    """``output`` (V,): ids that may be said; ``counts`` (vocabulary,): how often the English side has each piece.

    ``sample``: how many of the rest a step draws; 0 scores all of ``output``. A step's draw is a function of the seed and
    its number alone, so that a run that was stopped goes on as it would have.
    """

    def __init__(self, output: Tensor, counts: Tensor, *, sample: int, seed: int) -> None:
        common = torch.topk(counts[output], min(COMMON, len(output))).indices
        self.output, self.common, self.sample = output, output[common], sample
        self.seed, self.draw = seed, torch.Generator()
        self.vocabulary = len(counts)

    def __call__(self, targets: Tensor, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """targets (N,) ids -> ids that are scored (S,), for how many each stands (S,), the targets' places in them (N,)."""
        device = targets.device
        place = torch.full((self.vocabulary,), -1)
        if not self.sample or self.sample >= len(self.output):
            chosen, stands = self.output, torch.ones(len(self.output))
        else:
            certain = torch.unique(torch.cat([targets.cpu(), self.common]))
            place[self.output] = 1
            place[certain] = -1
            rest = torch.nonzero(place > 0).view(-1)
            self.draw.manual_seed(self.seed * 1_000_003 + step)
            drawn = rest[torch.randperm(len(rest), generator=self.draw)[: self.sample]]
            place[rest] = -1
            chosen = torch.cat([certain, drawn])
            stands = torch.ones(len(chosen))
            stands[len(certain) :] = len(rest) / max(1, len(drawn))
        place[chosen] = torch.arange(len(chosen))
        return chosen.to(device), stands.to(device), place.to(device)[targets]
