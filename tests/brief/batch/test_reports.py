"""What a batch tells: its index, its summary, its lines."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from brief.batch.progress import JsonLines, duration, failure, standing
from tests.support.batches import briefs, run, text


def test_the_index_links_every_brief_and_escapes_what_it_shows(news: Path, out: Path) -> None:
    (news / "a b#?.txt").write_text(text(5))
    run(out, news, formats=("md", "html"))
    index = (out / "index.html").read_text()
    from urllib.parse import unquote

    links = {unquote(link) for link in re.findall(r'href="([^"]+)"', index)}
    assert links == briefs(out) and len(links) == 10
    assert "Content-Security-Policy" in index and "<script" not in index
    headlines = [json.loads(line)["headline"] for line in ()] or re.findall(r"Headline [0-9a-f]{8}", index)
    assert len(headlines) == 5


def test_the_summary_counts(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    run(out, news)
    summary = json.loads((out / "summary.json").read_text())
    assert summary["items"] == {"pending": 0, "running": 0, "done": 4, "failed": 1, "skipped": 0}
    assert summary["errors"] == {"input": 1}
    assert summary["words"] == sum(
        len(m.split())
        for p in out.rglob("*.md")
        for m in re.findall(r"Point [0-9a-f]{12} of \d+ characters\.", p.read_text().split("## Evidence")[0])
    )
    found = sum("error: " in p.read_text() for p in out.rglob("*.md"))
    assert (
        summary["findings"] == ({"error:quantity": found} if found else {})
        and summary["briefs_with_errors_left"] == found
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(3, "3 s"), (89, "89 s"), (600, "10 min"), (36_000, "10.0 h")]
)  # fmt: skip
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_standing() -> None:
    assert standing(25, 100, 3, 10.0) == "25 of 100 (25%), 2.5/s, 30 s to go, 3 failed"
    assert "unknown" in standing(0, 100, 0, 0.0)


def test_json_lines(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    file = io.StringIO()
    run(out, news, progress=JsonLines(file))
    events = [json.loads(line) for line in file.getvalue().splitlines()]
    assert [e["event"] for e in events].count("done") == 4
    assert [(e["error"], e["item"]) for e in events if e["event"] == "failed"] == [("input", str(news / "bad.txt"))]
    assert events[-1]["event"] == "end" and events[-1]["run"]["failed"] == 1


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("a.txt holds no text.", "failed (input): a.txt holds no text."),
        ("The server could not be reached.", "failed (input): in/a.txt: The server could not be reached."),
    ],
)
def test_a_failure_names_its_item(reason: str, expected: str) -> None:
    assert failure("in/a.txt", "input", reason) == expected
