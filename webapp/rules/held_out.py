"""Which claims are shown without suggestions of the engine: a share of them, drawn by lot.

The lot falls by a claim's public id and the project's seed alone, so a greater share holds out the
same claims and more of them. Possible claims are left out: that they are folded away is what the
engine suggests of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select, true, update
from sqlalchemy.orm import Session

from webapp.models.annotation import Answer
from webapp.models.assignment import Assignment
from webapp.models.base import Base
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import Likelihood, likelihood_of

MANY = 500
"""Claims that are drawn at once."""
WHOLE = 100


def lot_of(project: Project, public_id: str, confidence: float | None) -> bool | None:
    """Whether the claim of this id is held out; none where no lot is drawn for it."""
    is_folded = confidence is not None and likelihood_of(confidence) is Likelihood.POSSIBLE
    if not project.held_out_percent or is_folded:
        return None
    drawn = hashlib.sha256(f"{project.held_out_seed} {public_id}".encode()).digest()
    return int.from_bytes(drawn[:8]) % WHOLE < project.held_out_percent


def draw(claim: Claim) -> None:
    """Draw for a claim that is new; one that takes the place of another is as that one was."""
    older, project = claim.supersedes, claim.article.project
    own = lot_of(project, claim.public_id, claim.confidence)
    claim.is_held_out = own if older is None else older.is_held_out


def draw_anew(session: Session, project: Project) -> None:
    """Draw for all claims that nobody has begun, once the project holds out another share."""
    of_project = select(Claim.id).where(Claim.project_id == project.id, *_is_not_begun())
    keys = session.scalars(of_project.order_by(Claim.id)).all()
    for start in range(0, len(keys), MANY):
        _draw_some(session, project, keys[start : start + MANY])
    session.expire_all()


def _draw_some(session: Session, project: Project, keys: Sequence[int]) -> None:
    some = Claim.id.in_(keys)
    held = select(Claim.id).where(some).order_by(Claim.id).with_for_update(key_share=True)
    session.execute(held).all()  # nobody begins one meanwhile; who just has is seen below
    rows = session.execute(
        select(Claim.id, Claim.public_id, Claim.confidence, Claim.is_held_out)
        .where(some, *_is_not_begun())
        .order_by(Claim.id)
    )
    lots = [
        (key, stored, lot)
        for key, public_id, confidence, stored in rows
        if (lot := lot_of(project, public_id, confidence)) != stored
    ]
    if lots:
        table = Base.metadata.tables[Claim.__tablename__]  # the version is people's: it stays
        query = update(table).where(table.c.id == bindparam("key"))
        drawn = [{"key": key, "lot": lot} for key, _, lot in lots]
        session.execute(query.values(is_held_out=bindparam("lot")), drawn)
        store_claims(session, [key for key, stored, lot in lots if stored or lot])


def _is_not_begun() -> tuple[ColumnElement[bool], ...]:
    """Nobody has answered it or taken it up, nor the claim whose place it took."""
    answered = select(Answer.id).where(Answer.claim_id == Claim.id).exists()
    is_taken_up = and_(Assignment.claim_id == Claim.id, Assignment.given_by_id.is_(None))
    taken_up = select(Assignment.id).where(is_taken_up).exists()
    return (Claim.supersedes_id.is_(None), ~answered, ~taken_up)


def shows_suggestions() -> ColumnElement[bool]:
    """What `Claim.hides_suggestions` says of a row, turned round."""
    return or_(Claim.is_held_out.is_not(true()), Claim.is_settled == true())


def claims_without_suggestions(project_id: int) -> Select[int]:
    """The keys of the project's claims of which no suggestion is shown, from an index of these."""
    is_hidden = (Claim.is_held_out == true(), Claim.is_settled == false())
    return select(Claim.id).where(Claim.project_id == project_id, *is_hidden)
