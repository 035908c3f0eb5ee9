"""Rows for programs: a page of a list from where the last one ended, or one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, select, true, tuple_
from sqlalchemy.orm import Session

from webapp.api.pages.listings import Listing
from webapp.models import Account, Article, Claim, Dispute, Placement
from webapp.rules.articles import is_in_work
from webapp.tables.exporting import rows_by_id, rows_of
from webapp.tables.json_values import row_in_json
from webapp.tables.scope import Scope

Conditions = tuple[ColumnElement[bool], ...]
JsonRow = dict[str, Any]


@dataclass(frozen=True)
class RowsFound:
    """The rows of one page, and where they end."""

    rows: list[JsonRow]
    ended_at: list[Any] | None
    """By what the last row is ordered; none where no row comes after it."""


def rows_after(
    session: Session,
    scope: Scope,
    listing: Listing,
    *conditions: ColumnElement[bool],
    after: Sequence[Any] | None,
    limit: int,
) -> RowsFound:
    """So many rows as one member may see them, behind the place where a page has ended."""
    asked = _asked(session, scope, listing, *conditions).order_by(*listing.order).limit(limit + 1)
    if after is not None:
        asked = asked.where(tuple_(*listing.order) > tuple_(*after))
    found = rows_of(session, asked)
    page = found[:limit]
    ended_at = list(page[-1][2:]) if len(found) > limit else None
    return RowsFound(_in_json(session, scope, listing, page), ended_at)


def row_or_none(session: Session, scope: Scope, listing: Listing, public_id: str) -> JsonRow | None:
    """The row of this id, if the member may know of it."""
    asked = _asked(session, scope, listing, listing.public_id == public_id)
    return next(iter(_in_json(session, scope, listing, rows_of(session, asked))), None)


def _asked(
    session: Session, scope: Scope, listing: Listing, *conditions: ColumnElement[bool]
) -> Select[Any]:
    """The id of each row, its key, and by what it is ordered."""
    export = listing.export
    rows = export.rows(scope, scope.viewer(session)).order_by(None).where(*conditions)
    columns: list[Any] = [export.id, export.key, *listing.order]
    return rows.with_only_columns(*columns, maintain_column_froms=True)


def _in_json(
    session: Session, scope: Scope, listing: Listing, found: Sequence[Any]
) -> list[JsonRow]:
    keys = {one[0]: one[1] for one in found}
    cells = rows_by_id(listing.export, scope, session, keys) if keys else {}
    return [row_in_json(listing.table, cells[key]) for key in keys]


def articles_asked(*, are_withdrawn: bool) -> Conditions:
    """Articles in the work, or those that are out of it."""
    is_out = Article.withdrawn_at.is_not(None)
    return (is_out if are_withdrawn else ~is_out,)


def claims_asked(project_id: int, *, are_current: bool, article_id: str | None) -> Conditions:
    """Claims that stand, or those that were replaced or went with their article; of one or all."""
    wanted = (Claim.is_current == (true() if are_current else false()),)
    if not article_id:
        return wanted
    of_article = select(Article.reading_key).where(
        Article.project_id == project_id, Article.public_id == article_id
    )
    key = of_article.correlate(None).scalar_subquery()
    return (*wanted, Claim.reading_key.between(key, key))  # where the index is left, too


def accounts_asked(project_id: int, dispute_id: str | None) -> Conditions:
    """The accounts of all disputes, or of one."""
    return (Account.id.in_(_accounts_of(project_id, dispute_id)),) if dispute_id else ()


def placements_asked(project_id: int, dispute_id: str | None) -> Conditions:
    """The claims under the accounts of all disputes, or of one, of articles in the work."""
    if not dispute_id:
        return is_in_work()
    accounts = _accounts_of(project_id, dispute_id)
    placements = select(Placement.id).where(Placement.account_id.in_(accounts))
    return (*is_in_work(), Placement.id.in_(placements.correlate(None)))


def _accounts_of(project_id: int, dispute_id: str) -> Select[int]:
    """Their keys."""
    dispute = select(Dispute.id).where(
        Dispute.project_id == project_id, Dispute.public_id == dispute_id
    )
    accounts = select(Account.id).where(Account.dispute_id.in_(dispute.correlate(None)))
    return accounts.correlate(None)
