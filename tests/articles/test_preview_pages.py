"""What was sent is looked at, corrected and left out; before that no article exists."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.articles.conftest import Desk
from tests.articles.files.test_sent_file import BAD_FILES, PAGE
from tests.articles.sending import SEED, count
from tests.making import make_member
from tests.people import SignIn
from webapp.models import Article, Project, StagedArticle, User
from webapp.models.base import utc_now
from webapp.vocabulary import Role


def test_nothing_is_an_article_before_it_is_confirmed(desk: Desk) -> None:
    # when
    answer = desk.send(SEED)

    # then
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{desk.home}/import/preview"
    assert count(desk.database, Article) == 0


def test_the_preview_says_what_will_be_imported(desk: Desk) -> None:
    # when
    desk.send(SEED, ("page.html", PAGE.encode()))
    page = desk.preview()

    # then
    assert "Belarus President Alexander Lukashenko" in page
    assert "PA Media · 16 August 2020 · 522 words · title made from the first sentence" in page
    assert "The Paper · 16 August 2020 · 33 words" in page
    assert "English · utf-8" in page
    assert "Import 2 articles" in page


@pytest.mark.parametrize("case", ["empty", "NUL", "one byte over 1 MB", "a zip archive"])
def test_a_bad_file_is_listed_beside_the_good_ones(desk: Desk, case: str) -> None:
    # given
    name, content, _, words = BAD_FILES[case]

    # when
    answer = desk.send(SEED, (name, content), text="He said so.")
    page = desk.preview()
    desk.confirm()

    # then
    assert answer.status_code == 303
    assert "1 part of what you sent cannot be read." in page
    assert words in page
    assert "Import 2 articles" in page
    assert count(desk.database, Article) == 2
    assert count(desk.database, StagedArticle) == 0


def test_bad_rows_are_listed_with_their_lines_and_good_ones_are_kept(desk: Desk) -> None:
    # given
    table = (
        b"text,published_on\r\nHe said so.,2026-03-05T10:00:00Z\r\n,today\r\nShe did.,5/3/26\r\n"
    )
    desk.send(("a.csv", table))

    # when
    page = desk.preview()
    desk.confirm()

    # then
    assert "2 parts of what you sent cannot be read." in page
    assert "a.csv, line 3: there is no text in it." in page
    assert "a.csv, line 4: published_on is “5/3/26”." in page
    assert "Import 1 article" in page
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.text, str(article.published_on)) == ("He said so.", "2026-03-05")
    assert count(desk.database, StagedArticle) == 0


def test_what_is_refused_can_be_discarded(desk: Desk) -> None:
    # given
    desk.send(("a.csv", b"text,title\r\nHe said so.,\r\n,T\r\n"))
    desk.act("/leave-out", 1)

    # when
    left = desk.preview()
    desk.client.post(f"{desk.home}/import/discard")

    # then
    assert "a.csv, line 3: there is no text in it." in left
    assert "cannot be read" not in desk.preview()


def test_the_same_text_is_left_out_and_said_so(desk: Desk) -> None:
    # given
    desk.send(SEED)
    desk.confirm()

    # when
    desk.send(SEED, ("a.txt", b"He said so."), ("b.txt", b"He said so."))
    page = desk.preview()
    desk.confirm()

    # then
    assert "the project has this text already, as <a" in page
    assert "the same text as number 2" in page
    assert "1 to import, 2 left out" in page
    assert count(desk.database, Article) == 2


def test_what_was_found_can_be_corrected(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    answer = desk.act(
        "",
        version=1,
        title="Minsk",
        outlet="The Paper",
        published_on="2020-08-17",
        url="https://paper.example/1",
        language="be",
        is_sensitive="y",
    )
    desk.confirm()

    # then
    assert answer.status_code == 303
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.title, article.is_title_ours) == ("Minsk", False)
        assert (article.outlet, str(article.published_on)) == ("The Paper", "2020-08-17")
        assert (article.url, article.language) == ("https://paper.example/1", "be")
        assert article.is_sensitive


def test_a_title_that_stays_is_still_ours(desk: Desk) -> None:
    # given
    desk.send(("a.txt", b"He said so. She did not."))

    # when
    desk.act("", version=1, title="He said so.", language="en", outlet="The Paper")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().is_title_ours


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "Give it a title."),
        ("url", "javascript:alert(1)", "It must start with http:// or https://."),
        ("published_on", "16/08/2020", "This is no day of the calendar. Choose one."),
        ("language", "english!", "Choose a language of the list."),
    ],
)
def test_a_correction_of_the_wrong_shape_is_refused(
    desk: Desk, field: str, value: str, words: str
) -> None:
    # given
    desk.send(SEED)

    # when
    typed: dict[str, object] = {"version": 1, "title": "T", "language": "en", field: value}
    answer = desk.act("", 1, **typed)

    # then
    assert answer.status_code == 422
    assert words in answer.text


def test_a_correction_from_an_old_window_shows_both_versions(desk: Desk) -> None:
    # given
    desk.send(SEED)
    desk.act("", version=1, title="First", language="en")

    # when
    answer = desk.act("", version=1, title="Second", language="en")

    # then
    assert answer.status_code == 409
    assert "Second</textarea>" in answer.text
    assert "<dd>First</dd>" in answer.text


def test_one_text_can_be_left_out(desk: Desk) -> None:
    # given
    desk.send(SEED, ("a.txt", b"He said so."))

    # when
    desk.act("/leave-out", 1)
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert [article.title for article in session.scalars(select(Article))] == ["He said so."]


def test_all_can_be_discarded(desk: Desk) -> None:
    # given
    desk.send(SEED)

    # when
    desk.client.post(f"{desk.home}/import/discard")

    # then
    assert "Nothing is waiting to be imported." in desk.preview()
    assert count(desk.database, StagedArticle) == 0


def test_what_was_not_confirmed_within_a_day_is_gone(desk: Desk) -> None:
    # given
    desk.send(SEED)
    with desk.database.transaction() as session:
        session.execute(
            update(StagedArticle).values(created_at=utc_now() - timedelta(days=1, seconds=1))
        )

    # when
    page = desk.preview()
    desk.send(("a.txt", b"He said so."))

    # then
    assert "Nothing is waiting" in page
    assert count(desk.database, StagedArticle) == 1


def test_nobody_sees_what_waits_for_another(desk: Desk, sign_in: SignIn) -> None:
    # given
    desk.send(SEED)
    otto = sign_in("otto")
    with desk.database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "otto")).one()
        make_member(session, session.scalars(select(Project)).one(), user=user, role=Role.MANAGER)

    # when
    preview = otto.get(f"{desk.home}/import/preview")
    row = otto.get(f"{desk.home}/import/{desk.staged()}")
    answer = otto.post(f"{desk.home}/import/discard")

    # then
    assert "Nothing is waiting" in preview.text
    assert row.status_code == 404
    assert answer.status_code == 303
    assert count(desk.database, StagedArticle) == 1


def test_a_long_preview_has_pages(desk: Desk) -> None:
    # given
    rows = "\r\n".join(["text", *(f"He said {number}." for number in range(60))])

    # when
    desk.send(("a.csv", rows.encode()))
    second = desk.client.get(f"{desk.home}/import/preview?page=2").text

    # then
    assert "Page 2 of 2" in second
    assert "He said 59." in second
    assert "He said 49." not in second
    assert "Import 60 articles" in second
