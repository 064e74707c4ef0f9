"""A file known by its content, and what can give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Progress = Callable[[int, int], None]
"""Called with (bytes here, bytes in all); may raise to stop."""

SCRATCH = "scratch-"
"""How the folder begins in which an origin may work, beside the part; what a killed process left of it goes."""


class Origin(Protocol):
    """Can give a file's bytes."""

    @property
    def name(self) -> str:
        """What a message calls it: `huggingface.co`, `pip`."""

    def found(self, file: RemoteFile) -> Path | None:
        """The file where this origin's own cache has it, else None. Its sum is not looked at."""

    def fetch(self, file: RemoteFile, part: Path, told: Progress) -> None:
        """Append to `part`, which holds the file's first bytes or is missing, until it holds the whole file.

        What has come stays in `part` when it raises. Raises ModelError where the origin cannot be reached or has not this file.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """name: as it is called here. size: bytes. sha256: 64 hexadecimal digits. origins: in the order in which they are asked.
    A size of 0 and a sum of "" are not known before the hub is asked (`HubOrigin.described`)."""

    name: str
    size: int
    sha256: str
    origins: tuple[Origin, ...] = ()
