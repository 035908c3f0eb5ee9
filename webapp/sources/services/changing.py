"""What every change to sources does: check what was seen, write, record one event."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import NotAllowed, Refusal, Stale
from webapp.folding import folded
from webapp.journal.recording import recorded_while_held
from webapp.journal.rows import key_of, restore
from webapp.journal.sources import NameTaken, rows_of_tags
from webapp.journal.values import Rows, Values
from webapp.models import Membership, Source
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.source_names import is_offered_to, source_named_or_none
from webapp.rules.tagged_sources import TaggedSources
from webapp.vocabulary import CodeField


class MergedAway(Refusal):
    """Another source stands for this one."""

    status = 409


def refuse_blind(by: Membership) -> None:
    """Refuse those who may not know what the register says of a source, and so what they change."""
    if not by.sees_all_tags:
        raise NotAllowed(
            "Only adjudicators change the register in this project: others do not see in it what "
            "somebody else has named."
        )


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
                "Aliases": "; ".join(sorted(alias.name for alias in source.aliases)),
            },
        )


def refuse_taken(session: Session, by: Membership, source: Source, name: str) -> None:
    """Refuse a name by which people find another source already."""
    found = source_named_or_none(session, by.project, name)
    if found is None or found == source:
        return
    offered = select(Source.id).where(Source.id == found.id, *is_offered_to(by))
    if session.scalars(offered).one_or_none() is None:
        raise NameTaken
    words = f"“{name}” is a name of the source “{found.name}” already."
    raise NameTaken(f"{words} Are the two one? Then merge them.")


def with_aliases(values: Values, *added: str) -> Values:
    """The values with these aliases too; what equals its name, or another alias, is left out."""
    kept: dict[str, str] = {}
    for alias in (*values["aliases"], *added):
        if folded(alias) != folded(values["name"]):
            kept.setdefault(folded(alias), alias)
    return {**values, "aliases": sorted(kept.values())}


def without_alias(values: Values, alias: str) -> Values:
    """The values without this alias."""
    return {**values, "aliases": [name for name in values["aliases"] if name != alias]}


def change(
    session: Session,
    by: Membership,
    action: Action,
    sources: Mapping[Source, Values],
    tags: TaggedSources | None = None,
) -> None:
    """Make held sources, and the sources of tags, what is given; the first is what it is about."""
    wanted: Rows = {key_of(source): values for source, values in sources.items()}
    with recorded_while_held(session, by, action, *sources) as act:
        restore(act, ObjectKind.SOURCE, wanted | rows_of_tags(tags or {}))
