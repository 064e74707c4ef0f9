"""The web demo: `python demo.py`, then http://127.0.0.1:7860. A thin face on `brief`; its parts are in `webdemo`."""

from __future__ import annotations

import argparse
import atexit
import os
import shutil
import signal
import tempfile
import threading
from pathlib import Path
from typing import Any


def launch(*, host: str = "127.0.0.1", port: int = 7860, mcp: bool = False, block: bool = True) -> Any:
    """Serve the demo. host: localhost unless told otherwise. mcp: offer the endpoints as MCP tools too. block: False returns the running app."""
    # Read by Gradio when it is imported or launched.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = folder = tempfile.mkdtemp(prefix="jianbao-demo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    from starlette.middleware import Middleware

    import webdemo
    from webdemo import limits, uploads
    from webdemo.app import build
    from webdemo.engines import Engines
    from webdemo.guard import Guard, fetch_nothing
    from webdemo.theme import HEAD, theme
    from webdemo.work import Desk

    fetch_nothing()
    engines = Engines()
    # The first visitor need not wait for the model to load.
    threading.Thread(target=engines.get, daemon=True).start()
    uploads.keep_swept()
    blocks = build(Desk(engines))
    blocks.queue(max_size=limits.MAX_QUEUE, default_concurrency_limit=limits.CONCURRENCY)
    blocks.launch(
        server_name=host,
        server_port=port,
        share=False,
        theme=theme(),
        head=HEAD,
        favicon_path=Path(webdemo.__file__).with_name("icon.svg"),
        footer_links=["api", "settings"],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        enable_monitoring=False,
        mcp_server=mcp,
        max_file_size=limits.MAX_FILE_BYTES,
        state_session_capacity=limits.MAX_SESSIONS,
        app_kwargs={"middleware": [Middleware(Guard)], "docs_url": None, "redoc_url": None},
        prevent_thread_lock=not block,
        quiet=not block,
    )
    return blocks


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="The web demo of Jianbao.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: 7860)")
    parser.add_argument(
        "--mcp", action="store_true", help="offer the endpoints as MCP tools too (pip install 'gradio[mcp]')"
    )
    given = parser.parse_args(arguments)
    # Ended by a service manager as by Ctrl+C: the folder of files goes too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    launch(host=given.host, port=given.port, mcp=given.mcp)


if __name__ == "__main__":
    main()
