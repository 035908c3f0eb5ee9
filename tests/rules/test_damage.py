"""A text that is not the one that was imported is never shown as if it were."""

import pytest
from sqlalchemy import text

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.database import Database

ARTICLE, CLAIM = "articles/{article}", "claims/{claim}"


@pytest.mark.parametrize("path", [ARTICLE, f"{ARTICLE}/review", CLAIM, f"{CLAIM}/spans"])
def test_a_damaged_text_is_said_to_be_damaged(
    database: Database,
    sign_in: SignIn,
    caplog: pytest.LogCaptureFixture,
    path: str,
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        article = make_article(session, project)
        claim = make_claim(session, article)
        ids = {"article": article.public_id, "claim": claim.public_id}
        home = f"/projects/{project.public_id}"
    with database.transaction() as session:
        session.execute(text("update article set text = replace(text, 'killed', 'hailed')"))

    # when
    answer = sign_in("anna").get(f"{home}/{path.format(**ids)}")

    # then
    assert answer.status_code == 500
    assert "The text of this article is damaged" in answer.text
    assert "hailed" not in answer.text
    assert "is not the one that was stored" in caplog.text
