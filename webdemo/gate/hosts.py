"""Which names this server answers to, and which pages may ask it.

A page of elsewhere can make a browser ask a server on the same machine or network, under a name of its own that it points there (DNS
rebinding). Such a request comes with that name as its Host, and with the other page as its Origin.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from jianbao.errors import InputError

_PATH = re.compile(r"(/[\w.~-]+)*/?")
_NAME = re.compile(r"(?!-)[\w-]{1,63}(\.[\w-]{1,63})*")


class Hosts:
    """Knows the names of this server. Addresses in digits are always among them: nobody can point those elsewhere."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """names: as browsers show them, with or without https:// and a port. Raises InputError for one that is none."""
        own = socket.gethostname().lower()
        given = {name.strip(): _of_a_server(name.strip()) for name in names if name.strip()}
        for name, known in given.items():
            if not _NAME.fullmatch(known) and not _digits(known):
                raise InputError("webdemo.host_name", value=name[:80])
        self._given = set(given.values())
        self._names = {"localhost", own, f"{own}.local", *given.values()} - {"", ".local"}

    def knows(self, host: str) -> bool:
        """Whether a Host header (name or address, with or without a port) is this server."""
        name = _name(f"//{host}")
        return bool(name) and (name in self._names or _digits(name))

    def named(self, host: str) -> bool:
        """Whether a Host header is one of the names that were given."""
        return _name(f"//{host}") in self._given

    def admits(self, origin: str, host: str) -> bool:
        """Whether a page of an Origin header may ask: one that this server, called by `host`, has given out itself."""
        if _place(origin) == _place(f"//{host}") != "":
            return True
        name = _name(origin)
        return name in self._names - {"localhost"} and _name(f"//{host}") != ""

    def welcomes(self, headers: Mapping[bytes, str]) -> bool:
        """Whether a request is none that a page of elsewhere made: browsers say so where they name no origin.

        Sec-Fetch-Site comes where this server is at localhost or behind TLS; else a Referer may tell, and our own pages send none.
        """
        if site := headers.get(b"sec-fetch-site"):
            return site in ("same-origin", "none")
        referer = headers.get(b"referer")
        return not referer or b"origin" in headers or self.admits(referer, headers.get(b"host", ""))


def root(value: str) -> tuple[str, list[str]]:
    """The path of a root, which is a path or an address, and the name that is in it, if there is one. Raises InputError."""
    if not value:
        return "", []
    try:
        parts = urlsplit(value)
    except ValueError:
        raise InputError("webdemo.root_path", value=value[:80]) from None
    address = parts.scheme in ("http", "https") and bool(parts.hostname)
    path = value.startswith("/") and not value.startswith("//")
    if not (address or path) or parts.query or parts.fragment or not _PATH.fullmatch(parts.path):
        raise InputError("webdemo.root_path", value=value[:80])
    return parts.path.rstrip("/"), [parts.netloc] if address else []


def _of_a_server(given: str) -> str:
    """The name in what somebody gives as one; "" where there is more than that."""
    address = given if "//" in given else f"//{given}"
    return _name(address) if address.rstrip("/").count("/") == 2 else ""


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
