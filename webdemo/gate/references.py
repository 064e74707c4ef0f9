"""Uploads by a reference that says nothing of this machine, in place of the path that Gradio tells and expects.

Gradio puts each upload into a folder that cannot be guessed (`uploads.take_apart`), so that the rest of the path is enough.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

PREFIX = "upload/"
_KNOWN = re.compile(r"upload/(?P<folder>[0-9a-f]{64})/(?P<name>[^/\\\0]+)")


def told(answer: bytes, home: Path) -> tuple[bytes, list[Path]]:
    """The answer to an upload with references in place of paths, and the paths. An answer of another form is given back as it is."""
    try:
        given = json.loads(answer)
        if not isinstance(given, list):
            return answer, []
        paths = [Path(path) for path in given]
        references = [PREFIX + path.resolve().relative_to(home.resolve()).as_posix() for path in paths]
    except (ValueError, TypeError):
        return answer, []
    return json.dumps(references, ensure_ascii=False).encode(), paths


def meant(body: bytes, home: Path) -> bytes:
    """A request with paths in place of references. A body that has none is given back as it is."""
    if b'"path"' not in body or PREFIX.encode() not in body:
        return body
    try:
        return json.dumps(_meant(json.loads(body), home)).encode()
    except ValueError:  # Gradio says what is wrong with it
        return body


def _meant(value: Any, home: Path) -> Any:
    if isinstance(value, list):
        return [_meant(each, home) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: _meant(each, home) for name, each in value.items()}
    path = value.get("path")
    if isinstance(path, str) and (known := _KNOWN.fullmatch(path)) and known["name"] not in (".", ".."):
        made["path"] = str(home / known["folder"] / known["name"])
    return made
