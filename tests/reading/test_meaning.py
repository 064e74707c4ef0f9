"""Meaning in the layout reaches the text: exponents, equations, symbols, list numbers, notes, columns of tables and of pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.article import Article, from_text, read_article
from reading.grid import Cell, laid_out
from reading.readers.word.numbering import chinese, numeral
from reading.scripts import lowered, raised
from reading.symbols import LOST, character
from tests.support.files import pdf, printed, word

TITLE = "临江河道治理工程竣工投运"
BODY = "3月12日，临江河道治理工程竣工，总投资18.6亿元，惠及沿线居民，工程由市水务局牵头建设，历时11个月。"
MORE = "沿线新建泵站12座，改造管网86公里，同步建设智慧调度平台一个，预计每年减少内涝损失两千万元。"


def told(article: Article) -> list[str]:
    return [str(note) for note in article.notes]


def lines(name: str, data: bytes) -> list[str]:
    return read_article(name, data=data).text.split("\n")


@pytest.mark.parametrize(
    ("text", "up", "down"),
    [
        ("8", "⁸", "₈"),
        ("-3", "⁻³", "₋₃"),
        ("2+", "²⁺", "₂₊"),
        ("n", "ⁿ", "ₙ"),
        ("1.5", "^(1.5)", "1.5"),
        ("1/3", "^(1/3)", "1/3"),
        ("TM", "TM", "TM"),
        ("[1]", "[1]", "[1]"),
        ("注", "注", "注"),
        ("", "", ""),
    ],
)
def test_raised_and_lowered(text: str, up: str, down: str) -> None:
    assert (raised(text), lowered(text)) == (up, down)


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("水量1.2×10") + r("8", UP) + r("立方米"), "水量1.2×10⁸立方米"),
        (r("减排CO") + r("2", DOWN) + r("，面积5m") + r("2", UP), "减排CO₂，面积5m²"),
        (r("水量1.2×10") + r("8", '<w:position w:val="8"/><w:sz w:val="14"/>') + r("立方米"), "水量1.2×10⁸立方米"),
        (r("浓度10") + r("-3", UP) + r("克"), "浓度10⁻³克"),
        (r("同比增长") + f"<m:oMath>{mr('12.5')}{mr('%')}</m:oMath>" + r("。"), "同比增长12.5%。"),
        (f"<m:oMathPara><m:oMath>{mr('86.3')}</m:oMath></m:oMathPara>" + r("亿元"), "86.3亿元"),
        (f"<m:oMath><m:sSup><m:e>{mr('10')}</m:e><m:sup>{mr('8')}</m:sup></m:sSup></m:oMath>" + r("立方米"), "10⁸立方米"),
        (f"<m:oMath><m:sSub><m:e>{mr('CO')}</m:e><m:sub>{mr('2')}</m:sub></m:sSub></m:oMath>", "CO₂"),
        (r("占") + f"<m:oMath><m:f><m:num>{mr('1')}</m:num><m:den>{mr('3')}</m:den></m:f></m:oMath>", "占1/3"),
        (f"<m:oMath><m:rad><m:deg/><m:e>{mr('2')}</m:e></m:rad><m:d><m:e>{mr('a+b')}</m:e></m:d></m:oMath>", "√(2)(a+b)"),
        (r("误差") + '<w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r>' + r("5"), "误差±5"),
        (r("12") + '<w:r><w:sym w:font="Symbol" w:char="00B4"/></w:r>' + r("5"), "12×5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r("合格"), "✓合格"),
        ("<w:r><w:ruby><w:rt>" + r("lín") + "</w:rt><w:rubyBase>" + r("临江") + "</w:rubyBase></w:ruby></w:r>" + r("建成"), "临江建成"),
        (r("一期") + "<w:r><w:noBreakHyphen/></w:r>" + r("二期"), "一期-二期"),
        ("<w:fldSimple w:instr='DATE'>" + r("3月12日") + "</w:fldSimple>", "3月12日"),
    ],
)  # fmt: skip
def test_word_says_what_its_layout_means(inner: str, text: str) -> None:
    assert lines("a.docx", word(TITLE, BODY, f"<w:p>{inner}</w:p>"))[-1] == text


def numbering(*levels: tuple[str, str]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{legal}<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
        for legal in ["<w:isLgl/>" if n and text.startswith("%1") else ""]
    )
    return (
        f'<w:numbering><w:abstractNum w:abstractNumId="7">{inner}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
    )


def item(text: str, level: int = 0, list_id: int = 5) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>{r(text)}</w:p>'
    )


@pytest.mark.parametrize(
    ("levels", "items", "wanted"),
    [
        ([("decimal", "%1.")], [item("甲项目"), item("乙项目")], ["1. 甲项目", "2. 乙项目"]),
        ([("chineseCounting", "%1、")], [item("总体要求"), item("主要任务")], ["一、总体要求", "二、主要任务"]),
        ([("chineseCounting", "第%1条")], [item("为了规范"), item("本办法")], ["第一条 为了规范", "第二条 本办法"]),
        (
            [("decimal", "%1"), ("decimal", "%1.%2")],
            [item("甲"), item("子", 1), item("丑", 1), item("乙"), item("寅", 1)],
            ["1 甲", "1.1 子", "1.2 丑", "2 乙", "2.1 寅"],
        ),
        (
            [("chineseCounting", "第%1章"), ("decimal", "%1.%2")],
            [item("甲"), item("子", 1), item("乙"), item("寅", 1)],
            ["第一章 甲", "1.1 子", "第二章 乙", "2.1 寅"],
        ),
        ([("decimalEnclosedCircle", "%1")], [item("甲"), item("乙")], ["① 甲", "② 乙"]),
        ([("bullet", "\uf0b7")], [item("甲项目"), item("乙项目")], ["甲项目", "乙项目"]),
        (
            [("decimal", "（%1）")],
            [item("甲"), item("乙"), item("丙", 0, 6), item("丁", 0, 6)],
            ["（1）甲", "（2）乙", "（1）丙", "（2）丁"],
        ),
        ([("decimal", "%1.")], [item("甲", 0, 0), item("乙", 0, 99)], ["甲", "乙"]),
    ],
)  # fmt: skip
def test_word_writes_the_numbers_of_lists(levels: list[tuple[str, str]], items: list[str], wanted: list[str]) -> None:
    data = word(TITLE, BODY, *items, extra={"numbering": numbering(*levels)})
    assert lines("a.docx", data)[2:] == wanted


@pytest.mark.parametrize("mark", ['<w:del w:id="1" w:author="a"/>', "<w:vanish/>"])
def test_what_goes_on_behind_a_deleted_mark_has_no_number_of_its_own(mark: str) -> None:
    open_item = item("总投资").replace("</w:numPr>", f"</w:numPr><w:rPr>{mark}</w:rPr>")
    data = word(
        TITLE, BODY, open_item, item("8亿元。"), item("建成投产。"), extra={"numbering": numbering(("decimal", "%1."))}
    )
    assert lines("a.docx", data)[2:] == ["1. 总投资8亿元。", "2. 建成投产。"]


def test_what_has_no_mark_stays_before_a_table() -> None:
    open_one = (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t>甲项投资1亿元。</w:t></w:r></w:p>'
    )
    text = lines("a.docx", word(TITLE, BODY, open_one, [["项目", "投资"], ["乙", "3亿元"]], "后段说明。"))
    assert (
        text.index("甲项投资1亿元。")
        < next(n for n, line in enumerate(text) if "3亿元" in line)
        < text.index("后段说明。")
    )


def test_numbers_of_a_style() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Task"><w:name w:val="Task"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    tasks = [f'<w:p><w:pPr><w:pStyle w:val="Task"/></w:pPr>{r(text)}</w:p>' for text in ("建设", "管理")]
    data = word(TITLE, BODY, *tasks, styles=[style], extra={"numbering": numbering(("upperRoman", "%1."))})
    assert lines("a.docx", data)[2:] == ["I. 建设", "II. 管理"]


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (2008, "二千零八"), (1010, "一千零一十")],
)  # fmt: skip
def test_chinese_numerals_of_lists(count: int, text: str) -> None:
    assert chinese(count) == text


@given(
    st.integers(-5, 20_000),
    st.sampled_from(["decimal", "lowerLetter", "lowerRoman", "chineseCounting", "decimalEnclosedCircle", "?"]),
)
def test_a_number_has_a_numeral_in_any_format(count: int, form: str) -> None:
    assert numeral(count, form)


def test_blank_and_merged_cells_of_word_keep_their_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{r(text) if text else ''}</w:p></w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    table = "<w:tbl>" + "".join(
        [
            row(cell("指标", '<w:vMerge w:val="restart"/>'), cell("2025年", '<w:gridSpan w:val="2"/>')),
            row(cell("", "<w:vMerge/>"), cell("总量（亿元）"), cell("增速（%）")),
            row(cell("固定资产投资"), cell(""), cell("-4.5")),
            row(cell("进出口总额"), cell("86.3"), cell("")),
            row(cell("其中"), cell(""), cell("")),
        ]
    )
    assert lines("a.docx", word(TITLE, BODY, table + "</w:tbl>"))[2:] == [
        "指标 | 2025年 |",
        "| 总量（亿元） | 增速（%）",
        "固定资产投资 | | -4.5",
        "进出口总额 | 86.3 |",
        "其中",
    ]


ROWS = (
    "<tr><th rowspan='2'>指标</th><th colspan='2'>2025年</th></tr><tr><th>总量（亿元）</th><th>增速（%）</th></tr>"
    "<tr><td>固定资产投资</td><td></td><td>-4.5</td></tr><tr><td>进出口总额</td><td>86.3</td><td>&nbsp;</td></tr>"
)


@pytest.mark.parametrize("attributes", ['id="zoom"', 'class="main"'])
def test_blank_and_merged_cells_of_a_page_keep_their_columns(attributes: str) -> None:
    found = lines("a.html", page(f"<table>{ROWS}</table>", attributes=attributes))
    assert found[2:-1] == [
        "指标 | 2025年 |",
        "| 总量（亿元） | 增速（%）",
        "固定资产投资 | | -4.5",
        "进出口总额 | 86.3 |",
    ]


def test_blank_cells_of_markdown_keep_their_columns() -> None:
    table = "| 指标 | 总量 | 增速 |\n|---|---|---|\n| 投资 | | -4.5 |\n| | 86.3 | 3.1 |\n"
    assert lines("a.md", f"# {TITLE}\n\n{BODY}\n\n{table}".encode())[2:] == [
        "指标 | 总量 | 增速",
        "投资 | | -4.5",
        "| 86.3 | 3.1",
    ]


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from(["", "3", "甲"]), min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_row_of_figures_has_its_columns(rows: list[list[str]]) -> None:
    found = list(laid_out([[Cell((text,) if text else ()) for text in row] for row in rows]))
    wanted = [row for row in rows if any(row)]
    assert len(found) == len(wanted)
    for line, row in zip(found, wanted, strict=True):
        bars = " | ".join(row).strip()
        assert line == (row[0] if not any(row[1:]) else bars)


def page(inner: str, *, attributes: str = 'id="zoom"') -> bytes:
    return (
        f'<html><head><meta charset="utf-8"><title>{TITLE}_临江新闻网</title></head><body><h1>{TITLE}</h1>'
        f"<div {attributes}><p>{BODY}</p>{inner}<p>{MORE}</p></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<p>水量1.2×10<sup>8</sup>立方米</p>", "水量1.2×10⁸立方米"),
        ("<p>水量1.2×10<sup><b>8</b></sup>立方米</p>", "水量1.2×10⁸立方米"),
        ("<p>水量1.2×10<span style='vertical-align: super'>8</span>立方米</p>", "水量1.2×10⁸立方米"),
        ("<p>减排CO<sub>2</sub>，PM<sub>2.5</sub>下降</p>", "减排CO₂，PM2.5下降"),
        ("<p>增长12.5%<sup><a href='#note1'>1</a></sup>。</p>", "增长12.5%。"),
        ("<p><ruby>临<rp>(</rp><rt>lín</rt><rp>)</rp>江<rt>jiāng</rt></ruby>建成</p>", "临江建成"),
        ("<p>他说<q>进展顺利</q>。</p>", "他说“进展顺利”。"),
        ("<p>面积<math><msup><mn>10</mn><mn>5</mn></msup></math>平方米</p>", "面积10⁵平方米"),
        ("<p>3月12日，\n      工程竣工</p>", "3月12日，工程竣工"),
        ("<p>AI\ncity</p>", "AI city"),
    ],
)  # fmt: skip
def test_a_page_says_what_its_markup_means(inner: str, text: str) -> None:
    assert lines("a.html", page(inner))[2] == text


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<ol><li>甲项目</li><li>乙项目</li></ol>", ["1. 甲项目", "2. 乙项目"]),
        ("<ol start='3'><li><p>甲项目</p></li><li value='7'>乙项目</li></ol>", ["3. 甲项目", "7. 乙项目"]),
        ("<ol type='a'><li>甲项目</li></ol>", ["a. 甲项目"]),
        ("<ol><li>1、甲项目</li><li>2、乙项目</li></ol>", ["1、甲项目", "2、乙项目"]),
        ("<ol style='list-style: none'><li>甲项目</li></ol>", ["甲项目"]),
        ("<ul><li>甲项目</li></ul>", ["甲项目"]),
    ],
)
def test_a_page_writes_the_numbers_of_lists(inner: str, wanted: list[str]) -> None:
    assert lines("a.html", page(inner))[2:-1] == wanted


LEFT = ["3月12日，临江市新能源", "产业基地二期项目正式投", "产，总投资18.6亿元。"]
RIGHT = ["达产后年产值将超30亿元，", "占地420亩，可提供就业", "岗位1800个。"]


@pytest.mark.parametrize("heading", [True, False])
@pytest.mark.parametrize("by_column", [True, False])
def test_columns_of_a_pdf_are_read_one_after_the_other(by_column: bool, heading: bool) -> None:
    left = [(72.0, 760.0 - 20 * n, 12.0, line) for n, line in enumerate(LEFT)]
    right = [(320.0, 760.0 - 20 * n, 12.0, line) for n, line in enumerate(RIGHT)]
    pieces = [*left, *right] if by_column else [piece for pair in zip(left, right, strict=True) for piece in pair]
    top = [(72.0, 800.0, 12.0, TITLE)] if heading else []
    article = read_article("a.pdf", data=pdf([*top, *pieces]))
    assert article.text == "\n".join([TITLE] * heading + ["".join(LEFT), "".join(RIGHT)])
    assert told(article) == ["page 1 set in columns, read one after the other"]


def test_three_columns() -> None:
    columns = (LEFT, RIGHT, ["当天有企业代表和群众", "共两百余人参加了活动", "并参观了新的生产线。"])
    pieces = [
        (60.0 + 170 * n, 760.0 - 20 * m, 12.0, line)
        for n, column in enumerate(columns)
        for m, line in enumerate(column)
    ]
    assert lines("a.pdf", pdf(pieces)) == ["".join(column) for column in columns]


def test_rows_of_figures_in_a_pdf_are_no_columns() -> None:
    rows = [("指标", "总量", "增速"), ("投资", "", "-6.2"), ("外贸", "86.3", ""), ("消费", "120", "5.1")]
    pieces = [
        (72 + 150 * n, 600 - 20 * m, 12, text) for m, row in enumerate(rows) for n, text in enumerate(row) if text
    ]
    article = read_article("a.pdf", data=pdf([*printed(BODY), *pieces, *printed(MORE, top=480)]))
    assert article.text.split("\n")[1:] == [
        "指标 | 总量 | 增速",
        "投资 | | -6.2",
        "外贸 | 86.3 |",
        "消费 | 120 | 5.1",
        MORE,
    ]
    assert article.notes == ()


def test_exponents_and_indices_of_a_pdf() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFont("STSong-Light", 12)
        text = canvas.beginText(72, 600)
        text.setFont("STSong-Light", 12)
        text.textOut("年处理水量1.2×10")
        text.setRise(5)
        text.setFont("STSong-Light", 7)
        text.textOut("8")
        text.setRise(0)
        text.setFont("STSong-Light", 12)
        text.textOut("立方米，减排CO")
        text.setRise(-2)
        text.setFont("STSong-Light", 7)
        text.textOut("2")
        text.setRise(0)
        text.setFont("STSong-Light", 12)
        text.textOut("约3万吨")
        canvas.drawText(text)

    assert lines("a.pdf", pdf([*printed(BODY), draw]))[-1] == "年处理水量1.2×10⁸立方米，减排CO₂约3万吨"


def test_running_heads_and_numbers_of_two_pages_go() -> None:
    def sheet(number: int, text: str) -> list[Any]:
        return [(72, 800, 9, "临江市人民政府公报 2026年第3期"), *printed(text), (280, 30, 9, f"— {number} —")]

    article = read_article("a.pdf", data=pdf(sheet(1, "\u3000\u3000" + BODY), sheet(2, "\u3000\u3000" + MORE)))
    assert article.text.split("\n") == [BODY, MORE]
    assert told(article) == ["4 page numbers or running heads removed"]


def test_notes_at_the_foot_of_a_page_do_not_break_its_sentence() -> None:
    text = "\u3000\u3000" + BODY * 3
    first, second = text[:68], text[68:]
    foot = (72.0, 60.0, 8.0, "① 增速按可比价格计算。")
    article = read_article("a.pdf", data=pdf([*printed(first, columns=34), foot], printed(second, columns=34)))
    assert article.text.split("\n") == [BODY * 3, "① 增速按可比价格计算。"]


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        (
            "The new plant will bring an invest-",
            "ment of two billion yuan to the",
            "The new plant will bring an investment of two billion yuan to the",
        ),
        (
            "It is the largest platform for e-",
            "commerce in the whole province",
            "It is the largest platform for e-commerce in the whole province",
        ),
        (
            "总投资合计达到人民币一百二十三点18.",
            "6亿元，位居全省的第一位次",
            "总投资合计达到人民币一百二十三点18.6亿元，位居全省的第一位次",
        ),
        (
            "总投资合计达到人民币一百二十三点1,",
            "234万元，位居全省的第一位次",
            "总投资合计达到人民币一百二十三点1,234万元，位居全省的第一位次",
        ),
    ],
)  # fmt: skip
def test_words_and_figures_broken_at_a_line_end_are_joined(left: str, right: str, text: str) -> None:
    from reading.lines import unwrap

    assert unwrap([left, right]) == [text]


@pytest.mark.parametrize(
    ("font", "code", "wanted"),
    [
        ("Symbol", 0xF0B4, "×"),
        ("symbol", 0xB0, "°"),
        ("Wingdings", 0xFC, "✓"),
        ("Wingdings", 0x01, LOST),
        ("宋体", 0x4E2D, "中"),
        ("X", 0xE001, LOST),
    ],
)
def test_characters_of_symbol_fonts(font: str, code: int, wanted: str) -> None:
    assert character(font, code) == wanted


def test_signs_of_symbol_fonts_in_a_text() -> None:
    assert from_text(f"{BODY}\n\uf0b7 误差\uf0b15\uf0b0").text.split("\n")[-1] == "误差±5°"


def test_a_table_in_a_cell_has_lines_of_its_own() -> None:
    def cells(*texts: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{text}</w:tc>" for text in texts) + "</w:tr>"

    said = {
        text: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("投资", "一期", "8.1", "二期", "10.5", "合计18.6")
    }
    inner = f"<w:tbl>{cells(said['一期'], said['8.1'])}{cells(said['二期'], said['10.5'])}</w:tbl><w:p/>"
    outer = f"<w:tbl>{cells(said['投资'], inner, said['合计18.6'])}</w:tbl>"
    lines = ["投资", "一期 | 8.1", "二期 | 10.5", "合计18.6"]
    assert read_article("a.docx", data=word("临江新能源基地投产", outer)).text.split("\n")[1:] == lines
    rows = "<table><tr><td>一期</td><td>8.1</td></tr><tr><td>二期</td><td>10.5</td></tr></table>"
    table = f"<table><tr><td>投资</td><td>{rows}</td><td>合计18.6</td></tr></table>"
    text = "3月12日，临江市新能源基地二期项目正式投产，占地420亩，达产后年产值将超30亿元，可提供就业岗位1800个。" * 2
    article = read_article("a.html", data=f"<div id='zoom'><p>{text}</p>{table}</div>".encode())
    assert article.text.split("\n")[1:] == lines
