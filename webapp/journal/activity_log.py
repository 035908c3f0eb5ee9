"""The history of a project in lines: who did what, without anything that blindness hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.journal.history import Difference, Entry
from webapp.journal.names import ITSELF, name_for
from webapp.models import Article, Claim, Dispute, Event, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import NAMED

TOLD: Mapping[str, tuple[str, ...]] = {
    ObjectKind.MEMBERSHIP: ("role", "scopes", "last_on"),
    ObjectKind.PROJECT: (
        "name",
        "annotators_per_claim",
        "settled_by",
        "shows_names",
        "held_out_percent",
        "archived_because",
    ),
    ObjectKind.ARTICLE: ("withdrawn_because",),
    ObjectKind.CODEBOOK: ("number", "changes"),
    ObjectKind.DISPUTE: ("last_on",),
    ObjectKind.ROUND: ("round", "name"),
    ObjectKind.EXPORT: ("table", "made_for", "people"),
}
"""The values that a line may show, by kind of object; tags and names are not among them."""
LABELS = {
    "number": "version",
    "last_on": "last day",
    "changes": "",
    "archived_because": "because",
    "shows_names": "adjudicators see names",
    "held_out_percent": "per cent of claims without suggestions",
    "withdrawn_because": "because",
}
AN_ADMIN = "An instance admin"


@dataclass(frozen=True)
class _Known:
    """Everything that the lines of one page refer to."""

    viewer: Membership
    members: dict[int, Membership]
    memberships: dict[str, Membership]
    articles: dict[str, Article]
    claims: dict[str, Claim]
    disputes: dict[str, Dispute]


def lines_of(session: Session, viewer: Membership, events: Iterable[Event]) -> list[Entry]:
    """The events in words for one member, in the order in which they came."""
    events = list(events)
    known = _known(session, viewer, events)
    return [_line(event, known) for event in events]


def _known(session: Session, viewer: Membership, events: list[Event]) -> _Known:
    """Four queries, however many events."""
    in_project = Membership.project_id == viewer.project_id
    memberships = session.scalars(
        select(Membership).options(joinedload(Membership.user)).where(in_project)
    ).all()
    article_ids = {event.object_id for event in events if event.object_kind == ObjectKind.ARTICLE}
    claim_ids = {claim.claim_id for event in events for claim in event.claims}
    articles = session.scalars(
        select(Article).where(
            Article.project_id == viewer.project_id, Article.public_id.in_(article_ids)
        )
    )
    claims = session.scalars(
        select(Claim)
        .options(joinedload(Claim.article), *NAMED)
        .where(Claim.project_id == viewer.project_id, Claim.public_id.in_(claim_ids))
    )
    dispute_ids = {event.object_id for event in events if event.object_kind == ObjectKind.DISPUTE}
    disputes = session.scalars(
        select(Dispute).where(
            Dispute.project_id == viewer.project_id, Dispute.public_id.in_(dispute_ids)
        )
    )
    return _Known(
        viewer,
        {member.user_id: member for member in memberships},
        {member.public_id: member for member in memberships},
        {article.public_id: article for article in articles},
        {claim.public_id: claim for claim in claims},
        {dispute.public_id: dispute for dispute in disputes},
    )


def _line(event: Event, known: _Known) -> Entry:
    about = [known.claims[one.claim_id] for one in event.claims if one.claim_id in known.claims]
    claim = min(about, key=lambda one: one.number, default=None)
    subject = known.memberships.get(event.object_id)
    return Entry(
        action=event.action,
        who=_who(event, known),
        at=event.created_at,
        differences=tuple(_differences(event)),
        member=name_for(known.viewer, subject) if subject else "",
        article=claim.article if claim else known.articles.get(event.object_id),
        claim_number=claim.ordinal if claim else None,
        dispute=known.disputes.get(event.object_id),
    )


def _who(event: Event, known: _Known) -> str:
    if event.user_id is None:
        return ITSELF
    member = known.members.get(event.user_id)
    return name_for(known.viewer, member) if member else AN_ADMIN


def _differences(event: Event) -> Iterator[Difference]:
    """What changed; a value that is none now is not told."""
    if event.payload is None:
        return
    for name in TOLD.get(event.object_kind, ()):
        before, after = event.payload.before.get(name), event.payload.after.get(name)
        if before != after and after is not None:
            label = LABELS.get(name, name).replace("_", " ")
            yield Difference(label, "" if before is None else str(before), str(after))
