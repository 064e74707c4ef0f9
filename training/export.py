"""Write a checkpoint as a Hugging Face model folder: float16 safetensors, tokenizer, generation config, model card.

    python -m training.export RUN/final.pt OUT [--data DATA] [--scores scores.json] [--card card.json]

The folder loads with AutoModelForSeq2SeqLM and converts with CTranslate2; `check` compares it with the checkpoint.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import torch

from jianbao.errors import ModelError
from training import card
from training.model import BOS, EOS, PAD, Seq2Seq, load

TOKENIZER = Path(__file__).parents[1] / "models" / "bundled" / "tokenizer.json"
NEVER = -1e4  # the logit of a piece that is never said; fits float16


def to_bart(
    model: Seq2Seq, folder: Path, output: torch.Tensor | None = None, *, dtype: torch.dtype = torch.float16
) -> None:
    """Write a BartForConditionalGeneration of the same function; pieces not in ``output`` (ids) are never said."""
    from transformers import BartConfig, BartForConditionalGeneration

    s = model.shape
    bart = BartForConditionalGeneration(
        BartConfig(
            vocab_size=s.vocabulary, d_model=s.width, encoder_layers=s.encoder, decoder_layers=s.decoder,
            encoder_attention_heads=s.heads, decoder_attention_heads=s.heads, encoder_ffn_dim=s.inner,
            decoder_ffn_dim=s.inner, max_position_embeddings=s.positions, activation_function="gelu",
            scale_embedding=False, dropout=0.0, pad_token_id=PAD, eos_token_id=EOS, bos_token_id=BOS,
            decoder_start_token_id=EOS, forced_eos_token_id=EOS, forced_bos_token_id=None,
            normalize_before=False, normalize_embedding=True,  # CTranslate2 reads these two
        )
    )  # fmt: skip
    state = {"model." + k: v.detach().float().cpu() for k, v in model.state_dict().items()}
    missing, unexpected = bart.load_state_dict(state, strict=False)
    tied = ("embed_tokens.weight", "lm_head.weight", "final_logits_bias")
    wrong = [*unexpected, *(k for k in missing if not k.endswith(tied))]
    if wrong:
        raise ModelError(f"the checkpoint does not fit the BART layout: {wrong[:5]}")
    bart.tie_weights()
    if output is not None:
        bart.final_logits_bias.fill_(NEVER)[:, output.cpu()] = 0
    bart.eval().to(dtype).save_pretrained(folder)


def export(
    checkpoint: Path,
    folder: Path,
    *,
    tokenizer: Path = TOKENIZER,
    scores: dict[str, Any] | None = None,
    about: dict[str, Any] | None = None,
) -> None:
    """Everything that models/bundled holds. ``about``: what the card is to say (training/card.py)."""
    from tokenizers import Tokenizer

    model, output = load(checkpoint)
    pieces = Tokenizer.from_file(str(tokenizer)).get_vocab_size()
    if pieces != model.shape.vocabulary:
        raise ModelError(
            f"{tokenizer} has {pieces} pieces, the model {model.shape.vocabulary}; give the tokenizer it was trained with (--data)"
        )
    folder.mkdir(parents=True, exist_ok=True)
    to_bart(model, folder, output)
    (folder / "model.safetensors").chmod(0o644)  # safetensors leaves it to its owner alone
    if tokenizer.resolve() != (folder / "tokenizer.json").resolve():  # models/bundled may be written anew
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    special = {
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "cls_token": "<s>",
        "sep_token": "</s>",
    }
    _write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            **special,
            "model_max_length": model.shape.positions,
            "clean_up_tokenization_spaces": False,
        },
    )
    ids = {
        "bos_token_id": BOS,
        "pad_token_id": PAD,
        "eos_token_id": EOS,
        "decoder_start_token_id": EOS,
        "forced_eos_token_id": EOS,
    }
    # transformers stops at 20 tokens without a maximum
    _write(folder / "generation_config.json", {**ids, "max_new_tokens": 200, "num_beams": 4, "early_stopping": True})
    (folder / "MODEL_CARD.md").write_text(card.render(model, scores or {}, about or {}), encoding="utf-8")


def check(checkpoint: Path, folder: Path, texts: list[str]) -> float:
    """The largest difference of a score between checkpoint and folder (both in float32) over greedy readings of ``texts``.

    About 0.05 for float16 weights; more means that the two are not the same function.
    """
    from tokenizers import Tokenizer
    from transformers import AutoModelForSeq2SeqLM

    model, output = load(checkpoint)
    model.eval()
    bart = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    tok = Tokenizer.from_file(str(folder / "tokenizer.json"))
    said = torch.arange(model.shape.vocabulary) if output is None else output
    worst = 0.0
    with torch.no_grad():
        for text in texts:
            x = torch.tensor([[BOS, *tok.encode(text, add_special_tokens=False).ids, EOS]])
            y = model.greedy(x, output, limit=40)
            ours = model(x, y) @ model.shared.weight[said].t()
            theirs = bart(input_ids=x, decoder_input_ids=y).logits[..., said]
            worst = max(worst, float((ours - theirs).abs().max()))
    return worst


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser(
        prog="python -m training.export", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("checkpoint", type=Path, help="final.pt or last.pt of training.train")
    p.add_argument("out", type=Path)
    p.add_argument(
        "--data", type=Path, help="folder of training.prepare, for its tokenizer (default: that of models/bundled)"
    )
    p.add_argument("--scores", type=Path, help="scores.json of training.evaluate, for the card")
    p.add_argument("--card", type=Path, help="JSON: what else the card is to say; see training/card.py")
    args = p.parse_args(argv)
    scores, about = (json.loads(f.read_text(encoding="utf-8")) if f else {} for f in (args.scores, args.card))
    export(
        args.checkpoint,
        args.out,
        tokenizer=args.data / "tokenizer.json" if args.data else TOKENIZER,
        scores=scores,
        about=about,
    )
    worst = check(
        args.checkpoint, args.out, ["截至11月底，全市新能源汽车产量达12.6万辆，同比增长18.3%。", "会议由市长王伟主持。"]
    )
    print(
        f"{args.out}: {(args.out / 'model.safetensors').stat().st_size / 1e6:.1f} MB; scores differ from the "
        f"checkpoint's by at most {worst:.3f}"
    )


if __name__ == "__main__":
    main()
