"""Notes of a Word document go where their reference goes; form fields of the older kind say what was chosen."""

from __future__ import annotations

import pytest

from reading.article import read_article
from tests.support.files import word
from tests.support.pages import TITLE

SEEN = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元。"
SECRET = "内部口径为21.3亿元。"
STYLE = '<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'


def reference(kind: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:{kind}Reference w:id='3'/></w:r>"


def text(said: str, looks: str = "") -> str:
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{said}</w:t></w:r>"


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize(
    ("referring", "code"),
    [
        ("{}", ""),
        ("<w:ins>{}</w:ins>", ""),
        ("{hidden}", "hidden"),
        (text("密", "<w:vanish/>") + "{hidden}", "hidden"),
        ("{styled}", "hidden"),
        ("{struck}", "struck"),
        ("<w:del>{}</w:del>", "deleted"),
        ("<w:moveFrom>{}</w:moveFrom>", None),
    ],
)
def test_a_note_is_seen_where_its_reference_is(kind: str, referring: str, code: str | None) -> None:
    ways = {"hidden": "<w:vanish/>", "struck": "<w:strike/>", "styled": '<w:rStyle w:val="Hid"/>'}
    inner = referring.format(reference(kind), **{name: reference(kind, looks) for name, looks in ways.items()})
    note = f"<w:{kind}s><w:{kind} w:id='3'><w:p>{text(SECRET)}</w:p></w:{kind}></w:{kind}s>"
    data = word(TITLE, f"<w:p>{text(SEEN)}{inner}</w:p>", styles=[STYLE], extra={f"{kind}s": note})
    article = read_article("a.docx", data=data)
    assert article.text.split("\n") == [TITLE, SEEN, *([f"[1] {SECRET}"] if code == "" else [])]
    assert [(n.code, n.values["count"]) for n in article.notes] == ([(f"reading.{code}", 1)] if code else [])


ENTRIES = '<w:listEntry w:val="下降"/><w:listEntry w:val="增长"/>'


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "增长"),
        (f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "增长"),
        (f"<w:ddList>{ENTRIES}</w:ddList>", "下降"),
        (f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>', ""),
        (f'<w:ddList><w:result w:val="-1"/>{ENTRIES}</w:ddList>', ""),
        ("<w:ddList/>", ""),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:textInput><w:default w:val="某"/></w:textInput>', ""),
    ],
)
def test_a_form_field_says_what_was_chosen(data: str, shown: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="D"/>{data}</w:ffData></w:fldChar></w:r>'
    field = f'{begin}<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    paragraph = f"<w:p>{text('出口同比')}{field}{text('12.5%。')}</w:p>"
    assert read_article("a.docx", data=word(SEEN, paragraph)).text.split("\n")[-1] == f"出口同比{shown}12.5%。"
