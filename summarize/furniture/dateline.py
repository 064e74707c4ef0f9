"""Datelines: 新华社北京9月26日电（记者 …）, 本报讯（…）, BEIJING, Sept. 26 (Xinhua) --; place, date and agency told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarize.furniture.rules import datelines


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when an article was filed, as written; a part that is not there is "". start, end: the whole dateline in the text."""

    place: str
    date: str
    agency: str
    start: int
    end: int

    def moved(self, by: int) -> Dateline:
        return replace(self, start=self.start + by, end=self.end + by)


def find(line: str, *, language: str = "zh") -> Dateline | None:
    """The dateline at the start of a line, byline in brackets included; offsets into the line."""
    for pattern in datelines(language):
        m = pattern.match(line)
        if m is None:
            continue
        parts = m.groupdict()
        if "agency" in parts and "mark" in parts:
            # 新华社北京电 and 北京电力: what follows the mark tells them apart, where there is neither date nor byline.
            apart = not line[m.end("mark") : m.end("mark") + 1].strip() or line[m.end("mark")] in "（(】]:："
            if not (parts["date"] or apart or parts["by"]):
                continue
        return Dateline(parts["place"], parts["date"] or "", (parts.get("agency") or "").strip(), 0, m.end())
    return None
