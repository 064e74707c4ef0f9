"""What editors have done: releases with key sentences, news items with briefs, and articles with briefs, told spans and facts."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from jianbao.sentences import Sentence
from summarize import clean, sentences_of
from summarize.extract.assessment import plain
from summarize.extract.lists import joined


@dataclass(frozen=True, slots=True)
class Document:
    """title; sentences, key or not (1 or 0)."""

    title: str
    sentences: tuple[Sentence, ...]
    key: np.ndarray


@dataclass(frozen=True, slots=True)
class Article:
    """An article with an editor's brief.

    told: spans of `body` that the brief tells, in its order; facts: (exact Chinese, core, English patterns); keys: its key sentences.
    """

    name: str
    title: str
    body: str
    sentences: tuple[Sentence, ...]
    told: tuple[tuple[int, int], ...]
    facts: tuple[tuple[str, bool, tuple[str, ...]], ...]
    keys: tuple[str, ...]
    headline: str
    brief: str
    kind: str = field(default="other")


KINDS = {
    "disaster": "地震|洪|暴雨|台风|火灾|爆炸|事故|遇难|救援|疫情|病例|坠|灾",
    "abroad": "外交|总统|总理|美国|俄|乌克兰|联合国|以色列|欧盟|大使|国防部|议院|北约|中方",
    "sport and culture": "足球|比赛|锦标赛|冠军|电影|展览|博物馆|文物|音乐|艺术|文旅|非遗|演出|赛事",
    "school": "大学|学院|学校|师生|教育|校长|教师|招生",
    "business": "公司|集团|银行|市场|价格|营收|股|投资|企业|产业",
    "party": "党委|党建|党员|党组|主题教育|组织部|习近平",
    "government": "省|市|县|区|部门|办法|通知|规划|政策",
}
"""Words that tell the kinds of sources apart, for cross-validation by kind."""


def kind_of(title: str, body: str) -> str:
    """The kind of source: the one whose words are most frequent at the start, the title counting three times."""
    text = title * 3 + body[:400]
    counts = {kind: len(re.findall(words, text)) for kind, words in KINDS.items()}
    best = max(counts, key=lambda k: counts[k])
    return best if counts[best] > 1 else "other"


def articles(folder: Path) -> list[Article]:
    """The articles of a folder of fact sheets, in the form of briefs-train; those without told spans have none."""
    found = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        body = row["body_zh"]
        places = [(body.find(span), len(span)) for span in row.get("told", ())]
        found.append(
            Article(
                path.stem, row["title_zh"], body,
                tuple(joined([s for s in sentences_of(body, clean(body)) if plain(s.text)])),
                tuple((at, at + size) for at, size in places if at >= 0),
                tuple((f["zh"], bool(f["core"]), tuple(f["en"])) for f in row["facts"]),
                tuple(row["key_sentences"]), row["headline_en"], row["brief_en"], kind_of(row["title_zh"], body),
            )
        )  # fmt: skip
    return found


def documents(path: Path, *, language: str = "zh") -> list[Document]:
    """The documents of a releases file; those without a key sentence are left out, and so are subheads."""
    column = 2 if language == "en" else 1
    found: list[Document] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("# ")]
        body = [n for n, row in enumerate(rows) if row[0] in "KB"]
        if not body or not any(row[0] == "K" for row in rows):
            continue
        title = " ".join(row[column] for row in rows[: body[0]] if row[0] == "T")
        kept = [row for row in rows[body[0] :] if row[0] in "KB" and len(row) > column and row[column]]
        at, sentences = 0, []
        for n, row in enumerate(kept):
            sentences.append(Sentence(row[column], at, at + len(row[column]), n))
            at += len(row[column]) + 1
        found.append(Document(title, tuple(sentences), np.array([row[0] == "K" for row in kept], float)))
    return found


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring characters, without marks and spaces."""
    text = re.sub(r"[\s，。、；：！？“”‘’《》（）()\[\]…—\-,.:;!?\"']", "", text)
    return {text[i : i + 2] for i in range(len(text) - 1)}


DRAWN, MOST = 0.12, 3
"""A sentence is key where it adds this share of the brief's bigrams to those of better ones; so many of an article at most."""


def news(path: Path) -> list[Document]:
    """News items with an editor's brief: the sentences that it draws on are key.

    Those of one sentence, or with none drawn on, are left out.
    """
    found: list[Document] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences = [s for s in sentences_of(row["document"], clean(row["document"])) if plain(s.text)]
        key = drawn_on(sentences, row["summary"])
        if key.any() and len(key) > 1:
            found.append(Document(row["title"], tuple(sentences), key))
    return found


def drawn_on(sentences: Sequence[Sentence], brief: str) -> np.ndarray:
    """1 for each sentence that the brief draws on: (n,)."""
    wanted = bigrams(brief)
    shared = [bigrams(s.text) & wanted for s in sentences]
    key = np.zeros(len(sentences))
    covered: set[str] = set()
    for _ in range(min(MOST, len(sentences))):
        gains = [len(s - covered) for s in shared]
        best = int(np.argmax(gains))
        if gains[best] < max(3, DRAWN * len(wanted)):
            break
        key[best] = 1.0
        covered |= shared[best]
    return key
