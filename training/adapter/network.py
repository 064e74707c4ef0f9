"""Qwen2 with frozen weights and an adapter, for training on a CPU.

Projections are fused, products are NumPy's, and linear layers see no padding, all of which PEFT on a CPU has not. Each part of a
fused projection has its own `rank` rows of A, so that they come apart again into the ordinary adapters of single projections.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open

from training.adapter.layout import Adapter

FUSED = {
    "qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "o": ("self_attn.o_proj",),
    "gu": ("mlp.gate_proj", "mlp.up_proj"),
    "down": ("mlp.down_proj",),
}


def product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """(m, k) @ (k, n). NumPy's BLAS is the faster one here for a few hundred rows."""
    out = torch.empty(a.shape[0], b.shape[1])
    np.matmul(a.numpy(), b.numpy(), out=out.numpy())
    return out


class Frozen(torch.autograd.Function):
    """y = x W' + bias, W frozen."""

    @staticmethod
    def forward(ctx: Any, x: Any, weight: Any, bias: Any) -> Any:
        ctx.weight = weight
        y = product(x, weight.t())
        return y if bias is None else y.add_(bias)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        return product(grads[0].contiguous(), ctx.weight), None, None


class Adapted(torch.autograd.Function):
    """y = x W' + k (x A') B', W frozen. `parts`: how many rows of W each block of rank rows of A serves."""

    @staticmethod
    def forward(ctx: Any, x: Any, weight: Any, bias: Any, a: Any, b: Any, k: float, parts: tuple[int, ...]) -> Any:
        y = product(x, weight.t())
        if bias is not None:
            y += bias
        u, rank, at = x @ a.t(), a.shape[0] // len(parts), 0
        for i, rows in enumerate(parts):
            y[:, at : at + rows].addmm_(u[:, i * rank : (i + 1) * rank], b[at : at + rows].t(), alpha=k)
            at += rows
        ctx.save_for_backward(x, u, a, b)
        ctx.weight, ctx.k, ctx.parts = weight, k, parts
        return y

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        x, u, a, b = ctx.saved_tensors
        g, rank, at = grads[0].contiguous(), a.shape[0] // len(ctx.parts), 0
        gu, gb = torch.empty_like(u), torch.empty_like(b)
        for i, rows in enumerate(ctx.parts):
            block = slice(i * rank, (i + 1) * rank)
            gu[:, block] = g[:, at : at + rows] @ b[at : at + rows]
            gb[at : at + rows] = g[:, at : at + rows].t() @ u[:, block]
            at += rows
        gu *= ctx.k
        gb *= ctx.k
        gx = product(g, ctx.weight).addmm_(gu, a) if ctx.needs_input_grad[0] else None
        return gx, None, None, gu.t() @ x, gb, None, None


class Norm(torch.autograd.Function):
    """RMS normalization with a frozen weight."""

    @staticmethod
    def forward(ctx: Any, x: Any, w: Any, eps: float) -> Any:
        s = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps)
        ctx.save_for_backward(x, s)
        ctx.w = w
        return x * s * w

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        x, s = ctx.saved_tensors
        gw = grads[0] * ctx.w
        return s * gw - x * (s.pow(3) * (gw * x).mean(-1, keepdim=True)), None, None


class Gate(torch.autograd.Function):
    """silu(gate) * up, of both halves of one matrix."""

    @staticmethod
    def forward(ctx: Any, both: Any) -> Any:
        n = both.shape[1] // 2
        ctx.save_for_backward(both)
        return F.silu(both[:, :n]) * both[:, n:]

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        (both,) = ctx.saved_tensors
        g, n = grads[0], both.shape[1] // 2
        a, b, out = both[:, :n], both[:, n:], torch.empty_like(both)
        s = torch.sigmoid(a)
        torch.mul(g * b, s * (1 + a * (1 - s)), out=out[:, :n])
        torch.mul(g, a * s, out=out[:, n:])
        return out


