"""What is seen of pages and files written in less usual ways: style sheets, colours, formulas, struck lines, lines from the top down."""

from __future__ import annotations

from typing import Any

import pytest

from jianbao.errors import InputError
from reading import read_article
from reading.readers.colours import parsed
from reading.readers.latex import written_out
from tests.support.files import archive, parts_of, pdf, word

BODY = "3月12日，临江市新能源产业基地二期项目正式投产，达产后年产值将超30亿元，可提供就业岗位1800个，是全市今年投产的最大工业项目。"
LAST = "项目由临江城投集团建设，历时11个月，沿线新建泵站12座，改造管网86公里，同步建设智慧调度平台一个，惠及沿线居民。"
SECRET = "内部21.3亿元不得外传"


def page(inside: str, *, head: str = "") -> bytes:
    return (
        f'<html><head><meta charset=utf-8>{head}</head><body><h1>临江市新能源基地二期投产</h1><div class="TRS_Editor"><p>{BODY}</p>'
        f"{inside}<p>{LAST}</p></div></body></html>"
    ).encode()


def read(data: bytes, ending: str) -> tuple[str, list[str]]:
    """The text of a file and the names of its notes."""
    article = read_article(f"a.{ending}", data=data)
    return article.text, [note.code.removeprefix("reading.") for note in article.notes]


@pytest.mark.parametrize(
    "style",
    [
        "color:transparent", "color: rgba(0, 0, 0, 0)", "color:hsl(0,0%,100%)", "color:#fefefe", "color:#fff0", "color:rgb(98%,98%,98%)",
        "transform:scale(0)", "transform: scale(0, 1)", "content-visibility:hidden", "opacity:.0", "filter:opacity(0)",
        "max-height:0;overflow:hidden",
        "position:absolute;width:1px;height:1px;overflow:hidden", "DISPLAY: NONE",
        "display:none !important",
    ],
)  # fmt: skip
def test_a_style_that_shows_nothing_is_hidden_text(style: str) -> None:
    text, notes = read(page(f'<p style="{style}">{SECRET}</p>'), "html")
    assert text.split("\n")[1:] == [BODY, LAST]
    assert notes == ["hidden"]


@pytest.mark.parametrize(
    "style",
    [
        "color:#e6e6e6", "color:rgb(1,1,1)", "color:rgba(0,0,0,.9)", "color:white;background:#036", "opacity:.05", "transform:scale(0.9)",
        "max-height:0", "width:1px", "background-clip:text;color:transparent", "border-color:white", "color:hsl(210,50%,40%)",
    ],
)  # fmt: skip
def test_a_style_that_shows_the_text_hides_none(style: str) -> None:
    text, notes = read(page(f'<p style="{style}">公开18.6亿元到位。</p>'), "html")
    assert "公开18.6亿元到位。" in text
    assert notes == []


@pytest.mark.parametrize("text", ["#", "rgb()", "rgb(.,.,.)", "#12", "#ffff f", "nosuch", "rgb(1,2)", "oklch(1 0 0)"])
def test_a_colour_that_is_none(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("sheet", "hidden"),
    [
        (".box .note{display:none}", True), (".TRS_Editor > .box p{display:none}", True), ("[data-state=draft]{display:none}", True),
        ("p[data-state='draft']{visibility:hidden}", True),
        ("div#b p.note{display:none}", True), ("@media screen{.note{display:none}}", True),
        (".a,.note{color:transparent}", True), (".menu .note{display:none}", False), (".box > .x .note{display:none}", False),
        ("@media print{.note{display:none}}", False), (".note:hover{display:none}", False), (".box + .note{display:none}", False),
        ("p{display:none}", False), ("body .other{display:none}", False), (".note{color:white}", True),
    ],
)  # fmt: skip
def test_selectors_of_style_sheets(sheet: str, hidden: bool) -> None:
    inside = f'<div class="box" id="b"><p class="note" data-state="draft">{SECRET}</p></div>'
    text, notes = read(page(inside, head=f"<style>{sheet}</style>"), "html")
    assert (SECRET not in text) is hidden
    assert notes == ["hidden"] * hidden


@pytest.mark.parametrize(
    ("attributes", "line"),
    [
        ('style="list-style-type:cjk-ideographic"', "一、完成投资18.6亿元"), ('style="list-style:upper-roman"', "I. 完成投资18.6亿元"),
        ('style="list-style:disc"', "完成投资18.6亿元"), ('type="a" start="3"', "c. 完成投资18.6亿元"),
    ],
)  # fmt: skip
def test_numbers_of_lists_by_their_style(attributes: str, line: str) -> None:
    assert line in read(page(f"<ol {attributes}><li>完成投资18.6亿元</ol>"), "html")[0].split("\n")


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (r"水量$1.2\times10^8$立方米", "水量1.2×10⁸立方米"), (r"占$\frac{3}{4}$", "占3/4"), (r"$3.5 \times 10^{-6}$摩尔", "3.5×10⁻⁶摩尔"),
        (r"$\mathrm{CO_2}$减排", "CO₂减排"),
        (r"增长$12.5\%$，", "增长12.5%，"), (r"面积\(86\,km^2\)", "面积86km²"), (r"$$\sqrt{2}$$", "√(2)"),
        (r"气温$36^\circ C$", "气温36°C"), ("1.2×10^8^立方米，CO~2~减排", "1.2×10⁸立方米，CO₂减排"),
        ("价格由$5降到$3。", "价格由$5降到$3。"), (r"$\unknown{x}$", r"$\unknown{x}$"), ("~~旧~~新", "~~旧~~新"), ("$US$", "$US$"),
    ],
)  # fmt: skip
def test_formulas_of_markdown(source: str, seen: str) -> None:
    assert written_out(source) == seen


