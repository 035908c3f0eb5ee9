"""My last change to a claim goes back to what was there, while nobody has built on it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.claims.conftest import Desk, events_of, undo_change
from tests.making import make_annotation, make_claim, make_dispute, make_placement, make_project
from webapp.attribution import Attribution, Split
from webapp.attribution.text.spans import TextSpan
from webapp.claims.queries.claims import claims_of
from webapp.claims.services.judging import accept_claim, mark_not_a_claim, put_back
from webapp.claims.services.spans import add_claim, edit_spans, merge_claims, places_of, split_claim
from webapp.claims.services.splitting_again import split_again
from webapp.errors import Stale
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.rows import rows_of
from webapp.journal.undoing import last_undoable
from webapp.models import Claim, Event
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.vocabulary import AnnotationState, SpanRole


def at(desk: Desk, words: str) -> TextSpan:
    start = desk.article.text.index(words)
    return TextSpan(start, start + len(words))


def accept(desk: Desk) -> Claim:
    return accept_claim(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version)


def mark(desk: Desk) -> Claim:
    return mark_not_a_claim(desk.session, desk.anna, claim=desk.claim, version=desk.claim.version)


def mark_and_put_back(desk: Desk) -> Claim:
    claim = mark_not_a_claim(desk.session, desk.ben, claim=desk.claim, version=desk.claim.version)
    return put_back(desk.session, desk.anna, claim=claim, version=claim.version)


def edit(desk: Desk) -> Claim:
    claim = desk.claim
    places = {**places_of(claim), SpanRole.CONTENT: [at(desk, "he was killed")]}
    return edit_spans(desk.session, desk.anna, claim=claim, version=claim.version, places=places)


def split(desk: Desk) -> Claim:
    parts = [at(desk, "he was killed")], [at(desk, "he was carrying")]
    return split_claim(
        desk.session, desk.anna, claim=desk.claim, version=desk.claim.version, contents=parts
    )[0]


def merge(desk: Desk) -> Claim:
    claim, other = desk.claim, make_claim(desk.session, desk.article, content=["he was shot"])
    versions = {"version": claim.version, "other_version": other.version}
    return merge_claims(desk.session, desk.anna, claim=claim, other=other, **versions)


def replace(desk: Desk) -> Claim:
    """An adjudicator's edit of a judged claim; the drafts of others go along."""
    make_annotation(desk.session, desk.claim, desk.ben.user)
    make_annotation(
        desk.session,
        desk.claim,
        desk.anna.user,
        state=AnnotationState.DRAFT,
        submitted_at=None,
    )
    claim = desk.claim
    places = {**places_of(claim), SpanRole.CONTENT: [at(desk, "he was killed")]}
    return edit_spans(desk.session, desk.judy, claim=claim, version=claim.version, places=places)


def add(desk: Desk) -> Claim:
    places = {SpanRole.CONTENT: [at(desk, "just a hole in his chest")]}
    return add_claim(desk.session, desk.anna, article=desk.article, places=places)


def resplit(desk: Desk) -> Claim:
    attribution = Attribution(
        (at(desk, "she"),), (at(desk, "believes"),), (at(desk, "he was shot"),), None, 0.5
    )
    split_again(
        desk.session, desk.anna, article=desk.article, split=Split("engine-1", (attribution,))
    )
    return next(claim for claim in claims_of(desk.session, desk.article))


def standing(desk: Desk) -> dict[str, Any]:
    desk.session.expire_all()
    return rows_of(desk.session, claims_of(desk.session, desk.article))


ACTIONS = [accept, mark, mark_and_put_back, edit, split, merge, replace, add, resplit]


@pytest.mark.parametrize("act", ACTIONS, ids=lambda act: act.__name__)
def test_every_action_can_be_taken_back_and_taken_back_again(
    desk: Desk, act: Callable[[Desk], Claim]
) -> None:
    # given
    claim_id = act(desk).public_id
    done = standing(desk)
    event = desk.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert event.payload is not None
    by = desk.judy if act is replace else desk.anna

    # when
    undo = undo_change(desk.session, by, claim_id=claim_id)
    undone = standing(desk)
    redo = undo_change(desk.session, by, claim_id=claim_id)
    redone = standing(desk)

    # then
    before = {key: value for key, value in event.payload.before.items() if value}
    untouched = {key: value for key, value in done.items() if key not in event.payload.after}
    assert undone == {**untouched, **before}
    assert redone == done
    assert (undo.undoes_id, redo.undoes_id) == (event.id, undo.id)


def test_a_second_split_goes_back_and_forth_as_often_as_one_likes(desk: Desk) -> None:
    # given
    before = standing(desk)
    claim_id = resplit(desk).public_id
    split_twice = standing(desk)
    undo_change(desk.session, desk.anna, claim_id=claim_id)
    undo_change(desk.session, desk.anna, claim_id=claim_id)

    # when
    third = undo_change(desk.session, desk.anna, claim_id=claim_id)
    taken_back = standing(desk)
    fourth = undo_change(desk.session, desk.anna, claim_id=claim_id)

    # then
    assert before != split_twice
    assert taken_back == before
    assert standing(desk) == split_twice
    assert fourth.undoes_id == third.id


def test_an_undo_stands_in_the_history(desk: Desk) -> None:
    # given
    accept(desk)

    # when
    undo_change(desk.session, desk.anna, claim_id=desk.claim.public_id)

    # then
    undo, accepted = events_of(desk, desk.claim)
    assert (undo.action, undo.user) == ("change taken back", desk.anna.user)
    assert undo.undoes_id == accepted.id


