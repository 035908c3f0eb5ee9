"""A claim that takes no answer any more says why, and shows one's own beside the final answer."""

import pytest
from sqlalchemy import select

from tests.annotations.pages import Ids, sent, tree, version_in
from tests.disputes.pages import words
from tests.making import make_member, make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Annotation, Claim, Project
from webapp.rules.locking import lock_complete_claims
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, Role, SettledBy

OTHERS = {"stance": "deny", "note": "canary note", "source": "Canary Name"}


def ask(database: Database, annotators: int, rule: SettledBy = SettledBy.UNANIMITY) -> None:
    """How many people are asked about each claim, and what settles it."""
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim, project.settled_by = annotators, rule
        make_member(session, project, user=make_user(session, username="cleo"))


def reopen(database: Database, because: str) -> None:
    """What an adjudicator's reopening leaves of all answers."""
    with database.transaction() as session:
        for row in session.scalars(select(Annotation)):
            row.state, row.reopened_because = AnnotationState.DRAFT, because
        session.flush()
        store_claims(session, session.scalars(select(Claim.id)))


def test_a_settled_claim_shows_my_answer_the_final_one_and_where_i_differed(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    ask(database, 3, SettledBy.MAJORITY)
    anna = sign_in("anna")
    sent(anna, ids, source="The state", source_type="witness")
    for name in ("ben", "cleo"):
        sent(sign_in(name), ids, source_type="witness", **OTHERS)

    # when
    page = anna.get(ids.claim)

    # then
    assert "Settled: final, by majority. You differed in 2 fields ." in words(page.text)
    assert "Field Your answer Final answer" in words(page.text)
    assert "Source The state Canary Name differs" in words(page.text)
    assert "Source type Witness Witness Stance Support Deny differs" in words(page.text)
    assert "Note – canary note" in words(page.text)
    assert [row.findtext("th") for row in tree(page).iter("tr") if row.get("class")] == [
        "Source",
        "Stance",
    ]


def test_who_answered_the_same_reads_that(sign_in: SignIn, ids: Ids) -> None:
    # given
    for name in ("anna", "ben"):
        sent(sign_in(name), ids)

    # then
    page = words(sign_in("anna").get(ids.claim).text)
    assert "Settled: final, unanimous. You answered the same." in page
    assert "differs" not in page


def test_nothing_is_offered_that_is_refused(sign_in: SignIn, ids: Ids) -> None:
    # given
    anna = sign_in("anna")
    before = anna.get(ids.claim).text
    for name in ("anna", "ben"):
        sent(sign_in(name), ids)

    # when
    page = anna.get(ids.claim).text

    # then
    offered = (f'action="{ids.claim}"', 'name="stance"', f"{ids.claim}/skip", "Save draft")
    assert [one in before for one in offered] == [True] * 4
    assert [one in page for one in (*offered, "Take back: tags", "undo-tags")] == [False] * 6
    assert f'href="{ids.base}/review">On in your queue' in page
    drawn = (f"{ids.claim}/split", f"{ids.claim}/merge", f"{ids.claim}/spans", "Not a claim")
    assert [one in before for one in drawn] == [True] * 4
    assert [one in page for one in drawn] == [False] * 4


def test_a_claim_that_waits_for_an_adjudicator_shows_my_answer_alone(
    sign_in: SignIn, ids: Ids
) -> None:
    # given
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids, **OTHERS)

    # when
    page = sign_in("anna").get(ids.claim).text

    # then
    assert "All answers to this claim are in. It waits for an adjudicator." in words(page)
    assert "Field Your answer Source The government" in words(page)
    assert "Final answer" not in page
    assert "canary" not in page.lower()
    assert "Deny" not in words(page).partition("Codebook")[0]


@pytest.mark.parametrize("reader", ["cleo", "vera"])
def test_a_claim_that_is_full_says_so_to_whoever_is_not_among_its_annotators(
    sign_in: SignIn, ids: Ids, database: Database, reader: str
) -> None:
    # given
    ask(database, 2)
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids, **OTHERS)

    # when
    page = sign_in(reader).get(ids.claim).text

    # then
    assert "All answers to this claim are in. It waits for an adjudicator." in words(page)
    assert "<thead>" not in page
    assert "canary" not in page.lower()


