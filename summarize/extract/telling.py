"""How likely an editor tells each clause of an article: features of clauses, and the model that was fitted to what editors told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.clauses import Clause, parts
from summarize.extract.features import boilerplate, cues
from summarize.extract.groups import Group, groups
from summarize.extract.measures import terms
from summarize.extract.model import likelihood, model, predict
from summarize.extract.units import FIGURES, KINDS, NAMES, Mention

_WORDS = frozenset(["noun", "verb", "other"])
_ROLES = ("main", "predicate", "adverbial", "speaker", "bound")
_ITEM = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十]+[条，、]|[（(]?[一二三四五六七八九十]+[）)、]|\d+[.．、）]"
)
_COMMON = 5.0
"""The frequency (log) that is taken for a clause without a word whose frequency is known."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause, `start:end` of its sentence, and what share of it an editor would tell, 0 to 1."""

    start: int
    end: int
    share: float


def clause_table(
    sentences: Sequence[Sentence],
    found: Sequence[Sequence[Mention]],
    *,
    title: str,
    matrix: np.ndarray,
    names: Sequence[str],
) -> tuple[np.ndarray, list[str], list[tuple[int, int, int]]]:
    """Features (c, f) of the clauses of the sentences with units, their names, and (sentence, start, end) of each clause.

    matrix, names: the features of the sentences (`features.table`), which the clauses of each have too.
    """
    mentioned = Counter(m.key for row in found for m in row)
    seen: set[str] = set()
    head = set(terms(title))
    made: list[dict[str, float]] = []
    of: list[tuple[int, int, int]] = []
    for i, (sentence, row) in enumerate(zip(sentences, found, strict=True)):
        if not row:
            continue
        clauses, whole = parts(sentence.text), groups(sentence.text)
        for k, clause in enumerate(clauses):
            own = [m for m in row if clause.start <= m.start < clause.end]
            group = next((g for g in whole if g.start <= clause.start < g.end), None)
            made.append(
                {
                    "number": k,
                    "clauses": len(clauses),
                    "last": k == len(clauses) - 1,
                    "characters": len(clause.text),
                    "place in the sentence": clause.start,
                    "sentence's characters": len(sentence.text),
                    "sentence": i,
                    "depth": i / max(1, len(sentences) - 1),
                    "sentences": len(sentences),
                    **_shape(clause, sentence.text, group, whole),
                    **_units(own, seen, mentioned),
                    **_words(clause.text, head),
                }
            )
            of.append((i, clause.start, clause.end))
            seen |= {m.key for m in own}
    if not made:
        return np.zeros((0, 0)), [], []
    columns = [*made[0], *(f"sentence's {name}" for name in names)]
    own_rows = np.array([list(m.values()) for m in made], float)
    return np.hstack([own_rows, np.asarray(matrix, float)[[i for i, _, _ in of]]]), columns, of


def _shape(clause: Clause, text: str, group: Group | None, whole: Sequence[Group]) -> dict[str, float]:
    return {
        **{f"role: {r}": group is not None and group.role == r for r in _ROLES},
        "group's characters": group.end - group.start if group else 0,
        "ends with": "：:；;。".find(clause.text[-1]),
        "behind a speaker": any(g.role == "speaker" and g.end <= clause.start for g in whole),
        "item of a list": bool(_ITEM.match(clause.text)),
        "opens with a quotation": clause.text[0] in "“「\"",
        "sentence opens with a quotation": text[0] in "“「\"",
        "things listed": clause.text.count("、"),
    }  # fmt: skip


def _units(own: Sequence[Mention], seen: set[str], mentioned: Counter[str]) -> dict[str, float]:
    kinds = Counter(m.kind for m in own)
    new = [m.kind for m in own if m.key not in seen]
    common = [float(np.log1p(m.count)) for m in own if m.kind in _WORDS]
    return {
        **{f"kind: {k}": kinds[k] for k in KINDS},
        "units": len(own),
        "new": len(new),
        "new figures": sum(k in FIGURES for k in new),
        "new names": sum(k in NAMES for k in new),
        "mentions": max((mentioned[m.key] for m in own), default=0),
        "common (log)": float(np.mean(common)) if common else _COMMON,
    }


def _words(text: str, head: set[str]) -> dict[str, float]:
    own = set(terms(text))
    out: dict[str, float] = {
        "share of the title": len(own & head) / max(1, len(head)),
        "share in the title": len(own & head) / max(1, len(own)),
    }
    for group, name, pattern in cues("zh"):
        found = pattern.match(text) is not None if group == "openers" else len(pattern.findall(text))
        out[f"{group}: {name.rstrip('*')}"] = found
    return out | {f"boilerplate: {name}": n for name, n in boilerplate(text).items()}


def telling(
    sentences: Sequence[Sentence],
    found: Sequence[Sequence[Mention]],
    *,
    title: str,
    matrix: np.ndarray,
    names: Sequence[str],
    language: str,
) -> list[list[Told]]:
    """The clauses of each sentence with what an editor would tell of them; one a sentence in English, none for a sentence without units."""
    if language == "en":
        shares = likelihood(model("told", language=language), matrix, names)
        return [[Told(0, len(s.text), float(p))] for s, p in zip(sentences, shares, strict=True)]
    out: list[list[Told]] = [[] for _ in sentences]
    table, columns, of = clause_table(sentences, found, title=title, matrix=matrix, names=names)
    if of:
        shares = np.clip(predict(model("clause", language=language), table, columns), 0.0, 1.0)
        for (i, start, end), share in zip(of, shares.tolist(), strict=True):
            out[i].append(Told(start, end, share))
    return out
