"""Reading text, Markdown and HTML: encodings, characters, titles, and what is refused with which words."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_FILE_BYTES
from reading.article import Article, from_text, read_article
from reading.lines import unwrap, wrapped

TITLE = "总投资近20亿元！青川县与川南理工大学签约8个项目"
BODY = "3月12日，青川县与川南理工大学在县城举行校地合作项目签约仪式，8个项目总投资近20亿元。县长单志鸿出席活动。"
TRADITIONAL_TITLE = "總投資近20億元！青川縣與川南理工大學簽約8個項目"
TRADITIONAL_BODY = (
    "3月12日，青川縣與川南理工大學在縣城舉行校地合作項目簽約儀式，8個項目總投資近20億元。縣長單志鴻出席活動。"
)
TEXT = f"{TITLE}\n{BODY}"
TRADITIONAL = f"{TRADITIONAL_TITLE}\n{TRADITIONAL_BODY}"
EXAMPLES = Path(__file__).parents[2] / "examples"


def told(article: Article) -> list[str]:
    """The notes of an article in English."""
    return [str(note) for note in article.notes]


def title_of(article: Article) -> str | None:
    return None if article.title is None else article.text[slice(*article.title)]


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (TEXT, "utf-32", "utf-32"),
        (TEXT, "gb2312", "gb18030"),
        (TEXT, "gbk", "gb18030"),
        (TEXT + "𠮷", "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gbk", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        # Headlines alone, which general detectors get wrong.
        (TITLE, "gbk", "gb18030"),
        ("温江签约8个项目", "gbk", "gb18030"),
        ("市政府召開會議", "big5", "big5"),
    ],
)
def test_the_encoding_is_found_and_told(text: str, codec: str, encoding: str) -> None:
    article = read_article("a.txt", data=text.encode(codec))
    assert article.original == text
    assert article.encoding == encoding


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "utf-16"])
@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.txt")))
def test_the_examples_read_the_same_in_every_encoding(name: str, codec: str) -> None:
    path = EXAMPLES / name
    article = read_article(path)
    assert article.text == read_article(name, data=path.read_bytes().decode("utf-8").encode(codec)).text
    assert title_of(article) == json.loads((EXAMPLES / "facts" / f"{path.stem}.json").read_text("utf-8"))["title_zh"]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("甲一\r\n乙二\r丙三\u2028丁四\x0b戊五\x85己六", "甲一\n乙二\n丙三\n丁四\n戊五\n己六"),
        ("\u3000\u3000甲一\u3000乙二\t\t丙三\u00a0 丁四  \n\n\n \n戊五", "甲一 乙二 丙三 丁四\n戊五"),
        ("甲\u200b一\ufeff乙\u00ad二\u2060", "甲一乙二"),
        ("１２．５％，ＡＢ公司", "１２．５％，ＡＢ公司"),
        ("⼤学与⽣活", "大学与生活"),  # radicals, as PDF files have them
        ("签约\x00甲\x07一" + "二" * 200, "签约甲一" + "二" * 200),
    ],
)
def test_characters_are_put_in_order(raw: str, text: str) -> None:
    assert from_text(raw).text == text


def test_removed_control_characters_are_noted() -> None:
    assert told(from_text(BODY + "\x00\x07")) == ["2 control characters removed"]
    assert from_text(BODY).notes == ()


def test_traditional_characters_are_simplified_in_place() -> None:
    article = from_text(TRADITIONAL)
    assert article.text == TEXT
    assert article.original == TRADITIONAL
    assert "traditional characters simplified" in told(article)


def test_a_name_with_a_rare_character_in_a_simplified_text_stays() -> None:
    text = BODY + "为冷甦鹏、陶喆、堃霖颁发聘书。"
    assert from_text(text).text == text


def test_simplified_text_does_not_load_opencc() -> None:
    code = (
        "import sys; from reading.article import read_article; "
        f"read_article({str(EXAMPLES / 'sports.txt')!r}); "
        "sys.exit([m for m in ('opencc', 'docx', 'pypdf', 'trafilatura', 'lxml', 'torch', 'numpy') if m in sys.modules] or 0)"
    )
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=EXAMPLES.parent, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("臺灣總額億著乾了甲 \n\t\r\u3000。，1２a\u200b⼤豈"), max_size=60))
def test_offsets_hold_for_any_mixture(noise: str) -> None:
    article = from_text(TRADITIONAL + noise)
    assert len(article.text) == len(article.original)
    lines = article.text.split("\n")
    assert all(line and line == line.strip() for line in lines)
    assert article.text == from_text(article.text).text
    assert article.title is not None and 0 <= article.title[0] < article.title[1] <= len(article.text)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_one_sentence(data: bytes) -> None:
    try:
        article = read_article("a.txt", data=data)
    except InputError as error:
        assert "a.txt" in str(error) and str(error).endswith(".")
    else:
        assert article.text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TEXT, TITLE),
        (BODY, None),
        (f"03版 - 要闻\n{TEXT}", TITLE),
        (f"来源：青川发布　发布时间：2025-03-12 18:20\n2025-03-12\n{TEXT}", TITLE),
        (f"原标题：{TEXT}", TITLE),
        (f"当前位置：首页 > 新闻\n{TEXT}", TITLE),
        ("温江签约8个项目", "温江签约8个项目"),
        ("3月12日，活动举行\n" + BODY, None),
        ("（记者 单芳）3月12日下午\n" + BODY, None),
        ("本报讯 记者从市政府获悉\n" + BODY, None),
        ("他来了。他又走了\n" + BODY, None),
        ("签" * 81 + "\n" + BODY, None),
        ("----------\n" + BODY, None),
    ],
)
def test_the_title_of_plain_text(text: str, title: str | None) -> None:
    assert title_of(from_text(text)) == title


def test_an_explicit_title_goes_in_front_once() -> None:
    given_title = from_text(BODY, title=f" {TITLE}\n")
    assert (given_title.text, title_of(given_title)) == (TEXT, TITLE)
    assert from_text(TEXT, title=TITLE).text == TEXT
    assert from_text(f"要闻 版面\n{TEXT}", title=TITLE).text == f"{TITLE}\n要闻 版面\n{BODY}"


@pytest.mark.parametrize(
    ("source", "text", "title"),
    [
        (f"# {TITLE}\n\n{BODY}\n", TEXT, TITLE),
        (f"#{TITLE}\n\n{BODY}\n", TEXT, TITLE),
        (f"{TITLE}\n====\n\n{BODY}", TEXT, TITLE),
        (f"---\ntitle: “{TITLE}”\ndate: 2025-03-12\n---\n{BODY}", TEXT, TITLE),
        (f"## **{TITLE}**\n\n　　{BODY}", TEXT, TITLE),
        (f"    {BODY}", BODY, None),
        (
            f"{BODY}\n\n- 项目*一*\n- [项目二](http://example.com/a)\n\n1. 甲\n2. 乙\n",
            f"{BODY}\n项目一\n项目二\n1. 甲\n2. 乙",
            None,
        ),
        (f"{BODY}\n\n| 项目 | 金额 |\n|---|---|\n| 甲 | 3亿元 |\n", f"{BODY}\n项目 | 金额\n甲 | 3亿元", None),
        (f"{BODY}\n\n> 引用`代码`\n\n```\n原样 *x*\n```\n<br>\n", f"{BODY}\n引用代码\n原样 *x*", None),
        (f"{BODY}\n\n记者：甲乙丙\n编辑：丁戊己", f"{BODY}\n记者：甲乙丙\n编辑：丁戊己", None),
        (f"#温江发布#\n\n{BODY}", f"#温江发布#\n{BODY}", "#温江发布#"),
    ],
)
def test_markdown_loses_its_markup(source: str, text: str, title: str | None) -> None:
    article = read_article("a.md", data=source.encode())
    assert (article.text, title_of(article)) == (text, title)


def test_pictures_of_markdown_are_noted() -> None:
    assert "2 pictures left out" in told(read_article("a.md", data=f"![图](a.png)\n\n{BODY}![](b.png)".encode()))


PARAGRAPHS = [
    BODY,
    "项目涵盖先进制造、现代物流等领域，预计年产值45亿元，可提供就业岗位1200余个。" * 2,
    "活动由副县长主持。" * 8,
]


def page(*, head: str = "", heading: str = f"<h1>{TITLE}</h1>", top: str = "", charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>&emsp;&emsp;{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="{charset}">{head}<style>p {{}}</style></head><body>'
        f'{top}<nav><a href="/">首页</a><a href="/news">新闻</a></nav><div class="main"><article>'
        f"{heading}<script>var a = '脚本';</script>{paragraphs}</article></div>"
        "<footer>版权所有 青川县人民政府 蜀ICP备1234号</footer></body></html>"
    ).encode(charset)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (page(), TITLE),
        (page(charset="gb2312"), TITLE),
        (page(head=f"<title>{TITLE}_新闻中心_青川网</title>", heading=""), TITLE),
        (page(head=f"<title>{TITLE} - 青川县人民政府</title>", heading=""), TITLE),
        (page(head=f"<title>要闻</title><meta property='og:title' content='{TITLE}'>", heading=""), TITLE),
        (
            page(
                head=f"<title>{TITLE}-青川县人民政府</title>",
                heading="",
                top="<header><h1>青川县人民政府</h1></header>",
            ),
            TITLE,
        ),
    ],
)
def test_a_web_page_gives_its_article(data: bytes, title: str) -> None:
    article = read_article("a.html", data=data)
    assert article.text.split("\n") == [title, *PARAGRAPHS]
    assert title_of(article) == title
    assert article.notes == ()


@pytest.mark.parametrize(
    "layout",
    [
        # WeChat: the article is hidden until its script has run.
        "<h1>{title}</h1><span>原创</span><em>2025年3月12日</em>"
        "<div id='js_content' style='visibility: hidden'>{sections}</div><p>喜欢此内容的人还喜欢</p>",
        # An authority: everything in tables and one form.
        "<form><table><tr><td><a>首页</a></td><td><a>政务公开</a></td></tr></table><table><tr>"
        "<td>{title}</td></tr><tr><td>字号：大 中 小</td></tr>"
        "<tr><td><div id='Zoom' class='TRS_Editor'>{paragraphs}</div></td></tr></table></form>",
        # A university: division in division.
        "<div class='v_news_content'><div id='vsb_content'><h2>{title}</h2>{paragraphs}</div></div><div>上一篇：会议</div>",
        # The same without an element of a known name, and lines parted by <br>.
        "<table><tr><td>{breaks}</td></tr></table>",
        "<div class='text'>{breaks}</div>",
    ],
    ids=["wechat", "authority", "university", "table", "breaks"],
)
def test_pages_as_chinese_content_systems_write_them(layout: str) -> None:
    body = layout.format(
        title=TITLE,
        sections="".join(f"<section><span>{text}</span></section><p><br></p>" for text in PARAGRAPHS),
        paragraphs="".join(f"<p>　　{text}</p>" for text in PARAGRAPHS),
        breaks="<br/><br/>".join(f"&nbsp;&nbsp;{text}" for text in PARAGRAPHS),
    )
    data = f"<html><head><title>{TITLE}_要闻_青川网</title></head><body><div><a>首页</a></div>{body}</body></html>"
    assert read_article("a.html", data=data.encode()).text.split("\n") == [TITLE, *PARAGRAPHS]


def test_figures_and_lists_of_a_page_are_kept() -> None:
    figures = "<table><tr><th>项目</th><th>投资</th></tr><tr><td>制造</td><td>52.3亿元</td></tr></table><ul><li>改造小区46个</li></ul>"
    text = read_article("a.html", data=page().replace(b"</article>", figures.encode() + b"</article>")).text
    assert text.split("\n")[-3:] == ["项目 | 投资", "制造 | 52.3亿元", "改造小区46个"]


def test_a_page_that_declares_another_encoding_than_its_own_is_read() -> None:
    data = page().replace(b"utf-8", b"gb2312")
    assert read_article("a.html", data=data).encoding == "utf-8"


def test_a_page_without_main_text_is_read_whole_and_says_so() -> None:
    article = read_article("a.html", data="<html><body><div>签约8个项目</div><script>x</script></body></html>".encode())
    assert article.text == "签约8个项目"


def test_entities_of_a_page_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "签约签约"><!ENTITY b "&a;&a;&a;">]>' + page().decode().replace(
        "<!DOCTYPE html>", ""
    ).replace("</article>", "<p>&b;&b;</p></article>")
    assert "签约签约" not in read_article("a.html", data=bomb.encode()).text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", " \n\u3000\t\r\n".encode(), "blanks"),
        ("a.txt", b"\xef\xbb\xbf", "blanks"),
        ("a.txt", b"The council signed eight projects with the university.", "0% of the letters.*20%.*--from en"),
        ("a.txt", b"12345 678 90", "0% of the letters"),
        ("a.txt", "市は8つのプロジェクトについて大学と協定に調印しました。".encode(), "Japanese"),
        ("a.txt", "시는 대학과 8개 프로젝트에 서명했다.".encode(), "Korean"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG picture"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(40), "JPEG picture"),
        ("a.txt", b"{\\rtf1\\ansi", "RTF"),
        ("a.txt", bytes(range(32)) * 20, "binary"),
        ("a.txt", b"\x7fELF" + bytes(40), "program"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .doc format.*docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .doc format.*docx"),
        ("a.docx", TEXT.encode(), "says DOCX.*not a DOCX"),
        ("a.pdf", TEXT.encode(), "says PDF.*not a PDF"),
        ("a.csv", b"text\n", "table.*batch"),
        ("a.parquet", b"PAR1", "table.*batch"),
        ("a.txt", b"PAR1" + bytes(20), "Parquet"),
        ("a.txt", b"\x1f\x8b\x08" + bytes(20), "gzip"),
        ("a.txt", TEXT.encode("utf-16")[:-1], "offset"),
        ("a.txt", TEXT.encode() * 5 + b"\xff" + TEXT.encode(), r"byte 0xff at offset \d+.*UTF-8.*damaged"),
        ("a.txt", TEXT.encode()[:-1], "end of the file|byte 0x.* at offset"),
        ("a.txt", TEXT.encode("gbk") * 5 + b"\xff\xff" + TEXT.encode("gbk"), "byte 0xff at offset.*GB18030"),
        ("a.txt", bytes(range(128, 256)) * 3, "none of UTF-8.*Save the file as UTF-8"),
        ("a.txt", b"\xe4\xb8\xad" * (MAX_CHARACTERS + 1), f"{MAX_CHARACTERS + 1:,} characters.*{MAX_CHARACTERS:,}"),
        ("a.txt", b"\xe4" * (MAX_FILE_BYTES + 1), f"{MAX_FILE_BYTES + 1:,} bytes.*{MAX_FILE_BYTES:,}"),
        ("a.md", b"[" * (2 * MAX_CHARACTERS + 1), "Markdown.*limit"),
        ("a.html", b"<html><body></body></html>", "no text was found"),
        ("a.html", b"<html><body>" + "<b>中</b>".encode() * 20_000, "elements of HTML.*limit"),
        ("a.html", b"<html><body>" + b" " * 3_000_001, "characters of HTML.*limit"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_article(name, data=data)
    message = str(caught.value)
    assert name in message and "\n" not in message and len(message) < 400


def test_a_huge_string_is_refused_before_it_is_walked_through() -> None:
    with pytest.raises(InputError, match="100,000,000 characters"):
        from_text("中" * 100_000_000)


def test_the_format_can_be_told() -> None:
    assert read_article("a", data=f"# {TEXT}".encode(), format="md").format == "md"
    assert read_article("a.log", data=TEXT.encode()).format == "txt"
    with pytest.raises(InputError, match="'odt' is not known: give one of txt"):
        read_article("a", data=TEXT.encode(), format="odt")


def test_a_page_named_txt_is_read_as_a_page_with_a_note() -> None:
    article = read_article("a.txt", data=page())
    assert article.format == "html"
    assert any("format HTML" in note for note in told(article))


def test_english_is_read_when_asked_for() -> None:
    text = "Council signs eight projects\nThe council signed eight projects with the university on Monday. They cost 2 billion."
    article = from_text(text, language="en")
    assert title_of(article) == "Council signs eight projects"
    with pytest.raises(InputError, match="leave --from en out"):
        from_text(TEXT, language="en")
    assert (
        read_article("a.txt", data=text.replace("Monday", "“Monday”").encode("cp1252"), language="en").encoding
        == "cp1252"
    )
    with pytest.raises(InputError, match="'fr' is not known"):
        from_text(text, language="fr")


def test_lines_broken_at_a_column_are_joined() -> None:
    body = BODY * 4
    lines = [body[i : i + 30] for i in range(0, len(body), 30)]
    broken = TITLE + "\n\n\u3000\u3000" + "\n".join(lines) + "\n\n\u3000\u3000另悉，项目明年建成。\n编辑：单芳\n"
    article = from_text(broken)
    assert article.text.split("\n") == [TITLE, body, "另悉，项目明年建成。", "编辑：单芳"]
    assert "lines broken at a column joined" in told(article)
    assert not wrapped(TEXT.splitlines() * 3)


def test_items_of_a_list_are_not_joined() -> None:
    items = [f"{number}、推进重大项目建设和产业集群发展第{number}批" for number in "一二三四五六七"]
    assert from_text("\n".join(items)).text.split("\n") == items


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            ["The council has signed eight", "projects with the university", "today."],
            ["The council has signed eight projects with the university today."],
        ),
        (["总投资达到了人民币一百二十", "三亿元，位居全省第一位次"], ["总投资达到了人民币一百二十三亿元，位居全省第一位次"]),
        (["项目的总投资合计达到人民币12", "34万元，位居全省第一位次啊"], ["项目的总投资合计达到人民币1234万元，位居全省第一位次啊"]),
        ([], []),
    ],
)  # fmt: skip
def test_joined_lines(lines: list[str], paragraphs: list[str]) -> None:
    assert unwrap(lines) == paragraphs


class TestFiles:
    def test_a_file_is_named_without_its_folder(self, tmp_path: Path) -> None:
        path = tmp_path / "新闻.TXT"
        path.write_bytes(TEXT.encode())
        article = read_article(path)
        assert (article.name, article.format, article.text) == ("新闻.TXT", "txt", TEXT)
        assert read_article(str(path)) == article

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gbk"))))
        article = read_article("-")
        assert (article.name, article.text, article.encoding) == ("-", TEXT, "gb18030")

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("nothing.txt", "no such file"),
            (".", "is a folder.*batch"),
            ("https://example.com/a.html", "web address.*Save the page"),
            ("x" * 5000, "cannot be read"),
            ("a\0b", "cannot be read"),
        ],
    )
    def test_paths_that_are_no_files(
        self, path: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(InputError, match=words):
            read_article(path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(TEXT.encode())
        path.chmod(0)
        with pytest.raises(InputError, match="no permission"):
            read_article(path)

    def test_a_permission_error_is_one_sentence(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(InputError, match=r"no permission.*chmod"):
            read_article(tmp_path / "a.txt")

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero")
    def test_an_endless_file_is_read_to_the_limit_only(self) -> None:
        with pytest.raises(InputError, match="over the limit of 20,000,000"):
            read_article("/dev/zero")


def test_titles_of_the_development_releases(shared: Path) -> None:
    right = wrong = 0
    for document in (shared / "eval" / "releases-dev.tsv").read_text("utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in document.split("\n") if "\t" in line]
        title = next(row[1] for row in rows if row[0] == "T")
        right += title_of(from_text("\n".join(row[1] for row in rows))) == title
        wrong += from_text("\n".join(row[1] for row in rows if row[0] in "KB")).title is not None
    assert right >= 63  # of 64
    assert wrong <= 3
