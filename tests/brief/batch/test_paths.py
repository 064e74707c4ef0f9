"""Names of outputs: safe, apart, and below the output folder whatever the input is called."""

from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.batch.files import DiskError, OutputError, OutputFolder
from brief.batch.paths import MAX_NAME_BYTES, MAX_STEM_BYTES, safe_name, safe_stem, shown
from jianbao.errors import InputError


@pytest.mark.parametrize("name", ["a.txt", "新闻稿 2025年.docx", "x-1_(2).md", "~tilde", "a~12345678", "été.html"])
def test_a_safe_name_stays(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "...", " ", "a/b", "/etc/passwd", "..\\..\\x", "C:\\x", "C:", "con", "NUL.txt", "com1", "LPT9.md",
    "a\0b", "a\nb", "a*?b", "end.", "end ", "-rf",
     "x" * 300, "长" * 200, "rtl\u202egpj.txt", "\ud800", os.fsdecode(b"\xff\xfe"), "\u200b", "CONIN$"],
)  # fmt: skip
def test_an_unsafe_name_is_made_safe_and_marked(name: str) -> None:
    safe = safe_name(name)
    assert safe != name and "~" in safe
    assert not set(safe) & set('/\\\0\n:*?"<>|') and safe not in (".", "..")
    assert safe.isprintable() and len(safe.encode()) <= MAX_NAME_BYTES + 9
    assert safe == safe_name(name)


def test_names_that_clean_to_the_same_stay_apart() -> None:
    names = [
        "a/b",
        "a\\b",
        "a:b",
        "a?b",
        "a\0b",
        "x" * 300,
        "x" * 301,
        os.fsdecode(b"\xff"),
        os.fsdecode(b"\xfe"),
        "..",
        "...",
        "",
    ]
    assert len({safe_name(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "parts",
    [
        ["index"],
        ["index.txt"],
        ["errors"],
        ["briefs.csv", "1"],
        [".jianbao", "journal.sqlite3"],
        [".JIANBAO", "x"],
        ["summary"],
    ],
)
def test_the_names_of_the_batch_itself_are_not_taken(parts: list[str]) -> None:
    stem = safe_stem(parts)
    assert stem.split("/")[0] != parts[0]
    for ending in ("html", "json", "tsv", "jsonl"):
        assert f"{stem}.{ending}" not in ("index.html", "summary.json", "errors.tsv", "briefs.jsonl")


def test_a_folder_does_not_take_the_place_of_an_output() -> None:
    # a + .md is the output of "a"; a folder a.md would have the same name
    assert safe_stem(["a.md", "b.txt"]).split("/")[0] != "a.md"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=320), min_size=1, max_size=8))
def test_any_parts_give_a_path_below(parts: list[str]) -> None:
    stem = safe_stem(parts)
    names = stem.split("/")
    assert len(stem.encode()) <= MAX_STEM_BYTES
    assert all(name and name not in (".", "..") and len(name.encode()) <= 240 for name in names)
    assert os.path.normpath(f"/out/{stem}") == f"/out/{stem}"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=30).filter(lambda b: b"\0" not in b))
def test_any_bytes_can_be_shown(name: bytes) -> None:
    text = shown(os.fsdecode(name)).encode().decode()
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


# Writing


@pytest.fixture
def folder(tmp_path: Path) -> OutputFolder:
    return OutputFolder(tmp_path / "out")


def left(folder: OutputFolder) -> list[Path]:
    return list(folder.temporary.iterdir())


def test_a_file_is_written_whole_with_its_folders(folder: OutputFolder) -> None:
    folder.write("a/b/c.md", b"one")
    folder.write("a/b/c.md", b"two")
    assert (folder.root / "a/b/c.md").read_bytes() == b"two"
    assert folder.exists("a/b/c.md") and not folder.exists("a/b") and not left(folder)


def test_a_block_that_fails_leaves_the_old_file(folder: OutputFolder) -> None:
    folder.write("a.md", b"old")
    with pytest.raises(ZeroDivisionError), folder.writing("a.md") as file:
        file.write(b"half")
        assert (folder.root / "a.md").read_bytes() == b"old"
        raise ZeroDivisionError
    assert (folder.root / "a.md").read_bytes() == b"old" and not left(folder)


@pytest.mark.parametrize("path", ["../x.md", "/etc/x.md", "a/../../x.md", ""])
def test_a_path_that_leads_out_is_refused(folder: OutputFolder, path: str) -> None:
    with pytest.raises(OutputError):
        folder.write(path, b"x")


def test_links_below_are_not_followed(folder: OutputFolder, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.md").write_bytes(b"kept")
    (folder.root / "link").symlink_to(outside)
    (folder.root / "file.md").symlink_to(outside / "kept.md")
    with pytest.raises(OutputError, match="link"):
        folder.write("link/x.md", b"x")
    with pytest.raises(OutputError, match="link"):
        folder.write("link/deeper/x.md", b"x")
    folder.write("file.md", b"mine")  # takes the place of the link itself
    assert sorted(p.name for p in outside.iterdir()) == ["kept.md"] and (outside / "kept.md").read_bytes() == b"kept"
    assert (folder.root / "file.md").read_bytes() == b"mine"


def test_a_folder_in_the_way_is_one_failed_output(folder: OutputFolder) -> None:
    (folder.root / "a.md").mkdir()
    with pytest.raises(OutputError, match="folder has this name"):
        folder.write("a.md", b"x")
    (folder.root / "f").write_bytes(b"")
    with pytest.raises(OutputError):
        folder.write("f/x.md", b"x")


@pytest.mark.parametrize("call", ["fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_gives_out_ends_the_run(
    folder: OutputFolder, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    folder.write("a.md", b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(DiskError, match=r"the disk is full|does not answer|read-only"):
        folder.write("a.md", b"new")
    monkeypatch.undo()
    assert (folder.root / "a.md").read_bytes() == b"old" and not left(folder)


@pytest.mark.parametrize(
    "name", [".jianbao", ".jianbao/tmp", ".jianbao/lock", ".jianbao/journal.sqlite3", ".jianbao/workers.log"]
)
def test_what_the_batch_keeps_may_not_be_a_link(tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = tmp_path / "out" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere if name in (".jianbao", ".jianbao/tmp") else elsewhere / "new")
    with pytest.raises(InputError, match="is a link"):
        OutputFolder(tmp_path / "out")
    assert not list(elsewhere.iterdir())


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(InputError, match="cannot be written"):
        OutputFolder(tmp_path / "out")
