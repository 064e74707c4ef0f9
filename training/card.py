"""The model card that goes with an exported model: what it is made of, what it scores, what it may be used for.

``about`` (card.json) may say: version, data (a list of lines), hardware, time, licence, limits (a list of lines). What
is not said is shown as missing, not made up.
"""

from __future__ import annotations

from typing import Any

from training.model import Seq2Seq

MISSING = "not recorded"
LIMITS = (
    "One sentence an input, at most 110 pieces in training (512 positions); longer text must be split, never cut.",
    "A small model: it drops or repeats clauses of long sentences and invents names and figures. Use it with the fidelity check.",
)


def render(model: Seq2Seq, scores: dict[str, Any], about: dict[str, Any]) -> str:
    """Markdown with Hugging Face front matter. ``scores``: as training/evaluate.py returns them."""
    s = model.shape
    millions = sum(p.numel() for p in model.parameters()) / 1e6
    licence = about.get("licence", MISSING)
    head = ["---", "language: [zh, en]", "pipeline_tag: translation", "library_name: transformers", "---", ""]
    head += [f"# Jianbao bundled model, zh -> en, version {about.get('version', MISSING)}", ""]
    head += [
        f"A {millions:.0f} M parameter encoder-decoder in BART layout: {s.encoder} encoder layers of multilingual-e5-small's shape, "
        f"{s.decoder} decoder layers, width {s.width}, {s.heads} heads, tied embeddings over {s.vocabulary:,} of XLM-R's unigram pieces; "
        "float16. `final_logits_bias` keeps the pieces that the English side never uses from being said.", "",
        "- Input: `<s> Chinese sentence </s>`, one sentence at a time. Output: English.",
        f"- Hardware: {about.get('hardware', MISSING)}. Time: {about.get('time', MISSING)}.",
        f"- Licence: {licence}", "",
        "## Data", "",
    ]  # fmt: skip
    data = [f"- {line}" for line in about.get("data", ())] or [MISSING]
    return (
        "\n".join(
            [
                *head,
                *data,
                "",
                "## Scores",
                "",
                *_table(scores),
                "",
                "## Limits",
                "",
                *(f"- {x}" for x in (*LIMITS, *about.get("limits", ()))),
            ]
        )
        + "\n"
    )


def _table(scores: dict[str, Any]) -> list[str]:
    if not scores:
        return [MISSING]
    rows = ["CTranslate2 int8; `python -m training.evaluate`.", "", "| set | sentences | scores |", "|---|---:|---|"]
    for name, row in scores.items():
        rest = ", ".join(f"{k} {v:.4g}" for k, v in row.items() if k not in ("sentences", "words_per_second"))
        rows.append(f"| {name} | {row.get('sentences', 0):.0f} | {rest} |")
    return rows
