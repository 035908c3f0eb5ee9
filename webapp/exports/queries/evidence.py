"""The rows of evidence.csv and verdicts.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from webapp.exports.queries.disputes import OPENED
from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, people_of
from webapp.models import Evidence, Verdict, VerdictEvidence, VerdictRating
from webapp.tables.cells import date_cell, list_cell, time_cell, whole_cell
from webapp.tables.evidence import EVIDENCE, VERDICTS
from webapp.tables.writers import Row

_PIECES = (*OPENED, Evidence.created_at, Evidence.public_id)
_REVISIONS = (*OPENED, Verdict.revision)


def _evidence_ids(scope: Scope) -> Select[int]:
    return select(Evidence.id).join(Evidence.dispute).where(Evidence.project_id == scope.project_id)


def _verdict_ids(scope: Scope) -> Select[int]:
    return select(Verdict.id).join(Verdict.dispute).where(Verdict.project_id == scope.project_id)


def _evidence(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    people = people_of(session, scope)
    pieces = session.scalars(
        select(Evidence)
        .join(Evidence.dispute)
        .options(contains_eager(Evidence.dispute), joinedload(Evidence.account))
        .where(Evidence.id.in_(keys))
        .order_by(*_PIECES)
    )
    for piece in pieces:
        yield {
            "evidence_id": piece.public_id,
            "dispute_id": piece.dispute.public_id,
            "account_id": piece.account.public_id if piece.account else "",
            "url": piece.url,
            "archived_url": piece.archived_url,
            "quote": piece.quote,
            "medium": piece.medium.value,
            "bearing": piece.bearing.value,
            "checked_by": people.get(piece.checked_by_id or 0, ""),
            "checked_on": date_cell(piece.checked_on),
            "added_by": people.get(piece.created_by_id or 0, ""),
            "added_at": time_cell(piece.created_at),
        }


def _verdicts(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    people = people_of(session, scope)
    verdicts = session.scalars(
        select(Verdict)
        .join(Verdict.dispute)
        .options(
            contains_eager(Verdict.dispute),
            selectinload(Verdict.ratings).joinedload(VerdictRating.account),
            selectinload(Verdict.evidence).joinedload(VerdictEvidence.evidence),
        )
        .where(Verdict.id.in_(keys))
        .order_by(*_REVISIONS)
    )
    for verdict in verdicts:
        for rating in sorted(verdict.ratings, key=lambda one: one.account.public_id):
            yield {
                "verdict_id": verdict.public_id,
                "dispute_id": verdict.dispute.public_id,
                "revision": whole_cell(verdict.revision),
                "account_id": rating.account.public_id,
                "rating": rating.rating,
                "rationale": verdict.rationale,
                "evidence_ids": list_cell(
                    sorted(one.evidence.public_id for one in verdict.evidence)
                ),
                "set_by": people.get(verdict.set_by_id or 0, ""),
                "set_at": time_cell(verdict.set_at),
            }


def _evidence_count(session: Session, scope: Scope) -> int:
    counted = select(func.count(Evidence.id)).where(Evidence.project_id == scope.project_id)
    return session.scalars(counted).one()


def _rating_count(session: Session, scope: Scope) -> int:
    counted = select(func.count(VerdictRating.id)).join(VerdictRating.verdict)
    return session.scalars(counted.where(Verdict.project_id == scope.project_id)).one()


EVIDENCE_ROWS = Query(
    table=EVIDENCE,
    keys=lambda session, scope: session.scalars(_evidence_ids(scope).order_by(*_PIECES)).all(),
    rows=_evidence,
    count=_evidence_count,
    has_people=True,
)
VERDICT_ROWS = Query(
    table=VERDICTS,
    keys=lambda session, scope: session.scalars(_verdict_ids(scope).order_by(*_REVISIONS)).all(),
    rows=_verdicts,
    count=_rating_count,
    has_people=True,
)
