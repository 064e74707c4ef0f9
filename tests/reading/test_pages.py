"""Pages of no known content system, and Markdown as Chinese is written: all of the article, nothing that nobody sees."""

from __future__ import annotations

import pytest

from reading.article import Article, read_article

TITLE = "临江新能源基地二期投产"
SEEN = "3月12日，临江市新能源基地二期项目正式投产，总投资18.6亿元，占地420亩，是全市今年投产的最大工业项目。"
MORE = "基地达产后年产值将超30亿元，可提供就业岗位1800个，沿线居民和企业代表共两百余人参加了当天的活动。"
LAST = "市发展改革委负责人表示，三期项目计划于明年开工，投资规模与二期相当，届时基地年产能将翻一番。"
SECRET = "实际投资21.3亿元"
SHELLS = (
    "<article>{}</article>",
    '<div class="article-body"><section>{}</section></div>',
    "<main><div>{}</div></main>",
    "{}",
)


def page(inner: str) -> Article:
    menu = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul></div>'
    text = f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body>{menu}<h1>{TITLE}</h1>{inner}</body></html>"
    return read_article("a.html", data=text.encode())


def markdown(body: str) -> Article:
    return read_article("a.md", data=f"# {TITLE}\n\n{body}\n".encode())


def told(article: Article) -> list[str]:
    return [str(note) for note in article.notes]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        (f"<p>{SEEN}</p><section>\n {MORE}\n</section><div>{LAST}</div>", [SEEN, MORE, LAST]),
        (
            f"<section>{SEEN}</section><ol><li>第一项</li><li>第二项</li></ol><p>{MORE}</p>",
            [SEEN, "1. 第一项", "2. 第二项", MORE],
        ),
        (
            f"<p>{SEEN}</p><table><tr><td>地区</td><td>总量</td><td>增速</td></tr><tr><td>江北</td><td></td><td>8%</td></tr></table><p>{MORE}</p>",
            [SEEN, "地区 | 总量 | 增速", "江北 | | 8%", MORE],
        ),
        (f"<p>{SEEN}</p><div>{MORE}<!-- {SECRET} --></div><p>{LAST}</p>", [SEEN, MORE, LAST]),
        (f"<p>{SEEN}</p><p>{MORE}<?php {SECRET} ?></p><p>{LAST}</p>", [SEEN, MORE, LAST]),
    ],
    ids=["sections", "list", "table", "comment", "instruction"],
)
def test_all_of_an_article_is_read_whatever_holds_it(shell: str, inner: str, lines: list[str]) -> None:
    assert page(shell.format(inner)).text.split("\n") == [TITLE, *lines]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "inside",
    [
        "<svg><text>12.5%</text></svg>",
        f"<svg><foreignObject><div>{SECRET}</div></foreignObject></svg>",
        f"<iframe srcdoc='{SECRET}'>{SECRET}</iframe>",
        f"<object data='a.pdf'>{SECRET}</object>",
        f"<canvas>{SECRET}</canvas>",
        f"<video src='a.mp4'>{SECRET}</video>",
    ],
)
def test_text_in_drawings_frames_and_objects_is_not_read_and_told(shell: str, inside: str) -> None:
    article = page(shell.format(f"<p>{SEEN}</p><p>{MORE}{inside}</p><p>{LAST}</p>"))
    assert article.text.split("\n") == [TITLE, SEEN, MORE, LAST]
    assert told(article) == ["1 chart or embedded object left out"]


def test_a_drawing_without_text_is_an_icon() -> None:
    assert (
        told(page(f"<article><p>{SEEN}</p><p>{MORE}<svg><title>图标</title><path d='M0'/></svg></p></article>")) == []
    )


def test_frames_in_markdown_are_told() -> None:
    assert told(markdown(f"{SEEN}\n\n<iframe src='a'></iframe>\n\n{MORE}")) == ["1 chart or embedded object left out"]


@pytest.mark.parametrize(
    ("piece", "seen", "notes"),
    [
        (f"建立~~“{SECRET}”~~制度。", "建立制度。", ["1 struck-out passage left out"]),
        (f"投资~~（{SECRET}）~~12亿元。", "投资12亿元。", ["1 struck-out passage left out"]),
        ("推出**“上市管家”**制度。", "推出“上市管家”制度。", []),
        ("**一、总体要求。**投资12亿元。", "一、总体要求。投资12亿元。", []),
        ("每**公斤0.**45元。", "每公斤0.45元。", []),
        ("**甲**，**乙**，“丙”**丁**。", "甲，乙，“丙”丁。", []),
        ("总额*，净额*，2~~3天。", "总额*，净额*，2~~3天。", []),
    ],
)
def test_marks_beside_chinese_punctuation_count(piece: str, seen: str, notes: list[str]) -> None:
    article = markdown(f"{SEEN}\n\n{piece}\n\n{MORE}")
    assert article.text.split("\n") == [TITLE, SEEN, seen, MORE] and told(article) == notes


@pytest.mark.parametrize(
    "named", ["临江县人民政府", "新闻详情", "临江新闻网", "Untitled Document", f"{TITLE}-临江县人民政府", TITLE, ""]
)
@pytest.mark.parametrize("headline", ["<h2 class=title>{}</h2>", "<p><b>{}</b></p>", "<div class=bt>{}</div>"])
def test_a_title_that_names_the_site_is_no_headline(named: str, headline: str) -> None:
    inner = f"<div class=content>{headline.format(TITLE)}<p>{SEEN}</p><p>{MORE}</p><p>{LAST}</p></div>"
    text = f"<html><head><meta charset=utf-8><title>{named}</title></head><body>{inner}</body></html>"
    article = read_article("a.html", data=text.encode())
    assert article.title and article.text[slice(*article.title)] == TITLE
    assert article.text.count(TITLE) == 1
