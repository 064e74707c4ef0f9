"""Decoder models through transformers: for a GPU, and to check llama.cpp against."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError
from models.engines.batching import batches
from models.engines.decoder import answers, prompt
from models.engines.decoder.job import Job
from models.engines.decoder.pieces import Allowed, piece_bytes
from models.engines.decoder.tasks import Task, Tasks
from models.engines.precision import torch_type
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress, Stop

CONTEXT = 4096
"""The most tokens of prompt and answer, where the model could take more: a sentence needs a tenth of it."""
ENDS = (
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<end_of_turn>",
    "<|end|>",
    "<|eom_id|>",
    "</s>",
)
"""Special tokens that end an answer by their name, whatever a model's configuration says: llama.cpp goes by the same names."""
BATCH_TOKENS = {"cpu": 2_000, "cuda": 16_000}


class TorchDecoder:
    """A folder in the Hugging Face layout, with or without an adapter in PEFT's.

    Nothing is downloaded and no code of a folder is run. compute: `float32`, `float16` or `bfloat16`.
    trained: the model or its adapter was trained on our prompt; any other model gets an instruction in its own chat template.
    words: of the summaries that it is to write; where 0, it translates.
    """

    hinted = True
    remote = False

    def __init__(
        self,
        folder: Path,
        *,
        model: str,
        adapter: Path | None = None,
        trained: bool = False,
        source: str = "zh",
        target: str = "en",
        words: int = 0,
        compute: str = "float32",
        threads: int | None = None,
        device: str = "cpu",
    ) -> None:
        import torch

        precision = torch_type(compute)
        self._job = job = Job(source, target, words)
        if threads and device == "cpu":
            torch.set_num_threads(threads)
        self.name = f"torch-{compute}"
        self.model = model
        self._device = device
        self._tokenizer, network = _loaded(folder, adapter, precision)
        self._network = network.to(device).eval()
        self._ends = _ends(self._tokenizer, network)
        self._context = min(CONTEXT, int(network.config.max_position_embeddings))
        self._allowed = Allowed(
            piece_bytes(self._tokenizer),
            answers.allowed(target),
            ends=self._ends,
            width=network.get_input_embeddings().num_embeddings,
        )
        self._style: prompt.Style = prompt.Press(self) if trained else prompt.chat(self, self._rendered, job)

    def encode(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"])

    def parse(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False, split_special_tokens=False)["input_ids"])

    def _rendered(self, text: str) -> str | None:
        if not self._tokenizer.chat_template:
            return None
        return str(
            self._tokenizer.apply_chat_template(
                [{"role": "user", "content": text}], tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
        )

    def room(self, text: str) -> int:
        tokens, source = self._style.build(prompt.one_line(text), ())
        return self._context - len(tokens) - self._job.room(source)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(self._style.build(prompt.one_line(text), ())[0]) for text in texts]

    def close(self) -> None:
        self._network = None

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        made = Tasks(self._style, self._context, texts, hints, options)
        results: dict[int, Hypothesis] = {}
        lengths = [len(task.prompt.tokens) + task.limit for task in made.tasks]
        budget = options.batch_tokens or BATCH_TOKENS[self._device.partition(":")[0]]
        for batch in batches(lengths, tokens=budget):

            def tick() -> None:
                if progress is not None:
                    progress(len(results), len(made.tasks))

            tasks = [made.tasks[i] for i in batch]
            results.update(zip(batch, self._decode(tasks, options, tick), strict=True))
            tick()
        return made.answers([results[i] for i in range(len(made.tasks))])

    def _decode(self, tasks: list[Task], options: GenerateOptions, tick: Callable[[], None]) -> list[Hypothesis]:
        import torch
        from transformers import GenerationConfig, LogitsProcessorList, StoppingCriteriaList

        pad = self._ends[0]
        longest = max(len(task.prompt.tokens) for task in tasks)
        blanks = [longest - len(task.prompt.tokens) for task in tasks]
        ids = torch.tensor(
            [[pad] * blank + list(task.prompt.tokens) for blank, task in zip(blanks, tasks, strict=True)],
            device=self._device,
        )
        mask = torch.tensor([[0] * blank + [1] * (longest - blank) for blank in blanks], device=self._device)
        rows = [_Row(task.limit, _Draw.of(task, options)) for task in tasks]
        watch = _Watch(rows, self._allowed, self._ends, options.repetition_penalty, tick)
        config = GenerationConfig(
            max_new_tokens=max(task.limit for task in tasks), do_sample=False, eos_token_id=self._ends, pad_token_id=pad
        )
        with torch.inference_mode():
            self._network.generate(
                input_ids=ids,
                attention_mask=mask,
                generation_config=config,
                logits_processor=LogitsProcessorList([watch.choose]),
                stopping_criteria=StoppingCriteriaList([watch.stopped]),
            )
        return [self._hypothesis(row, task) for row, task in zip(rows, tasks, strict=True)]

    def _hypothesis(self, row: _Row, task: Task) -> Hypothesis:
        tokens = row.tokens[: len(row.tokens) - row.again - (row.stop is Stop.END)]
        text = self._job.tidy(self._tokenizer.decode(tokens, skip_special_tokens=True))
        score = sum(row.logs) / max(1, len(row.logs))
        return Hypothesis(text, score, len(tokens), row.stop is Stop.END, row.stop, task.prompt.left_out)

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """See Scorer.score; the end of the target is the first token that ends an answer."""
        import torch

        found: list[float] = []
        for source, target in zip(sources, targets, strict=True):
            given, _ = self._style.build(prompt.one_line(source), ())
            wanted = [*self.encode(prompt.one_line(target)), self._ends[0]]
            if len(given) + len(wanted) > self._context:
                raise ModelError(
                    "models.sentence_too_long",
                    tokens=len(given) + len(wanted),
                    limit=self._context,
                    text=source[:40],
                )
            ids = torch.tensor([[*given, *wanted]], device=self._device)
            with torch.inference_mode():
                logs = self._network(input_ids=ids).logits[0, len(given) - 1 : -1].float().log_softmax(-1)
            found.append(float(logs[range(len(wanted)), wanted].mean()))
        return found


