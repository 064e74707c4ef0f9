"""Servers that speak OpenAI's API: vLLM, llama-server, Ollama, a cloud. The text leaves this process, and mostly this machine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from jianbao.errors import ModelError
from models.engines.decoder import prompt
from models.engines.decoder.job import Job
from models.engines.decoder.parallel import side_by_side
from models.engines.decoder.tasks import Task, Tasks
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress, Stop

CONTEXT = 4096
"""Tokens of prompt and answer that every server is taken to have; a server with fewer refuses, in words."""
WIDTH = 8
"""Requests at a time: what a server's own queue takes easily, and a cloud's rate limit mostly bears."""
TIMEOUT = 120.0
"""Seconds for one sentence."""
TRIES = 4
PAUSE = 0.5
"""Seconds before the second try; each later pause is twice as long. A server's own Retry-After counts, up to LONGEST_PAUSE."""
LONGEST_PAUSE = 30.0
SILENCES = 2
"""So many time-outs for each request at a time, with no answer between them, and the server counts as down; one that has never answered
does at once."""
MOST_BYTES = 2_000_000
"""No answer to one sentence is longer; a page of a proxy may be."""
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class EndpointEngine:
    """A model behind an address. It is asked in plain words, with the hints in them, through its own chat template.

    url: up to and with `/v1`. served: the model's name there. timeout: seconds for one answer.
    words: of the summaries that it is to write; where 0, it translates.
    Tokens are counted a character each: nobody here knows the model's own. Scores are those of the server, and 0 where it gives none.
    """

    hinted = True
    name = "endpoint"

    def __init__(
        self,
        url: str,
        served: str,
        *,
        model: str,
        source: str = "zh",
        target: str = "en",
        words: int = 0,
        timeout: float = TIMEOUT,
        width: int = WIDTH,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        import httpx

        parts = urlsplit(url)
        self.model = model
        self.remote = parts.hostname not in LOCAL
        self._url = url.rstrip("/")
        self._served = served
        self._style = _Asked(Job(source, target, words))
        self._width = width
        self._pause = pause
        key = _key(encrypted=parts.scheme == "https" or not self.remote)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        limits = httpx.Limits(max_connections=width)
        # A redirect is not followed: it could take text and key elsewhere.
        self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(timeout, connect=10.0), limits=limits)
        self._fields = _Fields()
        self._silences, self._answered = 0, False
        self._timeout = timeout

    def room(self, text: str) -> int:
        source = len(prompt.one_line(text))
        return CONTEXT - self.count_tokens([text])[0] - self._style.job.room(source)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(self._style.build(prompt.one_line(text), ())[0]) for text in texts]

    def close(self) -> None:
        self._client.close()

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        made = Tasks(self._style, CONTEXT, texts, hints, options)
        tasks = made.tasks

        def told(done: int) -> None:
            if progress is not None:
                progress(done, len(tasks))

        results = side_by_side(
            lambda i: self._answer(tasks[i], options), range(len(tasks)), width=self._width, told=told
        )
        return made.answers([results[i] for i in range(len(tasks))])

    def _answer(self, task: Task, options: GenerateOptions) -> Hypothesis:
        import httpx

        try:
            answer = self._asked(task, options)
        except httpx.TimeoutException as error:
            self._silences += 1
            if not self._answered or self._silences > SILENCES * self._width:
                raise ModelError("models.endpoint_silent", url=self._url, seconds=self._timeout) from error
            return Hypothesis("", 0.0, 0, False, Stop.HANG, task.prompt.left_out)
        self._silences, self._answered = 0, True
        try:
            choice = answer["choices"][0]
            message = choice["message"]
            text = message.get("content") or ""
            reason, refusal = choice.get("finish_reason"), message.get("refusal")
            tokens = int((answer.get("usage") or {}).get("completion_tokens") or 0)
            logs = [token["logprob"] for token in ((choice.get("logprobs") or {}).get("content") or ())]
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise ModelError("models.endpoint_odd", url=self._url, reason=repr(error)) from error
        text = prompt.one_line(self._style.job.tidy(text))
        stop = Stop.END
        if refusal or reason == "content_filter" or not text:
            stop, text = Stop.REFUSED, ""
        elif reason == "length":
            stop = Stop.LIMIT
        score = sum(logs) / len(logs) if logs else 0.0
        return Hypothesis(text, score, tokens, stop is Stop.END, stop, task.prompt.left_out)

    def _asked(self, task: Task, options: GenerateOptions) -> dict[str, Any]:
        """The server's answer to one sentence: tried again where it is busy, and without what it does not know."""
        temperature, seed = task.sampling(options)
        body = {
            "model": self._served,
            "messages": [{"role": "user", "content": "".join(map(chr, task.prompt.tokens))}],
            "temperature": temperature,
            "seed": seed,
            "max_tokens": task.limit,
            "logprobs": True,
            "chat_template_kwargs": {"enable_thinking": False},
        }
        tries = 0
        while True:
            status, answer, wait = self._posted(self._fields.of(body), tries)
            if status == 200:
                return answer
            reason = _reason(answer)
            if status in (400, 422) and self._fields.learn(reason):
                continue
            tries += 1
            if status not in BUSY or tries >= TRIES:
                raise self._error(status, reason)
            self._pause(min(LONGEST_PAUSE, max(wait, PAUSE * 2 ** (tries - 1))))

    def _posted(self, body: dict[str, Any], tries: int) -> tuple[int, dict[str, Any], float]:
        """Status, JSON and the seconds that the server wants to be left alone.

        A connection that fails counts as busy until the last try, silence only once: it costs the whole time-out.
        """
        import httpx

        try:
            with self._client.stream("POST", f"{self._url}/chat/completions", json=body) as response:
                data = bytearray()
                for piece in response.iter_bytes():
                    data += piece
                    if len(data) > MOST_BYTES:
                        raise ModelError("models.endpoint_odd", url=self._url, reason=f"> {MOST_BYTES} bytes")
                return response.status_code, _parsed(bytes(data), response.status_code, self._url), _seconds(response)
        except httpx.ReadTimeout:
            if tries:
                raise
            return 408, {}, 0.0
        except (httpx.TransportError, httpx.InvalidURL) as error:
            if tries + 1 >= TRIES or isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
                raise ModelError("models.endpoint_down", url=self._url, reason=str(error) or repr(error)) from error
            return 503, {}, 0.0
        except RuntimeError as error:  # the client was closed
            raise ModelError("models.engine_closed", model=self.model) from error

    def _error(self, status: int, reason: str) -> ModelError:
        values = {"url": self._url, "status": status, "reason": reason, "model": self._served}
        if status in (401, 403):
            return ModelError("models.endpoint_key", **values)
        if status == 404:
            return ModelError("models.endpoint_not_found", **values)
        if status in BUSY:
            return ModelError("models.endpoint_down", **values)
        return ModelError("models.server_refused", **values)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The request as text, a token a character, in which nothing is left that a server would parse."""

    job: Job

    def sized(self, words: int) -> _Asked:
        return _Asked(self.job.sized(words))

    def build(self, text: str, hints: Sequence[Hint]) -> tuple[list[int], int]:
        text = prompt.defused(text)
        hints = [(prompt.defused(piece), prompt.defused(rendering)) for piece, rendering in hints]
        return [ord(c) for c in self.job.request(text, hints)], len(text)


class _Fields:
    """Which fields of a request a server knows. Those that it refuses by name are left out, or called what it calls them."""

    OPTIONAL = ("chat_template_kwargs", "logprobs", "seed", "temperature")

    def __init__(self) -> None:
        self._left_out: set[str] = set()
        self._renamed = False
        self._lock = threading.Lock()

    def of(self, body: dict[str, Any]) -> dict[str, Any]:
        with self._lock:
            kept = {name: value for name, value in body.items() if name not in self._left_out}
            if self._renamed:
                kept["max_completion_tokens"] = kept.pop("max_tokens")
        return kept

    def learn(self, reason: str) -> bool:
        """Whether a refusal names a field that can be done without, and that was not known before."""
        with self._lock:
            if "max_completion_tokens" in reason and not self._renamed:
                self._renamed = True
                return True
            named = {name for name in self.OPTIONAL if name in reason} - self._left_out
            self._left_out |= named
        return bool(named)


def _key(*, encrypted: bool) -> str:
    """Our own variable goes wherever the user points; the one that other programs set goes over no open network."""
    return os.environ.get("JIANBAO_API_KEY") or (os.environ.get("OPENAI_API_KEY", "") if encrypted else "")


def _parsed(data: bytes, status: int, url: str) -> dict[str, Any]:
    import json

    try:
        answer = json.loads(data)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        return answer
    if status == 200:
        raise ModelError("models.endpoint_odd", url=url, reason=data[:80].decode("utf-8", "replace"))
    return {"error": data[:200].decode("utf-8", "replace")}


def _reason(answer: dict[str, Any]) -> str:
    error = answer.get("error", answer.get("message", ""))
    said = error.get("message", "") if isinstance(error, dict) else error
    return " ".join(str(said).split())[:300]


def _seconds(response: Any) -> float:
    try:
        return max(0.0, float(response.headers.get("Retry-After", 0)))
    except ValueError:
        return 0.0
