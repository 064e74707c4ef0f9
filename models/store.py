"""What is on this machine: find, download, convert and remove models."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jianbao.errors import ModelError
from models import cache, catalog, layout, origins, pins
from models.catalog import Entry
from models.located import Form, Located
from models.origins.files import Progress, RemoteFile
from models.origins.hub import HubOrigin, transport_errors
from models.prepared import converted

ENDPOINT = "openai:"
BUNDLED = Path(__file__).parent / "bundled"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+(?::[\w.-]+)?", re.ASCII)
"""owner/name, and behind a colon which of its GGUF files."""
_SIDE_FILES = ("README.md", "LICENSE*")


@dataclass(frozen=True, slots=True)
class Status:
    """One line of `jianbao models`. path: the folder or file of the model, None where it is not here."""

    entry: Entry
    path: Path | None
    converted: tuple[str, ...]


def listing() -> tuple[Status, ...]:
    """Every model of the catalogue with what of it is on this machine."""
    return tuple(_status(entry) for entry in catalog.entries())


def _status(entry: Entry) -> Status:
    if entry.file is not None:
        known = _known(entry)
        return Status(entry, origins.here(known) if known else None, ())
    folder = _folder(entry.hub, entry.revision) if entry.hub else BUNDLED
    return Status(entry, folder, tuple(path.name for path in cache.conversions(folder)) if folder else ())


def locate(model: str) -> Located:
    """A model that is here, by what a user may call it. Raises ModelError, which says what to run.

    model: a name of the catalogue, a hub id (owner/name, or owner/name:Q8_0 for one of its GGUF files) that was pulled, a folder in the
    Hugging Face layout, a GGUF file, or `openai:URL#NAME` for a server that speaks OpenAI's API. `MODEL+ADAPTER` is a model with an adapter
    of one's own: a GGUF file for one that is a GGUF file, a folder of PEFT's for one that is a folder.
    """
    if model.startswith(ENDPOINT):
        return _endpoint(model)
    if "+" in model and not Path(model).expanduser().exists():
        return _adapted(*model.rsplit("+", 1))
    entry = catalog.find(model)
    if entry is not None and entry.unsupported:
        raise entry.refusal()
    if entry is not None and entry.file is not None:
        return _file(entry)
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
    if entry is None and (pinned := pins.file(model)):
        if gguf := origins.here(pinned):
            return Located(name=model, form=Form.GGUF, path=gguf)
        raise ModelError("models.not_here", model=model)
    hub, revision = (entry.hub, entry.revision) if entry else (model.partition(":")[0], "main")
    folder = None if entry is None and ":" in model else _folder(hub, revision)
    if folder is None:
        raise ModelError("models.not_here", model=model)
    return Located(name=entry.name if entry else hub, form=Form.FOLDER, path=folder, entry=entry)


def _file(entry: Entry) -> Located:
    """A model of the catalogue that is one GGUF file. Raises ModelError where it is not here."""
    known = _known(entry)
    path = origins.here(known) if known else None
    if path is None:
        raise ModelError("models.not_here", model=entry.name)
    adapter = Path(__file__).parent / entry.adapter if entry.adapter else None
    return Located(name=entry.name, form=Form.GGUF, path=path, adapter=adapter, entry=entry)


def _known(entry: Entry) -> RemoteFile | None:
    """The entry's file with its sum: the catalogue's, or the one that a pull has pinned; None where there is neither."""
    assert entry.file is not None
    return entry.file if entry.file.sha256 else pins.file(entry.name)


def fills_machine(model: str) -> bool:
    """Whether one process with this model uses all cores and gigabytes of memory, so that a second one brings nothing: a GGUF file's does,
    as it decodes many sentences side by side. Raises ModelError where the model is not here."""
    return locate(model).form is Form.GGUF


def _own_name(name: str, path: Path) -> str:
    """What a user's own model is called: by its whole path where the catalogue has another of its name."""
    return name if catalog.find(name) is None else str(path.resolve())


