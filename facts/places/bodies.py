"""The organ that stands behind a place name (区委 in 温江区委, 市教育局, 市第十四中学), and place and organ in English."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.posts import alternation
from facts.quantities.numerals import han_value
from facts.tables import rows

_ROWS = tuple(rows("places/data/bodies.tsv"))


def named(kind: str) -> dict[str, str]:
    """Chinese to English of one kind of facts/places/data/bodies.tsv.

    subject: what a bureau is for; department: of a Party committee; school, hospital; mass: a body of a place that is not of its
    government; holder: what an article calls a body by its kind.
    """
    return {chinese: english for what, chinese, english, *_ in _ROWS if what == kind}


SUBJECTS, _DEPARTMENTS, _NUMBERED_KINDS, _HOSPITALS = map(named, ("subject", "department", "school", "hospital"))

ADJECTIVES = {
    "省": "Provincial",
    "自治区": "Regional",
    "市": "Municipal",
    "州": "Prefectural",
    "地区": "Prefectural",
    "区": "District",
    "县": "County",
    "旗": "Banner",
    "镇": "Town",
    "乡": "Township",
}

_OTHERS = "政治部|班子|党组|党委|相关负责人|工作人员"
"""What belongs to a body and does not end its name, besides posts."""

_POST = rf"(?:党组|党委|委)?(?:原|副|常务|第一|代|一级|二级)*(?:{alternation('organ')}|{_OTHERS})"

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

_SUBDISTRICT = re.compile(rf"(?P<office>办事处)(?!{_POST})|党工委(?!{_POST})")

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
    if unit == "街道" and (m := _SUBDISTRICT.match(text, at)):
        return Body(f"{base} Subdistrict {'Office' if m['office'] else 'Party Working Committee'}", m.end())
    adjective = ADJECTIVES.get(unit)
    if adjective is None:
        return None
    place = f"{base} {adjective}"
    plain = base if unit in ("省", "自治区", "市", "州", "地区") else place
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
