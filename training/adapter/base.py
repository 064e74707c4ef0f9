"""A base model's GGUF file as a folder in the Hugging Face layout, in bfloat16: what training reads."""

from __future__ import annotations

from pathlib import Path


def unpack(file: Path, folder: Path) -> Path:
    """Write the folder, unless it is there; its path. Takes some minutes and six times the file's size in memory."""
    import torch
    from safetensors.torch import save_file
    from transformers import AutoModelForCausalLM, AutoTokenizer

    if (folder / "model.safetensors").exists():
        return folder
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    network = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    network = network.to(torch.bfloat16)
    # save_pretrained refuses what was read from a GGUF file, whose configuration says that it is quantized; it no longer is.
    if hasattr(network.config, "quantization_config"):
        del network.config.quantization_config
    weights = {name: weight.contiguous() for name, weight in network.state_dict().items()}
    if network.config.tie_word_embeddings:
        weights.pop("lm_head.weight", None)
    part = folder.with_name(folder.name + ".part")
    part.mkdir(parents=True, exist_ok=True)
    save_file(weights, part / "model.safetensors", metadata={"format": "pt"})
    network.config.save_pretrained(part)
    tokenizer.save_pretrained(part)
    part.rename(folder)
    return folder
