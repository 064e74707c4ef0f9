"""The recipe: every option of a brief, once, with its default, its bounds, its choices and its words.

The command line, the batch, its workers, the evaluation, the page, the API and Python all make their options from these fields. To add an
option, add a field and use it; the signature records it by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from brief.options import offered, option
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError
from jianbao.limits import MAX_BRIEF_WORDS, MIN_BRIEF_WORDS

STRATEGIES = ("extract", "written", "abstract", "translate-first", "direct")
"""How an article is condensed; by all but the first a model writes (`brief.strategies`)."""
LANGUAGES = ("zh", "en")
"""What briefs are made from and into."""
AUTO = "auto"
"""The model that is taken where none is named."""


def _engines() -> tuple[str, ...]:
    """What runs a model: the runtimes of all families that have registered."""
    from models.engines.registry import runtimes

    return runtimes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """All that is chosen for a brief. Raises InputError for a value that is out of bounds or no choice.

    glossary: a file of the user's terms, or the terms themselves; None for the built-in ones alone.
    """

    length: int = option(
        120, "--length", "-l", low=MIN_BRIEF_WORDS, high=MAX_BRIEF_WORDS, metavar="WORDS", page=True, refused="brief.length",
        label=("Length (English words)", "篇幅（英文词数）"),
        help=("English words of the brief, 20 to 2000; it may be a tenth longer.",
        "简报的英文词数，20 至 2000；成稿可能略长，至多多一成。"),
    )  # fmt: skip
    strategy: str = option(
        "extract", choices=STRATEGIES, page=True, page_choices=STRATEGIES[:1], refused="brief.strategy",
        label=("Strategy", "方法"),
        help=(
            "How to condense: extract takes the sentences that matter most; written has a model write (which way goes by the model); "
            "abstract, translate-first and direct each are one way to write.",
            "如何压缩：extract 选取要句；written 由模型撰写（方式视模型而定）；abstract、translate-first 和 direct 各是一种撰写方式。",
        ),
    )  # fmt: skip
    summarizer: str | None = option(
        None, metavar="NAME", signed=False,
        label=("Summarizer", "摘要模型"),
        help=(
            "Model that writes the summary: in the article's language (abstract), in the brief's (translate-first), "
            "or from one into the other (direct); where none is named, the model that translates, if it is a decoder model.",
            "撰写摘要的模型：用原文语言写（abstract），用简报语言写（translate-first），或从原文语言直接写成简报语言（direct）；"
            "不指定时，翻译模型若是解码器模型，便由它来写。",
        ),
    )  # fmt: skip
    model: str = option(
        AUTO, metavar="NAME", page=True, signed=False,
        label=("Model", "模型"),
        help=("Name, hub id or folder of a model; auto takes the best that is here.",
        "模型的名称、hub 编号或文件夹；auto 取本机最好的一个。"),
    )  # fmt: skip
    engine: str = option(
        "auto", choices=_engines, signed=False,
        label=("Engine", "引擎"),
        help=("What runs the model; auto takes the fastest here that can.", "用什么运行模型；auto 取本机能用的最快的一种。"),
    )  # fmt: skip
    beams: int = option(
        4, "--beam", low=1, high=16, metavar="N", signed=False,
        label=("Beams", "束数"),
        help=("Beams of the search, 1 to 16.", "搜索的束数，1 至 16。"),
    )  # fmt: skip
    full: bool = option(
        False, page=True,
        label=("Translate the whole article too", "同时翻译全文"),
        help=("The whole translation under the brief.", "在简报下附上全文译文。"),
    )  # fmt: skip
    source: str = option(
        "zh", "--from", "--language", metavar="|".join(LANGUAGES), signed=False,
        label=("From", "原文语言"),
        help=("Language of the article: zh or en.", "原文的语言：zh 或 en。"),
    )  # fmt: skip
    target: str = option(
        "en", "--to", metavar="|".join(LANGUAGES), signed=False,
        label=("Into", "简报语言"),
        help=("Language of the brief: zh or en; the article's own for a summary.", "简报的语言：zh 或 en；与原文相同则只作摘要。"),
    )  # fmt: skip
    glossary: Path | Glossary | None = option(
        None, metavar="FILE", signed=False,
        label=("Your glossary", "我的术语表"),
        help=(
            "TSV, CSV, TBX or TMX of your terms; they win over the built-in ones.",
            "自备术语的 TSV、CSV、TBX 或 TMX 文件；优先于内置术语。",
        ),
    )  # fmt: skip
    check: bool = option(
        True, signed=False,
        label=("Check", "核对"),
        help=("Compare with the source, choose, repair, report.", "与原文核对，择优、修正并报告。"),
    )  # fmt: skip
    strict: bool = option(
        False, needs="strategy",
        label=("Strict", "从严"),
        help=(
            "A summarizer's sentence that fails its check gives way to the article's own; `jianbao brief` and "
            "`jianbao check` end with exit code 3 where an error finding is left.",
            "摘要模型的句子若通不过核对，改用原文的句子；`jianbao brief` 和 `jianbao check` 若仍有错误，以退出码 3 结束。",
        ),
    )  # fmt: skip
    cache: bool = option(
        False, "--cache/--no-cache", signed=False,
        label=("Keep translations", "保存译文"),
        help=(
            "Keep translations, and take from them what was translated before in the same way.",
            "保存译文；以同样方式译过的句子直接取用。",
        ),
    )  # fmt: skip
    wording: str = option(
        "en", choices=LANGUAGES, signed=False,
        label=("Words of the files", "文件用语"),
        help=("Language of headings and findings in the files: en or zh.", "文件中标题和核对结果所用的语言：en 或 zh。"),
    )  # fmt: skip
    author: str = option(
        "", metavar="NAME", signed=False,
        label=("Author", "作者"),
        help=("Who signs a Word document, in its properties.", "Word 文档属性中的作者。"),
    )  # fmt: skip

    def __post_init__(self) -> None:
        for o in offered(type(self)):
            o.check(getattr(self, o.name))

    def with_options(self, **changes: Any) -> Recipe:
        """The recipe with other options. Raises InputError for an option that there is not."""
        known = [o.name for o in offered(type(self))]
        for name in changes:
            if name not in known:
                raise InputError("brief.no_option", name=name, known=", ".join(known))
        return replace(self, **changes) if changes else self

    def require_languages(self) -> None:
        """Raise InputError unless briefs are made from and into the languages. A translation alone may be of others."""
        for language in (self.source, self.target):
            if language not in LANGUAGES:
                raise InputError("brief.language", value=language)

    @property
    def chosen_model(self) -> str:
        """The name of the model that translates: what `auto` stands for is decided here."""
        from models.default import resolve_default

        return resolve_default(self.model, source=self.source, target=self.target).name

    @property
    def terms(self) -> Glossary | None:
        """The user's terms. Raises InputError where their file cannot be read."""
        return Glossary.load(self.glossary) if isinstance(self.glossary, Path) else self.glossary
