"""Scores: what sacrebleu and rouge-score say, what fidelity asks, and data of every form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief.cli.app import app
from brief.evaluation.scores import Data, Evaluation, Row, evaluate, load_data
from brief.loading import load_translator
from brief.pipeline import Composer
from brief.recipe import Recipe
from brief.summarizers import Summarizer
from jianbao.errors import InputError
from models.engines.protocols import Engine
from tests.support.fake_engine import FakeEngine

PAIRS = [
    (
        "该市新建学校300所，总投资近20亿元。",
        "The city built 300 new schools with a total investment of nearly 2 billion yuan.",
    ),
    ("当地农民收入去年增长6.2%。", "The income of local farmers rose 6.2 percent last year."),
    ("医院新增床位3000张，计划9月投用。", "The hospital added 3,000 beds, which will be put into use in September."),
    ("副市长单志鸿出席开工仪式。", "Vice Mayor Shan Zhihong attended the groundbreaking ceremony."),
    ("参赛选手来自12个国家。", "The contestants came from 12 countries."),
    ("新线路全长58公里。", "The new line has a length of 58 kilometers."),
]
REFERENCE = dict(PAIRS)


def right(text: str) -> str:
    """The reference; names come as placeholders."""
    return REFERENCE[text.replace("X1", "单志鸿")]


def rows() -> tuple[Row, ...]:
    return tuple(Row(a, b) for a, b in PAIRS)


def run(engine: Engine, data: Data, *, samples: int = 200) -> Evaluation:
    translator = load_translator(engine=engine, source=data.source, target=data.target, check=False)
    return evaluate(data, composer=Composer(translator, recipe=Recipe()), samples=samples)


def test_a_perfect_system_and_two_others() -> None:
    wrong = tuple(
        b.replace("2 billion", "20 billion").replace("3,000", "300").replace("Shan Zhihong", "Li Ming")
        for _, b in PAIRS
    )
    other = tuple("It is said that things are going well in town." for _ in PAIRS)
    result = run(FakeEngine(right), Data("mine", "zh", "en", rows(), False, {"wrong": wrong, "other": other}))
    scores = {s.system: s for s in result.scores}
    assert list(scores) == ["fake", "wrong", "other", "reference"]
    fake, figures, nothing = scores["fake"], scores["wrong"], scores["other"]
    assert (fake.bleu, fake.chrf, fake.rougeL) == (100.0, 100.0, 100.0)
    assert (fake.fidelity, fake.quantities, fake.names) == (1.0, 1.0, 1.0)
    assert fake.words_per_second is not None and fake.words_per_second > 0
    # Likeness to the reference hardly sees what fidelity does.
    assert (figures.bleu or 0) > 75
    assert figures.fidelity == pytest.approx(3 / 6)
    assert figures.quantities == pytest.approx(5 / 7)
    assert figures.names == 0.0
    assert (nothing.bleu or 0) < 5
    assert nothing.fidelity == 0.0
    assert set(nothing.p or {}) == {"BLEU", "chrF", "ROUGE-1", "ROUGE-2", "ROUGE-L"}
    assert all(p < 0.05 for p in (nothing.p or {}).values())
    assert (scores["reference"].bleu, scores["reference"].fidelity) == (None, 1.0)


def test_the_same_outputs_do_not_differ() -> None:
    data = Data("mine", "zh", "en", rows(), False, {"twin": tuple(b for _, b in PAIRS)})
    (_, twin, _) = run(FakeEngine(right), data).scores
    assert all(p > 0.9 for p in (twin.p or {}).values())


def test_signatures_and_json() -> None:
    result = run(FakeEngine(right), Data("mine", "zh", "en", rows()))
    assert "tok:13a" in result.signatures["BLEU"]
    assert "nc:6" in result.signatures["chrF"]
    read = json.loads(result.as_json())
    assert read["outputs"] == [b for _, b in PAIRS]
    assert read["scores"][0]["bleu"] == 100.0
    assert result.signature in result.table()
    assert all(name in result.table() for name in ("BLEU", "chrF", "ROUGE-L", "fidelity", "words/s", "reference"))


def test_chinese_is_scored_by_characters() -> None:
    data = Data(
        "mine",
        "en",
        "zh",
        tuple(Row(b, a) for a, b in PAIRS),
        False,
        {"near": tuple(a.replace("该市", "全市") for a, _ in PAIRS)},
    )
    back = {b: a for a, b in PAIRS}
    result = run(FakeEngine(lambda text: back[text]), data)
    assert "tok:zh" in result.signatures["BLEU"]
    assert "characters" in result.signatures["ROUGE"]
    assert result.scores[0].rouge2 == 100.0
    assert 90 < (result.scores[1].rouge1 or 0) < 100, "one character of a row differs"
    assert result.scores[0].fidelity == 1.0


def test_notes_behind_a_sentence_do_not_count_as_said() -> None:
    lost = "The city built new schools"
    engine = FakeEngine(lambda text: f"{lost}.")
    translator = load_translator(engine=engine)
    data = Data("mine", "zh", "en", rows()[:1], False, {"plain": (f"{lost}.",)})
    result = evaluate(data, composer=Composer(translator), samples=0)
    assert "(source: 300所" in result.outputs[0]
    ours, plain, _ = result.scores
    assert ours.quantities == plain.quantities == 0.0
    assert ours.p is None and plain.p is None


def test_articles_and_their_briefs() -> None:
    body = "\n".join(a for a, _ in PAIRS)
    brief = "该市新建学校300所，总投资近20亿元。新线路全长58公里。"
    wrong = "该市新建学校3000所，总投资近20亿元。球队赢得了昨晚的比赛。"
    data = Data("mine", "zh", "zh", (Row(body, brief, "该市公布民生实事"),), True, {"wrong": (wrong,)})
    engine = FakeEngine()
    told = Summarizer(FakeEngine(lambda text: brief, window=500))
    composer = Composer(
        load_translator(engine=engine, source="zh", target="zh"),
        recipe=Recipe(strategy="abstract"),
        summarizer=told,
    )
    ours, theirs, reference = evaluate(data, composer=composer).scores
    assert (ours.system, ours.rougeL, ours.fidelity, ours.quantities) == ("abstract", 100.0, 1.0, 1.0)
    assert theirs.fidelity == 0.0
    assert theirs.quantities == pytest.approx(1 / 2)
    assert reference.fidelity == 1.0


@pytest.mark.parametrize(
    ("name", "text", "languages", "articles", "systems"),
    [
        ("a.tsv", "甲厂开工。\tPlant A opens.\n乙厂开工。\tPlant B opens.\n", ("zh", "en"), False, {}),
        (
            "b.tsv",
            "source\treference\told\n甲厂开工。\tPlant A opens.\tA opens.\n",
            ("zh", "en"),
            False,
            {"old": ("A opens.",)},
        ),
        ("c.tsv", '甲厂说"好"。\tPlant A said "good.\n', ("zh", "en"), False, {}),
        (
            "d.jsonl",
            '{"source": "甲厂开工。", "reference": "Plant A opens.", "systems": {"old": "A opens."}}\n',
            ("zh", "en"),
            False,
            {"old": ("A opens.",)},
        ),
        (
            "e.jsonl",
            '{"title": "题", "document": "甲厂开工。", "summary": "开工。", "source": "某报"}\n',
            ("zh", "zh"),
            True,
            {},
        ),
    ],
)
def test_files(
    name: str,
    text: str,
    languages: tuple[str, str],
    articles: bool,
    systems: dict[str, tuple[str, ...]],
    tmp_path: Path,
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    data = load_data(str(path))
    assert ((data.source, data.target), data.articles, dict(data.systems)) == (languages, articles, systems)
    assert data.rows[0].source.startswith("甲厂")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tsv", "", "is empty"),
        ("a.tsv", "甲\tA\n乙\n", "a.tsv:2: 1 columns"),
        ("a.tsv", "甲\tA\tB\n", "a.tsv:1: 3 columns"),
        ("a.tsv", "甲\t\n", "row 1 has an empty"),
        ("a.jsonl", '{"source": "甲"}\n', "a.jsonl:1: there is none of summary"),
        ("a.jsonl", '{"source": \n', "a.jsonl:1: this line is not JSON"),
        ("a.jsonl", "[1]\n", "must be an object"),
        ("source.tsv", "source\treference\n", "has no rows"),
    ],
)
def test_files_that_cannot_be_scored(name: str, text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        load_data(str(path))


def test_other_systems_by_file(tmp_path: Path) -> None:
    data, good, short = tmp_path / "a.tsv", tmp_path / "good.en", tmp_path / "short.en"
    data.write_text("甲厂开工。\tPlant A opens.\n乙厂开工。\tPlant B opens.\n", "utf-8")
    good.write_text("A opens.\nB opens.\n")
    short.write_text("A opens.\n")
    assert load_data(str(data), systems=[f"good={good}"], limit=1).systems == {"good": ("A opens.",)}
    with pytest.raises(InputError, match="short has 1 outputs for 2 rows"):
        load_data(str(data), systems=[f"short={short}"])
    with pytest.raises(InputError, match="not NAME=FILE"):
        load_data(str(data), systems=["short.en"])
    with pytest.raises(InputError, match="There is no file"):
        load_data(str(tmp_path / "none.tsv"))
    with pytest.raises(InputError, match="not in 'de'"):
        load_data(str(data), target="de")


def test_development_sets(shared: Path) -> None:
    for name, languages, articles in [
        ("flores-dev.zh", ("zh", "en"), False),
        ("grammar_dev.tsv", ("zh", "en"), False),
        ("releases-dev.tsv", ("zh", "en"), False),
        ("summaries-dev.jsonl", ("zh", "zh"), True),
        ("briefs-dev", ("zh", "en"), True),
    ]:
        data = load_data(str(shared / "eval" / name), limit=5)
        assert ((data.source, data.target), data.articles, len(data.rows)) == (languages, articles, 5)
    assert set(load_data(str(shared / "eval" / "flores-dev.zh"), limit=2).systems) >= {"google", "nllb", "opusmt"}


def test_two_files_of_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("甲厂开工。\n乙厂开工。\n", "utf-8")
    with pytest.raises(InputError, match=r"a.zh has no a.en beside it"):
        load_data(str(tmp_path / "a.zh"))
    (tmp_path / "a.en").write_text("Plant A opens.\nPlant B opens.\n", "utf-8")
    (tmp_path / "a.old.en").write_text("A opens.\nB opens.\n", "utf-8")
    for given in ("a.zh", "a.en"):
        data = load_data(str(tmp_path / given))
        assert (data.source, data.target, dict(data.systems)) == ("zh", "en", {"old": ("A opens.", "B opens.")})
        assert (data.rows[1].source, data.rows[1].reference) == ("乙厂开工。", "Plant B opens.")
        turned = load_data(str(tmp_path / given), source="en")
        assert (turned.target, turned.rows[0].source, dict(turned.systems)) == ("zh", "Plant A opens.", {})
    (tmp_path / "a.en").write_text("Plant A opens.\n", "utf-8")
    with pytest.raises(InputError, match=r"a.zh has 2 lines and a.en has 1"):
        load_data(str(tmp_path / "a.zh"))


def test_documents_in_two_languages(tmp_path: Path) -> None:
    """Titles, key sentences and bodies are rows; what is no part of the text is none."""
    path = tmp_path / "a.tsv"
    path.write_text(
        "# one\nT\t甲厂开工\tPlant A Opens\nF\t来源：某报\t\n\n# two\nB\t乙厂开工。\tPlant B opens.\n", "utf-8"
    )
    assert [row.source for row in load_data(str(path)).rows] == ["甲厂开工", "乙厂开工。"]
    assert [row.source for row in load_data(str(path), source="en").rows] == ["Plant A Opens", "Plant B opens."]


def test_a_folder_of_fact_sheets(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no fact sheets"):
        load_data(str(tmp_path))
    sheet = {"title_zh": "题", "body_zh": "甲厂开工。", "brief_en": "Plant A opens."}
    (tmp_path / "a.json").write_text(json.dumps(sheet), "utf-8")
    data = load_data(str(tmp_path))
    assert (data.source, data.target, data.articles, data.rows[0].title) == ("zh", "en", True, "题")
    for broken in ("{", "[]", "{}"):
        (tmp_path / "b.json").write_text(broken, "utf-8")
        with pytest.raises(InputError, match=r"b.json is no fact sheet"):
            load_data(str(tmp_path))


def test_the_command(tmp_path: Path) -> None:
    """The bundled model, from the file to the table."""
    data, output = tmp_path / "mine.tsv", tmp_path / "scores.json"
    data.write_text("".join(f"{a}\t{b}\n" for a, b in PAIRS[:3]), "utf-8")
    done = CliRunner().invoke(
        app, ["evaluate", "--data", str(data), "--beam", "2", "-o", str(output), "-q"], catch_exceptions=False
    )
    assert done.exit_code == 0
    assert "mine.tsv: 3 rows, zh to en, translate" in done.stdout
    read = json.loads(output.read_text("utf-8"))
    assert read["scores"][0]["system"] == "compact"
    assert read["scores"][0]["chrf"] > 30
    assert len(read["outputs"]) == 3
