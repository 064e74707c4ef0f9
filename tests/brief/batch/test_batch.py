"""The batch: inputs, resuming, isolation of errors, outputs, reports, the command line."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer.main

from brief.batch.files import OutputFolder
from brief.batch.inputs import glob_pattern
from brief.batch.journal import Journal, Status
from brief.batch.progress import JsonLines, Lines, Silent, duration, standing
from brief.batch.run import Batch, BatchOptions, divide
from brief.batch.worker import Outcome, Work, WorkerOptions, make
from brief.cli.batch import app, main
from brief.recipe import Recipe
from jianbao.errors import InputError
from tests.support import fast_composer

ROOT = Path(__file__).parents[3]
TEXT = "成都举行重点项目开工仪式\n3月12日，成都市举行重点项目开工仪式，{}个项目总投资近20亿元。\n"


def text(number: int = 1, more: str = "") -> str:
    return TEXT.format(number) + more


class Inline:
    """The workers of a batch, in this process; counts what they did."""

    def __init__(self, options: WorkerOptions) -> None:
        self.options, self.made = options, 0
        self.stop_after = 10**9

    def start(self) -> str:
        return str(fast_composer.FastComposer(self.options).signature())

    def run(
        self, works: Iterator[Work], *, on_start: Callable[[Sequence[int]], None] = lambda ids: None
    ) -> Iterator[Outcome]:
        for work in works:
            on_start([work.id])
            if self.made == self.stop_after:
                raise KeyboardInterrupt
            self.made += 1
            yield make(work, fast_composer.FastComposer(self.options), self.options)

    def close(self) -> None: ...


def run(
    out: Path, *inputs: object, formats: tuple[str, ...] = ("md",), stop_after: int | None = None, **options: Any
) -> tuple[int, int]:
    """(exit code, articles made)."""
    worker = WorkerOptions(formats=formats, recipe=Recipe(length=options.pop("length", 120)))
    progress = options.pop("progress", Silent())
    batch = Batch(
        BatchOptions(inputs=tuple(map(str, inputs)), out=out, worker=worker, command=("jianbao", "batch"), **options),
        progress,
    )
    workers = Inline(worker)
    if stop_after is not None:
        workers.stop_after = stop_after
    try:
        return batch.execute(workers), workers.made
    finally:
        batch.close()


def tree(out: Path) -> dict[str, bytes]:
    """All that a batch leaves, the journal's folder left out."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != ".jianbao"
    }


def briefs(out: Path) -> set[str]:
    return {name for name in tree(out) if name not in ("index.html", "errors.tsv", "summary.json")}


def errors(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "errors.tsv").read_text()), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "a/b").mkdir(parents=True)
    for i, name in enumerate(["x.txt", "x.md", "a/x.txt", "a/b/y.txt"]):
        (folder / name).write_text(text(i))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# Inputs and outputs


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


# Resuming


def test_what_is_done_is_not_done_again_until_something_changes(news: Path, out: Path) -> None:
    run(out, news)
    assert run(out, news) == (0, 0)
    (news / "x.txt").write_text(text(77))
    assert run(out, news) == (0, 1), "a changed input"
    os.utime(news / "x.md")
    assert run(out, news) == (0, 0), "touched, not changed"
    (out / "x.md.md").unlink()
    assert run(out, news) == (0, 1), "an output that is gone"
    assert run(out, news, formats=("md", "json")) == (0, 4), "another format"
    assert run(out, news, formats=("json",)) == (0, 0)
    assert run(out, news, length=150) == (0, 4), "other options"
    assert run(out, news, length=150, force=True) == (0, 4)


def test_outputs_that_somebody_has_edited_stay(news: Path, out: Path) -> None:
    run(out, news)
    (out / "x.txt.md").write_text("edited")
    run(out, news)
    assert (out / "x.txt.md").read_text() == "edited"


