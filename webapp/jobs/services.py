"""Changes that people make to jobs: cancelled, and taken up again.

Chunks are changed before their job, here as in the workers, so that nobody waits in a circle.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Job, JobChunk, User
from webapp.vocabulary import OPEN_JOB_STATES, JobState


class NotAsSeen(Refusal):
    """The job went on while its page was open."""

    status = 409


def cancel_job(session: Session, job: Job, *, now: datetime) -> None:
    """Leave the rest of a job undone; what a worker has at hand right now is not stored either."""
    _change_chunks(session, job, OPEN_JOB_STATES, JobState.CANCELLED)
    cancelled = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.state.in_(OPEN_JOB_STATES))
        .values(state=JobState.CANCELLED, finished_at=now)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if cancelled.one_or_none() is None:
        raise NotAsSeen("There is nothing left to cancel: it is over already.")
    session.refresh(job)


def start_again(session: Session, by: User, job: Job) -> None:
    """Have workers try for this manager what failed or was cancelled, and that alone."""
    left = (JobState.FAILED, JobState.CANCELLED)
    _change_chunks(session, job, left, JobState.QUEUED)
    started = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.state.in_(left))
        .values(
            state=JobState.QUEUED,
            user_id=by.id,
            failed_count=0,
            ended_before_count=Job.done_count,
            started_at=None,
            finished_at=None,
        )
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    if started.one_or_none() is None:
        raise NotAsSeen("It is running already, or there is nothing left to try.")
    session.refresh(job)


def _change_chunks(
    session: Session, job: Job, those: tuple[JobState, ...], state: JobState
) -> None:
    session.execute(
        update(JobChunk)
        .where(JobChunk.job_id == job.id, JobChunk.state.in_(those))
        .values(state=state, reason="", attempt_count=0, lease="", leased_until=None)
        .execution_options(synchronize_session=False)
    )
