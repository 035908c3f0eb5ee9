"""Judging several claims in one act, which is taken back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from webapp.claims.queries.together import claims_named
from webapp.claims.services.checking import refuse_replaced
from webapp.claims.services.judging import set_state
from webapp.errors import NotFound, Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import SomeChanged
from webapp.models import Claim, Membership
from webapp.rules.actions import Action
from webapp.vocabulary import ClaimState

ACTIONS = {
    ClaimState.ACCEPTED: Action.CLAIMS_ACCEPTED,
    ClaimState.NOT_A_CLAIM: Action.CLAIMS_MARKED_AS_NO_CLAIMS,
}
SHOWN = 5
"""Claims that a refusal names."""


def judge_together(
    session: Session, by: Membership, *, seen: Mapping[str, int], state: ClaimState
) -> list[Claim]:
    """Accept these claims, or mark them as none: all of them as they were seen, or none of them."""
    claims = claims_named(session, by.project, seen)
    if not claims or len(claims) < len(seen):
        raise NotFound("Some of these claims are gone. Nothing was changed: choose again.")
    with recorded(session, by, ACTIONS[state], *claims):
        _refuse_changed([claim for claim in claims if claim.version != seen[claim.public_id]])
        for claim in claims:
            refuse_replaced(claim)
            if state == ClaimState.ACCEPTED and claim.state == ClaimState.NOT_A_CLAIM:
                raise Refusal(f"Claim {claim.number} is marked as not a claim. Put it back first.")
            set_state(session, claim, state)
    return claims


def _refuse_changed(changed: Sequence[Claim]) -> None:
    if changed:
        named = ", ".join(f"{one.number} of “{one.article.shown_title}”" for one in changed[:SHOWN])
        more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
        claims = "claim" if len(changed) == 1 else "claims"
        raise SomeChanged(f"{claims} {named}{more}")
