"""Documents whose layout says more than their letters: what is shown is read with its meaning, what is not is left out and told."""

from __future__ import annotations

import pytest

from reading.article import from_text, read_article
from reading.lines import unwrap
from tests.support.files import word

SEEN = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元，占地420亩，可提供就业岗位1800个，是全市今年投产的最大工业项目。"
MORE = "达产后年产值将超30亿元，沿线居民和企业代表共两百余人参加了当天的活动，市长栾静出席。"
HIDDEN, DELETED, STRUCK = (
    "1 hidden passage left out",
    "1 deleted passage left out (tracked changes)",
    "1 struck-out passage left out",
)
TURNED = "1 passage written from right to left, read as shown"
EMBEDDED = "1 chart or embedded object left out"


def r(text: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(*parts: str, looks: str = "") -> str:
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(parts)}</w:p>"


def math(*parts: str) -> str:
    return f"<m:oMath>{''.join(parts)}</m:oMath>"


def m(text: str, looks: str = "") -> str:
    return f"<m:r><w:rPr>{looks}</w:rPr><m:t>{text}</m:t></m:r>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def c(text: str, looks: str = "") -> str:
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{p(r(text))}</w:tc>"


VML = "xmlns:v='urn:schemas-microsoft-com:vml'"
SHADE = "<w:shd w:val='clear' w:fill='FF0000'/>"
WHITE = "<w:color w:val='FFFFFF'/>"
FALLBACK = "<mc:Fallback><w:t>旧</w:t></mc:Fallback>"
WORD = {
    "deleted in an equation": (p(r("达"), math(f"<w:del>{m('9')}</w:del>", m("8"))), "达8", [DELETED]),
    "deleted equation": (p(r("达"), f"<w:del>{math(m('9'))}</w:del>"), "达", [DELETED]),
    "hidden in an equation": (p(r("达"), math(m("9", "<w:vanish/>"), m("8"))), "达8", [HIDDEN]),
    "struck in an equation": (p(r("达"), math(m("9", "<w:strike/>"), m("8"))), "达8", [STRUCK]),
    "phantom": (
        p(math(f"<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr><m:e>{m('9')}</m:e></m:phant>", m("8"))),
        "8",
        [HIDDEN],
    ),
    "pale": (p(r("秘", "<w:color w:val='FDFEFE'/>"), r("显")), "显", [HIDDEN]),
    "narrow": (p(r("秘", "<w:w w:val='1'/>"), r("显")), "显", [HIDDEN]),
    "white on a ground": (p(r("白字", WHITE), looks=SHADE), "白字", []),
    "white on no ground": (p(r("秘", WHITE), r("显")), "显", [HIDDEN]),
    "columns left out": (
        table(c("甲") + c("乙") + c("丙"), "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + c("1") + c("2")),
        "甲 | 乙 | 丙\n| 1 | 2",
        [],
    ),
    "deleted cell": (table(c("旧", "<w:cellDel w:id='1'/>") + c("新") + c("值")), "新 | 值", []),
    "merged cells": (
        table(c("合计", "<w:gridSpan w:val='2'/>") + c("5"), c("甲") + c("") + c("6")),
        "合计 | | 5\n甲 | | 6",
        [],
    ),
    "word art": (
        p(f"<w:r><w:pict><v:shape {VML}><v:textpath string='号外'/></v:shape></w:pict></w:r>", r("正文")),
        "号外正文",
        [],
    ),
    "drawn text": (
        p("<w:r><w:drawing><a:t xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>图中5亿元</a:t></w:drawing></w:r>"),
        "图中5亿元",
        [],
    ),
    "one of two forms": (
        p(f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>新</w:t></mc:Choice>{FALLBACK}</mc:AlternateContent></w:r>"),
        "新",
        [],
    ),
    "the only form": (
        p(f"<w:r><mc:AlternateContent>{FALLBACK}</mc:AlternateContent></w:r>"),
        "旧",
        [],
    ),
    "document in a document": (
        p(r("见附件")) + "<w:subDoc r:id='x'/>",
        "见附件",
        ["1 imported part of the document could not be read"],
    ),
    "right to left": (p(r("投资"), f"<w:bdo w:val='rtl'>{r('元亿6.81')}</w:bdo>"), "投资18.6亿元", [TURNED]),
    "moved": (p(f"<w:moveFrom>{r('前')}</w:moveFrom>", r("中"), f"<w:moveTo>{r('后')}</w:moveTo>"), "中后", []),
    "inserted and deleted": (p(f"<w:ins><w:del>{r('旧')}</w:del></w:ins>", r("新")), "新", [DELETED]),
    "zero width": (p(r("1\u200b8\u2060.6亿元")), "18.6亿元", []),
    "full width": (p(r("１８．６亿元")), "１８．６亿元", []),
    "radicals": (p(r("⼆⽉⼗⽇")), "二月十日", []),
    "private": (
        p(r("投资\ue5e56亿元")),
        "投资\ufffd6亿元",
        ["1 character had been lost before the text came here (shown as U+FFFD)"],
    ),
}  # fmt: skip
PAGES = {
    "fraction": ("<p><math><mfrac><mn>3</mn><mn>4</mn></mfrac></math>以上</p>", "3/4以上", []),
    "sum in a fraction": (
        "<p><math><mfrac><mrow>a+b</mrow><mn>4</mn></mfrac></math></p>", "(a+b)/4", [],
    ),
    "root": ("<p><math><msqrt><mn>2</mn></msqrt></math></p>", "√(2)", []),
    "third root": ("<p><math><mroot><mn>2</mn><mn>3</mn></mroot></math></p>", "³√(2)", []),
    "both": ("<p><math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math></p>", "xᵢ²", []),
    "right to left": ("<p>投资<bdo dir=rtl>元亿6.81</bdo></p>", "投资18.6亿元", [TURNED]),
    "white": ("<p><font color=white>秘</font>显</p>", "显", [HIDDEN]),
    "drawing": ("<p>见图</p><svg><text>图中5亿元</text></svg>", "见图", [EMBEDDED]),
    "icon": ("<p>见图</p><svg><path d='M0'/></svg>", "见图", []),
    "frame": ("<p>见图</p><iframe src=x></iframe>", "见图", [EMBEDDED]),
    "beside the text": ("<aside><p>旁注5亿元</p></aside>", "旁注5亿元", []),
    "below the text": ("<footer>数据截至4月</footer>", "数据截至4月", []),
    "spans rows": ("<table><tr><td rowspan=2>甲<td>1<tr><td>2</table>", "甲 | 1\n| 2", []),
    "counts down": ("<ol reversed><li>甲<li>乙</ol>", "2. 甲\n1. 乙", []),
    "soft hyphen": ("<p>18.6&shy;亿元</p>", "18.6亿元", []),
}  # fmt: skip


@pytest.mark.parametrize(("part", "text", "notes"), WORD.values(), ids=WORD)
def test_a_word_document(part: str, text: str, notes: list[str]) -> None:
    blocks = part.replace("</w:p><w:subDoc", "</w:p>\0<w:subDoc").split("\0")
    article = read_article("a.docx", data=word(SEEN, *blocks))
    assert article.text == f"{SEEN}\n{text}"
    assert [str(note) for note in article.notes] == notes


@pytest.mark.parametrize(("part", "text", "notes"), PAGES.values(), ids=PAGES)
def test_a_page(part: str, text: str, notes: list[str]) -> None:
    page = f"<html><body><div id=zoom><p>{SEEN}</p><p>{MORE}</p>{part}</div></body></html>"
    article = read_article("a.html", data=page.encode())
    assert article.text == f"{SEEN}\n{MORE}\n{text}"
    assert [str(note) for note in article.notes] == notes


def test_what_is_turned_round_is_read_as_it_is_shown() -> None:
    article = from_text(f"{SEEN}投资\u202e元亿6.81\u202c，另有\u202e个21\n{MORE}\u200f")
    assert article.text == f"{SEEN}投资18.6亿元，另有12个\n{MORE}"
    assert [str(note) for note in article.notes] == ["2 passages written from right to left, read as shown"]


MARKDOWN = {
    "notes": (
        "总投资[^1]18.6亿元[^b]。\n\n[^1]: 含土地款5亿元。\n[^b]: 初步数。",
        "总投资18.6亿元。\n[1] 含土地款5亿元。\n[b] 初步数。",
    ),
    "label": ("[备注]: 金额5亿元", "[备注]: 金额5亿元"),
    "address": ("见[网站]。\n\n[网站]: https://example.cn", "见网站。"),
    "list in a list": ("1. 甲\n   1. 乙\n2. 丙", "1. 甲\n1. 乙\n2. 丙"),
}


@pytest.mark.parametrize(("part", "text"), MARKDOWN.values(), ids=MARKDOWN)
def test_markdown(part: str, text: str) -> None:
    article = read_article("a.md", data=f"{SEEN}\n\n{part}\n".encode())
    assert article.text == f"{SEEN}\n{text}"
    assert article.notes == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [("召回生产日期至2024", "年8月19日的车辆。"), ("设计寿命60年，", "样机运行500小时。"), ("占60", "岁人口的三成。")],
)
def test_a_short_line_that_ends_within_a_sentence_runs_on(first: str, second: str) -> None:
    long = "这是一行很长的正文用来说明这一栏有多宽所以别的行都短。"
    assert unwrap([long, first, second, long], marked=False) == [long, first + second, long]
