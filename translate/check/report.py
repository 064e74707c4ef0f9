"""What the check has to say about one translation, as values: findings, links and changes. `messages` puts them into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from facts.quantities import Pair, Quantity

Span = tuple[int, int]


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span has a character in common with another one."""
    return any(a < span[1] and span[0] < b for a, b in others)


"""Start and end of a part of a text, in characters."""

Value = str | int | float | tuple[str, ...]
"""What a field of a finding holds. Several strings are told one after the other."""


class Severity(StrEnum):
    """ERROR: something in the translation is wrong or missing. WARNING: it may be. INFO: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FindingKind(StrEnum):
    """What a finding is about."""

    QUANTITY = "quantity"
    HEDGE = "hedge"
    IDENTIFIER = "identifier"
    NAME = "name"
    TERM = "term"
    INVENTED = "invented"
    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    UNTRANSLATED = "untranslated"
    REPETITION = "repetition"
    LENGTH = "length"
    COVERAGE = "coverage"
    UNSURE = "unsure"
    REPAIR = "repair"
    NOTE = "note"
    DATELINE = "dateline"
    UNSUPPORTED = "unsupported"
    FALLBACK = "fallback"
    UNSOURCED = "unsourced"
    DIRECTION = "direction"
    POLARITY = "polarity"


class Reason(StrEnum):
    """Why there is a finding: `kind.name`. Each reason has one wording in the table of each language."""

    QUANTITY_MISSING = "quantity.missing"
    QUANTITY_MAGNITUDE = "quantity.magnitude"
    QUANTITY_SIGN = "quantity.sign"
    QUANTITY_UNIT = "quantity.unit"
    QUANTITY_VALUE = "quantity.value"
    QUANTITY_WEAK = "quantity.weak"
    QUANTITY_LOST = "quantity.lost"
    QUANTITY_SEVERAL = "quantity.several"
    QUANTITY_SWAPPED = "quantity.swapped"
    QUANTITY_ROLE = "quantity.role"
    QUANTITY_DAY = "quantity.day"
    QUANTITY_WEEKDAY = "quantity.weekday"
    QUANTITY_PART = "quantity.part"
    QUANTITY_MONTH = "quantity.month"
    QUANTITY_MISTRANSLATED = "quantity.mistranslated"
    IDENTIFIER_DIFFERS = "identifier.differs"
    IDENTIFIER_MISSING = "identifier.missing"
    HEDGE_DIFFERS = "hedge.differs"
    NAME_MISSING = "name.missing"
    NAME_TURNED = "name.turned"
    NAME_SWAPPED = "name.swapped"
    NAME_UNCHECKED = "name.unchecked"
    NAME_SPELLED = "name.spelled"
    NAME_PART = "name.part"
    NAME_OTHER = "name.other"
    NAME_POST = "name.post"
    NAME_SEVERAL = "name.several"
    TERM_LISTED = "term.listed"
    TERM_USUAL = "term.usual"
    INVENTED_QUANTITY = "invented.quantity"
    INVENTED_YEAR = "invented.year"
    INVENTED_PLACE = "invented.place"
    INVENTED_CLAUSE = "invented.clause"
    INVENTED_NAME = "invented.name"
    INVENTED_BODY = "invented.body"
    INVENTED_SPELLING = "invented.spelling"
    EMPTY_SENTENCE = "empty.sentence"
    EMPTY_ARTICLE = "empty.article"
    INCOMPLETE_TRANSLATION = "incomplete.translation"
    INCOMPLETE_SUMMARY = "incomplete.summary"
    INCOMPLETE_PASSAGE = "incomplete.passage"
    UNTRANSLATED_CHINESE = "untranslated.chinese"
    UNTRANSLATED_ALL = "untranslated.all"
    REPETITION_WORDS = "repetition.words"
    REPETITION_JOINED = "repetition.joined"
    LENGTH_SHORT = "length.short"
    LENGTH_LONG = "length.long"
    COVERAGE_CLAUSE = "coverage.clause"
    COVERAGE_SENTENCES = "coverage.sentences"
    COVERAGE_SENTENCE = "coverage.sentence"
    UNSURE_SENTENCE = "unsure.sentence"
    UNSURE_WORDS = "unsure.words"
    REPAIR_DONE = "repair.done"
    NOTE_ADDED = "note.added"
    DATELINE_MONTH = "dateline.month"
    UNSUPPORTED_FIGURE = "unsupported.figure"
    UNSUPPORTED_NAME = "unsupported.name"
    UNSUPPORTED_SENTENCE = "unsupported.sentence"
    FALLBACK_SENTENCE = "fallback.sentence"
    FALLBACK_ALL = "fallback.all"
    UNSOURCED_LINE = "unsourced.line"
    DIRECTION_OPPOSITE = "direction.opposite"
    DIRECTION_UNTOLD = "direction.untold"
    DIRECTION_WORD = "direction.word"
    DIRECTION_ORDER = "direction.order"
    DIRECTION_LEVEL = "direction.level"
    DIRECTION_TURN = "direction.turn"
    DIRECTION_TURN_MISSING = "direction.turn_missing"
    POLARITY_DENIED = "polarity.denied"
    POLARITY_DONE = "polarity.done"
    POLARITY_PLANNED = "polarity.planned"
    POLARITY_ADDED = "polarity.added"
    POLARITY_CONTRARY = "polarity.contrary"
    POLARITY_OTHER = "polarity.other"
    POLARITY_SIDES = "polarity.sides"

    @property
    def kind(self) -> FindingKind:
        """What a finding with this reason is about."""
        return FindingKind(self.value.partition(".")[0])


class Place(StrEnum):
    """Which part of a brief a finding is about. SENTENCE: the one that holds the finding. ARTICLE: the brief as a whole."""

    SENTENCE = "sentence"
    HEADLINE = "headline"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the check has to say.

    source, target: spans into the source and the target text, None where there is nothing to point at.
    values: what the wording of the reason names, sorted by name; `value` gives one. cause: the finding that led to this one.
    accepted: why an editor lets it stand, "" where no reason was given; None while nobody does.
    """

    reason: Reason
    severity: Severity
    source: Span | None = None
    target: Span | None = None
    values: tuple[tuple[str, Value], ...] = ()
    place: Place = Place.SENTENCE
    cause: Finding | None = None
    accepted: str | None = None

    @classmethod
    def of(
        cls,
        reason: Reason,
        severity: Severity,
        source: Span | None = None,
        target: Span | None = None,
        /,
        **values: Value,
    ) -> Finding:
        """A finding about a sentence, its values by name."""
        return cls(reason, severity, source, target, tuple(sorted(values.items())))

    @property
    def kind(self) -> FindingKind:
        """What the finding is about."""
        return self.reason.kind

    def value(self, name: str) -> Value | None:
        """One of the values; None where the finding has none of that name."""
        return dict(self.values).get(name)


