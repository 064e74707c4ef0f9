"""A sketch: the brief in the English of a quick model, to be read until a slow one has written its own.

It is a brief of its own, of the same plan, signed by its own translator. Nothing of it goes into the brief that is waited for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from brief.assembly import assembled
from brief.brief import Brief
from brief.path import Kit, sliced
from brief.plan import Plan, Translated
from brief.review import checked
from brief.signature import signature_of
from facts.document import SentenceInput
from models.engines.protocols import Generator
from translate.translation import Translation
from translate.translator import Translator


def sketcher_beside(translator: Translator) -> Translator | None:
    """Who sketches for a slow translator: the engine that it asks for its opinion, which is loaded anyway. It decodes once and asks nobody.

    None where the translator is quick, or asks nobody who can write.
    """
    quick = translator.second
    if not translator.opening or not isinstance(quick, Generator):
        return None
    options = replace(translator.options, again=False, coverage=False)
    return Translator(quick, scorer=translator.scorer, glossary=translator.glossary, options=options)


def sketches(plan: Plan, translator: Translator, kit: Kit) -> Iterator[Brief]:
    """The sketch as it grows; what waits in it has no English. translator: of the quick model."""
    signature = signature_of(kit.recipe, translator=translator.signature())
    own = replace(kit, translator=translator, sketcher=None, signature=signature)
    done: dict[SentenceInput, Translation] = {}
    for part in sliced(plan.first, translator.at_once):
        done.update(zip(part, translator.translate(part), strict=True))
        yield assembled(checked(Translated(plan, dict(done)), own), own)
