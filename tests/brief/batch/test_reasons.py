"""Why an article has no brief, in the language that is asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brief.batch.inputs import Inputs
from brief.batch.worker import classify
from jianbao.deadline import DeadlineError
from jianbao.errors import InputError, JianbaoError, ModelError

ERRORS: list[tuple[BaseException, str]] = [
    (DeadlineError("jianbao.deadline", seconds=3), "timeout"),
    (InputError("brief.no_sentence", name="a.txt"), "input"),
    (ModelError("models.not_here", model="x"), "model"),
    (JianbaoError("brief.no_sentence", name="a.txt"), "input"),
    (MemoryError(), "memory"),
    (FileNotFoundError(), "vanished"),
    (PermissionError(), "permission"),
    (OSError(5, "E/A"), "io"),
]


@pytest.mark.parametrize("error, kind", ERRORS)
def test_a_reason_is_told_in_either_language(error: BaseException, kind: str) -> None:
    english, chinese = classify(error, "a.txt"), classify(error, "a.txt", "zh")
    assert (english[0], english[2]) == (chinese[0], chinese[2]) and english[0] == kind
    if kind != "io":  # the system's own words
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese[1]) and english[1].isascii()


def test_inputs_that_cannot_be_used_are_told_in_chinese_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    given = ["", str(tmp_path / "none.txt"), str(tmp_path / "pipe.txt")]
    english = [i.problem for i in Inputs(given=given, out=tmp_path / "out")]
    chinese = [i.problem for i in Inputs(given=given, out=tmp_path / "out", wording="zh")]
    assert len(english) == len(chinese) == 3
    assert all(any("\u4e00" <= c <= "\u9fff" for c in problem) for problem in chinese)
    assert "is not a path" in english[0] and "there is no such file" in english[1] and "named pipe" in english[2]


def test_rows_that_cannot_be_used_are_told_in_chinese_too(tmp_path: Path) -> None:
    table = tmp_path / "a.jsonl"
    table.write_text('{"text": 3}\n[]\n{"text": "会议在北京举行。"}\n', "utf-8")
    english, chinese = (
        [row.problem for row in Inputs(given=[str(table)], out=tmp_path / "out", wording=la)] for la in ("en", "zh")
    )
    assert [bool(problem) for problem in chinese] == [True, True, False] and english[2] == ""
    assert all(any("\u4e00" <= c <= "\u9fff" for c in problem) for problem in chinese[:2]) and english[0].isascii()
