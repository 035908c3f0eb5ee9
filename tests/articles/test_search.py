"""Searching the texts of articles: hits in their sentences, as they are stored."""

import html
import re

import pytest
from sqlalchemy.orm import Session

from tests.databases import BOTH
from tests.making import make_article, make_project
from tests.people import SignIn, join
from webapp.articles.queries.hits import MOST_MARKED, MOST_SENTENCES, hits_in, text_parts
from webapp.articles.queries.searching import PAGE_SIZE, articles_with
from webapp.database import Database
from webapp.folding import all_places_of, search_words
from webapp.models import Article, Project
from webapp.models.base import utc_now

pytestmark = pytest.mark.on(*BOTH)
TEXT = (
    "The ministry spoke. “The Straße was empty,” said the ﬁrst of\u00a0the\u00adm.\n\n"
    "CAFE\u0301 owners saw İstanbul. Nobody else did.\n"
)


def titles(session: Session, project: Project, typed: str) -> list[str]:
    """The titles of the articles that are found."""
    return [one.article.title for one in articles_with(session, project, typed, 1).rows]


def marked(text: str, typed: str) -> list[str]:
    """The sentences that are shown, with brackets around what is looked for."""
    return [
        "".join(f"[{part.words}]" if part.is_hit else part.words for part in sentence.parts)
        for sentence in hits_in(text, search_words(typed))
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("STRASSE", "“The [Straße] was empty,” said the ﬁrst of\u00a0the\u00adm."),
        ("first", "“The Straße was empty,” said the [ﬁrst] of\u00a0the\u00adm."),
        ('"of them"', "“The Straße was empty,” said the ﬁrst [of\u00a0the\u00adm]."),
        ("café", "[CAFE\u0301] owners saw İstanbul."),
        ("istanbul", "CAFE\u0301 owners saw [İstanbul]."),
        ("empty straße", "“The [Straße] was [empty],” said the ﬁrst of\u00a0the\u00adm."),
    ],
)
def test_hits_are_the_texts_own_characters_at_their_places(typed: str, sentence: str) -> None:
    assert marked(TEXT, typed) == [sentence]


def test_each_word_is_shown_where_it_first_stands() -> None:
    # given
    text = "One shot. " * 5 + "A hole in the chest. "

    # when
    found = marked(text, "shot chest")

    # then
    assert len(found) <= MOST_SENTENCES
    assert found[0] == "One [shot]."
    assert "A hole in the [chest]." in found


def test_a_hit_leads_to_itself_in_the_text_with_all_hits_marked() -> None:
    # given
    article = Article(text=TEXT, furniture=None)
    [sentence] = hits_in(TEXT, search_words("empty straße"))

    # when
    parts = text_parts(article, "empty straße", sentence.at)

    # then
    assert "".join(part.words for part in parts) == TEXT
    assert [part.words for part in parts if part.is_hit] == ["Straße", "empty"]
    assert [part.words for part in parts if part.is_here] == ["Straße"]


def test_of_very_many_hits_those_around_the_place_are_marked() -> None:
    # given
    article = Article(text="One shot. " * 2000 + "\n\n" + "One shot. " * 2000, furniture=None)

    # when
    parts = text_parts(article, "shot", 30_006)

    # then
    marked = [part for part in parts if part.is_hit]
    assert len(marked) == MOST_MARKED
    assert [part.words for part in marked if part.is_here] == ["shot"]


@pytest.mark.parametrize(
    ("typed", "at"), [("", 4), ("nowhere", 4), ("ministry", -1), ("empty", 10**12)]
)
def test_a_place_that_no_hit_has_marks_none_as_the_place(typed: str, at: int) -> None:
    # when
    parts = text_parts(Article(text=TEXT, furniture=None), typed, at)

    # then
    assert "".join(part.words for part in parts) == TEXT
    assert not any(part.is_here for part in parts)


def test_places_do_not_lie_in_one_another() -> None:
    assert all_places_of(["shot", "shot dead", "dead"], "Shot dead.") == [(0, 9)]


def test_every_word_has_to_stand_in_the_text(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        make_article(session, project, text=TEXT, title="Street")
        make_article(session, project, text="The ministry was empty.\n", title="Ministry")

        # when / then
        assert sorted(titles(session, project, "empty ministry")) == ["Ministry", "Street"]
        assert titles(session, project, "ministry STRASSE") == ["Street"]
        assert titles(session, project, '"ministry was"') == ["Ministry"]
        assert titles(session, project, "100% _") == []
        assert titles(session, project, ' " ') == []


def test_withdrawn_articles_and_those_of_elsewhere_are_not_found(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        make_article(session, text=TEXT)
        make_article(session, project, text=TEXT, withdrawn_at=utc_now(), withdrawn_because="Wrong")

        # when / then
        assert titles(session, project, "ministry") == []


def test_they_come_a_page_at_a_time(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        for number in range(PAGE_SIZE + 1):
            make_article(session, project, text=f"Number {number} spoke.\n")

        # when
        last = articles_with(session, project, "spoke", 2)

        # then
        assert (len(last.rows), last.row_count, last.page_count) == (1, PAGE_SIZE + 1, 2)


def test_the_page_covers_sensitive_sentences(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "vera")
        make_article(session, project, text="He was shot dead.\n", is_sensitive=True)
        home = f"/projects/{project.public_id}/articles"

    # when
    page = sign_in("vera").get(f"{home}/search?words=shot").text

    # then
    cover, _, rest = page.partition("<summary>Marked as sensitive")
    assert "<mark>shot</mark>" in rest
    assert "dead" not in cover


def test_a_sentence_leads_to_its_place_in_the_article(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "vera")
        make_article(session, project, text="Nobody spoke.\n\nHe was shot & “left”.\n")
        home = f"/projects/{project.public_id}/articles"
    vera = sign_in("vera")

    # when
    page = vera.get(f"{home}/search?words=shot+%26").text
    link = re.search(r'<blockquote[^>]*><a href="([^"]*)#hit">', page)
    assert link
    article = vera.get(html.unescape(link[1])).text

    # then
    assert '<mark id="hit">shot</mark>' in article
    assert "<mark>&amp;</mark>" in article
    assert article.count("<mark") == 2
