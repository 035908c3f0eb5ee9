"""What a file would become, and what a person has to answer before it can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from webapp.articles.decoding import decoded_file, sample_of
from webapp.articles.drafts import Draft, Facts
from webapp.articles.files import (
    File,
    Several,
    SeveralArticles,
    drafts_of,
    file_encoding,
)
from webapp.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One article to be, or a file that waits for an answer before it is read."""

    file: File
    draft: Draft
    encoding: str
    is_encoding_guessed: bool = False
    sample: str = ""
    article_count: int = 1
    problem: str = ""

    @property
    def kept_content(self) -> bytes | None:
        """The file, where it can be read again in another way."""
        is_whole = not self.draft.part
        return self.file.content if is_whole else None


class NotReadable(Refusal):
    """Some of the files cannot be read; nothing of the upload is kept."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(refusal.message for refusal in refusals))
        self.status = max(refusal.status for refusal in refusals)


def read_all(files: Iterable[File]) -> list[Reading]:
    """Every article of every file; refuses all, naming each file that cannot be read."""
    readings: list[Reading] = []
    refusals: list[Refusal] = []
    for file in files:
        try:
            readings += read(file)
        except Refusal as refusal:
            refusals.append(refusal)
    if refusals:
        raise NotReadable(refusals)
    return readings


def read(
    file: File, *, encoding: str | None = None, several: Several | None = None
) -> list[Reading]:
    """The articles of one file, or one reading that says what has to be answered first.

    An encoding that a person named is taken at their word; refuses where it does not fit.
    """
    if encoding:
        return _in_encoding(file, encoding, several)
    found = file_encoding(file)
    if found is None:
        broken = _first_broken_byte(file)
        problem = f"Byte {broken} is not UTF-8, and no guess fits. Choose the file’s encoding."
        return [Reading(file=file, draft=_unread(file), encoding="utf-8", problem=problem)]
    if not found.is_guessed:
        return _in_encoding(file, found.name, several)
    sample = sample_of(decoded_file(file.content, name=file.shown_name, encoding=found.name))
    readings = (
        [Reading(file=file, draft=_unread(file), encoding=found.name)]
        if file.kind.is_table
        else _in_encoding(file, found.name, several)
    )
    return [replace(reading, is_encoding_guessed=True, sample=sample) for reading in readings]


def _in_encoding(file: File, encoding: str, several: Several | None) -> list[Reading]:
    try:
        drafts = drafts_of(file, encoding=encoding, several=several)
    except SeveralArticles as found:
        return [
            Reading(file=file, draft=_unread(file), encoding=encoding, article_count=found.count)
        ]
    is_whole = len(drafts) == 1 and not drafts[0].part
    sample = sample_of(drafts[0].text) if is_whole else ""
    return [Reading(file=file, draft=draft, encoding=encoding, sample=sample) for draft in drafts]


def _unread(file: File) -> Draft:
    """A draft without a text: the file waits for an answer."""
    return Draft(text="", facts=Facts(title=file.shown_name), file_sha256=file.sha256)


def _first_broken_byte(file: File) -> int:
    try:
        file.content.decode()
    except UnicodeDecodeError as broken:
        return broken.start
    return 0
