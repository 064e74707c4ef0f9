"""The models that Jianbao knows by name: what `catalog.toml` says of each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError
from models.calibration import SAFE, Calibration, read
from models.engines.protocols import GenerateOptions
from models.origins.files import Origin, RemoteFile
from models.origins.hub import HubOrigin
from models.origins.wheels import WheelOrigin

FILE = Path(__file__).parent / "catalog.toml"
COMPACT = "compact"
"""The model that comes with Jianbao."""

PRESS = "press"
"""The default where it is: an open model with an adapter of ours."""

TASKS = ("translate", "summarize", "cross", "base")


@dataclass(frozen=True, slots=True)
class Score:
    """A published score: on which test set, and where it was read."""

    metric: str
    value: float
    test: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One known model. None and "unknown" mean that the fact is not known; `checked` names the facts read in the card.

    commercial: whether the licence allows commercial use. parameters: a number; size_mb: of one set of weights, megabytes.
    window: source tokens. unsupported: why Jianbao does not run it, as a code that `refusal` words; empty where it does.
    memory_mb: of a process that translates with it. file: the GGUF file that the model is, where it is no folder.
    adapter: path below models/ of a GGUF adapter that goes with the file. writes: whether the model, without an adapter, also follows an
    instruction to summarize. calibration: thresholds measured on the model.
    """

    name: str
    hub: str
    task: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    architecture: str
    licence: str
    card: str
    revision: str = "main"
    aliases: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    tag: str | None = None
    prefix: str = ""
    language_rule: str | None = None
    parameters: int | None = None
    size_mb: int | None = None
    commercial: bool | None = None
    window: int | None = None
    generation: Mapping[str, Any] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    checked: tuple[str, ...] = ()
    unsupported: str = ""
    memory_mb: int | None = None
    file: RemoteFile | None = None
    adapter: str = ""
    writes: bool = False
    calibration: Calibration = SAFE

    @property
    def tasks(self) -> tuple[str, ...]:
        """What it can be asked for: its task, and for a decoder model that writes as well, a summary."""
        return (self.task, "summarize") if self.writes else (self.task,)

    def options(self) -> GenerateOptions:
        """How the card decodes."""
        return GenerateOptions(**self.generation)

    def facts(self) -> dict[str, Any]:
        """What the engines need to know beyond the model's own files."""
        known = {"window": self.window, "prefix": self.prefix, "language_rule": self.language_rule}
        return {name: value for name, value in known.items() if value}

    def refusal(self) -> ModelError:
        """Why Jianbao does not run it; only of one that is `unsupported`."""
        return ModelError(f"models.unsupported_{self.unsupported}", model=self.name)

    def check_languages(self, source: str, target: str) -> None:
        """Raise ModelError where the model does not read `source` or write `target`."""
        for side, asked, known in (("read", source, self.sources), ("write", target, self.targets)):
            if "*" not in known and asked not in known and asked not in self.codes.values():
                raise ModelError(f"models.does_not_{side}", model=self.name, language=asked, known=", ".join(known))


@cache
def entries() -> tuple[Entry, ...]:
    """Every known model, the compact one first."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(_entry(name, fields) for name, fields in read.items())


def _entry(name: str, fields: dict[str, Any]) -> Entry:
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    fields["scores"] = tuple(Score(**score) for score in fields.get("scores", ()))
    fields["file"] = _file(**fields["file"]) if "file" in fields else None
    fields["calibration"] = read(fields.get("calibration", {}))
    return Entry(name=name, **fields)


def _file(
    *,
    name: str,
    size: int = 0,
    sha256: str = "",
    hub: dict[str, str] | None = None,
    wheels: dict[str, Any] | None = None,
) -> RemoteFile:
    origins: list[Origin] = [HubOrigin(**hub)] if hub else []
    if wheels:
        origins.append(WheelOrigin(**wheels))
    return RemoteFile(name=name, size=size, sha256=sha256, origins=tuple(origins))


def find(name: str) -> Entry | None:
    """The entry of a name, an alias or a hub id, whatever its case."""
    wanted = name.casefold()
    for entry in entries():
        if wanted and wanted in (known.casefold() for known in (entry.name, entry.hub, *entry.aliases)):
            return entry
    return None


def calibration(model: str) -> Calibration:
    """The thresholds of a model by what `Engine.model` says, or by name; the safe ones for a model that nobody has measured."""
    entry = find(model.partition("@")[0])
    return entry.calibration if entry else SAFE


def is_compact(model: str) -> bool:
    """Whether what `Engine.model` says is the model that comes with Jianbao."""
    return find(model.partition("@")[0]) is find(COMPACT)


def recommended(
    memory_mb: int, *, commercial: bool = True, source: str = "zh", target: str = "en"
) -> tuple[Entry, ...]:
    """Models to translate with that fit into memory, largest first: of models alike, a larger one writes better English.

    memory_mb: what may be used. commercial: only those whose licence is known to allow commercial use. An entry that does not say what
    memory it takes, or that Jianbao does not run, is not recommended.
    """

    def fits(entry: Entry) -> bool:
        return (
            entry.task == "translate"
            and not entry.unsupported
            and entry.memory_mb is not None
            and entry.memory_mb <= memory_mb
            and (entry.commercial is True or not commercial)
            and all(
                "*" in known or asked in known for asked, known in ((source, entry.sources), (target, entry.targets))
            )
        )

    return tuple(sorted(filter(fits, entries()), key=lambda entry: -(entry.parameters or 0)))


def table() -> str:
    """The catalogue as a Markdown table; `python -m models.catalog` prints it for docs/models.md."""
    lines = [
        "| name | task | reads → writes | parameters | memory | window | licence | commercial use | published scores |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for e in entries():
        size = "unknown" if e.parameters is None else f"{e.parameters / 1e6:,.0f} M"
        memory = "unknown" if e.memory_mb is None else f"{e.memory_mb / 1000:.1f} GB"
        use = {True: "yes", False: "no", None: "unknown"}[e.commercial]
        scores = "; ".join(f"{s.metric} {s.value:g} ({s.test})" for s in e.scores) or "unknown"
        name = f"`{e.name}`" + (f"<br>{e.hub}" if e.hub else "") + ("<br>*not run*" if e.unsupported else "")
        tasks = ", ".join(e.tasks)
        languages = f"{', '.join(e.sources)} → {', '.join(e.targets)}".replace("*", "many")
        lines.append(
            f"| {name} | {tasks} | {languages} | {size} | {memory} | {e.window or 'its own'} | {e.licence} | {use} | {scores} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
