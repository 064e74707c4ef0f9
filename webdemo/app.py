"""The page: its head, five tabs, the endpoints, and the language that all of it speaks."""

from __future__ import annotations

from typing import Any

import gradio as gr

from webdemo import limits, views
from webdemo.endpoints.api import offer
from webdemo.events import QUICK
from webdemo.i18n import own
from webdemo.i18n.texts import LANGUAGES, text
from webdemo.i18n.words import Words, preferred
from webdemo.runs import Runs
from webdemo.tabs.brief import HERE, BriefTab
from webdemo.tabs.check import CheckTab
from webdemo.tabs.files import FilesTab
from webdemo.tabs.models import models_tab
from webdemo.tabs.parts import parts_tab
from webdemo.workspace import Workspace

SPEAK = "document.documentElement.lang = chosen === 'zh' ? 'zh-Hans' : 'en'; jianbao.speak(chosen);"
"""So that screen readers and fonts follow the interface language."""
ANNOUNCE = (
    "for (const id of ['check-status', 'parts-status', 'files-status']) "
    "document.getElementById(id)?.setAttribute('role', 'status');"
)
"""So that screen readers tell what the progress says."""


def build(workspace: Workspace) -> gr.Blocks:
    """The whole demo, ready to be launched."""
    words = Words()
    sessions = [Runs() for _ in range(4)]
    with gr.Blocks(
        title="Jianbao 简报", analytics_enabled=False, delete_cache=(limits.KEEP_SECONDS, limits.KEEP_SECONDS)
    ) as blocks:
        kept = gr.BrowserState("", storage_key="jianbao-language", secret="jianbao")
        with gr.Row(elem_id="head"):
            with gr.Column(scale=1, min_width=240):
                words.say(gr.HTML, texts={"value": views.header})
            language = words.say(
                gr.Radio, texts={"label": "language"}, choices=list(LANGUAGES.items()), value="en",
                show_label=False, container=False, elem_id="language", min_width=150, scale=0,
            )  # fmt: skip
        with gr.Tabs() as tabs:
            with words.say(gr.Tab, texts={"label": "tab.brief"}, elem_id="tab-brief", id=HERE):
                tab = BriefTab(words, language, workspace, sessions[0], tabs)
            with words.say(gr.Tab, texts={"label": "tab.check"}, elem_id="tab-check"):
                pair = CheckTab(words, language, workspace, sessions[3])
            with words.say(gr.Tab, texts={"label": "tab.parts"}, elem_id="tab-parts"):
                parts_tab(words, language, workspace, sessions[1], blocks)
            with words.say(gr.Tab, texts={"label": "tab.files"}, elem_id="tab-files"):
                files = FilesTab(words, language, workspace, sessions[2], tab)
            with words.say(gr.Tab, texts={"label": "tab.models"}, elem_id="tab-models"):
                models_tab(words)

        def switch(chosen: str) -> dict[Any, Any]:
            return {**words.updates(chosen), kept: chosen}

        def first(saved: str, request: gr.Request) -> Any:
            chosen = saved if saved in LANGUAGES.values() else preferred(request.headers.get("accept-language", ""))
            if chosen == words.language:
                return gr.skip()
            return {**words.updates(chosen), language: gr.update(value=chosen, label=text("language", chosen))}

        speak = f"(chosen, ...rest) => {{ {SPEAK} return [chosen, ...rest]; }}"
        language.input(switch, [language], [*words.components, kept], js=speak, **QUICK)
        loaded = blocks.load(first, [kept], [language, *words.components], **QUICK)
        begin = f"(chosen) => {{ {SPEAK} {ANNOUNCE} ({own.SPEAK})(chosen); }}"
        loaded.then(None, [language], None, js=begin, api_visibility="private")

        # Whoever has changed it: the visitor, or what was kept from last time.
        language.change(None, [language], None, js=own.SPEAK, api_visibility="private")

        def gone(request: gr.Request) -> None:
            for runs in sessions:
                runs.stop(request.session_hash or "")
            files.left(request.session_hash or "")

        blocks.unload(gone)
        tab.restored(blocks)
        pair.restored(blocks)
        files.restored(blocks)
        offer(workspace)
    return blocks
