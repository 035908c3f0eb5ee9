"""Which names of sources a change of answers has made untrue, without reading all answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    case,
    not_,
    or_,
    select,
    text,
    tuple_,
    union,
)
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.source import Source
from webapp.models.written_name import LOST, WrittenName

MANY = 500
"""Claims, or sources, that are asked for at once."""


def parted(keys: Iterable[int]) -> Iterator[list[int]]:
    """So many keys that one statement takes them, in order."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), MANY):
        yield ordered[start : start + MANY]


def stale_names(session: Session, claim_ids: Sequence[int]) -> set[int]:
    """The sources whose names no longer follow from the answers to these claims."""
    return set(session.scalars(_stale(), {"claim_ids": claim_ids}))


def hold_sources(session: Session, parts: Sequence[Sequence[int]]) -> None:
    """Whoever would write names of the same sources waits, since these follow from all answers."""
    if len(parts) == 1:
        session.execute(_held(Source.id.in_(_concerned())), {"claim_ids": parts[0]})
        return
    found = (session.scalars(_concerned(), {"claim_ids": part}) for part in parts)
    for keys in parted({key for some in found for key in some}):
        session.execute(_held(Source.id.in_(keys)))


def _held(is_wanted: ColumnElement[bool]) -> Select[int]:
    """In the order in which merges hold them."""
    held = select(Source.id).where(is_wanted).order_by(Source.id)
    return held.with_for_update(key_share=True)


def _of_claims() -> ColumnElement[bool]:
    return Answer.claim_id.in_(bindparam("claim_ids", expanding=True))


def _links() -> Select[int]:
    return select(AnnotationSource.id).join(AnnotationSource.answer).where(_of_claims())


def is_alone() -> ColumnElement[bool]:
    """The answer names no other source beside it."""
    beside = aliased(AnnotationSource)
    return not_(
        select(beside.id)
        .where(
            beside.annotation_id == AnnotationSource.annotation_id,
            beside.id != AnnotationSource.id,
        )
        .exists()
    )


def _is_of_reader() -> ColumnElement[bool]:
    """The answer is one of those that the row is about."""
    is_theirs = WrittenName.user_id == Answer.user_id
    return case((WrittenName.user_id.is_(None), Answer.is_open), else_=is_theirs)


@cache
def _concerned() -> CompoundSelect[int]:
    """The sources that answers to claims of given keys name, or named until now."""
    named = select(AnnotationSource.source_id).join(AnnotationSource.answer).where(_of_claims())
    rows = (WrittenName.link_id.in_(_links()), WrittenName.typed_link_id.in_(_links()), text(LOST))
    return union(named, *(select(WrittenName.source_id).where(row) for row in rows))


@cache
def _stale() -> CompoundSelect[int]:
    """Of those, the ones of which a row is missing, or says what no answer says any more."""
    named = select(AnnotationSource.source_id).join(AnnotationSource.answer).where(_of_claims())
    return union(
        named.where(not_(_is_written(WrittenName.user_id == Answer.user_id))),
        named.where(Answer.is_open, not_(_is_written(WrittenName.user_id.is_(None)))),
        named.where(is_alone(), Answer.source_type != "", _is_typed_otherwise()),
        _led_astray(WrittenName.link_id, AnnotationSource.written != WrittenName.name),
        _led_astray(
            WrittenName.typed_link_id,
            or_(Answer.source_type != WrittenName.source_type, not_(is_alone())),
        ),
        select(WrittenName.source_id).where(text(LOST)),
    )


def _is_written(is_of_reader: ColumnElement[bool]) -> ColumnElement[bool]:
    """The name is known from this answer, or an earlier one."""
    first = aliased(AnnotationSource)
    place = tuple_(AnnotationSource.annotation_id, AnnotationSource.position)
    return (
        select(WrittenName.id)
        .join(first, first.id == WrittenName.link_id)
        .where(
            is_of_reader,
            WrittenName.source_id == AnnotationSource.source_id,
            WrittenName.name == AnnotationSource.written,
            tuple_(first.annotation_id, first.position) <= place,
        )
        .correlate(AnnotationSource, Answer)
        .exists()
    )


def _is_typed_otherwise() -> ColumnElement[bool]:
    """The source has another type than this answer chooses, by none that is later."""
    typed = aliased(AnnotationSource)
    is_later = typed.annotation_id > AnnotationSource.annotation_id
    return (
        select(WrittenName.id)
        .outerjoin(typed, typed.id == WrittenName.typed_link_id)
        .where(
            WrittenName.source_id == AnnotationSource.source_id,
            _is_of_reader(),
            WrittenName.is_first,
            WrittenName.source_type != Answer.source_type,
            or_(typed.id.is_(None), not_(is_later)),
        )
        .correlate(AnnotationSource, Answer)
        .exists()
    )


def _led_astray(column: Any, says_no_more: ColumnElement[bool]) -> Select[int]:
    """Rows that lead to a link which says something else by now."""
    is_elsewhere = AnnotationSource.source_id != WrittenName.source_id
    return (
        select(WrittenName.source_id)
        .join(AnnotationSource, AnnotationSource.id == column)
        .join(AnnotationSource.answer)
        .where(_of_claims(), or_(is_elsewhere, not_(_is_of_reader()), says_no_more))
    )
