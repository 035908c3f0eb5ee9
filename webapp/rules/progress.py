"""How far the claims of a project, of its articles and of one person are, for who may know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation
from webapp.models.assignment import Assignment
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.asked import lacks_answers
from webapp.rules.claims import is_counted, is_current, is_live, is_possible
from webapp.rules.places import is_kept
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, ClaimState


@dataclass(frozen=True)
class TeamProgress:
    """Claims that are not folded away, and how many of them have the answers asked for."""

    claims: int = 0
    complete: int = 0
    """As many people have submitted tags as the project asks for."""
    begun: int = 0
    """Somebody has, but not enough."""

    @property
    def complete_percent(self) -> int:
        """How much of a bar the complete ones fill; only a whole one is full."""
        return self.complete * 100 // self.claims if self.claims else 0

    @property
    def begun_percent(self) -> int:
        """How much of it those fill that are begun."""
        return self.begun * 100 // self.claims if self.claims else 0


@dataclass(frozen=True)
class ClaimCounts:
    """The claims of a project by what they are."""

    progress: TeamProgress
    proposed: int
    """Of those, the ones that nobody has accepted."""
    possible: int
    """Proposals beside them that are folded away: more often than not, they are none."""
    not_claims: int
    """What people have marked as none."""
    untouched: int
    """Of those that are not folded away, the ones for which nobody has submitted tags."""


@dataclass(frozen=True)
class OwnWork:
    """What one person has done with a project's claims that are not folded away."""

    submitted: int
    skipped: int
    drafts: int
    left: int
    """Claims that wait for the person's tags."""


def counts_of_project(session: Session, project: Project) -> ClaimCounts:
    """Every claim of the project, counted from an index."""
    is_unfinished = lacks_answers(project.annotators_per_claim)
    counted = (Claim.project_id == project.id, *is_counted())
    accepted = select(func.count()).where(*counted, Claim.state == ClaimState.ACCEPTED)
    accepted_count = session.scalars(accepted).one()
    unfinished, accepted_untouched = session.execute(
        accepted.with_only_columns(
            func.count(), func.count().filter(Claim.annotator_count == 0)
        ).where(is_unfinished)
    ).one()
    sure = ~is_possible()
    proposed, open_proposals, untouched, possible = session.execute(
        select(
            func.count().filter(sure),
            func.count().filter(sure, is_unfinished),
            func.count().filter(sure, Claim.annotator_count == 0),
            func.count().filter(is_possible()),
        ).where(*counted, Claim.state == ClaimState.PROPOSED)
    ).one()
    is_none = Claim.state == ClaimState.NOT_A_CLAIM
    of_project = select(func.count()).where(Claim.project_id == project.id, *is_current())
    not_claims = session.scalars(of_project.where(is_none)).one()
    claims = accepted_count + proposed
    untouched += accepted_untouched
    complete = claims - unfinished - open_proposals
    return ClaimCounts(
        progress=TeamProgress(claims, complete, claims - complete - untouched),
        proposed=proposed,
        possible=possible,
        not_claims=not_claims,
        untouched=untouched,
    )


def answered_by(session: Session, project: Project) -> list[int]:
    """How many of the project's claims one person or more has answered, two or more, and on."""
    rows = session.execute(
        select(Claim.annotator_count, func.count())
        .where(Claim.project_id == project.id, *is_counted(), Claim.annotator_count > 0)
        .group_by(Claim.annotator_count)
    )
    counts: dict[int, int] = dict(rows.all())
    most = max(counts, default=0)
    return [
        sum(count for people, count in counts.items() if people >= least)
        for least in range(1, most + 1)
    ]


def progress_of_articles(
    session: Session, project: Project, article_ids: Collection[int]
) -> dict[int, TeamProgress]:
    """How far the articles of these keys are, by key; those without a claim are left out."""
    is_complete = ~lacks_answers(project.annotators_per_claim)
    rows = session.execute(
        select(
            Claim.article_id,
            func.count(),
            func.count().filter(is_complete),
            func.count().filter(Claim.annotator_count > 0, ~is_complete),
        )
        .where(Claim.article_id.in_(article_ids), *is_live(with_possible=False))
        .group_by(Claim.article_id)
    )
    return {article_id: TeamProgress(*counts) for article_id, *counts in rows}


def given_count(session: Session, project: Project, user: User, now: datetime) -> int:
    """How many claims managers have given to the person that wait for an answer."""
    query = select(func.count()).join_from(Assignment, Claim, Assignment.claim_id == Claim.id)
    query = query.where(
        Assignment.user_id == user.id,
        Assignment.project_id == project.id,
        Assignment.given_by_id.is_not(None),
        *is_kept(),
        *is_counted(),
    )
    return session.scalars(query, {"now": now}).one()


def work_of(session: Session, project: Project, user: User, counts: ClaimCounts) -> OwnWork:
    """How far the person is, and what `queue` still offers them."""
    is_given = Annotation.state.in_(SUBMITTED_STATES)
    is_skipped = Annotation.state == AnnotationState.SKIPPED
    is_draft = Annotation.state == AnnotationState.DRAFT
    submitted, skipped, drafts, taken, kept = session.execute(
        select(
            func.count().filter(is_given),
            func.count().filter(is_skipped),
            func.count().filter(is_draft),
            func.count().filter(is_skipped, Claim.annotator_count == 0),
            func.count().filter(is_draft, Claim.annotator_count > 0),
        )
        .join_from(Annotation, Claim, Annotation.claim_id == Claim.id)
        .where(
            Annotation.user_id == user.id,
            Claim.project_id == project.id,
            *is_live(with_possible=False),
        )
    ).one()
    if project.is_blind:
        left = counts.progress.claims - submitted - skipped
    else:
        left = counts.untouched - taken + kept - _doubted(session, project, user)
    return OwnWork(submitted, skipped, drafts, left)


def _doubted(session: Session, project: Project, user: User) -> int:
    """Claims without an answer that others sent to adjudicators, and the person has not begun."""
    own = Claim.annotations.any(
        (Annotation.user_id == user.id) & (Annotation.state != AnnotationState.PENDING)
    )
    query = select(func.count()).where(
        Claim.project_id == project.id,
        Claim.needs_adjudication == true(),
        Claim.annotator_count == 0,
        ~own,
        *is_live(with_possible=False),
    )
    return session.scalars(query).one()
