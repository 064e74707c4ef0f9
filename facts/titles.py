"""A person's Chinese post in English, where every part of it is known: 温江区委副书记、代理区长.

A post is a holder (a body, a place, a school, a company) and a word for the post; several posts of one holder stand behind 、 or 兼.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.glossary.glossary import Glossary, Term
from facts.places.bodies import ADJECTIVES, body_at, named
from facts.places.places import place_chain

MAX_POSTS = 3
"""Posts that English puts in one row before it becomes unreadable."""

_AND = re.compile(r"以及|[和及]")

_OWN = re.compile(r"(?P<rank>.*?)(?P<unit>[省市州区县旗镇乡])长$")
"""Heads of a place: 市长, 副市长, 代理区长."""

_HEAD = re.compile(r"(?:district|county|banner|town|township) (?=head$)| of the prefecture$")
"""What a head of a place need not say where the place is named."""

_PARTY = re.compile(r"^(?:党委|党工委|党支部|党总支|党组|第一书记)")

_GENERIC, _MASS = named("holder"), named("mass")
"""Holders that the article calls by their kind, and bodies of a place that are not of its government."""

_LEVELS = frozenset(["省", "自治区", "市", "州", "区", "县"])
"""Places whose bodies have posts of their own."""

_PROPER = frozenset(["Party", "CPC", "CPPCC", "Communist", "Youth", "League", "Red", "Cross", "Chinese"])
"""Words that keep their capital in a body without a name (the municipal Party committee)."""


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose post it is.

    english: with its article and the larger places. place: what a mayor is mayor of, where it is a place's own. committee: of the Party.
    """

    english: str = ""
    place: str = ""
    committee: bool = False


@dataclass(frozen=True, slots=True)
class _Post:
    chinese: str
    english: str
    holder: _Holder


def title_english(title: str, glossary: Glossary) -> str:
    """北京大学党委书记、校长 -> "secretary of the Party committee and president of Peking University".

    Only where all of the title is known: holders (institution, university, company, place, body of a place) and one to three posts.
    Anything else gives "", for no English is better than a wrong post.
    """
    known = glossary.get(title)
    if known is not None and (_posts(known) or not known.origin.startswith(("builtin:", "rule:"))):
        return known.target
    posts: list[_Post] = []
    for part in re.split("[、兼]", title):
        found = _row_of(part.strip(), glossary)
        if not found:
            return ""
        posts += found
    return _joined(posts) if len(posts) <= MAX_POSTS else ""


def _row_of(text: str, glossary: Glossary) -> list[_Post]:
    """One post, or two with 和 between them (which stands in 发展和改革委员会 too); none where one is not known."""
    whole = _post(text, glossary)
    if whole is not None:
        return [whole]
    for m in _AND.finditer(text):
        pair = [_post(text[: m.start()], glossary), _post(text[m.end() :], glossary)]
        if None not in pair:
            return [post for post in pair if post is not None]
    return []


def _post(text: str, glossary: Glossary) -> _Post | None:
    """The shortest post at the end of ``text`` whose holder is known: 市委 + 副书记 rather than 市委副书记."""
    for cut in range(len(text) - 1, -1, -1):
        post = text[cut:]
        english = "member of the standing committee" if post == "常委" else _posts(glossary.get(post))
        if not english:
            continue
        holder = _holder(text[:cut], post, glossary)
        if holder is not None:
            return _Post(post, _fitting(post, english, text[:cut]), holder)
    return None


def _posts(term: Term | None) -> str:
    return term.target if term is not None and term.origin == "builtin:titles" else ""


def _fitting(post: str, english: str, holder: str) -> str:
    """The head of a hospital is no dean, that of a school no president, that of a Party department no minister."""
    if post.endswith("院长") and re.search(r"(?:医院|法院|检察院|研究院|科学院|工程院|卫生院|银行)$", holder):
        return re.sub(r"\bdean$", "president", english)
    if post.endswith("校长") and re.search(r"(?:中学|小学|学校|幼儿园)$", holder):
        return re.sub(r"\bpresident$", "principal", english)
    if post.endswith("主席") and holder.endswith("妇联"):
        return re.sub(r"\bchairman$", "president", english)
    if post.endswith("部长") and re.search(r"(?:组织|宣传|统战|工作|联络)部$", holder):
        return {"minister": "head", "vice minister": "deputy head"}.get(english, english)
    return english


def _holder(text: str, post: str, glossary: Glossary) -> _Holder | None:
    """Whose post it is; an empty text is nobody's, None is what is not known."""
    if not text:
        # 常委 alone is of a committee that is not named.
        return None if post == "常委" else _Holder()
    generic = _GENERIC.get(text.removeprefix("该"))
    if generic:
        return _Holder(f"the {generic}")
    term = glossary.get(text)
    if term is not None and not term.origin.startswith(("builtin:", "rule:")):
        return _Holder(term.target)
    if term is not None and term.origin in ("builtin:institutions", "builtin:universities", "builtin:companies"):
        return _named(term)
    return _of_place(text, post, glossary) or _unnamed(text)


