"""The organ that stands behind a place name (区委 in 温江区委, 市教育局, 市第十四中学), and place and organ in English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.quantities.numerals import han_value

SUBJECTS = {
    "教育": "Education", "教育体育": "Education and Sports", "公安": "Public Security", "财政": "Finance", "民政": "Civil Affairs",
    "司法": "Justice", "审计": "Audit", "统计": "Statistics", "水务": "Water Affairs", "水利": "Water Resources", "体育": "Sports",
    "商务": "Commerce", "气象": "Meteorological", "林业": "Forestry", "林业和草原": "Forestry and Grassland", "科技": "Science and Technology",
    "科学技术": "Science and Technology", "文物": "Cultural Heritage", "文旅": "Culture and Tourism", "文化和旅游": "Culture and Tourism",
    "文广旅": "Culture, Radio, Television and Tourism", "文化广电和旅游": "Culture, Radio, Television and Tourism",
    "文体广电旅游": "Culture, Sports, Radio, Television and Tourism", "卫健": "Health", "卫生健康": "Health",
    "医保": "Healthcare Security", "医疗保障": "Healthcare Security", "人社": "Human Resources and Social Security",
    "人力资源和社会保障": "Human Resources and Social Security", "住建": "Housing and Urban-Rural Development",
    "住房和城乡建设": "Housing and Urban-Rural Development", "农业农村": "Agriculture and Rural Affairs", "应急": "Emergency Management",
    "应急管理": "Emergency Management", "生态环境": "Ecology and Environment", "市场监管": "Market Regulation",
    "市场监督管理": "Market Regulation", "交通": "Transport", "交通运输": "Transport", "自然资源": "Natural Resources",
    "自然资源和规划": "Natural Resources and Planning", "发改": "Development and Reform", "发展改革": "Development and Reform",
    "发展和改革": "Development and Reform", "工信": "Industry and Information Technology", "数据": "Data", "数据资源管理": "Data Resources",
    "工业和信息化": "Industry and Information Technology", "经信": "Economy and Information Technology",
    "经济和信息化": "Economy and Information Technology", "城管": "Urban Management", "城市管理": "Urban Management",
    "退役军人事务": "Veterans Affairs", "乡村振兴": "Rural Revitalization", "园林": "Parks", "粮食": "Grain", "能源": "Energy",
    "疾控": "Disease Control and Prevention", "疾病预防控制": "Disease Control and Prevention", "知识产权": "Intellectual Property",
    "药监": "Medical Products", "药品监督管理": "Medical Products", "税务": "Taxation", "消防": "Fire and Rescue", "民族宗教事务": "Ethnic and Religious Affairs",
    "国资": "State-owned Assets Supervision and Administration", "国有资产监督管理": "State-owned Assets Supervision and Administration",
}  # fmt: skip
"""What the bureaus of a local government are for."""

_DEPARTMENTS = {
    "组织部": "Organization Department", "宣传部": "Publicity Department", "统战部": "United Front Work Department",
    "社会工作部": "Society Work Department", "政法委": "Political and Legal Affairs Commission", "办公室": "Office", "办公厅": "General Office",
    "党校": "Party School",
}  # fmt: skip

ADJECTIVES = {"省": "Provincial", "自治区": "Regional", "市": "Municipal", "州": "Prefectural", "区": "District", "县": "County", "旗": "Banner", "镇": "Town", "乡": "Township"}  # fmt: skip

_POST = (
    r"(?:党组|党委|委)?(?:原|副|常务|第一|代|一级|二级)*(?:书记|主任|局长|厅长|区长|县长|市长|省长|州长|镇长|乡长|院长|校长|主席|秘书长|常委|委员|部长|巡视员|调研员|政委|"
    r"检察长|政治部|成员|干部|班子|会长|发言人|医生|医师|护士|教师|教授|老师|党组|党委|工作人员|负责人|相关负责人)"
)

_PARTY = re.compile(
    rf"委(?:员会(?!{_POST}))?(?![员会书托屈任派]|副书记|常委|委员|巡|机关|..?办(?![公事])|外事|财经|{_POST})(?P<part>{'|'.join(_DEPARTMENTS)})?(?!{_POST})"
)
_GOVERNMENT = re.compile(rf"(?P<people>人民)?政府(?!{_POST}|采购|性|网|工作报告)(?P<part>办公室|办公厅)?(?!{_POST})")
_CONGRESS = re.compile(
    rf"人大(?P<standing>常委会)?(?!代表|会议|工作|{_POST}|常委)|人民代表大会(?P<committee>常务委员会)?(?!{_POST}|代表)"
)
_CPPCC = re.compile(rf"政协(?:委员会)?(?!委员|会议|{_POST})")
_DISCIPLINE = re.compile(rf"纪委(?P<both>监委)?(?!监委|{_POST})")
_COURT = re.compile(rf"(?P<middle>中级)?人民(?P<kind>法院|检察院)(?!{_POST})")
_OFFICE = re.compile(
    rf"(?P<subject>{'|'.join(sorted(SUBJECTS, key=len, reverse=True))})(?P<kind>局|厅|委(?:员会)?)(?![员属]|分局|{_POST})"
)
_NUMBERED = re.compile(
    rf"第(?P<number>[一二三四五六七八九十百]+|\d+)(?P<kind>中学|小学|高级中学|人民医院|幼儿园|实验小学|实验中学)(?!{_POST})"
)
_HOSPITAL = re.compile(rf"(?P<kind>人民医院|中心医院|中医医院|中医院|妇幼保健院|儿童医院)(?!{_POST})")

_NUMBERED_KINDS = {
    "中学": "Middle School", "小学": "Primary School", "高级中学": "High School", "幼儿园": "Kindergarten",
    "实验小学": "Experimental Primary School", "实验中学": "Experimental Middle School",
}  # fmt: skip
_HOSPITALS = {
    "人民医院": "People's Hospital", "中心医院": "Central Hospital", "中医医院": "Hospital of Traditional Chinese Medicine",
    "中医院": "Hospital of Traditional Chinese Medicine", "妇幼保健院": "Maternal and Child Health Hospital", "儿童医院": "Children's Hospital",
}  # fmt: skip
_ORDINALS = ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


@dataclass(frozen=True, slots=True)
class Body:
    """An organ that ends at ``end`` of the text; ``english`` has the place in it."""

    english: str
    end: int


def post_follows(text: str, at: int, unit: str) -> bool:
    """Whether the unit that ends at ``at`` belongs to a post (区委书记, 县长, 市教育局局长) and not to the name of a place."""
    if re.compile(
        r"委(?:副书记|书记|常委|委员|副秘书长|秘书长)|(?:党工委|党委|党支部|党总支)(?:第一)?副?书记|支书|主任|委会|两委"
    ).match(text, at):
        return True
    return re.compile(r"长(?![江城安沙春期年远大高假])").match(text, at) is not None and unit not in (
        "街道",
        "社区",
        "新区",
    )


def body_at(text: str, at: int, base: str, unit: str) -> Body | None:
    """The organ that begins at ``at``, right behind a place with this English name and unit."""
    adjective = ADJECTIVES.get(unit)
    if adjective is None:
        return None
    place = f"{base} {adjective}"
    plain = base if unit in ("省", "自治区", "市", "州") else place
    if unit not in ("镇", "乡") and (m := _PARTY.match(text, at)):
        body = f"CPC {place} Committee"
        part = _DEPARTMENTS.get(m["part"] or "")
        return Body(f"{part} of the {body}" if part else body, m.end())
    if m := _GOVERNMENT.match(text, at):
        body = f"{place} People's Government"
        part = _DEPARTMENTS.get(m["part"] or "")
        return Body(f"{part} of the {body}" if part else body, m.end())
    if m := _CONGRESS.match(text, at):
        body = f"{place} People's Congress"
        return Body(f"Standing Committee of the {body}" if m["standing"] or m["committee"] else body, m.end())
    if m := _CPPCC.match(text, at):
        return Body(f"{place} Committee of the CPPCC", m.end())
    if m := _DISCIPLINE.match(text, at):
        return Body(f"{place} Commission for Discipline Inspection{' and Supervision' if m['both'] else ''}", m.end())
    if m := _COURT.match(text, at):
        kind = "Procuratorate" if m["kind"] == "检察院" else "Court"
        middle = "Intermediate " if m["middle"] else ""
        return Body(f"{plain} {middle}People's {kind}", m.end())
    if m := _OFFICE.match(text, at):
        return Body(_office(place, m["subject"], m["kind"][0]), m.end())
    if m := _NUMBERED.match(text, at):
        return _numbered(plain, m)
    if m := _HOSPITAL.match(text, at):
        return Body(f"{plain} {_HOSPITALS[m['kind']]}", m.end())
    return None


def _office(place: str, subject: str, kind: str) -> str:
    name = SUBJECTS[subject]
    if kind == "厅":
        return f"{place} Department of {name}"
    if kind == "委":
        return f"{place} {name} Commission"
    if name == "Market Regulation":
        return f"{place} Administration for {name}"
    return f"{place} {name} {'Service' if name == 'Taxation' else 'Bureau'}"


def _numbered(place: str, m: re.Match[str]) -> Body | None:
    digits = m["number"]
    value = int(digits) if digits.isdigit() else han_value(digits)
    if not value:
        return None
    number = int(value)
    if m["kind"] == "人民医院":
        if number >= len(_ORDINALS):
            return None
        return Body(f"{_ORDINALS[number]} People's Hospital of {place}", m.end())
    return Body(f"{place} No. {number} {_NUMBERED_KINDS[m['kind']]}", m.end())
