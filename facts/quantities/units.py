"""Units: what they are called in Chinese and English, what they measure, and how they convert.

Factors are to the base unit of the kind (square metre, metre, kilogram, cubic metre, kilometre per hour, kilowatt-hour,
kilowatt, day). Market units after the State Council's order of 1959: 1 mu is 1/15 hectare, 1 jin is 500 grams.
"""

import re
from dataclasses import dataclass

from facts.quantities.value import Kind


@dataclass(frozen=True, slots=True)
class Unit:
    """`chinese` and `english` list the names, the first of each (and the English plural) being the one rendered."""

    key: str
    kind: Kind
    factor: float
    chinese: tuple[str, ...]
    english: tuple[str, ...]

    @property
    def singular(self) -> str:
        return self.english[0]

    @property
    def plural(self) -> str:
        return self.english[1]


_TABLE = """
AREA m2 1 平方米|平米|㎡|m²|m2 square meter|square meters|square metre|square metres|sq m|sq. m|sq.m|sqm|m2|m²|㎡
AREA km2 1e6 平方公里|平方千米|km²|km2 square kilometer|square kilometers|square kilometre|square kilometres|sq km|sq. km|sq.km|sqkm|km2|km²
AREA cm2 1e-4 平方厘米|cm²|cm2 square centimeter|square centimeters|square centimetre|square centimetres|sq cm|cm2|cm²
AREA mm2 1e-6 平方毫米|mm²|mm2 square millimeter|square millimeters|square millimetre|square millimetres|mm2|mm²
AREA ha 1e4 公顷|ha hectare|hectares|ha
AREA mu 2000/3 亩|市亩 mu|mu|mus
AREA acre 4046.8564 英亩 acre|acres
AREA sqft 0.09290304 平方英尺 square foot|square feet|sq ft|sq. ft|sqft|ft2|ft²
AREA sqmi 2589988.1 平方英里|平方哩 square mile|square miles|sq mi|sq. mi
LENGTH m 1 米|公尺|m meter|meters|metre|metres|m
LENGTH km 1000 公里|千米|km kilometer|kilometers|kilometre|kilometres|km|kms
LENGTH cm 0.01 厘米|公分|cm centimeter|centimeters|centimetre|centimetres|cm
LENGTH mm 0.001 毫米|mm millimeter|millimeters|millimetre|millimetres|mm
LENGTH um 1e-6 微米|μm|µm micrometer|micrometers|micron|microns|μm|µm
LENGTH nm 1e-9 纳米|nm nanometer|nanometers|nanometre|nanometres|nm
LENGTH li 500 华里|里路|里地 li|li
LENGTH mile 1609.344 英里|英哩 mile|miles|mi
LENGTH ft 0.3048 英尺|呎 foot|feet|ft
LENGTH inch 0.0254 英寸|英吋|吋 inch|inches
LENGTH nmi 1852 海里|浬 nautical mile|nautical miles
LENGTH yard 0.9144 码 yard|yards
LENGTH ly 9.4607e15 光年 light year|light years|light-year|light-years
WEIGHT kg 1 公斤|千克|kg|KG|Kg kilogram|kilograms|kg|kgs|kilo|kilos|kilogramme|kilogrammes
WEIGHT g 0.001 克|g gram|grams|g|gramme|grammes
WEIGHT mg 1e-6 毫克|mg milligram|milligrams|mg
WEIGHT ug 1e-9 微克|μg|µg microgram|micrograms|μg|µg
WEIGHT t 1000 吨|公吨|t tonne|tonnes|metric ton|metric tons|ton|tons|t
WEIGHT jin 0.5 斤|市斤 jin|jin|catty|catties
WEIGHT liang 0.05 两 liang|liang|tael|taels
WEIGHT lb 0.45359237 磅 pound|pounds|lb|lbs
WEIGHT oz 0.028349523 盎司 ounce|ounces|oz
VOLUME m3 1 立方米|立方|m³|m3 cubic meter|cubic meters|cubic metre|cubic metres|cu m|m3|m³
VOLUME cm3 1e-6 立方厘米|cm³|cm3 cubic centimeter|cubic centimeters|cubic centimetre|cubic centimetres|cc|cm3|cm³
VOLUME km3 1e9 立方公里|立方千米 cubic kilometer|cubic kilometers|cubic kilometre|cubic kilometres
VOLUME cuft 0.0283168 立方英尺 cubic foot|cubic feet
VOLUME l 0.001 升|公升|L liter|liters|litre|litres|L
VOLUME ml 1e-6 毫升|ml|mL milliliter|milliliters|millilitre|millilitres|ml|mL
VOLUME gallon 0.003785412 加仑 gallon|gallons
SPEED km/h 1 公里/小时|千米/小时|公里每小时|千米每小时|公里/时|千米/时|km/h kilometer per hour|kilometers per hour|\
kilometres per hour|kilometre per hour|kilometers an hour|kilometres an hour|km per hour|km/h|kmh|kph|km/hr
SPEED m/s 3.6 米/秒|米每秒|m/s meter per second|meters per second|metres per second|metre per second|meters a second|m/s
SPEED mph 1.609344 英里/小时|英里每小时|英里/时 mile per hour|miles per hour|miles an hour|mph
SPEED knot 1.852 海里/小时 knot|knots
ENERGY kwh 1 千瓦时|千瓦·时|度电|kWh|kwh|KWh kilowatt-hour|kilowatt-hours|kilowatt hour|kilowatt hours|kwh|kWh|KWh
ENERGY mwh 1000 兆瓦时|MWh megawatt-hour|megawatt-hours|megawatt hour|megawatt hours|MWh
ENERGY gwh 1e6 吉瓦时|GWh gigawatt-hour|gigawatt-hours|gigawatt hour|gigawatt hours|GWh
POWER w 0.001 瓦|瓦特|W watt|watts|W
POWER kw 1 千瓦|kW|KW kilowatt|kilowatts|kW|KW
POWER mw 1000 兆瓦|MW megawatt|megawatts|MW
POWER gw 1e6 吉瓦|GW gigawatt|gigawatts|GW
POWER tw 1e9 太瓦|TW terawatt|terawatts|TW
SPAN year 365.25 年|周年|岁|周岁|载 year|years|yr|yrs|year-old|year old|years-old|years old|years of age|year of age
SPAN quarter 91.3125 个季度 quarter|quarters
SPAN month 30.4375 个月|月 month|months
SPAN week 7 周|个星期|星期|个礼拜|礼拜|个周 week|weeks
SPAN day 1 天|昼夜|个工作日|工作日|个自然日|日 day|days|working day|working days|workday|workdays|business day|business days|calendar days
SPAN hour 1/24 小时|个小时|个钟头|钟头|个课时|个学时|学时 hour|hours|hr|hrs
SPAN minute 1/1440 分钟 minute|minutes|min|mins
SPAN quarterhour 1/96 刻钟 quarter of an hour|quarters of an hour
SPAN second 1/86400 秒|秒钟 second|seconds|sec|secs
SPAN ms 1/86400000 毫秒 millisecond|milliseconds|ms
SPAN us 1/86400000000 微秒 microsecond|microseconds|μs|µs
SPAN ns 1/86400000000000 纳秒 nanosecond|nanoseconds|ns
SPAN decade 3652.5 个十年 decade|decades
SPAN century 36525 个世纪 century|centuries
SPAN fortnight 14 - fortnight|fortnights
POINTS point 1 个百分点|百分点|pct|pcts|Pct|PCT|个pct|个pcts|ppt|ppts|pp|个pp percentage point|percentage points|\
percentage-point|percent point|percent points|pct point|pct points|pp|ppts|ppt
POINTS millipoint 0.1 个千分点|千分点 per-mille point|per-mille points
POINTS bp 0.01 个基点|基点|BP|bp|bps|BPs|个bp|个BP|个bps basis point|basis points|bps|bp
TEMPERATURE c 1 摄氏度|℃|°C|˚C degree Celsius|degrees Celsius|degree centigrade|degrees centigrade|degree celsius|\
degrees celsius|degrees C|°C|℃|˚C|° C|C°
TEMPERATURE f 1 华氏度|℉|°F|˚F degree Fahrenheit|degrees Fahrenheit|degrees fahrenheit|degrees F|°F|℉|˚F|° F
TEMPERATURE degree 1 度|° degree|degrees|°
"""

