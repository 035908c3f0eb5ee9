"""What every change to a claim checks first: who holds it, which version, which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webapp.attribution.text.spans import (
    SpanOutsideText,
    TextSpan,
    overlapping,
    quote_of,
    tidy,
    trimmed,
)
from webapp.errors import NotAllowed, NotFound, Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.models import Article, Claim, Membership
from webapp.vocabulary import ClaimState, SpanRole

Places = Mapping[SpanRole, Iterable[TextSpan]]
STATES_IN_WORDS = {
    ClaimState.PROPOSED: "proposed by the engine",
    ClaimState.ACCEPTED: "accepted",
    ClaimState.NOT_A_CLAIM: "not a claim",
}


class Unchanged(Refusal):
    """The change would leave everything as it is."""


class Replaced(Refusal):
    """Another claim has taken the place of this one."""

    status = 409


def hold(session: Session, *claims: Claim) -> None:
    """Read the claims as they stand now; nobody changes them until this transaction ends."""
    found = session.scalars(
        select(Claim)
        .options(
            selectinload(Claim.spans),
            selectinload(Claim.annotations),
            selectinload(Claim.superseded_by),
            selectinload(Claim.placements),
        )
        .where(Claim.id.in_([claim.id for claim in claims]))
        .order_by(Claim.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(found) < len(claims):
        raise NotFound("Somebody has taken this claim out again.")


def refuse_stale(claim: Claim, version: int | None) -> None:
    """Refuse unless the held claim stands as the person saw it."""
    if version is not None and claim.version != version:
        raise Stale(
            f"Somebody changed claim {claim.number} while you had it open.",
            version=claim.version,
            saved=in_words(claim),
        )


def refuse_replaced(claim: Claim) -> None:
    """Refuse to change a claim that another one stands for."""
    if claim.is_replaced:
        raise Replaced(
            f"Another claim has taken the place of claim {claim.number}. Go on with that one."
        )


def refuse_settled_words(by: Membership, *claims: Claim) -> None:
    """Submitted tags belong to the words that they were given for: few may replace those."""
    for claim in claims:
        if claim.has_submissions and not by.role.may_settle:
            raise NotAllowed(
                f"Tags have been submitted for claim {claim.number} as it stands. "
                "Ask an adjudicator to change its words."
            )


def in_words(claim: Claim) -> dict[str, str]:
    """The claim as it stands, by the names of the form's fields."""
    quotes = {role.value: " … ".join(claim.quotes_of(role)) for role in SpanRole}
    return {"State": STATES_IN_WORDS[claim.state], **quotes}


def checked_places(article: Article, places: Places) -> dict[SpanRole, tuple[TextSpan, ...]]:
    """Where a claim may stand: inside the text, on prose, with content; sorted and separate."""
    dimmed = article.dimmed
    checked = {role: _checked(article, role, places.get(role, ()), dimmed) for role in SpanRole}
    if not checked[SpanRole.CONTENT]:
        raise Refusal("A claim needs content: the words that are attributed.", field="content")
    return checked


def _checked(
    article: Article, role: SpanRole, spans: Iterable[TextSpan], dimmed: tuple[TextSpan, ...]
) -> tuple[TextSpan, ...]:
    wanted = list(spans)
    for span in wanted:
        try:
            words = quote_of(article.text, span)
        except SpanOutsideText as outside:
            raise Refusal(str(outside), field=role.value) from outside
        if trimmed(article.text, span) != span:
            raise Refusal("A piece may not begin or end with a blank.", field=role.value)
        if not has_something_to_see(words):
            raise Refusal("There is nothing to see in one of the pieces.", field=role.value)
        if overlapping(dimmed, span):
            raise Refusal(
                f"“{words}” is page furniture: a caption, a button, a date line, not prose.",
                field=role.value,
            )
    return tidy(wanted)
