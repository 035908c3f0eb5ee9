"""Taking up the next claim: the person's own first, else one of the common queue, kept for them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models.base import utc_now
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.place_keeping import stays, take_place
from webapp.rules.places import assignment_or_none, has_open_place, keeps_place
from webapp.rules.queue import open_claims, own_claim_or_none


def take_next(
    session: Session,
    by: Membership,
    *,
    after: Claim | None = None,
    with_possible: bool = False,
    goes_round: bool = True,
) -> Claim | None:
    """The next claim of the member, who has it before them from now on; none where none is open.

    Nobody waits for anybody here: a claim that somebody else holds is passed by. So there may be
    one though none is found, where others answered the last ones at this very moment.
    """
    own_next = partial(own_claim_or_none, session, by.project, by.user, after=after)
    own = own_next(with_possible=with_possible, goes_round=goes_round)
    if own is not None:
        return _kept(session, by, own)
    if not stays(session, by):
        return None
    now = utc_now()
    for claim in open_claims(
        session, by.project, by.user, after=after, with_possible=with_possible, holds=True
    ):
        if has_open_place(session, claim, by.user, now):  # as it stands now that it is held
            return _taken_up(session, by, claim, now)
    return own_next(with_possible=with_possible)


def _kept(session: Session, by: Membership, own: Claim) -> Claim:
    """A draft whose place had returned to the queue keeps one again, if nobody is just there."""
    now = utc_now()
    if keeps_place(assignment_or_none(session, own, by.user), now):
        return own
    held = select(Claim.id).where(Claim.id == own.id)
    held = held.with_for_update(key_share=True, skip_locked=True)
    is_held = stays(session, by) and session.scalars(held).one_or_none() is not None
    if is_held and has_open_place(session, own, by.user, now):
        return _taken_up(session, by, own, now)
    return own


def _taken_up(session: Session, by: Membership, claim: Claim, now: datetime) -> Claim:
    assignment = take_place(session, claim, by.user, now)
    change = Change(
        action=Action.CLAIM_TAKEN_UP,
        object_kind=ObjectKind.ASSIGNMENT,
        object_id=assignment.public_id,
        after={"claim": claim.public_id},
        leaves_stored=True,
    )
    record(session, by.user, by.project, change)
    return claim
