"""What a model wants around the text: special tokens, language codes, bounds.

The rules are read once from the model's own tokenizer and configuration (`read`), kept as JSON next to a converted model, and
bound to a pair of languages when an engine starts (`Profile.bind`). So both engines feed a model the same ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jianbao.errors import ModelError

SOURCE = -1
"""Stands in `prefix` and `suffix` where the code of the source language goes."""

RELATIVE_WINDOW = 512
"""T5 has relative positions and no hard bound; it and its kin were trained at 512 tokens."""

# How one language is called by NLLB, mBART-50, M2M100, Marian and MADLAD, best first.
_CODES: dict[str, tuple[str, ...]] = {
    "zh": ("zho_Hans", "zh_CN", "__zh__", ">>cmn_Hans<<", ">>zho_Hans<<", ">>cmn<<", ">>zho<<", ">>zh<<", "<2zh>"),
    "zh-hant": ("zho_Hant", ">>cmn_Hant<<", ">>zho_Hant<<", "<2zh_Hant>"),
    "en": ("eng_Latn", "en_XX", "__en__", ">>eng<<", ">>en<<", "<2en>"),
}


def spellings(language: str) -> tuple[str, ...]:
    """Every token that may stand for a language; a code in the model's own form is taken as it is."""
    known = _CODES.get(language.lower(), ())
    return (*known, language, f"__{language}__", f">>{language}<<", f"<2{language}>")


