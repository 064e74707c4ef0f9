"""Bounds: every part of an archive by what it is opened as, elements, DOCTYPEs; processes that read, and what ends them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError
from jianbao.limits import MAX_PDF_OBJECTS
from reading import processes
from reading.article import read_article
from reading.extract import Extract, note
from reading.formats import FORMATS, TABLE, read_here
from reading.messages import pack, unpack
from reading.processes import read_apart
from tests.reading.test_documents import FORM, drawing, one_page
from tests.support.files import NAMESPACES, archive, parts_of, word
from tests.support.pages import BODY, TITLE

ROOT = Path(__file__).parents[2]


def renamed(data: bytes, old: str, new: str, content: bytes | None = None) -> bytes:
    """A .docx whose part has another name, where it is named too."""
    parts = parts_of(data)
    parts[new] = content if content is not None else parts[old]
    del parts[old]
    for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
        if name in parts:
            parts[name] = (
                parts[name]
                .replace(old.encode(), new.encode())
                .replace(old.rsplit("/", 1)[-1].encode(), new.rsplit("/", 1)[-1].encode())
            )
    rels = old.replace("word/", "word/_rels/") + ".rels"
    if rels in parts:
        parts[new.replace("word/", "word/_rels/") + ".rels"] = parts.pop(rels)
    return archive(parts)


@pytest.mark.parametrize("name", ["word/document.bin", "word/DOCUMENT.XML", "word/main"])
def test_the_main_part_may_have_any_name(name: str) -> None:
    assert read_article("a.docx", data=renamed(word(TITLE, BODY), "word/document.xml", name)).text == f"{TITLE}\n{BODY}"


BIG = f"<w:document {NAMESPACES}><w:body>".encode() + b"<w:p/>" * 4_000_000 + b"</w:body></w:document>"
MANY = f"<w:document {NAMESPACES}><w:body>".encode() + b"<w:p></w:p>" * 1_000_000 + b"</w:body></w:document>"


RELATIONS = (
    b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    + b"<Relationship Id='a' Type='x' Target='y'/>" * 300_000
    + b"</Relationships>"
)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: renamed(word(TITLE), "word/document.xml", "word/document.bin", BIG), "limit of 20,000,000"),
        (lambda: renamed(word(TITLE), "word/document.xml", "word/document.bin", MANY), "limit of 1,000,000 elements"),
        (lambda: renamed(word(TITLE, BODY), "word/styles.xml", "word/styles.dat", BIG), "limit of 20,000,000"),
        (lambda: archive({**parts_of(word(TITLE)), "_rels/.rels": b"<x/>"}), "damaged"),
        (lambda: archive({**parts_of(word(TITLE)), "_rels/.rels": RELATIONS}), "damaged"),
        (lambda: archive({**parts_of(word(TITLE)), "word/document.xml": b"<a>" * 100_000}), "more than 256 deep"),
    ],
    ids=["bytes", "elements", "styles", "no main part", "relations", "depth"],
)
def test_a_part_is_bounded_by_what_it_is_opened_as(make: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_article("a.docx", data=make())


DOCTYPE = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE w [<!ENTITY a "18.6亿元">]>'
    "<w:document {}><w:body><w:p><w:r><w:t>{}&a;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "encoding", ["UTF-8", "UTF-16", "UTF-16BE", "GB18030", "UTF-32", "ISO-2022-KR", "UTF-7", "IBM037"]
)
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    source = DOCTYPE.format(encoding, NAMESPACES, "x" if encoding in ("ISO-2022-KR", "IBM037") else TITLE)
    if encoding in ("ISO-2022-KR", "IBM037"):
        source = source.replace("亿元", "")
    content = source.encode(encoding)
    with pytest.raises(InputError, match=r"declares XML entities|damaged"):
        read_article("a.docx", data=archive({**parts_of(word(TITLE)), "word/document.xml": content}))


def test_cells_that_span_a_thousand_rows_are_bounded() -> None:
    cells = "<td rowspan=1000 colspan=60>1</td>" * 200
    page = f"<html><body><div id=zoom><table><tr>{cells}</tr>{'<tr><td>甲</td></tr>' * 100}</table><p>{BODY}</p></div></body></html>"
    assert BODY in read_article("a.html", data=page.encode()).text


def nested(depth: int) -> dict[str, bytes]:
    """The sentence inside so many elements, of a page and of Markdown."""
    return {
        "div.html": ("<html><body>" + "<div>" * depth + BODY).encode(),
        "li.html": ("<html><body><div id=zoom>" + "<ol><li>" * (depth // 2) + BODY).encode(),
        "quotation.md": ("> " * depth + BODY).encode(),
        "list.md": "".join("  " * at + f"- {BODY}\n" for at in range(depth // 2)).encode(),
    }


@pytest.mark.parametrize("name", ["div.html", "li.html", "quotation.md", "list.md"])
def test_what_is_nested_is_read_or_refused_and_never_lost(name: str) -> None:
    shallow = 30 if name.endswith(".md") else 600
    lines = read_here(nested(shallow)[name], name=name, format=name.rsplit(".", 1)[1]).paragraphs
    assert "".join(lines).count(BODY) == (shallow // 2 if name == "list.md" else 1)
    with pytest.raises(InputError, match="inside each other"):
        read_here(nested(100 if name.endswith(".md") else 5_000)[name], name=name, format=name.rsplit(".", 1)[1])


def test_a_directory_of_a_million_files_is_not_read() -> None:
    entry = b"PK\x01\x02" + bytes(42)
    with pytest.raises(InputError, match="zip archive"):
        read_article("a.docx", data=b"PK\x03\x04" + bytes(26) + entry * 5_000)


def test_a_media_part_is_never_unpacked() -> None:
    parts = parts_of(word(TITLE, BODY))
    parts["word/media/image1.png"] = bytes(90_000_000)
    assert read_article("a.docx", data=archive(parts)).text == f"{TITLE}\n{BODY}"


def slow() -> bytes:
    """A PDF of some kilobytes that takes minutes: forms that draw each other."""
    forms = [drawing(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % number) for number in range(7, 15)]
    forms.append(drawing(b"BT /F1 12 Tf (hi) Tj ET", FORM + b"/Resources<</Font<</F1 5 0 R>>>>"))
    return one_page(b"/X Do " * 10, xobjects=b"/X 6 0 R", more=forms)


@pytest.fixture
def alone() -> Any:
    """No process is left of the tests before, none for those after."""
    processes.close()
    yield
    processes.close()


def pids() -> list[int]:
    return [process._process.pid for process in processes._idle]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_that_takes_too_long_is_ended_and_told(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    data = slow()
    assert len(data) < 15_000
    read_article("a.docx", data=word(TITLE, BODY))
    (pid,) = pids()
    monkeypatch.setattr(processes, "MAX_READING_CLOCK", 1)
    with pytest.raises(InputError, match=r"slow\.pdf: reading it took longer than the limit of 1 seconds"):
        read_article("slow.pdf", data=data)
    assert pids() == [] and not is_alive(pid)
    monkeypatch.undo()
    assert read_article("a.docx", data=word(TITLE, BODY)).text == f"{TITLE}\n{BODY}"


def test_a_page_of_too_many_pieces_is_refused() -> None:
    data = one_page(b"0 0 1 1 re f " * (MAX_PDF_OBJECTS + 1))
    with pytest.raises(InputError, match=r"map\.pdf is drawn of 150,001 pieces up to page 1"):
        read_article("map.pdf", data=data)


def test_a_deadline_ends_the_parsing(alone: None) -> None:
    read_article("a.docx", data=word(TITLE, BODY))
    (pid,) = pids()
    with pytest.raises(DeadlineError):
        read_article("slow.pdf", data=slow(), deadline=Deadline(0.2))
    assert pids() == [] and not is_alive(pid)


def test_a_stop_ends_the_parsing(alone: None) -> None:
    deadline = Deadline()
    timer = threading.Timer(0.1, deadline.stop.set)
    timer.start()
    with pytest.raises(Stopped):
        read_article("slow.pdf", data=slow(), deadline=deadline)
    timer.join()
    assert pids() == []


def test_a_reader_that_dies_is_told_and_replaced(alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read_article("a.docx", data=word(TITLE, BODY))
    processes._idle[0]._process.kill()
    processes._idle[0]._process.wait()
    with pytest.raises(InputError, match="ended the program that reads"):
        read_article("b.docx", data=word(TITLE, BODY))
    assert read_article("c.docx", data=word(TITLE, BODY)).text == f"{TITLE}\n{BODY}"


def test_one_process_serves_many_files_and_formats(alone: None) -> None:
    files = {
        "a.docx": word(TITLE, BODY),
        "a.md": f"# {TITLE}\n\n{BODY}".encode(),
        "a.html": f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode(),
    }
    seen = set()
    for _ in range(3):
        for name, data in files.items():
            assert read_article(name, data=data).text == f"{TITLE}\n{BODY}"
            seen.update(pids())
    assert len(seen) == 1


def test_threads_read_at_once(alone: None) -> None:
    data, results = word(TITLE, BODY), []
    threads = [
        threading.Thread(target=lambda: results.append(read_article("a.docx", data=data).text)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [f"{TITLE}\n{BODY}"] * 8
    assert len(pids()) <= 4


def test_plain_text_needs_no_process(alone: None) -> None:
    read_article("a.txt", data=f"{TITLE}\n{BODY}".encode())
    assert pids() == []
    assert [row.name for row in TABLE if not row.apart] == ["txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="counts processes by /proc")
def test_a_reader_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(TITLE, BODY))
    code = (
        f"import os, sys; from reading import processes; from reading.article import read_article; read_article({str(path)!r}); "
        "print(processes._idle[0]._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    pid = int(done.stdout)
    end = time.monotonic() + 20
    while _runs(pid) and time.monotonic() < end:
        threading.Event().wait(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_script_without_a_main_guard_may_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(TITLE, BODY))
    script = tmp_path / "script.py"
    script.write_text(f"from reading.article import read_article\nprint(len(read_article({str(path)!r}).text))\n")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.split() == [str(len(f"{TITLE}\n{BODY}"))], done.stderr


def test_extracts_and_errors_go_between_processes_unchanged() -> None:
    extract = Extract(paragraphs=("a\ud800", "中\n文"), title="t", encoding="utf-8", notes=(note("hidden", count=2),))
    assert unpack(pack(extract)) == Extract(
        paragraphs=("a\ud800", "中\n文"), title="t", encoding="utf-8", notes=(note("hidden", count=2),)
    )
    with pytest.raises(InputError, match="2 pages"):
        unpack({"code": "reading.pdf_empty", "values": {"name": "a.pdf", "count": 2}})


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"<" * 5000, b"%PDF-1.4\n%%EOF", b"PK\x03\x04" + bytes(60), b"\xff\xfe" * 50]
)
def test_a_reader_gives_an_extract_or_an_input_error(format: str, data: bytes) -> None:
    try:
        assert isinstance(read_here(data, name="a", format=format), Extract)
    except InputError as error:
        assert error.code.startswith("reading.")


def test_a_part_of_the_table_that_fails_is_told(alone: None) -> None:
    with pytest.raises(InputError, match="KeyError"):
        read_apart(b"x", name="a", format="no-such-format", language="zh")
