"""Personal names: who is found, where the name ends, how it is spelled, and what is not a name."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.names import english_has_name, people, pinyin_name

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("单志鸿", "Shan Zhihong"),
        ("曾晗", "Zeng Han"),
        ("解云松", "Xie Yunsong"),
        ("仇海宁", "Qiu Haining"),
        ("区文静", "Ou Wenjing"),
        ("尉迟恭", "Yuchi Gong"),
        ("欧阳修", "Ouyang Xiu"),
        ("冷甦鹏", "Leng Supeng"),
        ("吕薇", "Lyu Wei"),
        ("查若兰", "Zha Ruolan"),
        ("郃中林", "He Zhonglin"),
        ("李建安", "Li Jian'an"),
        ("万俟明", "Moqi Ming"),
    ],
)
def test_pinyin_puts_the_surname_first_with_its_own_reading(chinese: str, english: str) -> None:
    assert pinyin_name(chinese) == english


@pytest.mark.parametrize("text", ["用户应谨慎驾驶。", "部分船东曾观望。", "“党员”“戴党徽”“党员过生日”"])
def test_an_adverb_before_a_word_is_no_sure_surname(text: str) -> None:
    assert not [person for person in people(text) if person.confident]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("温江区委副书记、代理区长王军出席活动。", ["王军"]),
        ("成都市政府副秘书长张涛，区委副书记董勇主持。", ["张涛", "董勇"]),
        ("受区委书记马烈红委托，王军在致辞中表示，温江正深入学习。", ["马烈红", "王军"]),
        ("同时为冷甦鹏、程钰间、张晓东、张波等12位科技产业顾问颁发聘书。", ["冷甦鹏", "程钰间", "张晓东", "张波"]),
        ("电子科技大学党委书记王亚非，四川省国资委党委委员、副主任张敏出席。", ["王亚非", "张敏"]),
        ("副市长尉迟国安在会上指出，要抓好落实。", ["尉迟国安"]),
        ("国家主席习近平发表讲话。", ["习近平"]),
        ("操敬之任局长。", ["操敬之"]),
        ("外交部发言人蒋斌29日在例行记者会上表示，双方将加强沟通。", ["蒋斌"]),
        ("厂务负责人高博介绍，设备已经更换。", ["高博"]),
        ("守护雨林中的马来熊。", []),
        ("海阳港今年保障三次发射。", []),
    ],
)
def test_names_are_found_and_end_where_they_end(text: str, names: list[str]) -> None:
    found = people(text)
    assert [person.chinese for person in found] == names
    assert all(text[person.start : person.end] == person.chinese for person in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会上，何正副县长代表县委讲话，高立军代表职工发言，周学平等五人作表态发言。", "何正 高立军 周学平"),
        ("李正副主任出席会议。", "李正"),
        ("任命王正副局长为组长。", "王正"),
        ("赵正义副院长介绍，钟正平副部长说。", "赵正义 钟正平"),
        ("常务副市长李平等领导出席。", "李平"),
        ("王平平等三位老师获奖，孙丽等同志参加。", "王平平 孙丽"),
        ("李平等人出席签约仪式。", "李平"),
        ("县长何平代表县政府作报告。", "何平"),
        ("刘强任县委书记，张正任局长。", "刘强 张正"),
        ("郑海波同志任中共临江县委委员、常委、书记。", "郑海波"),
        ("刘建明不再担任县委书记职务。", "刘建明"),
        ("任命李卫东为县财政局局长，免去王建华的县财政局局长职务。", "李卫东 王建华"),
        ("决定任命：孙伟为县公安局局长，周涛为县司法局局长。", "孙伟 周涛"),
        ("免去：吴刚县水利局局长职务。", "吴刚"),
        ("提名赵国强为副县长人选，选举何正为县长，聘任周正为副总经理。", "赵国强 何正 周正"),
        ("姓名｜职务\n罗文｜县财政局局长\n沈安｜县审计局副局长", "罗文 沈安"),
        ("县委副书记、县长 罗文 主持县政府全面工作", "罗文"),
        ("祖文彬，男，汉族，1979年11月生。", "祖文彬"),
        ("孙平等待救援，王代表职工发言，陈代表公司致辞，杨等获一等奖。", ""),
        ("男女平等人人有责，代表大会高度评价，区文联主席出席，吉隆县副县长介绍。", ""),
        ("原代理院长不再兼任，党员和妇女代表签字。", ""),
    ],
)
def test_where_names_end(text: str, names: str) -> None:
    assert [person.chinese for person in people(text)] == names.split()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("刘强任县委书记。", "县委书记"),
        ("任命李卫东为县财政局局长。", "县财政局局长"),
        ("郑海波同志任中共临江县委委员、常委、书记。", "中共临江县委委员、常委、书记"),
        ("任命吴晓燕为市卫生健康委员会副主任。", "市卫生健康委员会副主任"),
        ("陈立新任市人大常委会主任。", "市人大常委会主任"),
        ("周敏任省委书记处书记。", "省委书记处书记"),
        ("免去王建华的县财政局局长职务。", ""),
        ("对外联络部部长王军出席。", "对外联络部部长"),
        ("向阳小学校长王军出席。", "向阳小学校长"),
        ("由县长王军主持。", "县长"),
        ("原县长王军出席。", "县长"),
    ],
)
def test_the_post_is_whole(text: str, title: str) -> None:
    assert [person.title for person in people(text)] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "推动高质量发展，成立专门招商队伍，打造和平安全的环境。",
        "江苏、温江、万科等签约，金融机构负责人参加。",
        "白皮书指出，全国常务会议马上召开。",
        "英国首相斯塔默会见了法国总统马克龙。",
        "校长巴雅尔说，孩子们很高兴。",
        "首席科学家罗伯特·盖恩斯表示祝贺。",
        "古丽娜尔·买买提表示感谢。",
        "刘某泽在自家地里烧荒。",
    ],
)
def test_other_words_and_other_peoples_names_are_left_alone(text: str) -> None:
    assert [person.chinese for person in people(text)] == []


def test_a_name_with_evidence_once_is_found_again_and_spelled_alike() -> None:
    text = "总经理瞿清扬表示，公司将扩大投资。\n后来，瞿清扬的材料厚得像一块砖。"
    found = people(text)
    assert [person.start for person in found] == [text.index("瞿"), text.rindex("瞿")]
    assert {person.english for person in found} == {"Qu Qingyang"}


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("电子科技大学党委书记王亚非，四川省国资委党委委员、副主任张敏出席。", "张敏", "四川省国资委党委委员、副主任"),
        ("温江区委副书记、代理区长王军出席活动。", "王军", "温江区委副书记、代理区长"),
        ("会后，王军表示要抓好落实。会上，区长王军致辞。", "王军", ""),
    ],
)
def test_the_post_before_the_name(text: str, name: str, title: str) -> None:
    assert next(person.title for person in people(text) if person.chinese == name) == title


@pytest.mark.parametrize(
    ("english", "person", "chinese", "expected"),
    [
        ("Zou Pingxue spoke.", "Zou Pingxue", "", True),
        ("Zou Ping-xue spoke.", "Zou Pingxue", "", True),
        ("Zou Ping Xue spoke.", "Zou Pingxue", "", True),
        ("Li Jian'an's team", "Li Jian'an", "", True),
        ("Li Jianan’s team", "Li Jian'an", "", True),
        ("Pingxue Zou spoke.", "Zou Pingxue", "", False),
        ("Chou Pingxue spoke.", "Zou Pingxue", "", False),
        ("Zou Pingxuel spoke.", "Zou Pingxue", "", False),
        ("Lü Wei spoke.", "Lyu Wei", "", True),
        ("Lu Wei spoke.", "Lyu Wei", "", True),
        ("Liu Wei spoke.", "Lyu Wei", "", False),
        ("Ou Yang Xiu spoke.", "Ouyang Xiu", "", True),
        ("Xin Liyan spoke.", "Shen Liyan", "莘立言", True),
        ("Xin Liyan spoke.", "Shen Liyan", "", False),
    ],
)
def test_spellings_that_the_english_may_have(english: str, person: str, chinese: str, expected: bool) -> None:
    assert english_has_name(english, person, chinese) is expected


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(["王军", "书记", "、", "，", "。", "尉迟", "出席", "·", "a", "\n", "某", "张", "和", "买买提"]),
        max_size=25,
    ).map("".join)
)
def test_mentions_are_in_order_inside_the_text_and_apart(text: str) -> None:
    found = people(text)
    assert all(text[person.start : person.end] == person.chinese and person.english for person in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development data is not here")
def test_precision_and_recall_on_the_development_releases() -> None:
    command = [sys.executable, ROOT / "benchmarks" / "names.py", SHARED / "eval" / "releases-dev.tsv"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    precision, recall = (float(printed[printed.index(word) + 1].rstrip(",")) for word in ("precision", "recall"))
    assert precision >= 0.92
    assert recall >= 0.84


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("进口蓝莓、车厘子等水果4.1万吨。", ""),
        ("推出陈皮、何首乌等药材。", ""),
        ("王小明、车立仁等专家表示支持。", "王小明 车立仁"),
    ],
)
def test_a_list_of_things_is_no_list_of_people(text: str, sure: str) -> None:
    assert [person.chinese for person in people(text) if person.confident] == sure.split()


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("校长单志广与来宾交换礼物。", "单志广", True),
        ("被告人闵庆洪被判处有期徒刑。", "闵庆洪", True),
        ("香港特区政府卫生署副署长周明远表示欢迎。", "周明远", False),
        ("台北市副市长周明远出席。", "周明远", False),
        ("中联办主任周明远出席。", "周明远", True),
        ("软银集团会长周明远访问深圳。", "周明远", False),
        ("软银集团大中华区总裁周明远出席。", "周明远", True),
    ],
)
def test_whose_pinyin_is_sure(text: str, name: str, sure: bool) -> None:
    assert {person.confident for person in people(text) if person.chinese == name} == {sure}
