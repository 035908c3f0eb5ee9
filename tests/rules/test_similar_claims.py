"""Claims are found by what they share with a text, in a bounded part of the index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.making import make_article, make_claim, make_project
from webapp.database import Database
from webapp.models import Article
from webapp.rules.similar_claims import COUNTED, LOOKED_UP, frequencies, glimpses
from webapp.similarity.features import ANY

MANY = 160
COMMON = "army ballot bridge budget court factory flood harvest nurse police protest rally tax"


@pytest.fixture
def article(database: Database) -> Iterator[Article]:
    """An article without claims."""
    with database.transaction() as session:
        text = f"{COMMON} {' '.join(f'town{number}' for number in range(MANY))}\n"
        yield make_article(session, text=text)


def add(session: Session, article: Article, count: int, *content: str) -> list[int]:
    """The keys of so many claims, of the same draws in every run."""
    return [
        make_claim(
            session,
            article,
            source="",
            cue="",
            content=[*content, f"town{number}"],
            public_id=f"claim-{number}",
        ).id
        for number in range(count)
    ]


def session_of(article: Article) -> Session:
    session = Session.object_session(article)
    assert session is not None
    return session


def test_rare_features_are_counted(article: Article) -> None:
    # given
    session = session_of(article)
    keys = add(session, article, COUNTED - 1, "flood")

    # when
    seen = frequencies(session, article.project_id, [ANY, "flood", "town3", "moon"], keys[:1])

    # then
    assert seen == {ANY: COUNTED - 1, "flood": COUNTED - 1, "town3": 0, "moon": 0}


def test_how_many_claims_have_a_common_feature_is_estimated(article: Article) -> None:
    # given
    session = session_of(article)
    add(session, article, MANY, "flood")

    # when
    seen = frequencies(session, article.project_id, [ANY, "flood"], [])

    # then
    assert seen[ANY] == seen["flood"] == pytest.approx(MANY, rel=0.4)


def test_claims_of_another_project_are_neither_counted_nor_found(article: Article) -> None:
    # given
    session = session_of(article)
    add(session, article, 3, "flood")
    other = make_project(session).id

    # when
    seen = frequencies(session, other, ["flood"], [])

    # then
    assert seen == {"flood": 0}
    assert glimpses(session, other, {"flood": 3.0}) == {}


def test_claims_are_glimpsed_by_what_they_share(article: Article) -> None:
    # given
    session = session_of(article)
    (key,) = add(session, article, 1, "flood", "tax")

    # when
    found = glimpses(session, article.project_id, {ANY: 1.0, "flood": 1.0, "rally": 0.0})

    # then
    assert found.keys() == {key}
    assert list(found[key].names) == ["flood"]
    assert found[key].feature_count == 4


def test_no_more_of_the_index_is_looked_through_than_a_page_can_bear(article: Article) -> None:
    # given
    session = session_of(article)
    add(session, article, MANY, COMMON)
    names = [ANY, *COMMON.split()]
    seen = frequencies(session, article.project_id, [*names, "court"], [])

    # when
    found = glimpses(session, article.project_id, seen)

    # then
    row_count = sum(len(glimpse.names) for glimpse in found.values())
    assert LOOKED_UP / 2 < row_count < min(LOOKED_UP * 2, MANY * len(COMMON.split()))
