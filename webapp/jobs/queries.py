"""Questions about jobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.jobs.pages import JobPage
from webapp.markup.paging import Paged, page_of
from webapp.models import Job, JobChunk, Project
from webapp.vocabulary import JobState


def job_or_none(session: Session, project: Project, public_id: str) -> Job | None:
    """The project's job of this id, with who asked for it."""
    return session.scalars(
        select(Job)
        .options(joinedload(Job.user))
        .where(Job.project_id == project.id, Job.public_id == public_id)
    ).one_or_none()


def job_page(session: Session, job: Job, *, number: int, now: datetime) -> JobPage:
    """How far a job is, and a page of what failed."""
    failed = (
        select(JobChunk)
        .where(JobChunk.job_id == job.id, JobChunk.state == JobState.FAILED)
        .order_by(JobChunk.position)
    )
    count = select(func.coalesce(func.max(Job.failed_count), 0)).where(Job.id == job.id)
    return JobPage(job, page_of(session, failed, number, counted=count), now)


def job_list(session: Session, project: Project, *, number: int) -> Paged[Job]:
    """One page of the project's jobs, the newest first."""
    rows = (
        select(Job)
        .options(joinedload(Job.user))
        .where(Job.project_id == project.id)
        .order_by(Job.id.desc())
    )
    return page_of(session, rows, number)
