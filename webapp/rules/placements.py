"""How a claim comes under an account, from its own page or with a dispute opened for it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models.account import Account
from webapp.models.base import utc_now
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.placement import Placement
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.codebooks import newest_codebook
from webapp.rules.placement_answers import set_answer
from webapp.vocabulary import UNLINKED, ClaimState, CodeField


def put_under(
    session: Session, by: Membership, account: Account, claim: Claim, stance: str
) -> Placement:
    """The placement with one's own answer; of those who settle it is confirmed at once."""
    session.execute(select(Claim.id).where(Claim.id == claim.id).with_for_update(key_share=True))
    if claim.project_id != by.project_id:
        raise Refusal("This claim belongs to another project.")
    refuse_withdrawn(session, [claim.article_id])
    if claim.state == ClaimState.NOT_A_CLAIM or claim.is_replaced:
        raise Refusal("This is no claim of its own any more, so it cannot be placed.")
    if stance == UNLINKED:
        raise Refusal("A claim that is not about an account does not belong there.", field="stance")
    refuse_unknown_stance(session, by, stance)
    if is_under(session, account, claim):
        raise Refusal(f"Claim {claim.ordinal} stands under this account already.", field="account")
    placement = Placement(
        project_id=by.project_id, account=account, claim=claim, created_by=by.user
    )
    session.add(placement)
    session.flush()
    set_answer(session, placement, by.user, stance)
    if by.role.may_settle:
        confirm_stance(by, placement, stance)
    session.flush()
    return placement


def refuse_unknown_stance(session: Session, by: Membership, stance: str) -> None:
    """Refuse a stance that the codebook does not offer."""
    codes = newest_codebook(session, by.project).codes_of(CodeField.STANCE)
    if stance not in {code.value for code in codes}:
        raise Refusal("Choose how the claim stands toward the account.", field="stance")


def is_under(session: Session, account: Account, claim: Claim) -> bool:
    """The claim stands under the account."""
    query = select(Placement.id).where(Placement.account == account, Placement.claim == claim)
    return session.scalars(query).first() is not None


def confirm_stance(by: Membership, placement: Placement, stance: str) -> None:
    """Let the stance be final, as the member has settled it."""
    user = by.user  # reading it writes what was changed so far, which must not be half of this
    placement.stance = stance
    placement.confirmed_by = user
    placement.confirmed_at = utc_now()
