"""Lists of appointments, questions with answers, prohibitions and deadlines: what makes their lines understood is told with them."""

from __future__ import annotations

import re

import pytest

from jianbao.sentences import split
from summarize import clean, condense, sentences_of
from summarize.extract.assessment import asks, slight
from summarize.extract.forms import forms
from summarize.extract.groups import groups
from summarize.extract.lists import joined
from summarize.extract.rules import rows
from summarize.extract.units import mentions


def lines(text: str) -> list[str]:
    return [s.text for s in joined(sentences_of(text, clean(text)))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("灾情牵动人心。", False),
        ("灯火璀璨、人声鼎沸。", False),
        ("事故中没有幸存者。", True),
        ("要加快案例库建设。", True),
        ("全县18个村受灾。", True),
        ("李希主持会议。", True),
    ],
)
def test_a_short_sentence_without_a_fact_is_not_told(text: str, told: bool) -> None:
    assert slight(text, mentions(split(text))[0]) is not told


@pytest.mark.parametrize(
    "row", [*rows("asked"), *rows("lists"), *rows("empty")], ids=lambda r: r.get("name") or r["role"]
)
def test_a_pattern_is_found_in_its_example_only(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter"])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("会议决定任命：\n韩砚书为副市长；\n苏映雪为财政局局长。\n会议闭幕。", 2),
        ("经研究，决定：\n林向晚任教育局局长；\n顾长风任交通局局长。", 2),  # the second says by itself what it is
        ("会议还审议了下列报告：\n关于预算的报告；\n关于审计的报告。", 3),
        ("会议决定，免去：\n2025年9月15日，会议闭幕\n会议由主任主持。", 3),
    ],
)
def test_a_line_that_announces_is_one_with_items_that_need_it(text: str, expected: int) -> None:
    found = joined(sentences_of(text, clean(text)))
    assert len(found) == expected
    assert all(re.sub(r"\s", "", text[s.start : s.end]) == re.sub(r"\s", "", s.text) for s in found)


def test_an_appointment_is_told_with_who_decided_it_and_when() -> None:
    text = "县政府11月10日决定：\n任命：\n韩砚书为教育局副局长；\n苏映雪为财政局副主任；\n何远为林业局局长。\n免去：\n贺兰的副局长职务。"
    assert [t.count("为") for t in lines(text)] == [3, 0]
    assert lines(text)[0].startswith("县政府11月10日决定：")


@pytest.mark.parametrize(
    ("heading", "text", "one"),
    [
        ("二、征集时间", "2026年11月1日至2027年1月15日，以邮件发出时间为准。", True),
        ("一、征集内容", "海洋地理、海洋科技、极地考察五类。", True),
        ("三、参与对象", "科研人员、教师和学生均可投稿。", False),
        ("我们的时间", "他把全部时间用在山里。", False),
    ],
)
def test_a_heading_is_told_with_what_does_not_say_what_it_is(heading: str, text: str, one: bool) -> None:
    assert lines(f"{heading}\n{text}") == ([f"{heading}：{text}"] if one else [heading, text])


def test_rows_are_told_with_the_line_that_announces_them() -> None:
    text = "排名前三的高校及金额如下：\n1. 东海大学，8.42亿元\n2. 滨江大学，5.17亿元\n3. 医科大学，3.66亿元\n全省共转让专利9842件。"
    assert (
        lines(text)[0].replace("\n", "")
        == "排名前三的高校及金额如下：1. 东海大学，8.42亿元；2. 滨江大学，5.17亿元；3. 医科大学，3.66亿元"
    )
    assert all(f.text.startswith("排名前三") for f in forms(lines(text)[0]))


def test_a_company_that_tells_its_number_is_told() -> None:
    text = "华岭银行（股票代码：601999）公布半年度业绩。\n该行资产总额达1.86万亿元，增长6.2%。\n联系电话：010-88990000"
    told = [p.text for p in condense(sentences_of(text, clean(text)), words=40)]
    assert told[0].startswith("华岭银行") and len(told) == 2


def test_a_number_of_a_line_is_no_day() -> None:
    text = "市交通局宣布，9号线二期将于12月28日开通。\n9号线二期北起科创大道站，南至新城站，全长23.7公里，设站16座。"
    assert any(p.text.startswith("9号线二期北起") for p in condense(sentences_of(text, clean(text)), words=80))


