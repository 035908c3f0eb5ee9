"""How far the claims of a project and of its articles are, for who may know."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session, aliased

from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.round import Round
from webapp.rules.asked import lacks_answers
from webapp.rules.claims import is_counted, is_current, is_live, is_possible
from webapp.rules.to_settle import waits_for_adjudicator
from webapp.vocabulary import ClaimState


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
class Settling:
    """What waits for adjudicators, what is settled and by whom, and what is still open."""

    differing: int
    """Waits, and has all its answers."""
    doubted: int
    """Waits though it lacks answers: somebody found that something is wrong with it."""
    by_hand: int
    by_rule: int
    open: int
    """Lacks an answer that an annotator may give, and is not folded away."""

    @property
    def waiting(self) -> int:
        """All that waits for an adjudicator."""
        return self.differing + self.doubted


def counts_of_project(
    session: Session, project: Project, *, complete: int | None = None
) -> ClaimCounts:
    """Every claim of the project, counted from an index.

    Most are `complete` in the end: where those are counted already, they are not counted again.
    """
    is_unfinished = lacks_answers(project.annotators_per_claim)
    counted = (Claim.project_id == project.id, *is_counted())
    accepted = select(func.count()).where(*counted, Claim.state == ClaimState.ACCEPTED)
    unfinished, accepted_untouched, in_rounds = session.execute(
        accepted.with_only_columns(
            func.count(),
            func.count().filter(Claim.annotator_count == 0),
            _asked_more_in_rounds(project).scalar_subquery(),
        ).where(is_unfinished, Claim.annotator_count < project.annotators_per_claim)
    ).one()
    unfinished += in_rounds
    proposals = select(
        func.count(),
        func.count().filter(is_unfinished),
        func.count().filter(Claim.annotator_count == 0),
    ).where(*counted, Claim.state == ClaimState.PROPOSED)
    of_all = session.execute(proposals).one()
    of_possible = session.execute(proposals.where(is_possible())).one()
    proposed, open_proposals, untouched = (
        count - folded for count, folded in zip(of_all, of_possible, strict=True)
    )
    possible = of_possible[0]
    is_none = Claim.state == ClaimState.NOT_A_CLAIM
    of_project = select(func.count()).where(Claim.project_id == project.id, *is_current())
    not_claims = session.scalars(of_project.where(is_none)).one()
    untouched += accepted_untouched
    if complete is None:
        finished = session.scalars(accepted.where(~is_unfinished)).one()
        complete = finished + proposed - open_proposals
    claims = complete + unfinished + open_proposals
    return ClaimCounts(
        progress=TeamProgress(claims, complete, claims - complete - untouched),
        proposed=proposed,
        possible=possible,
        not_claims=not_claims,
        untouched=untouched,
    )


def _asked_more_in_rounds(project: Project) -> Select[int]:
    """Accepted claims that lack answers only because their round asks for more of them.

    A round that is open may; its claims are few.
    """
    claim = aliased(Claim)
    return (
        select(func.count())
        .select_from(Round)
        .join(claim, claim.round_id == Round.id)
        .where(
            Round.project_id == project.id,
            Round.closed_at.is_(None),
            claim.is_current == true(),
            claim.state == ClaimState.ACCEPTED,
            claim.annotator_count >= project.annotators_per_claim,
            claim.annotator_count < claim.asked_in_round,
        )
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


def to_settle_in_articles(session: Session, article_ids: Collection[int]) -> dict[int, int]:
    """How many claims of the articles of these keys wait for an adjudicator, by key."""
    rows = session.execute(
        select(Claim.article_id, func.count())
        .where(Claim.article_id.in_(article_ids), *waits_for_adjudicator())
        .group_by(Claim.article_id)
    )
    return dict(rows.all())


def settling_of(session: Session, project: Project, progress: TeamProgress) -> Settling:
    """How the claims of the project that have begun come to an end; from indexes."""
    is_complete = ~lacks_answers(project.annotators_per_claim)
    sure = ~is_possible()
    differing, doubted, sure_differing, sure_doubted = session.execute(
        select(
            func.count().filter(is_complete),
            func.count().filter(~is_complete),
            func.count().filter(is_complete, sure),
            func.count().filter(~is_complete, sure),
        ).where(Claim.project_id == project.id, *waits_for_adjudicator())
    ).one()
    complete_by_hand, by_hand = session.execute(
        select(func.count().filter(is_complete), func.count()).where(
            Claim.project_id == project.id,
            Claim.state.in_((ClaimState.ACCEPTED, ClaimState.PROPOSED)),
            Claim.adjudicated_on.is_not(None),
            *is_live(with_possible=False),
        )
    ).one()
    lacking = progress.claims - progress.complete
    return Settling(
        differing=differing,
        doubted=doubted,
        by_hand=by_hand,
        by_rule=progress.complete - sure_differing - complete_by_hand,
        open=lacking - sure_doubted - (by_hand - complete_by_hand),
    )
