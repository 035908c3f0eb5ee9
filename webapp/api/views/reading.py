"""What programs read: every list a page at a time, every row by its id."""

from __future__ import annotations

from flask import Response
from flask_login import current_user
from sqlalchemy import ColumnElement

from webapp.api.forms.asking import ArticleRowsQuery, ClaimRowsQuery, DisputeRowsQuery, RowsQuery
from webapp.api.pages import listings
from webapp.api.pages.listings import Listing
from webapp.api.queries import rows
from webapp.api.views.answers import json_answer
from webapp.api.views.blueprint import ONE, ROOT, blueprint
from webapp.errors import NotFound
from webapp.models import Membership
from webapp.tables.scope import Scope
from webapp.vocabulary import TokenScope
from webapp.web.current import membership, project
from webapp.web.permissions import Permission, requires
from webapp.web.program_query import place_after, place_in
from webapp.web.transactions import session


@blueprint.get(f"{ROOT}/projects")
@requires(Permission.KEEP_OWN_ACCOUNT)
def projects() -> Response:
    """The projects that the token opens: one."""
    return _list(listings.PROJECTS, RowsQuery(), member=current_user.membership)


@blueprint.get(ONE)
@requires(Permission.READ)
def one_project(project_id: str) -> Response:
    """The project."""
    return _row(listings.PROJECTS, project_id)


@blueprint.get(f"{ONE}/articles")
@requires(Permission.READ, scope=TokenScope.ARTICLES)
def articles(project_id: str) -> Response:
    """The articles by date, undated ones last, without their texts."""
    query = ArticleRowsQuery()
    wanted = rows.articles_asked(are_withdrawn=query.withdrawn.data == "true")
    return _list(listings.ARTICLES, query, *wanted)


@blueprint.get(f"{ONE}/articles/<article_id>")
@requires(Permission.READ, scope=TokenScope.ARTICLES)
def article(project_id: str, article_id: str) -> Response:
    """One article, without its text."""
    return _row(listings.ARTICLES, article_id)


@blueprint.get(f"{ONE}/articles/<article_id>/text")
@requires(Permission.READ, scope=TokenScope.TEXTS)
def text(project_id: str, article_id: str) -> Response:
    """The text of one article, whose code points spans count."""
    return _row(listings.TEXTS, article_id)


@blueprint.get(f"{ONE}/claims")
@requires(Permission.READ, scope=TokenScope.CLAIMS)
def claims(project_id: str) -> Response:
    """The claims with their final tags, by article and as they stand in it."""
    query = ClaimRowsQuery()
    wanted = rows.claims_asked(
        project().id,
        are_current=query.replaced.data != "true",
        article_id=query.article_id.data,
    )
    return _list(listings.CLAIMS, query, *wanted)


@blueprint.get(f"{ONE}/claims/<claim_id>")
@requires(Permission.READ, scope=TokenScope.CLAIMS)
def claim(project_id: str, claim_id: str) -> Response:
    """One claim with its final tags."""
    return _row(listings.CLAIMS, claim_id)


@blueprint.get(f"{ONE}/sources")
@requires(Permission.READ, scope=TokenScope.SOURCES)
def sources(project_id: str) -> Response:
    """The sources of the register, by their ids."""
    return _list(listings.SOURCES, RowsQuery())


@blueprint.get(f"{ONE}/sources/<source_id>")
@requires(Permission.READ, scope=TokenScope.SOURCES)
def source(project_id: str, source_id: str) -> Response:
    """One source."""
    return _row(listings.SOURCES, source_id)


@blueprint.get(f"{ONE}/disputes")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def disputes(project_id: str) -> Response:
    """The disputes, by their ids."""
    return _list(listings.DISPUTES, RowsQuery())


@blueprint.get(f"{ONE}/disputes/<dispute_id>")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def dispute(project_id: str, dispute_id: str) -> Response:
    """One dispute."""
    return _row(listings.DISPUTES, dispute_id)


@blueprint.get(f"{ONE}/accounts")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def accounts(project_id: str) -> Response:
    """The accounts of all disputes or of one, by their ids."""
    query = DisputeRowsQuery()
    dispute_id = query.dispute_id.data
    wanted = rows.accounts_asked(project().id, dispute_id)
    return _list(listings.ACCOUNTS_OF_ONE if dispute_id else listings.ACCOUNTS, query, *wanted)


@blueprint.get(f"{ONE}/accounts/<account_id>")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def account(project_id: str, account_id: str) -> Response:
    """One account."""
    return _row(listings.ACCOUNTS, account_id)


@blueprint.get(f"{ONE}/dispute-claims")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def dispute_claims(project_id: str) -> Response:
    """The claims under the accounts of all disputes or of one, by the ids of the placements."""
    query = DisputeRowsQuery()
    dispute_id = query.dispute_id.data
    wanted = rows.placements_asked(project().id, dispute_id)
    listing = listings.DISPUTE_CLAIMS_OF_ONE if dispute_id else listings.DISPUTE_CLAIMS
    return _list(listing, query, *wanted)


@blueprint.get(f"{ONE}/dispute-claims/<placement_id>")
@requires(Permission.READ, scope=TokenScope.DISPUTES)
def dispute_claim(project_id: str, placement_id: str) -> Response:
    """One claim under an account."""
    return _row(listings.DISPUTE_CLAIMS, placement_id)


def _list(
    listing: Listing,
    query: RowsQuery,
    *wanted: ColumnElement[bool],
    member: Membership | None = None,
) -> Response:
    """A page of rows, and the address of the next one."""
    name, place = listing.table.name, query.after.data
    found = rows.rows_after(
        session(),
        _scope(member or membership()),
        listing,
        *wanted,
        after=place_in(name, place) if place else None,
        limit=query.limit.data,
    )
    ended_at = found.ended_at
    following = None if ended_at is None else query.address_after(place_after(name, ended_at))
    return json_answer({"rows": found.rows, "next": following})


def _row(listing: Listing, public_id: str) -> Response:
    row = rows.row_or_none(session(), _scope(membership()), listing, public_id)
    if row is None:
        raise NotFound(f"There is no such row among the {listing.table.name} of this project.")
    return json_answer(row)


def _scope(member: Membership) -> Scope:
    """Whoever made the token reads no more by it than by their exports, under pseudonyms."""
    return Scope(project_id=member.project_id, member_id=member.id)
