"""Where a claim stands in disputes: what the record says of it, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.rules.claims import load_ordinals
from webapp.rules.conflicts import DISPUTED
from webapp.rules.dispute_status import (
    ConflictOfClaim,
    PlacedClaim,
    against,
    disputes_around,
    missing_by_status,
    seen_stance,
)


@dataclass(frozen=True)
class DisputeContext:
    """What one member may see of the claim's disputes."""

    placed: tuple[PlacedClaim, ...] = ()
    reasons: tuple[ConflictOfClaim, ...] = ()
    """The conflicts for which `disputed` is proposed."""
    missing: Mapping[str, str] = field(default_factory=dict)
    """What the claim lacks, in words, for each status that asks for evidence."""

    @property
    def proposed_status(self) -> str:
        """What the record says of the claim; empty where it says nothing."""
        return DISPUTED if self.reasons else ""


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
    load_ordinals(session, (other for reason in reasons for other in reason.others))
    return DisputeContext(
        placed=placed,
        reasons=reasons,
        missing=missing_by_status(claim, disputes, viewer),
    )
