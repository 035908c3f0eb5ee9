"""Locking: who has answered a claim that has all its answers does not answer it again."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models.annotation import Annotation
from webapp.models.claim import Claim
from webapp.models.placement import Placement, PlacementAnswer
from webapp.models.project import Project
from webapp.rules.asked import asked_of, lacks_answers
from webapp.rules.claims import TAGS
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, FinalBy


class Locked(Refusal):
    """The claim takes no more answers."""

    status = 409


def submitted_for(claim: Claim) -> list[Annotation]:
    """The annotations that count as answers, of a claim that came with all of them."""
    return [row for row in claim.annotations if row.state.is_submitted]


def is_complete(claim: Claim) -> bool:
    """As many people have answered as it asks, in a project of several."""
    return claim.article.project.is_blind and len(submitted_for(claim)) >= asked_of(claim)


def why_closed(claim: Claim, own: Annotation | None) -> str:
    """Why a claim takes no answer of the person whose `own` this is; empty where it takes one.

    With one annotator per claim nothing locks, but what is settled by hand stays.
    """
    if claim.final_by == FinalBy.ADJUDICATED:
        return "This claim is settled by an adjudicator, who can reopen it."
    if own is not None and own.state == AnnotationState.LOCKED:
        return (
            "Your tags on this claim are locked: all answers to it were in. "
            "Ask an adjudicator to reopen them."
        )
    return "All answers to this claim are in, so it takes no more." if is_complete(claim) else ""


def refuse_closed(claim: Claim, own: Annotation | None) -> None:
    """Refuse an answer to a claim that has all of them, or that is settled."""
    closed = why_closed(claim, own)
    if closed:
        raise Locked(closed)


def hold_answers(session: Session, claims: Iterable[Claim]) -> None:
    """Read claims with all answers as they stand; nobody answers until this transaction ends."""
    session.scalars(
        select(Claim)
        .options(*TAGS)
        .where(Claim.id.in_([claim.id for claim in claims]))
        .order_by(Claim.id)
        .with_for_update(of=Claim)
        .execution_options(populate_existing=True)
    ).all()


def lock_if_complete(claim: Claim) -> bool:
    """Lock the submitted answers of a claim, held with all of them, once the last one is in."""
    if not is_complete(claim):
        return False
    for row in submitted_for(claim):
        row.state = AnnotationState.LOCKED
    return True


def lock_complete_claims(session: Session, project: Project) -> None:
    """Lock what is complete since the project asks for fewer answers, or answers came by a table.

    What is stored of the project's claims follows: the rule by which they become final may be new.
    """
    lock_complete_among(session, project, Claim.project_id == project.id)
    if project.is_blind:
        _lock_complete_placements(session, project)
    session.expire_all()


def lock_complete_among(session: Session, project: Project, is_wanted: ColumnElement[bool]) -> None:
    """The same for some of its claims: first what is stored of them, from which locking follows."""
    store_claims(session, session.scalars(select(Claim.id).where(is_wanted)))
    if project.is_blind:
        complete = select(Claim.id).where(is_wanted, ~lacks_answers(project.annotators_per_claim))
        session.execute(
            update(Annotation)
            .where(Annotation.claim_id.in_(complete), Annotation.state == AnnotationState.SUBMITTED)
            .values(state=AnnotationState.LOCKED, version=Annotation.version + 1)
        )
        session.expire_all()


def _lock_complete_placements(session: Session, project: Project) -> None:
    """Answers to placements lock the same way."""
    is_given = PlacementAnswer.state.in_(SUBMITTED_STATES)
    complete = (
        select(PlacementAnswer.placement_id)
        .join(PlacementAnswer.placement)
        .where(Placement.project_id == project.id, is_given)
        .group_by(PlacementAnswer.placement_id)
        .having(func.count() >= project.annotators_per_claim)
    )
    session.execute(
        update(PlacementAnswer)
        .where(PlacementAnswer.placement_id.in_(complete), is_given)
        .values(state=AnnotationState.LOCKED)
    )
