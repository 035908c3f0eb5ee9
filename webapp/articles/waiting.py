"""Questions about uploads that wait for their confirmation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from webapp.models import Article, Project, StagedArticle, User
from webapp.models.staged_article import STAGED_FOR

PREVIEWED = 50
"""Rows on one page of the preview."""


class Fate(StrEnum):
    """What the confirmation would do with a staged article."""

    OPEN = "open"
    """Nothing, and with no other either: a person has to answer first."""
    READY = "ready"
    KNOWN = "known"
    """Leave it out: the project has its text."""
    REPEATED = "repeated"
    """Leave it out: the same text stands above it in the upload."""


@dataclass(frozen=True)
class Waiting:
    """One row of the preview."""

    staged: StagedArticle
    number: int
    fate: Fate
    twin: Article | None = None
    twin_number: int | None = None


@dataclass(frozen=True)
class Upload:
    """All that one person has waiting in one project, in the order in which it came."""

    rows: list[Waiting]
    refused: Sequence[StagedArticle] = ()
    """Files, and rows of tables, that become no article."""

    def count(self, *fates: Fate) -> int:
        """How many rows have one of these fates."""
        return sum(1 for row in self.rows if row.fate in fates)

    @property
    def ready_count(self) -> int:
        """How many would be imported."""
        return self.count(Fate.READY)

    @property
    def open_count(self) -> int:
        """How many wait for an answer."""
        return self.count(Fate.OPEN)

    @property
    def twin_count(self) -> int:
        """How many would be left out."""
        return self.count(Fate.KNOWN, Fate.REPEATED)

    @property
    def seen(self) -> str:
        """What a confirmation repeats, to show that it means this preview and no other."""
        rows = (f"{row.staged.public_id} {row.staged.version} {row.fate}" for row in self.rows)
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def upload_of(session: Session, project: Project, user: User, now: datetime) -> Upload:
    """What the user has waiting in the project, without the texts."""
    rows = session.scalars(
        select(StagedArticle)
        .options(joinedload(StagedArticle.supersedes))
        .where(
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == user.id,
            StagedArticle.created_at > now - STAGED_FOR,
        )
        .order_by(StagedArticle.position, StagedArticle.id)
    ).all()
    articles = [row for row in rows if not row.refusal]
    known = _known(session, project, {row.text_sha256 for row in articles})
    return Upload(list(_fates(articles, known)), [row for row in rows if row.refusal])


def staged_or_none(
    session: Session, project: Project, user: User, public_id: str, now: datetime
) -> StagedArticle | None:
    """The user's staged article of this id, with its text."""
    return session.scalars(
        select(StagedArticle)
        .options(undefer(StagedArticle.text))
        .where(
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == user.id,
            StagedArticle.public_id == public_id,
            StagedArticle.created_at > now - STAGED_FOR,
        )
    ).one_or_none()


def staged_texts(session: Session, upload: Upload) -> dict[str, str]:
    """The texts that the confirmation would import, by the ids of their rows."""
    ready = {row.staged.id for row in upload.rows if row.fate is Fate.READY}
    rows = session.execute(
        select(StagedArticle.id, StagedArticle.public_id, StagedArticle.text)
        .where(StagedArticle.id.in_(ready))
        .order_by(StagedArticle.id)
    )
    return {public_id: text for _, public_id, text in rows}


def _known(session: Session, project: Project, digests: set[str]) -> dict[str, Article]:
    """The project's articles with one of these texts; the earliest where there are several."""
    rows = session.scalars(
        select(Article)
        .where(Article.project_id == project.id, Article.text_sha256.in_(digests))
        .order_by(Article.id.desc())
    )
    return {article.text_sha256: article for article in rows}


def _fates(rows: Iterable[StagedArticle], known: dict[str, Article]) -> Iterable[Waiting]:
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        digest = row.text_sha256
        if row.is_open:
            yield Waiting(row, number, Fate.OPEN)
        elif digest in known:
            yield Waiting(row, number, Fate.KNOWN, twin=known[digest])
        elif digest in numbers:
            yield Waiting(row, number, Fate.REPEATED, twin_number=numbers[digest])
        else:
            numbers[digest] = number
            yield Waiting(row, number, Fate.READY)
