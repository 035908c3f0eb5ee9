"""comments.csv: what members said to one another about claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.limits import LONGEST_COMMENT
from webapp.models import Claim, Comment, CommentMention, Membership
from webapp.rules.claims import reading_order
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of
from webapp.tables.columns import (
    ExportedTable,
    id_column,
    people_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import PageAsked, TableExport, rows_of
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.scope import Scope, Viewer, articles_that_leave, comments_that_leave

MENTIONS = people_column(
    "mentions",
    "The members whom it calls, in the order in which it came to call them.",
    told=lambda _, called: called,
)
CREATED_AT = time_column("created_at", "When it was written.", Comment.created_at, is_needed=True)
COMMENTS = ExportedTable(
    name="comments",
    holds="One row per comment on a claim: what members said to one another about it.",
    key=("comment_id",),
    is_later=True,
    columns=(
        id_column("comment_id", "The comment.", Comment.public_id, is_needed=True),
        id_column(
            "claim_id",
            "The claim.",
            Claim.public_id,
            to="claim_id",
            refers=("claims", "claim_id"),
            is_needed=True,
        ),
        person_column("author", "Who wrote it.", Comment.author_id, is_needed=True),
        text_column(
            "text",
            "The words as they stand now; members are called by @ and the pseudonym.",
            Comment.text,
            longest=LONGEST_COMMENT,
            is_needed=True,
        ),
        MENTIONS,
        CREATED_AT,
        time_column(
            "edited_at",
            "When its author last changed the words; empty if they are the first ones.",
            Comment.edited_at,
        ),
        person_column(
            "resolved_by", "Who resolved it; empty while it is open.", Comment.resolved_by_id
        ),
        time_column("resolved_at", "When that was.", Comment.resolved_at),
    ),
)


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(Comment.id)
        .join(Comment.claim)
        .join(Claim.article)
        .where(
            Comment.project_id == scope.project_id,
            *comments_that_leave(viewer),
            *articles_that_leave(scope),
        )
        .order_by(*reading_order(), Comment.created_at, Comment.public_id)
    )


def _called(session: Session, page: PageAsked) -> Mapping[int, list[int]]:
    """By comment, the users whom it calls."""
    links = rows_of(
        session,
        select(CommentMention.comment_id, Membership.user_id)
        .join(CommentMention.membership)
        .where(CommentMention.comment_id.in_(page.ids))
        .order_by(CommentMention.id),
    )
    called: defaultdict[int, list[int]] = defaultdict(list)
    for comment_id, user_id in links:
        called[comment_id].append(user_id)
    return called


def _check(bundle: TableBundle) -> None:
    """Refuse what nobody resolved at a time, and who is called twice."""
    sheet = bundle["comments"]
    for number, row in sheet.rows():
        if bool(row["resolved_by"]) != bool(row["resolved_at"]):
            raise sheet.refusal(number, "resolved_by and resolved_at belong together.")
        called = list_of(row["mentions"])
        if len(set(called)) < len(called):
            raise sheet.refusal(number, "mentions names somebody twice.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every comment, and whom it calls; they are no news to anybody."""
    rows = bundle.rows_of("comments")
    add_rows(session, imported, COMMENTS, Comment, rows)
    members = dict(
        session.execute(
            select(Membership.user_id, Membership.id).where(
                Membership.project_id == imported.project.id
            )
        ).all()
    )
    mentions = [
        {
            "comment_id": imported.keys["comments"][row["comment_id"]],
            "membership_id": members[user_id],
            "created_at": imported.value_of(CREATED_AT, row["created_at"]),
        }
        for row in rows
        for user_id in imported.value_of(MENTIONS, row["mentions"])
    ]
    add_children(session, CommentMention, mentions)


COMMENTS_EXPORT = TableExport(
    table=COMMENTS, id=Comment.id, key=Comment.id, rows=_rows, around=_called
)
COMMENTS_IMPORT = TableImport(table=COMMENTS, check=_check, bring=_bring)