class Qwen2:
    """A folder's weights in float32, and an adapter on the layers from `first` on."""

    def __init__(self, folder: Path, *, rank: int = 16, alpha: float = 32, first: int = 0, seed: int = 1) -> None:
        c = json.loads((folder / "config.json").read_text("utf-8"))
        self.rank, self.alpha, self.k = rank, alpha, alpha / rank
        self.heads, self.kv, self.width = c["num_attention_heads"], c["num_key_value_heads"], c["hidden_size"]
        self.head_width, self.eps = self.width // self.heads, c["rms_norm_eps"]
        self.theta = c.get("rope_theta") or c["rope_parameters"]["rope_theta"]
        weights = _weights(folder)
        self.embedding = weights.pop("model.embed_tokens.weight")
        self.head = weights.pop("lm_head.weight", self.embedding)
        self.norm = weights["model.norm.weight"]
        inner, head = c["intermediate_size"], self.head_width
        self.parts = {
            "qkv": (self.heads * head, self.kv * head, self.kv * head),
            "o": (self.width,),
            "gu": (inner, inner),
            "down": (self.width,),
        }
        random = torch.Generator().manual_seed(seed)
        self.layers: list[dict[str, torch.Tensor]] = []
        self.adapters: dict[str, torch.Tensor] = {}
        for i in range(c["num_hidden_layers"]):
            at = f"model.layers.{i}."
            layer = {
                name: torch.cat([weights.pop(f"{at}{part}.weight") for part in parts]).contiguous()
                for name, parts in FUSED.items()
            }
            layer["bias"] = torch.cat([weights.pop(f"{at}{part}.bias") for part in FUSED["qkv"]])
            layer["n1"] = weights.pop(f"{at}input_layernorm.weight")
            layer["n2"] = weights.pop(f"{at}post_attention_layernorm.weight")
            self.layers.append(layer)
            for name, parts in self.parts.items() if i >= first else ():
                rows, columns = layer[name].shape
                a = torch.randn(rank * len(parts), columns, generator=random) / math.sqrt(columns)
                self.adapters[f"{i}.{name}.A"] = a.requires_grad_()
                self.adapters[f"{i}.{name}.B"] = torch.zeros(rows, rank).requires_grad_()

    def adapter(self) -> Adapter:
        """The adapter as it stands, by single projections."""
        found = {}
        for key in [key[:-2] for key in self.adapters if key.endswith(".A")]:
            layer, name = key.split(".")
            a, b, at = self.adapters[f"{key}.A"].detach(), self.adapters[f"{key}.B"].detach(), 0
            for j, (part, rows) in enumerate(zip(FUSED[name], self.parts[name], strict=True)):
                block = a[j * self.rank : (j + 1) * self.rank]
                found[int(layer), part] = (block.numpy().copy(), b[at : at + rows].numpy().copy())
                at += rows
        return Adapter(self.rank, self.alpha, found)

    def load(self, adapter: Adapter) -> None:
        """Go on from an adapter of the same rank, scale and layers. Raises ValueError for another."""
        own = self.adapter()
        if (adapter.rank, adapter.alpha, adapter.weights.keys()) != (own.rank, own.alpha, own.weights.keys()):
            raise ValueError(
                "the adapter to begin with has another rank, scale or set of layers; --fresh begins with an empty one"
            )
        for key in [key[:-2] for key in self.adapters if key.endswith(".A")]:
            layer, name = key.split(".")
            halves = [adapter.weights[int(layer), part] for part in FUSED[name]]
            self.adapters[f"{key}.A"].data.copy_(torch.from_numpy(np.concatenate([a for a, _ in halves])))
            self.adapters[f"{key}.B"].data.copy_(torch.from_numpy(np.concatenate([b for _, b in halves])))

    def linear(self, i: int, name: str, x: torch.Tensor, bias: torch.Tensor | None = None) -> Any:
        weight, a = self.layers[i][name], self.adapters.get(f"{i}.{name}.A")
        if a is None:
            return Frozen.apply(x, weight, bias)
        return Adapted.apply(x, weight, bias, a, self.adapters[f"{i}.{name}.B"], self.k, self.parts[name])

    def hidden(self, sequences: Sequence[Sequence[int]]) -> torch.Tensor:
        """Last states (N, width) of all tokens of the id lists `sequences`, one list after the other."""
        lengths = [len(sequence) for sequence in sequences]
        count, total, longest, even = len(lengths), sum(lengths), max(lengths), len(set(lengths)) == 1
        ids = torch.tensor([token for sequence in sequences for token in sequence])
        position = torch.cat([torch.arange(length) for length in lengths]).float()
        slot = torch.cat([torch.arange(length) + i * longest for i, length in enumerate(lengths)])
        angle = position[:, None] / self.theta ** (torch.arange(0, self.head_width, 2).float() / self.head_width)
        cos, sin = torch.cat([angle.cos()] * 2, -1)[:, None], torch.cat([angle.sin()] * 2, -1)[:, None]
        half = self.head_width // 2

        def turned(t: torch.Tensor) -> torch.Tensor:
            return t * cos + torch.cat([-t[..., half:], t[..., :half]], -1) * sin

        def padded(t: torch.Tensor) -> torch.Tensor:
            # Padding stands at the end, where causal attention keeps it out of the real tokens.
            if not even:
                t = t.new_zeros(count * longest, t.shape[1], self.head_width).index_copy(0, slot, t)
            return t.view(count, longest, -1, self.head_width).transpose(1, 2)

        h = self.embedding[ids]
        for i, layer in enumerate(self.layers):
            fused = self.linear(i, "qkv", Norm.apply(h, layer["n1"], self.eps), layer["bias"])
            q, k, v = (t.view(total, -1, self.head_width) for t in fused.split(self.parts["qkv"], 1))
            k, v = (padded(t).repeat_interleave(self.heads // self.kv, 1) for t in (turned(k), v))
            o = F.scaled_dot_product_attention(padded(turned(q)), k, v, is_causal=True)
            o = o.transpose(1, 2).reshape(count * longest, self.width)
            h = h + self.linear(i, "o", o if even else o[slot])
            h = h + self.linear(i, "down", Gate.apply(self.linear(i, "gu", Norm.apply(h, layer["n2"], self.eps))))
        return Norm.apply(h, self.norm, self.eps)


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = {}
    for file in sorted(folder.glob("model*.safetensors")):
        with safe_open(str(file), "pt") as opened:
            found.update((name, opened.get_tensor(name).float()) for name in opened.keys())  # noqa: SIM118
    return found
