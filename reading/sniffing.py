"""What a file is by its content: a format that can be read, or one of those that people hand over by mistake."""

from __future__ import annotations

import io
import re
import zipfile

from jianbao.limits import MAX_DOCX_PARTS

# First bytes -> what it is: a format, a step of `sniff` (zip, ole, bmp), or a key of REFUSED.
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "bmp"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
    (b"%!PS", "PostScript"),
)
_STREAMS = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "doc"),
    ("__substg1.0_", "Outlook"),
    ("PowerPoint Document", "PowerPoint"),
    ("Workbook", "Excel"),
)
"""Names inside an old Office file -> what it is."""
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,50}){2,60}\r?\n")
"""The head of a mail."""
_MAIL = re.compile(rb"^(?:MIME-Version|Received|Message-ID|Content-Transfer-Encoding|Return-Path):", re.I | re.M)
_SAVED_PAGE = re.compile(rb"multipart/related", re.I)
REFUSED = {
    **{kind: ("picture", kind) for kind in ("PNG", "JPEG", "GIF", "TIFF", "BMP", "HEIC")},
    **{kind: ("archive", kind) for kind in ("gzip", "bzip2", "xz", "zstd", "7z", "RAR")},
    **{kind: ("recording", kind) for kind in ("MP3", "Ogg", "RIFF", "MP4")},
    **{kind: ("program", kind) for kind in ("ELF", "EXE")},
    **{kind: ("data", kind) for kind in ("Parquet", "SQLite")},
    **{
        kind: ("other_document", kind)
        for kind in (
            "RTF",
            "PostScript",
            "PowerPoint",
            "OpenDocument",
            "EPUB",
            "OFD",
            "Pages",
            "EML",
            "MHTML",
            "Outlook",
        )
    },
    "Excel": ("workbook", "Excel"),
    "zip archive": ("archive", "zip"),
    "damaged zip": ("damaged_zip", "zip"),
    "password": ("office_password", "Office"),
    "doc": ("old_word", "Word"),
}
"""What `sniff` may say besides formats -> the code of the error and the name of the kind in it."""


def sniff(data: bytes) -> str:
    """docx, pdf, html or text; or, for anything else, a key of REFUSED."""
    # Viewers accept a PDF header anywhere in the first kilobyte.
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    for magic, kind in _MAGIC:
        if not head.startswith(magic):
            continue
        if kind == "zip":
            return _sniff_zip(data)
        if kind == "ole":
            return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "doc")
        if kind == "bmp":
            if data[6:10] == b"\0\0\0\0":
                return "BMP"
            continue
        return kind
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:11] in (b"hei", b"mif") else "MP4"
    low = head[:512].lower()
    if low.startswith((b"<!doctype html", b"<html")) or (low.startswith((b"<?xml", b"<!--")) and b"<html" in low):
        return "html"
    if (mail := _HEADERS.match(data[:16_384].lstrip())) and _MAIL.search(mail[0]):
        return "MHTML" if _SAVED_PAGE.search(mail[0]) else "EML"
    return "text"


def _sniff_zip(data: bytes) -> str:
    # Each entry of a directory begins with this; one of a million takes half a minute to read.
    if data.count(b"PK\x01\x02") > 2 * MAX_DOCX_PARTS:
        return "zip archive"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:10_000])
            kind = (
                archive.read("mimetype")[:60]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (
        Exception
    ):  # zipfile raises what it likes on damaged directories: struct.error, NotImplementedError and others
        return "damaged zip"
    for part, found in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("mimetype", "EPUB" if b"epub" in kind else "OpenDocument"),
        ("OFD.xml", "OFD"),
        ("Index/Document.iwa", "Pages"),
        # The main part of a document may have any name; its reader finds it by what the package says.
        ("[Content_Types].xml", "docx"),
    ):
        if part in names:
            return found
    return "zip archive"
