"""What is on this machine: find, download, convert and remove models."""

from __future__ import annotations

import contextlib
import importlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jianbao.errors import ModelError
from models import cache, catalog, layout
from models.catalog import Entry
from models.located import Form, Located
from models.prepared import converted

ENDPOINT = "openai:"
BUNDLED = Path(__file__).parent / "bundled"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+", re.ASCII)
_SIDE_FILES = ("README.md", "LICENSE*")


@dataclass(frozen=True, slots=True)
class Status:
    """One line of `jianbao models`. folder: where the model is, None where it is not here."""

    entry: Entry
    folder: Path | None
    converted: tuple[str, ...]


def listing() -> tuple[Status, ...]:
    """Every model of the catalogue with what of it is on this machine."""
    return tuple(_status(entry) for entry in catalog.entries())


def _status(entry: Entry) -> Status:
    folder = _folder(entry.hub, entry.revision) if entry.hub else BUNDLED
    return Status(entry, folder, tuple(path.name for path in cache.conversions(folder)) if folder else ())


def locate(model: str) -> Located:
    """A model that is here, by what a user may call it. Raises ModelError, which says what to run.

    model: a name of the catalogue, a hub id (owner/name) that was pulled, a folder in the Hugging Face layout, a GGUF file,
    or `openai:URL#NAME` for a server that speaks OpenAI's API.
    """
    if model.startswith(ENDPOINT):
        return _endpoint(model)
    entry = catalog.find(model)
    if entry is not None and not entry.hub:
        return Located(name=entry.name, form=Form.FOLDER, path=BUNDLED, entry=entry)
    path = Path(model).expanduser()
    if entry is None and path.is_dir():
        return Located(name=_own_name(path.resolve().name, path), form=Form.FOLDER, path=path)
    if entry is None and path.suffix.casefold() == ".gguf":
        if not path.is_file():
            raise ModelError("models.no_file", file=path)
        return Located(name=_own_name(path.stem, path), form=Form.GGUF, path=path)
    if entry is None and not _HUB_ID.fullmatch(model):
        raise ModelError("models.unknown", model=model, known=", ".join(known.name for known in catalog.entries()))
    if entry is not None and entry.unsupported:
        raise ModelError("models.unsupported", model=entry.name, reason=entry.unsupported)
    hub, revision = (entry.hub, entry.revision) if entry else (model, "main")
    folder = _folder(hub, revision)
    if folder is None:
        raise ModelError("models.not_here", model=model)
    return Located(name=entry.name if entry else hub, form=Form.FOLDER, path=folder, entry=entry)


def _own_name(name: str, path: Path) -> str:
    """What a user's own model is called: by its whole path where the catalogue has another of its name."""
    return name if catalog.find(name) is None else str(path.resolve())


def _endpoint(model: str) -> Located:
    """`openai:URL#NAME` in its parts. Raises ModelError where one is missing."""
    url, _, served = model.removeprefix(ENDPOINT).partition("#")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not served:
        raise ModelError("models.endpoint_form", model=model)
    return Located(name=f"{ENDPOINT}{served}", form=Form.ENDPOINT, url=url.rstrip("/"), served=served)


def _pin(hub: str) -> Path:
    return cache.folder() / "pins" / f"{hub.replace('/', '--')}.json"


def _folder(hub: str, revision: str) -> Path | None:
    """The snapshot in the hub's cache: of the commit that was pulled, else of the revision."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    with contextlib.suppress(OSError, ValueError, KeyError):
        revision = json.loads(_pin(hub).read_text("utf-8"))["commit"]
    try:
        folder = Path(snapshot_download(hub, revision=revision, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None
    whole = (folder / "config.json").is_file() and any(
        path.suffix in (".safetensors", ".bin") for path in layout.model_files(folder)
    )
    return folder if whole else None


def _transport_errors() -> tuple[type[Exception], ...]:
    """What a missing connection raises: the hub's library uses httpx up to version 1 and httpx2 from version 2."""
    found: list[type[Exception]] = []
    for name in ("httpx", "httpx2"):
        with contextlib.suppress(ImportError):
            found.append(importlib.import_module(name).HTTPError)
    return tuple(found)


