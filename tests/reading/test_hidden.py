"""What nobody sees on a page is left out and told: hidden, deleted, struck out, painted over."""

from __future__ import annotations

from typing import Any

import pytest

from reading.article import Article, read_article
from tests.support.files import pdf, printed, word, xml
from tests.support.pages import TITLE

SEEN = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元，占地420亩，是全市今年投产的最大工业项目。"
MORE = "基地达产后年产值将超30亿元，可提供就业岗位1800个，沿线居民和企业代表共两百余人参加了当天的活动。"
SECRET = "实际投资21.3亿元"


def told(article: Article) -> list[str]:
    return [str(note) for note in article.notes]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


STYLES = (
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="Secret"/></w:style>',
    '<w:style w:type="paragraph" w:styleId="Hide"><w:name w:val="Hide"/><w:rPr><w:vanish/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="Struck"><w:name w:val="Struck"/><w:rPr><w:dstrike/></w:rPr></w:style>',
)


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        ([paragraph(run(SEEN), run(SECRET, "<w:vanish/>"))], "1 hidden passage left out"),
        ([paragraph(run(SEEN), run(SECRET[:3], "<w:vanish/>"), run(SECRET[3:], "<w:vanish/>"))], "1 hidden passage left out"),
        ([paragraph(run(SECRET, "<w:vanish/>"), run(SEEN), run(SECRET, "<w:vanish/>"))], "2 hidden passages left out"),
        ([paragraph(run(SEEN), run(SECRET, '<w:rStyle w:val="Secret"/>'))], "1 hidden passage left out"),
        ([paragraph(run(SEEN), run(SECRET, '<w:rStyle w:val="Heir"/>'))], "1 hidden passage left out"),
        ([SEEN, paragraph(run(SECRET), properties='<w:pStyle w:val="Hide"/>')], "1 hidden passage left out"),
        ([paragraph(run(SEEN), run(SECRET, '<w:color w:val="FFFFFF"/>'))], "1 hidden passage left out"),
        ([paragraph(run(SEEN), run(SECRET, '<w:sz w:val="2"/>'))], "1 hidden passage left out"),
        ([paragraph(run(SEEN), run(SECRET, "<w:strike/>"))], "1 struck-out passage left out"),
        ([paragraph(run(SEEN), run(SECRET, "<w:dstrike/>"))], "1 struck-out passage left out"),
        ([paragraph(run(SEEN), run(SECRET, '<w:rStyle w:val="Struck"/>'))], "1 struck-out passage left out"),
        (
            [f"<w:p>{run(SEEN)}<w:del><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>"],
            "1 deleted passage left out (tracked changes)",
        ),
        ([f"<w:p>{run(SEEN)}<w:moveFrom>{run(SECRET)}</w:moveFrom></w:p>"], ""),
        (
            [SEEN, f"<w:p><w:r><w:txbxContent>{paragraph(run(SECRET, '<w:vanish/>'))}</w:txbxContent></w:r></w:p>"],
            "1 hidden passage left out",
        ),
        (
            [SEEN, f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph(run(SECRET))}</w:tc></w:tr></w:tbl>"],
            "1 deleted passage left out (tracked changes)",
        ),
        ([f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>QUOTE {SECRET}</w:instrText><w:t>{SECRET}</w:t></w:r>"
          f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(SEEN)}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"], ""),
    ],
)  # fmt: skip
def test_word_leaves_out_what_is_not_seen(parts: list[Any], note: str) -> None:
    article = read_article("a.docx", data=word(TITLE, *parts, styles=STYLES))
    assert article.text.split("\n") == [TITLE, SEEN]
    assert told(article) == ([note] if note else [])


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        '<w:rStyle w:val="Secret"/><w:vanish w:val="false"/>',
        '<w:strike w:val="0"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>',
        "<w:webHidden/>",
        '<w:u w:val="single"/>',
    ],
)
def test_word_keeps_what_is_seen(properties: str) -> None:
    article = read_article("a.docx", data=word(TITLE, paragraph(run(SEEN, properties)), styles=STYLES))
    assert article.text.split("\n") == [TITLE, SEEN]
    assert article.notes == ()


def test_a_paragraph_whose_mark_was_deleted_runs_on() -> None:
    first = paragraph(run(SEEN[:20]), properties="<w:rPr><w:del/></w:rPr>")
    assert read_article("a.docx", data=word(TITLE, first, SEEN[20:])).text.split("\n") == [TITLE, SEEN]


def test_a_field_that_never_ends_takes_no_text_with_it() -> None:
    begin = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
    assert read_article("a.docx", data=word(TITLE, begin, SEEN, MORE)).text.split("\n") == [TITLE, SEEN, MORE]


