"""The machine: how many cores there are to use, and where files are kept between runs."""

from __future__ import annotations

import os


def cores() -> int:
    """Cores that this process may use: what the scheduler allows it, which is fewer than the machine's in a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)
