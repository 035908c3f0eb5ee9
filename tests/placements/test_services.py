"""Claims under accounts: each person's answer, what is confirmed, what others may see."""

import pytest
from sqlalchemy import select

from tests.disputes.conftest import Room
from tests.making import make_annotation, make_claim, make_placement, make_project
from webapp.disputes.pages.words import DisputeWords
from webapp.disputes.services.opening import edit_dispute
from webapp.errors import NotAllowed, Refusal, Stale
from webapp.models import Annotation, Membership, Placement
from webapp.placements.services import (
    answer,
    confirm,
    dismiss,
    move,
    offer_again,
    place,
    take_away,
)
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.dispute_status import conflicts_in, seen_stance
from webapp.rules.events import Change, record
from webapp.vocabulary import AnnotationState, ClaimState, DisputeState, DisputeType, FinalBy


def answers(placement: Placement) -> dict[int, str]:
    return {one.annotation.user_id: one.stance for one in placement.answers}


def test_placing_asks_for_the_stance_toward_the_account(room: Room) -> None:
    # when
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )

    # then
    assert answers(placement) == {room.anna.user_id: "support"}
    assert (placement.stance, placement.confirmed_at) == ("", None)


def test_an_answer_is_part_of_the_annotation_that_there_is(room: Room) -> None:
    # given
    tags = make_annotation(room.session, room.killed, room.anna.user)

    # when
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )

    # then
    assert [one.annotation for one in placement.answers] == [tags]
    assert tags.state == AnnotationState.SUBMITTED


def test_without_tags_a_pending_annotation_holds_the_answer(room: Room) -> None:
    # when
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")

    # then
    tags = room.session.scalars(select(Annotation)).one()
    assert (tags.state, tags.user, tags.submitted_at) == (
        AnnotationState.PENDING,
        room.anna.user,
        None,
    )


@pytest.mark.parametrize("stance", ["", "unrelated", "nonsense"])
def test_a_stance_that_links_nothing_is_refused(room: Room, stance: str) -> None:
    with pytest.raises(Refusal):
        place(room.session, room.anna, account=room.device, claim=room.killed, stance=stance)


def test_a_claim_stands_under_an_account_once(room: Room) -> None:
    # given
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")

    # when / then
    with pytest.raises(Refusal, match="already"):
        place(room.session, room.ben, account=room.device, claim=room.killed, stance="deny")


def test_a_claim_may_speak_to_several_accounts(room: Room) -> None:
    # when
    place(room.session, room.anna, account=room.device, claim=room.hole, stance="deny")
    place(room.session, room.anna, account=room.shot, claim=room.hole, stance="support")

    # then
    assert len(room.hole.placements) == 2


def test_what_is_no_claim_cannot_be_placed(room: Room) -> None:
    # given
    claim = make_claim(room.session, room.article, state=ClaimState.NOT_A_CLAIM)

    # when / then
    with pytest.raises(Refusal, match="no claim of its own"):
        place(room.session, room.anna, account=room.device, claim=claim, stance="support")


def test_nothing_is_placed_in_a_dispute_that_is_not_open(room: Room) -> None:
    # given
    room.dispute.state = DisputeState.RESOLVED

    # when / then
    with pytest.raises(Refusal, match="not open"):
        place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")


def test_that_people_agree_is_seen_by_those_who_settle_while_an_answer_is_missing(
    room: Room,
) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )
    alone = seen_stance(placement, room.ben)

    # when
    answer(room.session, room.ben, placement=placement, version=1, stance="support")

    # then
    seen = {who: seen_stance(placement, who) for who in (room.ben, room.vera, room.judy)}
    assert (alone.stance, alone.mine) == ("", "")
    assert (seen[room.ben].stance, seen[room.ben].by) == ("support", FinalBy.UNRESOLVED)
    assert (seen[room.vera].stance, seen[room.vera].by) == ("", FinalBy.UNRESOLVED)
    assert (seen[room.judy].stance, seen[room.judy].by) == ("support", FinalBy.UNANIMOUS)


def test_once_all_answers_are_in_everybody_sees_that_they_agree(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )

    # when
    answer(room.session, room.ben, placement=placement, version=1, stance="support")

    # then
    people = (room.anna, room.vera, room.judy)
    seen = [(one.stance, one.by) for one in (seen_stance(placement, who) for who in people)]
    assert seen == [("support", FinalBy.UNANIMOUS)] * 3


def test_differing_answers_stay_each_persons_own(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )

    # when
    answer(room.session, room.ben, placement=placement, version=1, stance="deny")

    # then
    seen = {who: seen_stance(placement, who).stance for who in (room.anna, room.ben, room.vera)}
    assert list(seen.values()) == ["support", "deny", ""]


def test_those_who_settle_confirm_at_once_and_everybody_sees_it(room: Room) -> None:
    # when
    placement = place(
        room.session, room.judy, account=room.device, claim=room.killed, stance="support"
    )

    # then
    seen = seen_stance(placement, room.vera)
    assert (seen.stance, seen.by) == ("support", FinalBy.ADJUDICATED)


def test_an_adjudicator_confirms_what_others_have_placed(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )

    # when
    confirm(room.session, room.judy, placement=placement, version=1, stance="comment")

    # then
    assert seen_stance(placement, room.anna).stance == "comment"
    assert answers(placement) == {room.anna.user_id: "support"}


