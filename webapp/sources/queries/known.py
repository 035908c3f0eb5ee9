"""The register as a blind member knows it: what they named, and what settled claims were answered.

Names and types are those of `written_name`; nothing that others made of a source is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    Subquery,
    and_,
    desc,
    func,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from webapp.folding import folded
from webapp.markup.paging import Paged, page_of
from webapp.models import AnnotationSource, Membership, Source, WrittenName
from webapp.rules import words
from webapp.rules.blindness import names_seen_by
from webapp.rules.names_seen import known_sources
from webapp.sources.pages.register import SourceFilter, SourceOrder, SourceRow
from webapp.vocabulary import CodeField


def known_page(
    session: Session, viewer: Membership, *, asked: SourceFilter, number: int
) -> Paged[SourceRow]:
    """One page of the sources asked for, by the names under which the member knows them."""
    known = _first_names(viewer)
    order: list[ColumnExpressionArgument[Any]] = [known.c.folded_name, known.c.name, Source.id]
    keys: Select[*tuple[Any, ...]] = select(Source.id)
    if asked.order is SourceOrder.CLAIMS:
        keys = select(Source.id, _claim_count(viewer).label("claim_count"))
        order.insert(0, desc("claim_count"))
    keys = keys.join(known, known.c.source_id == Source.id)
    keys = keys.where(Source.merged_into_id.is_(None), *_is_asked(viewer, asked))
    page = page_of(session, keys.order_by(*order), number)
    return page.showing(_rows(session, viewer, page.rows))


def _first_names(viewer: Membership) -> Subquery:
    """A row for each source that the member knows: their own first name for it, else the first."""
    mine = aliased(WrittenName)
    is_mine = select(mine.id).where(
        mine.source_id == WrittenName.source_id, mine.user_id == viewer.user_id
    )
    names = select(WrittenName.source_id, WrittenName.folded_name, WrittenName.name).where(
        WrittenName.project_id == viewer.project_id, WrittenName.is_first == true()
    )
    return union_all(
        names.where(WrittenName.user_id == viewer.user_id),
        names.where(WrittenName.user_id.is_(None), ~is_mine.exists()),
    ).subquery()


def _claim_count(viewer: Membership) -> ColumnElement[int]:
    """How many claims name the source: in final tags of settled ones, and in the member's own."""
    count = select(func.count()).where(AnnotationSource.source_id == Source.id)
    is_final = (AnnotationSource.is_counted == true(), AnnotationSource.is_open == true())
    final = count.where(*is_final).correlate(Source).scalar_subquery()
    is_own = AnnotationSource.counted_for_id == viewer.user_id
    return final + count.where(is_own).correlate(Source).scalar_subquery()


def _is_asked(viewer: Membership, asked: SourceFilter) -> list[ColumnElement[bool]]:
    """Its type is as asked, and every word stands in one of its names."""
    conditions = [_is_of_type(viewer, asked.source_type)] if asked.source_type else []
    if folded(asked.words):
        named = select(WrittenName.source_id).where(
            WrittenName.project_id == viewer.project_id,
            names_seen_by(viewer),
            *words.has_words(WrittenName.folded_name, asked.words),
        )
        conditions.append(Source.id.in_(named))
    return conditions


def _is_of_type(viewer: Membership, source_type: str) -> ColumnElement[bool]:
    """What everybody may know of goes before one's own."""
    types = viewer.project.counted_alike(CodeField.SOURCE_TYPE, source_type)

    def is_said(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        said = select(WrittenName.id).where(WrittenName.source_id == Source.id, *conditions)
        return said.correlate(Source).exists()

    is_one, is_open = WrittenName.source_type.in_(types), WrittenName.user_id.is_(None)
    is_own = WrittenName.user_id == viewer.user_id
    is_untold = not_(is_said(is_open, WrittenName.source_type != ""))
    return or_(is_said(is_open, is_one), and_(is_untold, is_said(is_own, is_one)))


def _rows(session: Session, viewer: Membership, keys: Sequence[int]) -> list[SourceRow]:
    seen = known_sources(session, viewer, keys)
    query = select(Source.id, Source.public_id, _claim_count(viewer)).where(Source.id.in_(keys))
    found = {key: (public_id, count) for key, public_id, count in session.execute(query)}
    return [
        SourceRow(
            public_id=found[key][0],
            name=seen[key].name,
            source_type=seen[key].source_type,
            aliases=seen[key].aliases,
            is_shared=True,
            claim_count=found[key][1],
        )
        for key in keys
    ]
