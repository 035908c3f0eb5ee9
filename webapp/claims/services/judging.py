"""Is it a claim? Accepting a proposal, marking it as none, and putting it back."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.claims.queries.claims import state_before_mark
from webapp.claims.services.checking import refuse_replaced, refuse_settled, refuse_stale
from webapp.errors import Refusal
from webapp.journal.claims import STATES_IN_WORDS
from webapp.journal.recording import recorded
from webapp.journal.refusals import Unchanged
from webapp.models import Claim, Membership
from webapp.rules.actions import Action
from webapp.vocabulary import ClaimState


def accept_claim(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Say that the engine's proposal is right as it stands."""
    with recorded(session, by, Action.CLAIM_ACCEPTED, claim):
        refuse_stale(claim, version)
        refuse_replaced(claim)
        if claim.state == ClaimState.NOT_A_CLAIM:
            raise Refusal(f"Claim {claim.ordinal} is marked as not a claim. Put it back first.")
        set_state(session, claim, ClaimState.ACCEPTED)
    return claim


def mark_not_a_claim(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Say that nobody claims anything here; the row and its tags stay."""
    with recorded(session, by, Action.CLAIM_MARKED_AS_NOT_A_CLAIM, claim):
        refuse_stale(claim, version)
        refuse_replaced(claim)
        refuse_settled(by, claim)
        set_state(session, claim, ClaimState.NOT_A_CLAIM)
    return claim


def put_back(session: Session, by: Membership, *, claim: Claim, version: int) -> Claim:
    """Make it a claim again in the state that it had; a merged one stands by itself again."""
    with recorded(session, by, Action.CLAIM_PUT_BACK, claim):
        refuse_stale(claim, version)
        if claim.superseded_by:
            refuse_replaced(claim)
        if claim.state != ClaimState.NOT_A_CLAIM:
            raise Unchanged(f"Claim {claim.ordinal} is a claim already.")
        set_state(session, claim, state_before_mark(session, claim))
    return claim


def set_state(session: Session, claim: Claim, state: ClaimState) -> None:
    """Let a claim that is held be this, and stand by itself; refuses what is so already."""
    if claim.state == state:
        raise Unchanged(f"Claim {claim.ordinal} is {STATES_IN_WORDS[state]} already.")
    claim.state = state
    claim.merged_into = None
    claim.touch()
    session.flush()
