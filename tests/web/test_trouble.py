"""When the database cannot be used: pages in words, and nothing that was typed is lost."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, func, select, text, update

import webapp.database
from tests.databases import BOTH
from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Annotation, LoginSession
from webapp.models.base import utc_now

pytestmark = pytest.mark.on(*BOTH)

Locked = Callable[[], AbstractContextManager[None]]
FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
NOTE = "Said to a crowd; no ministry is quoted. " * 100


@pytest.fixture
def database(own_database: Database) -> Database:
    """These tests break what they meet."""
    return own_database


@pytest.fixture
def claim(database: Database) -> str:
    """The address of a claim that Mona may tag."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona")
        row = make_claim(session, make_article(session, project))
        return f"/projects/{project.public_id}/claims/{row.public_id}"


@pytest.fixture
def mona(claim: str, sign_in: SignIn, database: Database) -> FlaskClient:
    """Mona's browser, last seen ten minutes ago."""
    browser = sign_in("mona")
    with database.transaction() as session:
        session.execute(update(LoginSession).values(last_seen_at=utc_now() - timedelta(minutes=10)))
    return browser


def tags(browser: FlaskClient, claim: str) -> dict[str, str | int]:
    """A whole answer, on the words that the page shows."""
    words = re.search(r'name="words" value="(\w+)"', browser.get(claim).text)
    assert words
    return {
        "version": 0,
        "words": words[1],
        "source": "The government",
        "source_type": "government",
        "stance": "support",
        "note": NOTE,
        "step": "submit",
    }


def annotation_count(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count(Annotation.id))).one()


@contextmanager
def held_by_another(database: Database) -> Iterator[None]:
    """Somebody else has the right to write, and does not give it back."""
    if database.is_sqlite:
        with closing(sqlite3.connect(str(database.url.database), isolation_level=None)) as other:
            other.execute("begin immediate")
            yield
    else:
        with database.engine.connect() as other:
            other.execute(text("lock table claim, login_session in exclusive mode"))
            yield


@pytest.fixture
def locked(database: Database, monkeypatch: pytest.MonkeyPatch) -> Locked:
    """Lets somebody else hold the database, and nobody wait for long."""
    monkeypatch.setattr(webapp.database, "BUSY_TIMEOUT_MS", 300)
    return lambda: held_by_another(database)


def test_what_was_typed_survives_a_busy_database(
    mona: FlaskClient, claim: str, database: Database, locked: Locked
) -> None:
    # given
    form = tags(mona, claim)

    # when
    with locked():
        answer = mona.post(claim, data=form, headers=FROM_HERE)

    # then
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "Content-Security-Policy" in answer.headers
    assert "The database is busy." in answer.text
    assert answer.text.count(NOTE.strip()) == 2
    assert "Send again" in answer.text


def test_a_page_opens_while_somebody_else_holds_the_right_to_write(
    mona: FlaskClient, claim: str, locked: Locked
) -> None:
    # when
    with locked():
        answer = mona.get(claim)

    # then
    assert answer.status_code == 200


def test_another_site_is_given_nothing_to_send_again(
    mona: FlaskClient, claim: str, locked: Locked
) -> None:
    # when
    with locked():
        answer = mona.post(claim, data={"note": NOTE})

    # then
    assert answer.status_code == 503
    assert NOTE.strip() not in answer.text


@pytest.fixture
def limited(database: Database) -> Iterator[Callable[[str], None]]:
    """Begins every transaction with a limit of SQLite's."""
    listeners = []

    def limit(pragma: str) -> None:
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql(f"pragma {pragma}")

        event.listen(database.engine, "begin", begin)
        listeners.append(begin)

    yield limit
    for begin in listeners:
        event.remove(database.engine, "begin", begin)


@pytest.mark.on("sqlite")
@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("max_page_count = 1", (507, "There is no room left to save anything")),
        ("query_only = on", (503, "The database can only be read at the moment")),
    ],
    ids=["disk full", "read-only"],
)
def test_a_database_that_takes_nothing_can_be_read(
    mona: FlaskClient,
    claim: str,
    limited: Callable[[str], None],
    limit: str,
    told: tuple[int, str],
) -> None:
    # given
    form = tags(mona, claim)
    limited(limit)

    # when
    page = mona.get(claim)
    answer = mona.post(claim, data=form, headers=FROM_HERE)

    # then
    status, words = told
    assert page.status_code == 200
    assert (answer.status_code, words in answer.text) == (status, True)
    assert NOTE.strip() in answer.text
    assert "submitted" not in mona.get(claim).text


def test_work_goes_on_when_the_trouble_is_over(
    mona: FlaskClient, claim: str, database: Database, locked: Locked
) -> None:
    # given
    form = tags(mona, claim)
    with locked():
        refused = mona.post(claim, data=form, headers=FROM_HERE)

    # when
    saved = mona.post(claim, data=form, headers=FROM_HERE)

    # then
    assert (refused.status_code, saved.status_code) == (503, 303)
    assert annotation_count(database) == 1


def test_a_breakdown_keeps_what_was_typed(
    mona: FlaskClient, claim: str, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    form = tags(mona, claim)
    with database.transaction() as session:
        session.execute(text("alter table annotation rename to elsewhere"))

    # when
    answer = mona.post(claim, data=form, headers=FROM_HERE)

    # then
    number = re.search(r"the number ([0-9a-f]{8})", answer.text)
    assert answer.status_code == 500
    assert number
    assert number[1] in caplog.text
    assert NOTE.strip() in answer.text
    assert "elsewhere" not in answer.text
