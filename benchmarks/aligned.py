"""Files of aligned sentences, document by document."""

from __future__ import annotations

from pathlib import Path


def documents(path: Path) -> list[list[tuple[str, str]]]:
    """Documents of (Chinese, English) rows; a file of two columns makes one document a row."""
    out: list[list[tuple[str, str]]] = []
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("# "):
            out.append([])
        elif len(cells) == 3 and cells[0] in {"T", "K", "B"}:
            out[-1].append((cells[1], cells[2]))
        elif len(cells) == 2 and cells[0] != "F":
            out.append([(cells[0], cells[1])])
    return out
