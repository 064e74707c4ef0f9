"""Tables of articles: every dialect that spreadsheets write, bad rows in place, memory and time bounded."""

import csv
import io
import itertools
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import InputError
from reading.tables import Row, read_table

A = "3月12日，青川县举行项目签约仪式，8个项目总投资近20亿元。"
B = '4月2日，川南理工大学召开大会，“七十周年”校庆启动。\n第二段，有"引号"和,逗号。'


def table(rows: list[list[str]], **dialect: object) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


ROWS = [["id", "title", "text"], ["a1", "签约", A], ["b2", "", B]]
WANTED = [Row(number=0, id="a1", text=A, title="签约"), Row(number=1, id="b2", text=B)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    ("name", "dialect"),
    [
        ("a.csv", {}),
        ("a.csv", {"delimiter": ";"}),
        ("a.csv", {"delimiter": "\t"}),
        ("a.tsv", {"delimiter": "\t"}),
        ("a.CSV", {"lineterminator": "\n"}),
        ("a.csv", {"quoting": csv.QUOTE_ALL}),
    ],
)
def test_csv_in_all_dialects(tmp_path: Path, name: str, dialect: dict[str, object], encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes(table(ROWS, **dialect).encode(encoding))
    assert list(read_table(path, title_field="title", id_field="id")) == WANTED


def test_json_lines_with_a_bom_and_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"id": 7, "text": A, "title": None}),
        "",
        json.dumps({"text": B, "title": "校庆"}, ensure_ascii=False),
    ]
    path.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    assert list(read_table(path, title_field="title", id_field="id")) == [
        Row(number=0, id="7", text=A),
        Row(number=1, id="2", text=B, title="校庆"),
    ]


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    path = tmp_path / "a.parquet"
    columns = {"text": [A, None, B, " "] * 50, "title": ["签约", "", None, "空"] * 50, "n": list(range(200))}
    parquet.write_table(pyarrow.table(columns), path)
    rows = list(read_table(path, title_field="title", id_field="n"))
    assert rows[0] == Row(number=0, id="0", text=A, title="签约") and rows[2] == Row(number=2, id="2", text=B)
    assert [row.number for row in rows if row.problem] == list(range(1, 200, 4))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match="not a Parquet table"):
        list(read_table(path))


@pytest.mark.parametrize(
    ("name", "data", "problems"),
    [
        (
            "a.jsonl",
            "\n".join([json.dumps({"text": B}), "{", "[1]", '{"title": "x"}', '{"text": 5}', "[" * 100_000]).encode(),
            ["not JSON", "not a JSON object", "'text'", "is a int, not a text", "not JSON"],
        ),
        ("a.jsonl", b'{"text": "\xff"}\n', ["not JSON in UTF-8"]),
        ("a.jsonl", b'{"text": "' + b"a" * 20_000_001 + b'"}\n', ["limit of 20,000,000 bytes"]),
        ("a.csv", b"id,text\n1\n2,,x\n", ["no 'text'", "3 cells, the header 2"]),
        (
            "a.csv",
            b"id,text\n" + f"0,{A}\n".encode() * 30_000 + b"2,\xff\xfe\n",
            ["bytes that do not fit the encoding"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_rows_are_told_and_the_good_ones_read(tmp_path: Path, name: str, data: bytes, problems: list[str]) -> None:
    path = tmp_path / name
    good = json.dumps({"text": A}) if name.endswith("l") else f"9,{A}"
    path.write_bytes(data.rstrip(b"\n") + b"\n" + good.encode() + b"\n")
    rows = list(read_table(path))
    found = [str(row.problem) for row in rows if row.problem]
    assert len(found) == len(problems), found
    assert all(part in problem for part, problem in zip(problems, found, strict=True)), found
    assert rows[-1].text == A


@pytest.mark.parametrize(
    ("name", "data", "options", "words"),
    [
        ("a.csv", "id,b\n1,甲\n".encode(), {}, "no column for the text.*'id', 'b'"),
        ("a.csv", "id,text\n1,甲\n".encode(), {"title_field": "headline"}, "no column 'headline'"),
        ("a.csv", b"", {}, "empty"),
        ("a.csv", b"text\n" + bytes(range(128, 256)) * 20, {}, "none of UTF-8"),
        ("a.csv", b'id,text\n1,"' + b"a,\n" * 700_000, {}, "line .* rest of the table cannot be read"),
        ("a.parquet", b"no", {}, "not a Parquet table"),
        ("a.xlsx", b"PK", {}, "not that of a table"),
        ("none.csv", None, {}, "no such file"),
        ("none.jsonl", None, {}, "no such file"),
        ("none.parquet", None, {}, "no such file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, data: bytes | None, options: dict[str, str], words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        list(read_table(path, **options))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_long_table_is_streamed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = f'"{A * 100}"\n' if name == "a.csv" else json.dumps({"text": A * 100}, ensure_ascii=False) + "\n"
    with path.open("w", encoding="utf-8") as file:
        file.write("text\n" if name == "a.csv" else "")
        file.writelines(itertools.repeat(line, 5_000))
    assert path.stat().st_size > 40_000_000
    tracemalloc.start()
    try:
        assert sum(not row.problem for row in read_table(path)) == 5_000
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_any_text_survives_csv(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(table([["标题", "text"], *[["甲", text] for text in texts]], quoting=csv.QUOTE_ALL).encode())
    assert [row.text for row in read_table(path)] == texts


def test_a_header_in_traditional_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table([["編號", "標題", "內容"], ["a1", "签约", A]]).encode("utf-8-sig"))
    assert list(read_table(path)) == [Row(number=0, id="a1", text=A, title="签约")]
