"""Claims in the journal: their words beside their columns, and what an undo must not take away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, selectinload

from webapp.attribution.text.spans import TextSpan
from webapp.errors import NotFound, Refusal, Stale
from webapp.journal.kind import Act, Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.values import Rows, Shelf, Values, fields_of, key, name_of
from webapp.models import Article, Claim, Codebook, Event, EventClaim, Project, Span, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.claim_numbers import hold_article, keep_numbers
from webapp.rules.claim_values import FINAL, OWN
from webapp.rules.comments import commented_claims
from webapp.rules.draft_copies import offer_drafts, offers_are_untouched, take_back_offers
from webapp.rules.held_out import draw
from webapp.rules.proposals import spans_at
from webapp.vocabulary import ClaimState, SpanRole

ROLES = list(SpanRole)
SPLITS = (
    Action.ARTICLE_SPLIT_AGAIN,
    Action.SECOND_SPLIT_TAKEN_BACK,
    Action.CHANGE_TAKEN_BACK,
)
"""What is done to an article and changes its claims."""
FOLLOWING = (
    *("reading_key", "ordinal", "settled_at", "round_id"),
    *OWN,
    *FINAL,
)
"""What is stored of a claim and follows from the rest."""
DRAWN = ("is_held_out",)
"""By lot, which falls anew as it fell for a claim that comes back."""
STATES_IN_WORDS = {
    ClaimState.PROPOSED: "proposed by the engine",
    ClaimState.ACCEPTED: "accepted",
    ClaimState.NOT_A_CLAIM: "not a claim",
}


def _parts(claim: Claim) -> Values:
    """Each span: where it is, its words, who drew it and when."""
    spans = sorted(claim.spans, key=lambda span: (ROLES.index(span.role), span.start))
    return {"spans": [_drawn(span) for span in spans]}


def _drawn(span: Span) -> list[Any]:
    at = span.created_at.isoformat()
    return [span.role.value, span.start, span.end, span.quote, name_of(span.created_by), at]


def _write_parts(shelf: Shelf, claim: Claim, values: Values) -> None:
    claim.first_offset = min(start for _, start, *_ in values["spans"])
    claim.touch()
    claim.spans.clear()
    shelf.session.flush()
    for role in ROLES:
        drawn = [row for row in values["spans"] if row[0] == role]
        places = {role: [TextSpan(start, end) for _, start, end, *_ in drawn]}
        rows = spans_at(claim.article.text, places, None)
        for span, (*_, by, at) in zip(rows, drawn, strict=True):
            span.created_by = shelf.row(User, by)
            span.created_at = datetime.fromisoformat(at)
        claim.spans.extend(rows)


def _make(shelf: Shelf, public_id: str) -> Claim:
    claim = Claim(public_id=public_id, project_id=shelf.project.id, first_offset=0)
    claim.touch()
    return claim


def _told(values: Values, codebook: Codebook) -> dict[str, str]:
    quotes = {
        role.value.capitalize(): " … ".join(
            quote for span_role, _, _, quote, *_ in values["spans"] if span_role == role
        )
        for role in SpanRole
    }
    merged = "into another claim" if values["merged_into"] else ""
    return {"State": STATES_IN_WORDS[ClaimState(values["state"])], **quotes, "Merged": merged}


CLAIMS = Kind(
    model=Claim,
    fields=fields_of(Claim, *FOLLOWING, *DRAWN),
    subject=ObjectKind.CLAIM,
    parts=_parts,
    write_parts=_write_parts,
    told=_told,
    make=_make,
)


def hold(session: Session, claims: Sequence[Claim]) -> None:
    """Read the claims as they stand now; nobody changes them until this transaction ends."""
    found = session.scalars(
        select(Claim)
        .options(
            selectinload(Claim.spans),
            selectinload(Claim.annotations),
            selectinload(Claim.superseded_by),
            selectinload(Claim.placements),
            selectinload(Claim.assignments),
        )
        .where(Claim.id.in_([claim.id for claim in claims]))
        .order_by(Claim.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(found) < len(claims):
        raise NotFound("Somebody has taken this claim out again.")
    refuse_withdrawn(session, {claim.article_id for claim in found})


def stale_or_none(claim: Claim, version: int | None) -> Stale | None:
    """What to say unless the held claim stands as the person saw it."""
    if version is None or claim.version == version:
        return None
    quotes = {role.value: " … ".join(claim.quotes_of(role)) for role in SpanRole}
    return Stale(
        f"Somebody changed claim {claim.ordinal} while you had it open.",
        version=claim.version,
        saved={"State": STATES_IN_WORDS[claim.state], **quotes},
    )


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    named = select(EventClaim.event_id).where(EventClaim.claim_id.in_(public_ids))
    return Event.id.in_(named)


def _hold_article(session: Session, project: Project, told: Iterable[Values]) -> None:
    public_id = next(values["article"] for values in told)
    article = session.scalars(
        select(Article).where(Article.project_id == project.id, Article.public_id == public_id)
    ).one()
    hold_article(session, article)


def _is_stale(undoing: Undoing) -> Refusal | None:
    claim = undoing.things.get(undoing.public_id)
    return stale_or_none(claim, undoing.version) if claim else None


def _was_changed(undoing: Undoing) -> Refusal | None:
    if not undoing.changed_since:
        return None
    claim = undoing.things.get(undoing.changed_since[0].partition(":")[2])
    named = f"Claim {claim.ordinal}" if claim else "A claim that is gone"
    return CannotTakeBack(f"{named} was changed after your change to it.")


def _is_loss(undoing: Undoing) -> Refusal | None:
    """It would take words or a row from under somebody's tags."""
    reasons = (
        why_it_stays(undoing.session, claim, undoing.before[key(ObjectKind.CLAIM, public_id)])
        for public_id, claim in undoing.things.items()
    )
    return next((CannotTakeBack(reason) for reason in reasons if reason), None)


