"""Which pretrained models there are, and how one is loaded and run.

`load_engine().generate(["今天成都天气很好。"])[0][0].text` is the English of a sentence.
"""

from models.default import DefaultModel, resolve_default
from models.engines.protocols import Encoder, Engine, GenerateOptions, Generator, Hypothesis, Scorer
from models.loader import load_compact, load_engine, load_scorer

__all__ = [
    "DefaultModel",
    "Encoder",
    "Engine",
    "GenerateOptions",
    "Generator",
    "Hypothesis",
    "Scorer",
    "load_compact",
    "load_engine",
    "load_scorer",
    "resolve_default",
]
