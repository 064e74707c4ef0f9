"""Chinese or English text in, fewer sentences out; knows nothing of translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.arguments import require
from jianbao.errors import InputError
from jianbao.sentences import Sentence, split
from summarize.extract.choice import Condensed, LeftOut, condense, condensed
from summarize.extract.writing import Selected
from summarize.furniture import Cleaned, Dateline, Removed, clean

__all__ = [
    "Cleaned", "Condensed", "Dateline", "LeftOut", "Removed", "Selected", "Summary", "clean", "condense", "condensed",
    "sentences_of", "summarize",
]  # fmt: skip

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Summary:
    """`points` in output order; `title` as given; `cleaned` says what was removed and why."""

    title: str
    points: tuple[Selected, ...]
    sentences: tuple[Sentence, ...]
    cleaned: Cleaned

    @property
    def text(self) -> str:
        return "\n".join(p.text for p in self.points)


def sentences_of(text: str, cleaned: Cleaned, *, language: str = "zh") -> tuple[Sentence, ...]:
    """The sentences of what `clean` kept, with offsets and paragraphs of the whole text."""

    def parts() -> Iterator[Sentence]:
        paragraph, line = -1, -1
        for start, end in cleaned.spans:
            here = text.rfind("\n", 0, start)
            paragraph, line = (paragraph + (here != line or paragraph < 0)), here
            for s in split(text[start:end], language=language):
                yield Sentence(s.text, s.start + start, s.end + start, paragraph)

    return tuple(parts())


def summarize(text: str, *, words: int = 120, title: str = "", language: str = "zh") -> Summary:
    """Clean `text`, split it and choose a brief of about `words` English words.

    title: the headline, as the reading of the article found it; a first line that says the same is none of the sentences.
    Raises InputError where nothing is left once the page's furniture is removed, or over the limits of `condense`.
    """
    require("text", text, str)
    require("title", title, str)
    require("words", words, int)
    if language not in LANGUAGES:
        raise InputError("summarize.language", value=str(language)[:60], languages=", ".join(LANGUAGES))
    cleaned = clean(text, language=language)
    body = sentences_of(text, cleaned, language=language)
    first = [s for s in body if s.paragraph == 0]
    if title and first and text[first[0].start : first[-1].end] == title:
        body = body[len(first) :]
    points = condense(body, title=title, words=words, language=language)
    if not points:
        removed = " / ".join(dict.fromkeys(r.text.strip()[:20] for r in cleaned.removed)) or "—"
        raise InputError("summarize.nothing_left", characters=len(text), removed=removed[:200])
    return Summary(title, points, body, cleaned)
