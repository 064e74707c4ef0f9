"""Who asks: the address that a request comes from, and the page, where it comes from one."""

from __future__ import annotations

import contextvars
import ipaddress
import threading
from collections import Counter
from dataclasses import dataclass

ADDRESS: contextvars.ContextVar[str] = contextvars.ContextVar("address", default="")
"""The address of whoever made the request that is being answered."""
LANGUAGE: contextvars.ContextVar[str] = contextvars.ContextVar("language", default="en")
"""The language of whoever made the request that is being answered."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """address: a network address, of IPv6 the half that one line has. page: the browser session; "" for a program."""

    address: str
    page: str = ""


def address_of(host: str) -> str:
    """The address that a client is known by: an IPv6 line has 2^64 of them, and any is the same visitor's."""
    try:
        known = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(known, ipaddress.IPv6Address):
        return str(known.ipv4_mapped or ipaddress.ip_network((known, 64), strict=False))
    return str(known)


class Listeners:
    """Who waits for an answer over an open connection: the keys are browser sessions and numbers of calls."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def arrive(self, key: str) -> None:
        with self._lock:
            self._open[key] += 1

    def leave(self, key: str) -> None:
        with self._lock:
            self._open[key] -= 1
            if self._open[key] <= 0:
                del self._open[key]

    def has(self, *keys: str) -> bool:
        """Whether somebody waits for one of them."""
        with self._lock:
            return any(key in self._open for key in keys)

    def count(self, key: str) -> int:
        with self._lock:
            return self._open[key]


LISTENERS = Listeners()
"""The one of this server: the guard sees who comes and goes, the queue looks for whom it works."""
