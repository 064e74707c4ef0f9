"""What a batch reads and what it leaves: folders, lists, tables."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from brief.batch.inputs import glob_pattern
from brief.batch.progress import Lines
from jianbao.errors import InputError
from tests.support.batches import briefs, errors, run, text, tree


def test_a_folder_is_mirrored_and_x_txt_and_x_md_do_not_collide(news: Path, out: Path) -> None:
    assert run(out, news, formats=("md", "json", "html", "docx", "txt")) == (0, 4)
    stems = ["x.txt", "x.md", "a/x.txt", "a/b/y.txt"]
    assert briefs(out) == {f"{stem}.{format}" for stem in stems for format in ("md", "json", "html", "docx", "txt")}
    for stem in stems:
        assert json.loads((out / f"{stem}.json").read_text())["name"] == Path(stem).name


def test_the_same_brief_is_the_same_bytes_at_another_time(news: Path, tmp_path: Path) -> None:
    run(tmp_path / "one", news, formats=("docx", "json"))
    time.sleep(2.1)  # a zip archive counts time in steps of two seconds
    run(tmp_path / "two", news, formats=("docx", "json"))
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_include_and_exclude(news: Path, out: Path) -> None:
    (news / "notes.log").write_text(text(9))
    assert run(out, news, include=("*.txt", "*.log"), exclude=("a/b",)) == (0, 3)
    assert briefs(out) == {"x.txt.md", "a/x.txt.md", "notes.log.md"}


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("*.txt", "x.txt", True), ("*.txt", "x.txt.md", False), ("a/*.txt", "a/x.txt", True), ("a/*.txt", "a/b/x.txt", False),
        ("**/x.txt", "x.txt", True), ("**/x.txt", "a/b/x.txt", True), ("a/**", "a/b/c", True), ("[ab]?.md", "b1.md", True),
        ("[!ab]1.md", "b1.md", False), ("新*.txt", "新闻.txt", True), ("[", "[", True), ("a.c", "abc", False), ("[]]", "]", True),
    ],
)  # fmt: skip
def test_globs(glob: str, path: str, matches: bool) -> None:
    assert bool(glob_pattern(glob).match(path)) is matches


def test_a_folder_without_anything_to_read_says_so(
    tmp_path: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert run(out, tmp_path / "empty", progress=Lines(sys.stderr)) == (0, 0)
    assert "no file to read in " in (said := capsys.readouterr().err) and "docx" in said


def test_what_is_passed_over_is_said(news: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (news / "picture.png").write_bytes(b"\x89PNG")
    (news / ".hidden.txt").write_text(text())
    (news / "table.csv").write_text("text\n" + text())
    (news / "loop").symlink_to(news)
    earlier = news / "earlier"
    run(earlier, news / "x.txt")
    assert run(out, news, progress=Lines(sys.stderr)) == (0, 4)
    said = capsys.readouterr().err
    for words in ("1 .png", "1 hidden files", "1 .csv", "1 links to folders", "1 output folders"):
        assert f"passed over: {words}" in said


def test_the_output_folder_may_lie_in_the_input_but_not_be_it(news: Path) -> None:
    assert run(news / "out", news) == (0, 4)
    assert run(news / "out", news) == (0, 0)
    with pytest.raises(InputError, match="is the output folder"):
        run(news, news)


def test_a_list_on_standard_input(news: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(news)
    for data in (b"./x.txt\na/x.txt\r\n\n", b"./x.txt\0a/x.txt\0"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        run(out, "-")
        assert briefs(out) == {"x.txt.md", "a/x.txt.md"}


def test_files_of_one_name_in_two_folders(news: Path, out: Path) -> None:
    assert run(out, news / "x.txt", news / "a/x.txt", news / "x.txt") == (0, 2)
    names = sorted(briefs(out))
    assert names[0] == "x.txt.md" and re.fullmatch(r"x\.txt~[0-9a-f]{8}\.md", names[1])
    assert run(out, news / "a/x.txt", news / "x.txt") == (0, 0)


ROWS = [
    {"id": "1", "title": "标题一", "text": text(1)}, {"id": "../../etc/passwd", "title": "", "text": text(2)},
    {"id": "1", "title": "", "text": text(3)},
    {"id": "/abs", "title": "", "text": ""}, {"id": "CON", "title": "", "text": text(5)}, {"id": "长" * 150, "title": "", "text": text(6)},
]  # fmt: skip


def write_table(path: Path, rows: Sequence[dict[str, str]] = ROWS) -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    elif path.suffix == ".csv":
        with path.open("w", newline="", encoding="gb18030") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        pa = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_rows_of_a_table_have_briefs_below_the_output_folder(tmp_path: Path, out: Path, ending: str) -> None:
    table = write_table(tmp_path / f"t{ending}")
    before = set(tmp_path.iterdir())
    assert run(out, table) == (1, 6)
    assert set(tmp_path.iterdir()) == before | {out}
    names = briefs(out)
    assert len(names) == 5 and all(name.startswith(f"t{ending}/") for name in names)
    assert f"t{ending}/1.md" in names
    assert [row["class"] for row in errors(out)] == ["input"]
    assert run(out, table) == (1, 0)


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_all_briefs_in_one_file(tmp_path: Path, out: Path, ending: str) -> None:
    table = write_table(tmp_path / f"t{ending}")
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run(out, table, formats=("jsonl", "parquet"), stop_after=2) == (130, 2)
    assert len((out / "briefs.jsonl").read_text().splitlines()) == 2
    assert run(out, table, formats=("jsonl", "parquet")) == (1, 4)
    lines = [json.loads(line) for line in (out / "briefs.jsonl").read_text().splitlines()]
    assert [line["row"] for line in lines][:3] == ["1", "../../etc/passwd", "1#2"] and len(lines) == 5
    rows = parquet.read_table(out / "briefs.parquet").to_pylist()
    assert [row["headline"] for row in rows] == [line["headline"] for line in lines]
    assert json.loads(rows[0]["brief"])["points"] == lines[0]["points"]
    assert briefs(out) == {"briefs.jsonl", "briefs.parquet"}


def test_a_row_that_moves_in_its_table_is_not_done_again(tmp_path: Path, out: Path) -> None:
    table = write_table(tmp_path / "t.jsonl", ROWS[:2])
    run(out, table)
    write_table(table, [{"id": "new", "title": "", "text": text(8)}, *reversed(ROWS[:2])])
    assert run(out, table) == (0, 1)
    changed = [
        {**ROWS[0], "text": text(99)},
        {**ROWS[1], "text": text(98)},
        {"id": "new", "title": "", "text": text(97)},
    ]
    write_table(table, changed)
    assert run(out, table) == (0, 3)


def test_a_table_without_the_field_and_one_that_breaks_off(tmp_path: Path, out: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"words": "x"}\n')
    (tmp_path / "u.csv").write_text('id,text\n1,"' + text().strip() + '"\n2,"' + "长" * 2_000_000)
    assert run(out, tmp_path / "t.jsonl", tmp_path / "u.csv") == (1, 1)
    assert "--text-field" in errors(out)[0]["reason"] and "cannot be read" in errors(out)[1]["reason"]
    assert briefs(out) == {"u.csv/1.md"}
