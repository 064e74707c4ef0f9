"""What style sheets say by variables, and elements that are closed until somebody opens them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.readers.html.variables import filled, inherited
from tests.support.pages import is_shown


@pytest.mark.parametrize(
    ("sheet", "style", "shown"),
    [
        (":root{--bg:#fff}", "color:var(--bg)", False),
        (":root{--bg:#333}", "color:var(--bg)", True),
        ("html{--d:none}", "display:var(--d)", False),
        ("body{--D:None}", "display:VAR( --D )", False),
        (":root{--d:block}", "display:var(--d, none)", True),
        ("", "display:var(--x, none)", False),
        ("", "display:var(--x, var(--y, none))", False),
        ("", "display:var(--x)", True),
        ("", "display:var(--x, nosuch)", True),
        (":root{--d:none}", "display:var(--d, var(--x))", False),
        (":root{--a:var(--b);--b:var(--c,none)}", "display:var(--a)", False),
        (":root{--a:var(--b);--b:var(--a)}", "display:var(--a)", True),
        (":root{--a:var(--b);--b:var(--a)}", "display:var(--a, none)", False),
        (":root{--d:none}p{--d:block}", "display:var(--d)", True),
        (":root{--d:none}#zoom{--d:block}", "display:var(--d)", True),
        (":root{--d:block}#zoom{--d:none}", "display:var(--d)", False),
        (":root{--d:none}#zoom{--d:initial}", "display:var(--d)", True),
        (":root{--d:none}#zoom{--d:inherit}", "display:var(--d)", False),
        ("#zoom{--a:none;--b:var(--a)}p{--a:block}", "display:var(--b)", False),
        (":root{--d:none}", "--d:block;display:var(--d)", True),
        ("p{--d:none!important}", "--d:block;display:var(--d)", False),
        (".k{--d:none}", "display:var(--d,block)", True),
        ("@media print{:root{--d:none}}", "display:var(--d)", True),
        (":root{--h:0;--s:0%}", "color:hsl(var(--h) var(--s) 100%)", False),
        (":root{--r:255,255,255}", "color:rgba(var(--r),1)", False),
        (":root{--w:#fff}", "color:#fff;background:var(--g,#036)", True),
        (":root{--w:#fff}", "color:var(--w);background:var(--w)", False),
        (":root{--o:0}", "opacity:var(--o)", False),
        (":root{--z:0}", "font-size:var(--z)", False),
        (":root{--x:-9999px}", "position:absolute;left:var(--x)", False),
        (":root{--v:hidden}", "visibility:var(--v)", False),
        ("", "display:none;display:var(--nosuch)", True),
        (':root{--e:""}', "zoom:var(--nosuch,)", True),
        (":root .k{display:none}", "color:#333", True),
    ],
)
def test_what_a_variable_stands_for(sheet: str, style: str, shown: bool) -> None:
    assert is_shown(f'<p style="{style}">{{}}</p>', head=f"<style>{sheet}</style>") is shown


def test_a_variable_of_a_sheet_that_is_not_there_may_be_any() -> None:
    link = '<link rel="stylesheet" href="a.css">'
    assert is_shown('<p style="display:var(--x,none)">{}</p>', head=link) is False
    assert is_shown('<p style="display:var(--x)">{}</p>', head=link)
    assert is_shown('<p style="color:#fff;background:var(--x)">{}</p>', head=link)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<div popover>{}</div>", False),
        ('<div popover="manual">{}</div>', False),
        ('<div popover style="display:block">{}</div>', True),
        ("<dialog>{}</dialog>", False),
        ("<dialog open>{}</dialog>", True),
        ('<dialog style="display:block">{}</dialog>', True),
    ],
)
def test_what_is_closed_is_not_seen(inside: str, shown: bool) -> None:
    assert is_shown(inside) is shown


def test_variables_that_grow_without_end() -> None:
    style = {f"--v{n}": f"var(--v{n + 1})" * 20 for n in range(60)} | {"--v60": "x"}
    assert filled("var(--v0,none)", inherited(style, {})) == "none"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["--a", "--b", "--c"]), st.text("var(-abc),  x", max_size=40)),
    st.text("var(-abc), x", max_size=60),
)
def test_any_variables(style: dict[str, str], value: str) -> None:
    known = inherited(style, {})
    assert not any("var(" in said for said in known.values())
    assert "var(" not in (filled(value, known) or "")
