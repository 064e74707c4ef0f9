"""Models made ready for CTranslate2: converted once, kept in the user's cache."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models import cache
from models.engines.seq2seq.convert import convert

LAYOUT = "1"
"""The version of what `convert` writes; another one makes every model be converted anew."""

_log = logging.getLogger("jianbao")


def converted(folder: Path, compute: str, facts: Mapping[str, Any]) -> Path:
    """The CTranslate2 form of a model folder, made where it is missing. facts: see Entry.facts. Raises ModelError."""
    import ctranslate2

    # The catalogue's facts are part of what is written.
    known = hashlib.sha256(json.dumps([LAYOUT, dict(facts)], sort_keys=True).encode()).hexdigest()[:6]
    entry = f"{cache.content_hash(folder)}-{compute}-{ctranslate2.__version__}-{known}"

    def make(path: Path) -> None:
        _log.info("Converting %s for CTranslate2 (once)...", folder.name)
        convert(folder, path, compute=compute, facts=facts)

    return cache.made(entry, make)
