"""Tags in the journal: what one person answered about one claim."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from webapp.errors import Refusal
from webapp.journal.kind import Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.values import Shelf, Values, fields_of
from webapp.models import Annotation, Answer, Claim, Codebook, Event, EventClaim, Source
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.locking import Locked, hold_answers, why_closed
from webapp.rules.source_names import lock_canonical, lock_in_order
from webapp.rules.tagged_sources import set_sources
from webapp.vocabulary import AdjudicationReason, AnnotationState, CodeField

ACCEPTS_CLAIM = "accepts_claim"
"""Beside tags in the history: with them their claim was accepted."""
TOLD = (
    *("state", *CodeField, "status_reason", "source_names", "note", "skipped_reason"),
    *("reason", "reopened_because"),
)

TYPED = frozenset({"note", "reopened_because"})
"""Words as somebody typed them."""


def parts_of(answer: Answer) -> Values:
    """The sources in order, and the names of them as they were typed."""
    return {
        "sources": [link.source.public_id for link in answer.sources],
        "source_names": [link.written for link in answer.sources],
    }


def write_parts(shelf: Shelf, answer: Answer, values: Values) -> None:
    """Merged sources lead on."""
    found = [shelf.row(Source, public_id) for public_id in values["sources"]]
    lock_in_order(shelf.session, found)
    sources = [lock_canonical(shelf.session, source) for source in found]
    names = values.get("source_names") or [source.name for source in sources]
    answer.updated_at = utc_now()
    set_sources(shelf.session, answer, list(zip(sources, names, strict=True)))


def _remove(shelf: Shelf, annotation: Annotation) -> None:
    """Where the claim is placed, the person's answers there stay."""
    if not annotation.answers:
        annotation.claim.annotations.remove(annotation)
        shelf.session.delete(annotation)
        return
    for name, value in BLANK.items():
        setattr(annotation, name, value)
    annotation.updated_at = utc_now()
    set_sources(shelf.session, annotation, ())


BLANK: dict[str, Any] = {
    "state": AnnotationState.PENDING,
    **dict.fromkeys(CodeField, ""),
    "note": "",
    "status_reason": "",
    **dict.fromkeys(("skipped_reason", "codebook", "newest_article", "submitted_at")),
}
"""An annotation in which nothing is answered."""


def told(values: Values, codebook: Codebook) -> dict[str, str]:
    """An answer in words, by their labels."""
    return {
        name.replace("_", " ").capitalize(): _words(name, values[name], codebook)
        for name in TOLD
        if name in values
    }


def _words(name: str, value: Any, codebook: Codebook) -> str:
    if name in set(CodeField):
        return codebook.label_of(CodeField(name), value)
    if name == "reason" and value:
        return AdjudicationReason(value).label
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if value is None or name in TYPED:
        return value or ""
    return str(value).replace("_", " ")


ANNOTATIONS = Kind(
    model=Annotation,
    fields=fields_of(
        Annotation, "kind", "claim_id", "claim_standing", "is_open", "user_id", "created_at"
    ),
    subject=ObjectKind.ANNOTATION,
    parts=parts_of,
    write_parts=write_parts,
    remove=_remove,
    told=told,
)


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    """Events of these tags, and acts on several claims of which one of these is not the first."""
    together = (
        select(EventClaim.event_id)
        .join(Claim, Claim.public_id == EventClaim.claim_id)
        .join(Claim.annotations)
        .where(
            EventClaim.event_id == Event.id,
            Annotation.public_id.in_(public_ids),
            Annotation.user_id == Event.user_id,
        )
    )
    is_one_of_them = and_(Event.action == Action.DISPUTED_CONFIRMED, together.exists())
    is_of_tags = Event.object_kind == ObjectKind.ANNOTATION
    return and_(is_of_tags, or_(Event.object_id.in_(public_ids), is_one_of_them))


def _was_changed(undoing: Undoing) -> Refusal | None:
    """An act on several claims is taken back whole, or not at all."""
    if undoing.event.action != Action.DISPUTED_CONFIRMED or not undoing.changed_since:
        return None
    return CannotTakeBack(
        "You confirmed this together with other claims, and one of them was changed since. "
        "Change the claims one by one."
    )


def _is_closed(undoing: Undoing) -> Refusal | None:
    """One of the claims has all its answers, or is settled: none of them is taken back."""
    answers = undoing.things.values()
    hold_answers(undoing.session, [one.claim for one in answers])
    closed = (why_closed(one.claim, one) for one in answers)
    return next((Locked(words) for words in closed if words), None)


ANNOTATION = Subject(
    kind=ObjectKind.ANNOTATION,
    touches=_touches,
    takes_in_own_tags=True,
    guards=(_is_closed, _was_changed),
    taken_back=lambda action: Action.TAGS_TAKEN_BACK,
    nothing_of_yours="There is nothing of yours to take back on this claim.",
)
