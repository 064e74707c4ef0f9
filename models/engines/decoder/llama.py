"""GGUF files through llama.cpp: sentences side by side, in a process whose crash costs one of them."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jianbao import machine
from jianbao.errors import ModelError
from models.engines.decoder import answers, prompt
from models.engines.decoder.process import LostError, Process, Settings
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress, Stop

SAMPLING = 0.6
"""Temperature of the second hypothesis and of those after it, where the options say none."""
_TICK = 0.5
"""Seconds between two looks at `progress` while no answer comes."""
_SILENT = -100.0
"""Score of a sentence that got no answer."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One hypothesis of one sentence. drawn: its number among the hypotheses."""

    prompt: prompt.Prompt
    limit: int
    drawn: int


class LlamaEngine:
    """A model in a GGUF file, with or without an adapter.

    slots: sentences decoded side by side. context: tokens of one, prompt and answer. patience: seconds without a sign of life, after which
    the process counts as hung. `beams`, `length_penalty` and `no_repeat_ngram` are for beam search, which this engine has not.
    """

    hinted = True
    remote = False

    def __init__(
        self,
        file: Path,
        *,
        model: str,
        adapter: Path | None = None,
        scale: float = 1.0,
        trained: bool = False,
        source: str = "zh",
        target: str = "en",
        threads: int | None = None,
        slots: int = 8,
        context: int = 1024,
        cache: str = "f16",
        flash: bool = True,
        patience: float = 120.0,
    ) -> None:
        """trained: the model or its adapter was trained on our prompt; any other model gets an instruction in its own chat template."""
        if not file.is_file():
            raise ModelError("models.no_file", path=file)
        settings = Settings(
            model=str(file),
            adapters=((str(adapter), scale),) if adapter is not None else (),
            threads=machine.cores() if threads is None else threads,
            slots=slots,
            context=context,
            cache=cache,
            flash=flash,
        )
        self.model = model
        self._target = target
        self._process = Process(settings, patience=patience)
        self._alone = threading.Lock()
        self._encoded = lru_cache(maxsize=4096)(self._tokens)
        try:
            properties = self._process.ask("/props")
            self.name = f"llama-{_kind(properties.get('model_ftype', ''))}"
            self._context = int(properties["default_generation_settings"]["n_ctx"])
            self._style: prompt.Style = (
                prompt.Press(self)
                if trained
                else prompt.chat(self, lambda text: self._rendered(text, properties), source=source, target=target)
            )
        except BaseException:
            self.close()
            raise

    # The vocabulary

    def encode(self, text: str) -> list[int]:
        return list(self._encoded(text, False))

    def parse(self, text: str) -> list[int]:
        return list(self._encoded(text, True))

    def _tokens(self, text: str, special: bool) -> tuple[int, ...]:
        body = {"content": text, "add_special": False, "parse_special": special}
        return tuple(self._asked("/tokenize", body)["tokens"])

    def _rendered(self, text: str, properties: dict[str, Any]) -> str | None:
        if not properties.get("chat_template"):
            return None
        body = {
            "messages": [{"role": "user", "content": text}],
            "chat_template_kwargs": {"enable_thinking": False},
        }
        return str(self._asked("/apply-template", body)["prompt"])

    def _asked(self, path: str, body: dict[str, Any]) -> Any:
        """An answer that needs no decoding; the second time where the process is lost meanwhile."""
        try:
            return self._process.ask(path, body)
        except LostError as lost:
            self._process.revive(lost.generation)
        try:
            return self._process.ask(path, body)
        except LostError as lost:
            raise ModelError("models.process_lost", model=self.model, times=2) from lost

    # Lengths

    def room(self, text: str) -> int:
        tokens, source = self._style.build(prompt.one_line(text), ())
        return self._context - len(tokens) - _answer(source)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(self._style.build(prompt.one_line(text), ())[0]) for text in texts]

    # Decoding

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        if hints and len(hints) != len(texts):
            raise ModelError("models.hints_for_texts", hints=len(hints), texts=len(texts))
        if options.hypotheses < 1:
            raise ModelError("models.option", name="hypotheses", value=options.hypotheses, least=1)
        asked = [
            (prompt.one_line(text), tuple(map(tuple, hints[i])) if hints else ()) for i, text in enumerate(texts)
        ]
        different = {pair: self._tasks(*pair, options) for pair in dict.fromkeys(asked) if pair[0]}
        tasks = [task for each in different.values() for task in each]
        done = dict(zip(map(id, tasks), self._run(tasks, options, progress), strict=True))
        found = {pair: _best_first([done[id(task)] for task in each]) for pair, each in different.items()}
        return [list(found[pair]) if pair[0] else [Hypothesis("", 0.0, 0, True)] for pair in asked]

    def close(self) -> None:
        self._process.close()

    def _tasks(self, text: str, hints: tuple[Hint, ...], options: GenerateOptions) -> list[_Task]:
        def room(source: int) -> int:
            return self._context - (options.max_tokens or _answer(source))

        built = prompt.fitted(self._style, text, hints, room=room)
        limit = min(options.max_tokens or 40 + 3 * built.source, self._context - len(built.tokens))
        return [_Task(built, limit, drawn) for drawn in range(options.hypotheses)]

    def _run(self, tasks: list[_Task], options: GenerateOptions, progress: Progress | None) -> list[Hypothesis]:
        """All tasks, the slots kept full, the longest first. What `progress` raises ends the decoding of those that are left."""
        order = sorted(range(len(tasks)), key=lambda i: -tasks[i].limit)
        results: dict[int, Hypothesis] = {}
        suspects: list[int] = []
        call = _Call()
        pool = ThreadPoolExecutor(max(1, min(self._process.settings.slots, len(tasks))), "jianbao-llama")
        try:
            waiting: dict[Future[Hypothesis], int] = {
                pool.submit(self._answer, tasks[i], options, call): i for i in order
            }
            while waiting:
                ready, _ = wait(waiting, timeout=_TICK, return_when=FIRST_COMPLETED)
                for future in ready:
                    i = waiting.pop(future)
                    try:
                        results[i] = future.result()
                    except LostError as lost:
                        self._process.revive(lost.generation)
                        suspects.append(i)
                if progress is not None:
                    progress(len(results), len(tasks))
            for i in suspects:
                results[i] = self._suspect(tasks[i], options, call, pool, lambda: (len(results), len(tasks)), progress)
        finally:
            call.drop()
            pool.shutdown(cancel_futures=True)
        return [results[i] for i in range(len(tasks))]
