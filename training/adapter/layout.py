"""An adapter (LoRA, Hu et al. 2021, arXiv 2106.09685) in the layouts that others read: GGUF for llama.cpp, a folder for PEFT."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

PROJECTIONS = {  # transformers -> llama.cpp
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
_GGUF = re.compile(r"blk\.(\d+)\.(\w+)\.weight\.lora_([ab])")
_PEFT = re.compile(r"base_model\.model\.model\.layers\.(\d+)\.([\w.]+)\.lora_([AB])\.weight")


@dataclass(frozen=True, slots=True)
class Adapter:
    """weights: by layer and projection (transformers' names), A (rank, in) and B (out, rank) in float32. y += alpha / rank * B A x."""

    rank: int
    alpha: float
    weights: dict[tuple[int, str], tuple[np.ndarray, np.ndarray]]

    @property
    def parameters(self) -> int:
        return sum(a.size + b.size for a, b in self.weights.values())


def read(path: Path) -> Adapter:
    """An adapter from a GGUF file, or from a folder in PEFT's layout."""
    return _read_peft(path) if path.is_dir() else _read_gguf(path)


def write(adapter: Adapter, folder: Path, *, architecture: str, base: str) -> Path:
    """`adapter.gguf` in float16, and PEFT's two files in float32: the path of the first. base: the base model's name, for PEFT."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_peft(adapter, folder, base)
    return _write_gguf(adapter, folder / "adapter.gguf", architecture)


def _read_gguf(path: Path) -> Adapter:
    from gguf import GGUFReader

    reader = GGUFReader(str(path))
    alpha = float(reader.fields["adapter.lora.alpha"].contents())
    llama = {short: name for name, short in PROJECTIONS.items()}
    halves: dict[tuple[int, str], dict[str, np.ndarray]] = {}
    for tensor in reader.tensors:
        found = _GGUF.fullmatch(tensor.name)
        if found is None or found[2] not in llama:
            raise ValueError(f"{path}: {tensor.name} is no part of an adapter that is known here")
        halves.setdefault((int(found[1]), llama[found[2]]), {})[found[3]] = np.array(tensor.data, dtype=np.float32)
    return _whole(halves, alpha)


def _read_peft(folder: Path) -> Adapter:
    from safetensors.numpy import load_file

    config = json.loads((folder / "adapter_config.json").read_text("utf-8"))
    halves: dict[tuple[int, str], dict[str, np.ndarray]] = {}
    for name, data in load_file(folder / "adapter_model.safetensors").items():
        found = _PEFT.fullmatch(name)
        if found is None or found[2] not in PROJECTIONS:
            raise ValueError(f"{folder}: {name} is no part of an adapter that is known here")
        halves.setdefault((int(found[1]), found[2]), {})[found[3].lower()] = data.astype(np.float32)
    return _whole(halves, float(config["lora_alpha"]))


def _whole(halves: dict[tuple[int, str], dict[str, np.ndarray]], alpha: float) -> Adapter:
    weights = {key: (half["a"], half["b"]) for key, half in sorted(halves.items())}
    ranks = {a.shape[0] for a, _ in weights.values()}
    if len(ranks) != 1:
        raise ValueError(f"an adapter of one rank is wanted; this one has {sorted(ranks) or 'none'}")
    return Adapter(ranks.pop(), alpha, weights)


def _write_gguf(adapter: Adapter, path: Path, architecture: str) -> Path:
    from gguf import GGUFWriter

    writer = GGUFWriter(str(path), architecture)
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", adapter.alpha)
    for (layer, name), halves in sorted(adapter.weights.items()):
        for letter, half in zip("ab", halves, strict=True):
            tensor = np.ascontiguousarray(half.astype(np.float16))
            writer.add_tensor(f"blk.{layer}.{PROJECTIONS[name]}.weight.lora_{letter}", tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _write_peft(adapter: Adapter, folder: Path, base: str) -> None:
    from safetensors.numpy import save_file

    tensors = {
        f"base_model.model.model.layers.{layer}.{name}.lora_{letter}.weight": np.ascontiguousarray(half)
        for (layer, name), halves in adapter.weights.items()
        for letter, half in zip("AB", halves, strict=True)
    }
    save_file(tensors, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    (folder / "adapter_config.json").write_text(json.dumps(peft_config(adapter, base), indent=1), "utf-8")


def peft_config(adapter: Adapter, base: str) -> dict[str, Any]:
    """adapter_config.json."""
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": adapter.rank,
        "lora_alpha": adapter.alpha,
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
        "layers_to_transform": sorted({layer for layer, _ in adapter.weights}),
        "target_modules": sorted({name.rsplit(".", 1)[1] for _, name in adapter.weights}),
    }