def test_whoever_confirms_need_not_have_been_read_before(room: Room) -> None:
    # given
    placed = place(
        room.session, room.anna, account=room.device, claim=room.killed, stance="support"
    )
    placed_id, judy_id = placed.id, room.judy.id
    room.session.expunge_all()
    placement = room.session.get_one(Placement, placed_id)
    judy = room.session.get_one(Membership, judy_id)

    # when
    confirm(room.session, judy, placement=placement, version=placement.version, stance="deny")

    # then
    assert (placement.stance, placement.confirmed_by) == ("deny", judy.user)


def test_annotators_do_not_confirm(room: Room) -> None:
    # given
    placement = make_placement(room.session, room.device, room.killed)

    # when / then
    with pytest.raises(NotAllowed):
        confirm(room.session, room.anna, placement=placement, version=1, stance="support")


def test_a_move_drops_answers_about_the_old_account(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.hole, stance="support"
    )
    answer(room.session, room.ben, placement=placement, version=1, stance="support")

    # when
    move(
        room.session,
        room.judy,
        placement=placement,
        version=placement.version,
        account=room.shot,
        stance="support",
    )

    # then
    assert placement.account == room.shot
    assert answers(placement) == {room.judy.user_id: "support"}


def test_annotators_move_only_what_nobody_else_has_answered(room: Room) -> None:
    # given
    room.article.project.annotators_per_claim = 1
    placement = place(
        room.session, room.anna, account=room.device, claim=room.hole, stance="support"
    )
    answer(room.session, room.ben, placement=placement, version=1, stance="support")

    # when / then
    with pytest.raises(NotAllowed, match="Others have"):
        move(
            room.session,
            room.anna,
            placement=placement,
            version=1,
            account=room.shot,
            stance="deny",
        )
    with pytest.raises(NotAllowed, match="Others have"):
        take_away(room.session, room.ben, placement=placement, version=1)


def test_a_refusal_does_not_tell_the_blind_that_somebody_answered(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    placement = place(
        room.session, room.anna, account=room.device, claim=room.hole, stance="support"
    )
    answer(room.session, room.ben, placement=placement, version=1, stance="support")

    # when
    move(room.session, room.anna, placement=placement, version=1, account=room.shot, stance="deny")

    # then
    assert answers(placement) == {room.anna.user_id: "deny"}


def test_taking_a_claim_away_leaves_no_empty_annotation(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.hole, stance="support"
    )

    # when
    take_away(room.session, room.anna, placement=placement, version=1)

    # then
    assert room.session.scalars(select(Placement)).all() == []
    assert room.session.scalars(select(Annotation)).all() == []


def test_nor_where_another_project_tells_of_tags_of_the_same_id(room: Room) -> None:
    # given
    placement = place(
        room.session, room.anna, account=room.device, claim=room.hole, stance="support"
    )
    change = Change(
        action=Action.DRAFT_SAVED,
        object_kind=ObjectKind.ANNOTATION,
        object_id=placement.answers[0].annotation.public_id,
    )
    record(room.session, room.anna.user, make_project(room.session), change)

    # when
    take_away(room.session, room.anna, placement=placement, version=1)

    # then
    assert room.session.scalars(select(Annotation)).all() == []


def test_a_stale_placement_is_refused(room: Room) -> None:
    # given
    placement = place(
        room.session, room.judy, account=room.device, claim=room.hole, stance="support"
    )

    # when / then
    with pytest.raises(Stale):
        answer(room.session, room.ben, placement=placement, version=0, stance="deny")


def test_claims_for_accounts_that_exclude_each_other_clash(room: Room) -> None:
    # given
    place(room.session, room.judy, account=room.device, claim=room.killed, stance="support")
    place(room.session, room.judy, account=room.shot, claim=room.believes, stance="support")

    # when
    found = conflicts_in(room.dispute, room.vera)

    # then
    assert [(conflict.supporting, conflict.opposing) for conflict in found] == [
        ((room.killed.public_id,), (room.believes.public_id,))
    ]


def test_a_clash_does_not_give_away_what_others_answered(room: Room) -> None:
    # given
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")
    place(room.session, room.anna, account=room.shot, claim=room.believes, stance="support")

    # then
    assert len(conflicts_in(room.dispute, room.anna)) == 1
    assert conflicts_in(room.dispute, room.ben) == conflicts_in(room.dispute, room.vera) == []


def test_what_is_marked_as_no_claim_clashes_with_nothing(room: Room) -> None:
    # given
    place(room.session, room.judy, account=room.device, claim=room.killed, stance="support")
    place(room.session, room.judy, account=room.shot, claim=room.believes, stance="support")

    # when
    room.killed.state = ClaimState.NOT_A_CLAIM

    # then
    assert conflicts_in(room.dispute, room.vera) == []


def test_what_is_dismissed_stays_so_until_it_is_offered_again(room: Room) -> None:
    # when
    dismiss(room.session, room.anna, dispute=room.dispute, claim=room.killed)
    dismissed = [one.claim for one in room.dispute.dismissals]
    offer_again(room.session, room.anna, dispute=room.dispute, claim=room.killed)

    # then
    assert dismissed == [room.killed]
    assert room.dispute.dismissals == []


def test_dismissing_twice_says_that_nothing_changed(room: Room) -> None:
    # given
    dismiss(room.session, room.anna, dispute=room.dispute, claim=room.killed)

    # when / then
    with pytest.raises(Refusal, match="Nothing was changed"):
        dismiss(room.session, room.anna, dispute=room.dispute, claim=room.killed)


def test_placing_leaves_the_question_as_others_have_it_open(room: Room) -> None:
    # given
    place(room.session, room.anna, account=room.device, claim=room.killed, stance="support")

    # when / then
    wording = DisputeWords("Who shot?", DisputeType.CAUSAL)
    edit_dispute(room.session, room.ben, dispute=room.dispute, version=1, wording=wording)
