"""Glossary files as people have them: encodings, quoting, headers, XML of translation tools; what is wrong is told by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary import Glossary, check, parse
from facts.glossary.file import MAX_GLOSSARY_BYTES, read
from jianbao.errors import InputError


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("plain.tsv", "温江\tWenjiang\n冷链\tcold chain\tlogistics\n", "utf-8"),
        ("header.tsv", "zh\ten\tkind\tnote\n温江\tWenjiang\tplace\t\n冷链\tcold chain\t\tlogistics\n", "utf-8-sig"),
        ("deepl.csv", '温江,Wenjiang\n冷链,"cold chain",logistics\n', "utf-8"),
        ("named.csv", "target,source,note\nWenjiang,温江,\ncold chain,冷链,logistics\n", "gb18030"),
        ("crlf.csv", "source;target;note\r\n温江;Wenjiang;\r\n冷链;cold chain;logistics\r\n", "utf-8"),
        ("titled.csv", "临江外宣术语表,,\n中文,英文,备注\n温江,Wenjiang,\n冷链,cold chain,logistics\n", "gbk"),
        ("broken.csv", '源语,译语,备注\n"温\n江",Wenjiang,\n冷链,"cold\nchain",logistics\n', "utf-8"),
        ("twice.tsv", "温江\tWenjiang\n温江\tWenjiang\n冷链\tcold chain\tlogistics\n", "utf-8"),
        ("comments.tsv", "# ours\n\n温江\tWenjiang\n冷链\tcold chain\tlogistics\n", "utf-16"),
    ],
)
def test_glossary_files_of_every_usual_form(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    glossary = Glossary.load(write(tmp_path / name, text, encoding))
    assert {m.term.source: m.term.target for m in glossary.find("温江的冷链")} == {
        "温江": "Wenjiang",
        "冷链": "cold chain",
    }
    assert [m.term.note for m in glossary.find("冷链")] == ["logistics"]
    assert len(read(tmp_path / name).rows) == 2
    assert all(m.term.firm for m in glossary.find("温江的冷链"))


def test_case_flag_of_a_file(tmp_path: Path) -> None:
    glossary = Glossary.load(write(tmp_path / "case.csv", "source,target,note,case\n应用港,App Hub,,yes\n"))
    assert [m.term.case for m in glossary.find("应用港")] == [True]


def test_check_reports_each_problem_with_its_line(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bad.tsv",
        f"source\ttarget\n温江\tWenjiang\n温江\tWenjiang\n温江\tWenjiang District\n空\t\n\tempty\n长\t{'x' * 300}\n孤\n",
    )
    assert [(p.line, p.kind) for p in check(path)] == [
        (3, "duplicate"),
        (4, "conflict"),
        (5, "empty-target"),
        (6, "empty-source"),
        (7, "long"),
        (7, "short"),
        (8, "columns"),
    ]
    with pytest.raises(InputError, match="line 5"):
        Glossary.load(path)


def test_the_builtin_lists_pass_their_own_check() -> None:
    folder = Path(__file__).parents[3] / "facts" / "glossary" / "lists"
    for name in ("institutions", "universities", "companies", "places", "titles", "terms"):
        kinds = {problem.kind for problem in check(folder / f"{name}.tsv")}
        assert kinds <= {"untranslated", "short"}, name


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\x00\x01\x02\xff", "not a text file"), (b"x" * (MAX_GLOSSARY_BYTES + 1), "at most"), (b"\xe6", "glossary")],
)
def test_files_that_are_no_glossary(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        Glossary.load(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Glossary.load(tmp_path / "none.tsv")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_check_never_fails_on_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("g") / "any.csv"
    path.write_text(text, "utf-8", errors="replace")
    try:
        problems = check(path)
    except InputError:
        return
    assert all(problem.message and problem.line >= 0 for problem in problems)


def terms(data: bytes | str) -> dict[str, str]:
    return {term.source: term.target for term in Glossary.from_bytes(data)}


TWO = {"临江新区": "Linjiang New Area, Phase II", "天工杯": '"Tiangong" Cup'}
EXCEL = 'source\ttarget\r\n临江新区\t"Linjiang New Area, Phase II"\r\n天工杯\t"""Tiangong"" Cup"\r\n'
TMX = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="zh-CN"/><body>
<tu tuid="1"><note>park</note><tuv xml:lang="zh-CN"><seg>临江新区</seg></tuv>
<tuv xml:lang="en-US"><seg>Linjiang New Area, <bpt i="1">&lt;b&gt;</bpt>Phase II</seg></tuv></tu>
<tu><tuv xml:lang="EN"><seg>"Tiangong" Cup</seg></tuv><tuv xml:lang="ZH"><seg>天工杯</seg></tuv></tu>
</body></tmx>"""
TBX = """<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="a"><langSet xml:lang="zh"><tig><term>临江新区</term></tig></langSet>
<langSet xml:lang="en"><ntig><termGrp><term>Linjiang New Area, Phase II</term></termGrp></ntig></langSet></termEntry>
<termEntry><langSet xml:lang="en"><tig><term>"Tiangong" Cup</term></tig><tig><term>Tiangong Contest</term></tig></langSet>
<langSet xml:lang="zh"><tig><term>天工杯</term></tig></langSet></termEntry>
</body></text></martif>"""
TBX3 = """<tbx style="dca" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry><langSec xml:lang="zh-Hans"><termSec><term>临江新区</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Linjiang New Area, Phase II</term></termSec></langSec></conceptEntry>
<conceptEntry><langSec xml:lang="zh-Hans"><termSec><term>天工杯</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>"Tiangong" Cup</term></termSec></langSec></conceptEntry></body></text></tbx>"""

MULTITERM = """<mtf>
<conceptGrp><concept>1</concept><languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>临江新区</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN-US"/><termGrp><term>Linjiang New Area, Phase II</term></termGrp></languageGrp></conceptGrp>
<conceptGrp><languageGrp><language type="English" lang="EN-US"/><termGrp><term>"Tiangong" Cup</term></termGrp></languageGrp>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>天工杯</term></termGrp></languageGrp></conceptGrp></mtf>"""
XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="zh-CN" target-language="en-US"><body>
<trans-unit id="1"><source>临江新区</source><target>Linjiang New Area, Phase II</target></trans-unit>
<trans-unit id="2"><source>天工杯</source><target>"Tiangong" Cup</target></trans-unit></body></file></xliff>"""


