"""Claims for which a lot was drawn, and which answers say what the engine proposes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from webapp.attribution.text.spans import ELLIPSIS
from webapp.folding import folded
from webapp.models import Claim, Source, SourceAlias, Span
from webapp.reliability.pages.answers import DrawnClaim, IsClaim
from webapp.reliability.queries.sources import canonical_ids
from webapp.rules.claims import is_current
from webapp.rules.type_words import type_in_words_or_none
from webapp.vocabulary import ComparedField, Origin, SpanRole

Bearers = Mapping[str, Set[str]]
"""By folded name, the public ids of the sources that stand for those of the name."""


class _DrawnRow(NamedTuple):
    """What the engine says of a claim, if it was the engine that found it."""

    key: int
    is_held_out: bool | None
    origin: Origin
    name: str | None
    stance: str
    quote_form: str
    is_redrawn: bool
    """A person has drawn other words, of which stance and form were not suggested."""


def drawn_claims(session: Session, project_id: int) -> dict[int, DrawnClaim]:
    """By key, the claims that were drawn to be shown with suggestions, or without."""
    is_drawn_by_hand = (Span.claim_id == Claim.id) & Span.created_by_id.is_not(None)
    rows = session.execute(
        select(
            *(Claim.id, Claim.is_held_out, Claim.origin, Claim.proposed_source_name),
            *(Claim.suggested_stance, Claim.suggested_quote_form),
            select(Span.id).where(is_drawn_by_hand).exists(),
        )
        .where(Claim.project_id == project_id, Claim.is_held_out.is_not(None), *is_current())
        .order_by(Claim.id)
    )
    found = [_DrawnRow(*row) for row in rows]
    words = _source_words(session, project_id) if found else {}
    bearers = _bearers(session, project_id) if found else {}
    return {
        row.key: DrawnClaim(
            is_held_out=bool(row.is_held_out),
            proposed=dict(_proposed(row, words.get(row.key, ""), bearers)),
        )
        for row in found
    }


def _proposed(
    row: _DrawnRow, words: str, bearers: Bearers
) -> Iterator[tuple[ComparedField, Set[str]]]:
    """By field, the answers that say what is proposed; none where nothing is."""
    name = row.name or ""
    if row.origin == Origin.ENGINE:
        yield ComparedField.IS_CLAIM, {IsClaim.CLAIM.value}
    if name:
        yield ComparedField.SOURCE, bearers.get(folded(name), frozenset())
    kind = type_in_words_or_none(words) or type_in_words_or_none(name)
    if kind:
        yield ComparedField.SOURCE_TYPE, {kind.value}
    if row.stance and not row.is_redrawn:
        yield ComparedField.STANCE, {row.stance}
    if row.quote_form and not row.is_redrawn:
        yield ComparedField.QUOTE_FORM, {row.quote_form}


def _source_words(session: Session, project_id: int) -> dict[int, str]:
    """The words of the text for the source of each claim that was drawn."""
    rows = session.execute(
        select(Span.claim_id, Span.quote)
        .join(Span.claim)
        .where(
            Claim.project_id == project_id,
            Claim.is_held_out.is_not(None),
            Span.role == SpanRole.SOURCE,
        )
        .order_by(Span.claim_id, Span.start)
    )
    quotes: defaultdict[int, list[str]] = defaultdict(list)
    for claim_id, quote in rows:
        quotes[claim_id].append(quote)
    return {claim_id: ELLIPSIS.join(pieces) for claim_id, pieces in quotes.items()}


def _bearers(session: Session, project_id: int) -> Bearers:
    """Whom the register knows by each name, aliases and merged rows among them."""
    of_project = Source.project_id == project_id
    ids = canonical_ids(session, project_id)
    names = select(Source.id, Source.folded_name).where(of_project)
    aliases = select(SourceAlias.source_id, SourceAlias.folded_name).join(SourceAlias.source)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, name in session.execute(union_all(names, aliases.where(of_project))):
        found[name].add(ids[key])
    return found
