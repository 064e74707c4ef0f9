"""A composer without a model, for tests of the batch: the same text gives the same brief, in a millisecond.

Words in the text make it misbehave, as an article can make a library do: see `compose`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from brief.batch.worker import WorkerOptions
from brief.brief import Brief, Point, Source
from brief.plan import Given, Rendered
from brief.render.formats import render
from jianbao.deadline import Deadline
from jianbao.signature import Signature
from reading.article import Article, from_text, read_article
from translate.check.report import Finding, Reason, Severity


class FastComposer:
    def __init__(self, options: WorkerOptions) -> None:
        self.options = options

    def signature(self) -> Signature:
        return Signature.parse(f"fast|length:{self.options.recipe.length}")

    def make(self, given: Given, *, formats: Sequence[str], deadline: Deadline | None = None) -> Rendered:
        if given.text is not None:
            article = from_text(given.text, title=given.title, name=str(given.name))
        else:
            article = read_article(given.name, data=given.data)
        brief = self.compose(article)
        return Rendered(brief, {name: render(brief, name) for name in formats})

    def compose(self, article: Article) -> Brief:
        text = article.text
        _misbehave(text)
        start = article.title[1] + 1 if article.title else 0
        words = hashlib.sha256(text.encode()).hexdigest()
        findings = (
            (Finding.of(Reason.QUANTITY_WEAK, Severity.ERROR, fact="8个", found="9"),) if words[0] in "0123" else ()
        )
        point = Point(
            f"Point {words[:12]} of {len(text)} characters.",
            (Source(text[start : start + 20], start, start + 20),),
            findings,
        )
        return Brief(
            headline=f"Headline {words[-8:]}",
            dateline="",
            points=(point,),
            name=article.name,
            signature=str(self.signature()),
        )


def _misbehave(text: str) -> None:
    def argument(word: str) -> Path:
        return Path(text.split(word + "<", 1)[1].split(">", 1)[0])

    if "POISON" in text:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if "STUCK" in text:
        time.sleep(3_600)
    if "BUG" in text:
        raise ZeroDivisionError("division by zero\nin a library")
    if "SLOW" in text:
        time.sleep(0.5)
    if "FLAKY" in text:
        _twice(argument("FLAKY"), OSError(errno.ESTALE, "Stale file handle"))
    if "ONCE" in text:
        path = argument("ONCE")
        if not path.exists():
            path.write_text("")
            os._exit(7)


def _twice(path: Path, error: Exception) -> None:
    """Raise twice, then no more."""
    count = len(path.read_text()) if path.exists() else 0
    if count < 2:
        path.write_text("x" * (count + 1))
        raise error


def make(options: WorkerOptions) -> Any:
    return FastComposer(options)


def die(options: WorkerOptions) -> Any:
    os.abort()
