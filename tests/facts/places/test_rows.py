"""Places that share a unit, cities whose names are words, names that are called after a region, and what stands beside companies."""

from __future__ import annotations

import pytest

from facts.document import document_sentences
from facts.glossary import Glossary
from facts.places.places import find_terms
from facts.places.rows import ROWS

GLOSSARY = Glossary.builtin()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会议由平口、南岭、下河3个县的负责人参加。", ["Pingkou", "Nanling", "Xiahe"]),
        ("灾害造成石桥、马家、柳林三镇受灾。", ["Shiqiao", "Majia", "Liulin"]),
        ("由岑溪、藤县、苍梧三县市组成。", ["Cenxi", "Cangwu"]),
        ("在青石、白马和柳河三个镇开展试点。", ["Qingshi", "Baima", "Liuhe"]),
        ("教育、卫生、民政三个部门汇报。", []),
        ("项目惠及水电、交通、教育三个区。", []),
        ("种植、养殖、加工三个村办企业盈利。", []),
        ("个人电脑与伺服器两个市场增长。", []),
        ("平口、南岭、下河4个县参加。", []),
    ],
)
def test_names_that_share_a_unit(text: str, names: list[str]) -> None:
    assert [m.term.target for m in find_terms(text, GLOSSARY) if m.term.origin == ROWS] == names


def test_a_name_in_a_row_is_no_person() -> None:
    (sentence,) = document_sentences(["由岑溪、藤县、苍梧三县市组成的采购团抵达。"], glossary=GLOSSARY)
    assert sentence.people == ()


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("山西大同举办活动。", {"大同": "Datong"}, ()),
        (
            "以及大同平城区、长治潞州区等24个县。",
            {"大同": "Datong", "平城区": "Pingcheng District", "长治": "Changzhi"},
            (),
        ),
        ("共建大同社会，实现长治久安。", {}, ("大同", "长治")),
        ("青龙街道办事处组织志愿者。", {"青龙街道办事处": "Qinglong Subdistrict Office"}, ()),
        ("和田地区人民医院接诊。", {"和田地区人民医院": "Hotan People's Hospital"}, ()),
        ("赣南农村增收。", {"赣南": "southern Jiangxi"}, ()),
        ("赣南医科大学校庆。", {}, ("赣南",)),
        ("发展普惠金融，日产原油百吨。", {}, ("普惠", "日产")),
        ("禁用克百威，祝叶尔兰别克好。", {}, ("百威", "别克")),
        ("德国赢创公司扩产。", {"赢创": "Evonik"}, ()),
        ("马来西亚森美兰州代表团来访。", {"森美兰": "Negeri Sembilan"}, ("兰州",)),
        ("改则县扎布热放牧点通电。", {}, ("扎布热",)),
        ("佛冈县和佛坪县。", {"佛冈县": "Fogang County", "佛坪县": "Foping County"}, ()),
        ("乌拉特中旗牧民。", {"乌拉特中旗": "Urad Middle Banner"}, ()),
        ("遍布沙坡头区城区。", {"沙坡头区": "Shapotou District"}, ("坡头区",)),
        ("国药控股山西有限公司开业。", {"山西": "Shanxi"}, ("山西有限公司",)),
        ("翠屏山森林公园迎客。", {"翠屏山森林公园": "Cuiping Mountain Forest Park"}, ()),
        ("洗马镇卫生院接诊。", {"洗马镇卫生院": "Xima Town Health Center"}, ()),
    ],
)
def test_which_places_are_told(text: str, has: dict[str, str], has_not: tuple[str, ...]) -> None:
    found = {m.term.source: m.term.target for m in find_terms(text, GLOSSARY)}
    assert {source: found.get(source) for source in has} == has
    assert [source for source in has_not if source in found] == []
