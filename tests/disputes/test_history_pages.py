"""The history of a dispute, as its pages tell it."""

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.pages import Ids, place, words
from webapp.database import Database
from webapp.models import Dispute


def test_the_history_tells_what_was_done_without_anyones_answers(
    anna: FlaskClient, ben: FlaskClient, ids: Ids
) -> None:
    # given
    place(anna, ids, 0, 0, "query")
    anna.post(
        f"{ids.dispute}/edit", data={"question": "Why?", "dispute_type": "causal", "version": 1}
    )

    # when
    page = words(ben.get(f"{ids.dispute}/history").text)

    # then
    assert "Dispute reworded" in page
    assert "How did Alexander Taraikovsky die? Why?" in page
    assert "Claim placed" in page
    assert "query" not in page


def test_the_history_of_the_claim_leads_to_that_of_the_dispute(anna: FlaskClient, ids: Ids) -> None:
    # given
    place(anna, ids, 0, 0, "query")

    # when
    page = anna.get(f"{ids.project}/claims/{ids.claims[0]}/history").text

    # then
    assert f"{ids.dispute}/history" in page


def test_a_dispute_that_was_taken_back_still_has_a_history(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    anna.post(
        f"{ids.project}/disputes/add",
        data={"question": "Was it a bomb?", "dispute_type": "causal", "statements": "Yes\nNo"},
    )
    with database.reading() as session:
        newest = session.scalars(select(Dispute).order_by(Dispute.id.desc())).first()
        assert newest is not None
        path = f"{ids.project}/disputes/{newest.public_id}"

    # when
    undone = words(anna.post(f"{path}/undo", follow_redirects=True).text)
    gone = words(anna.get(f"{path}/history").text)

    # then
    assert "Your last change is taken back." in undone
    assert "This dispute is gone" in gone
    assert anna.get(path).status_code == 404
