"""A project whose manager imports, and texts that cost little to split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from tests.making import make_job, make_project
from tests.people import join
from webapp.articles.files.findings import Findings
from webapp.articles.files.language import Unsplit
from webapp.attribution import Split
from webapp.database import Database
from webapp.models import Article, Event, Job, JobChunk, StagedArticle
from webapp.similarity.copies import sketch_of


class Quick:
    """Finds nothing in any text; `meanwhile` happens while it looks."""

    def __init__(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.meanwhile = meanwhile

    def findings(self, text: Unsplit, keep: Callable[[], None]) -> Findings:
        keep()
        self.meanwhile()
        return Findings(Split("1"), sketch_of(text.text))


Ask = Callable[..., int]
"""Has Mona ask for an import of these texts."""


@dataclass(frozen=True)
class Found:
    """What stands in the database after work."""

    job: str
    done: int
    failed: int
    chunks: dict[str, str]
    """The state of each chunk by its name."""
    reasons: dict[str, str]
    articles: list[str]
    events: int
    staged: int


def found(database: Database) -> Found:
    """The one job there is, and what came of it; its counts are those of its chunks."""
    with database.reading() as session:
        job = session.scalars(select(Job)).one()
        chunks = session.scalars(select(JobChunk).order_by(JobChunk.position)).all()
        states = [chunk.state.value for chunk in chunks]
        assert job.done_count == states.count("done")
        assert job.failed_count == states.count("failed")
        imported = Event.action == "article imported"
        return Found(
            job=job.state.value,
            done=job.done_count,
            failed=job.failed_count,
            chunks={chunk.name: chunk.state.value for chunk in chunks},
            reasons={chunk.name: chunk.reason for chunk in chunks if chunk.reason},
            articles=list(session.scalars(select(Article.title).order_by(Article.title))),
            events=session.scalars(select(func.count(Event.id)).where(imported)).one(),
            staged=session.scalars(select(func.count(StagedArticle.id))).one(),
        )


@pytest.fixture
def ask(database: Database) -> Ask:
    """Has Mona ask for an import of so many texts; gives the key of its job."""

    def asked(*texts: str) -> int:
        with database.transaction() as session:
            project = make_project(session, name="Belarus 2020")
            (mona,) = join(session, project, "mona")
            return make_job(session, project, mona.user, texts=texts).id

    return asked
