"""Which sentences of an article make its brief, and how much of each.

Every sentence comes in its forms (`forms.py`). A form is worth the units that it tells (`worth.py`), each once in the whole brief, and
something for every word of a clause that an editor would tell (`telling.py`). `search.py` takes the set that is worth most within the
budget of English words. The sentence that is likeliest to open an editor's brief always has its place; one that leans on the sentence
before is told behind it, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence
from summarize.extract.assessment import Assessment, assess, empty, plain
from summarize.extract.clauses import parts
from summarize.extract.forms import Form, forms
from summarize.extract.leaning import leans, stands
from summarize.extract.lists import joined
from summarize.extract.measures import costs_of
from summarize.extract.rules import rows
from summarize.extract.search import Search, stacked, undominated
from summarize.extract.vectors import Encode, informed
from summarize.extract.writing import Selected, write

CANDIDATES = 48
"""Sentences whose forms are weighed, the ones worth most for their words; a brief of 130 words has four to seven."""
WORDS_A_POINT = 18.0
"""A brief has at most one point for so many words of its length: shorter ones are hard to understand alone."""
TOLD = 0.2
"""What a word of a clause that an editor would tell whole is worth beside its units. Cross-validated: from 0.1 to 0.3 are alike."""
LEAST = 0.04
"""What a word must add at least, in worth: room that is left is better than words that tell nothing."""
ASPECTS = {
    "who": frozenset(["person", "body"]),
    "when": frozenset(["date", "time"]),
    "where": frozenset(["place", "body"]),
    "how much": frozenset(["money", "percent", "count", "figure"]),
}
"""Kinds of units that answer each question; what happened is in every sentence."""
ASKED = 3.0
"""What is added to the worth of the best answer to a question that a brief does not answer, so that it does."""
DEMANDED = 8.0
"""The same for a deadline or a prohibition (`rules/asked.tsv`): sentences of many figures are worth some five."""
MORE = 4.0
"""What every further one in the same sentence adds: of four who are appointed, all."""
ROOM = 0.7
"""A brief that fills less than this share of its length takes from rows of tables too."""
LEFT_OUT = 8
"""Facts that are named as left out, at most."""
MISSED = 0.3
"""Worth from which a unit that is not told is named as left out: the lowest at which over half of those that are named are facts of an
editor's sheet (`python -m benchmarks.condense --left-out`)."""
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
    sentences: Sequence[Sentence],
    *,
    title: str = "",
    words: int = 120,
    language: str = "zh",
    encode: Encode | None = None,
) -> tuple[Selected, ...]:
    """The points of a brief of about `words` English words, lead first, the others in source order. encode: see `condensed`."""
    return condensed(sentences, title=title, words=words, language=language, encode=encode).points


def condensed(
    sentences: Sequence[Sentence],
    *,
    title: str = "",
    words: int = 120,
    language: str = "zh",
    encode: Encode | None = None,
) -> Condensed:
    """The brief of about `words` English words and what it leaves out. Time grows linearly; raises InputError over MAX_SENTENCES.

    encode: texts -> vectors of the compact model, by which Chinese is ranked better; without them features alone rank it.
    """
    if len(sentences) > MAX_SENTENCES:
        raise InputError("summarize.too_many_sentences", sentences=len(sentences), limit=MAX_SENTENCES)
    sentences = [s for s in sentences if plain(s.text)]
    if not sentences:
        return Condensed(())
    if language == "zh":
        sentences = joined(sentences)
    article = assess(sentences, title=title, language=language)
    if encode is not None:
        article = informed(article, encode)
    told = best_of(article, words=words)
    texts = [s.text for s in sentences]
    leaned = {i - 1 for i in told if i and leans(texts[i], texts[i - 1], language=language)}
    tags = {i: "lead" if i == article.lead else "context" if i in leaned else "key" for i in told}
    points = write(
        [(i, f, tags[i]) for i, f in told.items()], sentences, article.scores, lead=article.lead, language=language
    )
    lost = {sentences[i].start: worth for i, worth in losses(article, told).items()}
    return Condensed(tuple(replace(p, worth=round(lost[p.sentence.start], 4)) for p in points), left_out(article, told))


def best_of(article: Assessment, *, words: int) -> dict[int, Form]:
    """The form of each sentence that is told; rows of tables are told only where the others leave room."""
    told = answered(article, words=words)
    if sum(f.words for f in told.values()) < ROOM * words and article.spare:
        told = answered(replace(article, candidates=tuple(sorted({*article.candidates, *article.spare}))), words=words)
    return told


def losses(article: Assessment, told: Mapping[int, Form]) -> dict[int, float]:
    """What a brief loses without each of its sentences: units that no other tells, and what an editor would tell of it besides."""
    number = article.units.number()
    out = {}
    for i, form in told.items():
        rest = covered(article, {j: f for j, f in told.items() if j != i})
        own = sum(float(article.units.worth[number[key]]) for key in covered(article, {i: form}) - rest)
        out[i] = own + TOLD * float(_shares(article, i, [form])[0])
    return out


