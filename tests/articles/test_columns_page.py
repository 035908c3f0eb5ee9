"""A person says which column of a table is which, before its rows are shown."""

import re

from sqlalchemy import select

from tests.articles.conftest import Desk
from webapp.models import Article

TABLE = "headline,body,date,source,mood\r\nStorm,He said so.,2026-03-05,Ellery Post,grim\r\n"


def chosen(page: str) -> dict[str, str]:
    """What each field of the form has selected."""
    selects = re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    return {
        name: found[1] if (found := re.search(r'<option selected value="([^"]*)"', body)) else ""
        for name, body in selects
    }


def test_the_columns_are_asked_for_with_proposals(desk: Desk) -> None:
    # when
    answer = desk.send(("news.csv", TABLE.encode()))
    page = desk.client.get(answer.headers["Location"]).text

    # then
    assert answer.headers["Location"] == f"{desk.home}/import/{desk.staged()}/columns"
    assert chosen(page) == {
        "text": "body",
        "title": "headline",
        "outlet": "source",
        "published_on": "date",
        "url": "",
    }
    assert '<th scope="row"><bdi>mood</bdi></th><td data-label="Holds"><bdi>grim</bdi></td>' in page


def test_the_rows_wait_once_the_columns_are_known(desk: Desk) -> None:
    # given
    desk.send(("news.csv", TABLE.encode()))

    # when
    answer = desk.act(
        "/columns", text="body", title="headline", outlet="source", published_on="date", url=""
    )
    page = desk.preview()
    desk.confirm()

    # then
    assert answer.headers["Location"] == f"{desk.home}/import/preview"
    assert "Columns that are not used: mood." in page
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.text, article.title) == ("He said so.", "Storm")
        assert (article.outlet, str(article.published_on)) == ("Ellery Post", "2026-03-05")


def test_another_choice_than_the_proposed_one_counts(desk: Desk) -> None:
    # given
    desk.send(("news.csv", TABLE.encode()))

    # when
    desk.act("/columns", text="headline", title="", outlet="mood", published_on="", url="")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        article = session.scalars(select(Article)).one()
        assert (article.text, article.outlet, article.published_on) == ("Storm", "grim", None)
        assert article.is_title_ours


def test_the_choice_without_a_text_is_refused_beside_the_field(desk: Desk) -> None:
    # given
    desk.send(("news.csv", TABLE.encode()))

    # when
    answer = desk.act("/columns", text="", title="headline", outlet="", published_on="", url="")

    # then
    assert answer.status_code == 422
    assert "Choose the column that holds the articles." in answer.text
    assert chosen(answer.text)["title"] == "headline"


def test_a_choice_under_which_no_row_can_be_read_is_refused(desk: Desk) -> None:
    # given
    desk.send(("news.csv", TABLE.encode()))

    # when
    answer = desk.act("/columns", text="body", title="", outlet="", published_on="mood", url="")

    # then
    assert answer.status_code == 400
    assert "news.csv, line 2: published_on is “grim”." in answer.text


def test_the_preview_leads_to_a_table_that_waits_for_its_columns(desk: Desk) -> None:
    # given
    desk.send(("news.csv", TABLE.encode()), ("a.txt", b"She did so."))

    # when
    page = desk.preview()

    # then
    assert f"/import/{desk.staged()}/columns" in page
    assert "Import 1 article" not in page


def test_each_table_that_waits_is_asked_about_in_turn(desk: Desk) -> None:
    # given
    desk.send(("a.csv", TABLE.encode()), ("b.csv", TABLE.replace("so", "no").encode()))
    second = desk.staged(2)

    # when
    answer = desk.act("/columns", 1, text="body", title="", outlet="", published_on="", url="")

    # then
    assert answer.headers["Location"] == f"{desk.home}/import/{second}/columns"


def test_a_text_has_no_columns_to_ask_about(desk: Desk) -> None:
    # given
    desk.send(("a.txt", b"She did so."))

    # when
    answer = desk.act("/columns", text="a", title="", outlet="", published_on="", url="")

    # then
    assert answer.status_code == 404


def test_a_column_called_like_a_script_is_shown_and_nothing_else(desk: Desk) -> None:
    # given
    answer = desk.send(("a.csv", b"<script>alert(1)</script>,body\r\n<b>x</b>,He said so.\r\n"))

    # when
    page = desk.client.get(answer.headers["Location"]).text

    # then
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "<b>x" not in page
