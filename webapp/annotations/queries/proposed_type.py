"""The type that is proposed for a claim's source: its usual one, or what its words say."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ScalarSelect, bindparam, func, select

from webapp.models import Annotation, AnnotationSource, Claim, Source
from webapp.rules.known_names import KnownName
from webapp.rules.tags import ProposedCode
from webapp.rules.type_words import type_in_words_or_none
from webapp.vocabulary import SUBMITTED_STATES

FEWEST_ANSWERS = 2
"""Answers that make a type usual: one alone may be a slip."""


def known_or_none(claim: Claim, names: Iterable[KnownName]) -> KnownName | None:
    """The proposed source in the register, where that says of which type it is."""
    name = claim.suggested_source_name
    return next((one for one in names if name and one.name == name and one.source_type), None)


def proposed_type_or_none(
    claim: Claim, known: KnownName | None, answers: int
) -> ProposedCode | None:
    """The usual type of the proposed source, else what the words for it say; none if held out.

    A type is usual where more than a single answer speaks for it, or the register alone does.
    """
    if claim.is_held_out:
        return None
    if known and answers != 1:
        return ProposedCode(known.source_type, "the usual type of this source")
    name = claim.proposed_source_name or ""
    return type_in_words_or_none(claim.source_text) or type_in_words_or_none(name)


def answers_for_type(*, sees_all_tags: bool) -> ScalarSelect[int]:
    """How many answers that the member may see give the source `named` one of the types."""
    # of the answers that name the source: not of all that the person has given
    is_seen = Annotation.user_id + 0 == bindparam("user_id")
    if sees_all_tags:
        is_seen |= Annotation.state.in_(SUBMITTED_STATES)
    answers = (
        select(Annotation.id)
        .join(Annotation.sources)
        .join(AnnotationSource.source)
        .where(
            Source.project_id == bindparam("project_id"),
            Source.folded_name == bindparam("named"),
            Annotation.source_type.in_(bindparam("source_types", expanding=True)),
            is_seen,
        )
        .limit(FEWEST_ANSWERS)
    )
    return select(func.count()).select_from(answers.subquery()).scalar_subquery()
