"""A submission accepts its claim; taking it back may make the claim a proposal again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.annotations.queries.claims import acceptance_or_none
from webapp.journal.kind import Act
from webapp.journal.recording import recorded_while_held, recorded_with
from webapp.models import Claim, Membership
from webapp.rules.actions import Action
from webapp.vocabulary import ClaimState


def accept(submission: Act, claim: Claim) -> None:
    """Say that the proposal is right as it stands: its words stay, and it counted already."""
    with recorded_with(submission, Action.CLAIM_ACCEPTED, claim):
        claim.state = ClaimState.ACCEPTED
        claim.touch()


def take_back_acceptance(session: Session, by: Membership, claim: Claim) -> None:
    """Make it a proposal again, if nobody has built on the acceptance since."""
    event = acceptance_or_none(session, claim, by.user)
    others = [row for row in claim.annotations if row.user_id != by.user_id and row.submitted_at]
    if event is None or others or claim.state != ClaimState.ACCEPTED:
        return
    with recorded_while_held(session, by, Action.CHANGE_TAKEN_BACK, claim, undoes=event):
        claim.state = ClaimState.PROPOSED
        claim.touch()
