"""One language in, the other out, checked; knows nothing of articles.

>>> from translate import translate
>>> translate(["8个项目现场签约，总投资近20亿元。"])[0].text  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jianbao.arguments import require
from translate.check.messages import say
from translate.check.report import Finding, Severity

if TYPE_CHECKING:
    from facts.glossary.glossary import Glossary
    from models.engines.protocols import Generator
    from translate.translation import Translation

__all__ = ["Finding", "Severity", "say", "translate"]


def translate(
    texts: Iterable[str],
    *,
    model: str = "compact",
    source: str = "zh",
    target: str = "en",
    glossary: Glossary | None = None,
    check: bool = True,
    beams: int = 4,
    engine: Generator | None = None,
) -> list[Translation]:
    """Translate texts (sentences, or paragraphs of sentences), in input order.

    model: name, hub id or folder; `engine` uses one that is loaded already. glossary: the user's terms, which win over the built-in ones.
    check: compare with the source, choose, repair and report; without it, the model's best hypothesis as it is.
    Raises InputError for a single string, ModelError where the model cannot be had.
    """
    from facts.glossary.glossary import Glossary as Terms
    from models import load_engine
    from translate.translation import TranslateOptions, require_texts
    from translate.translator import Translator

    require("glossary", glossary, Terms, type(None))
    require("beams", beams, int)
    require("engine", engine, type(None), having="model")
    inputs = require_texts(texts)
    if not inputs:
        return []
    ready = engine or load_engine(model, source=source, target=target)
    options = TranslateOptions(beams=beams, check=check, source=source, target=target)
    translator = Translator(ready, glossary=Terms.builtin().merged(glossary), options=options)
    return translator.translate(translator.document(inputs))
