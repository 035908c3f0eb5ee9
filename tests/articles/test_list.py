"""The list of articles: filtered, sorted, in pages, with one's own progress."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.making import make_annotation, make_article, make_claim, make_member
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Project, User
from webapp.vocabulary import AnnotationState, ClaimState, Role


@pytest.fixture
def desk_with_three(desk: Desk) -> Desk:
    """Three articles, told apart by every column."""
    with desk.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        make_article(
            session,
            project,
            title="Aleś, shot",
            outlet="The Paper",
            published_on=date(2020, 8, 16),
            word_count=30,
        )
        make_article(
            session, project, title="Beatings 100%", published_on=date(2020, 8, 23), word_count=10
        )
        make_article(session, project, title="_Cry", outlet="AFP", word_count=20)
    return desk


def titles(page: str) -> list[str]:
    return [part.partition("</bdi>")[0] for part in page.split("<bdi>")[1:]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Aleś, shot", "Beatings 100%", "_Cry"]),
        ("order=newest", ["Beatings 100%", "Aleś, shot", "_Cry"]),
        ("order=title", ["_Cry", "Aleś, shot", "Beatings 100%"]),
        ("order=outlet", ["_Cry", "Aleś, shot", "Beatings 100%"]),
        ("order=words", ["Aleś, shot", "_Cry", "Beatings 100%"]),
        ("order=added", ["_Cry", "Beatings 100%", "Aleś, shot"]),
        ("order=text", ["Aleś, shot", "Beatings 100%", "_Cry"]),
        ("words=SHOT+al", ["Aleś, shot"]),
        ("words=%25", ["Beatings 100%"]),
        ("words=_", ["_Cry"]),
        ("outlet=AFP", ["_Cry"]),
        ("since=2020-08-17", ["Beatings 100%"]),
        ("until=2020-08-16", ["Aleś, shot"]),
        ("since=yesterday", ["Aleś, shot", "Beatings 100%", "_Cry"]),
        ("page=-1", ["Aleś, shot", "Beatings 100%", "_Cry"]),
        ("page=1000000000", ["Aleś, shot", "Beatings 100%", "_Cry"]),
        ("page=NaN", ["Aleś, shot", "Beatings 100%", "_Cry"]),
    ],
)
def test_the_list_shows_what_is_asked(
    desk_with_three: Desk, query: str, expected: list[str]
) -> None:
    # when
    answer = desk_with_three.client.get(f"{desk_with_three.home}/?{query}")

    # then
    assert answer.status_code == 200
    assert titles(answer.text) == expected


def test_a_filter_without_an_answer_offers_the_way_back(desk_with_three: Desk) -> None:
    # when
    page = desk_with_three.client.get(f"{desk_with_three.home}/?words=nothing").text

    # then
    assert "No article matches." in page
    assert "Show all" in page
    assert 'value="nothing"' in page


def test_an_empty_project_says_what_to_do(desk: Desk) -> None:
    # when
    page = desk.client.get(f"{desk.home}/").text

    # then
    assert "This project has no article yet." in page
    assert "Import articles" in page


def test_many_articles_come_in_pages_that_keep_the_filter(desk: Desk) -> None:
    # given
    with desk.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        for number in range(101):
            make_article(session, project, title=f"Day {number:03}", text=f"He said {number}.")

    # when
    page = desk.client.get(f"{desk.home}/?words=day&order=title&page=2").text

    # then
    assert titles(page) == [f"Day {number:03}" for number in range(50, 100)]
    assert "Page 2 of 3" in page
    assert "page=3&amp;words=day&amp;order=title" in page


def test_progress_counts_the_claims_that_count_by_what_the_reader_does(
    desk: Desk, sign_in: SignIn, database: Database
) -> None:
    # given
    annas_page = sign_in("anna")
    otto_page = sign_in("otto")
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        mona = session.scalars(select(User).where(User.username == "mona")).one()
        otto = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, project, user=otto, role=Role.VIEWER)
        (anna,) = join(session, project, "anna")
        article = make_article(session, project)
        claims = [make_claim(session, article) for _ in range(4)]
        make_claim(session, article, state=ClaimState.NOT_A_CLAIM)
        make_claim(session, article, merged_into_id=claims[0].id)
        make_claim(session, article, supersedes_id=claims[3].id)
        make_annotation(session, claims[0], mona)
        make_annotation(session, claims[1], mona, state=AnnotationState.DRAFT)
        make_annotation(session, claims[1], otto)
        make_annotation(session, claims[2], anna.user)

    # when
    monas = desk.client.get(f"{desk.home}/").text
    annas = annas_page.get(f"{desk.home}/").text
    ottos = otto_page.get(f"{desk.home}/").text

    # then
    assert "3 of 4 claims complete" in monas
    assert "tagged by you" not in monas
    assert "1 of 4 claims tagged by you" in annas
    assert "4 claims" in ottos
    assert "tagged by you" not in ottos
