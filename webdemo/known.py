"""What an article makes known of its sentences, kept for a while, so that one line of a brief is compared again in a moment."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from brief.ground import Ground
from brief.plan import CleanArticle
from jianbao.sentences import Sentence
from reading.article import Article
from summarize import Cleaned, clean, sentences_of
from webdemo.inputs import glossary_of

KEPT = 64
"""Articles whose facts are kept; the one asked for longest ago goes first."""

Terms = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Known:
    """An article and the terms of its reader, and what follows from both. terms: (Chinese, English)."""

    article: Article
    terms: Terms = ()

    @cached_property
    def cleaned(self) -> Cleaned:
        """The article without page furniture."""
        return clean(self.article.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences that are no furniture, the title among them, in order."""
        return sentences_of(self.article.text, self.cleaned)

    @cached_property
    def ground(self) -> Ground:
        """What lines are compared with."""
        after = self.article.title[1] if self.article.title else 0
        body = tuple(s for s in self.sentences if s.start >= after)
        title = tuple(s for s in self.sentences if s.start < after)
        text = CleanArticle(
            article=self.article, cleaned=self.cleaned, title=title if body else (), body=body or title, language="zh"
        )
        return Ground.of(text, glossary=glossary_of(self.terms))


class Shelf:
    """The articles that were asked for last, by a key that says nothing of them to anybody else."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept, self._salt = kept, secrets.token_bytes(16)
        self._held: OrderedDict[str, Known] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, known: Known) -> str:
        """Keep an article with what is known of it; its key."""
        article = known.article
        told = repr((article.original, article.title, known.terms)).encode("utf-8", "surrogatepass")
        key = hashlib.blake2b(told, key=self._salt, digest_size=16).hexdigest()
        with self._lock:
            self._held[key] = known
            self._held.move_to_end(key)
            while len(self._held) > self._kept:
                self._held.popitem(last=False)
        return key

    def get(self, key: str) -> Known | None:
        """What is kept under a key, None where it is gone."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)
