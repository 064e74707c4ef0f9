"""Names of outputs: safe on every file system, always below the output folder, and never two the same.

A stem is the path of an output below the output folder, without its last ending: `news/a.txt` for `news/a.txt.md`. The ending of the
input stays in it, so that `a.txt` and `a.md` have outputs of their own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

STATE = ".jianbao"
"""Folder of the journal, inside the output folder."""
MAX_NAME_BYTES = 200
"""Bytes of one component: file systems take 255, and endings, marks and temporary names need room."""
MAX_STEM_BYTES = 1_000
"""Bytes of a whole stem; PATH_MAX is 4,096 on Linux and 1,024 on macOS."""
RESERVED = frozenset({STATE, "index", "errors", "summary", "briefs"})
"""Names at the top of the output folder that are the batch's own."""

_DEVICE = re.compile(r"^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# Not for file names on some system, or not to be seen: separators, wildcards, controls, surrogates, marks that turn the writing direction.
_UNSAFE = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]'
)
_OUTPUT_ENDING = re.compile(r"\.(?:md|json|html|docx|txt)$", re.IGNORECASE)


def mark(text: str) -> str:
    """Eight hexadecimal digits that tell `text` from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape" if _decodable(text) else "surrogatepass")).hexdigest()[
        :8
    ]


def safe_name(name: str, *, folder: bool = False) -> str:
    """One component made of `name`: as it is where it is safe, else cleaned and with a mark of what it was.

    Separators, controls, device names, blanks and dots at the edges, and bytes that are not UTF-8 go; so does what is over
    `MAX_NAME_BYTES`. A folder must not look like an output (`a.md`), whose place it would take.
    """
    clean = _UNSAFE.sub("_", name).strip(" ").rstrip(". ")
    if clean.startswith("-"):
        clean = "_" + clean
    if _DEVICE.match(clean) or not clean.strip("."):
        clean = "_" + clean.strip(".")
    if len(clean.encode()) > MAX_NAME_BYTES:
        clean = clean.encode()[:MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip(". ")
    if clean != name or (folder and _OUTPUT_ENDING.search(clean)):
        return f"{clean}~{mark(name)}"
    return clean


def safe_stem(parts: Sequence[str]) -> str:
    """A stem of the parts of a path; `..`, absolute paths and drive letters lose their meaning."""
    names = [safe_name(part, folder=i < len(parts) - 1) for i, part in enumerate(parts)] or ["_"]
    # On a file system that folds case, so do these.
    if names[0].casefold().split(".")[0] in RESERVED or names[0].casefold() == STATE:
        names[0] = f"{names[0]}~{mark(parts[0])}"
    stem = "/".join(names)
    if len(stem.encode()) > MAX_STEM_BYTES:
        stem = f"long/{mark(stem)}~{mark(stem[::-1])}"
    return stem


def marked_stem(stem: str, identity: str, attempt: int = 0) -> str:
    """Another stem for an input whose stem is taken; the same for the same input at every run."""
    return f"{stem}~{mark(f'{identity}#{attempt}' if attempt else identity)}"


def stem_key(stem: str) -> str:
    """What stems are compared by: two that differ in case or in Unicode form are one file on macOS and Windows."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", stem).casefold())


def shown(path: str) -> str:
    """A path for people: bytes that are not UTF-8, and controls, as escapes."""
    text = path.encode("utf-8", "surrogateescape" if _decodable(path) else "backslashreplace").decode(
        "utf-8", "backslashreplace"
    )
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", lambda m: f"\\x{ord(m.group()):02x}", text)


def _decodable(text: str) -> bool:
    """Whether all surrogates in it stand for bytes (PEP 383)."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", text)
