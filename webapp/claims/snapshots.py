"""Bringing claims back to what the history keeps of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.attribution.text.spans import TextSpan
from webapp.journal.claims import Snapshot, snapshot, snapshots
from webapp.models import Article, Claim, Project, User
from webapp.models.base import utc_now
from webapp.rules.claim_features import index_claims
from webapp.rules.proposals import spans_at
from webapp.vocabulary import ClaimState, Origin, SpanRole

__all__ = ["Snapshot", "claims_by_id", "restore", "snapshot", "snapshots"]
ROLES = list(SpanRole)


def restore(session: Session, project: Project, wanted: Mapping[str, Snapshot | None]) -> None:
    """Bring the claims back to their snapshots; no snapshot means that the row goes."""
    rows = claims_by_id(session, project, wanted)
    for public_id, values in wanted.items():
        if values and public_id not in rows:
            rows[public_id] = _revived(session, project, public_id, values)
    session.flush()
    for public_id, values in wanted.items():
        if values:
            _write(session, rows[public_id], values)
    session.flush()
    for public_id, values in wanted.items():
        if not values and public_id in rows:
            session.delete(rows[public_id])
    session.flush()
    index_claims(session, [rows[public_id].id for public_id, values in wanted.items() if values])
    session.expire_all()


def claims_by_id(session: Session, project: Project, public_ids: Iterable[str]) -> dict[str, Claim]:
    """Those of the project's claims that still have a row."""
    found = session.scalars(
        select(Claim).where(Claim.project_id == project.id, Claim.public_id.in_(list(public_ids)))
    )
    return {claim.public_id: claim for claim in found}


def _revived(session: Session, project: Project, public_id: str, values: Snapshot) -> Claim:
    """The row of a claim that is gone, with its old number and id; its links come later."""
    article = session.scalars(
        select(Article).where(
            Article.project_id == project.id, Article.public_id == values["article"]
        )
    ).one()
    claim = Claim(
        public_id=public_id,
        project_id=project.id,
        article=article,
        number=values["number"],
        origin=Origin(values["origin"]),
        first_offset=0,
        engine_version=values["engine_version"],
        confidence=values["confidence"],
        proposed_source_name=values["proposed_source_name"],
        reasons=values["reasons"],
        mentions=values["mentions"],
        suggested_stance=values.get("suggested_stance", ""),  # older events have none
        suggested_quote_form=values.get("suggested_quote_form", ""),
        via_source=values.get("via_source", []),
        created_by=_user_or_none(session, values["created_by"]),
        created_at=datetime.fromisoformat(values["created_at"]),
        updated_at=utc_now(),
    )
    session.add(claim)
    return claim


def _write(session: Session, claim: Claim, values: Snapshot) -> None:
    links = [values["supersedes"], values["merged_into"], values.get("nested_in")]
    linked = claims_by_id(session, claim.article.project, filter(None, links))
    claim.state = ClaimState(values["state"])
    claim.supersedes = linked.get(values["supersedes"])
    claim.merged_into = linked.get(values["merged_into"])
    claim.nested_in = linked.get(values.get("nested_in") or "")
    claim.first_offset = min(start for _, start, *_ in values["spans"])
    claim.touch()
    claim.spans.clear()
    session.flush()
    for role in ROLES:
        drawn = [row for row in values["spans"] if row[0] == role]
        places = {role: [TextSpan(start, end) for _, start, end, *_ in drawn]}
        rows = spans_at(claim.article.text, places, None)
        for span, (*_, by, at) in zip(rows, drawn, strict=True):
            span.created_by = _user_or_none(session, by)
            span.created_at = datetime.fromisoformat(at)
        claim.spans.extend(rows)


def _user_or_none(session: Session, public_id: str | None) -> User | None:
    if public_id is None:
        return None
    return session.scalars(select(User).where(User.public_id == public_id)).one()
