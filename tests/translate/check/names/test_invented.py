"""Names of places and universities that a translation has and its article has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts.names.people import Person
from translate.check.names.invented import unknown_names


@pytest.mark.parametrize(
    ("article", "english", "names"),
    [
        (
            "川南理工大学举行建校70周年大会。",
            "Wuhan University of Technology held its 70th anniversary.",
            ["Wuhan University of Technology"],
        ),
        ("沙县高砂镇发生森林火灾。", "A forest fire broke out in Shanxi.", ["Shanxi"]),
        ("福建省泉州市启动消费月。", "Xiamen, Fujian, launched a consumption month.", ["Xiamen"]),
        ("福建省泉州市启动消费月。", "Quanzhou in Fujian Province launched a consumption month.", []),
        ("湖南省博物馆参与研究。", "The Shaanxi Museum took part.", ["Shaanxi"]),
        ("京津冀协同发展。", "Coordinated development of Beijing, Tianjin and Hebei.", []),
        ("沪市9家公司退市。", "Nine Shanghai-listed companies were delisted.", []),
        ("兰州财贸大学招生。", "Lanzhou University of Finance and Trade is enrolling.", []),
        (
            "电子科技大学在温江办学。",
            "The University of Electronic Science and Technology of China is in Wenjiang.",
            [],
        ),
        ("宿州市举行会议。", "Suzhou held a meeting.", []),
        ("会议在Nanjing举行。", "The meeting was held in Nanjing.", []),
        ("中国与世界共享机遇。", "China shares opportunities with the world.", []),
        ("", "", []),
    ],
)
def test_strangers(article: str, english: str, names: list[str]) -> None:
    assert [english[a:b] for a, b in unknown_names(article, english)] == names


def test_a_name_of_a_person_is_no_place() -> None:
    people = (Person("王海南", "Wang Hainan", 0, 3, "", True),)
    assert unknown_names("王海南出席。", "Wang Hainan attended.", people=people) == []


def test_human_translations_of_press_releases_have_few(shared: Path) -> None:
    rows = alarms = 0
    for block in (shared / "eval" / "releases-dev.tsv").read_text("utf-8").split("\n\n"):
        pairs = [line.split("\t")[1:] for line in block.splitlines() if line[:2] in ("K\t", "B\t", "T\t")]
        article = "\n".join(zh for zh, _ in pairs)
        rows += len(pairs)
        alarms += sum(bool(unknown_names(article, en)) for _, en in pairs)
    assert rows > 600 and alarms <= 0.01 * rows
