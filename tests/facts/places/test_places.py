"""Places and bodies by shape: where the rules fire, where they must not, what they are called, what counts as said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Glossary, Term, accepts
from facts.places.places import find_places, find_terms
from facts.places.spelling import pinyin_place, unit_english
from tests.support.fake_engine import FakeEngine
from translate.check.messages import say
from translate.translation import TranslateOptions
from translate.translator import Translator


def found(text: str, *, user: Glossary | None = None) -> dict[str, str]:
    return {m.term.source: m.term.target for m in find_places(text, Glossary.builtin().merged(user))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("沙县高砂镇端溪村", {"沙县": "Shaxian County", "高砂镇": "Gaosha Town", "端溪村": "Duanxi Village"}),
        ("记者在定日县采访", {"定日县": "Dingri County"}),
        ("浙江衢州龙游县溪口镇的助餐车", {"龙游县": "Longyou County", "溪口镇": "Xikou Town"}),
        ("南昌市西湖区朝阳洲街道桃花源社区", {"朝阳洲街道": "Chaoyangzhou Subdistrict", "桃花源社区": "Taohuayuan Community"}),
        ("岳阳市华容县举行大会", {"华容县": "Huarong County"}),
        ("哈密市伊州区供热", {"伊州区": "Yizhou District"}),
        ("富锦市二龙山镇的合作社", {"二龙山镇": "Erlongshan Town"}),
        ("武宣县东乡镇农民", {"东乡镇": "Dongxiang Town"}),
        ("青县曹寺乡村民", {"曹寺乡": "Caosi Township"}),
        ("木里藏族自治县召开会议", {"木里藏族自治县": "Muli Tibetan Autonomous County"}),
        ("盐边县格萨拉彝族乡护林员", {"格萨拉彝族乡": "Gesala Yi Township"}),
        ("单县的羊汤，东阿县的阿胶", {"单县": "Shanxian County", "东阿县": "Dong'e County"}),
        ("赣州市于都县、都昌县", {"于都县": "Yudu County", "都昌县": "Duchang County"}),
    ],
)  # fmt: skip
def test_places_with_evidence(text: str, expected: dict[str, str]) -> None:
    got = found(text)
    assert {source: got.get(source) for source in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "该县全区各村都在行动",
        "自治区和开发区、高新区、园区、保税区、示范区",
        "灾区、地区、景区、山区、校区、城区、小区、郊区、老区、市区、县区、特区、库区、牧区、片区、街区、辖区、港区",
        "农村、乡村、乡镇、城镇、古镇、社区、街道、省市",
        "在贫困县、重点乡镇、特色小镇和城中村",
        "城市上涨0.4%，农村持平",
        "本县三个乡，12个镇，9个村",
        "亚太区总裁在大中华区和无人区",
        "太原六城区统一供热",
        "美丽乡村民宿和乡村振兴",
        "退市整理期，股票上市，全市夜市",
        "日本福岛县知事",
        "来自塞拉利昂凯内马区的咖啡",
        "巴黎旗舰店",
        "欧元区和北美区",
        "棚户区改造和采空区",
        "加密社区",
        "丹佛市长",
    ],
)
def test_no_place_without_evidence(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("温江区委", {"温江区委": "CPC Wenjiang District Committee"}),
        ("中共温江区委", {"中共温江区委": "CPC Wenjiang District Committee"}),
        ("中共成都市温江区委", {"中共成都市温江区委": "CPC Wenjiang District Committee of Chengdu"}),
        ("成都市委", {"成都市委": "CPC Chengdu Municipal Committee"}),
        ("四川省委", {"四川省委": "CPC Sichuan Provincial Committee"}),
        ("温江区政府", {"温江区政府": "Wenjiang District People's Government"}),
        ("成都市人民政府", {"成都市人民政府": "Chengdu Municipal People's Government"}),
        ("成都市人大常委会", {"成都市人大常委会": "Standing Committee of the Chengdu Municipal People's Congress"}),
        ("石家庄市住房和城乡建设局", {"石家庄市住房和城乡建设局": "Shijiazhuang Municipal Housing and Urban-Rural Development Bureau"}),
        ("成都市卫生健康委", {"成都市卫生健康委": "Chengdu Municipal Health Commission"}),
        ("山西省应急管理厅", {"山西省应急管理厅": "Shanxi Provincial Department of Emergency Management"}),
        ("绵阳市第一人民医院", {"绵阳市第一人民医院": "First People's Hospital of Mianyang"}),
        ("开封市第十四中学", {"开封市第十四中学": "Kaifeng No. 14 Middle School"}),
    ],
)  # fmt: skip
def test_bodies(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["温江区委书记张三", "温江区委副书记", "温江区委常委", "温江区区长", "温江区政府副秘书长", "成都市教育局局长李四"]
)  # fmt: skip
def test_a_post_is_not_taken_apart(text: str) -> None:
    assert not any(m.term.origin == "rule:bodies" for m in find_places(text, Glossary.builtin()))
    assert any(m.term.target.startswith(("Wenjiang", "Chengdu")) for m in find_terms(text, Glossary.builtin()))


def test_a_post_keeps_its_own_term_beside_the_bare_place() -> None:
    terms = {m.term.source for m in find_terms("怀宁县委书记李四", Glossary.builtin())}
    assert {"怀宁", "县委书记"} <= terms


def test_the_bare_name_is_known_once_the_unit_was_named() -> None:
    assert "石渠" not in found("他从石渠回来。")
    assert found("石渠县地处川西。他从石渠回来。")["石渠"].startswith("Serxu")


def test_a_name_taken_once_is_taken_everywhere() -> None:
    text = "沙县高砂镇开会。今年以来高砂镇修路。"
    spans = [m.start for m in find_places(text, Glossary.builtin()) if m.term.source == "高砂镇"]
    assert spans == [2, 12]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与会人员观摩了郝家桥村、赵家沟村、贺一村等6个点位。", ["郝家桥村", "赵家沟村", "贺一村"]),
        ("上庄村、下庄村受灾。", ["上庄村", "下庄村"]),
        ("覆盖柳林镇、河口镇、大桥镇。", ["河口镇", "大桥镇"]),  # nothing says where the first begins
        ("推进示范村、文明村、特色村建设。", []),
        ("专业村、脱贫村、移民村产业兴旺。", []),
        ("行政村、自然村全覆盖。", []),
    ],
)
def test_small_places_in_a_row_speak_for_each_other(text: str, names: list[str]) -> None:
    found = [m for m in find_places(text, Glossary.builtin()) if m.term.firm]
    assert [m.term.source for m in found] == names


def test_firm_where_the_name_is_sure_only() -> None:
    firm = {m.term.source: m.term.firm for m in find_places("西藏自治区某某县。在富蕴县吐尔洪乡", Glossary.builtin())}
    assert firm.get("吐尔洪乡") is False


def test_the_users_terms_win_and_the_glossarys_longer_ones() -> None:
    user = Glossary.from_rows([("端溪", "Tuen Kai"), ("沙县小吃", "Shaxian Delicacies")])
    merged = Glossary.builtin().merged(user)
    terms = {m.term.source: m.term.target for m in find_terms("沙县高砂镇端溪村的沙县小吃", merged)}
    assert terms["端溪"] == "Tuen Kai"
    assert terms["沙县小吃"] == "Shaxian Delicacies"
    assert "端溪村" not in terms


@pytest.mark.parametrize(
    ("text", "english", "said"),
    [
        ("沙县高砂镇", "Gaosha", True),
        ("沙县高砂镇", "in the town of Gaosha", True),
        ("沙县高砂镇", "Gaosha Township, Shaxian", True),
        ("沙县高砂镇", "Gaoming Town", False),
        ("吉县人民政府", "Ji County People's Government", True),
        ("在沙县", "Sha County", True),
        ("温江区委", "the Wenjiang District Party committee", True),
        ("温江区委", "the CPC Central Committee met in Wenjiang", False),
        ("温江区政府", "the government of Wenjiang", True),
        ("温江区政府", "the district government", False),
        ("在石渠县", "Sershul County", True),
    ],
)
def test_what_counts_as_said(text: str, english: str, said: bool) -> None:
    match = find_places(text, Glossary.builtin()) or find_terms(text, Glossary.builtin())
    term = match[-1].term
    assert accepts(english, term) is said


@pytest.mark.parametrize(
    ("name", "english"), [("西安", "Xi'an"), ("东阿", "Dong'e"), ("吕梁", "Lyuliang"), ("都匀", "Duyun"), ("柏林", "Bailin"), ("旺·", "")]
)  # fmt: skip
def test_pinyin(name: str, english: str) -> None:
    assert pinyin_place(name) == english


def test_units_of_several_peoples() -> None:
    assert unit_english("土家族苗族自治县") == "Tujia and Miao Autonomous County"


def test_a_translation_that_invents_a_place_is_decoded_again_with_the_place_held() -> None:
    """As the bundled model does: it knows no Gaosha, but carries a placeholder through."""

    def answer(text: str) -> str:
        return "X1 opened X2." if "X1" in text and "X2" in text else "Gaoming Town opened."

    translator = Translator(FakeEngine(answer), options=TranslateOptions(coverage=False))
    _, second = translator.translate(translator.document(["会议开始。", "沙县高砂镇开放。"]))
    assert second.text == "Shaxian County opened Gaosha Town."
    assert not [f for f in second.findings if f.kind == "term"]


def test_a_place_that_stays_lost_is_a_warning_that_says_usually() -> None:
    translator = Translator(FakeEngine(lambda text: "Gaoming Town opened."), options=TranslateOptions(coverage=False))
    (done,) = translator.translate(translator.document(["沙县高砂镇开放。"]))
    messages = [say(f) for f in done.findings if f.kind == "term" and f.severity == "warning"]
    assert any("高砂镇 is usually 'Gaosha Town'" in message for message in messages)


def test_places_of_a_document_have_spans_of_their_sentence() -> None:
    translator = Translator(FakeEngine())
    sentences = translator.document(["在怀宁县开会。", "会后，怀宁增长5%。"])
    found = [(s.text[m.start : m.end], m.term.source) for s in sentences for m in s.terms if m.term.kind == "county"]
    assert found == [("怀宁县", "怀宁县"), ("怀宁", "怀宁")]


PIECES = [
    "沙县",
    "高砂镇",
    "端溪村",
    "温江区",
    "委",
    "书记",
    "成都市",
    "政府",
    "教育局",
    "第十四中学",
    "中共",
    "在",
    "，",
    "的",
    "全",
    "区",
    "村民",
    "\n",
    "a1",
    "藏族自治县",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    matches = find_terms(text, Glossary.builtin())
    assert all(text[m.start : m.end] == m.term.source and m.term.target for m in matches)
    assert all(a.end <= b.start for a, b in pairwise(matches))
    assert all("\n" not in m.term.source for m in matches)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_searched(text: str) -> None:
    glossary = Glossary([Term("温江区", "Wenjiang District", kind="district", origin="user")])
    assert all(text[m.start : m.end] == m.term.source for m in find_terms(text, glossary))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四川峨边、北京延庆举行灯会", {"峨边": "Ebian", "延庆": "Yanqing"}),
        ("在峨边采访", {"峨边": "Ebian"}),
        ("什么有的家长宁可排队，说清原因，贺兰山东麓，走遍千山万水，社会安康", {}),
        ("四川、安徽两省增幅，昆明安宁疗护志愿者，长沙滨江文化园", {}),
        ("荣成大道通车", {}),
    ],
)
def test_counties_without_their_unit(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected
