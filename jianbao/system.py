"""What the operating system says is wrong, in the languages of the interface."""

from __future__ import annotations

import errno

from jianbao.errors import InputError

_KNOWN = {
    "ELOOP": "loop",
    "ENAMETOOLONG": "long_name",
    "EACCES": "permission",
    "EPERM": "permission",
    "ENOENT": "absent",
    "ENOTDIR": "no_folder",
    "EISDIR": "folder",
    "EEXIST": "exists",
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EROFS": "read_only",
    "EFBIG": "large",
    "EIO": "hardware",
    "ENODEV": "hardware",
    "ENXIO": "hardware",
    "EBUSY": "busy",
    "ETXTBSY": "busy",
    "EMFILE": "many_files",
    "ENFILE": "many_files",
    "ENOMEM": "memory",
    "EAGAIN": "later",
    "ETIMEDOUT": "time",
    "ESTALE": "network",
    "ENETUNREACH": "network",
    "EHOSTUNREACH": "network",
    "ECONNREFUSED": "refused",
    "ECONNRESET": "network",
    "EPIPE": "pipe",
    "EADDRINUSE": "address",
    "EADDRNOTAVAIL": "address",
}
"""Names of error numbers -> the ends of their codes in `[jianbao]`."""


def reason_of(error: BaseException) -> InputError:
    """The reason of an error of the system, to be a value of another error; one that is not known is its name, such as ECHRNG."""
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, type(error).__name__)
    known = _KNOWN.get(name)
    return InputError("jianbao.system", name=name) if known is None else InputError(f"jianbao.system_{known}")
