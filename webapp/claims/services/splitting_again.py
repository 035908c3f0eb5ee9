"""Splitting an article again: new proposals beside what people have judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.attribution import Attribution, Split
from webapp.attribution.text.spans import TextSpan, overlapping
from webapp.claims.queries.claims import claims_of
from webapp.claims.services.spans import places_of
from webapp.errors import Stale
from webapp.journal.claims import hold
from webapp.journal.recording import recorded_while_held
from webapp.models import Article, Claim, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claim_numbers import hold_article, keep_numbers, next_number
from webapp.rules.comments import commented_claims
from webapp.rules.places import keeps_place
from webapp.rules.proposals import proposal
from webapp.vocabulary import ClaimState, SpanRole

Place = tuple[tuple[TextSpan, ...], ...]
"""Source, cue and content."""


@dataclass(frozen=True)
class Resplit:
    """How many proposals came and went."""

    added_count: int
    removed_count: int


@dataclass(frozen=True)
class _Plan:
    """Which claims stay and go, which attributions come, and all that were found."""

    kept: Sequence[Claim]
    stale: Sequence[Claim]
    fresh: Sequence[Attribution]
    found: Sequence[Attribution]


def split_again(
    session: Session,
    by: Membership,
    *,
    article: Article,
    split: Split,
    version: int | None = None,
) -> Resplit:
    """Replace the proposals that nobody has touched; what a person has judged stays.

    The caller splits the text, since that takes its time and no write should wait for it.
    """
    hold_article(session, article)
    session.refresh(article, ["version"])
    if version is not None and article.version != version:
        raise Stale(
            "Somebody changed this article while you had it open.",
            version=article.version,
            saved={"Title": article.title},
        )
    claims = claims_of(session, article)
    hold(session, claims)
    now, commented = utc_now(), commented_claims(session, claims)
    judged = [one for one in claims if one.id in commented or not _is_untouched(one, now)]
    wanted = {
        _place_of(attribution): attribution
        for attribution in split.attributions
        if not any(_is_about(claim, attribution) for claim in judged)
    }
    known = {_place(claim) for claim in claims}
    plan = _Plan(
        kept=[claim for claim in claims if claim in judged or _place(claim) in wanted],
        stale=[claim for claim in claims if claim not in judged and _place(claim) not in wanted],
        fresh=[attribution for place, attribution in wanted.items() if place not in known],
        found=split.attributions,
    )
    if plan.stale or plan.fresh or article.engine_version != split.engine_version:
        article.engine_version = split.engine_version
        _replace(session, by, article, plan)
    return Resplit(len(plan.fresh), len(plan.stale))


def _is_untouched(claim: Claim, now: datetime) -> bool:
    """A proposal that no person has judged, tagged, placed in a dispute, drawn at, or has now."""
    return (
        claim.state == ClaimState.PROPOSED
        and not claim.annotations
        and not any(keeps_place(one, now) for one in claim.assignments)
        and not claim.placements
        and not claim.is_replaced
        and claim.supersedes_id is None
        and all(span.created_by_id is None for span in claim.spans)
    )


def _is_about(claim: Claim, attribution: Attribution) -> bool:
    """The judged claim is what a person made of this attribution, or of one much like it."""
    places = places_of(claim)
    if tuple(places.values()) == _place_of(attribution):
        return True
    content = places[SpanRole.CONTENT]
    return places[SpanRole.CUE] == tuple(sorted(attribution.cue)) and any(
        overlapping(content, span) for span in attribution.content
    )


def _place(claim: Claim) -> Place:
    return tuple(places_of(claim).values())


def _place_of(attribution: Attribution) -> Place:
    parts = (attribution.source, attribution.cue, attribution.content)
    return tuple(tuple(sorted(part)) for part in parts)


def _replace(session: Session, by: Membership, article: Article, plan: _Plan) -> None:
    """Take the stale proposals out, put the fresh ones in, and write one event about all."""
    orphans = [claim for claim in plan.kept if claim.nested_in in plan.stale]
    about, things = (ObjectKind.ARTICLE, article.public_id), (*plan.stale, *orphans)
    split = Action.ARTICLE_SPLIT_AGAIN
    with recorded_while_held(session, by, split, *things, of=about) as act:
        keep_numbers(session, article)
        for claim in orphans:
            claim.nested_in = None
            claim.touch()
        session.flush()
        for claim in plan.stale:
            session.delete(claim)
        session.flush()
        added = _added(session, article, plan)
        session.flush()
        act.rows += added


def _added(session: Session, article: Article, plan: _Plan) -> list[Claim]:
    """The fresh proposals as claims, inner ones inside what stands now."""
    number = next_number(session, article)
    added = [proposal(article, row, number + n) for n, row in enumerate(plan.fresh)]
    session.add_all(added)
    in_place = {_place(claim): claim for claim in (*plan.kept, *added)}
    for claim, row in zip(added, plan.fresh, strict=True):
        if row.nested_in is not None:
            claim.nested_in = in_place.get(_place_of(plan.found[row.nested_in]))
    return added
