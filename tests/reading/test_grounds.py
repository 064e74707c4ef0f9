"""Letters of a Word document on grounds: cells, styles of tables, text boxes, bars of the letters' own colour."""

from __future__ import annotations

import pytest

from reading.article import read_article
from tests.support.files import word
from tests.support.pages import BODY, TEXT, TITLE

WHITE = '<w:color w:val="FFFFFF"/>'
SHAPES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
GRID = (
    '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/></w:style>',
    '<w:style w:type="table" w:styleId="Head"><w:name w:val="Head"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>',
    '<w:style w:type="table" w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="Head"/></w:style>',
    '<w:style w:type="table" w:styleId="Bands"><w:name w:val="Bands"/><w:tblStylePr w:type="band1Horz"><w:tcPr>'
    '<w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>',
    '<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/><w:tcPr><w:shd w:val="clear" w:fill="222222"/></w:tcPr></w:style>',
    '<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>',
)


def run(looks: str = WHITE, text: str = TEXT) -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def table(*rows: str, style: str = "", looks: str = "") -> str:
    properties = f'<w:tblPr><w:tblStyle w:val="{style}"/>{looks}</w:tblPr>' if style or looks else ""
    return f"<w:tbl>{properties}{''.join(f'<w:tr>{cells}</w:tr>' for cells in rows)}</w:tbl>"


def cell(inner: str, looks: str = "") -> str:
    return f"<w:tc><w:tcPr>{looks}</w:tcPr><w:p>{inner}</w:p></w:tc>"


NAME = cell(run("", "指标"))


def p(inner: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{inner}</w:p>"


PALE = '<w:pStyle w:val="Pale"/>'


def box(fill: str, *, style: str = "", beside: str = "") -> str:
    shape = (
        f"<wps:wsp><wps:spPr>{fill}<a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln></wps:spPr>{style}"
        f"<wps:txbx><w:txbxContent><w:p>{run()}</w:p></w:txbxContent></wps:txbx></wps:wsp>"
    )
    return (
        f"<w:p {SHAPES}><w:r><w:t>图示：</w:t><w:drawing><wp:anchor>{shape}</wp:anchor>{beside}</w:drawing></w:r></w:p>"
    )


def vml(looks: str) -> str:
    content = f"<v:textbox><w:txbxContent><w:p>{run()}</w:p></w:txbxContent></v:textbox>"
    return f"<w:p {SHAPES}><w:r><w:t>图示：</w:t><w:pict><v:rect {looks}>{content}</v:rect></w:pict></w:r></w:p>"


NO_FILL, BLUE = "<a:noFill/>", "<a:solidFill><a:srgbClr val='0070C0'/></a:solidFill>"
PICTURE = '<wp:anchor behindDoc="1"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></wp:anchor>'


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (table(NAME + cell(run())), False),
        (table(NAME + cell(run(), shade("C00000"))), True),
        (table(NAME + cell(run(), shade("FFFFFF"))), False),
        (table(NAME + cell(run(), shade("auto"))), False),
        (table(NAME + cell(run(), '<w:shd w:val="pct50" w:color="auto" w:fill="auto"/>')), True),
        (table(NAME + cell(run(), '<w:shd w:val="solid" w:color="1F497D" w:fill="auto"/>')), True),
        (table(NAME + cell(run()), style="Plain"), False),
        (table(NAME + cell(run()), style="Dark"), True),
        (table(NAME + cell(run(), shade("FFFFFF")), style="Dark"), False),
        (table(NAME + cell(run()), NAME + NAME, style="Head"), True),
        (table(NAME + cell(run()), NAME + NAME, style="Heir"), True),
        (table(NAME + NAME, NAME + cell(run()), style="Head"), False),
        (table(NAME + NAME, NAME + cell(run()), style="Bands"), True),
        (table(NAME + cell(run()), looks=shade("1F497D")), True),
        (
            table(
                NAME + "<w:tc><w:tcPr>" + shade("1F497D") + "</w:tcPr>" + table(NAME + cell(run())) + "<w:p/></w:tc>"
            ),
            True,
        ),
        (p(run(""), PALE), False),
        (p(run(""), PALE + shade("C00000")), True),
        (p(run('<w:color w:val="333333"/>'), PALE), True),
        (p(run('<w:color w:val="000000"/><w:highlight w:val="black"/>')), False),
        (p(run('<w:highlight w:val="black"/>')), True),
        (p(run('<w:color w:val="auto"/>' + shade("000000"))), True),
        (p(run('<w:color w:val="C00000"/>' + shade("C00000"))), False),
        (box(NO_FILL), False),
        (box(BLUE), True),
        (box("<a:solidFill><a:schemeClr val='accent1'/></a:solidFill>"), True),
        (box("<a:solidFill><a:schemeClr val='bg1'/></a:solidFill>"), False),
        (box("<a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>"), False),
        (box("<a:gradFill/>"), True),
        (box(""), False),
        (
            box(
                "",
                style="<wps:style><a:fillRef idx='1'><a:schemeClr val='accent1'/></a:fillRef></wps:style>",
            ),
            True,
        ),
        (box(NO_FILL, beside=PICTURE), True),
        (vml(""), False),
        (vml("fillcolor='#c00000'"), True),
        (vml("filled='f'"), False),
    ],
)
def test_letters_are_seen_by_what_they_stand_on(part: str, shown: bool) -> None:
    article = read_article("a.docx", data=word(TITLE, BODY, part, styles=GRID))
    assert (TEXT in article.text) is shown
    assert [n.code for n in article.notes if n.code != "reading.pictures"] == ([] if shown else ["reading.hidden"])
