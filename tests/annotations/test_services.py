"""Tags are kept, submitted, skipped and taken back; each change leaves its event."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_evidence,
    make_member,
    make_placement,
    make_project,
    make_source,
)
from webapp.annotations.pages import SeenVersion, Tags
from webapp.annotations.queries.claims import annotation_by, words_digest
from webapp.annotations.services.tagging import save_draft, skip, submit, undo_tags
from webapp.database import Database
from webapp.errors import Refusal, Stale
from webapp.journal.rows import rows_of, values_of
from webapp.models import Annotation, Claim, Code, Codebook, Event, Project, Source, Span, User
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.claims import claim_or_none
from webapp.rules.events import Change, record
from webapp.vocabulary import AnnotationState, Bearing, ClaimState, CodeField, SkipReason, SpanRole

FULL = {CodeField.SOURCE_TYPE: "government", CodeField.STANCE: "support"}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def claim(session: Session) -> Claim:
    """A proposal in a project that is blind."""
    project = make_project(session, annotators_per_claim=2)
    return make_claim(session, make_article(session, project))


@pytest.fixture
def anna(session: Session, claim: Claim) -> User:
    return make_member(session, claim.article.project).user


def seen(claim: Claim, by: User) -> SeenVersion:
    """What a person has before them who has just opened the claim."""
    mine = annotation_by(claim, by)
    return SeenVersion(version=mine.version if mine else 0, words=words_digest(claim))


def answers(*names: str, note: str = "", **codes: str) -> Tags:
    return Tags(
        source_names=names,
        codes={**FULL, **{CodeField(field): value for field, value in codes.items()}},
        note=note,
    )


def events(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(Event).order_by(Event.id))
    return [(event.object_kind, event.action) for event in rows]


def last_payload(session: Session) -> tuple[dict[str, Any], dict[str, Any]]:
    event = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.payload is not None
    (before,), (after,) = event.payload.before.values(), event.payload.after.values()
    return before, after


def test_a_draft_requires_nothing(session: Session, claim: Claim, anna: User) -> None:
    # when
    draft = save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna))

    # then
    assert draft.state == AnnotationState.DRAFT
    assert claim.state == ClaimState.PROPOSED
    assert events(session) == [("annotation", "draft saved")]


def test_a_draft_keeps_every_answer(session: Session, claim: Claim, anna: User) -> None:
    # when
    draft = save_draft(
        session,
        anna,
        claim=claim,
        answers=answers(
            "The government",
            note="no investigator named",
            dispute_status="disputed",
            certainty="certain",
            source_role="spokesperson",
            source_naming="unnamed",
            quote_form="indirect",
        ),
        seen=seen(claim, anna),
    )

    # then
    assert values_of(draft) == {
        "state": "draft",
        "source_type": "government",
        "stance": "support",
        "dispute_status": "disputed",
        "certainty": "certain",
        "source_role": "spokesperson",
        "source_naming": "unnamed",
        "quote_form": "indirect",
        "sources": [draft.sources[0].source.public_id],
        "source_names": ["The government"],
        "note": "no investigator named",
        "skipped_reason": None,
        "status_reason": "",
        "codebook": None,
        "newest_article": None,
        "submitted_at": None,
    }


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
    ("given", "field"),
    [
        (answers("Police", source_type=""), "source_type"),
        (answers("Police", stance=""), "stance"),
        (answers(), "source"),
    ],
    ids=["no type", "no stance", "no source"],
)
def test_a_submission_needs_source_type_and_stance(
    session: Session, claim: Claim, anna: User, given: Tags, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        submit(session, anna, claim=claim, answers=given, seen=seen(claim, anna))

    assert refused.value.field == field


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


@pytest.mark.parametrize("status", ["corroborated", "contradicted_by_evidence"])
def test_strong_statuses_wait_for_evidence(
    session: Session, claim: Claim, anna: User, status: str
) -> None:
    with pytest.raises(Refusal, match="needs evidence") as refused:
        save_draft(
            session,
            anna,
            claim=claim,
            answers=answers(dispute_status=status),
            seen=seen(claim, anna),
        )

    assert refused.value.field == "dispute_status"


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
    with pytest.raises(Refusal, match="Say why you choose another status") as refused:
        submit(
            session,
            anna,
            claim=clash,
            answers=replace(given, status_reason=reason),
            seen=seen(clash, anna),
        )

    assert refused.value.field == "status_reason"


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


def test_a_code_that_is_not_in_the_newest_codebook_is_refused(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    project = claim.article.project
    code = Code(field=CodeField.STANCE, value="backs", label="Backs", definition="", position=0)
    session.add(Codebook(project=project, number=2, codes=[code]))
    session.flush()

    # when / then
    with pytest.raises(Refusal, match="not in the codebook any more"):
        save_draft(session, anna, claim=claim, answers=answers(), seen=seen(claim, anna))


def test_compound_sources_keep_their_order(session: Session, claim: Claim, anna: User) -> None:
    # given
    first = answers("Police", "The mayor")
    save_draft(session, anna, claim=claim, answers=first, seen=seen(claim, anna))

    # when
    turned = answers("The mayor", "Police", "police")
    mine = save_draft(session, anna, claim=claim, answers=turned, seen=seen(claim, anna))

    # then
    assert [link.source.name for link in mine.sources] == ["The mayor", "Police"]


def test_a_save_from_an_old_window_is_refused_with_what_is_saved(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    old = seen(claim, anna)
    saved = save_draft(session, anna, claim=claim, answers=answers("Police", note="mine"), seen=old)

    # when
    with pytest.raises(Stale) as refused:
        submit(session, anna, claim=claim, answers=answers("Army"), seen=old)

    # then
    assert refused.value.version == saved.version
    assert refused.value.saved["source"] == "Police"
    assert refused.value.saved["note"] == "mine"


@pytest.mark.parametrize("save", [save_draft, submit])
def test_a_form_that_comes_twice_is_saved_once(
    session: Session, claim: Claim, anna: User, save: Callable[..., Annotation]
) -> None:
    # given
    shown = seen(claim, anna)
    said = answers("The government", source_type="government", stance="support", note="As read.")
    first = save(session, anna, claim=claim, answers=said, seen=shown)
    before = events(session)

    # when
    second = save(session, anna, claim=claim, answers=said, seen=shown)

    # then
    assert second is first
    assert events(session) == before


def test_tags_are_not_put_on_words_that_the_person_has_not_read(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    old = seen(claim, anna)
    content = next(span for span in claim.spans if span.role == SpanRole.CONTENT)
    content.start += 3
    content.quote = content.quote[3:]
    session.flush()

    # when / then
    with pytest.raises(Stale, match="changed the words") as refused:
        submit(session, anna, claim=claim, answers=answers("Police"), seen=old)
    assert refused.value.saved["Claim"].startswith("was killed")


def test_what_is_not_a_claim_cannot_be_tagged(session: Session, claim: Claim, anna: User) -> None:
    # given
    claim.state = ClaimState.NOT_A_CLAIM
    session.flush()

    # when / then
    with pytest.raises(Refusal, match="not a claim"):
        save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna))


def test_a_replaced_claim_cannot_be_tagged(session: Session, claim: Claim, anna: User) -> None:
    # given
    make_claim(session, claim.article, supersedes=claim)

    # when / then
    with pytest.raises(Refusal, match="taken the place"):
        save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna))


def test_locked_tags_stay(session: Session, claim: Claim, anna: User) -> None:
    # given
    make_annotation(session, claim, anna, state=AnnotationState.LOCKED)

    # when / then
    with pytest.raises(Refusal, match="locked"):
        save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna))


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


def test_skipping_keeps_what_was_answered(session: Session, claim: Claim, anna: User) -> None:
    # given
    save_draft(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # when
    mine = skip(
        session,
        anna,
        claim=claim,
        reason=SkipReason.PREFER_NOT_TO_SAY,
        note="",
        seen=seen(claim, anna),
    )

    # then
    assert mine.state == AnnotationState.SKIPPED
    assert mine.skipped_reason == SkipReason.PREFER_NOT_TO_SAY
    assert (mine.stance, len(mine.sources)) == ("support", 1)
    assert events(session)[-1] == ("annotation", "claim skipped")


@pytest.mark.parametrize("note", ["", "\u200b"], ids=ascii)
def test_another_reason_asks_for_a_note(
    session: Session, claim: Claim, anna: User, note: str
) -> None:
    with pytest.raises(Refusal) as refused:
        skip(session, anna, claim=claim, reason=SkipReason.OTHER, note=note, seen=seen(claim, anna))

    assert refused.value.field == "note"


def test_undo_brings_back_what_was_answered_before(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    first = answers("Police", "The mayor", note="one")
    draft = save_draft(session, anna, claim=claim, answers=first, seen=seen(claim, anna))
    before = values_of(draft)
    other = answers("Army", note="two", stance="deny")
    mine = save_draft(session, anna, claim=claim, answers=other, seen=seen(claim, anna))

    # when
    restored = undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert restored is not None
    assert values_of(restored) == before
    assert events(session)[-1] == ("annotation", "tags taken back")
    assert last_payload(session)[1] == before


def test_undo_of_the_first_change_leaves_no_answer(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert session.scalars(select(Annotation)).all() == []
    assert claim.state == ClaimState.PROPOSED
    assert events(session)[-2:] == [
        ("claim", "change taken back"),
        ("annotation", "tags taken back"),
    ]


def test_undo_keeps_what_was_answered_in_a_dispute(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    account = make_dispute(session, claim.article.project).accounts[0]
    make_placement(session, account, claim, answers=[(mine, "deny")])

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    session.expire_all()
    assert (mine.state, mine.stance, mine.sources) == (AnnotationState.PENDING, "", [])
    assert [answer.stance for answer in mine.answers] == ["deny"]


def test_an_acceptance_is_taken_back_whatever_stands_in_disputes(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    change = Change(
        action=Action.CLAIM_PLACED,
        object_kind=ObjectKind.DISPUTE,
        object_id="nothing",
        claim_ids=(claim.public_id,),
    )
    record(session, anna, claim.article.project, change)

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.PROPOSED


def test_an_acceptance_by_submission_can_be_taken_back_like_any_other(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    proposed = rows_of(session, [claim])

    # when
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))

    # then
    event = session.scalars(select(Event).where(Event.action == "claim accepted")).one()
    assert event.payload is not None
    assert event.payload.before == proposed
    assert event.payload.after == rows_of(session, [claim])


def test_undo_leaves_a_claim_accepted_that_others_have_tagged(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    mine = submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project).user
    submit(session, ben, claim=claim, answers=answers("Police"), seen=seen(claim, ben))

    # when
    undo_tags(session, anna, claim=claim, version=mine.version)

    # then
    assert claim.state == ClaimState.ACCEPTED
    assert [row.user for row in session.scalars(select(Annotation))] == [ben]


def test_undo_goes_back_step_by_step_and_then_refuses(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    save_draft(session, anna, claim=claim, answers=answers(note="one"), seen=seen(claim, anna))
    mine = save_draft(
        session, anna, claim=claim, answers=answers(note="two"), seen=seen(claim, anna)
    )
    once = undo_tags(session, anna, claim=claim, version=mine.version)
    assert once is not None
    assert once.note == "one"

    # when
    twice = undo_tags(session, anna, claim=claim, version=once.version)

    # then
    assert twice is None
    with pytest.raises(Refusal, match="nothing of yours"):
        undo_tags(session, anna, claim=claim, version=0)


def test_nobody_takes_back_what_another_person_answered(
    session: Session, claim: Claim, anna: User
) -> None:
    # given
    submit(session, anna, claim=claim, answers=answers("Police"), seen=seen(claim, anna))
    ben = make_member(session, claim.article.project).user

    # when / then
    with pytest.raises(Refusal, match="nothing of yours"):
        undo_tags(session, ben, claim=claim, version=0)


def test_undo_from_an_old_window_is_refused(session: Session, claim: Claim, anna: User) -> None:
    # given
    old = save_draft(session, anna, claim=claim, answers=Tags(), seen=seen(claim, anna)).version
    save_draft(session, anna, claim=claim, answers=answers(note="new"), seen=seen(claim, anna))

    # when / then
    with pytest.raises(Stale):
        undo_tags(session, anna, claim=claim, version=old)


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


def test_of_many_saves_at_once_one_wins_and_the_others_are_told(database: Database) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session)
        member = make_member(session, claim.article.project)
        ids = (member.project_id, claim.public_id, member.user_id, words_digest(claim))

    # when
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda n: saved_at_once(database, f"Note {n}", *ids), range(8)))

    # then
    assert sorted(outcomes) == ["saved", *["told"] * 7]
    with database.reading() as session:
        assert len(session.scalars(select(Annotation)).all()) == 1
        assert session.scalars(select(Event.action).order_by(Event.id)).all() == ["draft saved"]


def saved_at_once(
    database: Database, note: str, project_id: int, claim_id: str, user_id: int, words: str
) -> str:
    with database.writing() as session:
        project = session.get_one(Project, project_id)
        claim = claim_or_none(session, project, claim_id, for_change=True)
        assert claim is not None
        anna = session.get_one(User, user_id)
        try:
            empty = SeenVersion(version=0, words=words)
            save_draft(session, anna, claim=claim, answers=Tags(note=note), seen=empty)
        except Stale:
            return "told"
        session.commit()
        return "saved"


def test_spans_are_named_by_where_they_stand(session: Session, claim: Claim) -> None:
    # given
    before = words_digest(claim)

    # when
    claim.spans.remove(next(span for span in claim.spans if span.role == SpanRole.CUE))
    session.flush()

    # then
    assert words_digest(claim) != before
    assert session.scalars(select(Span)).all()
