"""What every change to a dispute does first and last: hold it, check it, tell the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.disputes.snapshots import changed, rows_of
from webapp.errors import NotAllowed, NotFound, Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.limits import LONGEST_SENTENCE
from webapp.models import Account, Dispute, Evidence, Membership, Placement
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record


class Merged(Refusal):
    """The dispute lives on in another one."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This dispute is merged into another one. Go on with that one.")


class Unchanged(Refusal):
    """The change would leave everything as it is."""

    def __init__(self) -> None:
        super().__init__("Nothing was changed: it is so already.")


class Gone(Refusal):
    """Somebody was quicker, and took away what the change is about."""

    status = 409

    def __init__(self) -> None:
        super().__init__("Somebody removed this while you had it open.")


def hold(session: Session, *disputes: Dispute) -> None:
    """Read the disputes as they stand; nobody changes them until this transaction ends."""
    found = session.scalars(
        select(Dispute)
        .where(Dispute.id.in_([dispute.id for dispute in disputes]))
        .order_by(Dispute.id)
        .with_for_update(of=Dispute)
        .execution_options(populate_existing=True)
    ).all()
    if len(found) < len(set(disputes)):
        raise NotFound("Somebody has taken back that this dispute was opened.")


@contextmanager
def recorded(
    session: Session,
    by: Membership,
    action: Action,
    *disputes: Dispute,
    claims: tuple[str, ...] = (),
    about: Account | Evidence | Placement | None = None,
) -> Iterator[list[Dispute]]:
    """Hold the disputes, let the block change their rows, and record what differs as one event.

    A change `about` a row of theirs is refused where that row is gone by now.
    A dispute that is merged is refused: it stays as it was. A dispute that the block makes joins
    the list that it is given.
    """
    hold(session, *disputes)
    if any(dispute.is_merged for dispute in disputes):
        raise Merged
    before, touched = rows_of(session, disputes), list(disputes)
    if about is not None and f"{about.__tablename__}:{about.public_id}" not in before:
        raise Gone
    yield touched
    was, now = changed(before, rows_of(session, touched))
    if not now:
        raise Unchanged
    record(session, by.user, by.project, change_of(action, touched[0].public_id, was, now, claims))


def change_of(
    action: Action,
    dispute_id: str,
    before: dict[str, Any],
    after: dict[str, Any],
    claims: tuple[str, ...] = (),
) -> Change:
    """What the event of a change to a dispute says."""
    return Change(
        action=action,
        object_kind=ObjectKind.DISPUTE,
        object_id=dispute_id,
        before=before,
        after=after,
        claim_ids=claims,
    )


def refuse_stale(row: Dispute | Account | Evidence | Placement, version: int, **now: str) -> None:
    """Refuse unless the row stands as the person saw it; `now` says how it stands."""
    if row.version != version:
        raise Stale("Somebody changed this while you had it open.", version=row.version, saved=now)


def refuse_under_verdict(by: Membership, dispute: Dispute) -> None:
    """A verdict rests on the words that it was given for: few may change those."""
    if dispute.verdict is not None and not by.role.may_settle:
        raise NotAllowed("There is a verdict on these words. Ask an adjudicator to change them.")


def sentence(words: str, field: str, name: str) -> str:
    """One line that says something."""
    line = " ".join(words.split())
    if len(line) > LONGEST_SENTENCE or not has_something_to_see(line):
        raise Refusal(f"{name} is one sentence of 1 to {LONGEST_SENTENCE} characters.", field=field)
    return line
