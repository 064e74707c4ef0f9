"""What the model reads instead of a sentence: it joins to the sentence again, and what was held comes back, however the model spells it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.glossary.glossary import Match, Term
from facts.names.people import Person
from translate.preparation import LETTERS, Segment, segments, spans_to_hold, substitute

NAMES = (("单永昌", "Shan Yongchang"), ("谌慧敏", "Chen Huimin"), ("解书衡", "Xie Shuheng"))
TWO = Segment(0, 9, "市长X1会见了X2。", (("X1", "Shan Yongchang"), ("X2", "Chen Huimin")), "X")
MONEY = Segment(0, 9, "投资X1，增长X2。", (("X1", "nearly 2 billion yuan"), ("X2", "12.3 percent")), "X")


def persons(text: str) -> tuple[Person, ...]:
    found = [Person(zh, en, m.start(), m.end(), "", True) for zh, en in NAMES for m in re.finditer(zh, text)]
    return tuple(sorted(found, key=lambda p: p.start))


@pytest.mark.parametrize(
    ("decoded", "text"),
    [
        ("Mayor X1 met X2.", "Mayor Shan Yongchang met Chen Huimin."),
        ("Mayor x1 met x2.", "Mayor Shan Yongchang met Chen Huimin."),
        ("Mayor X 1 met X 2.", "Mayor Shan Yongchang met Chen Huimin."),
        ("Mayor X\u00a01 met X-2.", "Mayor Shan Yongchang met Chen Huimin."),
        ("Mayor X１ met Ｘ２.", "Mayor Shan Yongchang met Chen Huimin."),
        ("Mayor X01 met X02.", "Mayor Shan Yongchang met Chen Huimin."),
        ("X1's guest was X2’s friend.", "Shan Yongchang's guest was Chen Huimin’s friend."),
        ("(X1), “X2”", "(Shan Yongchang), “Chen Huimin”"),
        ("X1and X2", "Shan Yongchang and Chen Huimin"),
        ("X1X2", "Shan Yongchang Chen Huimin"),
        ("X1, X2", "Shan Yongchang, Chen Huimin"),
        # A number or a product is no placeholder.
        ("X1 met X2 on a BMX1.", "Shan Yongchang met Chen Huimin on a BMX1."),
        ("X1 met X2 in X100.", "Shan Yongchang met Chen Huimin in X100."),
        ("X1 met X2, up 2.5x 10 percent", "Shan Yongchang met Chen Huimin, up 2.5x 10 percent"),
    ],
)
def test_placeholders_come_back_whatever_the_model_does_with_them(decoded: str, text: str) -> None:
    assert TWO.restored(decoded) == (text, False)


@pytest.mark.parametrize(
    ("decoded", "text", "stray"),
    [
        ("X1, X2 and X3 met.", "Shan Yongchang, Chen Huimin and met.", True),
        ("X1 and X2 met Z7.", "Shan Yongchang and Chen Huimin met.", True),
        # One hole and one name that is nowhere else: the model mistook the number or the letter.
        ("X1 met X7.", "Shan Yongchang met Chen Huimin.", False),
        ("X1 met Z2.", "Shan Yongchang met Chen Huimin.", False),
        ("Z1 met K2.", "Shan Yongchang met Chen Huimin.", False),
        # Two holes, one name: which of them is not known.
        ("X1 met X7 and X8.", "Shan Yongchang met and.", True),
    ],
)
def test_placeholders_that_nobody_put_in(decoded: str, text: str, stray: bool) -> None:
    assert TWO.restored(decoded) == (text, stray)


@pytest.mark.parametrize(
    ("decoded", "text", "stray"),
    [
        ("up X2 percent to X1", "up 12.3 percent to nearly 2 billion yuan", False),
        ("nearly X1, up X2.", "nearly 2 billion yuan, up 12.3 percent.", False),
        ("X1 yuan, up X2", "nearly 2 billion yuan, up 12.3 percent", False),
        # A figure that the sentence has once and the translation twice is in the wrong place once.
        ("X1 of X1, up X2", "nearly 2 billion yuan of nearly 2 billion yuan, up 12.3 percent", True),
        ("In Q1 and Q3 it spent X1, up X2", "In Q1 and Q3 it spent nearly 2 billion yuan, up 12.3 percent", False),
    ],
)
def test_a_figure_is_not_said_twice(decoded: str, text: str, stray: bool) -> None:
    assert MONEY.restored(decoded) == (text, stray)


def test_a_name_may_be_said_again() -> None:
    assert TWO.restored("X1 met X2, X1 said.") == ("Shan Yongchang met Chen Huimin, Shan Yongchang said.", False)


def test_nothing_held_nothing_changed_but_a_placeholder_out_of_nowhere() -> None:
    plain = Segment(0, 5, "会议举行。")
    assert plain.restored("The 5G X-ray of Model Y 3 in Q3 was held.") == (
        "The 5G X-ray of Model Y 3 in Q3 was held.",
        False,
    )
    assert plain.restored("The meeting of X1 was held.") == ("The meeting of was held.", True)
    phone = Segment(0, 9, "新车X1上市，Z3停产。")
    assert phone.restored("The X1 is out, the Z3 is not.") == ("The X1 is out, the Z3 is not.", False)


@pytest.mark.parametrize(
    ("before", "letter"),
    [("", "X"), ("X1区", "Z"), ("x 5区", "Z"), ("Ｘ１区", "Z"), ("X1Z2区", "Q"), ("X线", "X"), ("X1Z2Q3K4", "V")],
)
def test_the_letter_is_one_that_the_source_does_not_use(before: str, letter: str) -> None:
    text = before + "市长单永昌会见了谌慧敏。"
    (segment,) = segments(text, limit=99, count=len, people=persons(text))
    assert segment.letter == letter
    assert segment.text == before + f"市长{letter}1会见了{letter}2。"
    assert segment.restored(f"Mayor {letter}1 met {letter}2.") == ("Mayor Shan Yongchang met Chen Huimin.", False)


def test_names_go_in_themselves_where_every_letter_is_taken() -> None:
    text = "X1Z2Q3K4V5单永昌来了。"
    (segment,) = segments(text, limit=99, count=len, people=persons(text))
    assert segment.text == "X1Z2Q3K4V5 Shan Yongchang来了。"
    assert segment.restored("X1Z2 Q3 K4 V5 Shan Yongchang came.") == ("X1Z2 Q3 K4 V5 Shan Yongchang came.", False)


@pytest.mark.parametrize(
    ("text", "way", "shown"),
    [
        ("出席的有单永昌谌慧敏。", "placeholder", "出席的有X1 X2。"),
        ("出席的有单永昌、谌慧敏。", "placeholder", "出席的有X1、X2。"),
        ("单永昌说，单永昌会来。", "placeholder", "X1说，X1会来。"),
        ("出席的有单永昌谌慧敏。", "source", "出席的有Shan Yongchang Chen Huimin。"),
        ("CEO单永昌CEO", "source", "CEO Shan Yongchang CEO"),
        ("出席的有单永昌。", "none", "出席的有单永昌。"),
    ],
)
def test_what_the_model_reads(text: str, way: str, shown: str) -> None:
    (segment,) = segments(text, limit=99, count=len, people=persons(text), way=way)
    assert segment.text == shown


def test_people_win_over_terms_and_spans_do_not_overlap() -> None:
    text = "单永昌在量子城。"
    city, inside = Term("量子城", "Quantum City"), Term("永昌", "Yongchang")
    terms = [Match(inside, 1, 3), Match(city, 4, 7)]
    held = spans_to_hold(0, len(text), persons(text), terms, wanted=lambda m: True)
    assert held == [(0, 3, "Shan Yongchang"), (4, 7, "Quantum City")]
    assert spans_to_hold(1, 6, persons(text), terms, wanted=lambda m: True) == [(1, 3, "Yongchang")]
    unsure = [Person("单永昌", "Shan Yongchang", 0, 3, "", False)]
    assert spans_to_hold(0, 4, unsure, (), wanted=lambda m: True) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "单永昌",
                "谌慧敏",
                "解书衡",
                "，",
                "。",
                "；",
                "X1",
                "Z 2",
                "市长",
                "投资20亿元",
                "abc ",
                "\n",
                "（",
                "》",
            ]
        ),
        max_size=40,
    ),
    st.integers(8, 40),
    st.sampled_from(["placeholder", "source", "none"]),
)
def test_segments_join_to_the_text_and_what_is_shown_says_it_all(parts: list[str], limit: int, way: str) -> None:
    text = "".join(parts)
    cut = segments(text, limit=limit, count=len, people=persons(text), way=way)
    at = 0
    for segment in cut:
        assert not text[at : segment.start].strip()  # only blanks are left out
        assert text[segment.start : segment.end].strip()
        assert segment.end - segment.start <= limit
        at = segment.end
        # A model that copies what it reads gives the sentence with its names in English.
        shown, stray = segment.restored(segment.text)
        assert not stray
        expected = text[segment.start : segment.end].strip()
        whole = way != "none" and all(
            not (a < p.start < b or a < p.end < b)
            for a, b in [(segment.start, segment.end)]
            for p in persons(text)
            if p.start < a or p.end > b
        )
        if whole:
            for zh, en in NAMES:
                expected = expected.replace(zh, en)
        if way == "none" or whole:
            assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", expected)
    assert not text[at:].strip()


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="XZQKVxz0123456789 -'’.,yuanpercent", max_size=40))
def test_any_decoded_text_is_restored_without_a_placeholder_left(decoded: str) -> None:
    text, _ = MONEY.restored(decoded)
    assert not re.search(r"(?<![A-Za-z0-9])X[12](?![0-9A-Za-z])", text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="投资abc 1，", max_size=20), st.data())
def test_substitution_keeps_all_that_is_outside_the_spans(text: str, data: st.DataObject) -> None:
    a = data.draw(st.integers(0, len(text)))
    b = data.draw(st.integers(a, len(text)))
    out = substitute(text, [(a, b, "Q9")])
    assert re.fullmatch(re.escape(text[:a]) + " ?Q9 ?" + re.escape(text[b:]), out)


def test_letters_are_capitals() -> None:
    assert LETTERS.isupper() and len(set(LETTERS)) == len(LETTERS)