@pytest.mark.parametrize(
    "data",
    [
        EXCEL,
        EXCEL.encode("utf-16"),
        EXCEL.encode("utf-16-le"),
        EXCEL.encode("utf-16-be"),
        EXCEL.encode("gbk"),
        EXCEL.encode("utf-8-sig"),
        EXCEL.replace("\r\n", "\r"),
        'sep=;\r\n中文;英文\r\n临江新区;"Linjiang New Area, Phase II"\r\n天工杯;"""Tiangong"" Cup"\r\n',
        '序号,中文名称,英文译名,备注\n1,临江新区,"Linjiang New Area, Phase II",园区\n2,天工杯,"""Tiangong"" Cup",\n'.encode("gb18030"),
        '術語,譯文\n臨江新區,"Linjiang New Area, Phase II"\n天工杯,"""Tiangong"" Cup"\n'.encode("big5"),
        "Chinese (Simplified)\tEnglish (United States)\n临江\u200b新区\tLinjiang New Area, Phase "
        "II\u00a0\n天工杯\t\ufeff\"Tiangong\" Cup\n",
        'Linjiang New Area, Phase II\t临江新区\n"Tiangong" Cup\t天工杯\n',
        "临江新区|Linjiang New Area, Phase II\n天工杯|\"\"\"Tiangong\"\" Cup\"\n",
        TMX,
        TMX.encode("utf-16"),
        TBX,
        TBX3,
        MULTITERM,
        XLIFF,
        TBX3.replace(' xml:lang="zh-Hans"', "").replace(' xml:lang="en"', ""),
    ],
)  # fmt: skip
def test_terms_as_people_have_them(data: bytes | str) -> None:
    assert terms(data) == TWO


def test_a_second_english_term_will_do_as_well() -> None:
    match = Glossary.from_bytes(TBX).find("天工杯开幕")[0]
    assert match.term.note == "also: Tiangong Contest"


