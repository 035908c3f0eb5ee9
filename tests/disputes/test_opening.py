"""Opening disputes, their words, their states, and their accounts."""

import pytest
from sqlalchemy import select

from tests.disputes.conftest import Room
from tests.making import make_claim, make_evidence, make_placement, make_verdict
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.accounts import (
    add_account,
    edit_account,
    remove_account,
    shift_account,
)
from webapp.disputes.services.opening import First, edit_dispute, open_dispute, set_state
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.models import Dispute, Event
from webapp.vocabulary import DisputeState, DisputeType

WORDING = DisputeWords("Should the vote be rerun?", DisputeType.POSITION)


def statements(dispute: Dispute) -> list[tuple[int, str]]:
    return [(account.position, account.statement) for account in dispute.accounts]


def test_a_dispute_opens_with_its_accounts_and_the_claim_that_it_came_from(room: Room) -> None:
    # when
    dispute = open_dispute(
        room.session,
        room.anna,
        wording=WORDING,
        statements=["  It   should ", "It should not"],
        first=First(room.killed, 2, "deny"),
    )

    # then
    assert statements(dispute) == [(1, "It should"), (2, "It should not")]
    assert [(p.claim, p.stance) for p in dispute.accounts[1].placements] == [(room.killed, "")]
    assert [one.stance for p in dispute.accounts[1].placements for one in p.answers] == ["deny"]
    assert dispute.opened_by == room.anna.user


def test_opening_is_one_event_in_the_history_of_the_claim_too(room: Room) -> None:
    # when
    dispute = open_dispute(
        room.session,
        room.anna,
        wording=WORDING,
        statements=["Yes", "No"],
        first=First(room.killed, 1, "support"),
    )

    # then
    event = room.session.scalars(select(Event)).one()
    assert (event.action, event.object_id) == ("dispute opened", dispute.public_id)
    assert [link.claim_id for link in event.claims] == [room.killed.public_id]


@pytest.mark.parametrize(
    ("question", "lines", "words"),
    [
        ("Why?", ["Yes"], "two or more accounts"),
        ("Why?", [], "two or more accounts"),
        ("Why?", ["Yes", "yes"], "say the same"),
        ("Why?", ["He’s fine", "He's fi\u200bne"], "say the same"),
        ("Why?", ["Yes", " "], "An account is one sentence"),
        (" ", ["Yes", "No"], "A question is one sentence"),
        ("?" * 301, ["Yes", "No"], "A question is one sentence"),
        ("Why?", [str(number) for number in range(13)], "12 accounts are the most"),
    ],
)
def test_a_dispute_without_a_question_or_two_accounts_is_refused(
    room: Room, question: str, lines: list[str], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        open_dispute(
            room.session,
            room.anna,
            wording=DisputeWords(question, DisputeType.CAUSAL),
            statements=lines,
        )


def test_a_question_is_reworded(room: Room) -> None:
    # when
    edit_dispute(room.session, room.anna, dispute=room.dispute, version=1, wording=WORDING)

    # then
    assert (room.dispute.question, room.dispute.dispute_type) == (
        WORDING.question,
        WORDING.dispute_type,
    )
    assert room.dispute.version == 2


def test_a_stale_question_is_refused_with_what_stands_there(room: Room) -> None:
    # given
    edit_dispute(room.session, room.anna, dispute=room.dispute, version=1, wording=WORDING)

    # when / then
    with pytest.raises(Stale) as stale:
        edit_dispute(room.session, room.ben, dispute=room.dispute, version=1, wording=WORDING)
    assert (stale.value.version, stale.value.saved["question"]) == (2, WORDING.question)


def test_under_a_verdict_only_those_who_settle_change_words(room: Room) -> None:
    # given
    make_verdict(room.session, room.dispute, [make_evidence(room.session, room.dispute)])

    # when / then
    with pytest.raises(NotAllowed):
        edit_dispute(room.session, room.anna, dispute=room.dispute, version=1, wording=WORDING)
    edit_dispute(room.session, room.judy, dispute=room.dispute, version=1, wording=WORDING)


def test_a_dispute_is_resolved_and_opened_again(room: Room) -> None:
    # when
    set_state(room.session, room.judy, dispute=room.dispute, version=1, state=DisputeState.RESOLVED)
    resolved_at = room.dispute.resolved_at
    set_state(room.session, room.judy, dispute=room.dispute, version=2, state=DisputeState.OPEN)

    # then
    assert resolved_at is not None
    assert (room.dispute.state, room.dispute.resolved_at) == (DisputeState.OPEN, None)


def test_merged_is_no_state_to_choose(room: Room) -> None:
    with pytest.raises(Refusal, match="Merge the dispute"):
        set_state(
            room.session, room.judy, dispute=room.dispute, version=1, state=DisputeState.MERGED
        )


def test_accounts_are_added_and_reordered(room: Room) -> None:
    # when
    account = add_account(room.session, room.anna, dispute=room.dispute, statement="He is alive")
    shift_account(room.session, room.anna, account=account, step=-1)

    # then
    room.session.expire_all()
    assert statements(room.dispute) == [
        (1, "Killed by his own device"),
        (2, "He is alive"),
        (3, "Shot"),
    ]


def test_the_first_account_cannot_go_further_to_the_front(room: Room) -> None:
    with pytest.raises(Refusal, match="Nothing was changed"):
        shift_account(room.session, room.anna, account=room.device, step=-1)


def test_accounts_exclude_each_other_until_somebody_marks_them(room: Room) -> None:
    # given
    device, shot = room.device, room.shot

    # when
    edit_account(
        room.session,
        room.anna,
        account=shot,
        version=1,
        statement=shot.statement,
        compatible=[device.public_id],
    )
    marked = room.dispute.compatible_pairs
    edit_account(
        room.session,
        room.anna,
        account=device,
        version=1,
        statement=device.statement,
        compatible=[],
    )

    # then
    assert marked == {frozenset((device.public_id, shot.public_id))}
    assert room.dispute.compatible_pairs == frozenset()


def test_an_account_under_which_nothing_stands_is_removed(room: Room) -> None:
    # given
    account = add_account(room.session, room.anna, dispute=room.dispute, statement="He is alive")
    shift_account(room.session, room.anna, account=account, step=-2)

    # when
    remove_account(room.session, room.anna, account=account)

    # then
    room.session.expire_all()
    assert statements(room.dispute) == [(1, "Killed by his own device"), (2, "Shot")]


def test_an_account_that_is_needed_stays(room: Room) -> None:
    # given
    account = add_account(room.session, room.anna, dispute=room.dispute, statement="He is alive")
    make_placement(room.session, account, make_claim(room.session, room.article))
    make_evidence(room.session, room.dispute, room.device)

    # when / then
    with pytest.raises(Refusal, match="Claims stand under"):
        remove_account(room.session, room.anna, account=account)
    with pytest.raises(Refusal, match="Evidence bears"):
        remove_account(room.session, room.anna, account=room.device)


def test_the_second_last_account_stays(room: Room) -> None:
    with pytest.raises(Refusal, match="two or more accounts"):
        remove_account(room.session, room.anna, account=room.shot)
