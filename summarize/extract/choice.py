"""Which sentences of an article make its brief, and how much of each.

A trained model says how likely an editor would keep each sentence (`ranking.py`, `features.py`); each sentence comes whole and in shorter
forms (`compression.py`); a small exact optimisation takes the forms that are worth most within the budget, each form counted for what
it adds to the others. The lead always has its place; a sentence that leans on the one before brings it along.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence
from summarize.extract.clauses import prune, starts_with_verb
from summarize.extract.compressed import Compressed
from summarize.extract.cuts import shorten_posts, tighten, trim
from summarize.extract.features import boilerplate, table, terms, words_of
from summarize.extract.ranking import rank

# Set on the development data (releases-dev, briefs-dev, summaries-dev together); none of them is sharp.
CANDIDATES = 36
"""Best sentences that the optimisation sees; a brief has four to eight."""
LEAD_WITHIN = 4
"""The lead is one of the first so many sentences: some articles open with a scene or a question."""
TOLD = 10.0
"""What likeness to the headline (cosine) counts in choosing the lead, against likelihood (0 to 1) and 0.2 for each place further down."""
LEANING = 2.0
"""What it counts against a lead that it leans on a sentence before it."""
LEAD_LEAST = 0.65
"""Shortest form of a lead, as a share of the whole."""
BOILERPLATE = 1.5
"""What each phrase of praise, thanks and outlook takes from a sentence's log odds."""
SECTION = 4.0
"""What a subhead adds to the log odds of the sentence that it sums up: an editor has said what the section is about."""
SUBHEAD_SHARED = 0.15
"""A subhead sums up a sentence with which it shares so much of its terms."""
SHARES = (1.0, 0.8, 0.65, 0.5, 0.36, 0.25)
"""How much of a sentence its forms keep, roughly."""
SHORTEST = 16.0
"""English words below which a sentence has no shorter form."""
REPEATED = 0.7
"""Share of a sentence's terms in a better sentence above which it says the same again."""
POINT_COST = 0.05
"""What a point must be worth at least: a low one is not better than room left."""
DEPTH = 0.8
"""Power by which a form's share of its sentence's facts counts: 0 would take the shortest, 1 the whole."""


