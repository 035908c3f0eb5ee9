"""The dispute page as one member may see it: every account, every claim in its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from webapp.disputes.pages.dispute import (
    ConflictSide,
    DisputePage,
    SuggestedClaim,
    TableRow,
    VisibleConflict,
)
from webapp.disputes.pages.timeline import Moment, dots_of
from webapp.markup.dispute_lead import lead_of
from webapp.models import Codebook, Dispute, Membership
from webapp.rules.account_columns import AccountColumn, ClaimInAccount, account_columns
from webapp.rules.claim_sentences import sentences_of
from webapp.rules.codebooks import labels_of
from webapp.rules.conflicts import Conflict
from webapp.rules.dispute_status import conflicts_in
from webapp.rules.passages import passages_of
from webapp.rules.suggestions import suggestions_for
from webapp.rules.visible_claims import shown_claim
from webapp.vocabulary import DisputeState


def dispute_page(
    session: Session, viewer: Membership, dispute: Dispute, codebook: Codebook
) -> DisputePage:
    """The page of a dispute that came with its stances."""
    columns = account_columns(session, viewer, dispute, codebook)
    claims = [placed for column in columns for placed in column.claims]
    moments = _moments(columns)
    return DisputePage(
        dispute=dispute,
        columns=columns,
        passages=passages_of(columns),
        lead=lead_of(dispute, columns),
        conflicts=tuple(_visible(conflict, columns) for conflict in conflicts_in(dispute, viewer)),
        table=_table(columns, claims),
        dots=dots_of(moments),
        moments=moments,
    )


def waiting_claims(
    session: Session, viewer: Membership, dispute: Dispute, codebook: Codebook
) -> list[SuggestedClaim]:
    """What is suggested for an open dispute, the likest first."""
    if dispute.state != DisputeState.OPEN:
        return []
    found = suggestions_for(session, viewer, dispute)
    sentences = sentences_of(session, [one.claim for one in found])
    labels = labels_of(codebook)
    return [
        SuggestedClaim(
            shown_claim(one.claim, viewer, labels), sentences[one.claim.id], one.account, one.reason
        )
        for one in found
    ]


def _visible(conflict: Conflict, columns: Iterable[AccountColumn]) -> VisibleConflict:
    by_id = {column.account.public_id: column for column in columns}
    first = by_id[conflict.account]
    second = by_id[conflict.other_account or conflict.account]
    return VisibleConflict(
        _side(first, "support", conflict.supporting),
        _side(second, "support" if conflict.other_account else "deny", conflict.opposing),
    )


def _side(column: AccountColumn, stance: str, claims: Iterable[str]) -> ConflictSide:
    named = set(claims)
    found = tuple(placed for placed in column.claims if placed.shown.claim.public_id in named)
    return ConflictSide(column.account, stance, found)


def _table(
    columns: Iterable[AccountColumn], claims: Iterable[ClaimInAccount]
) -> tuple[TableRow, ...]:
    """Sources in the order in which they first speak."""
    named: dict[str, bool] = {}
    for placed in (one for one in claims if not one.shown.note):
        for name in placed.shown.names:
            named[name] = named.get(name, False) or not placed.shown.is_guess
    return tuple(
        TableRow(name, is_confirmed, tuple(_cell(column, name) for column in columns))
        for name, is_confirmed in named.items()
    )


def _cell(column: AccountColumn, name: str) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for placed in column.claims:
        if name in placed.shown.names and not placed.shown.note:
            label = placed.stance_label or placed.stance.words_for_none
            counted[label] = counted.get(label, 0) + 1
    return tuple(counted.items())


def _moments(columns: Iterable[AccountColumn]) -> tuple[Moment, ...]:
    """Every time that an account was stated, earliest first."""
    moments = [
        Moment(
            on=placed.shown.claim.article.published_on,
            row=row,
            number=column.account.position,
            who=placed.shown.who,
            outlet=placed.shown.claim.article.outlet,
            stance=placed.stance_label,
            is_for=placed.stance.stance == "support",
        )
        for row, column in enumerate(columns)
        for placed in column.claims
        if not placed.shown.note
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.on or date.max, moment.row)))
