"""Rules as data: tab-separated files beside the code that reads them, one rule a row, with an example and where it matters a
counter-example that the tests run."""

from functools import cache
from importlib import resources


@cache
def rows(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv in `package` by the names of its columns. Raises ValueError for one with more or fewer cells."""
    head, *lines = (resources.files(package) / f"{name}.tsv").read_text("utf-8").splitlines()
    columns = head.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines)
