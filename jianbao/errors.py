"""The exceptions that a user may see, and the words of each in the languages of the interface.

An error is a code and values. Its words stand in `jianbao/wording/en.toml` and `zh.toml`, one table a language, under
the room that raises it.
"""

from __future__ import annotations

from jianbao import wording

NAMELESS = ("", "text")
"""Names of an article that came from no file."""


class JianbaoError(Exception):
    """Something is wrong that the person at the keyboard can put right.

    code: `room.name`, the place of its words in the tables. values: the fields of the words, by name.
    `str(error)` is the English of the command line; `worded` gives the others.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return self.worded()

    def __reduce__(self) -> tuple[object, ...]:
        # Values are keywords, which pickle's own way would lose between processes.
        return _again, (type(self), self.code, self.values)

    def worded(self, language: str = "en", *, place: str = "cli") -> str:
        """The error in `language` (en or zh). place: cli adds the advice that only a command line can follow; page leaves it out."""
        values = {name: _in_words(value, language, place) for name, value in self.values.items()}
        if values.get("name") in NAMELESS:
            values["name"] = wording.say("jianbao.unnamed", {}, language=language)
        return wording.say(self.code, values, language=language, place=place)


class InputError(JianbaoError):
    """The text or file given cannot be used."""


class ModelError(JianbaoError):
    """The model or engine asked for cannot be had or cannot do what was asked."""


def _in_words(value: object, language: str, place: str) -> object:
    """A value as it is shown: errors among the values, as the reasons of another, are worded too."""
    if isinstance(value, JianbaoError):
        return value.worded(language, place=place)
    if isinstance(value, list | tuple) and value and all(isinstance(each, JianbaoError) for each in value):
        return ("" if language == "zh" else " ").join(each.worded(language, place=place) for each in value)
    return value


def _again(kind: type[JianbaoError], code: str, values: dict[str, object]) -> JianbaoError:
    return kind(code, **values)
