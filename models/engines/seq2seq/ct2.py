"""CTranslate2: the default engine on a CPU, int8. Imports neither torch nor transformers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao import machine
from models.engines.batching import batches, bound, check_window
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Piece, Progress
from models.engines.seq2seq.codec import FileCodec
from models.engines.seq2seq.convert import ENCODER, PROFILE
from models.engines.seq2seq.framed import FramedEngine
from models.engines.seq2seq.profile import Profile

if TYPE_CHECKING:
    import numpy as np

LEAST_BATCH_TOKENS = 256
"""Padded source tokens below which batches are not cut for the sake of idle workers."""

_QUEUED = 16
"""Batches given to CTranslate2 at once for each worker; bounds what is in memory whatever the number of texts."""


class CT2Engine(FramedEngine):
    """Runs a folder that models.engines.seq2seq.convert has made.

    folder: the converted model. model: what `Engine.model` says.
    threads: cores to use, all where None.
    mode: `latency` puts all cores on one batch; `throughput` gives each core a batch of its own.
    """

    kind = "ct2"

    def __init__(
        self,
        folder: Path,
        *,
        model: str,
        compute: str,
        source: str,
        target: str,
        threads: int | None = None,
        mode: str = "latency",
        device: str = "cpu",
        tag: str | None = None,
    ) -> None:
        import ctranslate2

        self._folder = folder
        self._model = model
        self._compute = compute
        self._device = device
        self._profile = Profile.loads((folder / PROFILE).read_text("utf-8"))
        self._vocabulary = _vocabulary(folder)
        self._ids = {token: i for i, token in enumerate(self._vocabulary)}
        self._codec = FileCodec(folder, self._profile, self._vocabulary)
        self._bound = self._profile.bind(source, target, self._codec.find, tag=tag)
        cores = threads or machine.cores()
        self._workers, self._threads = (cores, 1) if mode == "throughput" and device == "cpu" else (1, cores)
        # The decoder starts from the profile's token, or from nothing (Marian) where the configuration says so.
        self._translator = ctranslate2.Translator(
            str(folder),
            device=device,
            compute_type=compute,
            inter_threads=self._workers,
            intra_threads=self._threads,
        )
        self._encoder: Any = None
        suppressed = {i for i in self._profile.suppressed if i < len(self._vocabulary)}
        if self._profile.unknown is not None:
            suppressed.add(self._profile.unknown)
        self._suppressed = [[self._vocabulary[i]] for i in sorted(suppressed)]
        self._end = self._vocabulary[self._profile.eos]

    def _words(self, ids: Sequence[int]) -> list[str]:
        size = len(self._vocabulary)
        unknown = self._profile.unknown or 0
        return [self._vocabulary[i if i < size else unknown] for i in ids]

    def _given(self) -> list[str]:
        """The target tokens that decoding starts with; CTranslate2 puts the decoder start before them itself.

        mBART-25 has no fixed start: its configuration leaves it out, and the first token here is it. CTranslate2 then
        leaves it out of results, so that only `Bound.forced` stands at their beginning.
        """
        start = (self._bound.start,) if self._profile.rule == "start" else ()
        return self._words((*start, *self._bound.forced))

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
        budget = self._budget(options)
        if self._workers > 1 and options.batch_tokens is None:
            # Few texts: batches small enough that every worker has some, but not so small that they cost more than they bring.
            budget = min(budget, max(LEAST_BATCH_TOKENS, sum(lengths) // (2 * self._workers)))
        # Windows of batches: what one call of CTranslate2 holds in memory is bounded, and its workers stay busy.
        window: list[int] = []
        taken = done = 0
        for batch in batches(lengths, tokens=budget):
            batch = [i for i in batch if distinct.texts[i].strip()]
            window += batch
            taken += 1
            if taken == _QUEUED * self._workers:
                self._decode(window, sources, found, options, budget)
                done += len(window)
                window, taken = [], 0
                if progress is not None:
                    progress(done, len(sources))
        if window:
            self._decode(window, sources, found, options, budget)
        return [list(found[i]) for i in distinct.where]

    def _decode(
        self,
        window: list[int],
        sources: list[list[int]],
        found: list[list[Hypothesis]],
        options: GenerateOptions,
        budget: int,
    ) -> None:
        given, forced = self._given(), len(self._bound.forced)
        longest = max(len(sources[i]) for i in window)
        limit = bound(longest, options, self.window, forced + 1)
        results = self._translator.translate_batch(
            [self._words(sources[i]) for i in window],
            [given] * len(window) if given else None,
            max_batch_size=budget,
            batch_type="tokens",
            beam_size=options.beams,
            num_hypotheses=options.hypotheses,
            length_penalty=options.length_penalty,
            repetition_penalty=options.repetition_penalty,
            no_repeat_ngram_size=options.no_repeat_ngram,
            suppress_sequences=self._suppressed or None,
            max_input_length=0,
            max_decoding_length=limit + forced,
            min_decoding_length=1 + forced,
            return_scores=True,
            return_end_token=True,
        )
        ids: list[list[int]] = []
        parts: list[tuple[int, float, int, bool]] = []
        for i, result in zip(window, results, strict=True):
            for words, score in zip(result.hypotheses, result.scores, strict=True):
                complete = bool(words) and words[-1] == self._end
                # CTranslate2 divides by (tokens, forced ones and EOS counted) ** length_penalty.
                total = score * max(1, len(words)) ** options.length_penalty
                target = [self._ids[w] for w in (words[forced:-1] if complete else words[forced:])]
                ids.append(target)
                parts.append((i, total / max(1, len(target) + complete), len(target), complete))
        for i in window:
            found[i] = []
        for text, (i, score, tokens, complete) in zip(self._codec.decode(ids), parts, strict=True):
            found[i].append(Hypothesis(text, score, tokens, complete))

    def _summed(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        """The first call loads the encoder a second time: 34 MB for the bundled model."""
        import numpy as np

        if self._encoder is None:
            import ctranslate2

            self._encoder = ctranslate2.Encoder(
                str(self._folder / ENCODER),
                device=self._device,
                compute_type=self._compute,
                inter_threads=self._workers,
                intra_threads=self._threads,
            )
        output = self._encoder.forward_batch([list(row) for row in rows])
        states = np.array(output.last_hidden_state.to_device(_cpu()), dtype=np.float32)
        return np.stack([states[i, : len(row)].sum(axis=0) for i, row in enumerate(rows)])

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """See Scorer.score; EOS counts as a token."""
        return [sum(scores) / len(scores) for _, scores in self._forced(sources, targets)]

    def score_pieces(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Piece]]:
        """See PieceScorer.score_pieces."""
        return [list(zip(pieces, scores, strict=False)) for pieces, scores in self._forced(sources, targets)]

    def _forced(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[list[str], list[float]]]:
        """The pieces of each target, and the log probability of each and of EOS behind them."""
        if len(sources) != len(targets):
            raise ValueError(f"{len(sources)} sources and {len(targets)} targets")
        given, forced = self._given(), len(self._bound.forced)
        framed = self.source_ids(sources)
        goals = self._codec.target_pieces(targets)
        check_window([len(ids) for ids in framed], self.window, sources, self.model)
        check_window([len(ids) + forced + 2 for ids in goals], self.window, targets, self.model)
        found: list[tuple[list[str], list[float]]] = [([], []) for _ in framed]
        for batch in batches(
            [max(len(s), len(t)) for s, t in zip(framed, goals, strict=True)],
            tokens=self._budget(DEFAULTS),
        ):
            results = self._translator.score_batch(
                [self._words(framed[i]) for i in batch],
                [given + self._words(goals[i]) for i in batch],
                max_input_length=0,
                offset=forced,
            )
            for i, result in zip(batch, results, strict=True):
                found[i] = self._words(goals[i]), list(result.log_probs)
        return found


def _cpu() -> Any:
    import ctranslate2

    return ctranslate2.Device.cpu


def _vocabulary(folder: Path) -> list[str]:
    for name in ("shared_vocabulary.json", "target_vocabulary.json"):
        if (folder / name).exists():
            return list(json.loads((folder / name).read_text("utf-8")))
    raise FileNotFoundError(f"{folder} holds no vocabulary")
