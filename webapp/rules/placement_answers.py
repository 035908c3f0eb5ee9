"""One person's answers to placements: parts of their annotation, made where there is none."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Annotation, Claim, Event, Placement, PlacementAnswer, Project, User
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.vocabulary import AnnotationState


def annotation_for(session: Session, claim: Claim, user: User) -> Annotation:
    """The user's annotation of the claim; a pending one where they have not tagged it."""
    found = session.scalars(
        select(Annotation).where(Annotation.claim_id == claim.id, Annotation.user_id == user.id)
    ).one_or_none()
    if found is not None:
        return found
    fresh = Annotation(
        project_id=claim.project_id,
        claim=claim,
        user=user,
        state=AnnotationState.PENDING,
        updated_at=utc_now(),
    )
    session.add(fresh)
    session.flush()
    return fresh


def answer_of(placement: Placement, user: User) -> PlacementAnswer | None:
    """The user's answer, if they have given one."""
    return next((one for one in placement.answers if one.annotation.user_id == user.id), None)


def set_answer(session: Session, placement: Placement, user: User, stance: str) -> None:
    """Say how the claim stands toward the account, as the user sees it; the last answer locks."""
    found = answer_of(placement, user)
    if found is not None:
        found.stance, found.state = stance, AnnotationState.SUBMITTED
    else:
        annotation = annotation_for(session, placement.claim, user)
        placement.answers.append(PlacementAnswer(annotation=annotation, stance=stance))
    session.flush()
    if is_complete(placement):
        placement.reopened_because = ""
        for one in placement.answers:
            one.state = AnnotationState.LOCKED if one.state.is_submitted else one.state
        session.flush()


def is_complete(placement: Placement) -> bool:
    """As many people have answered as a project of several asks for."""
    given = sum(one.state.is_submitted for one in placement.answers)
    return placement.project.is_blind and given >= placement.project.annotators_per_claim


def why_placement_closed(placement: Placement, mine: PlacementAnswer | None) -> str:
    """Why it takes no answer of the person whose answer is `mine`; empty where it takes one.

    With one annotator per claim nothing locks.
    """
    if not placement.project.is_blind:
        return ""
    if placement.confirmed_at is not None:
        return "How this claim stands here is settled by an adjudicator, who can reopen it."
    if mine is not None and mine.state == AnnotationState.LOCKED:
        return "Your answer is locked: all answers were in. Ask an adjudicator to reopen it."
    return "All answers are in, so this takes no more." if is_complete(placement) else ""


def can_be_reopened(placement: Placement) -> bool:
    """It is confirmed, or some of its answers are locked."""
    is_locked = any(one.state == AnnotationState.LOCKED for one in placement.answers)
    return placement.confirmed_at is not None or is_locked or is_complete(placement)


def drop_stubs(session: Session, project: Project) -> None:
    """Remove annotations that only held answers and hold none any more."""
    is_told = select(Event.id).where(
        Event.project_id == project.id,
        Event.object_kind == ObjectKind.ANNOTATION,
        Event.object_id == Annotation.public_id,
    )
    stubs = session.scalars(
        select(Annotation).where(
            Annotation.project_id == project.id,
            Annotation.state == AnnotationState.PENDING,
            ~Annotation.answers.any(),
            ~is_told.exists(),
        )
    )
    for stub in stubs:
        session.delete(stub)
    session.flush()
