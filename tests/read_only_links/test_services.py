"""Who a read-only link lets in, and until when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.disputes.conftest import Room, room
from tests.making import make_dispute, make_read_only_link
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.accounts import add_account
from webapp.disputes.services.merging import merge_disputes
from webapp.disputes.services.opening import open_dispute
from webapp.errors import Refusal
from webapp.journal.history import history_of
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.undoing import last_undoable, undo
from webapp.models import Dispute, EventPayload, ReadOnlyLink
from webapp.models.base import token_digest
from webapp.read_only_links.queries import open_link_or_none
from webapp.read_only_links.services import NoLongerOpen, revoke_link, share_dispute
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.vocabulary import DisputeType

__all__ = ["room"]

NOW = datetime(2026, 11, 28, 15, 30, tzinfo=UTC)
TODAY = NOW.date()
LAST = TODAY + timedelta(days=30)


def share(room: Room, *, dispute: Dispute | None = None, last_on: date = LAST) -> str:
    return share_dispute(
        room.session,
        room.judy,
        dispute=dispute or room.dispute,
        note="Ada Lind",
        last_on=last_on,
        now=NOW,
    )


def link_in(room: Room) -> ReadOnlyLink:
    return room.session.scalars(select(ReadOnlyLink)).one()


def revoke(room: Room) -> None:
    revoke_link(room.session, room.judy, dispute=room.dispute, link=link_in(room), now=NOW)


def opens(room: Room, token: str, at: datetime = NOW) -> bool:
    return open_link_or_none(room.session, token, at) is not None


def test_a_link_opens_its_dispute_to_the_end_of_its_last_day(room: Room) -> None:
    # given
    token = share(room)
    midnight = datetime(LAST.year, LAST.month, LAST.day, tzinfo=UTC) + timedelta(days=1)

    # when / then
    assert opens(room, token)
    assert opens(room, token, midnight - timedelta(milliseconds=1))
    assert not opens(room, token, midnight)


def test_two_links_have_nothing_in_common(room: Room) -> None:
    # when
    first, second = share(room), share(room)

    # then
    assert first != second
    assert first.isalnum()
    assert len(first) == 27


def test_only_the_hash_of_a_token_is_kept(room: Room) -> None:
    # when
    token = share(room)

    # then
    assert link_in(room).token_sha256 == token_digest(token)
    payloads = room.session.scalars(select(EventPayload)).all()
    assert not [one for one in payloads if token in repr((one.before, one.after))]


@pytest.mark.parametrize(
    ("last_on", "refusal"),
    [
        (TODAY - timedelta(days=1), "That day is over"),
        (TODAY + timedelta(days=367), "A link lasts a year at most"),
    ],
)
def test_a_link_ends_on_a_day_that_makes_sense(room: Room, last_on: date, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        share(room, last_on=last_on)


def test_a_link_may_end_today(room: Room) -> None:
    assert opens(room, share(room, last_on=TODAY))


def test_a_link_of_a_clock_that_ran_ahead_opens_nothing(room: Room) -> None:
    # given
    make_read_only_link(room.session, room.dispute, "ahead", last_on=TODAY + timedelta(days=900))

    # when / then
    assert not opens(room, "ahead")


def test_a_revoked_link_opens_nothing_and_is_never_revived(room: Room) -> None:
    # given
    token = share(room)

    # when
    revoke(room)

    # then
    assert not opens(room, token)
    with pytest.raises(NoLongerOpen):
        revoke(room)
    with pytest.raises(CannotTakeBack):
        undo(room.session, room.judy, ObjectKind.DISPUTE, room.dispute.public_id)


def test_a_merged_dispute_is_closed_and_cannot_be_shared(room: Room) -> None:
    # given
    token, other = share(room), make_dispute(room.session, room.dispute.project)

    # when
    merge_disputes(
        room.session,
        room.judy,
        dispute=room.dispute,
        version=room.dispute.version,
        into=other,
        same={},
    )

    # then
    assert not opens(room, token)
    with pytest.raises(Refusal, match="merged into another one"):
        share(room)


def test_making_and_revoking_stand_in_the_history_and_not_for_whom(room: Room) -> None:
    # given
    codebook = newest_codebook(room.session, room.dispute.project)

    # when
    share(room)
    revoke(room)

    # then
    entries = history_of(
        room.session, room.vera, ObjectKind.DISPUTE, room.dispute.public_id, codebook
    )
    actions = [(entry.action, entry.who) for entry in entries]
    assert actions == [
        ("read-only link revoked", room.judy.pseudonym),
        ("read-only link made", room.judy.pseudonym),
    ]
    payloads = room.session.scalars(select(EventPayload)).all()
    assert not [one for one in payloads if "Ada" in repr((one.before, one.after))]


def test_a_link_stands_in_the_way_of_no_undo(room: Room) -> None:
    # given
    add_account(room.session, room.judy, dispute=room.dispute, statement="Alive")
    share(room)

    # when
    change = last_undoable(room.session, room.judy, ObjectKind.DISPUTE, room.dispute.public_id)
    undo(room.session, room.judy, ObjectKind.DISPUTE, room.dispute.public_id)

    # then
    assert change is not None
    assert change.action == "account added"
    assert [one.statement for one in room.dispute.accounts] == ["Killed by his own device", "Shot"]


def test_a_dispute_that_was_shared_stays(room: Room) -> None:
    # given
    wording = DisputeWords("Who shot him?", DisputeType.CAUSAL)
    dispute = open_dispute(
        room.session, room.judy, wording=wording, statements=["Soldiers", "A rival"]
    )
    share(room, dispute=dispute)

    # when / then
    with pytest.raises(CannotTakeBack, match="rest on this change"):
        undo(room.session, room.judy, ObjectKind.DISPUTE, dispute.public_id)
