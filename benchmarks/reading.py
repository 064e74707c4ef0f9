"""How long reading takes, file by file: a folder of small files made here, in the formats that press offices send.

    python -m benchmarks.reading [--files N]

Prints milliseconds a file for each format, the first file (which starts a reader process) apart.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from pathlib import Path

from reading import read_article

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200, help="files of each format")
    options = parser.parse_args()
    texts = [path.read_text("utf-8").splitlines() for path in sorted(EXAMPLES.glob("*.txt"))]
    for name, make in MAKERS.items():
        files = [make([line for line in lines if line.strip()]) for lines in texts]
        began = time.perf_counter()
        read_article(f"a.{name}", data=files[0])
        first = time.perf_counter()
        for n in range(options.files):
            read_article(f"a.{name}", data=files[n % len(files)])
        took = time.perf_counter() - first
        print(f"{name:5} first {1000 * (first - began):7.0f} ms, then {1000 * took / options.files:6.1f} ms a file")


if __name__ == "__main__":
    main()
