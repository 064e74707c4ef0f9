"""Sentences in, checked translations out: order, nothing lost, the hypothesis that keeps the facts, a second
decoding, and the signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.document import SentenceInput
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError
from models.engines.protocols import DEFAULTS, Engine, GenerateOptions, Hypothesis
from tests.support.fake_engine import FakeEngine
from translate import translate
from translate.check.report import Severity
from translate.stream import stream
from translate.translation import TranslateOptions, Translation
from translate.translator import Translator

PLAIN = TranslateOptions(coverage=False)
SIGNED = "8个项目现场签约，总投资近20亿元。"


class Scripted(FakeEngine):
    """Answers a text with the hypotheses that a script has for it, the first time and the next."""

    def __init__(self, *rounds: Sequence[tuple[str, float]], window: int = 512) -> None:
        super().__init__(window=window)
        self.rounds = [list(r) for r in rounds]
        self.options: list[GenerateOptions] = []

    def generate(
        self, texts: Sequence[str], *, options: GenerateOptions = DEFAULTS, **_: object
    ) -> list[list[Hypothesis]]:
        self.seen += texts
        self.options.append(options)
        answers = self.rounds[min(len(self.options), len(self.rounds)) - 1]
        return [[Hypothesis(t, s, 5, True) for t, s in answers[: options.hypotheses]] for _ in texts]


def translator(engine: Engine, **changes: object) -> Translator:
    return Translator(engine, glossary=Glossary(), options=replace(PLAIN, **changes))  # type: ignore[arg-type]


def run(engine: Engine, texts: Sequence[str], **changes: object) -> list[Translation]:
    made = translator(engine, **changes)
    return made.translate(made.document(texts))


def upper(text: str) -> str:
    """An answer that tells what was read."""
    return f"<{text}>"


def test_order_is_kept_and_the_same_text_is_read_once() -> None:
    engine = FakeEngine(upper)
    texts = ["丙。", "甲甲甲甲甲甲。", "乙乙。", "丙。", "甲甲甲甲甲甲。"]
    done = run(engine, texts, check=False)
    assert [t.source for t in done] == texts
    assert [t.text for t in done] == [f"<{t}>" for t in texts]
    assert sorted(engine.seen) == sorted(set(texts))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000"])
@pytest.mark.parametrize("check", [True, False])
def test_an_empty_text_is_answered_with_nothing_and_no_finding(text: str, check: bool) -> None:
    engine = FakeEngine(upper)
    done = run(engine, ["甲。", text, "乙。"], check=check)
    assert [t.source for t in done] == ["甲。", text, "乙。"]
    assert done[1].text == "" and done[1].findings == ()
    assert set(engine.seen) == {"乙。", "甲。"}


def test_no_texts_no_engine() -> None:
    assert translate([]) == []
    assert translate(iter(())) == []
    assert run(FakeEngine(), []) == []


def test_one_string_is_a_mistake() -> None:
    with pytest.raises(InputError, match=r"translate\(\[text\]\)"):
        translate("会议举行。")


def test_no_text_from_the_model_is_an_error_and_no_full_stop() -> None:
    (done,) = run(FakeEngine(lambda text: ""), ["会议举行。"])
    assert done.text == "" and [f.kind for f in done.findings] == ["empty"] and not done.ok


def test_any_iterable_will_do() -> None:
    done = translate((t for t in ("甲。", "乙。")), engine=FakeEngine(upper), check=False)
    assert [t.text for t in done] == ["<甲。>", "<乙。>"]


def test_two_thousand_characters_without_a_mark_are_split_and_none_is_dropped() -> None:
    text = "".join(chr(0x4E00 + i) for i in range(2_000))
    engine = FakeEngine(str, window=64)
    (done,) = run(engine, [text], check=False, names="none")  # 匡匢匣 behind 匠 may be somebody
    assert "".join(engine.seen) and "".join(done.text.split()) == text
    assert len(engine.seen) >= 2_000 / 64


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="会议强调，。；：20亿元 abc《》“”（）\n", max_size=300), st.integers(20, 64))
def test_nothing_that_the_model_reads_is_over_its_window_and_nothing_is_dropped(text: str, window: int) -> None:
    engine = FakeEngine(str, window=window)  # raises where a text is over the window
    (done,) = run(engine, [text], check=False, names="none")  # 元强强 may be somebody
    # A sentence is given a capital and a full stop; nothing else is changed.
    assert re.sub(r"\s|[,.;:]", "", done.text).lower() == re.sub(r"\s|[,.;:]", "", text).lower()


@pytest.mark.parametrize("names", ["placeholder", "source"])
def test_names_put_in_do_not_push_a_segment_over_the_window(names: str) -> None:
    text = "、".join(["市长单永昌", "谌慧敏", "解书衡", "黎正清", "纪海波", "牟春华"] * 4) + "出席。"
    engine = FakeEngine(str, window=24)
    (done,) = run(engine, [text], names=names, check=False)
    assert done.text.count("Shan Yongchang") == 4 and done.text.count("Mou Chunhua") == 4


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        ({"甲": "First,", "乙": "Then it ends."}, "First. Then it ends."),
        ({"甲": "First", "乙": "Then it ends."}, "First. Then it ends."),
        ({"甲": "First,", "乙": "and it ends."}, "First, and it ends."),
        ({"甲": "First.", "乙": "Then it ends."}, "First. Then it ends."),
    ],
)
def test_segments_are_joined_as_sentences(pieces: dict[str, str], joined: str) -> None:
    engine = FakeEngine(lambda text: pieces[text[0]], window=16)
    (done,) = run(engine, ["甲" * 10 + "，" + "乙" * 10 + "。"], check=False)
    assert done.text == joined


def test_progress_counts_up_and_what_it_raises_stops() -> None:
    texts = [f"第{i}段{'文' * (i % 7)}。" for i in range(50)]
    told: list[tuple[int, int]] = []
    made = translator(FakeEngine(upper), check=False)
    made.translate(made.document(texts), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (50, 50)
    assert [done for done, _ in told] == sorted({done for done, _ in told}) and {total for _, total in told} == {50}

    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    engine = FakeEngine(upper)
    made = translator(engine, check=False)
    with pytest.raises(Stop):
        made.translate(made.document(texts), progress=stop)
    assert 0 < len(engine.seen) < 50


def test_the_hypothesis_that_keeps_the_figure_is_taken() -> None:
    script = [
        ("Eight projects were signed, worth nearly 20 billion yuan.", -0.10),
        ("Eight projects were signed, worth nearly 2 billion yuan.", -0.40),
        ("Eight projects were signed.", -0.05),
    ]
    (done,) = run(Scripted(script), [SIGNED], again=False, repair=False, notes=False)
    assert done.text == script[1][0] and done.findings == () and done.score == -0.40
    (best,) = run(Scripted(script), [SIGNED], check=False)
    assert best.text == script[0][0] and best.findings == ()


def test_among_hypotheses_that_are_right_the_model_decides() -> None:
    script = [
        ("Eight projects worth nearly 2 billion yuan were signed.", -0.1),
        ("8 projects, nearly 2 billion yuan in all, were signed.", -0.3),
    ]
    (done,) = run(Scripted(script), [SIGNED])
    assert done.text == script[0][0]


def test_a_loop_is_decoded_again_and_the_better_one_kept() -> None:
    loop = [("The meeting was held the meeting was held the meeting was held.", -0.1)] * 4
    good = [("The meeting was held in the city on time.", -0.3)] * 4
    engine = Scripted(loop, good)
    (done,) = run(engine, ["会议在全市按时举行。"])
    assert done.text == good[0][0] and done.ok
    assert engine.options[0].no_repeat_ngram == 0 and engine.options[1].no_repeat_ngram > 0
    # What comes back no better is not taken, and the finding stays.
    (kept,) = run(Scripted(loop, [("", -0.1)] * 4), ["会议在全市按时举行。"])
    assert kept.text == loop[0][0] and not kept.ok


def test_a_name_that_the_source_does_not_have_is_decoded_again() -> None:
    strange = [("The match ended in Zhejiang.", -0.1)] * 4
    good = [("The match ended in Zunyi.", -0.3)] * 4
    (done,) = run(Scripted(strange, good), ["比赛在遵义结束。"])
    assert done.text == good[0][0] and done.findings == ()


def test_names_that_no_finder_is_sure_of_are_told_when_the_first_answer_has_a_strange_one() -> None:
    engine = FakeEngine(lambda text: 'The "Jingxing-1" was launched, Wentong said.', hinted=True)
    made = translator(engine)
    (sentence,) = made.document(["桑海涛说，“晋星一号”发射成功。"])
    made.translate([replace(sentence, people=tuple(replace(p, confident=False) for p in sentence.people))])
    assert engine.hints == [(), (("桑海涛", "Sang Haitao"), ("晋星", "Jinxing"))]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("市教育局副局长冯启明介绍情况。", ("市教育局副局长", "deputy director of the municipal education bureau")),
        ("副省长仉向东出席会议。", ("副省长", "vice governor")),
        ("校长蓝志坚介绍情况。", None),  # a principal or a president: the sentence says which
        ("冯启明任市教育局副局长。", None),  # not beside its person
    ],
)
def test_a_post_that_is_known_as_a_whole_is_told_beside_its_person(source: str, told: tuple[str, str] | None) -> None:
    engine = FakeEngine(lambda text: "A sentence.", hinted=True)
    made = Translator(engine, options=PLAIN)
    made.translate(made.document([source]))
    posts = [hint for hint in engine.hints[0] if hint[0].endswith("长")]
    assert posts == ([told] if told else [])


def test_a_lost_figure_is_held_in_the_second_decoding() -> None:
    first = [("Eight projects were signed on the spot.", -0.1)] * 4
    second = [("Eight projects were signed on the spot with a total investment of X1.", -0.2)] * 4
    engine = Scripted(first, second)
    (done,) = run(engine, [SIGNED])
    assert engine.seen == [SIGNED, "8个项目现场签约，总投资X1。"]
    assert done.text == "Eight projects were signed on the spot with a total investment of nearly 2 billion yuan."
    assert done.findings == ()


def test_a_figure_that_no_decoding_keeps_is_noted() -> None:
    engine = Scripted([("Eight projects were signed on the spot.", -0.1)] * 4)
    (done,) = run(engine, [SIGNED])
    assert done.text == "Eight projects were signed on the spot (source: 近20亿元, nearly 2 billion yuan)."
    assert [f.kind for f in done.findings] == ["note"] and done.ok
    (bare,) = run(Scripted([("Eight projects were signed on the spot.", -0.1)] * 4), [SIGNED], notes=False)
    assert bare.text == "Eight projects were signed on the spot." and not bare.ok


def test_a_certain_repair_is_made_and_told() -> None:
    engine = Scripted([("Eight projects were signed, worth nearly 20 billion yuan.", -0.1)] * 4)
    (done,) = run(engine, [SIGNED], again=False)
    assert done.text == "Eight projects were signed, worth nearly 2 billion yuan."
    assert [f.severity for f in done.findings] == [Severity.INFO] and len(done.changes) == 1
    (raw,) = run(
        Scripted([("Eight projects were signed, worth nearly 20 billion yuan.", -0.1)] * 4),
        [SIGNED],
        again=False,
        repair=False,
        notes=False,
    )
    assert "20 billion" in raw.text and not raw.ok


def test_a_sentence_that_stopped_halfway_is_told() -> None:
    engine = FakeEngine(lambda text: "The meeting was", complete=lambda text, options: False)
    (done,) = run(engine, ["会议举行。"])
    assert "incomplete" in {f.kind for f in done.findings} and not done.ok


def test_names_reach_the_model_as_placeholders_and_come_back() -> None:
    engine = FakeEngine(lambda text: text.replace("市长", "Mayor ").replace("出席。", " came."))
    (done,) = run(engine, ["市长单永昌出席。"])
    assert engine.seen == ["市长X1出席。"]
    assert done.text == "Mayor Shan Yongchang came." and done.ok


def test_a_name_known_in_one_sentence_is_known_in_the_next() -> None:
    made = translator(FakeEngine(upper))
    first, second = made.document(["市长单永昌出席会议。", "单永昌说，会议开得好。"])
    assert [p.english for p in (*first.people, *second.people)] == ["Shan Yongchang"] * 2
    assert [s.text[p.start : p.end] for s in (first, second) for p in s.people] == ["单永昌"] * 2


def test_terms_are_not_looked_for_inside_names() -> None:
    made = Translator(
        FakeEngine(upper), glossary=Glossary.from_rows([("永昌", "Yongchang County"), ("会议", "conference")])
    )
    (s,) = made.document(["市长单永昌出席会议。"])
    assert [m.term.source for m in s.terms] == ["会议"]


def test_the_translator_counts_what_it_decodes_again() -> None:
    engine = FakeEngine(
        lambda text: "Projects began and began and began and began and began." if "循环" in text else "They began."
    )
    made = translator(engine)
    made.translate(made.document(["项目开工了。", "循环项目开工了。"]))
    assert made.decoded_again == 1


def test_a_firm_term_that_was_lost_is_held_in_the_second_decoding() -> None:
    engine = Scripted([("The town opened.", -0.1)] * 4, [("X1 opened.", -0.1)] * 4)
    made = Translator(
        engine, glossary=Glossary.from_rows([("量子城", "Quantum City")]), options=replace(PLAIN, terms="none")
    )
    (done,) = made.translate(made.document(["量子城开放。"]))
    assert engine.seen == ["量子城开放。", "X1开放。"]
    assert done.text == "Quantum City opened." and done.findings == ()


def test_a_mapping_of_another_document_does_not_leak() -> None:
    """The same words with and without a name in them are two sentences."""
    made = translator(FakeEngine(upper), check=False)
    (named,) = made.document(["市长单永昌出席。"])
    done = made.translate([named, SentenceInput(named.text)])
    assert [t.text for t in done] == ["<市长Shan Yongchang出席。>", "<市长单永昌出席。>"]


def test_english_into_chinese() -> None:
    engine = FakeEngine(lambda text: "8家企业签约，总投资近2亿元。")
    made = Translator(engine, options=replace(PLAIN, source="en", target="zh", again=False))
    (done,) = made.translate(made.document(["Eight firms signed contracts worth nearly 2 billion yuan in all."]))
    assert done.text == "8家企业签约，总投资近20亿元。"


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("beams", 2), ("hypotheses", 2), ("check", False), ("again", False), ("repair", False), ("coverage", False), ("notes", False),
        ("names", "source"), ("terms", "none"), ("segment_tokens", 40), ("source", "en"), ("target", "zh"),
    ],
)  # fmt: skip
def test_every_option_is_in_the_signature(change: str, value: object) -> None:
    changed = Translator(FakeEngine(), options=replace(TranslateOptions(), **{change: value}))  # type: ignore[arg-type]
    assert changed.signature() != Translator(FakeEngine()).signature()
    assert "\n" not in changed.signature()


def test_engine_model_and_glossary_are_in_the_signature() -> None:
    other, named = FakeEngine(), FakeEngine()
    other.model, named.name = "fake@1", "fake-int8"
    user = Glossary.builtin().merged(Glossary.from_rows([("量子城", "Quantum City")]))
    signatures = [
        Translator(e, glossary=g).signature()
        for e, g in ((FakeEngine(), None), (other, None), (named, None), (FakeEngine(), user))
    ]
    assert len(set(signatures)) == 4
    assert signatures[0] == Translator(FakeEngine()).signature()


def test_options_that_do_nothing_are_not_in_the_signature() -> None:
    """Without the check nothing of it happens: two runs that cannot differ have one signature."""
    off = TranslateOptions(check=False)
    assert (
        Translator(FakeEngine(), options=off).signature()
        == Translator(FakeEngine(), options=replace(off, notes=False, again=False, hypotheses=2)).signature()
    )


@pytest.mark.parametrize("sentences", [1, 3, 2_000])
def test_streams_give_each_document_its_own_whatever_the_window(sentences: int) -> None:
    documents = [["甲。", "乙。"], [], ["丙。"], ["甲。", "甲。", "丁。"], []]
    made = translator(FakeEngine(upper), check=False)
    done = list(stream(made, iter(documents), sentences=sentences))
    assert [[t.source for t in d] for d in done] == documents
    assert [[t.text for t in d] for d in done] == [[f"<{t}>" for t in d] for d in documents]


def test_a_stream_holds_no_more_than_its_window() -> None:
    read: list[int] = []

    def documents() -> object:
        for i in range(10):
            read.append(i)
            yield ["甲。", f"第{i}段。"]

    made = translator(FakeEngine(upper), check=False)
    done = stream(made, documents(), sentences=4)  # type: ignore[arg-type]
    next(done)
    assert len(read) == 2


def test_the_bundled_model_translates_in_order_and_is_sure_of_the_same_twice(engine: Engine) -> None:
    texts = ["会议于4月13日在成都举行。", "", "项目占地120亩，总投资近20亿元。", "会议于4月13日在成都举行。"]
    first = translate(texts, engine=engine)
    assert [t.source for t in first] == texts
    assert first[0].text == first[3].text and "April 13" in first[0].text and "Chengdu" in first[0].text
    assert "120 mu" in first[2].text and "2 billion yuan" in first[2].text
    assert first == translate(texts, engine=engine)


def test_the_bundled_model_splits_what_is_over_its_window(engine: Engine) -> None:
    text = "会议强调要加强安全生产工作" * 60
    (done,) = translate([text], engine=engine, check=False, beams=1)
    assert done.text.count("safety") >= 5


ANSWERS: dict[str, Callable[[str], str]] = {
    "nothing": lambda t: "",
    "echo": str,
    "noise": lambda t: "X1 X9 (((\x00 20 billion 亿",
}


@pytest.mark.parametrize("answer", sorted(ANSWERS))
@settings(max_examples=15, deadline=None)
@given(
    texts=st.lists(
        st.sampled_from([SIGNED, "市长单永昌出席。", "", "好。", "占地120亩，增长12.3%，收入140亿元至145亿元。"]),
        max_size=5,
    )
)
def test_whatever_the_model_says_every_text_has_its_answer(answer: str, texts: list[str]) -> None:
    done = run(FakeEngine(ANSWERS[answer]), texts, coverage=True)
    assert [t.source for t in done] == texts
    for t in done:
        for item in (*t.findings, *t.links):
            for span, text in ((item.source, t.source), (item.target, t.text)):
                assert span is None or 0 <= span[0] <= span[1] <= len(text)
        if answer != "echo" and t.source in (SIGNED,):
            assert t.findings