def test_comments_are_told() -> None:
    comments = f"<w:comments><w:comment w:id='1'>{paragraph(run(SECRET))}</w:comment></w:comments>"
    article = read_article("a.docx", data=word(TITLE, SEEN, extra={"comments": comments}))
    assert SECRET not in article.text and told(article) == ["1 comment not read"]


def page(inner: str, *, head: str = "", attributes: str = 'id="zoom"') -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{TITLE}_临江新闻网</title>{head}</head><body><h1>{TITLE}</h1>'
        f"<div {attributes}><p>{SEEN}</p>{inner}<p>{MORE}</p></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "element",
    [
        "<p hidden>{}</p>",
        '<p style="display:none">{}</p>',
        '<p style="color:red; DISPLAY : none !important">{}</p>',
        '<p style="visibility:hidden">{}</p>',
        '<p style="opacity:0">{}</p>',
        '<span style="font-size:0px">{}</span>',
        '<span style="font-size: 0">{}</span>',
        '<div style="position:absolute;left:-9999px">{}</div>',
        '<div style="text-indent:-9999px">{}</div>',
        '<div style="height:0;overflow:hidden">{}</div>',
        '<span style="color:#ffffff">{}</span>',
        '<p aria-hidden="true">{}</p>',
        '<p class="sr-only">{}</p>',
        '<p class="article-watermark">{}</p>',
        '<p class="draft">{}</p>',
        '<p id="remark">{}</p>',
        "<dialog>{}</dialog>",
    ],
)
@pytest.mark.parametrize("attributes", ['id="zoom"', 'class="main"'])
def test_a_page_leaves_out_what_is_hidden(element: str, attributes: str) -> None:
    head = "<style>/* x */ .draft, p#remark { color: red; display: none } @media print { .other { display: none } }</style>"
    article = read_article("a.html", data=page(element.format(SECRET), head=head, attributes=attributes))
    assert article.text.split("\n") == [TITLE, SEEN, MORE]
    assert told(article) == ["1 hidden passage left out"]


@pytest.mark.parametrize(
    "element",
    ["<del>{}</del>", "<s>{}</s>", "<strike>{}</strike>", '<span style="text-decoration: line-through">{}</span>'],
)
def test_a_page_leaves_out_what_is_struck_out(element: str) -> None:
    article = read_article("a.html", data=page(f"<p>总投资{element.format(SECRET)}<ins>18.6亿元</ins>。</p>"))
    assert article.text.split("\n") == [TITLE, SEEN, "总投资18.6亿元。", MORE]
    assert told(article) == ["1 struck-out passage left out"]


@pytest.mark.parametrize(
    "element", ["<template>{}</template>", "<noscript>{}</noscript>", "<script>{}</script>", "<!-- {} -->"]
)
def test_what_is_for_machines_is_left_out_without_a_word(element: str) -> None:
    article = read_article("a.html", data=page(element.format(SECRET)))
    assert article.text.split("\n") == [TITLE, SEEN, MORE] and article.notes == ()


@pytest.mark.parametrize(
    "element",
    [
        '<p style="display:block">{}</p>',
        '<p style="color:#fff;background:#c00">{}</p>',
        '<section style="background-color:#c00"><p style="color:white">{}</p></section>',
        '<p class="other">{}</p>',
        '<p style="opacity:0.8">{}</p>',
        '<p style="font-size:0.9em">{}</p>',
        '<p style="margin-left:-10px">{}</p>',
        "<ins>{}</ins>",
        "<u>{}</u>",
    ],
)
def test_a_page_keeps_what_is_seen(element: str) -> None:
    head = "<style>@media print { .other { display: none } } .third p { display: none }</style>"
    article = read_article("a.html", data=page(element.format("当天另有8个项目签约"), head=head))
    assert "当天另有8个项目签约" in article.text.split("\n") and article.notes == ()


def test_an_article_that_a_script_shows_is_read() -> None:
    article = read_article("a.html", data=page("", attributes='id="js_content" style="visibility: hidden; opacity: 0"'))
    assert article.text.split("\n") == [TITLE, SEEN, MORE] and article.notes == ()
    article = read_article("a.html", data=page("", attributes='class="text" style="display:none"'))
    assert article.text.split("\n") == [TITLE, SEEN, MORE]


