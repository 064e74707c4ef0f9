"""How long reading takes, file by file: a folder of small files made here, in the formats that press offices send.

    python -m benchmarks.reading [--files N]

Prints milliseconds a file for each format, by the clock and of the processor (this process and its readers), the first file (which starts a
reader process) apart. Where other work takes the cores, the processor's time is the measure.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
from collections.abc import Callable
from pathlib import Path

from reading import read_article
from reading.processes import close

EXAMPLES = Path(__file__).parents[1] / "examples"


def docx(lines: list[str]) -> bytes:
    import docx as writer

    document = writer.Document()
    for n, line in enumerate(lines):
        document.add_paragraph(line, style=None if n else "Title")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def html(lines: list[str]) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines[1:])
    return f"<html><head><meta charset=utf-8></head><body><h1>{lines[0]}</h1><div class=text>{paragraphs}</div></body></html>".encode()


def pdf(lines: list[str]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    y = 0
    for line in lines:
        for at in range(0, len(line), 36):
            if y < 60:
                canvas.showPage()
                canvas.setFont("STSong-Light", 12)
                y = 790
            canvas.drawString(72, y, line[at : at + 36])
            y -= 18
    canvas.save()
    return file.getvalue()


MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": lambda lines: "\n".join(lines).encode("gb18030"),
    "md": lambda lines: ("# " + "\n\n".join(lines)).encode(),
    "html": html,
    "docx": docx,
    "pdf": pdf,
}


def cost(name: str, files: list[bytes]) -> tuple[float, float]:
    """Milliseconds that files take: by the clock, and of the processor in this process and the reader, started for them and ended."""
    began, used = time.perf_counter(), processor()
    for data in files:
        read_article(f"a.{name}", data=data)
    close()
    return 1000 * (time.perf_counter() - began), 1000 * (processor() - used)


def processor() -> float:
    """Seconds of the processor that this process and those that it ended have had."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200, help="files of each format")
    options = parser.parse_args()
    texts = [path.read_text("utf-8").splitlines() for path in sorted(EXAMPLES.glob("*.txt"))]
    print(f"{'':5} {'first file: clock':>18} {'processor':>10} {'each other: clock':>18} {'processor':>10}   (ms)")
    for name, make in MAKERS.items():
        made = [make([line for line in lines if line.strip()]) for lines in texts]
        files = [made[n % len(made)] for n in range(options.files + 1)]
        first, whole = cost(name, files[:1]), cost(name, files)
        each = [(b - a) / options.files for a, b in zip(first, whole, strict=True)]
        print(f"{name:5} {first[0]:18.0f} {first[1]:10.0f} {each[0]:18.1f} {each[1]:10.1f}")


if __name__ == "__main__":
    main()
