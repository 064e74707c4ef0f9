"""How near two numbers are: the same, rounded, or a power of ten apart."""

import math

ROUNDING = 0.01
"""Largest relative difference that rounding (36.1562 to 36.16 million) or converting a unit may leave."""


def digits(value: float) -> int:
    """How many digits a value has without the zeros at its ends."""
    return len(f"{abs(value):.9g}".split("e")[0].replace(".", "").strip("0")) or 1


def rounded(source: float, target: float, within: float) -> bool:
    """Whether the target is the source rounded or cut to fewer digits, and no farther off than `within` of it. A target with more
    digits than its source knows more than it can."""
    if not target or abs(source - target) > within * max(abs(source), abs(target)) or digits(source) <= digits(target):
        return False
    place = 10.0 ** (math.floor(math.log10(abs(target))) - digits(target) + 1)
    return abs(source - target) <= place * 1.0001


def same(source: float, target: float, *, converted: bool = False) -> bool:
    """Equal, or the target is the source rounded; a value with as many digits that differs is another value."""
    larger = max(abs(source), abs(target))
    difference = abs(source - target)
    if difference <= 1e-6 * larger:
        return True
    return difference <= ROUNDING * larger if converted else rounded(source, target, ROUNDING)


def power(source: float, target: float) -> bool:
    """Whether they differ by a power of ten and nothing else."""
    if source * target <= 0:
        return False
    ratio = source / target
    if ratio < 1:
        ratio = 1 / ratio
    step = 10.0
    while step < ratio * 1.1:
        if abs(ratio / step - 1) < 0.005:
            return True
        step *= 10
    return False
