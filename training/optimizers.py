"""Muon for the matrices inside the layers, AdamW for the rest.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/) replaces a matrix's momentum by the nearest
orthogonal matrix, so that every direction learns at the same pace; scaled to AdamW's step size it shares AdamW's rates.
torch.optim.Muon does its products in bfloat16 only, which a CPU without AMX or AVX512-BF16 emulates several times slower
than float32; this one takes the type as an option, and handles matrices of one shape in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

# The quintic of the Muon write-up: singular values go to about 1 in five steps.
A, B, C = 3.4445, -4.7750, 2.0315


def orthogonalize(x: Tensor, *, steps: int = 5, dtype: torch.dtype = torch.float32) -> Tensor:
    """x (k, m, n) -> (k, m, n), each matrix with its singular values near 1 (0.7 to 1.2)."""
    wide = x.shape[1] <= x.shape[2]
    y = (x if wide else x.transpose(1, 2)).to(dtype)
    y = y / (y.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = y @ y.transpose(1, 2)
        y = A * y + (B * square + C * (square @ square)) @ y
    return (y if wide else y.transpose(1, 2)).to(x.dtype)


class Muon(torch.optim.Optimizer):
    """Nesterov momentum, orthogonalised, at 0.2 * sqrt(longer side) of the rate, which is AdamW's usual update size."""

    def __init__(
        self,
        groups: list[dict[str, Any]],
        *,
        momentum: float = 0.95,
        weight_decay: float = 0.01,
        dtype: torch.dtype = torch.float32,
    ) -> None:
        super().__init__(groups, {"lr": 1e-3, "momentum": momentum, "weight_decay": weight_decay})
        self.dtype = dtype

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:
        for group in self.param_groups:
            alike = defaultdict(list)
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(p)
                state["momentum"].lerp_(p.grad, 1 - group["momentum"])
                alike[p.shape].append((p, p.grad.lerp(state["momentum"], group["momentum"])))
            for shape, entries in alike.items():
                updates = orthogonalize(torch.stack([u for _, u in entries]), dtype=self.dtype)
                scale = 0.2 * max(shape) ** 0.5
                for (p, _), u in zip(entries, updates, strict=True):
                    p.mul_(1 - group["lr"] * group["weight_decay"])
                    p.add_(u, alpha=-group["lr"] * scale)


def build(
    model: nn.Module, *, rate: float, encoder_rate: float, dtype: torch.dtype = torch.float32
) -> list[torch.optim.Optimizer]:
    """Muon and AdamW over the parameters that take a gradient; each group keeps its full rate under "peak"."""
    muon: dict[float, list[nn.Parameter]] = {rate: [], encoder_rate: []}
    adam: dict[float, list[nn.Parameter]] = {rate: [], encoder_rate: []}
    for name, p in model.named_parameters():
        if p.requires_grad:
            matrix = p.ndim == 2 and ".layers." in name
            (muon if matrix else adam)[encoder_rate if name.startswith("encoder") else rate].append(p)

    def groups(kind: dict[float, list[nn.Parameter]]) -> list[dict[str, Any]]:
        return [{"params": p, "lr": r, "peak": r} for r, p in kind.items() if p]

    found: list[torch.optim.Optimizer] = []
    if any(muon.values()):
        found.append(Muon(groups(muon), dtype=dtype))
    if any(adam.values()):
        found.append(torch.optim.AdamW(groups(adam), betas=(0.9, 0.98), weight_decay=0.01))
    return found
