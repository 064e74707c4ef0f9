"""Files for visitors, at addresses that say nothing of this machine and cannot be guessed; they are here for ten minutes."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from webdemo.gate import uploads

FOLDER = "offered"
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".json": "application/json",
    ".zip": "application/zip",
}
"""Types by ending; what a browser would show is plain text, or is saved unseen."""
_ADDRESS = re.compile(r"/?download/(?P<token>[\w-]{22})/[^/]*")


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it is sent."""

    name: str
    data: bytes

    @property
    def kind(self) -> str:
        """Its content type: nothing that a browser would run."""
        return KINDS.get(Path(self.name).suffix.lower(), "application/octet-stream")

    @property
    def disposition(self) -> str:
        """Saved under its name, never shown."""
        return f"attachment; filename*=UTF-8''{quote(self.name, safe='')}"


def offer(name: str, data: bytes) -> str:
    """The address of a file, relative to the page. name: what it is saved as."""
    token = secrets.token_urlsafe(16)
    folder = uploads.home() / FOLDER / token
    folder.mkdir(parents=True, mode=0o700)
    safe = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in name)[-120:].strip(" .") or "brief"
    (folder / "name").write_text(safe, "utf-8")
    (folder / "data").write_bytes(data)
    return f"download/{token}/{quote(safe)}"


def taken(path: str) -> Download | None:
    """The file at an address; None where there is none."""
    known = _ADDRESS.fullmatch(unquote(path))
    if known is None:
        return None
    folder = uploads.home() / FOLDER / known["token"]
    try:
        return Download((folder / "name").read_text("utf-8"), (folder / "data").read_bytes())
    except OSError:
        return None
