"""`jianbao check`: a translation that is there already, in any format that is read, as evidence in any format that is written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHINESE = "温江区项目开工\n\n3月12日，温江区18个项目同步开工，总投资86.5亿元。区委书记王亚飞出席仪式。\n"
RIGHT = (
    "Wenjiang District projects begin\n\nOn March 12 work began on 18 projects in Wenjiang District with a total "
    "investment of 8.65 billion yuan. District Party secretary Wang Yafei attended the ceremony.\n"
)


def check(tmp_path: Path, english: str, *options: str, chinese: str = CHINESE) -> subprocess.CompletedProcess[str]:
    source, target = tmp_path / "source.txt", tmp_path / "target.txt"
    source.write_text(chinese, "utf-8")
    target.write_text(english, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "brief.cli", "check", str(source), str(target), *options],
        capture_output=True, text=True, cwd=ROOT, timeout=240,
    )  # fmt: skip


def test_a_right_translation_passes(tmp_path: Path) -> None:
    done = check(tmp_path, RIGHT, "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("0 errors.\n")


def test_a_wrong_figure_is_told_and_strict_says_so(tmp_path: Path) -> None:
    done = check(tmp_path, RIGHT.replace("8.65 billion", "865 million"), "--strict")
    assert done.returncode == 3
    assert "wrong by a power of ten" in done.stdout and "86.5亿元" in done.stdout


def test_the_evidence_is_a_brief_like_any_other(tmp_path: Path) -> None:
    done = check(tmp_path, RIGHT, "--format", "json")
    brief = json.loads(done.stdout)
    first = brief["points"][1]
    assert first["sources"][0]["chinese"].startswith("3月12日")
    assert {link["status"] for link in first["links"] if link["kind"] == "quantity"} == {"agrees"}


@pytest.mark.parametrize(("options", "says"), [(("--format", "odt"), "odt"), (("--glossary", "none.tsv"), "none.tsv")])
def test_what_cannot_be_done_is_one_line(tmp_path: Path, options: tuple[str, str], says: str) -> None:
    done = check(tmp_path, RIGHT, *options)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_an_empty_translation_is_refused(tmp_path: Path) -> None:
    done = check(tmp_path, " \n")
    assert done.returncode == 2 and "Traceback" not in done.stderr