def _named(term: Term) -> _Holder:
    target, source = term.target, term.source
    if source[0] in "省市区县州团" and re.search(r"\b(?:Municipal|District|County|Provincial|Prefectural)\b", target):
        return _Holder(f"the {_lowered(target)}")
    if target[:1].islower():
        return _Holder(f"the {target}", committee="committee" in target)
    school = re.search(r"\b(?:University|College|School)\b", target) and not target.startswith(
        ("University", "College", "School")
    )
    bare = (
        term.origin == "builtin:companies"
        or school
        or target.endswith(("Group", "Corporation", "Limited", "Ltd", "Ltd."))
    )
    return _Holder(target if bare else f"the {target}")


def _of_place(text: str, post: str, glossary: Glossary) -> _Holder | None:
    """温江区委, 成都市政府, 四川省成都市温江区: a place, alone or with a body of it, the larger places behind it."""
    chain = place_chain(text, glossary)
    if not chain:
        term, own = glossary.get(text), _OWN.search(post)
        if (
            term is None
            or term.origin != "builtin:places"
            or own is None
            or not (own["unit"] in "省市" or text.endswith(own["unit"]))
        ):
            return None
        target = f"the {term.target}" if term.target.endswith(("Prefecture", "Region")) else term.target
        return _Holder(target, place=target)
    last = chain[-1]
    above = "".join(f", {place.whole}" for place in reversed(chain[:-1]))
    unit = "自治区" if last.unit.endswith("自治区") else last.unit[-1]
    place = last.whole
    rest = text[last.end :]
    if not rest:
        # A place has a mayor, and its Party branch a secretary; whose its other people are is not known.
        own, party = _OWN.search(post), _PARTY.match(post)
        fits = (own is not None and own["unit"] == unit) or (party is not None and unit in "镇乡村区道")
        return _Holder(place + above, place=place) if fits else None
    if rest[0] == unit and len(rest) > 1:  # 黔江区区委
        rest = rest[1:]
    body = text[: last.end] + rest
    found = body_at(body, last.end, last.english, last.unit)
    if found is not None and found.end == len(body):
        return _Holder(f"the {found.english}{above}", place=place, committee=found.english.startswith("CPC"))
    mass = _MASS.get(rest)
    if mass and unit in _LEVELS:
        return _Holder(f"the {last.english} {ADJECTIVES[unit]} {mass}{above}", place=place)
    return None


def _unnamed(text: str) -> _Holder | None:
    """市教育局, 省政府, 区委: a body of the place that the article is about."""
    unit = "自治区" if text.startswith("自治区") else text[0]
    if unit not in _LEVELS:
        return None
    adjective = ADJECTIVES[unit]
    rest = text[len(unit) :]
    if rest in ("委", "政府"):
        return _Holder(
            f"the {adjective.lower()} {'Party committee' if rest == '委' else 'government'}", committee=rest == "委"
        )
    if rest in _MASS:
        return _Holder(f"the {_lowered(f'{adjective} {_MASS[rest]}')}")
    found = body_at(text, len(unit), "", unit)
    if found is None or found.end != len(text) or "CPC" in found.english:
        return None
    return _Holder(f"the {_lowered(' '.join(found.english.split()))}")


def _lowered(name: str) -> str:
    return " ".join(word if word in _PROPER else word.lower() for word in name.split(" "))


def _joined(posts: list[_Post]) -> str:
    """Posts that follow one with a holder are of the same holder, but for those of a place: its Party committee has no mayor."""
    said: list[list[str]] = []
    holders: list[_Holder] = []
    current = _Holder()
    for post in posts:
        english, holder = post.english, post.holder
        own = _OWN.search(post.chinese)
        if own is not None and (holder.place or (current.place and not holder.english)):
            english = _HEAD.sub("", english)
            holder = holder if holder.place else _Holder(current.place, place=current.place)
        elif not holder.english and current.english and not current.committee and own is None:
            holder = current
        if holders and holder == holders[-1]:
            said[-1].append(english)
        else:
            said.append([english])
            holders.append(holder)
        current = holder if holder.english else current
    return _row(
        [
            _row(names) + (f" of {holder.english}" if holder.english else "")
            for names, holder in zip(said, holders, strict=True)
        ]
    )


def _row(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    comma = "," if any(", " in name for name in names[:-1]) else ""
    return f"{', '.join(names[:-1])}{comma} and {names[-1]}"
