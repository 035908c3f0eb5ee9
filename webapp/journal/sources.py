"""Sources in the journal: their names, and the tags that follow them when they are merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, select, union_all
from sqlalchemy.orm import Session, aliased, selectinload

from webapp.errors import NotAllowed, Refusal
from webapp.journal.kind import Act, Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.values import Rows, Shelf, Values, fields_of, key, of_kind
from webapp.models import Codebook, Event, EventSource, Source, SourceAlias
from webapp.models.base import new_public_id
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.codebooks import labels_of_field
from webapp.rules.stored_claims import claims_naming, lock_claims_naming
from webapp.rules.tagged_sources import TaggedSources, tags_naming, write_tags
from webapp.vocabulary import CodeField


class NameTaken(Refusal):
    """Another source has this name."""

    status = 409

    def __init__(
        self, message: str = "There is a source of this name already.", *, field: str = "name"
    ) -> None:
        super().__init__(message, field=field)


def _parts(source: Source) -> Values:
    return {"aliases": sorted(alias.name for alias in source.aliases)}


def _write_parts(shelf: Shelf, source: Source, values: Values) -> None:
    source.touch()
    known = {alias.name: alias for alias in source.aliases}
    for name in known.keys() - set(values["aliases"]):
        shelf.session.delete(known[name])
    for name in values["aliases"]:
        if name not in known:
            shelf.session.add(SourceAlias(source=source, name=name))


def _told(values: Values, codebook: Codebook) -> dict[str, str]:
    kind = values["source_type"]
    types = labels_of_field(codebook, CodeField.SOURCE_TYPE)
    return {
        "Name": values["name"],
        "Usual type": types.get(kind, kind),
        "Aliases": "; ".join(values.get("aliases", ())),
    }


SOURCES = Kind(
    model=Source,
    fields=fields_of(Source, "created_by_id", "created_at", "shared_at", "folded_name"),
    subject=ObjectKind.SOURCE,
    parts=_parts,
    write_parts=_write_parts,
    told=_told,
)


def hold(session: Session, sources: Sequence[Source]) -> None:
    """Read the sources as they stand now; nobody changes them until this transaction ends."""
    session.scalars(
        select(Source)
        .options(selectinload(Source.aliases), selectinload(Source.merged_into))
        .where(Source.id.in_([source.id for source in sources]))
        .order_by(Source.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def hold_with_claims(session: Session, sources: Sequence[Source]) -> None:
    """The same, and before them the claims whose tags name them: the change may touch both.

    Whoever tags holds the claim first and then its sources. Where somebody has tagged another
    claim with one meanwhile, all are let go, so that nobody waits for that claim with sources held.
    """
    while True:
        with session.begin_nested() as savepoint:
            held = lock_claims_naming(session, sources)
            hold(session, sources)
            if claims_naming(session, sources) <= held:
                return
            savepoint.rollback()


def followed(names: Iterable[str], leads: Mapping[str, str]) -> list[str]:
    """The sources to which these lead, each once."""
    return list(dict.fromkeys(leads.get(name, name) for name in names))


def _prepare(act: Act, shelf: Shelf, wanted: Rows) -> None:
    """Tags that name a source follow it when it is merged; two sources may change names."""
    leads = {name: lead for name, lead in _each(wanted, "merged_into").items() if lead}
    tags = _tags(wanted)
    now = tags_naming(act.session, act.rows) if leads or tags else {}
    following = {name: followed(names, leads) for name, names in {**now, **tags}.items()}
    changed = {name: names for name, names in following.items() if names != now[name]}
    write_tags(act.session, act.rows, changed)
    act.before |= rows_of_tags({name: now[name] for name in changed})
    act.after |= rows_of_tags(changed)
    names = _each(wanted, "name")
    for source in act.rows:
        if source.name != names[source.public_id]:
            source.name = new_public_id()
    act.session.flush()


def _each(rows: Rows, name: str) -> dict[str, Any]:
    """One value of every source."""
    sources = of_kind(rows, ObjectKind.SOURCE)
    return {public_id: values[name] for public_id, values in sources.items() if values}


def _tags(rows: Rows) -> TaggedSources:
    annotations = of_kind(rows, ObjectKind.ANNOTATION)
    return {name: values["sources"] for name, values in annotations.items() if values}


def rows_of_tags(tags: TaggedSources) -> Rows:
    """The sources of annotations as the journal keeps them."""
    return {key(ObjectKind.ANNOTATION, name): {"sources": names} for name, names in tags.items()}


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    """Events about the source, or that name it beside the one that they are about."""
    about = aliased(Event)
    is_about = (about.object_kind == ObjectKind.SOURCE, about.object_id.in_(public_ids))
    named = select(EventSource.event_id).where(EventSource.source_id.in_(public_ids))
    return Event.id.in_(union_all(select(about.id).where(*is_about), named))


def _beside_later_tags(undoing: Undoing) -> Undoing:
    """Tags that somebody has answered anew since then stay as they are."""
    told = _tags(undoing.after)
    now = tags_naming(undoing.session, undoing.things.values()) if told else {}
    later = {key(ObjectKind.ANNOTATION, name) for name in told if now.get(name) != told[name]}
    return replace(
        undoing,
        before={one: values for one, values in undoing.before.items() if one not in later},
        after={one: values for one, values in undoing.after.items() if one not in later},
        now=undoing.now | rows_of_tags(now),
    )


def _is_join(undoing: Undoing) -> Refusal | None:
    """It merges sources, or parts them."""
    before, after = (_each(rows, "merged_into") for rows in (undoing.before, undoing.after))
    if before == after or undoing.by.role.may_settle:
        return None
    return NotAllowed("Ask an adjudicator: this would merge sources, or part them.")


def _was_changed(undoing: Undoing) -> Refusal | None:
    source = undoing.things[undoing.public_id]
    if source.version == undoing.version and not undoing.changed_since:
        return None
    return CannotTakeBack(f"“{source.name}” was changed while you had it open.")


SOURCE = Subject(
    kind=ObjectKind.SOURCE,
    touches=_touches,
    changes=(Event.action != Action.SOURCE_ADDED,),
    is_for_the_blind=False,
    hold=hold_with_claims,
    nothing_of_yours=(
        "There is nothing of yours to take back here: the last change is somebody else’s, "
        "or others have gone on from yours."
    ),
    adapt=_beside_later_tags,
    guards=(_is_join, _was_changed),
    prepare=_prepare,
    clash=NameTaken,
    stranger="An instance admin",
)
