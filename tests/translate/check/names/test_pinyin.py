"""Names of all kinds that a translation spells by ear or makes up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.document import document_sentences
from facts.glossary import Glossary
from facts.names.romanization import Spellings, cuts, readings
from facts.tables import rows
from translate.check.comparison import SourceFacts, check
from translate.check.messages import say
from translate.check.names.joined import joined
from translate.check.report import Finding, Reason, Severity

CHARACTERS = "晋星赣服通吉隆遵义北京"

NAMES = {
    Reason.NAME_SPELLED,
    Reason.NAME_PART,
    Reason.NAME_POST,
    Reason.NAME_MISSING,
    Reason.INVENTED_SPELLING,
    Reason.INVENTED_PLACE,
}


def said(chinese: str, english: str, context: str = "") -> list[tuple[str, str]]:
    """Reason and what the translation says, of each finding about a name."""
    (sentence,) = document_sentences([chinese], glossary=Glossary.builtin())
    facts = SourceFacts.of(chinese, people=sentence.people, terms=sentence.terms, context=context)
    found = check(facts, english).findings
    return [(f.reason.value, str(f.value("found") or f.value("fact"))) for f in found if f.reason in NAMES]


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("“晋星一号”卫星发射升空。", 'The satellite "Jingxing-1" was launched.', [("name.spelled", "Jingxing")]),
        ("临江大学举行开学典礼。", "Lingjiang University held its opening ceremony.", [("name.spelled", "Lingjiang")]),
        ("项目落户青浦镇。", "The project settled in Qinpu Town.", [("name.spelled", "Qinpu")]),
        ("华瑞集团发布年报。", "Huarei Group and Huarui Holdings published reports.", []),
        ("宏运机械厂投产。", "The Hongyan Machinery Plant went into operation.", [("name.spelled", "Hongyan")]),
        ("吉隆口岸恢复通关。", "The Gelong port resumed clearance.", [("invented.spelling", "Gelong")]),
        ("省运会开幕。", "The Zhejiang Youth Games opened.", [("invented.spelling", "Zhejiang")]),
        ("市消委会发布报告。", "The Wuhan Consumer Council published a report.", [("invented.spelling", "Wuhan")]),
        ("“赣服通”小程序上线。", 'The "Ganxi" mini program went online.', [("name.spelled", "Ganxi")]),
        ("副局长艾克拜尔·托合提介绍。", "Deputy director Aikebaier Wang spoke.", [("name.part", "Aikebaier Wang")]),
        ("商人普拉卡什·塔芒到场。", "Merchant Prakash Karimov was there.", [("name.part", "Prakash Karimov")]),
        ("司机谢尔盖·克拉夫琴科说。", "Driver Sergei Petrov said so.", [("name.part", "Sergei Petrov")]),
        ("教师奥克萨娜·米罗诺娃说。", "Oksana Wang, a teacher, said so.", [("name.part", "Oksana Wang")]),
        ("教师乌云塔娜说。", "Teacher Uryutana said so.", [("name.missing", "乌云塔娜")]),
        ("校长巴雅尔说。", "Principal Bayan said so.", [("name.missing", "巴雅尔")]),
        ("产业园在龙港建成。", "The industrial park in Longgan was completed.", [("name.spelled", "Longgan")]),
    ],
)
def test_spelled_by_ear_or_made_up(chinese: str, english: str, found: list[tuple[str, str]]) -> None:
    assert said(chinese, english) == found


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("“晋星一号”卫星发射升空。", 'The satellite "Jinxing-1" was launched.'),
        ("陕西西安吕梁山。", "Xi'an in Shaanxi, and the Lyuliang (Lüliang, Luliang) Mountains."),
        ("京昆高速恢复通行。", "Traffic resumed on the Beijing-Kunming Expressway."),
        ("柳钢投产，渝鄂黔交界。", "Liuzhou Steel began production where Chongqing, Hubei and Guizhou meet."),
        ("纳迪亚在加拿大出生。", "Nadia was born in Canada."),
        ("中方与日方、德方会谈。", "The Chinese met the Japanese and the German side in China."),
        ("重庆女子马拉松开跑。", "The Women's Marathon began in Chongqing. Home Line Machine."),
        ("华为与BYD、Xiaomi合作。", "Huawei works with BYD and Xiaomi."),
        ("陈水扁会见赖清德。", "Chen met Lai Ching-te."),
        ("藏语歌手扎西演唱。", "The singer Zhaxi sang, and Tashi was heard."),
        ("教师乌云塔娜说，校长巴雅尔表示。", "Oyuntana, a teacher, said so, and principal Bayar said so."),
        ("副主席差瓦立·素拉蓬说。", "Vice chairman Chavalit Surapong said so."),
        ("林赛·伍顿的母亲去世。", "Lindsay Wootton's mother died."),
        ("教师孟根其其格说。", "Teacher Menggenqiqige said so."),
        ("副局长艾克拜尔·托合提介绍。", "Deputy director Akbar Tohti spoke. Akbar Tohty. Director Ekber said so."),
        ("经济学家达娜·彼得森说。", "Economist Dana M. Peterson said so. Chief Economist Peterson agreed."),
        ("杭温铁路开通，沪企增加。", "The Hangzhou-Wenzhou railway opened. Companies in Shanghai increased."),
        ("匈牙利队获胜。", "The Hungarian team won."),
        ("长安区重庆路的行长走了。", "The president left Chongqing Road in Chang'an."),
        ("绿源吕梁分公司开业。", "The Lyuliang branch of Luyuan opened."),
        ("巴拿马文件公布。", "The Panama Papers were published."),
        ("语言管理改革。", "Language management: Menu and Genuine Change."),
        ("", ""),
    ],
)
def test_spelled_as_the_source_reads(chinese: str, english: str) -> None:
    assert said(chinese, english) == []


def test_what_another_sentence_names_is_not_made_up_by_a_reader_of_the_article() -> None:
    chinese, english = "全省经济增长5%。", "The economy of Hubei grew by 5 percent."
    assert said(chinese, english) == [("invented.spelling", "Hubei")]
    assert said(chinese, english, context="湖北省统计局发布数据。\n全省经济增长5%。") == []


@pytest.mark.parametrize("row", list(rows("glossary/lists/offices.tsv")), ids=lambda row: row[0])
def test_every_post_has_a_right_and_a_wrong_english(row: list[str]) -> None:
    _, _, _, chinese, right, wrong = row
    reasons = [[reason for reason, _ in said(chinese + "出席会议。", english)] for english in (right, wrong)]
    assert reasons == [[], ["name.post"]]


@pytest.mark.parametrize(
    ("chinese", "english", "found"),
    [
        ("市委常委周明远出席。", "Zhou Mingyuan, vice chairman of the municipal committee, attended.", ["chairman"]),
        ("副市长周明远出席。", "Mayor Zhou Mingyuan attended.", ["Mayor"]),
        ("副市长周明远出席。", "Vice Mayor Zhou Mingyuan attended.", []),
        ("市长周明远会见董事长李国华。", "Mayor Zhou Mingyuan met with Chairman Li Guohua.", []),
        ("市长周明远会见董事长李国华。", "Mayor Zhou Mingyuan met with Professor Li Guohua.", ["Professor"]),
        ("市委书记周明远、市长李国华出席。", "Party secretary Zhou Mingyuan and Mayor Li Guohua attended.", []),
        (
            "市委书记周明远、市长李国华出席。",
            "Zhou Mingyuan, secretary of the Party committee, and Li Guohua attended.",
            [],
        ),
        ("市委书记周明远、市长李国华出席。", "Zhou Mingyuan and Mayor Li Guohua attended.", []),
        ("市委书记周明远、市长李国华出席。", "Zhou Mingyuan and Secretary Li Guohua attended.", ["Secretary"]),
        ("局长周明远表示。", "Zhou Mingyuan said so.", []),
        ("局长周明远表示。", "Zhou said so.", []),
    ],
)
def test_posts(chinese: str, english: str, found: list[str]) -> None:
    assert [word for reason, word in said(chinese, english) if reason == "name.post"] == found


@given(st.text(alphabet=CHARACTERS, min_size=1, max_size=4))
def test_characters_are_read_as_their_own_pinyin(text: str) -> None:
    word = "".join(min(readings(character)) for character in text)
    assert Spellings.of(f"在{text}的").has(word)
    assert cuts(word) or len(text) > 3


@given(st.text(max_size=30), st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
def test_any_text_is_read(text: str, word: str) -> None:
    spellings = Spellings.of(text)
    near = spellings.near(word)
    assert isinstance(spellings.has(word), bool)
    assert near is None or 0 <= near[0] < near[1] <= len(text)


@pytest.mark.parametrize(
    ("chinese", "english", "names"),
    [
        ("货车驶向尼泊尔马尔特拉斯。", "The truck went to Suva in Nepal.", [("马尔特拉斯",)]),
        ("货车驶向尼泊尔马尔特拉斯。", "The truck went to Maltras in Nepal.", []),
        ("代表团访问沃尔克斯堡和特拉克斯克。", "The delegation made visits.", [("沃尔克斯堡", "特拉克斯克")]),
        ("巴士拉开序幕。", "The curtain rose.", []),
    ],
)
def test_names_that_no_list_has_are_told_in_one_line(chinese: str, english: str, names: list[tuple[str, ...]]) -> None:
    (sentence,) = document_sentences([chinese], glossary=Glossary.builtin())
    found = check(SourceFacts.of(chinese, people=sentence.people, terms=sentence.terms), english).findings
    assert [f.value("fact") for f in found if f.reason is Reason.NAME_UNCHECKED] == names


def _not_checked(*names: str, severity: Severity = Severity.WARNING, accepted: str | None = None) -> Finding:
    return replace(Finding.of(Reason.NAME_UNCHECKED, severity, (0, 2), fact=names), accepted=accepted)


def test_names_that_were_not_checked_are_one_line_of_a_brief() -> None:
    other = Finding.of(Reason.QUANTITY_MISSING, Severity.ERROR, (0, 2), fact="3亿元", expected="300 million yuan")
    kept = _not_checked("丙丙", accepted="seen")
    told = joined([_not_checked("甲甲", severity=Severity.INFO), other, kept, _not_checked("乙乙", "甲甲")])
    assert [f.reason for f in told] == [Reason.NAME_UNCHECKED, Reason.QUANTITY_MISSING, Reason.NAME_UNCHECKED]
    assert (told[0].value("fact"), told[0].severity) == (("甲甲", "乙乙"), Severity.WARNING)
    assert told[1:] == (other, kept)
    assert say(told[0]).startswith("Names not checked: 甲甲; 乙乙.")
    assert say(told[0], "zh").startswith("未核对的名称：甲甲；乙乙。")
    assert joined([other]) == (other,)
