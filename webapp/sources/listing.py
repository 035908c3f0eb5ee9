"""The register as one member may see it: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.folding import folded, has_words
from webapp.models import Claim, Membership, Source, SourceAlias
from webapp.rules.claims import is_counted
from webapp.rules.names_seen import own_sources
from webapp.rules.source_names import is_offered_to
from webapp.rules.visible_tags import answers_to, shown_answers

PAGE_SIZE = 50
MOST_CHOICES = 20
"""Sources that are offered for a merge at once; a search finds the others."""


class SourceOrder(StrEnum):
    """What the register may be sorted by."""

    CLAIMS = "claims"
    NAME = "name"

    @property
    def label(self) -> str:
        """The order in words."""
        return "Most claims first" if self is SourceOrder.CLAIMS else "Name"


@dataclass(frozen=True, kw_only=True)
class SourceFilter:
    """Which sources are asked for; what is empty is not asked."""

    words: str = ""
    source_type: str = ""
    order: SourceOrder = SourceOrder.CLAIMS

    @property
    def is_empty(self) -> bool:
        """Every source is asked for, in whatever order."""
        return not (self.words or self.source_type)


@dataclass(frozen=True)
class SourceRow:
    """A source in the list."""

    public_id: str
    name: str
    source_type: str
    aliases: tuple[str, ...]
    is_shared: bool
    """Others see it too."""
    claim_count: int


@dataclass(frozen=True)
class SourcePage:
    """One page of the list."""

    rows: list[SourceRow]
    total: int
    number: int
    page_count: int


def source_page(
    session: Session, viewer: Membership, *, asked: SourceFilter, number: int
) -> SourcePage:
    """One page of the sources asked for, each with the claims that the member may count.

    Names are compared here and not by the database: the two databases have no notion of small
    letters in common beyond ASCII.
    """
    rows = [row for row in _rows(session, viewer) if _is_asked(row, asked)]
    rows.sort(key=lambda row: (folded(row.name), row.name))
    if asked.order is SourceOrder.CLAIMS:
        rows.sort(key=lambda row: -row.claim_count)
    page_count = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    shown = rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return SourcePage(shown, len(rows), number, page_count)


def likely_same(
    session: Session, viewer: Membership, source: Source, words: str
) -> list[SourceRow]:
    """Other sources, those that share most words with this one first; or those searched for."""
    asked = SourceFilter(words=words)
    others = [
        row
        for row in _rows(session, viewer)
        if row.public_id != source.public_id and _is_asked(row, asked)
    ]
    own = _words(source.name, *(alias.name for alias in source.aliases))
    others.sort(key=lambda row: (folded(row.name), row.name))
    others.sort(key=lambda row: (-len(own & _words(row.name, *row.aliases)), -row.claim_count))
    return others[:MOST_CHOICES]


def _words(*names: str) -> set[str]:
    return {word for name in names for word in folded(name).split() if len(word) > 2}


def _is_asked(row: SourceRow, asked: SourceFilter) -> bool:
    """Every word stands in one of its names."""
    if asked.source_type and row.source_type != asked.source_type:
        return False
    words = folded(asked.words).split()
    return any(has_words(name, words) for name in (row.name, *row.aliases))


def _rows(session: Session, viewer: Membership) -> list[SourceRow]:
    return _all_rows(session, viewer) if viewer.sees_all_tags else _own_rows(session, viewer)


def _own_rows(session: Session, viewer: Membership) -> list[SourceRow]:
    """Those that the member's own tags name, as the member wrote them."""
    counts, own = claim_counts(session, viewer), own_sources(session, viewer)
    rows = session.execute(select(Source.id, Source.public_id).where(*is_offered_to(viewer)))
    return [
        SourceRow(
            public_id=public_id,
            name=own[key].name,
            source_type=own[key].source_type,
            aliases=own[key].aliases,
            is_shared=True,
            claim_count=counts[key],
        )
        for key, public_id in rows
    ]


def _all_rows(session: Session, viewer: Membership) -> list[SourceRow]:
    offered = is_offered_to(viewer)
    aliases: dict[int, tuple[str, ...]] = {}
    for source_id, name in session.execute(
        select(SourceAlias.source_id, SourceAlias.name)
        .join(SourceAlias.source)
        .where(*offered)
        .order_by(SourceAlias.name)
    ):
        aliases[source_id] = (*aliases.get(source_id, ()), name)
    counts = claim_counts(session, viewer)
    rows = session.execute(
        select(Source.id, Source.public_id, Source.name, Source.source_type, Source.shared_at)
        .where(*offered)
        .order_by(Source.id)
    )
    return [
        SourceRow(
            public_id=public_id,
            name=name,
            source_type=source_type,
            aliases=aliases.get(key, ()),
            is_shared=shared_at is not None,
            claim_count=counts[key],
        )
        for key, public_id, name, source_type, shared_at in rows
    ]


def claim_counts(session: Session, viewer: Membership) -> Counter[int]:
    """By the key of each source, how many claims name it as far as the member may read."""
    standing = select(Claim.id).where(Claim.project_id == viewer.project_id, *is_counted())
    shown = shown_answers(answers_to(session, viewer, standing), viewer)
    return Counter(
        source_id
        for row in shown.values()
        for source_id in {key for answer in row.all for key in answer.source_ids}
    )
