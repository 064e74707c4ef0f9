"""The signature of a brief: the recipe, the version, and what the recipe's names stand for on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.options import offered
from brief.recipe import Recipe
from jianbao.signature import Signature
from jianbao.version import VERSION
from translate.check.report import Finding

__all__ = ["Signature", "by_hand", "signature_of"]


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


def by_hand(signature: str, places: Iterable[Sequence[Finding]], *, edited: bool = False, stopped: bool = False) -> str:
    """A brief's signature with what was done to it: number and reason of what an editor accepted, and, once and for good, two words.

    `edited`: somebody changed it. `stopped`: it was ended before all of it was translated.
    places: the findings of the whole brief, then those of each point.
    """
    fields = Signature.parse(signature).fields
    accepted = ",".join(f"{i}.{f.reason}" for i, found in enumerate(places) for f in found if f.accepted is not None)
    before = {key for key, _ in fields}
    own = [(key, "") for key, now in (("stopped", stopped), ("edited", edited)) if now or key in before]
    own += [("accepted", accepted)] if accepted else []
    return str(Signature((*((k, v) for k, v in fields if k not in ("stopped", "edited", "accepted")), *own)))
