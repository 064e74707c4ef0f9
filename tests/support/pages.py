"""A web page of a release with something in it that may not be seen."""

from __future__ import annotations

from reading.article import read_article

TITLE = "临江市新能源基地二期投产"
BODY = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元，占地420亩，是全市今年投产的最大工业项目。"
LAST = "项目建成后可新增产值42亿元，带动就业1200人，其中本地居民占六成，并配套建设培训平台一个，惠及沿线居民。"
TEXT = "另有21.3亿元不得外传"


def is_shown(inside: str, *, head: str = "", body: str = "") -> bool:
    """Whether a page shows TEXT; what it leaves out is told, and it shows all else.

    inside: HTML, TEXT where it has {}. head: of the page. body: attributes.
    """
    page = (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body {body}><h1>{TITLE}</h1>"
        f'<div id="zoom"><p>{BODY}</p>{inside.format(TEXT)}<p>{LAST}</p></div></body></html>'
    )
    article = read_article("a.html", data=page.encode())
    assert BODY in article.text and LAST in article.text
    shown = TEXT in article.text
    assert [note.code for note in article.notes] == ([] if shown else ["reading.hidden"])
    return shown
