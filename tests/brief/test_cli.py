"""The command line: results on standard output and nothing else there, each error one line that says how to go on, and the exit codes."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from brief.cli import app as cli
from models.engines.protocols import Engine

ROOT = Path(__file__).parents[2]
SPORTS = str(ROOT / "examples" / "sports.txt")
TEXT = "温江区签约8个项目\n4月13日，成都市温江区8个项目集中签约，总投资近20亿元，占地120亩。\n会议于上午9时举行。\n记者：卓然\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)


@pytest.fixture(autouse=True)
def loaded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One engine for all commands of this file that ask for the bundled model; what else they ask for is looked for."""
    import models
    from models import load_engine

    def load(model: str = "compact", **options: object) -> Engine:
        return (
            engine if model == "compact" and options.get("engine", "auto") == "auto" else load_engine(model, **options)
        )  # type: ignore[arg-type]

    monkeypatch.setattr(models, "load_engine", load)


class Done:
    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code, self.bytes, self.err = code, out, err

    @property
    def out(self) -> str:
        return self.bytes.decode("utf-8")


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`jianbao ARGUMENTS` in this process, through its entry point."""

    def start(*arguments: str, stdin: bytes = b"") -> Done:
        out, err = io.BytesIO(), io.StringIO()
        console = io.TextIOWrapper(out, encoding="ascii", errors="strict", write_through=True)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["jianbao", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            patch.setattr(sys, "stdout", console)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as left:
                cli.main()
        console.detach()
        logging.getLogger("jianbao").handlers.clear()
        return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())

    return start


def process(
    *arguments: str, stdin: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """`jianbao ARGUMENTS` in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-m", "brief.cli", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=env,
        timeout=120,
    )


def one_line(done: Done, code: int = 2) -> str:
    assert done.code == code, done.err
    assert done.bytes == b""
    assert done.err.startswith("jianbao: ") and done.err.endswith("\n") and done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    return done.err


def test_a_brief_goes_to_standard_output_and_nothing_else(run: Run) -> None:
    done = run("brief", SPORTS)
    assert done.code == 0 and done.err == ""
    assert done.out.startswith("# ") and "## Evidence" in done.out and done.out.endswith("`\n")
    assert "解骁" in done.out  # on a console that is no UTF-8


@pytest.mark.parametrize(
    ("format", "sign"),
    [("md", b"# "), ("json", b"{\n"), ("html", b"<!DOCTYPE html>"), ("txt", b""), ("docx", b"PK"), ("xliff", b"<?xml")],
)
def test_formats(run: Run, format: str, sign: bytes) -> None:
    done = run("brief", "-", "--format", format, stdin=TEXT.encode())
    assert done.code == 0 and done.err == ""
    assert done.bytes.startswith(sign) and len(done.bytes) > 50
    if format == "json":
        assert json.loads(done.out)["points"][0]["sources"][0]["chinese"] in TEXT
    if format == "docx":
        assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(done.bytes)).namelist()


