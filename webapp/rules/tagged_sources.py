"""Which sources annotations name: those of one, and those of many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.source import Source
from webapp.rules.stored_claims import store_tags_of

TaggedSources = dict[str, list[str]]
"""The sources of annotations in order, all by public id."""


def set_sources(session: Session, answer: Answer, named: Iterable[tuple[Source, str]]) -> None:
    """The sources in this order, once each, with the names as they were typed.

    Rows are replaced only where something changed.
    """
    wanted: dict[Source, str] = {}
    for source, written in named:
        wanted.setdefault(source, written)
    if {link.source: link.written for link in answer.sources} == wanted and [
        link.source for link in answer.sources
    ] == list(wanted):
        return
    if answer.sources:
        answer.sources.clear()
        session.flush()
    answer.sources = [
        AnnotationSource(source=source, written=written, position=position)
        for position, (source, written) in enumerate(wanted.items())
    ]


def tags_naming(session: Session, sources: Iterable[Source]) -> TaggedSources:
    """The sources of every annotation that names one of these."""
    tags: TaggedSources = {}
    for link in _links(session, sources):
        tags.setdefault(link.annotation, []).append(link.source)
    return tags


def write_tags(session: Session, sources: Collection[Source], wanted: TaggedSources) -> None:
    """Give the annotations these sources; `sources` are those of which each names one so far.

    Another project may have rows of the same public ids: those that came back from its tables.
    """
    if not wanted:
        return
    named = {public_id for names in wanted.values() for public_id in names}
    projects = {source.project_id for source in sources}
    rows = select(Source.public_id, Source.id).where(
        Source.project_id.in_(projects), Source.public_id.in_(named)
    )
    keys = dict(session.execute(rows).all())
    links: dict[str, list[_Link]] = {}
    for link in _links(session, sources):
        links.setdefault(link.annotation, []).append(link)
    changed, added, gone = [], [], []
    for annotation, names in wanted.items():
        there = links[annotation]
        written = _writings(there, names)
        for position, name in enumerate(names):
            values = {
                "position": position,
                "source_id": keys[name],
                "written": written[position],
            }
            if position < len(there):
                changed.append({"id": there[position].key, **values})
            else:
                added.append({"annotation_id": there[0].annotation_key, **values})
        gone += [link.key for link in there[len(names) :]]
    if gone:
        session.execute(delete(AnnotationSource).where(AnnotationSource.id.in_(gone)))
    session.execute(update(AnnotationSource), changed)
    if added:
        session.execute(insert(AnnotationSource), added)
    store_tags_of(session, [links[annotation][0].annotation_key for annotation in wanted])
    session.expire_all()


def _writings(there: list[_Link], names: list[str]) -> list[str]:
    """What the person typed for each of these sources: a source that takes a place takes that."""
    known = {link.source: link.written for link in there}
    return [
        known.get(name, there[min(position, len(there) - 1)].written)
        for position, name in enumerate(names)
    ]


class _Link(NamedTuple):
    """One source of one annotation: keys and public ids, and its name as it was typed."""

    key: int
    annotation: str
    annotation_key: int
    source: str
    written: str


def _links(session: Session, sources: Iterable[Source]) -> list[_Link]:
    """Every link of the annotations that name one of these, in order."""
    naming = select(AnnotationSource.annotation_id).where(
        AnnotationSource.source_id.in_([source.id for source in sources])
    )
    rows = session.execute(
        select(
            AnnotationSource.id,
            Answer.public_id,
            Answer.id,
            Source.public_id,
            AnnotationSource.written,
        )
        .join(AnnotationSource.answer)
        .join(AnnotationSource.source)
        .where(AnnotationSource.annotation_id.in_(naming))
        .order_by(Answer.id, AnnotationSource.position)
    )
    return [_Link(*row) for row in rows]
