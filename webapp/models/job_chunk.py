"""An article's part of a job: taken by one worker at a time, with its effect exactly once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.article import Article
from webapp.models.base import Base, PrimaryKey
from webapp.models.job import IS_OPEN, Job
from webapp.vocabulary import JobState


class JobChunk(Base):
    """One article's part; what it does and that it is done are one commit."""

    __tablename__ = "job_chunk"
    __table_args__ = (
        UniqueConstraint("job_id", "position"),
        CheckConstraint("after_position < position", name="after_position"),
        CheckConstraint("(leased_until is null) = (state <> 'running')", name="leased_until"),
        CheckConstraint("(lease = '') = (state <> 'running')", name="lease"),
        CheckConstraint("(reason = '') = (state <> 'failed')", name="reason"),
        Index(
            "ix_job_chunk_to_do",
            *("position", "job_id"),
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[PrimaryKey]
    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"))
    position: Mapped[int]
    after_position: Mapped[int | None]
    """The part of the same job that comes first, because this one rests on its article."""
    name: Mapped[str]
    """What people call it: the article's title."""
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    """What came of it; what is to be split, where it is split again."""
    reason: Mapped[str] = mapped_column(default="")
    """Why it failed, in words for people."""
    attempt_count: Mapped[int] = mapped_column(default=0)
    """How often a worker has begun it since somebody asked for it."""
    lease: Mapped[str] = mapped_column(default="")
    """What the worker that has it knows it by; another worker draws another one."""
    leased_until: Mapped[datetime | None]
    """From then on any worker may take it: the one that has it has not been heard of."""

    job: Mapped[Job] = relationship()
    article: Mapped[Article | None] = relationship()
