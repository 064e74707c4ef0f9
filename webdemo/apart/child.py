"""What runs in a worker process: jobs come in over a pipe, what they make goes out, and engines are asked of the server."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any

from jianbao.errors import InputError, JianbaoError
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress
from webdemo import limits

Message = tuple[Any, ...]
"""From the server: ("job", name, arguments), and after a question ("answer", value) or ("raise", error). From the child: ("value", what the
job yields), ("ask", engine, method, arguments, options), and last ("done", highest memory in bytes) or ("raise", error, memory)."""


def main(pipe: Connection) -> None:
    """Serve until the pipe closes or the server ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which ends its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    _bound()
    from webdemo.apart.jobs import JOBS

    engines = RemoteEngines(pipe)
    while True:
        try:
            _, name, args = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            for value in JOBS[name](engines, *args):
                pipe.send(("value", value))
            pipe.send(("done", _highest()))
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            pipe.send(("raise", InputError("webdemo.memory", limit=limits.MAX_MEMORY), limits.MAX_MEMORY))
        except RecursionError:
            pipe.send(("raise", InputError("webdemo.nested"), _highest()))
        except JianbaoError as error:
            pipe.send(("raise", error, _highest()))
        except Exception as error:
            pipe.send(("raise", _unforeseen(error), _highest()))


class RemoteEngines:
    """The engines of the server, as a job in this process sees them."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def get(self, model: str = "compact", *, source: str = "zh", target: str = "en") -> RemoteEngine:
        """The engine of a model and direction. Raises ModelError."""
        key = (model, source, target)
        described = self.ask(key, "describe")
        able = {name: _asking(name) for name in described["abilities"]}
        kind: type[RemoteEngine] = type("RemoteEngine", (RemoteEngine,), able)
        return kind(self, key, described)

    def ask(self, key: tuple[str, str, str], method: str, *args: Any, **options: Any) -> Any:
        """The server's answer."""
        self._pipe.send(("ask", key, method, args, options))
        kind, value = self._pipe.recv()
        if kind == "raise":
            raise value
        return value


class RemoteEngine:
    """An engine in the server's process; a subclass has what it can do beside writing."""

    def __init__(self, engines: RemoteEngines, key: tuple[str, str, str], described: dict[str, Any]) -> None:
        self.ask, self.key = engines.ask, key
        self.name: str = described["name"]
        self.model: str = described["model"]
        self.hinted: bool = described["hinted"]

    def room(self, text: str) -> int:
        return int(self.ask(self.key, "room", text))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return list(self.ask(self.key, "count_tokens", list(texts)))

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        """progress is not told: the server looks at the deadline itself."""
        return list(self.ask(self.key, "generate", list(texts), options=options, hints=[list(h) for h in hints]))

    def close(self) -> None:
        """The server's engine stays: others use it."""


def _asking(name: str) -> Any:
    return lambda engine, *args: engine.ask(engine.key, name, *(list(a) for a in args))


class WorkError(RuntimeError):
    """An error that nobody foresaw, told by its class and places alone: nothing of a visitor's text is in it."""


def _unforeseen(error: Exception) -> WorkError:
    """An error of which every server can make sense: its own class may not survive the pipe."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return WorkError(f"{type(error).__name__} at {', '.join(f'{f.name}:{f.lineno}' for f in frames)}")


def _end_with_the_server() -> None:
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(0)


def _bound() -> None:
    """Bound the memory of this process, and let the server go first."""
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    for kind, limit in ((resource.RLIMIT_AS, limits.MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
        except (ValueError, OSError):  # macOS refuses some; the deadline is left
            continue


def _highest() -> int:
    """The most memory that this process has had, in bytes."""
    try:
        import resource
    except ImportError:
        return 0
    import sys

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
