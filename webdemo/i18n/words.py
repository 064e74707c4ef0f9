"""The components whose words follow the interface language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from webdemo.i18n.texts import LANGUAGES, text

Make = Callable[[str], Any]


class Words:
    """Remembers which text each component shows, so that one function can put all of them in another language."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self._said: list[tuple[Any, dict[str, str | Make]]] = []

    def say(self, make: Callable[..., Any], *args: Any, texts: dict[str, str | Make], **options: Any) -> Any:
        """A component made with `texts`: property -> key of `webdemo.i18n.texts`, or a function of the language."""
        component = make(*args, **{k: self._of(v, self.language) for k, v in texts.items()}, **options)
        self._said.append((component, texts))
        return component

    @property
    def components(self) -> list[Any]:
        return [component for component, _ in self._said]

    def updates(self, language: str) -> dict[Any, Any]:
        """What changes in another language."""
        import gradio as gr

        return {
            component: gr.update(**{k: self._of(v, language) for k, v in texts.items()})
            for component, texts in self._said
        }

    @staticmethod
    def _of(value: str | Make, language: str) -> Any:
        return text(value, language) if isinstance(value, str) else value(language)


def preferred(header: str) -> str:
    """The interface language of an Accept-Language header: Chinese where it is wanted more than English, or first."""
    known: list[tuple[float, int, str]] = []
    for part in header.lower().split(","):
        code, _, weight = part.strip().partition(";")
        if code[:2] in LANGUAGES.values() and (share := _share(weight)) > 0:
            known.append((-share, len(known), code[:2]))
    return min(known)[2] if known else "en"


def _share(weight: str) -> float:
    """The q of a language, 1 where none is given that can be read."""
    try:
        return float(weight.strip().removeprefix("q="))
    except ValueError:
        return 1.0
