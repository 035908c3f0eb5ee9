"""Making an article of what waits, while its page waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.articles.files.findings import Findings
from webapp.articles.pages.staged import Outcome, Upload
from webapp.articles.queries.drafts import draft_of
from webapp.articles.queries.staged import upload_of
from webapp.articles.services.articles import Relation, add_article
from webapp.errors import Refusal
from webapp.models import Article, Project, StagedArticle, User
from webapp.vocabulary import Printing


class ChangedMeanwhile(Refusal):
    """What waits is no longer what the person saw."""

    status = 409


def checked_upload(
    session: Session, user: User, *, project: Project, seen: str, now: datetime
) -> Upload:
    """What the user has waiting; refuses unless it is what they saw and all of it is answered."""
    upload = upload_of(session, project, user, now)
    if upload.open_count:
        raise Refusal("Nothing was imported: some of what is waiting needs an answer first.")
    if upload.seen != seen:
        raise ChangedMeanwhile(
            "Something changed since this page was opened. See below what is waiting now."
        )
    if not upload.ready_count:
        raise Refusal("There is nothing to import.")
    return upload


def import_upload(
    session: Session,
    by: User,
    *,
    project: Project,
    upload: Upload,
    findings: Mapping[str, Findings],
) -> list[Article]:
    """Make articles of all that is ready, and clear what waited; twins are left out."""
    articles: dict[str, Article] = {}
    for row in upload.rows:
        if row.fate is Outcome.READY:
            staged = row.staged
            articles[staged.public_id] = add_article(
                session,
                by,
                project=project,
                draft=draft_of(staged),
                findings=findings[staged.public_id],
                relation=_relation_of(staged, articles),
            )
    clear(session, [row.staged for row in upload.rows])
    forget(session, upload.refused)
    return [*articles.values()]


def _relation_of(staged: StagedArticle, imported: Mapping[str, Article]) -> Relation:
    """What the person said of it, about an article or about a text that was imported just now."""
    other = staged.nearly_article or imported.get(staged.nearly_staged)
    is_version = staged.printing is Printing.VERSION
    return Relation(
        supersedes=other if is_version and other else staged.supersedes,
        copy_of=other if staged.printing is Printing.COPY else None,
        is_wanted_again=staged.printing is Printing.AGAIN,
    )


def forget(session: Session, refused: Sequence[StagedArticle]) -> None:
    """Delete what was shown as refused."""
    session.execute(
        delete(StagedArticle)
        .where(StagedArticle.id.in_([row.id for row in refused]))
        .execution_options(synchronize_session=False)
    )


def clear(session: Session, rows: Sequence[StagedArticle]) -> None:
    """Delete exactly these rows; refuses where another confirmation was quicker."""
    gone = session.execute(
        delete(StagedArticle)
        .where(StagedArticle.id.in_([row.id for row in rows]), StagedArticle.chunk_id.is_(None))
        .returning(StagedArticle.id)
        .execution_options(synchronize_session=False)
    ).all()
    if len(gone) != len(rows):
        raise ChangedMeanwhile("This upload was confirmed or changed in another window.")