@dataclass(frozen=True, slots=True)
class _Draw:
    """How one row's tokens are drawn: numbers come from `random` alone, so that its neighbours change nothing."""

    temperature: float
    random: Any

    @classmethod
    def of(cls, task: Task, options: GenerateOptions) -> _Draw | None:
        import numpy as np

        temperature, seed = task.sampling(options)
        return cls(temperature, np.random.default_rng(seed)) if temperature > 0 else None


class _Row:
    """One answer as it is made. again: tokens at its end that go round."""

    def __init__(self, limit: int, draw: _Draw | None) -> None:
        self.limit = limit
        self.draw = draw
        self.tokens: list[int] = []
        self.logs: list[float] = []
        self.pending = b""
        self.stop = Stop.LIMIT
        self.again = 0
        self.done = False


class _Watch:
    """Chooses each row's next token, and says which rows are done."""

    def __init__(
        self, rows: list[_Row], allowed: Allowed, ends: list[int], penalty: float, tick: Callable[[], None]
    ) -> None:
        self._rows = rows
        self._allowed = allowed
        self._ends = frozenset(ends)
        self._penalty = penalty
        self._tick = tick
        self._told = time.monotonic()

    def choose(self, ids: Any, scores: Any) -> Any:
        """Scores in which every row has one token left: the best or a drawn one of those that are allowed."""
        import torch

        scores = scores.float()
        logs = scores.log_softmax(-1)
        masks = torch.stack([torch.from_numpy(self._allowed.after(row.pending)) for row in self._rows])
        if self._penalty != 1.0:
            seen = torch.gather(scores, 1, ids)
            seen = torch.where(seen < 0, seen * self._penalty, seen / self._penalty)
            scores = scores.scatter(1, ids, seen)
        scores = scores.masked_fill(~masks.to(scores.device), -math.inf)
        chosen = scores.argmax(-1).tolist()
        for i, row in enumerate(self._rows):
            if row.draw is not None and not row.done:
                chosen[i] = _drawn(scores[i], row.draw)
        for i, (row, token) in enumerate(zip(self._rows, chosen, strict=True)):
            if not row.done:
                row.tokens.append(token)
                row.logs.append(float(logs[i, token]))
                row.pending = self._allowed.pending(row.pending, token)
                if token in self._ends:
                    row.done, row.stop = True, Stop.END
        if time.monotonic() - self._told > 0.5:
            self._tick()
            self._told = time.monotonic()
        only = torch.full_like(scores, -math.inf)
        only[range(len(chosen)), chosen] = 0.0
        return only

    def stopped(self, ids: Any, scores: Any, **_: Any) -> Any:
        """Which rows are done, (rows,) bool: at their end, at their limit, or going round."""
        import torch

        for row in self._rows:
            if not row.done and (again := answers.loop(row.tokens)):
                row.done, row.stop, row.again = True, Stop.LOOP, again
            row.done = row.done or len(row.tokens) >= row.limit
        return torch.tensor([row.done for row in self._rows], device=ids.device)


def _drawn(scores: Any, draw: _Draw) -> int:
    """One token of the forty best, as far as they make 95 % of the probability: what llama.cpp is told to draw from."""
    import torch

    best = torch.topk(scores, min(40, len(scores)))
    chances = torch.softmax(best.values, 0).tolist()
    kept = next((n for n in range(1, len(chances)) if sum(chances[:n]) >= 0.95), len(chances))
    weights = torch.softmax(best.values[:kept] / draw.temperature, 0).double().cpu().numpy()
    return int(best.indices[draw.random.choice(kept, p=weights / weights.sum())])


def _loaded(folder: Path, adapter: Path | None, dtype: Any) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        options = {"local_files_only": True, "trust_remote_code": False}
        tokenizer = AutoTokenizer.from_pretrained(folder, **options)
        network = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, **options)
        if adapter is not None:
            network = _adapted(network, adapter)
    except (OSError, ValueError, KeyError, ImportError) as error:
        reason = str(error).splitlines()[0] if str(error) else repr(error)
        raise ModelError("models.not_loaded", folder=folder, reason=reason) from error
    finally:
        if bars:
            logging.enable_progress_bar()
    return tokenizer, network


def _adapted(network: Any, adapter: Path) -> Any:
    """The network with an adapter added to its weights, which costs nothing at each step."""
    from peft import PeftModel

    if not (adapter / "adapter_model.safetensors").is_file():
        raise ModelError("models.no_file", file=adapter / "adapter_model.safetensors")
    return PeftModel.from_pretrained(network, str(adapter)).merge_and_unload()


def _ends(tokenizer: Any, network: Any) -> list[int]:
    """Ids that end an answer, the tokenizer's own first."""
    configured = network.generation_config.eos_token_id
    several = configured if isinstance(configured, list) else [configured]
    named = [tokenizer.get_added_vocab().get(name) for name in ENDS]
    found = dict.fromkeys(i for i in (tokenizer.eos_token_id, *several, *named) if i is not None)
    if not found:
        raise ModelError("models.no_special_token", token="eos")
    return list(found)
