"""A model folder in the Hugging Face layout: what its configuration says, and which of its files make the model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError

MODEL_FILES = ("*.json", "*.safetensors", "*.model", "*.spm", "vocab.txt", "merges.txt", "*.vocab")
"""What makes a model, for hashing and for downloading."""

PICKLED_WEIGHTS = "pytorch_model*.bin"
"""Only where a model has no safetensors."""


def model_files(folder: Path) -> list[Path]:
    """The files that make a model, by name; pickled weights only where there are no safetensors."""
    found = {path for pattern in MODEL_FILES for path in folder.glob(pattern) if path.is_file()}
    if not any(path.suffix == ".safetensors" for path in found):
        found.update(folder.glob(PICKLED_WEIGHTS))
    return sorted(found)


def read_config(folder: Path) -> dict[str, Any]:
    """config.json of a model folder. Raises ModelError where there is none, and where a model needs code of its own."""
    file = folder / "config.json"
    try:
        config = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError("models.no_config", folder=folder) from None
    except (OSError, ValueError) as error:
        raise ModelError("models.config_unreadable", file=file, reason=error) from error
    if not isinstance(config, dict) or "model_type" not in config:
        raise ModelError("models.no_model_type", file=file)
    if config.get("auto_map"):
        raise ModelError("models.own_code", folder=folder)
    return config


def is_causal(config: Mapping[str, Any]) -> bool:
    """Whether a configuration is that of a decoder model, which goes on writing a text, and not of an encoder-decoder."""
    if config.get("is_encoder_decoder"):
        return False
    return any(str(name).endswith("ForCausalLM") for name in config.get("architectures") or ())
