"""GGUF files through llama.cpp: sentences side by side, in a process whose crash costs one of them."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from jianbao import machine
from jianbao.errors import ModelError
from models.engines.decoder import answers, prompt
from models.engines.decoder.complaints import require_gguf
from models.engines.decoder.job import Job
from models.engines.decoder.parallel import side_by_side
from models.engines.decoder.process import Loss, LostError, Process, Settings
from models.engines.decoder.tasks import Task, Tasks
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress, Stop

_SILENT = -100.0
"""Score of a sentence that got no answer."""


class LlamaEngine:
    """A model in a GGUF file, with or without an adapter.

    slots: sentences decoded side by side; two for each thread where not given, at least 4, at most 8. context: tokens of one, prompt and
    answer. patience: seconds without a sign of life, after which the process counts as hung. `beams`, `length_penalty` and
    `no_repeat_ngram` are for beam search, which this engine has not.
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
        words: int = 0,
        threads: int | None = None,
        slots: int | None = None,
        context: int = 1024,
        cache: str = "f16",
        flash: bool = True,
        patience: float = 120.0,
    ) -> None:
        """trained: the model or its adapter was trained on our prompt; any other model gets an instruction in its own chat template.
        words: of the summaries that it is to write; where 0, it translates."""
        for path in (file, *([adapter] if adapter is not None else [])):
            require_gguf(path)
        threads = machine.cores() if threads is None else threads
        settings = Settings(
            model=str(file),
            adapters=((str(adapter), scale),) if adapter is not None else (),
            threads=threads,
            slots=slots or min(max(4, 2 * threads), 8),
            context=context,
            cache=cache,
            flash=flash,
        )
        self.model = model
        self._job = job = Job(source, target, words)
        self.process = Process(settings, patience=patience)
        self._alone = threading.Lock()
        self._encoded = lru_cache(maxsize=4096)(self._tokens)
        try:
            properties = self.process.ask("/props")
            self.name = f"llama-{_kind(properties.get('model_ftype', ''))}"
            self._context = int(properties["default_generation_settings"]["n_ctx"])
            self._style: prompt.Style = (
                prompt.Press(self) if trained else prompt.chat(self, lambda text: self._rendered(text, properties), job)
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
            return self.process.ask(path, body)
        except LostError as lost:
            self.process.revive(lost.generation)
        try:
            return self.process.ask(path, body)
        except LostError as lost:
            raise ModelError("models.process_lost", model=self.model, times=2) from lost

    def prompt(self, text: str, hints: Sequence[Hint] = ()) -> list[int]:
        """The ids that the model goes on from."""
        return self._style.build(prompt.one_line(text), hints)[0]

    def settings(self) -> dict[str, Any]:
        """What the child process was started with."""
        return asdict(self.process.settings)

    # Lengths

    def room(self, text: str) -> int:
        tokens, source = self._style.build(prompt.one_line(text), ())
        return self._context - len(tokens) - self._job.room(source)

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
        made = Tasks(self._style, self._context, texts, hints, options)
        return made.answers(self._run(made.tasks, options, progress))

    def close(self) -> None:
        self.process.close()

    def _run(self, tasks: list[Task], options: GenerateOptions, progress: Progress | None) -> list[Hypothesis]:
        """All tasks: the slots kept full, the longest first; those that were in work when the process was lost come last, one by one."""
        call = _Call()
        results: dict[int, Hypothesis] = {}

        def told(done: int) -> None:
            if progress is not None:
                progress(len(results) + done, len(tasks))

        def decoded(order: Sequence[int]) -> dict[int, Hypothesis | Loss]:
            slots = self.process.settings.slots
            return side_by_side(lambda i: self._answer(tasks[i], options, call), order, width=slots, told=told)

        try:
            first = decoded(sorted(range(len(tasks)), key=lambda i: -tasks[i].limit))
            results.update((i, answer) for i, answer in first.items() if isinstance(answer, Hypothesis))
            for i in sorted(first.keys() - results.keys()):
                with self._alone:
                    answer = decoded([i])[i]
                if isinstance(answer, Loss):
                    answer = Hypothesis("", _SILENT, 0, False, Stop(answer.value), tasks[i].prompt.left_out)
                results[i] = answer
        finally:
            call.drop()
        return [results[i] for i in range(len(tasks))]

    def _answer(self, task: Task, options: GenerateOptions, call: _Call) -> Hypothesis | Loss:
        """One answer, or how the process was lost while it was made. The process is up again when this returns."""
        while True:
            try:
                return self._decode(task, options, call)
            except LostError as lost:
                if call.dropped:
                    return lost.loss
                self.process.revive(lost.generation)
                if lost.asked:
                    return lost.loss

    def _decode(self, task: Task, options: GenerateOptions, call: _Call) -> Hypothesis:
        pieces: list[tuple[str, int]] = []
        tokens: list[int] = []
        logs: list[float] = []
        stop, made = Stop.LOOP, 0
        events = self.process.stream("/completion", self._body(task, options), opened=call.opened)
        with closing(events):
            for event in events:
                if "prompt_progress" in event:
                    continue
                pieces.append((event["content"], len(event["tokens"])))
                tokens += event["tokens"]
                logs += [token["logprob"] for token in event.get("completion_probabilities", ())]
                if event.get("stop"):
                    limited = event.get("stop_type") == "limit" or event.get("truncated")
                    stop, made = Stop.LIMIT if limited else Stop.END, int(event["tokens_predicted"])
                elif (again := answers.loop(tokens)) and _cut(pieces, again):
                    break
        made = made - (stop is Stop.END) if made else sum(count for _, count in pieces)
        text = self._job.tidy("".join(piece for piece, _ in pieces))
        score = sum(logs) / len(logs) if logs else _SILENT
        return Hypothesis(text, score, made, stop is Stop.END, stop, task.prompt.left_out)

    def _body(self, task: Task, options: GenerateOptions) -> dict[str, Any]:
        body: dict[str, Any] = {
            "prompt": list(task.prompt.tokens),
            "n_predict": task.limit,
            "grammar": answers.grammar(self._job.target),
            "repeat_penalty": options.repetition_penalty,
            "n_probs": 1,
            "stream": True,
            "return_tokens": True,
            "return_progress": True,
            "cache_prompt": False,
        }
        temperature, seed = task.sampling(options)
        if temperature <= 0:
            return body | {"temperature": 0.0, "samplers": ["penalties", "temperature"]}
        return body | {
            "samplers": ["penalties", "top_k", "top_p", "temperature"],
            "top_k": 40,
            "top_p": 0.95,
            "temperature": temperature,
            "seed": seed,
        }


class _Call:
    """What one call of `generate` has open, so that it can be dropped from the caller's thread."""

    def __init__(self) -> None:
        self.dropped = False
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open = [each for each in self._open if each.fileno() >= 0]
            self._open.append(connection)
            if self.dropped:
                _shut(connection)

    def drop(self) -> None:
        """End what is open. llama.cpp sees that nobody listens, and frees the slot."""
        with self._lock:
            self.dropped = True
            for connection in self._open:
                _shut(connection)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _cut(pieces: list[tuple[str, int]], tokens: int) -> bool:
    """Take pieces with so many tokens off the end. Always true."""
    while pieces and tokens > 0:
        tokens -= pieces.pop()[1]
    return True


def _kind(said: str) -> str:
    """llama.cpp's name of a file's numbers, as the file's own name has it: `Q4_K - Medium` is q4_k_m."""
    name = said.replace("(guessed)", "").replace("all ", "").strip().lower()
    for long, short in ((" - small", "_s"), (" - medium", "_m"), (" - large", "_l")):
        name = name.replace(long, short)
    return re.sub(r"\W+", "_", name) or "unknown"
