"""Counting which words human translators render in one way, from files as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from training.agreed_words import glosses, main, said


def run(folder: Path, ours: str, *, others: str = "", lexicon: str, held: str = "") -> tuple[list[list[str]], str]:
    import typer

    names = {"ours": ours, "others": others, "lexicon": lexicon, "held-out": held}
    given = []
    for name, text in names.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
        given += [f"--{name}", str(folder / f"{name}.tsv")]
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()[1:]], result.stderr


def test_a_word_is_listed_where_the_translators_agree(tmp_path: Path) -> None:
    ours = "\n".join(
        [
            *(f"第{n}座变电站投产。\tSubstation {n} has gone into operation." for n in range(4)),
            *(
                f"第{n}次座谈会召开。\t{text}"
                for n, text in enumerate(["A symposium was held.", "They met.", "Talks were held."])
            ),
        ]
    )
    lexicon = "变电站\tsubstation (electricity); power station\n座谈会\tsymposium\n投产\tto go into operation"
    rows, told = run(tmp_path, ours, lexicon=lexicon, held="两座变电站停运。\tTwo substations are closed.")
    assert rows == [["变电站", "substation", "4", "4"]]
    assert told.strip() == "1 words; 1 held-out pairs have 1, 1 of them word for word"


def test_a_word_that_is_rare_in_ours_counts_with_the_others_unless_ours_speak_against_it(tmp_path: Path) -> None:
    others = "\n".join(f"第{n}个脚手架倒塌。\tScaffold {n} has fallen." for n in range(6))
    lexicon = "脚手架\tscaffold"
    rows, _ = run(tmp_path, "脚手架拆除。\tThe scaffold is gone.", others=others, lexicon=lexicon)
    assert rows == [["脚手架", "scaffold", "7", "7"]]
    rows, _ = run(tmp_path, "脚手架拆除。\tThe frame is gone.", others=others, lexicon=lexicon)
    assert rows == []


def test_pairs_that_are_held_out_are_not_counted(tmp_path: Path) -> None:
    pairs = "\n".join(f"第{n}座变电站投产。\tSubstation {n} works." for n in range(4))
    rows, _ = run(tmp_path, pairs, lexicon="变电站\tsubstation", held=pairs)
    assert rows == []


@pytest.mark.parametrize(
    ("gloss", "english", "there"),
    [
        ("substation", "Two substations work.", True),
        ("invention patent", "It has 28 Invention Patents.", True),
        ("e-commerce", "They sell by e-commerce.", True),
        ("station", "The substation works.", False),
    ],
)
def test_a_rendering_is_there_word_for_word(gloss: str, english: str, there: bool) -> None:
    from training.agreed_words import padded

    assert said(gloss, padded(english)) is there


def test_explanations_and_verbs_of_a_lexicon_are_no_renderings(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv"
    path.write_text("开拓者\tpioneer (of a field); to open up; see also 先锋\n公交\tbus\n", "utf-8")
    assert list(glosses(path)) == [("开拓者", "pioneer")]


def test_no_word_is_looked_for_within_a_name_or_a_firm_term(tmp_path: Path) -> None:
    pairs = "\n".join(f"第{n}次会议由中国人民银行召开。\tThe Chinese people hold meeting {n}." for n in range(4))
    rows, _ = run(tmp_path, pairs, lexicon="中国人民\tChinese people\n会议由\tmeeting")
    assert [row[0] for row in rows] == ["会议由"]
