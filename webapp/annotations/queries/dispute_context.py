"""Where the current claim stands in disputes: what the record says of it, and what is missing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.annotations.pages import DisputeContext
from webapp.models import Claim, Membership
from webapp.rules.claims import load_places
from webapp.rules.dispute_status import (
    PlacedClaim,
    against,
    disputes_around,
    missing_by_status,
    seen_stance,
)


def dispute_context(session: Session, viewer: Membership, claim: Claim) -> DisputeContext:
    """The claim in its disputes; the number of queries is constant."""
    disputes = disputes_around(session, claim)
    placed = tuple(
        PlacedClaim(placement, account, dispute, seen_stance(placement, viewer))
        for dispute in disputes
        for account in dispute.accounts
        for placement in account.placements
        if placement.claim_id == claim.id
    )
    reasons = tuple(against(claim, disputes, viewer))
    load_places(session, (other for reason in reasons for other in reason.others))
    return DisputeContext(
        placed=placed,
        reasons=reasons,
        missing=missing_by_status(claim, disputes, viewer),
    )