@pytest.mark.parametrize(
    ("written", "article"),
    [
        ("临江(国际)物流园", "临江（国际）物流园开园"),
        ("临江（国际）物流园", "临江(国际)物流园开园"),
        ("ＡＩ小镇", "AI小镇开园"),
        ("AI小镇", "ＡＩ小镇开园"),
        ("艾山•买买提", "艾山·买买提获奖"),
        ("“天工”杯", '"天工"杯开幕'),
        ("臨江園區", "临江园区开园"),
        ("临江\u200b园区", "临江园区开园"),
    ],
)
def test_one_term_in_two_ways_of_writing(written: str, article: str) -> None:
    found = Glossary.from_bytes(f"{written}\tTHIS\n").find(article)
    assert [(m.start, m.term.target) for m in found] == [(0, "THIS")]


def test_what_was_read_is_told_in_both_languages() -> None:
    told = parse("临江\tLinjiang\n空\t\n临江\tLinjiang\n", name="g.tsv")
    assert told.told() == "1 term, 2 problems (lines 2, 3)"
    assert told.told("zh") == "共1条术语，2处问题（第2, 3行）"
    assert parse("临江\tLinjiang\n").told() == "1 term, no problems"
    with pytest.raises(InputError) as caught:
        told.require()
    assert "line 2: no target" in caught.value.worded("en", place="page") and "jianbao" not in caught.value.worded(
        "en", place="page"
    )
    assert "第2行：缺少译文" in caught.value.worded("zh")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04xl/workbook.xml", "spreadsheet"),
        ('<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body>&a;</body></tmx>', "entities"),
        ("<tmx><body><tu>", "not well-formed"),
        (f"<tmx>{'<x>' * 100}", "deeper"),
    ],
)
def test_what_is_refused(data: bytes | str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(data)


def test_a_reference_outside_the_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    data = TMX.replace('"tmx14.dtd"', f'"file://{tmp_path}/secret.txt"')
    assert terms(data) == TWO


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("临江新区，()AI", min_size=2, max_size=8), st.text("Ab \"',;", min_size=1, max_size=9)),
        min_size=1,
        max_size=6,
    )
)
def test_what_a_spreadsheet_writes_is_read_back(pairs: list[tuple[str, str]]) -> None:
    import csv
    import io

    wanted = {a.strip(): b.strip() for a, b in pairs if a.strip() and b.strip()}
    for dialect in ("excel", "excel-tab"):
        stream = io.StringIO()
        writer = csv.writer(stream, dialect=dialect)
        writer.writerow(["source", "target"])
        writer.writerows(pairs)
        got = {row[0]: row[1] for _, row in parse(stream.getvalue()).rows}
        assert {k: v for k, v in got.items() if k in wanted} == {k: v for k, v in wanted.items() if k in got}
        assert got.keys() == wanted.keys()


@pytest.mark.parametrize("mark", [" = ", "=", " → ", "->", " => ", "：", ": ", "    ", "\u3000\u3000"])
def test_a_list_as_people_type_it(mark: str) -> None:
    rows = parse(f"# 术语\n临江新区{mark}Linjiang New Area, Phase II\n\n冷链{mark}cold chain\n").rows
    assert [row[:2] for _, row in rows] == [("临江新区", "Linjiang New Area, Phase II"), ("冷链", "cold chain")]


@pytest.mark.parametrize(
    "text",
    [
        "临江新区: Linjiang New Area\n冷链,cold chain\n",
        "临江新区：中文说明\n冷链：中文说明\n",
        '{"冷链": "cold chain"}\n',
    ],
)
def test_a_mark_that_parts_no_pairs_is_none(text: str) -> None:
    assert not {row[:2] for _, row in parse(text).rows} & {
        ("临江新区", "Linjiang New Area"),
        ("冷链", "中文说明"),
        ("冷链", 'cold chain"}'),
    }


def test_a_table_in_markdown() -> None:
    table = parse("| 中文 | 英文 |\n|:---|---:|\n| 临江新区 | Linjiang New Area |\n")
    assert [row[:2] for _, row in table.rows] == [("临江新区", "Linjiang New Area")]
    assert table.told() == "1 term, no problems"


def test_a_comma_wins_where_one_line_alone_has_an_equals_sign() -> None:
    rows = parse("质能方程,E = mc2\n冷链,cold chain\n").rows
    assert [row[:2] for _, row in rows] == [("质能方程", "E = mc2"), ("冷链", "cold chain")]
