"""Institutions, companies, roads and sites that no list has."""

from __future__ import annotations

import pytest

from facts.glossary import Glossary, accepts
from facts.places.institutions import OWN, SITES
from facts.places.places import find_terms
from facts.tables import rows

GLOSSARY = Glossary.builtin()


def found(text: str) -> list[tuple[str, str]]:
    return [(m.term.source, m.term.target) for m in find_terms(text, GLOSSARY) if m.term.origin == SITES]


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("由太行能源大学学生研制。", ("太行能源大学", "Taihang Energy University")),
        ("岭南科技大学召开大会。", ("岭南科技大学", "Lingnan Science and Technology University")),
        ("走进临江大学。", ("临江大学", "Linjiang University")),
        ("沈阳体育学院举行典礼。", ("沈阳体育学院", "Shenyang Sport College")),
        (
            "商丘市外国语实验小学开学。",
            ("商丘市外国语实验小学", "Shangqiu Foreign Languages Experimental Primary School"),
        ),
        ("蚌埠第三人民医院接诊。", ("蚌埠第三人民医院", "Bengbu No. 3 People's Hospital")),
        ("位于凤溪大道。", ("凤溪大道", "Fengxi Avenue")),
        ("娲石集团发布年报。", ("娲石集团", "Washi Group")),
        ("海晟科技有限公司发布年报。", ("海晟科技有限公司", "Haisheng Technology Co., Ltd.")),
        ("吉隆口岸恢复通关。", ("吉隆口岸", "Gyirong Port")),
        ("位于陇西路的古玩城。", ("陇西路", "Longxi Road")),
        ("合肥海关发布数据。", ("合肥海关", "Hefei Customs")),
    ],
)
def test_a_name_is_made_of_its_parts(text: str, site: tuple[str, str]) -> None:
    assert found(text) == [site]


@pytest.mark.parametrize(
    "text",
    [
        "他在路上走，有出路，致富路通了。",
        "一所大学和一家医院。",
        "全国高等职业学院的学生。",
        "病险水库除险加固，站前广场改造。",
        "通往持久和平之路。",
        "陕煤集团智能化建设。",
        "2025年丝路优选发布。",
        "太行大学生创业，晋元集团军换防。",
        "清华大学举行典礼。",
        "",
    ],
)
def test_a_word_is_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "english", "right"),
    [
        ("走进临江大学。", "A visit to Linjiang University.", True),
        ("走进临江大学。", "A visit to the University of Linjiang.", True),
        ("走进临江大学。", "A visit to the university.", True),
        ("走进临江大学。", "A visit to Lingjiang University.", False),
        ("位于凤溪大道。", "On Fengxi Road.", True),
        ("位于凤溪大道。", "In Fengxi Town.", False),
    ],
)
def test_english_may_order_and_shorten_it(text: str, english: str, right: bool) -> None:
    (match,) = (m for m in find_terms(text, GLOSSARY) if m.term.origin == SITES)
    assert accepts(english, match.term) is right


@pytest.mark.parametrize("row", list(rows("places/data/types.tsv")), ids=lambda row: row[0])
def test_every_type_has_an_example(row: list[str]) -> None:
    kind, english, _, _, example, counter = row
    named = f"黑河{example}，" if kind in OWN else f"黑河{example[2:]}，"
    behind = [source for source, target in found(named) if source.endswith(kind) and target.endswith(english)]
    assert behind
    assert not [source for source, _ in found(counter) if source.endswith(kind)]


@pytest.mark.parametrize("row", list(rows("places/data/subjects.tsv")), ids=lambda row: row[0])
def test_every_subject_has_an_example(row: list[str]) -> None:
    word, english, company, example = row
    ((source, target),) = found(f"黑河{example[2:]}举行典礼")
    assert word in source
    assert english in target or (company and company in target)
