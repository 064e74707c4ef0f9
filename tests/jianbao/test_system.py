"""What the system says is wrong is told in the language of the interface."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.system import reason_of
from jianbao.wording import table
from reading import read_article

WORDS = sorted(code for code in table("en") if code.startswith("jianbao.system"))


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_each_error_of_the_system_has_words_in_both_languages(number: int) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert reason.code in WORDS
    said = reason.worded("zh")
    assert re.search("[\u4e00-\u9fff]", said) and not re.search("[a-z]", said)


def test_a_loop_of_links_is_told_in_chinese(tmp_path: Path) -> None:
    loop = tmp_path / "a.txt"
    try:
        loop.symlink_to(tmp_path / "b.txt")
        (tmp_path / "b.txt").symlink_to(loop)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(InputError) as caught:
        read_article(loop)
    assert "链接互相指向" in caught.value.worded("zh") and "circle" in str(caught.value)


def test_what_is_no_error_of_the_system_is_its_name() -> None:
    assert "ValueError" in str(reason_of(ValueError("embedded null byte")))
