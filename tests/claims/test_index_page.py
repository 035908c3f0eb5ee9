"""The list of claims over HTTP: its pages, its empty answers, and any question."""

import pytest

from tests.making import make_article, make_claims, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.markup.paging import PAGE_SIZE


@pytest.fixture
def address(database: Database) -> str:
    """The list of a project with anna in it, of more claims than a page shows."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        text = " ".join(f"word{number}" for number in range(PAGE_SIZE + 5))
        article = make_article(session, project, text=text, title="<i>Long</i>")
        make_claims(session, article, text.split())
        return f"/projects/{project.public_id}/claims/"


def test_a_long_list_comes_in_pages_that_keep_what_was_asked(address: str, sign_in: SignIn) -> None:
    # when
    page = sign_in("anna").get(f"{address}?words=word&page=2").text

    # then
    assert "55 match" in page
    assert "Page 2 of 2" in page
    assert "word54" in page
    assert "word49</p>" not in page
    assert f'href="{address}?page=1&amp;words=word"' in page
    assert "&lt;i&gt;Long&lt;/i&gt;" in page


def test_a_search_without_an_answer_says_so(address: str, sign_in: SignIn) -> None:
    # when
    page = sign_in("anna").get(f"{address}?words=nowhere").text

    # then
    assert "No claim matches." in page
    assert f'<a href="{address}">Show all</a>' in page


def test_a_project_without_claims_says_where_they_come_from(
    database: Database, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna")
        address = f"/projects/{project.public_id}/claims/"

    # when
    page = sign_in("anna").get(address).text

    # then
    assert "This project has no claims yet." in page
    assert '<form method="get"' not in page


@pytest.mark.parametrize(
    "value", ["", "__class__", "1;--", "-1", "1000000000", "NaN", "%F0%9F%8E%89", "x" * 1_000]
)
def test_no_query_breaks_the_list(address: str, sign_in: SignIn, value: str) -> None:
    # given
    names = ("words", "source", "article", "state", "stance", "dispute_status", "mine", "page")
    query = "&".join(f"{name}={value}" for name in names)

    # when / then
    assert sign_in("anna").get(f"{address}?{query}").status_code == 200
