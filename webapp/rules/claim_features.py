"""What claims are about, stored beside them, so that similar ones are found without reading all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.models.claim import Claim
from webapp.models.claim_feature import ClaimFeature
from webapp.models.span import Span
from webapp.rules.claims import is_counted
from webapp.similarity.features import ANY, features_of
from webapp.similarity.numbers import number_of
from webapp.vocabulary import SpanRole

AT_ONCE = 200
"""Claims that are written or compared at once."""
DRAWS = 2**31
_ROLES = (SpanRole.CUE, SpanRole.CONTENT)
_COLUMNS = ("number", "project_id", "draw", "feature_count")
Row = tuple[int, int, int, int]
"""Number, project, draw and count of features."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What a claim says that may be found by its words."""

    public_id: str
    project_id: int
    words: str


def words_of(session: Session, claim_ids: Collection[int]) -> dict[int, ClaimWords]:
    """Cue and content of those of the claims that stand: to reject says a lot."""
    rows = session.execute(
        select(Claim.id, Claim.public_id, Claim.project_id, Span.quote)
        .join(Claim.spans)
        .where(Claim.id.in_(claim_ids), Span.role.in_(_ROLES), *is_counted())
        .order_by(Claim.id, Span.start)
    )
    found: dict[int, tuple[str, int, list[str]]] = {}
    for claim_id, public_id, project_id, quote in rows:
        found.setdefault(claim_id, (public_id, project_id, []))[2].append(quote)
    return {
        claim_id: ClaimWords(public_id, project_id, " ".join(quotes))
        for claim_id, (public_id, project_id, quotes) in found.items()
    }


def index_claims(session: Session, claim_ids: Collection[int]) -> None:
    """Store what these claims are about now: for each change of whether or how they stand."""
    session.flush()
    for some in _batches(sorted(claim_ids)):
        wanted = outdated_features(session, some)
        rows = [
            {"claim_id": claim_id, **dict(zip(_COLUMNS, row, strict=True))}
            for claim_id, its_rows in wanted.items()
            for row in sorted(its_rows)
        ]
        if wanted:
            session.execute(
                delete(ClaimFeature)
                .where(ClaimFeature.claim_id.in_(wanted))
                .execution_options(synchronize_session=False)
            )
        if rows:
            session.execute(insert(ClaimFeature), rows)


def outdated_features(session: Session, claim_ids: Sequence[int]) -> dict[int, set[Row]]:
    """Those of the claims whose rows are not as they should be, and how they should be."""
    stored: dict[int, set[Row]] = {claim_id: set() for claim_id in claim_ids}
    columns = [getattr(ClaimFeature, name) for name in _COLUMNS]
    query = select(ClaimFeature.claim_id, *columns).where(ClaimFeature.claim_id.in_(claim_ids))
    for claim_id, *row in session.execute(query):
        stored[claim_id].add(tuple(row))
    said = words_of(session, claim_ids)
    wanted = {one: _rows(said[one]) if one in said else set() for one in claim_ids}
    return {one: rows for one, rows in wanted.items() if rows != stored[one]}


def _rows(claim: ClaimWords) -> set[Row]:
    draw = number_of(claim.public_id) % (DRAWS - 1) + 1
    features = features_of(claim.words)
    return {(number_of(one), claim.project_id, draw, len(features)) for one in (ANY, *features)}


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
