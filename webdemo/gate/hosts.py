"""Which names this server answers to, and which pages may ask it.

A page of elsewhere can make a browser ask a server on the same machine or network, under a name of its own that it points there (DNS
rebinding). Such a request comes with that name as its Host, and with the other page as its Origin.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit


class Hosts:
    """Knows the names of this server. Addresses in digits are always among them: nobody can point those elsewhere."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        own = socket.gethostname().lower()
        self._names = {"localhost", own, f"{own}.local", *(name.strip().lower() for name in names)} - {"", ".local"}

    def knows(self, host: str) -> bool:
        """Whether a Host header (name or address, with or without a port) is this server."""
        name = _name(f"//{host}")
        return bool(name) and (name in self._names or _digits(name))

    def admits(self, origin: str, host: str) -> bool:
        """Whether a page of an Origin header may ask: one that this server, called by `host`, has given out itself."""
        if _place(origin) == _place(f"//{host}") != "":
            return True
        name = _name(origin)
        return name in self._names - {"localhost"} and _name(f"//{host}") != ""


def _name(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def _place(address: str) -> str:
    """Name and port of an address, without the port that is understood."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    return f"{_name(address)}:{port or ''}".removesuffix(":80").removesuffix(":443").removesuffix(":")


def _digits(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
