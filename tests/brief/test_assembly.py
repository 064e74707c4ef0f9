"""Parts of a brief that are made after translation."""

from __future__ import annotations

import pytest

from brief import review
from brief.drafts import Draft
from brief.plan import BriefSentence
from facts.quantities import quantities
from jianbao.sentences import Sentence, split
from models.engines.protocols import Engine
from summarize import Selected
from translate.check.comparison import check
from translate.check.messages import say
from translate.check.report import Finding, FindingKind, Reason, Severity
from translate.repair import annotate
from translate.translation import Translation
from translate.translator import Translator

TEXT = "电子科技大学与温江签约，总投资近20亿元。电子科技大学党委书记王亚非出席。电子科技大学将派出26个项目。"
ENGLISH = (
    "The University of Electronic Science and Technology of China signed with Wenjiang, with an investment of nearly 2 billion yuan.",
    "Wang Yafei, Party secretary of the University of Electronic Science and Technology of China, attended.",
    "The University of Electronic Science and Technology of China will send 62 projects.",
)


def kept_of(translator: Translator) -> list[BriefSentence]:
    sentences = split(TEXT)
    inputs = translator.document([s.text for s in sentences])
    drafts = [Draft(Selected(s, s.text, (), 1.0, ()), (s,)) for s in sentences]
    translations = [Translation(s.text, e) for s, e in zip(sentences, ENGLISH, strict=True)]
    return [BriefSentence(d, t, i) for d, t, i in zip(drafts, translations, inputs, strict=True)]


def test_a_name_is_written_out_once_and_the_facts_stay_linked(engine: Engine) -> None:
    translator = Translator(engine)
    kept = kept_of(translator)
    out = [k.translation for k in review.abbreviated(kept, translator)]
    assert "University of Electronic Science and Technology of China (UESTC)" in out[0].text
    assert "University of" not in out[1].text and "secretary of UESTC" in out[1].text
    assert out[2].text.startswith("UESTC will send")
    spans = {(link.kind, t.text[slice(*link.target)]) for t in out for link in t.links if link.target}
    assert ("quantity", "nearly 2 billion yuan") in spans
    assert ("name", "Wang Yafei") in spans
    assert any(kind == "term" and text == "UESTC" for kind, text in spans)
    # What was wrong before is still told.
    assert any("26个" in say(f) and "62" in say(f) for f in out[2].findings)


def test_a_name_that_comes_once_stays_as_it_is(engine: Engine) -> None:
    translator = Translator(engine)
    kept = kept_of(translator)
    assert review.abbreviated(kept[:1], translator) == kept[:1]


@pytest.mark.parametrize(
    ("filed", "chinese", "english", "expected"),
    [
        (
            "6月6日",
            "常委会5日启动执法检查。",
            "The committee launched a check on the 5th.",
            "The committee launched a check on June 5.",
        ),
        (
            "6月6日",
            "常委会6日启动执法检查。",
            "On 6th, the committee launched a check.",
            "On June 6, the committee launched a check.",
        ),
        (
            "6月6日",
            "常委会29日启动执法检查。",
            "The committee launched a check on the 29th.",
            None,
        ),  # of May, as it seems
        ("6月6日", "常委会5月5日启动执法检查。", "The committee launched a check on May 5.", None),
        (
            "6月20日",
            "常委会5日启动执法检查。",
            "The committee launched a check on the 5th.",
            None,
        ),  # too long ago to be sure
        ("2025年", "常委会5日启动执法检查。", "The committee launched a check on the 5th.", None),
        ("6月6日", "这是第5次执法检查。", "This is the 5th check.", None),  # no day
    ],
)
def test_a_bare_day_has_the_month_of_the_dateline(
    engine: Engine, filed: str, chinese: str, english: str, expected: str | None
) -> None:
    translator = Translator(engine)
    (sentence,) = split(chinese)
    inputs = translator.document([chinese])
    report = check(translator.facts(inputs[0]), english)
    draft = Draft(Selected(sentence, chinese, (), 1.0, ("lead",)), (sentence,))
    kept = [BriefSentence(draft, Translation(chinese, english, -0.5, report.findings, report.links), inputs[0])]
    out = review.dated(kept, quantities(filed)[0], translator)[0].translation
    assert out.text == (expected or english)
    assert any(f.kind is FindingKind.DATELINE for f in out.findings) == bool(expected)
    if expected:
        assert "June" in next(out.text[slice(*k.target)] for k in out.links if k.quantity and k.target)
    assert review.dated(kept, None, translator) == kept


