"""The public face: what is handed over by mistake is told by one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import jianbao
from jianbao.errors import InputError

TEXT = "临江新能源基地二期投产\n3月12日，临江市新能源产业基地二期项目正式投产，总投资18.6亿元，占地420亩。"
WRONG: list[Any] = [None, b"x", 5, 3.5, True, [], {}, object()]
CALLS = {
    "write_brief": lambda value: jianbao.write_brief(value),
    "write_brief recipe": lambda value: jianbao.write_brief(TEXT, recipe=value or [1]),
    "write_brief engine": lambda value: jianbao.write_brief(TEXT, engine=value or [1]),
    "write_brief summarizer": lambda value: jianbao.write_brief(TEXT, summarizer=value or [1]),
    "write_brief progress": lambda value: jianbao.write_brief(TEXT, progress=value or [1]),
    "read_article": lambda value: jianbao.read_article(value),
    "read_article data": lambda value: jianbao.read_article("a.txt", data="x" if value in (None, b"x") else value),
    "read_article deadline": lambda value: jianbao.read_article("a.txt", data=TEXT.encode(), deadline=value or 1),
    "summarize": lambda value: jianbao.summarize(value),
    "summarize words": lambda value: jianbao.summarize(TEXT, words="5" if value == 5 else value),
    "summarize title": lambda value: jianbao.summarize(TEXT, title=value),
    "summarize language": lambda value: jianbao.summarize(TEXT, language=value),
    "translate": lambda value: jianbao.translate([1] if value in ([], {}) else value),
    "translate each": lambda value: jianbao.translate([value]),
    "translate glossary": lambda value: jianbao.translate([TEXT], glossary=value or [1]),
    "translate engine": lambda value: jianbao.translate([TEXT], engine=value or [1]),
    "Signature": lambda value: jianbao.Signature.parse(value),
    **{
        f"Recipe {name}": lambda value, name=name: jianbao.Recipe(**{name: value})
        for name in ("strategy", "source", "target", "wording", "author", "model")
    },
}


@pytest.mark.parametrize("value", WRONG, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_what_is_of_another_type_is_told(call: Any, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        call(value)
    for language in ("en", "zh"):
        told = caught.value.worded(language)
        assert told and "\n" not in told and "{" not in told.replace("{}", "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"full": 1}, "full is of the type int; it has to be one of: bool"),
        ({"glossary": "terms.tsv"}, "glossary is of the type str; it has to be one of: Path, .merged()"),
        ({"length": None}, "None"),
        ({"length": "120"}, "120"),
        ({"beams": True}, "True"),
        ({"model": Path("m")}, "model is of the type PosixPath"),
    ],
)
def test_an_option_of_another_type_is_told(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        jianbao.Recipe(**options)
    assert words in str(caught.value)
