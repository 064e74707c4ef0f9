"""Briefs of several files, in one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brief.recipe import Recipe
from jianbao.deadline import Deadline
from jianbao.errors import InputError, JianbaoError
from webdemo import limits
from webdemo.inputs import read_upload
from webdemo.workspace import Workspace, last


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: its headline and the errors left in its brief, or why there is none."""

    name: str
    headline: str = ""
    errors: int = 0
    problem: str = ""


def archive(
    workspace: Workspace,
    files: Sequence[tuple[str, bytes]],
    recipe: Recipe,
    formats: Sequence[str],
    deadline: Deadline,
    *,
    language: str = "en",
) -> Iterator[FileOutcome | bytes]:
    """Briefs of files: an outcome each as they are done, then the ZIP. A file that cannot be used never stops the rest.

    language: what problems are told in.
    """
    from brief.render.formats import FORMATS, render

    if not files:
        raise InputError("webdemo.no_files")
    if len(files) > limits.MAX_FILES:
        raise InputError("webdemo.too_many_files", files=len(files), limit=limits.MAX_FILES)
    wanted = [f for f in formats if f in FORMATS]
    if not wanted:
        raise InputError("webdemo.no_formats", known=", ".join(FORMATS))
    packed, problems, taken = io.BytesIO(), [], set[str]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            try:
                article = read_upload(name, data, deadline=deadline)
                result = last(workspace.brief(article, recipe, deadline)).result
            except JianbaoError as error:
                problem = error.worded(language, place="page")
                problems.append(f"{name}: {problem}")
                yield FileOutcome(name, problem=problem)
                continue
            assert result is not None
            brief = result.brief
            stem = free_name(article.name.rsplit(".", 1)[0], taken)
            for format in wanted:
                text = render(brief, format)
                made.writestr(f"{stem}.{format}", text if isinstance(text, bytes) else text.encode("utf-8"))
            yield FileOutcome(name, brief.headline, errors=len(brief.errors()))
        if problems:
            made.writestr("problems.txt", "\n".join(problems) + "\n")
    yield packed.getvalue()


def free_name(stem: str, taken: set[str]) -> str:
    """A name of the archive that is not taken yet, without what a file name may not have; it is taken then."""
    stem = "".join(c if c.isalnum() or c in "-_ .()" else "_" for c in stem).strip(" .")[:80] or "brief"
    name, n = stem, 2
    while name.lower() in taken:
        name, n = f"{stem}-{n}", n + 1
    taken.add(name.lower())
    return name
