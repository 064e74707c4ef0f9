"""What a batch is given: files, folders, lists of paths and tables, as one stream of articles to be."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from brief.batch.paths import STATE, safe_stem, shown
from jianbao.errors import InputError
from jianbao.system import reason_of
from reading.formats import ENDINGS
from reading.tables import is_table, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One article to be: a file, or a row of a table (`row` is its id there, text and title come along).

    source: absolute path. stem: what its outputs would like to be called. problem: why it cannot be used, or "". article: False for what
    is no article at all (a pipe, a device).
    """

    source: str
    stem: str
    row: str = ""
    number: int = 0
    text: str = ""
    title: str = ""
    problem: str = ""
    article: bool = True


@dataclass(slots=True)
class Inputs:
    """The inputs of a batch in a fixed order: as given, folders sorted by name. `ignored` counts what was passed over, by reason.

    given: paths as on the command line; "-" stands for a list of paths on standard input, a line each or NUL between them.
    wording: the language of problems. include, exclude: globs against the path below the folder (against the name, where they have no "/").
    """

    given: Sequence[str]
    out: Path
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    text_field: str | None = None
    title_field: str | None = None
    id_field: str | None = None
    listed: list[str] | None = None
    wording: str = "en"
    ignored: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Input]:
        self.ignored.clear()
        for path in self.given:
            if path != "-":
                yield from self._any(path, ())
                continue
            if self.listed is None:
                self.listed = read_list()
            for line in self.listed:
                # A list (of `find`) is mirrored as it is written; a path that is given is known by its name.
                yield from self._any(line, PurePath(line).parts[:-1])

    def rows(self, table: str, *, below: Sequence[str] = ()) -> Iterator[Input]:
        """The rows of one table."""
        seen: Counter[str] = Counter()
        source = _absolute(table)
        parts = [*below, PurePath(table).name]
        number = -1
        try:
            for row in read_table(
                table, text_field=self.text_field, title_field=self.title_field, id_field=self.id_field
            ):
                number = row.number
                seen[row.id] += 1
                # The second row of an id is another article.
                id = row.id if seen[row.id] == 1 else f"{row.id}#{seen[row.id]}"
                yield Input(
                    source=source, stem=safe_stem([*parts, id]), row=_storable(id), number=row.number,
                    text=row.text, title=row.title, problem=self._told(row.problem) if row.problem else "",
                )  # fmt: skip
        except InputError as error:
            yield Input(
                source=source,
                stem=safe_stem([*parts, "table"]),
                row="(table)",
                number=number + 1,
                problem=error.worded(self.wording),
            )

    def _told(self, error: InputError) -> str:
        return error.worded(self.wording)

    def _any(self, path: str, above: Sequence[str]) -> Iterator[Input]:
        if not path or "\0" in path:
            yield Input(
                source=_absolute(shown(path) or "."),
                stem=safe_stem([path]),
                problem=self._told(InputError("brief.item_no_path", name=shown(path))),
            )
        elif _is_folder(path):
            if _same(path, self.out):
                raise InputError("brief.input_is_output", path=shown(path))
            yield from self._folder(path)
        else:
            name = PurePath(path).name or path
            yield from self._file(path, [*(part for part in above if part not in (".", "/")), name], explicit=True)

    def _file(self, path: str, parts: Sequence[str], *, explicit: bool) -> Iterator[Input]:
        source = _absolute(path)
        stem = safe_stem(parts)
        try:
            mode = Path(path).stat().st_mode
        except FileNotFoundError:
            problem = self._told(InputError("brief.item_absent", name=shown(path)))
            yield Input(source=source, stem=stem, problem=problem)
            return
        except OSError as error:
            yield Input(
                source=source,
                stem=stem,
                problem=self._told(
                    InputError("brief.item_unreadable", name=shown(path)[:300], reason=reason_of(error))
                ),
            )
            return
        if not stat.S_ISREG(mode):
            yield Input(
                source=source, stem=stem, problem=self._told(InputError(_kind(mode), name=shown(path))), article=False
            )
        elif is_table(path) and (explicit or self.text_field or self.include):
            yield from self.rows(path, below=parts[:-1])
        else:
            yield Input(source=source, stem=stem)

    def _folder(self, root: str) -> Iterator[Input]:
        stack: list[tuple[str, tuple[str, ...]]] = [(root, ())]
        while stack:
            folder, parts = stack.pop()
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
            except OSError as error:
                yield Input(
                    source=_absolute(folder), stem=safe_stem([*parts, "folder"]),
                    problem=self._told(InputError("brief.item_folder", name=shown(folder), reason=reason_of(error))),
                )  # fmt: skip
                continue
            below = []
            for entry in entries:
                path, mine = entry.path, (*parts, entry.name)
                if entry.is_dir(follow_symlinks=False):
                    if self._goes_into(path, entry.name, mine):
                        below.append((path, mine))
                elif entry.is_symlink() and _is_folder(path):
                    # A link to a folder may lead in a circle.
                    self.ignored["links to folders"] += 1
                elif self._takes(entry.name, mine):
                    yield from self._file(path, mine, explicit=False)
            stack += reversed(below)

    def _goes_into(self, path: str, name: str, parts: Sequence[str]) -> bool:
        if name.startswith("."):
            self.ignored["hidden folders"] += 1
        elif _same(path, self.out) or _is_folder(Path(path, STATE)):
            self.ignored["output folders of batches"] += 1
        elif any(_matches(glob.rstrip("/"), parts) for glob in self.exclude):
            self.ignored["folders by --exclude"] += 1
        else:
            return True
        return False

    def _takes(self, name: str, parts: Sequence[str]) -> bool:
        """Whether a file of a folder is one of the inputs."""
        if any(_matches(glob, parts) for glob in self.exclude):
            self.ignored["by --exclude"] += 1
            return False
        if self.include:
            taken = any(_matches(glob, parts) for glob in self.include)
            self.ignored["not in --include"] += not taken
            return taken
        ending = PurePath(name).suffix.lower()
        if name.startswith((".", "~$")):
            self.ignored["hidden files"] += 1
        elif is_table(name) and not self.text_field:
            self.ignored[f"{ending} (a table: name it, or give --text-field)"] += 1
        elif ending not in ENDINGS and not is_table(name):
            self.ignored[shown(ending) or "no ending"] += 1
        else:
            return True
        return False


