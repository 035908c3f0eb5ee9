"""Articles in the journal: what is known about several, changed in one act."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.journal.kind import Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import NothingTogether
from webapp.journal.values import fields_of
from webapp.models import Article, Event
from webapp.rules.actions import Action, ObjectKind

KEPT = frozenset({"outlet", "published_on", "is_sensitive"})
"""What is changed for several articles at once; whatever else is known has events of its own."""
TOGETHER = (Action.ARTICLES_CHANGED, Action.ARTICLES_CHANGE_TAKEN_BACK)

ARTICLES = Kind(
    model=Article,
    fields=tuple(one for one in fields_of(Article) if one.name in KEPT),
    subject=ObjectKind.ARTICLE,
)


def _hold(session: Session, articles: Sequence[Article]) -> None:
    """Read the articles as they stand; nobody changes them until this transaction ends."""
    session.scalars(
        select(Article)
        .where(Article.id.in_([article.id for article in articles]))
        .order_by(Article.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    """The events that name the article first: what became of the others, their values say."""
    return and_(Event.object_kind == ObjectKind.ARTICLE, Event.object_id.in_(public_ids))


def _was_changed(undoing: Undoing) -> Refusal | None:
    is_whole = len(undoing.things) == len(undoing.after)
    return None if is_whole and not undoing.changed_since else NothingTogether()


ARTICLE = Subject(
    kind=ObjectKind.ARTICLE,
    touches=_touches,
    changes=(Event.action.in_(TOGETHER),),
    is_whole=False,
    hold=_hold,
    nothing_of_yours=NothingTogether().message,
    guards=(_was_changed,),
    taken_back=lambda action: Action.ARTICLES_CHANGE_TAKEN_BACK,
)
