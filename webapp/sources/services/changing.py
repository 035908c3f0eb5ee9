"""What every change to sources does: hold them, check what was seen, write, record one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from webapp.errors import NotAllowed, Refusal, Stale
from webapp.folding import folded
from webapp.models import Event, Membership, Source
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.events import Change, record
from webapp.rules.source_names import is_offered_to, source_named_or_none
from webapp.sources.snapshots import (
    Snapshot,
    Tags,
    snapshot,
    sources_by_id,
    tags_naming,
    write_sources,
    write_tags,
)
from webapp.vocabulary import CodeField

TAGS = "tags"
"""Under which the payload of an event keeps the tags that changed their sources."""


@dataclass(frozen=True)
class RegisterState:
    """What sources shall be, by public id, and which sources tags shall name."""

    sources: Mapping[str, Snapshot]
    tags: Tags = field(default_factory=dict)


class NameTaken(Refusal):
    """Another source has this name."""

    status = 409


class MergedAway(Refusal):
    """Another source stands for this one."""

    status = 409


class Unchanged(Refusal):
    """The change would leave everything as it is."""


def refuse_blind(by: Membership) -> None:
    """Refuse those who may not know what the register says of a source, and so what they change."""
    if not by.sees_all_tags:
        raise NotAllowed(
            "Only adjudicators change the register in this project: others do not see in it what "
            "somebody else has named."
        )


def hold(session: Session, *sources: Source) -> None:
    """Read the sources as they stand now; nobody changes them until this transaction ends."""
    session.scalars(
        select(Source)
        .options(selectinload(Source.aliases), selectinload(Source.merged_into))
        .where(Source.id.in_([source.id for source in sources]))
        .order_by(Source.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def refuse_stale(session: Session, source: Source, version: int) -> None:
    """Refuse unless the held source stands as the person saw it."""
    if source.merged_into is not None:
        raise MergedAway(f"“{source.name}” was merged into “{source.merged_into.name}” meanwhile.")
    if source.version != version:
        raise Stale(
            f"Somebody changed “{source.name}” while you had it open.",
            version=source.version,
            saved={
                "name": source.name,
                "source_type": newest_codebook(session, source.project).label_of(
                    CodeField.SOURCE_TYPE, source.source_type
                ),
                "Aliases": "; ".join(snapshot(source).aliases),
            },
        )


def refuse_taken(session: Session, by: Membership, source: Source, name: str) -> None:
    """Refuse a name by which people find another source already."""
    found = source_named_or_none(session, by.project, name)
    if found is None or found == source:
        return
    offered = select(Source.id).where(Source.id == found.id, *is_offered_to(by))
    if session.scalars(offered).one_or_none() is None:
        raise NameTaken("There is a source of this name already.", field="name")
    words = f"“{name}” is a name of the source “{found.name}” already."
    raise NameTaken(f"{words} Are the two one? Then merge them.", field="name")


def with_aliases(value: Snapshot, *added: str) -> Snapshot:
    """The snapshot with these aliases too; what equals its name, or another alias, is left out."""
    kept: dict[str, str] = {}
    for alias in (*value.aliases, *added):
        if folded(alias) != folded(value.name):
            kept.setdefault(folded(alias), alias)
    return replace(value, aliases=tuple(sorted(kept.values())))


def without_alias(value: Snapshot, alias: str) -> Snapshot:
    """The snapshot without this alias."""
    return replace(value, aliases=tuple(name for name in value.aliases if name != alias))


def change(
    session: Session,
    by: Membership,
    *,
    action: Action,
    about: Source,
    after: RegisterState,
    undoes: Event | None = None,
) -> Event:
    """Make held sources, and the sources of tags, what is given, and tell the history.

    Tags that name a source follow it when it is merged.
    """
    rows = sources_by_id(session, by.project, after.sources)
    before = {public_id: snapshot(source) for public_id, source in rows.items()}
    leads = {key: lead for key, value in after.sources.items() if (lead := value.merged_into)}
    now = tags_naming(session, rows.values()) if leads or after.tags else {}
    wanted = {key: followed(names, leads) for key, names in {**now, **after.tags}.items()}
    changed = {key: names for key, names in wanted.items() if names != now[key]}
    about_id = about.public_id
    write_tags(session, rows.values(), changed)
    try:
        with session.begin_nested():
            write_sources(session, by.project, after.sources)
    except IntegrityError as taken:
        raise NameTaken("There is a source of this name already.", field="name") from taken
    told = Change(
        action=action,
        object_kind=ObjectKind.SOURCE,
        object_id=about_id,
        before=_payload(before, {key: now[key] for key in changed}),
        after=_payload(after.sources, changed),
        source_ids=tuple(after.sources),
        undoes=undoes,
    )
    return record(session, by.user, by.project, told)


def followed(names: Iterable[str], leads: Mapping[str, str]) -> list[str]:
    """The sources to which these lead, each once."""
    return list(dict.fromkeys(leads.get(name, name) for name in names))


def _payload(sources: Mapping[str, Snapshot], tags: Tags) -> dict[str, object]:
    payload: dict[str, object] = {key: value.as_json for key, value in sources.items()}
    return {**payload, TAGS: tags} if tags else payload
