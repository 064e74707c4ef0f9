"""What a model's name led to: files that are here, or an address that serves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models import layout

if TYPE_CHECKING:
    from models.catalog import Entry


class Form(StrEnum):
    """How a model comes: a folder in the Hugging Face layout, one GGUF file, or a server's address."""

    FOLDER = "folder"
    GGUF = "gguf"
    ENDPOINT = "endpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A model that can be loaded.

    name: what the signature calls it. path: the folder or the GGUF file, None for an endpoint.
    adapter: a GGUF file (or a PEFT folder, for a folder) that goes with it. url, served: address and model name of an endpoint.
    entry: what the catalogue says of it, None for a model that the catalogue does not know.
    """

    name: str
    form: Form
    path: Path | None = None
    adapter: Path | None = None
    url: str = ""
    served: str = ""
    entry: Entry | None = None

    @property
    def file(self) -> Path:
        """`path`, of a model that has files."""
        assert self.path is not None, f"{self.name} is an endpoint"
        return self.path

    def bare(self) -> Located:
        """The model without an adapter: `press-base`, of press."""
        if self.adapter is None:
            return self
        return replace(self, name=self.name.rpartition("+")[0] or f"{self.name}-base", adapter=None)

    def config(self) -> dict[str, Any]:
        """config.json of a folder; empty for the other forms. Raises ModelError."""
        return layout.read_config(self.file) if self.form is Form.FOLDER else {}
