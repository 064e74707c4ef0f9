"""What a pull took: the commit of a folder, or the file of a GGUF model; so a model does not change until it is pulled again."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError
from models import cache
from models.origins import HubOrigin, RemoteFile

QUANTIZATION = "Q4_K_M"
"""Taken of a repository of GGUF files where none is named: a third of 16 bits, with little lost."""

_PART = re.compile(r"-\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)


def commit(hub: str) -> str | None:
    """The commit of a folder that was pulled."""
    found = _read(hub).get("commit")
    return str(found) if found else None


def keep_commit(hub: str, sha: str) -> None:
    _write(hub, {"commit": sha})


def file(model: str) -> RemoteFile | None:
    """The GGUF file that was pulled under a name."""
    found = _read(model)
    try:
        at = HubOrigin(repository=found["repository"], revision=found["revision"], path=found["path"])
        return RemoteFile(name=found["name"], size=int(found["size"]), sha256=found["sha256"], origins=(at,))
    except (KeyError, TypeError, ValueError):
        return None


def keep_file(model: str, known: RemoteFile) -> None:
    (at,) = (origin for origin in known.origins if isinstance(origin, HubOrigin))
    place = {"repository": at.repository, "revision": at.revision, "path": at.path}
    _write(model, {**place, "name": known.name, "size": known.size, "sha256": known.sha256})


def drop(model: str) -> None:
    _path(model).unlink(missing_ok=True)


def choose(model: str, names: Sequence[str], tag: str = "") -> str:
    """Which file of a repository of GGUF files a tag means (`Q8_0`, or a part of the name). Raises ModelError where none or several are.

    Files in parts and the projectors of models that see are no models.
    """
    whole = [
        n for n in names if n.casefold().endswith(".gguf") and not _PART.search(n) and "mmproj" not in n.casefold()
    ]
    found = [n for n in whole if (tag or QUANTIZATION).casefold() in n.casefold()]
    if not found and not tag and len(whole) == 1:
        found = whole
    if len(found) != 1:
        raise ModelError("models.gguf_choice", model=model.partition(":")[0], known=", ".join(whole) or "-")
    return found[0]


def _path(model: str) -> Path:
    return cache.folder() / "pins" / f"{model.replace('/', '--').replace(':', '---')}.json"


def _read(model: str) -> dict[str, Any]:
    try:
        found = json.loads(_path(model).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(model: str, kept: dict[str, Any]) -> None:
    path = _path(model)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(kept), "utf-8")
