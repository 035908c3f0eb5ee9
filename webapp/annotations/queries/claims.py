"""Questions about the claims of an article and what people answered."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, load_only
from sqlalchemy.orm.attributes import set_committed_value

from webapp.attribution.text.spans import TextSpan
from webapp.markup.marked_text import Mark
from webapp.models import (
    Annotation,
    AnnotationSource,
    Article,
    Claim,
    Event,
    EventClaim,
    Membership,
    Project,
    Span,
    User,
)
from webapp.rules.claims import claim_or_none, is_current, is_live, is_possible
from webapp.vocabulary import ClaimState, SpanRole

NEWER = contains_eager(Claim.article).joinedload(Article.superseded_by)
"""Loads the corrected versions of the article along."""
NO_KEY = 0
"""No row has it."""


def successors_of(session: Session, claim: Claim) -> list[Claim]:
    """The claims that have taken its place, by an edit or a merge."""
    return list(
        session.scalars(
            select(Claim)
            .where((Claim.supersedes_id == claim.id) | (Claim.id == claim.merged_into_id))
            .order_by(Claim.number)
        )
    )


def marks_of(
    session: Session,
    article: Article,
    part: TextSpan,
    current: Claim | None = None,
    *,
    with_words_in: TextSpan | None = None,
    with_possible: bool,
) -> list[Mark]:
    """The spans of the article's live claims in a part of it, and all of the current claim.

    Of the other claims it may be those alone that have words in a lesser part.
    """
    least = with_words_in or part
    asked = {"article_id": article.id, "start": part.start, "end": part.end}
    asked |= {"least_start": least.start, "least_end": least.end}
    asked["current_id"] = current.id if current else NO_KEY
    rows = session.execute(_marks(with_possible=with_possible), asked)
    return [
        Mark(claim_id, number, role, start, end, is_proposed=state == ClaimState.PROPOSED)
        for claim_id, number, role, start, end, state in rows
    ]


@cache
def _marks(*, with_possible: bool) -> Select[str, int, SpanRole, int, int, ClaimState]:
    live = is_live(with_possible=with_possible)
    is_in_part = (Span.start < bindparam("end")) & (Span.end > bindparam("start"))
    word = aliased(Span)
    is_in_least = (word.start < bindparam("least_end")) & (word.end > bindparam("least_start"))
    shown = (
        select(Claim.id)
        .join(word, word.claim_id == Claim.id)
        .where(Claim.article_id == bindparam("article_id"), *live, is_in_least)
    )
    return (
        select(Claim.public_id, Claim.number, Span.role, Span.start, Span.end, Claim.state)
        .join(Claim.spans)
        .where((Claim.id.in_(shown) & is_in_part) | (Claim.id == bindparam("current_id")))
        .order_by(Span.start, Span.id)
    )


def claim_to_read_or_none(session: Session, project: Project, public_id: str) -> Claim | None:
    """The project's claim of this id; its tags come with those of the page's other claims."""
    return claim_or_none(session, project, public_id, NEWER)


def claim_to_tag_or_none(session: Session, project: Project, public_id: str) -> Claim | None:
    """The same with its tags; others who would tag it wait."""
    claim = claim_or_none(session, project, public_id, for_change=True)
    if claim is not None:
        _load_tags(session, {claim.id: claim})
    return claim


def load_cards(session: Session, keys: Collection[int]) -> dict[int, Claim]:
    """These claims with what cards show, by their keys: words, and everyone's answers."""
    claims = session.scalars(_of_keys(), {"keys": list(keys)})
    found = {claim.id: claim for claim in claims}
    _load_tags(session, found)
    return found


def _load_tags(session: Session, claims: Mapping[int, Claim]) -> None:
    """What `TAGS` loads, asked for directly: that takes half as long."""
    for name, query in _tag_queries().items():
        of_claims: dict[int, list[Any]] = {key: [] for key in claims}
        for row in session.scalars(query, {"keys": list(claims)}).unique():
            of_claims[row.claim_id].append(row)
        for key, rows in of_claims.items():
            set_committed_value(claims[key], name, rows)


@cache
def _of_keys() -> Select[Claim]:
    return select(Claim).where(Claim.id.in_(bindparam("keys", expanding=True)))


@cache
def _tag_queries() -> dict[str, Select[Any]]:
    keys: BindParameter[int] = bindparam("keys", expanding=True)
    spans = select(Span).where(Span.claim_id.in_(keys)).order_by(Span.role, Span.position)
    sources = joinedload(Annotation.sources).joinedload(AnnotationSource.source)
    answers = select(Annotation).options(sources).where(Annotation.claim_id.in_(keys))
    return {"spans": spans, "annotations": answers.order_by(Annotation.id)}


def possible_count(session: Session, project: Project) -> int:
    """How many possible claims the project has."""
    query = select(func.count(Claim.id)).where(Claim.project_id == project.id)
    return session.scalars(query.where(*is_current(), is_possible())).one()


def newest_article(session: Session, project: Project) -> Article:
    """The article that was imported last."""
    return session.scalars(_newest_article(), {"project_id": project.id}).one()


@cache
def _newest_article() -> Select[Article]:
    query = select(Article).where(Article.project_id == bindparam("project_id"))
    return query.options(load_only(Article.public_id)).order_by(Article.id.desc()).limit(1)


def last_claim_event_or_none(session: Session, claim: Claim) -> Event | None:
    """The newest event that changed the claim itself, not its tags or its place in a dispute."""
    return session.scalars(
        select(Event)
        .join(Event.claims)
        .where(
            Event.project_id == claim.project_id,
            Event.object_kind.not_in(("annotation", "dispute")),
            EventClaim.claim_id == claim.public_id,
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()


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
