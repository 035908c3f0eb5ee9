"""The type that is proposed for a claim's source: its usual one, or what its words say."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import KnownName, ProposedCode
from webapp.annotations.queries.type_words import type_in_words_or_none
from webapp.folding import folded
from webapp.models import Annotation, AnnotationSource, Claim, Membership, Source
from webapp.vocabulary import SUBMITTED_STATES

FEWEST_ANSWERS = 2
"""Answers that make a type usual: one alone may be a slip."""


def proposed_type_or_none(
    session: Session, viewer: Membership, claim: Claim, names: Iterable[KnownName]
) -> ProposedCode | None:
    """The usual type of the proposed source, else what the words for it say."""
    name = claim.proposed_source_name or ""
    known = next((one for one in names if name and one.name == name and one.source_type), None)
    if known and _is_usual(session, viewer, known):
        return ProposedCode(known.source_type, "the usual type of this source")
    return type_in_words_or_none(claim.source_text) or type_in_words_or_none(name)


def _is_usual(session: Session, viewer: Membership, known: KnownName) -> bool:
    """More than a single answer speaks for the type, or the register alone does."""
    counted = (Annotation.user_id == viewer.user_id,)
    if viewer.sees_all_tags:
        counted = (or_(*counted, Annotation.state.in_(SUBMITTED_STATES)),)
    answers = (
        select(Annotation.id)
        .join(Annotation.sources)
        .join(AnnotationSource.source)
        .where(
            Source.project_id == viewer.project_id,
            Source.folded_name == folded(known.alias_of or known.name),
            Annotation.source_type == known.source_type,
            *counted,
        )
        .limit(FEWEST_ANSWERS)
    )
    count = session.scalars(select(func.count()).select_from(answers.subquery())).one()
    return count != 1
