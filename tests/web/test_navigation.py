"""The bar on top says where one is."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.making import make_article, make_claim, make_dispute, make_member, make_project
from webapp.database import Database
from webapp.vocabulary import Role


@pytest.mark.parametrize(
    "page",
    [
        "disputes/",
        "disputes/{dispute_id}",
        "disputes/{dispute_id}/claims",
        "disputes/{dispute_id}/verdict",
        "claims/{claim_id}/disputes",
    ],
)
def test_all_that_belongs_to_disputes_stands_under_them(
    database: Database, sign_in: Callable[[str], FlaskClient], page: str
) -> None:
    # given
    with database.transaction() as session:
        judge = make_member(session, make_project(session), role=Role.ADJUDICATOR)
        dispute = make_dispute(session, judge.project)
        claim = make_claim(session, make_article(session, judge.project))
        path = f"/projects/{judge.project.public_id}/{page}".format(
            dispute_id=dispute.public_id, claim_id=claim.public_id
        )
        username = judge.user.username

    # when
    answer = sign_in(username).get(path)

    # then
    assert answer.status_code == 200
    assert 'aria-current="page">Disputes</a>' in answer.text
