"""Scores of a model or strategy beside other systems' outputs: likeness to references, fidelity to sources, speed.

BLEU and chrF are sacrebleu's, with its signatures and its paired bootstrap (Koehn 2004, https://aclanthology.org/W04-3250); ROUGE is
rouge-score's mean F1, over characters and Latin words for Chinese. Fidelity asks the source, not the reference, and
every system is asked the same.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from brief.evaluation.data import Data, Row, load_data
from brief.recipe import Recipe
from facts.quantities import quantities
from jianbao.errors import InputError
from jianbao.sentences import split
from jianbao.version import VERSION
from summarize.extract.measures import words_of
from summarize.written.attribution import Encode, attribute
from translate import notes
from translate.check.comparison import SourceFacts, check
from translate.check.report import LinkStatus
from translate.translation import Translation
from translate.translator import Translator

if TYPE_CHECKING:
    import numpy as np

    from brief.pipeline import Composer, Event

__all__ = ["Data", "Evaluation", "Row", "Scores", "evaluate", "load_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """One system. bleu, chrf, rouge: 0 to 100, None for the reference itself.

    fidelity: share of outputs without an error finding (articles: of sentences that the article supports).
    quantities, names: share of those of the source that the output has (articles: of those of the output that the
    article has); None where there are none. words_per_second: English words of output a second, without loading; None
    for recorded outputs. p: two-sided p of the paired bootstrap against the first system.
    """

    system: str
    bleu: float | None
    chrf: float | None
    rouge1: float | None
    rouge2: float | None
    rougeL: float | None
    fidelity: float
    quantities: float | None
    names: float | None
    words_per_second: float | None = None
    p: dict[str, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What was measured, with everything needed to measure it again. outputs: of the first system, one a row."""

    data: str
    rows: int
    source: str
    target: str
    strategy: str
    signature: str
    signatures: dict[str, str]
    samples: int
    scores: tuple[Scores, ...]
    outputs: tuple[str, ...]

    def as_json(self) -> str:
        """The JSON form."""
        return json.dumps(
            {"schema": "jianbao.evaluation/1", "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=2
        )

    def table(self) -> str:
        """The table that the command prints; a star marks a difference from the first system with p < 0.05."""
        head = (
            "system",
            "BLEU",
            "chrF",
            "ROUGE-1",
            "ROUGE-2",
            "ROUGE-L",
            "fidelity %",
            "figures %",
            "names %",
            "words/s",
        )
        body = [
            (
                s.system,
                *(
                    _cell(value) + ("*" if (s.p or {}).get(name, 1.0) < 0.05 else " ")
                    for name, value in (
                        ("BLEU", s.bleu),
                        ("chrF", s.chrf),
                        ("ROUGE-1", s.rouge1),
                        ("ROUGE-2", s.rouge2),
                        ("ROUGE-L", s.rougeL),
                    )
                ),
                *(_cell(None if v is None else 100 * v) for v in (s.fidelity, s.quantities, s.names)),
                _cell(s.words_per_second),
            )
            for s in self.scores
        ]
        widths = [max(len(row[i].rstrip()) + row[i].endswith(" ") for row in (head, *body)) for i in range(len(head))]
        lines = [
            "  ".join(
                cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (head, *body)
        ]
        lines += ["", f"{self.data}: {self.rows:,} rows, {self.source} to {self.target}, {self.strategy}"]
        lines += [f"{name}: {signature}" for name, signature in self.signatures.items()]
        if self.samples and any(s.p for s in self.scores):
            lines.append(
                f"* differs from {self.scores[0].system}: paired bootstrap, {self.samples:,} resamples, p < 0.05"
            )
        return "\n".join([*lines, self.signature])


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def evaluate(
    data: Data,
    *,
    recipe: Recipe | None = None,
    strategy: str = "auto",
    samples: int = 1000,
    composer: Composer | None = None,
    progress: Callable[[Event], None] | None = None,
) -> Evaluation:
    """Run a model or strategy over `data` and score it, the recorded systems and (fidelity only) the references.

    recipe: its strategy and languages give way to `strategy` and the data's. strategy: `translate` row by row, or
    that of a brief; `auto` is translate for sentences and extract for articles. composer: a loaded one in place of
    the recipe. samples: resamples of the paired bootstrap, 0 for none. Raises InputError, ModelError.
    """
    from brief.loading import load_composer, load_translator
    from brief.pipeline import Composer

    recipe = recipe or Recipe()
    _metrics(data.target)  # told before minutes of work where a library is missing
    if strategy == "auto":
        strategy = (
            composer.recipe.strategy if composer else ("extract" if data.articles or recipe.summarizer else "translate")
        )
        strategy = "translate" if composer and not data.articles else strategy
    translating = strategy == "translate"
    recipe = recipe.with_options(
        strategy="extract" if translating else strategy, source=data.source, target=data.target
    )
    # Briefs are of zh and en; sentences of any language that a model has.
    ready = composer or (Composer(load_translator(recipe), recipe=recipe) if translating else load_composer(recipe))
    began = time.perf_counter()
    outputs = _translate(data, ready.translator, progress) if translating else _briefs(data, ready, progress)
    seconds = time.perf_counter() - began
    name = ready.translator.engine.model.split("@")[0] if translating else strategy
    systems = {name: tuple(outputs), **{(k if k != name else f"{k} (recorded)"): v for k, v in data.systems.items()}}
    references = [r.reference for r in data.rows]
    speed = sum(words_of(t, language=data.target) for t in outputs) / max(seconds, 1e-9)
    likeness, signatures = _likeness(systems, references, data.target, samples if len(data.rows) > 1 else 0)
    encode = ready.encode
    if composer is None and not translating and not ready.translator.engine.model.startswith("compact"):
        from models import load_compact

        encode = load_compact(
            engine=recipe.engine
        ).encode  # one measure for all models, and one that knows both languages
    assert encode is not None or translating, "an engine without vectors has the compact model's"
    faithful = _sentences(data, ready.translator) if encode is None or translating else _articles(data, encode)
    scores = [
        Scores(
            system=system,
            **likeness[system],
            **faithful(texts),
            words_per_second=round(speed, 1) if system == name else None,
        )
        for system, texts in systems.items()
    ]
    blank: dict[str, Any] = dict.fromkeys(("bleu", "chrf", "rouge1", "rouge2", "rougeL"))
    scores.append(Scores(system="reference", **blank, **faithful(references)))
    return Evaluation(
        data=data.name, rows=len(data.rows), source=data.source, target=data.target, strategy=strategy,
        signatures=signatures, samples=samples,
        signature=str(ready.translator.signature() if translating else ready.signature()), scores=tuple(scores), outputs=tuple(outputs),
    )  # fmt: skip


def _translate(data: Data, translator: Translator, progress: Callable[[Event], None] | None) -> list[str]:
    from brief.path import Event

    inputs = [s for row in data.rows for s in translator.document([row.source])]
    done: list[Translation] = translator.translate(
        inputs, progress=(lambda n, total: progress(Event("translate", n, total))) if progress else None
    )
    return [t.text for t in done]


def _briefs(data: Data, composer: Composer, progress: Callable[[Event], None] | None) -> list[str]:
    from brief.path import Event
    from reading.article import from_text

    out = []
    for n, row in enumerate(data.rows, 1):
        article = from_text(row.source, title=row.title or None, name=f"row {n}", language=data.source)
        out.append(composer.compose(article).text)
        if progress:
            progress(Event("brief", n, len(data.rows)))
    return out


def _tokens(language: str) -> Any:
    """rouge-score knows Latin letters only: of Chinese, every character is a token."""

    class Tokenizer:
        def tokenize(self, text: str) -> list[str]:
            return re.findall(r"[\u3400-\u9fff]|[a-z]+|\d+(?:\.\d+)?", text.lower())

    return Tokenizer() if language == "zh" else None


def _metrics(language: str) -> tuple[dict[str, Any], Any]:
    try:
        from rouge_score.rouge_scorer import RougeScorer
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError as error:
        raise InputError("brief.scoring_library", library=error.name) from None
    rouge = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=language == "en", tokenizer=_tokens(language))
    return {"BLEU": BLEU(tokenize="zh" if language == "zh" else "13a"), "chrF": CHRF()}, rouge


def _likeness(
    systems: dict[str, tuple[str, ...]], references: list[str], language: str, samples: int
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Scores against the references by system, and the signatures of the metrics."""
    import logging

    import numpy as np

    metrics, rouge = _metrics(language)
    # Sentences end in " ." in a detokenized text as well as not; sacrebleu's warning about it says nothing here.
    logging.getLogger("sacrebleu").setLevel(logging.ERROR)
    scores: dict[str, dict[str, Any]] = {}
    rows: dict[str, dict[str, np.ndarray]] = {}
    for system, texts in systems.items():
        found = [rouge.score(reference, text) for reference, text in zip(references, texts, strict=True)]
        rows[system] = {n: 100 * np.array([f[n].fmeasure for f in found]) for n in ("rouge1", "rouge2", "rougeL")}
        scores[system] = {n: round(float(v.mean()), 2) for n, v in rows[system].items()}
        for name, metric in metrics.items():
            scores[system][name.lower()] = round(metric.corpus_score(list(texts), [references]).score, 2)
    signatures = {name: str(metric.get_signature()) for name, metric in metrics.items()}
    signatures["ROUGE"] = (
        f"rouge-score|mean F1|{'characters' if language == 'zh' else 'words, stemmed'}|version:{_version('rouge-score')}"
    )
    if samples and len(systems) > 1:
        _significance(systems, references, metrics, rows, scores, samples)
    return scores, signatures


def _significance(
    systems: dict[str, tuple[str, ...]],
    references: list[str],
    metrics: dict[str, Any],
    rows: dict[str, dict[str, np.ndarray]],
    scores: dict[str, dict[str, Any]],
    samples: int,
) -> None:
    """Put the p values of the paired bootstrap against the first system into `scores`."""
    import numpy as np
    from sacrebleu.significance import PairedTest

    named = [(name, list(texts)) for name, texts in systems.items()]
    _, results = PairedTest(named, metrics, [references], test_type="bs", n_samples=samples)()
    first = named[0][0]
    picks = np.random.default_rng(12345).choice(len(references), size=(samples, len(references)), replace=True)
    for i, (name, texts) in enumerate(named[1:], 1):
        if texts == named[0][1]:  # no resample differs, which sacrebleu takes for the rarest of differences
            scores[name]["p"] = dict.fromkeys(("BLEU", "chrF", "ROUGE-1", "ROUGE-2", "ROUGE-L"), 1.0)
            continue
        # sacrebleu calls chrF by its beta there.
        p = {name: float(results[key][i].p_value) for name, key in (("BLEU", "BLEU"), ("chrF", "chrF2"))}
        for measure, label in (("rouge1", "ROUGE-1"), ("rouge2", "ROUGE-2"), ("rougeL", "ROUGE-L")):
            differences = rows[name][measure] - rows[first][measure]
            drawn = np.abs(differences[picks].mean(1))
            drawn -= drawn.mean()
            p[label] = float((1 + (drawn > abs(differences.mean())).sum()) / (samples + 1))  # as sacrebleu computes it
        scores[name]["p"] = p


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def _share(good: int, total: int) -> float | None:
    return good / total if total else None


def _sentences(data: Data, translator: Translator) -> Callable[[Sequence[str]], dict[str, Any]]:
    """Fidelity of translations: the check of every translation against its source."""
    facts = []
    for row in data.rows:
        (s,) = translator.document([row.source])
        facts.append(SourceFacts.of(s.text, people=s.people, terms=s.terms, language=data.source))

    def measure(texts: Sequence[str]) -> dict[str, Any]:
        clean, counted, agreed = 0, {"quantity": 0, "name": 0}, {"quantity": 0, "name": 0}
        for known, text in zip(facts, texts, strict=True):
            report = check(known, notes.without(text), target_language=data.target)
            clean += not report.errors
            met = {link.source: link for link in report.links}
            for q in known.quantities:
                if not q.weak:
                    link = met.get((q.start, q.end))
                    counted["quantity"] += 1
                    agreed["quantity"] += link is not None and link.status is LinkStatus.AGREES
            for person in known.people:
                link = met.get((person.start, person.end))
                counted["name"] += 1
                agreed["name"] += link is not None and link.status is LinkStatus.AGREES
        return {
            "fidelity": clean / len(facts),
            "quantities": _share(agreed["quantity"], counted["quantity"]),
            "names": _share(agreed["name"], counted["name"]),
        }

    return measure


def _articles(data: Data, encode: Encode) -> Callable[[Sequence[str]], dict[str, Any]]:
    """Fidelity of briefs: whether the article supports each of their sentences."""
    articles = [[s.text for s in split(f"{row.title}\n{row.source}", language=data.source)] for row in data.rows]

    def measure(texts: Sequence[str]) -> dict[str, Any]:
        good = total = figures = stray = names = strange = 0
        for sources, text in zip(articles, texts, strict=True):
            said = [s.text for s in split(notes.without(text), language=data.target)]
            for sentence, support in zip(
                said, attribute(said, sources, language=data.source, target=data.target, encode=encode), strict=True
            ):
                good += support.supported
                total += 1
                figures += sum(not q.weak for q in quantities(sentence, language=data.target))
                stray += len(support.figures)
                names += len(support.named)
                strange += len(support.names)
        return {
            "fidelity": good / max(1, total),
            "quantities": _share(figures - stray, figures),
            "names": _share(names - strange, names),
        }

    return measure
