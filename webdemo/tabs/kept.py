"""What the browser keeps of a tab over a reload: the values of its components, and who its visitor is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import gradio as gr

_VISITOR = re.compile(r"[0-9a-f]{32}")


def keep(blocks: gr.Blocks, name: str, components: Sequence[Any]) -> Any:
    """Have the browser keep the values of components under a name; the event that puts them back when the page is opened."""
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    shown = list(components)
    gr.on(
        [c.change for c in shown], None, shown, None, js=f"(...values) => {{ jianbao.keepForm('{name}', values); }}", **quiet
    )  # fmt: skip
    return blocks.load(None, shown, shown, js=f"(...values) => jianbao.formRestored('{name}', values)", **quiet)


def visitor(given: str | None, session: str | None) -> str:
    """Whose request this is: by the secret of their tab of the browser, which outlives a reload, else by the session, which does not."""
    return given if given and _VISITOR.fullmatch(given) else session or ""
