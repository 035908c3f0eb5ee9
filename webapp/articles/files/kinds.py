"""What kind of file something is: by its name, and by what really stands in it."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from webapp.articles.files.unopened import UnknownKind, refuse_workbook, way_round


class FileKind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    PAGE = "page"
    SAVED_PAGE = "saved page"
    MAIL = "mail"
    WORD = "word"
    SUBTITLES = "subtitles"
    CSV = "csv"
    JSONL = "jsonl"

    @property
    def is_table(self) -> bool:
        """It may hold any number of articles, a row each."""
        return self in (FileKind.CSV, FileKind.JSONL)

    @property
    def says_its_encoding(self) -> bool:
        """The format itself says how its text is written: nobody is asked."""
        return self in (FileKind.SAVED_PAGE, FileKind.MAIL, FileKind.WORD)


KINDS = {
    ".txt": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".html": FileKind.PAGE,
    ".htm": FileKind.PAGE,
    ".xhtml": FileKind.PAGE,
    ".mhtml": FileKind.SAVED_PAGE,
    ".mht": FileKind.SAVED_PAGE,
    ".eml": FileKind.MAIL,
    ".docx": FileKind.WORD,
    ".srt": FileKind.SUBTITLES,
    ".vtt": FileKind.SUBTITLES,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".jsonl": FileKind.JSONL,
    ".ndjson": FileKind.JSONL,
}
READABLE = ".txt, .md, .html, .mhtml, .eml, .docx, .srt, .vtt, .csv, .tsv and .jsonl"
_NO_TEXT_FILES = {
    b"PK\x03\x04": "a zip archive or an office document",
    b"PK\x05\x06": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh91AY&SY": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a rar archive",
    b"%PDF-": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an office document of before 2007",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF87a": "a picture",
    b"GIF89a": "a picture",
    b"SQLite format 3\x00": "a database",
}
_OFFICE_PARTS = {
    "xl/": "a spreadsheet. Save its sheet as “CSV UTF-8” and send that",
    "ppt/": "a presentation. Save its text as .txt, or as .docx, and send that",
    "mimetype": "an OpenDocument file. Save it as .docx, or as .txt, and send that",
    "META-INF/container.xml": "an e-book. Copy the article’s text and paste it",
}
_HEAD = 4_096
_PROLOGUE = r"(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
"""What may stand before the first element: instructions for programs, and comments."""
_PAGE = re.compile(rf"{_PROLOGUE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</(?:p|div|article|section|h[1-6]|li|td|blockquote)\s*>", re.IGNORECASE)
_FEED = re.compile(rf"{_PROLOGUE}(?:<!DOCTYPE\s+rss[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z-]+):[ \t]", re.ASCII)
_BY_MACHINES = {"mime-version", "message-id", "received", "content-type", "return-path"}
_OF_SAVED_PAGES = {"snapshot-content-location", "content-location"}
_SUBTITLES = re.compile(r"(?:WEBVTT\b|\d+\s*\n(?:\d+:)?\d\d:\d\d[,.]\d{3}[ \t]+-->)", re.ASCII)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z", re.IGNORECASE)


def kind_of(name: str, content: bytes, *, shown_name: str) -> FileKind:
    """How a file is read; refuses what is no text, saying what to do instead."""
    refuse_workbook(name)
    if content.startswith(b"PK\x03\x04") and (kind := _office_kind(content, shown_name)):
        return kind
    said = next((words for mark, words in _NO_TEXT_FILES.items() if content.startswith(mark)), None)
    if said:
        raise UnknownKind(f"{shown_name}: this is {said}, which is never opened. {way_round(said)}")
    kind = KINDS.get(PurePosixPath(name).suffix.lower()) if name else FileKind.TEXT
    if kind is None:
        raise UnknownKind(f"{shown_name}: only {READABLE} files can be read.")
    if kind is FileKind.WORD:
        raise UnknownKind(
            f"{shown_name}: this is no Word document, whatever its name says. "
            "Save it as .docx again, or as .txt."
        )
    return kind if kind.is_table else _seen(kind, content, shown_name)


def _office_kind(content: bytes, shown_name: str) -> FileKind | None:
    """A Word document; refuses other documents that are zip archives inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError):
        return None
    if "word/document.xml" in names:
        return FileKind.WORD
    said = next(
        (
            words
            for part, words in _OFFICE_PARTS.items()
            if any(name == part or (part.endswith("/") and name.startswith(part)) for name in names)
        ),
        None,
    )
    if said:
        raise UnknownKind(f"{shown_name}: this is {said}.")
    return None


def _seen(kind: FileKind, content: bytes, shown_name: str) -> FileKind:
    """What a file that passes for text really is, by its beginning."""
    head = _beginning(content)
    if _FEED.match(head):
        raise UnknownKind(
            f"{shown_name}: this is a news feed, which only lists articles. Open each in a "
            "browser and save its page, or paste its text."
        )
    if _PAGE.match(head) or (head.startswith("<") and len(_TAGS.findall(head)) > 1):
        return FileKind.PAGE
    if head.startswith("<?xml"):
        raise UnknownKind(
            f"{shown_name}: this is an XML file made for programs. Save the page itself, or paste "
            "its text."
        )
    if _SUBTITLES.match(head):
        return FileKind.SUBTITLES
    headers = _mail_headers(head)
    if headers & _BY_MACHINES and "from" in headers:
        is_page = "multipart/related" in head or headers & _OF_SAVED_PAGES
        return FileKind.SAVED_PAGE if is_page and kind is not FileKind.MAIL else FileKind.MAIL
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    if lines and all(_ADDRESS.match(line) for line in lines):
        raise UnknownKind(
            f"{shown_name}: there is nothing in it but addresses, and nothing is ever fetched "
            "from here. Open each in a browser and save its page, or paste its text."
        )
    return kind


def _beginning(content: bytes) -> str:
    """The first characters, well enough to tell what kind of file it is."""
    head = content[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        words = head.decode("utf-16", "replace")
    else:
        words = head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return words.replace("\r\n", "\n").replace("\r", "\n").lstrip()


def _mail_headers(head: str) -> set[str]:
    """The headers before the first blank line; none where another line stands among them."""
    names: set[str] = set()
    lines = head.split("\n")
    for line in lines[1:] if head.startswith("From ") else lines:
        found = _MAIL_HEADER.match(line)
        if found:
            names.add(found[1].lower())
        elif not line or not (names and line.startswith((" ", "\t"))):
            break
    return names
