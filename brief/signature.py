"""The signature of a brief: the recipe, the version, and what the recipe's names stand for on this machine."""

from __future__ import annotations

from brief.options import offered
from brief.recipe import Recipe
from jianbao.signature import Signature
from jianbao.version import VERSION

__all__ = ["Signature", "signature_of"]


def signature_of(recipe: Recipe, *, translator: Signature, summarizer: str | None = None) -> Signature:
    """Everything that a brief depends on but the article: version, model, engine, decoding, checks, glossary, and the recipe's own options.

    translator: of `Translator.signature`. summarizer: of `Summarizer.signature`, where there is one.
    """
    kind = offered(type(recipe))
    defaults = {o.name: o.default for o in offered(type(recipe))}
    own = {
        o.name: getattr(recipe, o.name)
        for o in kind
        if o.signed and (not o.needs or getattr(recipe, o.needs) != defaults[o.needs])
    }
    return Signature.of(jianbao=VERSION) + translator + Signature.of(**own, summarizer=summarizer)
