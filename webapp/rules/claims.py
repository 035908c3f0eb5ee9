"""Claims of a project: which are meant, in which order they are read, what comes along."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    false,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, contains_eager, selectinload, undefer
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.interfaces import ORMOption

from webapp.models.annotation import Adjudication, Annotation, AnnotationSource
from webapp.models.article import Article, intact
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.vocabulary import LIKELY_FROM, VERY_LIKELY_FROM, ClaimState, Likelihood


def is_current() -> tuple[ColumnElement[bool], ...]:
    """No other claim has taken the claim's place, and its article is in the work."""
    return (Claim.is_current == true(),)


def is_counted() -> tuple[ColumnElement[bool], ...]:
    """It is a claim, no other one has taken its place, and its article is in the work."""
    return (*is_current(), Claim.state != ClaimState.NOT_A_CLAIM)


def uncounted(project_id: int) -> CompoundSelect[int]:
    """The keys of the project's other claims: two stretches of the index of counts."""
    of_project = select(Claim.id).where(Claim.project_id == project_id)
    is_none = Claim.state == ClaimState.NOT_A_CLAIM
    return union_all(
        of_project.where(Claim.is_current == false()), of_project.where(*is_current(), is_none)
    )


def is_likelihood(likelihood: Likelihood) -> ColumnElement[bool]:
    """What `Claim.likelihood` says of a row."""
    least = {Likelihood.VERY_LIKELY: VERY_LIKELY_FROM, Likelihood.LIKELY: LIKELY_FROM}
    most = {Likelihood.LIKELY: VERY_LIKELY_FROM, Likelihood.POSSIBLE: LIKELY_FROM}
    return and_(
        Claim.confidence >= least.get(likelihood, 0.0), Claim.confidence < most.get(likelihood, 2.0)
    )


def is_possible() -> ColumnElement[bool]:
    """What `Claim.is_possible` says of a row."""
    found_by_machine = Claim.confidence.is_not(None)
    return and_(
        Claim.state == ClaimState.PROPOSED, found_by_machine, is_likelihood(Likelihood.POSSIBLE)
    )


def is_live(*, with_possible: bool) -> tuple[ColumnElement[bool], ...]:
    """It stands, and it is a claim: there is something to tag."""
    folded = () if with_possible else (~is_possible(),)
    return (*is_counted(), *folded)


def names_of(claims: Iterable[Claim]) -> list[str]:
    """What refusals call claims of any articles."""
    return [f"claim {one.ordinal} of “{one.article.shown_title}”" for one in claims]


def reading_order() -> tuple[SQLColumnExpression[Any], ...]:
    """The order in which a project's claims are read: by article, then as they stand in it."""
    return (Claim.reading_key, Claim.first_offset, Claim.number)


NAMED: tuple[ORMOption, ...] = (undefer(Claim.ordinal),)
"""Loads along what people call claims."""
TAGS: tuple[ORMOption, ...] = (
    selectinload(Claim.spans),
    selectinload(Claim.annotations)
    .joinedload(Annotation.sources)
    .joinedload(AnnotationSource.source),
    selectinload(Claim.adjudication)
    .selectinload(Adjudication.sources)
    .joinedload(AnnotationSource.source),
)
"""Loads the words of claims along, and everyone's answers, for the caller to hide."""


def claim_or_none(
    session: Session,
    project: Project,
    public_id: str,
    *options: ORMOption,
    for_change: bool = False,
) -> Claim | None:
    """The project's claim of this id with its article's text, and what `options` load along.

    `for_change` lets others who would change it wait.
    """
    query = _by_id(*options, for_change=for_change)
    asked = {"project_id": project.id, "public_id": public_id}
    claim = session.scalars(query, asked).unique().one_or_none()
    if claim:
        intact(claim.article)
    return claim


def load_ordinals(session: Session, claims: Iterable[Claim]) -> None:
    """What people call these claims, which came without it: one query."""
    by_key = {claim.id: claim for claim in claims}
    if not by_key:
        return
    query = select(Claim.id, Claim.ordinal).where(Claim.id.in_(by_key))
    for key, ordinal in session.execute(query):
        set_committed_value(by_key[key], "ordinal", ordinal)


@lru_cache(maxsize=16)
def _by_id(*options: ORMOption, for_change: bool) -> Select[Claim]:
    query = (
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article).undefer(Article.text), *NAMED, *options)
        .where(
            Claim.project_id == bindparam("project_id"), Claim.public_id == bindparam("public_id")
        )
    )
    return query.with_for_update(of=Claim) if for_change else query