def test_failed_articles_are_done_again_on_request_or_when_they_change(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    (news / "bug.txt").write_text(text(1, "BUG"))
    assert run(out, news) == (1, 6)
    assert run(out, news) == (1, 0)
    assert run(out, news, retry_failed=True) == (1, 2)
    (news / "bad.txt").write_text(text(50))
    assert run(out, news) == (1, 1)
    assert [row["class"] for row in errors(out)] == ["internal"]
    assert "ZeroDivisionError: division by zero in a library" in errors(out)[0]["reason"]


def test_a_folder_that_was_moved_is_not_done_again(news: Path, out: Path, tmp_path: Path) -> None:
    run(out, news)
    news.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/x.txt").write_text(text(31))
    before = briefs(out)
    assert run(out, tmp_path / "elsewhere") == (0, 1)
    assert before < briefs(out)  # the changed one is taken for another article: nothing is overwritten


def test_a_stopped_run_says_how_to_go_on_and_goes_on(news: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(out, news, stop_after=2, progress=Lines(sys.stderr)) == (130, 2)
    said = capsys.readouterr().err
    assert "2 done, 0 failed, 2 to go" in said and "To go on, run the same command:\n  jianbao batch" in said
    assert len(briefs(out)) == 2
    assert run(out, news) == (0, 2)
    run(out.parent / "whole", news)
    assert tree(out) == tree(out.parent / "whole")


# Errors


def test_one_bad_file_never_stops_the_rest(news: Path, out: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "english.txt").write_text("This is a press release in English. " * 5)
    (news / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (news / "fake.docx").write_bytes(b"PK\x03\x04 no zip")
    (news / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (news / "dangling.txt").symlink_to("nowhere.txt")
    (news / "round.txt").symlink_to("about.txt")
    (news / "about.txt").symlink_to("round.txt")
    (news / "circle").symlink_to("circle")
    (news / "large.txt").write_bytes(b"x" * 20_000_001)
    os.mkfifo(news / "pipe.txt")
    code, _ = run(out, news, out.parent / "missing.txt", "/dev/zero")
    assert code == 1
    assert len(briefs(out)) == 4
    found = {Path(row["input"]).name: row["class"] for row in errors(out)}
    assert found == {
        "empty.txt": "input", "english.txt": "input", "binary.txt": "input", "fake.docx": "input", "cut.pdf": "input", "large.txt": "input",
        "dangling.txt": "vanished", "missing.txt": "vanished", "pipe.txt": "skipped", "zero": "skipped",
        "round.txt": "vanished", "about.txt": "vanished",
    }  # fmt: skip
    assert all(len(row["reason"]) > 20 for row in errors(out))
    index = (out / "index.html").read_text()
    assert all(name in index for name in found)


def test_an_input_that_vanishes_between_listing_and_reading(news: Path, out: Path) -> None:
    class Thief(Inline):
        def run(self, works: Iterator[Work], **values: Any) -> Iterator[Outcome]:
            (news / "x.txt").unlink()
            return super().run(works, **values)

    options = WorkerOptions()
    batch = Batch(BatchOptions(inputs=(str(news),), out=out, worker=options), Silent())
    assert batch.execute(Thief(options)) == 1
    batch.close()
    assert [row["class"] for row in errors(out)] == ["vanished"]
    assert run(out, news) == (0, 0), "it is no input any more"


def test_an_article_that_takes_too_long_ends_by_its_deadline_and_not_with_its_worker() -> None:
    from brief.pipeline import Composer
    from tests.support.fake_engine import FakeEngine
    from translate.translation import TranslateOptions
    from translate.translator import Translator

    composer = Composer(Translator(FakeEngine(str, window=512), options=TranslateOptions(check=False)))
    work = Work(id=1, name="a.txt", text=text())
    made = make(work, composer, WorkerOptions(timeout=0.0))
    assert made.error == "timeout" and "longer than the 0 seconds" in made.reason and made.hash
    assert make(work, composer, WorkerOptions(timeout=1_000.0)).error == ""


def test_an_output_that_cannot_be_written_is_one_failure(news: Path, out: Path) -> None:
    (out / "x.txt.md").mkdir(parents=True)
    assert run(out, news)[0] == 1
    assert [row["class"] for row in errors(out)] == ["output"] and len(briefs(out)) == 3
    (out / "x.txt.md").rmdir()
    assert run(out, news) == (0, 1)


def test_a_disk_that_fills_up_stops_the_run_which_can_go_on(
    news: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, calls = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 4:  # two files, each with its folder
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert run(out, news, progress=Lines(sys.stderr))[0] == 1
    said = capsys.readouterr().err
    assert "the disk is full" in said and "run the same command" in said
    assert len(tree(out)) == 2
    monkeypatch.undo()
    assert run(out, news) == (0, 2)


def test_a_real_full_disk(tmp_path: Path, news: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if (
        os.name != "posix"
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=250k", "none", small], capture_output=True).returncode
    ):
        pytest.skip("no file system can be mounted here")
    try:
        for i in range(20):
            (news / f"more{i}.txt").write_text(text(i, "项目建设" * 100))
        code, made = run(small / "out", news, formats=("md", "json", "html", "docx"))
        assert code == 1 and 0 < made < 24
        for path in (small / "out").rglob("*.json"):
            json.loads(path.read_text())
        subprocess.run(["mount", "-o", "remount,size=40m", small], check=True)
        code, more = run(small / "out", news, formats=("md", "json", "html", "docx"))
        assert code == 0 and more < 24
        run(tmp_path / "whole", news, formats=("md", "json", "html", "docx"))
        assert tree(small / "out") == tree(tmp_path / "whole")
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_read_only_output_folder_is_a_usage_error(
    tmp_path: Path, news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proc"
    assert main([str(news), "--out", "/proc/jianbao"], program="p") == 2
    assert "cannot be written" in capsys.readouterr().err
    out.mkdir(mode=0o555)
    if os.geteuid() != 0:
        assert main([str(news), "--out", str(out)], program="p") == 2


def test_nothing_is_written_through_a_link_below_the_output_folder(news: Path, out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "a").symlink_to(outside)
    assert run(out, news)[0] == 1
    assert not list(outside.iterdir())
    assert {row["class"] for row in errors(out)} == {"output"} and briefs(out) == {"x.txt.md", "x.md.md"}


def test_hostile_names(tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a.md").mkdir(parents=True)
    names = [b"\xff\xfe.txt", "长".encode() * 83 + b".txt", b"x" * 251 + b".txt", b"new\nline.txt", b"tab\t.txt",
    b"<script>.txt", b"a.txt", b"A.txt", b"index.txt",
             b"CON.txt", b"-rf.txt", b" .txt", b"...txt", "rtl\u202e.txt".encode(), "e\u0301.txt".encode(),
             "é.txt".encode(), b"%2e%2e.txt", b"~.txt", b"a.md/b.txt"]  # fmt: skip
    made = 0
    for i, name in enumerate(names):
        try:
            Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(text(i))  # noqa: PTH118
            made += 1
        except OSError:
            continue  # a file system that does not take the name
    hidden = 1  # ...txt
    assert run(out, folder, formats=("md", "json")) == (0, made - hidden)
    assert len(briefs(out)) == 2 * (made - hidden)
    listed = (out / "index.html").read_text()
    assert "<script>" not in listed and listed.count("<tr>") == made - hidden + 1
    assert run(out, folder, formats=("md", "json")) == (0, 0)
    assert set(tmp_path.iterdir()) == {folder, out}


# Reports


def test_the_index_links_every_brief_and_escapes_what_it_shows(news: Path, out: Path) -> None:
    (news / "a b#?.txt").write_text(text(5))
    run(out, news, formats=("md", "html"))
    index = (out / "index.html").read_text()
    from urllib.parse import unquote

    links = {unquote(link) for link in re.findall(r'href="([^"]+)"', index)}
    assert links == briefs(out) and len(links) == 10
    assert "Content-Security-Policy" in index and "<script" not in index
    headlines = [json.loads(line)["headline"] for line in ()] or re.findall(r"Headline [0-9a-f]{8}", index)
    assert len(headlines) == 5


def test_the_summary_counts(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    run(out, news)
    summary = json.loads((out / "summary.json").read_text())
    assert summary["items"] == {"pending": 0, "running": 0, "done": 4, "failed": 1, "skipped": 0}
    assert summary["errors"] == {"input": 1}
    assert summary["words"] == sum(
        len(m.split())
        for p in out.rglob("*.md")
        for m in re.findall(r"Point [0-9a-f]{12} of \d+ characters\.", p.read_text().split("## Evidence")[0])
    )
    found = sum("error: " in p.read_text() for p in out.rglob("*.md"))
    assert (
        summary["findings"] == ({"error:quantity": found} if found else {})
        and summary["briefs_with_errors_left"] == found
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(3, "3 s"), (89, "89 s"), (600, "10 min"), (36_000, "10.0 h")]
)  # fmt: skip
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_standing() -> None:
    assert standing(25, 100, 3, 10.0) == "25 of 100 (25%), 2.5/s, 30 s to go, 3 failed"
    assert "unknown" in standing(0, 100, 0, 0.0)


def test_json_lines(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    file = io.StringIO()
    run(out, news, progress=JsonLines(file))
    events = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [e["event"] for e in events].count("done") == 4
    assert [(e["error"], e["item"]) for e in events if e["event"] == "failed"] == [("input", str(news / "bad.txt"))]
    assert events[-1]["event"] == "end" and events[-1]["run"]["failed"] == 1


# The command line


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


def test_temporary_files_of_a_killed_run_are_removed(news: Path, out: Path) -> None:
    folder = OutputFolder(out)
    (folder.temporary / "123-4").write_bytes(b"half")
    run(out, news)
    assert not list(folder.temporary.iterdir())


def test_the_journal_tells_what_happened(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    run(out, news)
    run(out, news, retry_failed=True)
    journal = Journal(out / ".jianbao/journal.sqlite3")
    entries = {Path(e.source).name: e for e in journal.entries()}
    assert entries["bad.txt"].status is Status.FAILED and "empty" in entries["bad.txt"].reason
    assert entries["y.txt"].status is Status.DONE and entries["y.txt"].signature == "fast|length:120"
    assert entries["y.txt"].hash and entries["y.txt"].attempts == 1
