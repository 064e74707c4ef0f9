"""How the demo looks: one calm theme, light and dark, with the fonts of the reader's own machine, so that nothing is fetched."""

from __future__ import annotations

from typing import Any

from brief.render.page import STYLE
from webdemo import components
from webdemo.tabs.check_style import STYLE as CHECK_STYLE

SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Noto Sans",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "sans-serif",
)
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "Noto Sans Mono", "monospace")


def theme() -> Any:
    """Ink on paper, with one blue-green for what can be pressed."""
    import gradio as gr

    teal = gr.themes.Color(
        name="jade",
        c50="#eef7f6", c100="#d6ecea", c200="#aedad6", c300="#7fc2bc", c400="#4aa49d", c500="#23857e",
        c600="#13706a", c700="#0f5a56", c800="#0d4744", c900="#0b3836", c950="#062423",
    )  # fmt: skip
    base = gr.themes.Base(
        primary_hue=teal,
        secondary_hue=teal,
        neutral_hue="slate",
        radius_size="md",
        text_size="md",
        font=[gr.themes.Font(name) for name in SANS],
        font_mono=[gr.themes.Font(name) for name in MONO],
    )
    return base.set(
        body_background_fill="#f5f7f8",
        body_background_fill_dark="#10151b",
        body_text_color="#1c2530",
        body_text_color_dark="#e6ebf1",
        body_text_color_subdued="#51606f",
        body_text_color_subdued_dark="#a3b1bf",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#161c23",
        block_background_fill="#ffffff",
        block_background_fill_dark="#161c23",
        block_border_width="1px",
        block_border_color="#dbe2e8",
        block_border_color_dark="#2b3641",
        block_label_text_color="#33414e",
        block_label_text_color_dark="#c4cfda",
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_label_border_width="0px",
        block_title_text_color="#33414e",
        block_title_text_color_dark="#c4cfda",
        block_title_text_weight="600",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="#11171d",
        input_border_width="1px",
        input_border_color="#c3ccd5",
        input_border_color_dark="#3a4753",
        input_placeholder_color="#5f6d7a",
        input_placeholder_color_dark="#93a1af",
        button_primary_background_fill="#13706a",
        button_primary_background_fill_dark="#13706a",
        button_primary_background_fill_hover="#0f5a56",
        button_primary_background_fill_hover_dark="#1a857e",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
        button_cancel_background_fill="#a5281f",
        button_cancel_background_fill_dark="#a5281f",
        button_cancel_background_fill_hover="#8b1f17",
        button_cancel_background_fill_hover_dark="#c0392f",
        button_cancel_text_color="#ffffff",
        button_cancel_text_color_dark="#ffffff",
        link_text_color="#13706a",
        link_text_color_dark="#7fc2bc",
    )


CSS = (
    STYLE
    + CHECK_STYLE
    + f"html:root,html:root .dark{{--font:{', '.join(f if f.islower() else repr(f) for f in SANS)}}}"
    + """
html:has(body.dark){background:#10151b}
.gradio-container{max-width:1360px!important;width:100%!important;margin:0 auto!important;padding:0 16px!important;box-sizing:border-box}
.gradio-container .jb{background:transparent;font-size:15px}
.gradio-container .jb.card{border:1px solid var(--block-border-color);border-radius:var(--block-radius);
background:var(--block-background-fill);padding:14px 16px}
.gradio-container input:is([role=listbox],[role=combobox]){text-overflow:ellipsis;padding-right:26px!important}
#head{align-items:center;padding:18px 2px 6px;gap:8px 24px}
#head h1{font-size:1.45rem;line-height:1.2;margin:0;letter-spacing:.01em;color:var(--body-text-color)}
#head p{margin:2px 0 0;color:var(--body-text-color-subdued)}
#language{flex:0 0 auto;min-width:0!important;width:auto!important;border:0;background:transparent;padding:0}
#article textarea,#parts-text textarea,#parts-output textarea{line-height:1.7}
#upload .icon-wrap,#terms-file .icon-wrap,#files-drop .icon-wrap{display:none}#upload .or,#terms-file .or{display:inline;margin:0 .45em}
.jb .hint,.jb.hint{color:var(--soft);font-size:.9em;margin:.2em 0 .6em}
.jb h2.part{font-size:1em;margin:0 0 .2em;font-weight:650;color:inherit}
.jb .empty{padding:9vh 1.2em;text-align:center;color:var(--soft);border:1.5px dashed var(--line);border-radius:10px}
.jb .empty .glyph{font-size:2.6rem;line-height:1;color:var(--body-text-color-subdued);opacity:.55;margin-bottom:.35em}
.jb .empty h2{margin:.1em 0 .3em;color:var(--ink);font-size:1.15em}.jb .empty p{max-width:34em;margin:0 auto}
.jb .bar{height:6px;border-radius:3px;background:var(--line);overflow:hidden;margin:.5em 0 0}
.jb .bar>i{display:block;height:100%;background:var(--color-accent);transition:width .3s}
.jb .bar.unsure>i{width:30%;animation:jb-slide 1.6s ease-in-out infinite}
@keyframes jb-slide{0%{margin-left:-30%}100%{margin-left:100%}}
@media (prefers-reduced-motion:reduce){.jb .bar.unsure>i{animation:none;width:100%;opacity:.5}.jb .bar>i{transition:none}}
.jb .problem{border-left:4px solid var(--error);background:color-mix(in srgb,var(--error) 8%,transparent);padding:.7em 1em;
border-radius:6px;overflow-wrap:anywhere}
.jb .problem strong{display:block}
.jb .badge.good{color:#17683b}.dark .jb .badge.good{color:#7fd3a2}
.jb ul.findings{list-style:none;padding:0;margin:.5em 0 0}.jb ul.findings li{margin:.25em 0;overflow-wrap:anywhere}
.jb .scroll{overflow-x:auto}.jb td,.jb th{font-size:.93em}
.jb .scroll td,.jb .scroll th{min-width:3.6em;overflow-wrap:normal;border-width:0 0 1px}.jb .scroll td:nth-child(-n+3){min-width:6.5em}
.jb .scroll table,.jb .scroll tr,.jb .scroll th,.jb .scroll td{border-color:var(--line)!important}
.jb .scroll table{margin:0!important}
.jb .scroll table,.jb .scroll table *{border-left:0!important;border-right:0!important;border-top:0!important}
.jb .scroll th,.jb .scroll td{padding:.45em .9em .45em 0!important}
.jb th{color:var(--soft);font-weight:600}
#head .html-container,#models-table .html-container,#files-status .html-container,
#files-table .html-container,#files-zip .html-container{padding:0}
.jb .badge{border-radius:1em;padding:.1em .75em;font-size:.9em;border:1px solid currentColor}
#terms *{font-family:var(--font)!important}
button[role=tab].selected{color:#0f5a56!important}.dark button[role=tab].selected{color:#7fc2bc!important}
footer{opacity:.9}footer .divider{display:none!important}footer img{display:none!important}
@media (max-width:640px){.gradio-container{padding:0 8px!important}#head{padding-top:10px}.jb .empty{padding:5vh .8em}
}
"""
)


def head(*, tools: bool = False) -> str:
    """What goes into the page's head: all styles and all scripts, so that nothing is fetched."""
    return f"<style>{CSS}{components.style()}</style><script>{components.script(tools=tools)}</script>"