def test_taking_back_a_successor_leaves_the_drafts_where_they_were(desk: Desk) -> None:
    # given
    successor = replace(desk)

    # when
    undo_change(desk.session, desk.judy, claim_id=successor.public_id)

    # then
    desk.session.expire_all()
    assert {row.user for row in desk.claim.annotations} == {desk.anna.user, desk.ben.user}
    assert not desk.claim.is_replaced


def test_a_successor_that_somebody_went_on_tagging_stays(desk: Desk) -> None:
    # given
    successor = replace(desk)
    (draft,) = successor.annotations
    change = Change(
        action=Action.DRAFT_SAVED,
        object_kind=ObjectKind.ANNOTATION,
        object_id=draft.public_id,
        claim_ids=(successor.public_id,),
    )
    record(desk.session, desk.anna.user, desk.article.project, change)

    # when / then
    with pytest.raises(
        CannotTakeBack, match=f"Somebody has gone on from claim {successor.ordinal}, "
    ):
        undo_change(desk.session, desk.judy, claim_id=successor.public_id)


def test_what_another_project_tells_of_the_same_id_keeps_no_successor(desk: Desk) -> None:
    # given
    successor = replace(desk)
    (draft,) = successor.annotations
    change = Change(
        action=Action.DRAFT_SAVED,
        object_kind=ObjectKind.ANNOTATION,
        object_id=draft.public_id,
    )
    record(desk.session, desk.anna.user, make_project(desk.session), change)

    # when
    undo_change(desk.session, desk.judy, claim_id=successor.public_id)

    # then
    desk.session.expire_all()
    assert not desk.claim.is_replaced


def test_an_added_claim_with_tags_stays(desk: Desk) -> None:
    # given
    claim = add(desk)
    make_annotation(desk.session, claim, desk.ben.user, state=AnnotationState.DRAFT)

    # when / then
    with pytest.raises(CannotTakeBack, match="Somebody has gone on from claim 2, so it stays"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)


@pytest.mark.parametrize("act", [accept, edit], ids=lambda act: act.__name__)
def test_words_and_acceptance_stay_under_submitted_tags(
    desk: Desk, act: Callable[[Desk], Claim]
) -> None:
    # given
    claim = act(desk)
    make_annotation(desk.session, claim, desk.ben.user)

    # when / then
    with pytest.raises(CannotTakeBack, match="Tags have been submitted"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)


def test_nobody_takes_back_what_somebody_else_did(desk: Desk) -> None:
    # given
    claim = accept(desk)

    # when / then
    with pytest.raises(CannotTakeBack, match="nothing of yours"):
        undo_change(desk.session, desk.ben, claim_id=claim.public_id)


def test_a_change_that_somebody_built_on_stays(desk: Desk) -> None:
    # given
    claim = accept(desk)
    mark_not_a_claim(desk.session, desk.ben, claim=claim, version=claim.version)

    # when / then
    with pytest.raises(CannotTakeBack, match="nothing of yours"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)


def test_a_change_that_no_event_tells_of_is_noticed(desk: Desk) -> None:
    # given
    claim = mark(desk)
    claim.proposed_source_name = "Somebody else"
    claim.updated_at = utc_now()
    desk.session.flush()

    # when / then
    with pytest.raises(CannotTakeBack, match="Claim 1 was changed after"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)


def test_an_undo_of_something_unseen_is_refused(desk: Desk) -> None:
    # given
    seen = desk.claim.version
    claim = accept(desk)

    # when / then
    with pytest.raises(Stale):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id, version=seen)


def test_what_was_purged_cannot_come_back(desk: Desk) -> None:
    # given
    claim = accept(desk)
    (event,) = events_of(desk, claim)
    desk.session.delete(event.payload)
    desk.session.flush()
    desk.session.expire_all()

    # when / then
    assert last_undoable(desk.session, desk.anna, ObjectKind.CLAIM, claim.public_id) is None
    with pytest.raises(CannotTakeBack, match="has been purged"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)
    with pytest.raises(CannotTakeBack, match="nothing of yours"):
        undo_change(desk.session, desk.ben, claim_id=claim.public_id)


def test_an_undone_addition_frees_nothing_but_the_words(desk: Desk) -> None:
    # given
    claim = add(desk)
    undo_change(desk.session, desk.anna, claim_id=claim.public_id)

    # when
    again = add(desk)

    # then
    assert (claim.number, again.number) == (2, 3)


def test_an_addition_comes_back_under_its_own_number_and_id(desk: Desk) -> None:
    # given
    public_id = add(desk).public_id
    undo_change(desk.session, desk.anna, claim_id=public_id)

    # when
    undo_change(desk.session, desk.anna, claim_id=public_id)

    # then
    claim = desk.session.scalars(select(Claim).where(Claim.public_id == public_id)).one()
    assert (claim.number, claim.created_by) == (2, desk.anna.user)
    assert claim.spans[0].created_by == desk.anna.user


def test_an_added_claim_that_stands_in_a_dispute_stays(desk: Desk) -> None:
    # given
    places = {SpanRole.CONTENT: [at(desk, "he was shot")]}
    claim = add_claim(desk.session, desk.anna, article=desk.article, places=places)
    make_placement(desk.session, make_dispute(desk.session, desk.anna.project).accounts[0], claim)

    # when / then
    with pytest.raises(CannotTakeBack, match="stands in a dispute"):
        undo_change(desk.session, desk.anna, claim_id=claim.public_id)
