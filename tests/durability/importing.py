"""Articles that workers import while processes are killed, and the count of what came of them."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from tests.durability.pulling import rows_of
from tests.making import make_job, make_project
from tests.people import join
from tests.serving import Instance
from webapp.models import Article, ArticleShingle, Event, Job, JobChunk, StagedArticle
from webapp.vocabulary import JobState

STORY = (
    "The government said that the bridge at kilometre {n} was closed in time. A driver, number {n},"
    " says that he saw nobody there. “We heard of it from the radio,” a neighbour told reporters."
)


@dataclass(frozen=True)
class Imported:
    """What a look at the database finds of a job."""

    state: str
    articles: int
    twice: int
    """Texts of which there are two articles."""
    half: int
    """Articles without an event or without a sketch, and events without an article."""
    waiting: int
    """Texts that are still to be imported."""
    attempts: int
    """How often a worker has begun a text."""


def ask_for(instance: Instance, count: int) -> None:
    """Have somebody ask for an import of so many articles."""
    with rows_of(instance) as session:
        project = make_project(session, name="Bridges")
        (mona,) = join(session, project, "mona")
        make_job(session, project, mona.user, texts=[STORY.format(n=n) for n in range(count)])


def done(instance: Instance) -> int:
    """How many articles the job has stored."""
    with rows_of(instance) as session:
        return session.scalars(select(Job.done_count)).one()


def is_over(instance: Instance) -> bool:
    """Nothing is left of the job."""
    with rows_of(instance) as session:
        return not session.scalars(select(Job)).one().is_open


def imported(instance: Instance) -> Imported:
    """What came of the job."""
    with rows_of(instance) as session:
        texts = Counter(session.scalars(select(Article.text_sha256)))
        articles = set(session.scalars(select(Article.public_id)))
        told = session.scalars(
            select(Event.object_id).where(Event.action == "article imported")
        ).all()
        sketched = session.scalars(select(func.count(ArticleShingle.article_id.distinct()))).one()
        states = Counter(session.scalars(select(JobChunk.state)))
        job = session.scalars(select(Job)).one()
        assert job.done_count == states[JobState.DONE]
        return Imported(
            state=job.state.value,
            articles=len(articles),
            twice=sum(count > 1 for count in texts.values()),
            half=len(set(told) ^ articles) + len(told) - len(set(told)) + len(articles) - sketched,
            waiting=session.scalars(select(func.count(StagedArticle.id))).one(),
            attempts=session.scalars(select(func.sum(JobChunk.attempt_count))).one(),
        )


def processes_below(parent: int) -> list[int]:
    """The processes that a process has started, itself or by others, the nearest first."""
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and _parent_of(folder) == parent:
            found.append(int(folder.name))
    return found + [below for one in found for below in processes_below(one)]


def _parent_of(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text("utf-8").rpartition(") ")[2].split()[1])
    except (OSError, IndexError):
        return 0


def kill(*process_ids: int) -> None:
    """As a power cut would: no time to tidy up."""
    for one in process_ids:
        os.kill(one, signal.SIGKILL)


def at_share(instance: Instance, share: float, count: int) -> Callable[[], bool]:
    """Whether that share of so many articles is stored."""
    return lambda: done(instance) >= share * count