def answered(article: Assessment, *, words: int) -> dict[int, Form]:
    """The form of each sentence that is told: the best set that says who, when, where and how much, where the article does."""
    candidates = options_of(article)
    told = choose(article, candidates, words=words)
    kinds = {m.key: m.kind for row in article.units.found for m in row}
    worth = article.units.worth.copy()
    number = article.units.number()
    able = np.any([c.covers.any(0) for c in candidates], axis=0)
    for kind in ASPECTS.values():
        answers = [number[key] for key, of in kinds.items() if of in kind and able[number[key]]]
        if not answers or any(kinds[key] in kind for key in covered(article, told)):
            continue
        worth[max(answers, key=lambda n: float(worth[n]))] += ASKED
        told = choose(replace(article, units=replace(article.units, worth=worth)), candidates, words=words)
    if article.language != "zh":
        return told
    wanted = [
        (w, most) for w, least, most in _asked() if sum(len(w.findall(s.text)) for s in article.sentences) >= least
    ]
    lacking = [(w, most) for w, most in wanted if sum(bool(w.search(f.text)) for f in told.values()) < most]
    if not lacking:
        return told
    for w, most in wanted:
        candidates = _raised(candidates, worth, w, most=most)
    return choose(replace(article, units=replace(article.units, worth=worth)), candidates, words=words)


@cache
def _asked() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """What a reader of some articles asks besides.

    How it is known, how often the article must have it, and in how many sentences it is told.
    """
    return tuple((re.compile(r["pattern"]), int(r["least"]), int(r["most"])) for r in rows("asked"))


def _raised(
    candidates: Sequence[Candidate], worth: np.ndarray, wanted: re.Pattern[str], *, most: int
) -> list[Candidate]:
    """The candidates, the forms that have `wanted` being worth `DEMANDED` more: of the `most` that are worth most for their words."""
    counts = [np.array([len(wanted.findall(f.text)) for f in c.forms]) for c in candidates]
    answers = [n > 0 for n in counts]
    rates = [
        float(((c.covers @ worth + c.base) / c.words)[has].max()) if has.any() else -1.0
        for c, has in zip(candidates, answers, strict=True)
    ]
    best = sorted(range(len(rates)), key=lambda n: (-rates[n], n))[:most]
    return [
        replace(c, base=c.base + DEMANDED * has + MORE * np.maximum(counts[n] - 1, 0))
        if n in best and rates[n] >= 0
        else c
        for n, (c, has) in enumerate(zip(candidates, answers, strict=True))
    ]


def covered(article: Assessment, told: Mapping[int, Form]) -> set[str]:
    """Keys of the units that the forms tell."""
    return {
        m.key
        for i, f in told.items()
        for m in article.units.found[i]
        if not any(m.start < b and m.end > a for a, b in f.cuts)
    }


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
        share = max((t.share for t in article.told[i]), default=0.0)
        return float(article.units.worth[list(own)].sum() if own else 0.0) / (8 + len(texts[i])) + 0.01 * share

    best = sorted(article.candidates, key=lambda i: (i != article.lead, -promise(i)))[:CANDIDATES]
    out = []
    for i in sorted({*best, *(j - 1 for j in best if j - 1 in article.candidates and leans(texts[j], texts[j - 1]))}):
        speaker = i + 1 < len(texts) and bool(_HE.match(texts[i + 1]))
        made = forms(texts[i], language=article.language, speaker=speaker)
        if article.language == "zh":
            made = tuple(f for f in made if not empty(f.text)) or made
        covers = np.zeros((len(made), len(number)), bool)
        for k, form in enumerate(made):
            for m in article.units.found[i]:
                if not any(m.start < b and m.end > a for a, b in form.cuts):
                    covers[k, number[m.key]] = True
        words = np.array([f.words for f in made])
        base = told * _shares(article, i, made)
        kept = undominated(covers, words, base)
        out.append(Candidate(i, tuple(made[k] for k in kept), covers[kept], words[kept], base[kept]))
    return out


def _shares(article: Assessment, i: int, made: Sequence[Form]) -> np.ndarray:
    """Words of each form of sentence `i` that an editor would tell: (forms,)."""
    text = article.sentences[i].text
    if article.language == "en":
        return np.array([f.words * sum(t.share for t in article.told[i]) for f in made])
    shares = costs_of(text)
    inside = np.zeros(len(text))
    for t in article.told[i]:
        inside[t.start : t.end] = t.share
    shares *= inside
    whole = float(shares.sum())
    return np.array([whole - sum(float(shares[a:b].sum()) for a, b in f.cuts) for f in made])


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


def left_out(article: Assessment, told: Mapping[int, Form], *, missed: float = MISSED) -> tuple[LeftOut, ...]:
    """Units worth telling that no point tells, each with its clause; one a clause."""
    said = covered(article, told)
    number = article.units.number()
    out: list[LeftOut] = []
    for key in sorted(number, key=lambda k: -float(article.units.worth[number[k]])):
        worth = float(article.units.worth[number[key]])
        if worth < missed or len(out) == LEFT_OUT:
            break
        if key in said:
            continue
        m = next(m for row in article.units.found for m in row if m.key == key)
        sentence = article.sentences[m.sentence]
        clause = next(c for c in parts(sentence.text) if c.start <= m.start < c.end)
        text = clause.text.rstrip("，,；;：: \n").lstrip()
        start = sentence.start + clause.start + clause.text.index(text)
        if all(o.start != start for o in out):
            out.append(LeftOut(key, text, start, start + len(text), round(worth, 3)))
    return tuple(out)
