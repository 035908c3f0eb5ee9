"""Importing by a job: what was confirmed becomes articles one by one, while people go on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session, undefer

from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit, unsplit
from webapp.articles.pages.staged import Outcome, StagedRow, Upload
from webapp.articles.queries.drafts import draft_of
from webapp.articles.services.articles import Relation, add_article
from webapp.articles.services.importing import ChangedMeanwhile, clear, forget
from webapp.errors import Refusal
from webapp.models import Article, Base, Job, JobChunk, Project, StagedArticle, User
from webapp.models.job import KEPT_FOR
from webapp.rules.jobs import Part, add_job, asker_of
from webapp.vocabulary import JobKind, Printing

AT_ONCE = 20_000
"""Code points of a text that is imported while its page waits, where it is the only one."""
RELATED = (Printing.COPY, Printing.VERSION)


def goes_at_once(session: Session, upload: Upload) -> bool:
    """It is one short text: its page may wait for it."""
    ready = [row.staged.id for row in upload.rows if row.fate is Outcome.READY]
    if len(ready) != 1:
        return False
    is_short = func.length(StagedArticle.text) <= AT_ONCE
    return bool(session.scalars(select(is_short).where(StagedArticle.id == ready[0])).one())


def start_import(session: Session, by: User, *, project: Project, upload: Upload) -> Job:
    """Have workers make articles of all that is ready; twins and refused files are cleared."""
    ready = [row for row in upload.rows if row.fate is Outcome.READY]
    clear(session, [row.staged for row in upload.rows if row.fate is not Outcome.READY])
    forget(session, upload.refused)
    _hold(session, ready)
    places = {row.staged.public_id: place for place, row in enumerate(ready, start=1)}
    parts = [_part(row, places) for row in ready]
    job, keys = add_job(session, by, project=project, kind=JobKind.IMPORT, parts=parts)
    staged = Base.metadata.tables[StagedArticle.__tablename__]
    session.execute(
        update(staged).where(staged.c.id == bindparam("row")).values(chunk_id=bindparam("chunk")),
        [{"row": row.staged.id, "chunk": key} for row, key in zip(ready, keys, strict=True)],
    )
    return job


def _hold(session: Session, rows: list[StagedRow]) -> None:
    """Refuse what another confirmation has taken meanwhile."""
    ids = [row.staged.id for row in rows]
    free = select(StagedArticle.id).where(
        StagedArticle.id.in_(ids), StagedArticle.chunk_id.is_(None)
    )
    if len(session.scalars(free.with_for_update()).all()) != len(ids):
        raise ChangedMeanwhile("This upload was confirmed or changed in another window.")


def _part(row: StagedRow, places: dict[str, int]) -> Part:
    """What rests on a text above it in the upload comes after that one."""
    staged = row.staged
    other = places.get(staged.nearly_staged) if staged.printing in RELATED else None
    return Part(staged.title or staged.file_name, after=other)


def text_to_import(session: Session, chunk: JobChunk) -> Unsplit:
    """What the engine is to split."""
    return unsplit(draft_of(_staged(session, chunk)))


def import_chunk(session: Session, chunk: JobChunk, findings: Findings) -> int:
    """Make the article of a chunk; gives how many claims were proposed."""
    staged, job = _staged(session, chunk), chunk.job
    by = asker_of(session, job).user if job.user else None
    chunk.article = add_article(
        session,
        by,
        project=job.project,
        draft=draft_of(staged),
        findings=findings,
        relation=_relation(session, chunk, staged),
    )
    session.delete(staged)
    session.flush()
    return len(findings.split.attributions)


def _staged(session: Session, chunk: JobChunk) -> StagedArticle:
    kept = select(StagedArticle).options(
        undefer(StagedArticle.text), undefer(StagedArticle.furniture)
    )
    staged = session.scalars(kept.where(StagedArticle.chunk_id == chunk.id)).one_or_none()
    if staged is None:
        raise Refusal("Its text is not kept any more. Import the file again.")
    return staged


def _relation(session: Session, chunk: JobChunk, staged: StagedArticle) -> Relation:
    """What a person said that the text is, to an article or to a text above it in its upload."""
    other = staged.nearly_article
    if chunk.after_position is not None:
        other = session.scalars(
            select(Article)
            .join(JobChunk, JobChunk.article_id == Article.id)
            .where(JobChunk.job_id == chunk.job_id, JobChunk.position == chunk.after_position)
        ).one_or_none()
        if other is None:
            raise Refusal(
                "The text of which this is a copy or a version was not imported. Import that one "
                "first, then try this one again."
            )
    is_version = staged.printing is Printing.VERSION
    return Relation(
        supersedes=other if is_version and other else staged.supersedes,
        copy_of=other if staged.printing is Printing.COPY else None,
        is_wanted_again=staged.printing is Printing.AGAIN,
    )


def forget_old(session: Session, now: datetime) -> None:
    """Throw away texts that could not be imported, long after their job has ended."""
    ended = select(JobChunk.id).join(Job).where(Job.finished_at <= now - KEPT_FOR)
    session.execute(
        delete(StagedArticle)
        .where(StagedArticle.chunk_id.in_(ended))
        .execution_options(synchronize_session=False)
    )