def pull(
    model: str,
    *,
    accept_licence: bool = False,
    ask: Callable[[str], bool] | None = None,
    report: Callable[[str], None] | None = None,
) -> Path:
    """Download a model into the hub's cache and pin its commit; a broken download goes on where it stopped.

    Safetensors are taken where there are any, pickled weights only where there are none. A licence that forbids commercial
    use, or that is not known, must be accepted: `accept_licence`, or `ask(question)` returning True.
    report: told what is happening, a line at a time; the hub's library draws its own progress bars.
    Raises ModelError without a connection, for an unknown model, for one that needs code of its own, for a refusal.
    """
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError

    say = report or (lambda line: None)
    entry = catalog.find(model)
    if entry is not None and not entry.hub:
        return BUNDLED
    if entry is None and not _HUB_ID.fullmatch(model):
        raise ModelError("models.nothing_to_pull", model=model)
    if entry is not None and entry.unsupported:
        raise ModelError("models.unsupported", model=entry.name, reason=entry.unsupported)
    hub, revision = (entry.hub, entry.revision) if entry else (model, "main")
    try:
        info = HfApi().model_info(hub, revision=revision, timeout=20)
        licence = entry.licence if entry else str((info.card_data or {}).get("license", "unknown"))
        say(f"{hub} at {info.sha}, licence: {licence}")
        free = entry.commercial if entry else None
        if not free and not accept_licence:
            question = (
                f"The licence of {hub} is {licence}"
                + (", which forbids commercial use." if free is False else "; read its card before you use it.")
                + " Download it?"
            )
            if ask is None or not ask(question):
                raise ModelError("models.licence_refused", model=hub, licence=licence)
        names = [sibling.rfilename for sibling in info.siblings or ()]
        patterns = [*layout.MODEL_FILES, *_SIDE_FILES]
        if not any(name.endswith(".safetensors") for name in names):
            say("There are no safetensors; taking the pickled weights, which are read without running code.")
            patterns.append(layout.PICKLED_WEIGHTS)
        options: dict[str, Any] = {"revision": info.sha, "ignore_patterns": ["*/*"]}
        layout.read_config(Path(snapshot_download(hub, allow_patterns=["config.json"], **options)))
        folder = Path(snapshot_download(hub, allow_patterns=patterns, **options))
    except RepositoryNotFoundError as error:
        raise ModelError("models.not_on_hub", model=hub) from error
    except (HfHubHTTPError, OfflineModeIsEnabled, OSError, *_transport_errors()) as error:
        raise ModelError("models.not_downloaded", hub=hub, model=model, reason=type(error).__name__) from error
    pin = _pin(hub)
    pin.parent.mkdir(exist_ok=True)
    pin.write_text(json.dumps({"commit": info.sha}), "utf-8")
    return folder


def convert(model: str, *, compute: str = "int8") -> Path:
    """Make the CTranslate2 form of a model that is here, and say where it is."""
    found = _folder_of(model)
    return converted(found.file, compute, found.entry.facts() if found.entry else {})


def remove(model: str) -> int:
    """Remove a downloaded model and what was converted from it; returns the bytes freed.

    The bundled model and local folders stay; only their converted forms go.
    """
    found = _folder_of(model)
    freed = 0
    for path in cache.conversions(found.file):
        freed += sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
        shutil.rmtree(path)
        path.with_name(path.name + ".lock").unlink(missing_ok=True)
    hub = found.entry.hub if found.entry else (model if not Path(model).expanduser().is_dir() else "")
    if hub:
        from huggingface_hub import scan_cache_dir

        info = scan_cache_dir()
        commits = [r.commit_hash for repo in info.repos if repo.repo_id == hub for r in repo.revisions]
        if commits:
            plan = info.delete_revisions(*commits)
            freed += plan.expected_freed_size
            plan.execute()
        _pin(hub).unlink(missing_ok=True)
    return freed


def path(model: str) -> Path:
    """The folder or file of a model that is here."""
    found = locate(model)
    if found.path is None:
        raise ModelError("models.no_path", model=model)
    return found.path


def _folder_of(model: str) -> Located:
    """`locate`, for a model that is a folder. Raises ModelError."""
    found = locate(model)
    if found.form is not Form.FOLDER:
        raise ModelError("models.no_folder", model=model)
    return found
