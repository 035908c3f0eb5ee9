"""Adjudications in the journal: what settles a claim, and the answers that it gives back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, union_all
from sqlalchemy.orm import aliased

from webapp.errors import Refusal
from webapp.journal.kind import Act, Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.tags import ACCEPTS_CLAIM, ANNOTATIONS, parts_of, told, write_parts
from webapp.journal.values import Rows, Shelf, Values, fields_of, key, of_kind
from webapp.models import Adjudication, Claim, Event, EventClaim
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind


def _name(adjudication: Adjudication) -> str:
    """A claim has one, so it goes by the claim: it has a history before there is a row."""
    return adjudication.claim.public_id


def _parts(adjudication: Adjudication) -> Values:
    return {**parts_of(adjudication), "public_id": adjudication.public_id}


def _write_parts(shelf: Shelf, adjudication: Adjudication, values: Values) -> None:
    adjudication.public_id = values["public_id"]
    write_parts(shelf, adjudication, values)


def _make(shelf: Shelf, claim_id: str) -> Adjudication:
    claim = shelf.row(Claim, claim_id)
    return Adjudication(project_id=shelf.project.id, claim=claim, updated_at=utc_now())


ADJUDICATIONS = Kind(
    model=Adjudication,
    fields=fields_of(Adjudication, "kind", "claim_id", "claim_standing", "is_open", "created_at"),
    subject=ObjectKind.ADJUDICATION,
    parts=_parts,
    write_parts=_write_parts,
    told=told,
    make=_make,
    name=_name,
    named=(Claim.public_id, Adjudication.project_id, (Adjudication.claim,)),
)


TOGETHER = (Action.ANOTHER_LOOK_ASKED, Action.ASKING_TAKEN_BACK)
"""Acts on the answers to several claims."""


def _touches(claim_ids: PublicIds) -> ColumnElement[bool]:
    """Events of what settles these claims, and acts on several of which one is not the first."""
    named = select(EventClaim.event_id).where(EventClaim.claim_id.in_(claim_ids))
    of_one = aliased(Event)
    is_of_one = (of_one.object_kind == ObjectKind.ADJUDICATION, of_one.object_id.in_(claim_ids))
    touching = union_all(select(of_one.id).where(*is_of_one), named)
    is_whole = or_(Event.object_id.in_(claim_ids), Event.action.in_(TOGETHER))
    is_of_settling = and_(Event.object_kind == ObjectKind.ADJUDICATION, is_whole)
    return and_(Event.id.in_(touching), is_of_settling)


def _answers(shelf: Shelf, told: Rows) -> dict[str, Any]:
    """The annotations that an event tells of beside the adjudication, and that still stand."""
    names = of_kind(told, ObjectKind.ANNOTATION)
    return ANNOTATIONS.find(shelf.session, shelf.project, names)


def _beside_answers(undoing: Undoing) -> Undoing:
    """Answers that were given back have to be as they were given back."""
    found = _answers(Shelf(undoing.session, undoing.by.project), undoing.after)
    now: Rows = {
        key(ObjectKind.ANNOTATION, name): ANNOTATIONS.values(row) for name, row in found.items()
    }
    return replace(undoing, now=undoing.now | now, after=_without_acceptance(undoing.after))


def _without_acceptance(rows: Rows) -> Rows:
    return {
        one: values and {name: value for name, value in values.items() if name != ACCEPTS_CLAIM}
        for one, values in rows.items()
    }


def _was_changed(undoing: Undoing) -> Refusal | None:
    if not undoing.changed_since:
        return None
    return CannotTakeBack("Somebody has gone on from this since, so it stays as it is.")


def _prepare(act: Act, shelf: Shelf, wanted: Rows) -> None:
    """Answers that were given back lie with the others again."""
    told = of_kind(wanted, ObjectKind.ANNOTATION)
    for name, row in _answers(shelf, wanted).items():
        values, one = told[name] or {}, key(ObjectKind.ANNOTATION, name)
        act.before[one] = ANNOTATIONS.values(row)
        ANNOTATIONS.write_columns(shelf, row, values)
        write_parts(shelf, row, values)
        act.after[one] = values


TAKEN_BACK: dict[str, Action] = {Action.ANOTHER_LOOK_ASKED: Action.ASKING_TAKEN_BACK}
"""What taking back is called, where it is not the settling of a claim."""
ADJUDICATION = Subject(
    kind=ObjectKind.ADJUDICATION,
    touches=_touches,
    is_for_the_blind=False,
    is_whole=False,
    nothing_of_yours=(
        "There is nothing of yours to take back here: somebody else has settled this claim, "
        "or given it back."
    ),
    adapt=_beside_answers,
    guards=(_was_changed,),
    prepare=_prepare,
    taken_back=lambda action: TAKEN_BACK.get(action, Action.SETTLING_TAKEN_BACK),
    tells=frozenset({ObjectKind.ANNOTATION}),
)
