"""The bytes of a tokenizer's pieces, and which of them may come next in an answer of certain characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")


def piece_bytes(tokenizer: Any) -> list[bytes | None]:
    """The bytes of every piece by id, as a fast tokenizer of transformers has them; None for special tokens and unused ids."""
    special = set(tokenizer.all_special_ids)
    byte_level = _letters() if "ByteLevel" in repr(tokenizer.backend_tokenizer.decoder) else None
    found: list[bytes | None] = [None] * (max(tokenizer.get_vocab().values()) + 1)
    added = set(tokenizer.get_added_vocab().values())
    for piece, i in tokenizer.get_vocab().items():
        if i in special:
            continue
        if i in added:
            found[i] = piece.encode()
        elif byte_level is not None:
            found[i] = bytes(byte_level[letter] for letter in piece) if set(piece) <= byte_level.keys() else None
        elif byte := _BYTE.fullmatch(piece):
            found[i] = bytes([int(byte[1], 16)])
        else:
            found[i] = piece.replace("▁", " ").encode("utf-8", "replace")
    return found


class Allowed:
    """Keeps an answer to the characters that a pattern allows, piece by piece.

    pieces: see `piece_bytes`. ends: ids that end an answer. width: columns of the scores, which may be more than there are pieces.
    A character may come in several pieces: what of it has come is `pending`, and only what goes on with it may follow.
    """

    def __init__(
        self, pieces: Sequence[bytes | None], pattern: re.Pattern[str], *, ends: Sequence[int], width: int
    ) -> None:
        import numpy as np

        self._pieces = pieces
        self._pattern = pattern
        self._ends = list(ends)
        self._known: dict[bytes, bool] = {}
        # Only halves of characters depend on what came before; they are few.
        self._halves = [i for i, piece in enumerate(pieces) if piece and not _is_text(piece)]
        self._fresh = np.zeros(width, dtype=bool)
        for i, piece in enumerate(pieces):
            self._fresh[i] = piece is not None and self._fits(b"", piece)
        self._fresh[self._ends] = True

    def after(self, pending: bytes) -> np.ndarray:
        """Which ids may follow: (width,) bool."""
        if not pending:
            return self._fresh
        fits = self._fresh & False
        fits[[i for i in self._halves if self._fits(pending, self._pieces[i] or b"")]] = True
        return fits

    def pending(self, before: bytes, token: int) -> bytes:
        """The half of a character that stands at the end once `token` has come."""
        piece = self._pieces[token] if token < len(self._pieces) else None
        return _half(before + (piece or b""))

    def _fits(self, pending: bytes, piece: bytes) -> bool:
        whole = pending + piece
        half = _half(whole)
        try:
            text = whole[: len(whole) - len(half)].decode()
        except UnicodeDecodeError:
            return False
        if self._pattern.fullmatch(text) is None:
            return False
        return not half or self._begins(half)

    def _begins(self, half: bytes) -> bool:
        """Whether an allowed character begins with these bytes."""
        if half not in self._known:
            self._known[half] = any(self._pattern.fullmatch(chr(code)) for code in _codes(half))
        return self._known[half]


def _letters() -> dict[str, int]:
    """The letters that stand for bytes in a byte-level vocabulary (GPT-2's table)."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + i): byte for i, byte in enumerate(others)}


def _is_text(piece: bytes) -> bool:
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


def _half(data: bytes) -> bytes:
    """The bytes at the end that begin a character and do not finish it."""
    for back in range(1, min(3, len(data)) + 1):
        lead = data[-back]
        if lead >= 0xC0:
            size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
            return data[-back:] if back < size else b""
        if lead < 0x80:
            break
    return b""


def _codes(half: bytes) -> range:
    """The characters that begin with these bytes; none for bytes that begin only overlong forms."""
    lead = half[0]
    size, least = (2, 0x80) if lead < 0xE0 else (3, 0x800) if lead < 0xF0 else (4, 0x10000)
    first = lead & (0xFF >> (size + 1))
    for byte in half[1:]:
        first = (first << 6) | (byte & 0x3F)
    left = 6 * (size - len(half))
    return range(max(least, first << left), min((first + 1) << left, 0x110000))
