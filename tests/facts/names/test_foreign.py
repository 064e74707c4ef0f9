"""Names that are not Chinese: whole in the Chinese, found in the English by list or by sound, told where they are not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary import Glossary
from facts.names import NameKind, find_foreign, foreign_names, named, one_spelling, people, unlike_name
from facts.names.sounds import likeness
from facts.names.spelled import abroad, pieces
from facts.tables import rows
from translate.check.comparison import SourceFacts, check
from translate.check.report import LinkStatus, Reason, Severity


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区文联主席艾克拜尔·托合提出席会议，热依拉·买买提发言。", "艾克拜尔·托合提 热依拉·买买提"),
        ("首席科学家罗伯特·盖恩斯表示祝贺，美国导演史蒂文·斯皮尔伯格说。", "罗伯特·盖恩斯 史蒂文·斯皮尔伯格"),
        ("法国总统埃马纽埃尔·马克龙同德国总理默茨通话。", "埃马纽埃尔·马克龙 默茨"),
        ("自治区主席艾尔肯·吐尼亚孜主持会议并讲话。", "艾尔肯·吐尼亚孜"),
        (
            "唐纳德•特朗普和弗拉基米尔‧普京会谈，安东尼奥・古特雷斯出席。",
            "唐纳德•特朗普 弗拉基米尔‧普京 安东尼奥・古特雷斯",
        ),
        ("拉里·佩奇与谢尔盖·布林共同创立了谷歌", "拉里·佩奇 谢尔盖·布林"),
        ("白玛央金县长介绍，扎西次仁书记强调。", "白玛央金 扎西次仁"),
        ("阿卜杜勒·拉赫曼·本·穆罕默德获奖", "阿卜杜勒·拉赫曼·本·穆罕默德"),
        ("艾克拜尔·托合提说。后来，托合提又来了。", "艾克拜尔·托合提 托合提"),
        ("里查德-波雷和亚蒂姆-苏亚特姆到会", "里查德-波雷 亚蒂姆-苏亚特姆"),
        ("“新时代·新征程”主题活动，文化·旅游节，北京-张家口高铁，中国—东盟博览会", ""),
        ("扎西县达瓦乡举行次仁杯比赛", ""),
    ],
)
def test_whole_names(text: str, names: str) -> None:
    assert [text[name.start : name.end] for name in foreign_names(text)] == names.split()
    assert not any(person.chinese in names for person in people(text))


@pytest.mark.parametrize(
    ("name", "english", "found"),
    [
        ("艾克拜尔·托合提", "Akbar Tohti, chairman of the federation,", "Akbar Tohti"),
        ("艾克拜尔·托合提", "Ekber Tohti attended.", "Ekber Tohti"),
        ("艾克拜尔·托合提", "Aikebaier Tuoheti attended.", "Aikebaier Tuoheti"),
        ("艾克拜尔·托合提", "Tohti attended.", "Tohti"),
        ("热依拉·买买提", "Then Rayila Mamat spoke.", "Rayila Mamat"),
        ("热依拉·买买提", "Then Reyila Memet spoke.", "Reyila Memet"),
        ("热依拉·买买提", "Then Wang Ming spoke.", ""),
        ("罗伯特·盖恩斯", "Chief scientist Robert Gaines sent his congratulations.", "Robert Gaines"),
        ("谢尔盖·布林", "Larry Page and Sergey Brin founded it.", "Sergey Brin"),
        ("约翰·史密斯", "Paul Newman of Stanford", ""),
        ("约翰·史密斯", "John Smith of Stanford", "John Smith"),
        ("次仁卓玛", "Tsering Drolma", "Tsering Drolma"),
        ("次旦卓玛", "Cedain Zhoima, 57, sang.", "Cedain Zhoima"),
        ("爱德华·珀塞尔", "The singer came.", ""),
        ("萨菲尔-辛普森", "the Saffir-Simpson scale", "Saffir-Simpson"),
    ],
)
def test_spellings(name: str, english: str, found: str) -> None:
    span = find_foreign(english, name)
    assert (english[slice(*span)] if span else "") == found


def findings(text: str, english: str) -> list[tuple[Reason, Severity]]:
    sentence = document_sentences([text], glossary=Glossary.builtin())[0]
    report = check(SourceFacts.of(text, people=sentence.people, terms=sentence.terms), english)
    return [(finding.reason, finding.severity) for finding in report.findings]


def test_a_name_that_is_not_there_is_told() -> None:
    text = "首席科学家罗伯特·盖恩斯表示祝贺。"
    assert findings(text, "Chief scientist Robert Gaines sent his congratulations.") == []
    assert findings(text, "Chief scientist Li Ming sent his congratulations.") == [
        (Reason.NAME_UNCHECKED, Severity.WARNING)
    ]
    assert findings("热依拉·买买提发言。", "Wang Ming spoke.") == [(Reason.NAME_MISSING, Severity.WARNING)]
    assert findings("法国总统马克龙讲话。", "The French president spoke.") == []


def test_the_check_links_what_it_finds() -> None:
    sentence = document_sentences(["热依拉·买买提发言。"], glossary=Glossary.builtin())[0]
    assert [(p.english, p.kind) for p in sentence.people] == [("Reyila Memet", NameKind.OTHER)]
    report = check(SourceFacts.of(sentence.text, people=sentence.people, terms=sentence.terms), "Rayila Mamat spoke.")
    assert [(link.target, link.status) for link in report.links] == [((0, 12), LinkStatus.AGREES)]


@pytest.mark.parametrize(("piece", "spellings", "language"), list(rows("names/data/others.tsv")))
def test_listed_pieces(piece: str, spellings: str, language: str) -> None:
    assert language in ("uygur", "tibetan", "mongol", "yi") and spellings
    assert pieces()[piece][0][0] == spellings.split("; ")[0]
    assert find_foreign(f"Then {spellings.split('; ')[-1]} spoke.", piece) is not None


def test_likeness_tells_names_apart() -> None:
    right = [("斯皮尔伯格", "spielberg"), ("华盛顿", "washington"), ("玛格丽特", "margaret"), ("圣地亚哥", "santiago")]
    wrong = [("斯皮尔伯格", "washington"), ("华盛顿", "margaret"), ("玛格丽特", "santiago"), ("圣地亚哥", "spielberg")]
    assert min(likeness(*pair) for pair in right) > max(likeness(*pair) for pair in wrong)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*"艾克拜尔·托合提•扎西次仁总统，。的马克龙-王军书记"]), max_size=30).map("".join))
def test_mentions_lie_apart_and_inside(text: str) -> None:
    found = named(text)
    assert all(text[p.start : p.end] == p.chinese for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_one_spelling_through_a_brief() -> None:
    texts = ["Rayila Mamat spoke.", "Later Reyila Memet sang.", "Mamat left.", "Nobody came."]
    assert one_spelling(texts, ["热依拉·买买提"]) == [
        "Rayila Mamat spoke.",
        "Later Rayila Mamat sang.",
        "Mamat left.",
        "Nobody came.",
    ]
    assert one_spelling(texts, []) == texts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("西班牙首相桑切斯当天会见了代表团。", {"桑切斯": "Sanchez"}),
        ("巴西淡水河谷公司总裁古斯塔沃·皮门塔表示感谢。", {"古斯塔沃·皮门塔": "Gustavo Pimenta"}),
        ("塞尔维亚贝尔格莱德市市长沙皮奇参观钢厂，沙皮奇说。", {"沙皮奇": "Sapic"}),
        ("英国首相在伦敦发表讲话，法国外长当天回应。", {}),
        ("中国外长王毅会见泰国外长。", {}),
        ("一列火车从科斯塔奈州开出。", {}),
    ],
)
def test_people_abroad_by_their_posts(text: str, names: dict[str, str]) -> None:
    assert {text[n.start : n.end]: n.english for n in foreign_names(text)} == names


def test_listed_parts_are_spelled_in_latin_letters() -> None:
    assert [row for row in abroad().items() if not re.fullmatch(r"[A-Z][A-Za-z-]+", row[1]) or len(row[0]) < 2] == []


@pytest.mark.parametrize(
    ("name", "english", "other"),
    [
        ("艾尔肯·吐尼亚孜", "Alken Tuniaz chaired the meeting.", "Alken Tuniaz"),
        ("阿布都热合曼·买买提江", "Abdullah Memet won.", "Abdullah Memet"),
        ("艾尔肯·吐尼亚孜", "Erkin Tuniyaz chaired the meeting.", None),
        ("艾尔肯·吐尼亚孜", "Aierken Tuniyazi chaired the meeting.", None),
        ("艾尔肯·吐尼亚孜", "Chairman Erkin chaired the meeting.", None),
    ],
)
def test_a_listed_name_that_stands_as_another_one(name: str, english: str, other: str | None) -> None:
    at = find_foreign(english, name)
    assert at is not None
    span = unlike_name(english, name, at)
    assert (english[slice(*span)] if span else None) == other
