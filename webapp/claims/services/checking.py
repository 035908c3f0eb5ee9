"""What every change to a claim checks first: which version, which words, where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.attribution.text.spans import (
    SpanOutsideText,
    TextSpan,
    overlapping,
    quote_of,
    tidy,
    trimmed,
)
from webapp.errors import NotAllowed, Refusal
from webapp.folding import has_something_to_see
from webapp.journal.claims import stale_or_none
from webapp.models import Article, Claim, Membership
from webapp.vocabulary import SpanRole

Places = Mapping[SpanRole, Iterable[TextSpan]]


class Replaced(Refusal):
    """Another claim has taken the place of this one."""

    status = 409


def refuse_stale(claim: Claim, version: int) -> None:
    """Refuse unless the held claim stands as the person saw it."""
    refusal = stale_or_none(claim, version)
    if refusal is not None:
        raise refusal


def refuse_replaced(claim: Claim) -> None:
    """Refuse to change a claim that another one stands for."""
    if claim.is_replaced:
        raise Replaced(
            f"Another claim has taken the place of claim {claim.ordinal}. Go on with that one."
        )


def refuse_settled_words(by: Membership, *claims: Claim) -> None:
    """Submitted tags belong to the words that they were given for: few may replace those."""
    for claim in claims:
        if claim.has_submissions and not by.role.may_settle:
            raise NotAllowed(
                f"Tags have been submitted for claim {claim.ordinal} as it stands. "
                "Ask an adjudicator to change its words."
            )


def refuse_settled(by: Membership, *claims: Claim) -> None:
    """A claim that is settled for all stays one, unless somebody who settles says otherwise."""
    for claim in claims:
        if claim.is_settled and not by.role.may_settle:
            raise NotAllowed(
                f"Claim {claim.ordinal} is settled. "
                "Say in a comment why it is none, or ask an adjudicator to mark it."
            )


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
