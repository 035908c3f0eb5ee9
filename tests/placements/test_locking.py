"""Answers to placements lock once all are in; what they make final is settled, or reopened."""

import pytest

from tests.disputes.conftest import Room
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.journal.offered import change_of_dispute_or_none
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.rows import rows_of
from webapp.journal.undoing import undo
from webapp.models import Membership, Placement
from webapp.placements.services import answer, confirm, move, place, reopen, take_away
from webapp.rules.actions import ObjectKind
from webapp.rules.dispute_status import seen_stance
from webapp.rules.locking import Locked, lock_complete_claims
from webapp.vocabulary import AnnotationState, FinalBy, Role, SettledBy


def answers(placement: Placement) -> dict[int, str]:
    return {one.annotation.user_id: one.stance for one in placement.answers}


def both_answer(room: Room, first: str = "support", second: str = "deny") -> Placement:
    """Anna places a claim and ben answers: in a project that asks two people, that is all."""
    placement = place(room.session, room.anna, account=room.device, claim=room.killed, stance=first)
    answer(room.session, room.ben, placement=placement, version=1, stance=second)
    return placement


def states(placement: Placement) -> list[AnnotationState]:
    return [one.state for one in placement.answers]


def test_once_all_answers_are_in_nobody_answers_again(room: Room) -> None:
    # given
    placement = both_answer(room)

    # then
    assert states(placement) == [AnnotationState.LOCKED] * 2
    for member, words in ((room.anna, "locked"), (room.judy, "All answers are in")):
        with pytest.raises(Locked, match=words):
            answer(room.session, member, placement=placement, version=1, stance="query")
    assert answers(placement) == {room.anna.user_id: "support", room.ben.user_id: "deny"}


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_nor_takes_an_answer_back(room: Room, who: str) -> None:
    # given
    placement = both_answer(room)
    member: Membership = getattr(room, who)

    # then
    with pytest.raises(CannotTakeBack):
        undo(room.session, member, ObjectKind.DISPUTE, room.dispute.public_id)
    assert len(placement.answers) == 2


def test_nor_moves_what_they_placed_or_takes_it_away(room: Room) -> None:
    # given
    placement = both_answer(room)

    # then
    with pytest.raises(NotAllowed, match="All answers"):
        move(
            room.session,
            room.anna,
            placement=placement,
            version=1,
            account=room.shot,
            stance="deny",
        )
    with pytest.raises(NotAllowed, match="All answers"):
        take_away(room.session, room.anna, placement=placement, version=1)


def test_answers_that_differ_wait_for_an_adjudicator_and_show_nothing(room: Room) -> None:
    # given
    placement = both_answer(room)

    # then
    mine, theirs = (seen_stance(placement, who) for who in (room.anna, room.vera))
    assert (mine.stance, mine.by, mine.is_complete) == ("support", FinalBy.UNRESOLVED, True)
    assert (theirs.stance, theirs.by, theirs.is_complete) == ("", FinalBy.UNRESOLVED, True)
    assert mine.final_words == theirs.final_words == "all answers in, waits for an adjudicator"


@pytest.mark.parametrize(
    ("rule", "stance", "by"),
    [
        (SettledBy.UNANIMITY, "", FinalBy.UNRESOLVED),
        (SettledBy.MAJORITY, "support", FinalBy.MAJORITY),
        (SettledBy.HAND, "", FinalBy.UNRESOLVED),
    ],
)
def test_the_projects_rule_settles_placements_too(
    room: Room, rule: SettledBy, stance: str, by: FinalBy
) -> None:
    # given
    project = room.dispute.project
    project.annotators_per_claim, project.settled_by = 3, rule
    placement = both_answer(room)
    before = seen_stance(placement, room.vera)

    # when
    answer(room.session, room.judy, placement=placement, version=1, stance="support")

    # then
    after = seen_stance(placement, room.vera)
    assert (before.stance, before.by) == ("", FinalBy.UNRESOLVED)
    assert (after.stance, after.by) == (stance, by)


def test_what_is_confirmed_takes_no_answer_in_a_blind_project(room: Room) -> None:
    # given
    placement = place(
        room.session, room.judy, account=room.device, claim=room.killed, stance="support"
    )

    # then
    with pytest.raises(Locked, match="settled by an adjudicator"):
        answer(
            room.session, room.anna, placement=placement, version=placement.version, stance="deny"
        )


