"""Tags are kept and claims skipped, on the words and the version that the person saw."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, events, seen
from tests.making import make_annotation, make_claim, make_member
from webapp.annotations.queries.claims import words_digest
from webapp.annotations.services.tagging import save_draft, skip, submit
from webapp.database import Database
from webapp.errors import Refusal, Stale
from webapp.journal.rows import values_of
from webapp.models import Annotation, Claim, Code, Codebook, Event, Project, Span, User
from webapp.rules.claims import claim_or_none
from webapp.rules.tags import SeenVersion, Tags
from webapp.vocabulary import AnnotationState, ClaimState, CodeField, SkipReason, SpanRole


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
        "reopened_at": None,
        "reopened_because": "",
        "codebook": None,
        "newest_article": None,
        "submitted_at": None,
    }


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

    assert list(refused.value.faults) == ["dispute_status"]


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

    assert list(refused.value.faults) == ["note"]


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