def why_it_stays(session: Session, claim: Claim, wanted: Values | None) -> str:
    """Why a claim cannot be as it was before a change; empty where it can."""
    if wanted is None:
        if claim.placements:
            return f"Claim {claim.ordinal} stands in a dispute, so it stays."
        is_tagged = claim.annotations and not (
            claim.supersedes_id is not None and offers_are_untouched(session, claim)
        )
        if is_tagged or commented_claims(session, [claim]):  # which, the blind do not learn
            return f"Somebody has gone on from claim {claim.ordinal}, so it stays."
        return ""
    is_unjudged = wanted["state"] == ClaimState.PROPOSED and claim.state != wanted["state"]
    has_other_words = wanted["spans"] != _parts(claim)["spans"]
    if claim.has_submissions and (is_unjudged or has_other_words):
        return f"Tags have been submitted for claim {claim.ordinal} as it stands, so it stays so."
    return ""


def _prepare(act: Act, shelf: Shelf, wanted: Rows) -> None:
    """No number is given twice, and copies of drafts go with the claim that offered them."""
    if act.rows:
        keep_numbers(act.session, act.rows[0].article)
    for claim in act.rows:
        if wanted[key(ObjectKind.CLAIM, claim.public_id)] is None:
            take_back_offers(act.session, claim)


def _finish(act: Act, claims: Sequence[Claim], made: Sequence[Claim]) -> None:
    for claim in made:
        draw(claim)
        offer_drafts(act.session, claim)


def _taken_back(action: str) -> Action:
    is_split = action == Action.ARTICLE_SPLIT_AGAIN
    return Action.SECOND_SPLIT_TAKEN_BACK if is_split else Action.CHANGE_TAKEN_BACK


CLAIM = Subject(
    kind=ObjectKind.CLAIM,
    touches=_touches,
    changes=(
        or_(
            Event.object_kind == ObjectKind.CLAIM,
            and_(Event.object_kind == ObjectKind.ARTICLE, Event.action.in_(SPLITS)),
        ),
    ),
    takes_in_own_tags=True,
    hold=hold,
    nothing_of_yours=(
        "There is nothing of yours to take back here: the last change is somebody else’s, "
        "or others have gone on from yours."
    ),
    hold_around=_hold_article,
    guards=(_is_stale, _was_changed, _is_loss),
    prepare=_prepare,
    finish=_finish,
    taken_back=_taken_back,
    tells=frozenset({ObjectKind.ANNOTATION, ObjectKind.ADJUDICATION, ObjectKind.COMMENT}),
    itself="Counterclaim",
    me="you",
)
