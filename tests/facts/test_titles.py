"""A person's post in English: which are known, how several are joined, and that nothing is said of what is not known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary import Glossary
from facts.titles import title_english


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
            "member of the Party committee and deputy director of the Sichuan Provincial State-owned Assets "
            "Supervision and Administration Commission",
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
        ("怀化市消防救援支队支队长", "detachment commander of the Huaihua Municipal Fire and Rescue Detachment"),
        ("中国田径协会副主席", "vice chairman of the Chinese Athletics Association"),
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
