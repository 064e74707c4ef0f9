"""What a second decoding is told, because the first lost it or did not know it: terms, figures and names, with what to write for each."""

from __future__ import annotations

import re

from facts.document import SentenceInput
from facts.names.romanization import romanized
from jianbao import han
from translate.check.report import LOST, LinkKind, Reason, Report, Span
from translate.preparation import Span as Held

QUOTED = re.compile(rf"[“「‘《]([{han.CLASS}]{{2,6}}?)(?:[一二三四五六七八九十百\d]*号)?[”」’》]")
"""What a Chinese text has in quotation marks: 晋星 of “晋星一号”."""
STRANGE = frozenset({Reason.INVENTED_SPELLING, Reason.INVENTED_PLACE, Reason.INVENTED_NAME, Reason.NAME_SPELLED})
"""Reasons that speak of a name that the source has not."""
KNOWN = frozenset({Reason.NAME_SPELLED, Reason.NAME_POST})
"""Reasons that say which characters were garbled, and what they are in English."""
QUOTES = "\"“”'‘’"


def held(report: Report, s: SentenceInput, text: str) -> list[Held]:
    """Firm terms and strong quantities that a translation lost or changed; where it has a name that the source has not, names as well.

    What was garbled is told as it should be: a name by its sound, a post by its English.
    """
    spans = _lost(report, s)
    told = [(*f.source, str(f.value("expected"))) for f in report.findings if f.reason in KNOWN and f.source]
    spans += [span for span in told if not any(_touch(span, other) for other in spans)]
    strange = [f.target for f in report.findings if f.reason in STRANGE and f.target is not None]
    if strange:
        spans += [span for span in _names(report, s, text, strange) if not any(_touch(span, other) for other in spans)]
    return spans


def _lost(report: Report, s: SentenceInput) -> list[Held]:
    firm = {(m.start, m.end) for m in s.terms if m.term.firm}
    return [
        (*link.source, link.expected)
        for link in report.links
        if link.status in LOST
        and (
            (link.kind is LinkKind.TERM and link.source in firm)
            or (link.quantity is not None and not link.quantity.weak)
        )
    ]


def _names(report: Report, s: SentenceInput, text: str, strange: list[Span]) -> list[Held]:
    """Names that the finders are not sure of, as one of them is what the model garbled; a word in quotation marks by its sound."""
    named = {(p.start, p.end) for p in s.people} | {(m.start, m.end) for m in s.terms if m.term.target[:1].isupper()}
    spans = [
        (*link.source, link.expected)
        for link in report.links
        if link.status in LOST and link.source in named and link.expected
    ]
    quoted = list(QUOTED.finditer(s.text))
    if len(quoted) == 1 and any(_inside_quotes(text, span) for span in strange):
        spans.append((*quoted[0].span(1), romanized(quoted[0].group(1))))
    return spans


def _inside_quotes(text: str, span: Span) -> bool:
    """Whether a quotation mark stands before the span and one after it, with nothing but a name between."""
    return text[: span[0]].rstrip()[-1:] in QUOTES and any(c in QUOTES for c in text[span[1] : span[1] + 20])


def _touch(a: Held, b: Held) -> bool:
    return a[0] < b[1] and b[0] < a[1]
