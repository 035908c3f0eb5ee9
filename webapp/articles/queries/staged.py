"""Questions about uploads that wait for their confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from webapp.articles.files.columns import Columns
from webapp.articles.files.language import Unsplit, unsplit
from webapp.articles.files.sent_file import File, table_of
from webapp.articles.pages.staged import Outcome, StagedRow, Upload
from webapp.articles.queries.copies import duplicate_or_none, is_same_outlet, printed_texts
from webapp.articles.queries.drafts import draft_of
from webapp.errors import NotFound
from webapp.models import Article, Project, StagedArticle, User
from webapp.models.staged_article import STAGED_FOR
from webapp.vocabulary import Printing


def upload_of(session: Session, project: Project, user: User, now: datetime) -> Upload:
    """What the user has waiting in the project, without the texts."""
    rows = session.scalars(
        select(StagedArticle)
        .options(
            joinedload(StagedArticle.supersedes),
            joinedload(StagedArticle.nearly_article).joinedload(Article.copy_of),
        )
        .where(
            StagedArticle.chunk_id.is_(None),
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == user.id,
            StagedArticle.created_at > now - STAGED_FOR,
        )
        .order_by(StagedArticle.position, StagedArticle.id)
    ).all()
    articles = [row for row in rows if not row.refusal]
    known = printed_texts(session, project, {row.text_sha256 for row in articles})
    return Upload(list(_fates(articles, known)), [row for row in rows if row.refusal])


def staged_or_none(
    session: Session, project: Project, user: User, public_id: str, now: datetime
) -> StagedArticle | None:
    """The user's staged article of this id, with its text."""
    return session.scalars(
        select(StagedArticle)
        .options(undefer(StagedArticle.text), undefer(StagedArticle.furniture))
        .where(
            StagedArticle.chunk_id.is_(None),
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == user.id,
            StagedArticle.public_id == public_id,
            StagedArticle.created_at > now - STAGED_FOR,
        )
    ).one_or_none()


def staged_texts(session: Session, upload: Upload) -> dict[str, Unsplit]:
    """The texts that the confirmation would import, by the ids of their rows."""
    ready = {row.staged.id for row in upload.rows if row.fate is Outcome.READY}
    rows = session.scalars(
        select(StagedArticle)
        .options(undefer(StagedArticle.text), undefer(StagedArticle.furniture))
        .where(StagedArticle.id.in_(ready))
        .order_by(StagedArticle.id)
    )
    return {staged.public_id: unsplit(draft_of(staged)) for staged in rows}


def _fates(rows: Iterable[StagedArticle], known: dict[str, list[Article]]) -> Iterable[StagedRow]:
    numbers: dict[str, int] = {}
    above: dict[str, list[tuple[int, StagedArticle]]] = {}
    for number, row in enumerate(rows, start=1):
        numbers[row.public_id] = number
        if row.is_open:
            yield StagedRow(row, number, Outcome.OPEN)
            continue
        repeated = above.setdefault(row.text_sha256, [])
        waiting = _fate(row, number, known.get(row.text_sha256, []), repeated)
        if waiting.fate is Outcome.READY:
            repeated.append((number, row))
        yield replace(waiting, nearly_number=numbers.get(row.nearly_staged))


def _fate(
    row: StagedArticle,
    number: int,
    printed: Sequence[Article],
    repeated: Sequence[tuple[int, StagedArticle]],
) -> StagedRow:
    """The same text of the same outlet is left out, unless it is wanted again."""
    if row.printing is not Printing.AGAIN:
        is_version = bool(printed) and row.supersedes_id is not None
        twin = printed[0] if is_version else duplicate_or_none(printed, row.outlet)
        if twin is not None:
            return StagedRow(row, number, Outcome.KNOWN, twin=twin)
        for other_number, other in repeated:
            if is_same_outlet(other.outlet, row.outlet):
                return StagedRow(row, number, Outcome.REPEATED, twin_number=other_number)
    return StagedRow(
        row,
        number,
        Outcome.READY,
        twin=printed[0] if printed else None,
        twin_number=repeated[0][0] if repeated and not printed else None,
    )


def columns_of(staged: StagedArticle) -> Columns:
    """The columns of a whole table that waits to be read."""
    file = File(staged.file_name, staged.content or b"")
    if not (file.content and file.kind.is_table):
        raise NotFound("This is no table whose columns are asked for. Look at the preview.")
    return table_of(file, encoding=staged.encoding).columns
