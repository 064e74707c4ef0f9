"""A model folder into CTranslate2's format, in a process of its own.

Conversion needs torch and transformers, which take seconds to import and hundreds of megabytes; a process of its own gives
both back when it ends, and the process that translates never imports them. Run as `python -m models.engines.seq2seq.convert`.
"""

from __future__ import annotations

import argparse
import copy
import gc
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError

ARCHITECTURES = frozenset({"bart", "m2m_100", "marian", "mbart", "mt5", "pegasus", "t5", "umt5"})
"""`model_type`s that convert, each compared with PyTorch in tests/test_architectures.py (umt5 shares T5's)."""

ENCODER = "encoder"
PROFILE = "profile.json"
_TOKENIZER_FILES = {
    "marian": ("source.spm", "target.spm", "vocab.json"),
    "m2m100": ("sentencepiece.bpe.model", "vocab.json"),
}


def convert(folder: Path, output: Path, *, compute: str, facts: Mapping[str, Any] | None = None) -> None:
    """Convert a model folder into `output`, which must not exist, and its encoder alone into `output/encoder`.

    The encoder is written a second time because CTranslate2's Translator does not give its states away; `encode` reads it.
    Raises ModelError with the converter's last line where it fails.
    """
    root = str(Path(__file__).resolve().parents[3])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH")) if p),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }
    command = [
        sys.executable,
        "-m",
        "models.engines.seq2seq.convert",
        str(folder.resolve()),
        str(output.resolve()),
        compute,
    ]
    command += ["--facts", json.dumps(dict(facts or {}))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    if done.returncode:
        shutil.rmtree(output, ignore_errors=True)
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        reason = lines[-1].strip() if lines else f"it ended with status {done.returncode} (out of memory?)"
        raise ModelError("models.conversion_failed", folder=folder, reason=reason)


def _repaired_vocabulary(tokenizer: Any, size: int) -> dict[str, int]:
    """One token for each row of the embeddings, so that ids mean the same on both sides.

    A tokenizer may know fewer tokens than the model has rows, more, or leave holes; the converter numbers tokens by their
    order and would shift every id behind a hole.
    """
    from models.engines.seq2seq.profile import vocabulary

    tokens = [f"<unused{i}>" for i in range(size)]
    for token, i in vocabulary(tokenizer).items():
        if i < size:
            tokens[i] = token
    return {token: i for i, token in enumerate(tokens)}


def convert_here(folder: Path, output: Path, *, compute: str, facts: Mapping[str, Any] | None = None) -> None:
    """What `convert` does, in this process."""
    from ctranslate2.converters import TransformersConverter
    from ctranslate2.specs import TransformerEncoderModelSpec
    from transformers import AutoConfig

    from models.engines.seq2seq.profile import read

    class Converter(TransformersConverter):
        """The library's converter, kept right under transformers 5."""

        def load_model(self, model_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            model = super().load_model(model_class, model_name_or_path, **kwargs)
            config = model.config
            # The converter reads these from the configuration; transformers has them in the code of each architecture.
            if config.model_type in ("bart", "mbart", "pegasus"):
                config.normalize_before = config.model_type != "bart"
                config.normalize_embedding = config.model_type != "pegasus"
            self.model = model
            return model

        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **kwargs: Any) -> Any:
            tokenizer = super().load_tokenizer(tokenizer_class, model_name_or_path, **kwargs)
            self.profile = read(tokenizer, self.model.config, self.model.generation_config, facts or {})
            repaired = _repaired_vocabulary(tokenizer, self.model.config.vocab_size)
            tokenizer.get_vocab = lambda: repaired
            tokenizer.num_madeup_words = 0
            self.tokenizer = tokenizer
            return tokenizer

        def _load(self) -> Any:
            spec = super()._load()
            if self.model.config.model_type in ("t5", "mt5", "umt5"):
                # transformers 5 sets tie_word_embeddings for all of T5's kin, which the converter takes for "scale the
                # outputs"; what says so now is scale_decoder_outputs, which only T5 1.0 has.
                scaled = getattr(self.model.config, "scale_decoder_outputs", False)
                spec.decoder.scale_outputs = self.model.config.d_model**-0.5 if scaled else 1.0
            # Where the tokenizer or the configuration of transformers 5 does not name a special token, the converter writes
            # null, which CTranslate2 cannot load; the profile knows them all.
            tokens = list(self.tokenizer.get_vocab())
            spec.config.eos_token = tokens[self.profile.eos]
            spec.config.bos_token = spec.config.bos_token or spec.config.eos_token
            spec.config.unk_token = spec.config.unk_token or tokens[self.profile.unknown or 0]
            if self.profile.rule == "start":
                spec.config.decoder_start_token = None
            elif self.profile.architecture != "marian":
                spec.config.decoder_start_token = tokens[self.profile.start]
            return spec

    architecture = AutoConfig.from_pretrained(folder).model_type
    if architecture not in ARCHITECTURES:
        raise SystemExit(f"CTranslate2 has no conversion for {architecture!r}.")
    converter = Converter(str(folder))
    spec = converter._load()

    encoder = TransformerEncoderModelSpec(copy.deepcopy(spec.encoder))
    rows = encoder.get_vocabulary_size()
    encoder.register_vocabulary(list(converter.tokenizer.get_vocab())[:rows])
    encoder.config.unk_token = str(converter.tokenizer.unk_token)
    encoder.config.layer_norm_epsilon = spec.config.layer_norm_epsilon
    encoder.validate()
    encoder.optimize(quantization=compute)
    (output / ENCODER).mkdir(parents=True)
    encoder.save(str(output / ENCODER))
    del encoder
    gc.collect()

    spec.validate()
    spec.optimize(quantization=compute)
    spec.save(str(output))
    profile = converter.profile
    if profile.tokenizer == "tokenizers":
        own = folder / "tokenizer.json"
        if own.exists():
            shutil.copy(own, output / own.name)
        else:
            converter.tokenizer.backend_tokenizer.save(str(output / own.name))
    else:
        converter.tokenizer.save_vocabulary(str(output))
        for name in _TOKENIZER_FILES[profile.tokenizer]:
            if not (output / name).exists():
                shutil.copy(folder / name, output / name)
    (output / PROFILE).write_text(profile.dumps(), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=convert.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("compute")
    parser.add_argument("--facts", type=json.loads, default={})
    given = parser.parse_args()
    convert_here(given.folder, given.output, compute=given.compute, facts=given.facts)


if __name__ == "__main__":
    main()
