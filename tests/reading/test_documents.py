"""Reading Word and PDF files, made here: order, titles, tracked changes, scans, passwords, bombs."""

import io
import time
import zlib
from collections.abc import Sequence
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from jianbao.errors import InputError
from reading.article import Article, read_article
from tests.support.files import NAMESPACES, archive, parts_of, pdf, printed, word

TITLE = "总投资近20亿元！青川县与川南理工大学签约8个项目"
BODY = "3月12日，青川县与川南理工大学在县城举行校地合作项目签约仪式，8个项目总投资近20亿元。县长单志鸿出席活动。"
LAST = "另悉，项目将于2027年6月建成。"


def changed(
    data: bytes, name: str, content: bytes | None = None, *, replace: tuple[bytes, bytes] = (b"", b"")
) -> bytes:
    parts = parts_of(data)
    parts[name] = parts[name].replace(*replace) if content is None else content
    return archive(parts)


def told(article: Article) -> list[str]:
    """The notes of an article in English."""
    return [str(note) for note in article.notes]


def title_of(article: Article) -> str | None:
    return None if article.title is None else article.text[slice(*article.title)]


@pytest.mark.parametrize(
    ("parts", "lines", "title"),
    [
        ([(TITLE, "Title"), f"\u3000\u3000{BODY}", LAST], [TITLE, BODY, LAST], TITLE),
        ([(TITLE, "Heading 1"), BODY], [TITLE, BODY], TITLE),
        ([TITLE, BODY], [TITLE, BODY], TITLE),
        ([BODY, ("项目情况", "Heading 1"), LAST], [BODY, "项目情况", LAST], None),
        (["内部资料", (TITLE, "Title"), BODY], [TITLE, "内部资料", BODY], TITLE),
        ([BODY, [["项目", "金额"], ["甲", "3亿元"]], LAST], [BODY, "项目 | 金额", "甲 | 3亿元", LAST], None),
        ([TITLE, [[BODY], [LAST]]], [TITLE, BODY, LAST], TITLE),  # a page laid out in a table
        (
            [f"<w:p><w:r><w:t>{BODY}</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增加了。</w:t></w:r></w:ins></w:p>"],
            [f"{BODY}增加了。"],
            None,
        ),
        ([BODY, f"<w:sdt><w:sdtContent><w:p><w:r><w:t>{LAST}</w:t></w:r></w:p></w:sdtContent></w:sdt>"], [BODY, LAST], None),
        (
            [f"<w:p><w:r><w:t>{BODY}</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>{LAST}</w:t></w:r></w:p></w:txbxContent>"
             f"<mc:Fallback><w:t>{LAST}</w:t></mc:Fallback></w:r></w:p>"],
            [BODY, LAST],
            None,
        ),
        ([f"<w:p><w:r><w:t>{BODY}</w:t><w:br/><w:t>{LAST}</w:t><w:tab/><w:t>完</w:t></w:r></w:p>"], [BODY, f"{LAST} 完"], None),
    ],
)  # fmt: skip
def test_word_in_document_order(parts: Sequence[Any], lines: list[str], title: str | None) -> None:
    article = read_article("a.docx", data=word(*parts))
    assert article.text.split("\n") == lines
    assert (title_of(article), article.format) == (title, "docx")


@pytest.mark.parametrize(("core", "title"), [("签约仪式", "签约仪式"), ("无关的模板标题", None)])
def test_the_property_title_counts_only_where_the_text_has_it(core: str, title: str | None) -> None:
    article = read_article("a.docx", data=word(f"3月12日，{BODY}", "签约仪式", BODY, core_title=core))
    assert title_of(article) == title


