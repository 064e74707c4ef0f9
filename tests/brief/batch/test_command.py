"""The command `jianbao batch`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from brief.batch.run import divide
from brief.cli.batch import app, main

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["x.txt"], ["--out", "o"], ["x", "--out", "o", "--format", "rtf"], ["x", "--out", "o", "--length", "3"],
        ["x", "--out", "o", "--workers", "0"],
        ["x", "--out", "o", "--timeout", "0"], ["x", "--out", "o", "--glossary", "/nowhere"], ["x", "--out", "o", "--nonsense"],
        ["x", "--out", "o", "--ray-address", "auto"], ["x", "--out", "o", "--beam", "many"], ["x", "--out", "o", "--language", "fr"],
    ],
)  # fmt: skip
def test_usage_errors(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments, program="jianbao batch") == 2
    assert capsys.readouterr().err.strip()
    assert not list(tmp_path.iterdir())


def test_help_is_instant_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from brief.cli.batch import main; main(['--help'])\n"
        "heavy = {'torch', 'numpy', 'ctranslate2', 'transformers', 'ray', 'pyarrow', 'rich'} & set(sys.modules); assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--retry-failed" in done.stdout


def test_every_flag_is_in_the_documentation() -> None:
    page = (ROOT / "docs/batch.md").read_text()
    command = typer.main.get_command(app)
    flags = {f for p in command.params for f in (*p.opts, *p.secondary_opts) if f.startswith("--")} | {"--help"}
    missing = {flag for flag in flags - {"--help"} if f"`{flag}" not in page}
    assert not missing
    ours = "\n".join(line for line in page.splitlines() if "ray start" not in line and "benchmarks/" not in line)
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours)) <= flags


@pytest.mark.parametrize(
    ("workers", "threads", "available", "wanted"),
    [(None, None, 2, (2, 1)), (None, None, 32, (8, 4)), (None, 4, 8, (2, 4)), (4, None, 2, (4, 1)),
    (1, None, 6, (1, 6)), (3, 5, 2, (3, 5)), (None, 9, 2, (1, 9))],
)  # fmt: skip
def test_cores_are_divided(workers: int | None, threads: int | None, available: int, wanted: tuple[int, int]) -> None:
    assert divide(workers, threads, available=available) == wanted
