"""Plots of what benchmarks/speed has recorded: speed against batch size, and quality against speed, as SVG in docs/.

    python -m benchmarks.speed --record docs/speed.jsonl && python -m benchmarks.plots [docs/speed.jsonl] [--out docs]

Of each machine and setting the latest recording counts. Speeds are words a second of CPU time (cores together), which
other work on the machine changes little.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 50, 60
COLOURS = ("#1f5fa8", "#c2491d", "#2f7d4f", "#7a4a9e")


@dataclass(frozen=True, slots=True)
class Series:
    """Points (x, y, label) under one name, joined by a line."""

    name: str
    points: Sequence[tuple[float, float, str]]


def ticks(low: float, high: float, *, log: bool) -> list[float]:
    """Round values between the bounds: powers of two on a logarithmic axis, else some five steps of 1, 2 or 5."""
    if log:
        return [2.0**k for k in range(math.ceil(math.log2(low) - 1e-9), math.floor(math.log2(high) + 1e-9) + 1)]
    raw = (high - low) / 5
    power = 10 ** math.floor(math.log10(raw))
    step = next(power * k for k in (1, 2, 5, 10) if power * k >= raw)
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def bounds(values: Sequence[float], *, log: bool, zero: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    if log:
        return low / 1.15, high * 1.15
    room = (high - low or abs(high) or 1.0) * 0.12
    return (0.0 if zero else low - room), high + room


def chart(title: str, x: str, y: str, series: Sequence[Series], *, log: bool = False, zero: bool = False) -> str:
    """An SVG. log: of the x axis; zero: the y axis begins there."""
    every = [p for s in series for p in s.points]
    x0, x1 = bounds([p[0] for p in every], log=log, zero=False)
    y0, y1 = bounds([p[1] for p in every], log=False, zero=zero)

    def across(value: float) -> float:
        part = math.log(value / x0) / math.log(x1 / x0) if log else (value - x0) / (x1 - x0)
        return LEFT + part * (WIDTH - LEFT - RIGHT)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (value - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="26" font-size="15" fill="#222">{escape(title)}</text>',
    ]
    for value in ticks(x0, x1, log=log):
        at = across(value)
        out.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        out.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#444">{value:,g}</text>')
    for value in ticks(y0, y1, log=False):
        at = up(value)
        out.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#444">{value:,g}</text>')
    out.append(
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 16}" text-anchor="middle" fill="#222">{escape(x)}</text>'
    )
    middle = (TOP + HEIGHT - BOTTOM) / 2
    out.append(
        f'<text x="18" y="{middle}" text-anchor="middle" fill="#222" transform="rotate(-90 18 {middle})">{escape(y)}</text>'
    )
    for number, s in enumerate(series):
        colour = COLOURS[number % len(COLOURS)]
        places = [(across(a), up(b), label) for a, b, label in s.points]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b, _ in places)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for a, b, label in places:
            out.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>')
            if label:
                out.append(f'<text x="{a + 7:.1f}" y="{b - 7:.1f}" fill="{colour}">{escape(label)}</text>')
        out.append(f'<circle cx="{WIDTH - RIGHT + 18}" cy="{TOP + 12 + 20 * number}" r="4" fill="{colour}"/>')
        out.append(f'<text x="{WIDTH - RIGHT + 28}" y="{TOP + 16 + 20 * number}" fill="#222">{escape(s.name)}</text>')
    return "\n".join([*out, "</svg>", ""])


def place(record: dict[str, Any]) -> str:
    m = record["machine"]
    return f"{m['cores']} cores of {m['cpu']}"


def latest(records: Sequence[dict[str, Any]], part: str, *names: str) -> dict[str, list[dict[str, Any]]]:
    """Records of a part by machine, the last of each setting (`names`)."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        if record["part"] == part:
            found[(place(record), *(record[name] for name in names))] = record
    out: dict[str, list[dict[str, Any]]] = {}
    for key, record in sorted(found.items(), key=lambda item: tuple(map(str, item[0][:1])) + tuple(item[0][1:])):
        out.setdefault(key[0], []).append(record)
    return out


def speed_chart(records: Sequence[dict[str, Any]]) -> str | None:
    """Words a second against tokens in a batch."""
    found = latest(records, "batch", "tokens")
    if not found:
        return None
    series = [
        Series(m if len(found) > 1 else "int8, beam 4", [(r["tokens"], r["words"] / r["cpu"], "") for r in rows])
        for m, rows in found.items()
    ]
    return chart(
        f"Speed by batch: {', '.join(found)}",
        "source tokens in a batch",
        "English words a second of CPU",
        series,
        log=True,
        zero=True,
    )


def quality_chart(records: Sequence[dict[str, Any]]) -> str | None:
    """chrF against words a second, by beams and compute type."""
    found = latest(records, "quality", "compute", "beams")
    if not found:
        return None
    series = []
    for m, rows in found.items():
        for compute in dict.fromkeys(r["compute"] for r in rows):
            points = [(r["words"] / r["cpu"], r["chrf"], f"beam {r['beams']}") for r in rows if r["compute"] == compute]
            series.append(Series(compute if len(found) == 1 else f"{compute}, {m}", points))
    count = next(iter(found.values()))[0]["sentences"]
    return chart(f"Quality and speed: flores-dev, {count} sentences", "English words a second of CPU", "chrF", series)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="?", type=Path, default=ROOT / "docs" / "speed.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    args = parser.parse_args()
    records = [json.loads(line) for line in args.records.read_text("utf-8").splitlines() if line.strip()]
    for name, made in (("speed-batch.svg", speed_chart(records)), ("speed-quality.svg", quality_chart(records))):
        if made is None:
            print(f"{name}: nothing was recorded for it.")
            continue
        (args.out / name).write_text(made, encoding="utf-8")
        print(args.out / name)


if __name__ == "__main__":
    main()
