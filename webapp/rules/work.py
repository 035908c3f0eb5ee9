"""What people have done with the claims of a project, and what is left for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, select, union
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation, Answer
from webapp.models.assignment import Assignment
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.claim_standings import standings_of_drafts
from webapp.rules.claims import is_counted
from webapp.rules.places import is_given
from webapp.rules.progress import ClaimCounts, Settling, settling_of
from webapp.vocabulary import (
    DONE_STATES,
    SUBMITTED_STATES,
    AnnotationState,
    AnswerKind,
    ClaimStanding,
    WorkFrom,
)

BEGUN = tuple(state for state in AnnotationState if state != AnnotationState.PENDING)
OPEN, CLOSED, BY_HAND = ClaimStanding.OPEN, ClaimStanding.CLOSED, ClaimStanding.ADJUDICATED
COUNTED = (OPEN, CLOSED, BY_HAND)
Part = tuple[AnnotationState, ClaimStanding]


@dataclass(frozen=True)
class Work:
    """What one person has done with a project's claims that are not folded away."""

    submitted: int = 0
    skipped: int = 0
    drafts: int = 0
    settled: int = 0
    """By hand, and it is in force."""
    done_open: int = 0
    """Of the claims that lack answers, those that the person has answered or passed by."""
    closed_drafts: int = 0
    """Drafts of claims that have their answers, or wait for an adjudicator."""


NO_WORK = Work()


@dataclass(frozen=True)
class OwnWork:
    """What one person has done, as they may know it."""

    submitted: int
    skipped: int
    drafts: int
    left: int
    """Claims that wait for the person's tags."""


def work_of_members(session: Session, project: Project) -> dict[int, Work]:
    """What each member has done, by the key of the user."""
    return _work(session, _counted(), {"project_id": project.id})


def work_of(session: Session, project: Project, user: User, counts: ClaimCounts) -> OwnWork:
    """How far the person is, and what the queue still offers them."""
    query = _counted().where(Membership.user_id == bindparam("user_id"))
    asked = {"project_id": project.id, "user_id": user.id}
    work = _work(session, query, asked).get(user.id, NO_WORK)
    settling = settling_of(session, project, counts.progress)
    left = left_for(project, work, settling, in_hand(session, project).get(user.id, 0))
    return OwnWork(work.submitted, work.skipped, work.drafts, left)


def left_for(project: Project, work: Work, settling: Settling, held: int) -> int:
    """How many claims wait for an annotator: those in hand where managers give them out, or open.

    With one annotator per claim nothing locks, and a draft waits though somebody else has answered.
    """
    if project.work_from == WorkFrom.GIVEN:
        return held
    return (
        settling.open
        - work.done_open
        + (work.closed_drafts if CLOSED in standings_of_drafts(project) else 0)
    )


def in_hand(session: Session, project: Project) -> dict[int, int]:
    """Where managers give work out: how many claims each has been given, or begun, by user."""
    if project.work_from != WorkFrom.GIVEN:
        return {}
    given = select(Assignment.user_id, Assignment.claim_id).where(
        Assignment.project_id == project.id,
        *is_given(),
    )
    begun = select(Annotation.user_id, Annotation.claim_id).where(
        Annotation.user_id.in_(
            select(Membership.user_id).where(Membership.project_id == project.id)
        ),
        Annotation.state == AnnotationState.DRAFT,
        Annotation.project_id == project.id,
        Annotation.claim_standing.in_(standings_of_drafts(project)),
    )
    held = union(given, begun).subquery()
    rows = session.execute(
        select(held.c.user_id, func.count())
        .join(Claim, Claim.id == held.c.claim_id)
        .where(*is_counted())
        .group_by(held.c.user_id)
    )
    return dict(rows.all())


def given_count(session: Session, project: Project, user: User) -> int:
    """How many claims managers have given to the person that wait for an answer."""
    query = select(func.count()).join_from(Assignment, Claim, Assignment.claim_id == Claim.id)
    query = query.where(
        Assignment.user_id == user.id,
        Assignment.project_id == project.id,
        *is_given(),
        *is_counted(),
    )
    return session.scalars(query).one()


def _work(session: Session, query: Select[Any], asked: dict[str, Any]) -> dict[int, Work]:
    rows = session.execute(query, asked)
    return {
        user_id: _work_in(settled, dict(zip(_parts(), counts, strict=True)))
        for user_id, settled, *counts in rows
    }


def _work_in(settled: int, parts: Mapping[Part, int]) -> Work:
    def count(*states: AnnotationState, at: tuple[ClaimStanding, ...] = COUNTED) -> int:
        return sum(parts[state, standing] for state in states for standing in at)

    return Work(
        submitted=count(*SUBMITTED_STATES),
        skipped=count(AnnotationState.SKIPPED),
        drafts=count(AnnotationState.DRAFT),
        settled=settled,
        done_open=count(*DONE_STATES, at=(OPEN,)),
        closed_drafts=count(AnnotationState.DRAFT, at=(CLOSED,)),
    )


def _parts() -> list[Part]:
    return [(state, standing) for state in BEGUN for standing in COUNTED]


@cache
def _counted() -> Select[Any]:
    """A row for each member; every number is one stretch of an index."""
    settled = _count(AnswerKind.ADJUDICATION, AnnotationState.SUBMITTED, BY_HAND)
    counts: list[Any] = [_count(AnswerKind.ANNOTATION, *part) for part in _parts()]
    query: Select[Any] = select(Membership.user_id, settled, *counts)
    return query.where(Membership.project_id == bindparam("project_id"))


def _count(kind: AnswerKind, state: AnnotationState, standing: ClaimStanding) -> ScalarSelect[int]:
    answer = Answer.metadata.tables[Answer.__tablename__].c
    query = select(func.count()).where(
        answer.user_id == Membership.user_id,
        answer.state == state,
        answer.project_id == Membership.project_id,
        answer.kind == kind,
        answer.claim_standing == standing,
    )
    return query.correlate(Membership).scalar_subquery()