@dataclass(frozen=True, slots=True)
class Selected:
    """One sentence of the brief.

    text: what to translate, `sentence.text` less `cuts` (spans of the source text, in order); score: how likely an editor would
    keep the sentence; tags: why it was chosen ("lead", "key", "context" for a sentence that another leans on) and what cut it.
    """

    sentence: Sentence
    text: str
    cuts: tuple[tuple[int, int], ...]
    score: float
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to tell a sentence: `source` is the sentence told (or the subhead that sums it up), `worth` its share of the facts."""

    source: int
    compressed: Compressed
    cost: float
    worth: float


def condense(
    sentences: Sequence[Sentence], *, title: str = "", words: int = 120, language: str = "zh"
) -> tuple[Selected, ...]:
    """The points of a brief of about `words` English words, lead first, the others in source order.

    Likeness is told by character bigrams (words in English): vectors of the model's encoder choose no better (training/condenser.py
    --ablate --encoder). Time grows with n log n; raises InputError over MAX_SENTENCES.
    """
    if len(sentences) > MAX_SENTENCES:
        raise InputError("summarize.too_many_sentences", sentences=len(sentences), limit=MAX_SENTENCES)
    sentences = [s for s in sentences if re.search(r"\w", s.text)]
    if not sentences:
        return ()
    texts = [s.text for s in sentences]
    matrix, names, _ = table(sentences, title=title, language=language)
    scores = rank(matrix, names, language=language, prior=-BOILERPLATE * boilerplate(texts, language=language))
    told = matrix[:, names.index("bigrams: like the title")]
    whole = [i for i, t in enumerate(texts) if not _heading(t)] or list(range(len(texts)))
    lead = _lead(whole, texts, scores, told, language)
    order = [lead, *(i for i in sorted(whole, key=lambda i: (-float(scores[i]), i)) if i != lead)]
    pool = _apart(order, texts, language)
    wanted = set(terms(title, language=language)) | set(terms(texts[lead], language=language))
    value = _informative(wanted, language, title)
    named = {
        i for i in pool if i + 1 < len(texts) and _PRONOUN.match(texts[i + 1])
    }  # 他 of the next sentence is their speaker
    forms = {i: _forms(i, texts[i], value, language, lead=i == lead, speaker=i in named) for i in pool}
    _add_subheads(forms, texts, set(whole), scores, title, language)
    chosen = _choose(pool, forms, scores, lead, words, texts, language)
    return _write(chosen, sentences, scores, lead, language)


_STATES = re.compile(
    r"[称说将已获超达破增降启签开建成完要提推落举召发印出通过为是有让被遭致近共\d]|\b(?:is|are|was|were|will|has|have|[a-z]+(?:s|ed))\b"
)


_DAY = re.compile(
    r"\d日|昨[日天晚]|今[日天早晚]|近日|日前|\b(?:yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d)"
)


_PRONOUN = re.compile(r"^(?:[^，,。]{0,6}[，,])?[他她](?!们)")


def _heading(text: str) -> bool:
    """A line without an end: a subhead, a caption, a row of a table, what announces a list."""
    return text[-1] not in '。.！!？?；;…”"’」』）)】'


def _lead(whole: Sequence[int], texts: Sequence[str], scores: np.ndarray, told: np.ndarray, language: str) -> int:
    """The one of the first few that tells what the headline says; of two alike the earlier, where who, what, when and where stand."""
    first = [i for i in whole if words_of(texts[i], language=language) >= 8][:LEAD_WITHIN] or [whole[0]]
    return max(
        first,
        key=lambda i: (
            float(scores[i])
            + TOLD * float(told[i])
            - 0.2 * first.index(i)
            + 0.4 * bool(_DAY.search(texts[i]))
            - LEANING * (i > 0 and leans(texts[i], language=language)),
            -i,
        ),
    )


def _apart(order: Sequence[int], texts: Sequence[str], language: str) -> list[int]:
    """The best sentences, none that says again what a better one says."""
    seen: set[str] = set()
    pool: list[int] = []
    for i in order:
        key = re.sub(r"\W", "", texts[i])
        if key in seen or not key:
            continue
        seen.add(key)
        own = set(terms(texts[i], language=language))
        if any(_repeats(own, set(terms(texts[j], language=language))) for j in pool):
            continue
        pool.append(i)
        if len(pool) >= CANDIDATES:
            break
    return pool


def _repeats(own: set[str], other: set[str]) -> bool:
    return bool(own) and len(own & other) > REPEATED * len(own)


def _informative(wanted: set[str], language: str, title: str = "") -> Callable[[str], float]:
    """What a clause is worth: its figures, names and dates, and what it shares with the headline and lead; slogans cost."""
    told = set(re.findall(r"\d+(?:\.\d+)?", title))

    @cache
    def value(clause: str) -> float:
        own = set(terms(clause, language=language))
        found = re.findall(r"\d+(?:\.\d+)?", clause)
        figures = len(found) + 2 * len(
            told & set(found)
        )  # a figure that the headline tells is what the sentence is about
        names = len(re.findall(r"公司|集团|大学|研究[院所]|委员会|中心|基地|项目|工程|政府|法院|医院|《", clause))
        outcomes = len(
            re.findall(
                r"拟任|拟提名|当选|任命|获得|荣获|夺冠|死亡|遇难|受伤|伤亡|首次|首个|免费|禁止|截至|施行|生效", clause
            )
        )
        slogans = len(
            re.findall(
                r"贯彻|精神|坚持|奋力|谱写|高质量|赋能|引领|担当|使命|扎实|切实|深入|全力|聚力|着力|大力|不断|持续|积极|充分|进一步|良好|丰硕|有力|美好|加快",
                clause,
            )
        )
        return (
            0.3
            + 1.2 * min(figures, 5)
            + 0.5 * min(names, 3)
            + 0.8 * min(outcomes, 2)
            + 2.0 * len(own & wanted) / max(6, len(own))
            + 0.02 * len(own)
            - 0.45 * slogans
        )

    return value


def _forms(
    index: int, text: str, value: Callable[[str], float], language: str, *, lead: bool, speaker: bool
) -> list[_Form]:
    whole = trim(text, language=language)
    full = _worth(whole.text, value)
    forms = [_Form(index, whole, max(1.0, words_of(whole.text, language=language)), 1.0)]
    tight = tighten(whole.text, language=language, speaker=speaker)
    bases = [whole, *([_both(text, whole, tight)] if tight.cuts else [])]
    for share in SHARES:
        if forms[0].cost * share < SHORTEST or (lead and share < LEAD_LEAST):
            break
        for base in bases:
            less = prune(base.text, target=len(whole.text) * share, value=value, language=language)
            both = _both(text, base, less) if less.cuts else base
            cost = max(1.0, words_of(both.text, language=language))
            if all(abs(cost - f.cost) > 2 for f in forms):
                forms.append(_Form(index, both, cost, min(1.0, _worth(both.text, value) / max(full, 0.1))))
    return sorted(forms, key=lambda f: -f.cost)


def _add_subheads(
    forms: dict[int, list[_Form]], texts: Sequence[str], whole: set[int], scores: np.ndarray, title: str, language: str
) -> None:
    """A subhead that states something is one more form of the sentence below it that it sums up."""
    head = set(terms(title, language=language))
    for h, text in enumerate(texts):
        if h in whole or text[-1] in "：:" or words_of(text, language=language) < 8 or not _STATES.search(text):
            continue
        own = set(terms(text, language=language))
        below: list[int] = []
        for i in range(h + 1, min(h + 6, len(texts))):
            if i not in whole:
                break
            below.append(i)
        below = [i for i in below if i in forms]
        if not below or not own or len(own & head) > 0.5 * len(own):
            continue
        best = max(below, key=lambda i: (len(own & set(terms(texts[i], language=language))), -i))
        if len(own & set(terms(texts[best], language=language))) >= SUBHEAD_SHARED * len(own):
            odds = float(np.log(scores[best] / (1 - scores[best] + 1e-6) + 1e-6)) + SECTION
            scores[best] = 1 / (1 + np.exp(-odds))
            forms[best].append(_Form(h, Compressed(text, (), ()), words_of(text, language=language), 1.0))


def _worth(text: str, value: Callable[[str], float]) -> float:
    return sum(max(0.05, value(c)) for c in re.split(r"[，,；;：:]", text) if c)


def _both(text: str, first: Compressed, second: Compressed) -> Compressed:
    """Cuts of the second, which point into the text of the first, as cuts of the source."""
    offsets = [i for i in range(len(text)) if not any(a <= i < b for a, b in first.cuts)]
    cuts = [*first.cuts, *((offsets[a], offsets[b - 1] + 1) for a, b in second.cuts)]
    merged: list[tuple[int, int]] = []
    for a, b in sorted(cuts):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return Compressed(second.text, tuple(merged), first.rules + second.rules)


_LEANS = re.compile(
    r"^(?:[^，,。]{0,6}[，,])?(?:其中|像[他她它这那]|其(?!他|余|间|实|次)|该|此(?!外|前|次|间)|这(?!次|里|些年)|上述|前者|后者|"
    r"两者|二者|对此|为此|因此|从而|(?:[^，,。]{1,8}的)?他(?!们?乡)"
    r"|(?:[^，,。]{1,8}的)?她|"
    r"它|他们|她们|它们|双方|同比|也就是说|换言之|届时|至此|但|然而|不过|而(?!且)|所以|于是|结果|[二三四五六]是|其次|再次|至此)"
)
_LEANS_ENGLISH = re.compile(
    r"^(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|Both|Of (?:them|these|those)|Among them|But|However|So|"
    r"Therefore|Thus|As a result|The (?:project|company|plan|move|event|latter|former))\b"
)


def leans(text: str, before: str = "", *, language: str = "zh") -> bool:
    """Does the sentence lean on the one before: a pronoun, 该项目, 其中 or a contrast at its start, or no subject after a ；?"""
    if language == "en":
        return bool(_LEANS_ENGLISH.match(text))
    return bool(_LEANS.match(text)) or (before[-1:] in "；;" and before != "" and starts_with_verb(text))


def _choose(
    pool: Sequence[int],
    forms: dict[int, list[_Form]],
    scores: np.ndarray,
    lead: int,
    words: int,
    texts: Sequence[str],
    language: str,
) -> list[tuple[_Form, str]]:
    """The forms chosen, each with its tag. Solves the choice exactly, then again while a chosen sentence leans on one that is not there."""
    worth = {i: float(scores[i]) - POINT_COST for i in pool}
    forced: dict[int, str] = {lead: "lead"}
    banned: set[int] = set()
    chosen: dict[int, int] = {}
    for _ in range(len(pool) + 1):
        chosen = _knapsack([i for i in pool if i not in banned], forms, worth, set(forced), words)
        loose = next(
            (
                i
                for i in sorted(chosen)
                if i != lead
                and i > 0
                and leans(texts[i], texts[i - 1], language=language)
                and i - 1 not in chosen
                and not _resolved(i, chosen, texts)
            ),
            None,
        )
        if loose is None:
            break
        before = loose - 1
        # Either the sentence before comes along, or the loose one goes: whichever leaves the brief worth more.
        without = _knapsack([i for i in pool if i not in banned | {loose}], forms, worth, set(forced) - {loose}, words)
        pair = {before, loose} | set(forced)
        fits = (
            before in forms
            and before not in banned
            and sum(forms[j][-1].cost for j in pair) < words
            and not leans(texts[before], texts[before - 1] if before else "", language=language)
        )
        both = _knapsack([i for i in pool if i not in banned], forms, worth, pair, words) if fits else {}
        if fits and _value(both, forms, worth) > _value(without, forms, worth):
            forced[before] = "context"
            forced.setdefault(loose, "key")
        else:
            banned.add(loose)
            forced.pop(loose, None)
    return [(forms[i][k], forced.get(i, "key")) for i, k in chosen.items()]


def _value(chosen: dict[int, int], forms: dict[int, list[_Form]], worth: dict[int, float]) -> float:
    return sum(worth[i] * forms[i][k].worth ** DEPTH for i, k in chosen.items())


def _resolved(i: int, chosen: dict[int, int], texts: Sequence[str]) -> bool:
    """该项目 after a chosen sentence that names a 项目, with nothing between that names another, needs nothing more."""
    m = re.match(r"(?:该|此|这一?个?)([\u4e00-\u9fff]{2})", texts[i])
    if not m:
        return False
    for j in range(i - 1, -1, -1):
        if m.group(1) in texts[j]:
            return j in chosen
    return False


def _knapsack(
    pool: Sequence[int], forms: dict[int, list[_Form]], worth: dict[int, float], forced: set[int], words: int
) -> dict[int, int]:
    """The exact best choice: at most one form of each sentence, one of each forced one, at most `words` in all.

    Multiple-choice knapsack by dynamic programming over whole words: |pool| x forms x words steps. A lead longer than the budget
    is taken in its shortest form and nothing else.
    """
    floor = sum(forms[i][-1].cost for i in pool if i in forced)
    size = max(int(words), int(np.ceil(floor)))
    best = np.full(size + 1, -np.inf)
    best[0] = 0.0
    back: list[np.ndarray] = []
    for i in pool:
        now = np.full(size + 1, -np.inf) if i in forced else best.copy()
        take = np.full(size + 1, -1)
        for k, form in enumerate(forms[i]):
            cost = int(np.ceil(form.cost))
            if cost > size:
                continue
            gain = max(worth[i], 0.01 if i in forced else -1.0) * form.worth**DEPTH
            if i not in forced and worth[i] <= 0:
                continue
            moved = np.full(size + 1, -np.inf)
            moved[cost:] = best[: size + 1 - cost] + gain
            better = moved > now + 1e-9
            now[better], take[better] = moved[better], k
        best = now
        back.append(take)
    if not np.isfinite(best).any():  # rounding up of costs left no room for all that is forced
        return {i: len(forms[i]) - 1 for i in pool if i in forced}
    at = int(np.argmax(best))
    chosen: dict[int, int] = {}
    for i, take in zip(reversed(pool), reversed(back), strict=True):
        k = int(take[at])
        if k >= 0:
            chosen[i] = k
            at -= int(np.ceil(forms[i][k].cost))
    return chosen


def _write(
    chosen: Sequence[tuple[_Form, str]], sentences: Sequence[Sentence], scores: np.ndarray, lead: int, language: str
) -> tuple[Selected, ...]:
    """Lead first, the rest in source order, which editors' briefs follow (benchmarks/condense.py --order); posts on first mention only."""
    out: list[Selected] = []
    said = ""
    for form, tag in sorted(chosen, key=lambda c: (c[0].source != lead, c[0].source)):
        compressed, i = form.compressed, form.source
        sentence = sentences[i]
        if language != "en":
            posts = shorten_posts(compressed.text, said)
            if posts.cuts:
                compressed = _both(sentence.text, compressed, posts)
        said += compressed.text + "\n"
        text = compressed.text
        if language == "en":
            text = text[:1].upper() + text[1:]
        cuts = tuple((a + sentence.start, b + sentence.start) for a, b in compressed.cuts)
        out.append(Selected(sentence, text, cuts, round(float(scores[i]), 4), (tag, *dict.fromkeys(compressed.rules))))
    return tuple(out)
