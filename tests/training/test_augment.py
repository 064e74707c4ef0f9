"""Augmentation: what is changed, that both sides stay right, and that a seed decides."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Glossary
from facts.names import pinyin_name
from facts.quantities import Agreement, align, quantities
from jianbao.errors import InputError
from training import augment
from training.augment import Augmenter, Switches

PAIR = (
    "4月18日，省发展改革委主任郎咏秋表示，项目总投资61.8亿元，将建成厂房12万平方米，带动就业3500人，占比23.5%。",
    "On April 18, Lang Yongqiu, director of the provincial development and reform commission, said that the project, with a total "
    "investment of 6.18 billion yuan, will build 120,000 square meters of workshops, create 3,500 jobs and account for 23.5 percent.",
)


def rng() -> random.Random:
    return random.Random(7)


def test_a_swapped_name_is_the_pinyin_of_the_new_one() -> None:
    changed = augment.swap_names(PAIR, rng())
    assert changed is not None
    zh, en = changed
    fresh = re.search(r"主任(\w{2,4})表示", zh)
    assert fresh and fresh[1] != "郎咏秋" and "Lang Yongqiu" not in en
    assert pinyin_name(fresh[1]) in en


def test_surname_alone_follows_the_swap() -> None:
    pair = (
        "公司总经理谭建国表示，订单充足。谭建国说，明年扩产。",
        "Tan Jianguo, general manager of the company, said orders are ample. Zhao will not do.",
    )
    changed = augment.swap_names(pair, rng())
    assert changed is not None and "谭建国" not in changed[0] and "Zhao will" in changed[1]
    pair = (
        "公司总经理邓建国表示，订单充足。",
        "Deng Jianguo, general manager, said orders are ample. Deng expects growth.",
    )
    changed = augment.swap_names(pair, rng())
    assert changed is not None and "Deng" not in changed[1]
    assert len(set(re.findall(r"^(\w+) |\. (\w+) expects", changed[1])[0])) == 2


@pytest.mark.parametrize(
    "pair",
    [
        ("记者从发布会上获悉，产量增长。", "Output grew, a news conference heard."),
        ("主任郎咏秋表示，产量增长。", "The director said output grew."),  # the English does not name the person
    ],
)
def test_no_name_no_swap(pair: tuple[str, str]) -> None:
    assert augment.swap_names(pair, rng()) is None


def test_quantities_change_on_both_sides_with_exact_magnitudes() -> None:
    zh, en = augment.swap_quantities(PAIR, rng()) or ("", "")
    assert (zh, en) != PAIR and "4月18日" in zh and "April 18" in en
    assert "61.8亿元" not in zh and "6.18 billion" not in en
    wrong = [p for p in align(quantities(zh), quantities(en, language="en")) if p.agreement != Agreement.EQUAL]
    assert not wrong


@settings(deadline=None, max_examples=60)
@given(
    st.decimals(min_value=2, max_value=9999, places=1), st.sampled_from(["万", "亿", "万亿", ""]), st.integers(0, 1000)
)
def test_swapped_money_always_agrees(value, scale, seed) -> None:  # type: ignore[no-untyped-def]
    text = f"{value:f}".removesuffix(".0")
    amount = augment.Decimal(text) * augment.SCALES[scale]
    pair = (
        f"全年投入{text}{scale}元用于绿化。",
        f"It spent {augment.english_number(amount, ',')} yuan on greening over the year.",
    )
    changed = augment.swap_quantities(pair, random.Random(seed))
    assume(changed is not None)
    assert changed is not None
    (ours,), (theirs,) = (
        [q for q in quantities(side, language=language) if q.unit == "yuan"]
        for side, language in zip(changed, ("zh", "en"), strict=True)
    )
    assert ours.value == pytest.approx(theirs.value, rel=1e-9) and changed != pair


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("2023年9月26日开幕。", "It opened on September 26, 2023."), "a date"),
        (("上午9:30开始，10:30结束。", "It began at 9:30 a.m. and ended at 10:30."), "times"),
        (
            ("投资8亿元，其中8亿元到位。", "It invested 800 million yuan, of which 800 million yuan is in place."),
            "a value that stands twice",
        ),
        (("增长12%。", "It rose 13 percent."), "sides that disagree"),
        (("第12届展会。", "The 12th fair."), "an ordinal"),
    ],
)
def test_what_quantities_leave_alone(pair: tuple[str, str], why: str) -> None:
    assert augment.swap_quantities(pair, rng()) is None, why


def test_terms_stand_in_the_source_as_in_the_target() -> None:
    glossary = Glossary.from_rows(
        [("电子科技大学", "University of Electronic Science and Technology of China"), ("大会", "congress")]
    )
    pair = ("9月26日，由电子科技大学、省科协联合主办的大会开幕。王亚飞在致辞中表示欢迎。", "A congress co-hosted by "
    "the University of Electronic Science and Technology of China opened on September 26. Wang Yafei gave a speech.")  # fmt: skip
    zh, en = augment.terms_in_source(pair, rng(), glossary=glossary, chance=1.0) or ("", "")
    assert "由University of Electronic Science and Technology of China、" in zh and "大会" in zh
    assert "Wang Yafei" in zh and en == pair[1]


def test_terms_that_the_target_lacks_stay_chinese() -> None:
    glossary = Glossary.from_rows([("电子科技大学", "University of Electronic Science and Technology of China")])
    assert (
        augment.terms_in_source(
            ("电子科技大学校庆。", "The university marked its anniversary."), rng(), glossary=glossary, chance=1.0
        )
        is None
    )


def test_placeholders_stand_on_both_sides() -> None:
    glossary = Glossary.from_rows([("电子科技大学", "University of Electronic Science and Technology of China")])
    pair = ("由电子科技大学主办的大会上，主任郎咏秋致辞，郎咏秋说，好。", "Lang Yongqiu spoke at the University of "
    "Electronic Science and Technology of China. Lang Yongqiu said it was good.")  # fmt: skip
    assert augment.hold(pair, rng(), glossary=glossary, chance=1.0) == (
        "由X1主办的大会上，主任X2致辞，X2说，好。",
        "X2 spoke at the X1. X2 said it was good.",
    )
    held = augment.hold(
        ("X1型机由主任郎咏秋展示。", "Lang Yongqiu showed the X1."), rng(), glossary=glossary, chance=1.0
    )
    assert held == ("X1型机由主任Z1展示。", "Z1 showed the X1.")
    assert augment.hold(("天晴。", "It is fine."), rng(), glossary=glossary, chance=1.0) is None


def test_figures_stand_in_the_source_in_english() -> None:
    zh, en = augment.figures_in_source(PAIR, rng(), chance=1.0) or ("", "")
    assert "总投资6.18 billion yuan，" in zh and en == PAIR[1]


def test_latin_text_is_set_apart_from_its_latin_neighbours() -> None:
    assert augment._insert("5G大会", [(2, 4, "congress")]) == "5G congress"
    assert augment._insert("在成都10日", [(1, 3, "Chengdu")]) == "在Chengdu 10日"


@pytest.mark.parametrize("seed", range(12))
def test_punctuation_changes_only_the_source(seed: int) -> None:
    changed = augment.vary_punctuation(
        ("他说：“好（很好）。”共5项。", 'He said: "Good." There were 5.'), random.Random(seed)
    )
    assert changed is None or (
        changed[0] != "他说：“好（很好）。”共5项。" and changed[1] == 'He said: "Good." There were 5.'
    )


def test_headline_and_join() -> None:
    assert augment.headline(("芦笙响，年味来。", "The lusheng sounds."), rng()) in {
        ("芦笙响 年味来", "The lusheng sounds"),
        ("芦笙响　年味来", "The lusheng sounds"),
    }
    assert augment.headline(("很" * 60 + "。", "Long."), rng()) is None
    assert augment.join(("天晴。", "It is fine."), ("风大。", "It blows.")) == ("天晴。风大。", "It is fine. It blows.")
    assert augment.join(("天晴", "Fine"), ("风大。", "It blows.")) is None


def test_switches_are_read_and_checked() -> None:
    assert Switches.parse("names=0.5,join=0").names == 0.5 and Switches.parse("join=0").join == 0
    assert not any(
        getattr(Switches.parse("none"), name)
        for name in ("names", "quantities", "terms", "figures", "hold", "punctuation", "headlines", "join")
    )
    for bad in ("name=1", "names=2", "names", "names=x"):
        with pytest.raises(InputError, match="augmentation"):
            Switches.parse(bad)


def test_switched_off_changes_nothing_and_a_seed_decides() -> None:
    assert Augmenter(Switches.parse("none"))(PAIR, PAIR) is None
    first, second = ([Augmenter(Switches(), seed=3)(PAIR, PAIR) for _ in range(2)] for _ in range(2))
    assert first == second and any(first)
    augmenter = Augmenter(
        Switches.parse(
            "none,names=1".replace("none,", "quantities=0,terms=0,figures=0,hold=0,punctuation=0,headlines=0,join=0,")
        )
    )
    assert augmenter(PAIR) is not None and augmenter.counts["names"] == 1 and augmenter.counts["quantities"] == 0
