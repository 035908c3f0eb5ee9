"""Taking an article out of the work, with a reason, and bringing it back; nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.articles.services.articles import facts_in_words
from webapp.errors import Stale
from webapp.journal.refusals import Unchanged
from webapp.models import Article, Claim, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.stored_claims import store_claims


def withdraw(
    session: Session, by: User, *, article: Article, version: int, because: str, now: datetime
) -> None:
    """From now on the article and its claims count nowhere; a dispute that cites it says so."""
    _hold(session, article, version)
    if article.is_withdrawn:
        raise Unchanged("This article is withdrawn already.")
    article.withdrawn_at, article.withdrawn_because = now, because
    _record(session, by, article, Action.ARTICLE_WITHDRAWN, None, because)


def bring_back(session: Session, by: User, *, article: Article, version: int) -> None:
    """The article and its claims stand as they did before it was withdrawn."""
    _hold(session, article, version)
    if not article.is_withdrawn:
        raise Unchanged("This article is in the work already.")
    because = article.withdrawn_because
    article.withdrawn_at, article.withdrawn_because = None, ""
    _record(session, by, article, Action.ARTICLE_BROUGHT_BACK, because, None)


def _hold(session: Session, article: Article, version: int) -> None:
    """Read the article as it stands; nobody changes it until this transaction ends."""
    held = select(Article).where(Article.id == article.id).with_for_update(key_share=True)
    session.scalars(held.execution_options(populate_existing=True)).one()
    if article.version != version:
        raise Stale(
            "Somebody changed this article while you had it open.",
            version=article.version,
            saved=facts_in_words(article),
        )


def _record(
    session: Session,
    by: User,
    article: Article,
    action: Action,
    before: str | None,
    after: str | None,
) -> None:
    """One event, and whether each claim counts follows; the claims themselves are untouched."""
    session.flush()
    change = Change(
        action=action,
        object_kind=ObjectKind.ARTICLE,
        object_id=article.public_id,
        before={"withdrawn_because": before},
        after={"withdrawn_because": after},
    )
    record(session, by, article.project, change)
    store_claims(session, session.scalars(select(Claim.id).where(Claim.article_id == article.id)))
