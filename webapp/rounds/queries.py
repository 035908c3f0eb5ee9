"""Questions about rounds: which claims could be in one, and how far people are and agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.journal.names import name_for, names_of
from webapp.models import (
    AgreementReport,
    AgreementResult,
    Annotation,
    Article,
    Assignment,
    Claim,
    Membership,
    Project,
    Round,
)
from webapp.rounds.pages import (
    Draw,
    PersonInRound,
    PersonToAsk,
    RoundChoice,
    RoundFigures,
    RoundsPage,
    alphas_by_round,
    drawn,
)
from webapp.rules.agreement_results import report_or_none
from webapp.rules.annotators import annotators_of
from webapp.rules.asked import is_left_to_annotators
from webapp.rules.claims import is_counted, is_live
from webapp.rules.places import is_kept
from webapp.rules.words import claims_with_words, has_words
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, ComparedPart


def draw_of(session: Session, project: Project, choice: RoundChoice, now: datetime) -> Draw:
    """The claims that a choice draws: all that match, where those are fewer than it asks for."""
    rows = session.execute(_could_be_drawn(project, choice), {"now": now}).all()
    found = [(key, public_id) for key, public_id in rows]
    return Draw(drawn(found, choice.count, choice.seed), len(found))


def still_free(
    session: Session,
    project: Project,
    choice: RoundChoice,
    claim_ids: Collection[int],
    now: datetime,
) -> int:
    """How many of these claims could still be drawn."""
    query = _could_be_drawn(project, choice).where(Claim.id.in_(claim_ids))
    return len(session.execute(query, {"now": now}).all())


def _could_be_drawn(project: Project, choice: RoundChoice) -> Select[int, str]:
    """Claims of no round that nobody has begun, passed by or before them."""
    is_begun = Annotation.state != AnnotationState.PENDING
    kept = select(Assignment.id).where(Assignment.claim_id == Claim.id, *is_kept())
    query = (
        select(Claim.id, Claim.public_id)
        .join(Claim.article)
        .where(
            Claim.project_id == project.id,
            Claim.round_id.is_(None),
            Claim.annotator_count == 0,
            *is_left_to_annotators(),
            ~Claim.annotations.any(is_begun),
            ~kept.exists(),
            *is_live(with_possible=False),
            *has_words(Article.folded_title, choice.title),
            *has_words(Article.folded_outlet, choice.outlet),
        )
    )
    if choice.words:
        query = query.where(Claim.id.in_(claims_with_words(project.id, choice.words)))
    return query


def people_to_ask(
    session: Session, viewer: Membership, chosen: Sequence[Membership]
) -> list[PersonToAsk]:
    """Everybody who may tag."""
    return [
        PersonToAsk(one, name_for(viewer, one), one in chosen)
        for one in session.scalars(annotators_of(viewer.project))
    ]


def round_or_none(session: Session, project: Project, public_id: str) -> Round | None:
    """The project's round of this public id."""
    return session.scalars(_rounds(project).where(Round.public_id == public_id)).one_or_none()


def rounds_page(session: Session, viewer: Membership) -> RoundsPage:
    """All rounds of the project beside one another."""
    report = report_or_none(session, viewer.project_id)
    alphas = alphas_by_round(_results(session, report)) if report else {}
    rounds = session.scalars(_rounds(viewer.project)).all()
    claims, answers = _claim_counts(session, viewer.project), _answer_counts(session, viewer)
    names = names_of(session, viewer, {who.user_id for one in rounds for who in one.people})
    return RoundsPage(
        [
            RoundFigures(
                one,
                before,
                claims.get(one.id, 0),
                _people(one, names, answers),
                alphas.get(str(one.number), {}),
            )
            for one, before in zip(rounds, [None, *rounds], strict=False)
        ],
        report,
    )


def _results(session: Session, report: AgreementReport) -> Sequence[AgreementResult]:
    of_rounds = AgreementResult.part == ComparedPart.ROUND
    query = select(AgreementResult).where(AgreementResult.report_id == report.id, of_rounds)
    return session.scalars(query.order_by(AgreementResult.id)).all()


def _people(
    one: Round, names: dict[int | None, str], answers: dict[tuple[int, int], int]
) -> list[PersonInRound]:
    people = [
        PersonInRound(
            names.get(who.user_id, "somebody"),
            answers.get((one.id, who.user_id), 0),
            who.left_at is not None,
        )
        for who in one.people
    ]
    return sorted(people, key=lambda who: who.name)


def figures_of_round(session: Session, viewer: Membership, one: Round) -> RoundFigures:
    """One round alone: how far its people are."""
    names = names_of(session, viewer, {who.user_id for who in one.people})
    people = _people(one, names, _answer_counts(session, viewer))
    count = _claim_counts(session, viewer.project).get(one.id, 0)
    return RoundFigures(one, None, count, people)


def _rounds(project: Project) -> Select[Round]:
    return (
        select(Round)
        .options(joinedload(Round.codebook), selectinload(Round.people))
        .where(Round.project_id == project.id)
        .order_by(Round.number)
    )


def _claim_counts(session: Session, project: Project) -> dict[int, int]:
    """By round, its claims that count."""
    rows = session.execute(
        select(Round.id, func.count(Claim.id))
        .join(Claim, Claim.round_id == Round.id)
        .where(Round.project_id == project.id, *is_counted())
        .group_by(Round.id)
    )
    return dict(rows.all())


def _answer_counts(session: Session, viewer: Membership) -> dict[tuple[int, int], int]:
    """By round and person, the claims that the person has answered."""
    rows = session.execute(
        select(Round.id, Annotation.user_id, func.count())
        .join(Claim, Claim.round_id == Round.id)
        .join(Annotation, Annotation.claim_id == Claim.id)
        .where(
            Round.project_id == viewer.project_id,
            Annotation.state.in_(SUBMITTED_STATES),
            *is_counted(),
        )
        .group_by(Round.id, Annotation.user_id)
    )
    return {(round_id, user_id): count for round_id, user_id, count in rows}
