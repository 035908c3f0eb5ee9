"""A submission accepts its claim; taking it back may make the claim a proposal again."""

from __future__ import annotations

from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.journal.kind import Act
from webapp.journal.recording import recorded_while_held, recorded_with
from webapp.models import Claim, Event, EventClaim, Membership, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.blindness import OF_PEOPLE
from webapp.vocabulary import ClaimState


def accept(submission: Act, claim: Claim) -> None:
    """Say that the proposal is right as it stands: its words stay, and it counted already."""
    with recorded_with(submission, Action.CLAIM_ACCEPTED, claim):
        claim.state = ClaimState.ACCEPTED
        claim.touch()


def take_back_acceptance(session: Session, by: Membership, claim: Claim) -> None:
    """Make it a proposal again, if nobody has built on the acceptance since."""
    event = _acceptance_or_none(session, claim, by.user)
    others = [row for row in claim.annotations if row.user_id != by.user_id and row.submitted_at]
    if event is None or others or claim.state != ClaimState.ACCEPTED:
        return
    with recorded_while_held(session, by, Action.CHANGE_TAKEN_BACK, claim, undoes=event):
        claim.state = ClaimState.PROPOSED
        claim.touch()


def _acceptance_or_none(session: Session, claim: Claim, by: User) -> Event | None:
    """The person's acceptance of the claim that stands, if nobody else has changed it since.

    What others say of it is no change: that the claim stays accepted would tell of it.
    """
    events = session.scalars(
        select(Event)
        .join(Event.claims)
        .where(
            Event.project_id == claim.project_id,
            Event.object_kind.not_in((*OF_PEOPLE, ObjectKind.DISPUTE)),
            EventClaim.claim_id == claim.public_id,
        )
        .order_by(Event.id.desc())
    )
    taken_back: set[int | None] = set()
    for event in takewhile(lambda event: event.user_id == by.id, events):
        if event.action == Action.CLAIM_ACCEPTED and event.id not in taken_back:
            return event
        taken_back.add(event.undoes_id)
    return None
