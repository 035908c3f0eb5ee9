"""Questions about the claims of an article and what people answered."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, load_only, with_polymorphic
from sqlalchemy.orm.attributes import set_committed_value

from webapp.models import (
    Adjudication,
    Annotation,
    AnnotationSource,
    Answer,
    Article,
    Claim,
    Membership,
    Project,
    Source,
    Span,
    User,
)
from webapp.rules.claims import NAMED, claim_or_none, is_current, is_possible

AROUND = (contains_eager(Claim.article).joinedload(Article.superseded_by), joinedload(Claim.spans))
"""Loads the corrected versions of the article along, and the claim's words."""
SHOWN_OF_CLAIMS = (
    *(Claim.public_id, Claim.article_id, Claim.number, Claim.state, Claim.confidence),
    *(Claim.proposed_source_name, Claim.name_confidence, Claim.reasons, Claim.mentions),
    Claim.via_source,
    *(Claim.nested_in_id, Claim.final_by, Claim.final_answer_id, Claim.is_settled),
    Claim.is_held_out,
)
"""What a card reads of a claim."""
SHOWN_OF_SOURCES = (Source.name, Source.public_id, Source.merged_into_id)


def successors_of(session: Session, claim: Claim) -> list[Claim]:
    """The claims that have taken its place, by an edit or a merge."""
    return list(
        session.scalars(
            select(Claim)
            .options(*NAMED)
            .where((Claim.supersedes_id == claim.id) | (Claim.id == claim.merged_into_id))
            .order_by(Claim.number)
        )
    )


def claim_to_read_or_none(session: Session, project: Project, public_id: str) -> Claim | None:
    """The project's claim of this id; its tags come with those of the page's other claims."""
    return claim_or_none(session, project, public_id, *AROUND)


def claim_to_tag_or_none(session: Session, project: Project, public_id: str) -> Claim | None:
    """The same with its tags; others who would tag it wait."""
    claim = claim_or_none(session, project, public_id, for_change=True)
    if claim is not None:
        _load_tags(session, claim)
    return claim


def _load_tags(session: Session, claim: Claim) -> None:
    """What `TAGS` loads, asked for directly: that takes half as long."""
    asked = {"key": claim.id}
    set_committed_value(claim, "spans", session.scalars(_spans(), asked).all())
    answers = session.scalars(_answers(), asked).unique().all()
    _set_answers(claim, answers)


def _set_answers(claim: Claim, answers: Sequence[Answer]) -> None:
    annotations = [one for one in answers if isinstance(one, Annotation)]
    set_committed_value(claim, "annotations", annotations)
    settled = next((one for one in answers if isinstance(one, Adjudication)), None)
    set_committed_value(claim, "adjudication", settled)


@cache
def _spans() -> Select[Span]:
    is_wanted = Span.claim_id == bindparam("key")
    return select(Span).where(is_wanted).order_by(Span.role, Span.position)


@cache
def _answers() -> Select[Answer]:
    sources = joinedload(Answer.sources).joinedload(AnnotationSource.source)
    is_wanted = Answer.claim_id == bindparam("key")
    return select(Answer).options(sources).where(is_wanted).order_by(Answer.id)


def load_cards(
    session: Session, keys: Collection[int], ordinals: Mapping[str, int]
) -> dict[int, Claim]:
    """These claims with everyone's answers, by their keys; `ordinals` are known by public id."""
    found = session.execute(_of_keys(), {"keys": list(keys)}).unique().all()
    answers: dict[Claim, list[Answer]] = {claim: [] for claim, _ in found}
    for claim, answer in found:
        if answer is not None:
            answers[claim].append(answer)
    for claim, given in answers.items():
        _set_answers(claim, given)
        if claim.public_id in ordinals:
            set_committed_value(claim, "ordinal", ordinals[claim.public_id])
    return {claim.id: claim for claim in answers}


@cache
def _of_keys() -> Select[Claim, Answer | None]:
    """Answers of both kinds by one way: a statement with a way for each takes a third longer."""
    answer = with_polymorphic(Answer, [Annotation, Adjudication])
    source = joinedload(answer.sources).joinedload(AnnotationSource.source)
    return (
        select(Claim, answer)
        .outerjoin(answer, answer.claim_id == Claim.id)
        .options(
            load_only(*SHOWN_OF_CLAIMS, raiseload=True),
            source.load_only(*SHOWN_OF_SOURCES, raiseload=True),
        )
        .where(Claim.id.in_(bindparam("keys", expanding=True)))
        .order_by(answer.id)
    )


def possible_count(session: Session, project: Project) -> int:
    """How many possible claims the project has."""
    query = select(func.count(Claim.id)).where(Claim.project_id == project.id)
    return session.scalars(query.where(*is_current(), is_possible())).one()


def member(session: Session, project: Project, user: User) -> Membership:
    """The user's membership in the project."""
    return session.scalars(_member(), {"project_id": project.id, "user_id": user.id}).one()


@cache
def _member() -> Select[Membership]:
    return select(Membership).where(
        Membership.project_id == bindparam("project_id"),
        Membership.user_id == bindparam("user_id"),
    )


def annotation_by(claim: Claim, user: User) -> Annotation | None:
    """The user's own answer, among those that came with the claim."""
    return next((row for row in claim.annotations if row.user_id == user.id), None)


def words_digest(claim: Claim) -> str:
    """Names the words that a claim stands on: it changes when somebody edits the spans."""
    places: Iterable[str] = (f"{s.role}:{s.start}-{s.end}" for s in claim.spans)
    return hashlib.sha256(" ".join(sorted(places)).encode()).hexdigest()[:16]
