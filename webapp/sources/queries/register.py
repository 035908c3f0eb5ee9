"""The register as whoever sees all tags does: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    and_,
    desc,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from webapp.folding import folded
from webapp.markup.paging import Paged, page_of
from webapp.models import Annotation, AnnotationSource, Claim, Membership, Source, SourceAlias
from webapp.rules import words
from webapp.rules.claims import is_counted
from webapp.rules.source_names import is_offered_to
from webapp.sources.pages.register import SourceFilter, SourceOrder, SourceRow
from webapp.vocabulary import GIVEN_STATES

Counted = Select[*tuple[Any, ...]]
MOST_CHOICES = 20
"""Sources that are offered for a merge at once; a search finds the others."""
MOST_COMPARED = 300
"""Sources of which it is asked how many words they share with one."""


def source_page(
    session: Session, viewer: Membership, *, asked: SourceFilter, number: int
) -> Paged[SourceRow]:
    """One page of the sources asked for, each with the claims that the member may count."""
    order: list[ColumnExpressionArgument[Any]] = [Source.folded_name, Source.name]
    keys: Select[*tuple[Any, ...]] = select(Source.id)
    if asked.order is SourceOrder.CLAIMS:
        keys = _counted(viewer, Source.id)
        order.insert(0, desc("claim_count"))
    keys = keys.where(*is_offered_to(viewer), *_is_asked(asked))
    page = page_of(session, keys.order_by(*order), number)
    rows = _rows_of(session, viewer, page.rows)
    return page.showing([rows[key] for key in page.rows])


def likely_same(
    session: Session, viewer: Membership, source: Source, asked_words: str
) -> list[SourceRow]:
    """Other sources, those that share most words with this one first; or those searched for.

    Those that are named most come first among as many; of those that share a word, the first few
    hundred are compared.
    """
    own = _words(source.name, *(alias.name for alias in source.aliases))
    others = (
        _counted(viewer, Source.id)
        .where(Source.id != source.id, *is_offered_to(viewer))
        .where(*_is_asked(SourceFilter(words=asked_words)))
        .order_by(desc("claim_count"), Source.folded_name, Source.name)
    )
    shares_word = [is_so for word in own for is_so in _is_asked(SourceFilter(words=word))]
    sharing = others.where(or_(false(), *shares_word)).limit(MOST_COMPARED)
    found = [*session.scalars(sharing), *session.scalars(others.limit(MOST_CHOICES))]
    rows = _rows_of(session, viewer, found)
    in_order = [rows[key] for key in dict.fromkeys(found)]
    in_order.sort(key=lambda row: -len(own & _words(row.name, *row.aliases)))
    return in_order[:MOST_CHOICES]


def claim_counts(
    session: Session, viewer: Membership, sources: Collection[Source]
) -> dict[int, int]:
    """By the key of each source, how many claims name it as far as the member may read."""
    keys = [source.id for source in sources]
    query = _counted(viewer, Source.id, keys=keys)
    return dict(session.execute(query).all())


def _counted(
    viewer: Membership, *columns: InstrumentedAttribute[Any], keys: Iterable[int] | None = None
) -> Counted:
    """Columns of sources, and how many claims name each: in final tags, and in the member's own.

    A claim counts once, though the member's own tags say what the final ones say.
    """
    own = (
        select(
            AnnotationSource.source_id,
            func.count(Annotation.claim_id.distinct()).label("claim_count"),
        )
        .join(AnnotationSource.answer.of_type(Annotation))
        .join(Annotation.claim)
        .where(
            Annotation.user_id == viewer.user_id,
            Annotation.state.in_(GIVEN_STATES),
            Claim.project_id == viewer.project_id,
            *is_counted(),
        )
        .group_by(AnnotationSource.source_id)
    )
    final = aliased(AnnotationSource)
    in_final = select(final.source_id).where(final.annotation_id == Claim.final_answer_id)
    own = own.where(
        or_(
            Claim.final_answer_id.is_(None),
            and_(
                Claim.final_answer_id != Annotation.id,
                AnnotationSource.source_id.not_in(in_final),
            ),
        )
    )
    is_wanted: list[ColumnElement[bool]] = []
    if keys is not None:
        own = own.where(AnnotationSource.source_id.in_(keys))
        is_wanted.append(Source.id.in_(keys))
    beside = own.subquery()
    counted = (
        select(func.count())
        .where(final.source_id == Source.id, final.is_counted == true())
        .correlate(Source)
        .scalar_subquery()
    )
    claim_count = counted + func.coalesce(beside.c.claim_count, 0)
    query = select(*columns, claim_count.label("claim_count")).where(*is_wanted)
    return query.select_from(Source).outerjoin(beside, beside.c.source_id == Source.id)


def _is_asked(asked: SourceFilter) -> list[ColumnElement[bool]]:
    """Its type is as asked, and every word stands in one of its names."""
    conditions = [Source.source_type == asked.source_type] if asked.source_type else []
    if folded(asked.words):
        in_alias = and_(*words.has_words(SourceAlias.folded_name, asked.words))
        in_name = and_(*words.has_words(Source.folded_name, asked.words))
        conditions.append(or_(in_name, Source.aliases.any(in_alias)))
    return conditions


def _rows_of(session: Session, viewer: Membership, keys: Collection[int]) -> dict[int, SourceRow]:
    """By key, sources that are offered to the member."""
    aliases: dict[int, list[str]] = {}
    for source_id, name in session.execute(
        select(SourceAlias.source_id, SourceAlias.name)
        .where(SourceAlias.source_id.in_(keys))
        .order_by(SourceAlias.name)
    ):
        aliases.setdefault(source_id, []).append(name)
    rows = session.execute(
        _counted(
            viewer,
            Source.id,
            Source.public_id,
            Source.name,
            Source.source_type,
            Source.shared_at,
            keys=keys,
        )
    )
    return {
        key: SourceRow(
            public_id=public_id,
            name=name,
            source_type=source_type,
            aliases=tuple(aliases.get(key, ())),
            is_shared=shared_at is not None,
            claim_count=claim_count,
        )
        for key, public_id, name, source_type, shared_at, claim_count in rows
    }


def _words(*names: str) -> set[str]:
    return {word for name in names for word in folded(name).split() if len(word) > 2}
