"""Which of several declarations holds, on which ground letters stand, and what a page puts where nobody looks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.article import read_article
from reading.readers.html.declarations import declared
from tests.support.pages import BODY, LAST, TEXT, is_shown


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("display:none;display:block", True), ("display:block;display:none", False), ("display:none!important;display:block", False),
        ("display:none;display:nosuch", False), ("display:none;display:inherit", True), ("visibility:hidden;visibility:visible", True),
        ("opacity:0;opacity:1", True), ("opacity:1;opacity:0", False), ("opacity:0.01", False),
        ("zoom:.01", False), ("letter-spacing:-1em", False),
        ("filter:blur(9px)", False), ("transform:scale(.02)", False), ("color:#fff;color:#333", True),
        ("color:#333;color:#fff", False), ("color:#fff;color:#ggg", False), ("font-size:1px", False), ("font-size:1pt", False),
        ("font-size:0.05em", False), ("font-size:12px", True), ("font-size:2", True), ("font:1px/1 serif", False), ("font:0/0 a", False),
        ("font-size:0;font:14px serif", True), ("display:no\\6e e", False), ("/*x*/display:none", False), ("display:/**/none", False),
        ("background:url(data:image/png;base64,display:none)", True), ("content:'display:none'", True), ("-x-display:none", True),
        ("position:absolute;clip:rect(0 0 0 0)", False), ("position:absolute;clip:rect(1px,1px,1px,1px)", False),
        ("clip:rect(0,0,0,0)", True), ("position:absolute;clip:rect(0,200px,40px,0)", True), ("clip-path:inset(100%)", False),
        ("clip-path:circle(0)", False), ("clip-path:circle(40%)", True), ("clip-path:polygon(0 0,0 0,0 0)", False),
        ("position:absolute;left:-9999px", False), ("position:fixed;top:-200vh", False), ("left:-9999px", True),
        ("position:absolute;left:-20px", True), ("position:absolute;right:-9999px", False), ("position:absolute;left:99999px", False),
        ("margin-left:-9999px", False), ("margin:0 0 0 -9999px", False), ("margin:-10px", True), ("transform:translateX(-9999px)", False),
        ("transform:translate(-50%,-50%)", True), ("text-indent:-999em", False), ("text-indent:-2em", True),
        ("line-height:0;overflow:hidden", False), ("width:0;overflow:hidden", False), ("height:40px;overflow:hidden", True),
        ("color:#fff;text-shadow:0 0 2px #000", True), ("color:#000;background:#000", False), ("color:#c00;background:#c00", False),
        ("color:#fff;background:#fff", False), ("color:#fff;background:linear-gradient(#c00,#900)", True),
        ("color:#fff;background:url(banner.png)", True), ("color:rgba(255,255,255,.9)", False), ("color:#fff;background:none", False),
        ("color:rgba(0,0,0,.01)", False), ("color:var(--w)", True), ("-webkit-text-fill-color:#fff", False),
    ],
)  # fmt: skip
def test_what_a_style_shows(style: str, shown: bool) -> None:
    assert is_shown(f'<p style="{style}">{{}}</p>') is shown


@pytest.mark.parametrize(
    ("head", "inside", "shown"),
    [
        (".a{display:none}.a{display:block}", '<p class="a">{}</p>', True),
        (".a{display:none}p.a{display:block}", '<p class="a">{}</p>', True),
        ("p.a{display:none}.a{display:block}", '<p class="a">{}</p>', False),
        ("#b{display:none}.a.a{display:block}", '<p id="b" class="a">{}</p>', False),
        (".a{display:none!important}#b{display:block}", '<p id="b" class="a">{}</p>', False),
        (".a{display:none}", '<p class="a" style="display:block">{}</p>', True),
        (".a{display:none!important}", '<p class="a" style="display:block">{}</p>', False),
        ("", "<p hidden>{}</p>", False),
        (".a{display:block}", '<p class="a" hidden>{}</p>', True),
        (".w{color:#fff}", '<p class="w">{}</p>', False),
        (".w{color:white}.g{background:#036}", '<div class="g"><p class="w">{}</p></div>', True),
        (".w{color:#fff}", '<div style="background:#036"><p class="w">{}</p></div>', True),
        (".w{color:#fff}td{background:#036}", '<table><tr><td class="w">{}</td></tr></table>', True),
        (".w p{color:#fff}", '<div class="w"><p>{}</p></div>', False),
        (".w{color:#fff}", '<div class="w"><p>{}</p></div>', False),
        (".w{color:#fff}.k{color:#222}", '<div class="w"><p class="k">{}</p></div>', True),
        (".t{font-size:1px}", '<p class="t">{}</p>', False),
        (".t{font-size:0}.u{font-size:14px}", '<div class="t"><span class="u">{}</span></div>', True),
        ("[class^=adv]{display:none}", '<p class="advert">{}</p>', False),
        ("[data-x~=b]{display:none}", '<p data-x="a b">{}</p>', False),
        ("body{background:#f5f5f5}.w{color:#fff}", '<p class="w">{}</p>', False),
        ("body{background:#123}#zoom{background:#fff}", '<p style="color:#fff">{}</p>', False),
        ("body{background:#fff;color:#222}", "<p>{}</p>", True),
        (".v{visibility:hidden}.v b{visibility:visible}", '<p class="v"><b>{}</b></p>', True),
        ("p{color:#fff}p{color:#333}", "<p>{}</p>", True),
        ("@media screen{.a{display:none}}@media print{.a{display:block}}", '<p class="a">{}</p>', False),
    ],
)
def test_which_rule_of_a_sheet_holds(head: str, inside: str, shown: bool) -> None:
    assert is_shown(inside, head=f"<style>{head}</style>") is shown


@pytest.mark.parametrize(
    ("selector", "hidden"),
    [
        (".k p:not(.b)", True),
        (".k p:not(.a)", False),
        (":is(.a,.b)", True),
        (".k p:first-child", False),
        (".k p:last-child", True),
        (".k p:nth-child(2n)", True),
        (".k p:nth-child(odd)", False),
        (".k p:nth-last-of-type(1)", True),
        (".k p:nth-child(-n+1)", False),
        (".z+.a", True),
        (".z~p", True),
        (".z>.a", False),
        (".k > .a", True),
        ("div .z + .a", True),
        (".a:hover", False),
        (".a::before", False),
        (".a:focus, .a", True),
        ("[class=a]:not([id])", True),
        (".a:nth-child(x)", False),
        ("#zoom .k .z ~ p:only-child", False),
        ("@layer x{.a{display:none}} .q", True),
        ("@supports (display:grid){.a{display:none}} .q", True),
        (".k{color:#333;p.a{display:none}} .q", True),
        (".k{&>.a{display:none}} .q", True),
        ("@media (min-width:800px){.a{display:none}} .q", True),
        ("@media (max-width:800px){.a{display:none}} .q", False),
        ("@media screen and (min-width:800px){.a{display:none}} .q", True),
        ("@supports not (a:b){.a{display:none}} .q", False),
        ("<!-- .a{display:none} --> .q", True),
        ("@font-face{font-family:x} .a", True),
        (".q{content:'}'} .a", True),
    ],
)
def test_elements_that_a_selector_means(selector: str, hidden: bool) -> None:
    sheet = f"<style>{selector}" + "{display:none}</style>"
    inside = f'<div class="k"><p class="z">共有18项。</p><p class="a">{TEXT}</p></div>'
    page = f'<html><head>{sheet}</head><body><div id="zoom"><p>{BODY}</p>{inside}<p>{LAST}</p></div></body></html>'
    assert (TEXT not in read_article("a.html", data=page.encode()).text) is hidden


@pytest.mark.parametrize(
    ("body", "inside", "shown"),
    [
        ('bgcolor="#ffffff"', '<font color="#FFFFFF">{}</font>', False),
        ('bgcolor="#f7f7f7"', '<p style="color:#fff">{}</p>', False),
        ('style="background:#fff"', '<p style="color:white">{}</p>', False),
        ('bgcolor="#000080"', '<font color="white">{}</font>', True),
        (
            'bgcolor="#000080" text="white"',
            '<table bgcolor="white"><tr><td><font color="white">{}</font></td></tr></table>',
            False,
        ),
        ('background="sky.gif"', '<font color="white">{}</font>', True),
        ("", '<table><tr><td bgcolor="#cc0000"><font color="#ffffff">{}</font></td></tr></table>', True),
        ("", '<div style="color:#fff">引语<p style="background:#036">{}</p></div>', None),
        (
            "",
            '<div style="position:relative"><img src="a.jpg"><span style="position:absolute;bottom:0;color:#fff">{}</span></div>',
            None,
        ),
    ],
)
def test_the_ground_that_letters_stand_on(body: str, inside: str, shown: bool | None) -> None:
    if shown is None:  # shown beside something else that is told
        page = f'<html><body {body}><div id="zoom"><p>{BODY}</p>{inside.format(TEXT)}<p>{LAST}</p></div></body></html>'
        assert TEXT in read_article("a.html", data=page.encode()).text
    else:
        assert is_shown(inside, body=body) is shown


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ('<div style="background:#fff"><p style="position:absolute;z-index:-1">{}</p></div>', False),
        ('<div><p style="position:relative;z-index:-1">{}</p></div>', True),
        (
            '<div style="background:#eee;position:relative;z-index:0"><p style="position:absolute;z-index:-1">{}</p></div>',
            True,
        ),
        ('<div style="background:#fff"><p style="z-index:-1">{}</p></div>', True),
    ],
)
def test_what_is_set_behind_a_ground_is_not_seen(inside: str, shown: bool) -> None:
    assert is_shown(inside) is shown


def test_white_letters_of_a_class_are_seen_where_a_sheet_that_is_not_there_may_give_them_a_ground() -> None:
    style = '<link rel="stylesheet" href="a.css"><style>.w{color:#fff}</style>'
    assert is_shown('<p class="w">{}</p>', head=style)


def test_what_is_faint_inside_what_is_faint() -> None:
    assert not is_shown('<div style="opacity:.1"><div style="opacity:.1"><p>{}</p></div></div>')


def test_a_page_that_is_white_all_over_is_shown() -> None:
    page = f'<html><body style="color:#fff"><div id="zoom"><p>{BODY}</p><p>{LAST}</p></div></body></html>'
    assert read_article("a.html", data=page.encode()).text == f"{BODY}\n{LAST}"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="display:none;color #fff()\"'\\!important/*-0px{}", max_size=60))
def test_any_style_is_declared(style: str) -> None:
    assert all(name and value for name, (value, _) in declared(style).items())
