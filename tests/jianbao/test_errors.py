"""Errors: worded in both languages."""

from __future__ import annotations

import pytest

from jianbao.errors import InputError


@pytest.mark.parametrize("name", ["", "text"])
def test_what_was_typed_is_named_in_each_language(name: str) -> None:
    error = InputError("reading.blank", name=name)
    assert error.worded("en").startswith("text: ") and error.worded("zh").startswith("文本：")
    assert InputError("reading.blank", name="a.txt").worded("zh").startswith("a.txt：")
