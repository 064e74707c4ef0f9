"""Lines of platforms are told by the words that they are made of; lines of articles that use the same words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.furniture import clean
from summarize.furniture.labels import is_claim, is_label, is_pitch
from summarize.furniture.rules import rows

ARTICLE = ("临江新能源基地二期投产", "3月12日，临江市新能源产业基地二期项目正式投产，总投资18.6亿元，占地420亩。")


def kept_of(*lines: str) -> list[str]:
    text = "\n".join(lines)
    return [text[start:end] for start, end in clean(text).spans]


@pytest.mark.parametrize(
    "line",
    [
        "回顶端",
        "订阅电子报",
        "浏览人次：98,223,100",
        "隐私权宣告 资讯安全宣告",
        "立即下载",
        "登录后评论",
        "访问量：233",
    ],
)
def test_a_label_is_made_of_words_of_platforms(line: str) -> None:
    assert is_label(line)


@pytest.mark.parametrize(
    "line",
    [
        "更多最新信息",
        "北洲市人民医院",
        "电话：0816-2216666",
        "08:30-09:00 签到",
        "咨询热线",
        "下载量达3亿次。",
        "网站专员",
    ],
)
def test_fillers_alone_times_numbers_and_other_words_are_no_label(line: str) -> None:
    assert not is_label(line)


def test_notices_and_praise_have_several_words_of_their_kind_and_no_figure() -> None:
    assert is_claim("本网站刊载的稿件转载请注明来源，言论不代表本站立场")
    assert not is_claim("法院判决被告停止侵权，赔偿授权费12万元")
    assert is_pitch("研报权威，专业，及时，全面，助您挖掘主题机会！")
    assert not is_pitch("他的讲解专业、全面。")


def test_each_word_stands_in_the_table_once() -> None:
    words = [
        word for row in rows("words") if row["kind"] in ("does", "thing", "filler") for word in row["words"].split()
    ]
    assert sorted(words) == sorted(set(words))


@given(st.text(alphabet="我的你 登录分享首页条1/。x", max_size=60))
def test_any_line_is_judged(line: str) -> None:
    assert is_label(line) in (True, False)


@pytest.mark.parametrize(
    "tail",
    [
        ("回上一页", "回顶端", "地址：100210新城市福州街15号", "总机：02-0000-0000", "浏览人次：98,223,100"),
        ("· 推荐阅读 ·", "这座跨海大桥合龙", "我在非洲修铁路"),
        ("讨论区", "共 0 则留言", "张贴文章不得有违法或侵害他人权益之言论，违者应自负法律责任。", "热门新闻", "多地降雨"),
        ("相关附件", "5月价格数据表.xls", "打印本页"),
        ("98 条评论", "蓝天梦", "太不容易了，从图纸到总装走了整整九年，期待首飞的那一天。", "06-28 · IP 属地四川", "回复喜欢"),
    ],
    ids=["foot", "decorated", "notice", "file", "comment"],
)  # fmt: skip
def test_the_tail_goes_by_its_words(tail: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *tail) == list(ARTICLE)


@pytest.mark.parametrize(
    "end",
    [
        ("电工组", "一等奖　马志坚　供电局", "焊工组", "一等奖　字学明　机械厂"),
        ("三、参会单位", "云岭机械有限公司", "青川电子科技有限公司", "市第二人民医院"),
        ("演讲嘉宾", "沈国安　北林大学教授", "约翰·米勒　剑川大学研究员", "佐藤健一　东洋环保株式会社社长"),
        ("咨询门诊：", "市疾控中心门诊 0816-2360000", "各社区卫生服务中心"),
        ("联系方式", "Eva Jansen", "+31 10 000 0000", "press@sain.example"),
    ],
    ids=["groups", "bodies", "speakers", "wards", "contact"],
)
@pytest.mark.parametrize("below", [(), ("责任编辑：王小明",), ("© Example Wire, Inc.",)], ids=["", "credit", "foot"])
def test_a_list_that_ends_a_release_stays(end: tuple[str, ...], below: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *end, *below) == [*ARTICLE, *end]
