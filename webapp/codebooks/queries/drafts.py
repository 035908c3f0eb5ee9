"""Questions about the version of a codebook that is being written."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.codebooks.pages.next_version import NextVersion
from webapp.codebooks.pages.words import BookWords
from webapp.models import CodebookDraft, Project
from webapp.rules.codebooks import newest_codebook


def draft_or_none(session: Session, project: Project) -> CodebookDraft | None:
    """What was written at the next version; none where nobody has begun it."""
    return session.scalars(
        select(CodebookDraft)
        .options(joinedload(CodebookDraft.updated_by))
        .where(CodebookDraft.project_id == project.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def next_version(session: Session, project: Project) -> NextVersion:
    """The next version as it stands: what was written, or else what the newest one says."""
    newest, draft = newest_codebook(session, project), draft_or_none(session, project)
    base = BookWords.of(newest)
    return NextVersion(newest.number + 1, base, BookWords.of_draft(draft) if draft else base)