def test_reopening_gives_each_answer_back_to_its_owner_and_hides_it_again(room: Room) -> None:
    # given
    placement = both_answer(room, second="support")
    seen = [seen_stance(placement, room.vera).stance]

    # when
    reopen(room.session, room.judy, placement=placement, version=1, because="The video is new")
    seen.append(seen_stance(placement, room.vera).stance)
    version = placement.version
    answer(room.session, room.anna, placement=placement, version=version, stance="deny")
    seen.append(seen_stance(placement, room.vera).stance)
    answer(room.session, room.ben, placement=placement, version=version, stance="deny")
    seen.append(seen_stance(placement, room.vera).stance)

    # then
    assert seen == ["support", "", "", "deny"]
    assert states(placement) == [AnnotationState.LOCKED] * 2
    assert placement.reopened_because == ""


def test_a_reopened_answer_stays_what_it_was_until_its_owner_gives_another(room: Room) -> None:
    # given
    placement = both_answer(room)
    confirm(room.session, room.judy, placement=placement, version=1, stance="query")

    # when
    reopen(
        room.session, room.judy, placement=placement, version=placement.version, because="A slip"
    )

    # then
    assert answers(placement) == {room.anna.user_id: "support", room.ben.user_id: "deny"}
    assert (placement.stance, placement.confirmed_at) == ("", None)
    assert states(placement) == [AnnotationState.DRAFT] * 2
    assert seen_stance(placement, room.anna).mine == "support"
    assert seen_stance(placement, room.judy).by == FinalBy.UNRESOLVED


def test_a_reopening_is_taken_back_with_all_that_it_changed(room: Room) -> None:
    # given
    placement = both_answer(room)
    confirm(room.session, room.judy, placement=placement, version=1, stance="query")
    before = rows_of(room.session, [room.dispute])
    reopen(
        room.session, room.judy, placement=placement, version=placement.version, because="A slip"
    )

    # when
    undo(room.session, room.judy, ObjectKind.DISPUTE, room.dispute.public_id)

    # then
    assert rows_of(room.session, [room.dispute]) == before


def test_only_who_settles_reopens_and_only_with_a_reason_what_is_closed(room: Room) -> None:
    # given
    placement = both_answer(room)

    # then
    with pytest.raises(NotAllowed):
        reopen(room.session, room.anna, placement=placement, version=1, because="Please")
    with pytest.raises(Refusal, match="Say why"):
        reopen(room.session, room.judy, placement=placement, version=1, because=" \u200b ")
    with pytest.raises(Stale):
        reopen(room.session, room.judy, placement=placement, version=0, because="A slip")
    reopen(room.session, room.judy, placement=placement, version=1, because="A slip")
    with pytest.raises(Refusal, match="open already"):
        reopen(
            room.session, room.judy, placement=placement, version=placement.version, because="Again"
        )


@pytest.mark.parametrize(("annotators", "is_locked"), [(2, True), (3, False)])
def test_asking_fewer_people_locks_and_asking_more_never_unlocks(
    room: Room, annotators: int, is_locked: bool
) -> None:
    # given
    project = room.dispute.project
    project.annotators_per_claim = 3
    placement = both_answer(room, second="support")

    # when
    project.annotators_per_claim = annotators
    lock_complete_claims(room.session, project)
    lowered = (states(placement), seen_stance(placement, room.vera).stance)
    project.annotators_per_claim = 4
    lock_complete_claims(room.session, project)

    # then
    state = AnnotationState.LOCKED if is_locked else AnnotationState.SUBMITTED
    assert lowered == ([state] * 2, "support" if is_locked else "")
    assert states(placement) == [state] * 2
    assert seen_stance(placement, room.vera).stance == ""


def test_who_settles_no_more_does_not_take_a_reopening_back(room: Room) -> None:
    # given
    placement = both_answer(room)
    reopen(room.session, room.judy, placement=placement, version=1, because="A slip")
    room.judy.role = Role.ANNOTATOR

    # then
    with pytest.raises(NotAllowed):
        undo(room.session, room.judy, ObjectKind.DISPUTE, room.dispute.public_id)


def test_what_is_settled_is_not_offered_to_be_taken_back(room: Room) -> None:
    # given
    this = (room.session, room.anna, room.dispute.public_id, room.dispute)
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )
    open_to_change = change_of_dispute_or_none(*this)

    # when
    answer(room.session, room.ben, placement=placement, version=1, stance="deny")

    # then
    assert open_to_change is not None
    assert change_of_dispute_or_none(*this) is None
