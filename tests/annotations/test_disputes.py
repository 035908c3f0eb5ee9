"""The claim's card tells where the claim stands in disputes, and what the record says of it."""

import html
import re

import pytest
from flask.testing import FlaskClient

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_evidence,
    make_member,
    make_placement,
    make_project,
)
from tests.people import SignIn
from webapp.database import Database
from webapp.models.base import utc_now
from webapp.vocabulary import AnnotationState


@pytest.fixture
def tagging(database: Database, sign_in: SignIn) -> tuple[FlaskClient, str, str]:
    """An annotator before a claim that supports one account while another supports a second."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        member = make_member(session, project)
        article = make_article(session, project)
        claim = make_claim(session, article)
        other = make_claim(session, article, source="she", cue="believes", content=["he was shot"])
        dispute = make_dispute(session, project)
        settled = {"stance": "support", "confirmed_at": utc_now()}
        make_placement(session, dispute.accounts[0], claim, **settled)
        make_placement(session, dispute.accounts[1], other, **settled)
        make_evidence(session, dispute, dispute.accounts[0])
        third = make_claim(session, article, source="they", cue="said", content=["extensive"])
        base = f"/projects/{project.public_id}/claims"
        username = member.user.username
        placed, unplaced = f"{base}/{claim.public_id}", f"{base}/{third.public_id}"
    return sign_in(username), placed, unplaced


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def closed(page: str) -> list[str]:
    return re.findall(r'value="(\w+)"[^>]* disabled', page)


def test_disputed_is_proposed_with_the_claims_that_clash(
    tagging: tuple[FlaskClient, str, str],
) -> None:
    # given
    browser, claim, _ = tagging

    # when
    page = browser.get(claim).text

    # then
    assert (
        "Proposed: Disputed , since it cannot be right together with claim 2 on "
        "“How did Alexander Taraikovsky die?”." in words(page)
    )
    assert 'name="status_reason"' in page


def test_nothing_is_proposed_for_a_claim_that_stands_in_no_dispute(
    tagging: tuple[FlaskClient, str, str],
) -> None:
    # given
    browser, _, third = tagging

    # when
    page = browser.get(third).text

    # then
    assert "This claim stands in no dispute yet." in words(page)
    assert "Proposed: Disputed" not in words(page)
    assert 'name="status_reason"' not in page


def test_statuses_open_where_the_evidence_for_them_is(
    tagging: tuple[FlaskClient, str, str],
) -> None:
    # given
    browser, claim, third = tagging

    # when
    placed, unplaced = browser.get(claim).text, browser.get(third).text

    # then
    assert closed(placed) == ["contradicted_by_evidence"]
    assert closed(unplaced) == ["corroborated", "contradicted_by_evidence"]
    assert "needs evidence: add some to the dispute that refutes what the claim says." in words(
        placed
    )


def test_a_refusal_for_want_of_a_reason_keeps_what_was_typed(
    tagging: tuple[FlaskClient, str, str],
) -> None:
    # given
    browser, claim, _ = tagging
    page = browser.get(claim).text
    seen = re.search(r'name="words" value="(\w+)"', page)
    assert seen is not None

    # when
    form = {
        "source": "The government",
        "source_type": "government",
        "stance": "support",
        "dispute_status": "undisputed",
        "version": "0",
        "words": seen[1],
        "step": "submit",
    }
    answer = browser.post(claim, data=form)

    # then
    assert answer.status_code == 400
    assert "Say why you choose another status" in words(answer.text)
    assert re.search(r'value="undisputed"[^>]* checked', answer.text)


def test_a_claim_is_placed_and_stays_before_the_annotator(
    tagging: tuple[FlaskClient, str, str],
) -> None:
    # given
    browser, _, third = tagging
    account = re.search(r'<option value="(\w+)">2 · Shot', browser.get(f"{third}/disputes").text)
    assert account is not None
    assert f'href="{third}/disputes"' in browser.get(third).text

    # when
    form = {"account": account[1], "stance": "comment"}
    answer = browser.post(f"{third}/disputes", data=form, follow_redirects=True)

    # then
    assert answer.request.path == third
    assert "Account 2 · Shot comment, in How did" in words(answer.text)


def test_the_engines_reading_is_still_offered_where_only_a_placement_is_answered(
    database: Database, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        member = make_member(session, project)
        article = make_article(session, project)
        claim = make_claim(session, article, proposed_source_name="Government of Belarus")
        tags = make_annotation(
            session,
            claim,
            member.user,
            state=AnnotationState.PENDING,
            source_type="",
            stance="",
            dispute_status="",
            submitted_at=None,
        )
        account = make_dispute(session, project).accounts[0]
        make_placement(session, account, claim, answers=[(tags, "support")])
        path = f"/projects/{project.public_id}/claims/{claim.public_id}"
        username = member.user.username

    # when
    page = sign_in(username).get(path).text

    # then
    assert re.search(r'name="source" value="Government of Belarus"[^>]* class="guess">', page)
    assert 'id="source-guess">Proposed' in page
