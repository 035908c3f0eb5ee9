"""Titles and outlets are found by what they look like, in every alphabet, on both databases."""

import pytest

from tests.making import make_article, make_member, make_project
from tests.people import SignIn, join
from webapp.articles.pages.articles import ArticleFilter, ArticleOrder
from webapp.articles.queries.articles import article_page, outlets_of
from webapp.database import Database
from webapp.models import Membership

TITLES = [
    "Ödland ist verkauft",
    "zebra crossing",
    "Суд ОТПУСТИЛ учителя",
    "Cafe\u0301 shut for good",
    "Har\xadbour re\u200bopens",
    "Alba’s “last” ferry",
    "50% off",
]


@pytest.fixture
def reader(database: Database) -> Membership:
    """Looks for one of a project's articles."""
    with database.transaction() as session:
        project = make_project(session)
        for title in TITLES:
            make_article(session, project, title=title)
        viewer = make_member(session, project)
        session.expunge_all()
        return viewer


def titles(database: Database, reader: Membership, **asked: object) -> list[str]:
    with database.reading() as session:
        page = article_page(
            session,
            reader.project,
            reader.user,
            asked=ArticleFilter(**asked),  # type: ignore[arg-type]  # any filter
            number=1,
        )
        return [row.article.title for row in page.rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("суд отпустил", "Суд ОТПУСТИЛ учителя"),
        ("УЧИТЕЛЯ", "Суд ОТПУСТИЛ учителя"),
        ("ödland", "Ödland ist verkauft"),
        ("ÖDLAND", "Ödland ist verkauft"),
        ("café", "Cafe\u0301 shut for good"),
        ("harbour reopens", "Har\xadbour re\u200bopens"),
        ('alba\'s "last"', "Alba’s “last” ferry"),
        ("0%", "50% off"),
    ],
)
def test_a_title_is_found_by_what_it_looks_like(
    database: Database, reader: Membership, words: str, found: str
) -> None:
    assert titles(database, reader, words=words) == [found]


def test_words_that_no_title_has_find_nothing(database: Database, reader: Membership) -> None:
    assert titles(database, reader, words="ödland zebra") == []


def test_titles_stand_in_the_order_of_their_letters_whatever_their_capitals(
    database: Database, reader: Membership
) -> None:
    assert titles(database, reader, order=ArticleOrder.TITLE) == [
        "50% off",
        "Alba’s “last” ferry",
        "Cafe\u0301 shut for good",
        "Har\xadbour re\u200bopens",
        "zebra crossing",
        "Ödland ist verkauft",
        "Суд ОТПУСТИЛ учителя",
    ]


def test_an_outlet_in_several_writings_is_one(database: Database) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        for outlet in ("L’Écho", "L'E\u0301cho", "The Coast Post", ""):
            make_article(session, project, title=f"From {outlet}", outlet=outlet)
        viewer = make_member(session, project)
        session.expunge_all()

    # when
    with database.reading() as session:
        offered = outlets_of(session, viewer.project)

    # then
    assert offered == ["L'E\u0301cho", "The Coast Post"]
    found = titles(database, viewer, outlet=offered[0], order=ArticleOrder.ADDED)
    assert found == ["From L'E\u0301cho", "From L’Écho"]


def test_the_page_finds_a_title_by_small_letters(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        make_article(session, project, title="ВЕЧЕРНИЙ листок")
        make_article(session, project, title="Утро")
        join(session, project, "anna")
        home = f"/projects/{project.public_id}/articles/"

    # when
    page = sign_in("anna").get(home, query_string={"words": "вечерний"}).text

    # then
    assert "ВЕЧЕРНИЙ листок" in page
    assert "Утро" not in page