_MONEY = """
yuan 1 元|块钱|元人民币|元钱|圆|圓|人民币|RMB|CNY yuan|yuan|RMB|CNY|renminbi|Chinese yuan|yuan RMB|yuan renminbi
yuan 0.1 角|毛钱 jiao|jiao
yuan 0.01 分钱 fen|fen
usd 1 美元|美金|元美金|美刀|USD|US$ U.S. dollar|U.S. dollars|US dollar|US dollars|USD|American dollars|dollar|dollars|bucks
usd 0.01 美分 U.S. cent|U.S. cents|US cent|US cents|cent|cents
hkd 1 港元|港币|元港币|HKD|HK$ Hong Kong dollar|Hong Kong dollars|HK dollars|HKD
hkd 0.01 港仙 HK cent|HK cents|Hong Kong cent|Hong Kong cents
mop 1 澳门元|澳门币 pataca|patacas|MOP
twd 1 新台币|元新台币|新台币元|台币|NTD|TWD|NT$ New Taiwan dollar|New Taiwan dollars|NTD|TWD
sgd 1 新加坡元|新元|新币 Singapore dollar|Singapore dollars|SGD
aud 1 澳元|澳大利亚元|澳币 Australian dollar|Australian dollars|AUD
nzd 1 新西兰元|纽元 New Zealand dollar|New Zealand dollars|NZD
cad 1 加元|加拿大元|加币 Canadian dollar|Canadian dollars|CAD
eur 1 欧元|EUR|€ euro|euros|EUR
gbp 1 英镑|镑|GBP|£ British pound|British pounds|pounds sterling|pound sterling|GBP|sterling
jpy 1 日元|日圆|JPY yen|yen|Japanese yen|JPY
krw 1 韩元|韩圆 won|won|South Korean won|KRW
rub 1 卢布 ruble|rubles|rouble|roubles
inr 1 卢比 rupee|rupees
thb 1 泰铢 baht|baht
myr 1 林吉特|马币 ringgit|ringgits
chf 1 瑞士法郎|瑞郎 Swiss franc|Swiss francs|CHF
vnd 1 越南盾 dong|dong
idr 1 印尼盾|印尼卢比 rupiah|rupiah
brl 1 雷亚尔 Brazilian real|reais|Brazilian reals|reals
"""


