"""Signatures: long and short, and both read back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianbao.signature import SHORT, Signature

LONG = "jianbao:0.2.1|model:bundled@12ab|engine:ct2-int8|lang:zh-en|beams:4|length:120|full:0|edited"


def test_the_two_forms_are_read_back() -> None:
    signature = Signature.parse(LONG)
    assert str(signature) == LONG
    assert signature.short() == "v:0.2.1|m:bundled@12ab|e:ct2-int8|l:zh-en|b:4|w:120|f:0|ed"
    assert Signature.parse(signature.short()) == Signature.parse(f"  `{LONG}`\n") == signature
    assert signature["model"] == "bundled@12ab" and "edited" in signature and "cache" not in signature
    with pytest.raises(KeyError):
        signature["cache"]


def test_values_are_told_plainly_and_what_is_none_is_left_out() -> None:
    assert str(Signature.of(full=True, strict=False, length=40, summarizer=None)) == "full:1|strict:0|length:40"
    assert Signature.of(a=1) + Signature.of(b=2) == Signature.of(a=1, b=2)


def test_no_short_key_is_a_long_one_or_another_one() -> None:
    assert len(set(SHORT.values())) == len(SHORT) and not set(SHORT.values()) & set(SHORT)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault
@given(st.dictionaries(st.text(min_size=1).filter(lambda k: k not in SHORT.values()), st.text(), max_size=6))
def test_any_values_come_back_from_both_forms(fields: dict[str, str]) -> None:
    try:
        "".join([*fields, *fields.values()]).encode()
    except UnicodeEncodeError:
        return
    signature = Signature(tuple(fields.items()))
    assert Signature.parse(str(signature)) == Signature.parse(signature.short()) == signature
    assert "\n" not in str(signature)
