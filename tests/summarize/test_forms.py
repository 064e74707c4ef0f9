"""The forms of a sentence: each is the source less its cuts, and a sentence still."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.extract.clauses import parts
from summarize.extract.forms import forms
from summarize.extract.groups import groups
from summarize.extract.rules import rows
from summarize.extract.tagging import tagged

ROBOTS = (
    "分业务看，数控机床实现收入61.2亿元，同比增长5.3%；工业机器人实现收入42.5亿元，同比增长31.7%，销量首次突破3万台，达到3.1万台；"
    "零部件及其他业务实现收入24.94亿元。"
)
GOODS = "应急管理部向灾区调拨的棉帐篷、折叠床、棉衣被等4.2万件物资，今天已全部运抵灾区，正有序发往各集中安置点和受灾群众手中。"
CENSUS = "全国共有法人单位3327.0万个，与2018年第四次普查相比增长52.7%；从业人员42898.4万人，增长11.9%。"
TASKS = "学院已经挂牌，将做三件事：一是改方案，二是建六个实验室，三是设免打扰期，师生对此十分期待。"

# Where a form has the first, it has the second.
TOGETHER = [
    ("运补船未经中方允许，擅自闯入仁爱礁附近海域，中国海警依法采取管控措施，现场操作规范。", "未经", "擅自闯入"),
    ("运补船未经中方允许，擅自闯入仁爱礁附近海域，中国海警依法采取管控措施，现场操作规范。", "现场操作", "采取管控"),
    ("韩明利用职务便利，为有关单位提供帮助，非法收受财物1.47亿余元。", "韩明利用", "职务便利"),
    ("11月1日晚，中超联赛第28轮，上海海港队以3比1获胜，积66分，领先第二名7分，提前两轮夺冠。", "领先", "上海海港队"),
    ("申请人普通话水平应达到二级乙等，申请语文学科的须达到二级甲等以上，体检自理。", "水平应", "达到二级乙等"),
    ("劳动部提醒，雇主不得要求劳工到班，违者可处2万元以上罚款。", "违者", "不得要求"),
    ("12月28日至明年1月3日，市民可免费乘坐二期，每日限前5万名。", "免费", "1月3日"),
    ("首批配套旗舰轿车，续航里程可达1100公里，电池明年量产，一期产能4吉瓦时。", "续航里程", "轿车"),
    (
        "动物实验显示，植入6个月后，支架保持完整；18个月后约92%的材料被吸收，未观察到血栓形成。",
        "18个月后",
        "植入6个月后",
    ),
    ("动物实验显示，植入6个月后，支架保持完整；18个月后约92%的材料被吸收，未观察到血栓形成。", "92%", "被吸收"),
    ("从项目看，男子1000米的优秀率最低，为62.1%；跳绳优秀率最高，达94.8%。", "62.1%", "最低"),
    ("局长介绍，中心二期将投用，日处理能力可由12万单提升至25万单。", "12万单", "将投用"),
    ("决定自2026年12月1日起，召回部分电动汽车，共计38412辆。", "决定自", "召回部分"),
    ("临江警方接群众举报，称有人在群内推广一款软件，涉嫌赌博。", "举报", "称有人"),
    ("部分车辆由于密封胶条涂布不均，在长时间涉水后可能导致进水，存在安全隐患。", "由于", "进水"),
    ("处长介绍，年底前，江北机场监管中心二期将投用，每天可处理25万单。", "投用", "年底前"),
    ("为推动法律全面实施，促进更高水平做好节能工作，全国人大常委会5日启动执法检查。", "为推动", "启动执法检查"),
    ("为推动法律全面实施，促进更高水平做好节能工作，全国人大常委会5日启动执法检查。", "促进更高", "启动执法检查"),
    ("锦标赛落幕，云南组合在决赛中连超两艇，以6分58秒夺冠。", "夺冠", "云南组合"),
    ("工程已完工，但验收没有通过，居民对此表示关注，现场共有38人。", "工程已完工", "但验收没有通过"),
    ("工程已完工，但验收没有通过，居民对此表示关注，现场共有38人。", "对此", "验收没有通过"),
    ("会议总结了工作，部署了任务，市长表示，明年将新增学位2万个。", "市长表示", "明年将新增学位2万个"),
    ("会议总结了工作，部署了任务，市长表示，明年将新增学位2万个。", "明年将新增", "市长表示"),
    (CENSUS, "增长11.9%", "2018年"),
    (TASKS, "一是", "二是"),
    (TASKS, "二是", "三是"),
    (GOODS, "向灾区调拨的", "运抵|发往"),
    (ROBOTS, "3万台", "工业机器人"),
    (ROBOTS, "31.7%", "工业机器人"),
    (ROBOTS, "5.3%", "数控机床"),
    ("王军说：“项目明年开工，投资3亿元。”他还介绍了规划，现场有38人。", "王军说", "项目明年开工"),
    ("江苏省南京市将江心洲100余亩空闲地，打造为公共空间，日均接待人群1500人次。", "空闲地", "打造为"),
    ("中方愿以峰会成果为契机，同非方赓续传统友谊，共同开创未来。", "为契机", "赓续传统友谊"),
    ("会上，北京、浙江、湖南5家分行党委书记，依次述职并接受现场评议。", "5家分行", "述职"),
    ("学校组建了由书记牵头，系主任和辅导员参与的帮扶小组，为毕业生提供帮助。", "牵头", "帮扶小组"),
    ("成立于2008年的马来熊保育中心，是全球唯一的保护机构，目前有40只马来熊。", "保育中心", "是全球唯一"),
    ("如果天气不好，比赛将推迟到5月3日，地点不变，观众可以退票。", "如果天气不好", "推迟到5月3日"),
    ("总经理因达到法定退休年龄，申请辞去职务，辞职后继续担任公司董事。", "因达到法定退休年龄", "申请辞去"),
    ("5时40分，明火被扑灭；7时30分，现场清理完毕，无人员伤亡报告。", "5时40分", "明火被扑灭"),
    ("副市长段如松、阮静仪，市政府秘书长庞立群，各区主要负责同志参加会议。", "段如松", "参加会议"),
    ("会议通报8月份安全生产情况，部署下一阶段重点工作，现场有38人。", "8月份安全", "8月份安全生产情况"),
    ("线路北起云台站，南至大学城站，全长32.6公里，设站24座，总投资198亿元。", "南", "南至大学城站"),
    ("持续推进依法治企、努力营造良好环境，全国工商联召开民营经济峰会，38人参加。", "持续推进", "全国工商联"),
    ("美军中央司令部26日确认，美国海军航母抵达中东，将参加演习。", "确认", "抵达中东|参加演习"),
    ("老城街道1110名报到在职党员变“八小时党员”，已开展志愿服务800余人次。", "1110名报", "报到在职党员"),
    ("粮食产量再创历史新高，连续两年稳定在1.4万亿斤以上，市场供给充足。", "连续两年", "粮食产量"),
    ("“东北超”的举办，将进一步点燃青少年对足球的热爱，大连已有38支球队。", "“东北超”的", "的举办"),
    ("从好苗子成长为技术过硬的职业球员，还需要历经科学体系的精心培养。", "成长为", "需要历经"),
    ("截至18时，现场共搜救出13人，其中7人遇难，6人送医救治，另有4人失联，搜救仍在继续。", "6人送医", "7人遇难"),
    ("受持续强降雨影响，城关镇石板沟村发生山体滑坡，滑坡体约15万立方米。", "受持续强降雨影响", "发生山体滑坡"),
    ("由市文旅局主办，市建筑学会承办的设计大赛即日起面向全国征集作品，不收任何费用。", "承办的", "市文旅局主办"),
    ("年满18周岁、未达到退休年龄，在本市从事快递工作的就业人员均可参加，不受户籍限制。", "年满18周岁", "均可参加"),
    ("本市行政区域内电动自行车的停放、充电及其监督管理，适用本通告，标准另行制定。", "监督管理", "适用本通告"),
    ("小型客车经朝阳大桥绕行，增加里程约6.8公里；货车由城南互通绕行，通行费由市财政承担。", "增加里程", "小型客车"),
    ("绕行小型客车经朝阳大桥，增加里程约6.8公里；货车由城南互通绕行，通行费由财政承担。", "增加里程", "小型客车"),
    ("总理表示，该国欢迎企业参与铁路改造，该项目全长214公里，估算投资9.6亿欧元，明年开工。", "估算投资", "该项目全长"),
    ("双方同意，9月1日起互免签证，年内开通北京至维尔纳航班，每周3班，票价不变。", "每周3班", "开通北京至维尔纳航班"),
    ("骆一鸣，1979年出生，2005年加入公司，历任车间主任、采购部部长。", "骆一", "骆一鸣"),
    ("本次召回范围内的产品，由于调节器强度不足，碰撞时可能断裂，导致肩带松脱，存在隐患。", "本次召回", "强度不足"),
    ("本次召回范围内的产品，由于调节器强度不足，碰撞时可能断裂，导致肩带松脱，存在隐患。", "导致肩带", "可能断裂"),
    ("当事人虚构医生资质和治疗效果，收取费用93万元，被处罚款40万元。", "被处罚款", "当事人"),
    (
        "云翼公司按照《召回管理规定》的要求，向总局备案了计划，将自10月15日起，召回安全座椅6万件。",
        "将自10月15日起",
        "召回安全座椅",
    ),
    ("开馆首月，博物馆将推出“盐舟”特展，联合扬州、自贡等地6家博物馆展出文物94件。", "联合扬州", "博物馆将"),
    ("专业组一等奖1名，奖金20万元；二等奖2名，奖金各10万元；三等奖5名。", "奖金20万元", "一等奖1名"),
    ("专业组一等奖1名，奖金20万元；二等奖2名，奖金各10万元；三等奖5名。", "奖金各10万元", "二等奖2名"),
    ("虽然成本上升，公司仍实现利润3亿元，增长5%，员工人数不变。", "虽然成本上升", "3亿元"),
]


@pytest.mark.parametrize(("text", "first", "second"), TOGETHER)
def test_what_belongs_together_stays_together(text: str, first: str, second: str) -> None:
    for form in forms(text):
        assert first not in form.text or re.search(second, form.text), form.text


OFFERED = [
    ("中心位于科技园，规划面积4000余平方米，构建贯通产业链的创新生态体系。", "中心位于科技园，规划面积4000余平方米。"),
    ("锦标赛落幕，云南组合在决赛中连超两艇，以6分58秒夺冠。", "云南组合在决赛中连超两艇，以6分58秒夺冠。"),
    ("会议总结了工作，部署了任务，市长表示，明年将新增学位2万个。", "市长表示，明年将新增学位2万个。"),
    (
        "全市228个单位干部挂包帮扶贫困群众，严格落实管理制度，储备后备力量805名。",
        "全市228个单位干部挂包帮扶贫困群众，储备后备力量805名。",
    ),
    (
        "重庆市总工会持续探索创新，联动“百万职工游巴蜀”活动，走出了特色路径。",
        "重庆市总工会持续联动“百万职工游巴蜀”活动。",
    ),
    ("4月17日，青岛成立联盟，由19家企业组建，旨在激发行业动力。", "青岛成立联盟，由19家企业组建。"),
    ("园区引进航空、电子、化工、医药等企业，投资3亿元。", "园区引进航空、电子等企业，投资3亿元。"),
    ("两国将进一步深化合作，扩大贸易。", "两国将深化合作，扩大贸易。"),
]


@pytest.mark.parametrize(("text", "wanted"), OFFERED)
def test_a_shorter_form_is_offered(text: str, wanted: str) -> None:
    assert wanted in {f.text for f in forms(text)} or any(
        wanted.startswith(f.text[:-1]) for f in forms(text) if len(f.text) > 8
    )


def test_a_quotation_cut_at_the_end_leaves_no_mark_behind() -> None:
    text = "周海江带领干部来到上海，参观会址，他动情地说：“民族的复兴离不开领导。”"
    texts = {f.text for f in forms(text)}
    assert "周海江带领干部来到上海，参观会址。" in texts
    assert not any(t.endswith("。”") and "“" not in t for t in texts)


@pytest.mark.parametrize(
    "text",
    [
        "法院认定其构成非法吸收公众存款罪，判处有期徒刑六年，并处罚金20万元，责令退赔全部款项。",
        "双方就南海局势交换了意见，同意力争在2027年年内完成准则案文磋商。",
        "比赛前150米，她一直落后对手0.3秒，最后50米完成反超。",
        "本市医疗保险参保人员，包括退休人员，同步参加，无需另行办理手续。",
    ],
)
def test_a_form_begins_with_who_and_says_what_they_do(text: str) -> None:
    for form in forms(text):
        assert form.text[:2] == text[:2] and form.text.rstrip("。") not in ("本市医疗保险参保人员", "比赛前150米")


@pytest.mark.parametrize("row", rows("clauses"), ids=lambda r: r["role"])
def test_the_words_of_a_role_tell_it(row: dict[str, str]) -> None:
    find = re.fullmatch if row["role"] in ("modal", "opener") else re.search
    assert find(row["pattern"], row["example"]) and not find(row["pattern"], row["counter"])


@pytest.mark.parametrize("row", rows("leaning"), ids=lambda r: r["example"])
def test_leaning_rules(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"]) and not re.search(row["pattern"], row["counter"])


@pytest.mark.parametrize("row", rows("words"), ids=lambda r: r["role"])
def test_lists_of_words(row: dict[str, str]) -> None:
    words = row["words"].split()
    assert len(words) == len(set(words)) and row["example"] in words and row["counter"] not in words


def test_roles() -> None:
    text = "30日晚，参议院以71票赞成通过拨款法案，将为国防部提供资金，其中1亿元用于基建。"
    assert [g.role for g in groups(text)] == ["adverbial", "main", "predicate", "bound"]
    assert [sorted(g.needs) for g in groups(text)] == [[1], [], [1], [2]]


def test_clauses_are_not_cut_in_quotations_brackets_or_numbers() -> None:
    text = "投资1,200万元，打造“学、用，创”平台（一期，二期），建成《指南,2026版》。"
    assert [c.text for c in parts(text)] == [
        "投资1,200万元，",
        "打造“学、用，创”平台（一期，二期），",
        "建成《指南,2026版》。",
    ]


def test_words_of_a_sentence_cover_it() -> None:
    text = "温江区（成都）签约17个项目，总投资61.8亿元。ABC公司参加《公约》。"
    assert "".join(w.text for w in tagged(text)) == text
    assert all(text[w.start : w.end] == w.text for w in tagged(text))


def test_english_is_whole_or_trimmed() -> None:
    assert [f.text for f in forms("In addition, the plant employs 300 people, it said.", language="en")] == [
        "the plant employs 300 people, it said."
    ]


CLAUSES = st.lists(
    st.sampled_from(
        [
            "据了解", "此外", "王军在致辞中表示", "市政府投资近20亿元", "建设3.5万亩基地", "为进一步提升质量",
            "其中工业增长5%", "但成本下降",
            "推动形成新格局", "在省委坚强领导下", "“一期，二期”开工", "（区、市）", "同比增长12%", "副市长李敏",
            "局长张三出席", "截至6月底",
            "引进航空、电子、化工、医药等企业", "他说：“好。”", "将空闲地", "是全球唯一",
        ]
    ),
    min_size=1,
    max_size=9,
).map(lambda c: "，".join(c) + "。")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(CLAUSES)
def test_what_is_left_is_the_source_less_the_cuts(text: str) -> None:
    found = forms(text)
    assert found
    for form in found:
        left, at = "", 0
        for a, b in form.cuts:
            assert at <= a < b <= len(text)
            left += text[at:a]
            at = b
        assert left + text[at:] == form.text
        assert len(form.rules) == len(form.cuts)
        assert form.text[-1] in "。”"
        # A figure keeps its hedge and unit: both are there or neither.
        for figure in ("近20亿元", "3.5万亩", "增长5%", "增长12%"):
            bare = figure.strip("近增长亿元万亩%")
            assert (figure in form.text) == (bare in re.findall(r"\d+(?:\.\d+)?", form.text))


def test_what_somebody_led_keeps_who_it_was() -> None:
    text = "简思齐女士，1979年10月出生，曾任公司副总经理，主持的重组疫苗项目于2023年获批上市。"
    assert not any(f.text.startswith("主持的") for f in forms(text))


def test_purposes_do_not_end_a_sentence() -> None:
    text = "为了加强停放、充电管理，预防火灾事故，根据《中华人民共和国消防法》，制定本办法。"
    assert not any(f.text.endswith(("事故。", "管理。")) for f in forms(text))


def test_an_adverb_of_what_qualifies_a_subject_is_not_lent() -> None:
    assert not any(f.text.startswith("甘河县已经在建") for f in forms("甘河县已经投运的风电场为18个，在建约50个。"))


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        # 都 looks back at what it sums up.
        ("历史上的每一次变革，都带来了新的发展机遇。", [[]]),
        # A verb behind 的 is a noun: nothing is told yet.
        ("通过系列活动的开展，使全校师生认识到节约的意义。", [[1], [0]]),
        # What has no subject behind 其中 is of that part.
        ("全市共签约33个项目，其中阳新县签约18个项目，金额达126.4亿元。", [[], [0], [1]]),
        # A plan without its year would be told as done.
        ("到2030年，全市新能源装机达3.5亿千瓦，风电装机达1.5亿千瓦。", [[1], [0], [0]]),
        # What follows a promise is promised too.
        ("市长王军听取了发言，表示将认真研究大家的建议，进一步改进工作。", [[], [0], [0, 1]]),
        # What is agreed is not done yet.
        ("双方一致同意，学校在黔江设立工作站，县里每年提供经费80万元。", [[], [0], [0]]),
        # Points are of the share before them.
        ("第三产业单位2701.3万个，占81.2%，提高2.9个百分点。", [[], [0], [0, 1]]),
        # What grows is named before.
        ("该局负责人表示，将增开快递线路，年内由12条增加到20条。", [[], [0], [0, 1]]),
        # 将 before what it takes is no adverb of it.
        ("他获国家奖3项，2009年将获得的100万元奖金捐出。", [[], [0]]),
        # What is asked about is one list with the asking.
        ("与会代表围绕如何保障供水，资金投向哪些方面，设施何时完工等提出询问。", [[]]),
    ],
)
def test_a_clause_is_not_told_without_what_it_hangs_on(text: str, needs: list[list[int]]) -> None:
    assert [sorted(g.needs) for g in groups(text)] == needs
