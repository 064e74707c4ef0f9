"""The weighted mean of two models of one shape, of which one was trained on from the other: often better than either.

    python -m training.average OUT.pt FIRST SECOND --share 0.6

FIRST and SECOND are checkpoints (*.pt) or exported folders; --share is what SECOND counts. On the way between two minima of one valley the
loss is lower than at its ends (Wortsman et al. 2022, Model soups).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from jianbao.errors import ModelError
from training.model import checkpoint, load


def average(out: Path, first: Path, second: Path, *, share: float) -> None:
    """Write the checkpoint ``out``; pieces that the second never says are not said."""
    if not 0 <= share <= 1:
        raise ModelError(f"--share {share:g}: give a share from 0 to 1")
    (one, _), (two, output) = load(first), load(second)
    if one.shape != two.shape:
        raise ModelError(f"{first} and {second} have different shapes: {one.shape} and {two.shape}")
    old, new = one.state_dict(), two.state_dict()
    mean = {k: torch.lerp(old[k].float(), v.float(), share) for k, v in new.items()}
    torch.save(checkpoint(two, torch.arange(two.shape.vocabulary) if output is None else output, mean), out)


def main(argv: list[str] | None = None) -> None:
    p = argparse.ArgumentParser(
        prog="python -m training.average", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("out", type=Path)
    p.add_argument("first", type=Path)
    p.add_argument("second", type=Path)
    p.add_argument("--share", type=float, default=0.6)
    args = p.parse_args(argv)
    average(args.out, args.first, args.second, share=args.share)


if __name__ == "__main__":
    main()
