"""A file is read as somebody answers: in which encoding, and as one article or several."""

from sqlalchemy import select

from tests.articles.conftest import Desk
from tests.articles.sending import BOTH, SEED, SEEDS, count
from webapp.models import Article


def test_a_guessed_encoding_must_be_confirmed(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed, he said.".encode("windows-1252")))

    # when
    page = desk.preview()
    refused = desk.confirm()

    # then
    assert "Our guess is windows-1252" in page
    assert "The café is closed, he said." in page
    assert ">Import" not in page
    assert refused.status_code == 400
    assert "needs an answer first" in refused.text
    assert count(desk.database, Article) == 0


def test_a_confirmed_guess_is_imported(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed, he said.".encode("windows-1252")))

    # when
    desk.act("/reading", encoding="windows-1252")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text == "The café is closed, he said."


def test_a_wrong_guess_is_corrected(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "Kolik stojí řízek? řekl.".encode("windows-1250")))

    # when
    answer = desk.act("/reading", encoding="windows-1250")

    # then
    assert answer.status_code == 303
    assert "Kolik stojí řízek?" in desk.preview()
    assert "windows-1250" in desk.preview()


def test_an_encoding_that_does_not_fit_is_refused_beside_the_field(desk: Desk) -> None:
    # given
    desk.send(("menu.txt", "The café is closed.".encode("windows-1252")))

    # when
    answer = desk.act("/reading", encoding="utf-8")

    # then
    assert answer.status_code == 400
    assert "menu.txt: byte 7 is not utf-8." in answer.text
    assert "Our guess is windows-1252" in desk.preview()


def test_a_file_that_fits_no_guess_waits_for_its_encoding(desk: Desk) -> None:
    # given
    desk.send(("odd.txt", b"He said\x81\x8d\x8f\x90\x9d\xd2\xff so \xaa."))

    # when
    page = desk.preview()
    answer = desk.act("/reading", encoding="shift_jis")

    # then
    assert "Byte 7 is not UTF-8, and no guess fits." in page
    assert answer.status_code in (303, 400)
    assert count(desk.database, Article) == 0


def test_a_table_in_a_guessed_encoding_gives_its_rows_after_the_answer(desk: Desk) -> None:
    # given
    desk.send(
        ("a.csv", "text\r\ncafé, he said\r\n".replace(", ", " ").encode("windows-1252")), SEED
    )

    # when
    desk.act("/reading", encoding="windows-1252")
    page = desk.preview()

    # then
    assert page.index("café he said") < page.index("Belarus President")
    assert "Import 2 articles" in page


def test_several_articles_in_one_file_are_taken_apart(desk: Desk) -> None:
    # given
    desk.send(BOTH)

    # when
    asked = desk.preview()
    desk.act("/reading", encoding="utf-8", several="apart")
    desk.confirm()

    # then
    assert "2 articles seem to start in this file" in asked
    with desk.database.reading() as session:
        articles = session.scalars(select(Article).order_by(Article.published_on)).all()
        assert [article.text.encode() for article in articles] == [
            path.read_bytes() for path in SEEDS
        ]


def test_several_articles_in_one_file_may_stay_together(desk: Desk) -> None:
    # given
    desk.send(BOTH)

    # when
    desk.act("/reading", encoding="utf-8", several="together")
    desk.confirm()

    # then
    with desk.database.reading() as session:
        assert session.scalars(select(Article)).one().text.encode() == BOTH[1]
