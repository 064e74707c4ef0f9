"""What style sheets say by variables, and elements that are closed until somebody opens them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.article import read_article
from reading.readers.variables import filled, inherited

TITLE = "临江市新能源基地二期投产"
BODY = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元，占地420亩，是全市今年投产的最大工业项目。"
LAST = "项目建成后可新增产值42亿元，带动就业1200人，其中本地居民占六成，并配套建设培训平台一个，惠及沿线居民。"
TEXT = "另有21.3亿元不得外传"


def is_shown(inside: str, *, sheet: str = "", head: str = "") -> bool:
    page = (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}<style>{sheet}</style></head><body><h1>{TITLE}</h1>"
        f'<div id="zoom"><p>{BODY}</p>{inside.format(TEXT)}<p>{LAST}</p></div></body></html>'
    )
    article = read_article("a.html", data=page.encode())
    assert BODY in article.text and LAST in article.text
    shown = TEXT in article.text
    assert [note.code for note in article.notes] == ([] if shown else ["reading.hidden"])
    return shown


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
    assert is_shown(f'<p style="{style}">{{}}</p>', sheet=sheet) is shown


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