def _factor(text: str) -> float:
    """A number, or a fraction: 1/24."""
    over, _, under = text.partition("/")
    return float(over) / float(under or 1)


def _rows() -> list[Unit]:
    units = []
    for line in _TABLE.strip().splitlines():
        kind, key, factor, chinese, english = line.split(" ", 4)
        units.append(Unit(key, Kind[kind], _factor(factor), tuple(chinese.split("|")), tuple(english.split("|"))))
    for line in _MONEY.strip().splitlines():
        key, factor, chinese, english = line.split(" ", 3)
        units.append(Unit(key, Kind.MONEY, float(factor), tuple(chinese.split("|")), tuple(english.split("|"))))
    return units


ALL = tuple(_rows())
BY_KEY = {unit.key: unit for unit in reversed(ALL)}
"""By canonical key; of the two rows of a currency the main unit."""
CHINESE = {name: unit for unit in ALL for name in unit.chinese if name != "-"}
_ENGLISH = {name.lower().replace("-", " "): unit for unit in reversed(ALL) for name in unit.english}


def english(name: str) -> Unit:
    """The unit of an English name, in any case, hyphenated or not ("64-square-centimeter")."""
    return _ENGLISH[name.lower().replace("-", " ")]


PREFIXES = {
    "人民币": "yuan", "新台币": "twd", "台币": "twd", "cn¥": "yuan", "twd": "twd", "ntd": "twd", "chf": "chf",
    "krw": "krw", "sgd": "sgd", "aud": "aud",
    "rmb": "yuan", "cny": "yuan", "¥": "yuan", "￥": "yuan", "us$": "usd", "usd": "usd", "$": "usd", "u.s.$": "usd",
    "美元": "usd", "hk$": "hkd", "hkd": "hkd", "港币": "hkd", "mop$": "mop", "nt$": "twd", "s$": "sgd", "a$": "aud", "au$": "aud",
    "nz$": "nzd", "c$": "cad", "ca$": "cad", "€": "eur", "eur": "eur", "£": "gbp", "gbp": "gbp", "jpy": "jpy",
    "jp¥": "jpy", "₩": "krw", "₹": "inr",
}  # fmt: skip
"""What stands before an amount, lower case. A bare $ is the US dollar, ¥ the yuan: that is how press releases use them."""

COUNTS = {
    "人次": "visit", "人": "person", "名": "person", "位": "person", "户": "household", "家": "", "亿人": "person",
}  # fmt: skip
"""Measure words whose English is fixed; of all others the English noun depends on what is counted."""
COUNT_ENGLISH = {"person": ("person", "people"), "visit": ("visit", "visits"), "household": ("household", "households")}
COUNT_CHINESE = {"person": "人", "visit": "人次", "household": "户"}


def alternation(names: list[str]) -> str:
    """A regular expression for any of the names, longest first."""
    return "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))


def convert(value: float, unit: str, kind: Kind) -> float | None:
    """`value` in the base unit of its kind; None where units of the kind do not convert (money, counts, temperature)."""
    known = BY_KEY.get(unit)
    if known is None or kind in (Kind.MONEY, Kind.TEMPERATURE):
        return None
    return value * known.factor
