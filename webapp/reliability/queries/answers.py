"""What the people of a project have answered, as far as it is submitted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from webapp.models import (
    Annotation,
    AnnotationSource,
    Claim,
    Event,
    EventClaim,
    Project,
    Round,
    Source,
)
from webapp.reliability.pages.answers import ComparedAnswers, GivenAnswer, IsClaim
from webapp.reliability.queries.drawn import drawn_claims
from webapp.reliability.queries.sources import canonical_ids
from webapp.reliability.queries.units import judged_claims
from webapp.rules.actions import Action
from webapp.rules.claims import is_counted, is_current, reading_order
from webapp.rules.codebooks import newest_codebook
from webapp.tables.cells import list_cell
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, CodeField, SkipReason

ACCEPTED = frozenset({Action.CLAIM_ACCEPTED, Action.CLAIMS_ACCEPTED})
MARKED = frozenset({Action.CLAIM_MARKED_AS_NOT_A_CLAIM, Action.CLAIMS_MARKED_AS_NO_CLAIMS})
JUDGED = {*ACCEPTED, *MARKED, Action.CLAIM_PUT_BACK}


def answers_to_compare(session: Session, project_id: int) -> ComparedAnswers:
    """All that is submitted in the project, drafts and adjudications left out."""
    project = session.get_one(Project, project_id)
    codebook = newest_codebook(session, project)
    claims = _claims(session, project_id)
    places = {claim_id: place for place, claim_id in enumerate(claims)}
    given = list(_given(session, project, codebook.id))
    given.sort(key=lambda one: (places[one.claim_id], one.user_id))
    judged = _is_claim(session, project_id)
    in_order = sorted(
        (pair for pair in judged if pair[0] in places),
        key=lambda pair: (places[pair[0]], pair[1]),
    )
    return ComparedAnswers(
        article_ids=claims,
        given=given,
        is_claim={pair: judged[pair] for pair in in_order},
        drawn=drawn_claims(session, project_id),
        offered={field: [code.value for code in codebook.codes_of(field)] for field in CodeField},
        rounds=_rounds(session, project_id),
        newest_event_id=_newest_event_id(session, project_id),
        judged=judged_claims(session, project_id, judged),
    )


def _claims(session: Session, project_id: int) -> dict[int, int]:
    """The articles of all claims that stand, those that are none included, in reading order."""
    rows = session.execute(
        select(Claim.id, Claim.article_id)
        .where(Claim.project_id == project_id, *is_current())
        .order_by(*reading_order())
    )
    return dict(rows.all())


def _rounds(session: Session, project_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Claim.id, Round.number).join(Claim.round).where(Round.project_id == project_id)
    )
    return {claim_id: str(number) for claim_id, number in rows}


def _given(session: Session, project: Project, newest_id: int) -> Iterable[GivenAnswer]:
    """The answers by their codes as they count, where some were merged since."""
    sources = _sources(session, project.id)
    codes = [getattr(Annotation, field.value) for field in CodeField]
    rows = session.execute(
        select(
            *(Annotation.id, Annotation.claim_id, Annotation.user_id),
            *(Annotation.submitted_at, Annotation.codebook_id),
            *codes,
        )
        .join(Annotation.claim)
        .where(
            Annotation.project_id == project.id,
            Annotation.state.in_(SUBMITTED_STATES),
            *is_counted(),
        )
    )
    fields = tuple(CodeField)
    for key, claim_id, user_id, submitted_at, codebook_id, *values in rows:
        yield GivenAnswer(
            claim_id,
            user_id,
            submitted_at,
            codebook_id != newest_id,
            list_cell(dict.fromkeys(sources[key])),
            dict(zip(fields, map(project.counted_as, fields, values), strict=True)),
        )


def _sources(session: Session, project_id: int) -> defaultdict[int, list[str]]:
    """By answer, the public ids of the sources that stand for those it names, in order."""
    ids = canonical_ids(session, project_id)
    links = session.execute(
        select(AnnotationSource.annotation_id, AnnotationSource.source_id)
        .join(AnnotationSource.source)
        .where(Source.project_id == project_id)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for annotation_id, source_id in links:
        found[annotation_id].append(ids[source_id])
    return found


def _is_claim(session: Session, project_id: int) -> dict[tuple[int, int], IsClaim]:
    """What each person said last: by an answer or a skip, by accepting or marking."""
    found: dict[tuple[int, int], IsClaim] = {}
    judged_at: dict[tuple[int, int], datetime] = {}
    for claim_id, user_id, action, at in _judgements(session, project_id):
        judged_at[claim_id, user_id] = at
        if action == Action.CLAIM_PUT_BACK:
            found.pop((claim_id, user_id), None)
        else:
            said = IsClaim.CLAIM if action in ACCEPTED else IsClaim.NOT_A_CLAIM
            found[claim_id, user_id] = said
    is_skipped = and_(
        Annotation.state == AnnotationState.SKIPPED,
        Annotation.skipped_reason == SkipReason.NOT_A_CLAIM,
    )
    answered = session.execute(
        select(
            *(Annotation.claim_id, Annotation.user_id),
            *(Annotation.state, Annotation.submitted_at),
        ).where(
            Annotation.project_id == project_id,
            or_(Annotation.state.in_(SUBMITTED_STATES), is_skipped),
        )
    )
    for claim_id, user_id, state, submitted_at in answered:
        pair = (claim_id, user_id)
        if not state.is_submitted:
            found[pair] = IsClaim.NOT_A_CLAIM
        elif submitted_at is None or submitted_at >= judged_at.get(pair, submitted_at):
            found[pair] = IsClaim.CLAIM
        else:
            found.setdefault(pair, IsClaim.CLAIM)
    return found


def _judgements(session: Session, project_id: int) -> Iterable[tuple[int, int, str, datetime]]:
    """Claim, person, action and time of each judgement of a claim, but what was taken back."""
    undone = select(Event.undoes_id).where(
        Event.project_id == project_id, Event.undoes_id.is_not(None)
    )
    rows = session.execute(
        select(Claim.id, Event.user_id, Event.action, Event.created_at)
        .join_from(Event, EventClaim, EventClaim.event_id == Event.id)
        .join(Claim, Claim.public_id == EventClaim.claim_id)
        .where(
            Event.project_id == project_id,
            Claim.project_id == project_id,
            Event.user_id.is_not(None),
            Event.action.in_(JUDGED),
            Event.id.not_in(undone),
        )
        .order_by(Event.id)
    )
    return ((claim_id, user_id or 0, action, at) for claim_id, user_id, action, at in rows)


def _newest_event_id(session: Session, project_id: int) -> int | None:
    return session.scalars(select(func.max(Event.id)).where(Event.project_id == project_id)).one()
