"""A manager withdraws an article with a reason, and one button brings it back."""

from dataclasses import dataclass

import pytest

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Article


@dataclass(frozen=True)
class Ids:
    """Addresses of an article and its claim."""

    project: str
    article: str
    claim: str


@pytest.fixture
def ids(database: Database) -> Ids:
    """An article with a claim, a manager and an annotator."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona", "anna")
        article = make_article(session, project)
        claim = make_claim(session, article)
        home = f"/projects/{project.public_id}"
        article_page = f"{home}/articles/{article.public_id}"
        return Ids(home, article_page, f"{home}/claims/{claim.public_id}")


def test_it_is_withdrawn_with_a_reason_and_brought_back(ids: Ids, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    fields = {"version": 1, "because": "The outlet took it back"}

    # when
    answer = mona.post(f"{ids.article}/withdraw", data=fields, follow_redirects=True)

    # then
    assert "<b>Withdrawn</b>" in answer.text
    assert "The outlet took it back" in answer.text
    assert "No article is as asked" not in mona.get(f"{ids.project}/articles/").text
    assert "The outlet took it back" in mona.get(f"{ids.project}/articles/?withdrawn=y").text
    assert "because The outlet took it back" in mona.get(f"{ids.project}/history/").text

    # when
    answer = mona.post(f"{ids.article}/bring-back", data={"version": 2}, follow_redirects=True)

    # then
    assert "Brought back" in answer.text
    assert "<b>Withdrawn</b>" not in answer.text


def test_without_a_reason_it_stays(ids: Ids, sign_in: SignIn) -> None:
    # when
    answer = sign_in("mona").post(f"{ids.article}/withdraw", data={"version": 1, "because": " "})

    # then
    assert answer.status_code == 422
    assert "Say why it is withdrawn." in answer.text


def test_a_button_of_an_old_page_changes_nothing(ids: Ids, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    mona.post(f"{ids.article}/withdraw", data={"version": 1, "because": "Wrong text"})

    # when
    answer = mona.post(f"{ids.article}/bring-back", data={"version": 1})

    # then
    assert answer.status_code == 409
    assert "Bring it back all the same" in answer.text


def test_its_claims_can_be_read_and_not_tagged(
    ids: Ids, sign_in: SignIn, database: Database
) -> None:
    # given
    mona, anna = sign_in("mona"), sign_in("anna")
    mona.post(f"{ids.article}/withdraw", data={"version": 1, "because": "Wrong text"})

    # when
    page = anna.get(ids.claim)
    sent = anna.post(ids.claim, data={"stance": "support", "action": "submit"})

    # then
    assert page.status_code == 200
    assert "<b>Withdrawn</b>" in page.text
    assert "Submit" not in page.text
    assert "Not a claim" not in page.text
    assert sent.status_code in (409, 422)
    with database.reading() as session:
        assert session.query(Article).one().is_withdrawn
