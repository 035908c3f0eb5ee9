"""Taking back one's own last change to a source."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from webapp.errors import NotAllowed, Refusal
from webapp.models import Event, Membership, Source
from webapp.rules.actions import Action
from webapp.sources.queries import last_undoable
from webapp.sources.services.changing import TAGS, RegisterState, change, hold
from webapp.sources.snapshots import Snapshot, Tags, from_json, snapshot, sources_by_id, tags_naming


class CannotTakeBack(Refusal):
    """The change is somebody else's, too old, or others have built on it."""

    status = 409


def undo_change(session: Session, by: Membership, *, source: Source, version: int) -> Event:
    """Take back the member's last change to the source, and what it did to another one.

    Tags that somebody has answered anew since then stay as they are. This is a change like any
    other: an event that says what it undoes, and that can be taken back itself.
    """
    event = last_undoable(session, source.public_id, by.user_id)
    if event is None or event.payload is None or event.project_id != by.project_id:
        raise CannotTakeBack(
            "There is nothing of yours to take back here: the last change is somebody else’s, "
            "or others have gone on from yours."
        )
    before, after = _sources(event.payload.before), _sources(event.payload.after)
    is_join = any(before[key].merged_into != after[key].merged_into for key in after)
    if is_join and not by.role.may_settle:
        raise NotAllowed("Ask an adjudicator: this would merge sources, or part them.")
    rows = sources_by_id(session, by.project, after)
    hold(session, *rows.values())
    if source.version != version or any(snapshot(rows[key]) != after[key] for key in after):
        raise CannotTakeBack(f"“{source.name}” was changed while you had it open.")
    told_before, told_after = event.payload.before, event.payload.after
    tags = _untouched(session, rows, told_before.get(TAGS, {}), told_after.get(TAGS, {}))
    return change(
        session,
        by,
        action=Action.CHANGE_TAKEN_BACK,
        about=source,
        after=RegisterState(before, tags),
        undoes=event,
    )


def _sources(payload: Mapping[str, Mapping[str, object]]) -> dict[str, Snapshot]:
    return {key: from_json(value) for key, value in payload.items() if key != TAGS}


def _untouched(session: Session, rows: Mapping[str, Source], before: Tags, after: Tags) -> Tags:
    """What the tags said before, where they still say what the change made them say."""
    now = tags_naming(session, rows.values()) if after else {}
    return {key: names for key, names in before.items() if now.get(key) == after[key]}
