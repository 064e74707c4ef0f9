"""What a start imports: nothing heavy before it is needed. Processes of their own, whose modules are looked at; no clocks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.engines.protocols import Engine

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "transformers", "gradio", "pyarrow", "ray", "sacrebleu", "sklearn")
MODEL = (
    "ctranslate2",
    "tokenizers",
    "numpy",
    "jieba",
    "pypinyin",
    "opencc",
    "trafilatura",
    "docx",
    "pypdfium2",
    "lxml",
)

AFTER = """
import json, runpy, sys
try:
    {code}
except SystemExit as end:
    assert not end.code, end.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def modules(code: str) -> set[str]:
    """Top-level names of the modules that a process has once it has run `code`."""
    done = subprocess.run(
        [sys.executable, "-c", AFTER.format(code=code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout.rsplit("\n", 2)[-2])}


def command(*arguments: str) -> str:
    return f"sys.argv = ['jianbao', *{list(arguments)!r}]; from brief.cli.app import main; main()"


@pytest.mark.parametrize(
    "code",
    [
        "import jianbao, models, summarize, translate, facts, brief",
        "import demo, batch",
        command("--help"),
        command("--version"),
        command("brief", "--help"),
        command("batch", "--help"),
        command("cache", "info"),
    ],
)
def test_nothing_heavy_before_it_is_needed(code: str) -> None:
    assert not modules(code) & set(HEAVY)


@pytest.mark.parametrize("code", ["import brief, translate, models", command("--help"), command("brief", "--help")])
def test_help_needs_no_library_of_the_pipeline(code: str) -> None:
    assert not modules(code) & {*HEAVY, *MODEL}


@pytest.mark.parametrize("file", ["local-government.txt"])
def test_whole_brief_without_torch(engine: Engine, file: str, tmp_path: Path) -> None:
    # `engine` has seen to it that the model is converted, which does need torch.
    out = tmp_path / "brief.md"
    found = modules(command("brief", str(ROOT / "examples" / file), "--output", str(out), "--quiet"))
    assert "ctranslate2" in found
    assert not found & set(HEAVY)
    assert out.read_text("utf-8").startswith("# ")
