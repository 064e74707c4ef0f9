"""What goes wrong in decoding itself, whatever the text says: loops, nothing, half a sentence, the source come back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jianbao.deadline import ask
from translate.check.report import Finding, Reason, Severity

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
WORD = re.compile(r"[A-Za-z0-9][\w'’.,-]*|[\u4e00-\u9fff]")

GLUED = re.compile(r"(?<![\w.,-])\d+[A-Z][a-z]{3,}")
"""A figure with a word behind it and no blank between (9Strong), which a small model leaves where a title begins."""

IDIOMS = frozenset(
    {
        "again",
        "more",
        "over",
        "years",
        "better",
        "through",
        "bigger",
        "less",
        "thousands",
        "hundreds",
        "millions",
        "round",
    }
)

# English words a Han character. Human translations: releases of the project (5,948 sentences of 15 characters and
# more) mean 0.85, 0.5th and 99.5th percentile 0.52 and 1.30; flores-dev (997 sentences) mean 0.62, 0.39 and 1.06.
# Outside of these bounds something was left out or made up.
WORDS_PER_CHARACTER = (0.34, 1.35)


def repeated(text: str) -> tuple[int, int] | None:
    """Span of a repetition that no writer writes: a word or a pair three times in a row, three to five words twice in a row, or six
    words twice anywhere."""
    bare = [(m.group().rstrip(".,'’-"), m.start()) for m in WORD.finditer(text)]
    words = [(word.lower(), start, start + len(word)) for word, start in bare]
    plain = [w for w, _, _ in words]
    first: tuple[int, int, int] | None = (
        None  # of the repetition that begins first: its first word, the second time, the last word
    )
    for n, times in ((1, 3), (2, 3), (3, 2), (4, 2), (5, 2)):
        ask()
        run = 0
        for k in range(n, len(plain)):
            run = run + 1 if plain[k] == plain[k - n] else 0
            if run == n * (times - 1):
                start = k - n * times + 1
                if first is None or start < first[0]:
                    first = start, start + n, k
                break
    if first:
        return words[first[1]][1], words[first[2]][2]
    seen: dict[tuple[str, ...], int] = {}
    for i in range(len(plain) - 5):
        gram = tuple(plain[i : i + 6])
        first_at = seen.setdefault(gram, i)
        if first_at <= i - 6 and not _of_other_figures(plain, first_at, i):
            return words[i][1], words[i + 5][2]
    return None


def _of_other_figures(words: Sequence[str], one: int, other: int) -> bool:
    """Whether the same words stand behind two figures that differ: 320 million yuan in the third quarter of 2024, 280 million yuan in …"""
    while one and words[one] == words[other] and not words[one][:1].isdigit():
        one, other = one - 1, other - 1
    return words[one] != words[other] and words[one][:1].isdigit() and words[other][:1].isdigit()


def joined_twice(text: str) -> tuple[int, int] | None:
    """Span of `X and X`: a word joined with itself, which a weak model says where it knows no second word."""
    for m in re.finditer(r"\b([A-Za-z]{3,}) (?:and|or) \1\b", text):
        if m.group(1).lower() not in IDIOMS:
            return m.span()
    return None


def chinese_left(target: str) -> list[Finding]:
    """The Chinese in an English text."""
    return [
        Finding.of(Reason.UNTRANSLATED_CHINESE, Severity.ERROR, None, m.span(), found=m.group())
        for m in HAN.finditer(target)
    ]


def decoding_findings(source: str, target: str, *, complete: bool = True, target_language: str = "en") -> list[Finding]:
    """Findings that need no knowledge of facts.

    Kinds: empty, incomplete, untranslated, repetition, length. Severity: error where the text is unusable as it stands.
    """
    if not target.strip():
        return [Finding.of(Reason.EMPTY_SENTENCE, Severity.ERROR, (0, len(source)))]
    found = []
    if not complete:
        found.append(Finding.of(Reason.INCOMPLETE_TRANSLATION, Severity.ERROR))
    if target_language == "en":
        found += chinese_left(target)
        found += [
            Finding.of(Reason.INVENTED_QUANTITY, Severity.ERROR, None, m.span(), found=m.group())
            for m in GLUED.finditer(target)
            if m.group() not in source
        ]
    elif not HAN.search(target) and re.search(r"[a-z]{2} [a-z]{2}", target):
        found.append(Finding.of(Reason.UNTRANSLATED_ALL, Severity.ERROR, None, (0, len(target))))
    span = repeated(target)
    if span and not repeated(source):
        found.append(Finding.of(Reason.REPETITION_WORDS, Severity.ERROR, None, span, found=target[slice(*span)]))
    elif target_language == "en" and (span := joined_twice(target)):
        found.append(Finding.of(Reason.REPETITION_JOINED, Severity.WARNING, None, span, found=target[slice(*span)]))
    if target_language == "en":
        characters = sum(len(m) for m in HAN.findall(source))
        words = len(target.split())
        low, high = WORDS_PER_CHARACTER
        if characters >= 15 and words < low * characters:
            found.append(Finding.of(Reason.LENGTH_SHORT, Severity.WARNING, words=words, characters=characters))
        elif characters >= 15 and words > high * (characters + 8):
            found.append(Finding.of(Reason.LENGTH_LONG, Severity.WARNING, words=words, characters=characters))
    return found
