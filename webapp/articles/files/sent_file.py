"""Files that people send: what kind they are, and the articles that they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from webapp.articles.files import markdown, subtitles
from webapp.articles.files.character_sets import (
    Encoding,
    checked,
    decoded_file,
    encoding_of,
    with_line_ends,
)
from webapp.articles.files.drafts import Draft, FileContents, facts_from
from webapp.articles.files.kinds import FileKind, kind_of
from webapp.articles.files.mail import mail_draft, saved_page_draft
from webapp.articles.files.markdown import markdown_text, markdown_title
from webapp.articles.files.several import articles_in
from webapp.articles.files.subtitles import subtitles_text
from webapp.articles.files.tables import SentTable, contents_of_table, csv_table, jsonl_table
from webapp.articles.files.web_page import page_draft, page_encoding
from webapp.articles.files.word_document import word_draft
from webapp.errors import Refusal, TooLarge
from webapp.limits import LONGEST_FACT, MAX_ARTICLE_BYTES
from webapp.tables.signs import table_in

PASTED = "The pasted text"
MAX_MARKED_BYTES = 4 * MAX_ARTICLE_BYTES
"""Of a text with the marks of a program, which are left out of the article."""
PAGE_AS_TEXT = (
    "This is the source of a web page, so its article was taken from it: see that nothing is "
    "missing."
)


class FileReader(Protocol):
    """Gives the one article of a file whose format says how its text is written."""

    def __call__(self, content: bytes, *, name: str, file_sha256: str) -> Draft:
        """The article; refuses what cannot be read."""


class SeveralArticles(Refusal):
    """A text in which several articles start; a person says whether to take it apart."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(
            f"{name}: {count} articles start in this file, by their date lines, headings with "
            "bylines, or end marks."
        )
        self.count = count


class Several(StrEnum):
    """What to do with a text in which several articles start."""

    APART = "apart"
    TOGETHER = "together"


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

    @property
    def is_called_page(self) -> bool:
        """Its name says that it is a web page."""
        return self.name.lower().endswith((".html", ".htm", ".xhtml"))

    @cached_property
    def kind(self) -> FileKind:
        """How it is read; refuses what is no text whatever it is called."""
        return kind_of(self.name, self.content, shown_name=self.shown_name)


def file_encoding(file: File) -> Encoding | None:
    """What the file is written in; None where not even a guess fits."""
    if file.kind.says_its_encoding:
        return Encoding("utf-8")
    if file.kind is FileKind.PAGE:
        return page_encoding(file.content)
    return encoding_of(file.content)


def _text_of(file: File, encoding: str | None) -> str:
    """The whole text, in the encoding that a person named or the file itself says."""
    found = None if encoding else file_encoding(file)
    guess = found.name if found and found.is_guessed else None
    sure = encoding or (found.name if found and not found.is_guessed else None)
    return decoded_file(file.content, name=file.shown_name, encoding=sure, guess=guess)


def contents_of(
    file: File,
    *,
    encoding: str | None = None,
    several: Several | None = None,
    columns: Mapping[str, str] | None = None,
    most: int | None = None,
) -> FileContents:
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
    if (
        file.kind in (FileKind.MARKDOWN, FileKind.SUBTITLES)
        and len(file.content) > MAX_MARKED_BYTES
    ):
        raise TooLarge(f"{name}: one article may have 1 MB. Split it into its parts.")
    if reader := _READERS.get(file.kind):
        return FileContents([reader(file.content, name=name, file_sha256=digest)])
    text = _text_of(file, encoding)
    if file.kind is FileKind.PAGE:
        draft = page_draft(text, name=name, file_sha256=digest)
        return FileContents([draft if file.is_called_page else replace(draft, note=PAGE_AS_TEXT)])
    return FileContents(_text_drafts(with_line_ends(text), file, several))


def drafts_of(
    file: File, *, encoding: str | None = None, several: Several | None = None
) -> list[Draft]:
    """The articles of a file that can be read."""
    return contents_of(file, encoding=encoding, several=several).drafts


def table_of(file: File, *, encoding: str | None = None) -> SentTable:
    """The columns and rows of a file that is a table."""
    name = file.shown_name
    text = _text_of(file, encoding)
    return csv_table(text, name=name) if file.kind is FileKind.CSV else jsonl_table(text, name=name)


def _text_drafts(text: str, file: File, several: Several | None) -> list[Draft]:
    if file.kind is FileKind.SUBTITLES:
        return [replace(_text_draft(subtitles_text(text), file), note=subtitles.NOTE)]
    if file.kind is FileKind.MARKDOWN:
        draft = _text_draft(markdown_text(text), file)
        title = " ".join(markdown_title(text).split())[:LONGEST_FACT]
        facts = replace(draft.facts, title=title, is_title_ours=False) if title else draft.facts
        return [replace(draft, facts=facts, note=markdown.NOTE)]
    parts = articles_in(text)
    if several is Several.TOGETHER or len(parts) == 1:
        return [_text_draft(text, file)]
    if several is None:
        raise SeveralArticles(file.shown_name, len(parts))
    return [
        _text_draft(part, file, f"article {number} of {len(parts)}")
        for number, part in enumerate(parts, start=1)
    ]


def _text_draft(text: str, file: File, part: str = "") -> Draft:
    name = f"{file.shown_name}, {part}" if part else file.shown_name
    text = checked(text, name=name)
    return Draft(text=text, facts=facts_from(text), file_sha256=file.sha256, part=part)


_READERS: dict[FileKind, FileReader] = {
    FileKind.WORD: word_draft,
    FileKind.SAVED_PAGE: saved_page_draft,
    FileKind.MAIL: mail_draft,
}
