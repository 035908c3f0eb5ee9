"""Taking back one's own last change, without naming the claim that it was made to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, selectinload

from webapp.annotations.queries.claims import annotation_by, claim_to_tag_or_none
from webapp.annotations.services.tagging import undo_tags
from webapp.errors import Refusal
from webapp.journal.settling import undo_settling
from webapp.journal.undoing import undo
from webapp.models import Claim, Event, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none

SITTING = timedelta(hours=12)
"""How far back a change may lie of which one need not say to what it was made."""

TAKEN_BACK = (
    ObjectKind.ANNOTATION,
    ObjectKind.ADJUDICATION,
    ObjectKind.CLAIM,
    ObjectKind.COMMENT,
)


def undo_last(session: Session, by: Membership) -> tuple[Claim | None, str]:
    """Take back the member's last change that stands; gives the claim, unless it is gone with it.

    Beside it stands what the change was about, as its event says.
    """
    event = last_change_or_none(session, by)
    if event is None:
        raise Refusal("There is no change of yours to take back since you sat down here.")
    if event.object_kind == ObjectKind.CLAIM:
        undo(session, by, ObjectKind.CLAIM, event.object_id)
        return claim_or_none(session, by.project, event.object_id, *TAGS), event.object_kind
    if event.object_kind == ObjectKind.COMMENT:
        undo(session, by, ObjectKind.COMMENT, event.object_id)
        claim_id = event.claims[0].claim_id
        return claim_or_none(session, by.project, claim_id, *TAGS), event.object_kind
    claim = claim_to_tag_or_none(session, by.project, event.claims[0].claim_id)
    own = annotation_by(claim, by.user) if claim else None
    if claim is not None and event.object_kind == ObjectKind.ADJUDICATION:
        undo_settling(session, by, claim)
        return claim, event.object_kind
    if claim is None or own is None:
        raise Refusal("Your last change cannot be taken back: what it changed is gone.")
    undo_tags(session, by.user, claim=claim, version=own.version)
    return claim, event.object_kind


def last_change_or_none(session: Session, by: Membership) -> Event | None:
    """The member's newest change to a claim, a comment or their tags that still stands."""
    undoing = aliased(Event)
    return session.scalars(
        select(Event)
        .options(selectinload(Event.claims))
        .where(
            Event.project_id == by.project_id,
            Event.user_id == by.user_id,
            Event.object_kind.in_(TAKEN_BACK),
            Event.created_at > utc_now() - SITTING,
            Event.undoes_id.is_(None),
            ~select(undoing.id).where(undoing.undoes_id == Event.id).exists(),
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
