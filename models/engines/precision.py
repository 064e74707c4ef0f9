"""What the numbers of a network are held in, by the names that users give."""

from __future__ import annotations

from typing import Any

from jianbao.errors import ModelError


def torch_type(compute: str) -> Any:
    """The dtype of PyTorch for a name such as "float32". Raises ModelError for one that it does not compute in."""
    import torch

    types = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
    if compute not in types:
        raise ModelError("models.torch_compute", known=", ".join(types), compute=compute)
    return types[compute]
