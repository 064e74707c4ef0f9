"""The child process: llama.cpp's own server behind a socket that this user alone reaches.

It is run by path and imports nothing of Jianbao. One line of JSON comes in (the settings) and one goes out (the address, or the error);
whatever the native library prints goes to the log file. The process ends when its standard input does, or its parent.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from typing import Any


def main() -> None:
    settings = json.loads(sys.stdin.readline())
    answer = os.dup(1)
    log = os.open(settings["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    parent = os.getppid()
    try:
        server = serve(settings)
        told = {"address": server.listening_address}
    except Exception as error:
        told = {"error": str(error)}
        time.sleep(0.5)  # its log is written by a thread of llama.cpp's own, and says why
    os.write(answer, json.dumps(told).encode() + b"\n")
    if "error" in told:
        os._exit(1)
    threading.Thread(target=_wait_for_the_end, daemon=True, args=(settings["log"],)).start()
    while os.getppid() == parent:
        time.sleep(2)
    _end(settings["log"])


def serve(settings: dict[str, Any]) -> Any:
    """llama.cpp's server: up and answering when this returns."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["model"]
    adapters = []
    for path, scale in settings["adapters"]:
        adapter = xllamacpp.CommonAdapterLoraInfo()
        adapter.path, adapter.scale = path, scale
        adapters.append(adapter)
    params.lora_adapters = adapters
    params.hostnames, params.port, params.api_keys = [settings["host"]], 0, [settings["key"]]
    params.n_parallel = settings["slots"]
    params.n_ctx = settings["slots"] * settings["context"]
    params.n_batch = params.n_ubatch = settings["batch"]
    params.kv_unified = False  # every slot has its own room: no sentence takes another's
    params.ctx_shift = False
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = settings["threads"]
    params.cache_ram_mib = 0  # prompts have nothing in common
    # Mapped into memory, a file stands there twice: as it is, and as llama.cpp repacks it for the processor.
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    params.warmup = params.ui = params.endpoint_slots = False
    params.verbosity = settings["verbosity"]
    for name in ("cache_type_k", "cache_type_v"):
        setattr(params, name, getattr(xllamacpp.ggml_type, f"GGML_TYPE_{settings['cache'].upper()}"))
    if not settings["flash"]:
        params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    return xllamacpp.Server(params)


def _wait_for_the_end(log: str) -> None:
    while sys.stdin.read(4096):
        pass
    _end(log)


def _end(log: str) -> None:
    """The parent is gone: so is what it left for this process."""
    shutil.rmtree(os.path.dirname(log), ignore_errors=True)  # noqa: PTH120
    os._exit(0)


if __name__ == "__main__":
    main()
