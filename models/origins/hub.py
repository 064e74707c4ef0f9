"""A file of a hub repository at one commit, taken over plain HTTP so that a break is gone on from."""

from __future__ import annotations

import contextlib
import importlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError
from models.origins.files import Progress, RemoteFile

CONNECT_SECONDS = 5
"""A hub that does not answer by then is left for the next origin: in some countries it never does."""

STALLED_SECONDS = 20
"""Without a byte for so long, the connection is dropped and made again."""

ATTEMPTS = 3
"""Connections without a byte, in a row, before the origin is given up."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the hub says of a file; sha256 is another kind of sum where the file is small."""

    size: int
    sha256: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOrigin:
    """repository: owner/name. revision: a commit. path: the file in it."""

    repository: str
    revision: str
    path: str

    @property
    def name(self) -> str:
        """The hub's address, which HF_ENDPOINT may have changed."""
        from huggingface_hub import constants

        return str(constants.ENDPOINT).partition("://")[2] or "the hub"

    def found(self, file: RemoteFile) -> Path | None:
        """The file in the hub's own cache."""
        from huggingface_hub import try_to_load_from_cache

        path = try_to_load_from_cache(self.repository, self.path, revision=self.revision)
        return Path(path) if isinstance(path, str) else None

    def fetch(self, file: RemoteFile, part: Path, told: Progress) -> None:
        """See Origin.fetch. The hub's own sum is compared before the first byte comes."""
        from huggingface_hub import hf_hub_url

        url = hf_hub_url(self.repository, self.path, revision=self.revision)
        said = self._said(url)
        if said.size != file.size or (len(said.sha256) == 64 and said.sha256 != file.sha256):
            raise ModelError("models.origin_other_file", origin=self.name)
        idle = 0
        while (have := _size(part)) < file.size:
            try:
                self._append(url, file, part, told)
            except (ConnectionError, TimeoutError, *transport_errors()) as error:
                idle = 0 if _size(part) > have else idle + 1
                if idle == ATTEMPTS:
                    raise ModelError("models.origin_unreachable", origin=self.name, reason=_reason(error)) from error
                continue
            if _size(part) == have:
                raise ModelError("models.origin_other_file", origin=self.name)

    def described(self, file: RemoteFile) -> RemoteFile:
        """The file with the size and sum that the hub says, and the commit that its revision is now. Raises ModelError."""
        from huggingface_hub import hf_hub_url

        said = self._said(hf_hub_url(self.repository, self.path, revision=self.revision))
        if len(said.sha256) != 64 or not said.size:
            raise ModelError("models.origin_other_file", origin=self.name)
        at = replace(self, revision=said.commit or self.revision)
        return replace(file, size=said.size, sha256=said.sha256, origins=(at,))

    def _said(self, url: str) -> _Said:
        from huggingface_hub import get_hf_file_metadata

        try:
            facts = get_hf_file_metadata(url, timeout=CONNECT_SECONDS)
        except (OSError, ValueError, *transport_errors()) as error:
            raise ModelError("models.origin_unreachable", origin=self.name, reason=_reason(error)) from error
        return _Said(facts.size or 0, facts.etag or "", facts.commit_hash or "")

    def _append(self, url: str, file: RemoteFile, part: Path, told: Progress) -> None:
        """One request for what is missing; a server that does not know ranges gives all, and the file is begun again."""
        from huggingface_hub import get_session
        from huggingface_hub.utils import build_hf_headers, hf_raise_for_status

        have = _size(part)
        headers: dict[str, Any] = {**build_hf_headers(), "Range": f"bytes={have}-", "Accept-Encoding": "identity"}
        with get_session().stream(
            "GET", url, headers=headers, timeout=STALLED_SECONDS, follow_redirects=True
        ) as response:
            hf_raise_for_status(response)
            if response.status_code != 206:
                have = 0
            with part.open("r+b" if have else "wb") as out:
                out.seek(have)
                for block in response.iter_bytes():
                    out.write(block[: file.size - have])
                    have = min(file.size, have + len(block))
                    told(have, file.size)
                    if have == file.size:
                        return


def transport_errors() -> Any:
    """What a hub raises that cannot be reached or refuses, a tuple of exceptions.

    The hub's library uses httpx up to version 1 and httpx2 from version 2.
    """
    from huggingface_hub.errors import HfHubHTTPError

    found: list[type[Exception]] = [HfHubHTTPError]
    for name in ("httpx", "httpx2"):
        with contextlib.suppress(ImportError):
            found.append(importlib.import_module(name).HTTPError)
    return tuple(found)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _reason(error: Exception) -> str:
    """The first line of an error, without the hub's advice behind it."""
    lines = str(error).strip().splitlines()
    return lines[0][:160] if lines else type(error).__name__