def test_output_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "brief.json"
    done = run("brief", "-", "-f", "json", "-o", str(target), stdin=TEXT.encode())
    assert (done.code, done.bytes, done.err) == (0, b"", "")
    assert json.loads(target.read_text("utf-8"))["schema"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_standard_input_in_any_encoding(run: Run, encoding: str) -> None:
    done = run("brief", "-", "-f", "json", stdin=TEXT.encode(encoding))
    data = json.loads(done.out)
    assert data["points"][0]["sources"][0]["chinese"].startswith("4月13日") and data["name"] == "-"


def test_length_full_and_timings(run: Run) -> None:
    short = json.loads(run("brief", SPORTS, "-f", "json", "--length", "40").out)
    done = run("brief", "-", "-f", "json", "--full", "--timings", stdin=TEXT.encode())
    assert len(short["points"]) < 4 and "length:40" in short["signature"]
    assert len(json.loads(done.out)["full"]) == 2
    assert "translate" in done.err and " s" in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["brief", "nowhere.txt"], "nowhere.txt: there is no such file"),
        (["brief", "{folder}"], "is a folder"),
        (["brief", "{empty}"], "is empty"),
        (["brief", "{picture}"], "PNG picture"),
        (["brief", "{english}"], "Chinese"),
        (["brief", "{huge}"], "over the limit of 20,000,000"),
        (["brief", "{furniture}"], "furniture"),
        (["brief", "https://example.com/a.html"], "web address"),
        (["brief", "{good}", "--length", "0"], "20 to 2000"),
        (["brief", "{good}", "--length", "19"], "20 to 2000"),
        (["brief", "{good}", "--length", "2001"], "20 to 2000"),
        (["brief", "{good}", "--length", "-5"], "20 to 2000"),
        (["brief", "{good}", "--length", "many"], "'--length'"),
        (["brief", "{good}", "--length", "1e3"], "'--length'"),
        (["brief", "{good}", "--model", "nosuchmodel"], "no model 'nosuchmodel'"),
        (["brief", "{good}", "--model", "opus-mt-zh-en"], "jianbao models pull opus-mt-zh-en"),
        (["brief", "{good}", "--model", "{folder}"], "config.json"),
        (["brief", "{good}", "--format", "pdf"], "no output format 'pdf'"),
        (["brief", "{good}", "--engine", "gpu"], "'gpu' is not one of"),
        (["brief", "{good}", "--beam", "0"], "'--beam'"),
        (["brief", "{good}", "--strategy", "magic"], "'magic'"),
        (["brief", "{good}", "--from", "fr"], "'fr'"),
        (["brief", "{good}", "--glossary", "nowhere.tsv"], "nowhere.tsv"),
        (["brief", "{good}", "--output", "{folder}"], "it is a folder. Give the name of a file in it."),
        (["brief", "{good}", "--output", "{folder}/no/such/file.md"], "there is no folder"),
        (["brief", "{good}", "--nosuch"], "--nosuch"),
        (["brief", "{good}", "{good}"], "unexpected extra argument"),
        (["brief"], "Missing argument"),
        (["nosuch"], "'nosuch'"),
        (["--nosuch"], "--nosuch"),
        (["summarize", "nowhere.txt"], "no such file"),
        (["summarize", "{good}", "--length", "1"], "'--length'"),
        (["translate", "nowhere.txt"], "no such file"),
        (["translate", "{good}", "--model", "nosuchmodel"], "no model"),
        (["check", "{good}", "{good}"], "the Chinese text first"),
        (["check", "{english}", "{good}"], "the Chinese text first"),
        (["check", "{good}", "{english}", "--format", "pdf"], "there is: text, md"),
        (["glossary", "check", "nowhere.tsv"], "nowhere.tsv"),
        (["glossary", "nosuch"], "'nosuch'"),
        (["models", "path", "nosuchmodel"], "no model 'nosuchmodel'"),
        (["models", "convert", "compact", "--compute", "int3"], "'int3'"),
        (["models", "nosuch"], "'nosuch'"),
    ],
)
def test_errors_are_one_line_and_exit_code_two(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    files = {
        "good": TEXT.encode(), "empty": b"", "picture": PNG, "huge": b"", "furniture": "记者：卓然\n编辑：晏清\n".encode(),
        "english": b"The meeting was held in Chengdu on Monday morning, and eight projects were signed on the spot.",
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    paths = {name: f"{name}.txt" for name in files} | {"folder": "folder"}
    error = one_line(run(*(a.format(**paths) for a in arguments)))
    assert says in error
    assert str(tmp_path) not in error or "{folder}" in " ".join(arguments)


def test_the_parser_says_where_to_read_on(run: Run) -> None:
    assert "See jianbao brief --help." in one_line(run("brief", "--nosuch", "x"))
    assert "--length" in one_line(run("brief", "--lenght", "3", "x"))


def test_errors_from_libraries_are_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("reading.article.read_article", broken)
    assert "JIANBAO_DEBUG" in one_line(run("brief", SPORTS), code=1)


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reading.article.read_article", interrupt)
    assert "interrupted" in one_line(run("brief", SPORTS), code=130)


def test_strict_tells_by_its_exit_code_that_an_error_is_left(run: Run, tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    # Nobody translates a meeting so: each of the user's terms is held, or missed, which is an error of the check;
    # more of them than a sentence can hold.
    said = [
        "会议",
        "上午",
        "签约",
        "集中",
        "项目",
        "举行",
        "活动",
        "总投资",
        "总",
        "其中",
        "工业",
        "现场",
        "企业",
        "建设",
        "仪式",
        "全市",
        "日",
    ]
    terms.write_text(
        "source\ttarget\n" + "".join(f"{t}\tZxqvw{chr(97 + i)} Kjhgf Qwrtp\n" for i, t in enumerate(said)), "utf-8"
    )
    done = run("brief", "-", "-f", "json", "--strict", "--glossary", str(terms), stdin=TEXT.encode())
    data = json.loads(done.out)  # the brief is written all the same
    errors = [f for p in data["points"] for f in p["findings"] if f["severity"] == "error"]
    errors += [f for f in data["findings"] if f["severity"] == "error"]
    assert done.code == (3 if errors else 0)
    assert errors, "no term of this glossary was missed: the test proves nothing"


def test_without_strict_a_finding_is_no_failure(run: Run, tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text(
        "source\ttarget\n会议\tZxqvw Kjhgf Qwrtp\n上午\tBvcxz Mnbvc\n签约\tPlokm Ijnuh\n集中\tYgvtf Crdxe\n", "utf-8"
    )
    assert run("brief", "-", "--glossary", str(terms), stdin=TEXT.encode()).code == 0
    assert run("brief", "-", "--strict", "--no-check", stdin=TEXT.encode()).code == 0


@pytest.mark.parametrize(
    ("rows", "code", "says"),
    [
        ("source\ttarget\n量子城\tQuantum City\n", 0, "no problems"),
        ("source\ttarget\n量子城\tQuantum City\n量子城\tQuantum Town\n", 1, ":3: "),
        ("source\ttarget\n量子城\t\n", 1, ":2: "),
    ],
)
def test_glossaries_are_checked(run: Run, tmp_path: Path, rows: str, code: int, says: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(rows, "utf-8")
    done = run("glossary", "check", str(path))
    assert done.code == code
    assert says in done.out + done.err and bool(done.out) == bool(code)


@pytest.mark.parametrize("command", ["brief", "translate"])
def test_what_was_read_of_a_glossary_is_told(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("source\ttarget\n量子城\tQuantum City\n量子城\tQuantum Town\n", "utf-8")
    told = f"{path}: 2 terms, 1 problem (line 3)."
    assert told in run(command, "-", "--glossary", str(path), stdin=TEXT.encode()).err
    assert told not in run(command, "-", "--quiet", "--glossary", str(path), stdin=TEXT.encode()).err


def test_models(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    done, same = run("models"), run("models", "list")
    assert done.code == 0 and done.out == same.out and done.err == ""
    rows = {line.split()[0]: line for line in done.out.splitlines()}
    assert "here" in rows["compact"] and "Helsinki-NLP/opus-mt-zh-en" in rows["opus-mt-zh-en"]
    assert "not commercial" in rows["nllb-600m"]
    assert Path(run("models", "path", "compact").out.strip()) == ROOT / "models" / "bundled"
    assert run("models", "pull", "compact").out.strip().endswith("bundled")


def test_a_download_without_a_connection_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    error = one_line(run("models", "pull", "opus-mt-zh-en"))
    assert "connection" in error


def test_what_was_converted_is_where_it_is_said_and_goes_when_removed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from models import store

    made: list[tuple[str, str]] = []
    monkeypatch.setattr(store, "convert", lambda model, *, compute: made.append((model, compute)) or tmp_path)
    monkeypatch.setattr(store, "remove", lambda model: 34_000_000)
    assert run("models", "convert", "compact", "--compute", "float32").out == f"{tmp_path}\n"
    assert made == [("compact", "float32")]
    done = run("models", "remove", "compact")
    assert (done.code, done.out) == (0, "") and "34.0 MB" in done.err


def test_translate_keeps_paragraphs_and_tells_findings_apart(run: Run) -> None:
    done = run("translate", "-", stdin=TEXT.encode())
    assert done.code == 0
    assert len(done.out.strip().split("\n\n")) == 4  # a line of the article each, the byline too
    assert "2 billion yuan" in done.out
    assert all(line.split(":")[0] in ("error", "warning") for line in done.err.splitlines())
    assert run("translate", "-", "--quiet", stdin=TEXT.encode()).err == ""


def test_summarize_keeps_the_language_and_the_sentences(run: Run) -> None:
    done = run("summarize", SPORTS, "--length", "60")
    assert done.code == 0
    article = Path(SPORTS).read_text("utf-8")
    lines = done.out.splitlines()
    assert lines and all(set(line) <= set(article) for line in lines)
    assert "记者" not in done.out
    english = run(
        "summarize",
        "-",
        "--language",
        "en",
        stdin=b"The plant opened in Chengdu on Monday with 300 workers.\nIt will make 20,000 cars a year, the company said.",
    )
    assert english.code == 0 and "plant" in english.out


def test_version_and_help(run: Run) -> None:
    from jianbao.version import VERSION

    assert run("--version").out == f"jianbao {VERSION}\n"
    for arguments in (
        ["--help"],
        ["brief", "--help"],
        ["models", "--help"],
        ["translate", "--help"],
        ["glossary", "--help"],
    ):
        done = run(*arguments)
        assert done.code == 0 and done.out.startswith("Usage: jianbao") and done.err == ""
    assert run().code == 2


def test_a_process_of_its_own_pipes_gb18030_in_and_utf8_out(tmp_path: Path) -> None:
    done = process("brief", "-", "-f", "json", stdin=TEXT.encode("gb18030"), cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert json.loads(done.stdout)["points"][0]["sources"][0]["chinese"] in TEXT
    assert list(tmp_path.iterdir()) == []


def test_a_process_of_its_own_fails_in_one_line(tmp_path: Path) -> None:
    done = process("brief", "nowhere.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"jianbao: ") and done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Unix")
def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "brief.cli", "models"],
            stdout=write,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=60,
        )
    finally:
        os.close(write)
    assert done.returncode == 141
    assert done.stderr == b""
