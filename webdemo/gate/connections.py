"""Connections that never say what they want: closed, so that they take nobody's room.

Uvicorn waits for the head of a request for ever. Gradio makes its server, so that the protocol is put where uvicorn looks for one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import h11
from uvicorn import config
from uvicorn.protocols.http.h11_impl import H11Protocol

from webdemo import limits

if TYPE_CHECKING:
    from asyncio import Transport


def install() -> None:
    """Have uvicorn speak this protocol, and the system let this process have as many connections as it may."""
    config.HTTP_PROTOCOLS["auto"] = f"{__name__}:PromptProtocol"
    try:
        import resource
    except ImportError:  # not on Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.MAX_CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, limits.MAX_CONNECTIONS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class PromptProtocol(H11Protocol):
    """HTTP by h11, which has a time for the head of a request."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._unwatch()

    def _watch(self) -> None:
        """Begin to wait for a head, or go on; a head that is there ends it."""
        if self.conn.their_state is not h11.IDLE:
            self._unwatch()
        elif self._late is None:
            self._late = self.loop.call_later(limits.HEAD_SECONDS, self.transport.abort)

    def _unwatch(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
