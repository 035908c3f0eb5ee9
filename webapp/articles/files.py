"""Files that people send: what kind they are, and the articles that they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from webapp.articles.decoding import Encoding, checked, decoded_file, encoding_of
from webapp.articles.drafts import Contents, Draft, articles_in, facts_from
from webapp.articles.tables import Table, contents_of_table, csv_table, jsonl_table
from webapp.articles.unopened import UnknownKind, refuse_workbook, way_round
from webapp.articles.web_page import page_draft, page_encoding
from webapp.errors import Refusal
from webapp.interchange.readers import table_in

PASTED = "The pasted text"
_NO_TEXT_FILES = {
    b"PK\x03\x04": "a zip archive or an office document",
    b"PK\x05\x06": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh91AY&SY": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!\x1a\x07": "a rar archive",
    b"%PDF-": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF87a": "a picture",
    b"GIF89a": "a picture",
    b"SQLite format 3\x00": "a database",
}


class SeveralArticles(Refusal):
    """A text in which several articles start; a person says whether to take it apart."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{name}: {count} articles start in this file, each with its own date line."
        )
        self.count = count


class Several(StrEnum):
    """What to do with a text in which several articles start."""

    APART = "apart"
    TOGETHER = "together"


class Kind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    PAGE = "page"
    CSV = "csv"
    JSONL = "jsonl"

    @property
    def is_table(self) -> bool:
        """It may hold any number of articles, a row each."""
        return self in (Kind.CSV, Kind.JSONL)


_KINDS = {
    ".txt": Kind.TEXT,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}


@dataclass(frozen=True)
class File:
    """A file as it came; its name is shown, and never used as a path."""

    name: str
    content: bytes

    @property
    def shown_name(self) -> str:
        """What messages call it."""
        return self.name or PASTED

    @cached_property
    def sha256(self) -> str:
        """Of the bytes as they came."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_exported(self) -> bool:
        """It is a table that once left a project, and comes back with the others."""
        return self.name.lower().endswith(".csv") and table_in(self.content) is not None

    @cached_property
    def kind(self) -> Kind:
        """By its extension; refuses others, and what is no text whatever it is called."""
        refuse_workbook(self.name)
        said = next(
            (words for mark, words in _NO_TEXT_FILES.items() if self.content.startswith(mark)), None
        )
        if said:
            raise UnknownKind(
                f"{self.shown_name}: this is {said}, which is never opened. {way_round(said)}"
            )
        if not self.name:
            return Kind.TEXT
        kind = _KINDS.get(PurePosixPath(self.name).suffix.lower())
        if kind is None:
            raise UnknownKind(
                f"{self.shown_name}: only .txt, .html, .csv and .jsonl files can be read."
            )
        return kind


def file_encoding(file: File) -> Encoding | None:
    """What the file is written in; None where not even a guess fits."""
    if file.kind is Kind.PAGE:
        return page_encoding(file.content)
    return encoding_of(file.content)


def _sure_encoding(file: File) -> str | None:
    """What the file itself says; a guess is no answer."""
    found = file_encoding(file)
    return found.name if found and not found.is_guessed else None


def contents_of(
    file: File,
    *,
    encoding: str | None = None,
    several: Several | None = None,
    columns: Mapping[str, str] | None = None,
    most: int | None = None,
) -> Contents:
    """The articles of a file, in its order, and the rows of a table that cannot be read.

    Refuses a file of which nothing can be read. `columns` says from which column of a table a
    person wants what; `most` is how many articles can be taken.
    """
    name, digest = file.shown_name, file.sha256
    if not file.content.strip():
        raise Refusal(f"{name}: there is no text in it.")
    if file.kind.is_table:
        table = table_of(file, encoding=encoding)
        return contents_of_table(table, given=columns or {}, file_sha256=digest, most=most)
    text = decoded_file(file.content, name=name, encoding=encoding or _sure_encoding(file))
    if file.kind is Kind.PAGE:
        return Contents([page_draft(text, name=name, file_sha256=digest)])
    return Contents(_text_drafts(text.replace("\r\n", "\n").replace("\r", "\n"), file, several))


def drafts_of(
    file: File, *, encoding: str | None = None, several: Several | None = None
) -> list[Draft]:
    """The articles of a file that can be read."""
    return contents_of(file, encoding=encoding, several=several).drafts


def table_of(file: File, *, encoding: str | None = None) -> Table:
    """The columns and rows of a file that is a table."""
    name = file.shown_name
    text = decoded_file(file.content, name=name, encoding=encoding or _sure_encoding(file))
    return csv_table(text, name=name) if file.kind is Kind.CSV else jsonl_table(text, name=name)


def _text_drafts(text: str, file: File, several: Several | None) -> list[Draft]:
    parts = articles_in(text)
    if several is Several.TOGETHER or len(parts) == 1:
        return [_text_draft(text, file, "")]
    if several is None:
        raise SeveralArticles(file.shown_name, len(parts))
    return [
        _text_draft(part, file, f"article {number} of {len(parts)}")
        for number, part in enumerate(parts, start=1)
    ]


def _text_draft(text: str, file: File, part: str) -> Draft:
    name = f"{file.shown_name}, {part}" if part else file.shown_name
    text = checked(text, name=name)
    return Draft(text=text, facts=facts_from(text), file_sha256=file.sha256, part=part)
