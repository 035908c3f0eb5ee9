"""Jobs of a project: asked for, and which one a person has running."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Exists, Select, bindparam, insert, select
from sqlalchemy.orm import Session, joinedload

from webapp.errors import Refusal
from webapp.models.article import Article
from webapp.models.job import IS_OPEN, Job
from webapp.models.job_chunk import JobChunk
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import JobKind, Role


@dataclass(frozen=True)
class Part:
    """One article's part of a job that is asked for."""

    name: str
    article: Article | None = None
    """Which article it is about, where there is one yet."""
    after: int | None = None
    """The place in the job, from 1, of a part that has to come before this one."""


def add_job(
    session: Session, by: User | None, *, project: Project, kind: JobKind, parts: Sequence[Part]
) -> tuple[Job, Sequence[int]]:
    """A job that workers take up once this is committed, and the keys of its chunks in order."""
    job = Job(project=project, user=by, kind=kind, chunk_count=len(parts))
    session.add(job)
    session.flush()
    rows = [
        {
            "job_id": job.id,
            "position": position,
            "after_position": part.after,
            "name": part.name,
            "article_id": part.article.id if part.article else None,
        }
        for position, part in enumerate(parts, start=1)
    ]
    keys = insert(JobChunk).returning(JobChunk.id, sort_by_parameter_order=True)
    return job, session.scalars(keys, rows).all()


def asker_of(session: Session, job: Job) -> Membership:
    """Who asked for a job; refuses to go on for somebody who manages the project no more."""
    asker = session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == job.project_id, Membership.user_id == job.user_id)
    ).one_or_none()
    if asker is None or not asker.is_there or asker.role is not Role.MANAGER:
        raise Refusal(
            "Whoever asked for this does not manage the project any more. Another manager can ask "
            "for it again."
        )
    return asker


def is_running(session: Session, project: Project, kind: JobKind) -> bool:
    """The project has a job of this kind that is not finished."""
    running = select(Job.id).where(Job.project_id == project.id, Job.kind == kind, IS_OPEN)
    return session.scalars(running.limit(1)).first() is not None


def has_open_job() -> Exists:
    """A person has a job that is not finished: a part of the question who the person is."""
    return select(Job.id).where(Job.user_id == User.id, IS_OPEN).correlate(User).exists()


def open_job_or_none(session: Session, user: User) -> Job | None:
    """The newest of the person's jobs that are not finished, with its project."""
    return session.scalars(_open_job(), {"user_id": user.id}).first()


@cache
def _open_job() -> Select[Job]:
    return (
        select(Job)
        .options(joinedload(Job.project))
        .where(Job.user_id == bindparam("user_id"), IS_OPEN)
        .order_by(Job.id.desc())
        .limit(1)
    )
