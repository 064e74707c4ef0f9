"""Why a file cannot be run: looked at before llama.cpp gets it, and read in llama.cpp's log where it does not want it."""

from __future__ import annotations

import re
from pathlib import Path

from jianbao.errors import ModelError

MAGIC = b"GGUF"
_PREFIX = re.compile(r"^(?:[\d.]+ [A-Z] +)?(?:[a-z]\w* +)?(?:[a-z]\w*: +)?")
"""What stands before a line of the log: a time, a level, a part of the program, a function."""
_TELLING = re.compile(r"(?:error loading model|failed to apply lora adapter): *(.+)")
_EMPTY = re.compile(r"(?:llama_model_loader: )?failed to load (?:model|lora adapter) from\b.*")
_CUT = re.compile(r"not within the file bounds|failed to read (?:header|magic|key-value pairs|tensor info)")


def require_gguf(path: Path) -> None:
    """Raise ModelError unless a file begins as a GGUF file does."""
    if not path.is_file():
        raise ModelError("models.no_file", file=path)
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ModelError("models.not_a_gguf_file", file=path)


def complaint(log: Path, model: Path, *, otherwise: str) -> ModelError:
    """What llama.cpp said last of a model that it did not load, in one line without the names of its functions.

    otherwise: the reason where the log has none.
    """
    try:
        lines = log.read_text("utf-8", "replace").splitlines()
    except OSError:
        lines = []
    text = "\n".join(lines)
    if _CUT.search(text):
        return ModelError("models.gguf_cut", file=model)
    telling = [found[1] for found in _TELLING.finditer(text) if not _EMPTY.fullmatch(found[1])]
    said = [_PREFIX.sub("", line).strip() for line in lines if line.strip()]
    reason = telling[0] if telling else " ".join(dict.fromkeys(said[-6:]))
    return ModelError("models.process_failed", model=model.name, reason=" ".join(reason.split())[:300] or otherwise)
