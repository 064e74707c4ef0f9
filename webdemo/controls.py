"""The recipe's options as controls of the page and parameters of its endpoints."""

from __future__ import annotations

from typing import Any

import gradio as gr

from brief.options import Option
from brief.recipe import Recipe
from webdemo import choices
from webdemo.i18n.texts import ENGLISH, text
from webdemo.i18n.words import Make, Words
from webdemo.offered import page_options

SLIDER_ENDS = {"length": 400}
"""Where a slider ends before the option does: beyond, a step is too small to be hit. The endpoint takes what the option takes."""


def control(words: Words, o: Option, **look: Any) -> Any:
    """The component that chooses an option: a slider, a list, a box to tick or one to write in."""
    label: dict[str, str | Make] = {"label": lambda language: o.label[language]}
    if o.name == "model":
        here = [row.name for row in choices.here() if ("zh", "en") in row.directions]
        return words.say(gr.Dropdown, texts=label, choices=here, value=Recipe().chosen_model, **look)
    if o.type is bool:
        return words.say(gr.Checkbox, texts=label, value=o.default, **look)
    if o.low is not None and o.high is not None:
        end = min(o.high, SLIDER_ENDS.get(o.name, o.high))
        step = 10 if o.high >= 100 else 1
        return words.say(gr.Slider, texts=label, minimum=o.low, maximum=end, step=step, value=o.default, **look)
    if o.choices:
        return words.say(
            gr.Dropdown, texts={**label, "choices": lambda language: _choices(o, language)}, value=o.default, **look
        )
    return words.say(gr.Textbox, texts=label, value=o.default or "", **look)


def controls(words: Words, *, prefix: str = "") -> dict[str, Any]:
    """A control for each option, by name: lists side by side, the others below one another. prefix: of their ids on the page."""
    made: dict[str, Any] = {}
    shown = page_options()
    lists = [o for o in shown if o.choices or o.name == "model"]
    for o in shown:
        if o not in lists:
            made[o.name] = control(words, o, elem_id=prefix + o.name)
        elif o is lists[0]:
            with gr.Row():
                for each in lists:
                    made[each.name] = control(words, each, elem_id=prefix + each.name, min_width=165)
    return {o.name: made[o.name] for o in shown}


def _choices(o: Option, language: str) -> list[tuple[str, str]]:
    keys = [(f"{o.name}.{choice}", choice) for choice in o.page_choices or o.choices]
    return [(text(key, language) if key in ENGLISH else choice, choice) for key, choice in keys]