@dataclass(frozen=True, slots=True)
class Bound:
    """A profile for one pair of languages; token ids.

    prefix, suffix: go around the source. start: what the decoder starts from. forced: target tokens given to the decoder.
    lead: text put before every source.
    """

    prefix: tuple[int, ...]
    suffix: tuple[int, ...]
    start: int
    forced: tuple[int, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Special-token rules and bounds of one model.

    rule: where languages go. `none`; `codes`: a source code in prefix or suffix, the target code forced as first target
        token (NLLB, M2M100, mBART-50); `start`: the target code starts the decoder (mBART-25); `tag`: a token for the target
        language leads the source (Marian with several targets); `lead`: it does so as text (MADLAD); `target`: the target's
        code stands where the source's would (SMaLL-100, https://arxiv.org/abs/2210.11621).
    window: most tokens on either side, special tokens included.
    tokenizer: `tokenizers` (tokenizer.json), `marian` or `m2m100` (sentencepiece with a vocabulary of its own).
    text_prefix: text put before every source (T5).
    """

    architecture: str
    rule: str
    prefix: tuple[int, ...]
    suffix: tuple[int, ...]
    start: int
    forced: tuple[int, ...]
    eos: int
    pad: int
    unknown: int | None
    special: tuple[int, ...]
    suppressed: tuple[int, ...]
    window: int
    tokenizer: str
    clean_up: bool
    vocabulary_size: int
    text_prefix: str = ""

    def dumps(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def loads(cls, text: str) -> Profile:
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()
        }
        return cls(**fields)

    def bind(self, source: str, target: str, find: Callable[[str], int | None], *, tag: str | None = None) -> Bound:
        """The ids for one pair of languages.

        find: the id of a token, None where the vocabulary lacks it.
        tag: the target tag to use whatever the target is called ("" for none).
        Raises ModelError where the model has no code for a language.
        """
        prefix, suffix, start, forced = self.prefix, self.suffix, self.start, self.forced

        def spelling_of(language: str) -> tuple[str, int]:
            for spelling in spellings(language):
                if (found := find(spelling)) is not None:
                    return spelling, found
            raise ModelError("models.no_language_code", language=language, tried=", ".join(spellings(language)))

        def code(language: str) -> int:
            return spelling_of(language)[1]

        lead = self.text_prefix
        spoken = SOURCE
        if self.rule in ("codes", "start"):
            spoken = code(source)
        elif self.rule == "target":
            spoken = code(target)
        elif self.rule == "lead":
            lead = f"{spelling_of(target)[0]} {lead}"
        prefix = tuple(spoken if i == SOURCE else i for i in prefix)
        suffix = tuple(spoken if i == SOURCE else i for i in suffix)
        if self.rule == "codes":
            forced = (code(target),)
        elif self.rule == "start":
            start = code(target)
        elif self.rule == "tag" and tag != "":
            found = find(tag) if tag else code(target)
            if found is None:
                raise ModelError("models.no_tag", tag=tag)
            prefix = (found, *prefix)
        return Bound(prefix, suffix, start, forced, lead)


def vocabulary(tokenizer: Any) -> dict[str, int]:
    """Every token of a transformers tokenizer; M2M100's language codes are not in its `get_vocab` (transformers 5)."""
    return {**tokenizer.get_vocab(), **getattr(tokenizer, "lang_token_to_id", {})}


def _affixes(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What the tokenizer puts before and after a text."""
    probe = "1"
    whole = list(tokenizer(probe).input_ids)
    bare = list(tokenizer(probe, add_special_tokens=False).input_ids)
    for at in range(len(whole) - len(bare) + 1):
        if whole[at : at + len(bare)] == bare:
            return tuple(whole[:at]), tuple(whole[at + len(bare) :])
    raise ModelError("models.odd_tokenizer")


def _first(value: int | Sequence[int] | None) -> int | None:
    return value[0] if isinstance(value, list | tuple) else value  # type: ignore[return-value]


def read(tokenizer: Any, config: Any, generation: Any, facts: Mapping[str, Any] | None = None) -> Profile:
    """The profile of a model from its transformers tokenizer, configuration and generation configuration.

    facts: what the catalogue knows better: `language_rule`, `window`, `prefix`.
    """
    facts = facts or {}
    architecture = str(config.model_type)
    known_tokens = vocabulary(tokenizer)
    kind = type(tokenizer).__name__
    rule = "none"
    prefix, suffix = _affixes(tokenizer)
    language = getattr(tokenizer, "src_lang", None)
    if language is not None:
        # M2M100 calls `zh` what its vocabulary calls `__zh__`.
        known = {known_tokens[token] for token in spellings(language) if token in known_tokens}
        prefix = tuple(SOURCE if i in known else i for i in prefix)
        suffix = tuple(SOURCE if i in known else i for i in suffix)
        rule = "start" if kind.startswith("MBartTokenizer") else "codes"
    elif architecture == "marian" and any(t.startswith(">>") and t.endswith("<<") for t in known_tokens):
        rule = "tag"
    elif "<2en>" in known_tokens:
        rule = "lead"
    rule = facts.get("language_rule", rule)

    eos = _first(generation.eos_token_id) or _first(config.eos_token_id)
    pad = next(i for i in (generation.pad_token_id, config.pad_token_id, tokenizer.pad_token_id, eos) if i is not None)
    eos = eos if eos is not None else tokenizer.eos_token_id
    start = next(
        (
            i
            for i in (
                generation.decoder_start_token_id,
                getattr(config, "decoder_start_token_id", None),
                generation.bos_token_id,
                tokenizer.bos_token_id,
            )
            if i is not None
        ),
        pad,
    )
    forced = generation.forced_bos_token_id
    if forced is None:
        forced = getattr(config, "forced_bos_token_id", None)
    suppressed = set(generation.suppress_tokens or ())
    for words in generation.bad_words_ids or getattr(config, "bad_words_ids", None) or ():
        if len(words) == 1:
            suppressed.add(words[0])

    positions = getattr(config, "max_position_embeddings", None)
    window = positions or getattr(config, "n_positions", None) or RELATIVE_WINDOW
    if limit := facts.get("window"):
        window = min(limit, positions) if positions else limit
    backend = "tokenizers"
    if architecture == "marian":
        backend = "marian"
    elif kind.startswith("M2M100"):
        backend = "m2m100"
    return Profile(
        architecture=architecture,
        rule=rule,
        prefix=prefix,
        suffix=suffix,
        start=int(start),
        forced=() if forced is None or rule in ("codes", "start", "target") else (int(forced),),
        eos=int(eos),
        pad=int(pad),
        unknown=tokenizer.unk_token_id,
        special=tuple(sorted(set(tokenizer.all_special_ids))),
        suppressed=tuple(sorted(suppressed)),
        window=int(window),
        tokenizer=backend,
        clean_up=bool(getattr(tokenizer, "clean_up_tokenization_spaces", False)),
        vocabulary_size=int(config.vocab_size),
        text_prefix=facts.get("prefix", ""),
    )