def test_a_markdown_file_shows_its_formulas() -> None:
    text, _ = read(f"{BODY}\n\n年处理水量$1.2\\times10^8$立方米。\n".encode(), "md")
    assert text.split("\n")[-1] == "年处理水量1.2×10⁸立方米。"


def test_a_large_initial_belongs_to_its_paragraph() -> None:
    initial = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>临</w:t></w:r></w:p>'
    assert read(word(initial, "江市三月签约18个项目。", BODY), "docx")[0].split("\n")[0] == "临江市三月签约18个项目。"


def test_the_strict_form_of_word_files_is_read() -> None:
    parts = {
        name: content.replace(
            b"schemas.openxmlformats.org/wordprocessingml/2006/", b"purl.oclc.org/ooxml/wordprocessingml/"
        ).replace(b"schemas.openxmlformats.org/officeDocument/2006/", b"purl.oclc.org/ooxml/officeDocument/")
        for name, content in parts_of(word(BODY, LAST)).items()
    }
    assert read(archive(parts), "docx") == (f"{BODY}\n{LAST}", [])


def struck(low: float) -> Any:
    """A line of text with a thin line over its figure, so many points above the base line."""

    def draw(canvas: Any) -> None:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 700, "总投资21.3亿元，改为18.6亿元。")
        canvas.line(108, 700 + low, 154, 700 + low)
        canvas.drawString(72, 680, BODY[:36])

    return draw


@pytest.mark.parametrize(("low", "line", "notes"), [
    (4, "总投资 ，改为18.6亿元。", ["struck"]),
    (-2, "总投资21.3亿元，改为18.6亿元。", []), (11, "总投资21.3亿元，改为18.6亿元。", []),
])  # fmt: skip
def test_text_with_a_line_through_it_is_struck_in_a_pdf(low: float, line: str, notes: list[str]) -> None:
    text, told = read(pdf([struck(low)]), "pdf")
    assert text.split("\n")[0].startswith(line)
    assert told == notes


def test_a_pdf_that_is_written_from_the_top_down() -> None:
    def draw(canvas: Any) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont

        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light", isVertical=True))
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(500, 780, BODY[:40])
        canvas.drawString(480, 780, BODY[40:])
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    assert read(pdf([draw]), "pdf")[0] == BODY


def test_characters_that_are_set_apart_by_the_same_are_one_word() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("STSong-Light", 12)
        for row in range(3):
            for at, character in enumerate(BODY[24 * row : 24 * row + 24]):
                canvas.drawString(72 + 15 * at, 700 - 20 * row, character)

    assert read(pdf([draw]), "pdf")[0] == BODY


MAIL = b"From: a@example.cn\nSubject: =?utf-8?B?5Li05rGf?=\nMIME-Version: 1.0\nContent-Type: %s\n\n5Li05rGf\n"


@pytest.mark.parametrize(
    ("ending", "data", "kind"),
    [
        ("eml", MAIL % b"text/plain; charset=utf-8", "EML"), ("mht", MAIL % b'multipart/related; boundary="b"', "MHTML"),
        ("odt", archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        ("epub", archive({"mimetype": b"application/epub+zip"}), "EPUB"), ("ofd", archive({"OFD.xml": b"<OFD/>"}), "OFD"),
        ("pages", archive({"Index/Document.iwa": b""}), "Pages"),
        ("msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + "__substg1.0_".encode("utf-16-le"), "Outlook"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_read_is_called_by_its_format(ending: str, data: bytes, kind: str) -> None:
    with pytest.raises(
        InputError, match=f"is a file of the format {kind}, which is not read. Open it and save it as one of txt"
    ):
        read_article(f"a.{ending}", data=data)


def test_a_text_with_labels_is_no_mail() -> None:
    assert read(f"Subject: 临江\nFrom: 市政府\n\n{BODY}".encode(), "txt")[0].endswith(BODY)


def _painted(*, ground: tuple[float, float, float], letters: tuple[float, float, float], frame: bool = False) -> Any:
    """Draws SECRET on a rectangle, or inside a frame that is filled as one path."""

    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(*ground)
        path = canvas.beginPath()
        path.rect(60, 590, 400, 30)
        if frame:
            path.rect(62, 592, 396, 26)
        canvas.drawPath(path, fill=1, stroke=0, fillMode=0)
        canvas.setFillColorRGB(*letters)
        canvas.setFont("STSong-Light", 11)
        canvas.drawString(72, 600, SECRET)

    return draw


def _clipped(x: float, width: float) -> Any:
    """Draws SECRET, half as large, where a rectangle lets it through or does not."""

    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.translate(72, 600)
        canvas.scale(0.5, 0.5)
        path = canvas.beginPath()
        path.rect(x, -10, width, 60)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("STSong-Light", 24)
        canvas.drawString(0, 0, SECRET)
        canvas.restoreState()

    return draw


BLUE, BLACK = (0.0, 0.0, 0.6), (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("draw", "shown"),
    [
        (_painted(ground=BLUE, letters=BLUE), False),
        (_painted(ground=BLUE, letters=BLACK), True),
        (_painted(ground=BLACK, letters=BLACK), False),
        (_painted(ground=BLACK, letters=BLACK, frame=True), True),
        (_clipped(0, 800), True),
        (_clipped(2000, 800), False),
    ],
)
def test_letters_of_a_pdf_on_their_own_colour_and_outside_their_clip(draw: Any, shown: bool) -> None:
    text, notes = read(pdf([(72, 760, 11, BODY[:30]), (72, 742, 11, BODY[30:]), draw]), "pdf")
    assert (SECRET in text) is shown
    assert notes == ([] if shown else ["hidden"])
