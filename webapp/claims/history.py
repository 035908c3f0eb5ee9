"""What happened to a claim, in words: who, when, what, and what was there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.claims.queries import events_seen_of
from webapp.claims.services.checking import STATES_IN_WORDS
from webapp.journal.history_entries import Difference, Entry
from webapp.models import Codebook, Event, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.claims import TAGS, claim_or_none
from webapp.rules.codebooks import newest_codebook
from webapp.vocabulary import ClaimState, CodeField, Role, SpanRole

MACHINE = "Counterclaim"
NOT_IN_WORDS = frozenset(
    {"sources", "codebook", "newest_article", "submitted_at", "accepts_claim", "version", "files"}
)
"""Values of tags that say nothing to people, or say it twice."""


@dataclass(frozen=True)
class ClaimHistory:
    """Everything that the viewer may know of a claim, newest first."""

    number: int | None
    article_id: str | None
    entries: list[Entry]


def history_or_none(session: Session, viewer: Membership, claim_id: str) -> ClaimHistory | None:
    """The history of the project's claim of this public id, even where the claim is gone."""
    claim = claim_or_none(session, viewer.project, claim_id, *TAGS)
    events = events_seen_of(session, viewer, claim_id)
    if claim is None and not events:
        return None
    names = _names(session, viewer)
    actions = {event.id: event.action for event in events}
    codebook = newest_codebook(session, viewer.project)
    entries = [_entry(event, claim_id, names, actions, codebook) for event in events]
    last = next((values for event in events for values in _snapshots(event, claim_id)), {})
    return ClaimHistory(
        number=claim.number if claim else last.get("number"),
        article_id=claim.article.public_id if claim else last.get("article"),
        entries=entries,
    )


def _names(session: Session, viewer: Membership) -> dict[int, str]:
    """What people of the project are called here: managers know them by name."""
    members = session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == viewer.project_id)
    )
    names = {
        member.user_id: f"{member.user.display_name} ({member.pseudonym})"
        if viewer.role == Role.MANAGER
        else member.pseudonym
        for member in members
    }
    return {**names, viewer.user_id: "you"}


def _entry(
    event: Event,
    claim_id: str,
    names: Mapping[int, str],
    actions: Mapping[int, str],
    codebook: Codebook,
) -> Entry:
    before, after = _both(event, claim_id)
    touched = _all_snapshots(event)
    numbers = sorted({values["number"] for key, values in touched if key != claim_id})
    claims = "claim" if len(numbers) == 1 else "claims"
    return Entry(
        action=event.action,
        who=MACHINE if event.user_id is None else names.get(event.user_id, "somebody"),
        at=event.created_at,
        differences=tuple(_differences(_in_words(before, codebook), _in_words(after, codebook))),
        others=f"{claims} {', '.join(map(str, numbers))}" if numbers else "",
        undone=actions.get(event.undoes_id, "") if event.undoes_id else "",
        is_purged=event.payload is None,
        dispute_id=event.object_id if event.object_kind == ObjectKind.DISPUTE else "",
    )


def _both(event: Event, claim_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values before and after: the claim's own where the event is about several."""
    if event.payload is None or event.object_kind == ObjectKind.DISPUTE:  # its page tells the rest
        return {}, {}
    before, after = event.payload.before, event.payload.after
    if claim_id in after:
        return before.get(claim_id) or {}, after[claim_id] or {}
    return before, after


def _all_snapshots(event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every claim that the event tells of, by public id."""
    payload = event.payload
    is_about_claims = payload and event.object_kind != ObjectKind.DISPUTE
    for values in (payload.before, payload.after) if payload and is_about_claims else ():
        for key, value in values.items():
            if isinstance(value, dict) and "number" in value:
                yield key, value


def _snapshots(event: Event, claim_id: str) -> Iterable[dict[str, Any]]:
    return [values for key, values in _all_snapshots(event) if key == claim_id]


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for label in dict.fromkeys([*before, *after]):
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Difference(label, old, new)


def _in_words(values: Mapping[str, Any], codebook: Codebook) -> dict[str, str]:
    """A snapshot of a claim or of tags, by the names that people know."""
    if not values:
        return {}
    if "spans" in values:
        return _claim_in_words(values)
    return {
        key.replace("_", " ").capitalize(): _value_in_words(key, value, codebook)
        for key, value in values.items()
        if key not in NOT_IN_WORDS
    }


def _claim_in_words(values: Mapping[str, Any]) -> dict[str, str]:
    quotes = {
        role.value.capitalize(): " … ".join(
            quote for span_role, _, _, quote, *_ in values["spans"] if span_role == role
        )
        for role in SpanRole
    }
    replaces = {"Merged": "into another claim" if values["merged_into"] else ""}
    return {"State": STATES_IN_WORDS[ClaimState(values["state"])], **quotes, **replaces}


def _value_in_words(key: str, value: Any, codebook: Codebook) -> str:
    if key in set(CodeField):
        return codebook.label_of(CodeField(key), value)
    if key == "state" and value in set(ClaimState):
        return STATES_IN_WORDS[ClaimState(value)]
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "" if value is None else str(value).replace("_", " ") if key != "note" else str(value)
