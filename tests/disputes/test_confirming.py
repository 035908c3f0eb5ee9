"""Claims are confirmed as disputed in one act, each as one answers it, and taken back as one."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.conftest import Room
from tests.disputes.pages import Ids, claim_of, place, words
from tests.making import make_annotation, make_placement
from webapp.annotations.services.tagging import undo_tags
from webapp.database import Database
from webapp.disputes.pages.confirming import ToConfirm
from webapp.disputes.queries.page import dispute_page
from webapp.disputes.services.confirming import confirm_disputed, undo_confirmation
from webapp.errors import Refusal
from webapp.journal.refusals import CannotTakeBack
from webapp.models import Annotation, Claim, Event, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action
from webapp.rules.codebooks import newest_codebook
from webapp.vocabulary import AnnotationState


def in_conflict(room: Room) -> None:
    for account, claim in ((room.device, room.killed), (room.shot, room.hole)):
        make_placement(room.session, account, claim, stance="support", confirmed_at=utc_now())


def offered(room: Room, by: Membership) -> list[ToConfirm]:
    room.session.flush()
    room.session.expire_all()
    codebook = newest_codebook(room.session, by.project)
    return dispute_page(room.session, by, room.dispute, codebook).confirmable(by)


def confirm(room: Room, by: Membership, *claims: Claim) -> list[Claim]:
    found = offered(room, by)
    seen = {
        one.placed.shown.claim.public_id: one.version
        for one in found
        if not claims or one.placed.shown.claim in claims
    }
    return confirm_disputed(room.session, by, offered=found, seen=seen)


def answer(room: Room, claim: Claim, by: Membership) -> Annotation | None:
    return room.session.scalars(
        select(Annotation).where(Annotation.claim == claim, Annotation.user == by.user)
    ).one_or_none()


def test_one_act_answers_for_all_claims_and_one_undo_takes_it_back(room: Room) -> None:
    # given
    in_conflict(room)
    make_annotation(room.session, room.killed, room.anna.user, dispute_status="", note="mine")

    # when
    claims = confirm(room, room.anna)

    # then
    assert claims == [room.killed, room.hole]
    kept, fresh = (answer(room, claim, room.anna) for claim in claims)
    assert kept is not None
    assert fresh is not None
    assert (kept.dispute_status, kept.state, kept.note) == (
        "disputed",
        AnnotationState.SUBMITTED,
        "mine",
    )
    assert (fresh.dispute_status, fresh.state) == ("disputed", AnnotationState.DRAFT)
    query = select(Event.action).where(Event.action == Action.DISPUTED_CONFIRMED)
    assert len(room.session.scalars(query).all()) == 1

    # when
    undo_confirmation(room.session, room.anna, room.hole)

    # then
    room.session.expire_all()
    before = answer(room, room.killed, room.anna)
    assert before is not None
    assert before.dispute_status == ""
    assert answer(room, room.hole, room.anna) is None


def test_an_undo_on_any_of_the_claims_takes_the_whole_act_back(room: Room) -> None:
    # given
    in_conflict(room)
    confirm(room, room.anna)
    own = answer(room, room.hole, room.anna)
    assert own is not None

    # when
    undo_tags(room.session, room.anna.user, claim=room.hole, version=own.version)

    # then
    room.session.expire_all()
    assert answer(room, room.killed, room.anna) is None


def test_an_act_is_not_taken_back_over_an_answer_that_was_changed_since(room: Room) -> None:
    # given
    in_conflict(room)
    confirm(room, room.anna)
    own = answer(room, room.killed, room.anna)
    assert own is not None
    own.note = "changed"
    room.session.flush()

    # then
    with pytest.raises(CannotTakeBack, match="one of them was changed since"):
        undo_confirmation(room.session, room.anna, room.hole)


def test_what_is_unticked_skipped_or_answered_otherwise_stays(room: Room) -> None:
    # given
    in_conflict(room)
    make_annotation(
        room.session, room.killed, room.anna.user, dispute_status="", state=AnnotationState.SKIPPED
    )
    make_annotation(room.session, room.hole, room.anna.user, dispute_status="unverified")

    # when
    first, second = offered(room, room.anna)

    # then
    assert first.why_not == "you have skipped it"
    assert second.other_status == "unverified"
    with pytest.raises(Refusal, match="Tick the claims"):
        confirm_disputed(room.session, room.anna, offered=[first, second], seen={})
    with pytest.raises(Refusal, match="answered meanwhile"):
        confirm(room, room.anna, room.killed)


def test_an_answer_that_was_changed_meanwhile_is_not_overwritten(room: Room) -> None:
    # given
    in_conflict(room)
    make_annotation(room.session, room.killed, room.anna.user, dispute_status="")
    found = offered(room, room.anna)
    seen = {one.placed.shown.claim.public_id: one.version + 1 for one in found}

    # then
    with pytest.raises(Refusal, match="answered meanwhile"):
        confirm_disputed(room.session, room.anna, offered=found, seen=seen)


def test_tags_that_somebody_else_made_final_are_left_to_them(room: Room) -> None:
    # given
    in_conflict(room)
    room.dispute.project.annotators_per_claim = 1
    make_annotation(room.session, room.killed, room.ben.user, dispute_status="")

    # then
    first, second = offered(room, room.judy)
    assert first.why_not == "its tags are final, by somebody else"
    assert second.why_not == ""


def test_the_blind_are_not_told_that_others_have_answered(room: Room) -> None:
    # given
    room.dispute.project.annotators_per_claim = 3
    in_conflict(room)
    before = [(one.why_not, one.version) for one in offered(room, room.anna)]

    # when
    for member in (room.ben, room.judy):
        make_annotation(room.session, room.killed, member.user)

    # then
    assert [(one.why_not, one.version) for one in offered(room, room.anna)] == before


@pytest.mark.parametrize(
    ("status", "words"),
    [("", "its tags are final, by somebody else"), ("unclear", "all answers to it are in")],
)
def test_a_claim_that_has_all_its_answers_cannot_be_confirmed(
    room: Room, status: str, words: str
) -> None:
    # given
    in_conflict(room)
    make_annotation(room.session, room.killed, room.ben.user, dispute_status="")
    make_annotation(room.session, room.killed, room.judy.user, dispute_status=status)

    # when
    why_not = {who: offered(room, who)[0].why_not for who in (room.anna, room.ben)}

    # then
    assert why_not == {room.anna: words, room.ben: "all answers to it are in"}
    with pytest.raises(Refusal):
        confirm(room, room.anna, room.killed)
    assert answer(room, room.killed, room.anna) is None


def test_an_answer_that_comes_while_a_page_is_open_closes_the_claim(room: Room) -> None:
    # given
    in_conflict(room)
    make_annotation(room.session, room.killed, room.ben.user, dispute_status="")
    seen_by_ben = offered(room, room.ben)
    make_annotation(room.session, room.killed, room.judy.user, dispute_status="")

    # then
    seen = {one.placed.shown.claim.public_id: one.version for one in seen_by_ben}
    with pytest.raises(Refusal, match="All answers to this claim are in"):
        confirm_disputed(room.session, room.ben, offered=seen_by_ben, seen=seen)


def test_an_act_stays_once_one_of_its_claims_has_all_its_answers(room: Room) -> None:
    # given
    in_conflict(room)
    confirm(room, room.anna)
    make_annotation(room.session, room.killed, room.ben.user)
    make_annotation(room.session, room.killed, room.judy.user)

    # then
    with pytest.raises(Refusal, match="All answers to this claim are in"):
        undo_confirmation(room.session, room.anna, room.hole)


def test_on_the_page_each_claim_has_a_box_and_the_act_an_undo(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    place(judy, ids, 1, 1, "support")
    page = judy.get(f"{ids.dispute}?placing=on").text
    boxes = re.findall(r'name="chosen" value="([^"]+)" checked', page)

    # when
    answer = judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": boxes})
    after = judy.get(answer.location).text
    (path,) = re.findall(r'action="([^"]+/undo-confirmation)"', after)
    undone = words(judy.post(path, follow_redirects=True).text)
    again = judy.post(path)

    # then
    assert len(boxes) == 2
    assert "You confirmed “disputed” for 2 claims." in words(after)
    assert "you have tagged it as disputed" in words(after)
    assert "Taken back: 2 claims as before." in undone
    assert again.status_code == 409
    with database.reading() as session:
        assert claim_of(session, ids, 0).annotations[0].dispute_status == ""


def test_a_refused_act_names_what_was_answered_meanwhile_and_keeps_the_other_ticks(
    judy: FlaskClient, ids: Ids
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    place(judy, ids, 1, 1, "support")
    boxes = re.findall(
        r'name="chosen" value="([^"]+)" checked', judy.get(f"{ids.dispute}?placing=on").text
    )
    stale = [boxes[0], f"{boxes[1].partition('@')[0]}@7"]

    # when
    answer = judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": stale})
    again = re.findall(r'name="chosen" value="([^"]+)" checked', answer.text)
    second = judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": again})

    # then
    assert answer.status_code == 400
    assert re.search(r"answered meanwhile: claim 2 of “[^”]+”\.", answer.text)
    assert again == boxes
    assert second.status_code == 303


def test_only_what_was_ticked_is_ticked_again(judy: FlaskClient, ids: Ids) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    place(judy, ids, 1, 1, "support")

    # when
    answer = judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": [f"{ids.claims[1]}@7"]})

    # then
    ticked = re.findall(r'name="chosen" value="([^"@]+)@\d+" checked', answer.text)
    assert ticked == [ids.claims[1]]


@pytest.mark.parametrize("chosen", ["", "nonsense", "x@y", "@1", "a@99999999999999999999999"])
def test_boxes_that_no_page_made_change_nothing(judy: FlaskClient, ids: Ids, chosen: str) -> None:
    # when
    answer = judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": chosen})

    # then
    assert answer.status_code in (400, 409, 422)


def test_the_history_of_each_claim_tells_it_and_nothing_to_others(
    judy: FlaskClient, ben: FlaskClient, ids: Ids
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    place(judy, ids, 1, 1, "support")
    before = words(ben.get(f"{ids.project}/claims/{ids.claims[1]}/history").text)
    page = judy.get(f"{ids.dispute}?placing=on").text
    boxes = re.findall(r'name="chosen" value="([^"]+)" checked', page)

    # when
    judy.post(f"{ids.dispute}/confirm-disputed", data={"chosen": boxes})

    # then
    for claim in ids.claims[:2]:
        told = words(judy.get(f"{ids.project}/claims/{claim}/history").text)
        assert "disputed confirmed for several claims" in told.lower()
        assert "Dispute status" not in told
    assert words(ben.get(f"{ids.project}/claims/{ids.claims[1]}/history").text) == before
