"""What goes wrong in decoding itself, whatever the text says: loops, nothing, half a sentence, the source come back."""

from __future__ import annotations

import re

from translate.check.findings import Finding, Severity

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+")
WORD = re.compile(r"[A-Za-z0-9][\w'’.,-]*|[\u4e00-\u9fff]")

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

# English words a Han character. Human translations: releases of the project (5,948 sentences of 15 characters and more) mean 0.85, 0.5th and
# 99.5th percentile 0.52 and 1.30; flores-dev (997 sentences) mean 0.62, 0.39 and 1.06. Outside of these bounds something was left out or made up.
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
        if seen.setdefault(gram, i) <= i - 6:
            return words[i][1], words[i + 5][2]
    return None


def joined_twice(text: str) -> tuple[int, int] | None:
    """Span of `X and X`: a word joined with itself, which a weak model says where it knows no second word."""
    for m in re.finditer(r"\b([A-Za-z]{3,}) (?:and|or) \1\b", text):
        if m.group(1).lower() not in IDIOMS:
            return m.span()
    return None


def decoding_findings(source: str, target: str, *, complete: bool = True, target_language: str = "en") -> list[Finding]:
    """Findings that need no knowledge of facts.

    Kinds: empty, incomplete, untranslated, repetition, length. Severity: error where the text is unusable as it stands.
    """
    if not target.strip():
        return [Finding("empty", Severity.ERROR, "The model gave no text for this sentence.", (0, len(source)))]
    found = []
    if not complete:
        found.append(Finding("incomplete", Severity.ERROR, "The model stopped in the middle of this sentence."))
    if target_language == "en":
        found += [
            Finding("untranslated", Severity.ERROR, f"Chinese is left in the English: {m.group()}", None, m.span())
            for m in HAN.finditer(target)
        ]
    elif not HAN.search(target) and re.search(r"[a-z]{2} [a-z]{2}", target):
        found.append(
            Finding("untranslated", Severity.ERROR, "There is no Chinese in the translation.", None, (0, len(target)))
        )
    span = repeated(target)
    if span and not repeated(source):
        found.append(
            Finding(
                "repetition", Severity.ERROR, f"The English repeats itself: {target[span[0] : span[1]]!r}", None, span
            )
        )
    elif target_language == "en" and (span := joined_twice(target)):
        found.append(
            Finding(
                "repetition",
                Severity.WARNING,
                f"A word is joined with itself: {target[span[0] : span[1]]!r}",
                None,
                span,
            )
        )
    if target_language == "en":
        characters = sum(len(m) for m in HAN.findall(source))
        words = len(target.split())
        low, high = WORDS_PER_CHARACTER
        if characters >= 15 and words < low * characters:
            found.append(
                Finding(
                    "length",
                    Severity.WARNING,
                    f"The English is short for its source ({words} words for {characters} characters): part of it may be missing.",
                )
            )
        elif characters >= 15 and words > high * (characters + 8):
            found.append(
                Finding(
                    "length",
                    Severity.WARNING,
                    f"The English is long for its source ({words} words for {characters} characters): part of it may be made up.",
                )
            )
    return found
