"""Tails of pages as the platforms write them go whole; the article above them, and what it says itself at its end, stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.furniture import documents, judged
from summarize.furniture import clean

ARTICLE = (
    "临江新能源基地二期投产",
    "3月12日，临江市新能源产业基地二期项目正式投产，总投资18.6亿元，占地420亩。",
    "达产后年产值将超30亿元，可提供就业岗位1800个。",
)
TAILS = {
    "wechat": (
        "收录于合集",
        "#招商引资 12个",
        "值班编委：李立",
        "预览时标签不可点",
        "阅读 1.2万",
        "赞 386",
        "在看 152",
        "微信扫一扫",
        "轻点两下取消赞，轻点两下取消在看",
        (
            "Notice: All of the content above, with its pictures and videos, was posted by a user of "
            "this platform, which offers storage of information only."
        ),
    ),
    "wechat2": (
        "来源：临江发布",
        "记者：王小明",
        "编辑：李晓",
        "审核：赵一",
        "点分享",
        "点收藏",
        "点点赞",
        "点在看",
        "喜欢此内容的人还喜欢",
        "临江这些路段今晚封闭！",
        "我的关注列表",
        "临江发布",
        "不看的原因",
        "确定",
        "内容质量低",
        "不看此公众号",
        "微信扫一扫",
        "关注该公众号",
        "继续滑动看下一个",
        "临江发布",
        "向上滑动看下一个",
        "写留言",
        "微信扫一扫",
        "使用小程序",
        "取消 允许",
        "× 分析",
        "视频 小程序 赞 ，轻点两下取消赞 在看 ，轻点两下取消在看 分享 留言 收藏",
    ),
    "netease": (
        "（原标题：临江新能源基地二期投产）",
        "责任编辑：王晓_NN1234",
        "特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台用户上传并发布，本平台仅提供信息存储服务。",
        (
            "Notice: The content above (including the pictures and videos if any) is uploaded and "
            "posted by a user of this platform, which is a social media platform and only provides "
            "information storage services."
        ),
        "跟贴 128",
        "参与 4521",
        "网友跟贴仅供其表达个人看法，并不表明本站立场",
        "热门跟贴",
        "打开客户端体验更佳",
        "相关推荐",
        "热点推荐",
        "男子买彩票中奖500万，第二天就辞职了",
        "2026-03-12 08:00:12",
        "跟贴 33",
        "暴雨来袭！这些地区注意",
        "返回首页 下载客户端",
    ),
    "people": (
        "(责编：李楠、张三)",
        "分享让更多人看到",
        "推荐阅读",
        "春耕图鉴丨田间地头的“智慧”新景象",
        "多地出台措施 促进大学生就业",
        "相关新闻",
        "临江：一季度签约项目32个",
        "热门排行",
        "1 全国两会闭幕",
        "2 国家统计局发布数据",
        "客户端下载",
        (
            "人民日报社概况 | 关于我们 | 报社招聘 | 招聘英才 | 广告服务 | "
            "合作加盟 | 版权服务 | 数据服务 | 网站声明 | 网站律师 | 信息保护 | 联系我们"
        ),
        "服务邮箱：kf@example.cn 违法和不良信息举报电话：010-65363263 举报邮箱：jubao@example.cn",
        "互联网新闻信息服务许可证10120170001 | 增值电信业务经营许可证B1-20060139",
        "人 民 网 股 份 有 限 公 司 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用",
        "Copyright © 1997-2026 by www.example.com.cn. all rights reserved",
    ),
    "toutiao": (
        "举报",
        "评论 23",
        "收藏",
        "分享",
        "举报/反馈",
        "发布于：四川省",
        "相关推荐",
        "评论 1",
        "点赞",
        "热榜",
        "1",
        "某地出台新政",
        "2",
        "明星现身机场",
        "换一换",
        "打开APP查看更多精彩内容",
        "加载更多",
        "没有更多了",
        "登录后评论",
        "作者声明：内容取材于网络",
    ),
    "sohu": (
        "返回搜狐，查看更多",
        "责任编辑：",
        "平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，搜狐仅提供信息存储空间服务。",
        "阅读 (1024)",
        "推荐阅读",
        "我来说两句",
        "0人参与，0条评论",
        "登录并发表",
        "发布",
        "最新评论",
        "还没有评论，快来抢沙发吧！",
    ),
    "sina": (
        "海量资讯、精准解读，尽在财经APP",
        "责任编辑：李铁民",
        "文章关键词： 新能源 临江",
        "我要反馈",
        "保存网页",
        "24小时滚动播报最新的财经资讯和视频，更多粉丝福利扫描二维码关注",
        "新闻排行",
        "图片故事",
    ),
    "xinhua": (
        "【纠错】 【责任编辑:王小明】",
        "阅读下一篇：",
        "临江一季度经济开门红",
        "新华网版权所有",
        "深度观察",
        "新华全媒头条丨以高质量发展为主题",
        "010020020110000000000000011100001129999999",
    ),
    "gov": (
        "扫一扫在手机打开当前页",
        "【我要纠错】责任编辑：王小明",
        "相关稿件",
        "临江市召开项目推进会",
        "打印本页 关闭窗口",
        "主办单位：临江市人民政府办公室 承办单位：临江市大数据中心",
        "网站标识码：5100000001 蜀ICP备05000001号 川公网安备51000002000001号",
        "联系我们 网站地图 网站声明",
        "政府网站找错",
    ),
    "univ": (
        "（文/王小明 图/李晓 审核/赵一）",
        "上一条：学校召开工作会议",
        "下一条：我校获奖",
        "【关闭】",
        "浏览次数：1234",
        "版权所有©临江大学 地址：临江市大学路1号 邮编：610000",
    ),
}
ENDS = {
    "figures": (
        "主要指标如下：",
        "规模以上工业增加值同比增长9.8%",
        "固定资产投资同比下降4.5%",
        "外贸进出口总额86.3亿元",
    ),
    "results": ("获奖情况如下：", "冠军：王小明", "亚军：李晓", "季军：钱一诺"),
    "times": ("男子100米决赛成绩：", "1. 王小明 9秒98", "2. 李晓 10秒02", "3. 钱一诺 10秒11"),
    "agenda": ("活动安排如下：", "09:00 开幕式", "10:30 主旨演讲", "14:00 项目签约"),
    "contacts": ("咨询方式如下：", "联系人：王女士", "联系电话：0816-1234567", "地址：临江市建设路1号"),
    "sentences": ("联系人：植保植检站 郄文礼。",),
    "table": ("指标 | 总量（亿元） | 增速（%）", "固定资产投资 | | -4.5", "进出口总额 | 86.3 | 15.8"),
}


def kept_of(*lines: str) -> list[str]:
    text = "\n".join(lines)
    return [text[start:end] for start, end in clean(text).spans]


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_the_tail_of_a_page_goes_and_the_article_stays(tail: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *tail) == list(ARTICLE)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("tail", [(), *TAILS.values()], ids=["", *TAILS])
def test_what_the_release_itself_gives_at_its_end_stays(tail: tuple[str, ...], end: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *end, *tail) == [*ARTICLE, *end]


@pytest.mark.parametrize("line", ["微信扫一扫", "分享让更多人看到", "相关阅读", "推荐阅读", "评论 23", "举报/反馈"])
def test_a_prompt_in_the_middle_takes_nothing_with_it(line: str) -> None:
    assert kept_of(*ARTICLE[:2], line, ARTICLE[2]) == list(ARTICLE)


def test_a_headline_that_a_page_repeats_is_no_furniture_of_its_own() -> None:
    assert kept_of(*ARTICLE, "原标题：新能源基地二期正式投产") == list(ARTICLE)


def test_pages_of_many_kinds_lose_their_furniture_and_keep_their_articles() -> None:
    found = [judged(rows) for rows in documents(Path(__file__).with_name("pages.tsv"))]
    assert [line for _, lost, _ in found for line in lost] == []
    assert sum(len(missed) for missed, _, _ in found) <= 0.01 * sum(count for _, _, count in found)


CONTACTS = ("媒体联系人：郁文婷", "电话：0816-0000000", "邮箱：press@example.cn", "地址：临江市建设路1号")


@pytest.mark.parametrize(
    "below", [(), ("责任编辑：王小明", "来源：临江日报"), ("相关阅读", "多地出台措施"), ("蜀ICP备00000000号",)]
)
def test_whom_the_release_says_to_ask_stays_and_the_credits_below_go(below: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *CONTACTS, *below) == [*ARTICLE, *CONTACTS]
    assert kept_of(*ARTICLE, *below[:1], *CONTACTS[:2])[:3] == list(ARTICLE)


@pytest.mark.parametrize(
    "lines",
    [
        ("媒体联系：", "公共关系部 郁文婷", "+86 28 0000 0000", "press@example.cn"),
        ("报名网址：https://example.cn/", "报名电话：0816-0000000", "通讯地址：府前街6号"),
        ("咨询电话（工作日9:00—17:00）：0816-0000000",),
        ("预约电话：", "市口腔医院 0816-0000000", "市妇幼保健院 0816-0000001"),
        ("展览时间：5月18日至8月31日", "展览地点：二号展厅", "票价：免费"),
        ("主办单位：临江市人民政府", "承办单位：临江市商务局"),
        ("开户名：晨光公益基金会", "账号：0200 0012 3456"),
    ],
    ids=["person", "registration", "hours", "numbers", "event", "organisers", "account"],
)  # fmt: skip
def test_what_one_needs_to_know_to_take_part_stays(lines: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *lines) == [*ARTICLE, *lines]
    assert kept_of(*ARTICLE, *lines, "编辑：王小明") == [*ARTICLE, *lines]


@pytest.mark.parametrize(
    "lines",
    [
        ("地址：临江市建设路1号", "邮编：610000", "电话：0816-0000000", "版权所有：临江市商务局", "蜀ICP备00000000号"),
        ("主办：市统计局", "承办：市统计局数据中心", "网站支持IPv6", "网站标识码：0000000000"),
        ("相关阅读", "联系电话：0816-0000000"),
        ("违法和不良信息举报电话：010-00000000",),
    ],
)
def test_the_address_of_a_site_goes(lines: tuple[str, ...]) -> None:
    assert kept_of(*ARTICLE, *lines) == list(ARTICLE)


COMMENT = "终于等到了，以后回老家不用再坐两个半小时的大巴，希望票价能再便宜一点。"


@pytest.mark.parametrize(
    "mark", ["2小时前", "回复 赞12", "IP属地：四川", "05-12 09:30 来自四川", "3楼", "手机用户3571"]
)
def test_long_comments_of_visitors_go(mark: str) -> None:
    page = ("评论 46", "山里人家", COMMENT, mark, "追风的人", COMMENT, mark)
    assert kept_of(*ARTICLE, *page) == list(ARTICLE)


def test_a_sentence_of_the_article_below_the_box_of_comments_stays() -> None:
    """Without a name, a date or a button beside it, a sentence is no comment; nor is it where the sentences after it are none."""
    assert kept_of(*ARTICLE, "网友评论", COMMENT) == [*ARTICLE, COMMENT]
    assert kept_of(*ARTICLE[:2], "评论 46", ARTICLE[2], COMMENT, COMMENT) == [*ARTICLE, COMMENT, COMMENT]
    page = (*ARTICLE[:2], "评论 46", COMMENT, "2小时前", "回复", "赞", "分享", "收藏", ARTICLE[2])
    assert ARTICLE[2] in kept_of(*page)


def test_a_name_that_stands_above_and_below_the_article_is_the_account_s() -> None:
    title, *body = ARTICLE
    assert kept_of(title, "临江之窗", *body, "临江之窗", "你身边的守护者") == list(ARTICLE)


def test_results_below_the_article_may_name_somebody_twice() -> None:
    results = ("获奖学校如下：", "一等奖 第一小学", "第一小学", "二等奖 第二小学", "第一小学")
    assert kept_of(*ARTICLE, *results)[:4] == [*ARTICLE, results[0]] and "第一小学" in kept_of(*ARTICLE, *results)
