"""Page numbers and running heads of PDF files go; figures that stand alone in the text stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from reading.article import read_article
from tests.support.files import pdf, printed

BODY = "3月12日，临江市新能源产业基地二期项目正式投产，总投资18.6亿元，占地420亩，可提供就业岗位1800个。"
MORE = "达产后年产值将超30亿元，沿线居民和企业代表共两百余人参加了当天的活动，市长栾静出席。"

LAST = "下一步，临江市将继续扩大新能源产业规模，力争三年内全产业链产值突破百亿元，带动更多群众在家门口就业增收。"


def sheets(*feet: str, y: float = 40, size: float = 10) -> list[Any]:
    return [
        [*printed("\u3000\u3000" + text), (290, y, size, foot)]
        for text, foot in zip((BODY, MORE, LAST), feet, strict=False)
    ]


def slide(label: str, figure: str, *, y: float = 420) -> list[Any]:
    return [(200, y + 60, 24, label), (200, y, 24, figure)]


def column(*lines: str, foot: float = 420) -> list[Any]:
    """Lines of text below one another, the last at a height."""
    return [(84, foot + 20 * (len(lines) - n), 12, line) for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    "feet",
    [
        ("1", "2"), ("2", "3", "4"), ("- 1 -", "- 2 -"), ("— 15 —",), ("·7·",), ("第1页", "第2页"), ("第 3 页 共 9 页",), ("1/2", "2/2"),
        ("5 / 12", "6 / 12"), ("Page 4",), ("page 1 of 3",), ("1",), ("1.", "2."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("y", [30, 72, 800])
def test_numbers_of_pages_go(feet: Sequence[str], y: float) -> None:
    article = read_article("a.pdf", data=pdf(*sheets(*feet, y=y)))
    assert article.text.split("\n") == [BODY, MORE, LAST][: len(feet)]
    assert [note.values["count"] for note in article.notes] == [len(feet)]


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        pytest.param([slide("新开工（个）", "128"), slide("新增企业", "356")], ["（个）128", "企业356"], id="slides"),
        pytest.param(
            [slide("新开工（个）", "1"), slide("新增企业", "2")], ["（个）1", "企业2"], id="slides that count"
        ),
        pytest.param([slide("签约", "128", y=60), slide("开工", "356", y=60)], ["签约128", "开工356"], id="low"),
        pytest.param([slide("签约率", "100%"), slide("开工率", "100%")], ["签约率100%", "开工率100%"], id="the same"),
        pytest.param([slide("增速", "12"), slide("增速", "13")], ["增速12", "增速13"], id="the same label"),
        pytest.param([slide("办结率", "签约128个"), slide("满意率", "签约356个")], ["128个", "356个"], id="in words"),
        pytest.param([column(BODY[:24], "东区", "98", "西区", "96")], ["东区98西区96"], id="one page"),
        pytest.param([column(BODY[:24], "东区", "98", "西区", "96", foot=50)], ["东区98西区96"], id="one full page"),
        pytest.param([column("120", "东区", "98", "西区", BODY[:24], foot=720)], ["120东区98"], id="on top"),
        pytest.param([column(BODY[:24], "西区", "1", foot=50)], ["西区1"], id="no gap before it"),
        pytest.param([[*column(MORE[:24], "得分", "120"), (290, 40, 12, "- 2 -")]], ["得分120"], id="above a number"),
        pytest.param(
            [[*column(MORE[:24], "得分", "2", foot=60), (290, 40, 12, "- 1 -")]], ["得分2"], id="one a margin"
        ),
        pytest.param([column(MORE[:24], "增减", "-6", foot=50)], ["增减-6"], id="below nought"),
    ],
)
def test_figures_that_stand_alone_stay(pages: Sequence[Any], said: list[str]) -> None:
    text = read_article("a.pdf", data=pdf(*pages)).text.replace("\n", "")
    assert [one for one in said if one not in text] == []


def test_a_number_below_a_running_foot_goes_with_it() -> None:
    pages = [[*page, (72, 55, 10, "临江市人民政府公报 2026年第3期")] for page in sheets("7", "8", "9")]
    assert read_article("a.pdf", data=pdf(*pages)).text.split("\n") == [BODY, MORE, LAST]
