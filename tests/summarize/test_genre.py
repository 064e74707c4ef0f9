"""What is no announcement gets a name, and an announcement none."""

from __future__ import annotations

import pytest

from jianbao.sentences import split
from jianbao.wording import say
from summarize.genre import Genre, genre

VERSE = (
    "春风\n春风翻过了山岗\n把冬天的门轻轻推开\n小溪开始说话\n石头也有了笑容\n"
    "我站在田埂上\n听见种子翻身的声音\n远处的炊烟\n黄昏慢慢走来"
)
ESSAY = (
    "人为什么要读书？我常常想这个问题。小时候，我以为读书是为了考试。后来才明白，读书是为了认识自己。书里有别人的悲欢，也有我们的影子。"
    "知道无知，才会谦卑。谦卑的人走得更远。有时候，一本书会改变一个人的一生。更多的时候，书只是静静地陪着你。"
)
QUOTATIONS = (
    "“读书破万卷，下笔如有神。”\n“纸上得来终觉浅，绝知此事要躬行。”\n“"
    "学而不思则罔，思而不学则殆。”\n“书到用时方恨少。”\n“温故而知新。”"
)
SPEECH = (
    "同志们：\n刚才，我们听了三个单位的发言，讲得都很好。\n过去一年，大家克服困难，全市新建道路120公里。\n"
    "在此，我代表市委向大家表示感谢。\n今年，我们要办好三件事。\n希望同志们再接再厉。"
)
CONTRACT = (
    "甲方将位于临江路8号的房屋出租给乙方使用。\n租期自2025年1月1日起至2026年12月31日止。\n月租金为4500元，乙方应于每月5日前支付。\n"
    "乙方逾期支付的，应按日支付违约金。\n本合同一式两份，甲乙双方各执一份。"
)
CODE = "def total(rows):\n    result = 0\n    for row in rows:\n        result += row.price\n    return result\nprint(total([]))"
NOTICE = (
    "各位参赛选手：\n受强降雨影响，组委会决定取消5月3日的夜跑比赛。\n我们将于5月10日前退还全部报名费。\n"
    "请您留意手机短信。\n我们对由此带来的不便表示歉意。"
)
NEWS = "3月27日，鼓楼区签约17个项目，总投资61.8亿元。\n区长王军出席。\n制造业项目有9个。\n项目将于6月开工。\n我们相信明天会更好。"
ENGLISH = "The plant in Leeds opened on Monday.\nIt cost 20 million pounds.\nMayor Ann Lee cut the ribbon.\nSome 300 people work there."


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (VERSE, "zh", Genre.VERSE),
        (ESSAY, "zh", Genre.ESSAY),
        (QUOTATIONS, "zh", Genre.QUOTATIONS),
        (SPEECH, "zh", Genre.SPEECH),
        (CONTRACT, "zh", Genre.CONTRACT),
        (CODE, "zh", Genre.CODE),
        (CODE, "en", Genre.CODE),
        (NOTICE, "zh", None),
        (NEWS, "zh", None),
        (ENGLISH, "en", None),
        ("春风翻过了山岗。", "zh", Genre.SENTENCE),
        ("3月27日，鼓楼区签约17个项目。区长王军出席。", "zh", None),
    ],
)
def test_genre(text: str, language: str, expected: Genre | None) -> None:
    assert genre(split(text, language=language), language=language) is expected


def test_a_long_speech_is_one_whatever_figures_it_has() -> None:
    assert genre(split(SPEECH + "\n我们今年要投资3亿元，新建学校5所，让大家都满意。" * 100)) is Genre.SPEECH


@pytest.mark.parametrize("kind", Genre)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_genre_has_words(kind: Genre, language: str) -> None:
    assert len(say(f"summarize.{kind}", {}, language=language)) > 10
