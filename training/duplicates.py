"""Near-duplicate pairs, by MinHash (Broder 1997) over the piece bigrams of both sides, with banding to find candidates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.likeness import Flat

BANDS, ROWS = 4, 3
SLAB = 200_000


def signatures(source: Flat, target: Flat, *, seed: int = 0) -> NDArray[np.uint32]:
    """(n, BANDS * ROWS): equal places of two rows estimate the Jaccard similarity of their bigrams."""
    rng = np.random.default_rng(seed)
    k = BANDS * ROWS
    factors = rng.integers(1, 2**63, k, np.uint64) * np.uint64(2) + np.uint64(1)
    result = np.full((len(source), k), 0xFFFFFFFF, np.uint32)
    for salt, flat in ((np.uint64(0x9E3779B97F4A7C15), source), (np.uint64(0xC2B2AE3D27D4EB4F), target)):
        for a in range(0, len(flat), SLAB):
            offsets = flat.offsets[a : a + SLAB + 1]
            ids = flat.ids[offsets[0] : offsets[-1]].astype(np.uint64)
            if not len(ids):
                continue
            starts = (offsets[:-1] - offsets[0]).astype(np.int64)
            following = np.append(ids[1:], np.uint64(0))
            following[starts[1:] - 1] = 0  # the last piece of a row stands alone
            following[-1] = 0
            grams = (ids * np.uint64(65536) + following) * salt
            grams ^= grams >> np.uint64(29)
            filled = np.diff(offsets) > 0
            for j in range(k):
                least = np.minimum.reduceat(((grams * factors[j]) >> np.uint64(32)).astype(np.uint32), starts[filled])
                block = result[a : a + len(starts), j]
                block[filled] = np.minimum(block[filled], least)
    return result


def near(source: Flat, target: Flat, *, order: NDArray[np.int64], similarity: float = 0.8) -> NDArray[np.bool_]:
    """(n,) True for each pair that an earlier one in ``order`` resembles by at least ``similarity``."""
    found = signatures(source, target)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    double = np.zeros(len(source), np.bool_)
    for band in range(BANDS):
        part = np.ascontiguousarray(found[:, band * ROWS : (band + 1) * ROWS])
        key = part.astype(np.uint64) @ np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
        rows = np.lexsort((place, key))
        first = np.concatenate([[True], key[rows][1:] != key[rows][:-1]])
        head = rows[np.maximum.accumulate(np.where(first, np.arange(len(rows)), 0))]
        alike = (found[rows] == found[head]).mean(1) >= similarity
        double[rows[alike & (head != rows)]] = True
    return double
