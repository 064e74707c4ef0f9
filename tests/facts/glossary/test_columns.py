"""Columns of glossaries: which one is the Chinese and which the English, whatever else a table has and however it is headed."""

from __future__ import annotations

import re

import pytest

from facts.glossary import parse
from facts.glossary.columns import PLACES, header, heading
from facts.tables import rows

TWO = {"数字经济": "digital economy", "智慧城市": "smart city"}


@pytest.mark.parametrize(("name", "field"), list(rows("glossary/lists/columns.tsv")))
def test_names_of_columns(name: str, field: str) -> None:
    assert field in (*PLACES, "-")
    other = "target" if field == "source" else "source"
    assert header([name, other, "source", "target"])[0] == PLACES.get(field, -1)


@pytest.mark.parametrize(("pattern", "field", "example", "counter"), list(rows("glossary/lists/headers.tsv")))
def test_words_in_names_of_columns(pattern: str, field: str, example: str, counter: str) -> None:
    assert re.fullmatch(pattern, heading(example)) and not re.fullmatch(pattern, heading(counter))
    assert header([example, "source", "target"])[0] == PLACES.get(field, -1)


@pytest.mark.parametrize(
    "text",
    [
        "序号,中文术语,英文译文,备注\n1,数字经济,digital economy,政策\n2,智慧城市,smart city,\n",
        "Entry_ID,Chinese_PRC,English\n1,数字经济,digital economy\n2,智慧城市,smart city\n",
        "部门,中文表述,英文表述\n发改委,数字经济,digital economy\n住建部,智慧城市,smart city\n",
        "term_id\tname_zh\tname_en\n1\t数字经济\tdigital economy\n2\t智慧城市\tsmart city\n",
        "Source term,Target term,Domain\n数字经济,digital economy,ICT\n智慧城市,smart city,ICT\n",
        "ID;zh-Hans-CN;en-US\n7;数字经济;digital economy\n8;智慧城市;smart city\n",
        "英文表达方式,中文词,拼音\ndigital economy,数字经济,shuzi jingji\nsmart city,智慧城市,zhihui chengshi\n",
        "Source,Chinese,English\nPeople's Daily,数字经济,digital economy\nXinhua,智慧城市,smart city\n",
        "原文,译文,日期\ndigital economy,数字经济,2026-01-02\nsmart city,智慧城市,2026-01-02\n",
        "官方表述,官方英译,误译\n数字经济,digital economy,numeric economy\n智慧城市,smart city,clever city\n",
        "单位名称,英文名称\n数字经济,digital economy\n智慧城市,smart city\n",
        "译名,原名\ndigital economy,数字经济\nsmart city,智慧城市\n",
        "1,数字经济,digital economy\n2,智慧城市,smart city\n",
        "T-001,数字经济,digital economy\nT-002,智慧城市,smart city\n",
        "1,digital economy,数字经济\n2,smart city,智慧城市\n",
        "数字经济,shuzi jingji,digital economy\n智慧城市,zhihui chengshi,smart city\n",
        "数字经济,shùzì jīngjì,digital economy\n智慧城市,Zhìhuì Chéngshì,smart city\n",
        "数字经济,n.,digital economy\n智慧城市,n.,smart city\n",
        "发改委,数字经济,digital economy\n发改委,智慧城市,smart city\n",
        "数字经济,发改委,digital economy\n智慧城市,发改委,smart city\n",
        "数字经济,https://a.cn/1,digital economy\n智慧城市,https://a.cn/2,smart city\n",
        "数字经济,digital economy,an economy that lives on data\n智慧城市,smart city,a city that is run by data\n",
        "数字经济,https://a.cn?id=1,digital economy\n智慧城市,https://a.cn?id=2,smart city\n",
        "Term (Chinese),Pinyin,Term (English),Definition\n数字经济,shuzi jingji,digital economy,A\n智慧城市,zhi,smart city,B\n",
        "数字经济,デジタル経済,digital economy\n智慧城市,智慧都市,smart city\n",
        "编码儿,汉字儿,外语儿\n1,数字经济,digital economy\n2,智慧城市,smart city\n",
        "数字经济,2026-01-02,digital economy,张三\n智慧城市,2026-01-03,smart city,李四\n",
    ],
)
def test_the_chinese_and_the_english_column(text: str) -> None:
    table = parse(text)
    assert {row[0]: row[1] for _, row in table.rows} == TWO
    assert table.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("温江,Wenjiang,place name\n冷水滩,Lengshuitan,district\n", {"温江": "Wenjiang", "冷水滩": "Lengshuitan"}),
        ("绿道,lvdao,greenway\n", {"绿道": "greenway"}),
        ("东盟,ASEAN,regional body\n亚太经合组织,APEC,forum\n", {"东盟": "ASEAN", "亚太经合组织": "APEC"}),
        ("二十国集团,G20,a forum\n", {"二十国集团": "G20"}),
        ("1,温江,Wenjiang\n2,冷水滩,Lengshuitan\n", {"温江": "Wenjiang", "冷水滩": "Lengshuitan"}),
        ("人工智能,AI\n二十国集团,G20\n", {"人工智能": "AI", "二十国集团": "G20"}),
        ("中文,Chinese\n英文,English\n", {"中文": "Chinese", "英文": "English"}),
        ("中文系,Chinese Department\n英语角,English Corner\n", {"中文系": "Chinese Department", "英语角": "English Corner"}),
        ("放管服,streamline, delegate\n一网通办,one-stop\n", {"放管服": "streamline", "一网通办": "one-stop"}),
    ],
)  # fmt: skip
def test_lines_that_are_no_header(text: str, expected: dict[str, str]) -> None:
    assert {row[0]: row[1] for _, row in parse(text).rows} == expected


def test_a_second_english_column_will_do_as_well() -> None:
    table = parse(
        "中文,拼音,英文1,英文2,领域\n数字经济,shuzi,digital economy,numeric economy,经济\n绿道,lüdao,greenway,,\n"
    )
    assert [row for _, row in table.rows] == [
        ("数字经济", "digital economy", "also: numeric economy", "经济", ""),
        ("绿道", "greenway", "", "", ""),
    ]


@pytest.mark.parametrize("target", ["1", "2,024", "数字经济学", "——"])
def test_a_target_without_a_letter_is_told(target: str) -> None:
    table = parse(f'绿道,greenway\n数字经济,"{target}"\n')
    assert [(problem.line, problem.kind) for problem in table.problems] == [(2, "no-letters")]
    assert target in table.problems[0].message and target in table.problems[0].worded("zh")