@pytest.mark.parametrize(
    ("piece", "note"),
    [
        (f"~~{SECRET}~~", "1 struck-out passage left out"),
        (f"<del>{SECRET}</del>", "1 struck-out passage left out"),
        (f"<s>{SECRET}</s>", "1 struck-out passage left out"),
        (f"<span hidden>{SECRET}</span>", "1 hidden passage left out"),
        (f'<span style="display:none">{SECRET}</span>', "1 hidden passage left out"),
        (f"<!-- {SECRET} -->", ""),
    ],
)
def test_markdown_leaves_out_what_is_not_seen(piece: str, note: str) -> None:
    article = read_article("a.md", data=f"# {TITLE}\n\n{SEEN[:-1]}{piece}。\n\n{MORE}\n".encode())
    assert article.text.split("\n") == [TITLE, SEEN, MORE]
    assert told(article) == ([note] if note else [])


def invisible(canvas: Any) -> None:
    text = canvas.beginText(72, 600)
    text.setFont("STSong-Light", 12)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def white(canvas: Any, *, ground: tuple[float, float, float] | None = None, text: str = SECRET) -> None:
    if ground:
        canvas.setFillColorRGB(*ground)
        canvas.rect(60, 590, 400, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 600, text)
    canvas.setFillColorRGB(0, 0, 0)


def painted_over(canvas: Any) -> None:
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 600, SECRET)
    canvas.rect(60, 590, 400, 30, stroke=0, fill=1)


def marked(canvas: Any) -> None:
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 600, MORE[:20])
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(60, 590, 400, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def outside(canvas: Any) -> None:
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, -200, SECRET)


def tiny(canvas: Any) -> None:
    canvas.setFont("STSong-Light", 0.5)
    canvas.drawString(72, 600, SECRET)


def slanted(canvas: Any) -> None:
    canvas.saveState()
    canvas.rotate(45)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(300, 100, "内部资料")
    canvas.restoreState()


@pytest.mark.parametrize(
    ("draw", "note"),
    [
        (invisible, "1 hidden passage left out"),
        (white, "1 hidden passage left out"),
        (painted_over, "1 hidden passage left out"),
        (outside, "1 hidden passage left out"),
        (tiny, "1 hidden passage left out"),
        (slanted, "1 watermark left out"),
    ],
)
def test_a_pdf_leaves_out_what_is_not_seen(draw: Any, note: str) -> None:
    article = read_article("a.pdf", data=pdf([*printed(SEEN), draw]))
    assert article.text == SEEN and told(article) == [note]


@pytest.mark.parametrize("draw", [lambda canvas: white(canvas, ground=(0.8, 0, 0), text=MORE[:20]), marked])
def test_a_pdf_keeps_what_is_seen(draw: Any) -> None:
    article = read_article("a.pdf", data=pdf([*printed(SEEN), draw]))
    assert MORE[:20] in article.text and article.notes == ()


def test_a_scan_with_a_layer_of_text_is_read_and_told() -> None:
    from reportlab.lib.utils import ImageReader

    from tests.support.files import png

    def scan(canvas: Any) -> None:
        import io

        canvas.drawImage(ImageReader(io.BytesIO(png())), 0, 0, 595, 842)
        text = canvas.beginText(72, 700)
        text.setFont("STSong-Light", 12)
        text.setTextRenderMode(3)
        for line in (SEEN[:30], SEEN[30:]):
            text.textLine(line)
        canvas.drawText(text)

    article = read_article("a.pdf", data=pdf([scan]))
    assert article.text == SEEN
    assert told(article) == ["the text of page 1 was recognised from a picture and may have errors"]


LAYERED = (
    b"BT /F1 12 Tf 72 700 Td (The plant opened on Monday) Tj ET "
    b"/OC /L1 BDC BT /F1 12 Tf 72 680 Td (Not for release) Tj ET EMC /X1 Do"
)
LAYER_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/OC 6 0 R/Resources<</Font<</F1 5 0 R>>>>/Length 43>>stream\n"
    b"BT /F1 12 Tf 72 640 Td (Draft only) Tj ET  \nendstream"
)
NOTE = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Check the sum)>>"
FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 9 9]/V(1,860)>>"


def layered(config: bytes) -> bytes:
    """A PDF with a text and a drawing in a layer, a comment, a form field that is filled in and one that is not."""
    from tests.reading.test_documents import raw_pdf

    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<<" + config + b">>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[" + NOTE + FIELD + FIELD.replace(b"1,860", b"") + b"]"
        b"/Resources<</Font<</F1 5 0 R>>/Properties<</L1 6 0 R>>/XObject<</X1 7 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(LAYERED), LAYERED),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/OCG/Name(Internal)>>",
        LAYER_FORM,
    )


