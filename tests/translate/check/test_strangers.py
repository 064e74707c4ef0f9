"""Names in a translation that no characters of the source read as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from facts.names import syllables
from translate.check.comparison import SourceFacts, check
from translate.check.report import Reason

GLOSSARY = Glossary.builtin()


def strange(source: str, target: str) -> list[object]:
    known = document_sentences([source], glossary=GLOSSARY)[0]
    report = check(SourceFacts.of(source, people=known.people, terms=known.terms), target)
    return [dict(f.values)["found"] for f in report.findings if f.reason is Reason.INVENTED_NAME]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("立方星“晋星一号”发射成功。", 'The CubeSat "Jingxing-1" was launched.', ["Jingxing"]),
        ("可在“赣服通”小程序查询。", "Check on the Ganxi Shengong mini program.", ["Ganxi Shengong"]),
        ("省运会篮球收官", "Zhejiang Games basketball ends", ["Zhejiang"]),
    ],
)
def test_a_name_that_nothing_reads_as_is_found(source: str, target: str, found: list[str]) -> None:
    assert strange(source, target) == found


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("立方星“晋星一号”发射成功。", 'The CubeSat "Jinxing-1" was launched.'),
        ("杭温铁路开通。", "The Hangzhou-Wenzhou railway opened."),  # by their first characters
        ("沪企增加。", "Companies in Shanghai increased."),  # by a character of its own
        ("匈牙利队获胜。", "The Hungarian team won."),  # the people of a country that is named
        ("6月销量增长。", "Sales rose in June."),
        ("长安区重庆路的行长走了。", "The president left Chongqing Road in Chang'an."),  # each reading of a character
        ("绿源吕梁分公司开业。", "The Lyuliang branch of Luyuan opened."),  # ü in several spellings
        ("品牌Lanmei上市。", "The brand Lanmei was launched."),  # in Latin letters already
        ("巴拿马文件公布。", "The Panama Papers were published."),
        ("语言管理改革。", "Language management: Menu and Genuine Change."),  # English that has the shape of pinyin
    ],
)
def test_what_the_source_says_in_another_way_is_no_stranger(source: str, target: str) -> None:
    assert strange(source, target) == []


@given(st.lists(st.sampled_from("晋星赣服通吉隆遵义北京"), min_size=1, max_size=4))
def test_characters_read_as_their_own_pinyin(characters: list[str]) -> None:
    word = "".join(min(syllables.readings(c)) for c in characters)
    text = "".join(characters)
    assert syllables.reads(f"在{text}的", word)
    assert len(word) < syllables.SHORTEST or word in syllables.english() or syllables.is_pinyin(word)


@given(st.text(max_size=30), st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_any_text_is_read(text: str, word: str) -> None:
    assert isinstance(syllables.reads(text, word), bool)
    assert isinstance(syllables.is_pinyin(word), bool)
