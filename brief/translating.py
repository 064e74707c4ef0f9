"""The step translate: a plan's sentences in slices, the brief's own first, so that it can be read while the rest is at work.

Where there is a quick translator too, its sketch of the brief's own sentences comes first: an event `sketch` with it as the value.
A slice is what the engine decodes at once, whoever watches: the same article is the same batches everywhere. The first ones of a slow
engine are small, so that somebody who waits has a point to read, then a headline.
"""

from __future__ import annotations

from brief.assembly import assembled
from brief.brief import Brief
from brief.path import Event, Kit, Steps, sliced
from brief.plan import Plan, Translated
from brief.review import checked
from brief.sketching import sketches
from facts.document import SentenceInput
from translate.translation import Translation


def translate(plan: Plan, kit: Kit) -> Steps[Translated]:
    """Translate and check all that a plan needs; each event can make the brief as it is by then."""
    done: dict[SentenceInput, Translation] = {}
    total = len(plan.inputs)

    def event(step: str, value: Brief | None = None) -> Event:
        so_far = Translated(plan, dict(done))
        return Event(step, len(done), total, value, lambda: assembled(checked(so_far, kit), kit))

    yield event("translate")
    for sketch in sketches(plan, kit.sketcher, kit) if kit.sketcher else ():
        yield event("sketch", sketch)
    size = kit.translator.at_once
    for step, inputs, opening in (("translate", plan.first, kit.translator.opening), ("full", plan.rest, ())):
        for part in sliced(inputs, size, opening=opening):
            done.update(zip(part, kit.translator.translate(part), strict=True))
            yield event(step)
    return Translated(plan, done)
