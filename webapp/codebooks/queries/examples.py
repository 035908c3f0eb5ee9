"""Claims of a project that show its codes at work: those whose tags are final."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import Answer, Article, Claim, Membership
from webapp.rules.blindness import final_tags_seen_by
from webapp.rules.claims import NAMED, is_counted
from webapp.vocabulary import CodeField, FinalBy

MOST_READ = 500
"""Claims among which examples are looked for: those whose final tags were begun last."""
EXAMPLES = 2
"""Of each code."""
SHORTEST, LONGEST = 60, 260
"""Characters of a claim that is easily read, and says enough."""
FIELDS = tuple(CodeField)

Examples = Mapping[tuple[CodeField, str], list[Claim]]


def examples_for(session: Session, viewer: Membership) -> Examples:
    """Claims by the codes of their final tags; none of a sensitive text, nor what blindness hides.

    What several people answered alike comes before what one did, and what is easily read before
    what is not.
    """
    chosen: dict[tuple[CodeField, str], list[int]] = {}
    for claim_id, *values in sorted(_final_tags(session, viewer), key=_is_worse):
        for field, value in zip(FIELDS, values[2:], strict=True):
            some = chosen.setdefault((field, viewer.project.counted_as(field, value)), [])
            if value and len(some) < EXAMPLES:
                some.append(claim_id)
    claims = _claims(session, {one for some in chosen.values() for one in some})
    return {code: [claims[one] for one in some] for code, some in chosen.items()}


def _final_tags(session: Session, viewer: Membership) -> Iterable[tuple[Any, ...]]:
    """The key of a claim, how its tags became final, how long it is, and a code for each field."""
    codes = (getattr(Answer, field.value) for field in FIELDS)
    rows = session.execute(
        select(Claim.id, Claim.final_by, func.length(Claim.search_text), *codes)
        .join(Answer, Answer.id == Claim.final_answer_id)
        .join(Claim.article)
        .where(
            Claim.project_id == viewer.project_id,
            Article.is_sensitive == false(),
            *is_counted(),
            *final_tags_seen_by(viewer),
        )
        .order_by(Claim.final_answer_id.desc())
        .limit(MOST_READ)
    )
    return [tuple(row) for row in rows]


def _is_worse(row: tuple[Any, ...]) -> tuple[bool, bool]:
    _, final_by, length, *_ = row
    return final_by == FinalBy.SINGLE, not SHORTEST <= length <= LONGEST


def _claims(session: Session, keys: Iterable[int]) -> dict[int, Claim]:
    found = session.scalars(
        select(Claim)
        .options(joinedload(Claim.article), selectinload(Claim.spans), *NAMED)
        .where(Claim.id.in_(keys))
    )
    return {claim.id: claim for claim in found}
