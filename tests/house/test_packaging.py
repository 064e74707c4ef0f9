"""A wheel holds all that the code reads beside itself."""

import fnmatch
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_file_of_data_is_in_the_wheel() -> None:
    packed = {
        path
        for package, patterns in SETUPTOOLS["package-data"].items()
        for folder in [ROOT.joinpath(*package.split("."))]
        for path in folder.rglob("*")
        if any(fnmatch.fnmatch(str(path.relative_to(folder)), pattern) for pattern in patterns)
    }
    rooms = [ROOT / pattern.rstrip("*") for pattern in SETUPTOOLS["packages"]["find"]["include"]]
    beside = {
        path
        for room in rooms
        for path in room.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and "__pycache__" not in path.parts
    }
    assert beside and sorted(map(str, beside - packed)) == []
