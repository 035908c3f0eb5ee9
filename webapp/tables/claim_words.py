"""What stands around a claim in the export: its words, its submissions, its disputes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any, NamedTuple

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from webapp.models import Account, Claim, Dispute, Placement, Span
from webapp.models.project import counted_as
from webapp.tables.cells import SEPARATOR, value_cell
from webapp.tables.exporting import PageAsked, rows_of
from webapp.tables.final_tags import (
    NONE_YET,
    NOT_BY_HAND,
    Settled,
    Submissions,
    agreement_on,
    claims_of_known_end,
    final_sources,
    merged_codes_of,
    settled_by_hand,
    submissions_to,
)
from webapp.vocabulary import CodeField, SpanRole

NOWHERE: frozenset[str] = frozenset()


class Pieces(NamedTuple):
    """The words of one role of very many claims and where they stand, as cells by claim."""

    words: dict[int, str]
    places: dict[int, str]


class ClaimFound(NamedTuple):
    """One claim with its neighbours."""

    key: int
    pieces: Mapping[str, Pieces]
    """By role, those of all claims of the page."""
    submissions: Submissions
    sees_final: bool
    """The reader may know whether its tags are final, and which."""
    source_names: Sequence[str]
    """Of the final tags."""
    dispute_ids: Set[str]
    agreement: float | None
    settled: Settled
    merged_codes: list[Any]
    """Of the project."""


def words_of(role: SpanRole) -> Callable[[object, ClaimFound], str]:
    """The pieces of one role."""
    wanted = role.value
    return lambda _, claim: claim.pieces[wanted].words.get(claim.key, "")


def places_of(role: SpanRole) -> Callable[[object, ClaimFound], str]:
    """Where they stand."""
    wanted = role.value
    return lambda _, claim: claim.pieces[wanted].places.get(claim.key, "")


def counted_in(field: CodeField) -> Callable[[str | None, ClaimFound], str | None]:
    """The code of the final tags as it counts, where codes were merged since it was chosen."""
    return lambda value, claim: value and counted_as(claim.merged_codes, field, value)


def claims_around(session: Session, page: PageAsked) -> Mapping[int, ClaimFound]:
    """By key, the claims of some articles."""
    pieces = _pieces(session, page.keys)
    submissions = submissions_to(session, page.viewer, page.keys)
    names = final_sources(session, page.viewer, page.keys)
    disputes = _disputes(session, page.keys)
    known = claims_of_known_end(session, page.viewer, page.keys)
    agreed = agreement_on(session, page.viewer, page.keys)
    settled = settled_by_hand(session, page.viewer, page.keys)
    merged = merged_codes_of(session, page.keys)
    return {
        key: ClaimFound(
            key,
            pieces,
            submissions.get(key, NONE_YET),
            key in known,
            names.get(key, ()),
            disputes.get(key, NOWHERE),
            agreed.get(key),
            settled.get(key, NOT_BY_HAND),
            merged,
        )
        for key in page.ids
    }


def _pieces(session: Session, article_ids: Sequence[int]) -> Mapping[str, Pieces]:
    spans = rows_of(
        session,
        select(Span.claim_id, type_coerce(Span.role, String), Span.start, Span.end, Span.quote)
        .join(Span.claim)
        .where(Claim.article_id.in_(article_ids))
        .order_by(Span.start, Span.end),
    )
    found = {role.value: Pieces({}, {}) for role in SpanRole}
    for claim_id, role, start, end, quote in spans:
        words, places = found[role]
        if claim_id in words:
            words[claim_id] += SEPARATOR + value_cell(quote)
            places[claim_id] += f"{SEPARATOR}{start}-{end}"
        else:
            words[claim_id] = value_cell(quote)
            places[claim_id] = f"{start}-{end}"
    return found


def _disputes(session: Session, article_ids: Sequence[int]) -> Mapping[int, set[str]]:
    """Those in which a claim stands under an account."""
    placed = rows_of(
        session,
        select(Placement.claim_id, Dispute.public_id)
        .join(Placement.claim)
        .join(Placement.account)
        .join(Account.dispute)
        .where(Claim.article_id.in_(article_ids)),
    )
    found: dict[int, set[str]] = {}
    for claim_id, dispute_id in placed:
        found.setdefault(claim_id, set()).add(dispute_id)
    return found
