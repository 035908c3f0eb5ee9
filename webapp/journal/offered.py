"""What a page offers to take back: nothing that is refused for a reason that all may know."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.journal.claims import why_it_stays
from webapp.journal.earlier_formats import rows_told
from webapp.journal.undoing import last_undoable
from webapp.journal.values import key, of_kind
from webapp.models import Claim, Dispute, Event, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.blindness import ANSWERS
from webapp.rules.final_tags import annotation_of
from webapp.rules.locking import why_closed
from webapp.rules.placement_answers import answer_of, why_placement_closed


def act_or_none(
    session: Session, by: Membership, kind: ObjectKind, public_id: str, *actions: Action
) -> Event | None:
    """The member's act on several things, of which an address names one, if it is one of these."""
    event = last_undoable(session, by, kind, public_id) if public_id else None
    return event if event is not None and event.action in actions else None


def change_of_claim_or_none(
    session: Session, by: Membership, claim_id: str, claim: Claim | None
) -> Event | None:
    """The member's last change to a claim that came with all answers, or to their tags on it.

    One's own answer stays once all are in, and what a settled claim rests on does.
    """
    event = last_undoable(session, by, ObjectKind.CLAIM, claim_id)
    if event is None or claim is None:
        return event
    if event.object_kind == ObjectKind.ANNOTATION:
        return None if why_closed(claim, annotation_of(claim, by)) else event
    before, named = rows_told(event)[0], key(ObjectKind.CLAIM, claim_id)
    stays = claim.is_settled and named in before and why_it_stays(session, claim, before[named])
    return None if stays else event


def change_of_dispute_or_none(
    session: Session, by: Membership, dispute_id: str, dispute: Dispute | None
) -> Event | None:
    """The member's last change to a dispute, unless it is to a placement that takes no more."""
    event = last_undoable(session, by, ObjectKind.DISPUTE, dispute_id)
    if event is None or dispute is None or (by.role.may_settle and event.action not in ANSWERS):
        return event
    touched = of_kind(rows_told(event)[1], ObjectKind.PLACEMENT)
    is_closed = any(
        why_placement_closed(placement, answer_of(placement, by.user))
        for account in dispute.accounts
        for placement in account.placements
        if placement.public_id in touched
    )
    return None if is_closed else event
