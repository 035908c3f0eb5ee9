"""The list of disputes and the page of one, as people of each kind read them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.pages import Ids, claim_of, place, words
from tests.making import make_annotation, make_member, make_placement, make_project, make_source
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Dispute
from webapp.vocabulary import ClaimState


def test_an_empty_list_says_what_a_dispute_is(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        member = make_member(session, make_project(session))
        username, project_id = member.user.username, member.project.public_id

    # when
    page = words(sign_in(username).get(f"/projects/{project_id}/disputes/").text)

    # then
    assert "This project has no dispute yet" in page


def test_the_list_is_filtered_by_words_and_state(anna: FlaskClient, ids: Ids) -> None:
    # when
    found = words(anna.get(f"{ids.project}/disputes/?words=taraikovsky+DIE").text)
    missed = words(anna.get(f"{ids.project}/disputes/?state=resolved").text)

    # then
    assert "How did Alexander Taraikovsky die?" in found
    assert "No dispute matches" in missed


def test_a_dispute_is_opened_from_a_claim_and_leads_back_to_it(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    path = f"{ids.project}/disputes/add?claim={ids.claims[0]}"
    asked = words(anna.get(path).text)

    # when
    answer = anna.post(
        path,
        data={
            "question": "Was it a bomb?",
            "dispute_type": "causal",
            "statements": "It was\r\nIt was not",
            "stance": "support",
        },
    )

    # then
    assert "he was killed by an incendiary device" in asked
    assert f"/claims/{ids.claims[0]}" in answer.location
    with database.reading() as session:
        dispute = session.scalars(select(Dispute).order_by(Dispute.id.desc())).first()
        assert dispute is not None
        assert [account.statement for account in dispute.accounts] == ["It was", "It was not"]
        assert len(dispute.accounts[0].placements) == 1


def test_what_was_typed_stays_when_a_dispute_is_refused(anna: FlaskClient, ids: Ids) -> None:
    # when
    answer = anna.post(
        f"{ids.project}/disputes/add",
        data={"question": "Was it a bomb?", "dispute_type": "causal", "statements": "It was"},
    )

    # then
    assert answer.status_code == 400
    assert "A dispute has two or more accounts" in words(answer.text)
    assert 'value="Was it a bomb?"' in answer.text


def test_the_page_shows_each_claim_in_its_sentence(judy: FlaskClient, ids: Ids) -> None:
    # when
    page = place(judy, ids, 0, 0, "support")

    # then
    assert "The government has claimed he was killed by an incendiary device" in page
    assert "PA Media, date not known" in page
    assert "stance adjudicated; this name is proposed, not confirmed" in page


def test_support_for_two_accounts_makes_the_dispute_disputed_and_says_why(
    judy: FlaskClient, ids: Ids, vera: FlaskClient
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    place(judy, ids, 1, 1, "support")
    place(judy, ids, 2, 1, "support")

    # when
    page = words(vera.get(ids.dispute).text)

    # then
    assert (
        "The government (name not confirmed) ( PA Media ) supports “Killed by his own device”; "
        "his partner (name not confirmed) ( PA Media ) and she (name not confirmed) ( PA Media ) "
        "support “Shot”. Both cannot be right." in page
    )
    assert "0 of 3 claims are tagged as disputed" in page


def test_a_denial_of_the_same_account_is_named_too(judy: FlaskClient, ids: Ids) -> None:
    # given
    place(judy, ids, 0, 0, "support")

    # when
    page = place(judy, ids, 1, 0, "deny")

    # then
    assert (
        "The government (name not confirmed) ( PA Media ) supports “Killed by his own device”; "
        "his partner (name not confirmed) ( PA Media ) denies it. Both cannot be right." in page
    )


def test_tags_that_are_not_final_stay_out_of_the_page(
    anna: FlaskClient, ben: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        project, claim = dispute.project, dispute.project
        placement = make_placement(session, dispute.accounts[0], claim_of(session, ids, 0))
        source = make_source(session, project, name="Ministry of Truth")
        user = next(m.user for m in claim.memberships if m.user.username == "anna")
        make_annotation(session, placement.claim, user, sources=[source])

    # then
    assert "Ministry of Truth" in words(anna.get(ids.dispute).text)
    assert "Ministry of Truth" not in words(ben.get(ids.dispute).text)


def test_a_source_that_people_named_leads_to_its_page(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        source = make_source(session, dispute.project, name="Ministry <of> Truth")
        make_source(session, dispute.project, name="his partner")
        user = next(m.user for m in dispute.project.memberships if m.user.username == "anna")
        for number in (0, 1):
            make_placement(session, dispute.accounts[0], claim_of(session, ids, number))
        make_annotation(session, claim_of(session, ids, 0), user, sources=[source])
        path = f"{ids.project}/sources/{source.public_id}"

    # when
    page = judy.get(ids.dispute).text

    # then
    link = f'<a href="{path}"><bdi>Ministry &lt;of&gt; Truth</bdi></a>'
    assert f"<b>{link}</b>" in page
    assert f'<th scope="row">{link}</th>' in page
    assert re.search(r'<a class="guess" href="[^"]*/sources/\w+">\s*<bdi>his partner</bdi>', page)
    assert "his partner (not confirmed)" in words(page)


def test_a_claim_that_became_none_stays_and_says_so(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    with database.transaction() as session:
        claim_of(session, ids, 0).state = ClaimState.NOT_A_CLAIM

    # then
    assert "Marked as not a claim; it counts for nothing here." in words(judy.get(ids.dispute).text)


def test_a_viewer_reads_everything_and_is_offered_nothing(
    vera: FlaskClient, judy: FlaskClient, ids: Ids
) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    vera.post("/account/hints/close", data={"hint": "dispute"})

    # when
    page = vera.get(ids.dispute).text

    # then
    main = page.partition("<main")[2]
    assert "he was killed by an incendiary device" in main
    assert "<form" not in main
    assert "Not yet placed" not in main
