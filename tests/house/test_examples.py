"""The example press releases and their fact sheets agree with each other and with themselves."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reading.article import read_article

EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = EXAMPLES / "kinds"
FILES = [*sorted(EXAMPLES.glob("*.txt")), *sorted(KINDS.glob("*.txt"))]


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def sheet(path: Path) -> dict[str, Any]:
    return json.loads((path.parent / "facts" / f"{path.stem}.json").read_text("utf-8"))


@pytest.mark.parametrize(("folder", "count"), [(EXAMPLES, 5), (KINDS, 14)])
def test_each_has_a_sheet(folder: Path, count: int) -> None:
    names = sorted(path.stem for path in folder.glob("*.txt"))
    assert len(names) == count
    assert sorted(path.stem for path in (folder / "facts").glob("*.json")) == names


def test_there_are_two_of_each_kind() -> None:
    kinds = Counter(path.stem.split("-")[0] for path in KINDS.glob("*.txt"))
    assert kinds == dict.fromkeys(["appointment", "call", "disaster", "meeting", "policy", "questions", "results"], 2)


def test_the_sheet_quotes_the_text(path: Path, sheet: dict[str, Any]) -> None:
    article = read_article(path)
    assert article.text == f"{sheet['title_zh']}\n{sheet['body_zh']}"
    assert (450 if path.parent == KINDS else 900) <= len(article.text) <= 1500
    assert all(line in article.text.split("\n") for line in sheet["furniture"])
    assert all(words in article.text for words in sheet.get("boilerplate", ()))
    assert all(sentence in article.text for sentence in sheet["key_sentences"])
    assert all(fact["zh"] in article.text for fact in sheet["facts"])


def test_the_reference_brief_is_right_by_its_own_sheet(sheet: dict[str, Any]) -> None:
    brief = f"{sheet['headline_en']}\n{sheet['brief_en']}"

    def found(pattern: str) -> bool:
        return bool(re.search(pattern, brief, re.IGNORECASE | re.DOTALL))

    assert [fact["zh"] for fact in sheet["facts"] if fact["core"] and not any(map(found, fact["en"]))] == []
    assert list(filter(found, sheet["must_not"] + sheet["furniture_en"])) == []
    assert not re.search("[一-鿿]", brief)


@pytest.mark.parametrize(
    ("name", "pattern", "parts"),
    [
        ("local-government", r"总投资86.5亿元", [52.3, 19.8, 14.4]),
        ("company-results", r"营业收入128.64亿元", [61.2, 42.5, 24.94]),
        ("company-results", r"营业收入128.64亿元", [46.31, 82.33]),
        ("disaster-relief", r"群众１.２６万人", [0.46, 0.8]),
        ("disaster-relief", r"赔款１３６５万元", [820, 545]),
        ("disaster-relief", r"调拨２.５万件", [1, 0.8, 0.7]),
        ("sports", r"消费4.2亿元", [1.5, 1.3, 0.6, 0.8]),
        ("sports", r"3万名", [1.2, 1, 0.8]),
    ],
)
def test_totals_are_the_sums_of_their_parts(name: str, pattern: str, parts: list[float]) -> None:
    found = re.search(pattern, read_article(EXAMPLES / f"{name}.txt").text)
    assert found is not None
    total = float(re.sub(r"[^\d.]", "", found.group()))
    assert sum(parts) == pytest.approx(total)
