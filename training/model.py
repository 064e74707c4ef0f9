"""Encoder-decoder in the BART layout (post-norm, learned positions, tied embeddings), small enough to read in one go.

Shapes: source ``x`` (B, S) and decoder input ``y`` (B, T) are token ids, right-padded with PAD; hidden states are
(B, length, d). The encoder has the shapes of multilingual-e5-small, so that its weights load directly
(training/start.py); training/export.py writes the same function as a Hugging Face folder.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BOS, PAD, EOS, UNK = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model. ``width`` must be a multiple of ``heads``; ``positions`` bounds the pieces of a side."""

    vocabulary: int
    width: int = 384
    inner: int = 1536
    encoder: int = 12
    decoder: int = 3
    heads: int = 12
    positions: int = 512


def drop(x: Tensor, p: float, training: bool) -> Tensor:
    return F.dropout(x, p, True) if training and p > 0 else x


class Attention(nn.Module):
    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(d, d) for _ in range(4))

    def forward(
        self, x: Tensor, memory: Tensor | None = None, mask: Tensor | None = None, causal: bool = False
    ) -> Tensor:
        m = x if memory is None else memory
        (b, t, d), s, h = x.shape, m.shape[1], self.heads
        q = self.q_proj(x).view(b, t, h, d // h).transpose(1, 2)
        k = self.k_proj(m).view(b, s, h, d // h).transpose(1, 2)
        v = self.v_proj(m).view(b, s, h, d // h).transpose(1, 2)
        if (
            x.device.type == "cpu" and self.training
        ):  # for short sequences plain products beat the flash backward on CPU
            w = (q * (d // h) ** -0.5) @ k.transpose(2, 3)
            if causal:
                w = w + torch.full((t, s), float("-inf"), dtype=w.dtype).triu_(1)
            if mask is not None:
                w = w.masked_fill(~mask, float("-inf"))
            o = torch.softmax(w, -1, dtype=w.dtype) @ v
        else:
            o = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=causal)
        return self.out_proj(o.transpose(1, 2).reshape(b, t, d))


class EncoderLayer(nn.Module):
    def __init__(self, d: int, heads: int, ff: int, p: float) -> None:
        super().__init__()
        self.self_attn, self.self_attn_layer_norm = Attention(d, heads), nn.LayerNorm(d)
        self.fc1, self.fc2, self.final_layer_norm, self.p = nn.Linear(d, ff), nn.Linear(ff, d), nn.LayerNorm(d), p

    def feed(self, x: Tensor) -> Tensor:
        return self.final_layer_norm(x + drop(self.fc2(F.gelu(self.fc1(x))), self.p, self.training))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        return self.feed(self.self_attn_layer_norm(x + drop(self.self_attn(x, mask=mask), self.p, self.training)))


class DecoderLayer(EncoderLayer):
    def __init__(self, d: int, heads: int, ff: int, p: float) -> None:
        super().__init__(d, heads, ff, p)
        self.encoder_attn, self.encoder_attn_layer_norm = Attention(d, heads), nn.LayerNorm(d)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:  # type: ignore[override]
        x = self.self_attn_layer_norm(x + drop(self.self_attn(x, causal=True), self.p, self.training))
        x = self.encoder_attn_layer_norm(x + drop(self.encoder_attn(x, memory, mask), self.p, self.training))
        return self.feed(x)


class Stack(nn.Module):
    def __init__(self, positions: int, d: int, layers: list[EncoderLayer]) -> None:
        super().__init__()
        self.embed_positions = nn.Embedding(positions + 2, d)  # BART keeps two unused rows in front
        self.layernorm_embedding = nn.LayerNorm(d)
        self.layers = nn.ModuleList(layers)


class Seq2Seq(nn.Module):
    """``forward(x, y)`` gives the decoder's hidden states (B, T, d); scores are their product with ``shared.weight``."""

    def __init__(self, shape: Shape, *, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape, self.p, self.frozen = shape, dropout, 0
        d, heads, ff = shape.width, shape.heads, shape.inner
        self.shared = nn.Embedding(shape.vocabulary, d)
        nn.init.normal_(self.shared.weight, std=d**-0.5)
        self.encoder = Stack(shape.positions, d, [EncoderLayer(d, heads, ff, dropout) for _ in range(shape.encoder)])
        self.decoder = Stack(shape.positions, d, [DecoderLayer(d, heads, ff, dropout) for _ in range(shape.decoder)])

    def freeze(self, n: int) -> None:
        """The lowest ``n`` encoder layers, and the positions below them, take no gradient and no dropout."""
        self.frozen = n
        for i, layer in enumerate(self.encoder.layers):
            layer.requires_grad_(i >= n)
        for m in (self.encoder.embed_positions, self.encoder.layernorm_embedding):
            m.requires_grad_(n == 0)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mask, grad = (x != PAD)[:, None, None, :], torch.is_grad_enabled()
        with torch.set_grad_enabled(grad and self.frozen == 0):
            h = self.shared(x) + self.encoder.embed_positions.weight[2 : 2 + x.shape[1]]
            h = drop(self.encoder.layernorm_embedding(h), self.p, self.training and self.frozen == 0)
        for i, layer in enumerate(self.encoder.layers):
            with torch.set_grad_enabled(grad and i >= self.frozen):
                h = layer(h, mask)
        return h, mask

    def decode(self, y: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        h = self.shared(y) + self.decoder.embed_positions.weight[2 : 2 + y.shape[1]]
        h = drop(self.decoder.layernorm_embedding(h), self.p, self.training)
        for layer in self.decoder.layers:
            h = layer(h, memory, mask)
        return h

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return self.decode(y, *self.encode(x))

    @torch.no_grad()
    def greedy(self, x: Tensor, output: Tensor | None = None, *, limit: int = 96) -> Tensor:
        """Token ids (B, at most limit + 1), each step's best piece among ``output`` (ids; default: all)."""
        output = torch.arange(self.shared.num_embeddings, device=x.device) if output is None else output
        weight = self.shared.weight[output].t()
        memory, mask = self.encode(x)
        y = torch.full((x.shape[0], 1), EOS, device=x.device)
        done = torch.zeros(x.shape[0], dtype=torch.bool, device=x.device)
        for _ in range(limit):
            h = self.decode(y, memory, mask)[:, -1]
            n = output[(h @ weight.to(h.dtype)).argmax(1)]
            n[done] = PAD
            y = torch.cat([y, n[:, None]], 1)
            done |= n == EOS
            if done.all():
                break
        return y


class LinearCrossEntropy(torch.autograd.Function):
    """Sum over rows of the label-smoothed cross entropy of h @ W.T, in row chunks small enough for the cache.

    h (N, d), W (V, d), targets (N,); ``stands`` (V,) says for how many pieces of the vocabulary each row of W stands
    (training/shortlist.py; all ones where W is the whole of it). The gradient is made on the way forward, so that the
    (N, V) scores are never kept as such; one (N, V) matrix is held in the type of the products. Returns (loss, nll), both sums.
    """

    @staticmethod
    def forward(ctx, h, weight, targets, stands, smoothing, chunk, dtype):  # type: ignore[no-untyped-def]
        hb, wb = h.to(dtype), weight.to(dtype)
        loss, nll = torch.zeros((), device=h.device), torch.zeros((), device=h.device)
        dh, dw = torch.empty_like(hb), torch.zeros(weight.shape, device=h.device)
        shift, even = stands.log(), stands / stands.sum()
        for a in range(0, h.shape[0], chunk):
            rows, wanted = hb[a : a + chunk], targets[a : a + chunk, None]
            logits = (rows @ wb.t()).float()
            right, mean = logits.gather(1, wanted), logits @ even
            norm = torch.logsumexp(logits.add_(shift), 1, keepdim=True)
            n = (norm - right).sum()
            nll += n
            loss += (1 - smoothing) * n + smoothing * (norm.squeeze(1) - mean).sum()
            gradient = logits.sub_(norm).exp_().sub_(even, alpha=smoothing)
            gradient.scatter_add_(1, wanted, torch.full_like(wanted, -(1 - smoothing), dtype=gradient.dtype))
            gradient = gradient.to(dtype)
            dh[a : a + chunk] = gradient @ wb
            if dtype == torch.float32:
                dw.addmm_(gradient.t(), rows)
            else:
                dw += (gradient.t() @ rows).float()
        ctx.save_for_backward(dh, dw)
        return loss, nll

    @staticmethod
    def backward(ctx, gloss, _):  # type: ignore[no-untyped-def]
        dh, dw = ctx.saved_tensors
        return dh * gloss, dw * gloss, None, None, None, None, None


def load(path: str | Path) -> tuple[Seq2Seq, Tensor | None]:
    """A model, and the ids that it may say (None: all), from a checkpoint of training/train.py or an exported folder."""
    path = Path(path)
    if path.is_dir():
        from safetensors.torch import load_file

        c = json.loads((path / "config.json").read_text(encoding="utf-8"))
        shape = Shape(
            vocabulary=c["vocab_size"],
            width=c["d_model"],
            inner=c["encoder_ffn_dim"],
            encoder=c["encoder_layers"],
            decoder=c["decoder_layers"],
            heads=c["encoder_attention_heads"],
            positions=c["max_position_embeddings"],
        )
        state = {k.removeprefix("model."): v.float() for k, v in load_file(path / "model.safetensors").items()}
        bias = state.pop("final_logits_bias", None)
        output = None if bias is None else torch.nonzero(bias.view(-1) == 0).view(-1)
        state = {k: v for k, v in state.items() if not k.endswith(("embed_tokens.weight", "lm_head.weight"))}
    else:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        shape, state, output = Shape(**saved["shape"]), saved["model"], saved["output"]
    model = Seq2Seq(shape)
    model.load_state_dict(state)
    return model, output


def checkpoint(model: Seq2Seq, output: Tensor, state: dict[str, Tensor] | None = None) -> dict[str, object]:
    """What `load` reads back: float32 weights (of ``state`` where given), sizes and the ids that may be said."""
    weights = {k: v.detach().to("cpu", torch.float32) for k, v in (state or model.state_dict()).items()}
    return {"model": weights, "shape": asdict(model.shape), "output": output.cpu()}