@pytest.mark.parametrize(
    ("findings", "chosen"),
    [
        ((), 1),
        ((Finding(Reason.DATELINE_MONTH, Severity.INFO),), 1),
        ((Finding(Reason.UNSURE_SENTENCE, Severity.WARNING),), 2),
        ((Finding(Reason.REPAIR_DONE, Severity.INFO),), 2),
    ],
)
def test_a_title_is_told_in_one_where_nothing_is_in_doubt(findings: tuple[Finding, ...], chosen: int) -> None:
    title = "总投资86.5亿元！18个项目开工"
    first, second = split(title)
    whole = Sentence(title, first.start, second.end, first.paragraph)
    parts = [Selected(s, s.text, (), 1.0, ("title",)) for s in (whole, first, second)]
    english = ["18 projects worth 8.65 billion yuan start", "With 8.65 billion yuan", "18 projects start"]
    translations = [
        Translation(p.text, e, -0.3, findings if i == 0 else ())
        for i, (p, e) in enumerate(zip(parts, english, strict=True))
    ]
    both = list(zip(parts, translations, strict=True))
    assert [t.text for _, t in review.titles(both)] == (english[:1] if chosen == 1 else english[1:])
    assert review.titles(both[1:]) == both[1:]


def test_the_chinese_of_a_note_is_no_fault_when_a_sentence_is_told_anew(engine: Engine) -> None:
    translator = Translator(engine)
    chinese = "常委会5日启动执法检查，覆盖26个城市，11月18日结束。"
    (sentence,), inputs = split(chinese), translator.document([chinese], month=6)
    facts = translator.facts(inputs[0])
    english = "The committee launched a check on the 5th."
    noted = annotate(facts, english, check(facts, english))
    assert "(source: 26个, 26; 11月18日, November 18)" in noted.text
    draft = Draft(Selected(sentence, chinese, (), 1.0, ("lead",)), (sentence,))
    kept = [
        BriefSentence(
            draft, Translation(chinese, noted.text, -0.5, noted.report.findings, noted.report.links), inputs[0]
        )
    ]
    out = review.dated(kept, quantities("6月6日")[0], translator)[0].translation
    assert "June 5 (source: 26个, 26; 11月18日, November 18)." in out.text
    assert {f.kind for f in out.findings} == {"note", "dateline"}


def weighed(words: int, worth: float) -> BriefSentence:
    text = "甲" * words
    selected = Selected(Sentence(text, 0, len(text), 0), text, (), 0.5, (), worth)
    return BriefSentence(Draft(selected, ()), Translation(text, "word " * words), None)


@pytest.mark.parametrize(
    "points, kept",
    [
        ([(60, 1.0), (40, 9.0), (35, 8.0)], [60, 40, 35]),  # a tenth over is no matter
        ([(60, 0.1), (40, 9.0), (30, 8.0), (20, 3.0)], [60, 40, 30]),  # the least worth goes, never the first
        ([(60, 9.0), (40, 5.0), (45, 4.0), (4, 0.5)], [60, 40, 4]),  # one that makes room, rather than two
        ([(90, 9.0), (30, 5.0), (31, 4.0), (40, 6.0)], [90, 40]),
        ([(200, 9.0)], [200]),
    ],
)
def test_a_brief_that_is_too_long_loses_what_costs_least(points: list[tuple[int, float]], kept: list[int]) -> None:
    left = review.within([weighed(words, worth) for words, worth in points], 130, "en")
    assert [len(k.translation.text.split()) for k in left] == kept
