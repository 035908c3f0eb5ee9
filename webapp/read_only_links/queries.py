"""Questions about read-only links, and what one of them opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.markup.dispute_lead import lead_of
from webapp.models import Dispute, ReadOnlyLink
from webapp.models.base import token_digest
from webapp.read_only_links.pages import Reading
from webapp.rules.account_columns import ClaimInAccount, account_columns
from webapp.rules.codebooks import newest_codebook
from webapp.rules.dispute_status import conflicts_in, with_stances
from webapp.rules.disputes import verdicts_of, with_verdicts
from webapp.rules.passages import passages_of
from webapp.rules.read_only_links import is_open_on
from webapp.rules.viewers import Outsider
from webapp.vocabulary import DisputeState, FinalBy


def links_of(session: Session, dispute: Dispute) -> list[ReadOnlyLink]:
    """Every link that was ever made to the dispute, the newest first."""
    return list(
        session.scalars(
            select(ReadOnlyLink)
            .options(joinedload(ReadOnlyLink.created_by), joinedload(ReadOnlyLink.revoked_by))
            .where(ReadOnlyLink.dispute_id == dispute.id)
            .order_by(ReadOnlyLink.id.desc())
        )
    )


def link_of_or_none(session: Session, dispute: Dispute, public_id: str) -> ReadOnlyLink | None:
    """The dispute's link of this id, open or not."""
    return session.scalars(
        select(ReadOnlyLink).where(
            ReadOnlyLink.dispute_id == dispute.id, ReadOnlyLink.public_id == public_id
        )
    ).one_or_none()


def open_link_or_none(session: Session, token: str, now: datetime) -> ReadOnlyLink | None:
    """The link of this token, if it opens its dispute now; one that was merged it does not.

    The database compares digests: how long it takes says nothing about a token.
    """
    return session.scalars(
        select(ReadOnlyLink)
        .join(ReadOnlyLink.dispute)
        .where(
            ReadOnlyLink.token_sha256 == token_digest(token),
            *is_open_on(now.date()),
            Dispute.state != DisputeState.MERGED,
        )
    ).one_or_none()


def reading_of(session: Session, link: ReadOnlyLink) -> Reading:
    """What the link opens: what a viewer of the project sees, and of that what is settled."""
    query = with_verdicts(with_stances(select(Dispute))).where(Dispute.id == link.dispute_id)
    dispute = session.scalars(query).one()
    viewer, codebook = Outsider(dispute.project), newest_codebook(session, dispute.project)
    columns = account_columns(session, viewer, dispute, codebook)
    counting = [one for column in columns for one in column.counted]
    unsettled = {one.shown.claim.id for one in counting if not _is_settled(one)}
    settled = tuple(
        replace(column, claims=tuple(one for one in column.counted if _is_settled(one)))
        for column in columns
    )
    return Reading(
        dispute=dispute,
        columns=settled,
        passages=passages_of(settled),
        lead=lead_of(dispute, settled, is_public=True),
        is_disputed=bool(conflicts_in(dispute, viewer)),
        unsettled_count=len(unsettled),
        verdicts=tuple(verdicts_of(session, dispute)[:1]),
        last_on=link.last_on,
    )


def _is_settled(placed: ClaimInAccount) -> bool:
    """How the claim stands toward the account is final."""
    return placed.stance.by != FinalBy.UNRESOLVED