def test_items_are_not_told_without_what_announces_them() -> None:
    text = "免去：\n冯立群的财政局局长职务；\n贺兰的中级人民法院副院长职务。"
    for form in forms(lines(text)[0]):
        assert form.text.startswith("免去：") and "\n" not in form.text


def test_things_behind_a_colon_are_not_told_alone() -> None:
    text = "下列场所禁止燃放烟花爆竹：文物保护单位，车站、码头，医疗机构、幼儿园、敬老院，山林、草原等防火区。"
    assert all("下列场所禁止燃放烟花爆竹" in f.text for f in forms(text))


@pytest.mark.parametrize(
    "text",
    [
        "违反本通告规定燃放的，由公安机关处以罚款。",
        "购买本市新建住房的，本人可以提取公积金。",
        "构成违反治安管理行为的，依法给予处罚。",
    ],
)
def test_a_case_is_told_with_its_rule(text: str) -> None:
    assert len(groups(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["平均降雨量186毫米，最大降雨出现在石浦镇，达412毫米。", "平均气温20度，最高气温出现在北部，达38度。"],
)
def test_a_predicate_stays_with_the_subject_before_it(text: str) -> None:
    assert all("，达" not in f.text or "最" in f.text for f in forms(text))


def test_the_doer_lends_no_subject() -> None:
    assert not any("统一禁止" in f.text for f in forms("进校后交由学校统一保管，禁止带入课堂。"))


@pytest.mark.parametrize(
    "text, after, expected",
    [
        ("问：如何办理？", "答：通过小程序办理。", True),
        ("如何办理？", "答：通过小程序办理。", True),
        ("这项工程为什么重要？", "它连接两座城市。", False),
        ("问题已经整改。", "答复已经公布。", False),
    ],
)
def test_questions_with_an_answer_are_known(text: str, after: str, expected: bool) -> None:
    assert asks(text, after) is expected


NOTICE = """市科协现面向全市公开征集2026年度科普项目，共设3类，资助总额200万元。
科普作品创作类每项资助不超过10万元，展教具研发类每项资助不超过20万元，青少年活动类每项资助不超过5万元。
申报单位须为在本市注册的独立法人，注册资金不少于50万元，近3年承担过不少于2项科普活动。
去年全市共征集科普项目186项，资助52项，覆盖18个县区，举办活动1240场，参加群众32万人次。
在研项目的负责人不得申报，同一负责人不得同时申报2项。
申报截止时间为2025年12月31日17时。"""


@pytest.mark.parametrize("words", [60, 130])
def test_deadlines_and_prohibitions_are_told(words: int) -> None:
    text = "".join(
        p.text for p in condense(sentences_of(NOTICE, clean(NOTICE)), title="征集科普项目的通知", words=words)
    )
    assert "2025年12月31日" in text
    assert "不得" in text or words == 60


def test_the_formula_that_ends_a_notice_is_not_told() -> None:
    text = (
        "市人民政府2026年11月18日决定：\n任命陈立新为市水利局局长；\n免去张国栋的市水利局局长职务，退休。\n特此通知。"
    )
    told = [p.text for p in condense(sentences_of(text, clean(text)), words=130)]
    assert "特此通知" not in "".join(told) and "免去张国栋" in "".join(told)


def test_questions_are_not_told() -> None:
    text = (
        "近日，市公积金中心调整了提取政策。\n1.新政策何时执行？\n答：新政策自2025年11月1日起执行，有效期两年。\n"
        "问：租房提取额度有什么变化？\n答：无房职工租房提取额度由每月1200元提高到2000元。"
    )
    told = [p.text for p in condense(sentences_of(text, clean(text)), words=130)]
    assert told == [
        "近日，市公积金中心调整了提取政策。", "新政策自2025年11月1日起执行，有效期两年。",
        "无房职工租房提取额度由每月1200元提高到2000元。",
    ]  # fmt: skip


@pytest.mark.parametrize("shout", ["青春因奉献而美丽，生命因志愿而精彩！", "让我们携手同行，共赴美好未来！"])
def test_exclamations_without_a_fact_are_not_told(shout: str) -> None:
    text = f"马拉松4月20日在江渚体育公园鸣枪起跑，规模1.5万人。\n{shout}\n组委会招募志愿者1200名！"
    told = "".join(p.text for p in condense(sentences_of(text, clean(text)), words=130))
    assert shout not in told and "1200名" in told


LANDSLIDE = """新闻发布会今日举行，通报“6·8”山体滑坡救援处置进展情况。
6月8日4时许，受强降雨影响，松坪县河口镇发生山体滑坡，掩埋房屋9栋。截至9日12时，共搜救出15人，其中6人遇难，9人送医救治，另有3人失联。
目前，消防、武警等力量共720人在现场搜救，投入大型机械38台、搜救犬10只、生命探测仪8台，调拨帐篷260顶、棉被1800床、折叠床900张。
省财政下达救灾资金2500万元，转移群众1130人，设置安置点4处，省道112线预计12日抢通，5个村恢复供电。
我们对遇难者表示沉痛哀悼。"""


@pytest.mark.parametrize("words", [60, 130])
def test_the_dead_and_the_missing_are_told_before_equipment(words: int) -> None:
    points = condense(sentences_of(LANDSLIDE, clean(LANDSLIDE)), title="松坪县发生山体滑坡", words=words)
    told = "".join(p.text for p in points)
    assert points[0].text.startswith("6月8日4时许") and "河口镇发生山体滑坡" in points[0].text
    assert "6人遇难" in told and "3人失联" in told and "哀悼" not in told


BENCH = """5月20日，松坪县第九届人民代表大会常务委员会第十二次会议举行，听取了关于2025年财政决算的报告，批准新增债务限额3.2亿元。
会议应到组成人员25人，实到23人。
任命：
方知远为县财政局局长；
沈听澜为县教育局局长。
免去：
祝长庚的县财政局局长职务；
段芷若的县教育局局长职务。
会议决定接受纪怀瑾辞去县监察委员会主任职务的请求。"""


@pytest.mark.parametrize("words", [100, 130, 250])
def test_who_comes_and_who_goes_is_told_but_no_quorum(words: int) -> None:
    points = condense(sentences_of(BENCH, clean(BENCH)), title="县人大常委会任免名单", words=words)
    told = "".join(p.text for p in points)
    assert all(name in told for name in ("方知远", "沈听澜", "祝长庚", "段芷若", "纪怀瑾"))
    assert "实到" not in told


def test_parts_that_begin_with_their_verb_are_told_alone() -> None:
    """A model lost two of three figures of such a row, and none of its parts."""
    text = (
        "市检察院全年对知识产权的综合司法保护力度进一步加强，各项办案质量指标在全省名列前茅；"
        "受理涉战略性新兴产业的各类案件1745件，占比从2019年的17.6%增长到2025年的32.4%；"
        "受理专利等授权确权行政案件543件，同比增长31.8%；受理侵害商业秘密的刑事案件354件。"
    )
    sentences = sentences_of(text, clean(text))
    assert joined(sentences) == list(sentences) and len(sentences) > 2


@pytest.mark.parametrize(
    "text, expected",
    [
        # Over a hundred characters: a part behind a ； that has no verb, or no subject, is told with the part before.
        (
            "报告期内，公司实现营业收入21.47亿元，同比增长17.9%，主要原因是海外订单放量、产品结构优化和成本持续下降；归属于上市公司股东的净利润"
            "2.86亿元，同比增长38.2%；基本每股收益0.53元，比上年同期增加0.12元，董事会建议暂不分配利润。",
            1,
        ),
        (
            "截至去年底，全县公路总里程达到3126公里，其中高速公路118公里，国省干线公路402公里，农村公路2606公里；县城建成区面积扩大到28平方公里，"
            "城镇化率达到56.3%，比2020年提高5.1个百分点，教育、医疗、养老等设施不断完善，群众满意度位居全市第一。",
            2,
        ),
    ],
)
def test_a_part_without_a_verb_is_one_with_the_part_before(text: str, expected: int) -> None:
    assert len(joined(sentences_of(text, clean(text)))) == expected


@pytest.mark.parametrize(
    "text", ["新签约项目57个，其中投资10亿元以上的6个。", "新增学位2160个，新建幼儿园6所，预计明年9月投用。"]
)
def test_a_short_clause_without_a_subject_is_not_told_alone(text: str) -> None:
    assert all("，" in f.text for f in forms(text))
