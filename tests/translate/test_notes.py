"""Notes in brackets: what is written is found again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.notes import Note, blanked, found, spans, without, written

MONEY = Note("近20亿元", "nearly 2 billion yuan")
COUNT = Note("8个", "8")


@pytest.mark.parametrize(
    ("text", "notes", "language", "out"),
    [
        ("It is large.", [MONEY], "en", "It is large (source: 近20亿元, nearly 2 billion yuan)."),
        ("It is large!", [MONEY, COUNT], "en", "It is large (source: 近20亿元, nearly 2 billion yuan; 8个, 8)!"),
        ("It is large", [COUNT], "en", "It is large (source: 8个, 8)"),
        (
            "很大。",
            [Note("nearly 2 billion yuan", "近20亿元")],
            "zh",
            "很大（原文：nearly 2 billion yuan, 近20亿元）。",
        ),
        ("很大。", [Note("June 5, 2024", "2024年6月5日")], "zh", "很大（原文：June 5, 2024, 2024年6月5日）。"),
        ("It met.", [Note("6月5日", "June 5, 2024")], "en", "It met (source: 6月5日, June 5, 2024)."),
        ("It lost.", [Note("(1.2亿元)", "-120 million yuan")], "en", "It lost (source: (1.2亿元), -120 million yuan)."),
        ("It is large.", [], "en", "It is large."),
    ],
)
def test_notes_are_written_and_found(text: str, notes: list[Note], language: str, out: str) -> None:
    assert written(text, notes, language=language) == out
    assert [(n.fact, n.expected) for n in found(out)] == [(n.fact, n.expected) for n in notes]
    assert without(out) == text
    assert len(blanked(out)) == len(out) and blanked(out).replace(" ", "") == text.replace(" ", "")
    for note in found(out):
        assert (note.start, note.end) in spans(out) and out[note.start : note.end].strip()[0] in "(（"


@pytest.mark.parametrize(
    "text",
    ["It is large (a source: it says).", "The source: 8个, 8.", "(source 8)", "Open (source: 8个", "原文：8个", ""],
)
def test_other_brackets_are_no_notes(text: str) -> None:
    assert found(text) == () and without(text) == text


def test_a_note_in_the_middle_is_found() -> None:
    text = "It is large (source: 8个, 8), he said."
    assert without(text) == "It is large, he said." and [n.fact for n in found(text)] == ["8个"]


FACT = st.text(alphabet="近20亿元市长单", min_size=1, max_size=8)
EXPECTED = st.text(alphabet="nearly 2", min_size=1, max_size=12).filter(lambda text: text.strip() == text)


@given(st.lists(st.builds(Note, FACT, EXPECTED), min_size=1, max_size=4), st.text(alphabet="ab .()", max_size=20))
def test_what_is_written_is_found(notes: list[Note], text: str) -> None:
    told = found(written(f"{text}a", notes, language="en"))
    assert [(n.fact, n.expected) for n in told] == [(n.fact, n.expected) for n in notes]


def test_brackets_that_never_close_cost_no_time() -> None:
    assert found("(source: " * 20_000) == ()
