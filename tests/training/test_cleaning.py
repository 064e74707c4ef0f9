"""Cleaning: what a pair is dropped for, what is put right, near-duplicates, and likeness to a translation."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from training import cleaning, duplicates
from training.corpus import read_pairs
from training.export import TOKENIZER
from training.likeness import Flat, Likeness
from training.prepare import encode, fits


def dropped_for(zh: str, en: str) -> str | None:
    zh, en = cleaning.tidy((zh, en))
    return next((rule.__name__ for rule in cleaning.RULES if rule(zh, en)), None)


@pytest.mark.parametrize(
    ("zh", "en", "rule"),
    [
        ("全市新增就业6.9万人。", "The city added 69,000 new jobs.", None),
        ("由IBM和5G AI Lab联合主办。", "It was co-hosted by IBM and 5G AI Lab.", None),
        ("", "Nothing here.", "empty"),
        ("12345", "12345", "empty"),
        ("OK", "OK", "empty"),
        ("Please read the manual 先", "Please read the manual first.", "language"),
        ("会议在北京举行。", "The meeting was held in 北京.", "language"),
        ("会议在北京举行。", "Совещание прошло в Пекине, the meeting.", "language"),
        ("我们昨天晚上在北京举行了一次重要的会议并且讨论了问题。", "Wir haben gestern abend zusammen eine wichtige "
        "Sitzung gehalten und dabei alle Fragen ausgiebig besprochen", "language"),
        ("请访问网站。", "Please visit https://example.org for more.", "markup"),
        ("调用函数。", "Call foo() to start.", "markup"),
        ("<b>重要</b>通知发布。", "An important notice was issued.", "markup"),
        ("好。" * 101, "That is good. " * 40, "length"),
        ("会议讨论了今年的经济工作并作出了全面部署。", "Discussed.", "length"),
        ("他来了，坐下了，说话了，", "He came, sat down and spoke.", "endings"),
    ],
)  # fmt: skip
def test_rules(zh: str, en: str, rule: str | None) -> None:
    assert dropped_for(zh, en) == rule


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("他 说：“好”。", "He said : “ok” ."), ("他说：“好”。", 'He said: "ok".')),
        (
            ("项目　投产。", "the project\u00a0went  into operation."),
            ("项目投产。", "the project went into operation."),
        ),
        (
            ("项目一期今天正式投产。", "the project went into operation."),
            ("项目一期今天正式投产。", "The project went into operation."),
        ),
        (("iPhone 15今天发布了吗？", "iPhone 15 is out?"), ("iPhone 15今天发布了吗？", "iPhone 15 is out?")),
    ],
)
def test_tidy(pair: tuple[str, str], expected: tuple[str, str]) -> None:
    assert cleaning.tidy(pair) == expected
    assert cleaning.tidy(expected) == expected


@pytest.mark.parametrize(
    ("zh", "en", "disagree"),
    [
        ("总投资61.8亿元。", "The total investment is 6.18 billion yuan.", False),
        ("总投资61.8亿元。", "The total investment is 61.8 billion yuan.", True),
        ("增长23.5%。", "It rose 32.5 percent.", True),
        ("参会人数3500人。", "There were 3,500 participants.", False),
        ("参会人数3500人，来自12个国家。", "Participants came from 12 countries.", True),
        ("９月２６日开幕。", "It opened on September 26.", False),
        ("大家都很高兴。", "Everybody was happy.", False),
        ("一个新项目。", "A new project.", False),
    ],
)
def test_figures(zh: str, en: str, disagree: bool) -> None:
    assert cleaning.figures_disagree(zh, en) is disagree


SUBJECTS = {
    "省政府": "The provincial government",
    "公司": "The company",
    "大学": "The university",
    "医院": "The hospital",
    "银行": "The bank",
}
VERBS = {"公布了": "announced", "讨论了": "discussed", "修改了": "revised", "启动了": "launched", "取消了": "canceled"}
OBJECTS = {"新的教育计划": "a new education plan", "环境保护项目": "an environmental protection project",
"农业贷款政策": "an agricultural loan policy",
           "城市铁路建设": "the construction of the "
           "city railway", "国际体育比赛": "an international sports competition", "海洋研究合作": "ocean research cooperation"}  # fmt: skip
PAIRS = [
    (f"{s}今天{v}{o}。", f"{SUBJECTS[s]} {VERBS[v]} {OBJECTS[o]} today.")
    for s in SUBJECTS
    for v in VERBS
    for o in OBJECTS
]


def sides(pairs: list[tuple[str, str]]) -> tuple[Flat, Flat]:
    return encode([p[0] for p in pairs], TOKENIZER), encode([p[1] for p in pairs], TOKENIZER)


def test_mismatched_pairs_are_less_like_translations() -> None:
    source, target = sides(PAIRS)
    judge = Likeness(source, target)
    right = judge.scores(source, target)
    order = list(range(len(PAIRS)))
    random.Random(1).shuffle(order)
    wrong = np.array(
        [judge.score(source.row(i), target.row(j)) for i, j in enumerate(order) if PAIRS[i][1] != PAIRS[j][1]]
    )
    assert np.median(right) > np.quantile(wrong, 0.95)
    bar = judge.threshold(source, target, share=0.5)
    assert (right < bar).mean() < 0.02 < (wrong < bar).mean()


def test_short_pairs_are_not_judged() -> None:
    source, target = sides(PAIRS)
    assert np.isnan(Likeness(source, target).score(source.row(0)[:1], target.row(0)))


def test_near_duplicates_keep_the_first_in_order() -> None:
    long = (
        "省政府今天公布了新的教育计划，计划在三年内新建一百所学校，培训两千名教师，并为农村学生提供免费午餐和交通补贴"
    )
    english = (
        "The provincial government announced a new education plan today to build a hundred schools in three "
        "years, train two thousand teachers and give rural pupils free lunches and travel"
    )
    pairs = [
        (long + "。", english + "."),
        *PAIRS[:40:7],
        (long + "！", english + "!"),
        (long + "。", "Something else entirely happened in another country last week."),
    ]
    last = len(pairs) - 2
    source, target = sides(pairs)
    forward = duplicates.near(source, target, order=np.arange(len(pairs)))
    assert forward[last] and forward.sum() == 1
    backward = duplicates.near(source, target, order=np.arange(len(pairs))[::-1].copy())
    assert backward[0] and not backward[last]


def test_fits_counts_pieces_and_unknown_ones() -> None:
    flat = Flat(np.array([5, 6, 7, 3, 3, 8], np.uint16), np.array([0, 2, 2, 5, 6]))
    assert fits(flat, 2, 1).tolist() == [True, False, False, True]
    assert fits(flat, 3, 2).tolist() == [True, False, True, True]


def test_files_are_read_in_every_form(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("中文\tEnglish\tsource\n没有\n", encoding="utf-8")
    (tmp_path / "b.tsv").write_text("# 1\nT\t标题\tTitle\nK\t句子。\tA sentence.\nF\t分享\n\n", encoding="utf-8")
    (tmp_path / "c.zh").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "c.en").write_text("one\ntwo\n", encoding="utf-8")
    assert list(read_pairs(tmp_path / "a.tsv")) == [("中文", "English")]
    assert list(read_pairs(tmp_path / "b.tsv")) == [("标题", "Title"), ("句子。", "A sentence.")]
    assert list(read_pairs(tmp_path / "c.zh")) == [("一", "one"), ("二", "two")]