def test_the_last_answer_is_told_to_be_the_last_and_has_no_undo(sign_in: SignIn, ids: Ids) -> None:
    # given
    first = sign_in("anna")
    sent(first, ids)
    offered = first.get(ids.next_claim).text
    ben = sign_in("ben")
    sent(ben, ids, **OTHERS)

    # when
    page = ben.get(ids.next_claim).text
    refused = ben.post(f"{ids.base}/undo")

    # then
    assert "Claim 1: submitted." in offered
    assert 'aria-keyshortcuts="z">Undo <' in offered
    assert "Claim 1: submitted. All answers to it are in." in page
    assert 'aria-keyshortcuts="z">Undo <' not in page
    assert refused.status_code == 409
    assert "Your tags on this claim are locked: all answers to it were in." in words(refused.text)


def test_what_was_typed_for_a_claim_that_filled_up_meanwhile_is_not_lost(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    ask(database, 2)
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids)

    # when
    answer = sent(sign_in("cleo"), ids, stance="query", note="half an hour of thought")

    # then
    assert answer.status_code == 409
    assert "All answers to this claim are in, so it takes no more." in words(answer.text)
    assert "What you typed is not saved: Source The government" in words(answer.text)
    assert "Stance Query" in words(answer.text)
    assert "Note half an hour of thought" in words(answer.text)


def test_a_reopened_claim_says_why_and_is_mine_to_answer_again(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids, **OTHERS)
    reopen(database, "The guideline has a new rule")

    # when
    anna = sign_in("anna")
    page = anna.get(ids.claim)
    sent(anna, ids, version=version_in(page), stance="query")
    after = anna.get(ids.claim).text

    # then
    because = "Given back to you by an adjudicator: The guideline has a new rule"
    assert because in words(page.text)
    assert 'value="The government"' in page.text
    assert "canary" not in page.text.lower()
    assert "All answers" not in after
    assert "Given back to you" not in after


def test_asking_more_people_leaves_an_answer_locked_and_hides_the_claim_again(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    sent(sign_in("anna"), ids)
    sent(sign_in("ben"), ids, note="canary note")
    settled = sign_in("anna").get(ids.claim).text

    # when
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = 3
        session.flush()
        lock_complete_claims(session, project)
    page = sign_in("anna").get(ids.claim).text

    # then
    assert "Final answer" in settled
    assert "Your answer is locked. More answers are asked for by now" in words(page)
    assert "Final answer" not in page
    assert "canary" not in page


def test_a_settled_claim_offers_no_undo_that_is_refused(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    ask(database, 2)
    anna = sign_in("anna")
    anna.post(f"{ids.claim}/accept", data={"version": "1"})
    open_to_change = words(anna.get(ids.claim).text)

    # when
    for name in ("ben", "cleo"):
        sent(sign_in(name), ids)

    # then
    assert "Take back: claim accepted" in open_to_change
    assert "Take back" not in words(anna.get(ids.claim).text)
    assert anna.post(f"{ids.claim}/undo", data={"version": "3"}).status_code == 409


@pytest.mark.parametrize(("username", "is_offered"), [("anna", False), ("judy", True)])
def test_a_settled_claim_is_judged_anew_by_adjudicators_alone(
    sign_in: SignIn, ids: Ids, database: Database, username: str, is_offered: bool
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        make_member(
            session, project, user=make_user(session, username="judy"), role=Role.ADJUDICATOR
        )
    for name in ("anna", "ben"):
        sent(sign_in(name), ids)

    # when
    page = sign_in(username).get(ids.claim).text

    # then
    assert "How it was settled" in page
    offers = ("Not a claim", "Edit the words", "Add to claim", "Split…", "Merge…")
    assert [offer in page for offer in offers] == [is_offered] * len(offers)
    assert "Claim from these words" in page
