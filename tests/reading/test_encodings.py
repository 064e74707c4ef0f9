"""Encodings: what a file declares, what its bytes say, and which of them wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import InputError
from reading.article import read_article
from reading.decoding import decode
from reading.tables import Row, read_table
from tests.support.pages import BODY, TITLE

TRADITIONAL = "3月12日，市政府與大學在會議中心舉行項目簽約儀式，總投資近20億元，預計今年開工建設，明年完成。"
SCRIPT = "<script>" + "var b=function(){return 1;};" * 1200 + "</script>"


def page(*, declared: str, head: str = "", body: str = BODY) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return (
        f"<html><head>{meta}{head}<title>{TITLE}_临江新闻网</title></head>"
        f"<body><h1>{TITLE}</h1><div id=zoom><p>{body}</p><p>{body}</p></div></body></html>"
    )


@pytest.mark.parametrize(
    ("declared", "codec", "encoding"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("x-gbk", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("big5", "gb18030", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("", "gb18030", "gb18030"),
        ("no-such-charset", "gb18030", "gb18030"),
        ("punycode", "gb18030", "gb18030"),
    ],
)
@pytest.mark.parametrize("head", ["", SCRIPT])
def test_a_page_is_read_whatever_it_declares(declared: str, codec: str, encoding: str, head: str) -> None:
    article = read_article("a.html", data=page(declared=declared, head=head).encode(codec))
    assert article.text.split("\n") == [TITLE, BODY, BODY]
    assert article.encoding == encoding


def test_scripts_before_the_declaration() -> None:
    text = page(declared="big5", body=TRADITIONAL).replace("<head>", f"<head>{SCRIPT}")
    data = text.replace(TITLE, "市政府與大學簽約").replace("临江新闻网", "新聞網").encode("big5")
    article = read_article("a.html", data=data)
    assert article.original.split("\n")[-1] == TRADITIONAL and article.encoding == "big5"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (BODY, "hz", "hz"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (BODY, "utf-16-be", "utf-16-be"),
    ],
)
def test_text_is_decoded_by_its_characters(text: str, codec: str, encoding: str) -> None:
    assert decode(text.encode(codec), name="a.txt") == (text, encoding)


def test_the_euro_sign_of_windows_in_gbk() -> None:
    data = BODY.encode("gbk") + "折合".encode("gbk") + b"\x80" + "2亿。".encode("gbk")
    assert decode(data, name="a.txt") == (f"{BODY}折合€2亿。", "gb18030")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(InputError, match="none of UTF-8"):
        decode(bytes(range(128, 256)) * 3, name="a.txt", declared="gb2312")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_separator_that_excel_names_in_the_first_line(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    cell = f'"{BODY}{separator}"'
    path.write_bytes(f"sep={separator}\r\n标题{separator}正文\r\n{TITLE}{separator}{cell}\r\n".encode(encoding))
    assert list(read_table(path)) == [Row(number=0, id="1", text=BODY + separator, title=TITLE)]


def test_a_blank_cell_of_a_table_keeps_its_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"编号,标题,正文\n,,{BODY}\n7,,{BODY}\n,{TITLE},\n", encoding="utf-8")
    rows = list(read_table(path))
    assert [(row.id, row.title, row.text) for row in rows] == [("1", "", BODY), ("7", "", BODY), ("3", TITLE, "")]


UNIGB = b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/%b/DescendantFonts[6 0 R]>>"
SIMSUN = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/DW 1000/FontDescriptor 7 0 R>>"
)
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/SimSun/Flags 6/FontBBox[0 -200 1000 900]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)


@pytest.mark.parametrize(
    ("cmap", "codec"),
    [
        ("GBK-EUC-H", "gbk"),
        ("GBKp-EUC-H", "gbk"),
        ("GBK2K-H", "gb18030"),
        ("GB-EUC-H", "gb2312"),
        ("UniGB-UTF16-H", "utf-16-be"),
        ("UniGB-UCS2-H", "utf-16-be"),
    ],
)
def test_a_pdf_whose_font_is_not_in_it(cmap: str, codec: str) -> None:
    from tests.reading.test_documents import raw_pdf

    shown = "".join(
        f"1 0 0 1 72 {700 - 20 * n} Tm <{line.encode(codec).hex()}> Tj\n"
        for n, line in enumerate((BODY[:30], BODY[30:]))
    )
    content = f"BT /F1 12 Tf\n{shown}ET".encode()
    data = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        UNIGB % cmap.encode(),
        SIMSUN,
        DESCRIPTOR,
    )
    assert read_article("a.pdf", data=data).text == BODY
