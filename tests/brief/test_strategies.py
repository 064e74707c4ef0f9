"""Strategies and directions: nothing lost on the way through, what a model made up is told, and the other languages."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief.brief import Brief
from brief.cli.app import app
from brief.loading import load_translator, write_brief
from brief.pipeline import Composer
from brief.recipe import STRATEGIES, Recipe
from brief.render.formats import FORMATS, render
from brief.summarizers import Summarizer, load_summarizer
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError, ModelError
from jianbao.sentences import split
from reading.article import Article, from_text
from tests.support.fake_engine import FakeEngine
from tests.support.tiny_models import BUILDERS
from translate import translate

CHINESE = re.compile(r"第(\d+)车间今年生产(..)(\d+)万件，([^。]+)。")
PRODUCTS = dict(
    zip(
        ["齿轮", "轴承", "水泵", "阀门", "电机", "弹簧", "螺栓", "钢管", "刀具", "模具", "仪表", "电缆"],
        [
            "gears",
            "bearings",
            "pumps",
            "valves",
            "motors",
            "springs",
            "bolts",
            "pipes",
            "blades",
            "molds",
            "gauges",
            "cables",
        ],
        strict=True,
    )
)
NEWS = {
    "工人们在车间外种下了一排银杏树": "and its workers planted a row of ginkgo trees outside the door",
    "机器人代替人手完成了焊接": "with robots in place of human hands at the welding line",
    "产品经由铁路运往中亚各国": "and sends them by rail to the countries of Central Asia",
    "废水经过处理用来浇灌草坪": "while treated waste water is used to irrigate the lawns",
    "青年技师在省里的比武中夺魁": "as a young technician won the provincial contest for skills",
    "夜班食堂供应热腾腾的馄饨": "and the canteen of the night shift serves steaming hot wontons",
    "新来的质检员毕业于职业学院": "where the new quality inspector graduated from a vocational college",
}
PARAGRAPHS = [
    f"第{i}车间今年生产{list(PRODUCTS)[i % 12]}{i * 30 + 5}万件，{list(NEWS)[i % 7]}。" for i in range(11, 71)
]


def english(text: str) -> str:
    """What a translator or a cross-lingual model that copies would say of `PARAGRAPHS`; 中亚 reaches it as a placeholder."""
    found = [
        f"Workshop {i} made {int(n) * 10_000:,} {PRODUCTS[p]} this year, {NEWS[news.replace('X1', '中亚')]}."
        for i, p, n, news in CHINESE.findall(text)
    ]
    return " ".join(found) or "The factory reports."


@pytest.fixture(scope="module")
def article() -> Article:
    return from_text("\n".join(PARAGRAPHS), title="东风机械厂公布全年产量")


def composer(
    strategy: str,
    answer: Callable[[str], str],
    *,
    length: int = 2000,
    strict: bool = False,
    full: bool = False,
    window: int = 90,
) -> Composer:
    translator = load_translator(engine=FakeEngine(english))
    return Composer(
        translator,
        recipe=Recipe(length=length, strategy=strategy, strict=strict, full=full),
        summarizer=None if strategy == "extract" else Summarizer(FakeEngine(answer, window=window)),
        encode=alike,
    )


def alike(texts: list[str]) -> object:
    """Vectors that know both languages of these tests: what is in common is the workshop."""
    return FakeEngine().encode([" ".join(re.findall(r"(?:第|Workshop )(\d+)", t)) * 3 or t for t in texts])


def copying(strategy: str) -> Callable[[str], str]:
    return english if strategy == "direct" else str


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_fact_of_every_paragraph_arrives(strategy: str, article: Article) -> None:
    """With models that copy and a length that holds all of it, no paragraph of a long article is lost, or cut for a window.

    An extract leaves out, by intent, what is like something else; the whole translation under it does not.
    """
    made = composer(strategy, copying(strategy), full=strategy == "extract")
    brief = made.compose(article)
    for i in range(11, 71):
        expected = f" {(i * 30 + 5) * 10_000:,} "
        points = [p for p in (brief.full or brief.points) if expected in p.english]
        assert points, f"the fact of paragraph {i} is lost"
        (point,) = points
        assert [s.chinese for s in point.sources] == [PARAGRAPHS[i - 11]]
    assert not brief.errors()
    if made.summarizer:
        seen = made.summarizer.engine.seen  # type: ignore[attr-defined]
        canaries = PARAGRAPHS if strategy != "translate-first" else [english(p) for p in PARAGRAPHS]
        assert len(seen) > 5
        assert all(any(c in text for text in seen) for c in canaries)


@pytest.mark.parametrize("strategy", [s for s in STRATEGIES if s != "extract"])
def test_figures_of_written_sentences_point_into_the_article(strategy: str, article: Article) -> None:
    brief = composer(strategy, copying(strategy)).compose(article)
    figures = [f for f in brief.figures if "万件" in f.chinese]
    assert len(figures) == len(PARAGRAPHS)
    assert all(article.text[f.start : f.end] == f.chinese for f in figures)
    assert all(f"{round(f.value):,}" in brief.points[f.point].english for f in figures)


def inflating(strategy: str) -> Callable[[str], str]:
    """A summarizer that gets the number of one workshop wrong."""

    def answer(text: str) -> str:
        made = english(text) if strategy == "direct" else text
        return made.replace("605万件", "6050万件").replace("6,050,000", "60,500,000")

    return answer


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("strategy", [s for s in STRATEGIES if s != "extract"])
def test_a_number_that_the_article_has_not(strategy: str, strict: bool, article: Article) -> None:
    brief = composer(strategy, inflating(strategy), strict=strict).compose(article)
    wrong = [p for p in brief.points if "60,500,000" in p.english]
    right = [p for p in brief.points if "6,050,000" in p.english and "60,500,000" not in p.english]
    if strict:
        assert not wrong
        assert [f.kind for f in right[0].findings] == ["fallback"]
        assert right[0].sources[0].chinese == PARAGRAPHS[20 - 11]
        assert not brief.errors()
    else:
        assert [(f.kind, f.severity) for f in wrong[0].findings] == [("unsupported", "error")]
        assert len(brief.errors()) == 1, "the others are right"


def test_a_sentence_from_nowhere(article: Article) -> None:
    made = composer("direct", lambda text: "The football team won. " + english(text), strict=False)
    (point,) = [p for p in made.compose(article).points if "football" in p.english]
    assert [(f.kind, f.severity) for f in point.findings] == [("unsupported", "warning")]


def test_an_error_of_the_translation_that_a_summarizer_read(article: Article) -> None:
    """The English summary agrees with the English article, which does not agree with the Chinese one."""
    wrong = FakeEngine(lambda text: english(text).replace("6,050,000", "6,750,000"))
    translator = load_translator(engine=wrong, check=False)
    made = Composer(
        translator,
        recipe=Recipe(length=2000, strategy="translate-first"),
        summarizer=Summarizer(FakeEngine()),
        encode=alike,
    )
    (point,) = [p for p in made.compose(article).points if "6,750,000" in p.english]
    assert [(f.kind, f.severity) for f in point.findings] == [("quantity", "error")]


def test_silence_of_the_summarizer(article: Article) -> None:
    part = composer("abstract", lambda text: "" if PARAGRAPHS[5] in text else text).compose(article)
    assert [f.kind for f in part.findings if f.place != "headline"] == ["coverage"]
    whole = composer("abstract", lambda text: "", length=60).compose(article)
    assert {"fallback", "coverage"} == {f.kind for f in whole.findings if f.place != "headline"}
    assert whole.points, "the article's own sentences stand instead"


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_length_is_kept(strategy: str, article: Article) -> None:
    brief = composer(strategy, copying(strategy), length=60).compose(article)
    assert 30 <= brief.words <= 66


def test_signatures_tell_what_made_a_brief(article: Article) -> None:
    signatures = {composer(s, str, strict=strict).signature() for s in STRATEGIES for strict in (False, True)}
    assert len(signatures) == 9, "strict changes nothing of extract"
    assert any(s["summarizer"].startswith("fake@0") for s in signatures if "summarizer" in s)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_a_written_brief(format: str, article: Article) -> None:
    brief = composer("abstract", inflating("abstract"), length=500).compose(article)
    assert render(brief, format)
    assert brief.as_dict()["points"][0]["draft"] == PARAGRAPHS[0]


@pytest.mark.parametrize("full", [False, True])
def test_translate_first_translates_once(full: bool, article: Article) -> None:
    engine = FakeEngine(english)
    made = Composer(
        load_translator(engine=engine),
        recipe=Recipe(length=100, strategy="translate-first", full=full),
        summarizer=Summarizer(FakeEngine()),
        encode=alike,
    )
    brief = made.compose(article)
    assert len(brief.full) == (len(PARAGRAPHS) if full else 0)
    assert sum(text == PARAGRAPHS[0] for text in engine.seen) == 1


@pytest.mark.parametrize(
    ("strategy", "model", "message"),
    [
        ("abstract", None, "needs a model that reads zh and writes summaries in zh"),
        ("direct", None, "needs a model that reads zh and writes summaries in en"),
        ("extract", "mt5-xlsum", "takes no summarizer"),
        ("abstract", "compact", "compact is a model to translate"),
        ("abstract", "bart-large-cnn", "does not read 'zh'"),
        ("translate-first", "mt5-xlsum", "jianbao models pull mt5-xlsum"),
        ("direct", "mt5-crosssum-en", "jianbao models pull"),
        ("abstract", "somebody/summarizer", "jianbao models pull somebody/summarizer"),
        ("summarise", None, "There is no strategy"),
    ],
)
def test_summarizers_that_cannot_be_had(
    strategy: str, model: str | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises((InputError, ModelError), match=re.escape(message)):
        load_summarizer(Recipe(summarizer=model, strategy=strategy))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bart-chinese")
    BUILDERS["bart-chinese"](folder)
    return folder


@pytest.mark.slow
def test_a_foreign_checkpoint_offline(foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random weights write nonsense: it is flagged, and under strict the brief is the article's own sentences."""

    def connect(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", connect)
    text = "\n".join(PARAGRAPHS[:12])
    summarizer = Summarizer(load_summarizer(Recipe(summarizer=str(foreign), strategy="abstract")).engine)  # type: ignore[union-attr]
    loose = write_brief(text, strategy="abstract", summarizer=summarizer, length=60, beams=1)
    assert loose.points
    assert all(any(f.kind in ("unsupported", "incomplete") for f in p.findings) for p in loose.points)
    file = tmp_path / "release.txt"
    file.write_text(text, "utf-8")
    options = [
        "--strategy",
        "abstract",
        "--summarizer",
        str(foreign),
        "--strict",
        "-l",
        "60",
        "--beam",
        "1",
        "-q",
        "-f",
        "json",
    ]
    done = CliRunner().invoke(app, ["brief", str(file), *options], catch_exceptions=False)
    assert done.exit_code in (0, 3), "3 where the translation of a sentence has an error"
    points = json.loads(done.stdout)["points"]
    assert points
    assert all(s["chinese"] in PARAGRAPHS for p in points for s in p["sources"])
    assert all(any(f["kind"] == "fallback" for f in p["findings"]) for p in points)


# Directions

RELEASE = """Chengdu starts work on 18 projects

CHENGDU, Sept. 18 (Xinhua) -- Wenjiang District of Chengdu started work on 18 projects on Thursday, \
with a total investment of nearly 2 billion yuan.

The Ministry of Education said 300 schools will be built by 2030."""
GIVEN = {
    "Chengdu starts work": "成都开工18个项目",
    "Wenjiang": "成都市温江区周四开工18个项目，总投资近200亿元。",
    "Ministry": "教育部表示，到2030年将建成300所学校。",
}


def given(text: str) -> str:
    return next(chinese for start, chinese in GIVEN.items() if start in text)


def test_english_in_chinese_out() -> None:
    brief = write_brief(RELEASE, source="en", target="zh", engine=FakeEngine(given))
    assert brief.headline == "成都开工18个项目"
    assert brief.dateline == "成都，9月18日"
    assert "总投资近20亿元。" in brief.text, "a power of ten is repaired in Chinese"
    assert "。 " not in brief.text
    assert {f.chinese for f in brief.figures} >= {"18", "300", "nearly 2 billion yuan"}
    assert not brief.errors()
    assert ("教育部", "Ministry of Education") in {(o.chinese, o.english) for o in brief.organisations}


def check_chinese(source: str, output: str, glossary: Glossary | None = None) -> list[tuple[str, str]]:
    (done,) = translate([source], source="en", target="zh", engine=FakeEngine(lambda text: output), glossary=glossary)
    return [(f.kind, str(f.severity)) for f in done.findings]


PERSON = Glossary.from_rows([("单志鸿", "Shan Zhihong", "", "person"), ("温江智谷", "Wenjiang Smart Valley")])


@pytest.mark.parametrize(
    ("source", "output", "glossary", "found"),
    [
        ("It cost 300 million yuan.", "耗资3亿元。", None, []),
        ("It cost 300 million yuan.", "耗资5亿元。", None, [("quantity", "error"), ("note", "warning")]),
        ("It cost 300 million yuan.", "耗资巨大。", None, [("note", "warning")]),
        ("The mayor spoke.", "市长出席了300人的会议。", None, [("invented", "error")]),
        ("The work has started.", "The work has started.", None, [("untranslated", "error")]),
        ("Shan Zhihong spoke.", "单志鸿发表讲话。", PERSON, []),
        ("Shan Zhihong spoke.", "山志红发表讲话。", PERSON, [("term", "error")]),
        ("Li Minghui spoke.", "李明惠发表讲话。", PERSON, []),  # no pair is known: nothing to check
        ("Wenjiang Smart Valley opened.", "温江智谷开园。", PERSON, []),
        ("The Ministry of Finance agreed.", "财政部同意。", None, []),
        ("The Ministry of Finance agreed.", "教育部同意。", None, [("term", "warning")]),
    ],
)
def test_checks_from_english_into_chinese(
    source: str, output: str, glossary: Glossary | None, found: list[tuple[str, str]]
) -> None:
    assert check_chinese(source, output, glossary) == found


def test_a_note_in_chinese() -> None:
    (done,) = translate(
        ["It cost 300 million yuan."], source="en", target="zh", engine=FakeEngine(lambda text: "耗资巨大。")
    )
    assert (
        done.text == "耗资巨大（原文：300 million yuan，3亿元）。"
        or done.text == "耗资巨大（原文：300 million yuan, 3亿元）。"
    )


@pytest.mark.parametrize(("language", "text"), [("en", RELEASE), ("zh", "\n".join(PARAGRAPHS))])
def test_a_summary_in_the_articles_language(language: str, text: str) -> None:
    brief: Brief = write_brief(text, source=language, target=language, length=40)
    assert "model:none" in brief.signature
    assert brief.points
    assert all(p.english in p.sources[0].chinese for p in brief.points if not p.sources[0].cuts)
    assert 10 <= brief.words <= 44
    assert not brief.errors()
    told = Summarizer(FakeEngine(lambda t: split(t, language=language)[0].text, window=120))
    abstract = write_brief(text, source=language, target=language, length=40, strategy="abstract", summarizer=told)
    assert abstract.points
    assert not abstract.errors()


def test_a_model_that_does_not_fit_the_direction() -> None:
    with pytest.raises(ModelError, match="does not read 'en'"):
        write_brief(RELEASE, source="en", target="zh")
    with pytest.raises(InputError, match="Nothing is translated"):
        write_brief(RELEASE, source="en", target="en", model="opus-mt-zh-en")