def test_a_word_file_named_txt_is_read_with_a_note() -> None:
    article = read_article("a.txt", data=word(BODY))
    assert (article.format, article.text) == ("docx", BODY)
    assert told(article) == [".txt says txt, but it is a file of the format DOCX and was read as one"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = (
        "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>增速按可比价格计算。</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='3'><w:p><w:r><w:t>没有人提到的脚注。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    first = f"<w:p><w:r><w:t>{BODY}</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    article = read_article("a.docx", data=word(TITLE, first, LAST, extra={"footnotes": notes}))
    assert article.text.split("\n") == [TITLE, BODY, "[1] 增速按可比价格计算。", LAST]


def test_a_pdf_gives_its_title_and_joined_paragraphs() -> None:
    second = f"\u3000\u3000{BODY}{LAST}"
    data = pdf(
        [
            (72, 780, 20, TITLE),
            *printed(f"\u3000\u3000{BODY}{BODY}"),
            *printed(second, top=600),
            (290, 30, 10, "- 1 -"),
        ],
        [*printed("\u3000\u3000编辑：单芳"), (290, 30, 10, "- 2 -")],
    )
    article = read_article("a.pdf", data=data)
    assert article.text.split("\n") == [TITLE, BODY + BODY, BODY + LAST, "编辑：单芳"]
    assert title_of(article) == TITLE
    assert told(article) == ["2 page numbers or running heads removed"]


def test_sentences_that_differ_in_their_figures_are_no_running_heads() -> None:
    pages = [[(72, 780, 11, f"第{n}批项目总投资{n}8亿元，计划于{n}月开工建设。")] for n in (1, 2, 3)]
    article = read_article("a.pdf", data=pdf(*pages))
    assert [f"{n}8亿元" in article.text for n in (1, 2, 3)] == [True] * 3


def test_a_sentence_runs_on_across_pages_without_running_heads() -> None:
    text = f"\u3000\u3000{BODY * 6}"
    pages = [text[i : i + 108] for i in range(0, len(text), 108)]
    data = pdf(*[[(72, 800, 10, "青川县人民政府新闻办公室"), *printed(page)] for page in pages])
    assert len(pages) == 4
    article = read_article("a.pdf", data=data)
    assert article.text == BODY * 6
    assert told(article) == ["4 page numbers or running heads removed"]


def test_a_title_of_two_lines() -> None:
    data = pdf([(72, 790, 22, "青川县与川南理工大学签约8个项目"), (72, 760, 22, "总投资近20亿元"), *printed(BODY * 2)])
    assert title_of(read_article("a.pdf", data=data)) == "青川县与川南理工大学签约8个项目 总投资近20亿元"


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(printed(BODY)))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_that_anybody_may_open_is_read() -> None:
    assert read_article("a.pdf", data=encrypted("")).text == BODY


def test_pages_without_text_are_noted() -> None:
    article = read_article("a.pdf", data=pdf(printed(BODY), [], picture=True))
    assert told(article) == ["1 of 2 pages without text (pictures or scans) left out: page 2"]


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of the objects given, the first of them its catalog."""
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def drawing(content: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d%b>>stream\n%b\nendstream" % (len(packed), extra, packed)


def one_page(content: bytes, *, xobjects: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    resources = b"<</Font<</F1 5 0 R>>/XObject<<%b>>>>" % xobjects
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources %b>>" % resources,
        drawing(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
PAGES = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("scan.pdf", lambda: pdf([], [], picture=True), "2 pages and no text: it looks scanned.*OCR"),
        ("empty.pdf", lambda: pdf([]), "1 page and no text: there is nothing to read"),
        ("secret.pdf", lambda: encrypted("secret"), "encrypted with a password"),
        ("cut.pdf", lambda: pdf(printed(BODY))[:300], "damaged"),
        ("noise.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
        ("book.pdf", lambda: pdf(*[[(72, 700, 12, "中文")]] * 201), "201 pages is over the limit of 200"),
        ("loop.pdf", lambda: raw_pdf(PAGES, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 5>>"), "no text"),
        ("map.pdf", lambda: one_page(b"q Q " * 1_600_000), "no text"),
        ("bomb.pdf", lambda: one_page(bytes(100_000_000)), "no text"),
        (
            "forms.pdf",
            lambda: one_page(b"/X Do " * 100, xobjects=b"/X 6 0 R", more=[drawing(b"1 " * 1_000_000, FORM)]),
            "no text|longer than",
        ),
        ("deep.pdf", lambda: one_page(b"[" * 100_000 + b"]" * 100_000 + b" TJ"), "no text"),
        ("english.pdf", lambda: one_page(b"BT /F1 12 Tf (Hello to all of you) Tj ET"), "0% of the letters"),
        ("empty.docx", lambda: word(), "no text"),
        ("cut.docx", lambda: word(BODY)[:-40], "damaged zip archive or docx"),
        ("noise.docx", lambda: changed(word(BODY), "word/document.xml", b"<w:document"), "damaged"),
        ("flip.docx", lambda: word(BODY).replace(b"word/document.xml", b"word/documenT.xml", 1), "damaged"),
        (
            "bomb.docx",
            lambda: changed(word(BODY), "word/media/a.bin", bytes(100_000_001)),
            r"unpacks to 100,\d{3},\d{3} bytes, over the limit of 100,000,000",
        ),
        ("xml.docx", lambda: changed(word(BODY), "word/document.xml", b" " * 20_000_001), "20,000,001 bytes.*20,000,000"),
        (
            "parts.docx",
            lambda: archive({"word/document.xml": b"x", **{f"a{i}": b"" for i in range(2000)}}),
            "2,001 files.*2,000",
        ),
        (
            "laughs.docx",
            lambda: changed(
                word(BODY),
                "word/document.xml",
                replace=(b"<w:document", b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document'),
            ),
            "declares XML entities",
        ),
        (
            "laughs16.docx",
            lambda: changed(
                word(BODY),
                "word/document.xml",
                f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "ha">]><w:document {NAMESPACES}/>'.encode("utf-16"),
            ),
            "declares XML entities",
        ),
        ("book.xlsx", lambda: archive({"xl/workbook.xml": b"x"}), "Excel workbook"),
        ("talk.pptx", lambda: archive({"ppt/presentation.xml": b"x"}), "PowerPoint"),
        ("text.odt", lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        ("all.zip", lambda: archive({"a.txt": BODY.encode()}), "a zip archive, not text"),
        (
            "secret.docx",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_soon_and_in_one_sentence(name: str, make: Any, words: str) -> None:
    data = make()
    start = time.monotonic()
    with pytest.raises(InputError, match=words) as caught:
        read_article(name, data=data)
    assert time.monotonic() - start < 30
    message = str(caught.value)
    assert name in message and "\n" not in message and len(message) < 400
