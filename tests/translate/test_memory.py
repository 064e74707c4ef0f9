"""The translation memory: the same bytes back, other conditions other entries, bounded, shared by processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from brief.cli.app import app
from brief.pipeline import Composer
from brief.recipe import Recipe
from brief.render.formats import render
from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary
from facts.quantities import quantities
from jianbao.errors import JianbaoError
from models.engines.protocols import Engine, Hypothesis
from reading.article import read_article
from translate.check.report import (
    Change,
    ChangeKind,
    Finding,
    Link,
    LinkKind,
    LinkStatus,
    Place,
    Reason,
    Severity,
)
from translate.memory import ROW_BYTES, TranslationMemory, clear, dumps, loads
from translate.stream import stream
from translate.translation import TranslateOptions, Translation
from translate.translator import Translator

ROOT = Path(__file__).parents[2]
SENTENCES = ("8个项目现场签约，总投资近20亿元。", "市长单志鸿介绍，今年上半年增长0.5%。", "活动在成都举行。")


class Counting:
    """An engine that counts the texts that it is given to decode."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.texts = engine, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def generate(self, texts: Any, **options: Any) -> list[list[Hypothesis]]:
        self.texts += len(texts)
        return self.engine.generate(texts, **options)


def run(
    engine: Any, memory: TranslationMemory, texts: tuple[str, ...] = SENTENCES, **options: Any
) -> list[Translation]:
    glossary = options.pop("glossary", None)
    translator = Translator(engine, memory=memory, glossary=glossary, options=TranslateOptions(**options))
    return translator.translate(translator.document(texts))


@pytest.fixture
def memory(tmp_path: Path) -> Any:
    opened = TranslationMemory(tmp_path / "memory.sqlite")
    yield opened
    opened.close()


def test_hit_is_what_was_made_and_decodes_nothing(engine: Engine, memory: TranslationMemory) -> None:
    counting = Counting(engine)
    plain = Translator(engine)
    first = run(counting, memory)
    assert counting.texts >= len(SENTENCES)
    counting.texts = 0
    assert run(counting, memory) == first == plain.translate(plain.document(SENTENCES))
    assert counting.texts == 0


def test_only_new_sentences_are_decoded(engine: Engine, memory: TranslationMemory) -> None:
    counting = Counting(engine)
    run(counting, memory)
    counting.texts = 0
    done = run(counting, memory, ("会议昨天结束。", *SENTENCES, "会议昨天结束。"), again=False)
    assert counting.texts == 4  # other options: nothing is known, and the repeated sentence is decoded once
    counting.texts = 0
    assert run(counting, memory, ("会议昨天结束。", *SENTENCES, "会议昨天结束。"), again=False) == done
    assert counting.texts == 0
    assert [t.source for t in done] == ["会议昨天结束。", *SENTENCES, "会议昨天结束。"]


@pytest.mark.parametrize(
    "changed",
    [
        {"beams": 2, "hypotheses": 2},
        {"check": False},
        {"notes": False},
        {"names": "none"},
        {"segment_tokens": 40},
        {"glossary": Glossary.from_rows([("签约", "inking")])},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_other_options_other_entry(engine: Engine, memory: TranslationMemory, changed: dict[str, Any]) -> None:
    run(engine, memory, SENTENCES[:1])
    assert memory.info().entries == 1
    run(engine, memory, SENTENCES[:1], **changed)
    assert memory.info().entries == 2


def test_people_and_terms_are_part_of_the_key() -> None:
    (named,) = document_sentences(["成都市长单志鸿介绍了情况。"], glossary=Glossary.builtin())
    assert named.people and named.terms
    keys = {
        TranslationMemory.key("s", named),
        TranslationMemory.key("s", replace(named, people=())),
        TranslationMemory.key("s", replace(named, people=(replace(named.people[0], english="Shan Zhi Hong"),))),
        TranslationMemory.key("s", replace(named, terms=())),
        TranslationMemory.key("t", named),
        TranslationMemory.key("s", replace(named, text=named.text + "。")),
    }
    assert len(keys) == 6


def test_brief_from_memory_is_the_same_in_every_format(engine: Engine, memory: TranslationMemory) -> None:
    article = read_article(ROOT / "examples" / "local-government.txt")
    plain = Composer(Translator(engine), recipe=Recipe())
    kept = Composer(Translator(engine, memory=memory), recipe=Recipe())
    want = [render(plain.compose(article), name) for name in ("md", "html", "txt")]
    for _ in range(2):
        assert [render(kept.compose(article), name) for name in ("md", "html", "txt")] == want


text = st.text(max_size=40)
span = st.tuples(st.integers(0, 99), st.integers(0, 99))
value = text | st.integers(0, 99) | st.floats(0, 1) | st.lists(text, max_size=2).map(tuple)
values = st.lists(st.tuples(st.sampled_from(["expected", "fact", "found"]), value), max_size=3).map(tuple)
plain_finding = st.builds(
    Finding,
    st.sampled_from(Reason),
    st.sampled_from(Severity),
    st.none() | span,
    st.none() | span,
    values,
    st.sampled_from(Place),
)
finding = st.builds(replace, plain_finding, cause=st.none() | plain_finding)
change = st.builds(Change, st.sampled_from(ChangeKind), text, text, text)
quantity = st.sampled_from(
    [None, *quantities("8个项目现场签约，总投资近20亿元，3月12日上午9点半起，增长0%至12.3%，约占三分之二，数百人参加")]
)
link = st.builds(Link, st.sampled_from(LinkKind), span, st.none() | span, text, st.sampled_from(LinkStatus), quantity)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Translation,
        text,
        text,
        st.floats(-10, 0),
        st.lists(finding, max_size=3).map(tuple),
        st.lists(link, max_size=3).map(tuple),
        st.lists(change, max_size=2).map(tuple),
    )
)
def test_stored_form_is_exact(translation: Translation) -> None:
    assert loads(dumps(translation)) == translation
    assert dumps(loads(dumps(translation))) == dumps(translation)


