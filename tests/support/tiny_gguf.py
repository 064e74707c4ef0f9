"""A small random decoder model, the same weights in the layouts of transformers and of llama.cpp, and a made adapter in both.

The tokenizer is a real one: byte-level BPE with the pre-tokenizer of Qwen2, trained on the examples. Weights are random and large, so
that no two tokens tie. `make` writes model.gguf beside the folder's own files; `make_adapter` writes adapter.gguf and PEFT's two files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH = Path(__file__).with_name("tiny_english.md")
"""English of their own: the random models of the tests must not change with a document."""
SPECIALS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
SPLIT = (  # Qwen2's, as its tokenizer.json has it
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
WIDTH, INNER, LAYERS, HEADS, KEY_HEADS, POSITIONS = 64, 128, 2, 4, 2, 4096
NAMES = {  # transformers -> llama.cpp
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def tokenizer(folder: Path, *, template: str | None = TEMPLATE) -> Any:
    """tokenizer.json and tokenizer_config.json of a byte-level BPE of some 700 pieces."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    lines = [line for file in sorted(EXAMPLES.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    lines += ENGLISH.read_text("utf-8").splitlines()
    trainer = trainers.BpeTrainer(
        vocab_size=700, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    made.train_from_iterator(lines, trainer)
    made.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in SPECIALS])
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "clean_up_tokenization_spaces": False,
    }
    if template is not None:
        config["chat_template"] = template
    (folder / "tokenizer_config.json").write_text(json.dumps(config), "utf-8")
    return made


def make(folder: Path, *, seed: int = 7, template: str | None = TEMPLATE, positions: int = POSITIONS) -> Path:
    """A Qwen2 of two layers in `folder` (transformers' layout), and the same as `folder/model.gguf` in float32: its path."""
    from safetensors.numpy import save_file

    pieces = tokenizer(folder, template=template)
    config = {
        "architectures": ["Qwen2ForCausalLM"],
        "model_type": "qwen2",
        "vocab_size": pieces.get_vocab_size(),
        "hidden_size": WIDTH,
        "intermediate_size": INNER,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KEY_HEADS,
        "max_position_embeddings": positions,
        "hidden_act": "silu",
        "rms_norm_eps": 1e-6,
        "rope_theta": 10000.0,
        "tie_word_embeddings": False,
        "eos_token_id": pieces.token_to_id("<|im_end|>"),
        "pad_token_id": pieces.token_to_id("<|endoftext|>"),
        "dtype": "float32",
    }
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    weights = _weights(config["vocab_size"], seed)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return _to_gguf(folder / "model.gguf", weights, config, pieces, template)


def _weights(vocabulary: int, seed: int) -> dict[str, np.ndarray]:
    key_width = WIDTH * KEY_HEADS // HEADS
    random = np.random.default_rng(seed)

    def matrix(rows: int, columns: int, size: float = 0.25) -> np.ndarray:
        return (random.standard_normal((rows, columns)) * size).astype(np.float32)

    def vector(width: int, middle: float, size: float) -> np.ndarray:
        return (middle + random.standard_normal(width) * size).astype(np.float32)

    made = {
        "model.embed_tokens.weight": matrix(vocabulary, WIDTH, 0.6),
        "model.norm.weight": vector(WIDTH, 1.0, 0.2),
        "lm_head.weight": matrix(vocabulary, WIDTH, 0.15),
    }
    for layer in range(LAYERS):
        at = f"model.layers.{layer}."
        for name, width in (("q", WIDTH), ("k", key_width), ("v", key_width)):
            made[f"{at}self_attn.{name}_proj.weight"] = matrix(width, WIDTH)
            made[f"{at}self_attn.{name}_proj.bias"] = vector(width, 0.0, 0.1)
        made[f"{at}self_attn.o_proj.weight"] = matrix(WIDTH, WIDTH)
        for name, rows, columns in (("gate", INNER, WIDTH), ("up", INNER, WIDTH), ("down", WIDTH, INNER)):
            made[f"{at}mlp.{name}_proj.weight"] = matrix(rows, columns)
        for name in ("input_layernorm", "post_attention_layernorm"):
            made[f"{at}{name}.weight"] = vector(WIDTH, 1.0, 0.2)
    return made


def _to_gguf(
    path: Path, weights: dict[str, np.ndarray], config: dict[str, Any], pieces: Any, template: str | None
) -> Path:
    from gguf import GGUFWriter, TokenType

    writer = GGUFWriter(str(path), "qwen2")
    writer.add_name("tiny")
    writer.add_block_count(LAYERS)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    ids = sorted((i, piece) for piece, i in pieces.get_vocab().items())
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([piece for _, piece in ids])
    writer.add_token_types([TokenType.CONTROL if piece in SPECIALS else TokenType.NORMAL for _, piece in ids])
    merges = json.loads(pieces.to_str())["model"]["merges"]
    writer.add_token_merges([pair if isinstance(pair, str) else " ".join(pair) for pair in merges])
    writer.add_eos_token_id(config["eos_token_id"])
    writer.add_pad_token_id(config["pad_token_id"])
    writer.add_add_bos_token(False)
    if template is not None:
        writer.add_chat_template(template)
    for name, weight in weights.items():
        writer.add_tensor(_gguf_name(name), weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _gguf_name(name: str) -> str:
    whole = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    stem, kind = name.rsplit(".", 1)
    if stem in whole:
        return f"{whole[stem]}.{kind}"
    _, _, layer, part = stem.split(".", 3)
    return f"blk.{layer}.{NAMES[part]}.{kind}"


def make_adapter(folder: Path, *, seed: int = 3, rank: int = 4, alpha: float = 8.0) -> Path:
    """A random LoRA of the queries and of the inner layers, as PEFT has it and as `folder/adapter.gguf`: its path."""
    from gguf import GGUFWriter
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    parts = {
        "self_attn.q_proj": (WIDTH, WIDTH),
        "mlp.up_proj": (INNER, WIDTH),
        "mlp.down_proj": (WIDTH, INNER),
    }
    writer = GGUFWriter(str(folder / "adapter.gguf"), "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    peft = {}
    for layer in range(LAYERS):
        for part, (out, inner) in parts.items():
            a = (random.standard_normal((rank, inner)) * 0.3).astype(np.float32)
            b = (random.standard_normal((out, rank)) * 0.3).astype(np.float32)
            writer.add_tensor(f"blk.{layer}.{NAMES[part]}.weight.lora_a", a)
            writer.add_tensor(f"blk.{layer}.{NAMES[part]}.weight.lora_b", b)
            peft[f"base_model.model.model.layers.{layer}.{part}.lora_A.weight"] = a
            peft[f"base_model.model.model.layers.{layer}.{part}.lora_B.weight"] = b
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file(peft, folder / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": "",
        "r": rank,
        "lora_alpha": alpha,
        "lora_dropout": 0.0,
        "bias": "none",
        "inference_mode": True,
        "target_modules": sorted(part.rsplit(".", 1)[1] for part in parts),
    }
    (folder / "adapter_config.json").write_text(json.dumps(config), "utf-8")
    return folder / "adapter.gguf"
