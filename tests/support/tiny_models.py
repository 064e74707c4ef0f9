"""Small random models of every architecture, in the layout that the hub's have, with their true tokenizers.

The sentencepiece models are trained on the examples; weights are random and large, so that no two tokens tie.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH = Path(__file__).with_name("tiny_english.md")
"""English of their own: the random models of the tests must not change with a document."""
WIDTH = {"d_model": 32, "encoder_layers": 2, "decoder_layers": 2, "encoder_ffn_dim": 64, "decoder_ffn_dim": 64}
HEADS = {"encoder_attention_heads": 4, "decoder_attention_heads": 4}
BOUNDS = {"max_position_embeddings": 96}


def sentencepiece(path: Path, *, kind: str = "unigram", t5: bool = False, symbols: str = "") -> Path:
    """A sentencepiece model: ids of the specials as T5 has them (pad, eos, unk), or as fairseq (unk, bos, eos)."""
    import sentencepiece as spm

    lines = [line for file in sorted(EXAMPLES.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
    lines += [line for line in ENGLISH.read_text("utf-8").splitlines() if line]
    ids = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1} if t5 else {"unk_id": 0, "bos_id": 1, "eos_id": 2}
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(path.with_suffix("")),
        model_type=kind,
        vocab_size=900,
        user_defined_symbols=symbols,
        character_coverage=0.98,
        hard_vocab_limit=False,
        minloglevel=2,
        num_threads=1,
        **ids,
    )
    made = path.with_suffix("").with_name(path.with_suffix("").name + ".model")
    return made.rename(path)


def _save(folder: Path, model_class: str, config: Any, seed: int = 7) -> None:
    import torch
    import transformers

    torch.manual_seed(seed)
    model = getattr(transformers, model_class)(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1 and "embed_positions" not in name:
                weight.normal_(0, 0.35 if "embed" not in name and "shared" not in name else 0.6)
            elif "norm" in name and name.endswith("weight"):
                weight.normal_(1.0, 0.2)
            else:
                weight.normal_(0, 0.1)
        if model_class == "MarianMTModel":  # Marian decodes from nothing, which its checkpoints have as a row of zeros.
            model.get_input_embeddings().weight[config.pad_token_id] = 0
        bias = getattr(model, "final_logits_bias", None)
        if bias is not None:
            bias.normal_(0, 0.5)
    model.save_pretrained(folder)


def _tokenizer_config(folder: Path, name: str, **more: Any) -> None:
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": name, **more}), "utf-8")


def _size(folder: Path) -> int:
    from transformers import AutoTokenizer

    # Rows for padding, as most checkpoints have; ids behind the tokenizer's last must do no harm.
    return max(AutoTokenizer.from_pretrained(folder).get_vocab().values()) + 4


def marian(folder: Path, tags: tuple[str, ...] = ()) -> None:
    import sentencepiece as spm
    from transformers import MarianConfig

    for name in ("source.spm", "target.spm"):
        sentencepiece(folder / name)
    pieces = spm.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    tokens = ["</s>", "<unk>", *tags]
    tokens += [
        t for i in range(pieces.get_piece_size()) if (t := pieces.id_to_piece(i)) not in ("<unk>", "<s>", "</s>")
    ]
    vocabulary = {token: i for i, token in enumerate([*tokens, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), "utf-8")
    _tokenizer_config(folder, "MarianTokenizer", source_lang="zho", target_lang="eng")
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        vocab_size=len(vocabulary), pad_token_id=pad, eos_token_id=0, bos_token_id=0, decoder_start_token_id=pad,
        forced_eos_token_id=0, scale_embedding=True, activation_function="swish", **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "MarianMTModel", config)
    generation = {"bad_words_ids": [[pad]], "decoder_start_token_id": pad, "eos_token_id": 0, "pad_token_id": pad}
    (folder / "generation_config.json").write_text(json.dumps(generation))


def marian_tags(folder: Path) -> None:
    marian(folder, tags=(">>cmn_Hans<<", ">>eng<<"))


def m2m100(folder: Path) -> None:
    import sentencepiece as spm
    from transformers import M2M100Config

    sentencepiece(folder / "sentencepiece.bpe.model", kind="bpe")
    pieces = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.bpe.model"))
    tokens = ["<s>", "<pad>", "</s>", "<unk>"]
    tokens += [t for i in range(pieces.get_piece_size()) if (t := pieces.id_to_piece(i)) not in tokens]
    (folder / "vocab.json").write_text(json.dumps({t: i for i, t in enumerate(tokens)}, ensure_ascii=False), "utf-8")
    _tokenizer_config(folder, "M2M100Tokenizer")
    config = M2M100Config(
        vocab_size=len(tokens) + 108, decoder_start_token_id=2, scale_embedding=True, **WIDTH, **HEADS, **BOUNDS
    )
    _save(folder, "M2M100ForConditionalGeneration", config)


def nllb(folder: Path) -> None:
    """A BPE tokenizer.json with all language codes behind the pieces, as the hub's NLLB has."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import M2M100Config, NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    trained = Tokenizer(models.BPE(unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=specials, show_progress=False)
    trained.train([str(p) for p in sorted(EXAMPLES.glob("*.txt"))], trainer)
    model = json.loads(trained.to_str())["model"]
    tokenizer = NllbTokenizer(vocab=model["vocab"], merges=[tuple(pair) for pair in model["merges"]])
    tokenizer.add_special_tokens({"additional_special_tokens": list(FAIRSEQ_LANGUAGE_CODES)})
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=_size(folder), decoder_start_token_id=2, scale_embedding=True, **WIDTH, **HEADS, **BOUNDS
    )
    _save(folder, "M2M100ForConditionalGeneration", config)


