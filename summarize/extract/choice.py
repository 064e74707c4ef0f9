"""Which sentences of an article make its brief, and how much of each.

Every sentence comes in its forms (`forms.py`). A form is worth the units that it tells (`worth.py`), each once in the whole brief, and a
little for every word of a sentence that an editor would tell from. `search.py` takes the set that is worth most within the budget of
English words. The sentence that is likeliest to open an editor's brief always has its place; one that leans on the sentence before is told
behind it, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence
from summarize.extract.assessment import Assessment, assess, plain
from summarize.extract.clauses import parts
from summarize.extract.forms import Form, forms
from summarize.extract.leaning import leans, stands
from summarize.extract.search import Search, stacked, undominated
from summarize.extract.writing import Selected, write

CANDIDATES = 48
"""Sentences whose forms are weighed, the ones worth most for their words; a brief of 130 words has four to seven."""
WORDS_A_POINT = 18.0
"""A brief has at most one point for so many words of its length: shorter ones are hard to understand alone."""
TOLD = 0.05
"""What a word of a sentence that an editor would tell whole is worth beside its units. Cross-validated: from 0.02 to 0.1 are alike."""
LEAST = 0.04
"""What a word must add at least, in worth: room that is left is better than words that tell nothing."""
LEFT_OUT = 6
"""Facts that are named as left out, at most."""
MISSED = 0.9
"""Worth from which a unit that is not told is named as left out."""
_HE = re.compile(r"^(?:[^，,。]{0,6}[，,])?[他她](?!们)")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact for which there was no room: `text`, the clause that has it, is `start:end` of the article. worth: of the fact."""

    fact: str
    text: str
    start: int
    end: int
    worth: float


@dataclass(frozen=True, slots=True)
class Condensed:
    """The points of a brief, and the facts that a longer one would tell next, the most important first."""

    points: tuple[Selected, ...]
    left_out: tuple[LeftOut, ...] = ()


def condense(
    sentences: Sequence[Sentence], *, title: str = "", words: int = 120, language: str = "zh"
) -> tuple[Selected, ...]:
    """The points of a brief of about `words` English words, lead first, the others in source order."""
    return condensed(sentences, title=title, words=words, language=language).points


def condensed(sentences: Sequence[Sentence], *, title: str = "", words: int = 120, language: str = "zh") -> Condensed:
    """The brief of about `words` English words and what it leaves out. Time grows linearly; raises InputError over MAX_SENTENCES."""
    if len(sentences) > MAX_SENTENCES:
        raise InputError("summarize.too_many_sentences", sentences=len(sentences), limit=MAX_SENTENCES)
    sentences = [s for s in sentences if plain(s.text)]
    if not sentences:
        return Condensed(())
    article = assess(sentences, title=title, language=language)
    told = choose(article, options_of(article), words=words)
    texts = [s.text for s in sentences]
    leaned = {i - 1 for i in told if i and leans(texts[i], texts[i - 1], language=language)}
    tags = {i: "lead" if i == article.lead else "context" if i in leaned else "key" for i in told}
    points = write(
        [(i, f, tags[i]) for i, f in told.items()], sentences, article.scores, lead=article.lead, language=language
    )
    return Condensed(points, _left_out(article, told))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its forms that no other beats. covers: (forms, units); base: (forms,) what each is worth besides its units."""

    sentence: int
    forms: tuple[Form, ...]
    covers: np.ndarray
    words: np.ndarray
    base: np.ndarray


def options_of(article: Assessment, *, told: float = TOLD) -> list[Candidate]:
    """The candidates worth most for their words, in source order, with their forms. The lead is one of them."""
    number = article.units.number()
    texts = [s.text for s in article.sentences]

    def promise(i: int) -> float:
        own = {number[m.key] for m in article.units.found[i]}
        return float(article.units.worth[list(own)].sum() if own else 0.0) / (8 + len(texts[i])) + 0.01 * float(
            article.told[i]
        )

    best = sorted(article.candidates, key=lambda i: (i != article.lead, -promise(i)))[:CANDIDATES]
    out = []
    for i in sorted({*best, *(j - 1 for j in best if j - 1 in article.candidates and leans(texts[j], texts[j - 1]))}):
        speaker = i + 1 < len(texts) and bool(_HE.match(texts[i + 1]))
        made = forms(texts[i], language=article.language, speaker=speaker)
        covers = np.zeros((len(made), len(number)), bool)
        for k, form in enumerate(made):
            for m in article.units.found[i]:
                if not any(m.start < b and m.end > a for a, b in form.cuts):
                    covers[k, number[m.key]] = True
        words = np.array([f.words for f in made])
        base = told * float(article.told[i]) * words
        kept = undominated(covers, words, base)
        out.append(Candidate(i, tuple(made[k] for k in kept), covers[kept], words[kept], base[kept]))
    return out


def choose(
    article: Assessment, candidates: Sequence[Candidate], *, words: int, least: float = LEAST
) -> dict[int, Form]:
    """The form of each sentence that is told."""
    texts = [s.text for s in article.sentences]
    where = {(c.sentence, k): f for c in candidates for k, f in enumerate(c.forms)}
    options = stacked([(c.sentence, c.covers, c.words, c.base) for c in candidates], len(article.units.keys))
    row = dict(enumerate((c.sentence, k) for c in candidates for k in range(len(c.forms))))

    def allowed(i: int, chosen: Mapping[int, int]) -> bool:
        return stands(i, chosen, texts, language=article.language)

    search = Search(
        options, article.units.worth, words=float(words), most=max(1, round(words / WORDS_A_POINT)),
        forced=article.lead, least=least, allowed=allowed,
    )  # fmt: skip
    return {i: where[row[k]] for i, k in search.best().items()}


def _left_out(article: Assessment, told: Mapping[int, Form]) -> tuple[LeftOut, ...]:
    """Units worth telling that no point tells, each with its clause; one a clause."""
    covered = {
        m.key
        for i, f in told.items()
        for m in article.units.found[i]
        if not any(m.start < b and m.end > a for a, b in f.cuts)
    }
    number = article.units.number()
    out: list[LeftOut] = []
    for key in sorted(number, key=lambda k: -float(article.units.worth[number[k]])):
        worth = float(article.units.worth[number[key]])
        if worth < MISSED or len(out) == LEFT_OUT:
            break
        if key in covered:
            continue
        m = next(m for row in article.units.found for m in row if m.key == key)
        sentence = article.sentences[m.sentence]
        clause = next(c for c in parts(sentence.text) if c.start <= m.start < c.end)
        start, end = (
            sentence.start + clause.start,
            sentence.start + clause.start + len(clause.text.rstrip("，,；;：: ")),
        )
        if all(o.start != start for o in out):
            out.append(
                LeftOut(key, sentence.text[clause.start : clause.start + end - start], start, end, round(worth, 3))
            )
    return tuple(out)
