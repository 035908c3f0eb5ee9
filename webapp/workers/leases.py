"""Which worker has which chunk: taken, kept and ended by updates that name the lease.

A worker that is not heard of any more loses its chunk once the lease ends. Should it come back, its
lease is another one's by then, and nothing that it has worked out is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.database import Database
from webapp.models import Job, JobChunk
from webapp.models.base import new_public_id, utc_now
from webapp.models.job import IS_OPEN
from webapp.vocabulary import OPEN_JOB_STATES, JobState

LEASED_FOR = timedelta(seconds=30)
KEPT_EVERY_S = 5.0
MOST_ATTEMPTS = 3
GIVEN_UP = (
    f"Workers ended without a word {MOST_ATTEMPTS} times while they had this text, so it was given "
    "up. The operator finds more in the log."
)
_LOOKED_AT = 5
"""Chunks that a worker tries to take before it waits: others may have been quicker."""
ENDED: dict[str, object] = {"lease": "", "leased_until": None}


@dataclass(frozen=True)
class Lease:
    """A chunk that this worker has, and no other."""

    chunk_id: int
    job_id: int
    key: str


class LeaseLost(Exception):
    """The chunk is another worker's by now, or was cancelled: nothing of it is to be stored."""


def is_something_to_do(database: Database) -> bool:
    """Whether a worker would find a chunk to take."""
    with database.reading() as session:
        return session.scalars(_free(), {"now": utc_now(), "most": 1}).first() is not None


def take(database: Database, now: datetime) -> Lease | None:
    """Take the next chunk, if there is one; what was tried too often is given up on the way.

    First come the first articles of every job, so that a short job does not wait for a long one.
    """
    with database.reading() as session:
        found = session.scalars(_free(), {"now": now, "most": _LOOKED_AT}).all()
    for chunk_id in found:
        with database.transaction() as session:
            lease = _taken(session, chunk_id, now)
        if lease is not None:
            return lease
    return None


@cache
def _free() -> Select[int]:
    return (
        select(JobChunk.id)
        .where(IS_OPEN, _is_free(bindparam("now")))
        .order_by(JobChunk.position, JobChunk.job_id)
        .limit(bindparam("most"))
    )


def _is_free(now: object) -> ColumnElement[bool]:
    """Nobody has it, and what has to come before it is over."""
    before = aliased(JobChunk)
    comes_first = select(before.id).where(
        before.job_id == JobChunk.job_id,
        before.position == JobChunk.after_position,
        before.state.in_(OPEN_JOB_STATES),
    )
    is_left = and_(JobChunk.state == JobState.RUNNING, JobChunk.leased_until <= now)
    return and_(or_(JobChunk.state == JobState.QUEUED, is_left), ~comes_first.exists())


def _taken(session: Session, chunk_id: int, now: datetime) -> Lease | None:
    key = new_public_id()
    row = session.execute(
        update(JobChunk)
        .where(JobChunk.id == chunk_id, _is_free(now))
        .values(
            state=JobState.RUNNING,
            lease=key,
            leased_until=now + LEASED_FOR,
            attempt_count=JobChunk.attempt_count + 1,
        )
        .returning(JobChunk.job_id, JobChunk.attempt_count)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None:
        return None
    job_id, attempt_count = row
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .values(state=JobState.RUNNING, started_at=now)
    )
    lease = Lease(chunk_id, job_id, key)
    if attempt_count > MOST_ATTEMPTS:
        fail(session, lease, GIVEN_UP)
        return None
    return lease


def keep(database: Database, lease: Lease, now: datetime) -> None:
    """Say that the chunk is still being worked on."""
    with database.transaction() as session:
        _change(session, lease, {"leased_until": now + LEASED_FOR})


def give_back(session: Session, lease: Lease) -> None:
    """Let any worker take the chunk: what stopped this one has nothing to do with its text."""
    fewer = JobChunk.attempt_count - 1
    _change(session, lease, {"state": JobState.QUEUED, "attempt_count": fewer, **ENDED})


def leave(session: Session, lease: Lease) -> None:
    """Let any worker take the chunk; this attempt counts."""
    _change(session, lease, {"state": JobState.QUEUED, **ENDED})


def hold(session: Session, lease: Lease) -> JobChunk:
    """The chunk, done with this transaction: what it changes is stored with that or not at all."""
    _change(session, lease, {"state": JobState.DONE, **ENDED})
    return session.get_one(JobChunk, lease.chunk_id)


def count_done(session: Session, lease: Lease, claim_count: int) -> None:
    """Count the chunk among those that are done; ends the job with its last one."""
    more = {"done_count": Job.done_count + 1, "claim_count": Job.claim_count + claim_count}
    session.execute(update(Job).where(Job.id == lease.job_id).values(more))
    _end_job(session, lease.job_id)


def fail(session: Session, lease: Lease, reason: str) -> None:
    """Keep why the chunk failed; the others of its job go on."""
    _change(session, lease, {"state": JobState.FAILED, "reason": reason, **ENDED})
    counted = update(Job).where(Job.id == lease.job_id)
    session.execute(counted.values(failed_count=Job.failed_count + 1))
    _end_job(session, lease.job_id)


def _change(session: Session, lease: Lease, values: dict[str, object]) -> None:
    """Change the chunk while it is this worker's; raises `LeaseLost` where it is not any more."""
    is_mine = (JobChunk.id == lease.chunk_id, JobChunk.lease == lease.key)
    changed = session.execute(
        update(JobChunk)
        .where(*is_mine)
        .values(values)
        .returning(JobChunk.id)
        .execution_options(synchronize_session=False)
    )
    if changed.one_or_none() is None:
        raise LeaseLost


def _end_job(session: Session, job_id: int) -> None:
    is_over = Job.done_count + Job.failed_count == Job.chunk_count
    session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state.in_(OPEN_JOB_STATES), is_over)
        .values(
            state=case((Job.failed_count > 0, JobState.FAILED), else_=JobState.DONE),
            finished_at=utc_now(),
        )
        .execution_options(synchronize_session=False)
    )
