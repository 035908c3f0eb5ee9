"""Members read the articles of their projects; nobody else learns that there are any."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.articles.sending import SEED
from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.articles.queries.hits import text_parts
from webapp.database import Database
from webapp.models import Article


@pytest.fixture
def address(database: Database) -> str:
    """Where a project that vera reads lists its article."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "vera")
        article = make_article(
            session,
            project,
            text=SEED[1].decode(),
            is_title_ours=True,
            outlet="PA Media",
            published_on=date(2020, 8, 16),
        )
        make_claim(session, article, source="He", cue="spoke", content=["at a rally"])
        return f"/projects/{project.public_id}/articles/"


def test_a_member_reads_an_article_as_it_came(
    sign_in: SignIn, address: str, database: Database
) -> None:
    # given
    with database.reading() as session:
        article = session.scalars(select(Article).order_by(Article.published_on)).first()
        assert article is not None
        public_id, text, parts = article.public_id, article.text, text_parts(article)

    # when
    page = sign_in("vera").get(address + public_id).text

    # then
    assert "title made from the first sentence" in page
    assert "Protesters claim the election was a sham and allege results were manipulated." in page
    assert "".join(part.words for part in parts) == text


def test_the_list_names_outlet_and_date(sign_in: SignIn, address: str) -> None:
    assert "PA Media · 16 August 2020" in sign_in("vera").get(address).text


def test_list_and_article_lead_to_the_review(
    sign_in: SignIn, address: str, database: Database
) -> None:
    # given
    with database.reading() as session:
        review = f"{address}{session.scalars(select(Article.public_id)).first()}/review"

    # when
    browser = sign_in("vera")

    # then
    assert f'href="{review}"' in browser.get(address).text
    assert f'href="{review}"' in browser.get(review.removesuffix("/review")).text


def test_a_stranger_gets_the_same_answer_as_for_nothing(sign_in: SignIn, address: str) -> None:
    # given
    stranger = sign_in("otto")

    # when
    real, made_up = stranger.get(address), stranger.get("/projects/nothing/articles/")

    # then
    assert real.status_code == made_up.status_code == 404
