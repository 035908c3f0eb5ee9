"""What pages about jobs show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from webapp.markup.paging import Paged
from webapp.markup.words import counted
from webapp.models import Job, JobChunk
from webapp.models.job import KEPT_FOR
from webapp.vocabulary import JobKind, JobState

FAILED = {
    JobKind.IMPORT: "These were not imported.",
    JobKind.SPLIT_AGAIN: "These stand as they did.",
}
FEWEST_TIMED = 2
"""Articles after which the time that is left can be told."""


@dataclass(frozen=True)
class JobPage:
    """One job: how far it is, and what failed."""

    job: Job
    failures: Paged[JobChunk]
    now: datetime

    @property
    def heading(self) -> str:
        """What it does, to how much."""
        return heading_of(self.job)

    @property
    def standing(self) -> str:
        """How it stands, in one sentence."""
        return standing_of(self.job)

    @property
    def failed_words(self) -> str:
        """What became of the articles that failed."""
        return FAILED[self.job.kind]

    @property
    def waits(self) -> bool:
        """No worker has begun yet."""
        return self.job.state is JobState.QUEUED

    @property
    def can_go_on(self) -> bool:
        """Something of it was not done, and nobody is at it."""
        return self.job.state in (JobState.FAILED, JobState.CANCELLED)

    @property
    def again_words(self) -> str:
        """What the button says that tries again what was not done, and that alone."""
        count = self.job.chunk_count - self.job.done_count
        if self.job.state is JobState.CANCELLED:
            return f"Go on with the {count:,} left" if count > 1 else "Go on with the one left"
        return f"Try these {count:,} again" if count > 1 else "Try this one again"

    @property
    def kept_until(self) -> datetime:
        """Until when texts are kept that were not imported; told where the job is over."""
        return (self.job.finished_at or self.now) + KEPT_FOR

    @property
    def time_left(self) -> str:
        """How long it may take still, in words; empty where nobody can tell."""
        job = self.job
        timed = job.ended_count - job.ended_before_count
        if job.state is not JobState.RUNNING or job.started_at is None or timed < FEWEST_TIMED:
            return ""
        seconds = (self.now - job.started_at).total_seconds() / timed * job.left_count
        return f"about {in_words(seconds)} left"


def heading_of(job: Job) -> str:
    """What a job does, to how much."""
    return job.kind.done_to(counted(job.chunk_count, "article"))


def standing_of(job: Job) -> str:
    """How a job stands, in one sentence."""
    if job.state is JobState.QUEUED:
        return "It waits for a worker."
    if job.state is JobState.RUNNING:
        return "It is running. You can go on with something else: it does not need this page."
    if job.state is JobState.DONE:
        return "It is done."
    if job.state is JobState.FAILED:
        return f"It is over, without {counted(job.failed_count, 'article')}."
    return "It was cancelled. What was done by then stays."


def in_words(seconds: float) -> str:
    """A span of time, roughly: `40 seconds`, `3 minutes`, `2 hours`."""
    if seconds < 55:
        return counted(max(5, round(seconds / 5) * 5), "second")
    if seconds < 55 * 60:
        return counted(round(seconds / 60), "minute")
    return counted(round(seconds / 3600), "hour")
