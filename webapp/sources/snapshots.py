"""Sources and the tags that name them, as the history keeps them; and bringing them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.models import Annotation, AnnotationSource, Project, Source, SourceAlias
from webapp.models.base import new_public_id

Tags = dict[str, list[str]]
"""The sources of annotations in order, all by public id."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What people may change about a source."""

    name: str
    source_type: str
    aliases: tuple[str, ...]
    merged_into: str | None
    """The public id of the source that stands for it."""

    @property
    def as_json(self) -> dict[str, Any]:
        """As an event keeps it."""
        return {**asdict(self), "aliases": list(self.aliases)}


def from_json(values: Mapping[str, Any]) -> Snapshot:
    """The snapshot that an event keeps."""
    return Snapshot(**{**values, "aliases": tuple(values["aliases"])})


def snapshot(source: Source) -> Snapshot:
    """The source as it stands."""
    return Snapshot(
        name=source.name,
        source_type=source.source_type,
        aliases=tuple(sorted(alias.name for alias in source.aliases)),
        merged_into=source.merged_into.public_id if source.merged_into else None,
    )


def sources_by_id(
    session: Session, project: Project, public_ids: Iterable[str]
) -> dict[str, Source]:
    """Those of the project's sources, by public id."""
    found = session.scalars(
        select(Source).where(
            Source.project_id == project.id, Source.public_id.in_(list(public_ids))
        )
    )
    return {source.public_id: source for source in found}


def write_sources(session: Session, project: Project, wanted: Mapping[str, Snapshot]) -> None:
    """Make the sources what the snapshots say; two of them may change names with each other."""
    leads = [value.merged_into for value in wanted.values() if value.merged_into]
    rows = sources_by_id(session, project, [*wanted, *leads])
    renamed = [key for key, value in wanted.items() if rows[key].name != value.name]
    for public_id in renamed:
        rows[public_id].name = new_public_id()
    session.flush()
    for public_id, value in wanted.items():
        source = rows[public_id]
        source.name = value.name
        source.source_type = value.source_type
        source.merged_into = rows[value.merged_into] if value.merged_into else None
        source.touch()
        _write_aliases(session, source, value.aliases)
    session.flush()
    session.expire_all()


def _write_aliases(session: Session, source: Source, wanted: tuple[str, ...]) -> None:
    known = {alias.name: alias for alias in source.aliases}
    for name in known.keys() - set(wanted):
        session.delete(known[name])
    for name in wanted:
        if name not in known:
            session.add(SourceAlias(source=source, name=name))


def tags_naming(session: Session, sources: Iterable[Source]) -> Tags:
    """The sources of every annotation that names one of these."""
    tags: Tags = {}
    for link in _links(session, sources):
        tags.setdefault(link.annotation, []).append(link.source)
    return tags


def write_tags(session: Session, sources: Iterable[Source], wanted: Tags) -> None:
    """Give the annotations these sources; `sources` are those of which each names one so far."""
    if not wanted:
        return
    named = {public_id for names in wanted.values() for public_id in names}
    rows = session.execute(select(Source.public_id, Source.id).where(Source.public_id.in_(named)))
    keys = dict(rows.all())
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
            Annotation.public_id,
            Annotation.id,
            Source.public_id,
            AnnotationSource.written,
        )
        .join(AnnotationSource.annotation)
        .join(AnnotationSource.source)
        .where(AnnotationSource.annotation_id.in_(naming))
        .order_by(Annotation.id, AnnotationSource.position)
    )
    return [_Link(*row) for row in rows]
