"""What is trained: on a CPU our own network, on a GPU transformers with PEFT. Both give the same loss for the same adapter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import torch
import torch.nn.functional as F

from training.adapter import network
from training.adapter.examples import Example
from training.adapter.layout import Adapter


class Learner(Protocol):
    """A base model with an adapter on it."""

    def parameters(self) -> list[torch.Tensor]:
        """What is trained, in a fixed order."""

    def loss(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        """The sum over all answer tokens of their cross entropy, and how many they are. Only `targets` are in the softmax."""

    def adapter(self) -> Adapter:
        """The adapter as it stands."""

    def load(self, adapter: Adapter) -> None:
        """Go on from an adapter of the same shape."""


class OnCPU:
    """See `network`. targets: sorted ids that answers may have."""

    def __init__(self, base: Path, targets: Sequence[int], *, rank: int, alpha: float, first: int, seed: int) -> None:
        self._network = network.Qwen2(base, rank=rank, alpha=alpha, first=first, seed=seed)
        self._head = self._network.head[list(targets)].contiguous()
        self._place = _places(targets, len(self._network.head))

    def parameters(self) -> list[torch.Tensor]:
        return list(self._network.adapters.values())

    def loss(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        hidden = self._network.hidden([example.prompt + example.answer for example in examples])
        where: list[int] = []
        labels: list[int] = []
        at = 0
        for example in examples:
            where += range(at + len(example.prompt) - 1, at + len(example) - 1)
            labels += example.answer
            at += len(example)
        logits = network.Frozen.apply(hidden[torch.tensor(where)], self._head, None)
        return F.cross_entropy(logits, self._place[torch.tensor(labels)], reduction="sum"), len(labels)

    def adapter(self) -> Adapter:
        return self._network.adapter()

    def load(self, adapter: Adapter) -> None:
        self._network.load(adapter)


class WithPEFT:
    """transformers and PEFT, in bfloat16 on a GPU; float32 is for checking it against the other."""

    def __init__(
        self,
        base: Path,
        targets: Sequence[int],
        *,
        rank: int,
        alpha: float,
        first: int,
        seed: int,
        device: str = "cuda",
        dtype: str = "bfloat16",
    ) -> None:
        from peft import LoraConfig, get_peft_model
        from transformers import AutoModelForCausalLM

        from training.adapter.layout import PROJECTIONS

        torch.manual_seed(seed)
        model = AutoModelForCausalLM.from_pretrained(base, dtype=getattr(torch, dtype), local_files_only=True)
        config = LoraConfig(
            r=rank,
            lora_alpha=int(alpha),
            target_modules=[name.rsplit(".", 1)[1] for name in PROJECTIONS],
            layers_to_transform=list(range(first, model.config.num_hidden_layers)),
            task_type="CAUSAL_LM",
        )
        self._model: Any = get_peft_model(model, config).to(device)
        self._rank, self._alpha, self._device = rank, alpha, device
        self._targets = torch.tensor(list(targets), device=device)
        self._place = _places(targets, model.get_output_embeddings().weight.shape[0]).to(device)

    def parameters(self) -> list[torch.Tensor]:
        return [weight for weight in self._model.parameters() if weight.requires_grad]

    def loss(self, examples: Sequence[Example]) -> tuple[torch.Tensor, int]:
        longest = max(map(len, examples))
        rows = [[*e.prompt, *e.answer, *[e.answer[-1]] * (longest - len(e))] for e in examples]
        mask = [[1] * len(e) + [0] * (longest - len(e)) for e in examples]
        ids = torch.tensor(rows, device=self._device)
        logits = self._model(input_ids=ids, attention_mask=torch.tensor(mask, device=self._device)).logits
        wanted = [(i, t - 1) for i, e in enumerate(examples) for t in range(len(e.prompt), len(e))]
        row, column = torch.tensor(wanted, device=self._device).T
        labels = torch.tensor([token for e in examples for token in e.answer], device=self._device)
        chosen = logits[row, column].float()[:, self._targets]
        return F.cross_entropy(chosen, self._place[labels], reduction="sum"), len(labels)

    def _halves(self) -> dict[tuple[int, str], dict[str, torch.Tensor]]:
        found: dict[tuple[int, str], dict[str, torch.Tensor]] = {}
        for name, weight in self._model.named_parameters():
            if ".lora_" in name:
                layer, _, rest = name.partition(".layers.")[2].partition(".")
                part, _, letter = rest.partition(".lora_")
                found.setdefault((int(layer), part), {})[letter[0]] = weight
        return found

    def adapter(self) -> Adapter:
        weights = {
            key: (half["A"].detach().float().cpu().numpy(), half["B"].detach().float().cpu().numpy())
            for key, half in self._halves().items()
        }
        return Adapter(self._rank, self._alpha, weights)

    def load(self, adapter: Adapter) -> None:
        own = self._halves()
        shape = adapter.rank, adapter.alpha, set(adapter.weights)
        if shape != (self._rank, self._alpha, set(own)):
            raise ValueError(
                "the adapter to begin with has another rank, scale or set of layers; --fresh begins with an empty one"
            )
        for key, (a, b) in adapter.weights.items():
            own[key]["A"].data.copy_(torch.from_numpy(a))
            own[key]["B"].data.copy_(torch.from_numpy(b))


def learner(base: Path, targets: Sequence[int], *, rank: int, alpha: float, first: int, seed: int) -> Learner:
    """The one for this machine. Our own network knows Qwen2 alone."""
    if torch.cuda.is_available():
        return WithPEFT(base, targets, rank=rank, alpha=alpha, first=first, seed=seed)
    return OnCPU(base, targets, rank=rank, alpha=alpha, first=first, seed=seed)


def _places(targets: Sequence[int], width: int) -> torch.Tensor:
    """From an id to its column among the targets; -1 for the others."""
    place = torch.full((width,), -1)
    place[list(targets)] = torch.arange(len(targets))
    return place
