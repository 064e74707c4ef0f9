"""Which format a file is in (the ending of its name, checked against its first bytes), and the reader for each."""

import io
import zipfile
from pathlib import PurePath

from jianbao.errors import InputError
from reading.decoding import decode
from reading.lines import Extract, unwrap, wrapped

FORMATS = ("txt", "md", "html", "docx", "pdf")
_ENDINGS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_GIVE = "Give txt, md, html, docx or pdf"

# First bytes of what people hand over by mistake.
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "bmp"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"RIFF", "a WebP picture or an audio file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"%!PS", "a PostScript file"),
)


def find_format(data: bytes, *, name: str, asked: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The format of a file (one of FORMATS) and notes where name and content disagree. Raises InputError."""
    if asked is not None and asked not in FORMATS:
        raise InputError(f"format {asked!r} is not known: give one of {', '.join(FORMATS)}.")
    ending = PurePath(name).suffix.lower()
    named = asked or _ENDINGS.get(ending)
    label = f"the format {asked}" if asked else f"the ending {ending or 'of its name'}"
    if named is None and ending in _TABLES:
        raise InputError(f"{name} is a table of articles, not one article. Run the batch command on it.")
    content = _sniff(data)
    if content in ("pdf", "docx"):
        notes = (
            (f"{label} says {named}, but it is a {content.upper()} file and was read as one",)
            if named not in (content, None)
            else ()
        )
        return content, notes
    if content == "encrypted":
        raise InputError(
            f"{name} is an Office file with a password. Open it, remove the password, and save it as docx or txt."
        )
    if content == "doc":
        raise InputError(
            f"{name} is a Word file in the old .doc format (or of WPS). Open it and save it as docx or txt."
        )
    if content not in ("text", "html"):
        raise InputError(f"{name} is {content}, not text. {_GIVE}.")
    if named in ("docx", "pdf"):
        raise InputError(
            f"{name}: {label} says {named}, but the content is not a {named.upper()} file: it is damaged, or only its name was changed. {_GIVE}."
        )
    if content == "html" and named != "html":
        return "html", (f"{label} says {named}, but it is an HTML page and was read as one",) if named else ()
    return named or "txt", ()


def _sniff(data: bytes) -> str:
    """pdf, docx, doc, encrypted, html or text; or, for anything else, words for what it is."""
    # Viewers accept a PDF header anywhere in the first kilobyte.
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    for magic, kind in _MAGIC:
        if not head.startswith(magic):
            continue
        if kind == "zip":
            return _sniff_zip(data)
        if kind == "ole":
            return "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "doc"
        if kind == "bmp":
            if data[6:10] == b"\0\0\0\0":
                return "a BMP picture"
            continue
        return kind
    if data[4:8] == b"ftyp":
        return "a video or HEIC picture"
    low = head[:512].lower()
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith((b"<?xml", b"<!--")) and b"<html" in low):
        return "html"
    return "text"


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:10_000])
    except (
        Exception
    ):  # zipfile raises what it likes on damaged directories, struct.error and NotImplementedError included
        return "a damaged zip archive or docx file"
    if "word/document.xml" in names:
        return "docx"
    for part, kind in (("xl/workbook.xml", "an Excel workbook"), ("ppt/presentation.xml", "a PowerPoint file")):
        if part in names:
            return kind
    if "mimetype" in names:
        return "an OpenDocument or EPUB file"
    return (
        "docx"
        if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)
        else "a zip archive"
    )


def extract(data: bytes, *, name: str, format: str, language: str = "zh") -> Extract:
    """The text of a file in one of FORMATS. Raises InputError."""
    if format == "docx":
        from reading.readers.docx import read_docx

        return read_docx(data, name=name)
    if format == "pdf":
        from reading.readers.pdf import read_pdf

        return read_pdf(data, name=name)
    if format == "html":
        from reading.readers.html import declared_charset, read_html

        text, encoding = decode(data, name=name, declared=declared_charset(data), language=language)
        return read_html(text, name=name, encoding=encoding, language=language)
    text, encoding = decode(data, name=name, language=language)
    if format == "md":
        from reading.readers.markdown import read_markdown

        return read_markdown(text, name=name, encoding=encoding)
    return plain(text, encoding=encoding)


def plain(text: str, *, encoding: str = "", title: str = "", notes: tuple[str, ...] = ()) -> Extract:
    """An extract of plain text; lines that were broken at a column are joined, with a note."""
    lines = text.splitlines()
    if wrapped(lines):
        return Extract(
            text="\n".join(unwrap(lines)),
            title=title,
            encoding=encoding,
            notes=(*notes, "lines broken at a column joined"),
        )
    return Extract(text=text, title=title, encoding=encoding, notes=notes)
