"""Asking for another look at answers under an earlier version of the codebook, and undoing that."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.codebooks.pages.earlier import MOST_ASKED, Touched
from webapp.codebooks.queries.earlier import act_to_take_back, claims_touched, touched_or_none
from webapp.errors import Refusal
from webapp.journal.recording import recorded_while_held
from webapp.journal.refusals import NothingTogether
from webapp.journal.settling import give_back
from webapp.journal.undoing import undo
from webapp.models import Annotation, Claim, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.locking import hold_answers


class OtherAnswers(Refusal):
    """Others were quicker: the answers are no more those that were shown."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Meanwhile somebody answered some of these again, or the codebook changed. "
            "Nothing was done: below they stand as they are now."
        )


def ask_at_all(
    session: Session, by: Membership, *, change_id: str, count: int
) -> Sequence[Annotation]:
    """Ask for another look at all answers that a change touches, at as many claims as was said."""
    touched = _found(session, by, change_id)
    query = claims_touched(by.project, touched).limit(MOST_ASKED)
    claims = session.scalars(query).unique().all()
    if len(claims) != count:
        raise OtherAnswers
    return _asked(session, by, touched, claims)


def ask_at_ticked(
    session: Session, by: Membership, *, change_id: str, ids: Collection[str]
) -> Sequence[Annotation]:
    """Ask for another look at the answers to these claims that a change touches: all or none."""
    if not ids:
        raise Refusal("Tick some claims in the list first.")
    if len(ids) > MOST_ASKED:
        raise Refusal(f"At most {MOST_ASKED} claims in one act. Tick fewer.")
    touched = _found(session, by, change_id)
    claims = session.scalars(claims_touched(by.project, touched, ids)).unique().all()
    if len(claims) != len(set(ids)):
        raise OtherAnswers
    return _asked(session, by, touched, claims)


def _found(session: Session, by: Membership, change_id: str) -> Touched:
    touched = touched_or_none(session, by.project, change_id)
    if touched is None:
        raise OtherAnswers
    return touched


def _asked(
    session: Session, by: Membership, touched: Touched, claims: Sequence[Claim]
) -> Sequence[Annotation]:
    """Give the answers back to their owners, as one change; nothing of them is lost.

    What settles the claims by hand is opened again with them.
    """
    refuse_withdrawn(session, [claim.article_id for claim in claims])
    hold_answers(session, claims)
    if any(claim.needs_adjudication for claim in claims):
        raise OtherAnswers
    answers = [row for claim in claims for row in claim.annotations if touched.includes(row)]
    if not answers or {row.claim_id for row in answers} != {claim.id for claim in claims}:
        raise OtherAnswers
    settled = [claim.adjudication for claim in claims if claim.adjudication is not None]
    in_force = [one for one in settled if one.state.is_submitted]
    ids = tuple(claim.public_id for claim in claims)
    of = (ObjectKind.ADJUDICATION, ids[0])
    with recorded_while_held(
        session, by, Action.ANOTHER_LOOK_ASKED, *in_force, of=of, claims=ids
    ) as act:
        give_back(act, answers, touched.because)
    return answers


def take_asking_back(session: Session, by: Membership, claim_id: str) -> int:
    """Let the answers of one's own act lie with the others again; gives at how many claims.

    All of it is taken back or nothing: once an owner has gone on with an answer, it stays.
    """
    event = act_to_take_back(session, by, claim_id)
    if event is None:
        raise NothingTogether
    ids = [one.claim_id for one in event.claims]
    of_act = Claim.project_id == by.project_id, Claim.public_id.in_(ids)
    claims = session.scalars(select(Claim).where(*of_act)).all()
    refuse_withdrawn(session, [claim.article_id for claim in claims])
    hold_answers(session, claims)
    undo(session, by, ObjectKind.ADJUDICATION, claim_id)
    return len(ids)
