"""What a file would become, and what a person has to answer before it can."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from webapp.articles.files.character_sets import decoded_file, sample_of
from webapp.articles.files.drafts import Draft, Facts
from webapp.articles.files.sent_file import (
    File,
    Several,
    SeveralArticles,
    contents_of,
    file_encoding,
    table_of,
)
from webapp.errors import Refusal

MAX_WAITING = 2_000
"""Articles of one person that wait in one project."""
LISTED = 200
"""Rows of one file that are shown as refused."""


@dataclass(frozen=True, kw_only=True)
class ParsedFile:
    """One article to be, or a file that waits for an answer before it is read."""

    file: File
    draft: Draft
    encoding: str
    is_encoding_guessed: bool = False
    sample: str = ""
    article_count: int = 1
    asks_columns: bool = False
    """The columns of the table have other names than ours: a person says which is which."""
    problem: str = ""
    refusal: str = ""
    """Why this file, or this row of it, becomes no article."""

    @property
    def kept_content(self) -> bytes | None:
        """The file, where it can be read again in another way."""
        is_whole = not self.draft.part and not self.refusal
        return self.file.content if is_whole else None


class NotReadable(Refusal):
    """Nothing of what was sent can be read."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(refusal.message for refusal in refusals))
        self.status = max(refusal.status for refusal in refusals)


def read_all(files: Iterable[File]) -> list[ParsedFile]:
    """Every article of every file, and what cannot be read; refuses where that is all."""
    readings: list[ParsedFile] = []
    refusals: list[Refusal] = []
    for file in files:
        try:
            readings += read(file)
        except Refusal as refusal:
            refusals.append(refusal)
            readings.append(_refused(file, refusal.message))
    if refusals and all(reading.refusal for reading in readings):
        raise NotReadable(refusals)
    return readings


def read(
    file: File,
    *,
    encoding: str | None = None,
    several: Several | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[ParsedFile]:
    """The articles of one file, or one reading that says what has to be answered first.

    An encoding that a person named is taken at their word; refuses where it does not fit.
    """
    if encoding:
        return _in_encoding(file, encoding, several, columns)
    found = file_encoding(file)
    if found is None:
        broken = _first_broken_byte(file)
        problem = f"Byte {broken} is not UTF-8, and no guess fits. Choose the file’s encoding."
        return [ParsedFile(file=file, draft=_unread(file), encoding="utf-8", problem=problem)]
    if not found.is_guessed:
        return _in_encoding(file, found.name, several, columns)
    sample = sample_of(decoded_file(file.content, name=file.shown_name, encoding=found.name))
    readings = (
        [ParsedFile(file=file, draft=_unread(file), encoding=found.name)]
        if file.kind.is_table
        else _in_encoding(file, found.name, several, columns)
    )
    return [replace(reading, is_encoding_guessed=True, sample=sample) for reading in readings]


def _in_encoding(
    file: File, encoding: str, several: Several | None, columns: Mapping[str, str] | None
) -> list[ParsedFile]:
    waiting = ParsedFile(file=file, draft=_unread(file), encoding=encoding)
    if columns is None and _asks_columns(file, encoding):
        return [replace(waiting, asks_columns=True)]
    try:
        contents = contents_of(
            file, encoding=encoding, several=several, columns=columns, most=MAX_WAITING
        )
    except SeveralArticles as found:
        return [replace(waiting, article_count=found.count)]
    drafts = contents.drafts
    is_whole = len(drafts) == 1 and not drafts[0].part
    sample = sample_of(drafts[0].text) if is_whole else ""
    return [
        *(ParsedFile(file=file, draft=draft, encoding=encoding, sample=sample) for draft in drafts),
        *(_refused(file, words, encoding) for words in _listed(contents.refused, file)),
    ]


def _asks_columns(file: File, encoding: str) -> bool:
    """Whether a table's columns have to be shown to a person before it is read."""
    if not file.kind.is_table:
        return False
    columns = table_of(file, encoding=encoding).columns
    return bool(columns.proposed) or ("text" not in columns.named and bool(columns.names))


def _listed(refused: Sequence[str], file: File) -> list[str]:
    """As many refused rows as a page lists, and how many more there are."""
    more = len(refused) - LISTED
    ending = [f"{file.shown_name}: {more:,} more rows cannot be read."] if more > 0 else []
    return [*refused[:LISTED], *ending]


def _refused(file: File, words: str, encoding: str = "utf-8") -> ParsedFile:
    return ParsedFile(file=file, draft=_unread(file), encoding=encoding, refusal=words)


def _unread(file: File) -> Draft:
    """A draft without a text: the file waits for an answer."""
    return Draft(text="", facts=Facts(title=file.shown_name), file_sha256=file.sha256)


def _first_broken_byte(file: File) -> int:
    try:
        file.content.decode()
    except UnicodeDecodeError as broken:
        return broken.start
    return 0
