"""The web demo: `python demo.py`, then http://127.0.0.1:7860. A thin face on `brief`; its parts are in `webdemo`."""

from __future__ import annotations

import atexit
import errno
import logging
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from brief.cli import terminal
from jianbao.errors import InputError
from jianbao.system import reason_of

ENDINGS: list[Callable[[], None]] = []
"""What ends the work of a server that is told to end."""


def launch(
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    mcp: bool = False,
    names: Sequence[str] = (),
    root_path: str = "",
    block: bool = True,
) -> Any:
    """Serve the demo. host: localhost unless told otherwise. mcp: offer the endpoints as MCP tools too. names: what else than its
    address this server is called by. root_path: the path or address under which a reverse proxy has it. block: False returns the
    running app. Raises InputError for a name or a path that is none."""
    from webdemo.gate.hosts import Hosts, root

    place, root_name = root(root_path)
    hosts = Hosts([*names, *root_name])
    from webdemo.gate import uploads

    # Read by Gradio when it is imported or launched.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_SERVER_NAME"] = "127.0.0.1"  # where it looks for a free port
    os.environ["GRADIO_TEMP_DIR"] = folder = str(uploads.make_home())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    from starlette.middleware import Middleware

    import webdemo
    from webdemo import limits, runs
    from webdemo.apart.workspace import ApartWorkspace
    from webdemo.app import build
    from webdemo.archive import BATCHES
    from webdemo.endpoints import api, openapi, tools
    from webdemo.engines import Engines
    from webdemo.gate import connections, queueing
    from webdemo.gate.guard import Guard, answer_no_other_pages, fetch_nothing
    from webdemo.theme import head, theme

    answer_no_other_pages()
    fetch_nothing()
    uploads.take_apart()
    queueing.install()
    connections.install()
    tools.answer_json()
    engines = Engines()
    workspace = ApartWorkspace(engines)
    ENDINGS[:] = [runs.CALLS.end_all, workspace.pool.close]
    # The first visitor need not wait for the model to load, nor for a process to start.
    threading.Thread(target=engines.load_default, daemon=True).start()
    workspace.pool.fill()
    uploads.keep_swept(BATCHES.sweep)
    blocks = build(workspace)
    blocks.queue(default_concurrency_limit=limits.CONCURRENCY, api_open=False)
    endpoints = api.ENDPOINTS
    guard = Middleware(
        Guard,
        hosts=hosts,
        parameters={e.name: {p: p in e.needed for p in e.parameters} for e in endpoints.values()},
        root=place,
        addressed=bool(root_name),
        documents={
            "/gradio_api/openapi.json": lambda: openapi.document(endpoints.values(), root=root_path),
            # "Use via API" asks how often each was called, which nobody counts here.
            "/monitoring/summary": lambda: {"functions": {}},
        },
    )
    blocks.launch(
        server_name=host,
        server_port=port,
        root_path=root_path,
        share=False,
        theme=theme(),
        head=head(tools=mcp),
        favicon_path=Path(webdemo.__file__).with_name("icon.svg"),
        footer_links=["api"],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        mcp_server=mcp,
        max_file_size=limits.MAX_FILE_BYTES,
        state_session_capacity=limits.MAX_SESSIONS,
        app_kwargs={
            "middleware": [guard],
            "docs_url": None,
            "redoc_url": None,
        },
        prevent_thread_lock=True,
        quiet=True,  # it would tell of share links, which this page does not have
    )
    ENDINGS.append(lambda: _let_go(blocks.server))
    if block:
        print(f"Jianbao is at {blocks.local_url} (Ctrl+C ends it).", flush=True)
        blocks.block_thread()
    return blocks


app = terminal.new_app()


@app.command()
def demo_command(
    host: Annotated[
        str, typer.Option("--host", envvar="GRADIO_SERVER_NAME", help="Address to listen on.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", envvar="GRADIO_SERVER_PORT", min=1, max=65_535, help="Port to listen on.")
    ] = 7860,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Offer the endpoints as MCP tools too (pip install 'gradio[mcp]').")
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name",
            envvar="JIANBAO_HOSTS",
            help="A name that a reverse proxy calls this server by; may be given again.",
        ),
    ] = None,
    root_path: Annotated[
        str,
        typer.Option(
            "--root-path",
            envvar="GRADIO_ROOT_PATH",
            help="The path or address under which a reverse proxy has this server: /briefs, or https://example.org/briefs.",
        ),
    ] = "",
) -> None:
    """The web demo of Jianbao, for this machine only unless --host says otherwise."""
    require_free(host, port)
    # Ended by a service manager, or with its terminal, as by Ctrl+C: the folder of files goes too.
    for ending in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, ending, None):
            signal.signal(number, _end)
    launch(host=host, port=port, mcp=mcp, names=name or (), root_path=root_path)


def _let_go(server: Any) -> None:
    """Wait for nobody's open connection; that they break off is nobody's news."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    server.force_exit = True


def _end(number: int, frame: Any) -> None:
    """End what is at work first: the interpreter waits for it."""
    for end in ENDINGS:
        end()
    raise KeyboardInterrupt


def require_free(host: str, port: int) -> None:
    """Raise InputError where nothing can listen at an address: it is taken, not this machine's, or not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server does; elsewhere it would share the port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise InputError(
            "webdemo.port_taken" if taken else "webdemo.address", host=host, port=port, reason=reason_of(error)
        ) from None


def main(arguments: Sequence[str] | None = None, program: str = "python demo.py") -> int:
    """The command line; its exit code."""
    return terminal.run(app, sys.argv[1:] if arguments is None else arguments, program=program)


if __name__ == "__main__":
    sys.exit(main())