class LinkKind(StrEnum):
    """What sort of fact a link is of."""

    QUANTITY = "quantity"
    NAME = "name"
    TERM = "term"


class LinkStatus(StrEnum):
    """How the translation has a fact. NOTED: it stands in a note in brackets."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"
    REPAIRED = "repaired"
    NOTED = "noted"


LOST = frozenset({LinkStatus.MISSING, LinkStatus.DIFFERS})
"""The translation does not say what the source says."""

KEPT = frozenset({LinkStatus.AGREES, LinkStatus.REPAIRED})
"""The translation says what the source says."""


@dataclass(frozen=True, slots=True)
class Link:
    """A fact of the source and its rendering.

    source, target: spans (target None where the fact is missing). expected: the rendering that is sure to be right.
    quantity: the value of the fact, where it is one.
    """

    kind: LinkKind
    source: Span
    target: Span | None
    expected: str
    status: LinkStatus
    quantity: Quantity | None = None


class ChangeKind(StrEnum):
    """What was done to a translation. REPAIRED: a part of it was rewritten. NOTED: a fact was added in brackets."""

    REPAIRED = "repaired"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a translation for the sake of one fact.

    fact: the fact as the source has it. before, after: what the translation said and says; before is empty where nothing was there.
    """

    kind: ChangeKind
    fact: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Report:
    """What `check` found. pairs: the aligned quantities, for `repair`. penalty: 0 for a clean hypothesis, more for a worse one."""

    findings: tuple[Finding, ...]
    links: tuple[Link, ...]
    pairs: tuple[Pair, ...] = ()
    penalty: float = 0.0

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(f.severity is Severity.ERROR for f in self.findings)
