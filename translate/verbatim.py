"""What stands for a translator where source and target are one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from facts.document import SentenceInput
from facts.glossary.glossary import Glossary
from facts.quantities import quantities
from jianbao.errors import InputError
from jianbao.signature import Signature
from models.engines.protocols import Generator
from translate.check.report import Link, LinkKind, LinkStatus
from translate.translation import TranslateOptions, Translation
from translate.translator import Translator


class Verbatim(Translator):
    """Stands for a translator where source and target are one language: every text is its own translation, nothing is decoded.

    engine: only its encoder is used, to compare sentences.
    """

    def __init__(self, engine: Generator, *, glossary: Glossary | None = None, options: TranslateOptions) -> None:
        super().__init__(engine, glossary=glossary, options=options)
        if options.source != options.target:
            raise InputError("translate.translator_missing", source=options.source, target=options.target)

    def signature(self) -> Signature:
        """What the brief's signature records: there is no decoding."""
        o = self.options
        return Signature.of(
            model="none", lang=f"{o.source}-{o.target}", encoder=self.engine.model, glossary=self.glossary.digest
        )

    def translate(
        self, sentences: Sequence[SentenceInput], *, progress: Callable[[int, int], None] | None = None
    ) -> list[Translation]:
        """The texts as they are, with links to the quantities in them."""
        out = []
        for sentence in sentences:
            found = quantities(sentence.text, language=self.options.source)
            links = tuple(
                Link(LinkKind.QUANTITY, (q.start, q.end), (q.start, q.end), q.text, LinkStatus.AGREES, q) for q in found
            )
            out.append(Translation(sentence.text, sentence.text, 0.0, (), links))
        if progress:
            progress(len(out), len(out))
        return out
