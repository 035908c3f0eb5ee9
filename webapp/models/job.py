"""Work that outlasts a request: one row per act, with what pages tell of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import OPEN_JOB_STATES, JobKind, JobState

KEPT_FOR = timedelta(days=30)
"""How long texts that a job could not import are kept once it is over."""
IS_OPEN = text("state in ('queued', 'running')")


class Job(Base):
    """One act that workers carry out, an article at a time; its counts follow its chunks."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint(
            "chunk_count > 0 and done_count >= 0 and failed_count >= 0"
            " and done_count + failed_count <= chunk_count",
            name="counts",
        ),
        CheckConstraint(
            "(finished_at is null) = (state in ('queued', 'running'))", name="finished_at"
        ),
        Index("ix_job_open_of_user", "user_id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who asked for it; none for the command line."""
    kind: Mapped[JobKind]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    chunk_count: Mapped[int]
    """Articles in all."""
    done_count: Mapped[int] = mapped_column(default=0)
    failed_count: Mapped[int] = mapped_column(default=0)
    claim_count: Mapped[int] = mapped_column(default=0)
    """Claims that were proposed so far."""
    created_at: Mapped[Created]
    started_at: Mapped[datetime | None]
    """When its first article was taken up, or the first after it was last started again."""
    ended_before_count: Mapped[int] = mapped_column(default=0)
    """Articles that were done when it was last started: the time left is told by those after."""
    finished_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def is_open(self) -> bool:
        """Something of it is left to do."""
        return self.state in OPEN_JOB_STATES

    @property
    def ended_count(self) -> int:
        """Articles of which nothing is left to do."""
        return self.done_count + self.failed_count

    @property
    def left_count(self) -> int:
        """Articles that are neither done nor failed."""
        return self.chunk_count - self.ended_count
