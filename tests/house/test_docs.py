"""What README and docs name is there: files, folders, modules to run, options."""

import re
from functools import cache
from pathlib import Path
from subprocess import run

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
MODULE = re.compile(r"python -m ((?:benchmarks|training|models|brief|webdemo)[\w.]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
SOURCE_FILE = re.compile(r"[\w][\w./-]*\.(?:py|toml|tsv|js)")
ROOM = re.compile(r"(?:[a-z]+/)*[a-z_]+/")
MADE_BY_A_RUN = {"errors.tsv"}  # named in the docs, and written by the program
OF_OTHERS = {"--head", "--address"}  # of Ray, in a recipe


@cache
def tree() -> frozenset[str]:
    """Paths of the repository, each also without its first folders: a page about a room names `report.py` for short."""
    listed = run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    names: set[str] = set()
    for path in listed:
        parts = path.split("/")
        for start in range(len(parts)):
            names.add("/".join(parts[start:]))
            names.update("/".join(parts[start:end]) + "/" for end in range(start + 1, len(parts)))
    return frozenset(names)


@cache
def product() -> str:
    """The source of everything that has options."""
    rooms = ("brief", "webdemo", "benchmarks", "training", "models")
    paths = [ROOT / "demo.py", *(path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page):
    text = page.read_text(encoding="utf-8")
    named = [name for name in CODE.findall(text) if SOURCE_FILE.fullmatch(name) or ROOM.fullmatch(name)]
    assert [name for name in named if name not in tree() | MADE_BY_A_RUN] == []
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_runs_is_there(page):
    modules = [name.rstrip(".").replace(".", "/") for name in MODULE.findall(page.read_text(encoding="utf-8"))]
    assert [name for name in modules if f"{name}.py" not in tree() and f"{name}/__main__.py" not in tree()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_a_page_names_is_there(page):
    from typer.main import get_command

    from brief.cli.app import app

    def options(command) -> set[str]:
        own = {name for given in command.params for name in (*given.opts, *given.secondary_opts)}
        return own.union(*(options(below) for below in getattr(command, "commands", {}).values()))

    known = options(get_command(app)) | {"--help", "--version"} | OF_OTHERS
    named = set(OPTION.findall(page.read_text(encoding="utf-8")))
    assert sorted(name for name in named - known if f'"{name}"' not in product()) == []
