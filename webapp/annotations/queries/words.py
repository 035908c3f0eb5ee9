"""The words of an article's claims: on their cards, and marked in the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import Words
from webapp.annotations.queries.outline import Outline, Outlined
from webapp.attribution.text.spans import ELLIPSIS, TextSpan
from webapp.markup.marked_text import Mark
from webapp.models import Article, Claim, Span
from webapp.rules.claims import is_live
from webapp.vocabulary import ClaimState, SpanRole


class SpanRow(NamedTuple):
    """One span of a claim, by its key."""

    key: int
    role: SpanRole
    start: int
    end: int
    quote: str

    def is_in(self, part: TextSpan) -> bool:
        """Some of it stands in a part of the text."""
        return self.start < part.end and self.end > part.start


def spans_of(
    session: Session,
    article: Article,
    part: TextSpan,
    keys: Collection[int],
    *,
    with_possible: bool,
) -> list[SpanRow]:
    """The spans of the article's live claims in a part of it, and all of the claims of these keys.

    They are in the order of the text.
    """
    asked = {"article_id": article.id, "start": part.start, "end": part.end, "keys": list(keys)}
    rows = session.execute(_spans(with_possible=with_possible), asked)
    return [SpanRow(*row) for row in rows]


@cache
def _spans(*, with_possible: bool) -> Select[int, SpanRole, int, int, str]:
    live = is_live(with_possible=with_possible)
    shown = select(Claim.id).where(Claim.article_id == bindparam("article_id"), *live)
    is_in_part = (Span.start < bindparam("end")) & (Span.end > bindparam("start"))
    keys: BindParameter[int] = bindparam("keys", expanding=True)
    return (
        select(Span.claim_id, Span.role, Span.start, Span.end, Span.quote)
        .where((Span.claim_id.in_(shown) & is_in_part) | Span.claim_id.in_(keys))
        .order_by(Span.start, Span.id)
    )


def words_of(spans: Iterable[SpanRow], keys: Iterable[int]) -> dict[int, Words]:
    """What the claims of these keys say, by key, of spans in the order of the text."""
    quotes: dict[int, dict[str, list[str]]] = {key: {} for key in keys}
    for span in spans:
        if span.key in quotes:
            quotes[span.key].setdefault(span.role.value, []).append(span.quote)
    return {
        key: Words(**{role: ELLIPSIS.join(parts) for role, parts in by_role.items()})
        for key, by_role in quotes.items()
    }


def marks_of(
    spans: Iterable[SpanRow], outline: Outline, current: Claim | None = None, *, with_possible: bool
) -> list[Mark]:
    """The spans of live claims as marks in the text, and those of the current claim."""
    live = outline.live(with_possible=with_possible)
    marked: dict[int, Claim | Outlined] = {one.key: one for one in live}
    marked |= {current.id: current} if current else {}
    ordinals = outline.ordinals | ({current.public_id: current.ordinal} if current else {})
    return [
        Mark(
            claim.public_id,
            ordinals[claim.public_id],
            span.role,
            span.start,
            span.end,
            is_proposed=claim.state == ClaimState.PROPOSED,
        )
        for span in spans
        if (claim := marked.get(span.key))
    ]
