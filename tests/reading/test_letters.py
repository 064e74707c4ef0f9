"""Letters that are shown as others: capitals, fonts of symbols, raised by a style sheet, turned round; shapes that are not shown."""

from __future__ import annotations

import pytest

from reading.article import read_article
from tests.support.files import with_part, word
from tests.support.pages import BODY, LAST, TITLE

VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
DRAWN = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
BOX = "<w:txbxContent><w:p><w:r><w:t>框内8亿</w:t></w:r></w:p></w:txbxContent>"


def run(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (run("gdp", "<w:caps/>") + run("增长6%。"), "GDP增长6%。"),
        (run("Gdp", "<w:smallCaps/>"), "GDP"),
        (run("gdp", '<w:caps w:val="0"/>'), "gdp"),
        (run("\u00fc", font("Wingdings")) + run("已完成"), "✓已完成"),
        (run("\uf0fc", font("Wingdings")) + run("已完成"), "✓已完成"),
        (run("20", font("Symbol")) + run("m", font("Symbol")) + run("g"), "20μg"),
        (run("共12项", font("Wingdings")), "共12项"),
        (run("l", font("Arial")), "l"),
    ],
)
def test_letters_of_word_as_they_are_shown(inner: str, line: str) -> None:
    article = read_article("a.docx", data=word(TITLE, BODY, f"<w:p>{inner}</w:p>"))
    assert article.text.split("\n")[-1] == line and article.notes == ()


def field(instruction: str, *, result: str | None = None) -> str:
    marks = ["begin", "end"] if result is None else ["begin", "separate", "end"]
    begin, *between, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in marks)
    shown = "".join(between) + (run(result) if result else "")
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{end}"


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (field("EQ \\f(3,4)"), "3/4"),
        (field(" eq \\f(3,4) ", result=""), "3/4"),
        (field("eq \\o\\ac(○,3)"), "③"),
        (field("EQ \\r(3,x)"), "³√(x)"),
        (field("EQ 10\\s\\up6(8)"), "10⁸"),
        (field("EQ \\f(3,4)", result="0.75"), "0.75"),
        (field("PAGE"), ""),
        (field("MERGEFIELD x", result="12项"), "12项"),
    ],
)
def test_fields_that_draw_figures(inner: str, line: str) -> None:
    article = read_article("a.docx", data=word(TITLE, BODY, f"<w:p>{run('占')}{inner}{run('。')}</w:p>"))
    assert article.text.split("\n")[-1] == f"占{line}。"


def test_what_an_imported_page_hides_stays_hidden_however_much_it_is() -> None:
    page = '<p>导入9项。</p><p style="display:none">内部文字比看得见的要多出许多</p>'.encode()
    data = with_part(
        word(TITLE, BODY, '<w:altChunk r:id="k"/>'), "word/c.html", page, kind="aFChunk", type="text/html", id="k"
    )
    article = read_article("a.docx", data=data)
    assert article.text.split("\n")[-1] == "导入9项。" and [note.code for note in article.notes] == ["reading.hidden"]


@pytest.mark.parametrize(
    "part",
    [
        f'<w:p {VML}><w:r><w:pict><v:shape style="visibility: hidden"><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r></w:p>',
        f'<w:p {DRAWN}><w:r><w:drawing><wp:anchor><wp:docPr id="1" hidden="1"/>{BOX}</wp:anchor></w:drawing></w:r></w:p>',
        f"<w:p {W14}><w:r><w:rPr><w14:textFill><w14:noFill/></w14:textFill></w:rPr><w:t>框内8亿</w:t></w:r></w:p>",
    ],
    ids=["vml", "drawing", "no fill"],
)
def test_shapes_and_letters_of_word_that_are_not_shown(part: str) -> None:
    article = read_article("a.docx", data=word(TITLE, BODY, part))
    assert article.text == f"{TITLE}\n{BODY}"
    assert [note.code for note in article.notes] == ["reading.hidden"]


@pytest.mark.parametrize(
    ("sheet", "inside", "line"),
    [
        (".x{vertical-align:sub}", "<p>减排CO<span class=x>2</span>三万吨。</p>", "减排CO₂三万吨。"),
        (".x{vertical-align:super}", "<p>产能10<small class=x>8</small>吨。</p>", "产能10⁸吨。"),
        (
            ".x{vertical-align:super}",
            "<p>产能10<b class=x style='vertical-align:baseline'>8</b>吨。</p>",
            "产能108吨。",
        ),
        (".x{text-transform:uppercase}", "<p class=x>gdp增长<b>cpi</b>。</p>", "GDP增长CPI。"),
        ("ol.x{list-style-type:cjk-ideographic}", "<ol class=x><li>甲项目</li></ol>", "一、甲项目"),
        (".x{direction:rtl;unicode-bidi:bidi-override}", "<p>投资<span class=x>元亿12</span>。</p>", "投资21亿元。"),
        (
            "",
            "<table><tfoot><tr><td>合计</td><td>30</td></tr></tfoot><tr><td>工业</td><td>30</td></tr></table>",
            "合计 | 30",
        ),
    ],
)
def test_letters_of_a_page_as_its_sheets_show_them(sheet: str, inside: str, line: str) -> None:
    page = (
        f"<html><head><meta charset=utf-8><style>{sheet}</style></head><body><h1>{TITLE}</h1>"
        f'<div id="zoom"><p>{BODY}</p>{inside}<p>{LAST}</p></div></body></html>'
    )
    assert read_article("a.html", data=page.encode()).text.split("\n")[-2] == line
