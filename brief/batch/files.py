"""Writing below one folder and nowhere else: whole files, on the disk, in one step, through no link."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from brief.batch.paths import STATE
from jianbao.errors import InputError, JianbaoError
from jianbao.system import reason_of

# A disk that is full or cannot be written is no fault of an article: the next one would fail as well.
_RUN_ENDS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENODEV, errno.ENXIO, errno.EMFILE, errno.ENFILE}
)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)
_BY_FOLDER = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd


class OutputError(JianbaoError):
    """One output cannot be written where it belongs."""


class DiskError(JianbaoError):
    """Nothing can be written any more."""


class OutputFolder:
    """The output folder. Paths are relative, with "/", as `batch_paths` makes them.

    A file is written under a temporary name in `.jianbao/tmp`, synced, renamed to its own name, and its folder is synced. Folders are
    opened one by one without following links, so that a link below the output folder leads nowhere.
    """

    def __init__(self, root: Path) -> None:
        self.root = root = root.absolute()
        self.state = root / STATE
        try:
            root.mkdir(parents=True, exist_ok=True)
            self.temporary = self.state / "tmp"
            # The lock and the journal are opened by name, which would follow a link.
            for path in (self.state, *(self.state.iterdir() if self.state.is_dir() else ())):
                if path.is_symlink():
                    raise InputError("brief.output_link", path=path)
            self.temporary.mkdir(parents=True, exist_ok=True)
            probe = self.temporary / f"probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise InputError("brief.output_folder", path=root, reason=reason_of(error)) from None
        self._count = 0

    def clear_temporary(self) -> None:
        """Remove what a run that was killed has left. Only for the holder of the lock."""
        for left in self.temporary.iterdir():
            with suppress(OSError):
                left.unlink()

    def write(self, path: str, data: bytes) -> None:
        """`data` as the file `path`, whole or not at all. Raises OutputError for this file, DiskError where no file can be written."""
        with self.writing(path) as file:
            file.write(data)

    @contextmanager
    def writing(self, path: str) -> Iterator[BinaryIO]:
        """A file to write to that takes its name `path` once the block ends without an exception."""
        self._count += 1
        temporary = self.temporary / f"{os.getpid()}-{self._count}"
        try:
            with self._run_errors(), temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            self._rename(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink()

    def exists(self, path: str) -> bool:
        """Whether there is a regular file of this name."""
        target = self.root / path
        return target.is_file() and not target.is_symlink()

    @contextmanager
    def _run_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DiskError("brief.disk", path=self.root, reason=reason_of(error)) from error

    def _rename(self, temporary: Path, path: str) -> None:
        *folders, name = PurePosixPath(path).parts or ("",)
        if any(part in ("", ".", "..", "/") for part in (*folders, name)):
            raise OutputError("brief.output_path", path=path)
        try:
            if not _BY_FOLDER:
                self._rename_by_name(temporary, folders, name)
                return
            at = os.open(self.root, os.O_RDONLY | _DIRECTORY)
            try:
                for folder in folders:
                    with suppress(FileExistsError):
                        os.mkdir(folder, dir_fd=at)
                    below = os.open(folder, os.O_RDONLY | _DIRECTORY | _NO_FOLLOW, dir_fd=at)
                    os.close(at)
                    at = below
                os.rename(temporary, name, dst_dir_fd=at)
                os.fsync(at)
            finally:
                os.close(at)
        except OSError as error:
            if error.errno in _RUN_ENDS:
                raise DiskError("brief.disk", path=self.root, reason=reason_of(error)) from error
            reasons: dict[int, object] = {
                errno.ELOOP: InputError("brief.way_link"),
                errno.ENOTDIR: InputError("brief.way_file"),
                errno.EISDIR: InputError("brief.way_folder"),
            }
            reason = reasons.get(error.errno or 0, reason_of(error))
            raise OutputError("brief.output_file", path=path, reason=reason) from error

    def _rename_by_name(self, temporary: Path, folders: list[str], name: str) -> None:
        at = self.root
        for folder in folders:
            at = at / folder
            at.mkdir(exist_ok=True)
            if at.is_symlink() or at.resolve() != self.root.resolve().joinpath(*at.relative_to(self.root).parts):
                raise OSError(errno.ELOOP, "a link")
        temporary.replace(at / name)