def _adapted(model: str, adapter: str) -> Located:
    """A model with another adapter than its own."""
    path = Path(adapter).expanduser()
    if not path.exists():
        raise ModelError("models.no_file", file=path)
    found = locate(model)
    if found.form is Form.FOLDER and not layout.is_causal(found.config()):
        raise ModelError("models.no_adapter", model=model)
    if path.is_dir() is not (found.form is Form.FOLDER):
        form = "folder" if found.form is Form.FOLDER else "file"
        raise ModelError(f"models.adapter_for_{form}", model=model, adapter=path)
    return replace(found, name=f"{found.name}+{path.stem}", adapter=path)


def _endpoint(model: str) -> Located:
    """`openai:URL#NAME` in its parts. Raises ModelError where one is missing."""
    url, _, served = model.removeprefix(ENDPOINT).partition("#")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not served:
        raise ModelError("models.endpoint_form", model=model)
    return Located(name=f"{ENDPOINT}{served}", form=Form.ENDPOINT, url=url.rstrip("/"), served=served)


def _folder(hub: str, revision: str) -> Path | None:
    """The snapshot in the hub's cache: of the commit that was pulled, else of the revision."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(hub, revision=pins.commit(hub) or revision, local_files_only=True))
    except (LocalEntryNotFoundError, OSError, ValueError):
        return None
    whole = (folder / "config.json").is_file() and any(
        path.suffix in (".safetensors", ".bin") for path in layout.model_files(folder)
    )
    return folder if whole else None


def pull(
    model: str,
    *,
    accept_licence: bool = False,
    ask: Callable[[str], bool] | None = None,
    report: Callable[[str], None] | None = None,
    told: Progress | None = None,
    brought: Path | None = None,
) -> Path:
    """Download a model and pin its commit; a broken download goes on where it stopped.

    A folder goes into the hub's cache, a GGUF file of the catalogue into our own, by its sum and from the first origin that has it.
    Safetensors are taken where there are any, pickled weights only where there are none. A licence that forbids commercial
    use, or that is not known, must be accepted: `accept_licence`, or `ask(question)` returning True.
    report: told what is happening, a line at a time; the hub's library draws its own progress bars for folders.
    told: gets (bytes here, bytes in all) of a file. brought: take the catalogue's file from here instead of downloading it.
    Raises ModelError without a connection, for an unknown model, for one that needs code of its own, for a refusal.
    """
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError

    say = report or (lambda line: None)
    entry = catalog.find(model)
    if entry is not None and entry.file is not None and not entry.unsupported:
        return _pull_file(entry, accept_licence=accept_licence, ask=ask, say=say, told=told, brought=brought)
    if brought is not None:
        raise ModelError("models.not_one_file", model=model)
    if entry is not None and not entry.hub:
        return BUNDLED
    if entry is None and not _HUB_ID.fullmatch(model):
        raise ModelError("models.nothing_to_pull", model=model)
    if entry is not None and entry.unsupported:
        raise entry.refusal()
    name, _, tag = model.partition(":")
    hub, revision = (entry.hub, entry.revision) if entry else (name, "main")
    try:
        info = HfApi().model_info(hub, revision=revision, timeout=20)
        licence = entry.licence if entry else str((info.card_data or {}).get("license", "unknown"))
        say(f"{hub} at {info.sha}, licence: {licence}")
        _accept(hub, licence, entry.commercial if entry else None, accept_licence, ask)
        names = [sibling.rfilename for sibling in info.siblings or ()]
        if tag or ("config.json" not in names and any(name.endswith(".gguf") for name in names)):
            return _pull_gguf(model, names, info.sha, say=say, told=told)
        patterns = [*layout.MODEL_FILES, *_SIDE_FILES]
        if not any(name.endswith(".safetensors") for name in names):
            say("There are no safetensors; taking the pickled weights, which are read without running code.")
            patterns.append(layout.PICKLED_WEIGHTS)
        options: dict[str, Any] = {"revision": info.sha, "ignore_patterns": ["*/*"]}
        layout.read_config(Path(snapshot_download(hub, allow_patterns=["config.json"], **options)))
        folder = Path(snapshot_download(hub, allow_patterns=patterns, **options))
    except RepositoryNotFoundError as error:
        raise ModelError("models.not_on_hub", model=hub) from error
    except (HfHubHTTPError, OfflineModeIsEnabled, OSError, *transport_errors()) as error:
        raise ModelError("models.not_downloaded", hub=hub, model=model, reason=type(error).__name__) from error
    pins.keep_commit(hub, info.sha)
    return folder


def _pull_file(
    entry: Entry,
    *,
    accept_licence: bool,
    ask: Callable[[str], bool] | None,
    say: Callable[[str], None],
    told: Progress | None,
    brought: Path | None,
) -> Path:
    """The GGUF file of an entry, fetched and pinned. Raises ModelError."""
    assert entry.file is not None
    file = _known(entry)
    if file is not None and (found := origins.here(file)):
        return found
    _accept(entry.name, entry.licence, entry.commercial, accept_licence, ask)
    if file is None:
        if variable := origins.offline():
            raise ModelError(
                "models.offline", name=entry.file.name, size=f"{entry.size_mb or '?'} MB", variable=variable
            )
        (hub,) = (origin for origin in entry.file.origins if isinstance(origin, HubOrigin))
        file = hub.described(entry.file)
        pins.keep_file(entry.name, file)
    if brought is not None:
        return origins.take(file, brought, told=told)

    return _fetched(file, say, told)


def _pull_gguf(
    model: str,
    names: Sequence[str],
    commit: str,
    *,
    say: Callable[[str], None],
    told: Progress | None,
) -> Path:
    """One GGUF file of a repository that the catalogue does not know, pinned under what the user called it. Raises ModelError."""
    hub, _, tag = model.partition(":")
    path = pins.choose(model, names, tag)
    at = HubOrigin(repository=hub, revision=commit, path=path)
    file = at.described(RemoteFile(name=Path(path).name, size=0, sha256="", origins=(at,)))
    pins.keep_file(model, file)
    return _fetched(file, say, told)


def _fetched(file: RemoteFile, say: Callable[[str], None], told: Progress | None) -> Path:
    """`origins.fetch`, with a line for each origin that is asked."""

    def asking(origin: str) -> None:
        say(
            f"{file.name}, {file.size / 1e6:,.0f} MB, from {origin}"
            if origin
            else "Another process fetches it; waiting."
        )

    return origins.fetch(file, told=told, say=asking)


def _accept(
    model: str, licence: str, commercial: bool | None, accepted: bool, ask: Callable[[str], bool] | None
) -> None:
    """Raise ModelError where a licence that forbids commercial use, or that is not known, is not accepted."""
    if commercial or accepted:
        return
    question = (
        f"The licence of {model} is {licence}"
        + (", which forbids commercial use." if commercial is False else "; read its card before you use it.")
        + " Download it?"
    )
    if ask is None or not ask(question):
        raise ModelError("models.licence_refused", model=model, licence=licence)


def convert(model: str, *, compute: str = "int8") -> Path:
    """Make the CTranslate2 form of a model that is here, and say where it is."""
    found = _folder_of(model)
    return converted(found.file, compute, found.entry.facts() if found.entry else {})


def remove(model: str) -> int:
    """Remove a downloaded model and what was converted from it; returns the bytes freed.

    The bundled model and local folders stay; only their converted forms go.
    """
    found = locate(model)
    if found.form is Form.GGUF and (found.entry is not None or pins.file(model)):
        return _remove_file(found)
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
        pins.drop(hub)
    return freed


def _remove_file(found: Located) -> int:
    """Remove the catalogue's file from our cache; one that lies in the hub's own is the hub's to remove."""
    file = found.file
    if not file.is_relative_to(cache.folder()):
        raise ModelError("models.not_ours", file=file)
    freed = file.stat().st_size
    shutil.rmtree(file.parent)
    pins.drop(found.name)
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
