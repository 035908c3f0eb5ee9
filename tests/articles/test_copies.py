"""The same text again, and nearly the same: never silently, never twice by accident."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select

from tests.articles.conftest import Desk
from webapp.database import Database
from webapp.models import Article, ArticleShingle, StagedArticle
from webapp.models.event import Event

REPORT = (
    "The harbour of Port Ellery stays closed, its master said on Friday. Two of the cranes are "
    "unsafe, Oda Fenn told reporters. A spokesman for the dockers denied it.\n"
)
LATER = REPORT.replace("Friday", "Saturday") + "More cranes were closed.\n"


def table(*rows: tuple[str, str]) -> bytes:
    """Articles of these texts and outlets."""
    lines = ['"text","title","outlet"']
    lines += [
        f'"{text}","Report {number}","{outlet}"' for number, (text, outlet) in enumerate(rows, 1)
    ]
    return "\n".join(lines).encode()


@pytest.fixture
def articles(database: Database) -> Callable[[], list[tuple[str, str, str]]]:
    """Title, outlet and the title of the original, of every article."""

    def stored() -> list[tuple[str, str, str]]:
        with database.reading() as session:
            return [
                (one.title, one.outlet, one.copy_of.title if one.copy_of else "")
                for one in session.scalars(select(Article).order_by(Article.id))
            ]

    return stored


def test_the_same_text_of_another_outlet_is_stored_as_a_copy(
    desk: Desk, articles: Callable[[], list[tuple[str, str, str]]]
) -> None:
    # given
    desk.send(("week.csv", table((REPORT, "Port Ellery Post"), (REPORT, "Veld Valley News"))))

    # when
    page = desk.preview()
    desk.confirm()

    # then
    assert "The same text as number 1, in another outlet" in page
    assert articles() == [
        ("Report 1", "Port Ellery Post", ""),
        ("Report 2", "Veld Valley News", "Report 1"),
    ]


@pytest.mark.parametrize(
    ("outlets", "stored"),
    [
        (("Post", "Post"), 1),
        (("Post", "POST "), 1),
        (("", ""), 1),
        (("Post", ""), 2),
        (("", "Post"), 2),
        (("Post", "Times", "Herald"), 3),
        (("Post", "Times", "Post"), 2),
    ],
    ids=str,
)
def test_outlets_decide_what_is_the_same_article(
    desk: Desk,
    articles: Callable[[], list[tuple[str, str, str]]],
    outlets: tuple[str, ...],
    stored: int,
) -> None:
    # when
    for outlet in outlets:
        desk.send(("one.csv", table((REPORT, outlet))))
        desk.confirm()
        desk.client.post(f"{desk.home}/import/discard")

    # then
    assert len(articles()) == stored
    assert {original for _, _, original in articles()[1:]} <= {"Report 1"}


def test_a_duplicate_is_imported_when_somebody_insists(
    desk: Desk, articles: Callable[[], list[tuple[str, str, str]]]
) -> None:
    # given
    desk.send(("one.csv", table((REPORT, "Post"))))
    desk.confirm()
    desk.send(("one.csv", table((REPORT, "Post"))))

    # when
    before = desk.preview()
    desk.act("/relation", version=1, printing="again")
    after = desk.preview()
    desk.confirm()

    # then
    assert "Left out: the project has this text already" in before
    assert "Import 1 article" in after
    assert articles() == [("Report 1", "Post", ""), ("Report 1", "Post", "Report 1")]


def test_the_history_tells_of_a_copy(desk: Desk, database: Database) -> None:
    # when
    desk.send(("week.csv", table((REPORT, "Post"), (REPORT, "Times"))))
    desk.confirm()

    # then
    with database.reading() as session:
        first, second = session.scalars(select(Event).order_by(Event.id.desc()).limit(2)).all()[
            ::-1
        ]
        assert first.payload
        assert second.payload
        assert first.payload.after["copy_of"] is None
        assert second.payload.after["copy_of"] == first.object_id


def test_the_preview_says_what_is_nearly_the_same(desk: Desk) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()))
    desk.confirm()

    # when
    desk.send(("later.txt", LATER.encode()), ("again.txt", (LATER + "\n").encode()))
    page = desk.preview()

    # then
    assert "<b>Nearly the same</b> as <a href=" in page
    assert "<b>Nearly the same</b> as number 1: 100 % of the words" in page


@pytest.mark.parametrize(
    ("printing", "original", "corrected"),
    [("separate", False, False), ("copy", True, False), ("version", False, True)],
)
def test_a_person_says_what_a_text_is_to_one_that_is_nearly_the_same(
    desk: Desk, database: Database, printing: str, original: bool, corrected: bool
) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()))
    desk.confirm()
    desk.send(("later.txt", LATER.encode()))

    # when
    desk.act("/relation", version=1, printing=printing)
    desk.confirm()

    # then
    with database.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        assert (second.copy_of == first) == original
        assert (second.supersedes == first) == corrected


def test_a_text_above_in_the_same_upload_may_be_the_original(
    desk: Desk, database: Database
) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()), ("later.txt", LATER.encode()))

    # when
    desk.act("/relation", 2, version=1, printing="version")
    desk.confirm()

    # then
    with database.reading() as session:
        first, second = session.scalars(select(Article).order_by(Article.id)).all()
        assert second.supersedes == first


def test_a_copy_of_a_copy_is_one_of_the_original(
    desk: Desk, articles: Callable[[], list[tuple[str, str, str]]]
) -> None:
    # given
    for outlet in ("Post", "Times", "Herald"):
        desk.send(("one.csv", table((REPORT, outlet))))
        desk.confirm()
    desk.send(("later.csv", table((LATER, "Echo"))))

    # when
    desk.act("/relation", version=1, printing="copy")
    desk.confirm()

    # then
    assert [original for _, _, original in articles()] == ["", "Report 1", "Report 1", "Report 1"]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"version": 1, "printing": "copy"}, 400, "No text that is nearly the same is known"),
        ({"version": 7, "printing": "again"}, 409, "You changed this in another window"),
        ({"version": 1, "printing": "twin"}, 400, "Say what it is"),
        ({"version": 1}, 400, "Say what it is"),
        ({"version": "x", "printing": "again"}, 400, "This form is broken"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, fields: dict[str, object], status: int, words: str
) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()))

    # when
    answer = desk.act("/relation", **fields)

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert "Import 1 article" in answer.text


def test_pages_of_articles_name_original_and_copies(desk: Desk, database: Database) -> None:
    # given
    desk.send(("week.csv", table((REPORT, "Post"), (REPORT, "Times"))))
    desk.confirm()
    with database.reading() as session:
        first, second = session.scalars(select(Article.public_id).order_by(Article.id)).all()

    # when
    original, copy = (desk.client.get(f"{desk.home}/{one}").text for one in (first, second))
    listed = desk.client.get(f"{desk.home}/").text

    # then
    assert "Printed too as" in original
    assert "This prints the text of" in copy
    assert listed.count("a copy of") == 1


def test_articles_from_before_are_compared_too(desk: Desk, database: Database) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()))
    desk.confirm()
    with database.transaction() as session:
        session.execute(delete(ArticleShingle))

    # when
    desk.send(("later.txt", LATER.encode()))

    # then
    assert "<b>Nearly the same</b>" in desk.preview()


def test_nothing_is_said_of_texts_that_share_a_sentence(desk: Desk, database: Database) -> None:
    # given
    desk.send(("one.txt", REPORT.encode()))
    desk.confirm()

    # when
    quoting = REPORT.partition(".")[0] + ". " + " ".join(f"word{n}" for n in range(60))
    desk.send(("other.txt", quoting.encode()))

    # then
    assert "Nearly the same" not in desk.preview()
    with database.reading() as session:
        assert session.scalars(select(StagedArticle.nearly_percent)).all() == [0]


def test_texts_without_a_word_are_imported_side_by_side(desk: Desk) -> None:
    # when
    desk.send(("a.txt", "🙂🙂".encode()), ("b.txt", "… !".encode()))

    # then
    assert "Nearly the same" not in desk.preview()
    assert desk.confirm().status_code == 303
