"""The engines that are timed: each makes its work, with what is not to be measured (loading, tokens of the limit) done."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.speed.texts import ROOT, words
from jianbao.machine import cores

BUNDLED = ROOT / "models" / "bundled"
BEAMS = 4
LIMIT = "CTranslate2, tokens ready (limit)"
Work = Callable[[], int]
"""Does the work of one repetition; words of English."""


def transformers_model() -> tuple[Any, Any, Any]:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(cores())
    model = AutoModelForSeq2SeqLM.from_pretrained(BUNDLED, dtype=torch.float32).eval()
    return torch, AutoTokenizer.from_pretrained(BUNDLED), model


def transformers_texts(batch: Sequence[str], torch: Any, tokenizer: Any, model: Any) -> list[str]:
    inputs = tokenizer(list(batch), return_tensors="pt", padding=True)
    inputs.pop("token_type_ids", None)
    with torch.inference_mode():
        out = model.generate(**inputs, num_beams=BEAMS, max_new_tokens=min(200, 40 + 3 * inputs["input_ids"].shape[1]))
    return list(tokenizer.batch_decode(out, skip_special_tokens=True))


def loop(texts: Sequence[str]) -> Work:
    loaded = transformers_model()
    return lambda: words([transformers_texts([text], *loaded)[0] for text in texts])


def sorted_batches(texts: Sequence[str], size: int = 32) -> Work:
    loaded = transformers_model()

    def work() -> int:
        order = sorted(texts, key=len, reverse=True)
        return sum(words(transformers_texts(order[at : at + size], *loaded)) for at in range(0, len(order), size))

    return work


def limit(texts: Sequence[str]) -> Work:
    """As fast as CTranslate2 can be made to go: several layouts of threads and batches are tried, and the fastest is taken."""
    import ctranslate2

    from models import load_engine

    engine: Any = load_engine()
    tokens = sorted((engine._words(ids) for ids in engine.source_ids(texts)), key=len, reverse=True)
    device = "cpu" if engine.name.count("-") == 1 else "cuda"
    available = cores()
    best: tuple[float, Any, int] | None = None
    for workers, threads in dict.fromkeys([(available, 1), (1, available)]):
        translator = ctranslate2.Translator(
            str(engine._folder),
            device=device,
            compute_type=engine.name.split("-")[1],
            inter_threads=workers if device == "cpu" else 1,
            intra_threads=threads,
        )
        for size in (512, 1024, 4096):
            began = time.perf_counter()
            translator.translate_batch(tokens, max_batch_size=size, batch_type="tokens", beam_size=BEAMS)
            seconds = time.perf_counter() - began
            if best is None or seconds < best[0]:
                best = seconds, translator, size
    assert best is not None
    _, translator, size = best

    def work() -> int:
        done = translator.translate_batch(tokens, max_batch_size=size, batch_type="tokens", beam_size=BEAMS)
        return sum(len("".join(r.hypotheses[0]).replace("▁", " ").split()) for r in done)

    return work


def ours(texts: Sequence[str], *, check: bool) -> Work:
    from models import load_engine
    from translate.translation import TranslateOptions
    from translate.translator import Translator

    translator = Translator(load_engine(mode="throughput"), options=TranslateOptions(beams=BEAMS, check=check))
    return lambda: words([t.text for t in translator.translate(translator.document(texts))])


def without_checks(texts: Sequence[str]) -> Work:
    return ours(texts, check=False)


def with_checks(texts: Sequence[str]) -> Work:
    return ours(texts, check=True)


def brief(texts: Sequence[str], length: int = 120) -> Work:
    """Whole briefs of whole articles, a batch together. Words are those of the briefs. Dictionaries are read beforehand."""
    from brief.loading import load_composer
    from brief.render.formats import render
    from reading.article import from_text

    composer = load_composer(length=length)
    composer.compose(from_text(texts[0]))

    def work() -> int:
        count = 0
        for made in composer.compose_many(from_text(text) for text in texts):
            render(made, "md")
            count += words([made.headline, *(p.english for p in made.points)])
        return count

    return work


ENGINES: dict[str, Callable[[Sequence[str]], Work]] = {
    "transformers, a sentence at a time": loop,
    "transformers, sorted batches of 32": sorted_batches,
    LIMIT: limit,
    "ours, without checks": without_checks,
    "ours, with checks": with_checks,
}
SLOW = frozenset(list(ENGINES)[:2])


_ENGINES: dict[str, Any] = {}


def generated(
    texts: Sequence[str], *, compute: str = "auto", beams: int = BEAMS, batch_tokens: int | None = None
) -> list[str]:
    from models import GenerateOptions, load_engine

    engine = _ENGINES.setdefault(compute, load_engine(compute=compute, mode="throughput"))
    done = engine.generate(texts, options=GenerateOptions(beams=beams, batch_tokens=batch_tokens))
    return [hypotheses[0].text for hypotheses in done]
