"""What each kind of job does with an article: a text to split, then rows to store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit
from webapp.articles.services.import_jobs import import_chunk, text_to_import
from webapp.attribution.text.languages import ENGLISH
from webapp.claims.services.split_jobs import split_chunk, text_to_split
from webapp.models import JobChunk
from webapp.vocabulary import JobKind


@dataclass(frozen=True)
class JobWork:
    """The two halves of a chunk: only the second one may write."""

    text: Callable[[Session, JobChunk], Unsplit]
    """What is split while no write waits."""
    store: Callable[[Session, JobChunk, Findings], int]
    """Changes rows in the transaction that says that the chunk is done; gives the new claims."""


def _text_of_article(session: Session, chunk: JobChunk) -> Unsplit:
    """Whatever its language: somebody has asked for it."""
    text, dimmed = text_to_split(session, chunk)
    return Unsplit(text, dimmed, ENGLISH)


def _split_again(session: Session, chunk: JobChunk, findings: Findings) -> int:
    return split_chunk(session, chunk, findings.split)


KINDS = {
    JobKind.IMPORT: JobWork(text_to_import, import_chunk),
    JobKind.SPLIT_AGAIN: JobWork(_text_of_article, _split_again),
}
