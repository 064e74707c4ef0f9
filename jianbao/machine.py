"""The machine: how many cores and how much memory there are to use."""

from __future__ import annotations

import os
from pathlib import Path


def cores() -> int:
    """Cores that this process may use: what the scheduler allows it, which is fewer than the machine's in a container or under taskset."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def memory_bytes() -> int | None:
    """Memory that this process may use: the machine's, or the container's where that is less; None where the system does not say."""
    found = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            said = Path(file).read_text("ascii").strip()
        except OSError:
            continue
        if said.isdigit():  # "max" where there is no limit
            found.append(int(said))
    return min(found, default=None)
