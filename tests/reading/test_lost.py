"""Nothing is lost in silence: what a file has and the text has not is told; lost characters and wrong readings are known."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import InputError
from reading.article import Article, from_text, read_article
from reading.mojibake import undo
from tests.support.files import pdf, png, printed, with_part, word
from tests.support.pages import BODY, TITLE

MORE = "基地达产后年产值将超30亿元，可提供就业岗位1800个，沿线居民和企业代表共两百余人参加了当天的活动。"
TEXT = f"{TITLE}\n{BODY}\n{MORE}"


def told(article: Article) -> list[str]:
    return [str(note) for note in article.notes]


CHUNK = '<w:altChunk r:id="chunk"/>'
HTML = f"<html><body><p>{MORE}</p><p hidden>内部</p></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "type", "content", "lines", "notes"),
    [
        ("afchunk.htm", "text/html", HTML, [MORE], ["1 hidden passage left out"]),
        ("afchunk.dat", "application/xhtml+xml", HTML, [MORE], ["1 hidden passage left out"]),
        ("afchunk.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", word(MORE), [MORE], []),
        ("afchunk.txt", "text/plain", MORE.encode("gb18030"), [MORE], []),
        ("afchunk.rtf", "application/rtf", b"{\\rtf1 x}", [], ["1 imported part of the document could not be read"]),
        ("afchunk.mht", "message/rfc822", b"MIME-Version: 1.0", [], ["1 imported part of the document could not be read"]),
        ("afchunk.docx", "application/x.docx", b"PK no zip", [], ["1 imported part of the document could not be read"]),
    ],
)  # fmt: skip
def test_imported_parts_are_read_or_told(
    name: str, type: str, content: bytes, lines: list[str], notes: list[str]
) -> None:
    data = with_part(word(TITLE, BODY, CHUNK), f"word/{name}", content, kind="aFChunk", type=type, id="chunk")
    article = read_article("a.docx", data=data)
    assert article.text.split("\n") == [TITLE, BODY, *lines]
    assert told(article) == notes


def test_an_import_that_leads_nowhere_is_told() -> None:
    assert told(read_article("a.docx", data=word(TITLE, BODY, CHUNK))) == [
        "1 imported part of the document could not be read"
    ]


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        ("<w:drawing><pic:pic/></w:drawing>", "1 picture left out"),
        ("<w:drawing><c:chart/></w:drawing>", "1 chart or embedded object left out"),
        ("<w:drawing><pic:pic/></w:drawing><w:drawing><pic:pic/></w:drawing>", "2 pictures left out"),
    ],
)
def test_pictures_and_charts_of_word_are_told(inner: str, note: str) -> None:
    article = read_article("a.docx", data=word(TITLE, BODY, f"<w:p><w:r>{inner}</w:r></w:p>"))
    assert article.text.split("\n") == [TITLE, BODY] and told(article) == [note]


def test_pictures_of_an_article_on_a_page_are_told() -> None:
    inner = f"<p>{BODY}</p><p>{MORE}</p>"
    body = f"<h1>{TITLE}</h1><img src=logo><div id=zoom>{inner}<img src=a><img src=b></div>"
    page = f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>"
    assert told(read_article("a.html", data=page.encode())) == ["2 pictures left out"]


def test_a_page_whose_article_is_a_picture_is_refused_with_the_reason() -> None:
    page = "<html><head><meta charset=utf-8></head><body><div id=js_content><img src=a></div></body></html>"
    with pytest.raises(InputError, match="pictures without text"):
        read_article("a.html", data=page.encode())


def test_pages_of_a_pdf_without_text_are_named() -> None:
    article = read_article("a.pdf", data=pdf(printed(BODY), [], printed(MORE), [], picture=True))
    assert told(article) == ["2 of 4 pages without text (pictures or scans) left out: pages 2, 4"]


def test_large_pictures_of_a_pdf_are_told() -> None:
    def draw(canvas: Any) -> None:
        import io

        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(io.BytesIO(png())), 72, 100, 400, 300)

    assert told(read_article("a.pdf", data=pdf([*printed(BODY), draw]))) == ["1 picture left out"]


@pytest.mark.parametrize(
    ("piece", "shown", "count"),
    [
        ("\ue001\ue002", "\ufffd\ufffd", 2),
        ("\ufffd8", "\ufffd8", 1),
        ("锟斤拷", "\ufffd\ufffd", 2),
        ("锟斤拷锟", "\ufffd\ufffd", 2),
        ("锟斤拷锟斤拷", "\ufffd" * 4, 4),
        ("\U00100001", "\ufffd", 1),
        ("\uf8ff6", "\ufffd6", 1),
    ],
)
def test_lost_characters_are_shown_and_told(piece: str, shown: str, count: int) -> None:
    article = from_text(f"{BODY}总投资{piece}亿元。")
    assert article.text == f"{BODY}总投资{shown}亿元。"
    assert told(article) == [
        f"{count} character{'s' if count > 1 else ''} had been lost before the text came here (shown as U+FFFD)"
    ]


@pytest.mark.parametrize(
    ("was", "read_as"),
    [("gb18030", "latin-1"), ("gb18030", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "mac_roman"), ("gb18030", "cp437")],
)
def test_mojibake_that_lost_nothing_is_undone(was: str, read_as: str) -> None:
    wrong = TEXT.encode(was).decode(read_as)
    for article in (from_text(wrong), read_article("a.txt", data=wrong.encode())):
        assert article.text == TEXT
        assert told(article)[0].startswith(f"3 lines had been {was} read as ")


def test_utf8_read_as_gbk_is_undone_where_nothing_was_lost() -> None:
    # Two characters are six bytes, which are three pairs; not all pairs are characters.
    words = [TEXT[at : at + length] for at in range(len(TEXT)) for length in (8, 10)]
    whole = [word for word in words if "\n" not in word and not word.isascii() and _survives(word)]
    assert len(whole) > 5
    for piece in whole:
        wrong = piece.encode().decode("gb18030")
        assert undo(wrong).text in (piece, wrong)
    article = from_text("\n".join(word.encode().decode("gb18030") for word in whole))
    assert article.text == "\n".join(whole)
    assert "utf-8 read as gb18030" in told(article)[0]


def _survives(line: str) -> bool:
    try:
        return bool(line.encode().decode("gb18030"))
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("was", "read_as"), [("utf-8", "gbk"), ("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5")]
)
def test_mojibake_that_lost_characters_is_refused_with_the_reason(was: str, read_as: str) -> None:
    wrong = TEXT.encode(was).decode(read_as, errors="replace")
    with pytest.raises(InputError, match="lost"):
        from_text(wrong)


def _without_control(text: str) -> str:
    return "".join(c for c in text if not "\x80" <= c <= "\x9f")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.decode("cp1252", "replace"),
        lambda data: data.decode("cp1252", "ignore"),
        lambda data: data.decode("cp1252", "replace").replace("\ufffd", "?"),
        lambda data: _without_control(data.decode("latin-1")),
    ],
    ids=["lost", "left out", "question marks", "no control characters"],
)
@pytest.mark.parametrize("around", ["{}", f"{TITLE}\n{{}}\n{BODY}"], ids=["alone", "among others"])
def test_utf8_read_in_a_western_encoding_with_loss_is_refused_with_the_reason(damage: Any, around: str) -> None:
    wrong = around.format(damage(MORE.encode()))
    with pytest.raises(
        InputError, match="the text was utf-8, was read as cp1252 and saved again, and characters of 1 line were lost"
    ):
        from_text(wrong)


def test_a_text_that_was_read_wrongly_twice_is_undone_twice() -> None:
    wrong = TEXT.encode().decode("latin-1").encode().decode("latin-1")
    assert from_text(wrong).text == TEXT


def test_one_paragraph_of_mojibake_among_others() -> None:
    wrong = MORE.encode("gb18030").decode("latin-1")
    article = from_text(f"{TITLE}\n{BODY}\n{wrong}")
    assert article.text == TEXT
    assert told(article) == ["1 line had been gb18030 read as cp1252; this was undone"]


RIGHT = [
    TEXT,
    "甦醒的堃霖囍喆彧翀昱",
    "龘靐齉爩鱻麤",
    "总投資近20億元，臺灣與會。",
    "Café crème à la française",
    "ÄÖÜ äöü ß",
    "L’été dernier, près de 300 élèves ont participé à la cérémonie d’ouverture",
    "Hội nghị về hợp tác kinh tế được tổ chức tại Hà Nội ngày 12 tháng 3",
    "Совещание прошло в Москве; Ελλάδα; Łódź",
    "1. 2. 3.",
    "姓名：阿依古丽·买买提江·吐尔逊",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_text_that_is_right_is_left_alone(text: str) -> None:
    assert undo(text).text == text and undo(text).lines == 0


@settings(max_examples=150)
@given(st.text(st.sampled_from("临江市新能源基地二期投产总投资亿元项目建设的是在3.6%，。\n AaÄé囍堃"), max_size=60))
def test_no_mixture_of_right_characters_is_changed(text: str) -> None:
    assert undo(text).text == text


def test_pictures_and_drawings_beside_a_main_text_in_no_known_element_are_told() -> None:
    inner = '<img src="a.png"><svg><text>管网长度74公里</text></svg><iframe src="v.html"></iframe>'
    around = '<div><img src="logo.png"><iframe src="advert.html"></iframe></div>'
    text = (
        "<p>"
        + "</p><p>".join(
            f"第{n}个项目位于临江新区，总投资{n}2.6亿元，占地420亩，达产后年产值将超30亿元。" for n in range(1, 6)
        )
        + "</p>"
    )
    page = f"<body>{around}<div class='main'><div><h1>临江新区五个项目开工建设</h1>{text}{inner}</div></div>{around}</body>"
    assert [str(note) for note in read_article("a.html", data=page.encode()).notes] == [
        "1 picture left out",
        "2 charts or embedded objects left out",
    ]
