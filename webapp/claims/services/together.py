"""Judging several claims in one act, which is taken back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from webapp.claims.queries.together import claims_named
from webapp.claims.services.checking import Replaced, refuse_settled
from webapp.claims.services.judging import set_state
from webapp.errors import NotFound, Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import SomeChanged, listed
from webapp.models import Claim, Membership
from webapp.rules.actions import Action
from webapp.rules.claims import names_of
from webapp.vocabulary import ClaimState

ACTIONS = {
    ClaimState.ACCEPTED: Action.CLAIMS_ACCEPTED,
    ClaimState.NOT_A_CLAIM: Action.CLAIMS_MARKED_AS_NO_CLAIMS,
}


def judge_together(
    session: Session, by: Membership, *, seen: Mapping[str, int], state: ClaimState
) -> list[Claim]:
    """Accept these claims, or mark them as none: all of them as they were seen, or none of them."""
    claims = claims_named(session, by.project, seen)
    if not claims or len(claims) < len(seen):
        raise NotFound("Some of these claims are gone. Nothing was changed: choose again.")
    with recorded(session, by, ACTIONS[state], *claims):
        changed = [claim for claim in claims if claim.version != seen[claim.public_id]]
        if changed:
            raise SomeChanged(names_of(changed))
        _refuse_unfit(claims, state)
        if state == ClaimState.NOT_A_CLAIM:
            refuse_settled(by, *claims)
        for claim in claims:
            set_state(session, claim, state)
    return claims


def _refuse_unfit(claims: Sequence[Claim], state: ClaimState) -> None:
    """Refuse, naming all of them, those that others stand for, and those to be put back first."""
    replaced = [claim for claim in claims if claim.is_replaced]
    if replaced:
        raise Replaced(f"Other claims have taken the place of {listed(names_of(replaced))}.")
    none = [claim for claim in claims if claim.state == ClaimState.NOT_A_CLAIM]
    if none and state == ClaimState.ACCEPTED:
        raise Refusal(f"Marked as not a claim: {listed(names_of(none))}. Put them back first.")
