"""Answers under an earlier version are listed by what changed, and offered for another look."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.adjudication.settling import actions, answered, settle, team
from tests.annotations.tagging import answers as tagged
from tests.annotations.tagging import seen as seen_by
from tests.codebooks.versions import code_of, merged, newly_made
from tests.making import make_annotation, make_article, make_claim
from tests.people import join
from webapp.annotations.services import tagging
from webapp.codebooks.pages.earlier import EarlierAnswers
from webapp.codebooks.pages.words import CodeWords
from webapp.codebooks.queries.earlier import (
    act_to_take_back,
    earlier_answers,
    touched_claims,
    touched_or_none,
)
from webapp.codebooks.services import drafting
from webapp.codebooks.services.asking_again import (
    OtherAnswers,
    ask_at_all,
    ask_at_ticked,
    take_asking_back,
)
from webapp.database import Database
from webapp.errors import Refusal
from webapp.journal.refusals import NothingTogether
from webapp.models import Annotation, Claim, Membership
from webapp.rules.codebooks import newest_codebook
from webapp.rules.earlier_versions import since_given_or_none
from webapp.rules.stored import outdated
from webapp.vocabulary import AnnotationState, CodeField, FinalBy

COMMENT = "merged-stance-comment"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def claims(session: Session) -> list[Claim]:
    """Two claims that two annotators have answered."""
    project = team(session)
    first = answered(session, project, {"stance": "comment"}, {"stance": "query"})
    second = answered(session, project, {"stance": "comment"}, {"stance": "comment"})
    return [first, second]


@pytest.fixture
def mona(session: Session, claims: list[Claim]) -> Membership:
    (member,) = join(session, claims[0].article.project, "mona")
    return member


def told(found: EarlierAnswers) -> list[tuple[str, int, int]]:
    return [(one.change.words, one.answer_count, one.claim_count) for one in found.groups]


def states(claim: Claim) -> list[AnnotationState]:
    return [row.state for row in claim.annotations]


def test_answers_are_counted_by_what_changed_of_what_they_say(
    session: Session, mona: Membership
) -> None:
    # given
    by, project = mona.user, mona.project
    query = code_of(session, mona, "query")
    words = CodeWords(
        field=CodeField.STANCE, value="query", label="Doubts", definition=query.definition
    )
    drafting.reword_code(session, by, project=project, code=words, seen=query.digest)
    drafting.require_field(
        session, by, project=project, field=CodeField.CERTAINTY, is_required=True
    )

    # when
    merged(session, mona, "comment", "query")

    # then
    found = earlier_answers(session, project)
    assert told(found) == [
        ("Certainty has to be answered now", 4, 2),
        ("Stance “Comment” is merged into “Doubts”", 3, 2),
        ("Stance “Query” is called “Doubts” now", 1, 1),
    ]
    assert (found.answer_count, found.untouched_count) == (4, 0)


def test_what_did_not_change_is_counted_and_not_offered(session: Session, mona: Membership) -> None:
    # given
    code = code_of(session, mona, "possible", CodeField.CERTAINTY)

    # when
    drafting.retire_code(session, mona.user, project=mona.project, code=code)
    newly_made(session, mona)

    # then
    found = earlier_answers(session, mona.project)
    assert (found.groups, found.answer_count, found.untouched_count) == ((), 2, 2)


def test_a_new_code_touches_whoever_chose_another_of_its_field(
    session: Session, mona: Membership
) -> None:
    # given
    code = CodeWords(
        field=CodeField.STANCE, value="mock", label="Mocks", definition="Ridicules it."
    )
    silent = make_claim(session, make_article(session, mona.project))
    make_annotation(session, silent, mona.user, stance="", source_type="")

    # when
    drafting.add_code(session, mona.user, project=mona.project, code=code)
    newly_made(session, mona)

    # then
    assert told(earlier_answers(session, mona.project)) == [("Stance “Mocks” is new", 2, 1)]


def test_answers_to_what_waits_for_an_adjudicator_are_not_offered(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    query = code_of(session, mona, "query")
    words = replace(query, definition="Something else.")
    by, project = mona.user, mona.project

    # when
    drafting.reword_code(session, by, project=project, code=words, seen=query.digest)
    newly_made(session, mona)

    # then
    assert [claim.needs_adjudication for claim in claims] == [True, False]
    assert told(earlier_answers(session, project)) == []
    with pytest.raises(OtherAnswers):
        ask_at_ticked(session, mona, change_id="reworded-stance-query", ids=[claims[0].public_id])


def test_answers_to_what_is_no_claim_are_not_listed(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    claims[1].is_current = False

    # when
    merged(session, mona, "comment", "query")

    # then
    assert [one.claim_count for one in earlier_answers(session, mona.project).groups] == [1]
    touched = touched_or_none(session, mona.project, COMMENT)
    assert touched is not None
    listing = touched_claims(session, mona.project, touched, 1)
    assert [(row.claim.id, row.answer_count) for row in listing.rows] == [(claims[0].id, 1)]


def test_answers_go_back_as_they_are_with_what_changed(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    settle(session, mona, claims[1])
    merged(session, mona, "comment", "query")

    # when
    given_back = ask_at_all(session, mona, change_id=COMMENT, count=2)
    session.expire_all()

    # then
    draft, locked = AnnotationState.DRAFT, AnnotationState.LOCKED
    assert len(given_back) == 3
    assert [states(claim) for claim in claims] == [[draft, locked], [draft, draft]]
    reasons = {row.reopened_because for row in given_back}
    assert reasons == {"The codebook changed: Stance “Comment” is merged into “Query”."}
    assert {row.stance for row in given_back} == {"comment"}
    assert claims[1].adjudication is not None
    assert claims[1].adjudication.state == draft
    assert actions(session)[-1] == "another look asked for"
    assert earlier_answers(session, mona.project).answer_count == 1
    assert list(outdated(session)) == []


@pytest.mark.parametrize("asked", [0, 1])
def test_one_undo_takes_all_of_it_back_from_each_claim(
    session: Session, claims: list[Claim], mona: Membership, asked: int
) -> None:
    # given
    settle(session, mona, claims[1])
    merged(session, mona, "comment", "query")
    ask_at_all(session, mona, change_id=COMMENT, count=2)
    session.expire_all()
    assert act_to_take_back(session, mona, claims[asked].public_id) is not None

    # when
    take_asking_back(session, mona, claims[asked].public_id)
    session.expire_all()

    # then
    assert {state for claim in claims for state in states(claim)} == {AnnotationState.LOCKED}
    assert {row.reopened_because for claim in claims for row in claim.annotations} == {""}
    assert [claim.final_by for claim in claims] == [FinalBy.UNANIMOUS, FinalBy.ADJUDICATED]
    assert list(outdated(session)) == []


def test_it_is_not_taken_back_once_an_owner_has_gone_on(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    merged(session, mona, "comment", "query")
    ask_at_all(session, mona, change_id=COMMENT, count=2)
    session.expire_all()
    owner = claims[0].annotations[0].user
    said = tagged("Police", stance="support")
    tagging.submit(session, owner, claim=claims[0], answers=said, seen=seen_by(claims[0], owner))

    # then
    assert act_to_take_back(session, mona, claims[1].public_id) is not None
    with pytest.raises(Refusal, match="Somebody has gone on"):
        take_asking_back(session, mona, claims[1].public_id)


def test_nobody_takes_back_what_another_asked(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    (judy,) = join(session, mona.project, "judy")
    merged(session, mona, "comment", "query")
    ask_at_all(session, mona, change_id=COMMENT, count=2)

    # then
    with pytest.raises(NothingTogether):
        take_asking_back(session, judy, claims[0].public_id)


def test_ticked_claims_alone_are_asked_for(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    merged(session, mona, "comment", "query")

    # when
    ask_at_ticked(session, mona, change_id=COMMENT, ids=[claims[0].public_id])
    session.expire_all()

    # then
    draft, locked = AnnotationState.DRAFT, AnnotationState.LOCKED
    assert [states(claim) for claim in claims] == [[draft, locked], [locked, locked]]
    assert told(earlier_answers(session, mona.project)) == [
        ("Stance “Comment” is merged into “Query”", 2, 1)
    ]


def test_what_was_not_seen_so_is_not_asked_for(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    merged(session, mona, "comment", "query")
    ask_at_ticked(session, mona, change_id=COMMENT, ids=[claims[0].public_id])

    # then
    with pytest.raises(OtherAnswers):
        ask_at_all(session, mona, change_id=COMMENT, count=2)
    with pytest.raises(OtherAnswers):
        ask_at_ticked(session, mona, change_id=COMMENT, ids=[one.public_id for one in claims])
    with pytest.raises(OtherAnswers):
        ask_at_all(session, mona, change_id="merged-stance-nothing", count=2)
    with pytest.raises(Refusal, match="Tick some claims"):
        ask_at_ticked(session, mona, change_id=COMMENT, ids=[])


def test_an_answer_says_under_which_version_it_was_given_and_what_changed(
    session: Session, claims: list[Claim], mona: Membership
) -> None:
    # given
    commented, asked = claims[0].annotations

    # when
    merged(session, mona, "comment", "query")

    # then
    newest = newest_codebook(session, mona.project)
    since = since_given_or_none(session, commented, newest)
    assert since is not None
    words = "Stance “Comment” is merged into “Query”"
    assert (since.number, since.by_field) == (1, {"stance": words})
    other = since_given_or_none(session, asked, newest)
    assert other is not None
    assert (other.number, other.words) == (1, "")
    fresh = session.scalars(select(Annotation).limit(1)).one()
    fresh.codebook = newest
    session.flush()
    assert since_given_or_none(session, fresh, newest) is None
