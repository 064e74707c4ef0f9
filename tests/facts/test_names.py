"""Personal names: who is found, where the name ends, how it is spelled, and what is not a name."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Glossary
from facts.names.people import english_has_name, people, pinyin_name
from facts.posts import title_english

ROOT = Path(__file__).parents[2]
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
    ],
)
def test_names_are_found_and_end_where_they_end(text: str, names: list[str]) -> None:
    found = people(text)
    assert [person.chinese for person in found] == names
    assert all(text[person.start : person.end] == person.chinese for person in found)


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
    ("title", "english"),
    [
        ("北京大学校长", "president of Peking University"),
        (
            "电子科技大学党委书记",
            "secretary of the Party committee of the University of Electronic Science and Technology of China",
        ),
        ("成都市市长", "mayor of Chengdu"),
        ("董事长、总经理", "chairman and general manager"),
        (
            "温江区委副书记、代理区长",
            "deputy secretary of the CPC Wenjiang District Committee and acting head of Wenjiang District",
        ),
        (
            "四川省国资委党委委员、副主任",
            "member of the Party committee and deputy director of the Sichuan Provincial State-owned Assets Supervision and Administration Commission",
        ),
        ("成都市政府副秘书长", "deputy secretary-general of the Chengdu Municipal People's Government"),
        ("湖南省怀化市委书记", "secretary of the CPC Huaihua Municipal Committee, Hunan Province"),
        ("上海市杨浦区区长", "head of Yangpu District, Shanghai"),
        (
            "包头市青山区委副书记、区长",
            "deputy secretary of the CPC Qingshan District Committee, Baotou, and head of Qingshan District",
        ),
        ("重庆市黔江区区委常委", "member of the standing committee of the CPC Qianjiang District Committee, Chongqing"),
        ("长春市委宣传部副部长", "deputy head of the Publicity Department of the CPC Changchun Municipal Committee"),
        ("恩施土家族苗族自治州副州长", "vice governor of the Enshi Tujia and Miao Autonomous Prefecture"),
        ("沈北新区党工委书记", "secretary of the Party working committee of Shenbei New District"),
        ("区住建局局长", "director of the district housing and urban-rural development bureau"),
        ("市委副书记、市长", "deputy secretary of the municipal Party committee and mayor"),
        (
            "省侨联党组书记、主席",
            "secretary of the leading Party members group and chairman of the provincial federation of returned overseas Chinese",
        ),
        ("固原市妇联主席", "president of the Guyuan Municipal Women's Federation"),
        ("中国标准化研究院副院长", "vice president of the China National Institute of Standardization"),
        (
            "眉山市发展和改革委员会党组成员、副主任",
            "member of the leading Party members group and deputy director of the Meishan Municipal Development and Reform Commission",
        ),
        ("董事长和总经理", "chairman and general manager"),
        ("学院院长", "dean of the college"),
        ("公司总工程师", "chief engineer of the company"),
        ("校党委书记", "Party secretary of the university"),
        ("某某局长", ""),
        ("某某公司总经理", ""),
        ("某市市长", ""),
        ("市口腔医院院长", ""),
        ("财政部国库司负责人", ""),
        ("佛山市居民", ""),
        ("常委", ""),
        ("", ""),
        ("董事长、总经理、总裁、总工程师", ""),
    ],
)
def test_a_post_is_translated_only_where_all_of_it_is_known(title: str, english: str) -> None:
    assert title_english(title, Glossary.builtin()) == english


def test_the_users_word_for_a_holder_or_a_post_is_taken() -> None:
    mine = Glossary.from_rows([("某某公司", "Moumou Ltd"), ("佛山市市长", "lord mayor of Foshan")])
    assert title_english("某某公司总经理", Glossary.builtin() | mine) == "general manager of Moumou Ltd"
    assert title_english("佛山市市长", Glossary.builtin() | mine) == "lord mayor of Foshan"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="市省区县委局长副书记、兼主任党和院校某成都北京", max_size=14))
def test_a_post_in_english_has_no_chinese(title: str) -> None:
    english = title_english(title, Glossary.builtin())
    assert english == english.strip() and not any("一" <= c <= "鿿" for c in english) and "  " not in english


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
