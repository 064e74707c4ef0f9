"""PyTorch with transformers: every seq2seq architecture, and a GPU where there is one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao.errors import ModelError
from models.engines.batching import batches, bound, check_window
from models.engines.precision import torch_type
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress
from models.engines.seq2seq.codec import TransformersCodec
from models.engines.seq2seq.framed import FramedEngine
from models.engines.seq2seq.profile import read

if TYPE_CHECKING:
    import numpy as np


class TorchEngine(FramedEngine):
    """Runs a model folder in the Hugging Face layout.

    folder: config, tokenizer and weights; nothing is downloaded and no code of the folder is run.
    compute: `float32`, `float16` or `bfloat16`.
    """

    kind = "torch"

    def __init__(
        self,
        folder: Path,
        *,
        model: str,
        compute: str,
        source: str,
        target: str,
        threads: int | None = None,
        device: str = "cpu",
        tag: str | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        import torch
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig
        from transformers.utils import logging

        precision = torch_type(compute)
        if threads and device == "cpu":
            torch.set_num_threads(threads)
        bars = logging.is_progress_bar_enabled()
        logging.disable_progress_bar()
        try:
            options = {"local_files_only": True, "trust_remote_code": False}
            tokenizer = AutoTokenizer.from_pretrained(folder, **options)
            network = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=precision, **options)
        except (OSError, ValueError, KeyError, ImportError) as error:
            reason = str(error).splitlines()[0] if str(error) else repr(error)
            raise ModelError("models.not_loaded", folder=folder, reason=reason) from error
        finally:
            if bars:
                logging.enable_progress_bar()
        self._device = device
        self._network = network.to(device).eval()
        self._profile = read(tokenizer, network.config, network.generation_config, facts)
        # generate() takes what a call leaves open from here: lengths, penalties, a forced EOS that hides a bound met.
        network.generation_config = GenerationConfig()
        self._codec = TransformersCodec(tokenizer, self._profile)
        self._bound = self._profile.bind(source, target, self._codec.find, tag=tag)
        self._model = model
        self._compute = compute

    def _padded(self, rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
        """Ids and mask, (rows, longest) int64 each."""
        import torch

        longest = max(len(row) for row in rows)
        pad = self._profile.pad
        ids = torch.tensor([[*row, *[pad] * (longest - len(row))] for row in rows], device=self._device)
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows], device=self._device)
        return ids, mask

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        """See Generator.generate. An empty text has one empty hypothesis of score 0, any other text none."""
        distinct, sources, found = self._asked(texts, options, hints)
        lengths = [len(ids) for ids in sources]
        done = 0
        for batch in batches(lengths, tokens=self._budget(options)):
            batch = [i for i in batch if distinct.texts[i].strip()]
            if batch:
                for i, hypotheses in zip(batch, self._decode([sources[i] for i in batch], options), strict=True):
                    found[i] = hypotheses
                done += len(batch)
                if progress is not None:
                    progress(done, len(sources))
        return [list(found[i]) for i in distinct.where]

    def _decode(self, sources: list[list[int]], options: GenerateOptions) -> list[list[Hypothesis]]:
        import torch
        from transformers import GenerationConfig

        profile, given = self._profile, len(self._bound.forced)
        limit = bound(max(map(len, sources)), options, self.window, given + 1)
        suppressed = set(profile.suppressed)
        if profile.unknown is not None:
            suppressed.add(profile.unknown)
        config = GenerationConfig(
            max_new_tokens=limit + given,
            min_new_tokens=1 + given,
            num_beams=options.beams,
            num_return_sequences=options.hypotheses,
            early_stopping=options.beams > 1,
            do_sample=False,
            length_penalty=options.length_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram,
            repetition_penalty=options.repetition_penalty,
            suppress_tokens=sorted(suppressed) or None,
            decoder_start_token_id=self._bound.start,
            bos_token_id=self._bound.start,
            forced_bos_token_id=self._bound.forced[0] if self._bound.forced else None,
            eos_token_id=profile.eos,
            pad_token_id=profile.pad,
        )
        ids, mask = self._padded(sources)
        with torch.inference_mode():
            output = self._network.generate(input_ids=ids, attention_mask=mask, generation_config=config)
            rows = output.tolist()
            targets: list[list[int]] = []
            complete: list[bool] = []
            for row in rows:
                row = row[1 + given :]
                complete.append(profile.eos in row)
                targets.append(row[: row.index(profile.eos)] if complete[-1] else row)
            # Scored by a second, parallel pass: keeping generate's scores takes (beams, vocabulary) floats for each step.
            each = [source for source in sources for _ in range(options.hypotheses)]
            ends = [[*t, profile.eos] if c else t for t, c in zip(targets, complete, strict=True)]
            scores = self._log_probs(each, ends, banned=sorted(suppressed), empty=False)
        texts = self._codec.decode(targets)
        hypotheses = [
            Hypothesis(text, score, len(target), done)
            for text, score, target, done in zip(texts, scores, targets, complete, strict=True)
        ]
        n = options.hypotheses
        return [hypotheses[i : i + n] for i in range(0, len(hypotheses), n)]

    def _log_probs(
        self,
        sources: Sequence[Sequence[int]],
        targets: Sequence[Sequence[int]],
        *,
        banned: Sequence[int],
        empty: bool = True,
    ) -> list[float]:
        """Mean log probability of target tokens (EOS included where given); 0 for an empty target.

        banned: ids that cannot be said and have no share of the probability. empty: whether EOS may come first.
        """
        import torch

        lead = [self._bound.start, *self._bound.forced]
        ids, mask = self._padded(sources)
        decoder, seen = self._padded([[*lead, *t[:-1]] for t in targets])
        labels, _ = self._padded([[*self._bound.forced, *t] if t else [*self._bound.forced, 0] for t in targets])
        with torch.inference_mode():
            logits = self._network(
                input_ids=ids, attention_mask=mask, decoder_input_ids=decoder, decoder_attention_mask=seen
            ).logits
            logits = logits.float()
            logits[:, :, list(banned)] = -torch.inf
            if not empty:
                logits[:, len(self._bound.forced), self._profile.eos] = -torch.inf
            chosen = torch.log_softmax(logits, -1).gather(2, labels.unsqueeze(2)).squeeze(2)
        at = len(self._bound.forced)
        return [float(row[at : at + len(t)].mean()) if t else 0.0 for row, t in zip(chosen.cpu(), targets, strict=True)]

    def _summed(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        import torch

        ids, mask = self._padded(rows)
        with torch.inference_mode():
            states = self._network.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state
            summed: np.ndarray = (states.float() * mask.unsqueeze(2)).sum(1).cpu().numpy()
        return summed

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """See Scorer.score; EOS counts as a token."""
        if len(sources) != len(targets):
            raise ValueError(f"{len(sources)} sources and {len(targets)} targets")
        framed = self.source_ids(sources)
        goals = [[*ids, self._profile.eos] for ids in self._codec.target_pieces(targets)]
        check_window([len(ids) for ids in framed], self.window, sources, self.model)
        check_window([len(ids) + len(self._bound.forced) + 1 for ids in goals], self.window, targets, self.model)
        scores = [math.nan] * len(framed)
        for batch in batches(
            [max(len(s), len(t)) for s, t in zip(framed, goals, strict=True)], tokens=self._budget(DEFAULTS)
        ):
            found = self._log_probs(
                [framed[i] for i in batch], [goals[i] for i in batch], banned=self._profile.suppressed
            )
            for i, score in zip(batch, found, strict=True):
                scores[i] = score
        return scores
