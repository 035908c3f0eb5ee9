"""Evidence and verdicts, as they are given on the pages about a dispute."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.pages import Ids, words
from tests.making import make_evidence
from webapp.database import Database
from webapp.models import Dispute, Evidence, Verdict
from webapp.vocabulary import Bearing

EVIDENCE = {
    "url": "https://example.org/video",
    "quote": "nothing in his hands",
    "medium": "video",
    "bearing": "refutes",
    "checked_on": "2020-08-20",
}


def test_evidence_is_added_with_who_checked_it_and_when(anna: FlaskClient, ids: Ids) -> None:
    # when
    page = anna.post(
        f"{ids.dispute}/evidence/add",
        data={**EVIDENCE, "account": ids.accounts[0]},
        follow_redirects=True,
    ).text

    # then
    assert "Refutes account 1 · Video nothing in his hands" in words(page)
    assert re.search(r"checked by You \(\w+\) on 20 Aug 2020", words(page))
    assert 'href="https://example.org/video" rel="noreferrer noopener"' in page


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"url": "javascript:alert(1)"}, "A link starts with https"),
        ({"url": "http://[", "quote": ""}, "A link starts with https"),
        ({"archived_url": "ftp://example.org"}, "A link starts with https"),
        ({"url": "", "quote": ""}, "Give a link, or the words"),
        ({"account": "whole"}, "Say which account this supports or refutes"),
        ({"account": ""}, "Choose an account, or the dispute as a whole."),
        ({"bearing": ""}, "Choose what it does."),
    ],
)
def test_evidence_that_proves_nothing_is_refused(
    anna: FlaskClient, ids: Ids, changes: dict[str, str], refusal: str
) -> None:
    # when
    form = {**EVIDENCE, "account": ids.accounts[0], **changes}
    answer = anna.post(f"{ids.dispute}/evidence/add", data=form)

    # then
    assert answer.status_code == 400
    assert refusal in words(answer.text)


@pytest.mark.parametrize(
    "changes",
    [{"medium": "hearsay"}, {"bearing": "proves"}, {"account": "another"}],
    ids=["medium", "bearing", "account"],
)
def test_evidence_with_a_choice_that_is_not_offered_is_refused(
    anna: FlaskClient, ids: Ids, changes: dict[str, str]
) -> None:
    # when
    form = {**EVIDENCE, "account": ids.accounts[0], **changes}
    answer = anna.post(f"{ids.dispute}/evidence/add", data=form)

    # then
    assert answer.status_code == 422
    assert "This is not offered" in answer.text


def test_a_form_of_evidence_begins_with_no_answer_and_says_all_faults_at_once(
    anna: FlaskClient, ids: Ids
) -> None:
    # when
    blank = anna.get(f"{ids.dispute}/evidence/add").text
    answer = anna.post(f"{ids.dispute}/evidence/add", data={"medium": "video", "url": ""})

    # then
    assert blank.count('value="">Choose<') == 2
    assert blank.count('aria-required="true"') == 2
    assert answer.status_code == 400
    page = words(answer.text)
    for fault in (
        "Link : Give a link, or the words that you quote.",
        "What it does : Choose what it does.",
        "To which account : Choose an account, or the dispute as a whole.",
    ):
        assert fault in page
    assert 'href="#bearing"' in answer.text


def test_a_verdict_is_offered_when_it_can_be_given(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    before = judy.get(ids.dispute).text

    # when
    with database.transaction() as session:
        make_evidence(session, session.scalars(select(Dispute)).one())
    page = judy.get(ids.dispute).text

    # then
    assert "Set verdict" not in before
    assert "No verdict. One can be given once there is evidence" in words(before)
    assert re.search(r'<a class="button go"\s+href="[^"]*/verdict">Set verdict</a>', page)


def test_evidence_is_changed_and_removed(anna: FlaskClient, ids: Ids, database: Database) -> None:
    # given
    anna.post(f"{ids.dispute}/evidence/add", data={**EVIDENCE, "account": ids.accounts[0]})
    with database.reading() as session:
        path = f"{ids.dispute}/evidence/{session.scalars(select(Evidence.public_id)).one()}"

    # when
    form = {**EVIDENCE, "account": "whole", "bearing": "context", "version": 1}
    changed = words(anna.post(path, data=form, follow_redirects=True).text)
    stale = anna.post(path, data=form)
    removed = words(anna.post(f"{path}/remove", data={"version": 2}, follow_redirects=True).text)

    # then
    assert "Context for the whole dispute" in changed
    assert stale.status_code == 409
    assert "not saved yet" not in stale.text
    assert "The evidence is removed." in removed


def test_a_verdict_asks_for_a_rating_a_rationale_and_evidence(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        evidence = make_evidence(session, dispute, dispute.accounts[0], bearing=Bearing.REFUTES)
        evidence_id = evidence.public_id
    rating = f"rating-{ids.accounts[0]}"
    whole = {rating: "Not so", "rationale": "The video.", "evidence": evidence_id, "version": "0"}

    # when
    blank = judy.get(f"{ids.dispute}/verdict").text
    without = {
        name: judy.post(f"{ids.dispute}/verdict", data={**whole, name: nothing}).text
        for name, nothing in {rating: "\u200b", "rationale": "\u3164", "evidence": ""}.items()
    }
    page = words(judy.post(f"{ids.dispute}/verdict", data=whole, follow_redirects=True).text)

    # then
    assert "checked" not in blank
    assert "Rate one account at least" in words(without[rating])
    assert "a verdict needs a rationale" in words(without["rationale"])
    assert "rests on one piece of evidence at least" in words(without["evidence"])
    assert "Verdict: Not so" in page


def test_a_verdict_is_revised_and_the_earlier_one_stays_readable(
    judy: FlaskClient, vera: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        evidence_id = make_evidence(session, dispute, dispute.accounts[0]).public_id
    form = {"rationale": "The video.", "evidence": evidence_id}
    rating = f"rating-{ids.accounts[0]}"
    judy.post(f"{ids.dispute}/verdict", data={**form, rating: "Not so", "version": 0})

    # when
    shown = judy.get(f"{ids.dispute}/verdict").text
    judy.post(f"{ids.dispute}/verdict", data={**form, rating: "Likely", "version": 1})
    stale = judy.post(f"{ids.dispute}/verdict", data={**form, rating: "No", "version": 1})

    # then
    page = words(vera.get(ids.dispute).text)
    assert 'value="Not so"' in shown
    assert "Verdict: Likely" in page
    assert "1 earlier revision" in page
    assert stale.status_code == 409
    with database.reading() as session:
        assert len(session.scalars(select(Verdict)).all()) == 2
