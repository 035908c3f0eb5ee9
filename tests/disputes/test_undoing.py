"""Every change to a dispute can be taken back by whoever made it, while it is the last."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.disputes.conftest import Room
from tests.making import (
    make_annotation,
    make_dispute,
    make_evidence,
    make_placement,
    make_verdict,
)
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.accounts import add_account, edit_account, shift_account
from webapp.disputes.services.merging import merge_disputes, split_dispute
from webapp.disputes.services.opening import First, edit_dispute, open_dispute, set_state
from webapp.errors import NotAllowed
from webapp.journal.history import Entry, history_of
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.rows import rows_of
from webapp.journal.undoing import last_undoable, undo
from webapp.models import Account, CompatibleAccounts, Dispute, Event, Membership, Placement
from webapp.placements.services import answer, confirm, dismiss, move, place, take_away
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import newest_codebook
from webapp.rules.disputes import dispute_or_none
from webapp.verdicts.pages import EvidenceFound, Judgement
from webapp.verdicts.services.evidence import add_evidence, edit_evidence, remove_evidence
from webapp.verdicts.services.verdicts import set_verdict
from webapp.vocabulary import Bearing, DisputeState, DisputeType, Medium, Role

WORDING = DisputeWords("Who shot him?", DisputeType.CAUSAL, "So far nobody knows.")
Do = Callable[[Room], object]


def undo_change(session: Session, by: Membership, *, dispute_id: str) -> Dispute | None:
    undo(session, by, ObjectKind.DISPUTE, dispute_id)
    return dispute_or_none(session, by.project, dispute_id)


def _placement(room: Room) -> Placement:
    return room.device.placements[0]


CHANGES: dict[str, Do] = {
    "edit": lambda r: edit_dispute(
        r.session, r.judy, dispute=r.dispute, version=1, wording=WORDING
    ),
    "resolve": lambda r: set_state(
        r.session, r.judy, dispute=r.dispute, version=1, state=DisputeState.RESOLVED
    ),
    "add account": lambda r: add_account(r.session, r.judy, dispute=r.dispute, statement="Alive"),
    "edit account": lambda r: edit_account(
        r.session,
        r.judy,
        account=r.shot,
        version=1,
        statement="Shot dead",
        compatible=[r.device.public_id],
    ),
    "reorder": lambda r: shift_account(r.session, r.judy, account=r.shot, step=-1),
    "place": lambda r: place(r.session, r.judy, account=r.shot, claim=r.believes, stance="support"),
    "answer": lambda r: answer(
        r.session, r.judy, placement=_placement(r), version=1, stance="deny"
    ),
    "move": lambda r: move(
        r.session,
        r.judy,
        placement=_placement(r),
        version=1,
        account=r.shot,
        stance="comment",
    ),
    "take away": lambda r: take_away(r.session, r.judy, placement=_placement(r), version=1),
    "dismiss": lambda r: dismiss(r.session, r.judy, dispute=r.dispute, claim=r.hole),
    "add evidence": lambda r: add_evidence(
        r.session, r.judy, dispute=r.dispute, found=EvidenceFound(quote="A hole")
    ),
    "edit evidence": lambda r: edit_evidence(
        r.session,
        r.judy,
        evidence=r.dispute.evidence[0],
        version=1,
        found=EvidenceFound(
            quote="No marks", medium=Medium.VIDEO, bearing=Bearing.REFUTES, account=r.device
        ),
    ),
    "remove evidence": lambda r: remove_evidence(
        r.session, r.judy, evidence=r.dispute.evidence[1], version=1
    ),
    "verdict": lambda r: set_verdict(
        r.session,
        r.judy,
        dispute=r.dispute,
        revision=1,
        judgement=Judgement(
            {r.shot.public_id: "Likely"}, "The wound.", [r.dispute.evidence[1].public_id]
        ),
    ),
}


@pytest.fixture
def full(room: Room) -> Room:
    """The room with rows of every kind in its dispute, and a third person to ask."""
    room.dispute.project.annotators_per_claim = 3
    tags = make_annotation(room.session, room.killed, room.anna.user)
    make_placement(room.session, room.device, room.killed, answers=[(tags, "support")])
    evidence = make_evidence(room.session, room.dispute, room.device)
    make_evidence(room.session, room.dispute, room.shot)
    make_verdict(room.session, room.dispute, [evidence])
    return room


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_taken_back_and_so_is_that(full: Room, change: Do) -> None:
    # given
    before = rows_of(full.session, [full.dispute])
    change(full)
    after = rows_of(full.session, [full.dispute])

    # when
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)
    undone = rows_of(full.session, [full.dispute])
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert before != after
    assert undone == before
    assert rows_of(full.session, [full.dispute]) == after


def test_opening_is_taken_back_with_all_that_came_with_it(room: Room) -> None:
    # given
    dispute = open_dispute(
        room.session,
        room.anna,
        wording=WORDING,
        statements=["A soldier", "Nobody"],
        first=First(room.killed, 1, "deny"),
    )
    public_id, before = dispute.public_id, rows_of(room.session, [dispute])

    # when
    gone = undo_change(room.session, room.anna, dispute_id=public_id)
    left = room.session.scalars(select(Account).where(Account.dispute_id != room.dispute.id)).all()
    again = undo_change(room.session, room.anna, dispute_id=public_id)

    # then
    assert (gone, left) == (None, [])
    assert again is not None
    assert rows_of(room.session, [again]) == before


def test_a_merge_is_taken_back(full: Room) -> None:
    # given
    other = make_dispute(full.session, full.dispute.project, statements=["Own bomb", "Alive"])
    make_placement(full.session, other.accounts[0], full.hole)
    make_placement(full.session, other.accounts[0], full.killed)
    make_placement(full.session, other.accounts[1], full.believes)
    full.session.add(CompatibleAccounts(first=other.accounts[0], second=other.accounts[1]))
    make_evidence(full.session, other, other.accounts[0])
    before = rows_of(full.session, [full.dispute, other])

    # when
    merge_disputes(
        full.session,
        full.judy,
        dispute=other,
        version=1,
        into=full.dispute,
        same={other.accounts[0].public_id: full.device.public_id},
    )
    full.session.expire_all()
    claims = [[p.claim for p in account.placements] for account in full.dispute.accounts]
    evidence = len(full.dispute.evidence)
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert claims == [[full.killed, full.hole], [], [full.believes]]
    assert evidence == 3
    assert rows_of(full.session, [full.dispute, other]) == before


def test_a_merge_that_was_taken_back_is_made_again_as_it_was(full: Room) -> None:
    # given
    other = make_dispute(full.session, full.dispute.project, statements=["Own bomb", "Alive"])
    stays, goes = other.accounts
    stays.public_id, goes.public_id = "z" * 16, "2" * 16  # pairs come back in the order of ids
    full.session.add(CompatibleAccounts(first=goes, second=stays))
    merge_disputes(
        full.session,
        full.judy,
        dispute=other,
        version=1,
        into=full.dispute,
        same={stays.public_id: full.device.public_id},
    )
    merged = rows_of(full.session, [full.dispute, other])
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)
    apart = full.session.scalars(select(CompatibleAccounts)).all()

    # when
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert len(apart) == 1
    assert rows_of(full.session, [full.dispute, other]) == merged
    assert full.session.scalars(select(CompatibleAccounts)).all() == []


def test_a_split_is_taken_back(full: Room) -> None:
    # given
    alive = add_account(full.session, full.judy, dispute=full.dispute, statement="Alive")
    make_placement(full.session, alive, full.hole)
    before = rows_of(full.session, [full.dispute])

    # when
    fresh = split_dispute(
        full.session,
        full.judy,
        dispute=full.dispute,
        version=full.dispute.version,
        question="Is he alive?",
        accounts=[alive.public_id],
    )
    full.session.expire_all()
    stays = [account.statement for account in full.dispute.accounts]
    went = [(a.position, a.statement, len(a.placements)) for a in fresh.accounts]
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert stays == ["Killed by his own device", "Shot"]
    assert went == [(1, "Alive", 1)]
    assert rows_of(full.session, [full.dispute]) == before
    assert len(full.session.scalars(select(Dispute)).all()) == 1


def test_a_split_stays_once_somebody_has_gone_on_with_the_new_dispute(full: Room) -> None:
    # given
    fresh = split_dispute(
        full.session,
        full.judy,
        dispute=full.dispute,
        version=1,
        question="Was he shot?",
        accounts=[full.shot.public_id],
    )

    # when
    add_account(full.session, full.anna, dispute=fresh, statement="Not at all")

    # then
    with pytest.raises(CannotTakeBack):
        undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)


def test_nobody_takes_back_what_somebody_else_has_gone_on_from(room: Room) -> None:
    # given
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")

    # when
    dismiss(room.session, room.ben, dispute=room.dispute, claim=room.hole)

    # then
    dispute_id = room.dispute.public_id
    assert last_undoable(room.session, room.anna, ObjectKind.DISPUTE, dispute_id) is None
    with pytest.raises(CannotTakeBack):
        undo_change(room.session, room.anna, dispute_id=dispute_id)


SETTLING: dict[str, Do] = {
    **{name: CHANGES[name] for name in ("resolve", "verdict")},
    "place and confirm": CHANGES["place"],
    "confirm": lambda r: confirm(
        r.session, r.judy, placement=_placement(r), version=1, stance="deny"
    ),
    "merge": lambda r: merge_disputes(
        r.session,
        r.judy,
        dispute=make_dispute(r.session, r.dispute.project, question="How did he die?"),
        version=1,
        into=r.dispute,
        same={},
    ),
    "split": lambda r: split_dispute(
        r.session,
        r.judy,
        dispute=r.dispute,
        version=1,
        question="Was he shot?",
        accounts=[r.shot.public_id],
    ),
}


@pytest.mark.parametrize("settle", SETTLING.values(), ids=list(SETTLING))
def test_who_settles_no_more_takes_nothing_back_that_was_settled(full: Room, settle: Do) -> None:
    # given
    settle(full)
    settled = rows_of(full.session, [full.dispute])
    full.judy.role = Role.ANNOTATOR

    # when
    with pytest.raises(NotAllowed, match="Ask an adjudicator"):
        undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert rows_of(full.session, [full.dispute]) == settled


def test_nor_do_they_bring_back_a_verdict_that_they_took_back(full: Room) -> None:
    # given
    CHANGES["verdict"](full)
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)
    full.judy.role = Role.ANNOTATOR

    # when / then
    with pytest.raises(NotAllowed):
        undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)


def test_what_they_did_without_settling_goes_back_still(full: Room) -> None:
    # given
    CHANGES["add account"](full)
    full.judy.role = Role.ANNOTATOR

    # when
    undo_change(full.session, full.judy, dispute_id=full.dispute.public_id)

    # then
    assert "Alive" not in {one.statement for one in full.dispute.accounts}


def test_an_undo_is_an_event_that_names_what_it_undoes(room: Room) -> None:
    # given
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")

    # when
    undo_change(room.session, room.anna, dispute_id=room.dispute.public_id)

    # then
    placed, undone = room.session.scalars(select(Event).order_by(Event.id)).all()
    assert undone.undoes_id == placed.id
    assert [link.claim_id for link in undone.claims] == [room.killed.public_id]


def answers_of(room: Room) -> dict[str, str]:
    """The stances toward the first account, by who answered."""
    room.session.expire_all()
    names = {room.anna.user_id: "anna", room.ben.user_id: "ben", room.judy.user_id: "judy"}
    return {
        names[answer.annotation.user_id]: answer.stance
        for placement in room.device.placements
        for answer in placement.answers
    }


def test_an_answer_that_one_may_not_see_stands_in_no_way(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 4
    judys = make_annotation(room.session, room.killed, room.judy.user)
    placement = make_placement(room.session, room.device, room.killed, answers=[(judys, "support")])
    version = placement.version
    answer(room.session, room.anna, placement=placement, version=version, stance="query")
    answer(room.session, room.ben, placement=placement, version=version, stance="deny")

    # when
    undo_change(room.session, room.anna, dispute_id=room.dispute.public_id)

    # then
    assert answers_of(room) == {"judy": "support", "ben": "deny"}


def test_a_placement_that_is_taken_back_keeps_unseen_answers_for_its_return(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )
    answer(room.session, room.ben, placement=placement, version=1, stance="deny")

    # when
    undo_change(room.session, room.anna, dispute_id=room.dispute.public_id)
    gone = answers_of(room)
    undo_change(room.session, room.anna, dispute_id=room.dispute.public_id)

    # then
    assert gone == {}
    assert answers_of(room) == {"anna": "support", "ben": "deny"}


def told_to(room: Room, who: Membership) -> list[Entry]:
    codebook = newest_codebook(room.session, room.article.project)
    return history_of(room.session, who, ObjectKind.DISPUTE, room.dispute.public_id, codebook)


def test_that_an_answer_is_taken_back_is_not_told_to_the_blind(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )
    answer(room.session, room.ben, placement=placement, version=1, stance="deny")
    undo_change(room.session, room.ben, dispute_id=room.dispute.public_id)

    # when
    told = {
        name: [entry.action for entry in told_to(room, who)]
        for name, who in (("anna", room.anna), ("judy", room.judy))
    }

    # then
    assert told == {
        "anna": ["claim placed"],
        "judy": ["answer taken back", "placement answered", "claim placed"],
    }
