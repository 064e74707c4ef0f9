"""What is no announcement: verse, quotations, an essay, a speech, a contract, code, one sentence. The reader is told, not given nonsense.

Verse, quotations and essays are told apart by what announcements have and these have not: sentences that name a day, a body, a person, a
place or an amount. Speeches, contracts and code show their form: who is addressed, 甲方 and 乙方, braces and keywords.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from jianbao.sentences import Sentence
from summarize.extract.units import mentions

NEWS = frozenset(["money", "percent", "count", "figure", "date", "time", "person", "place", "body"])
FEW = 4
"""Sentences below which nothing but their number can be said of a text."""
POOR = 0.12
"""Share of sentences with news in them below which a text is no announcement: of 104 news items and 300 releases the poorest has 0.18."""
SHORT_LINE = 22
SHORT_LINES = 0.8
QUOTED = 0.6
"""Share of sentences that are quotations from which a text is a list of them."""
CODED = 0.4
"""Share of lines that look like code from which a text is code."""
PARTIES = 0.2
"""Share of sentences that name the parties from which a text is a contract."""
SPOKEN = 0.3
"""Share of sentences in which somebody says I, we or you outside quotations from which a text that greets its hearers is their speech."""
READ = 60
"""Sentences from the start that are looked at."""
_WEAK = re.compile(r"[一两半]|[^\d]{1,2}$|[a-z]+$")
_QUOTATION = re.compile(r"^[“\"「][^”\"」]+[”\"」]|(?:——|—)\s*[\u4e00-\u9fff·]{2,12}[。]?$")
_CODE = re.compile(
    r"[{}]\s*$|[)\]\"'}]\s*;\s*$|^\s*(?:def|class|import|from\s+\w+\s+import|return|for|while|if|else|elif|try|except|print|function|const|let|var|"
    r"public|private|static|void|int|#include|SELECT|INSERT|</?\w+[^>]*>)\b[^\u4e00-\u9fff]*$|^\s*[\w.\[\]]+\s*[+\-*/]?=[^=]|\w\(\S*\)\s*:?$"
)
_PARTY = re.compile(r"[甲乙丙]方|\bParty [AB]\b|\b(?:Lessor|Lessee|Licensor|Licensee)\b")
_CONTRACT = re.compile(r"本(?:合同|协议|租约)|双方|违约|\b[Tt]his (?:Agreement|Contract)\b")
_GREETING = re.compile(
    r"^(?:尊敬的|敬爱的|亲爱的|各位|同志们|朋友们|同学们|老师们|女士们|乡亲们|大家(?:早上|上午|下午|晚上)?好|"
    r"Ladies and |Dear |Good (?:morning|afternoon|evening))"
)
_NOTICE = re.compile(
    r"(?:公告|通知|通告|通报)如下|特此(?:公告|通知|通告)|(?:决定|宣布)[^，。]{0,12}(?:取消|延期|停[办运课])"
)
_SPEAKS = re.compile(r"我(?!国|市|省|县|区|校|院|军|党|方)|咱|你们|您|大家|同志们|同学们|\b(?:I|we|We|you|our|my)\b")
_INSIDE = re.compile(r"[“「][^”」]*[”」]")


class Genre(StrEnum):
    """What a text is, where it is no announcement."""

    VERSE = "verse"
    QUOTATIONS = "quotations"
    ESSAY = "essay"
    SPEECH = "speech"
    CONTRACT = "contract"
    CODE = "code"
    SENTENCE = "sentence"


def genre(sentences: Sequence[Sentence], *, language: str = "zh") -> Genre | None:
    """What the text is that these are the sentences of; None for an announcement, and for what is too short to tell."""
    read = sentences[:READ]
    if len(read) == 1:
        return Genre.SENTENCE
    if len(read) < FEW:
        return None
    form = _by_form([s.text for s in read])
    if form:
        return form
    quoted = sum(bool(_QUOTATION.search(s.text)) for s in read) / len(read)
    news = [sum(m.kind in NEWS and not _WEAK.match(m.key) for m in row) for row in mentions(read, language=language)]
    share = sum(n > 0 for n in news) / len(read)
    if quoted >= QUOTED and share < 3 * POOR:
        return Genre.QUOTATIONS
    if share >= POOR:
        return None
    lines = len({s.paragraph for s in read})
    short = sum(len(s.text) <= SHORT_LINE for s in read) / len(read)
    if short >= SHORT_LINES and lines >= 0.5 * len(read):
        return Genre.VERSE
    return Genre.ESSAY


def _by_form(texts: Sequence[str]) -> Genre | None:
    """Code, a contract or a speech, whatever news is in it."""

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.search(_INSIDE.sub("", t))) for t in texts) / len(texts)

    if sum(bool(_CODE.search(line)) for t in texts for line in t.split("\n")) >= CODED * len(texts):
        return Genre.CODE
    if share(_PARTY) >= PARTIES and share(_CONTRACT) > 0:
        return Genre.CONTRACT
    noticed = any(_NOTICE.search(t) for t in texts[: READ // 6])
    if not noticed and any(_GREETING.match(t) for t in texts[:3]) and share(_SPEAKS) >= SPOKEN:
        return Genre.SPEECH
    return None
