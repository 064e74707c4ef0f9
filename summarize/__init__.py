"""Chinese or English text in, fewer sentences out; knows nothing of translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jianbao.errors import InputError
from jianbao.sentences import Sentence, split
from summarize.extract.choice import Selected, condense
from summarize.furniture.cleaning import Cleaned, Dateline, Removed, clean

__all__ = ["Cleaned", "Dateline", "Removed", "Selected", "Summary", "clean", "condense", "sentences_of", "summarize"]


@dataclass(frozen=True, slots=True)
class Summary:
    """`points` in output order; `title` as given or as found in the text; `cleaned` says what was removed and why."""

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


def summarize(text: str, *, words: int = 120, title: str | None = None, language: str = "zh") -> Summary:
    """Clean `text`, split it and choose a brief of about `words` English words.

    title: given apart from the text; None takes the first line where it reads as a headline (no full stop, followed by more).
    Raises InputError where nothing is left once the page's furniture is removed, or over the limits of `condense`.
    """
    cleaned = clean(text, language=language)
    found = sentences_of(text, cleaned, language=language)
    if title is None:
        first = [s for s in found if s.paragraph == 0]
        line = text[first[0].start : first[-1].end] if first else ""
        headline = bool(line) and len(found) > len(first) and len(line) <= 80 and line[-1] not in "。.；;"
        title = line if headline else ""
        body = found[len(first) :] if headline else found
    else:
        body = found
    points = condense(body, title=title, words=words, language=language)
    if not points:
        removed = " / ".join(dict.fromkeys(r.text.strip()[:20] for r in cleaned.removed)) or "—"
        raise InputError("summarize.nothing_left", characters=len(text), removed=removed[:200])
    return Summary(title, points, body, cleaned)