def entry(number: int) -> tuple[bytes, Translation]:
    sentence = SentenceInput(f"第{number}句。")
    return TranslationMemory.key("s", sentence), Translation(sentence.text, f"Sentence {number}.")


def test_bounded_and_the_used_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000_000, 9_000_000, 10_000))
    monkeypatch.setattr("translate.memory.time.time", lambda: next(clock))
    size = len(dumps(entry(10)[1])) + ROW_BYTES
    memory = TranslationMemory(tmp_path / "m.sqlite", limit=size * 20)
    for number in range(10, 60):
        memory.put(dict([entry(number)]))
        assert entry(10)[0] in memory.get([entry(10)[0]])  # the oldest, and always in use
        assert memory.info().bytes <= memory.limit
    held = memory.get([entry(n)[0] for n in range(10, 60)])
    assert 15 <= len(held) <= 20 and len(held) == memory.info().entries
    assert entry(59)[0] in held and entry(11)[0] not in held
    memory.close()


def test_first_stands(memory: TranslationMemory) -> None:
    key, first = entry(1)
    memory.put({key: first})
    memory.put({key: replace(first, text="Another.")})
    assert memory.get([key]) == {key: first}
    assert memory.info().entries == 1


WRITER = """
import sys
from pathlib import Path
from translate.memory import TranslationMemory
from facts.document import SentenceInput
from translate.translation import Translation
memory = TranslationMemory(Path(sys.argv[1]))
for number in range(150):
    sentence = SentenceInput(f"第{number}句。")
    key = TranslationMemory.key("s", sentence)
    memory.put({key: Translation(sentence.text, f"Sentence {number} by {sys.argv[2]}.")})
    assert memory.get([key])[key].text.startswith(f"Sentence {number} by"), number
"""


def test_several_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)], cwd=ROOT, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for writer in writers:
        _, messages = writer.communicate(timeout=120)
        assert writer.returncode == 0 and not messages, messages.decode()
    memory = TranslationMemory(path)
    assert memory.info().entries == 150
    assert all(memory.get([entry(n)[0]]) for n in range(150))
    memory.close()


def test_several_threads(memory: TranslationMemory) -> None:
    def work(first: int) -> None:
        for n in range(first, first + 50):
            memory.put(dict([entry(n)]))
            memory.get([entry(n)[0]])

    threads = [threading.Thread(target=work, args=(25 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.info().entries == 125


def test_damaged_file_says_so_and_clear_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite"
    path.write_bytes(b"this is no database at all " * 200)
    with pytest.raises(JianbaoError, match="cache clear"):
        TranslationMemory(path)
    assert clear(path) == 0
    memory = TranslationMemory(path)
    memory.put(dict([entry(1)]))
    memory.close()
    assert clear(path) == 1
    assert clear(path) == 0


def test_damaged_entry_is_made_again(
    engine: Engine, memory: TranslationMemory, caplog: pytest.LogCaptureFixture
) -> None:
    first = run(engine, memory, SENTENCES[:1])
    memory._db.execute("UPDATE entries SET value = x'00'")
    assert run(engine, memory, SENTENCES[:1]) == first
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("command", ["brief", "translate"])
def test_command_line(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The converted model stays where it is; only the memory is another.
    monkeypatch.setattr("translate.memory.default_path", lambda: tmp_path / "memory.sqlite")
    article = tmp_path / "a.txt"
    article.write_text("成都签约8个项目\n3月12日，8个项目在成都现场签约，总投资近20亿元。\n", "utf-8")
    call = CliRunner().invoke
    assert "empty" in call(app, ["cache", "info"]).output
    plain = call(app, [command, str(article)])
    outputs = [call(app, [command, str(article), "--cache"]) for _ in range(2)]
    assert plain.exit_code == 0 and "billion" in plain.stdout
    assert {o.stdout for o in outputs} == {plain.stdout}
    assert " 2 sentences" in call(app, ["cache", "info"]).output
    assert " 2 sentences forgotten" in call(app, ["cache", "clear"]).output
    assert " 0 sentences" in call(app, ["cache", "info"]).output


def test_stream_translates_a_sentence_once(engine: Engine) -> None:
    counting: Any = Counting(engine)
    translator = Translator(counting, options=TranslateOptions(again=False))
    documents = [SENTENCES[2:], ("会议昨天结束。",), SENTENCES[2:], SENTENCES[2:]]
    done = list(stream(translator, documents, sentences=1))
    assert counting.texts == 2
    assert done[0] == done[2] == done[3] and done[1][0].source == "会议昨天结束。"
    assert translator.memory is None


def test_memory_of_a_stream_is_the_users_where_there_is_one(engine: Engine, memory: TranslationMemory) -> None:
    translator = Translator(engine, memory=memory)
    list(stream(translator, [SENTENCES[2:]]))
    assert translator.memory is memory and memory.info().entries == 1
