"""A brief whose English was edited as one text, a point a line: which line belongs to which point, and what the check says now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial

from brief.brief import Brief, Point
from brief.editing import compared
from brief.figures import figures
from brief.render.page import translated
from facts.glossary.glossary import Glossary
from jianbao.signature import Signature
from translate.check.report import Finding, Place, Reason, Report, Severity

EDITED = Signature((("edited", ""),))


def edited(
    brief: Brief, headline: str, text: str, *, glossary: Glossary | None = None, context: Sequence[str] = ()
) -> Brief:
    """The brief with another headline and other points (`text`, one a line), each compared with the sentences that it stands for.

    A line that was only changed keeps its sources; lines that were joined or split have them together; one that is new has none, which
    is a finding. What was deleted is not missed. No model runs.
    glossary: the user's terms. context: sentences of the article, which make names known.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = " ".join(headline.split())
    if (headline, lines) == (" ".join(brief.headline.split()), [p.english.strip() for p in brief.points]):
        return brief
    matched = match([p.english for p in brief.points], lines)
    report = partial(compared, glossary=glossary, context=context)
    points = tuple(_point(line, [brief.points[i] for i in old], report) for old, line in matched)
    findings = brief.findings
    if headline != " ".join(brief.headline.split()):
        findings = tuple(f for f in findings if f.place is not Place.HEADLINE)
        source = "".join(s.chinese for s in brief.headline_sources)
        findings += tuple(
            replace(f, place=Place.HEADLINE)
            for f in report(source, headline).findings
            if f.severity is not Severity.INFO
        )
    return replace(
        brief,
        headline=headline,
        points=points,
        figures=figures(points),
        findings=findings,
        signature=str(Signature.parse(brief.signature) + EDITED),
    )


def match(old: Sequence[str], new: Sequence[str]) -> list[tuple[tuple[int, ...], str]]:
    """Each new line with the indices of the old ones that it stands for.

    Lines that are the same are themselves; between them, as many new lines as old ones belong together one by one, and otherwise
    each new line stands for all the old ones of the stretch that share words with it.
    """
    out: list[tuple[tuple[int, ...], str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            out += [((i,), new[j]) for i, j in zip(range(a, b), range(c, d), strict=True)]
        elif tag == "insert":
            out += [((), new[j]) for j in range(c, d)]
        elif tag == "replace":
            out += [(_alike(old, range(a, b), new[j]), new[j]) for j in range(c, d)]
    return out


def _alike(old: Sequence[str], among: range, line: str) -> tuple[int, ...]:
    words = set(re.findall(r"\w+", line.lower()))
    shares = {i: len(words & set(re.findall(r"\w+", old[i].lower()))) / max(1, len(words)) for i in among}
    best = max(shares.values())
    return tuple(i for i in among if shares[i] >= max(0.3, best / 2))


def _point(line: str, old: Sequence[Point], report: Callable[[str, str], Report]) -> Point:
    if not old:
        return Point(line, (), (Finding(Reason.UNSOURCED_LINE, Severity.WARNING),))
    if len(old) == 1 and old[0].english == line:
        return old[0]
    joined = Point(line, tuple(s for p in old for s in p.sources))
    made = report(translated(joined), line)
    return replace(joined, findings=made.findings, links=made.links)
