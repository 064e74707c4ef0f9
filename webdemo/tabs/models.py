"""The last tab: the models."""

from __future__ import annotations

import gradio as gr

from webdemo import choices, views
from webdemo.i18n.words import Words


def models_tab(words: Words) -> None:
    """Which models there are."""
    words.say(gr.HTML, texts={"value": lambda la: views.models(choices.models(), la)}, elem_id="models-table")