def read_list() -> list[str]:
    """Paths on standard input: NUL between them if there is one, else a line each."""
    data = sys.stdin.buffer.read()
    parts = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(part) for part in parts if part.strip()]


def _matches(glob: str, parts: Sequence[str]) -> bool:
    return bool(glob_pattern(glob).match("/".join(parts) if "/" in glob else parts[-1]))


def glob_pattern(glob: str) -> re.Pattern[str]:
    """A glob as a regular expression: `*` and `?` stay within a name, `**/` is any folders, `[…]` one of some characters."""
    out, i = "", 0
    while i < len(glob):
        if glob.startswith("**/", i):
            out, i = out + "(?:.*/)?", i + 3
        elif glob.startswith("**", i):
            out, i = out + ".*", i + 2
        elif glob[i] == "*":
            out, i = out + "[^/]*", i + 1
        elif glob[i] == "?":
            out, i = out + "[^/]", i + 1
        elif glob[i] == "[" and (end := glob.find("]", i + 2)) > 0:
            inside = re.sub(r"([\\\[\]&~|])", r"\\\1", glob[i + 1 : end])
            out, i = out + "[" + ("^" + inside[1:] if inside[0] == "!" else inside) + "]", end + 1
        else:
            out, i = out + re.escape(glob[i]), i + 1
    try:
        return re.compile(out + r"\Z", re.DOTALL)
    except re.error as error:
        raise InputError("brief.glob", pattern=glob, reason=error) from None


def _absolute(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # links stay as they are named


def _is_folder(path: str | Path) -> bool:
    """Whether a path is a folder, or leads to one. False where the system cannot tell: links that lead to each other, no permission."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _same(path: str, out: Path) -> bool:
    try:
        return Path(path).samefile(out)
    except OSError:
        return False


def _kind(mode: int) -> str:
    for test, words in (
        (stat.S_ISFIFO, "brief.item_pipe"),
        (stat.S_ISSOCK, "brief.item_socket"),
        (stat.S_ISCHR, "brief.item_device"),
        (stat.S_ISBLK, "brief.item_device"),
    ):
        if test(mode):
            return words
    return "brief.item_special"


def _storable(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
