"""What happened in words, newest first, without anything that blindness hides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from webapp.journal.earlier_formats import rows_told
from webapp.journal.kind import Kind
from webapp.journal.names import names_of
from webapp.journal.registry import KINDS, SUBJECTS
from webapp.journal.values import Values, key, of_kind
from webapp.models import Article, Claim, Codebook, Dispute, Event, Membership, Project
from webapp.rules.actions import ObjectKind
from webapp.rules.blindness import events_seen_by


@dataclass(frozen=True)
class Difference:
    """One value that a change altered; empty words where there was or is none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One change: what was done, by whom and when."""

    action: str
    who: str
    at: datetime
    differences: tuple[Difference, ...]
    others: str = ""
    """What else the change touched; empty where it touched nothing else."""
    undone: str = ""
    """What it took back, if it did; the action's words."""
    is_purged: bool = False
    dispute_id: str = ""
    """The dispute whose history tells more; empty for changes to the thing itself."""
    member: str = ""
    article: Article | None = None
    claim_number: int | None = None
    dispute: Dispute | None = None
    """What it was about, where the history is that of many things."""

    @property
    def details(self) -> str:
        """What it was done to, and what that was before and is since, in one line."""
        changes = (
            f"{one.label} {one.before} → {one.after}" if one.before else f"{one.label} {one.after}"
            for one in self.differences
        )
        told = [self.member, *changes] if self.member else changes
        return ", ".join(words.strip() for words in told)


def events_seen(viewer: Membership, kind: str = "") -> Select[Event]:
    """The project's events that the member may read of, newest first; of one kind, or of all."""
    events = _events(viewer.project).where(*events_seen_by(viewer))
    return events.where(Event.object_kind == kind) if kind else events


def events_about(
    session: Session, project: Project, kind: ObjectKind, public_id: str
) -> list[Event]:
    """Everything that happened to the thing of this public id, newest first, gone or not."""
    touching = SUBJECTS[kind].touches([public_id])
    return list(session.scalars(_events(project).where(touching)))


def _events(project: Project) -> Select[Event]:
    return (
        select(Event)
        .options(selectinload(Event.payload), selectinload(Event.claims))
        .where(Event.project_id == project.id)
        .order_by(Event.id.desc())
    )


def history_of(
    session: Session, viewer: Membership, kind: ObjectKind, public_id: str, codebook: Codebook
) -> list[Entry]:
    """What happened to the thing of this public id, as far as the member may read of it."""
    subject = SUBJECTS[kind]
    query = events_seen(viewer).where(subject.touches([public_id]))
    events = session.scalars(query).all()
    names = names_of(session, viewer, {event.user_id for event in events})
    names |= {None: subject.itself} | ({viewer.user_id: subject.me} if subject.me else {})
    actions = {event.id: event.action for event in events}
    is_of_claims = kind in (ObjectKind.DISPUTE, ObjectKind.CLAIM)
    ordinals = _ordinals(session, viewer.project, events) if is_of_claims else {}
    return [
        Entry(
            action=event.action,
            who=names.get(event.user_id, subject.stranger),
            at=event.created_at,
            differences=tuple(_differences(event, kind, public_id, codebook)),
            others=OTHERS[kind](event, public_id, ordinals),
            undone=actions.get(event.undoes_id, "") if event.undoes_id else "",
            is_purged=event.payload is None,
            dispute_id=event.object_id if ObjectKind.DISPUTE == event.object_kind != kind else "",
        )
        for event in events
    ]


def _differences(
    event: Event, kind: ObjectKind, public_id: str, codebook: Codebook
) -> Iterator[Difference]:
    """What it altered; of tags on several claims the action says it, and whose they are."""
    if event.object_kind in TAGS and len(event.claims) > 1:
        return
    before, after = rows_told(event)
    for one in after:
        told = KINDS[ObjectKind(one.partition(":")[0])]
        if one == key(kind, public_id) or told.kind in SUBJECTS[kind].tells:
            was, now = (_in_words(told, rows.get(one), codebook) for rows in (before, after))
            for label in dict.fromkeys([*was, *now]):
                if was.get(label, "") != now.get(label, ""):
                    yield Difference(label, was.get(label, ""), now.get(label, ""))


def _in_words(kind: Kind, values: Values | None, codebook: Codebook) -> Mapping[str, str]:
    return kind.told(values, codebook) if values and kind.told else {}


def _ordinals(session: Session, project: Project, events: Iterable[Event]) -> dict[str, int]:
    """What people call the claims that the events name, by public id."""
    ids = {one.claim_id for event in events for one in event.claims}
    query = select(Claim.public_id, Claim.ordinal)
    query = query.where(Claim.project_id == project.id, Claim.public_id.in_(ids))
    return dict(session.execute(query).all())


def _other_claims(event: Event, claim_id: str, ordinals: Mapping[str, int]) -> str:
    told = {
        public_id
        for rows in rows_told(event)
        for public_id, values in of_kind(rows, ObjectKind.CLAIM).items()
        if values and public_id != claim_id
    }
    found = sorted(ordinals[one] for one in told if one in ordinals)
    gone = len(told) - len(found)
    claims = "claim" if len(found) == 1 else "claims"
    parts = [f"{claims} {', '.join(map(str, found))}"] if found else []
    parts += [f"{gone} that {'is' if gone == 1 else 'are'} gone"] if gone else []
    return " and ".join(parts)


def _other_sources(event: Event, source_id: str, ordinals: Mapping[str, int]) -> str:
    sources = of_kind(rows_told(event)[1], ObjectKind.SOURCE)
    return "; ".join(
        values["name"] for public_id, values in sources.items() if values and public_id != source_id
    )


def _claims_in_it(event: Event, dispute_id: str, ordinals: Mapping[str, int]) -> str:
    return ", ".join(
        f"claim {ordinals[one.claim_id]}" for one in event.claims if one.claim_id in ordinals
    )


TAGS = (ObjectKind.ANNOTATION, ObjectKind.ADJUDICATION)
OTHERS: dict[ObjectKind, Callable[[Event, str, Mapping[str, int]], str]] = {
    ObjectKind.CLAIM: _other_claims,
    ObjectKind.SOURCE: _other_sources,
    ObjectKind.DISPUTE: _claims_in_it,
}
