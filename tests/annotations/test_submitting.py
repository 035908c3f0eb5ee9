"""Tags are submitted once they are whole; the submission leaves its events."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, events, last_payload, seen
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_evidence,
    make_placement,
    make_source,
)
from webapp.annotations.services.tagging import save_draft, submit
from webapp.errors import Faulty
from webapp.models import Claim, Source, User
from webapp.models.base import utc_now
from webapp.rules.tags import Tags
from webapp.vocabulary import AnnotationState, Bearing, ClaimState


def test_submitting_accepts_the_proposal_and_both_are_recorded(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    source = make_source(session, claim.article.project, name="The government")
    newer = make_article(session, claim.article.project, text="Later news.\n")

    # when
    mine = submit(
        session, anna, claim=claim, answers=answers("The government"), seen=seen(claim, anna)
    )

    # then
    assert (mine.state, claim.state) == (AnnotationState.SUBMITTED, ClaimState.ACCEPTED)
    assert mine.submitted_at is not None
    assert mine.codebook is not None
    assert mine.codebook.number == 1
    assert mine.newest_article == newer
    assert [link.source for link in mine.sources] == [source]
    assert events(session) == [("claim", "claim accepted"), ("annotation", "tags submitted")]


def test_the_event_keeps_what_was_and_what_is(session: Session, claim: Claim, anna: User) -> None:
    # given
    save_draft(session, anna, claim=claim, answers=answers(), seen=seen(claim, anna))

    # when
    submit(
        session, anna, claim=claim, answers=answers("Police", stance="deny"), seen=seen(claim, anna)
    )

    # then
    before, after = last_payload(session)
    assert (before["state"], before["stance"], before["source_names"]) == ("draft", "support", [])
    assert (after["state"], after["stance"]) == ("submitted", "deny")
    assert after["source_names"] == ["Police"]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (answers("Police", source_type=""), {"source_type"}),
        (answers("Police", stance=""), {"stance"}),
        (answers(), {"source"}),
        (answers(source_type="", stance=""), {"source", "source_type", "stance"}),
    ],
    ids=["no type", "no stance", "no source", "nothing"],
)
def test_a_submission_needs_source_type_and_stance_and_says_all_that_is_missing(
    session: Session, claim: Claim, anna: User, given: Tags, fields: set[str]
) -> None:
    with pytest.raises(Faulty) as refused:
        submit(session, anna, claim=claim, answers=given, seen=seen(claim, anna))

    assert set(refused.value.faults) == fields


@pytest.mark.parametrize(
    "codes",
    [{"source_type": "article_voice"}, {"source_naming": "none"}],
    ids=["article voice", "none in the text"],
)
def test_where_nobody_is_named_no_source_is_asked_for(
    session: Session, claim: Claim, anna: User, codes: dict[str, str]
) -> None:
    # when
    mine = submit(session, anna, claim=claim, answers=answers(**codes), seen=seen(claim, anna))

    # then
    assert mine.state == AnnotationState.SUBMITTED


@pytest.mark.parametrize(
    ("status", "bearing"), [("corroborated", "supports"), ("contradicted_by_evidence", "refutes")]
)
def test_strong_statuses_are_chosen_once_there_is_evidence(
    session: Session, claim: Claim, anna: User, status: str, bearing: str
) -> None:
    # given
    dispute = make_dispute(session, claim.article.project)
    mine = make_annotation(session, claim, anna, state=AnnotationState.DRAFT)
    make_placement(session, dispute.accounts[0], claim, answers=[(mine, "support")])
    make_evidence(session, dispute, dispute.accounts[0], bearing=Bearing(bearing))
    given = answers("Police", dispute_status=status)

    # when
    submit(session, anna, claim=claim, answers=given, seen=seen(claim, anna))

    # then
    assert mine.dispute_status == status


@pytest.fixture
def clash(session: Session, claim: Claim) -> Claim:
    """The claim supports one account for certain, and another claim a second one."""
    dispute = make_dispute(session, claim.article.project)
    settled = {"stance": "support", "confirmed_at": utc_now()}
    make_placement(session, dispute.accounts[0], claim, **settled)
    other = make_claim(session, claim.article, content=["he was shot"])
    make_placement(session, dispute.accounts[1], other, **settled)
    return claim


@pytest.mark.parametrize("reason", ["", "\u2800\u200b"], ids=ascii)
def test_overruling_what_the_record_says_asks_for_a_reason(
    session: Session, clash: Claim, anna: User, reason: str
) -> None:
    given = answers("Police", dispute_status="undisputed")
    with pytest.raises(Faulty, match="Say why you choose another status") as refused:
        submit(
            session,
            anna,
            claim=clash,
            answers=replace(given, status_reason=reason),
            seen=seen(clash, anna),
        )

    assert set(refused.value.faults) == {"status_reason"}


@pytest.mark.parametrize(
    ("status", "reason"),
    [("disputed", ""), ("", ""), ("undisputed", "The other one is about someone else.")],
)
def test_the_record_is_confirmed_left_open_or_overruled(
    session: Session, clash: Claim, anna: User, status: str, reason: str
) -> None:
    # given
    given = replace(answers("Police", dispute_status=status), status_reason=reason)

    # when
    mine = submit(session, anna, claim=clash, answers=given, seen=seen(clash, anna))

    # then
    assert (mine.dispute_status, mine.status_reason) == (status, reason)


def test_a_draft_may_overrule_without_a_reason_yet(
    session: Session, clash: Claim, anna: User
) -> None:
    # when
    given = answers(dispute_status="undisputed")
    mine = save_draft(session, anna, claim=clash, answers=given, seen=seen(clash, anna))

    # then
    assert mine.state == AnnotationState.DRAFT


def test_a_submitted_answer_can_be_submitted_again(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # when
    changed = answers("Police", stance="query")
    mine = submit(session, anna, claim=claim, answers=changed, seen=seen(claim, anna))

    # then
    assert (mine.state, mine.stance) == (AnnotationState.SUBMITTED, "query")
    assert events(session)[-2:] == [
        ("annotation", "tags submitted"),
        ("annotation", "tags submitted"),
    ]


def test_a_new_source_is_shared_with_the_submission(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    save_draft(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    source = session.scalars(select(Source)).one()
    assert (source.shared_at, source.created_by) == (None, anna)

    # when
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # then
    assert source.shared_at is not None
    assert events(session)[0] == ("source", "source added")
