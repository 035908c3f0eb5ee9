"""On which words a claim stands: adding one, editing its spans, splitting and merging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.attribution.text.spans import TextSpan, tidy
from webapp.claims.queries.claims import claims_of
from webapp.claims.services.checking import (
    Places,
    checked_places,
    refuse_replaced,
    refuse_settled_words,
    refuse_stale,
)
from webapp.errors import Refusal
from webapp.journal.kind import Act
from webapp.journal.recording import recorded
from webapp.journal.refusals import Unchanged
from webapp.models import Article, Claim, Membership, Span, User
from webapp.models.base import new_public_id, utc_now
from webapp.rules.actions import Action
from webapp.rules.claim_numbers import hold_article, next_number
from webapp.rules.draft_copies import offer_drafts
from webapp.rules.held_out import draw, lot_of
from webapp.rules.proposals import spans_at
from webapp.vocabulary import ClaimState, Origin, SpanRole

Checked = Mapping[SpanRole, tuple[TextSpan, ...]]
Authors = Mapping[tuple[SpanRole, int, int], tuple[User | None, datetime]]
"""Who drew a place, and when."""


class OtherChanged(Refusal):
    """The claim to be merged is not what the person saw."""

    status = 409

    def __init__(self, other: Claim) -> None:
        super().__init__(
            f"Somebody changed claim {other.ordinal} while you had this page open. "
            "See how it stands now, and choose again.",
            field="other",
        )


def add_claim(session: Session, by: Membership, *, article: Article, places: Places) -> Claim:
    """A claim that the engine missed: found and accepted by a person."""
    hold_article(session, article)
    with recorded(session, by, Action.CLAIM_ADDED) as act:
        checked = checked_places(article, places)
        _refuse_twin(session, article, checked)
        claim = _found(session, by, article, checked, {})
        _keep(session, act, claim)
    return claim


def edit_spans(
    session: Session, by: Membership, *, claim: Claim, version: int, places: Places
) -> Claim:
    """Other words for the claim, which accepts it; its successor where tags hold the old ones."""
    hold_article(session, claim.article)
    with recorded(session, by, Action.SPANS_EDITED, claim) as act:
        refuse_stale(claim, version)
        refuse_undrawable(by, claim)
        checked = checked_places(claim.article, places)
        is_same = checked == places_of(claim)
        if is_same and claim.state == ClaimState.ACCEPTED:
            raise Unchanged(f"These are the words of claim {claim.ordinal} already.")
        if is_same:
            act.action = Action.CLAIM_ACCEPTED
        else:
            _refuse_twin(session, claim.article, checked)
        drawn = _redrawn(session, by, claim, checked, _authors(claim))
        _keep(session, act, drawn)
    return drawn


def split_claim(
    session: Session,
    by: Membership,
    *,
    claim: Claim,
    version: int,
    contents: tuple[Iterable[TextSpan], Iterable[TextSpan]],
) -> tuple[Claim, Claim]:
    """Two claims with the same source and cue, each with its own part of the content."""
    hold_article(session, claim.article)
    with recorded(session, by, Action.CLAIM_SPLIT, claim) as act:
        refuse_stale(claim, version)
        refuse_undrawable(by, claim)
        places = places_of(claim)
        first, second = (
            checked_places(claim.article, {**places, SpanRole.CONTENT: content})
            for content in contents
        )
        if first == second:
            raise Refusal("Both claims have the same content. Give each its own part.")
        authors = _authors(claim)
        kept = _redrawn(session, by, claim, first, authors)
        part = _found(session, by, claim.article, second, authors)
        part.proposed_source_name, part.mentions = claim.proposed_source_name, claim.mentions
        part.name_confidence = claim.name_confidence
        part.nested_in, part.via_source = claim.nested_in, claim.via_source
        part.supersedes = None if kept is claim else claim
        part.is_held_out = claim.is_held_out
        session.flush()
        offer_drafts(session, part)
        _keep(session, act, kept, part)
    return kept, part


def merge_claims(
    session: Session,
    by: Membership,
    *,
    claim: Claim,
    version: int,
    other: Claim,
    other_version: int,
) -> Claim:
    """One claim with the content of both; the other is no claim of its own any more."""
    if other is claim or other.article_id != claim.article_id:
        raise Refusal("Choose another claim of the same article.", field="other")
    hold_article(session, claim.article)
    with recorded(session, by, Action.CLAIMS_MERGED, claim, other) as act:
        refuse_stale(claim, version)
        if other.version != other_version:
            raise OtherChanged(other)
        refuse_undrawable(by, claim)
        refuse_undrawable(by, other)
        mine, theirs = places_of(claim), places_of(other)
        places = {
            SpanRole.SOURCE: mine[SpanRole.SOURCE] or theirs[SpanRole.SOURCE],
            SpanRole.CUE: mine[SpanRole.CUE] or theirs[SpanRole.CUE],
            SpanRole.CONTENT: tidy([*mine[SpanRole.CONTENT], *theirs[SpanRole.CONTENT]]),
        }
        kept = _redrawn(session, by, claim, places, _authors(other, claim))
        other.state = ClaimState.NOT_A_CLAIM
        other.merged_into = kept
        other.touch()
        _keep(session, act, kept)
    return kept


def places_of(claim: Claim) -> dict[SpanRole, tuple[TextSpan, ...]]:
    """Where the claim stands, by role."""
    return {role: tuple(claim.spans_of(role)) for role in SpanRole}


def refuse_undrawable(by: Membership, claim: Claim) -> None:
    """Refuse other words for a claim that is replaced, is none, or is tagged as it stands."""
    refuse_replaced(claim)
    if claim.state == ClaimState.NOT_A_CLAIM:
        raise Refusal(f"Claim {claim.ordinal} is marked as not a claim. Put it back first.")
    refuse_settled_words(by, claim)


def _refuse_twin(session: Session, article: Article, checked: Checked) -> None:
    """Refuse words on which another claim of the held article stands."""
    for claim in claims_of(session, article):
        if not claim.is_replaced and places_of(claim) == checked:
            raise Refusal(f"Claim {claim.ordinal} stands on exactly these words already.")


def _redrawn(
    session: Session, by: Membership, claim: Claim, places: Checked, authors: Authors
) -> Claim:
    """The claim on other words and accepted; a successor where submitted tags hold the old ones."""
    is_same = places == places_of(claim)
    if claim.has_submissions and not is_same:
        return _successor(session, by, claim, places, authors)
    claim.state = ClaimState.ACCEPTED
    claim.touch()
    if not is_same:
        claim.first_offset = _first(places)
        claim.spans.clear()
        session.flush()
        claim.spans.extend(_drawn_by(by, claim.article, places, authors))
    session.flush()
    return claim


def _successor(
    session: Session, by: Membership, claim: Claim, places: Checked, authors: Authors
) -> Claim:
    fresh = _found(session, by, claim.article, places, authors)
    fresh.supersedes = claim
    fresh.origin = claim.origin
    fresh.engine_version, fresh.confidence = claim.engine_version, claim.confidence
    fresh.proposed_source_name = claim.proposed_source_name
    fresh.name_confidence = claim.name_confidence
    fresh.reasons, fresh.mentions = claim.reasons, claim.mentions
    fresh.nested_in, fresh.via_source = claim.nested_in, claim.via_source
    draw(fresh)
    session.flush()
    offer_drafts(session, fresh)
    return fresh


def _found(
    session: Session, by: Membership, article: Article, places: Checked, authors: Authors
) -> Claim:
    """An accepted claim of a person, under the next number of the held article."""
    number, rows = next_number(session, article), _drawn_by(by, article, places, authors)
    public_id = new_public_id()
    claim = Claim(
        public_id=public_id,
        project_id=article.project_id,
        article=article,
        number=number,
        state=ClaimState.ACCEPTED,
        origin=Origin.PERSON,
        first_offset=_first(places),
        is_held_out=lot_of(article.project, public_id, None),
        created_by=by.user,
        updated_at=utc_now(),
        spans=rows,
    )
    session.add(claim)
    return claim


def _authors(*claims: Claim) -> Authors:
    return {
        (span.role, span.start, span.end): (span.created_by, span.created_at)
        for claim in claims
        for span in claim.spans
    }


def _drawn_by(by: Membership, article: Article, places: Checked, authors: Authors) -> list[Span]:
    """Span rows; a place that was drawn before keeps who drew it and when."""
    rows = spans_at(article.text, places, by.user)
    for row in rows:
        author = authors.get((row.role, row.start, row.end))
        if author is not None:
            row.created_by, row.created_at = author
    return rows


def _first(places: Checked) -> int:
    return min(span.start for spans in places.values() for span in spans)


def _keep(session: Session, act: Act, *claims: Claim) -> None:
    """Let the event tell of these claims too."""
    session.flush()
    act.rows += claims
