"""The condenser: budget, lead, order, nothing dangling or said twice, and bad input."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence, split
from summarize import condense, summarize
from summarize.extract.assessment import subhead
from summarize.extract.features import table
from summarize.extract.leaning import leans, stands
from summarize.extract.measures import words_of
from summarize.extract.model import WEIGHTS
from summarize.extract.worth import likely, units

EXAMPLES = Path(__file__).parents[2] / "examples"
TITLE = "鼓楼区集中签约17个重点项目 总投资61.8亿元"
ARTICLE = """3月27日上午，某市鼓楼区2024年一季度重点项目集中签约仪式举行，17个项目现场签约，总投资61.8亿元。
区委书记出席并讲话，区长主持仪式。
此次签约项目中，制造业项目9个、现代服务业项目6个，单体投资10亿元以上的有3个。其中，光传感芯片项目计划投资18.5亿元，达产后预计年销售收入超22亿元。
签约只是起点，落地才是关键。我们相信，鼓楼的明天必将更加美好！
据了解，今年以来，鼓楼区共外出招商31批次，接待来访客商560余人次，在手亿元以上在谈项目74个。
下一步，鼓楼区将力争6月底前开工率达到六成、年底前全部开工。"""


def test_a_brief_has_its_lead_first_keeps_order_and_fits() -> None:
    points = condense(split(ARTICLE), title=TITLE, words=120)
    assert points[0].sentence.text.startswith("3月27日上午")
    assert points[0].tags[0] == "lead"
    starts = [p.sentence.start for p in points]
    assert starts == sorted(starts)
    assert 60 <= sum(words_of(p.text) for p in points) <= 120
    text = "".join(p.text for p in points)
    assert "61.8亿元" in text and "18.5亿元" in text
    assert "必将更加美好" not in text


@pytest.mark.parametrize("words", [20, 40, 80, 150, 400])
def test_within_any_budget_but_never_without_a_lead(words: int) -> None:
    points = condense(split(ARTICLE), title=TITLE, words=words)
    assert points
    assert len(points) == 1 or sum(words_of(p.text) for p in points) <= words


def test_cuts_point_at_the_source() -> None:
    for point in condense(split(ARTICLE), title=TITLE, words=90):
        left, at = "", point.sentence.start
        for a, b in point.cuts:
            left += ARTICLE[at:a]
            at = b
        assert left + ARTICLE[at : point.sentence.end] == point.text


def test_nothing_dangles() -> None:
    sentences = split(ARTICLE)
    for words in range(30, 200, 10):
        points = condense(sentences, title=TITLE, words=words)
        chosen = {p.sentence.start for p in points}
        for before, s in pairwise(sentences):
            if s.start in chosen and s.text.startswith("其中"):
                assert before.start in chosen


def test_the_lead_leans_on_nothing() -> None:
    text = "兰州茶业世界打造的二期茶叶市场在古玩城四楼开业。\n市场汇集了60多家商户。\n至此，茶业世界成为兰州最大的中高端茶叶市场。"
    points = condense(split(text), title="兰州二期茶叶市场开业 打造最大中高端市场", words=60)
    assert points[0].tags[0] == "lead" and not points[0].sentence.text.startswith("至此")


@pytest.mark.parametrize(
    "opening",
    [
        "会议指出，去年全县粮食产量再创新高，农业农村发展稳中向好。",
        "要立足自身优势，科学谋划发展，建设高端制造示范区。",
    ],
)
def test_the_lead_says_who_meets_or_demands(opening: str) -> None:
    text = f"{opening}\n1月9日，青禾县委书记赵明远主持召开全县农村工作会议，部署今年春耕。\n全县今年安排资金3亿元。"
    assert "赵明远" in condense(split(text), title="青禾县部署春耕", words=60)[0].text


def test_what_this_one_means_is_told_before_it() -> None:
    texts = ["6月5日，法学讲座在文科楼举行。", "学院成立20年。", "本次讲座由周林主持。", "会议强调，要抓好秋收。"]
    assert stands(2, {0, 2}, texts) and not stands(2, {2}, texts)
    assert stands(3, {0, 3}, texts)  # no meeting is named before: the headline does


def test_a_subhead_is_left_to_the_text_below_it() -> None:
    text = "广东风电发展加快尚无并网困难\n截至6月底，广东投运的风电场有18个，在建50个。\n报名截止：6月30日"
    found = [s.text for s in split(text)]
    assert subhead(found[0], found[1:2]) and not subhead(found[1], found[2:3]) and not subhead(found[2], [])


def test_a_figure_of_the_headline_is_told_in_the_lead() -> None:
    text = (
        "近期，市场监管总局组织抽检，抽取粮食加工品、食用农产品、蔬菜制品、水产制品等20大类食品658批次样品，"
        "发现其中15类食品26批次样品不合格，不合格率为3.95%。\n目前，当地部门已经核查处置。"
    )
    points = condense(split(text), title="市场监管总局通报26批次食品抽检不合格情况", words=60)
    assert "26批次" in points[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中，工业增长5%。", True),
        ("该项目投资3亿元。", True),
        ("他说，明年开工。", True),
        ("17岁的他全场砍下34分。", True),
        ("像他这样献血超过100次的有47人。", True),
        ("其他项目进展顺利。", False),
        ("此次会议通过三项决议。", True),
        ("这次签约的项目有9个。", True),
        ("温江区签约8个项目。", False),
    ],
)
def test_leaning(text: str, expected: bool) -> None:
    assert leans(text) is expected


def test_the_same_sentence_twenty_times_is_said_once() -> None:
    assert len(condense(split("17个项目现场签约，总投资61.8亿元。\n" * 20), words=150)) == 1


def test_one_sentence_and_none() -> None:
    assert [p.text for p in condense(split("17个项目签约。"), words=50)] == ["17个项目签约。"]
    assert condense((), words=50) == ()
    assert condense(split("（。\n……"), words=50) == ()


def test_too_many_sentences_is_said_with_the_limit() -> None:
    one = Sentence("项目开工。", 0, 5, 0)
    with pytest.raises(InputError, match="3,000"):
        condense([one] * (MAX_SENTENCES + 1), words=100)


def test_nothing_but_furniture_is_said() -> None:
    with pytest.raises(InputError, match="编辑：张三"):
        summarize("编辑：张三\n审核：李四\n左右滑动查看")


def test_a_table_in_lines_and_a_text_without_full_stops() -> None:
    assert condense(split("\n".join(f"项目{i}\t{i}亿元" for i in range(40))), title=TITLE, words=80)
    assert condense(split("没有句号的一段话" * 30), words=80)


def test_title_is_found_and_not_repeated_as_a_point() -> None:
    summary = summarize(TITLE + "\n" + ARTICLE, words=120, title=TITLE)
    assert summary.title == TITLE
    assert all(p.text != TITLE for p in summary.points)
    assert summarize(ARTICLE, title="", words=60).title == ""


def test_english() -> None:
    text = (
        "LONDON, Jan. 5 (Xinhua) -- A battery plant opened in Leeds on Monday, creating 300 jobs, its owner said.\n"
        "We are thrilled and proud to look forward to a new chapter.\n"
        "In addition, the plant will produce 40,000 packs a year from 2027.\nThe investment totals 120 million pounds."
    )
    points = summarize(text, title="Battery Plant Opens in Leeds", words=60, language="en").points
    assert points[0].text.startswith("A battery plant opened")
    assert "The plant will produce 40,000 packs a year from 2027." in [p.text for p in points]
    assert not any("thrilled" in p.text for p in points)


def test_a_subhead_brings_its_section() -> None:
    text = (
        "多国领导人出席会议，就合作进行讨论。\n会议讨论了一般问题。\n欧盟宣布提供五千万欧元援助\n欧盟委员会发言人说，"
        "援助将分期到位。\n天气晴朗。"
    )
    points = condense(split(text), title="多国领导人出席会议", words=40)
    assert any("欧盟" in p.text for p in points)


def test_weights_fit_the_features() -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for language in ("zh", "en"):
        matrix, names, groups = table(split(ARTICLE), title=TITLE, language=language)
        assert names == weights[language]["sentence"]["columns"] and len(names) == len(groups) == matrix.shape[1]
        scores, _, _ = likely(split(ARTICLE), title=TITLE, language=language)
        assert ((scores > 0) & (scores < 1)).all()


def test_facts_outrank_praise() -> None:
    by = dict(zip((s.text for s in split(ARTICLE)), likely(split(ARTICLE), title=TITLE)[0], strict=True))
    facts = next(v for k, v in by.items() if "61.8亿元" in k)
    assert facts > 0.6 > 0.3 > next(v for k, v in by.items() if "落地才是关键" in k)


def test_figures_and_names_are_worth_more_than_common_words() -> None:
    found = units(split(ARTICLE), title=TITLE)
    worth = dict(zip(found.keys, found.worth, strict=True))
    assert min(worth["61.8亿元"], worth["17个"], worth["鼓楼区"]) > 3 * max(worth["仪式"], worth["美好"], worth["起点"])


def test_time_grows_about_linearly() -> None:
    def seconds(n: int) -> float:
        sentences = [
            Sentence(f"第{i}个项目投资{i}亿元，位于第{i % 97}街道，计划{i % 12}月开工。", i * 50, i * 50 + 40, i)
            for i in range(n)
        ]
        start = time.process_time()
        condense(sentences, title=TITLE)
        return time.process_time() - start

    seconds(50)
    assert seconds(3000) < 25 * max(seconds(300), 0.02)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([*ARTICLE.split("\n"), "", "标题行", "“", "！", "1", "其中，增长5%。", "他说。"]), max_size=14
    ),
    st.integers(20, 200),
)
def test_any_text(lines: list[str], words: int) -> None:
    sentences = split("\n".join(lines))
    points = condense(sentences, title=TITLE, words=words)
    assert len({p.sentence.start for p in points}) == len(points)
    assert all(p.text and p.sentence in sentences for p in points)


def test_more_facts_of_the_examples_than_the_first_sentences() -> None:
    ours, first = [], []
    for path in sorted((EXAMPLES / "facts").glob("*.json")):
        sheet = json.loads(path.read_text("utf-8"))
        title, body = sheet["title_zh"], sheet["body_zh"]
        sentences = summarize(body, title=title, words=2000).sentences
        spans = [f["zh"] for f in sheet["facts"]]
        told = "".join(p.text for p in condense(sentences, title=title, words=90))
        room, lead = 90.0, ""
        for s in sentences:
            room -= words_of(s.text)
            lead += s.text if room >= 0 else ""
        ours.append(np.mean([span in told for span in spans]))
        first.append(np.mean([span in lead for span in spans]))
    assert np.mean(ours) > np.mean(first) + 0.03