def mbart50(folder: Path) -> None:
    from transformers import MBartConfig

    sentencepiece(folder / "sentencepiece.bpe.model")
    _tokenizer_config(folder, "MBart50Tokenizer", src_lang="en_XX")
    config = MBartConfig(
        vocab_size=_size(folder), decoder_start_token_id=2, forced_eos_token_id=2, scale_embedding=True,
        tokenizer_class="MBart50Tokenizer", **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "MBartForConditionalGeneration", config)


def mbart25(folder: Path) -> None:
    """The language codes come last in the source and first in the target."""
    from transformers import MBartConfig

    sentencepiece(folder / "sentencepiece.bpe.model")
    _tokenizer_config(folder, "MBartTokenizer", src_lang="en_XX")
    config = MBartConfig(
        vocab_size=_size(folder), forced_eos_token_id=2, scale_embedding=True, tokenizer_class="MBartTokenizer",
        **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "MBartForConditionalGeneration", config)


def t5(folder: Path, *, model: str = "T5ForConditionalGeneration", gated: bool = False, symbols: str = "") -> None:
    import transformers

    sentencepiece(folder / "spiece.model", t5=True, symbols=symbols)
    _tokenizer_config(folder, "T5Tokenizer", extra_ids=100 if model.startswith("T5") else 0)
    kind = getattr(transformers, model.replace("ForConditionalGeneration", "Config"))
    config = kind(
        vocab_size=_size(folder), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_decoder_layers=2, num_heads=4,
        decoder_start_token_id=0, feed_forward_proj="gated-gelu" if gated else "relu", tie_word_embeddings=not gated,
    )  # fmt: skip
    _save(folder, model, config)


def flan_t5(folder: Path) -> None:
    t5(folder, gated=True)


def madlad(folder: Path) -> None:
    t5(folder, gated=True, symbols="<2en>,<2zh>")


def mt5(folder: Path) -> None:
    t5(folder, model="MT5ForConditionalGeneration", gated=True)


def pegasus(folder: Path) -> None:
    from transformers import PegasusConfig

    sentencepiece(folder / "spiece.model", t5=True)
    _tokenizer_config(folder, "PegasusTokenizer")
    config = PegasusConfig(
        vocab_size=_size(folder), decoder_start_token_id=0, pad_token_id=0, eos_token_id=1, forced_eos_token_id=1,
        scale_embedding=True, activation_function="relu", **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "PegasusForConditionalGeneration", config, seed=1)


def bart(folder: Path) -> None:
    """Byte-level BPE and a forced first token, as bart-large-cnn has."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import BartConfig

    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train([str(p) for p in sorted(EXAMPLES.glob("*.txt"))], vocab_size=600, special_tokens=specials)
    trained.save_model(str(folder))
    _tokenizer_config(folder, "BartTokenizer")
    config = BartConfig(
        vocab_size=_size(folder), decoder_start_token_id=2, forced_bos_token_id=0, forced_eos_token_id=2,
        **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "BartForConditionalGeneration", config)


def bart_chinese(folder: Path) -> None:
    """A WordPiece vocabulary of characters, as fnlp/bart-base-chinese has."""
    from transformers import BartConfig

    characters = sorted({c for p in EXAMPLES.glob("*.txt") for c in p.read_text("utf-8") if not c.isspace()})
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (folder / "vocab.txt").write_text("\n".join(tokens), "utf-8")
    _tokenizer_config(folder, "BertTokenizer", do_lower_case=True)
    config = BartConfig(
        vocab_size=len(tokens), pad_token_id=0, bos_token_id=101 % len(tokens), eos_token_id=3,
        decoder_start_token_id=3, forced_eos_token_id=3, **WIDTH, **HEADS, **BOUNDS,
    )  # fmt: skip
    _save(folder, "BartForConditionalGeneration", config)


BUILDERS: dict[str, Callable[[Path], None]] = {
    "marian": marian,
    "marian-tags": marian_tags,
    "m2m100": m2m100,
    "nllb": nllb,
    "small100": m2m100,
    "mbart50": mbart50,
    "mbart25": mbart25,
    "madlad": madlad,
    "t5": t5,
    "flan-t5": flan_t5,
    "mt5": mt5,
    "pegasus": pegasus,
    "bart": bart,
    "bart-chinese": bart_chinese,
}
