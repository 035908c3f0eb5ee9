"""Which change to a claim a person may take back."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from webapp.models.event import Event, EventClaim
from webapp.models.user import User
from webapp.rules.actions import Action, ObjectKind

SPLITS = (Action.ARTICLE_SPLIT_AGAIN, Action.SECOND_SPLIT_TAKEN_BACK)


def last_undoable(session: Session, claim_id: str, user: User) -> Event | None:
    """The user's own newest change to the claim of this public id, if nobody has changed it since.

    A change is one to the claim itself, by anyone, or one to the user's own tags on it. The
    event's `object_kind` says who takes it back: `annotation` for tags, else the claim's, whose
    payloads hold a snapshot, or nothing, for every claim that they touched.
    """
    event = session.scalars(
        select(Event)
        .join(Event.claims)
        .options(selectinload(Event.payload), selectinload(Event.claims))
        .where(EventClaim.claim_id == claim_id, or_(_changes_claims(), _are_tags_of(user)))
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
    if event is None or event.user_id != user.id or event.payload is None:
        return None
    if event.object_kind == ObjectKind.ANNOTATION:
        return event
    is_whole = claim_id in event.payload.after
    return event if is_whole and not _was_built_on(session, event) else None


def _changes_claims() -> ColumnElement[bool]:
    return or_(Event.object_kind == ObjectKind.CLAIM, Event.action.in_(SPLITS))


def _are_tags_of(user: User) -> ColumnElement[bool]:
    """The user's changes to their tags that still stand."""
    undoing = aliased(Event)
    return and_(
        Event.object_kind == ObjectKind.ANNOTATION,
        Event.user_id == user.id,
        Event.undoes_id.is_(None),
        ~select(undoing.id).where(undoing.undoes_id == Event.id).exists(),
    )


def _was_built_on(session: Session, event: Event) -> bool:
    """One of the claims that it touched was changed after it."""
    touched = [link.claim_id for link in event.claims]
    later = (
        select(Event.id)
        .join(Event.claims)
        .where(EventClaim.claim_id.in_(touched), Event.id > event.id, _changes_claims())
    )
    return session.scalars(select(later.exists())).one()
