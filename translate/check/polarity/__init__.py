"""Does a translation say the same way round what its source says? Directions of figures, turns, denials, plans.

`check/words.tsv` has the words, `check/words.py` reads them, `direction`, `turns` and `assertion` compare; `contraries` has words that
were told for their opposites, `sorts` things that were told for others of their sort. Chinese to English only.
"""

from __future__ import annotations

from collections.abc import Sequence

from facts.quantities import Pair
from translate.check.polarity.assertion import added_findings, denial_findings, plan_findings, planned_findings
from translate.check.polarity.contraries import contrary_findings
from translate.check.polarity.direction import direction_findings
from translate.check.polarity.sorts import sort_findings
from translate.check.polarity.turns import turn_findings
from translate.check.report import Finding

__all__ = ["polarity_findings"]


def polarity_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Everything of a Chinese source that its English tells the other way round. pairs: the aligned quantities of both."""
    return [
        *direction_findings(source, target, pairs),
        *turn_findings(source, target, pairs),
        *denial_findings(source, target),
        *added_findings(source, target),
        *plan_findings(source, target, pairs),
        *planned_findings(source, target),
        *contrary_findings(source, target),
        *sort_findings(source, target),
    ]
