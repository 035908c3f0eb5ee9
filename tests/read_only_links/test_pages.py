"""What people without an account read, and how managers let them."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture.test_access import all_rows
from tests.disputes.pages import Ids, claim_of, words
from tests.making import (
    make_annotation,
    make_evidence,
    make_placement,
    make_read_only_link,
    make_source,
    make_verdict,
)
from tests.people import SignIn
from webapp.database import Database
from webapp.models import (
    Article,
    Dispute,
    Membership,
    PlacementAnswer,
    Project,
    ReadOnlyLink,
    User,
)
from webapp.models.base import utc_now
from webapp.rules.locking import lock_complete_claims
from webapp.rules.source_names import source_named_or_none
from webapp.vocabulary import AnnotationState, DisputeState

NAME = "Taraikovsky’s partner"
NOBODY = "/read/nobody-was-given-this"


def the_dispute(session: Session) -> Dispute:
    return session.scalars(select(Dispute)).one()


def tagged(session: Session, ids: Ids, number: int, **changes: object) -> None:
    """Ben names a source of the claim and says that it supports its account, the second."""
    dispute, claim = the_dispute(session), claim_of(session, ids, number)
    ben = session.scalars(select(User).where(User.username == "ben")).one()
    source = source_named_or_none(session, dispute.project, NAME)
    source = source or make_source(session, dispute.project, name=NAME)
    answer = make_annotation(session, claim, ben, sources=[source], **changes)
    make_placement(session, dispute.accounts[1], claim, answers=[(answer, "support")])


def answer(session: Session, ids: Ids, number: int) -> None:
    """Anna and ben say the same of a claim that stands in the dispute."""
    claim = claim_of(session, ids, number)
    for name in ("anna", "ben"):
        person = session.scalars(select(User).where(User.username == name)).one()
        annotation = make_annotation(session, claim, person)
        claim.placements[0].answers.append(PlacementAnswer(annotation=annotation, stance="deny"))


def confirmed(session: Session, ids: Ids, number: int, stance: str) -> None:
    """Somebody has settled how the claim stands toward the first account."""
    claim, account = claim_of(session, ids, number), the_dispute(session).accounts[0]
    make_placement(session, account, claim, stance=stance, confirmed_at=utc_now())


def one_person_tags(session: Session) -> None:
    the_dispute(session).project.annotators_per_claim = 1


def test_the_link_opens_accounts_quotes_evidence_and_verdict(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        one_person_tags(session)
        tagged(session, ids, 1)
        dispute = the_dispute(session)
        make_verdict(session, dispute, [make_evidence(session, dispute, dispute.accounts[0])])

    # when
    page = words(stranger.get(address).text)

    # then
    assert "How did Alexander Taraikovsky die?" in page
    assert "Taraikovsky’s partner supports “ Shot ”" in page
    assert "1 source confirmed; 1 claim in 1 article." in page
    assert "2 Shot 1 source confirmed · 1 claim" in page
    assert "support Taraikovsky’s partner , government" in page
    assert "“ told The Associated Press ” · disputed" in page
    assert "PA Media, date not known" in page
    assert "Supports account 1 · Text on the web a wound in the chest" in page
    assert "Account 1, Killed by his own device: Not supported The video shows no device." in page


def test_the_page_names_no_member_and_leads_to_no_other(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        one_person_tags(session)
        tagged(session, ids, 1)
        dispute, judy = the_dispute(session), session.scalars(select(User)).all()[2]
        today = utc_now().date()
        evidence = make_evidence(
            session, dispute, created_by=judy, checked_by=judy, checked_on=today
        )
        make_verdict(session, dispute, [evidence], set_by=judy)
        dispute.opened_by = judy

    # when
    page = stranger.get(address).text

    # then
    with database.reading() as session:
        members = session.scalars(select(Membership)).all()
        names = {name for one in members for name in (one.pseudonym, one.user.display_name)}
        names |= {one.user.username for one in members}
    assert {name for name in names if re.search(rf"\b{name}\b", page)} == set()
    assert not [to for to in re.findall(r'<a [^>]*href="([^"]+)"', page) if to.startswith("/")]
    assert "<form" not in page


def test_a_visit_writes_nothing_and_leaves_no_cookie(
    address: str, database: Database, stranger: FlaskClient
) -> None:
    # given
    before = all_rows(database)

    # when
    answer = stranger.get(address)

    # then
    assert all_rows(database) == before
    assert "Set-Cookie" not in answer.headers


def test_no_search_engine_proxy_or_other_site_is_told(address: str, stranger: FlaskClient) -> None:
    # when
    answer = stranger.get(address)

    # then
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.text
    assert '<meta name="referrer" content="no-referrer">' in answer.text


def test_what_is_not_settled_is_left_out(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        one_person_tags(session)
        tagged(session, ids, 1, state=AnnotationState.DRAFT)
        make_placement(session, the_dispute(session).accounts[0], claim_of(session, ids, 0))

    # when
    answer = stranger.get(address)

    # then
    page = words(answer.text)
    assert "1 claim is not settled yet and left out" in page
    assert "No settled claim stands here yet" in page
    assert "Taraikovsky’s partner" not in page
    assert "support “ his partner ”" in page


def test_a_name_that_only_the_engine_proposes_is_told_to_nobody_outside(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        claim_of(session, ids, 2).proposed_source_name = "Elena German"
        confirmed(session, ids, 2, "deny")

    # when
    page = stranger.get(address).text

    # then
    assert "deny “ she ”" in words(page)
    assert "Elena German" not in page


def test_answers_of_a_blind_project_are_told_to_nobody_outside(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        the_dispute(session).project.annotators_per_claim = 3
        confirmed(session, ids, 0, "support")
        make_placement(session, the_dispute(session).accounts[1], claim_of(session, ids, 1))
    before = stranger.get(address).text

    # when
    with database.transaction() as session:
        for number in (0, 1):
            answer(session, ids, number)
    incomplete = stranger.get(address).text
    with database.transaction() as session:
        project = the_dispute(session).project
        project.annotators_per_claim = 2
        lock_complete_claims(session, project)

    # then
    assert incomplete == before
    assert "support “ The government ”" in words(before)
    assert "deny “ his partner ”" in words(stranger.get(address).text)


def test_words_of_a_sensitive_text_stay_covered(
    address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        confirmed(session, ids, 0, "support")
        session.scalars(select(Article)).one().is_sensitive = True

    # when
    page = stranger.get(address).text

    # then
    openly = re.sub(r'<details class="cover">.*?</details>\s*</details>', "", page, flags=re.DOTALL)
    assert "incendiary" in page
    assert "incendiary" not in openly
    assert "The words of a text marked as sensitive are left out" in openly


def test_a_link_that_ended_looks_like_one_that_never_was(
    address: str, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        dispute, yesterday = the_dispute(session), utc_now().date() - timedelta(days=1)
        make_read_only_link(session, dispute, "ended", last_on=yesterday)
        make_read_only_link(session, dispute, "revoked", revoked_at=utc_now())

    # when
    answers = [stranger.get(path) for path in (NOBODY, "/read/ended", "/read/revoked")]

    # then
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert len({repr(sorted(answer.headers)) for answer in answers}) == 1


def test_a_link_to_a_merged_dispute_looks_like_one_that_never_was(
    address: str, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        the_dispute(session).state = DisputeState.MERGED

    # when / then
    assert stranger.get(address).data == stranger.get(NOBODY).data


def test_members_read_the_same_behind_the_link_as_anybody(
    address: str, ids: Ids, database: Database, stranger: FlaskClient, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        tagged(session, ids, 1)
    judy = sign_in("judy")

    # when / then
    assert judy.get(address).data == stranger.get(address).data


def test_a_manager_makes_a_link_that_is_shown_once(
    mona: FlaskClient, ids: Ids, stranger: FlaskClient
) -> None:
    # given
    form = {"note": "Ada Lind", "last_on": str(utc_now().date() + timedelta(days=30))}

    # when
    made = mona.post(f"{ids.dispute}/links", data=form, follow_redirects=True).text
    again = mona.get(f"{ids.dispute}/links").text

    # then
    (link,) = re.findall(r'value="http://127\.0\.0\.1:5000(/read/[a-z0-9]{27})"', made)
    assert stranger.get(link).status_code == 200
    assert link not in again
    assert "Ada Lind" in again


def test_a_revoked_link_ends_at_once(
    mona: FlaskClient, address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.reading() as session:
        link_id = session.scalars(select(ReadOnlyLink.public_id)).one()

    # when
    page = mona.post(f"{ids.dispute}/links/{link_id}/revoke", follow_redirects=True)
    twice = mona.post(f"{ids.dispute}/links/{link_id}/revoke")

    # then
    assert "The link is revoked: it opens nothing any more." in words(page.text)
    assert stranger.get(address).status_code == 404
    assert twice.status_code == 409
    assert "To share the dispute, make a new one." in words(twice.text)


def test_a_link_to_a_dispute_of_an_archived_project_can_still_be_revoked(
    mona: FlaskClient, address: str, ids: Ids, database: Database, stranger: FlaskClient
) -> None:
    # given
    with database.transaction() as session:
        link_id = session.scalars(select(ReadOnlyLink.public_id)).one()
        project = session.scalars(select(Project)).one()
        project.archived_at, project.archived_because = utc_now(), "Printed."

    # when
    shared = mona.get(f"{ids.dispute}/links")
    made = mona.post(f"{ids.dispute}/links", data={"last_on": "2027-01-01"})
    before = stranger.get(address)
    mona.post(f"{ids.dispute}/links/{link_id}/revoke")

    # then
    assert "Revoke" in shared.text
    assert 'name="last_on"' not in shared.text
    assert made.status_code == 409
    assert (before.status_code, stranger.get(address).status_code) == (200, 404)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"last_on": ""}, "Choose the last day"),
        ({"last_on": "soon"}, "This is no day of the calendar"),
        ({"last_on": "2020-01-01"}, "That day is over"),
        ({"last_on": "2999-01-01"}, "A link lasts a year at most"),
        ({"last_on": "2027-01-01", "note": "x" * 101}, "100 characters are the most"),
    ],
)
def test_a_form_without_sense_makes_no_link(
    mona: FlaskClient, ids: Ids, database: Database, typed: dict[str, str], refusal: str
) -> None:
    # given
    before = all_rows(database)

    # when
    answer = mona.post(f"{ids.dispute}/links", data=typed)

    # then
    assert answer.status_code in (400, 422)
    assert refusal in words(answer.text)
    assert all_rows(database) == before


def test_members_see_that_a_dispute_is_open_and_managers_may_change_that(
    mona: FlaskClient, ids: Ids, sign_in: SignIn
) -> None:
    # when
    pages = {name: sign_in(name).get(ids.dispute).text for name in ("mona", "vera", "anna")}

    # then
    assert {name for name, page in pages.items() if ">Share</a>" in page} == {"mona"}
    assert all("open this page to people without an account until" in p for p in pages.values())


def test_the_history_says_that_a_link_was_made_and_until_when(
    mona: FlaskClient, ids: Ids, sign_in: SignIn
) -> None:
    # given
    day = utc_now().date() + timedelta(days=30)
    mona.post(f"{ids.dispute}/links", data={"note": "Ada Lind", "last_on": str(day)})

    # when
    page = words(sign_in("vera").get(f"{ids.project}/history/?kind=dispute").text)

    # then
    assert "Read-only link made" in page
    assert f"last day {day}" in page
    assert "Ada Lind" not in page