@pytest.mark.parametrize(
    ("config", "shown"),
    [(b"", True), (b"/BaseState/OFF/ON[6 0 R]", True), (b"/OFF[6 0 R]", False), (b"/BaseState/OFF", False)],
)
def test_a_layer_of_a_pdf_that_is_switched_off(config: bytes, shown: bool) -> None:
    article = read_article("a.pdf", data=layered(config), language="en")
    assert ("Not for release" in article.text, "Draft only" in article.text) == (shown, shown)
    assert article.text.startswith("The plant opened on Monday")
    left = [] if shown else ["2 hidden passages left out"]
    assert told(article) == [*left, "2 comments and form fields not read"]


def with_margins(header: str, footer: str) -> bytes:
    """A document with a header and a footer; XML or text."""
    import io

    import docx

    document = docx.Document(io.BytesIO(word(TITLE, SEEN)))
    for part, content in ((document.sections[0].header, header), (document.sections[0].footer, footer)):
        if content.startswith("<"):
            part._element.append(xml(content))
        else:
            part.paragraphs[0].text = content
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


WATERMARK = "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textpath string='机密'/></v:shape></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    ("header", "footer", "notes"),
    [
        ("", "", []),
        ("", "第 1 页 共 3 页", []),
        ("", "- 1 -", []),
        ("", "Page 1 of 3", []),
        ("", "1/3", []),
        ("内部资料 严禁外传", "1", ["1 header or footer of the page not read: 内部资料 严禁外传"]),
        ("临江市政府", "3月12日前不得发布", ["2 headers and footers of the page not read: 临江市政府 / 3月12日前不得发布"]),
        ("头" * 100, "", ["1 header or footer of the page not read: " + "头" * 79 + "…"]),
        (WATERMARK, "", ["1 watermark left out"]),
    ],
    ids=["none", "pages", "number", "english", "short", "confidential", "both", "long", "watermark"],
)  # fmt: skip
def test_headers_and_footers_that_are_no_page_numbers_are_told(header: str, footer: str, notes: list[str]) -> None:
    article = read_article("a.docx", data=with_margins(header, footer))
    assert article.text == f"{TITLE}\n{SEEN}"
    assert told(article) == notes


def prompt(text: str, properties: str = "", flag: str = "<w:showingPlcHdr/>") -> str:
    return f"<w:sdt><w:sdtPr>{flag}</w:sdtPr><w:sdtContent>{run(text, properties)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "control",
    [
        prompt("单击或点击此处输入文字。"),
        prompt("请选择日期"),
        prompt("Click or tap here to enter text."),
        prompt("承办处室", '<w:rStyle w:val="Prompt"/>'),
    ],
)
def test_what_an_empty_field_of_a_form_asks_for_is_left_out_and_told(control: str) -> None:
    style = '<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/></w:style>'
    article = read_article("a.docx", data=word(TITLE, f"<w:p>{run(SEEN)}{control}</w:p>", MORE, styles=[style]))
    assert article.text.split("\n") == [TITLE, SEEN, MORE]
    assert told(article) == ["1 prompt of an empty field left out"]


@pytest.mark.parametrize("flag", ["", "<w:showingPlcHdr/>", '<w:showingPlcHdr w:val="0"/>'])
def test_a_field_of_a_form_that_is_filled_is_read(flag: str) -> None:
    article = read_article("a.docx", data=word(TITLE, f"<w:p>{prompt(SEEN, flag=flag)}</w:p>", MORE))
    assert article.text.split("\n") == [TITLE, SEEN, MORE] and article.notes == ()


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        (f'<p>{SECRET}</p><p style="visibility:visible">一期投资8亿元。</p>', True),
        (f'<div><p>{SECRET}<b style="color:red; visibility: visible">一期投资8亿元。</b></p></div>', True),
        (f'<p>{SECRET}</p><div style="display:none"><p style="visibility:visible">一期投资8亿元。</p></div>', False),
        (f'<p>{SECRET}</p><p style="visibility:visible;display:none">一期投资8亿元。</p>', False),
        (f'<p style="visibility:visible">一期投资8亿元。<s>{SECRET}</s></p>', True),
    ],
)
def test_what_is_made_visible_again_below_an_invisible_element_is_seen(inner: str, seen: bool) -> None:
    article = read_article("a.html", data=page(f'<div style="visibility:hidden">{inner}</div>'))
    assert article.text.split("\n") == [TITLE, SEEN, *["一期投资8亿元。"] * seen, MORE]
    assert len(told(article)) == 1


def test_nothing_is_made_visible_below_an_element_that_is_not_displayed() -> None:
    inner = '<p style="visibility:visible">一期投资8亿元。</p>'
    article = read_article("a.html", data=page(f'<div style="display:none;visibility:hidden">{inner}</div>'))
    assert article.text.split("\n") == [TITLE, SEEN, MORE] and told(article) == ["1 hidden passage left out"]
