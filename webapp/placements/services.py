"""Changes to placements: placing, answering, moving, taking away, confirming, dismissing."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import NotAllowed, Refusal
from webapp.folding import has_something_to_see
from webapp.journal.kind import Act
from webapp.journal.recording import recorded
from webapp.journal.refusals import refuse_stale
from webapp.models import Account, Claim, Dismissal, Dispute, Membership, Placement
from webapp.rules.actions import Action
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.locking import Locked
from webapp.rules.placement_answers import (
    answer_of,
    can_be_reopened,
    drop_stubs,
    set_answer,
    why_placement_closed,
)
from webapp.rules.placements import confirm_stance, is_under, put_under, refuse_unknown_stance
from webapp.vocabulary import AnnotationState, DisputeState


def place(
    session: Session, by: Membership, *, account: Account, claim: Claim, stance: str
) -> Placement:
    """Put a claim under an account, and say how it stands there."""
    with recorded(session, by, Action.CLAIM_PLACED, account.dispute, claims=(claim.public_id,)):
        if account.dispute.state != DisputeState.OPEN:
            raise Refusal("This dispute is not open. Reopen it before you place claims in it.")
        return put_under(session, by, account, claim, stance)


def answer(
    session: Session, by: Membership, *, placement: Placement, version: int, stance: str
) -> None:
    """Say how a placed claim stands toward its account, as one sees it oneself."""
    with _recorded(session, by, Action.PLACEMENT_ANSWERED, placement):
        refuse_stale(placement, version, account=placement.account.statement)
        refuse_unknown_stance(session, by, stance)
        closed = why_placement_closed(placement, answer_of(placement, by.user))
        if closed:
            raise Locked(closed)
        set_answer(session, placement, by.user, stance)


def confirm(
    session: Session, by: Membership, *, placement: Placement, version: int, stance: str
) -> None:
    """Settle how the claim stands toward the account, whatever the answers are."""
    if not by.role.may_settle:
        raise NotAllowed("Only adjudicators confirm placements.")
    with _recorded(session, by, Action.PLACEMENT_CONFIRMED, placement):
        refuse_stale(placement, version, account=placement.account.statement)
        refuse_unknown_stance(session, by, stance)
        if placement.stance == stance:
            raise Refusal("This is confirmed already.", field="stance")
        confirm_stance(by, placement, stance)


def reopen(
    session: Session, by: Membership, *, placement: Placement, version: int, because: str
) -> None:
    """Ask for the answers again: nobody's is lost, and each is its owner's to give anew."""
    if not by.role.may_settle:
        raise NotAllowed("Only adjudicators reopen placements.")
    if not has_something_to_see(because):
        raise Refusal("Say why it is reopened.", field="because")
    with _recorded(session, by, Action.PLACEMENT_REOPENED, placement):
        refuse_stale(placement, version, account=placement.account.statement)
        if not can_be_reopened(placement):
            raise Refusal("This is open already: people can answer.")
        placement.stance, placement.confirmed_at, placement.confirmed_by = "", None, None
        placement.reopened_because = because
        for one in placement.answers:
            one.state = AnnotationState.DRAFT


def move(
    session: Session,
    by: Membership,
    *,
    placement: Placement,
    version: int,
    account: Account,
    stance: str,
) -> None:
    """Put the claim under another account; answers about the old one do not go along."""
    with _recorded(session, by, Action.CLAIM_MOVED, placement):
        refuse_stale(placement, version, account=placement.account.statement)
        _refuse_not_theirs(by, placement)
        refuse_unknown_stance(session, by, stance)
        if is_under(session, account, placement.claim):
            raise Refusal("The claim stands under that account already.", field="account")
        placement.account = account
        placement.answers.clear()
        placement.stance, placement.confirmed_at, placement.confirmed_by = "", None, None
        placement.reopened_because = ""
        session.flush()
        set_answer(session, placement, by.user, stance)
        if by.role.may_settle:
            confirm_stance(by, placement, stance)
        session.flush()
        drop_stubs(session, by.project)


def take_away(session: Session, by: Membership, *, placement: Placement, version: int) -> None:
    """Take the claim out of the dispute's account, with the answers."""
    with _recorded(session, by, Action.CLAIM_TAKEN_AWAY, placement):
        refuse_stale(placement, version, account=placement.account.statement)
        _refuse_not_theirs(by, placement)
        session.delete(placement)
        session.flush()
        drop_stubs(session, by.project)


def dismiss(session: Session, by: Membership, *, dispute: Dispute, claim: Claim) -> None:
    """Say that a claim does not belong to a dispute; it is not suggested there any more."""
    refuse_withdrawn(session, [claim.article_id])
    with recorded(session, by, Action.SUGGESTION_DISMISSED, dispute, claims=(claim.public_id,)):
        if _dismissal(session, dispute, claim) is None:
            session.add(Dismissal(dispute=dispute, claim=claim, dismissed_by=by.user))


def offer_again(session: Session, by: Membership, *, dispute: Dispute, claim: Claim) -> None:
    """Let a dismissed claim be suggested again."""
    refuse_withdrawn(session, [claim.article_id])
    with recorded(session, by, Action.SUGGESTION_OFFERED_AGAIN, dispute, claims=(claim.public_id,)):
        found = _dismissal(session, dispute, claim)
        if found is not None:
            session.delete(found)


def _recorded(
    session: Session, by: Membership, action: Action, placement: Placement
) -> AbstractContextManager[Act]:
    refuse_withdrawn(session, [placement.claim.article_id])
    claims = (placement.claim.public_id,)
    return recorded(session, by, action, placement.account.dispute, claims=claims, about=placement)


def _refuse_not_theirs(by: Membership, placement: Placement) -> None:
    """People move what they placed themselves, while nobody else has answered for it.

    Where they may not know whether somebody has, a refusal would tell them: they move it, and the
    history keeps what others answered about the old place.
    """
    if by.role.may_settle:
        return
    mine = answer_of(placement, by.user)
    others = by.sees_all_tags and placement.answers != ([mine] if mine else [])
    if placement.created_by_id != by.user_id or others:
        raise NotAllowed("Others have placed this claim or answered for it. Ask an adjudicator.")
    if placement.confirmed_at is not None:
        raise NotAllowed("This placement is confirmed. Ask an adjudicator to change it.")
    if why_placement_closed(placement, mine):
        raise NotAllowed("All answers to this placement are in. Ask an adjudicator to change it.")


def _dismissal(session: Session, dispute: Dispute, claim: Claim) -> Dismissal | None:
    return session.scalars(
        select(Dismissal).where(Dismissal.dispute == dispute, Dismissal.claim == claim)
    ).one_or_none()
